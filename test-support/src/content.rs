//! Comparison of documents by content.

use roxmltree::{Document, Node};

/// Returns a description of a document. All documents with the same content have the same description.
///
/// Prefixes, namespace declarations, comments, white space between elements and the form of empty elements are not part
/// of the content.
pub fn content(document: &str) -> String {
    let mut out = String::new();
    let document = Document::parse(document).unwrap_or_else(|error| panic!("{error}: {document}"));
    element(document.root_element(), &mut out);
    out
}

fn element(node: Node<'_, '_>, out: &mut String) {
    let name = node.tag_name();
    out.push_str(&format!("<{}{}>", expanded(name.namespace(), name.name()), attributes(node).concat()));
    let has_elements = node.children().any(|child| child.is_element());
    for child in node.children() {
        match child.text() {
            _ if child.is_element() => element(child, out),
            Some(text) if has_elements && text.trim().is_empty() => {}
            Some(text) => out.push_str(&format!("{text:?}")),
            None => {}
        }
    }
    out.push_str("</>\n");
}

fn attributes(node: Node<'_, '_>) -> Vec<String> {
    let attribute = |attribute: roxmltree::Attribute<'_, '_>| {
        let is_type = attribute.name() == "type" && attribute.namespace().is_some();
        let value = match attribute.value().split_once(':') {
            Some((prefix, local)) if is_type => expanded(node.lookup_namespace_uri(Some(prefix)), local),
            None if is_type => expanded(node.lookup_namespace_uri(None), attribute.value()),
            _ => attribute.value().to_owned(),
        };
        format!(" {}={value:?}", expanded(attribute.namespace(), attribute.name()))
    };
    let mut attributes: Vec<String> = node.attributes().map(attribute).collect();
    attributes.sort();
    attributes
}

fn expanded(namespace: Option<&str>, local: &str) -> String {
    format!("{{{}}}{local}", namespace.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::content;

    fn is_same(first: &str, second: &str) -> bool {
        content(first) == content(second)
    }

    #[test]
    fn prefixes_and_white_space_are_ignored() {
        assert!(is_same("<a xmlns='urn:a'> <b/> </a>", "<x:a xmlns:x='urn:a'><x:b></x:b></x:a>"));
        assert!(is_same("<a x='1' y='2'/>", "<a y='2' x='1'/>"));
    }

    #[test]
    fn text_names_and_attributes_are_compared() {
        assert!(!is_same("<a> x </a>", "<a>x</a>"));
        assert!(!is_same("<a xmlns='urn:a'/>", "<a xmlns='urn:b'/>"));
        assert!(!is_same("<a x='1'/>", "<a/>"));
        assert!(!is_same("<a><b/><c/></a>", "<a><c/><b/></a>"));
    }
}
