//! What schema documents are written in: elements, annotations, names and numbers.

use roxmltree::Node;

use crate::xsd::XS;

/// The elements of XML Schema inside of another, without annotations.
pub(super) fn children<'t>(node: Node<'t, 't>) -> impl Iterator<Item = Node<'t, 't>> {
    node.children().filter(|child| {
        child.is_element() && child.tag_name().namespace() == Some(XS) && child.tag_name().name() != "annotation"
    })
}

/// The text of the documentation of an element.
pub(super) fn documentation(node: Node<'_, '_>) -> Option<String> {
    let annotations = node.children().filter(|child| child.has_tag_name((XS, "annotation")));
    let texts: Vec<String> = annotations
        .flat_map(|annotation| annotation.children().filter(|child| child.has_tag_name((XS, "documentation"))))
        .map(|node| {
            let text: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            lines.join("\n").trim().to_owned()
        })
        .filter(|text| !text.is_empty())
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// A number that is one, but larger than is counted.
pub(super) fn is_huge(text: &str) -> bool {
    text.len() > 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}
