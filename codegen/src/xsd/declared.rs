//! The names of the global components that schemas declare, to find references to undeclared components.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::name::split_prefix;
use super::namespaces::XS;
use super::syntax::{addition, attribute_value};
use super::white_space::words;

/// The attributes that refer to global components.
const REFERENCES: [&str; 6] = ["type", "base", "ref", "itemType", "memberTypes", "substitutionGroup"];

/// The names of the global components of each namespace.
#[derive(Debug, Default)]
pub(super) struct Declared {
    namespaces: BTreeMap<String, Names>,
}

#[derive(Debug, Default)]
struct Names {
    names: BTreeSet<String>,
    /// True if a schema includes or redefines another file, which can declare further components.
    is_open: bool,
}

impl Declared {
    /// Adds the global components of a schema, except those with `add:extend`. Returns the components whose names are new, each with
    /// its namespace.
    pub(super) fn add<'n, 'i>(&mut self, schema: Node<'n, 'i>) -> Vec<(String, Node<'n, 'i>)> {
        let target = attribute_value(schema, "targetNamespace").unwrap_or_default();
        let known = self.namespaces.entry(target.to_owned()).or_default();
        let mut added = Vec::new();
        for child in schema.children().filter(Node::is_element) {
            known.is_open |= ["include", "redefine"].contains(&child.tag_name().name());
            if let Some(name) = attribute_value(child, "name")
                && addition(child, "extend").is_none()
                && known.names.insert(name.to_owned())
            {
                added.push((target.to_owned(), child));
            }
        }
        added
    }

    pub(super) fn contains(&self, namespace: &str, name: &str) -> bool {
        self.namespaces.get(namespace).is_some_and(|known| known.names.contains(name))
    }

    /// Removes a component.
    pub(super) fn remove(&mut self, namespace: &str, name: &str) {
        if let Some(known) = self.namespaces.get_mut(namespace) {
            known.names.remove(name);
        }
    }

    /// Returns whether a node or a descendant refers to a component that is certainly undeclared: schemas for its namespace are known,
    /// none of them declares it, and none of them includes or redefines another file.
    pub(super) fn lacks_reference(&self, node: Node<'_, '_>) -> bool {
        let mut nodes = node.descendants().filter(|node| node.tag_name().namespace() == Some(XS));
        nodes.any(|node| {
            let mut names = REFERENCES.iter().filter_map(|name| attribute_value(node, name)).flat_map(words);
            names.any(|name| self.is_absent(node, name))
        })
    }

    fn is_absent(&self, node: Node<'_, '_>, name: &str) -> bool {
        let (prefix, local) = split_prefix(name);
        let namespace = node.lookup_namespace_uri(prefix).unwrap_or_default();
        self.namespaces.get(namespace).is_some_and(|known| !known.is_open && !known.names.contains(local))
    }
}
