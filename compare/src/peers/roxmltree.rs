//! The tree of `roxmltree`.

use roxmltree::{Document, NodeType};

use crate::facts::{Collector, Facts};

pub(crate) fn facts(text: &str) -> Facts {
    let document = Document::parse(text).unwrap();
    let mut collector = Collector::default();
    let mut depth = 0;
    for node in document.descendants().skip(1) {
        // The number of elements that contain this node.
        let outside = node.ancestors().skip(1).filter(|node| node.is_element()).count();
        while depth > outside {
            collector.end();
            depth -= 1;
        }
        match node.node_type() {
            NodeType::Element => {
                collector.start(node.tag_name().name());
                node.attributes().for_each(|attribute| collector.attribute(attribute.name(), attribute.value()));
                depth += 1;
            }
            NodeType::Text => collector.text(node.text().unwrap_or_default()),
            _ => {}
        }
    }
    collector.finish()
}
