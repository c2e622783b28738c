//! The schema components of XML Schema 1.0 part 1, section 2.2, with every reference resolved to an id.

use std::collections::HashMap;
use std::rc::Rc;

use crate::diagnostics::Span;
pub use crate::xsd::{
    Compositor, Derivation, DerivationKind, DerivationSet, Enumeration, Facet, FacetKind, ProcessContents, QName,
    ValueConstraint,
};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The position in the arena of the [`Schema`].
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Names a [`SimpleType`] of a [`Schema`].
    SimpleTypeId
    /// Names a [`ComplexType`] of a [`Schema`].
    ComplexTypeId
    /// Names an [`ElementDeclaration`] of a [`Schema`].
    ElementId
    /// Names an [`AttributeDeclaration`] of a [`Schema`].
    AttributeId
}

/// A type definition, simple or complex.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum TypeId {
    /// A simple type definition.
    Simple(SimpleTypeId),
    /// A complex type definition.
    Complex(ComplexTypeId),
}

/// All components of a schema set: what the files say together, resolved.
#[derive(Debug)]
pub struct Schema {
    pub(crate) simple_types: Vec<SimpleType>,
    pub(crate) complex_types: Vec<ComplexType>,
    pub(crate) elements: Vec<ElementDeclaration>,
    pub(crate) attributes: Vec<AttributeDeclaration>,
    pub(crate) types_by_name: HashMap<QName, TypeId>,
    pub(crate) elements_by_name: HashMap<QName, ElementId>,
    pub(crate) attributes_by_name: HashMap<QName, AttributeId>,
    /// Direct members of the substitution group of each head, by name.
    pub(crate) members: HashMap<ElementId, Vec<ElementId>>,
    /// Types derived directly from each type, by name and then in the order of the arena.
    pub(crate) derived: HashMap<ComplexTypeId, Vec<ComplexTypeId>>,
    /// The target namespaces in the order in which the files were met; `None` where a schema has none.
    pub target_namespaces: Vec<TargetNamespace>,
}

/// A namespace that the schema set declares components for.
#[derive(Clone, Debug)]
pub struct TargetNamespace {
    /// The namespace name; `None` is "no namespace".
    pub uri: Option<Rc<str>>,
    /// Where the documentation of its `xs:schema` elements stands together, if there is any.
    pub documentation: Option<String>,
}

/// A simple type definition (part 1, 3.14).
#[derive(Clone, Debug)]
pub struct SimpleType {
    /// The name; `None` for an anonymous type.
    pub name: Option<QName>,
    /// The type it is derived from; `anySimpleType` for a primitive, a list or a union that is built directly.
    pub base: SimpleTypeId,
    /// Atomic, list or union; inherited where a type restricts another.
    pub variety: Variety,
    /// The facets that this type states itself, in order; enumerations are apart.
    pub facets: Vec<Facet>,
    /// The values that this type enumerates itself, in order.
    pub enumeration: Vec<Enumeration>,
    /// Which built-in type this is, if it is one.
    pub builtin: Option<Builtin>,
    /// `final`: how it must not be derived from.
    pub final_derivations: DerivationSet,
    /// The text of its `xs:documentation`.
    pub documentation: Option<String>,
    /// Where it is declared; `None` for a built-in type.
    pub span: Option<Span>,
}

/// The variety of a simple type definition.
#[derive(Clone, Debug)]
pub enum Variety {
    /// `anySimpleType` itself.
    Any,
    /// One value; the built-in type it descends from most closely, whose lexical space holds.
    Atomic(Builtin),
    /// White-space separated values of the item type.
    List(SimpleTypeId),
    /// A value of one of the member types, tried in order.
    Union(Vec<SimpleTypeId>),
}

/// The built-in simple types (part 2, section 3).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, reason = "the names are those of the specification")]
pub enum Builtin {
    AnySimpleType,
    String,
    NormalizedString,
    Token,
    Language,
    NmToken,
    NmTokens,
    Name,
    NcName,
    Id,
    IdRef,
    IdRefs,
    Entity,
    Entities,
    Boolean,
    Decimal,
    Integer,
    NonPositiveInteger,
    NegativeInteger,
    NonNegativeInteger,
    PositiveInteger,
    Long,
    Int,
    Short,
    Byte,
    UnsignedLong,
    UnsignedInt,
    UnsignedShort,
    UnsignedByte,
    Float,
    Double,
    Duration,
    DateTime,
    Time,
    Date,
    GYearMonth,
    GYear,
    GMonthDay,
    GDay,
    GMonth,
    HexBinary,
    Base64Binary,
    AnyUri,
    QName,
    Notation,
}

/// A complex type definition (part 1, 3.4).
#[derive(Clone, Debug)]
pub struct ComplexType {
    /// The name; `None` for an anonymous type.
    pub name: Option<QName>,
    /// What it is derived from; `anyType` where nothing else is said.
    pub base: TypeId,
    /// How it is derived from it.
    pub derivation: Derivation,
    /// Whether an instance needs an `xsi:type` that names a type derived from it.
    pub is_abstract: bool,
    /// The whole content: that of the base and its own, for an extension.
    pub content: Content,
    /// What an extension adds to the content of its base; for anything else the same as `content`.
    pub own_content: Content,
    /// All attribute uses: inherited and own, prohibited ones taken out.
    pub attributes: Vec<AttributeUse>,
    /// The attribute uses that this type states itself (through attribute groups too); prohibited ones taken out.
    pub own_attributes: Vec<AttributeUse>,
    /// The attribute wildcard that holds for it (inherited, joined with its own as 3.4.2 says).
    pub any_attribute: Option<Wildcard>,
    /// Whether the wildcard (or a part of it) is this type's own statement.
    pub own_any_attribute: bool,
    /// `block`: the derivations that an instance must not name with `xsi:type` where this type is expected.
    pub block: DerivationSet,
    /// `final`: how it must not be derived from.
    pub final_derivations: DerivationSet,
    /// The text of its `xs:documentation`.
    pub documentation: Option<String>,
    /// Where it is declared; `None` for `anyType`.
    pub span: Option<Span>,
}

/// The content type of a complex type definition.
#[derive(Clone, Debug)]
pub enum Content {
    /// No text, no children.
    Empty,
    /// Text of a simple type.
    Simple(SimpleTypeId),
    /// Children, as the particle says; with text between them where mixed.
    Elements {
        /// Whether text may stand between the children. Mixed content without children has an empty sequence as particle.
        mixed: bool,
        /// The content model.
        particle: Particle,
    },
}

/// A particle (part 1, 3.9): a term with its occurrence.
#[derive(Clone, Debug)]
pub struct Particle {
    /// `minOccurs`.
    pub min: u32,
    /// `maxOccurs`; `None` is unbounded.
    pub max: Option<u32>,
    /// What occurs.
    pub term: Term,
    /// Where it stands.
    pub span: Span,
}

/// What a particle holds.
#[derive(Clone, Debug)]
pub enum Term {
    /// An element declaration, local or referred to. A reference to the head of a substitution group stands for all of its
    /// members: [`Schema::substitutes`] names them.
    Element(ElementId),
    /// A model group.
    Group(ModelGroup),
    /// Any element.
    Wildcard(Wildcard),
}

/// A model group (part 1, 3.8).
#[derive(Clone, Debug)]
pub struct ModelGroup {
    /// The name of the `xs:group` that a reference brought in, if one did.
    pub name: Option<QName>,
    /// Sequence, choice or all.
    pub compositor: Compositor,
    /// Its members in order. Particles with `maxOccurs="0"` are taken out.
    pub particles: Vec<Particle>,
    /// The text of its `xs:documentation`.
    pub documentation: Option<String>,
}

/// A wildcard (part 1, 3.10).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Wildcard {
    /// Which namespaces it takes.
    pub namespaces: NamespaceConstraint,
    /// How its content is to be assessed.
    pub process_contents: ProcessContents,
}

/// The namespace constraint of a wildcard.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NamespaceConstraint {
    /// `##any`.
    Any,
    /// `##other`: any namespace but this one, and not "no namespace". `Not(None)` is any namespace at all.
    Not(Option<Rc<str>>),
    /// One of these; `None` is "no namespace".
    OneOf(Vec<Option<Rc<str>>>),
}

/// An element declaration (part 1, 3.3).
#[derive(Clone, Debug)]
pub struct ElementDeclaration {
    /// Its name as it stands in an instance: without a namespace where the declaration is local and unqualified.
    pub name: QName,
    /// Whether it stands at the top of a schema.
    pub is_global: bool,
    /// Its type.
    pub ty: TypeId,
    /// Whether it may carry `xsi:nil`.
    pub nillable: bool,
    /// Whether only members of its substitution group may stand for it.
    pub is_abstract: bool,
    /// The head of the substitution group it joins.
    pub substitution_group: Option<ElementId>,
    /// `default` or `fixed`.
    pub value: Option<ValueConstraint>,
    /// `block`: which derived types, and whether members of its substitution group, must not stand for it.
    pub block: DerivationSet,
    /// `final`: how the types of members of its substitution group must not be derived from its own.
    pub final_derivations: DerivationSet,
    /// The text of its `xs:documentation`.
    pub documentation: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// An attribute declaration (part 1, 3.2).
#[derive(Clone, Debug)]
pub struct AttributeDeclaration {
    /// Its name as it stands in an instance.
    pub name: QName,
    /// Whether it stands at the top of a schema.
    pub is_global: bool,
    /// Its type.
    pub ty: SimpleTypeId,
    /// `default` or `fixed` of the declaration itself.
    pub value: Option<ValueConstraint>,
    /// The text of its `xs:documentation`.
    pub documentation: Option<String>,
    /// Where it is declared; `None` for those of the `xml:` namespace that are known without a schema file.
    pub span: Option<Span>,
}

/// An attribute use (part 1, 3.5).
#[derive(Clone, Debug)]
pub struct AttributeUse {
    /// Which attribute.
    pub attribute: AttributeId,
    /// Whether it must be there.
    pub required: bool,
    /// `default` or `fixed`: the use's own, else that of the declaration.
    pub value: Option<ValueConstraint>,
    /// The text of its `xs:documentation`.
    pub documentation: Option<String>,
    /// Where it stands.
    pub span: Option<Span>,
}
