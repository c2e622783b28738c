//! Values for logs and tools, as JSON or another data format: the feature `serde`.
//!
//! Every generated type implements `serde::Serialize`. A value is a map with the names of its attributes and elements in XML.
//! Absent values are omitted. An element with `xsi:nil="true"` is null, a list is a list, and a boolean is a boolean. Integers of
//! at most 64 bits and finite floating-point numbers are numbers. Other simple values, such as `xs:decimal`, are strings with their
//! text in XML. A secret is the string `(secret)`. A choice is a map with the one element that it contains.
//!
//! Special keys are `#text` for the text of an element with attributes, `xsi:type` for a known derived type, `#choices` for
//! repeated choices, mixed content and element wildcards, and `#groups` for repeated sequences. If a name `a` occurs more than once
//! in a map, the second key is `a'`, the third key is `a'3`, and so on. Attributes of a nil element, attributes that a wildcard
//! allows, and the content that an unknown derived type adds are omitted.
//!
//! Values cannot be deserialized: XML is the format to keep and send. The implementation is not derived, so it compiles quickly.

use std::collections::HashMap;

pub use ::serde::ser::{Serialize, Serializer};
use ::serde::ser::{SerializeMap as _, SerializeSeq as _};

use crate::any::{AnyElement, AnyNode, AnyType};
use crate::engine::access::{ComplexRef, Selection, Simple, UnknownRef, ValueRef, VariantsRef, View};
use crate::engine::row::{Items, Row, RowKind};
use crate::engine::simple::lexical_form;

/// A value of the data model of serde.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Null.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// A number.
    Float(f64),
    /// A text.
    Text(String),
    /// A sequence of values.
    List(Vec<Node>),
    /// A map: pairs of a name and a value.
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
/// The errors of the serializer.
pub fn serialize<S: Serializer>(value: ValueRef<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    field_node(value, Row::UNNAMED).unwrap_or(Node::Null).serialize(serializer)
}

/// Returns the value of a field; `None` if the field is absent.
fn field_node(value: ValueRef<'_>, row: &Row) -> Option<Node> {
    match value.view() {
        View::Optional(None) => None,
        View::List(list) if list.is_empty() && !matches!(row.items, Items::Children(_)) => None,
        View::List(list) if list.is_empty() && row.occurs.is_repeated() => None,
        _ => Some(node(value)),
    }
}

fn node(value: ValueRef<'_>) -> Node {
    match value.view() {
        View::Optional(None) | View::Nillable(None) | View::Nil(_) | View::AnyAttributes(_) => Node::Null,
        View::Optional(Some(value)) | View::Nillable(Some(value)) => node(value),
        View::List(list) => Node::List(list.iter().map(node).collect()),
        View::Simple(value) => simple_node(value),
        View::Union(value) => simple_node(value.form()),
        View::Enumeration(value) => Node::Text(value.as_str().to_owned()),
        View::Complex(value) => complex_node(value),
        View::Variants(value) => variant_node(value),
        View::Unknown(value) => unknown_node(value),
        View::AnyElement(value) => any_element_node(value),
        View::AnyType(value) => any_type_node(value),
    }
}

/// Returns a map of the attributes and elements of a value, or its text if it has none of them.
fn complex_node(value: ComplexRef<'_>) -> Node {
    let mut entries = Vec::new();
    add_fields(value, &mut entries);
    map_or_text(entries)
}

/// Returns the value of the entry `#text` if there is no other entry, otherwise a map of the entries.
fn map_or_text(mut entries: Vec<(String, Node)>) -> Node {
    match &mut entries[..] {
        [(name, text)] if name == TEXT => std::mem::replace(text, Node::Null),
        _ => Node::Map(entries),
    }
}

const TEXT: &str = "#text";

fn add_fields(value: ComplexRef<'_>, entries: &mut Vec<(String, Node)>) {
    if let Some(base) = value.base() {
        add_fields(base, entries);
    }
    for (index, row) in value.description().rows.iter().enumerate() {
        let Some(node) = value.field(index).and_then(|field| field_node(field, row)) else { continue };
        match (&row.kind, node) {
            (RowKind::ExplicitType | RowKind::AnyAttribute(_), _) => {}
            (RowKind::Attribute | RowKind::Element(_), node) => add(entries, row.name.local, node),
            (RowKind::Text, node) => add(entries, TEXT, node),
            (RowKind::Choice(_) | RowKind::Group(_), Node::Map(inside)) => {
                inside.into_iter().for_each(|(name, node)| add(entries, &name, node));
            }
            (RowKind::Group(_), node) => add(entries, "#groups", node),
            (RowKind::Choice(_) | RowKind::Mixed(_) | RowKind::Any(_), node) => add(entries, "#choices", node),
        }
    }
}

/// Adds an entry under the first unused key of `name`: see [`numbered`]. The search is linear, because the schema limits the number
/// of entries.
fn add(entries: &mut Vec<(String, Node)>, name: &str, node: Node) {
    let mut names = (1..).map(|occurrence| numbered(name, occurrence));
    let unused = names.find(|name| entries.iter().all(|(known, _)| known != name));
    entries.extend(unused.map(|name| (name, node)));
}

/// Returns the key of an occurrence of a name, counted from 1: `a`, `a'`, `a'3`. No two names have a key in common, because names
/// contain no apostrophes.
fn numbered(name: &str, occurrence: usize) -> String {
    match occurrence {
        1 => name.to_owned(),
        2 => format!("{name}'"),
        more => format!("{name}'{more}"),
    }
}

fn variant_node(value: VariantsRef<'_>) -> Node {
    match value.table().selection {
        Selection::Child(rows) => {
            let variant = rows.get(value.index()).and_then(|row| Some((row, field_node(value.content(), row)?)));
            match variant {
                Some((row, node)) if matches!(row.kind, RowKind::Element(_)) => {
                    Node::Map(vec![(row.name.local.to_owned(), node)])
                }
                Some((_, node)) => node,
                None if value.index() >= rows.len() => node(value.content()),
                None => Node::Null,
            }
        }
        Selection::Type(types) => match (node(value.content()), types.named(value.index())) {
            (Node::Map(mut entries), Some(ty)) => {
                entries.insert(0, ("xsi:type".to_owned(), Node::Text(ty.local.to_owned())));
                Node::Map(entries)
            }
            (node, _) => node,
        },
        Selection::Text => node(value.content()),
    }
}

fn simple_node(value: &dyn Simple) -> Node {
    if value.properties().is_secret {
        return Node::Text("(secret)".to_owned());
    }
    let text = lexical_form(value);
    let typed = match value.properties().name {
        "xs:boolean" => Some(Node::Bool(matches!(&*text, "true" | "1"))),
        "xs:byte" | "xs:short" | "xs:int" | "xs:long" | "xs:unsignedByte" | "xs:unsignedShort" | "xs:unsignedInt"
        | "xs:unsignedLong" | "xs:integer" => text.parse().ok().map(Node::Integer),
        "xs:float" | "xs:double" => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Node::Float),
        _ => None,
    };
    typed.unwrap_or_else(|| Node::Text(text.into_owned()))
}

/// Returns a map with the name and the content of an unknown element in a choice. The fields of its base come first.
fn unknown_node(value: UnknownRef<'_>) -> Node {
    let mut entries = Vec::new();
    add_fields(value.base, &mut entries);
    add_content(&value.rest.content, &mut entries);
    Node::Map(vec![(value.rest.local.clone(), map_or_text(entries))])
}

/// Returns a map with the name and the content of an element of a wildcard.
fn any_element_node(element: &AnyElement) -> Node {
    Node::Map(vec![(element.local.clone(), any_type_node(&element.content))])
}

/// Returns the content of an element of a wildcard, or of an `xs:anyType`.
fn any_type_node(content: &AnyType) -> Node {
    let mut entries: Vec<(String, Node)> = Vec::new();
    add_content(content, &mut entries);
    if entries.is_empty() { Node::Text(String::new()) } else { map_or_text(entries) }
}

/// Adds the attributes, text and children of an element without a schema to `entries`, which may already contain the fields of a
/// base type.
fn add_content(content: &AnyType, entries: &mut Vec<(String, Node)>) {
    let mut occurrences: HashMap<String, usize> = HashMap::new();
    for (key, _) in entries.iter() {
        let name = key.split('\'').next().unwrap_or_default();
        *occurrences.entry(name.to_owned()).or_default() += 1;
    }
    let mut add = |name: &str, node| {
        let occurrence = occurrences.entry(name.to_owned()).or_default();
        *occurrence += 1;
        entries.push((numbered(name, *occurrence), node));
    };
    for attribute in &content.attributes {
        add(&attribute.local, Node::Text(attribute.value.clone()));
    }
    for node in &content.nodes {
        match node {
            AnyNode::Text(text) if text.trim().is_empty() => {}
            AnyNode::Text(text) => add(TEXT, Node::Text(text.clone())),
            AnyNode::Element(element) => add(&element.local, any_type_node(&element.content)),
        }
    }
}
