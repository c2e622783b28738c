//! Global elements: a struct around the content, named as the element.

use quote::quote;

use super::names::{Names, ident};
use super::{Style, definition, docs, header, macro_call, row};
use crate::model::{Element, Module, RowKind};

pub(crate) fn file(names: &Names<'_>, module: &Module, style: &Style) -> Result<String, String> {
    let mut out = header(style);
    out.push_str("//! The global elements: what can be the root of a document.\n\n");
    out.push_str(
        "#[allow(unused_imports, reason = \"what the files of this folder have in common\")]\nuse super::*;\n",
    );
    let names = &Names { in_elements: true, ..*names };
    for element in &module.elements {
        out.push('\n');
        out.push_str(&item(names, element)?);
    }
    let list: Vec<String> = module.elements.iter().map(|element| format!("{},", element.name)).collect();
    out.push('\n');
    out.push_str(&macro_call("elements", "", &list));
    Ok(out)
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
        pub struct #name(
            /// The content.
            pub #ty,
        );
    })?;
    Ok(format!("{text}\n{call}"))
}
