//! Documentation files: sentences about the components of a schema.
//!
//! ```toml
//! [operations]
//! PlaceOrder = "Orders articles for a customer."
//! # A second paragraph.
//! [operations_more]
//! PlaceOrder = "The response contains the number of the order. Prices are those of the catalog."
//!
//! # Response codes: `type` is the path of their enumeration, `*` lists the codes that any operation can return, and each other key
//! # is an operation with the codes that matter for it.
//! [operation_codes]
//! type = "t:ResultType"
//! "*" = "Busy Denied"
//! PlaceOrder = "SoldOut"
//!
//! ["t:OrderType"]
//! "." = "Articles that a customer ordered together."     # the type
//! "/Lines" = "The articles in the order of the invoice." # a field
//! "/@number" = "Identifies the order; unique per year."  # an attribute
//!
//! ["t:ColorType"]
//! "=red" = "The colour of the company's logo."           # a value
//! ```
//!
//! The name of each other table is the path of a component. Its keys are `.` for the component itself, and the rest of the path for a
//! part of the component: see [`BindingPath`]. Identifiers in sentences are in backquotes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use toml::Spanned;
use toml::de::DeValue;

use super::binding_path::BindingPath;
use super::coverage::Coverage;
use super::toml_document::{parse, span};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::spelling::nearest;

/// The table of sentences about operations.
const OPERATIONS: &str = "operations";

/// The table of further paragraphs about operations.
const OPERATIONS_MORE: &str = "operations_more";

/// The table of the response codes of operations. Its keys are names of operations, except for the next two constants.
const OPERATION_CODES: &str = "operation_codes";
const TYPE_OF_CODES: &str = "type";
const COMMON_CODES: &str = "*";

/// The sentences of documentation files; none by default.
#[derive(Debug, Default)]
pub struct Documentation {
    sentences: BTreeMap<String, Sentence>,
}

#[derive(Debug)]
struct Sentence {
    text: String,
    /// The place of the key.
    span: Span,
}

impl Documentation {
    /// Returns the number of sentences.
    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    /// Returns whether there are no sentences.
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// Returns the paths of sentences, and the paths in lists of response codes, that match no part of a model.
    pub fn unknown<'d>(&'d self, coverage: &'d Coverage) -> impl Iterator<Item = String> {
        self.unknown_parts(coverage).map(|(path, _)| path)
    }

    /// Returns an error for each path that [`unknown`](Self::unknown) returns.
    pub fn check(&self, coverage: &Coverage) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        for (path, sentence) in self.unknown_parts(coverage) {
            diagnostics.push(unknown_part(&path, sentence.span, coverage, "fix the path, or remove the sentence"));
        }
        diagnostics
    }

    fn unknown_parts<'d>(&'d self, coverage: &'d Coverage) -> impl Iterator<Item = (String, &'d Sentence)> {
        let parts = self.sentences.iter().flat_map(|(path, sentence)| {
            self.parts_of(path, &sentence.text).into_iter().map(move |part| (part, sentence))
        });
        parts.filter(|(path, _)| !coverage.contains(&known_as(path)))
    }

    /// Returns the paths of the parts to which the entry `path = text` refers. For a sentence, this is its subject, for
    /// `operation_codes/type` the enumeration, and for a list of response codes the operation, unless the key is `*`, and the
    /// enumerated values.
    fn parts_of(&self, path: &str, text: &str) -> Vec<String> {
        let Some(key) = path.strip_prefix(OPERATION_CODES).and_then(|rest| rest.strip_prefix('/')) else {
            return vec![path.to_owned()];
        };
        if key == TYPE_OF_CODES {
            return vec![text.to_owned()];
        }
        let operation = (key != COMMON_CODES).then(|| operation_path(key));
        let ty = self.type_of_codes().unwrap_or_default();
        let codes = text.split_whitespace().map(|code| format!("{ty}={code}"));
        operation.into_iter().chain(codes).collect()
    }

    /// Returns the path of the enumeration whose values are response codes.
    pub(crate) fn type_of_codes(&self) -> Option<&str> {
        self.text(&format!("{OPERATION_CODES}/{TYPE_OF_CODES}"))
    }

    /// Returns the response codes that any operation can return.
    pub(crate) fn common_codes(&self) -> impl Iterator<Item = &str> {
        self.codes(COMMON_CODES)
    }

    /// Returns the response codes that matter for an operation.
    pub(crate) fn codes(&self, operation: &str) -> impl Iterator<Item = &str> {
        self.text(&format!("{OPERATION_CODES}/{operation}")).unwrap_or_default().split_whitespace()
    }

    /// Returns the sentence about a component, or about a part of it.
    pub(crate) fn sentence(&self, path: &BindingPath) -> Option<&str> {
        self.text(path.as_str())
    }

    /// Returns the sentence and the second paragraph about an operation.
    pub(crate) fn operation(&self, name: &str) -> (Option<&str>, Option<&str>) {
        (self.text(&operation_path(name)), self.text(&format!("{OPERATIONS_MORE}/{name}")))
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.sentences.get(path).map(|sentence| &*sentence.text)
    }

    /// Adds the sentences of a file.
    pub(crate) fn add(&mut self, text: &str, source: SourceId, diagnostics: &mut Diagnostics) {
        for (component, table) in parse(text, source, diagnostics).get_ref() {
            let Some(entries) = table.get_ref().as_table() else {
                let error = Diagnostic::error(format!("`{}` is not a table", component.get_ref()));
                diagnostics.push(error.at(span(source, table)).help("write [\"component\"] before the sentences"));
                continue;
            };
            for (key, value) in entries {
                self.entry(component.get_ref(), key, value, source, diagnostics);
            }
        }
    }

    fn entry(
        &mut self,
        component: &str,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
        source: SourceId,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(text) = value.get_ref().as_str() else {
            diagnostics.push(Diagnostic::error("expected a string").at(span(source, value)));
            return;
        };
        let place = span(source, key);
        let path = match (component, &**key.get_ref()) {
            (OPERATIONS | OPERATIONS_MORE | OPERATION_CODES, name) => format!("{component}/{name}"),
            (_, ".") => component.to_owned(),
            (_, rest) if rest.starts_with(['/', '=']) => format!("{component}{rest}"),
            (_, rest) => {
                let error = Diagnostic::error(format!("invalid key `{rest}` in the table of `{component}`"));
                let help = "write `.` for the component, `/Element`, `/@attribute` or `=value` for a part of it";
                diagnostics.push(error.at(place).help(help));
                return;
            }
        };
        match self.sentences.entry(path) {
            Entry::Vacant(entry) => {
                entry.insert(Sentence { text: text.to_owned(), span: place });
            }
            Entry::Occupied(entry) => diagnostics.push(
                Diagnostic::error(format!("there are two sentences about `{}`", entry.key()))
                    .at(place)
                    .help("remove one of them")
                    .related(entry.get().span, "the first sentence is here"),
            ),
        }
    }
}

/// Returns an error for a path that matches no part. The help line suggests a similar path, or else is `remedy`.
pub(crate) fn unknown_part(path: &str, span: Span, coverage: &Coverage, remedy: &str) -> Diagnostic {
    let error = Diagnostic::error(format!("the schemas contain no `{path}`")).at(span);
    match suggestion(path, coverage) {
        Some(known) => error.help(format!("did you mean `{known}`?")),
        None => error.help(remedy),
    }
}

/// Returns the path of an operation in a [`Coverage`].
pub(crate) fn operation_path(name: &str) -> String {
    format!("{OPERATIONS}/{name}")
}

/// Returns the path in a [`Coverage`] for the subject of the entry at `path`: `operations/NAME` for `operations_more/NAME`, otherwise
/// `path` itself.
fn known_as(path: &str) -> String {
    match path.strip_prefix(OPERATIONS_MORE).and_then(|rest| rest.strip_prefix('/')) {
        Some(name) => operation_path(name),
        None => path.to_owned(),
    }
}

/// Returns the known path that is most similar to `path`: a part of the same component, or a component if the component of `path` is
/// unknown.
fn suggestion<'c>(path: &str, coverage: &'c Coverage) -> Option<&'c str> {
    let path = known_as(path);
    let component = |path: &str| path.find(['/', '=']).unwrap_or(path.len());
    let own = &path[..component(&path)];
    let has_component = own == OPERATIONS || coverage.contains(own);
    let compared: &str = if has_component { &path } else { own };
    nearest(
        compared,
        coverage.paths().filter(|known| match has_component {
            true => known.starts_with(own),
            false => component(known) == known.len(),
        }),
    )
}
