//! Files that define types: imports and items.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::names::{Names, ident};
use super::{choice, facets, polymorphic, string_enum, structs, union};
use crate::model::{Item, ItemId, ItemKind, Ty};

pub(crate) fn file(names: &Names<'_>, ids: &[ItemId]) -> TokenStream {
    let items: Vec<TokenStream> = ids.iter().map(|id| item(names, &names.model.items[id.0])).collect();
    let imports = names.imports();
    quote! { #imports #(#items)* }
}

fn item(names: &Names<'_>, item: &Item) -> TokenStream {
    let definition = definition(names, item);
    let drop = item.drops_iteratively.then(|| {
        let xml = names.xml();
        let name = ident(&item.name);
        quote! { #xml::iterative_drop!(#name); }
    });
    let aliases = &item.aliases;
    quote! { #(#[doc(alias = #aliases)])* #definition #drop }
}

fn definition(names: &Names<'_>, item: &Item) -> TokenStream {
    match &item.kind {
        ItemKind::Struct(kind) => structs::item(names, item, kind),
        ItemKind::Choice { base, derefs, variants, supersets } => {
            let choice = choice::Choice { base: *base, derefs: *derefs, variants, supersets };
            choice::item(names, item, &choice)
        }
        ItemKind::Polymorphic { base, restricted, variants } => {
            polymorphic::item(names, item, *base, restricted, variants)
        }
        ItemKind::StringEnum(kind) => string_enum::item(names, item, kind),
        ItemKind::Union(members) => union::item(names, item, members),
        ItemKind::Facets(facets) => facets::item(names, item, facets),
        ItemKind::Alias(ty) => alias(names, item, ty),
    }
}

fn alias(names: &Names<'_>, item: &Item, ty: &Ty) -> TokenStream {
    let comment = docs(&item.docs);
    let name = ident(&item.name);
    let ty = names.ty(ty);
    quote! { #comment pub type #name = #ty; }
}
