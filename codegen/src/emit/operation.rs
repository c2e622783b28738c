//! Operations: a macro call with a row for each. For each row, the macro defines a unit struct that connects the elements of the
//! request and the response.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{docs, inner_docs};
use super::gate::gate;
use super::literal::literal;
use super::names::{Names, Place, ident};
use crate::model::{EXAMPLE, Message, MessagePlace, Model, Operation, capitalized};

pub(crate) fn file(model: &Model, runtime: &syn::Path) -> TokenStream {
    let names = Names::new(model, Place::Operations);
    let comment = inner_docs(&introduction(model).into_iter().chain(table(model)).collect::<Vec<_>>());
    let rows: Vec<TokenStream> = model.operations.iter().map(|operation| row(&names, operation)).collect();
    let imports = names.imports();
    quote! {
        //! The operations of the service: the purpose of each, its messages, and an example.
        #![doc = ""]
        #comment

        use #runtime::soap;
        #imports

        soap::operations! { #(#rows)* }
    }
}

/// Returns the doc lines that explain the examples; no lines if no operation has an example.
fn introduction(model: &Model) -> Vec<String> {
    let has_example = |operation: &Operation| operation.docs.iter().any(|line| line == EXAMPLE);
    if !model.operations.iter().any(has_example) {
        return Vec::new();
    }
    let text = "Each page shows a request and its response. In the examples, `post` is a function of your program: it sends bytes with \
                their headers, with the HTTP library of your choice, and returns the body of the answer or an error.";
    vec![text.to_owned(), String::new()]
}

/// Returns a Markdown table for each set of operations that the same features enable: the names, the first lines of the docs, and the
/// first versions. The lines of [`Model::operations_docs`] follow.
fn table(model: &Model) -> Vec<String> {
    let mut groups: BTreeMap<&[String], Vec<&Operation>> = BTreeMap::new();
    for operation in &model.operations {
        let features = operation.gate.as_ref().map_or(&[][..], |gate| &gate.enabled_by);
        groups.entry(features).or_default().push(operation);
    }
    let mut lines = Vec::new();
    let has_since = !model.versions.is_empty();
    if has_since {
        let text = "The last column states the first [version](super::VERSIONS) that has an operation. `≤` marks an operation that an \
                    earlier version may have as well.";
        lines.extend([text.to_owned(), String::new()]);
    }
    for (features, operations) in groups {
        if !features.is_empty() {
            let titles: Vec<String> = features.iter().map(|feature| title(feature)).collect();
            let names: Vec<String> = features.iter().map(|feature| format!("`{feature}`")).collect();
            let feature = if names.len() == 1 { "Feature" } else { "Features" };
            lines.extend([format!("# {}", titles.join(", ")), String::new()]);
            lines.extend([format!("{feature} {}.", names.join(", ")), String::new()]);
        }
        let head = if has_since {
            ["| operation | purpose | since |", "| --- | --- | --- |"]
        } else {
            ["| operation | purpose |", "| --- | --- |"]
        };
        lines.extend(head.map(str::to_owned));
        lines.extend(operations.iter().map(|operation| {
            let text = operation.docs.first().map(String::as_str).unwrap_or_default();
            let since = match has_since {
                true => format!(" {} |", operation.since.short_title(&model.versions)),
                false => String::new(),
            };
            format!("| [`{}`] | {text} |{since}", operation.name)
        }));
        lines.push(String::new());
    }
    lines.extend(model.operations_docs.iter().cloned());
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Returns the name of a feature as a heading: `Inbox rules` for `inbox-rules`.
fn title(feature: &str) -> String {
    capitalized(&feature.replace('-', " "))
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
    let message = operation.message.as_ref().map(|of_operation| message(names, of_operation));
    quote! {
        #gate
        #comment
        #name(#wsdl_name) {
            action: #action;
            request: #request [#(#request_headers),*];
            response: #response [#(#response_headers),*];
            #message
        }
    }
}

/// Returns the clause `message: Type => field;`: the type of the response messages, and their place in the response.
fn message(names: &Names<'_>, message: &Message) -> TokenStream {
    let ty = names.item(message.item);
    let place = match &message.place {
        MessagePlace::Response => None,
        MessagePlace::List { field } => {
            let field = ident(field);
            Some(quote! { => #field })
        }
        MessagePlace::Alternative { field, choice, variant, local, content } => {
            let (field, variant, local) = (ident(field), ident(variant), literal(local));
            let choice = names.item(*choice);
            let content = names.ty(content);
            Some(quote! { => #field: #choice, #variant(#content) #local })
        }
        MessagePlace::Several => Some(quote! { => _ }),
    };
    quote! { message: #ty #place; }
}
