//! The module `namespaces`: a constant for each namespace.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::literal::literal;
use super::names::ident;
use crate::model::Model;

pub(crate) fn file(model: &Model, runtime: &syn::Path) -> TokenStream {
    let rows = model.namespaces.iter().map(|namespace| {
        let comment = docs(&[format!("`{}`", namespace.uri)]);
        let constant = ident(&namespace.constant);
        let uri = literal(&namespace.uri);
        let prefix = literal(&namespace.prefix);
        let rank = (!namespace.is_target).then(|| quote! { , named only });
        let types = namespace.simple_types.iter().map(|group| literal(group));
        let types = (!namespace.simple_types.is_empty()).then(|| quote! { types [#(#types),*] });
        quote! { #comment #constant = #uri as #prefix #types #rank; }
    });
    quote! {
        //! The namespaces of the schemas: their names, and their prefixes in written documents.

        use #runtime::xml;

        xml::namespaces! { #(#rows)* }
    }
}
