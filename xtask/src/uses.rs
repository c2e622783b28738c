//! The list of generated items that hand-written code uses, from the file `uses.rs` of a package.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use codegen::Generated;
use codegen::model::Model;
use syn::{Attribute, Item};

use crate::changes::{Types, described, types};
use crate::output::read_text;

/// An internal feature that every feature of bindings.toml enables. It enables each feature of hand-written code for which every build
/// contains all generated items.
const ALWAYS_AVAILABLE: &str = "_has_all";

/// The path of the enum with the requests of all operations.
const ANY_REQUEST: &str = "operations::AnyRequest";

/// The items that `uses.rs` of a package lists.
pub(crate) struct Uses {
    package: PathBuf,
    entries: Vec<Entry>,
}

/// An item, with the members that hand-written code uses.
struct Entry {
    path: String,
    members: BTreeMap<String, String>,
    /// The feature that enables the code that uses the item; `None` if every build contains this code.
    feature: Option<String>,
    line: usize,
}

/// The result of [`Uses::resolve`].
pub(crate) struct Parts {
    /// For each internal feature that Cargo.toml needs in addition to those of the model: the features that it enables.
    pub(crate) features: BTreeMap<String, BTreeSet<String>>,
    /// A sentence about each feature that is left out.
    pub(crate) left_out: Vec<String>,
}

/// For each feature of hand-written code: its entries in `uses.rs`, each with a message if generated code lacks the item or has it
/// with other members.
type EntriesByFeature<'u> = BTreeMap<&'u str, Vec<(&'u Entry, &'u Option<String>)>>;

impl Uses {
    /// Reads `uses.rs` of a package.
    ///
    /// # Errors
    /// The file cannot be read, is not valid Rust, contains an item that is not a module, a struct or an enum, or an item with another
    /// attribute than `#[cfg(feature = "...")]`.
    pub(crate) fn read(package: &Path) -> Result<Self, String> {
        let path = package.join("uses.rs");
        let fail = |error: syn::Error| format!("{}:{}: {error}", path.display(), error.span().start().line);
        let file = syn::parse_file(&read_text(&path)?).map_err(fail)?;
        let mut entries = Vec::new();
        add("", &file.items, &mut entries).map_err(fail)?;
        Ok(Self { package: package.to_owned(), entries })
    }

    /// Compares the list with generated code, and changes the features of the model so that they enable the features of hand-written
    /// code.
    ///
    /// A feature of hand-written code is left out if all of its items are missing in generated code or have changed. If only some of
    /// them are, the feature is left out for schemas of another version (`has_foreign_bindings`); otherwise this is an error.
    ///
    /// # Errors
    /// An item that hand-written code requires is missing or has changed.
    pub(crate) fn resolve(&self, generated: &mut Generated, has_foreign_bindings: bool) -> Result<Parts, String> {
        let mut types = self.types(generated);
        // The macro `soap::operations!` defines `AnyRequest`, so the text of generated code does not contain this enum.
        if !generated.model.operations.is_empty() {
            types.insert(ANY_REQUEST.to_owned(), BTreeMap::new());
        }
        if generated.model.has_common_elements() {
            types.insert("elements".to_owned(), BTreeMap::new());
        }
        let problems: Vec<Option<String>> = self.entries.iter().map(|entry| entry.problem(&types)).collect();
        let mut features = EntriesByFeature::new();
        let mut errors = Vec::new();
        for (entry, problem) in self.entries.iter().zip(&problems) {
            match (&entry.feature, problem) {
                (Some(feature), _) => features.entry(feature).or_default().push((entry, problem)),
                (None, Some(problem)) => errors.push(self.error(entry, problem)),
                (None, None) => {}
            }
        }
        let mut parts = Parts { features: BTreeMap::new(), left_out: Vec::new() };
        let enabling = enabling(&generated.model, &features);
        for (feature, entries) in features {
            let failed = || entries.iter().filter_map(|(entry, problem)| Some((*entry, problem.as_ref()?)));
            let is_absent = failed().count() == entries.len();
            if let Some((_, problem)) = failed().next() {
                if is_absent || has_foreign_bindings {
                    let place = self.place(|line| line.contains(&format!("\"{feature}\"")));
                    parts.left_out.push(format!("left out: the code with feature `{feature}` ({place}): {problem}"));
                } else {
                    errors.extend(failed().map(|(entry, problem)| self.error(entry, problem)));
                }
                parts.features.entry(feature.to_owned()).or_default();
                continue;
            }
            match enabling.get(feature) {
                Some(groups) => {
                    for group in generated.model.features.iter_mut().filter(|group| groups.contains(&group.name)) {
                        group.enables.insert(feature.to_owned());
                    }
                }
                None => drop(parts.features.entry(ALWAYS_AVAILABLE.to_owned()).or_default().insert(feature.to_owned())),
            }
        }
        if !errors.is_empty() {
            return Err(format!("{}nothing was written", errors.concat()));
        }
        if parts.features.contains_key(ALWAYS_AVAILABLE) {
            for group in &mut generated.model.features {
                group.enables.insert(ALWAYS_AVAILABLE.to_owned());
            }
        }
        Ok(parts)
    }

    /// Returns the types in generated code. Files that define no item of the list are not parsed, because parsing is the slowest step.
    fn types(&self, generated: &Generated) -> Types {
        let places = generated.model.files();
        let listed: BTreeSet<&PathBuf> = self.entries.iter().filter_map(|entry| places.get(&entry.path)).collect();
        let unlisted: BTreeSet<&PathBuf> = places.values().filter(|path| !listed.contains(path)).collect();
        types(generated.files.iter().filter(|(path, _)| !unlisted.contains(path)))
    }

    fn error(&self, entry: &Entry, problem: &str) -> String {
        let item = entry.path.rsplit("::").next().unwrap_or_default();
        let place = self.place(|line| has_word(line, item));
        let list = self.package.join("uses.rs");
        format!(
            "error: hand-written code uses `{}`: {problem}\n  --> {place}\n  ::: {}:{}\n  = help: adapt the code and \
             {}, or give the part its former name in bindings.toml\n",
            entry.path,
            list.display(),
            entry.line,
            list.display()
        )
    }

    /// Returns `path:line` of the first line of hand-written code that `is_wanted` accepts; the folder `src` if there is none.
    fn place(&self, is_wanted: impl Fn(&str) -> bool) -> String {
        let mut files = Vec::new();
        add_sources(&self.package.join("src"), &mut files);
        for path in files {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let mut lines = text.lines().enumerate();
            if let Some((line, _)) = lines.find(|(_, line)| !line.trim_start().starts_with("//") && is_wanted(line)) {
                return format!("{}:{}", path.display(), line + 1);
            }
        }
        self.package.join("src").display().to_string()
    }
}

impl Entry {
    /// Returns a message about the difference between the entry and generated code; `None` if there is none.
    fn problem(&self, types: &Types) -> Option<String> {
        let path = &self.path;
        let Some(members) = types.get(path) else {
            return Some(format!("generated code has no `{path}`"));
        };
        self.members.iter().find_map(|(name, ty)| match members.get(name) {
            None => Some(format!("`{path}` has no `{name}`")),
            Some(found) if unboxed(found) == unboxed(ty) => None,
            Some(found) => Some(format!("`{name}` of `{path}` is `{found}` instead of `{ty}`")),
        })
    }
}

fn add(module: &str, items: &[Item], entries: &mut Vec<Entry>) -> syn::Result<()> {
    for item in items {
        if let Item::Mod(inner) = item {
            let (_, items) = inner.content.as_ref().ok_or_else(|| error(item, "expected items in braces"))?;
            if items.is_empty() {
                let path = format!("{module}{}", inner.ident);
                let line = inner.ident.span().start().line;
                entries.push(Entry { path, members: BTreeMap::new(), feature: None, line });
            }
            add(&format!("{module}{}::", inner.ident), items, entries)?;
            continue;
        }
        let (attributes, ident) = match item {
            Item::Struct(item) => (&item.attrs, &item.ident),
            Item::Enum(item) => (&item.attrs, &item.ident),
            _ => return Err(error(item, "expected a module, a struct or an enum")),
        };
        let (name, members) = described(item).ok_or_else(|| error(item, "expected a struct or an enum"))?;
        let feature = attributes.first().map(feature).transpose()?;
        entries.push(Entry { path: format!("{module}{name}"), members, feature, line: ident.span().start().line });
    }
    Ok(())
}

/// Returns the feature in `#[cfg(feature = "name")]`.
fn feature(attribute: &Attribute) -> syn::Result<String> {
    let mut found = None;
    attribute.parse_nested_meta(|meta| {
        let literal: syn::LitStr = meta.value()?.parse()?;
        found = Some(literal.value());
        Ok(())
    })?;
    found.ok_or_else(|| syn::Error::new_spanned(attribute, "expected #[cfg(feature = \"...\")]"))
}

fn error(item: &Item, message: &str) -> syn::Error {
    syn::Error::new_spanned(item, message)
}

/// Maps each feature of hand-written code to the features of the model that each enable all items that the code uses. Ignores items
/// that every build contains, and leaves out a feature without other items.
fn enabling(model: &Model, features: &EntriesByFeature<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let gates = model.gates();
    let groups = |entries: &[(&Entry, &Option<String>)]| {
        let sets = entries.iter().filter_map(|(entry, _)| gates.get(&entry.path).copied().flatten());
        let sets = sets.map(|gate| gate.enabled_by.iter().cloned().collect::<BTreeSet<String>>());
        sets.reduce(|all, set| all.intersection(&set).cloned().collect())
    };
    features.iter().filter_map(|(feature, entries)| Some(((*feature).to_owned(), groups(entries)?))).collect()
}

/// Removes `Box` from a type. Whether the generator boxes a value depends on sizes, so `uses.rs` need not state it.
fn unboxed(ty: &str) -> String {
    let Some((before, rest)) = ty.split_once("Box<") else { return ty.to_owned() };
    let mut depth = 1_usize;
    let end = rest.find(|c| {
        depth = match c {
            '<' => depth + 1,
            '>' => depth - 1,
            _ => depth,
        };
        depth == 0
    });
    let (inner, after) = rest.split_at(end.unwrap_or(rest.len()));
    unboxed(&format!("{before}{inner}{}", after.get(1..).unwrap_or_default()))
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|found| found == word)
}

/// Adds the source files below a folder, except those in folders named `generated`.
fn add_sources(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true if !path.ends_with("generated") => add_sources(&path, files),
            false if path.extension().is_some_and(|ending| ending == "rs") => files.push(path),
            _ => {}
        }
    }
}
