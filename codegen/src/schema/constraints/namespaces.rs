//! The namespaces that wildcards allow.

use crate::schema::NamespaceConstraint;

/// Returns whether a constraint allows a namespace (Wildcard Allows Namespace Name, 3.10.4). `namespace` is `None` for a name without
/// a namespace.
pub(super) fn allows(constraint: &NamespaceConstraint, namespace: Option<&str>) -> bool {
    match constraint {
        NamespaceConstraint::Any => true,
        NamespaceConstraint::Not(other) => namespace.is_some() && namespace != other.as_deref(),
        NamespaceConstraint::OneOf(list) => list.iter().any(|known| known.as_deref() == namespace),
    }
}

/// Returns whether at least one namespace satisfies both constraints.
pub(super) fn intersect(a: &NamespaceConstraint, b: &NamespaceConstraint) -> bool {
    match (a, b) {
        (NamespaceConstraint::OneOf(list), other) | (other, NamespaceConstraint::OneOf(list)) => {
            list.iter().any(|namespace| allows(other, namespace.as_deref()))
        }
        _ => true,
    }
}

/// Returns whether `base` allows every namespace that `own` allows (Wildcard Subset, 3.10.6).
pub(super) fn is_subset(own: &NamespaceConstraint, base: &NamespaceConstraint) -> bool {
    match (own, base) {
        (_, NamespaceConstraint::Any) => true,
        (NamespaceConstraint::OneOf(list), base) => list.iter().all(|namespace| allows(base, namespace.as_deref())),
        (NamespaceConstraint::Not(own), NamespaceConstraint::Not(base)) => own == base || base.is_none(),
        _ => false,
    }
}
