//! Base types without fields: structs that extend them have no field `base`.

use super::ir::{Item, ItemId, ItemKind};

/// Moves each base without fields from `base` to `empty_base`.
pub(super) fn remove(items: &mut [Item]) {
    let removed: Vec<bool> = items
        .iter()
        .map(|item| matches!(&item.kind, ItemKind::Struct(kind) if kind.base.is_some_and(|base| is_empty(items, base))))
        .collect();
    for (item, _) in items.iter_mut().zip(removed).filter(|(_, is_removed)| *is_removed) {
        if let ItemKind::Struct(kind) = &mut item.kind {
            kind.empty_base = kind.base.take();
        }
    }
}

/// Returns whether an item is a struct without fields, own or inherited.
fn is_empty(items: &[Item], id: ItemId) -> bool {
    let mut chain = std::iter::successors(Some(id), |id| items[id.0].as_struct()?.base);
    chain.all(|id| items[id.0].as_struct().is_some_and(|kind| kind.fields.is_empty()))
}
