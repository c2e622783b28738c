//! Constants for the facets of simple types.

use proc_macro2::TokenStream;

use super::names::Names;
use super::row::literal;
use crate::model::{Facet, FacetsUse, Item};

pub(crate) fn item(names: &Names<'_>, item: &Item, facets: &[Facet], comment: &TokenStream) -> Result<String, String> {
    let facets: Vec<String> = facets.iter().map(|facet| format!("xml::Facet::{}", expression(names, facet))).collect();
    let name = &item.name;
    let constant: TokenStream = format!("pub const {name}: xml::Facets = &[{}];", facets.join(", "))
        .parse()
        .map_err(|error| format!("{name}: {error}"))?;
    super::definition(quote::quote! { #comment #constant })
}

fn expression(names: &Names<'_>, facet: &Facet) -> String {
    match facet {
        Facet::Length(length) => format!("Length({length})"),
        Facet::MinLength(length) => format!("MinLength({length})"),
        Facet::MaxLength(length) => format!("MaxLength({length})"),
        Facet::Pattern(pattern) => format!("Pattern({})", literal(pattern)),
        Facet::MinInclusive(bound) => format!("MinInclusive({})", literal(bound)),
        Facet::MinExclusive(bound) => format!("MinExclusive({})", literal(bound)),
        Facet::MaxInclusive(bound) => format!("MaxInclusive({})", literal(bound)),
        Facet::MaxExclusive(bound) => format!("MaxExclusive({})", literal(bound)),
        Facet::TotalDigits(digits) => format!("TotalDigits({digits})"),
        Facet::FractionDigits(digits) => format!("FractionDigits({digits})"),
        Facet::Enumeration(values) => {
            format!("Enumeration(&[{}])", values.iter().map(|value| literal(value)).collect::<Vec<_>>().join(", "))
        }
        Facet::Item(item) => format!("Item({})", reference(names, *item)),
        Facet::Members(members) => {
            let member = |(place, facets): &(usize, Option<FacetsUse>)| {
                format!("({place}, {})", facets.map_or_else(|| "&[]".to_owned(), |facets| reference(names, facets)))
            };
            format!("Members(&[{}])", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        Facet::Base(base) => format!("Base({})", reference(names, *base)),
    }
}

/// The constant of some facets.
pub(crate) fn reference(names: &Names<'_>, facets: FacetsUse) -> String {
    match facets {
        FacetsUse::Runtime(name) => format!("xml::facets::{name}"),
        FacetsUse::Item(item) => names.item_text(item),
    }
}
