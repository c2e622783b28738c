//! Access to the elements and attributes of schema and WSDL documents.

use roxmltree::{Attribute, Node};

use super::namespaces::{ADDITIONS, XS};
use super::versioning::is_excluded;
use super::white_space::trim;

/// Returns the child elements in the namespace of XML Schema, except annotations and elements for other versions of XSD.
pub(crate) fn children<'t>(node: Node<'t, 't>) -> impl Iterator<Item = Node<'t, 't>> {
    node.children().filter(|child| {
        child.is_element()
            && child.tag_name().namespace() == Some(XS)
            && child.tag_name().name() != "annotation"
            && !is_excluded(*child)
    })
}

/// Returns an attribute that has no namespace. `Node::attribute` also finds attributes with that name in other namespaces.
pub(crate) fn attribute_node<'t, 'i>(node: Node<'t, 'i>, name: &str) -> Option<Attribute<'t, 'i>> {
    attribute_in(node, None, name)
}

fn attribute_in<'t, 'i>(node: Node<'t, 'i>, namespace: Option<&str>, name: &str) -> Option<Attribute<'t, 'i>> {
    node.attributes().find(|attribute| attribute.name() == name && attribute.namespace() == namespace)
}

/// Returns the value of an attribute that has no namespace.
pub(crate) fn attribute_value<'t>(node: Node<'t, '_>, name: &str) -> Option<&'t str> {
    attribute_node(node, name).map(|attribute| attribute.value())
}

/// Returns the value of an attribute that has no namespace, without white space at the ends.
pub(crate) fn attribute<'t>(node: Node<'t, '_>, name: &str) -> Option<&'t str> {
    attribute_value(node, name).map(trim)
}

pub(crate) fn has_attribute(node: Node<'_, '_>, name: &str) -> bool {
    attribute_node(node, name).is_some()
}

/// Returns the value of an attribute in the namespace [`ADDITIONS`].
pub(crate) fn addition<'t>(node: Node<'t, '_>, name: &str) -> Option<&'t str> {
    attribute_in(node, Some(ADDITIONS), name).map(|attribute| attribute.value())
}

/// Returns the texts of all `xs:documentation` elements of an element, separated by empty lines; `None` if there is no text.
pub(crate) fn documentation(node: Node<'_, '_>) -> Option<String> {
    let annotations = node.children().filter(|child| child.has_tag_name((XS, "annotation")));
    let texts: Vec<String> = annotations
        .flat_map(|annotation| annotation.children().filter(|child| child.has_tag_name((XS, "documentation"))))
        .filter_map(text)
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// Returns the text inside an element, without white space around its lines; `None` if it is blank.
pub(crate) fn text(node: Node<'_, '_>) -> Option<String> {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    let lines: Vec<&str> = text.lines().map(trim).collect();
    let text = trim(&lines.join("\n")).to_owned();
    (!text.is_empty()).then_some(text)
}
