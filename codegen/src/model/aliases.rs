//! Search aliases (`#[doc(alias)]`) for elements that occur only inside collapsed elements, so that no Rust name mentions them.

use std::collections::BTreeSet;

use super::ir::{ItemId, ItemKind, Items, Model, Row, RowKind, Ty};
use super::relations::content;

/// Adds the name of the items of each collapsed element as an alias, unless a Rust name equals it. The alias belongs to the
/// generated type of the items, or to the field if the items have no generated type.
pub(crate) fn add(model: &mut Model) {
    let known = names(model);
    let is_known = |name: &str| known.contains(&normalized(name));
    for at in 0..model.items.len() {
        for (field, name, ty) in item_elements(model, ItemId(at)) {
            if is_known(&name) {
                continue;
            }
            match (ty, &mut model.items[at].kind) {
                (Some(ty), _) => {
                    let ty = &mut model.items[ty.0];
                    let is_found = normalized(&ty.name).starts_with(&normalized(&name)) || ty.aliases.contains(&name);
                    ty.aliases.extend((!is_found).then_some(name));
                }
                (None, ItemKind::Struct(kind)) => kind.fields[field].alias = Some(name),
                (None, _) => {}
            }
        }
    }
    model.items.iter_mut().for_each(|item| item.aliases.sort_unstable());
}

/// Returns the collapsed elements of a struct or choice: the index of the field or variant, and the element name and generated type of
/// the items that the collapsed element contains.
fn item_elements(model: &Model, id: ItemId) -> Vec<(usize, String, Option<ItemId>)> {
    let name = |(at, (row, ty)): (usize, (&Row, &Ty))| {
        let Items::Children(item) = &row.items else { return None };
        let RowKind::Element(name) = &item.kind else { return None };
        Some((at, name.local.to_string(), content(model, ty.innermost())))
    };
    model.items[id.0].rows().into_iter().enumerate().filter_map(name).collect()
}

/// Returns the normalized names of all types, aliases, fields, variants, enumerated values and elements.
fn names(model: &Model) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut add = |name: &str| {
        names.insert(normalized(name));
    };
    for item in &model.items {
        add(&item.name);
        item.aliases.iter().for_each(|alias| add(alias));
        match &item.kind {
            ItemKind::Struct(kind) => kind.fields.iter().for_each(|field| add(&field.name)),
            ItemKind::Choice { variants, .. } => variants.iter().for_each(|variant| add(&variant.name)),
            ItemKind::Polymorphic { variants, .. } => variants.iter().for_each(|variant| add(&variant.name)),
            ItemKind::StringEnum(kind) => kind.values.iter().for_each(|value| add(&value.name)),
            _ => {}
        }
    }
    model.modules.iter().flat_map(|module| &module.elements).for_each(|element| add(&element.name));
    names
}

/// Returns a name in the form that the search of rustdoc compares: in lower case, without underscores.
fn normalized(name: &str) -> String {
    name.trim_start_matches("r#").replace('_', "").to_lowercase()
}
