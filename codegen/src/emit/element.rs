//! Global elements: a struct around the content, named as the element.

use quote::quote;

use super::names::{Names, ident};
use super::{Style, definition, docs, header, macro_call, row};
use crate::model::{Element, Module, RowKind};

pub(crate) fn file(names: &Names<'_>, module: &Module, style: &Style) -> Result<String, String> {
    names.use_runtime();
    names.use_namespace("NAMESPACES");
    let items: Vec<String> =
        module.elements.iter().map(|element| item(names, element)).collect::<Result<_, String>>()?;
    let list: Vec<String> = module.elements.iter().map(|element| format!("{},", element.name)).collect();
    Ok(format!(
        "{}//! The global elements: what can be the root of a document.\n\n{}\n{}\n{}",
        header(style),
        names.imports(),
        items.join("\n"),
        macro_call("elements", "", &list),
    ))
}

fn item(names: &Names<'_>, element: &Element) -> Result<String, String> {
    let row = row::expression(names, &element.row);
    let content = match &element.row.kind {
        RowKind::Choice(_) => String::new(),
        _ => format!("({})", names.ty_text(&element.ty)),
    };
    let call = format!("xml::element!({}{content}: {row});\n", element.name);
    let name = ident(&element.name);
    if matches!(element.row.kind, RowKind::Choice(_)) {
        let comment = docs(&element.docs);
        let text = definition(quote! { #comment pub use super::#name; })?;
        return Ok(format!("{text}\n{call}"));
    }
    let comment = docs(&element.docs);
    let ty = names.ty(&element.ty);
    let text = definition(quote! {
        #comment
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name(
            /// The content.
            pub #ty,
        );
    })?;
    Ok(format!("{text}\n{call}"))
}
