//! Constants for what simple types demand of their values.

use proc_macro2::TokenStream;

use super::names::Names;
use super::row::literal;
use crate::model::{Facets, FacetsUse, Item};

pub(crate) fn item(names: &Names<'_>, item: &Item, facets: &Facets, comment: &TokenStream) -> Result<String, String> {
    let mut calls = Vec::new();
    calls.extend(facets.base.map(|base| format!("base({})", reference(names, base))));
    let texts = ["length", "min_length", "max_length"].into_iter().zip(facets.lengths);
    let digits = ["total_digits", "fraction_digits"].into_iter().zip(facets.digits);
    let numbers = texts.chain(digits).filter_map(|(name, value)| Some(format!("{name}({})", value?)));
    calls.extend(numbers);
    calls.extend(facets.pattern.as_ref().map(|pattern| format!("pattern({})", literal(pattern))));
    let bounds = ["min_inclusive", "min_exclusive", "max_inclusive", "max_exclusive"].into_iter().zip(&facets.bounds);
    calls.extend(bounds.filter_map(|(name, value)| Some(format!("{name}({})", literal(value.as_ref()?)))));
    if !facets.enumeration.is_empty() {
        let values: Vec<String> = facets.enumeration.iter().map(|value| literal(value)).collect();
        calls.push(format!("enumeration(&[{}])", values.join(", ")));
    }
    calls.extend(facets.item.map(|item| format!("item({})", reference(names, item))));
    if !facets.members.is_empty() {
        let member = |(place, facets): &(usize, Option<FacetsUse>)| {
            let facets = facets.map_or_else(|| "&xml::Facets::new()".to_owned(), |facets| reference(names, facets));
            format!("({place}, {facets})")
        };
        let members: Vec<String> = facets.members.iter().map(member).collect();
        calls.push(format!("members(&[{}])", members.join(", ")));
    }
    let calls: String = calls.into_iter().map(|call| format!(".{call}")).collect();
    let name = &item.name;
    let constant: TokenStream = format!("pub const {name}: xml::Facets = xml::Facets::new(){calls};")
        .parse()
        .map_err(|error| format!("{name}: {error}"))?;
    super::definition(quote::quote! { #comment #constant })
}

/// `&NAME_FACETS`.
pub(crate) fn reference(names: &Names<'_>, facets: FacetsUse) -> String {
    match facets {
        FacetsUse::Runtime(name) => format!("&xml::Facets::{name}"),
        FacetsUse::Item(item) => format!("&{}", names.item_text(item)),
    }
}
