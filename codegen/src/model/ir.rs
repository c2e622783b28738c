//! The shape of the Rust code, which the emitters print without further decisions.

use super::coverage::Coverage;
pub use super::gate::{Feature, Gate};
pub use super::row::{FacetsUse, ItemId, Items, Presence, Row, RowKind, Ty};
use super::versions::{Since, Version};
use crate::schema::{FacetKind, QName};

/// The shape of all generated code.
#[derive(Debug, Default)]
pub struct Model {
    /// The namespaces that the code refers to: target namespaces, then others, each group sorted by name.
    pub namespaces: Vec<Namespace>,
    /// The modules of the namespaces that contain types or elements, sorted by name.
    pub modules: Vec<Module>,
    /// All items; an [`ItemId`] is a position in this list.
    pub items: Vec<Item>,
    /// The operations of the WSDL, sorted by name.
    pub operations: Vec<Operation>,
    /// The lines after the table of operations in the docs of the module `operations`.
    pub operations_docs: Vec<String>,
    /// The features of bindings.toml, sorted by name.
    pub features: Vec<Feature>,
    /// The versions of the protocol, from the oldest to the newest.
    pub versions: Vec<Version>,
    /// The documentation coverage: for each part that can have a sentence in docs, whether it has one.
    pub coverage: Coverage,
}

impl Model {
    /// Returns the global element to which a reference refers.
    pub(crate) fn element(&self, element: &ElementRef) -> Option<&Element> {
        self.modules[element.module].elements.iter().find(|other| other.name == element.name)
    }

    /// Returns a name of the schema with its prefix, such as `t:Name`; `None` for a name without a namespace.
    pub(crate) fn prefixed(&self, name: &QName) -> Option<String> {
        let uri = name.namespace.as_deref()?;
        let namespace = self.namespaces.iter().find(|namespace| namespace.uri == uri)?;
        Some(format!("{}:{}", namespace.prefix, name.local))
    }

    /// Returns whether an item is a struct with fields, own or inherited.
    pub(crate) fn has_fields(&self, item: ItemId) -> bool {
        // `base` always has fields: `empty_bases` moves a base without fields to `empty_base`.
        matches!(&self.items[item.0].kind, ItemKind::Struct(kind) if kind.base.is_some() || !kind.fields.is_empty())
    }
}

/// A namespace in generated code.
#[derive(Debug)]
pub struct Namespace {
    /// The name of the constant in the module `namespaces`, such as `T`.
    pub constant: String,
    /// The namespace name.
    pub uri: String,
    /// The prefix in written documents.
    pub prefix: String,
    /// True for the target namespace of a schema, false for a namespace that schemas only refer to.
    pub is_target: bool,
    /// The named simple types, grouped by base type. Each string has the name of the base type, followed by the names of the types
    /// derived from it, separated by spaces: `xs:int SizeType WidthType`.
    pub simple_types: Vec<String>,
}

/// The types and elements of a namespace.
#[derive(Debug)]
pub struct Module {
    /// The name.
    pub name: String,
    /// The lines of the doc comment.
    pub docs: Vec<String>,
    /// The files of types, sorted by name.
    pub files: Vec<File>,
    /// The global elements, sorted by name.
    pub elements: Vec<Element>,
}

/// A file: usually the item of a named type of the schema, and the items for anonymous parts of that type.
#[derive(Debug)]
pub struct File {
    /// The name of the file and of the module.
    pub name: String,
    /// The items. In the file of a named type, the item of that type is the first one.
    pub items: Vec<ItemId>,
    /// The features that enable the file; `None` if every build contains the file.
    pub gate: Option<Gate>,
}

/// An item: a type definition or a constant.
#[derive(Debug)]
pub struct Item {
    /// The name.
    pub name: String,
    /// The module, as a position in [`Model::modules`].
    pub module: usize,
    /// Further names for the search of rustdoc (`#[doc(alias)]`): the schema name of the type, if it differs from `name` by more than
    /// case, and the names of the elements of this type inside collapsed elements, if no Rust name matches them.
    pub aliases: Vec<String>,
    /// The lines of the doc comment.
    pub docs: Vec<String>,
    /// The kind of item.
    pub kind: ItemKind,
    /// True if the type implements `Drop`, to drop nested values without recursion.
    pub drops_iteratively: bool,
}

/// The kinds of item.
#[derive(Debug)]
pub enum ItemKind {
    /// A struct for a complex type, or for a sequence inside a content model.
    Struct(Struct),
    /// An enum whose variant is selected by the child element. It has a variant for unknown elements, too.
    Choice {
        /// The struct that all or most alternatives are or extend, if there is one. The variant `Unknown` has the fields of this
        /// struct.
        base: Option<ItemId>,
        /// True if every alternative is or extends `base`, so that the enum dereferences to it.
        derefs: bool,
        /// The variants for the alternatives.
        variants: Vec<Variant>,
        /// The other choices that have all alternatives of this choice, and to which its values convert.
        supersets: Vec<Superset>,
    },
    /// An enum whose variant is selected by `xsi:type`.
    Polymorphic {
        /// The struct that every variant is or extends; `None` if the declared type is mixed or collapses. The variant `Other`, for
        /// unknown types, contains this struct and unparsed content.
        base: Option<ItemId>,
        /// The derived types that do not extend `base`. They have no variant.
        restricted: Vec<Restricted>,
        /// The variants for the declared type and the types derived from it, except for abstract types and types in `restricted`.
        variants: Vec<DerivedVariant>,
    },
    /// An enum of strings that accepts unknown values.
    StringEnum(StringEnum),
    /// An enum of the member types of a union.
    Union(Vec<Member>),
    /// A type alias.
    Alias(Ty),
    /// A constant: the facets of a simple type.
    Facets(Vec<Facet>),
}

impl ItemKind {
    /// Returns a choice with the given variants. Later stages of `model` set `base`, `derefs` and `supersets`.
    pub(crate) fn choice(variants: Vec<Variant>) -> Self {
        Self::Choice { base: None, derefs: false, variants, supersets: Vec::new() }
    }
}

/// A choice that has all alternatives of another choice: the subset, which has this value in its list of supersets.
#[derive(Clone, Debug, PartialEq)]
pub struct Superset {
    /// The choice.
    pub item: ItemId,
    /// True if `item` has only alternatives of the subset.
    pub is_equal: bool,
    /// True if both choices keep unknown elements in the same Rust type. Then the variant `Unknown` of `item` converts to the subset.
    pub has_same_unknown: bool,
    /// The features that enable `item`; `None` if every build contains it, or if the same features enable the subset.
    pub gate: Option<Gate>,
}

/// A derived type that has no variant in an enum whose variant is selected by `xsi:type`, because the type does not extend the base of
/// the enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Restricted {
    /// The name of the type.
    pub qname: QName,
    /// The struct of the type.
    pub ty: Ty,
    /// True if a build can contain the enum without the struct.
    pub is_gated: bool,
}

/// A constraining facet or the name of a simple type, in the form that the runtime uses.
#[derive(Clone, Debug, PartialEq)]
pub enum Facet {
    /// The name of the type: the local name, or the expanded name if several namespaces have a simple type of that name.
    Type(String),
    /// A facet whose value is a count, such as `maxLength`.
    Count(FacetKind, u64),
    /// A facet whose value is a value of the type, such as `maxInclusive`.
    Bound(FacetKind, String),
    /// All patterns of the type, joined by `|`: as in the schema, and translated for the crate `regex-lite`.
    Pattern(String, String),
    /// The enumerated values, unless the type becomes a Rust enum.
    Enumeration(Vec<String>),
    /// The facets of the items of a list.
    Item(FacetsUse),
    /// For each member of a union: the index of its variant, and its facets.
    Members(Vec<(usize, Option<FacetsUse>)>),
    /// The facets of the base type.
    Base(FacetsUse),
}

/// A struct.
#[derive(Debug, Default)]
pub struct Struct {
    /// The local name of the type, or the path of an anonymous type or a sequence in bindings.toml. Messages contain this name.
    pub schema_name: String,
    /// The value of `xsi:type` for this type; `None` for an anonymous type.
    pub qname: Option<QName>,
    /// True for a sequence inside a content model. Such a struct has no element of its own.
    pub is_group: bool,
    /// The struct with fields that this struct extends, and contains as the field `base`.
    pub base: Option<ItemId>,
    /// The struct without fields that this struct extends. This struct has no field for it, and only docs refer to it.
    pub empty_base: Option<ItemId>,
    /// The fields in schema order.
    pub fields: Vec<Field>,
    /// The parameters of the constructor: the required fields of all bases, then those of this struct, in schema order. Empty if
    /// another field has the same name as one of these fields.
    pub required: Vec<Required>,
    /// True for a named type whose fields, own and inherited, are all attributes that are strings or integers. Such a type implements
    /// `Eq`, `Ord` and `Hash`.
    pub is_ordered: bool,
    /// The types that convert to this struct, if its only required field is neither inherited nor a list: the type of that field, and
    /// the types that convert to that type.
    pub sources: Vec<Source>,
}

impl Struct {
    /// Returns the struct that this one extends, with or without fields.
    pub(crate) fn any_base(&self) -> Option<ItemId> {
        self.base.or(self.empty_base)
    }
}

impl Item {
    /// Returns the struct, if the item is one.
    pub(crate) fn as_struct(&self) -> Option<&Struct> {
        match &self.kind {
            ItemKind::Struct(kind) => Some(kind),
            _ => None,
        }
    }

    /// Returns the rows of the fields of a struct or the variants of a choice, with their Rust types. Empty for other items.
    pub(crate) fn rows(&self) -> Vec<(&Row, &Ty)> {
        match &self.kind {
            ItemKind::Struct(kind) => kind.fields.iter().map(|field| (&field.row, &field.ty)).collect(),
            ItemKind::Choice { variants, .. } => variants.iter().map(|variant| (&variant.row, &variant.ty)).collect(),
            _ => Vec::new(),
        }
    }
}

/// A required field of a struct or of one of its bases.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// The name.
    pub name: String,
    /// The Rust type.
    pub ty: Ty,
}

/// A type whose values convert to another type.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The type.
    pub ty: Ty,
    /// The features that enable the conversion, if a build can contain the other type without it.
    pub gate: Option<Gate>,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The Rust type.
    pub ty: Ty,
    /// The XML representation.
    pub row: Row,
    /// A further name for the search of rustdoc (`#[doc(alias)]`): the name of the inner elements, if the field is a collapsed
    /// element.
    pub alias: Option<String>,
    /// The lines of the doc comment.
    pub docs: Vec<String>,
}

/// A variant of a choice.
#[derive(Debug)]
pub struct Variant {
    /// The name.
    pub name: String,
    /// The Rust type of the content.
    pub ty: Ty,
    /// The XML representation.
    pub row: Row,
    /// True if no other variant has the same type, so that `From` converts a value of that type to this variant.
    pub is_from: bool,
    /// If the content is an enum whose variant `xsi:type` selects: the item of the declared type, whose values convert to this
    /// variant. `None` if another variant has the same enum or that item as content.
    pub via: Option<ItemId>,
    /// The types that convert to the content of this variant and of no other variant.
    pub sources: Vec<Ty>,
    /// True for the variant of default values.
    pub is_default: bool,
    /// The lines of the doc comment.
    pub docs: Vec<String>,
    /// The features that enable the variant; `None` if every build contains the variant.
    pub gate: Option<Gate>,
}

/// A variant that `xsi:type` selects.
#[derive(Debug)]
pub struct DerivedVariant {
    /// The name.
    pub name: String,
    /// The Rust type of the content.
    pub ty: Ty,
    /// The value of `xsi:type`.
    pub qname: QName,
    /// True for the declared type itself, which needs no `xsi:type`.
    pub is_base: bool,
    /// The first version that has the type, as a position in [`Model::versions`]; 0 if it is as old as the declared type.
    pub since: usize,
    /// The types that convert to the content of this variant and of no other variant.
    pub sources: Vec<Ty>,
    /// The lines of the doc comment.
    pub docs: Vec<String>,
    /// True for the variant of default values.
    pub is_default: bool,
    /// The features that enable the variant; `None` if every build contains the variant.
    pub gate: Option<Gate>,
}

/// An enum of strings that accepts unknown values.
#[derive(Debug)]
pub struct StringEnum {
    /// The name in the schema, for messages: the local name, or the expanded name if several namespaces have a type of that name.
    pub schema_name: String,
    /// The values in schema order.
    pub values: Vec<Value>,
    /// The name of the variant for unknown values.
    pub other: String,
}

/// An enumerated value.
#[derive(Debug)]
pub struct Value {
    /// The name of the variant.
    pub name: String,
    /// The text.
    pub text: String,
    /// The first version that has the value, as a position in [`Model::versions`]; 0 if the value is as old as its type.
    pub since: usize,
    /// The lines of the doc comment.
    pub docs: Vec<String>,
}

/// A member of a union.
#[derive(Debug)]
pub struct Member {
    /// The name of the variant.
    pub name: String,
    /// The Rust type of the content.
    pub ty: Ty,
    /// The rule by which the member accepts a text.
    pub kind: MemberKind,
}

impl Member {
    /// Returns the Rust type of the member, if its values convert to this variant of the union. `None` for a string: its conversion to
    /// the union tries each member in turn.
    pub(crate) fn source(&self) -> Option<&Ty> {
        (!matches!(self.kind, MemberKind::Text | MemberKind::Unlisted)).then_some(&self.ty)
    }
}

/// The rule by which a member of a union accepts a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MemberKind {
    /// The text must be in the lexical space of the type.
    Lexical,
    /// The text must be one of the enumerated values. As a member, an enum of strings does not accept unknown values.
    Listed,
    /// The text must be a list of values.
    List,
    /// The type accepts any text.
    Text,
    /// The variant for unknown values. A union has it only if none of its members has the kind `Text`.
    Unlisted,
}

/// A global element.
#[derive(Debug)]
pub struct Element {
    /// The name of the struct, or of the enum of a substitution group.
    pub name: String,
    /// The Rust type of the content.
    pub ty: Ty,
    /// The XML representation.
    pub row: Row,
    /// The first version that has the element.
    pub since: Since,
    /// The lines of the doc comment.
    pub docs: Vec<String>,
    /// The features that enable the element; `None` if every build contains the element.
    pub gate: Option<Gate>,
}

/// An operation of the WSDL.
#[derive(Debug)]
pub struct Operation {
    /// The name of the struct.
    pub name: String,
    /// The name in the WSDL.
    pub wsdl_name: String,
    /// The value of `soapAction`.
    pub action: String,
    /// The element in the body of the request.
    pub request: ElementRef,
    /// The element in the body of the response.
    pub response: ElementRef,
    /// The local name of the element in the body of the response.
    pub response_name: String,
    /// The first version that has the operation.
    pub since: Since,
    /// The variant for the response message, if a choice in `response_messages` of bindings.toml has one: the choice, and the position
    /// of the variant.
    pub response_message: Option<(ItemId, usize)>,
    /// The type and the place of the response messages; `None` if the response neither contains nor is a response message.
    pub message: Option<Message>,
    /// The header elements of the request.
    pub request_headers: Vec<ElementRef>,
    /// The header elements of the response.
    pub response_headers: Vec<ElementRef>,
    /// The lines of the doc comment.
    pub docs: Vec<String>,
    /// The features that enable the operation; `None` if every build contains the operation.
    pub gate: Option<Gate>,
}

/// The response messages of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The struct that each response message is or extends.
    pub item: ItemId,
    /// The place in the response.
    pub place: MessagePlace,
}

/// The place of response messages in a response.
#[derive(Clone, Debug, PartialEq)]
pub enum MessagePlace {
    /// The element in the body of the response is the only response message.
    Response,
    /// The response messages are the items of a list, which is a field of the response.
    List {
        /// The field.
        field: String,
    },
    /// The response messages are one alternative of a choice. A list of this choice is a field of the response.
    Alternative {
        /// The field that contains the list.
        field: String,
        /// The choice.
        choice: ItemId,
        /// The name of the variant.
        variant: String,
        /// The local name of the element of the alternative.
        local: String,
        /// The Rust type of the content of the variant, without its box.
        content: Ty,
    },
    /// The response messages are in several fields, or have several types with a common base.
    Several,
}

/// A reference to an [`Element`].
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ElementRef {
    /// The module, as a position in [`Model::modules`].
    pub module: usize,
    /// The name.
    pub name: String,
}
