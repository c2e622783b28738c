//! Operations: a row for each, from which a macro makes a unit struct that connects the elements of a request and a response.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{docs, inner_docs};
use super::gate::gate;
use super::literal::literal;
use super::names::{Names, Place, ident};
use crate::model::{ElementRef, Model, Operation};

pub(crate) fn file(model: &Model, runtime: &syn::Path) -> TokenStream {
    let names = Names::new(model, Place::Operations);
    let comment = inner_docs(&table(model));
    let rows: Vec<TokenStream> = model.operations.iter().map(|operation| row(&names, operation)).collect();
    let imports = names.imports();
    quote! {
        //! The operations of the service.
        #![doc = ""]
        #comment

        use #runtime::soap;
        #imports

        soap::operations! { #(#rows)* }
    }
}

/// The elements of each operation, as a table in Markdown.
fn table(model: &Model) -> Vec<String> {
    let link = |element: &ElementRef| {
        let module = &model.modules[element.module].name;
        format!("[`{name}`](super::{module}::elements::{name})", name = element.name)
    };
    let row = |operation: &Operation| {
        let headers: Vec<&str> = operation.request_headers.iter().map(|header| header.name.as_str()).collect();
        format!(
            "| [`{}`] | {} | {} | {} |",
            operation.name,
            link(&operation.request),
            link(&operation.response),
            headers.join(", ")
        )
    };
    let head = ["| operation | sends | gets | headers |", "| --- | --- | --- | --- |"].map(str::to_owned);
    head.into_iter().chain(model.operations.iter().map(row)).collect()
}

fn row(names: &Names<'_>, operation: &Operation) -> TokenStream {
    let comment = docs(&operation.docs);
    let gate = gate(&operation.gate);
    let name = ident(&operation.name);
    let wsdl_name = literal(&operation.wsdl_name);
    let action = literal(&operation.action);
    let request = names.element(&operation.request);
    let request_headers = operation.request_headers.iter().map(|header| names.element(header));
    let response = names.element(&operation.response);
    let response_headers = operation.response_headers.iter().map(|header| names.element(header));
    quote! {
        #comment
        #gate
        #name(#wsdl_name) {
            action: #action;
            request: #request [#(#request_headers),*];
            response: #response [#(#response_headers),*];
        }
    }
}
