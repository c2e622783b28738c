//! Choices whose alternatives are all alternatives of another choice: their values convert to values of the other one.

use super::ir::{ItemId, ItemKind, Model, Superset, Ty, Variant};

/// A choice with fewer alternatives converts to none.
const MIN_ALTERNATIVES: usize = 2;

/// Sets the supersets of each choice. The gates of variants must be set.
pub(crate) fn set(model: &mut Model) {
    let choices: Vec<ItemId> = (0..model.items.len())
        .map(ItemId)
        .filter(|&id| variants(model, id).is_some_and(|variants| variants.len() >= MIN_ALTERNATIVES))
        .collect();
    for &id in &choices {
        let found = choices.iter().filter(|&&other| other != id).filter_map(|&other| superset(model, id, other));
        let mut found: Vec<Superset> = found.collect();
        found.sort_by_key(|found| (model.items[found.item.0].module, model.items[found.item.0].name.clone()));
        if let ItemKind::Choice { supersets, .. } = &mut model.items[id.0].kind {
            *supersets = found;
        }
    }
}

fn variants(model: &Model, id: ItemId) -> Option<&[Variant]> {
    match &model.items[id.0].kind {
        ItemKind::Choice { variants, .. } => Some(variants),
        _ => None,
    }
}

fn superset(model: &Model, id: ItemId, other: ItemId) -> Option<Superset> {
    let (own, others) = (variants(model, id)?, variants(model, other)?);
    let is_part = own.len() <= others.len()
        && own.iter().all(|variant| others.iter().any(|other| is_same(variant, other)))
        // A value that converts to a choice because it is the content of a variant converts to nothing else.
        && !has_content(others, id)
        && !has_content(own, other);
    let base = |id: ItemId| match model.items[id.0].kind {
        ItemKind::Choice { base, .. } => base,
        _ => None,
    };
    // An element without a schema does not become a value of a base type, but the reverse is possible.
    let has_same_unknown = base(id) == base(other);
    let is_equal = own.len() == others.len();
    let is_convertible = has_same_unknown || (base(other).is_none() && !is_equal);
    let gate = |id: ItemId| {
        let files = model.modules.iter().flat_map(|module| &module.files);
        files.filter(|file| file.items.contains(&id)).find_map(|file| file.gate.clone())
    };
    (is_part && is_convertible).then(|| Superset {
        item: other,
        is_equal,
        has_same_unknown,
        gate: gate(other).filter(|gate_of_other| gate(id).as_ref() != Some(gate_of_other)),
    })
}

/// Returns whether two variants have the same element, type and features.
fn is_same(first: &Variant, second: &Variant) -> bool {
    first.name == second.name
        && first.row.kind == second.row.kind
        && first.row.items == second.row.items
        && unboxed(&first.ty) == unboxed(&second.ty)
        && first.gate == second.gate
}

fn has_content(variants: &[Variant], id: ItemId) -> bool {
    variants.iter().any(|variant| *unboxed(&variant.ty) == Ty::Item(id))
}

fn unboxed(ty: &Ty) -> &Ty {
    match ty {
        Ty::Boxed(inner) => inner,
        ty => ty,
    }
}
