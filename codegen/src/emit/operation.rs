//! Operations: a struct without fields that ties the elements of a request and its answer together.

use quote::quote;

use super::names::{Names, Place, ident};
use super::row::literal;
use super::{Style, definition, docs, header};
use crate::model::{ElementRef, Model, Operation};

pub(crate) fn file(model: &Model, style: &Style) -> Result<String, String> {
    let names = Names::new(model, Place::Operations);
    let items: Vec<String> =
        model.operations.iter().map(|operation| item(&names, operation)).collect::<Result<_, String>>()?;
    let list: Vec<String> = model.operations.iter().map(|operation| format!("    {},\n", operation.name)).collect();
    Ok(format!(
        "{}//! The operations of the service.\n//!\n{}use {}::soap;\n\n{}\n{}\nsoap::operations! {{\n{}}}\n",
        header(style),
        table(model),
        style.runtime,
        names.imports(),
        items.join("\n"),
        list.concat(),
    ))
}

/// What each operation sends and gets, as a table in the docs.
fn table(model: &Model) -> String {
    let link = |element: &ElementRef| {
        let module = &model.modules[element.module].name;
        format!("[`{name}`](super::{module}::elements::{name})", name = element.name)
    };
    let mut out = "//! | operation | sends | gets | headers |\n//! | --- | --- | --- | --- |\n".to_owned();
    for operation in &model.operations {
        let headers: Vec<&str> = operation.request_headers.iter().map(|header| header.name.as_str()).collect();
        out.push_str(&format!(
            "//! | [`{name}`] | {} | {} | {} |\n",
            link(&operation.request),
            link(&operation.response),
            headers.join(", "),
            name = operation.name,
        ));
    }
    out.push('\n');
    out
}

fn item(names: &Names<'_>, operation: &Operation) -> Result<String, String> {
    let comment = docs(&operation.docs);
    let name = ident(&operation.name);
    let text = definition(quote! {
        #comment
        #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
        pub struct #name;
    })?;
    let path = |element: &ElementRef| names.element_text(element);
    let list = |elements: &[ElementRef]| elements.iter().map(path).collect::<Vec<_>>().join(", ");
    let response = path(&operation.response);
    Ok(format!(
        "{text}\nsoap::operation! {{\n    {}({}) {{\n        action: {};\n        request: {} [{}];\n        response: {response} [{}];\n    }}\n}}\n",
        operation.name,
        literal(&operation.wsdl_name),
        literal(&operation.action),
        path(&operation.request),
        list(&operation.request_headers),
        list(&operation.response_headers),
    ))
}
