//! Enums and what the runtime knows of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::{Names, ident};
use super::row::{self, literal, qname};
use super::{definition, docs, macro_call};
use crate::model::{DerivedVariant, Item, ItemId, ItemKind, Member, MemberKind, StringEnum, Ty, Variant};
use crate::schema::QName;

pub(crate) fn choice(
    names: &Names<'_>,
    item: &Item,
    variants: &[Variant],
    comment: &TokenStream,
) -> Result<String, String> {
    let bodies = variants.iter().map(|variant| {
        let comment = docs(&variant.docs);
        let name = ident(&variant.name);
        let ty = names.ty(&variant.ty);
        quote! { #comment #name(#ty), }
    });
    let text = holding_values(item, comment, bodies)?;
    let rows: Vec<String> = variants
        .iter()
        .map(|variant| {
            let mut from = if variant.is_from { from(names, &variant.ty) } else { String::new() };
            if let Some(declared) = variant.via {
                from.push_str(&format!(", or {}", names.item_text(declared)));
            }
            format!("{}: {}{from};", variant.name, row::expression(names, &variant.row))
        })
        .collect();
    let default = variants.iter().position(|variant| variant.is_default);
    let head = head(item, default.and_then(|at| Some((at, variants.get(at)?.name.as_str()))));
    Ok(format!("{text}\n{}", macro_call("choice", &head, &rows)))
}

pub(crate) fn polymorphic(
    names: &Names<'_>,
    item: &Item,
    base: Option<ItemId>,
    restricted: &[QName],
    variants: &[DerivedVariant],
    comment: &TokenStream,
) -> Result<String, String> {
    let bodies = variants.iter().map(|variant| {
        let comment = docs(&[format!("`xsi:type` is `{}`.", variant.qname.local)]);
        let name = ident(&variant.name);
        let ty = names.ty(&variant.ty);
        quote! { #comment #name(#ty), }
    });
    let other = base.map(|base| {
        let base = names.ty(&Ty::Item(base));
        quote! {
            /// `xsi:type` is another, which is kept with what it adds.
            Other(Box<xml::Derived<#base>>),
        }
    });
    let text = holding_values(item, comment, bodies.chain(other))?;
    let mut rows: Vec<String> = variants
        .iter()
        .map(|variant| {
            let base = if variant.is_base { "base" } else { "derived" };
            let from = from(names, &variant.ty);
            format!("{}: {base}({}){from};", variant.name, qname(names, &variant.qname))
        })
        .collect();
    let default = variants.iter().position(|variant| variant.is_default);
    let mut head = head(item, default.and_then(|at| Some((at, variants.get(at)?.name.as_str()))));
    if let Some(base) = base {
        head.push_str(&format!(": {}", names.item_text(base)));
        rows.extend(restricted.iter().map(|name| format!("_: derived({});", qname(names, name))));
    }
    Ok(format!("{text}\n{}", macro_call("polymorphic", &head, &rows)))
}

/// The name of an enum, and its default where that is not the first variant.
fn head(item: &Item, default: Option<(usize, &str)>) -> String {
    match default {
        Some((at, name)) if at > 0 => format!("{} default {name}", item.name),
        _ => item.name.clone(),
    }
}

/// `, from X`: the type alone tells the variant.
fn from(names: &Names<'_>, ty: &Ty) -> String {
    let ty = match ty {
        Ty::Boxed(inner) => inner,
        ty => ty,
    };
    format!(", from {}", names.ty_text(ty))
}

fn holding_values(
    item: &Item,
    comment: &TokenStream,
    bodies: impl Iterator<Item = TokenStream>,
) -> Result<String, String> {
    let name = ident(&item.name);
    let derives = matches!(item.kind, ItemKind::Union(_)).then(|| quote! { #[derive(Clone, Debug, PartialEq)] });
    definition(quote! {
        #comment
        #derives
        pub enum #name {
            #(#bodies)*
        }
    })
}

pub(crate) fn strings(item: &Item, kind: &StringEnum, comment: &TokenStream) -> Result<String, String> {
    let name = ident(&item.name);
    let variants = kind.values.iter().map(|value| {
        let comment = docs(&value.docs);
        let name = ident(&value.name);
        quote! { #comment #name, }
    });
    let other = ident(&kind.other);
    let text = definition(quote! {
        #comment
        pub enum #name {
            #(#variants)*
            /// A value that the schema does not list, as it came.
            #other(String),
        }
    })?;
    let rows: Vec<String> =
        kind.values.iter().map(|value| format!("{}: {};", value.name, literal(&value.text))).collect();
    let head = format!("{}({}) else {}", item.name, literal(&kind.schema_name), kind.other);
    Ok(format!("{text}\n{}", macro_call("string_enum", &head, &rows)))
}

pub(crate) fn union(
    names: &Names<'_>,
    item: &Item,
    members: &[Member],
    comment: &TokenStream,
) -> Result<String, String> {
    let bodies = members.iter().map(|member| {
        let comment = docs(&[match member.kind {
            MemberKind::Text => "Any text.".to_owned(),
            MemberKind::Unlisted => "A text that is no value of the others, as it came.".to_owned(),
            MemberKind::List => "A list of values.".to_owned(),
            MemberKind::Listed => "One of the listed values.".to_owned(),
            MemberKind::Lexical => format!("A value of `{}`.", names.ty_text(&member.ty)),
        }]);
        let name = ident(&member.name);
        let ty = names.ty(&member.ty);
        quote! { #comment #name(#ty), }
    });
    let text = holding_values(item, comment, bodies)?;
    let rows: Vec<String> = members
        .iter()
        .map(|member| {
            let kind = match member.kind {
                MemberKind::Lexical => "lexical",
                MemberKind::Listed => "listed",
                MemberKind::List => "list",
                MemberKind::Text => "text",
                MemberKind::Unlisted => "unlisted",
            };
            format!("{}: {kind};", member.name)
        })
        .collect();
    Ok(format!("{text}\n{}", macro_call("union", &format!("{}({})", item.name, literal(&item.name)), &rows)))
}
