//! Constants of the facets of simple types.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::docs::docs;
use super::literal::literal;
use super::names::{Names, ident};
use crate::model::{Facets, Item};

pub(crate) fn item(names: &Names<'_>, item: &Item, facets: &Facets) -> TokenStream {
    let comment = docs(&item.docs);
    let name = ident(&item.name);
    let xml = names.xml();
    let calls = calls(names, facets);
    quote! { #comment pub const #name: #xml::Facets = #xml::Facets::new()#(.#calls)*; }
}

/// The methods that add facets.
fn calls(names: &Names<'_>, facets: &Facets) -> Vec<TokenStream> {
    let mut calls = Vec::new();
    let mut add = |name: &str, argument: Option<TokenStream>| {
        let name = ident(name);
        calls.extend(argument.map(|argument| quote! { #name(#argument) }));
    };
    let number = |number: u64| Literal::u64_unsuffixed(number).into_token_stream();
    let text = |text: &String| literal(text).into_token_stream();
    add("base", facets.base.map(|base| names.facets(base)));
    for (name, value) in ["length", "min_length", "max_length"].into_iter().zip(facets.lengths) {
        add(name, value.map(number));
    }
    for (name, value) in ["total_digits", "fraction_digits"].into_iter().zip(facets.digits) {
        add(name, value.map(number));
    }
    add("pattern", facets.pattern.as_ref().map(text));
    let bounds = ["min_inclusive", "min_exclusive", "max_inclusive", "max_exclusive"];
    for (name, value) in bounds.into_iter().zip(&facets.bounds) {
        add(name, value.as_ref().map(text));
    }
    add("enumeration", array(facets.enumeration.iter().map(text)));
    add("item", facets.item.map(|item| names.facets(item)));
    let members = facets.members.iter().map(|(variant, facets)| {
        let variant = Literal::usize_unsuffixed(*variant);
        let xml = names.xml();
        let facets = facets.map_or_else(|| quote! { &#xml::Facets::new() }, |facets| names.facets(facets));
        quote! { (#variant, #facets) }
    });
    add("members", array(members));
    calls
}

/// `&[value, value]`, or nothing without values.
fn array(values: impl ExactSizeIterator<Item = TokenStream>) -> Option<TokenStream> {
    (values.len() > 0).then(|| quote! { &[#(#values),*] })
}
