//! Structs and what the runtime knows of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::{Names, ident};
use super::row::{self, literal, qname};
use super::{definition, docs, macro_call};
use crate::model::{Item, Struct};

pub(crate) fn item(names: &Names<'_>, item: &Item, kind: &Struct, comment: &TokenStream) -> Result<String, String> {
    let name = ident(&item.name);
    let base = kind.base.map(|base| {
        let base = names.item(base);
        quote! {
            /// What it extends.
            pub base: #base,
        }
    });
    let fields = kind.fields.iter().map(|field| {
        let comment = docs(&field.docs);
        let name = ident(&field.name);
        let ty = names.ty(&field.ty);
        quote! { #comment pub #name: #ty, }
    });
    let text = definition(quote! {
        #comment
        pub struct #name {
            #base
            #(#fields)*
        }
    })?;
    let rows: Vec<String> =
        kind.fields.iter().map(|field| format!("{}: {};", field.name, row::expression(names, &field.row))).collect();
    let call = if kind.is_group {
        macro_call("group", &format!("{}({})", item.name, literal(&kind.schema_name)), &rows)
    } else {
        let described = match &kind.qname {
            Some(name) => {
                let namespace = qname(names, name);
                let namespace = namespace.split(',').next().unwrap_or_default().to_owned();
                format!("{}({}, {namespace})", item.name, literal(&kind.schema_name))
            }
            None => format!("{}({})", item.name, literal(&kind.schema_name)),
        };
        let base = kind.base.map(|base| format!(": {}", names.item_text(base))).unwrap_or_default();
        macro_call("complex_type", &format!("{described}{base}"), &rows)
    };
    Ok(format!("{text}\n{call}"))
}
