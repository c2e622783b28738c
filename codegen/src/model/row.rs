//! The Rust types of fields and variants, and their declarations in XML.

use crate::schema::{NamespaceConstraint, QName, ValueConstraint, WhiteSpace};

/// The id of an [`Item`](super::Item) of a [`Model`](super::Model).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ItemId(pub(crate) usize);

/// A Rust type.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Ty {
    /// A type of the standard library: `String`, `i32`.
    Std(&'static str),
    /// A type of the runtime: `xml::DateTime`.
    Runtime(&'static str),
    /// A generated type.
    Item(ItemId),
    /// The type `Option`.
    Option(Box<Ty>),
    /// The type `Vec`.
    Vec(Box<Ty>),
    /// The type `Box`.
    Boxed(Box<Ty>),
    /// The type `xml::Nillable`.
    Nillable(Box<Ty>),
    /// The type `xml::Spelled`, which keeps the lexical form of a simple type.
    Spelled(Box<Ty>),
}

impl Ty {
    /// Returns the type inside all options, lists, boxes and other wrappers.
    pub(crate) fn innermost(&self) -> &Self {
        match self {
            Self::Std(_) | Self::Runtime(_) | Self::Item(_) => self,
            Self::Option(inner)
            | Self::Vec(inner)
            | Self::Boxed(inner)
            | Self::Nillable(inner)
            | Self::Spelled(inner) => inner.innermost(),
        }
    }

    pub(crate) fn option(self) -> Self {
        Self::Option(Box::new(self))
    }

    pub(crate) fn vec(self) -> Self {
        Self::Vec(Box::new(self))
    }

    pub(crate) fn nillable(self) -> Self {
        Self::Nillable(Box::new(self))
    }

    pub(crate) fn spelled(self) -> Self {
        Self::Spelled(Box::new(self))
    }

    pub(crate) fn boxed(self) -> Self {
        Self::Boxed(Box::new(self))
    }
}

/// The declaration of a field or a variant in XML.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The kind of declaration.
    pub kind: RowKind,
    /// The presence of the field.
    pub presence: Presence,
    /// `minOccurs` and `maxOccurs` of a repeated row; `None` if the row is not repeated. `Some((1, None))` is 1 to `unbounded`.
    pub occurs: Option<(u32, Option<u32>)>,
    /// The items, if one element or attribute contains a list.
    pub items: Items,
    /// The white space facet of a string.
    pub white_space: WhiteSpace,
    /// The `default` or `fixed` value in the schema.
    pub value: Option<ValueConstraint>,
    /// The facets of the value.
    pub facets: Option<FacetsUse>,
    /// True for a member of `xs:all`, whose members can occur in any order.
    pub unordered: bool,
    /// The numbers of the optional sequences that contain the row, from the outermost to the innermost. Each struct numbers its
    /// optional sequences from 1.
    pub within: Vec<u32>,
    /// The first version that has the field or variant, as a position in [`Model::versions`](super::Model::versions); 0 if it is as
    /// old as the part that contains it.
    pub since: usize,
    /// The name of an element in the schema, if it has another namespace in documents (`[spoken]` in bindings.toml).
    pub in_schema: Option<QName>,
}

/// The presence of a field.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Presence {
    /// The schema allows its absence.
    Optional,
    /// Required by the schema, optional in Rust.
    Relaxed,
    /// Required.
    Required,
}

/// The items of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Items {
    /// The element or attribute does not contain a list. A repeated element also has this variant: its `Vec` has an item for each
    /// occurrence.
    None,
    /// The element is a wrapper, as in `<Lines><Line/><Line/></Lines>`: it contains only children that this inner row declares.
    Children(Box<Row>),
    /// The text is an `xs:list`.
    Text,
}

/// The kinds of row.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum RowKind {
    /// An attribute.
    Attribute(QName),
    /// A child element.
    Element(QName),
    /// A choice of children.
    Choice(ItemId),
    /// A sequence of children.
    Group(ItemId),
    /// Any element.
    Any(NamespaceConstraint),
    /// Any attribute.
    AnyAttribute(NamespaceConstraint),
    /// A `bool` that is true if the element has an `xsi:type` with the name of the declared type.
    ExplicitType,
    /// The text of the element.
    Text,
    /// Text and children in any order.
    Mixed(ItemId),
}

impl Row {
    pub(crate) fn new(kind: RowKind) -> Self {
        Self {
            kind,
            presence: Presence::Optional,
            occurs: None,
            items: Items::None,
            white_space: WhiteSpace::Preserve,
            value: None,
            facets: None,
            unordered: false,
            within: Vec::new(),
            since: 0,
            in_schema: None,
        }
    }
}

/// A reference to a constant with facets.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum FacetsUse {
    /// A constant of the runtime, for a built-in type.
    Runtime(&'static str),
    /// A generated constant.
    Item(ItemId),
}
