//! Choices whose alternatives are all alternatives of another choice. Their values convert to that choice.

use std::collections::HashMap;

use super::ir::{Gate, ItemId, ItemKind, Model, RowKind, Superset, Ty, Variant};
use crate::work;

/// The minimum number of alternatives of a choice that converts to another one.
const MIN_ALTERNATIVES: usize = 2;

/// Sets the supersets of each choice. The gates of variants must be set.
pub(crate) fn set(model: &mut Model) {
    let choices = Choices::of(model);
    let found: Vec<(ItemId, Vec<Superset>)> = choices.ids.iter().map(|&id| (id, choices.supersets(id))).collect();
    for (id, found) in found {
        if let ItemKind::Choice { supersets, .. } = &mut model.items[id.0].kind {
            *supersets = found;
        }
    }
}

/// An index of the choices of a model by their alternatives.
struct Choices<'a> {
    model: &'a Model,
    ids: Vec<ItemId>,
    /// For each alternative: the choices that have it. A superset of a choice has all alternatives of the choice, so only the choices
    /// with the rarest one are compared.
    with: HashMap<Alternative<'a>, Vec<ItemId>>,
    variants: HashMap<(ItemId, Alternative<'a>), &'a Variant>,
    gates: HashMap<ItemId, &'a Gate>,
}

/// The properties that are equal if two choices have the same alternative.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
struct Alternative<'a> {
    name: &'a str,
    kind: &'a RowKind,
    ty: &'a Ty,
}

impl<'a> Choices<'a> {
    fn of(model: &'a Model) -> Self {
        let ids = (0..model.items.len()).map(ItemId);
        let ids: Vec<ItemId> = ids.filter(|&id| variants(model, id).len() >= MIN_ALTERNATIVES).collect();
        let files = model.modules.iter().flat_map(|module| &module.files);
        let gated = files.filter_map(|file| Some((&file.items, file.gate.as_ref()?)));
        let gates = gated.flat_map(|(items, gate)| items.iter().map(move |&id| (id, gate))).collect();
        let mut choices = Self { model, ids, with: HashMap::new(), variants: HashMap::new(), gates };
        for &id in &choices.ids {
            for variant in variants(model, id) {
                let alternative = Alternative::of(variant);
                choices.with.entry(alternative).or_default().push(id);
                choices.variants.insert((id, alternative), variant);
            }
        }
        choices
    }

    fn supersets(&self, id: ItemId) -> Vec<Superset> {
        let with = variants(self.model, id).iter().filter_map(|variant| self.with.get(&Alternative::of(variant)));
        let candidates = with.min_by_key(|choices| choices.len()).into_iter().flatten();
        let found = candidates.filter(|&&other| other != id).filter_map(|&other| self.superset(id, other));
        let mut found: Vec<Superset> = found.collect();
        let items = &self.model.items;
        found.sort_by_key(|found| (items[found.item.0].module, &items[found.item.0].name));
        found
    }

    fn superset(&self, id: ItemId, other: ItemId) -> Option<Superset> {
        work::step();
        let (own, others) = (variants(self.model, id), variants(self.model, other));
        let is_part = own.len() <= others.len()
            && own.iter().all(|variant| self.has(other, variant))
            // If one choice is the content of a variant of the other, a conversion exists already.
            && !has_content(others, id)
            && !has_content(own, other);
        let base = |id: ItemId| match self.model.items[id.0].kind {
            ItemKind::Choice { base, .. } => base,
            _ => None,
        };
        // Conversion can remove the base of an unknown element, but cannot add one. Equal choices convert in both directions, so they
        // need the same base.
        let has_same_unknown = base(id) == base(other);
        let is_equal = own.len() == others.len();
        let is_convertible = has_same_unknown || (base(other).is_none() && !is_equal);
        let gate = |id: ItemId| self.gates.get(&id).copied();
        (is_part && is_convertible).then(|| Superset {
            item: other,
            is_equal,
            has_same_unknown,
            gate: gate(other).filter(|gate_of_other| gate(id) != Some(*gate_of_other)).cloned(),
        })
    }

    /// Returns whether a choice has a variant with the same name, element, list items, type and features.
    fn has(&self, choice: ItemId, variant: &Variant) -> bool {
        self.variants
            .get(&(choice, Alternative::of(variant)))
            .is_some_and(|other| variant.row.items == other.row.items && variant.gate == other.gate)
    }
}

impl<'a> Alternative<'a> {
    fn of(variant: &'a Variant) -> Self {
        Self { name: &variant.name, kind: &variant.row.kind, ty: unboxed(&variant.ty) }
    }
}

fn variants(model: &Model, id: ItemId) -> &[Variant] {
    match &model.items[id.0].kind {
        ItemKind::Choice { variants, .. } => variants,
        _ => &[],
    }
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
