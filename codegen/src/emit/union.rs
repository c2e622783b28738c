//! Enums of the member types of a union.

use proc_macro2::TokenStream;
use quote::quote;

use super::choice::{VariantDefinition, from};
use super::docs::docs;
use super::literal::literal;
use super::names::{Names, ident};
use super::spacing::to_line;
use crate::model::{Item, Member, MemberKind};

pub(crate) fn item(names: &Names<'_>, item: &Item, members: &[Member]) -> TokenStream {
    let bodies = members.iter().map(|member| {
        let docs = [description(names, member)];
        VariantDefinition { name: &member.name, ty: &member.ty, docs: &docs, gate: &None }.tokens(names)
    });
    let comment = docs(&item.docs);
    let xml = names.xml();
    let name = ident(&item.name);
    let schema_name = literal(&item.name);
    let rows = members.iter().map(|member| {
        let name = ident(&member.name);
        let kind = ident(kind(member.kind));
        let from = member.source().map(|ty| from(names, ty, &[]));
        quote! { #name: #kind #from; }
    });
    quote! {
        #comment
        #[derive(Clone, Debug)]
        pub enum #name {
            #(#bodies)*
        }

        #xml::union! {
            #name(#schema_name) { #(#rows)* }
        }
    }
}

fn description(names: &Names<'_>, member: &Member) -> String {
    match member.kind {
        MemberKind::Text => "Any text.".to_owned(),
        MemberKind::Unlisted => "A text that is not a value of the other members, unchanged.".to_owned(),
        MemberKind::List => "A list of values.".to_owned(),
        MemberKind::Listed => "One of the listed values.".to_owned(),
        MemberKind::Lexical => format!("A value of `{}`.", to_line(names.ty(&member.ty))),
    }
}

fn kind(kind: MemberKind) -> &'static str {
    match kind {
        MemberKind::Lexical => "lexical",
        MemberKind::Listed => "listed",
        MemberKind::List => "list",
        MemberKind::Text => "text",
        MemberKind::Unlisted => "unlisted",
    }
}
