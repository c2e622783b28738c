//! Wildcards, their union and their intersection.

use super::resolver::{Declared, Resolver};
use crate::schema::components::{NamespaceConstraint, ProcessContents, Wildcard};

impl<'t> Resolver<'t, '_> {
    pub(super) fn wildcard(&mut self, declared: Declared<'t>) -> Wildcard {
        let (document, node) = declared;
        let target = self.documents[document].target.clone();
        let namespaces = match node.attribute("namespace").map_or("##any", str::trim) {
            "##any" => NamespaceConstraint::Any,
            "##other" => NamespaceConstraint::Not(target),
            list => NamespaceConstraint::OneOf(
                list.split_ascii_whitespace()
                    .map(|uri| match uri {
                        "##targetNamespace" => target.clone(),
                        "##local" => None,
                        uri => Some(uri.into()),
                    })
                    .collect(),
            ),
        };
        let process_contents = match node.attribute("processContents").map_or("strict", str::trim) {
            "strict" => ProcessContents::Strict,
            "lax" => ProcessContents::Lax,
            "skip" => ProcessContents::Skip,
            other => {
                self.error(
                    declared,
                    format!("`{other}` says nothing of how to process contents"),
                    "write strict, lax or skip",
                );
                ProcessContents::Strict
            }
        };
        Wildcard { namespaces, process_contents }
    }
}

/// Attribute Wildcard Union (3.10.6), as far as it can be expressed; else any namespace.
pub(super) fn union(own: Wildcard, base: Wildcard) -> Wildcard {
    let namespaces = match (own.namespaces, base.namespaces) {
        (a, b) if a == b => a,
        (NamespaceConstraint::OneOf(mut a), NamespaceConstraint::OneOf(b)) => {
            b.into_iter().for_each(|uri| {
                if !a.contains(&uri) {
                    a.push(uri);
                }
            });
            NamespaceConstraint::OneOf(a)
        }
        (NamespaceConstraint::Not(not), NamespaceConstraint::OneOf(list))
        | (NamespaceConstraint::OneOf(list), NamespaceConstraint::Not(not))
            if !list.contains(&not) && !list.contains(&None) =>
        {
            NamespaceConstraint::Not(not)
        }
        _ => NamespaceConstraint::Any,
    };
    Wildcard { namespaces, process_contents: own.process_contents }
}

/// Attribute Wildcard Intersection (3.10.6), as far as it can be expressed.
pub(super) fn intersection(a: Wildcard, b: Wildcard) -> Wildcard {
    let namespaces = match (a.namespaces, b.namespaces) {
        (NamespaceConstraint::Any, other) | (other, NamespaceConstraint::Any) => other,
        (NamespaceConstraint::OneOf(list), NamespaceConstraint::OneOf(other)) => {
            NamespaceConstraint::OneOf(list.into_iter().filter(|uri| other.contains(uri)).collect())
        }
        (NamespaceConstraint::Not(not), NamespaceConstraint::OneOf(list))
        | (NamespaceConstraint::OneOf(list), NamespaceConstraint::Not(not)) => {
            NamespaceConstraint::OneOf(list.into_iter().filter(|uri| *uri != not && uri.is_some()).collect())
        }
        (NamespaceConstraint::Not(not), NamespaceConstraint::Not(_)) => NamespaceConstraint::Not(not),
    };
    Wildcard { namespaces, process_contents: a.process_contents }
}
