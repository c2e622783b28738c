//! Elements, attributes and text that the schema does not declare, as they occur in the document.

use std::hash::{Hash, Hasher};

/// An element that the schema does not declare, with its content except comments and processing instructions.
///
/// Equality ignores prefixes and the order of attributes. The default represents a required element that was missing, and is
/// not written.
#[derive(Clone, Debug, Default)]
pub struct AnyElement {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// The prefix in the document. A writer uses it if it is free.
    pub prefix: String,
    /// The local name.
    pub local: String,
    /// Attributes, text and elements.
    pub content: AnyType,
}

/// The content of an element of any type.
#[derive(Clone, Debug, Default)]
pub struct AnyType {
    /// The prefixes that the element declares, with their namespace names. Values may use them.
    pub prefixes: Vec<(String, String)>,
    /// The attributes.
    pub attributes: Vec<AnyAttribute>,
    /// Text and elements in document order.
    pub nodes: Vec<AnyNode>,
}

/// A text or an element.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AnyNode {
    /// Text.
    Text(String),
    /// An element.
    Element(AnyElement),
}

/// An attribute that the schema does not declare.
#[derive(Clone, Debug, Default)]
pub struct AnyAttribute {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// The prefix in the document. A writer uses it if it is free.
    pub prefix: String,
    /// The local name.
    pub local: String,
    /// The value.
    pub value: String,
}

impl PartialEq for AnyElement {
    fn eq(&self, other: &Self) -> bool {
        (&self.namespace, &self.local, &self.content) == (&other.namespace, &other.local, &other.content)
    }
}

impl Eq for AnyElement {}

impl PartialEq for AnyType {
    fn eq(&self, other: &Self) -> bool {
        let has = |attribute: &AnyAttribute| other.attributes.contains(attribute);
        self.attributes.len() == other.attributes.len() && self.attributes.iter().all(has) && self.nodes == other.nodes
    }
}

impl Eq for AnyType {}

impl PartialEq for AnyAttribute {
    fn eq(&self, other: &Self) -> bool {
        (&self.namespace, &self.local, &self.value) == (&other.namespace, &other.local, &other.value)
    }
}

impl Eq for AnyAttribute {}

impl Hash for AnyAttribute {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.namespace, &self.local, &self.value).hash(state);
    }
}

impl AnyElement {
    /// Returns the text of the element and its descendants, in document order.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.content.append_text(&mut text);
        text
    }
}

impl AnyType {
    fn append_text(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                AnyNode::Text(text) => out.push_str(text),
                AnyNode::Element(element) => element.content.append_text(out),
            }
        }
    }
}
