//! How a field or a variant stands in XML. Generated rows are made of the functions here.

use super::choice::Choice;
use super::complex::Described;
use super::facets::Facets;
use super::names::{Name, Ns};

/// One row of a description.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub(crate) kind: Kind,
    pub(crate) name: Name<'static>,
    pub(crate) of: Of,
    pub(crate) required: bool,
    pub(crate) unordered: bool,
    pub(crate) list: bool,
    pub(crate) white_space: WhiteSpace,
    pub(crate) value: ValueConstraint,
    pub(crate) facets: &'static Facets,
    /// How often the items of a list occur.
    pub(crate) items: (u32, u32),
    /// How often a list as a whole occurs.
    pub(crate) lists: (u32, u32),
    /// It is optional in Rust, but the schema demands it.
    pub(crate) wanted: bool,
    /// The optional sequence it belongs to, from 1; 0 for none.
    pub(crate) within: u32,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Attribute,
    Element,
    /// One of these.
    Choice(&'static [Field]),
    /// These, one after the other.
    Group(&'static [Field]),
    Any(Namespaces),
    AnyAttribute(Namespaces),
    /// Whether `xsi:type` names the type itself.
    ExplicitType,
    Text,
    Mixed(&'static [Field]),
}

/// What an element holds that is read as a `Vec`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of {
    /// It does not.
    Nothing,
    Element(Name<'static>),
    /// By a function, because a choice may be wrapped inside of itself.
    Choice(fn() -> &'static [Field]),
    Any(Namespaces),
}

/// What happens to white space before a string is a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum WhiteSpace {
    Preserve,
    Replace,
    Collapse,
}

/// What the schema says of the value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ValueConstraint {
    Nothing,
    Default(&'static str),
    Fixed(&'static str),
}

/// The namespaces that a wildcard takes.
#[derive(Clone, Copy, Debug)]
pub enum Namespaces {
    /// Any.
    Any,
    /// Any but this one, and not "no namespace".
    OtherThan(Ns),
    /// One of these.
    OneOf(&'static [Ns]),
}

impl Namespaces {
    pub(crate) fn take(&self, namespace: Ns) -> bool {
        match self {
            Self::Any => true,
            Self::OtherThan(other) => namespace != *other && namespace != Ns::NONE,
            Self::OneOf(list) => list.contains(&namespace),
        }
    }
}

impl Field {
    /// How a value stands that nothing names.
    #[cfg(any(feature = "validate", feature = "arbitrary", feature = "serde"))]
    pub(crate) const NAMELESS: &'static Self = &Self::new(Kind::Element, Name::EMPTY);

    const fn new(kind: Kind, name: Name<'static>) -> Self {
        Self {
            kind,
            name,
            of: Of::Nothing,
            required: false,
            unordered: false,
            list: false,
            white_space: WhiteSpace::Preserve,
            value: ValueConstraint::Nothing,
            facets: Facets::ANY,
            items: (0, MANY),
            lists: (0, MANY),
            wanted: false,
            within: 0,
        }
    }

    /// It must be there.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// It may stand before or behind its neighbours: a member of `xs:all`.
    pub const fn unordered(mut self) -> Self {
        self.unordered = true;
        self
    }

    /// The value is an `xs:list`.
    pub const fn list(mut self) -> Self {
        self.list = true;
        self
    }

    /// Tabs and line breaks in the value become blanks.
    pub const fn replace(mut self) -> Self {
        self.white_space = WhiteSpace::Replace;
        self
    }

    /// Blanks at the ends of the value go, runs inside become one.
    pub const fn collapse(mut self) -> Self {
        self.white_space = WhiteSpace::Collapse;
        self
    }

    /// The element holds nothing but these, repeated.
    pub const fn of(mut self, namespace: Ns, local: &'static str) -> Self {
        self.of = Of::Element(Name::new(namespace, local));
        self
    }

    /// The element holds nothing but a choice, repeated.
    pub const fn of_choice<C: Choice>(mut self) -> Self {
        self.of = Of::Choice(variants::<C>);
        self
    }

    /// The element holds nothing but other elements.
    pub const fn of_any(mut self, namespaces: Namespaces) -> Self {
        self.of = Of::Any(namespaces);
        self
    }

    /// The value that an empty element stands for.
    pub const fn default(mut self, value: &'static str) -> Self {
        self.value = ValueConstraint::Default(value);
        self
    }

    /// The only value there may be.
    pub const fn fixed(mut self, value: &'static str) -> Self {
        self.value = ValueConstraint::Fixed(value);
        self
    }

    /// What the schema demands of its values.
    pub const fn facets(mut self, facets: &'static Facets) -> Self {
        self.facets = facets;
        self
    }

    /// How often it occurs, or what it holds.
    pub const fn items(mut self, least: u32, most: u32) -> Self {
        self.items = (least, most);
        self
    }

    /// How often it occurs, where each holds several things.
    pub const fn lists(mut self, least: u32, most: u32) -> Self {
        self.lists = (least, most);
        self
    }

    /// It must be there, though reading does without.
    pub const fn wanted(mut self) -> Self {
        self.wanted = true;
        self
    }

    /// It belongs to an optional sequence: what the schema demands in there, it demands only where the rest is not absent.
    pub const fn within(mut self, sequence: u32) -> Self {
        self.within = sequence;
        self
    }

    /// The local name; empty for what has none.
    pub const fn name(&self) -> &'static str {
        self.name.local
    }

    /// The namespace of the name.
    pub const fn namespace(&self) -> Ns {
        self.name.namespace
    }

    /// Whether an element of that local name can stand there: itself, or one of a choice.
    pub fn takes(&self, local: &str) -> bool {
        match &self.kind {
            Kind::Choice(fields) | Kind::Group(fields) | Kind::Mixed(fields) => {
                fields.iter().any(|field| field.takes(local))
            }
            _ => self.name.local == local,
        }
    }

    /// Whether a child of that name belongs to this field.
    pub(crate) fn accepts(&self, name: Name<'_>) -> bool {
        match &self.kind {
            Kind::Element => self.name.is(name),
            Kind::Choice(fields) | Kind::Group(fields) | Kind::Mixed(fields) => {
                fields.iter().any(|field| field.accepts(name))
            }
            Kind::Any(_) | Kind::Attribute | Kind::AnyAttribute(_) | Kind::ExplicitType | Kind::Text => false,
        }
    }

    /// Whether a child that no field names belongs to this one.
    pub(crate) fn accepts_any(&self, namespace: Ns) -> bool {
        match &self.kind {
            Kind::Any(namespaces) => namespaces.take(namespace),
            Kind::Choice(fields) | Kind::Group(fields) | Kind::Mixed(fields) => {
                fields.iter().any(|field| field.accepts_any(namespace))
            }
            Kind::Element | Kind::Attribute | Kind::AnyAttribute(_) | Kind::ExplicitType | Kind::Text => false,
        }
    }

    /// What to call it in a message.
    pub(crate) fn label(&self) -> &'static str {
        match &self.kind {
            Kind::Attribute | Kind::Element => self.name.local,
            Kind::Choice(fields) | Kind::Group(fields) | Kind::Mixed(fields) => {
                fields.first().map_or("a choice", |field| field.label())
            }
            Kind::Any(_) => "an element",
            Kind::AnyAttribute(_) => "an attribute",
            Kind::ExplicitType => "xsi:type",
            Kind::Text => "the text",
        }
    }
}

fn variants<C: Choice>() -> &'static [Field] {
    C::VARIANTS
}

/// An attribute without a namespace.
pub const fn attribute(local: &'static str) -> Field {
    Field::new(Kind::Attribute, Name::new(Ns::NONE, local))
}

/// An attribute of a namespace.
pub const fn qualified_attribute(namespace: Ns, local: &'static str) -> Field {
    Field::new(Kind::Attribute, Name::new(namespace, local))
}

/// A child element.
pub const fn element(namespace: Ns, local: &'static str) -> Field {
    Field::new(Kind::Element, Name::new(namespace, local))
}

/// One of several children.
pub const fn choice<C: Choice>() -> Field {
    Field::new(Kind::Choice(C::VARIANTS), Name::EMPTY)
}

/// Several children, one after the other.
pub const fn group<G: Described>() -> Field {
    Field::new(Kind::Group(G::DESCRIPTION.fields), Name::EMPTY)
}

/// An element that the schema does not name.
pub const fn any(namespaces: Namespaces) -> Field {
    Field::new(Kind::Any(namespaces), Name::EMPTY)
}

/// Attributes that the schema does not name.
pub const fn any_attribute(namespaces: Namespaces) -> Field {
    Field::new(Kind::AnyAttribute(namespaces), Name::EMPTY)
}

/// Whether `xsi:type` names the type that the element has anyway.
pub const fn explicit_type() -> Field {
    Field::new(Kind::ExplicitType, Name::EMPTY)
}

/// The text of the element.
pub const fn text() -> Field {
    Field::new(Kind::Text, Name::EMPTY)
}

/// Text and children in any order.
pub const fn mixed<C: Choice>() -> Field {
    Field::new(Kind::Mixed(C::VARIANTS), Name::EMPTY)
}

/// As often as one likes.
pub const MANY: u32 = u32::MAX;

/// Any namespace.
pub const ANY: Namespaces = Namespaces::Any;
/// No namespace.
pub const NONE: Ns = Ns::NONE;
/// The `xml:` namespace.
pub const XML: Ns = Ns::XML;

/// The `xsi:` namespace.
pub const XSI: Ns = Ns::XSI;

/// Any namespace but one, and not "no namespace".
#[allow(non_snake_case, reason = "reads as a constant in generated rows")]
pub const fn OTHER_THAN(namespace: Ns) -> Namespaces {
    Namespaces::OtherThan(namespace)
}

/// One of these namespaces.
#[allow(non_snake_case, reason = "reads as a constant in generated rows")]
pub const fn ONE_OF(list: &'static [Ns]) -> Namespaces {
    Namespaces::OneOf(list)
}
