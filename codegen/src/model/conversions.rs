//! Constructors and conversions: the required fields of structs, and the types whose values convert to a struct or an enum.
//!
//! A struct whose only required field is not inherited and not a list converts from the type of that field. Conversions continue
//! through structs, choices and enums whose variant `xsi:type` selects: `TargetFolderId` has a variant for `FolderIdType`, so
//! `TargetFolderIdType`, whose only required field is a `TargetFolderId`, converts from `FolderIdType` as well. A type converts to
//! an enum only if it converts to exactly one variant.

use std::collections::BTreeMap;

use super::ir::{Gate, Item, ItemId, ItemKind, Model, Presence, Required, RowKind, Source, Struct, Ty};

/// Sets the required fields of each struct, and the sources of structs and variants. The gates of variants and the supersets of
/// choices must be set before.
pub(crate) fn set(model: &mut Model) {
    let mut finder = Finder { items: &model.items, found: BTreeMap::new() };
    let ids = || (0..model.items.len()).map(ItemId);
    let sources: Vec<Vec<Source>> = ids().map(|id| finder.sources(id)).collect();
    let variants: Vec<Vec<Vec<Ty>>> = ids().map(|id| finder.variants(id)).collect();
    let required: Vec<Vec<Required>> = ids().map(|id| constructor(&model.items, id)).collect();
    for (item, ((sources, variants), required)) in
        model.items.iter_mut().zip(sources.into_iter().zip(variants).zip(required))
    {
        match &mut item.kind {
            ItemKind::Struct(kind) => {
                kind.sources = sources;
                kind.required = required;
            }
            ItemKind::Choice { variants: own, .. } => {
                own.iter_mut().zip(variants).for_each(|(own, sources)| own.sources = sources);
            }
            ItemKind::Polymorphic { variants: own, .. } => {
                own.iter_mut().zip(variants).for_each(|(own, sources)| own.sources = sources);
            }
            _ => {}
        }
    }
}

/// Returns the parameters of the constructor of a struct: its required fields, own and inherited. Empty if one of them has the same
/// name as another field, because one of the two hides the other.
fn constructor(items: &[Item], id: ItemId) -> Vec<Required> {
    let required = required(items, id);
    let chain = std::iter::successors(structure(items, id), |kind| structure(items, kind.base?));
    let mut fields: Vec<&str> = Vec::new();
    for kind in chain {
        fields.extend(kind.fields.iter().map(|field| field.name.as_str()));
        fields.extend(kind.base.map(|_| "base"));
    }
    let is_plain = |name: &str| fields.iter().filter(|other| **other == name).count() == 1;
    if required.iter().all(|field| is_plain(&field.name)) { required } else { Vec::new() }
}

/// Returns the required fields of a struct: inherited ones, then its own.
fn required(items: &[Item], id: ItemId) -> Vec<Required> {
    let Some(kind) = structure(items, id) else { return Vec::new() };
    let bases = kind.base.map_or_else(Vec::new, |base| required(items, base));
    let own = kind.fields.iter().filter(|field| {
        // An element always has a text, so the row of a text never has `Presence::Required`. The Rust type decides: the field is
        // required unless it is a list.
        let is_text = field.row.kind == RowKind::Text
            && matches!(field.ty, Ty::Std(_) | Ty::Runtime(_) | Ty::Item(_) | Ty::Spelled(_));
        is_text || field.row.presence == Presence::Required
    });
    let own = own.map(|field| Required { name: field.name.clone(), ty: unboxed(&field.ty).clone() });
    bases.into_iter().chain(own).collect()
}

fn structure(items: &[Item], id: ItemId) -> Option<&Struct> {
    items[id.0].as_struct()
}

/// Finds the types that convert to items.
struct Finder<'m> {
    items: &'m [Item],
    /// The sources of items. The entry of an item is empty while the search for its sources is in progress, so that a conversion to a
    /// type through itself does not count.
    found: BTreeMap<ItemId, Vec<Source>>,
}

impl Finder<'_> {
    /// Returns the types that convert to an item. The types of its variants or of its only required field come first.
    fn sources(&mut self, id: ItemId) -> Vec<Source> {
        if let Some(found) = self.found.get(&id) {
            return found.clone();
        }
        self.found.insert(id, Vec::new());
        let mut sources = match &self.items[id.0].kind {
            ItemKind::Struct(_) => self.of_struct(id),
            ItemKind::Choice { variants, .. } => {
                let direct = variants.iter().filter(|variant| variant.is_from);
                let direct = direct.flat_map(|variant| {
                    let types = [unboxed(&variant.ty).clone()].into_iter().chain(variant.via.map(Ty::Item));
                    types.map(|ty| Source { ty, gate: variant.gate.clone() })
                });
                let gates = variants.iter().map(|variant| variant.gate.clone());
                direct.chain(with_gates(self.variants(id), gates)).collect()
            }
            ItemKind::Polymorphic { variants, .. } => {
                let direct = variants
                    .iter()
                    .map(|variant| Source { ty: unboxed(&variant.ty).clone(), gate: variant.gate.clone() });
                let gates = variants.iter().map(|variant| variant.gate.clone());
                direct.chain(with_gates(self.variants(id), gates)).collect()
            }
            ItemKind::Union(members) => {
                let types = members.iter().filter_map(|member| member.source());
                types.map(|ty| Source { ty: ty.clone(), gate: None }).collect()
            }
            ItemKind::Alias(ty) => self.of_type(&ty.clone()),
            _ => Vec::new(),
        };
        sources.retain(|source| source.ty != Ty::Item(id));
        self.found.insert(id, sources.clone());
        sources
    }

    fn of_struct(&mut self, id: ItemId) -> Vec<Source> {
        let required = constructor(self.items, id);
        let own = structure(self.items, id).into_iter().flat_map(|kind| &kind.fields);
        let ([field], Some(_)) =
            (&required[..], own.clone().find(|field| required.iter().any(|it| it.name == field.name)))
        else {
            return Vec::new();
        };
        let ty = self.resolved(unboxed(&field.ty));
        if !matches!(ty, Ty::Std(_) | Ty::Runtime(_) | Ty::Item(_)) {
            return Vec::new();
        }
        let mut sources = vec![Source { ty: ty.clone(), gate: None }];
        sources.extend(self.of_type(&ty));
        sources
    }

    /// Returns the types that convert to a type, without the type itself.
    fn of_type(&mut self, ty: &Ty) -> Vec<Source> {
        match self.resolved(unboxed(ty)) {
            Ty::Item(id) => self.sources(id),
            Ty::Std("String") => vec![Source { ty: Ty::Std("&str"), gate: None }],
            _ => Vec::new(),
        }
    }

    /// Returns a type without aliases.
    fn resolved(&self, ty: &Ty) -> Ty {
        match ty {
            Ty::Item(id) => match &self.items[id.0].kind {
                ItemKind::Alias(ty) => self.resolved(ty),
                _ => Ty::Item(*id),
            },
            ty => ty.clone(),
        }
    }

    /// Returns, for each variant of an enum, the types that convert to the content of this variant and of no other variant. A type
    /// that converts to the variant for the declared type and to other variants counts for the former.
    fn variants(&mut self, id: ItemId) -> Vec<Vec<Ty>> {
        let items = self.items;
        // For each variant: the types of its content, and whether the variant is for the declared type.
        let variants: Vec<(Vec<Ty>, bool)> = match &items[id.0].kind {
            ItemKind::Choice { variants, .. } => {
                let types = |variant: &super::ir::Variant| {
                    [self.resolved(unboxed(&variant.ty))].into_iter().chain(variant.via.map(Ty::Item)).collect()
                };
                variants.iter().map(|variant| (types(variant), false)).collect()
            }
            ItemKind::Polymorphic { variants, .. } => {
                variants.iter().map(|variant| (vec![self.resolved(unboxed(&variant.ty))], variant.is_base)).collect()
            }
            _ => return Vec::new(),
        };
        let sources: Vec<Vec<Ty>> = variants
            .iter()
            .map(|(types, _)| {
                let sources = types.first().map(|ty| self.of_type(ty)).unwrap_or_default();
                let open = sources.into_iter().filter(|source| source.gate.is_none()).map(|source| source.ty);
                open.filter(|ty| !types.contains(ty)).collect()
            })
            .collect();
        let is_unique = |at: usize, ty: &Ty| {
            let is_other = |(index, (types, is_base)): (usize, &(Vec<Ty>, bool))| {
                types.contains(ty) || (index != at && sources[index].contains(ty) && (*is_base || !variants[at].1))
            };
            *ty != Ty::Item(id) && !self.is_within(ty, id) && !variants.iter().enumerate().any(is_other)
        };
        let unique =
            |(at, sources): (usize, &Vec<Ty>)| sources.iter().filter(|ty| is_unique(at, ty)).cloned().collect();
        sources.iter().enumerate().map(unique).collect()
    }

    /// Returns whether `ty` is a choice with all alternatives of the choice `id`, or `id` has all alternatives of the choice `ty`.
    /// Then the generated code already converts between the two choices.
    fn is_within(&self, ty: &Ty, id: ItemId) -> bool {
        let supersets = |id: ItemId| match &self.items[id.0].kind {
            ItemKind::Choice { supersets, .. } => supersets.as_slice(),
            _ => &[],
        };
        let Ty::Item(ty) = *ty else { return false };
        supersets(ty).iter().any(|superset| superset.item == id)
            || supersets(id).iter().any(|superset| superset.item == ty)
    }
}

fn with_gates(variants: Vec<Vec<Ty>>, gates: impl Iterator<Item = Option<Gate>>) -> impl Iterator<Item = Source> {
    let sources = variants.into_iter().zip(gates);
    sources.flat_map(|(types, gate)| types.into_iter().map(move |ty| Source { ty, gate: gate.clone() }))
}

fn unboxed(ty: &Ty) -> &Ty {
    match ty {
        Ty::Boxed(inner) => inner,
        ty => ty,
    }
}
