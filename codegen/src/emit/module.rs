//! The module of a namespace, which re-exports the items of its files.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::inner_docs;
use super::imports::{Paths, declaration};
use super::names::ident;
use crate::model::{File, Model, Module};

pub(crate) fn file(model: &Model, module: &Module) -> TokenStream {
    let comment = inner_docs(&module.docs);
    let elements = (!module.elements.is_empty()).then(|| quote! { pub mod elements; });
    let files = module.files.iter().map(|file| types(model, file));
    quote! { #comment #elements #(#files)* }
}

fn types(model: &Model, file: &File) -> TokenStream {
    let name = ident(&file.name);
    let items: Paths = file.items.iter().map(|id| ident(&model.items[id.0].name)).collect();
    let exports = declaration(quote! { pub use #name }, &items);
    quote! { mod #name; #exports }
}
