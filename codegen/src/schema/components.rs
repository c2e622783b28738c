//! The schema components (XML Schema 1.0 part 1, section 2.2). Components refer to each other by ids.

use std::collections::HashMap;
use std::rc::Rc;

use super::builtin::Builtin;
use super::vocabulary::{
    Compositor, Derivation, DerivationSet, Enumeration, Facet, FacetKind, ProcessContents, ValueConstraint,
};
use crate::diagnostics::Span;
use crate::xsd::QName;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// Returns the index in the vector of the [`Schema`] that contains all components of this kind.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// The id of a [`SimpleType`] of a [`Schema`].
    SimpleTypeId
    /// The id of a [`ComplexType`] of a [`Schema`].
    ComplexTypeId
    /// The id of an [`ElementDeclaration`] of a [`Schema`].
    ElementId
    /// The id of an [`AttributeDeclaration`] of a [`Schema`].
    AttributeId
}

impl ComplexTypeId {
    /// The id of `xs:anyType`.
    pub const ANY_TYPE: Self = Self(0);
}

impl SimpleTypeId {
    /// The id of `xs:anySimpleType`.
    pub const ANY_SIMPLE_TYPE: Self = Self(0);

    /// Returns the id of a built-in type.
    pub fn of(builtin: Builtin) -> Self {
        Self(builtin as u32)
    }
}

/// The id of a type definition, simple or complex.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum TypeId {
    /// A simple type definition.
    Simple(SimpleTypeId),
    /// A complex type definition.
    Complex(ComplexTypeId),
}

/// All components of a schema set.
#[derive(Debug, Default)]
pub struct Schema {
    pub(crate) simple_types: Vec<SimpleType>,
    pub(crate) complex_types: Vec<ComplexType>,
    pub(crate) elements: Vec<ElementDeclaration>,
    pub(crate) attributes: Vec<AttributeDeclaration>,
    pub(crate) types_by_name: HashMap<QName, TypeId>,
    pub(crate) elements_by_name: HashMap<QName, ElementId>,
    pub(crate) attributes_by_name: HashMap<QName, AttributeId>,
    /// For each head of a substitution group: its direct members, sorted by name.
    pub(crate) members: HashMap<ElementId, Vec<ElementId>>,
    /// For each base type: the complex types that are derived directly from it, sorted by name and then by id.
    pub(crate) derived: HashMap<ComplexTypeId, Vec<ComplexTypeId>>,
    /// For each attribute group definition: its attribute uses, with references to other groups expanded.
    pub(crate) attribute_groups: Vec<Vec<AttributeUse>>,
    /// For each redefinition of a group that does not refer to the original group: the redefinition and the original, which it must
    /// restrict. Both groups are represented as complex types with the content or attributes of the group.
    pub(crate) restricted_groups: Vec<(ComplexType, ComplexType)>,
    /// The target namespaces in the order in which the files were read.
    pub target_namespaces: Vec<TargetNamespace>,
}

/// A target namespace of one or more schema documents.
#[derive(Clone, Debug)]
pub struct TargetNamespace {
    /// The namespace name; `None` for components without a namespace.
    pub uri: Option<Rc<str>>,
    /// The documentation of all `xs:schema` elements with this target namespace.
    pub documentation: Option<String>,
}

/// A simple type definition (XML Schema part 1, 3.14).
#[derive(Clone, Debug)]
pub struct SimpleType {
    /// The name; `None` for an anonymous type.
    pub name: Option<QName>,
    /// The base type definition; `anySimpleType` for primitive types and for types declared by `xs:list` or `xs:union`.
    pub base: SimpleTypeId,
    /// The variety. A restriction has the variety of its base.
    pub variety: Variety,
    /// The facets that this type states itself, in order, without enumerations.
    pub facets: Vec<Facet>,
    /// The values that this type enumerates itself, in order.
    pub enumeration: Vec<Enumeration>,
    /// The [`Builtin`] variant of a built-in type; `None` for other types.
    pub builtin: Option<Builtin>,
    /// True if a schema document declares this type.
    pub(crate) is_declared: bool,
    /// The derivation methods that `final` forbids for types derived from this type.
    pub final_derivations: DerivationSet,
    /// The text of the `xs:documentation`.
    pub documentation: Option<String>,
}

impl SimpleType {
    /// Returns whether a specification defines this type instead of a schema document.
    pub fn is_built_in(&self) -> bool {
        !self.is_declared
    }

    /// Returns whether this type states a pattern itself.
    pub(crate) fn states_pattern(&self) -> bool {
        self.facets.iter().any(|facet| facet.kind == FacetKind::Pattern)
    }
}

/// The variety of a simple type definition.
#[derive(Clone, Debug)]
pub enum Variety {
    /// No variety: the case of `anySimpleType`.
    Any,
    /// A single value in the lexical space of the nearest built-in ancestor.
    Atomic(Builtin),
    /// Values of the item type, separated by white space.
    List(SimpleTypeId),
    /// A value of one of the member types: of the first one that accepts the text.
    Union(Vec<SimpleTypeId>),
}

/// A complex type definition (XML Schema part 1, 3.4).
#[derive(Clone, Debug)]
pub struct ComplexType {
    /// The name; `None` for an anonymous type.
    pub name: Option<QName>,
    /// The base type definition; `anyType` by default.
    pub base: TypeId,
    /// The derivation method.
    pub derivation: Derivation,
    /// True if an element of this type needs an `xsi:type` that names a derived type.
    pub is_abstract: bool,
    /// The content type. For an extension, the content of the base followed by the type's own.
    pub content: Content,
    /// The elements that an extension adds to its base. For simple content and for restrictions, the same as `content`.
    pub own_content: Content,
    /// The inherited attribute uses and the uses that this type states, without prohibited ones.
    pub attributes: Vec<AttributeUse>,
    /// The attribute uses that this type states itself or through attribute groups, without prohibited ones.
    pub own_attributes: Vec<AttributeUse>,
    /// The attribute wildcard. For an extension, its union with the wildcard of the base (XML Schema part 1, 3.4.2).
    pub any_attribute: Option<Wildcard>,
    /// True if this type states an attribute wildcard itself.
    pub has_own_any_attribute: bool,
    /// The derivation methods that `block` forbids for types that replace this type, for example through `xsi:type`.
    pub block: DerivationSet,
    /// The derivation methods that `final` forbids for types derived from this type.
    pub final_derivations: DerivationSet,
    /// The text of the `xs:documentation`.
    pub documentation: Option<String>,
    /// The span of the definition; `None` for `anyType`.
    pub span: Option<Span>,
}

impl ComplexType {
    /// Returns whether this is `anyType`, which the specification defines.
    pub fn is_built_in(&self) -> bool {
        self.span.is_none()
    }

    /// Returns whether the content is mixed.
    pub fn is_mixed(&self) -> bool {
        matches!(self.content, Content::Elements { mixed: true, .. })
    }
}

/// The content type of a complex type definition.
#[derive(Clone, Debug)]
pub enum Content {
    /// Neither text nor children.
    Empty,
    /// Text of a simple type.
    Simple(SimpleTypeId),
    /// Children, with text between them if mixed.
    Elements {
        /// True if text is allowed between the children. Mixed content that allows no children has an empty sequence as its particle.
        mixed: bool,
        /// The content model.
        particle: Particle,
    },
}

/// A particle (XML Schema part 1, 3.9): a term and the number of its occurrences.
#[derive(Clone, Debug)]
pub struct Particle {
    /// The value of `minOccurs`.
    pub min: u32,
    /// The value of `maxOccurs`; `None` is `unbounded`.
    pub max: Option<u32>,
    /// The term.
    pub term: Term,
    /// The span of the particle.
    pub span: Span,
}

impl Particle {
    /// Returns a sequence that occurs once.
    pub(crate) fn sequence(particles: Vec<Particle>, span: Span) -> Self {
        let group = ModelGroup { name: None, compositor: Compositor::Sequence, particles };
        Self { min: 1, max: Some(1), term: Term::Group(group), span }
    }
}

/// The term of a particle.
#[derive(Clone, Debug)]
pub enum Term {
    /// An element declaration, local or referenced. A reference to the head of a substitution group allows each element
    /// that [`Schema::substitutes`] returns.
    Element(ElementId),
    /// A model group.
    Group(ModelGroup),
    /// An element wildcard.
    Wildcard(Wildcard),
}

/// A model group (XML Schema part 1, 3.8).
#[derive(Clone, Debug)]
pub struct ModelGroup {
    /// The name of the `xs:group` definition to which a reference resolved; `None` for a group that is not a reference.
    pub name: Option<QName>,
    /// The compositor.
    pub compositor: Compositor,
    /// The particles in order, without those with `maxOccurs="0"`.
    pub particles: Vec<Particle>,
}

/// A wildcard (XML Schema part 1, 3.10).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Wildcard {
    /// The namespaces that the wildcard allows.
    pub namespaces: NamespaceConstraint,
    /// The validation of the elements or attributes that the wildcard accepts.
    pub process_contents: ProcessContents,
}

/// The namespace constraint of a wildcard (XML Schema part 1, 3.10).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum NamespaceConstraint {
    /// The value `##any`.
    Any,
    /// The value `##other`: all namespaces except the given one; for `Not(None)`, all namespaces. Names without a namespace are not
    /// allowed.
    Not(Option<Rc<str>>),
    /// A list of namespaces; `None` allows names without a namespace.
    OneOf(Vec<Option<Rc<str>>>),
}

/// An element declaration (XML Schema part 1, 3.3).
#[derive(Clone, Debug)]
pub struct ElementDeclaration {
    /// The name in an instance document: a local element that is not qualified has no namespace.
    pub name: QName,
    /// True if the declaration is a child of `xs:schema`.
    pub is_global: bool,
    /// The type definition.
    pub ty: TypeId,
    /// True if `xsi:nil` is allowed.
    pub nillable: bool,
    /// True if documents cannot contain this element, but only members of its substitution group.
    pub is_abstract: bool,
    /// The element that the attribute `substitutionGroup` names: the head of the substitution group to which this element belongs.
    pub substitution_group: Option<ElementId>,
    /// The value of the attribute `default` or `fixed`.
    pub value: Option<ValueConstraint>,
    /// The space-separated items of `value` as qualified names; `None` for an item that is not a name or has an undeclared prefix.
    pub value_names: Vec<Option<QName>>,
    /// The derivation methods that `block` forbids for an `xsi:type` and for the types of members of the substitution group.
    /// `substitution` forbids all members.
    pub block: DerivationSet,
    /// The derivation methods that `final` forbids for the types of members of the substitution group of this element.
    pub final_derivations: DerivationSet,
    /// The text of the `xs:documentation`.
    pub documentation: Option<String>,
    /// The span of the declaration.
    pub span: Span,
}

/// An attribute declaration (XML Schema part 1, 3.2).
#[derive(Clone, Debug)]
pub struct AttributeDeclaration {
    /// The name in an instance document.
    pub name: QName,
    /// True if the declaration is a child of `xs:schema`.
    pub is_global: bool,
    /// The type definition.
    pub ty: SimpleTypeId,
    /// The value constraint of the declaration itself.
    pub value: Option<ValueConstraint>,
    /// The space-separated items of `value` as qualified names; `None` for an item that is not a name or has an undeclared prefix.
    pub value_names: Vec<Option<QName>>,
    /// The text of the `xs:documentation`.
    pub documentation: Option<String>,
    /// The span of the declaration; `None` for the attributes of `xml:` and `xsi:`, which need no schema file.
    pub span: Option<Span>,
}

/// An attribute use (XML Schema part 1, 3.5).
#[derive(Clone, Debug)]
pub struct AttributeUse {
    /// The attribute declaration.
    pub attribute: AttributeId,
    /// True if the attribute is required.
    pub required: bool,
    /// The value constraint of the use, or else of the declaration.
    pub value: Option<ValueConstraint>,
    /// The space-separated items of `value` as qualified names; `None` for an item that is not a name or has an undeclared prefix.
    pub value_names: Vec<Option<QName>>,
    /// The text of the `xs:documentation`.
    pub documentation: Option<String>,
    /// The span of the use; `None` in the built-in attribute group of the `xml` namespace.
    pub span: Option<Span>,
}

impl AttributeUse {
    /// Returns the declaration and the span. If they are equal, two uses come from the same `xs:attribute`, for example in an
    /// attribute group to which several types refer.
    pub(crate) fn identity(&self) -> (AttributeId, Option<Span>) {
        (self.attribute, self.span)
    }
}
