//! Boxes and default variants. A field is boxed where a type would contain itself. A struct that is not small is boxed where it is the
//! content of a variant, or optional in a large struct. The default variant of an enum is one that makes the default value of the enum
//! finite.

use super::components::strongly_connected;
use super::ir::{Item, ItemId, ItemKind, Ty};
use super::ranks::Ranks;

/// The maximum size of a small struct in bytes, which is the size of two strings. Larger structs are boxed as the content of a
/// variant, because an enum is as large as its largest variant.
const MAX_SMALL_SIZE: usize = 48;

/// The size in bytes, before optional fields are boxed, above which a struct is large. A large struct has many optional fields, and
/// most of them are absent. So those that contain a struct above `MAX_SMALL_SIZE` are boxed.
const MAX_FLAT_SIZE: usize = 1024;

/// Boxes the content of each field or variant that would contain its own item. Also boxes structs above `MAX_SMALL_SIZE` in variants,
/// and in optional fields of structs above `MAX_FLAT_SIZE`.
pub(crate) fn box_items(items: &mut [Item]) {
    let edges: Vec<Vec<usize>> =
        items.iter().map(|item| contained(&item.kind).into_iter().map(|ItemId(index)| index).collect()).collect();
    let components = strongly_connected(&edges);
    for index in 0..items.len() {
        let is_recursive = |ty: &Ty| inline(ty).is_some_and(|id| components[id.0] == components[index]);
        let kind = &mut items[index].kind;
        each_type(kind, &mut |ty| {
            if is_recursive(ty) {
                *ty = boxed(ty.clone());
            }
        });
    }
    let mut sizes = vec![None; items.len()];
    let small: Vec<bool> = (0..items.len()).map(|index| is_small(items, ItemId(index), &mut sizes)).collect();
    for (index, item) in items.iter_mut().enumerate() {
        let in_struct = matches!(item.kind, ItemKind::Struct(_));
        let in_large = sizes[index].is_some_and(|size| size > MAX_FLAT_SIZE);
        each_type(&mut item.kind, &mut |ty| {
            let is_boxed = match ty {
                Ty::Option(inner) => in_large && matches!(**inner, Ty::Item(id) if !small[id.0]),
                Ty::Item(id) => !in_struct && !small[id.0],
                _ => false,
            };
            if is_boxed {
                *ty = boxed(ty.clone());
            }
        });
    }
}

/// Makes every default value finite. The default variant of an enum is the first one with a lower rank than the enum, so the default
/// value of that variant does not contain the enum. A required field whose default value is infinite, such as a struct that requires
/// itself, becomes optional.
pub(crate) fn make_defaults_finite(items: &mut [Item]) {
    let ranks = Ranks::of(items);
    for index in (0..items.len()).filter(|&index| ranks.of_item(ItemId(index)).is_none()) {
        if let ItemKind::Struct(item) = &mut items[index].kind {
            for field in &mut item.fields {
                if ranks.of_type(&field.ty).is_none() {
                    field.ty = field.ty.clone().option();
                }
            }
        }
    }
    let ranks = Ranks::of(items);
    for (index, item) in items.iter_mut().enumerate() {
        // `own` is `None` if the default value of the enum is infinite. `None` is less than any rank, so no variant becomes the
        // default.
        let own = ranks.of_item(ItemId(index));
        let has_lower_rank = |ty: &Ty| ranks.of_type(ty).is_some_and(|rank| Some(rank) < own);
        let default = match &mut item.kind {
            ItemKind::Choice { variants, .. } => {
                variants.iter_mut().find(|variant| has_lower_rank(&variant.ty)).map(|variant| &mut variant.is_default)
            }
            ItemKind::Polymorphic { variants, .. } => {
                variants.iter_mut().find(|variant| has_lower_rank(&variant.ty)).map(|variant| &mut variant.is_default)
            }
            ItemKind::Struct(_)
            | ItemKind::StringEnum(_)
            | ItemKind::Union(_)
            | ItemKind::Alias(_)
            | ItemKind::Facets(_) => None,
        };
        if let Some(is_default) = default {
            *is_default = true;
        }
    }
}

/// Boxes a type. For `Option<T>` and `Nillable<T>`, boxes `T`.
fn boxed(ty: Ty) -> Ty {
    match ty {
        Ty::Option(inner) => boxed(*inner).option(),
        Ty::Nillable(inner) => boxed(*inner).nillable(),
        ty => ty.boxed(),
    }
}

/// Returns the item that a value of the type contains outside of boxes and lists.
fn inline(ty: &Ty) -> Option<ItemId> {
    match ty {
        Ty::Item(id) => Some(*id),
        Ty::Option(inner) | Ty::Nillable(inner) => inline(inner),
        Ty::Std(_) | Ty::Runtime(_) | Ty::Vec(_) | Ty::Boxed(_) | Ty::Spelled(_) => None,
    }
}

/// Calls `change` with the type of each field or variant of an item. The base is left out, because it is never boxed.
fn each_type(kind: &mut ItemKind, change: &mut dyn FnMut(&mut Ty)) {
    match kind {
        ItemKind::Struct(item) => item.fields.iter_mut().for_each(|field| change(&mut field.ty)),
        ItemKind::Choice { variants, .. } => variants.iter_mut().for_each(|variant| change(&mut variant.ty)),
        ItemKind::Polymorphic { variants, .. } => variants.iter_mut().for_each(|variant| change(&mut variant.ty)),
        ItemKind::StringEnum(_) | ItemKind::Union(_) | ItemKind::Alias(_) | ItemKind::Facets(_) => {}
    }
}

fn contained(kind: &ItemKind) -> Vec<ItemId> {
    match kind {
        ItemKind::Struct(item) => item.fields.iter().filter_map(|field| inline(&field.ty)).chain(item.base).collect(),
        ItemKind::Choice { variants, .. } => variants.iter().filter_map(|variant| inline(&variant.ty)).collect(),
        ItemKind::Polymorphic { variants, .. } => variants.iter().filter_map(|variant| inline(&variant.ty)).collect(),
        ItemKind::StringEnum(_) | ItemKind::Union(_) | ItemKind::Alias(_) | ItemKind::Facets(_) => Vec::new(),
    }
}

/// Returns the approximate size of a value on a 64-bit machine, in bytes.
fn size_of_item(items: &[Item], index: usize, sizes: &mut [Option<usize>]) -> usize {
    if let Some(size) = sizes[index] {
        return size;
    }
    // Ends the recursion for a type that contains itself. No type does, because `box_items` has boxed recursive content, and no alias
    // refers to itself.
    sizes[index] = Some(0);
    let size = match &items[index].kind {
        ItemKind::Struct(item) => {
            let base = item.base.map_or(0, |base| size_of_item(items, base.0, sizes));
            item.fields.iter().map(|field| size_of(items, &field.ty, sizes)).sum::<usize>() + base
        }
        ItemKind::Choice { variants, .. } => largest(items, variants.iter().map(|variant| &variant.ty), sizes),
        ItemKind::Polymorphic { variants, .. } => largest(items, variants.iter().map(|variant| &variant.ty), sizes),
        ItemKind::StringEnum(_) => 24,
        ItemKind::Facets(_) => 0,
        ItemKind::Union(members) => largest(items, members.iter().map(|member| &member.ty), sizes),
        ItemKind::Alias(ty) => size_of(items, ty, sizes),
    };
    sizes[index] = Some(size);
    size
}

fn largest<'t>(items: &[Item], types: impl Iterator<Item = &'t Ty>, sizes: &mut [Option<usize>]) -> usize {
    types.map(|ty| variant_size(items, ty, sizes)).max().unwrap_or(0) + 8
}

fn variant_size(items: &[Item], ty: &Ty, sizes: &mut [Option<usize>]) -> usize {
    match ty {
        Ty::Item(id) if !is_small(items, *id, sizes) => size_of(items, &ty.clone().boxed(), sizes),
        ty => size_of(items, ty, sizes),
    }
}

/// Returns whether an item is never boxed because of its size: true for structs up to `MAX_SMALL_SIZE`, and for all other kinds of
/// items.
fn is_small(items: &[Item], id: ItemId, sizes: &mut [Option<usize>]) -> bool {
    size_of_item(items, id.0, sizes) <= MAX_SMALL_SIZE || !matches!(items[id.0].kind, ItemKind::Struct(_))
}

fn size_of(items: &[Item], ty: &Ty, sizes: &mut [Option<usize>]) -> usize {
    match ty {
        Ty::Std("bool" | "i8" | "u8") => 2,
        Ty::Std("i16" | "u16") => 4,
        Ty::Std("i32" | "u32" | "f32" | "i64" | "u64" | "f64") => 12,
        Ty::Std(_) | Ty::Runtime(_) | Ty::Vec(_) => 24,
        Ty::Boxed(_) => 8,
        Ty::Spelled(inner) => size_of(items, inner, sizes) + 24,
        Ty::Item(id) => size_of_item(items, id.0, sizes),
        Ty::Option(inner) | Ty::Nillable(inner) => size_of(items, inner, sizes),
    }
}
