//! Bases without content: they are not fields.

use super::ir::{Item, ItemId, ItemKind};

/// Removes the bases that have no fields.
pub(super) fn remove(items: &mut [Item]) {
    let is_removed = |base: ItemId| chain(items, base).all(|(_, is_empty)| is_empty);
    let removed: Vec<bool> = items
        .iter()
        .map(|item| matches!(&item.kind, ItemKind::Struct(kind) if kind.base.is_some_and(is_removed)))
        .collect();
    for (item, _) in items.iter_mut().zip(removed).filter(|(_, is_removed)| *is_removed) {
        if let ItemKind::Struct(kind) = &mut item.kind {
            kind.empty_base = kind.base.take();
        }
    }
}

/// Returns a struct and its bases, and whether each has no fields of its own.
fn chain(items: &[Item], id: ItemId) -> impl Iterator<Item = (ItemId, bool)> {
    std::iter::successors(Some(id), |id| match &items[id.0].kind {
        ItemKind::Struct(kind) => kind.base,
        _ => None,
    })
    .map(|id| (id, matches!(&items[id.0].kind, ItemKind::Struct(kind) if kind.fields.is_empty())))
}
