//! Wildcards, their union and their intersection.

use super::resolver::{Declared, Resolver};
use crate::schema::{NamespaceConstraint, ProcessContents, Wildcard};
use crate::xsd::syntax::attribute;
use crate::xsd::white_space::words;

impl<'t> Resolver<'t, '_> {
    pub(super) fn wildcard(&self, declared: Declared<'t>) -> Wildcard {
        let process_contents = match attribute(declared.1, "processContents") {
            Some("skip") => ProcessContents::Skip,
            Some("lax") => ProcessContents::Lax,
            // The grammar reports other values.
            _ => ProcessContents::Strict,
        };
        Wildcard { namespaces: self.namespace_constraint(declared), process_contents }
    }

    fn namespace_constraint(&self, declared: Declared<'t>) -> NamespaceConstraint {
        let (document, node) = declared;
        let target = self.documents[document].target.clone();
        match attribute(node, "namespace").unwrap_or("##any") {
            "##any" => NamespaceConstraint::Any,
            "##other" => NamespaceConstraint::Not(target),
            list => NamespaceConstraint::OneOf(
                words(list)
                    .map(|uri| match uri {
                        "##targetNamespace" => target.clone(),
                        "##local" => None,
                        uri => Some(uri.into()),
                    })
                    .collect(),
            ),
        }
    }
}

/// Returns the wildcard of an extension, from its own one and that of its base (3.4.2).
pub(super) fn extended(own: Wildcard, base: Wildcard) -> Wildcard {
    Wildcard { namespaces: union(own.namespaces, base.namespaces), ..own }
}

/// Returns the wildcard of a type or a group with several wildcards (3.4.2). Contents are processed as the first states.
pub(super) fn complete(first: Wildcard, other: Wildcard) -> Wildcard {
    Wildcard { namespaces: intersection(first.namespaces, other.namespaces), ..first }
}

/// Attribute Wildcard Union (3.10.6). A union that cannot be expressed becomes any namespace.
fn union(own: NamespaceConstraint, base: NamespaceConstraint) -> NamespaceConstraint {
    match (own, base) {
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
    }
}

/// Attribute Wildcard Intersection (3.10.6). Of two different `##other`, the first is returned.
fn intersection(a: NamespaceConstraint, b: NamespaceConstraint) -> NamespaceConstraint {
    match (a, b) {
        (NamespaceConstraint::Any, other) | (other, NamespaceConstraint::Any) => other,
        (NamespaceConstraint::OneOf(list), NamespaceConstraint::OneOf(other)) => {
            NamespaceConstraint::OneOf(list.into_iter().filter(|uri| other.contains(uri)).collect())
        }
        (NamespaceConstraint::Not(not), NamespaceConstraint::OneOf(list))
        | (NamespaceConstraint::OneOf(list), NamespaceConstraint::Not(not)) => {
            NamespaceConstraint::OneOf(list.into_iter().filter(|uri| *uri != not && uri.is_some()).collect())
        }
        (NamespaceConstraint::Not(not), NamespaceConstraint::Not(_)) => NamespaceConstraint::Not(not),
    }
}
