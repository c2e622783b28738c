//! Type Derivation OK (XML Schema part 1, 3.4.6 and 3.14.6).

use std::collections::HashSet;

use crate::schema::{ComplexTypeId, DerivationSet, Schema, SimpleTypeId, TypeId, Variety};
use crate::work;

/// Returns whether `derived` is `base`, or is derived from `base` only by methods that are not in `excluded`.
pub(super) fn is_derived(schema: &Schema, derived: TypeId, base: TypeId, excluded: &DerivationSet) -> bool {
    let mut at = derived;
    loop {
        match (at, base) {
            _ if at == base => return true,
            (TypeId::Simple(at), TypeId::Simple(base)) => {
                return is_derived_simple(schema, at, base, excluded, &mut HashSet::new());
            }
            _ => {}
        }
        if excluded.contains(&schema.derivation(at)) {
            return false;
        }
        match schema.base(at) {
            Some(next) => at = next,
            None => return base == TypeId::Complex(ComplexTypeId::ANY_TYPE),
        }
    }
}

/// Checks Type Derivation OK (Simple). `seen` contains the union members that were already checked.
fn is_derived_simple(
    schema: &Schema,
    derived: SimpleTypeId,
    base: SimpleTypeId,
    excluded: &DerivationSet,
    seen: &mut HashSet<SimpleTypeId>,
) -> bool {
    work::step();
    if derived == base {
        return true;
    }
    // Members of a union count as restrictions of the union, so the exclusion also applies to them.
    if excluded.contains(&schema.derivation(TypeId::Simple(derived))) {
        return false;
    }
    schema.simple_ancestry_ids(derived).any(|id| id == base)
        || match &schema.simple_type(base).variety {
            Variety::Any => true,
            Variety::Union(members) => {
                members.iter().any(|id| seen.insert(*id) && is_derived_simple(schema, derived, *id, excluded, seen))
            }
            Variety::Atomic(_) | Variety::List(_) => false,
        }
}
