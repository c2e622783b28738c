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
    /// A constant: the facets of a simple type.
    Facets(Vec<Facet>),
}

/// A constraining facet of a simple type, as the runtime has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Facet {
    /// `length`.
    Length(u64),
    /// `minLength`.
    MinLength(u64),
    /// `maxLength`.
    MaxLength(u64),
    /// All patterns, as one regular expression of the crate `regex`.
    Pattern(String),
    /// `minInclusive`.
    MinInclusive(String),
    /// `minExclusive`.
    MinExclusive(String),
    /// `maxInclusive`.
    MaxInclusive(String),
    /// `maxExclusive`.
    MaxExclusive(String),
    /// `totalDigits`.
    TotalDigits(u64),
    /// `fractionDigits`.
    FractionDigits(u64),
    /// The enumerated values, unless they are an enum.
    Enumeration(Vec<String>),
    /// The facets of the items of a list.
    Item(FacetsUse),
    /// The facets of the members of a union, each with the index of its variant.
    Members(Vec<(usize, Option<FacetsUse>)>),
    /// The facets of the base type.
    Base(FacetsUse),
}

/// Refers to facets.
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

/// The declaration of a field or a variant in XML.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The kind of declaration.
    pub kind: RowKind,
    /// Whether the field has to be present.
    pub presence: Presence,
    /// The number of occurrences of a repeated row: the least and, unless unbounded, the greatest.
    pub occurs: Option<(u32, Option<u32>)>,
    /// The items, if the value is a list.
    pub items: Items,
    /// The white space facet of a string.
    pub white_space: WhiteSpace,
    /// `default` or `fixed`.
    pub value: Option<ValueConstraint>,
    /// The facets of the value.
    pub facets: Option<FacetsUse>,
    /// A member of `xs:all`: its place among its neighbours is free.
    pub unordered: bool,
    /// The number of the optional sequence that the row belongs to, from 1; 0 for none.
    pub within: u32,
}

/// Whether a field has to be present.
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
    /// The value is not a list.
    None,
    /// The element is a wrapper: it contains nothing but the children that the row declares.
    Children(Box<Row>),
    /// The text is an `xs:list`.
    Text,
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
            within: 0,
        }
    }
}
