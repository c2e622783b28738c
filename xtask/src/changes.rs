//! The differences between two generated folders: types, members and operations.

use std::collections::BTreeMap;
use std::fmt;

use codegen::emit::Files;
use syn::{Fields, Item};

/// The members of each type, with their Rust types.
type Types = BTreeMap<String, BTreeMap<String, String>>;

/// Added, removed and changed types and members.
pub(crate) struct Changes {
    lines: Vec<String>,
}

/// The maximum number of lines that are shown. Further ones are counted.
const MAX_SHOWN: usize = 60;

impl Changes {
    pub(crate) fn between(before: &Files, after: &Files) -> Self {
        let (before, after) = (types(before), types(after));
        let mut lines = Vec::new();
        if before.is_empty() {
            return Self { lines: vec![format!("new: {} types, elements and operations", after.len())] };
        }
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

/// Returns the types of all files. A file that is not valid Rust counts as empty.
fn types(files: &Files) -> Types {
    let mut types = Types::new();
    for (path, text) in files {
        let Ok(file) = syn::parse_file(text) else { continue };
        let module = path.with_extension("");
        let place = match module.file_name().is_some_and(|name| name == "elements" || name == "operations") {
            true => module.display().to_string(),
            false => module.parent().map(|parent| parent.display().to_string()).unwrap_or_default(),
        };
        for item in file.items {
            if let Some((name, members)) = described(&item) {
                types.insert(format!("{}::{name}", place.replace(['/', '\\'], "::")), members);
            }
        }
    }
    types
}

fn described(item: &Item) -> Option<(String, BTreeMap<String, String>)> {
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
