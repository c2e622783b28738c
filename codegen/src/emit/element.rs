//! Global elements: a struct around the content, with the name of the element.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::names::{Names, ident};
use super::row;
use crate::model::{Element, RowKind};

pub(crate) fn file(names: &Names<'_>, elements: &[Element]) -> TokenStream {
    let items: Vec<TokenStream> = elements.iter().map(|element| item(names, element)).collect();
    let list = elements.iter().map(|element| ident(&element.name));
    let xml = names.xml();
    let imports = names.imports();
    quote! {
        //! The global elements, which can be the root of a document.

        #imports

        #(#items)*

        #xml::elements! { #(#list,)* }
    }
}

fn item(names: &Names<'_>, element: &Element) -> TokenStream {
    let comment = docs(&element.docs);
    let name = ident(&element.name);
    let call = names.schema_macro("element");
    let row = row::expression(names, &element.row);
    if let RowKind::Choice(_) = element.row.kind {
        return quote! {
            #comment
            pub use super::#name;

            #call!(#name: #row);
        };
    }
    let ty = names.ty(&element.ty);
    quote! {
        #comment
        pub struct #name(
            /// The content.
            pub #ty,
        );

        #call!(#name(#ty): #row);
    }
}
