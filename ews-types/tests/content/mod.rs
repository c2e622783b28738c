//! Documents compared by content.

/// A document without what does not count: prefixes, declarations, white space between elements, the spelling of empty
/// elements.
pub(crate) fn content(text: &str) -> String {
    fn element(node: roxmltree::Node<'_, '_>, out: &mut String) {
        let name = |namespace: Option<&str>, local: &str| format!("{{{}}}{local}", namespace.unwrap_or_default());
        let mut attributes: Vec<String> = node
            .attributes()
            .map(|attribute| {
                let is_type = attribute.name() == "type" && attribute.namespace().is_some();
                let value = match attribute.value().split_once(':').filter(|_| is_type) {
                    Some((prefix, local)) => name(node.lookup_namespace_uri(Some(prefix)), local),
                    None => attribute.value().to_owned(),
                };
                format!(" {}={value:?}", name(attribute.namespace(), attribute.name()))
            })
            .collect();
        attributes.sort();
        out.push_str(&format!(
            "<{}{}>",
            name(node.tag_name().namespace(), node.tag_name().name()),
            attributes.concat()
        ));
        let holds_elements = node.children().any(|child| child.is_element());
        for child in node.children() {
            match child.text() {
                _ if child.is_element() => element(child, out),
                Some(text) if holds_elements && text.trim().is_empty() => {}
                Some(text) => out.push_str(&format!("{text:?}")),
                None => {}
            }
        }
        out.push_str("</>\n");
    }
    let mut out = String::new();
    element(roxmltree::Document::parse(text).unwrap().root_element(), &mut out);
    out
}
