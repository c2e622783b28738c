//! The versions of a protocol, and the first version that has each part of its schemas.
//!
//! ```toml
//! # Types, elements and operations that are new in V2, a version in bindings.toml.
//! [V2]
//! new = ["t:OrderType", "t:ColorType"]
//! operations = ["PlaceOrder"]
//! # Parts of an older type.
//! "t:CustomerType" = ["/Orders", "/@number"]
//! "t:SizeType" = ["=huge"]
//!
//! # Parts whose first version is V3 or an earlier one.
//! ["<= V3"]
//! new = ["t:InvoiceType"]
//! ```
//!
//! Paths have the form of a [`BindingPath`]. A part that is not listed is as old as the part that contains it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::DeValue;

use super::binding_path::BindingPath;
use super::coverage::Coverage;
use super::documentation::{operation_path, unknown_part};
use super::toml_document::{parse, span};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::spelling::nearest;

/// A version of a protocol.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Version {
    /// The name in messages of the protocol.
    pub name: String,
    /// The name in docs and error messages.
    pub title: String,
}

/// For each part of a schema, the first version that has this part. Empty by default.
#[derive(Debug, Default)]
pub struct Versions {
    pub(crate) list: Vec<Version>,
    parts: BTreeMap<String, (Since, Span)>,
    used: RefCell<BTreeSet<String>>,
}

/// The first version that has a part.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Since {
    /// The position in the list of versions.
    pub version: usize,
    /// True if the part can be older than this version: `<=` in the file.
    pub is_latest: bool,
}

impl Since {
    /// Returns the name of a version for a table: `≤ release 2` if the part can be older.
    pub(crate) fn short_title(self, versions: &[Version]) -> String {
        let title = self.version_title(versions);
        // A no-break space, so that the sign and the name are on one line.
        if self.is_latest { format!("≤\u{A0}{title}") } else { title.to_owned() }
    }

    fn version_title(self, versions: &[Version]) -> &str {
        versions.get(self.version).map_or("", |version| &version.title)
    }
}

impl Versions {
    /// Returns an error for each path that matches no part of the generated code.
    pub fn check(&self, coverage: &Coverage) -> Diagnostics {
        let used = self.used.borrow();
        let mut diagnostics = Diagnostics::default();
        for (path, (_, span)) in self.parts.iter().filter(|(path, _)| !used.contains(*path)) {
            diagnostics.push(unknown_part(path, *span, coverage, "fix the path, or remove it"));
        }
        diagnostics
    }

    /// Returns the first version that has a part.
    pub(crate) fn since(&self, path: &BindingPath) -> Since {
        self.of(path.as_str()).unwrap_or_default()
    }

    /// Returns the first version that has a global element: the version that the file states for the element, or else for its type.
    pub(crate) fn of_element(&self, path: &BindingPath, ty: Option<&BindingPath>) -> Since {
        self.of(path.as_str()).unwrap_or_else(|| ty.map(|ty| self.since(ty)).unwrap_or_default())
    }

    /// Returns the first version that has an operation, if the file states it. For `None`, the caller uses the version of the request
    /// element.
    pub(crate) fn of_operation(&self, name: &str) -> Option<Since> {
        self.of(&operation_path(name))
    }

    /// Returns the position of the first version that has a part; 0 if the part is as old as the part that contains it.
    pub(crate) fn row(&self, path: &BindingPath) -> usize {
        let outer = outer(path.as_str()).and_then(|outer| self.of(outer)).unwrap_or_default();
        let own = self.since(path);
        if own.version > outer.version { own.version } else { 0 }
    }

    /// Returns `, since V2` for a part that not all versions have.
    pub(crate) fn suffix(&self, since: Since) -> String {
        if since.version == 0 { String::new() } else { format!(", since {}", self.title(since)) }
    }

    /// Returns the [`suffix`](Self::suffix) of a part; empty if the part is as old as the part that contains it.
    pub(crate) fn member_suffix(&self, path: &BindingPath) -> String {
        if self.row(path) == 0 { String::new() } else { self.suffix(self.since(path)) }
    }

    /// Returns the name of a version in docs; empty if there are no versions.
    pub(crate) fn title(&self, since: Since) -> String {
        let title = since.version_title(&self.list);
        if since.is_latest { format!("{title} at the latest") } else { title.to_owned() }
    }

    /// Returns the first version that the file states for a path, or else for the nearest part that contains it.
    pub fn of(&self, path: &str) -> Option<Since> {
        let mut next = Some(path);
        while let Some(path) = next {
            if let Some((since, _)) = self.parts.get(path) {
                self.used.borrow_mut().insert(path.to_owned());
                return Some(*since);
            }
            next = outer(path);
        }
        None
    }

    /// Parses a file that states the first versions of parts. `list` contains all versions, from bindings.toml.
    pub(crate) fn parse(text: &str, source: SourceId, list: Vec<Version>, diagnostics: &mut Diagnostics) -> Self {
        let mut versions = Self { list, ..Self::default() };
        for (key, table) in parse(text, source, diagnostics).get_ref() {
            let name = key.get_ref().strip_prefix("<= ");
            let is_latest = name.is_some();
            let name = name.unwrap_or(key.get_ref());
            match versions.list.iter().position(|version| version.name == name) {
                Some(version) => versions.table(Since { version, is_latest }, table, source, diagnostics),
                None => {
                    let error = Diagnostic::error(format!("bindings.toml has no version `{name}`"));
                    let help = match nearest(name, versions.list.iter().map(|version| &*version.name)) {
                        Some(known) => format!("did you mean `{known}`?"),
                        None => "add it to `versions` in bindings.toml".to_owned(),
                    };
                    diagnostics.push(error.at(span(source, key)).help(help));
                }
            }
        }
        versions
    }

    fn table(&mut self, since: Since, table: &Spanned<DeValue<'_>>, source: SourceId, diagnostics: &mut Diagnostics) {
        let Some(lists) = table.get_ref().as_table() else {
            diagnostics.push(Diagnostic::error("expected a table of lists").at(span(source, table)));
            return;
        };
        for (key, list) in lists {
            let component: &Cow<'_, str> = key.get_ref();
            for entry in list.get_ref().as_array().into_iter().flat_map(|list| list.iter()) {
                let path = entry.get_ref().as_str().map(|text| match &**component {
                    "new" => text.to_owned(),
                    "operations" => operation_path(text),
                    component => format!("{component}{text}"),
                });
                match path {
                    Some(path) => self.add(path, since, span(source, entry), diagnostics),
                    None => diagnostics.push(Diagnostic::error("expected a string").at(span(source, entry))),
                }
            }
            if list.get_ref().as_array().is_none() {
                diagnostics.push(Diagnostic::error("expected a list of strings").at(span(source, list)));
            }
        }
    }

    fn add(&mut self, path: String, since: Since, span: Span, diagnostics: &mut Diagnostics) {
        match self.parts.entry(path) {
            Entry::Vacant(entry) => drop(entry.insert((since, span))),
            Entry::Occupied(entry) => diagnostics.push(
                Diagnostic::error(format!("`{}` is listed for two versions", entry.key()))
                    .at(span)
                    .help("remove one of them")
                    .related(entry.get().1, "the other one is here"),
            ),
        }
    }
}

/// Returns the path of the part that contains a part: `t:A` for `t:A/B` and `t:A=B`. `None` for a global component.
fn outer(path: &str) -> Option<&str> {
    let end = path.find('=').or_else(|| path.rfind('/'))?;
    path.get(..end)
}
