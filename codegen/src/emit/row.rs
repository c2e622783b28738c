//! Rows in the macro calls of generated code: the declaration of a field or a variant in XML.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::literal::literal;
use super::names::{Names, ident};
use crate::model::{Items, Presence, Row, RowKind};
use crate::schema::{NamespaceConstraint, QName, ValueConstraint, WhiteSpace};

/// Returns the expression of a row: a function call and modifiers, such as `element(T, "Subject").required()`.
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
    modifiers.extend(match &row.items {
        Items::None => None,
        Items::Children(item) => {
            let item = expression(names, item);
            Some(quote! { wraps(&#item) })
        }
        Items::Text => Some(quote! { list() }),
    });
    modifiers.extend(match row.white_space {
        WhiteSpace::Preserve => None,
        WhiteSpace::Replace => Some(quote! { replace() }),
        WhiteSpace::Collapse => Some(quote! { collapse() }),
    });
    modifiers.extend(row.unordered.then(|| quote! { unordered() }));
    modifiers.extend(match row.presence {
        Presence::Optional => None,
        Presence::Relaxed => Some(quote! { relaxed() }),
        Presence::Required => Some(quote! { required() }),
    });
    modifiers.extend((!row.within.is_empty()).then(|| {
        let within = row.within.iter().map(|number| Literal::u32_unsuffixed(*number));
        quote! { within(&[#(#within),*]) }
    }));
    modifiers.extend(row.occurs.map(|(min, max)| {
        let min = Literal::u32_unsuffixed(min);
        let max = max.map_or_else(|| quote! { MANY }, |max| Literal::u32_unsuffixed(max).into_token_stream());
        quote! { occurs(#min, #max) }
    }));
    modifiers.extend(row.in_schema.as_ref().map(|name| {
        let namespace = names.namespace(name.namespace.as_deref());
        quote! { or_in(#namespace) }
    }));
    modifiers.extend((row.since > 0).then(|| {
        let since = Literal::usize_unsuffixed(row.since);
        quote! { since(#since) }
    }));
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
