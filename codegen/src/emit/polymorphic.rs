//! Enums whose variant depends on `xsi:type`.

use proc_macro2::TokenStream;
use quote::quote;

use super::choice::{body, definition, from, head};
use super::names::{Names, ident};
use crate::model::{DerivedVariant, Item, ItemId};
use crate::schema::QName;

pub(crate) fn item(
    names: &Names<'_>,
    item: &Item,
    base: Option<ItemId>,
    restricted: &[QName],
    variants: &[DerivedVariant],
) -> TokenStream {
    let xml = names.xml();
    let call = names.schema_macro("polymorphic");
    let base = base.map(|base| names.item(base));
    let other = base.as_ref().map(|base| {
        quote! {
            /// `xsi:type` is another type. Its additional content is kept unparsed.
            Other(Box<#xml::Derived<#base>>),
        }
    });
    let bodies = variants
        .iter()
        .map(|variant| body(names, &variant.name, &variant.ty, &[format!("`xsi:type` is `{}`.", variant.qname.local)]));
    let definition = definition(item, bodies.chain(other));
    let rows = variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let call = ident(if variant.is_base { "base" } else { "derived" });
        let qname = names.qname(&variant.qname);
        let from = from(names, &variant.ty);
        quote! { #name: #call(#qname) #from; }
    });
    let restricted = restricted.iter().filter(|_| base.is_some()).map(|name| names.qname(name));
    let head = head(item, variants.iter().map(|variant| (variant.name.as_str(), variant.is_default)));
    let base = base.iter();
    quote! {
        #definition

        #call! {
            #head #(: #base)* {
                #(#rows)*
                #(_: derived(#restricted);)*
            }
        }
    }
}
