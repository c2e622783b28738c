//! The same types through both engines: the same values, the same content.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, unused_imports)]

#[path = "../content/mod.rs"]
mod content;

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

mod messages;
mod types;

use std::fmt::Debug;
use std::path::Path;

use codegen::instance::{Size, instance};
use codegen::schema::Schema;
use codegen::xsd::FileLoader;
use ews_types::xml::yaserde::deserializer;
use ews_types::xml::{self, Field, GlobalElement, Options, Reader, Step};
use xml_events::reader::XmlEvent;
use yaserde::de::Deserializer;
use yaserde::{YaDeserialize, YaSerialize};

use content::content;

/// A global element, and what compares the engines on a document that holds one.
pub(crate) struct Case {
    name: &'static str,
    field: &'static Field,
    /// Reads the element at the given start tag, counted from 0.
    compare: fn(&str, usize) -> Result<Outcome, String>,
}

pub(crate) const fn case<T: GlobalElement + YaSerialize + YaDeserialize>(name: &'static str) -> Case {
    Case { name, field: T::FIELD, compare: compare::<T> }
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

/// Content without white space at the ends of texts.
fn trimmed(text: &str) -> String {
    fn element(node: roxmltree::Node<'_, '_>, out: &mut String) {
        out.push_str(node.tag_name().name());
        for attribute in node.attributes() {
            out.push_str(&format!(" {}={:?}", attribute.name(), attribute.value()));
        }
        for child in node.children() {
            match child.text() {
                _ if child.is_element() => element(child, out),
                Some(text) => out.push_str(&format!("{:?}", text.trim())),
                None => {}
            }
        }
        out.push_str("</>\n");
    }
    let mut out = String::new();
    element(roxmltree::Document::parse(text).unwrap().root_element(), &mut out);
    out.replace("\"\"", "")
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

fn schema() -> Schema {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    let loaded = Schema::load(&[folder.join("messages.xsd"), folder.join("types.xsd")], &FileLoader);
    loaded.value.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(&loaded.sources)))
}

/// The made instances of all elements.
fn instances() -> Vec<(&'static Case, String)> {
    let schema = schema();
    let mut instances = Vec::new();
    for (id, element) in schema.elements().filter(|(_, element)| element.is_global) {
        for size in [Size::Minimal, Size::Maximal] {
            let Some(text) = instance(&schema, id, size) else { continue };
            let name = &element.name;
            let uri = name.namespace.as_deref().unwrap_or_default();
            let case = cases_of(uri).iter().find(|case| case.field.takes(&name.local));
            instances.push((case.unwrap_or_else(|| panic!("{name}")), text));
        }
    }
    instances
}

#[test]
fn every_global_element() {
    let instances = instances();
    println!("{}", instances.len());
    let failures: Vec<String> = instances
        .iter()
        .filter_map(|(case, text)| match (case.compare)(text, 0) {
            Ok(Outcome::Same) => None,
            Ok(outcome) => Some(format!("{}: {outcome:?} {text}", case.name)),
            Err(error) => Some(format!("{}: {error}", case.name)),
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} failed, such as\n{}",
        failures.len(),
        failures[..failures.len().min(5)].join("\n\n")
    );
}
