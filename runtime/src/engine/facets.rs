//! Constraining facets of simple types (XML Schema part 2, section 4.3).

/// A constraining facet, the name of the type that has the facets, or a reference to the facets of another type.
#[derive(Clone, Copy, Debug)]
pub enum Facet {
    /// The name of the type that has the facets after this entry: `name`, `{namespace}name` if several namespaces have a type of
    /// that name, or `xs:name` for a built-in type.
    Type(&'static str),
    /// `length`: the exact number of characters, octets or items.
    Length(usize),
    /// `minLength`: the minimum number of characters, octets or items.
    MinLength(usize),
    /// `maxLength`: the maximum number of characters, octets or items.
    MaxLength(usize),
    /// `pattern`: a regular expression of the crate `regex-lite`. Messages show the same expression.
    Pattern(&'static str),
    /// `pattern`: the expression in the schema, for messages, and its translation to the syntax of the crate `regex-lite`.
    Translated(&'static str, &'static str),
    /// `minInclusive`: the minimum value.
    MinInclusive(&'static str),
    /// `minExclusive`: the lower bound, which is not allowed itself.
    MinExclusive(&'static str),
    /// `maxInclusive`: the maximum value.
    MaxInclusive(&'static str),
    /// `maxExclusive`: the upper bound, which is not allowed itself.
    MaxExclusive(&'static str),
    /// `totalDigits`: the maximum number of significant digits.
    TotalDigits(usize),
    /// `fractionDigits`: the maximum number of significant digits after the decimal point.
    FractionDigits(usize),
    /// `enumeration`: the allowed values.
    Enumeration(&'static [&'static str]),
    /// The facets of the items of a list.
    Item(Facets),
    /// The facets of the members of a union, each with the index of its variant.
    Members(&'static [(usize, Facets)]),
    /// The facets of the base type, which apply as well.
    Base(Facets),
}

impl Facet {
    /// Returns the pattern that messages show, and the regular expression; `None` for other facets.
    #[cfg(any(feature = "validate", feature = "arbitrary"))]
    pub(crate) fn pattern(&self) -> Option<(&'static str, &'static str)> {
        match *self {
            Self::Pattern(pattern) => Some((pattern, pattern)),
            Self::Translated(stated, pattern) => Some((stated, pattern)),
            _ => None,
        }
    }
}

/// The facets of a simple type, in the order in which they are checked. Empty if the type allows all values of its Rust type.
pub type Facets = &'static [Facet];

/// NameStartChar of XML 1.0, fifth edition, without the colon, for use in a character class.
macro_rules! name_start {
    () => {
        "A-Z_a-z\\x{C0}-\\x{D6}\\x{D8}-\\x{F6}\\x{F8}-\\x{2FF}\\x{370}-\\x{37D}\\x{37F}-\\x{1FFF}\\x{200C}-\\x{200D}\
         \\x{2070}-\\x{218F}\\x{2C00}-\\x{2FEF}\\x{3001}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFFD}\\x{10000}-\\x{EFFFF}"
    };
}

/// NameChar of XML 1.0, fifth edition, without the colon, for use in a character class.
macro_rules! name_char {
    () => {
        concat!(name_start!(), "\\-.0-9\\x{B7}\\x{300}-\\x{36F}\\x{203F}-\\x{2040}")
    };
}

/// `xs:anySimpleType`, from which all simple types are derived.
pub const ANY_SIMPLE_TYPE: Facets = &[Facet::Type("xs:anySimpleType")];
/// `xs:anyURI`, which accepts any string.
pub const ANY_URI: Facets = &[Facet::Type("xs:anyURI")];
/// `xs:nonNegativeInteger`.
pub const NON_NEGATIVE_INTEGER: Facets = &[Facet::Type("xs:nonNegativeInteger"), Facet::MinInclusive("0")];
/// `xs:positiveInteger`.
pub const POSITIVE_INTEGER: Facets = &[Facet::Type("xs:positiveInteger"), Facet::MinInclusive("1")];
/// `xs:nonPositiveInteger`.
pub const NON_POSITIVE_INTEGER: Facets = &[Facet::Type("xs:nonPositiveInteger"), Facet::MaxInclusive("0")];
/// `xs:negativeInteger`.
pub const NEGATIVE_INTEGER: Facets = &[Facet::Type("xs:negativeInteger"), Facet::MaxInclusive("-1")];
/// `xs:language`.
pub const LANGUAGE: Facets = &[
    Facet::Type("xs:language"),
    Facet::Translated("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", "^(?:[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*)$"),
];
/// `xs:NMTOKEN`: one or more name characters, including the colon.
pub const NM_TOKEN: Facets =
    &[Facet::Type("xs:NMTOKEN"), Facet::Translated("\\c+", concat!("^[", name_char!(), ":]+$"))];
/// `xs:Name`.
pub const NAME: Facets =
    &[Facet::Type("xs:Name"), Facet::Translated("\\i\\c*", concat!("^[", name_start!(), ":][", name_char!(), ":]*$"))];
/// `xs:NCName`.
pub const NC_NAME: Facets = &[
    Facet::Type("xs:NCName"),
    Facet::Translated("[\\i-[:]][\\c-[:]]*", concat!("^[", name_start!(), "][", name_char!(), "]*$")),
];
/// `xs:ID`.
pub const ID: Facets = &[Facet::Type("xs:ID"), Facet::Base(NC_NAME)];
/// `xs:IDREF`.
pub const ID_REF: Facets = &[Facet::Type("xs:IDREF"), Facet::Base(NC_NAME)];
/// `xs:ENTITY`.
pub const ENTITY: Facets = &[Facet::Type("xs:ENTITY"), Facet::Base(NC_NAME)];
/// `xs:NMTOKENS`.
pub const NM_TOKENS: Facets = &[Facet::MinLength(1), Facet::Item(NM_TOKEN)];
/// `xs:IDREFS` and `xs:ENTITIES`.
pub const NC_NAMES: Facets = &[Facet::MinLength(1), Facet::Item(NC_NAME)];

/// Returns the name in the entry `Facet::Type`. If a type adds no facets to those of its base, this is the name of the base.
pub(crate) fn type_name(facets: Facets) -> Option<&'static str> {
    facets.iter().find_map(|facet| match facet {
        Facet::Type(name) => Some(*name),
        _ => None,
    })
}

/// Returns the facets of a type and its bases, without the references to the bases.
#[cfg(any(feature = "validate", feature = "arbitrary"))]
pub(crate) fn with_bases(facets: Facets) -> impl Iterator<Item = &'static Facet> {
    let base = |facets: &Facets| {
        facets.iter().find_map(|facet| match facet {
            Facet::Base(base) => Some(*base),
            _ => None,
        })
    };
    std::iter::successors(Some(facets), base).flatten().filter(|facet| !matches!(facet, Facet::Base(_)))
}

/// Returns the facets of the items of a list.
#[cfg(any(feature = "validate", feature = "arbitrary"))]
pub(crate) fn of_items(facets: Facets) -> Facets {
    let item = |facet: &Facet| match facet {
        Facet::Item(item) => Some(*item),
        _ => None,
    };
    with_bases(facets).find_map(item).unwrap_or_default()
}

/// Returns the facets of the members of a union, each with the index of its variant.
#[cfg(any(feature = "validate", feature = "arbitrary"))]
pub(crate) fn of_members(facets: Facets) -> &'static [(usize, Facets)] {
    let members = |facet: &Facet| match facet {
        Facet::Members(members) => Some(*members),
        _ => None,
    };
    with_bases(facets).find_map(members).unwrap_or_default()
}
