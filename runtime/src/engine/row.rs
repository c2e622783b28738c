//! Rows: the declarations of fields and variants in XML. Generated code builds them with the functions in
//! [`rows`](crate::rows).

use super::facets::Facets;
use crate::names::{Name, Ns};
use crate::work;

/// The declaration of a field or a variant in XML.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub(crate) kind: RowKind,
    pub(crate) name: Name<'static>,
    pub(crate) presence: Presence,
    pub(crate) occurs: Occurs,
    pub(crate) items: Items,
    pub(crate) white_space: WhiteSpace,
    pub(crate) value: ValueConstraint,
    pub(crate) facets: Facets,
    /// True for a member of `xs:all`, whose members may occur in any order.
    pub(crate) is_unordered: bool,
    /// The numbers of the optional sequences that contain the row, from the outermost to the innermost.
    pub(crate) sequences: &'static [u32],
    /// The first version that has the field or variant, as an index into the list of versions; 0 if the field or variant is
    /// as old as its type.
    pub(crate) since: u8,
}

/// The kinds of row.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RowKind {
    Attribute,
    /// A child element, and optionally another namespace in which documents may have it.
    Element(Option<Ns>),
    /// A choice of children. The rows come from a function, because the rows of a choice may refer to the choice itself.
    Choice(fn() -> &'static [Row]),
    /// Several children in sequence.
    Group(&'static [Row]),
    /// An element wildcard.
    Any(Namespaces),
    /// An attribute wildcard.
    AnyAttribute(Namespaces),
    /// A boolean field that is true if the element has a redundant `xsi:type`: one that names the declared type.
    ExplicitType,
    /// The text of the element.
    Text,
    /// Text and children in any order.
    Mixed(fn() -> &'static [Row]),
}

/// The presence of a field.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Presence {
    Optional,
    /// Required by the schema, optional in Rust: reading does not report its absence, `validate` does.
    Relaxed,
    Required,
}

/// `minOccurs` and `maxOccurs` of a repeated row.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Occurs {
    pub(crate) min: u32,
    pub(crate) max: u32,
}

impl Occurs {
    /// The occurrence of a row that is not repeated; [`Presence`] states whether it is required.
    const ONCE: Self = Self { min: 0, max: 1 };

    pub(crate) fn is_repeated(self) -> bool {
        self.max > 1
    }
}

/// The form of a list inside one element or attribute.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Items {
    /// Not a list, or a list whose items are elements of their own.
    None,
    /// The element is a wrapper: it contains nothing but repeated children.
    Children(&'static Row),
    /// The text is an `xs:list`.
    Text(&'static Row),
}

/// The white space facet, for strings (XML Schema part 2, section 4.3.6). Other types remove white space
/// when they parse a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum WhiteSpace {
    Preserve,
    Replace,
    Collapse,
}

/// The value constraint of a declaration (XML Schema part 1, sections 3.2.1 and 3.3.1).
#[derive(Clone, Copy, Debug)]
pub(crate) enum ValueConstraint {
    None,
    Default(&'static str),
    Fixed(&'static str),
}

impl ValueConstraint {
    /// Returns the value of an empty element: the default or fixed value, otherwise an empty text.
    pub(crate) fn of_empty(self) -> &'static str {
        match self {
            Self::Default(value) | Self::Fixed(value) => value,
            Self::None => "",
        }
    }
}

/// The namespaces that a wildcard allows.
#[derive(Clone, Copy, Debug)]
pub enum Namespaces {
    /// All namespaces, and no namespace.
    Any,
    /// All namespaces except one. Names without a namespace are not allowed either.
    OtherThan(Ns),
    /// The listed namespaces.
    OneOf(&'static [Ns]),
}

impl Namespaces {
    pub(crate) fn allow(&self, namespace: Ns) -> bool {
        match self {
            Self::Any => true,
            Self::OtherThan(other) => namespace != *other && namespace != Ns::NONE,
            Self::OneOf(list) => list.contains(&namespace),
        }
    }
}

/// The row of an item of an `xs:list`. The row of the list states the facets of the items.
static ITEM: Row = Row::new(RowKind::Text, Name::EMPTY);

/// `maxOccurs="unbounded"`.
pub const MANY: u32 = u32::MAX;

impl Row {
    /// The row of a value that is used without a field or a global element: an element with an empty name.
    pub const UNNAMED: &'static Self = &Self::new(RowKind::Element(None), Name::EMPTY);

    pub(crate) const fn new(kind: RowKind, name: Name<'static>) -> Self {
        Self {
            kind,
            name,
            presence: Presence::Optional,
            occurs: Occurs::ONCE,
            items: Items::None,
            white_space: WhiteSpace::Preserve,
            value: ValueConstraint::None,
            facets: &[],
            is_unordered: false,
            sequences: &[],
            since: 0,
        }
    }

    /// Marks the field as required.
    pub const fn required(mut self) -> Self {
        self.presence = Presence::Required;
        self
    }

    /// Marks the field as required by the schema and optional in Rust.
    pub const fn relaxed(mut self) -> Self {
        self.presence = Presence::Relaxed;
        self
    }

    /// Marks the row as a member of `xs:all`, whose members may occur in any order.
    pub const fn unordered(mut self) -> Self {
        self.is_unordered = true;
        self
    }

    /// Sets `minOccurs` and `maxOccurs` of a repeated row.
    pub const fn occurs(mut self, min: u32, max: u32) -> Self {
        self.occurs = Occurs { min, max };
        self
    }

    /// Makes the element a wrapper of the children that `item` declares.
    pub const fn wraps(mut self, item: &'static Row) -> Self {
        self.items = Items::Children(item);
        self
    }

    /// Makes the text an `xs:list`.
    pub const fn list(mut self) -> Self {
        self.items = Items::Text(&ITEM);
        self
    }

    /// Replaces tabs and line breaks in the value by spaces.
    pub const fn replace(mut self) -> Self {
        self.white_space = WhiteSpace::Replace;
        self
    }

    /// Removes white space at both ends of the value, and replaces each other run of white space by one space.
    pub const fn collapse(mut self) -> Self {
        self.white_space = WhiteSpace::Collapse;
        self
    }

    /// Sets the value of an empty element.
    pub const fn default(mut self, value: &'static str) -> Self {
        self.value = ValueConstraint::Default(value);
        self
    }

    /// Sets the only allowed value, which is also the value of an empty element.
    pub const fn fixed(mut self, value: &'static str) -> Self {
        self.value = ValueConstraint::Fixed(value);
        self
    }

    /// Also accepts the element in another namespace, for documents that do not use the namespace in the schema.
    pub const fn or_in(mut self, namespace: Ns) -> Self {
        self.kind = RowKind::Element(Some(namespace));
        self
    }

    /// Sets the facets of the value.
    pub const fn facets(mut self, facets: Facets) -> Self {
        self.facets = facets;
        self
    }

    /// Makes the field a member of optional sequences, from the outermost to the innermost. A required field may be absent if the
    /// innermost sequence is absent.
    pub const fn within(mut self, sequences: &'static [u32]) -> Self {
        self.sequences = sequences;
        self
    }

    /// Sets the first version that has the field or variant, as an index into the list of versions.
    pub const fn since(mut self, version: u8) -> Self {
        self.since = version;
        self
    }

    /// Returns the local name; empty for a row without a name.
    pub const fn name(&self) -> &'static str {
        self.name.local
    }

    /// Returns the namespace of the name.
    pub const fn namespace(&self) -> Ns {
        self.name.namespace
    }

    /// Returns whether the row is an element with the given local name, or a choice or sequence that contains such an element.
    pub fn takes(&self, local: &str) -> bool {
        self.name.local == local || self.kind.rows().iter().any(|row| row.takes(local))
    }

    /// Returns whether the row is or contains an element declaration with the name of a child.
    pub(crate) fn accepts(&self, name: Name<'_>) -> bool {
        match &self.kind {
            RowKind::Element(other) => self.is_element(*other, name),
            kind => kind.rows_for(name).any(|row| row.accepts(name)),
        }
    }

    /// Returns whether the row is or contains an element declaration with the local name of a child, in any namespace.
    pub(crate) fn has_local(&self, name: Name<'_>) -> bool {
        work::step();
        match &self.kind {
            RowKind::Element(_) => self.name.hash == name.hash && self.name.local == name.local,
            kind => kind.rows_for(name).any(|row| row.has_local(name)),
        }
    }

    /// Returns whether the row may be or contain an element declaration with the local name of a child. For an element, compares
    /// only the hashes of the names. Returns `true` for all other kinds of row, because choices and sequences contain elements.
    #[inline]
    pub(crate) fn may_match(&self, child: Name<'_>) -> bool {
        !matches!(self.kind, RowKind::Element(_)) || self.name.hash == child.hash
    }

    /// Returns whether the row is or contains a wildcard, or an element declaration with the local name of a child in any namespace.
    pub(crate) fn can_accept(&self, name: Name<'_>) -> bool {
        match &self.kind {
            RowKind::Element(_) => self.has_local(name),
            RowKind::Any(_) => true,
            kind => kind.rows_for(name).any(|row| row.can_accept(name)),
        }
    }

    /// Returns whether the row is or contains a wildcard that allows the namespace of a child, or an element declaration with the
    /// local name of the child in any namespace.
    pub(crate) fn has_local_or_wildcard(&self, child: Name<'_>) -> bool {
        match &self.kind {
            RowKind::Element(_) => self.has_local(child),
            RowKind::Any(namespaces) => namespaces.allow(child.namespace),
            kind => kind.rows_for(child).any(|row| row.has_local_or_wildcard(child)),
        }
    }

    /// Returns whether `name` is the name of the element, in its own namespace or in `other`.
    pub(crate) fn is_element(&self, other: Option<Ns>, name: Name<'_>) -> bool {
        work::step();
        self.name.hash == name.hash
            && (self.name.namespace == name.namespace || other == Some(name.namespace))
            && self.name.local == name.local
    }

    /// Returns whether the row is or contains an element wildcard that allows the given namespace.
    pub(crate) fn accepts_any(&self, namespace: Ns) -> bool {
        match &self.kind {
            RowKind::Any(namespaces) => namespaces.allow(namespace),
            kind => kind.non_element_rows().any(|row| row.accepts_any(namespace)),
        }
    }

    /// Returns whether a value of the row consists of several siblings without an element around them.
    pub(crate) fn spans_siblings(&self) -> bool {
        matches!(self.kind, RowKind::Choice(_) | RowKind::Group(_))
    }

    /// Returns a name for messages.
    pub(crate) fn label(&self) -> &'static str {
        match &self.kind {
            RowKind::Attribute | RowKind::Element(_) => self.name.local,
            RowKind::Any(_) => "an element",
            RowKind::AnyAttribute(_) => "an attribute",
            RowKind::ExplicitType => "xsi:type",
            RowKind::Text => "the text",
            kind => kind.rows().first().map_or("a choice", |row| row.label()),
        }
    }
}

impl RowKind {
    /// Returns the rows of [`Self::rows`] that may accept the local name of a child: see [`Row::may_match`].
    #[inline]
    pub(crate) fn rows_for(&self, child: Name<'_>) -> impl Iterator<Item = &'static Row> {
        self.rows().iter().filter(move |row| row.may_match(child))
    }

    /// Returns the rows of [`Self::rows`] that can be or contain a wildcard.
    #[inline]
    pub(crate) fn non_element_rows(&self) -> impl Iterator<Item = &'static Row> {
        self.rows().iter().filter(|row| !matches!(row.kind, Self::Element(_)))
    }

    /// Returns the rows of the alternatives of a choice or of mixed content, or of the members of a sequence. Empty for other kinds.
    pub(crate) fn rows(&self) -> &'static [Row] {
        match self {
            Self::Choice(rows) | Self::Mixed(rows) => rows(),
            Self::Group(rows) => rows,
            _ => &[],
        }
    }
}
