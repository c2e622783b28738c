//! Values for logs and tools, as JSON and the like: the feature `serde`, by the traits of that crate.
//!
//! Every generated type is `serde::Serialize`: a map of the names that its attributes and elements have in XML. What is absent is
//! left out, an `xsi:nil` is null, a list is a list, numbers and booleans are such, all else is its text as XML has it. A choice
//! gives the element that it is. What a map has besides: `#text` for the text of an element with attributes, `xsi:type` for a
//! derived type, `#choices` and `#groups` for what repeats without an element around it. A secret is `(secret)`.
//!
//! It is one way: the document is what is kept and sent. There is nothing derived in it, so it costs little to compile.

pub use ::serde::ser::{Serialize, Serializer};
use ::serde::ser::{SerializeMap as _, SerializeSeq as _};

use super::any::{AnyElement, AnyNode, AnyType};
use super::choice::Variants;
use super::complex::Complex;
use super::field::{Field, Kind};
use super::lexical::{Lexical, NoNamespaces};
use super::value::Slot;

/// A value as data formats know it.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nothing, but said so.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// A number.
    Float(f64),
    /// Anything else that is simple.
    Text(String),
    /// Several values.
    List(Vec<Node>),
    /// Values by name.
    Map(Vec<(String, Node)>),
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => serializer.serialize_str(&value.to_string()),
            },
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                values.iter().try_for_each(|value| list.serialize_element(value))?;
                list.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    }
}

/// Serializes a value of any generated type.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(value: &dyn Slot, serializer: S) -> Result<S::Ok, S::Error> {
    value.node(Field::NAMELESS).unwrap_or(Node::Null).serialize(serializer)
}

/// The attributes and elements of a value by name.
pub fn complex_node(value: &dyn Complex) -> Node {
    let mut entries = Vec::new();
    add_fields(value, &mut entries);
    // The text of an element that has nothing else is all there is.
    match &mut entries[..] {
        [(name, text)] if name == TEXT => std::mem::replace(text, Node::Null),
        _ => Node::Map(entries),
    }
}

const TEXT: &str = "#text";

fn add_fields(value: &dyn Complex, entries: &mut Vec<(String, Node)>) {
    if let Some(base) = value.base() {
        add_fields(base, entries);
    }
    for (index, field) in value.description().fields.iter().enumerate() {
        let Some(node) = value.slot(index).and_then(|slot| slot.node(field)) else { continue };
        match (&field.kind, node) {
            (Kind::ExplicitType | Kind::AnyAttribute(_), _) => {}
            (Kind::Attribute | Kind::Element, node) => add(entries, field.name.local, node),
            (Kind::Text, node) => add(entries, TEXT, node),
            (Kind::Choice(_) | Kind::Group(_), Node::Map(inside)) => {
                inside.into_iter().for_each(|(name, node)| add(entries, &name, node));
            }
            (Kind::Group(_), node) => add(entries, "#groups", node),
            (Kind::Choice(_) | Kind::Mixed(_) | Kind::Any(_), node) => add(entries, "#choices", node),
        }
    }
}

/// Adds an entry, under another name where that one is taken.
fn add(entries: &mut Vec<(String, Node)>, name: &str, node: Node) {
    let mut name = name.to_owned();
    while entries.iter().any(|(known, _)| *known == name) {
        name.push('\'');
    }
    entries.push((name, node));
}

/// The element that a choice is.
pub fn choice_node(value: &dyn Variants, variants: &'static [Field]) -> Node {
    let Some((field, node)) = variants.get(value.index()).and_then(|field| Some((field, value.slot().node(field)?)))
    else {
        return Node::Null;
    };
    match field.kind {
        Kind::Element => Node::Map(vec![(field.name.local.to_owned(), node)]),
        _ => node,
    }
}

/// A value of a type that `xsi:type` names.
pub fn polymorphic_node(value: &dyn Variants, xsi_type: Option<&str>) -> Node {
    let node = value.slot().node(Field::NAMELESS).unwrap_or(Node::Null);
    match (node, xsi_type) {
        (Node::Map(mut entries), Some(name)) => {
            entries.insert(0, ("xsi:type".to_owned(), Node::Text(name.to_owned())));
            Node::Map(entries)
        }
        (node, _) => node,
    }
}

/// Several values.
pub(crate) fn list_node<T>(values: &[T], node: impl FnMut(&T) -> Node) -> Node {
    Node::List(values.iter().map(node).collect())
}

/// A value of a simple type.
pub fn lexical_node<T: Lexical>(value: &T) -> Node {
    if T::IS_SECRET {
        return Node::Text("(secret)".to_owned());
    }
    let mut text = String::new();
    value.write(&mut text, &mut NoNamespaces);
    let typed = match T::NAME {
        "xs:boolean" => text.parse().ok().map(Node::Bool),
        "xs:byte" | "xs:short" | "xs:int" | "xs:long" | "xs:unsignedByte" | "xs:unsignedShort" | "xs:unsignedInt"
        | "xs:unsignedLong" | "xs:integer" => text.parse().ok().map(Node::Integer),
        "xs:float" | "xs:double" => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Node::Float),
        _ => None,
    };
    typed.unwrap_or(Node::Text(text))
}

/// An element that no schema names.
pub(crate) fn any_element_node(element: &AnyElement) -> Node {
    Node::Map(vec![(element.local.clone(), any_type_node(&element.content))])
}

/// Content that no schema names.
pub(crate) fn any_type_node(content: &AnyType) -> Node {
    let mut entries: Vec<(String, Node)> = Vec::new();
    for attribute in &content.attributes {
        add(&mut entries, &attribute.local, Node::Text(attribute.value.clone()));
    }
    for node in &content.nodes {
        match node {
            AnyNode::Text(text) if text.trim().is_empty() => {}
            AnyNode::Text(text) => add(&mut entries, TEXT, Node::Text(text.clone())),
            AnyNode::Element(element) => add(&mut entries, &element.local, any_type_node(&element.content)),
        }
    }
    match &mut entries[..] {
        [] => Node::Text(String::new()),
        [(name, text)] if name == TEXT => std::mem::replace(text, Node::Null),
        _ => Node::Map(entries),
    }
}

/// Makes a type serializable, by the function that gives its content.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_serde {
    ($ty:ident, $content:path) => {
        impl $crate::serde::Serialize for $ty {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::serde::serialize($content(self), serializer)
            }
        }
    };
}
