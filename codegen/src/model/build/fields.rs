//! Collections of fields and variants.

use std::collections::HashMap;

use crate::model::content::Occurs;
use crate::model::ir::{Field, ItemId, Presence, Row, RowKind, Ty, Variant};
use crate::model::naming::Scope;

/// The presence of a field.
#[derive(Clone, Debug)]
pub(super) enum PresenceRule {
    /// The field occurs as the schema states.
    Stated,
    /// The field is optional in Rust, because bindings.toml lists it in `optional`, or a base type in `optional_extensions`.
    Relaxed,
    /// The field is inside the optional sequences with these numbers, outermost first. If the last of these sequences is absent, the
    /// field is absent.
    Within(Vec<u32>),
}

impl PresenceRule {
    /// Returns this rule, changed so that the field is optional in Rust.
    pub(super) fn relaxed(&self) -> Self {
        match self {
            Self::Stated => Self::Relaxed,
            rule => rule.clone(),
        }
    }
}

/// The fields of a struct, while they are collected.
pub(super) struct Fields {
    pub(super) list: Vec<Field>,
    pub(super) scope: Scope,
    pub(super) choices: usize,
    optional_sequences: u32,
}

impl Fields {
    /// Begins an optional sequence inside the optional sequences of `outer`, and returns the rule for the members of the new sequence.
    pub(super) fn optional_sequence(&mut self, outer: &PresenceRule) -> PresenceRule {
        self.optional_sequences += 1;
        let outer = if let PresenceRule::Within(outer) = outer { outer.as_slice() } else { &[] };
        PresenceRule::Within([outer, &[self.optional_sequences]].concat())
    }

    pub(super) fn new(has_base: bool) -> Self {
        let mut scope = Scope::default();
        if has_base {
            scope.reserve("base");
        }
        Self { list: Vec::new(), scope, choices: 0, optional_sequences: 0 }
    }

    pub(super) fn push(&mut self, name: String, ty: Ty, mut row: Row, docs: Vec<String>) {
        let name = self.scope.take(name);
        let is_free =
            matches!(row.kind, RowKind::Text | RowKind::ExplicitType | RowKind::Mixed(_) | RowKind::AnyAttribute(_));
        if !matches!(ty, Ty::Option(_)) && row.occurs.is_none() && !is_free {
            row.presence = Presence::Required;
        }
        self.list.push(Field { name, ty, row, alias: None, docs });
    }
}

/// The variants of a choice, while they are collected.
pub(super) struct Variants {
    list: Vec<Variant>,
    scope: Scope,
}

impl Default for Variants {
    fn default() -> Self {
        let mut scope = Scope::default();
        // The variant for unknown elements, which every choice has.
        scope.reserve("Unknown");
        Self { list: Vec::new(), scope }
    }
}

impl Variants {
    pub(super) fn push(&mut self, name: String, ty: Ty, row: Row, docs: Vec<String>) {
        let name = self.scope.take(name);
        self.list.push(Variant {
            name,
            ty,
            row,
            is_from: false,
            via: None,
            sources: Vec::new(),
            is_default: false,
            docs,
            gate: None,
        });
    }

    /// Returns the variants, with `is_from` and `via` set.
    pub(super) fn finish(mut self, this: ItemId, declared: &HashMap<ItemId, ItemId>) -> Vec<Variant> {
        let mut uses: HashMap<Ty, usize> = HashMap::new();
        for variant in &self.list {
            *uses.entry(variant.ty.clone()).or_default() += 1;
        }
        for variant in &mut self.list {
            let is_unique = uses.get(&variant.ty) == Some(&1);
            variant.is_from = is_unique && !matches!(variant.ty, Ty::Std("()")) && variant.ty != Ty::Item(this);
            let Ty::Item(item) = variant.ty else { continue };
            let declared = declared.get(&item).copied();
            variant.via = declared.filter(|&declared| variant.is_from && !uses.contains_key(&Ty::Item(declared)));
        }
        self.list
    }
}

/// Returns the type and the row of a field: `T`, `Option<T>` or `Vec<T>`.
pub(super) fn occurring(ty: Ty, mut row: Row, occurs: Occurs, rule: &PresenceRule) -> (Ty, Row) {
    if let PresenceRule::Within(sequences) = rule {
        row.within.clone_from(sequences);
    }
    if occurs.is_repeated() {
        return occurring_variant(ty, row, occurs);
    }
    let is_optional = occurs.min == 0 || !matches!(rule, PresenceRule::Stated);
    if is_optional && occurs.min > 0 {
        row.presence = Presence::Relaxed;
    }
    (if is_optional { ty.option() } else { ty }, row)
}

/// Returns the type and the row of a variant: `T` or `Vec<T>`.
pub(super) fn occurring_variant(ty: Ty, mut row: Row, occurs: Occurs) -> (Ty, Row) {
    if !occurs.is_repeated() {
        return (ty, row);
    }
    row.occurs = Some((occurs.min, occurs.max));
    (ty.vec(), row)
}
