//! Global elements: a struct around the content, with the name of the element.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::gate::gate;
use super::names::{Names, ident};
use super::row;
use crate::model::{Element, RowKind};

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
    // The enum of a choice is an element itself.
    let content = (!matches!(element.row.kind, RowKind::Choice(_))).then(|| {
        let ty = names.ty(&element.ty);
        quote! { (#ty) }
    });
    quote! { #comment #gate #name #content: #row; }
}
