//! Elements, attributes and text that the schema does not declare, as they occur in the document. `Debug` prints names and
//! namespaces, but neither texts nor attribute values, because the schema does not state which of these are secret.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};

use crate::debug::Printer;
use crate::sorting::sorted_indices;
use crate::work;

/// An element that the schema does not declare, with its content except comments and processing instructions.
///
/// Equality ignores prefixes and the order of attributes. The default value represents a required element that is missing:
/// [`Writer::any_element`](crate::Writer::any_element) writes nothing for this value.
#[derive(Clone, Default)]
pub struct AnyElement {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// The prefix in the document. A writer uses the same prefix unless it is bound to another namespace.
    pub prefix: String,
    /// The local name.
    pub local: String,
    /// Attributes, text and elements.
    pub content: AnyType,
}

/// The content of an element of the type `xs:anyType`, or of an element that the schema does not declare.
#[derive(Clone, Default)]
pub struct AnyType {
    /// The prefixes that the element declares, with their namespace names. Text and attribute values may contain qualified names
    /// with these prefixes.
    pub prefixes: Vec<(String, String)>,
    /// The attributes.
    pub attributes: Vec<AnyAttribute>,
    /// Text and elements in document order.
    pub nodes: AnyNodes,
}

/// The nodes of an element: a `Vec` that drops elements of any depth without recursion.
///
/// ```
/// use xsd_runtime::{AnyNode, AnyType};
///
/// let mut content = AnyType { nodes: vec![AnyNode::Text("a".to_owned())].into(), ..AnyType::default() };
/// content.nodes.push(AnyNode::Text("b".to_owned()));
/// assert_eq!(content.nodes.into_iter().count(), 2);
/// ```
#[derive(Clone, Default, Eq, PartialEq)]
pub struct AnyNodes(Vec<AnyNode>);

/// A text or an element.
#[derive(Clone, Eq, PartialEq)]
pub enum AnyNode {
    /// Text.
    Text(String),
    /// An element.
    Element(AnyElement),
}

/// An attribute that the schema does not declare.
#[derive(Clone, Default)]
pub struct AnyAttribute {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// The prefix in the document. A writer uses the same prefix unless it is bound to another namespace.
    pub prefix: String,
    /// The local name.
    pub local: String,
    /// The value.
    pub value: String,
}

impl fmt::Debug for AnyAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { namespace, prefix, local, value: _ } = self;
        let mut shown = f.debug_struct("AnyAttribute");
        shown.field("namespace", namespace).field("prefix", prefix).field("local", local).finish_non_exhaustive()
    }
}

impl PartialEq for AnyElement {
    fn eq(&self, other: &Self) -> bool {
        (&self.namespace, &self.local, &self.content) == (&other.namespace, &other.local, &other.content)
    }
}

impl Eq for AnyElement {}

impl PartialEq for AnyType {
    fn eq(&self, other: &Self) -> bool {
        self.has_attributes_of(other) && self.nodes == other.nodes
    }
}

impl AnyType {
    /// Returns whether both elements have the same attributes, in any order.
    pub(crate) fn has_attributes_of(&self, other: &Self) -> bool {
        self.attributes.len() == other.attributes.len()
            && (self.attributes == other.attributes || sorted(&self.attributes) == sorted(&other.attributes))
    }
}

/// Sorts attributes by local name, value and namespace, so that two lists of the same attributes become equal.
fn sorted(attributes: &[AnyAttribute]) -> Vec<&AnyAttribute> {
    let key = |index: usize| {
        work::step();
        attributes.get(index).map(|attribute| (&attribute.local, &attribute.value, &attribute.namespace))
    };
    let order = sorted_indices(attributes.len(), &|first, second| key(first).cmp(&key(second)));
    order.into_iter().filter_map(|index| attributes.get(index)).collect()
}

impl Eq for AnyType {}

impl PartialEq for AnyAttribute {
    fn eq(&self, other: &Self) -> bool {
        work::step();
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
        for node in &*self.nodes {
            match node {
                AnyNode::Text(text) => out.push_str(text),
                AnyNode::Element(element) => element.content.append_text(out),
            }
        }
    }
}

// -- nodes --------------------------------------------------------------------------------------------------------------

impl Drop for AnyNodes {
    fn drop(&mut self) {
        let mut pending = std::mem::take(&mut self.0);
        while let Some(node) = pending.pop() {
            if let AnyNode::Element(mut element) = node {
                pending.append(&mut element.content.nodes);
            }
        }
    }
}

impl Deref for AnyNodes {
    type Target = Vec<AnyNode>;

    fn deref(&self) -> &Vec<AnyNode> {
        &self.0
    }
}

impl DerefMut for AnyNodes {
    fn deref_mut(&mut self) -> &mut Vec<AnyNode> {
        &mut self.0
    }
}

impl From<Vec<AnyNode>> for AnyNodes {
    fn from(nodes: Vec<AnyNode>) -> Self {
        Self(nodes)
    }
}

impl FromIterator<AnyNode> for AnyNodes {
    fn from_iter<I: IntoIterator<Item = AnyNode>>(nodes: I) -> Self {
        Self(nodes.into_iter().collect())
    }
}

impl IntoIterator for AnyNodes {
    type Item = AnyNode;
    type IntoIter = std::vec::IntoIter<AnyNode>;

    fn into_iter(mut self) -> Self::IntoIter {
        std::mem::take(&mut self.0).into_iter()
    }
}

impl<'a> IntoIterator for &'a AnyNodes {
    type Item = &'a AnyNode;
    type IntoIter = std::slice::Iter<'a, AnyNode>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

// -- formatting ---------------------------------------------------------------------------------------------------------

impl AnyElement {
    pub(crate) fn print(&self, printer: &mut Printer<'_, '_>) -> fmt::Result {
        let mut fields = printer.fields("AnyElement")?;
        fields.entry("namespace")?.leaf(&self.namespace)?;
        fields.entry("prefix")?.leaf(&self.prefix)?;
        fields.entry("local")?.leaf(&self.local)?;
        self.content.print(fields.entry("content")?)?;
        fields.finish()
    }
}

impl AnyType {
    pub(crate) fn print(&self, printer: &mut Printer<'_, '_>) -> fmt::Result {
        let mut fields = printer.fields("AnyType")?;
        fields.entry("prefixes")?.leaf(&self.prefixes)?;
        fields.entry("attributes")?.leaf(&self.attributes)?;
        let mut nodes = fields.entry("nodes")?.list()?;
        for node in &self.nodes {
            node.print(nodes.entry("")?)?;
        }
        nodes.finish()?;
        fields.finish()
    }
}

impl AnyNode {
    fn print(&self, printer: &mut Printer<'_, '_>) -> fmt::Result {
        match self {
            Self::Text(_) => printer.text("Text(..)"),
            Self::Element(element) => printer.variant("Element", |printer| element.print(printer)),
        }
    }
}

impl fmt::Debug for AnyElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(&mut Printer::new(f))
    }
}

impl fmt::Debug for AnyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(&mut Printer::new(f))
    }
}

impl fmt::Debug for AnyNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(&mut Printer::new(f))
    }
}

impl fmt::Debug for AnyNodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{AnyAttribute, AnyElement, AnyNode, AnyType};
    use crate::work::steps;

    /// Returns an element that contains `levels` elements, each inside the previous one.
    fn nested(levels: usize) -> AnyElement {
        (0..levels).fold(AnyElement::default(), |inner, _| {
            let content = AnyType { nodes: vec![AnyNode::Element(inner)].into(), ..AnyType::default() };
            AnyElement { local: "a".to_owned(), content, ..AnyElement::default() }
        })
    }

    fn with_attributes(numbers: impl Iterator<Item = usize>) -> AnyType {
        let attribute = |number| AnyAttribute { local: format!("a{number}"), ..AnyAttribute::default() };
        AnyType { attributes: numbers.map(attribute).collect(), ..AnyType::default() }
    }

    #[test]
    fn deep_elements_are_dropped_without_recursion() {
        let levels = 1_000_000;
        std::thread::Builder::new().stack_size(128 << 10).spawn(move || drop(nested(levels))).unwrap().join().unwrap();
    }

    #[test]
    fn comparing_many_attributes_takes_few_steps() {
        let count = 4000;
        let (first, second) = (with_attributes(0..count), with_attributes((0..count).rev()));
        let taken = steps(|| assert_eq!(first, second));
        assert!(taken < 100 * count, "{taken}");
        assert_ne!(first, with_attributes(1..=count));
    }

    #[test]
    fn equality_counts_attributes_that_occur_twice() {
        assert_ne!(with_attributes([1, 1, 2].into_iter()), with_attributes([1, 2, 2].into_iter()));
    }

    #[test]
    fn printing_deep_elements_is_linear_in_their_number() {
        let levels = 200;
        let mut text = String::new();
        let taken = steps(|| text = format!("{:#?}", nested(levels)));
        assert!(taken < 500 * levels, "{taken}");
        assert!(text.len() < 2000 * levels, "{}", text.len());
    }

    /// The output has the format of `#[derive(Debug)]`, but without text and attribute values.
    #[test]
    fn elements_are_printed_as_derived_implementations_do() {
        let mut element = nested(1);
        element.content.attributes = with_attributes(0..2).attributes;
        element.content.nodes.push(AnyNode::Text("a\nb".to_owned()));
        let expected = r#"AnyElement {
    namespace: "",
    prefix: "",
    local: "a",
    content: AnyType {
        prefixes: [],
        attributes: [
            AnyAttribute {
                namespace: "",
                prefix: "",
                local: "a0",
                ..
            },
            AnyAttribute {
                namespace: "",
                prefix: "",
                local: "a1",
                ..
            },
        ],
        nodes: [
            Element(
                AnyElement {
                    namespace: "",
                    prefix: "",
                    local: "",
                    content: AnyType {
                        prefixes: [],
                        attributes: [],
                        nodes: [],
                    },
                },
            ),
            Text(..),
        ],
    },
}"#;
        assert_eq!(format!("{element:#?}"), expected);
        let one_line = "AnyElement { namespace: \"\", prefix: \"\", local: \"\", content: AnyType { prefixes: [], \
             attributes: [], nodes: [] } }";
        assert_eq!(format!("{:?}", AnyElement::default()), one_line);
        assert_eq!(format!("{:?}", AnyNode::Text("a".to_owned())), "Text(..)");
    }
}
