//! Comparison of declarations with the same name in different files. Equal declarations are allowed, because files can be copies.

use super::resolver::{Declared, Resolver};
use crate::schema::QName;
use crate::xsd::split_prefix;
use crate::xsd::syntax::{attribute_value, children};
use crate::xsd::white_space::{trim, words};

/// The attributes whose values are qualified names.
const REFERENCES: [&str; 7] = ["base", "itemType", "memberTypes", "ref", "refer", "substitutionGroup", "type"];

/// The attributes of `xs:schema` that change the meaning of its declarations.
const DEFAULTS: [&str; 4] = ["attributeFormDefault", "blockDefault", "elementFormDefault", "finalDefault"];

impl<'t> Resolver<'t, '_> {
    /// Returns whether declarations in different files have the same meaning, apart from their documentation.
    pub(super) fn have_same_meaning(&self, a: Declared<'t>, b: Declared<'t>) -> bool {
        let (first, second) = (&self.documents[a.0], &self.documents[b.0]);
        first.source != second.source
            && DEFAULTS.iter().all(|name| default(first.root, name) == default(second.root, name))
            && self.are_equal(a, b)
    }

    fn are_equal(&self, a: Declared<'t>, b: Declared<'t>) -> bool {
        let mut pairs = vec![(a.1, b.1)];
        while let Some((left, right)) = pairs.pop() {
            let names = |node: roxmltree::Node<'t, 't>| {
                let names = node.attributes().filter(|known| known.namespace().is_none()).map(|known| known.name());
                let mut names: Vec<_> = names.filter(|name| *name != "id").collect();
                names.sort_unstable();
                names
            };
            let known = names(left);
            let has_same_attributes = left.tag_name() == right.tag_name()
                && known == names(right)
                && known.iter().all(|name| match REFERENCES.contains(name) {
                    true => self.references((a.0, left), name) == self.references((b.0, right), name),
                    false => attribute_value(left, name) == attribute_value(right, name),
                });
            if !has_same_attributes || children(left).count() != children(right).count() {
                return false;
            }
            pairs.extend(children(left).zip(children(right)));
        }
        true
    }

    /// Returns the qualified names in an attribute, resolved to their namespaces.
    fn references(&self, (document, node): Declared<'t>, name: &str) -> Vec<QName> {
        let expand = |word| {
            let (prefix, local) = split_prefix(word);
            let namespace = node.lookup_namespace_uri(prefix).filter(|uri| !uri.is_empty());
            let is_chameleon = prefix.is_none() && self.documents[document].is_chameleon;
            let own = if is_chameleon { self.target(document) } else { None };
            QName::new(namespace.or(own), local)
        };
        words(attribute_value(node, name).unwrap_or_default()).map(expand).collect()
    }
}

/// Returns the value of an attribute in [`DEFAULTS`]; empty if the attribute is absent, or if its value is `unqualified`: both have
/// the same meaning.
fn default<'t>(root: roxmltree::Node<'t, 't>, name: &str) -> &'t str {
    attribute_value(root, name).map(trim).filter(|value| *value != "unqualified").unwrap_or_default()
}
