//! What simple types demand of their values (XML Schema part 2, section 4.3).

/// NameStartChar of XML 1.0, fifth edition, but for the colon, inside of a class.
macro_rules! name_start {
    () => {
        "A-Z_a-z\\x{C0}-\\x{D6}\\x{D8}-\\x{F6}\\x{F8}-\\x{2FF}\\x{370}-\\x{37D}\\x{37F}-\\x{1FFF}\\x{200C}-\\x{200D}\
         \\x{2070}-\\x{218F}\\x{2C00}-\\x{2FEF}\\x{3001}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFFD}\\x{10000}-\\x{EFFFF}"
    };
}

/// NameChar likewise.
macro_rules! name_char {
    () => {
        concat!(name_start!(), "\\-.0-9\\x{B7}\\x{300}-\\x{36F}\\x{203F}-\\x{2040}")
    };
}

/// What a simple type demands of its values, beside what its base does.
#[derive(Clone, Copy, Debug)]
pub struct Facets {
    pub(crate) base: Option<&'static Facets>,
    pub(crate) length: Option<usize>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) pattern: Option<&'static str>,
    pub(crate) min_inclusive: Option<&'static str>,
    pub(crate) min_exclusive: Option<&'static str>,
    pub(crate) max_inclusive: Option<&'static str>,
    pub(crate) max_exclusive: Option<&'static str>,
    pub(crate) total_digits: Option<usize>,
    pub(crate) fraction_digits: Option<usize>,
    pub(crate) enumeration: &'static [&'static str],
    pub(crate) item: Option<&'static Facets>,
    pub(crate) members: &'static [(usize, &'static Facets)],
}

/// A static has one address, by which it is known: a constant may have many.
static NOTHING: Facets = Facets::new();

impl Facets {
    /// Nothing is demanded.
    pub const ANY: &'static Self = &NOTHING;
    /// `xs:nonNegativeInteger`.
    pub const NON_NEGATIVE_INTEGER: Self = Self::new().min_inclusive("0");
    /// `xs:positiveInteger`.
    pub const POSITIVE_INTEGER: Self = Self::new().min_inclusive("1");
    /// `xs:nonPositiveInteger`.
    pub const NON_POSITIVE_INTEGER: Self = Self::new().max_inclusive("0");
    /// `xs:negativeInteger`.
    pub const NEGATIVE_INTEGER: Self = Self::new().max_inclusive("-1");
    /// `xs:language`.
    pub const LANGUAGE: Self = Self::new().pattern("^(?:[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*)$");
    /// `xs:NMTOKEN`: any character of names, the colon among them.
    pub const NM_TOKEN: Self = Self::new().pattern(concat!("^[", name_char!(), ":]+$"));
    /// `xs:Name`.
    pub const NAME: Self = Self::new().pattern(concat!("^[", name_start!(), ":][", name_char!(), ":]*$"));
    /// `xs:NCName`.
    pub const NC_NAME: Self = Self::new().pattern(concat!("^[", name_start!(), "][", name_char!(), "]*$"));
    /// `xs:NMTOKENS`.
    pub const NM_TOKENS: Self = Self::new().min_length(1).item(&Self::NM_TOKEN);
    /// `xs:IDREFS` and `xs:ENTITIES`.
    pub const NC_NAMES: Self = Self::new().min_length(1).item(&Self::NC_NAME);

    /// Nothing is demanded, to begin with.
    pub const fn new() -> Self {
        Self {
            base: None,
            length: None,
            min_length: None,
            max_length: None,
            pattern: None,
            min_inclusive: None,
            min_exclusive: None,
            max_inclusive: None,
            max_exclusive: None,
            total_digits: None,
            fraction_digits: None,
            enumeration: &[],
            item: None,
            members: &[],
        }
    }

    /// Also what the base demands.
    pub const fn base(mut self, base: &'static Facets) -> Self {
        self.base = Some(base);
        self
    }

    /// So many characters, octets or items.
    pub const fn length(mut self, length: usize) -> Self {
        self.length = Some(length);
        self
    }

    /// At least so many characters, octets or items.
    pub const fn min_length(mut self, length: usize) -> Self {
        self.min_length = Some(length);
        self
    }

    /// At most so many characters, octets or items.
    pub const fn max_length(mut self, length: usize) -> Self {
        self.max_length = Some(length);
        self
    }

    /// The lexical form matches a regular expression of the crate `regex-lite`.
    pub const fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Not less.
    pub const fn min_inclusive(mut self, bound: &'static str) -> Self {
        self.min_inclusive = Some(bound);
        self
    }

    /// More.
    pub const fn min_exclusive(mut self, bound: &'static str) -> Self {
        self.min_exclusive = Some(bound);
        self
    }

    /// Not more.
    pub const fn max_inclusive(mut self, bound: &'static str) -> Self {
        self.max_inclusive = Some(bound);
        self
    }

    /// Less.
    pub const fn max_exclusive(mut self, bound: &'static str) -> Self {
        self.max_exclusive = Some(bound);
        self
    }

    /// At most so many digits that count.
    pub const fn total_digits(mut self, digits: usize) -> Self {
        self.total_digits = Some(digits);
        self
    }

    /// At most so many digits that count behind the point.
    pub const fn fraction_digits(mut self, digits: usize) -> Self {
        self.fraction_digits = Some(digits);
        self
    }

    /// One of these.
    pub const fn enumeration(mut self, values: &'static [&'static str]) -> Self {
        self.enumeration = values;
        self
    }

    /// Of a list: what each item is like.
    pub const fn item(mut self, facets: &'static Facets) -> Self {
        self.item = Some(facets);
        self
    }

    /// Of a union: what the values of its members are like, each with the place of its variant.
    pub const fn members(mut self, members: &'static [(usize, &'static Facets)]) -> Self {
        self.members = members;
        self
    }

    /// Whether no facets were given.
    #[cfg(any(feature = "validate", feature = "arbitrary"))]
    pub(crate) fn is_any(&self) -> bool {
        std::ptr::eq(self, Self::ANY)
    }

    /// These and those of the bases.
    #[cfg(any(feature = "validate", feature = "arbitrary"))]
    pub(crate) fn chain(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |facets| facets.base)
    }

    /// Of a list: what each item is like.
    #[cfg(any(feature = "validate", feature = "arbitrary"))]
    pub(crate) fn of_items(&self) -> &'static Facets {
        self.chain().find_map(|facets| facets.item).unwrap_or(Self::ANY)
    }

    /// Of a union: what the values of its members are like, each with the place of its variant.
    #[cfg(any(feature = "validate", feature = "arbitrary"))]
    pub(crate) fn of_members(&self) -> &'static [(usize, &'static Facets)] {
        self.chain().map(|facets| facets.members).find(|members| !members.is_empty()).unwrap_or_default()
    }
}

impl Default for Facets {
    fn default() -> Self {
        Self::new()
    }
}
