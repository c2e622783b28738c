//! Words that the syntax of a schema document and the components share.

use std::collections::BTreeSet;

use crate::diagnostics::Span;

/// One constraining facet (part 2, 4.3), as stated.
#[derive(Clone, Debug)]
pub struct Facet {
    /// Which one.
    pub kind: FacetKind,
    /// Its value, in the schema's own spelling.
    pub value: String,
    /// Whether derived types must keep it.
    pub fixed: bool,
    /// Where it stands.
    pub span: Span,
    /// Where its value stands, without the quotes.
    pub value_span: Span,
}

/// The constraining facets other than `enumeration`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum FacetKind {
    Length,
    MinLength,
    MaxLength,
    Pattern,
    WhiteSpace,
    MaxInclusive,
    MaxExclusive,
    MinInclusive,
    MinExclusive,
    TotalDigits,
    FractionDigits,
}

/// One enumerated value.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// The value, in the schema's own spelling.
    pub value: String,
    /// The text of its `xs:documentation`.
    pub documentation: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// How a complex type comes from its base.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Derivation {
    /// The base's content, then its own.
    Extension,
    /// A part of what the base allows.
    Restriction,
}

/// The ways of derivation that `block` and `final` name.
pub type DerivationSet = BTreeSet<DerivationKind>;

/// A way of derivation that `block` and `final` can name.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum DerivationKind {
    Extension,
    Restriction,
    Substitution,
    List,
    Union,
}

/// How the members of a model group combine.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum Compositor {
    Sequence,
    Choice,
    All,
}

impl Compositor {
    /// The compositor that an element of a schema document stands for.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "sequence" => Self::Sequence,
            "choice" => Self::Choice,
            "all" => Self::All,
            _ => return None,
        })
    }
}

/// How strictly what a wildcard takes is assessed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum ProcessContents {
    Strict,
    Lax,
    Skip,
}

/// A value constraint.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ValueConstraint {
    /// Stands for an empty element or an absent attribute.
    Default(String),
    /// The only value there may be.
    Fixed(String),
}

impl FacetKind {
    /// The facet of an element name.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "length" => Self::Length,
            "minLength" => Self::MinLength,
            "maxLength" => Self::MaxLength,
            "pattern" => Self::Pattern,
            "whiteSpace" => Self::WhiteSpace,
            "maxInclusive" => Self::MaxInclusive,
            "maxExclusive" => Self::MaxExclusive,
            "minInclusive" => Self::MinInclusive,
            "minExclusive" => Self::MinExclusive,
            "totalDigits" => Self::TotalDigits,
            "fractionDigits" => Self::FractionDigits,
            _ => return None,
        })
    }
}

/// The name of its element.
impl std::fmt::Display for FacetKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Length => "length",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::Pattern => "pattern",
            Self::WhiteSpace => "whiteSpace",
            Self::MaxInclusive => "maxInclusive",
            Self::MaxExclusive => "maxExclusive",
            Self::MinInclusive => "minInclusive",
            Self::MinExclusive => "minExclusive",
            Self::TotalDigits => "totalDigits",
            Self::FractionDigits => "fractionDigits",
        })
    }
}
