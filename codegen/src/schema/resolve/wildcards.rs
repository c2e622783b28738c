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
            // `grammar.rs` reports invalid values.
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

/// Returns the union of an extension's own wildcard with the wildcard of its base (XML Schema part 1, 3.4.2), with the
/// `processContents` of `own`; `None` if no wildcard expresses the union.
pub(super) fn extended(own: &Wildcard, base: &Wildcard) -> Option<Wildcard> {
    let namespaces = union(&own.namespaces, &base.namespaces)?;
    Some(Wildcard { namespaces, process_contents: own.process_contents })
}

/// Returns the intersection of two wildcards in one type or group (XML Schema part 1, 3.4.2), with the `processContents` of `first`;
/// `None` if no wildcard expresses the intersection.
pub(super) fn complete(first: &Wildcard, other: &Wildcard) -> Option<Wildcard> {
    let namespaces = intersection(&first.namespaces, &other.namespaces)?;
    Some(Wildcard { namespaces, process_contents: first.process_contents })
}

/// Attribute Wildcard Union (XML Schema part 1, 3.10.6); `None` if no namespace constraint expresses the union.
fn union(a: &NamespaceConstraint, b: &NamespaceConstraint) -> Option<NamespaceConstraint> {
    use NamespaceConstraint::{Any, Not, OneOf};
    Some(match (a, b) {
        (a, b) if a == b => a.clone(),
        (Any, _) | (_, Any) => Any,
        (OneOf(first), OneOf(second)) => {
            let new = second.iter().filter(|uri| !first.contains(uri));
            OneOf(first.iter().chain(new).cloned().collect())
        }
        (Not(_), Not(_)) => Not(None),
        (Not(not), OneOf(list)) | (OneOf(list), Not(not)) => match (list.contains(not), list.contains(&None)) {
            (true, true) => Any,
            (true, false) => Not(None),
            (false, true) => return None,
            (false, false) => Not(not.clone()),
        },
    })
}

/// Attribute Wildcard Intersection (XML Schema part 1, 3.10.6); `None` if no namespace constraint expresses the intersection.
fn intersection(a: &NamespaceConstraint, b: &NamespaceConstraint) -> Option<NamespaceConstraint> {
    use NamespaceConstraint::{Any, Not, OneOf};
    Some(match (a, b) {
        (Any, other) | (other, Any) => other.clone(),
        (OneOf(first), OneOf(second)) => OneOf(first.iter().filter(|uri| second.contains(uri)).cloned().collect()),
        (Not(not), OneOf(list)) | (OneOf(list), Not(not)) => {
            OneOf(list.iter().filter(|uri| *uri != not && uri.is_some()).cloned().collect())
        }
        (Not(first), Not(second)) if first == second => Not(first.clone()),
        // `Not(None)` allows all namespaces, so the other constraint remains.
        (Not(not), Not(None)) | (Not(None), Not(not)) => Not(not.clone()),
        (Not(_), Not(_)) => return None,
    })
}
