//! Reading from the events of yaserde.

use std::io::Read;

use xml_events::reader::{EventReader, ParserConfig};
use yaserde::Error;
use yaserde::de::Deserializer;

use super::events;
use crate::engine::access::{Selection, ValueMut, ViewMut};
use crate::engine::placing::choice_takes_more;
use crate::engine::read::{read_choice, read_field};
use crate::engine::read_text::read_choice_text;
use crate::engine::row::Row;
use crate::lexical::trim;
use crate::names::Namespace;
use crate::options::Options;
use crate::reader::{Reader, Step};

/// Returns a deserializer that keeps white space, which `yaserde::de::from_str` trims.
pub fn deserializer<R: Read>(source: R) -> Deserializer<R> {
    let config = ParserConfig::new()
        .trim_whitespace(false)
        .whitespace_to_characters(true)
        .cdata_to_characters(true)
        .coalesce_characters(true);
    Deserializer::new(EventReader::new_with_config(source, config))
}

/// Reads the next element into a field, regardless of its name.
pub(super) fn read_any(value: ValueMut<'_>, row: &'static Row, reader: &mut Reader<'_>) -> crate::Result<bool> {
    reader.step()?;
    read_field(value, row, reader, false)
}

/// Reads the next element. Fails if its name is not the name of the row.
pub(super) fn read_root(value: ValueMut<'_>, row: &'static Row, reader: &mut Reader<'_>) -> crate::Result<bool> {
    reader.step()?;
    reader.adopt_namespace(|reader| row.accepts(reader.name()))?;
    if !row.accepts(reader.name()) {
        return Err(reader.unexpected_element(row));
    }
    read_field(value, row, reader, false)
}

/// Reads the next element: a variant of the choice, or an element that contains a variant.
pub(super) fn read_variant(target: ValueMut<'_>, reader: &mut Reader<'_>, is_root: bool) -> crate::Result<bool> {
    let ViewMut::Variants(mut target) = target.view() else { return Ok(false) };
    let Selection::Child(rows) = target.table().selection else { return Ok(false) };
    let is_named = |reader: &Reader<'_>| rows.iter().any(|row| row.accepts(reader.name()));
    let is_any = |reader: &Reader<'_>| rows.iter().any(|row| row.accepts_any(reader.name().namespace));
    reader.step()?;
    reader.adopt_namespace(is_named)?;
    if is_named(reader) || is_root && is_any(reader) {
        return read_choice(&mut target, rows, reader, true);
    }
    let mut found = false;
    // The reader returns a text with references in several pieces.
    let mut text = String::new();
    loop {
        match reader.step()? {
            Step::Start => {
                reader.adopt_namespace(is_named)?;
                let continues = found && choice_takes_more(target.shared(), rows, reader.name());
                if continues || !found && (is_named(reader) || is_any(reader)) {
                    found |= read_choice(&mut target, rows, reader, !continues)?;
                } else {
                    reader.unknown_element()?;
                }
            }
            Step::Text(piece) => text.push_str(&piece),
            Step::End | Step::Eof if trim(&text).is_empty() => return Ok(found),
            Step::End | Step::Eof if found => return reader.unexpected_text(&text).map(|()| true),
            Step::End | Step::Eof => return read_choice_text(&mut target, rows, text.into(), reader),
        }
    }
}

/// Reads the next element of `source` with `work`, which calls a function of the engine.
pub(super) fn read<R: Read>(
    source: &mut Deserializer<R>,
    namespaces: &'static [Namespace],
    work: impl FnOnce(&mut Reader<'_>) -> crate::Result<bool>,
) -> yaserde::Result<()> {
    let text = events::element(source, Options::new().max_depth)?;
    let mut reader = Reader::new(&text, namespaces, Options::new());
    match work(&mut reader) {
        Ok(true) => Ok(()),
        // Inside a document, the engine omits a value that it cannot read. Here, the value is the whole result, so this is an error.
        Ok(false) => Err(match reader.into_deviations().pop() {
            Some(deviation) => {
                Error::custom(format!("{}: {}, in {}", deviation.kind, deviation.subject, deviation.path))
            }
            None => Error::custom("there is no value"),
        }),
        // The position refers to the converted text and not to the source, so it is omitted.
        Err(error) => Err(match error.path() {
            path if path.is_empty() => Error::custom(error.message()),
            path => Error::custom(format!("{}, in {path}", error.message())),
        }),
    }
}
