//! Reads values of simple types.

use std::borrow::Cow;

use super::enumeration::place_of;
use super::row::Row;
use super::view::{Enumeration, Member, Simple, Union};
use crate::deviation::DeviationKind;
use crate::error::Result;
use crate::names::Ns;
use crate::printable::{shown, shown_name};
use crate::reader::Reader;

/// Reads the text of the current element, or the default value if it is empty. In tolerant mode, returns `None` if the element is
/// nil although it is not nillable.
pub(super) fn element_text<'t>(row: &Row, reader: &mut Reader<'t>) -> Result<Option<Cow<'t, str>>> {
    if reader.attribute_count() > 0 && !has_value(reader)? {
        return Ok(None);
    }
    let text = reader.text()?;
    Ok(Some(if text.is_empty() { Cow::Borrowed(row.value.of_empty()) } else { text }))
}

/// Reads the current element into a value. In tolerant mode, returns `false` if there is no value.
pub(super) fn read_simple(value: &mut dyn Simple, row: &Row, reader: &mut Reader<'_>) -> Result<bool> {
    match element_text(row, reader)? {
        Some(text) => value.read(text, row, reader),
        None => Ok(false),
    }
}

/// Checks the attributes of an element of a simple type. Returns `false` if the element is nil.
fn has_value(reader: &mut Reader<'_>) -> Result<bool> {
    if refuse_nil(reader)? {
        return Ok(false);
    }
    for index in 0..reader.attribute_count() {
        let Some(attribute) = reader.attribute_at(index) else { continue };
        if attribute.namespace != Ns::XSI {
            reader.deviation(DeviationKind::UnknownAttribute, || attribute.local.to_owned())?;
        }
    }
    Ok(true)
}

/// Skips the current element if it is nil although it is not nillable. Returns whether it was skipped.
pub(super) fn refuse_nil(reader: &mut Reader<'_>) -> Result<bool> {
    if !reader.is_nil() {
        return Ok(false);
    }
    let name = reader.tag_name();
    reader.deviation(DeviationKind::Nil, || format!("<{}>", shown_name(name)))?;
    reader.skip()?;
    Ok(true)
}

/// Reads a value of an open enumeration. A text is a deviation unless it is exactly a listed text.
pub(super) fn read_enumeration(value: &mut dyn Enumeration, text: Cow<'_, str>, reader: &mut Reader<'_>) -> Result<()> {
    let texts = value.table().texts;
    if let Some(exact) = texts.iter().position(|known| *known == text) {
        value.select(exact);
        return Ok(());
    }
    reader.deviation(DeviationKind::UnlistedValue, || shown(&text))?;
    match place_of(&text, texts) {
        Some(index) => value.select(index),
        None => value.set_other(text.into_owned()),
    }
    Ok(())
}

/// Reads a value of a union. A text that is not a value of any member is a deviation.
pub(super) fn read_union(
    value: &mut dyn Union,
    text: Cow<'_, str>,
    row: &Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    if !value.read(Cow::Borrowed(&text), row, reader)? {
        return Ok(false);
    }
    if value.members().get(value.variants().index()) == Some(&Member::Unlisted) {
        reader.deviation(DeviationKind::UnlistedValue, || shown(&text))?;
    }
    Ok(true)
}
