//! Structs and their rows.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::gate::gate;
use super::literal::literal;
use super::names::{Names, ident};
use super::row;
use crate::model::{Item, Struct};

pub(crate) fn item(names: &Names<'_>, item: &Item, kind: &Struct) -> TokenStream {
    let comment = docs(&item.docs);
    let name = ident(&item.name);
    let base = kind.base.map(|base| names.item(base));
    let base_field = base.as_ref().map(|base| {
        quote! {
            /// The fields of the base type.
            pub base: #base,
        }
    });
    let fields = kind.fields.iter().map(|field| {
        let comment = docs(&field.docs);
        let name = ident(&field.name);
        let ty = names.ty(&field.ty);
        let alias = field.alias.iter();
        quote! { #comment #(#[doc(alias = #alias)])* pub #name: #ty, }
    });
    let call = names.schema_macro(if kind.is_group { "group" } else { "complex_type" });
    let schema_name = literal(&kind.schema_name);
    let namespace = kind.qname.iter().filter(|_| !kind.is_group).map(|name| names.namespace(name.namespace.as_deref()));
    let ordered = kind.is_ordered.then(|| quote! { , ordered });
    let base = base.iter();
    let constructor = constructor(names, kind);
    let rows = kind.fields.iter().map(|field| {
        let name = ident(&field.name);
        let row = row::expression(names, &field.row);
        quote! { #name: #row; }
    });
    quote! {
        #comment
        pub struct #name {
            #base_field
            #(#fields)*
        }

        #call! {
            #name(#schema_name #(, #namespace)* #ordered) #constructor #(: #base)* { #(#rows)* }
        }
    }
}

/// Returns the clause of the constructor, such as `new(id: String) from [String, &str]`: the required fields, and the types that
/// convert to the struct.
fn constructor(names: &Names<'_>, kind: &Struct) -> TokenStream {
    if kind.required.is_empty() {
        return TokenStream::new();
    }
    let required = kind.required.iter().map(|field| {
        let name = ident(&field.name);
        let ty = names.ty(&field.ty);
        quote! { #name: #ty }
    });
    let sources: Vec<TokenStream> = kind
        .sources
        .iter()
        .map(|source| {
            let gate = gate(&source.gate);
            let ty = names.in_gate(&source.gate, || names.ty(&source.ty));
            quote! { #gate #ty }
        })
        .collect();
    let from = (!sources.is_empty()).then(|| quote! { from [#(#sources),*] });
    quote! { new(#(#required),*) #from }
}
