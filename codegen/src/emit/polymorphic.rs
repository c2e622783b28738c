//! Enums whose variant depends on `xsi:type`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::choice::{VariantDefinition, definition, from, head};
use super::gate::gate;
use super::names::{Names, ident};
use crate::model::{DerivedVariant, Item, ItemId, Restricted};

pub(crate) fn item(
    names: &Names<'_>,
    item: &Item,
    base: Option<ItemId>,
    restricted: &[Restricted],
    variants: &[DerivedVariant],
) -> TokenStream {
    let xml = names.xml();
    let call = names.schema_macro("polymorphic");
    // The enum implements `Deref` only for a base with fields.
    let derefs = base.is_some_and(|base| names.model.has_fields(base));
    let base = base.map(|base| names.item(base));
    let other = base.as_ref().map(|base| {
        quote! {
            /// `xsi:type` is another type. Its additional content is kept unparsed.
            Other(Box<#xml::Derived<#base>>),
        }
    });
    let bodies = variants.iter().map(|variant| {
        let features = variant.gate.iter().flat_map(|gate| [String::new(), gate.docs()]);
        let docs: Vec<String> = variant.docs.iter().cloned().chain(features).collect();
        VariantDefinition { name: &variant.name, ty: &variant.ty, docs: &docs, gate: &variant.gate }.tokens(names)
    });
    let definition = definition(item, bodies.chain(other), variants.iter().any(|variant| variant.gate.is_some()));
    let rows = variants.iter().map(|variant| names.in_gate(&variant.gate, || row(names, variant)));
    let restricted = restricted.iter().filter(|_| base.is_some()).map(|restricted| {
        let qname = names.qname(&restricted.qname);
        // A build can lack the struct of a gated type, so the row of such a type has only the name for `xsi:type`.
        if restricted.is_gated {
            return quote! { _: derived(#qname); };
        }
        let ty = names.ty(&restricted.ty);
        quote! { _: restricted::<#ty>(#qname); }
    });
    let head = head(item, variants.iter().map(|variant| (variant.name.as_str(), variant.is_default)));
    let base = base.as_ref().map(|base| {
        if derefs {
            quote! { : #base }
        } else {
            quote! { else Other }
        }
    });
    quote! {
        #definition

        #call! {
            #head #base {
                #(#rows)*
                #(#restricted)*
            }
        }
    }
}

fn row(names: &Names<'_>, variant: &DerivedVariant) -> TokenStream {
    let gate = gate(&variant.gate);
    let name = ident(&variant.name);
    let call = ident(if variant.is_base { "base" } else { "derived" });
    let qname = names.qname(&variant.qname);
    let from = from(names, &variant.ty, &variant.sources);
    let since = (variant.since > 0).then(|| Literal::usize_unsuffixed(variant.since)).into_iter();
    quote! { #gate #name: #call(#qname) #(.since(#since))* #from; }
}
