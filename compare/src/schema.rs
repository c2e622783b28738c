//! Writes instances of the types in a schema. The caller lists the attributes and children of each type; the schema states their order
//! and types.

use std::collections::HashMap;
use std::fmt::Write;

use roxmltree::{Document, Node};

use crate::values::{Random, value};

/// For each type: the names of the attributes and children that servers send, separated by spaces, in any order.
pub(crate) type Fields = &'static [(&'static str, &'static str)];

/// The named types of a schema document.
pub(crate) struct Schema<'s> {
    types: HashMap<&'s str, Node<'s, 's>>,
}

impl<'s> Schema<'s> {
    pub(crate) fn new(document: &'s Document<'s>) -> Self {
        let named = |node: Node<'s, 's>| Some((node.attribute("name")?, node));
        Self { types: document.root_element().children().filter_map(named).collect() }
    }

    /// Appends an element of type `ty` to `out`. `fields` lists the attributes and children of complex types; a complex type that
    /// it does not list has no content.
    pub(crate) fn element(&self, out: &mut String, name: &str, ty: &str, fields: Fields, random: &mut Random) {
        let _ = write!(out, "<t:{name}");
        let Some(definition) = self.types.get(local(ty)).filter(|node| node.has_tag_name((XS, "complexType"))) else {
            let _ = write!(out, ">{}</t:{name}>", value(name, self.built_in(ty), random));
            return;
        };
        let wanted = fields.iter().find(|(known, _)| *known == local(ty)).map_or("", |(_, wanted)| wanted);
        let chain = self.chain(*definition);
        let declared =
            |tag| declarations(&chain, tag).filter(|(name, _)| wanted.split(' ').any(|known| known == *name));
        for (name, node) in declared("attribute") {
            let ty = node.attribute("type").unwrap_or_default();
            let _ = write!(out, " {name}=\"{}\"", value(name, self.built_in(ty), random));
        }
        let start = out.len();
        for (name, node) in declared("element") {
            let ty = node.attribute("type").unwrap_or_default();
            let is_list = node.ancestors().take(2).any(|node| node.attribute("maxOccurs").is_some());
            let count = random.occurrences(name, is_list);
            (0..count).for_each(|_| self.element(out, name, ty, fields, random));
        }
        match out.len() == start {
            true => out.push_str("/>"),
            false => {
                out.insert(start, '>');
                let _ = write!(out, "</t:{name}>");
            }
        }
    }

    /// Returns the definitions of a type and its base types. The most general type comes first.
    fn chain(&self, definition: Node<'s, 's>) -> Vec<Node<'s, 's>> {
        let extension = definition.descendants().find(|node| node.has_tag_name((XS, "extension")));
        let base = extension.and_then(|extension| self.types.get(local(extension.attribute("base")?)));
        let mut chain = base.map_or_else(Vec::new, |base| self.chain(*base));
        chain.push(definition);
        chain
    }

    /// Returns the built-in type that the simple type `ty` restricts, directly or through other types; `ty` itself if it is built in.
    fn built_in(&self, ty: &'s str) -> &'s str {
        let restriction = self
            .types
            .get(local(ty))
            .and_then(|node| node.descendants().find(|node| node.has_tag_name((XS, "restriction")))?.attribute("base"));
        restriction.map_or(ty, |base| self.built_in(base))
    }
}

const XS: &str = "http://www.w3.org/2001/XMLSchema";

fn declarations<'s>(chain: &[Node<'s, 's>], tag: &'static str) -> impl Iterator<Item = (&'s str, Node<'s, 's>)> {
    let nodes = chain.iter().flat_map(|node| node.descendants());
    let named = nodes.filter(move |node| node.has_tag_name((XS, tag)));
    named.filter_map(|node| Some((node.attribute("name")?, node)))
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
