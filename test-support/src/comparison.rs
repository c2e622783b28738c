//! Compares `xsd-runtime` with yaserde: both must read the same values from a document, and write the same content.

use arbitrary::Unstructured;
use xml_events::reader::XmlEvent;
use xsd_runtime::yaserde::deserializer;
use xsd_runtime::{self as xml, ErrorKind, GlobalElement, Options, Reader, Row, Step};
use yaserde::de::Deserializer;
use yaserde::{YaDeserialize, YaSerialize};

use crate::content::content;

/// A global element, and functions for its type.
#[derive(Debug)]
pub struct Case {
    /// The Rust name of the element.
    pub name: &'static str,
    /// The declaration of the element.
    pub row: &'static Row,
    /// Reads an element of a document with `xsd-runtime` and with yaserde, writes the values with both, and compares the results. The
    /// second argument is the number of start tags before the element.
    pub compare: fn(&str, usize) -> Result<Outcome, String>,
    /// Creates a value from random bytes and writes it as a document.
    pub random_document: fn(&[u8]) -> String,
}

/// Returns the case of an element.
pub const fn case<T: GlobalElement + YaSerialize + YaDeserialize>(name: &'static str) -> Case {
    Case { name, row: T::ROW, compare: compare::<T>, random_document: random_document::<T> }
}

/// The result of a comparison in which both engines, `xsd-runtime` and yaserde, agree.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// Both engines read the same value, also with the default settings of yaserde.
    Same,
    /// Both engines read the same value. With its default settings, yaserde trims texts, and reads a value with other white space.
    Trimmed,
    /// Both engines refuse the document.
    Refused,
}

fn random_document<T: GlobalElement>(bytes: &[u8]) -> String {
    xml::to_string(&xml::arbitrary::element::<T>(&mut Unstructured::new(bytes)).unwrap()).unwrap()
}

fn compare<T: GlobalElement + YaSerialize + YaDeserialize>(text: &str, start: usize) -> Result<Outcome, String> {
    let value = match read_with_runtime::<T>(text, start) {
        Ok(value) => value,
        Err(error) => {
            let read = read_with_yaserde::<T>(deserializer(text.as_bytes()), start);
            return read.map_or(Ok(Outcome::Refused), |_| Err(format!("only yaserde reads it: {error}")));
        }
    };
    let untrimmed: T =
        read_with_yaserde(deserializer(text.as_bytes()), start).map_err(|error| format!("yaserde: {error}"))?;
    if untrimmed != value {
        return Err(format!("read {untrimmed:?}\ninstead of {value:?}"));
    }
    let by_default: T = read_with_yaserde(Deserializer::new_from_reader(text.as_bytes()), start)
        .map_err(|error| format!("yaserde by default: {error}"))?;
    let written = xml::to_string(&value).map_err(|error| error.to_string())?;
    let written_by_yaserde = yaserde::ser::to_string(&value).map_err(|error| error.to_string())?;
    if content(&written) != content(&written_by_yaserde) {
        return Err(format!("wrote {written_by_yaserde}\ninstead of {written}"));
    }
    for reread in [
        xml::from_str::<T>(&written_by_yaserde).map_err(|error| error.to_string())?,
        read_with_yaserde(deserializer(written.as_bytes()), 0).map_err(|error| error.to_string())?,
        read_with_yaserde(deserializer(written_by_yaserde.as_bytes()), 0).map_err(|error| error.to_string())?,
    ] {
        if reread != value {
            return Err(format!("read {reread:?}\ninstead of {value:?}\nfrom {written_by_yaserde}"));
        }
    }
    if by_default == value {
        return Ok(Outcome::Same);
    }
    let by_default = yaserde::ser::to_string(&by_default).map_err(|error| error.to_string())?;
    if without_white_space(&by_default) == without_white_space(&written) {
        return Ok(Outcome::Trimmed);
    }
    Err(format!("by default, wrote {by_default}\ninstead of {written}"))
}

fn read_with_runtime<T: GlobalElement>(text: &str, start: usize) -> xml::Result<T> {
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
    Err(reader.error(ErrorKind::Root, "no such element"))
}

fn read_with_yaserde<T: YaDeserialize>(mut source: Deserializer<&[u8]>, start: usize) -> yaserde::Result<T> {
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

/// Returns the local names, attributes and texts of a document without white space in texts.
fn without_white_space(text: &str) -> String {
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
