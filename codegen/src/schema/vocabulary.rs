//! Facets, enumerated values, value constraints, and enums for the keywords of the specification.

use std::collections::BTreeSet;
use std::fmt;

use crate::diagnostics::Span;
use crate::xsd::QName;
use crate::xsd::white_space::trim;

/// A constraining facet (XML Schema part 2, 4.3), as a type definition states it.
#[derive(Clone, Debug)]
pub struct Facet {
    /// The kind of facet.
    pub kind: FacetKind,
    /// The value as the schema writes it.
    pub value: String,
    /// True if derived types cannot change the value.
    pub is_fixed: bool,
    /// The span of the facet.
    pub span: Span,
    /// The span of the value, without the quotes.
    pub value_span: Span,
}

/// The values of `processContents` (XML Schema part 1, 3.10), from the weakest to the strictest validation of the elements or
/// attributes that a wildcard accepts.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum ProcessContents {
    Skip,
    Lax,
    Strict,
}

impl fmt::Display for ProcessContents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Skip => "skip",
            Self::Lax => "lax",
            Self::Strict => "strict",
        })
    }
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

impl FacetKind {
    /// Returns whether the value of the facet is a number of digits, characters, octets or items.
    pub(crate) const fn is_count(self) -> bool {
        use FacetKind::{FractionDigits, Length, MaxLength, MinLength, TotalDigits};
        matches!(self, Length | MinLength | MaxLength | TotalDigits | FractionDigits)
    }

    /// The facets with their element names.
    const NAMES: [(Self, &str); 11] = [
        (Self::Length, "length"),
        (Self::MinLength, "minLength"),
        (Self::MaxLength, "maxLength"),
        (Self::Pattern, "pattern"),
        (Self::WhiteSpace, "whiteSpace"),
        (Self::MaxInclusive, "maxInclusive"),
        (Self::MaxExclusive, "maxExclusive"),
        (Self::MinInclusive, "minInclusive"),
        (Self::MinExclusive, "minExclusive"),
        (Self::TotalDigits, "totalDigits"),
        (Self::FractionDigits, "fractionDigits"),
    ];

    /// Returns the facet whose element has the given local name, such as `maxLength`.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }
}

/// Writes the local name of the facet's element.
impl fmt::Display for FacetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::NAMES.iter().find(|(known, _)| known == self).map_or("", |(_, name)| name))
    }
}

/// The values of the `whiteSpace` facet: the normalization of a text before it is parsed as a value.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum WhiteSpace {
    /// Text is unchanged.
    #[default]
    Preserve,
    /// Tabs and line ends become spaces.
    Replace,
    /// As `Replace`; then runs of spaces become one space, and spaces at the ends are removed.
    Collapse,
}

impl WhiteSpace {
    /// Parses the attribute `value` of a `whiteSpace` facet.
    pub(crate) fn of(value: &str) -> Option<Self> {
        match trim(value) {
            "preserve" => Some(Self::Preserve),
            "replace" => Some(Self::Replace),
            "collapse" => Some(Self::Collapse),
            _ => None,
        }
    }
}

/// An enumerated value.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// The value as the schema writes it.
    pub value: String,
    /// The value as a qualified name, if the type is `QName` or `NOTATION`.
    pub name: Option<QName>,
    /// The space-separated items of `value` as qualified names; `None` for an item that is not a name or has an undeclared prefix.
    pub item_names: Vec<Option<QName>>,
    /// The text of the `xs:documentation`.
    pub documentation: Option<String>,
    /// The span of the `xs:enumeration`.
    pub span: Span,
}

/// The derivation method of a complex type.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Derivation {
    /// The content is the content of the base followed by the type's own.
    Extension,
    /// The content restricts the content of the base.
    Restriction,
}

/// A set of derivation methods, as in the attributes `block` and `final`.
pub type DerivationSet = BTreeSet<DerivationKind>;

/// A derivation method that `block` and `final` can name.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum DerivationKind {
    Extension,
    Restriction,
    Substitution,
    List,
    Union,
}

/// The compositor of a model group.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum Compositor {
    Sequence,
    Choice,
    All,
}

impl Compositor {
    /// Returns the compositor whose element has the given local name, such as `sequence`.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "sequence" => Self::Sequence,
            "choice" => Self::Choice,
            "all" => Self::All,
            _ => return None,
        })
    }
}

/// A value constraint: the attribute `default` or `fixed` of an element or attribute declaration.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ValueConstraint {
    /// The value of an empty element or an absent attribute.
    Default(String),
    /// The only value allowed.
    Fixed(String),
}

impl ValueConstraint {
    /// Returns the value.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Default(text) | Self::Fixed(text) => text,
        }
    }
}
