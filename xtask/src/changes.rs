//! The differences between two generated folders: types, members and operations.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt;
use std::path::PathBuf;

use codegen::emit::Files;
use proc_macro2::{Delimiter, Group, TokenTree};
use syn::parse::ParseStream;
use syn::{Fields, Item};

/// For each type, element, operation and namespace, by path such as `types::ItemIdType`: the names and Rust types of its members.
pub(crate) type Types = BTreeMap<String, BTreeMap<String, String>>;

/// Added, removed and changed types and members.
pub(crate) struct Changes {
    lines: Vec<String>,
}

/// The maximum number of lines to print. Of the remaining lines, only the number is printed.
const MAX_SHOWN: usize = 60;

impl Changes {
    pub(crate) fn between(before: &Files, after: &Files) -> Self {
        let mut lines = Vec::new();
        if before.is_empty() {
            return Self { lines: vec![format!("new: {} types, elements and operations", types(after).len())] };
        }
        // Parsing is the slowest step, so unchanged files are not parsed.
        let (before, after) = (types(other_files(before, after)), types(other_files(after, before)));
        for (name, members) in &after {
            match before.get(name) {
                None => lines.push(format!("added    {name}")),
                Some(old) => members_between(name, old, members, &mut lines),
            }
        }
        lines.extend(before.keys().filter(|name| !after.contains_key(*name)).map(|name| format!("removed  {name}")));
        Self { lines }
    }
}

/// Returns the files that `others` does not contain with the same path and text.
fn other_files<'f>(files: &'f Files, others: &Files) -> impl Iterator<Item = (&'f PathBuf, &'f String)> {
    files.iter().filter(|(path, text)| others.get(*path) != Some(*text))
}

fn members_between(
    name: &str,
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
    lines: &mut Vec<String>,
) {
    for (member, ty) in new {
        match old.get(member) {
            None => lines.push(format!("added    {name}.{member}")),
            Some(before) if before != ty => lines.push(format!("changed  {name}.{member}: {before} is now {ty}")),
            Some(_) => {}
        }
    }
    lines.extend(
        old.keys().filter(|member| !new.contains_key(*member)).map(|member| format!("removed  {name}.{member}")),
    );
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lines.is_empty() {
            return writeln!(f, "no type, field, value or operation changed");
        }
        for line in self.lines.iter().take(MAX_SHOWN) {
            writeln!(f, "{line}")?;
        }
        match self.lines.len().saturating_sub(MAX_SHOWN) {
            0 => Ok(()),
            more => writeln!(f, "and {more} more"),
        }
    }
}

/// Returns the types, elements, operations and namespaces that files define. The files are pairs of path and text. A file that is not
/// valid Rust is skipped.
pub(crate) fn types<'f>(files: impl IntoIterator<Item = (&'f PathBuf, &'f String)>) -> Types {
    let mut types = Types::new();
    for (path, text) in files {
        let Ok(file) = syn::parse_file(&without_comments(text)) else { continue };
        let module = path.with_extension("");
        let is_module = |name: &OsStr| name == "elements" || name == "operations" || name == "namespaces";
        let place = match module.file_name().is_some_and(is_module) {
            true => module.display().to_string(),
            false => module.parent().map(|parent| parent.display().to_string()).unwrap_or_default(),
        };
        for item in &file.items {
            let rows = if let Item::Macro(call) = item { rows(&call.mac) } else { Vec::new() };
            for (name, members) in described(item).into_iter().chain(rows) {
                types.insert(format!("{}::{name}", place.replace(['/', '\\'], "::")), members);
            }
        }
    }
    types
}

/// Removes the comment lines from generated code. Parsing them would take longer than parsing all other lines.
fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

pub(crate) fn described(item: &Item) -> Option<(String, BTreeMap<String, String>)> {
    match item {
        Item::Struct(item) => Some((item.ident.to_string(), fields(&item.fields))),
        Item::Enum(item) => {
            let variant = |variant: &syn::Variant| {
                let held = fields(&variant.fields).into_values().collect::<Vec<_>>().join(", ");
                (variant.ident.to_string(), held)
            };
            Some((item.ident.to_string(), item.variants.iter().map(variant).collect()))
        }
        Item::Type(item) => Some((item.ident.to_string(), BTreeMap::from([("type".to_owned(), text(&item.ty))]))),
        _ => None,
    }
}

/// Returns the elements, operations or namespaces that a macro call defines with rows such as `Name(Content): row;` or
/// `Name("Name") { .. }`.
fn rows(call: &syn::Macro) -> Vec<(String, BTreeMap<String, String>)> {
    let is_definition = |name: &syn::Ident| name == "elements" || name == "operations" || name == "namespaces";
    if !call.path.segments.last().is_some_and(|segment| is_definition(&segment.ident)) {
        return Vec::new();
    }
    call.parse_body_with(|input: ParseStream<'_>| {
        let mut rows = Vec::new();
        while !input.is_empty() {
            input.call(syn::Attribute::parse_outer)?;
            let name: syn::Ident = input.parse()?;
            let content = input.fork().parse::<Group>().and_then(|content| syn::parse2::<syn::Type>(content.stream()));
            let members = content.iter().map(|ty| ("0".to_owned(), text(ty))).collect();
            rows.push((name.to_string(), members));
            while !is_end(&input.parse()?) {}
        }
        Ok(rows)
    })
    .unwrap_or_default()
}

/// Returns whether a token ends a row: `;`, or a group in braces.
fn is_end(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    }
}

fn fields(fields: &Fields) -> BTreeMap<String, String> {
    let named = |(index, field): (usize, &syn::Field)| {
        let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
        (name, text(&field.ty))
    };
    fields.iter().enumerate().map(named).collect()
}

fn text(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => path
            .path
            .segments
            .iter()
            .filter(|segment| segment.ident != "super")
            .map(|segment| match &segment.arguments {
                syn::PathArguments::AngleBracketed(arguments) => {
                    let inner: Vec<String> = arguments
                        .args
                        .iter()
                        .map(|argument| match argument {
                            syn::GenericArgument::Type(ty) => text(ty),
                            _ => "_".to_owned(),
                        })
                        .collect();
                    format!("{}<{}>", segment.ident, inner.join(", "))
                }
                _ => segment.ident.to_string(),
            })
            .collect::<Vec<_>>()
            .join("::"),
        _ => "_".to_owned(),
    }
}
