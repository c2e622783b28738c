//! The same types through both engines: the same values, the same content.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, unused_imports)]

#[path = "../content/mod.rs"]
mod content;
#[path = "../found_items/mod.rs"]
mod found_items;
#[path = "../random/mod.rs"]
mod random;
#[path = "../schemas/mod.rs"]
mod schemas;
#[path = "../settings/mod.rs"]
mod settings;

/// Stands in for the macro that makes an element of a type: those are made already.
macro_rules! ignored {
    ($($tokens:tt)*) => {};
}
pub(crate) use ignored;

/// Stands in for the macro that lists the elements.
macro_rules! cases {
    ($($ty:ident,)*) => {
        pub(crate) const CASES: &[crate::Case] =
            &[$(crate::case::<super::real::$ty>(stringify!($ty))),*];
    };
}
pub(crate) use cases;

mod constructs;
mod derived;
mod differences;
mod hostile;
mod messages;
mod types;

use std::fmt::Debug;
use std::path::Path;

use arbitrary::Unstructured;
use ews_types::xml::yaserde::deserializer;
use ews_types::xml::{self, GlobalElement, Options, Reader, Row, Step};
use schema_instances::{Size, instance};
use xml_events::reader::XmlEvent;
use yaserde::de::Deserializer;
use yaserde::{YaDeserialize, YaSerialize};

use content::content;

/// A global element, and what compares the engines on a document that holds one.
pub(crate) struct Case {
    name: &'static str,
    row: &'static Row,
    /// Reads the element at the given start tag, counted from 0.
    compare: fn(&str, usize) -> Result<Outcome, String>,
    /// Writes a value made out of bytes.
    made: fn(&[u8]) -> String,
}

pub(crate) const fn case<T: GlobalElement + YaSerialize + YaDeserialize>(name: &'static str) -> Case {
    Case { name, row: T::ROW, compare: compare::<T>, made: made::<T> }
}

fn made<T: GlobalElement>(bytes: &[u8]) -> String {
    xml::to_string(&xml::arbitrary::element::<T>(&mut Unstructured::new(bytes)).unwrap()).unwrap()
}

/// How the engines compare.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Outcome {
    Same,
    /// But for white space at the ends of texts, which yaserde trims by default.
    Trimmed,
    Refused,
}

/// The element at the given start tag, by the own engine.
fn own<T: GlobalElement>(text: &str, start: usize) -> xml::Result<T> {
    let mut reader = Reader::new(text, T::NAMESPACES, Options::new());
    let mut starts = 0;
    while let Step::Start | Step::Text(_) | Step::End = match reader.step()? {
        Step::Start if starts == start => {
            reader.adopt_namespace(|reader| reader.is_at::<T>())?;
            return reader.element();
        }
        Step::Start => {
            starts += 1;
            Step::Start
        }
        step => step,
    } {}
    Err(reader.error(xml::ErrorKind::Root, "no such element"))
}

/// The same by yaserde.
fn through<T: YaDeserialize>(mut source: Deserializer<&[u8]>, start: usize) -> yaserde::Result<T> {
    let mut starts = 0;
    loop {
        if let XmlEvent::StartElement { .. } = source.peek()? {
            if starts == start {
                return T::deserialize(&mut source);
            }
            starts += 1;
        }
        if let XmlEvent::EndDocument = source.next_event()? {
            return Err("no such element".into());
        }
    }
}

/// Content without white space in texts.
fn trimmed(text: &str) -> String {
    fn element(node: roxmltree::Node<'_, '_>, out: &mut String) {
        out.push_str(node.tag_name().name());
        for attribute in node.attributes() {
            out.push_str(&format!(" {}={:?}", attribute.name(), attribute.value()));
        }
        for child in node.children() {
            match child.text() {
                _ if child.is_element() => element(child, out),
                Some(text) => out.extend(text.chars().filter(|c| !c.is_whitespace())),
                None => {}
            }
        }
        out.push_str("</>\n");
    }
    let mut out = String::new();
    element(roxmltree::Document::parse(text).unwrap().root_element(), &mut out);
    out
}

fn compare<T: GlobalElement + YaSerialize + YaDeserialize>(text: &str, start: usize) -> Result<Outcome, String> {
    let value = match own::<T>(text, start) {
        Ok(value) => value,
        Err(error) => {
            let read = through::<T>(deserializer(text.as_bytes()), start);
            return read.map_or(Ok(Outcome::Refused), |_| Err(format!("only yaserde reads it: {error}")));
        }
    };
    let kept: T = through(deserializer(text.as_bytes()), start).map_err(|error| format!("yaserde: {error}"))?;
    if kept != value {
        return Err(format!("read {kept:?}\ninstead of {value:?}"));
    }
    let by_default: T = through(Deserializer::new_from_reader(text.as_bytes()), start)
        .map_err(|error| format!("yaserde by default: {error}"))?;
    let written = xml::to_string(&value).map_err(|error| error.to_string())?;
    let through_yaserde = yaserde::ser::to_string(&value).map_err(|error| error.to_string())?;
    if content(&written) != content(&through_yaserde) {
        return Err(format!("wrote {through_yaserde}\ninstead of {written}"));
    }
    for again in [
        xml::from_str::<T>(&through_yaserde).map_err(|error| error.to_string())?,
        through(deserializer(written.as_bytes()), 0).map_err(|error| error.to_string())?,
        through(deserializer(through_yaserde.as_bytes()), 0).map_err(|error| error.to_string())?,
    ] {
        if again != value {
            return Err(format!("read {again:?}\ninstead of {value:?}\nfrom {through_yaserde}"));
        }
    }
    if by_default == value {
        return Ok(Outcome::Same);
    }
    let by_default = yaserde::ser::to_string(&by_default).map_err(|error| error.to_string())?;
    if trimmed(&by_default) == trimmed(&written) {
        return Ok(Outcome::Trimmed);
    }
    Err(format!("by default, wrote {by_default}\ninstead of {written}"))
}

fn cases_of(uri: &str) -> &'static [Case] {
    if uri.ends_with("/messages") { messages::elements::CASES } else { types::elements::CASES }
}

/// The made instances of all elements.
fn instances() -> Vec<(&'static Case, String)> {
    let schema = schemas::load(&schemas::files(&[]));
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

/// What is wrong with documents: each with a name, the case of an element in it, and where that starts.
fn failures(
    documents: impl IntoIterator<Item = (String, &'static Case, String, usize)>,
    trims: bool,
) -> (usize, Vec<String>) {
    let mut count = 0;
    let mut failures = Vec::new();
    for (name, case, text, start) in documents {
        count += 1;
        match (case.compare)(&text, start) {
            Ok(Outcome::Same) => {}
            Ok(Outcome::Trimmed) if trims => {}
            Ok(outcome) => failures.push(format!("{name}: {outcome:?}\n{text}")),
            Err(error) => failures.push(format!("{name}: {error}")),
        }
    }
    (count, failures)
}

fn check(documents: impl IntoIterator<Item = (String, &'static Case, String, usize)>, trims: bool) -> usize {
    let (count, failures) = failures(documents, trims);
    let shown = failures[..failures.len().min(5)].join("\n\n");
    assert!(failures.is_empty(), "{} of {count} failed, such as\n{shown}", failures.len());
    count
}

#[test]
fn every_global_element() {
    let count = check(instances().into_iter().map(|(case, text)| (case.name.to_owned(), case, text, 0)), false);
    assert!(count > 600, "{count}");
}

/// The instances once more, with other texts: white space, references, sections, comments.
#[test]
fn other_texts() {
    let texts = [
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
    let mut at = 0;
    let vary = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('>') {
            out.push_str(before);
            out.push('>');
            let (inner, _) = behind.split_once('<').unwrap_or((behind, ""));
            if !inner.trim().is_empty() {
                out.push_str(texts[at % texts.len()]);
                at += 1;
            }
            rest = &behind[inner.len()..];
        }
        out + rest
    };
    let mut vary = vary;
    let documents: Vec<_> =
        instances().iter().map(|(case, text)| (case.name.to_owned(), *case, vary(text), 0)).collect();
    check(documents, true);
}

/// Values made by the model; `EWS_VALUES` is how many of each element.
#[test]
fn made_values() {
    let times = settings::number("EWS_VALUES", 2);
    let cases = messages::elements::CASES.iter().chain(types::elements::CASES);
    let values = cases.enumerate().flat_map(|(place, case)| {
        (0..times).map(move |time| {
            let seed = place as u64 * 1_000_000 + time;
            // The `xml` crate writes a tab in an attribute as it is: see the differences.
            let text = (case.made)(&random::bytes(seed)).replace("&#9;", "&#10;");
            (format!("{} with seed {seed}", case.name), case, text, 0)
        })
    });
    println!("{} values", check(values, true));
}

/// The elements in an envelope, or the root: name, case, text and where it starts.
fn elements_of(name: &str, text: &str) -> Vec<(String, &'static Case, String, usize)> {
    let mut found = Vec::new();
    let mut reader = Reader::new(text, ews_types::namespaces::NAMESPACES, Options::new());
    let (mut depth, mut start, mut inside) = (0, 0, None);
    while let Ok(step) = reader.step() {
        match step {
            Step::Start => {
                depth += 1;
                if inside.is_none() {
                    let uri = reader.namespace_uri().to_owned();
                    let local = reader.local_name();
                    let cases = cases_of(&uri);
                    let is_ours = ews_types::namespaces::NAMESPACES.iter().any(|known| known.uri == uri);
                    if let Some(case) = cases.iter().find(|case| is_ours && case.row.takes(local)) {
                        found.push((name.to_owned(), case, text.to_owned(), start));
                        inside = Some(depth);
                    }
                }
                start += 1;
            }
            Step::End => {
                inside = inside.filter(|outside| *outside != depth);
                depth -= 1;
            }
            Step::Text(_) => {}
            Step::Eof => break,
        }
    }
    found
}

fn documents(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let text = xml::decode(&std::fs::read(&path).unwrap()).ok()?.into_owned();
        Some((path.file_name()?.to_str()?.to_owned(), text))
    };
    paths.into_iter().filter_map(read).collect()
}

#[test]
fn own_messages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages");
    let elements: Vec<_> = documents(&folder).iter().flat_map(|(name, text)| elements_of(name, text)).collect();
    assert_eq!(check(elements, true), 10);
}

/// Published samples, where they are at hand.
#[test]
fn the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let documents = documents(&folder);
    if documents.is_empty() {
        println!("skipped: there is no corpus");
        return;
    }
    let (mut read, mut only_own, mut refused) = (0, Vec::new(), 0);
    let mut wrong = Vec::new();
    for (name, case, text, start) in documents.iter().flat_map(|(name, text)| elements_of(name, text)) {
        match (case.compare)(&text, start) {
            Ok(Outcome::Same | Outcome::Trimmed) => read += 1,
            Ok(Outcome::Refused) => refused += 1,
            // The `xml` crate is stricter: see the differences.
            Err(error) if error.contains("prefix is unbound") => only_own.push(format!("{name}: {error}")),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    println!("{read} read the same, {refused} refused, read by the own engine alone:\n{}", only_own.join("\n"));
    assert!(wrong.is_empty(), "{} wrong, such as\n{}", wrong.len(), wrong[..wrong.len().min(3)].join("\n\n"));
    assert!(read > 300, "{read}");
}
