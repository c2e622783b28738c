//! Constants of the facets of simple types.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::docs::docs;
use super::literal::literal;
use super::names::{Names, ident};
use crate::model::{Facet, Item, capitalized};
use crate::schema::FacetKind;

pub(crate) fn item(names: &Names<'_>, item: &Item, facets: &[Facet]) -> TokenStream {
    let comment = docs(&item.docs);
    let name = ident(&item.name);
    let xml = names.xml();
    let facets = facets.iter().map(|facet| expression(names, facet));
    quote! { #comment pub const #name: #xml::Facets = &[#(#xml::Facet::#facets),*]; }
}

fn expression(names: &Names<'_>, facet: &Facet) -> TokenStream {
    let text = |text: &String| literal(text).into_token_stream();
    let (name, value) = match facet {
        Facet::Type(name) => ("Type", text(name)),
        Facet::Count(kind, count) => return stated(*kind, Literal::u64_unsuffixed(*count)),
        Facet::Bound(kind, bound) => return stated(*kind, literal(bound)),
        Facet::Pattern(stated, translated) => {
            let (stated, translated) = (text(stated), text(translated));
            ("Translated", quote! { #stated, #translated })
        }
        Facet::Enumeration(values) => {
            let values = values.iter().map(text);
            ("Enumeration", quote! { &[#(#values),*] })
        }
        Facet::Item(item) => ("Item", names.facets(*item)),
        Facet::Members(members) => {
            let members = members.iter().map(|(variant, facets)| {
                let variant = Literal::usize_unsuffixed(*variant);
                let facets = facets.map_or_else(|| quote! { &[] }, |facets| names.facets(facets));
                quote! { (#variant, #facets) }
            });
            ("Members", quote! { &[#(#members),*] })
        }
        Facet::Base(base) => ("Base", names.facets(*base)),
    };
    let name = ident(name);
    quote! { #name(#value) }
}

/// Returns a facet whose variant in the runtime has the name of `kind`, such as `MaxLength(8)`.
fn stated(kind: FacetKind, value: impl ToTokens) -> TokenStream {
    let name = ident(&capitalized(&kind.to_string()));
    quote! { #name(#value) }
}
