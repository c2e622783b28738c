//! Documents of all kinds, read and written by both engines: yaserde and the runtime.

use std::path::Path;

use ews_types::namespaces::NAMESPACES;
use ews_types::xml::{Options, Reader, Step};
use test_support::comparison::{Case, Outcome};
use test_support::instances::{Size, instance};
use test_support::{bytes, documents, ews_schemas, load_schema, settings};

use super::elements::{all_cases, cases_of};

/// A global element in a document.
struct Occurrence {
    /// The name of the document.
    document: String,
    text: String,
    case: &'static Case,
    /// The number of start tags before the element.
    start: usize,
}

impl Occurrence {
    fn root(document: String, case: &'static Case, text: String) -> Self {
        Self { document, text, case, start: 0 }
    }
}

/// Checks that both engines read and write each element equally, or that the outcome of the comparison is one of `others`. Returns the
/// number of elements.
fn check(occurrences: impl IntoIterator<Item = Occurrence>, others: &[Outcome]) -> usize {
    let mut count = 0;
    let mut failures = Vec::new();
    for Occurrence { document, text, case, start } in occurrences {
        count += 1;
        match (case.compare)(&text, start) {
            Ok(Outcome::Same) => {}
            Ok(outcome) if others.contains(&outcome) => {}
            Ok(outcome) => failures.push(format!("{document}: {outcome:?}\n{text}")),
            Err(error) => failures.push(format!("{document}: {error}")),
        }
    }
    let shown = failures[..failures.len().min(5)].join("\n\n");
    assert!(failures.is_empty(), "{} of {count} failed, such as\n{shown}", failures.len());
    count
}

/// Returns the smallest and the largest instance of each global element.
fn instances() -> Vec<(&'static Case, String)> {
    let schema = load_schema(&ews_schemas());
    let mut instances = Vec::new();
    for (id, element) in schema.elements().filter(|(_, element)| element.is_global) {
        for size in [Size::Minimal, Size::Maximal] {
            let Some(text) = instance(&schema, id, size) else { continue };
            let name = &element.name;
            let uri = name.namespace.as_deref().unwrap_or_default();
            let case = cases_of(uri).iter().find(|case| case.row.takes(&name.local));
            instances.push((case.unwrap_or_else(|| panic!("{name}")), text));
        }
    }
    instances
}

#[test]
fn every_global_element_is_read_and_written_equally() {
    let occurrences = instances().into_iter().map(|(case, text)| Occurrence::root(case.name.to_owned(), case, text));
    let count = check(occurrences, &[]);
    assert!(count > 600, "{count}");
}

const TEXTS: &[&str] = &[
    " a\tb\n ",
    "&lt;&amp;&#x41;&#13;&quot;",
    "<![CDATA[<x> & ]]>",
    "a<!-- c --> b<?p i?> c",
    "",
    " ",
    "\u{FC}\u{1F600}",
    "t:a",
    "2026-03-02T09:00:00Z",
    " 1 ",
    "true",
    "-7.50",
];

/// Replaces each text in a document by the next one from `texts`.
fn with_texts<'t>(document: &str, texts: &mut impl Iterator<Item = &'t str>) -> String {
    let mut out = String::new();
    let mut rest = document;
    while let Some((before, after)) = rest.split_once('>') {
        out.push_str(before);
        out.push('>');
        let (inner, _) = after.split_once('<').unwrap_or((after, ""));
        if !inner.trim().is_empty() {
            out.extend(texts.next());
        }
        rest = &after[inner.len()..];
    }
    out + rest
}

#[test]
fn white_space_references_sections_and_comments_are_read_equally() {
    let mut texts = TEXTS.iter().copied().cycle();
    let occurrences: Vec<Occurrence> = instances()
        .iter()
        .map(|(case, text)| Occurrence::root(case.name.to_owned(), case, with_texts(text, &mut texts)))
        .collect();
    check(occurrences, &[Outcome::Trimmed, Outcome::Refused]);
}

/// Tests `EWS_VALUES` random values of each element.
#[test]
fn random_values_are_read_and_written_equally() {
    let times = settings::number("EWS_VALUES").unwrap_or(if settings::is_full() { 2 } else { 1 });
    let occurrences = all_cases().enumerate().flat_map(|(index, case)| {
        (0..times).map(move |time| {
            let seed = index as u64 * 1_000_000 + time;
            // The `xml` crate writes a tab in an attribute unescaped: see `differences`.
            let text = (case.random_document)(&bytes(seed)).replace("&#9;", "&#10;");
            Occurrence::root(format!("{} with seed {seed}", case.name), case, text)
        })
    });
    println!("{} values", check(occurrences, &[Outcome::Trimmed]));
}

/// Returns the outermost elements of a document that are global elements of the schemas.
fn elements_of(document: &str, text: &str) -> Vec<Occurrence> {
    let mut found = Vec::new();
    let mut reader = Reader::new(text, NAMESPACES, Options::new());
    let (mut depth, mut start, mut found_at) = (0, 0, None);
    while let Ok(step) = reader.step() {
        match step {
            Step::Start => {
                depth += 1;
                if found_at.is_none()
                    && let Some(case) = case_at(&reader)
                {
                    found.push(Occurrence { document: document.to_owned(), text: text.to_owned(), case, start });
                    found_at = Some(depth);
                }
                start += 1;
            }
            Step::End => {
                found_at = found_at.filter(|outer| *outer != depth);
                depth -= 1;
            }
            Step::Text(_) => {}
            Step::Eof => break,
        }
    }
    found
}

fn case_at(reader: &Reader<'_>) -> Option<&'static Case> {
    let uri = reader.namespace_uri();
    let is_known = NAMESPACES.iter().any(|known| known.uri == uri);
    cases_of(uri).iter().find(|case| is_known && case.row.takes(reader.local_name()))
}

#[test]
fn messages_are_read_and_written_equally() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages");
    let elements = documents(&folder);
    let elements = elements.iter().flat_map(|(name, text)| elements_of(name, text));
    assert_eq!(check(elements, &[Outcome::Trimmed]), 10);
}

/// Skipped if the folder with the published samples does not exist.
#[test]
fn published_samples_are_read_and_written_equally() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let documents = documents(&folder);
    if documents.is_empty() {
        println!("skipped: there are no samples");
        return;
    }
    let (mut read, mut refused_by_yaserde, mut refused) = (0, Vec::new(), 0);
    let mut failures = Vec::new();
    for Occurrence { document, text, case, start } in documents.iter().flat_map(|(name, text)| elements_of(name, text))
    {
        match (case.compare)(&text, start) {
            Ok(Outcome::Same | Outcome::Trimmed) => read += 1,
            Ok(Outcome::Refused) => refused += 1,
            // The `xml` crate also refuses unbound prefixes: see `differences`.
            Err(error) if error.contains("prefix is unbound") => {
                refused_by_yaserde.push(format!("{document}: {error}"));
            }
            Err(error) => failures.push(format!("{document}: {error}")),
        }
    }
    println!("{read} read equally, {refused} refused, refused by yaserde alone:\n{}", refused_by_yaserde.join("\n"));
    let shown = failures[..failures.len().min(3)].join("\n\n");
    assert!(failures.is_empty(), "{} failed, such as\n{shown}", failures.len());
    assert!(read > 300, "{read}");
}
