//! Enums whose variant depends on the child element, and parts that other enums share.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::names::{Names, ident};
use super::row;
use crate::model::{Item, ItemId, Ty, Variant};

pub(crate) fn item(names: &Names<'_>, item: &Item, base: Option<ItemId>, variants: &[Variant]) -> TokenStream {
    let bodies = variants.iter().map(|variant| body(names, &variant.name, &variant.ty, &variant.docs));
    let definition = definition(item, bodies.chain([unknown(names, base)]));
    let rows = variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let row = row::expression(names, &variant.row);
        let from = variant.is_from.then(|| from(names, &variant.ty));
        let declared = variant.via.iter().map(|&declared| names.item(declared));
        quote! { #name: #row #from #(, or #declared)*; }
    });
    let head = head(item, variants.iter().map(|variant| (variant.name.as_str(), variant.is_default)));
    let call = names.schema_macro("choice");
    quote! {
        #definition

        #call! {
            #head else Unknown { #(#rows)* }
        }
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
pub(crate) fn definition(item: &Item, bodies: impl Iterator<Item = TokenStream>) -> TokenStream {
    let comment = docs(&item.docs);
    let name = ident(&item.name);
    quote! {
        #comment
        pub enum #name {
            #(#bodies)*
        }
    }
}

/// A variant in the definition of an enum.
pub(crate) fn body(names: &Names<'_>, name: &str, ty: &Ty, lines: &[String]) -> TokenStream {
    let comment = docs(lines);
    let name = ident(name);
    let ty = names.ty(ty);
    quote! { #comment #name(#ty), }
}

/// The name of an enum, and its default variant unless that is the first one.
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

/// `, from X`: a variant that its type identifies.
pub(crate) fn from(names: &Names<'_>, ty: &Ty) -> TokenStream {
    let ty = match ty {
        Ty::Boxed(inner) => names.ty(inner),
        ty => names.ty(ty),
    };
    quote! { , from #ty }
}
