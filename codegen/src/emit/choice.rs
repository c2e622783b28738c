//! Enums whose variant depends on the child element, and functions that the modules for other enums use, too.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::gate::gate;
use super::names::{Names, ident};
use super::row;
use crate::model::{Gate, Item, ItemId, Superset, Ty, Variant};

/// The fields of `ItemKind::Choice`.
pub(crate) struct Choice<'m> {
    pub(crate) base: Option<ItemId>,
    pub(crate) derefs: bool,
    pub(crate) variants: &'m [Variant],
    pub(crate) supersets: &'m [Superset],
}

pub(crate) fn item(names: &Names<'_>, item: &Item, choice: &Choice<'_>) -> TokenStream {
    let &Choice { base, derefs, variants, supersets } = choice;
    let bodies = variants.iter().map(|variant| {
        let body = VariantDefinition { name: &variant.name, ty: &variant.ty, docs: &variant.docs, gate: &variant.gate };
        body.tokens(names)
    });
    let bodies = bodies.chain([unknown(names, base)]);
    let definition = definition(item, bodies, variants.iter().any(|variant| variant.gate.is_some()));
    let rows = variants.iter().map(|variant| names.in_gate(&variant.gate, || row(names, variant)));
    let head = head(item, variants.iter().map(|variant| (variant.name.as_str(), variant.is_default)));
    let call = names.schema_macro("choice");
    let supersets = supersets.iter().map(|superset| names.in_gate(&superset.gate, || within(names, superset)));
    let target = base.filter(|_| derefs).map(|base| names.item(base));
    let target = target.iter();
    quote! {
        #definition

        #call! {
            #head else Unknown #(: #target)* { #(#rows)* }
            #(#supersets)*
        }
    }
}

fn row(names: &Names<'_>, variant: &Variant) -> TokenStream {
    let gate = gate(&variant.gate);
    let name = ident(&variant.name);
    let row = row::expression(names, &variant.row);
    let declared = variant.via.iter().map(|&declared| Ty::Item(declared));
    let sources: Vec<Ty> = declared.chain(variant.sources.iter().cloned()).collect();
    let from = variant.is_from.then(|| from(names, &variant.ty, &sources));
    quote! { #gate #name: #row #from; }
}

/// Returns the row for a superset, a choice that has all variants of this choice: `equal Superset;` if the superset has no further
/// variants, otherwise `within Superset;`. With `, else Unknown`, the variant `Unknown` of the superset also converts to this choice.
fn within(names: &Names<'_>, superset: &Superset) -> TokenStream {
    let gate = gate(&superset.gate);
    let item = names.item(superset.item);
    match (superset.is_equal, superset.has_same_unknown) {
        (true, _) => quote! { #gate equal #item; },
        (false, true) => quote! { #gate within #item, else Unknown; },
        (false, false) => quote! { #gate within #item; },
    }
}

/// The variant for elements that are not a value of any alternative.
fn unknown(names: &Names<'_>, base: Option<ItemId>) -> TokenStream {
    let xml = names.xml();
    let ty = match base.map(|base| names.item(base)) {
        Some(base) => quote! { Unknown<#base> },
        None => quote! { AnyElement },
    };
    quote! {
        /// An element that is not a value of any other variant. It is kept unchanged.
        Unknown(Box<#xml::#ty>),
    }
}

/// The definition of an enum whose variants contain values. Macros of the runtime implement the standard traits.
///
/// An enum with gated variants is `#[non_exhaustive]`: a crate that matches on it must still compile when another crate enables
/// more features.
pub(crate) fn definition(item: &Item, bodies: impl Iterator<Item = TokenStream>, is_gated: bool) -> TokenStream {
    let comment = docs(&item.docs);
    let name = ident(&item.name);
    let non_exhaustive = is_gated.then(|| quote! { #[non_exhaustive] });
    quote! {
        #comment
        #non_exhaustive
        pub enum #name {
            #(#bodies)*
        }
    }
}

/// A variant in the definition of an enum.
pub(crate) struct VariantDefinition<'v> {
    pub(crate) name: &'v str,
    pub(crate) ty: &'v Ty,
    pub(crate) docs: &'v [String],
    pub(crate) gate: &'v Option<Gate>,
}

impl VariantDefinition<'_> {
    pub(crate) fn tokens(&self, names: &Names<'_>) -> TokenStream {
        let comment = docs(self.docs);
        let gate = gate(self.gate);
        let name = ident(self.name);
        let ty = names.in_gate(self.gate, || names.ty(self.ty));
        quote! { #comment #gate #name(#ty), }
    }
}

/// Returns the head of a macro call: `Name`, or `Name default Variant` if the default variant is not the first one.
pub(crate) fn head<'m>(item: &Item, variants: impl Iterator<Item = (&'m str, bool)>) -> TokenStream {
    let name = ident(&item.name);
    match variants.enumerate().find(|(_, (_, is_default))| *is_default) {
        None | Some((0, _)) => quote! { #name },
        Some((_, (default, _))) => {
            let default = ident(default);
            quote! { #name default #default }
        }
    }
}

/// Returns `, from X, or Y`: the type `X` of the content converts to the variant, and so does each type `Y` that converts to `X`.
pub(crate) fn from(names: &Names<'_>, ty: &Ty, sources: &[Ty]) -> TokenStream {
    let ty = match ty {
        Ty::Boxed(inner) => names.ty(inner),
        ty => names.ty(ty),
    };
    let sources = sources.iter().map(|source| names.ty(source));
    quote! { , from #ty #(, or #sources)* }
}
