//! Global elements: each is a struct that has the name of the element and contains its content.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::docs;
use super::gate::gate;
use super::names::{Names, ident};
use super::row;
use crate::model::{Element, Model, RowKind};

/// Returns the name of the module that defines the elements of a namespace. It is inside the module of the namespace.
pub(crate) fn module(model: &Model) -> Ident {
    ident(if model.has_common_elements() { "own_elements" } else { "elements" })
}

/// Returns the file of the module `elements` in the root module. This module re-exports the elements of all namespaces and lists them.
pub(crate) fn all_elements_file(model: &Model) -> TokenStream {
    let own_elements = module(model);
    let modules = model.modules.iter().filter(|module| !module.elements.is_empty()).map(|module| ident(&module.name));
    let modules: Vec<Ident> = modules.collect();
    quote! {
        //! The global elements of all namespaces, which can be the root of a document.
        //!
        //! The modules of the namespaces re-export this module, so that glob imports of several of them agree on it.

        use super::xml;

        #(pub use super::#modules::#own_elements::*;)*

        /// All global elements, by namespace and name.
        pub const ELEMENTS: &[xml::ElementEntry] =
            &xml::join::<{ #(super::#modules::#own_elements::ELEMENTS.len())+* }>(super::ELEMENTS);
    }
}

pub(crate) fn file(names: &Names<'_>, elements: &[Element]) -> TokenStream {
    let rows: Vec<TokenStream> = elements.iter().map(|element| row(names, element)).collect();
    let call = names.schema_macro("elements");
    let imports = names.imports();
    quote! {
        //! The global elements, which can be the root of a document.

        #imports

        #call! { #(#rows)* }
    }
}

fn row(names: &Names<'_>, element: &Element) -> TokenStream {
    let comment = docs(&element.docs);
    let gate = gate(&element.gate);
    let name = ident(&element.name);
    let row = row::expression(names, &element.row);
    // The head of a substitution group is an enum. The enum itself is the element, without a struct around it.
    let content = (!matches!(element.row.kind, RowKind::Choice(_))).then(|| {
        let ty = names.ty(&element.ty);
        quote! { (#ty) }
    });
    quote! { #gate #comment #name #content: #row; }
}
