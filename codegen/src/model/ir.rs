//! The shape of the Rust code: what the emitters print, with nothing left to decide.

use crate::schema::{NamespaceConstraint, QName, ValueConstraint, WhiteSpace};

/// Everything that is to be written.
#[derive(Debug, Default)]
pub struct Model {
    /// The namespaces that the code names, in the order of their numbers.
    pub namespaces: Vec<Namespace>,
    /// The modules, one for each namespace with types or elements, by name.
    pub modules: Vec<Module>,
    /// All types; [`File`]s name them by number.
    pub items: Vec<Item>,
    /// The operations of the WSDL, by name.
    pub operations: Vec<Operation>,
}

/// A namespace as generated code names it.
#[derive(Debug)]
pub struct Namespace {
    /// The constant.
    pub constant: String,
    /// The namespace name.
    pub uri: String,
    /// The prefix it is written with.
    pub prefix: String,
    /// It is the target namespace of a schema, not only named in one.
    pub is_target: bool,
}

/// One namespace's types and elements.
#[derive(Debug)]
pub struct Module {
    /// The name.
    pub name: String,
    /// What the docs say.
    pub docs: Vec<String>,
    /// The files of types, by name.
    pub files: Vec<File>,
    /// The global elements, by name.
    pub elements: Vec<Element>,
}

/// One file: a type of the schema, and the types that only its content needs.
#[derive(Debug)]
pub struct File {
    /// The file's and the module's name.
    pub name: String,
    /// What it holds, the schema's own type first.
    pub items: Vec<ItemId>,
}

/// Names an [`Item`] of the [`Model`].
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ItemId(pub(crate) usize);

/// A type definition.
#[derive(Debug)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// The module it lives in: a place in [`Model::modules`].
    pub module: usize,
    /// What the docs say.
    pub docs: Vec<String>,
    /// What it is.
    pub kind: ItemKind,
}

/// The kinds of type definition.
#[derive(Debug)]
pub enum ItemKind {
    /// A struct: a complex type, or a sequence inside one.
    Struct(Struct),
    /// An enum: which child it is decides.
    Choice(Vec<Variant>),
    /// An enum: `xsi:type` decides.
    Polymorphic {
        /// The struct that every variant is or extends: what it does not know is kept as it came.
        base: Option<ItemId>,
        /// The types that are derived but do not extend it: they have no variant of their own.
        restricted: Vec<QName>,
        /// The declared type, unless it is abstract, and those derived from it.
        variants: Vec<DerivedVariant>,
    },
    /// An enum of strings, open for others.
    StringEnum(StringEnum),
    /// An enum of the member types of a union.
    Union(Vec<Member>),
    /// Another name.
    Alias(Ty),
    /// A constant: what a simple type demands of its values.
    Facets(Facets),
}

/// What a simple type demands of its values beside what its base does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// Those of the base.
    pub base: Option<FacetsUse>,
    /// `length`, `minLength` and `maxLength`.
    pub lengths: [Option<u64>; 3],
    /// The patterns, as one regular expression of the `regex` crate.
    pub pattern: Option<String>,
    /// `minInclusive`, `minExclusive`, `maxInclusive` and `maxExclusive`.
    pub bounds: [Option<String>; 4],
    /// `totalDigits` and `fractionDigits`.
    pub digits: [Option<u64>; 2],
    /// The enumerated values, where they make no enum.
    pub enumeration: Vec<String>,
    /// Those of the items of a list.
    pub item: Option<FacetsUse>,
    /// Those of the members of a union, each with the place of its variant.
    pub members: Vec<(usize, Option<FacetsUse>)>,
}

/// Names [`Facets`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum FacetsUse {
    /// Those of a built-in type, which the runtime has.
    Runtime(&'static str),
    /// Generated ones.
    Item(ItemId),
}

/// A struct.
#[derive(Debug, Default)]
pub struct Struct {
    /// How the schema calls it, for messages.
    pub schema_name: String,
    /// The name for `xsi:type`; `None` for anonymous types.
    pub qname: Option<QName>,
    /// Whether it has no element of its own: a sequence of children in place.
    pub is_group: bool,
    /// The type it extends.
    pub base: Option<ItemId>,
    /// The fields in schema order.
    pub fields: Vec<Field>,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its Rust type.
    pub ty: Ty,
    /// How it stands in XML.
    pub row: Row,
    /// What the docs say.
    pub docs: Vec<String>,
}

/// A variant of a choice.
#[derive(Debug)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub ty: Ty,
    /// How it stands in XML.
    pub row: Row,
    /// Whether no other variant holds the same type, so that the type alone says which one is meant.
    pub is_from: bool,
    /// The declared type, if that also alone says which variant is meant: the variant holds it or what is derived from it.
    pub via: Option<ItemId>,
    /// Whether a default value is this one.
    pub is_default: bool,
    /// What the docs say.
    pub docs: Vec<String>,
}

/// A variant that an `xsi:type` chooses.
#[derive(Debug)]
pub struct DerivedVariant {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub ty: Ty,
    /// The value of `xsi:type`.
    pub qname: QName,
    /// Whether it is the declared type itself, which needs no `xsi:type`.
    pub is_base: bool,
    /// Whether a default value is this one.
    pub is_default: bool,
}

/// An open enum of strings.
#[derive(Debug)]
pub struct StringEnum {
    /// How the schema calls it, for messages.
    pub schema_name: String,
    /// The values in schema order.
    pub values: Vec<Value>,
    /// The variant for any other value.
    pub other: String,
}

/// An enumerated value.
#[derive(Debug)]
pub struct Value {
    /// The variant.
    pub name: String,
    /// The text.
    pub text: String,
    /// What the docs say.
    pub docs: Vec<String>,
}

/// A member of a union.
#[derive(Debug)]
pub struct Member {
    /// The variant.
    pub name: String,
    /// What it holds.
    pub ty: Ty,
    /// How its text is read.
    pub kind: MemberKind,
}

/// How the text of a union is tried against one member.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MemberKind {
    /// By its lexical form.
    Lexical,
    /// By its listed values only: an open enum would take anything.
    Listed,
    /// As a list of values.
    List,
    /// Takes any text.
    Text,
    /// Takes any text, which no member of the schema does.
    Unlisted,
}

/// A global element.
#[derive(Debug)]
pub struct Element {
    /// The name of the struct.
    pub name: String,
    /// What it holds.
    pub ty: Ty,
    /// How it stands in XML.
    pub row: Row,
    /// What the docs say.
    pub docs: Vec<String>,
}

/// An operation of the WSDL.
#[derive(Debug)]
pub struct Operation {
    /// Its name, and that of the struct.
    pub name: String,
    /// How the WSDL calls it.
    pub wsdl_name: String,
    /// The `soapAction`.
    pub action: String,
    /// The element of the request's body.
    pub request: ElementRef,
    /// The element of the answer's body.
    pub response: ElementRef,
    /// The header elements that a request may carry.
    pub request_headers: Vec<ElementRef>,
    /// The header elements that an answer may carry.
    pub response_headers: Vec<ElementRef>,
    /// What the docs say.
    pub docs: Vec<String>,
}

/// Names an [`Element`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ElementRef {
    /// Its module: a place in [`Model::modules`].
    pub module: usize,
    /// Its name.
    pub name: String,
}

/// A Rust type.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Ty {
    /// One of the language: `String`, `i32`.
    Std(&'static str),
    /// One of the runtime: `xml::DateTime`.
    Runtime(&'static str),
    /// A generated one.
    Item(ItemId),
    /// `Option`.
    Option(Box<Ty>),
    /// `Vec`.
    Vec(Box<Ty>),
    /// `Box`.
    Boxed(Box<Ty>),
    /// `xml::Nillable`.
    Nillable(Box<Ty>),
}

impl Ty {
    pub(crate) fn option(self) -> Self {
        Self::Option(Box::new(self))
    }

    pub(crate) fn vec(self) -> Self {
        Self::Vec(Box::new(self))
    }

    pub(crate) fn nillable(self) -> Self {
        Self::Nillable(Box::new(self))
    }

    pub(crate) fn boxed(self) -> Self {
        Self::Boxed(Box::new(self))
    }
}

/// How a field or a variant stands in XML.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// As what.
    pub kind: RowKind,
    /// It must be there.
    pub required: bool,
    /// It is a member of `xs:all`: its place among its neighbours does not matter.
    pub unordered: bool,
    /// Its value is an `xs:list`.
    pub list: bool,
    /// What happens to white space in its text.
    pub white_space: WhiteSpace,
    /// The element holds nothing but these, repeated.
    pub of: Option<Of>,
    /// `default` or `fixed`.
    pub value: Option<ValueConstraint>,
    /// What the values must be like.
    pub facets: Option<FacetsUse>,
    /// How often the items of a list occur; `None` behind is unbounded.
    pub items: (u32, Option<u32>),
    /// How often a list as a whole occurs.
    pub lists: (u32, Option<u32>),
    /// It is optional in Rust, but the schema demands it.
    pub wanted: bool,
    /// The number of the optional sequence it belongs to, from 1; 0 for none.
    pub within: u32,
}

/// The kinds of row.
#[derive(Clone, Debug, PartialEq)]
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
    /// Whether `xsi:type` names the type that the element has anyway.
    ExplicitType,
    /// The text of the element.
    Text,
    /// Text and children in any order.
    Mixed(ItemId),
}

/// What a collapsed wrapper holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    /// One element, repeated.
    Element(QName),
    /// A choice, repeated.
    Choice(ItemId),
    /// Any element, repeated.
    Any(NamespaceConstraint),
}

impl Row {
    pub(crate) fn new(kind: RowKind) -> Self {
        Self {
            kind,
            required: false,
            unordered: false,
            list: false,
            white_space: WhiteSpace::Preserve,
            of: None,
            value: None,
            facets: None,
            items: (0, None),
            lists: (0, None),
            wanted: false,
            within: 0,
        }
    }
}
