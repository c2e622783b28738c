//! The bases of unknown elements: structs with the fields that an unknown element in a choice shares with the known alternatives.

use std::collections::HashMap;

use super::ir::{Item, ItemId, ItemKind, Presence, Row, RowKind, Struct, Ty};

/// Sets the base of each choice: the nearest common base of its alternatives.
///
/// A base is common if at least two alternatives, and at least three quarters of all, are or extend it. A base of all alternatives
/// is preferred, then the base with the most bases of its own. All fields of the base must be optional or repeated, because an
/// unknown element may lack any of them, and reading must not invent values.
pub(super) fn set_bases(items: &mut [Item]) {
    for index in 0..items.len() {
        let ItemKind::Choice { variants, .. } = &items[index].kind else { continue };
        let chains: Vec<Vec<ItemId>> = variants.iter().map(|variant| chain(items, &variant.ty)).collect();
        let found = common_base(items, &chains);
        let is_total = found.is_some_and(|base| chains.iter().all(|chain| chain.contains(&base)))
            && !variants.iter().any(|variant| matches!(variant.ty, Ty::Nillable(_)));
        if let ItemKind::Choice { base, derefs, .. } = &mut items[index].kind {
            *base = found;
            *derefs = is_total;
        }
    }
}

fn common_base(items: &[Item], chains: &[Vec<ItemId>]) -> Option<ItemId> {
    let mut candidates: HashMap<ItemId, (usize, usize)> = HashMap::new();
    for chain in chains {
        for (index, &base) in chain.iter().enumerate() {
            let (_, count) = candidates.entry(base).or_insert((chain.len() - index, 0));
            *count += 1;
        }
    }
    let is_common = |count: usize| count > 1 && 4 * count >= 3 * chains.len();
    let common = candidates.into_iter().filter(|(base, (_, count))| is_common(*count) && is_base(items, *base));
    common.max_by_key(|(base, (depth, count))| (*count == chains.len(), *depth, *count, *base)).map(|(base, _)| base)
}

/// Returns the struct in the type `ty` of a variant, then its bases, the nearest first. Empty if `ty` contains no struct.
pub(super) fn chain(items: &[Item], ty: &Ty) -> Vec<ItemId> {
    let mut chain = Vec::new();
    let mut next = item_of(items, ty);
    while let Some(id) = next {
        let ItemKind::Struct(Struct { base, is_group: false, .. }) = &items[id.0].kind else { break };
        chain.push(id);
        next = *base;
    }
    chain
}

/// Returns the item inside the aliases, boxes and `Nillable` of a type. For an enum whose variant `xsi:type` selects, returns its base
/// struct.
pub(super) fn item_of(items: &[Item], ty: &Ty) -> Option<ItemId> {
    match ty {
        Ty::Item(id) => match &items[id.0].kind {
            ItemKind::Polymorphic { base, .. } => *base,
            ItemKind::Alias(ty) => item_of(items, ty),
            _ => Some(*id),
        },
        Ty::Boxed(inner) | Ty::Nillable(inner) => item_of(items, inner),
        Ty::Std(_) | Ty::Runtime(_) | Ty::Option(_) | Ty::Vec(_) | Ty::Spelled(_) => None,
    }
}

/// Returns whether a struct has fields, own or inherited, and all of them are empty by default.
fn is_base(items: &[Item], id: ItemId) -> bool {
    let mut has_fields = false;
    let mut next = Some(id);
    while let Some(id) = next {
        let ItemKind::Struct(item) = &items[id.0].kind else { return false };
        if !item.fields.iter().all(|field| is_empty_by_default(&field.ty, &field.row)) {
            return false;
        }
        has_fields |= !item.fields.is_empty();
        next = item.base;
    }
    has_fields
}

fn is_empty_by_default(ty: &Ty, row: &Row) -> bool {
    row.presence != Presence::Required
        && match ty {
            Ty::Option(_) => true,
            Ty::Vec(_) => !matches!(row.kind, RowKind::Text),
            _ => matches!(row.kind, RowKind::ExplicitType),
        }
}
