//! The modules of namespaces. Each module re-exports the items of its files.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::inner_docs;
use super::gate::gate;
use super::names::ident;
use crate::model::{File, Model, Module};

pub(crate) fn file(model: &Model, module: &Module) -> TokenStream {
    let comment = inner_docs(&module.docs);
    let elements = (!module.elements.is_empty()).then(|| match model.has_common_elements() {
        true => quote! {
            #[path = "elements.rs"]
            pub(super) mod own_elements;
            pub use super::elements;
        },
        false => quote! { pub mod elements; },
    });
    let files = module.files.iter().map(|file| types(model, file));
    quote! {
        #comment
        use super::xml;

        #elements

        xml::modules! { #(#files)* }
    }
}

fn types(model: &Model, file: &File) -> TokenStream {
    let gate = gate(&file.gate);
    let name = ident(&file.name);
    let mut items: Vec<&str> = file.items.iter().map(|id| model.items[id.0].name.as_str()).collect();
    items.sort_unstable();
    let items = items.into_iter().map(ident);
    quote! { #gate #name: #(#items),*; }
}
