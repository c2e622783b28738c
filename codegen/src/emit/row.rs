//! Rows of the runtime's macros: the place of a field or a variant in XML.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::literal::literal;
use super::names::{Names, ident};
use crate::model::{Of, Row, RowKind, RowWhiteSpace};
use crate::schema::{NamespaceConstraint, QName, ValueConstraint};

/// `element(T, "Subject")`, and the methods that modify it.
pub(crate) fn expression(names: &Names<'_>, row: &Row) -> TokenStream {
    let kind = kind(names, &row.kind);
    let modifiers = modifiers(names, row);
    quote! { #kind #(.#modifiers)* }
}

fn kind(names: &Names<'_>, kind: &RowKind) -> TokenStream {
    match kind {
        RowKind::Attribute(QName { namespace: None, local }) => {
            let local = literal(local);
            quote! { attribute(#local) }
        }
        RowKind::Attribute(name) => {
            let name = names.qname(name);
            quote! { qualified_attribute(#name) }
        }
        RowKind::Element(name) => {
            let name = names.qname(name);
            quote! { element(#name) }
        }
        RowKind::Choice(item) => {
            let item = names.item(*item);
            quote! { choice::<#item>() }
        }
        RowKind::Group(item) => {
            let item = names.item(*item);
            quote! { group::<#item>() }
        }
        RowKind::Mixed(item) => {
            let item = names.item(*item);
            quote! { mixed::<#item>() }
        }
        RowKind::Any(constraint) => {
            let constraint = namespaces(names, constraint);
            quote! { any(#constraint) }
        }
        RowKind::AnyAttribute(constraint) => {
            let constraint = namespaces(names, constraint);
            quote! { any_attribute(#constraint) }
        }
        RowKind::ExplicitType => quote! { explicit_type() },
        RowKind::Text => quote! { text() },
    }
}

fn modifiers(names: &Names<'_>, row: &Row) -> Vec<TokenStream> {
    let mut modifiers = Vec::new();
    modifiers.extend(row.of.as_ref().map(|of| self::of(names, of)));
    modifiers.extend(row.list.then(|| quote! { list() }));
    modifiers.extend(match row.white_space {
        RowWhiteSpace::Preserve => None,
        RowWhiteSpace::Replace => Some(quote! { replace() }),
        RowWhiteSpace::Collapse => Some(quote! { collapse() }),
    });
    modifiers.extend(row.unordered.then(|| quote! { unordered() }));
    modifiers.extend(row.required.then(|| quote! { required() }));
    modifiers.extend(row.wanted.then(|| quote! { wanted() }));
    modifiers.extend((row.within > 0).then(|| {
        let within = Literal::u32_unsuffixed(row.within);
        quote! { within(#within) }
    }));
    modifiers.extend(occurs("items", row.items));
    modifiers.extend(occurs("lists", row.lists));
    modifiers.extend(row.facets.map(|facets| {
        let facets = names.facets(facets);
        quote! { facets(#facets) }
    }));
    modifiers.extend(row.value.as_ref().map(|value| {
        let (name, value) = match value {
            ValueConstraint::Default(value) => (ident("default"), literal(value)),
            ValueConstraint::Fixed(value) => (ident("fixed"), literal(value)),
        };
        quote! { #name(#value) }
    }));
    modifiers
}

fn of(names: &Names<'_>, of: &Of) -> TokenStream {
    match of {
        Of::Element(name) => {
            let name = names.qname(name);
            quote! { of(#name) }
        }
        Of::Choice(item) => {
            let item = names.item(*item);
            quote! { of_choice::<#item>() }
        }
        Of::Any(constraint) => {
            let constraint = namespaces(names, constraint);
            quote! { of_any(#constraint) }
        }
    }
}

fn occurs(name: &str, (min, max): (u32, Option<u32>)) -> Option<TokenStream> {
    let name = ident(name);
    let least = Literal::u32_unsuffixed(min);
    match max {
        None if min == 0 => None,
        None => Some(quote! { #name(#least, MANY) }),
        Some(max) => {
            let max = Literal::u32_unsuffixed(max);
            Some(quote! { #name(#least, #max) })
        }
    }
}

fn namespaces(names: &Names<'_>, constraint: &NamespaceConstraint) -> TokenStream {
    match constraint {
        NamespaceConstraint::Any => quote! { ANY },
        NamespaceConstraint::Not(uri) => {
            let namespace = names.namespace(uri.as_deref());
            quote! { OTHER_THAN(#namespace) }
        }
        NamespaceConstraint::OneOf(list) => {
            let namespaces = list.iter().map(|uri| names.namespace(uri.as_deref()));
            quote! { ONE_OF(&[#(#namespaces),*]) }
        }
    }
}
