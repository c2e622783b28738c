//! Enums of strings, with a variant for values that the schema does not list.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::docs;
use super::literal::literal;
use super::names::{Names, ident};
use crate::model::{Item, StringEnum};

pub(crate) fn item(names: &Names<'_>, item: &Item, kind: &StringEnum) -> TokenStream {
    let comment = docs(&item.docs);
    let name = ident(&item.name);
    let variants = kind.values.iter().map(|value| {
        let comment = docs(&value.docs);
        let name = ident(&value.name);
        quote! { #comment #name, }
    });
    let other = ident(&kind.other);
    let xml = names.xml();
    let schema_name = literal(&kind.schema_name);
    let rows = kind.values.iter().map(|value| {
        let name = ident(&value.name);
        let text = literal(&value.text);
        let since = (value.since > 0).then(|| Literal::usize_unsuffixed(value.since)).into_iter();
        quote! { #name: #text #(, since #since)*; }
    });
    quote! {
        #comment
        pub enum #name {
            #(#variants)*
            /// A value that the schema does not list, unchanged.
            #other(String),
        }

        #xml::string_enum! {
            #name(#schema_name) else #other { #(#rows)* }
        }
    }
}
