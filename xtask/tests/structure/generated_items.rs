//! Checks that `uses.rs` lists the generated items that hand-written code of `ews-types` names.

use std::collections::BTreeSet;
use std::fs;

use proc_macro2::{TokenStream, TokenTree};
use test_support::files_below;

use super::workspace;

const MODULES: [&str; 4] = ["messages", "namespaces", "operations", "types"];

#[test]
fn the_list_of_used_items_is_complete() {
    let package = workspace().join("ews-types");
    let list: TokenStream = fs::read_to_string(package.join("uses.rs")).unwrap().parse().unwrap();
    let mut listed = BTreeSet::new();
    definitions("", list, &mut listed);
    for (path, text) in files_below(&package.join("src")) {
        let is_code = path.extension().is_some_and(|ending| ending == "rs") && !path.starts_with("generated");
        if is_code && !path.ends_with("lib.rs") {
            let mut named = BTreeSet::new();
            references("", text.parse().unwrap(), &mut named);
            let missing: Vec<&String> = named.difference(&listed).collect();
            assert!(missing.is_empty(), "{} uses items that ews-types/uses.rs lacks: {missing:?}", path.display());
        }
    }
}

/// Adds the paths of all structs and enums in `tokens`, the content of `uses.rs`, to `found`.
fn definitions(module: &str, tokens: TokenStream, found: &mut BTreeSet<String>) {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        let keyword = token.to_string();
        match keyword.as_str() {
            "struct" | "enum" => drop(found.insert(format!("{module}{}", tokens.next().unwrap()))),
            "mod" => {
                let inner = format!("{module}{}::", tokens.next().unwrap());
                if let Some(TokenTree::Group(group)) = tokens.next() {
                    definitions(&inner, group.stream(), found);
                }
            }
            _ => {}
        }
    }
}

/// Adds the paths in code that refer to items of generated modules to `found`.
fn references(prefix: &str, tokens: TokenStream, found: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_path = |at: usize| {
        let is_colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        is_colon(at) && is_colon(at + 1)
    };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let TokenTree::Ident(ident) = token else {
            if let TokenTree::Group(group) = token {
                references("", group.stream(), found);
            }
            continue;
        };
        let mut path = format!("{prefix}{ident}");
        if prefix.is_empty() && !(MODULES.contains(&path.as_str()) && is_path(at)) {
            continue;
        }
        while is_path(at) && (path.split("::").count() == 1 || path.ends_with("elements")) {
            at += 2;
            match tokens.get(at) {
                Some(TokenTree::Ident(ident)) => path += &format!("::{ident}"),
                Some(TokenTree::Group(group)) => {
                    references(&format!("{path}::"), group.stream(), found);
                    path.clear();
                }
                // A macro variable or a glob, as in `types::$name` or `types::*`: the path does not state which item is used.
                _ => path.clear(),
            }
            at += 1;
        }
        if !path.is_empty() {
            found.insert(path);
        }
    }
}
