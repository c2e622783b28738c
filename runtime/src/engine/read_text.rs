//! Reads fields from text: the value of an attribute, the content of an element, or an item of a list.

use std::borrow::Cow;

use super::read_simple::{read_enumeration, read_union};
use super::row::{Items, Row, RowKind};
use super::view::{Fill, List, Selection, Value, Variants, ViewMut};
use crate::error::Result;
use crate::lexical::items;
use crate::reader::Reader;

/// Reads text into a field. In tolerant mode, returns `false` if the text is not a value of the type.
pub(crate) fn read_text(
    value: &mut dyn Value,
    text: Cow<'_, str>,
    row: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    match value.view_mut() {
        ViewMut::Optional(optional) => {
            let is_read = match optional.fill(Fill::Default) {
                Some(value) => read_text(value, text, row, reader)?,
                None => false,
            };
            if !is_read {
                optional.fill(Fill::Clear);
            }
            Ok(is_read)
        }
        ViewMut::List(list) => match row.items {
            Items::Text(item) => read_list(list, &text, item, reader),
            _ => push_text(list, text, row, reader),
        },
        ViewMut::Boxed(_, value) => read_text(value, text, row, reader),
        ViewMut::Variants(value) => match value.table().selection {
            Selection::Child(rows) => read_choice_text(value, rows, text, reader),
            Selection::Type(_) | Selection::Text => Ok(false),
        },
        leaf => read_leaf_text(leaf, text, row, reader),
    }
}

/// Reads text into a value of a simple type. In tolerant mode, returns `false` if the text is not a value of the type.
pub(super) fn read_leaf_text(
    view: ViewMut<'_>,
    text: Cow<'_, str>,
    row: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    match view {
        ViewMut::Simple(value) => value.read(text, row, reader),
        ViewMut::Enumeration(value) => read_enumeration(value, text, row, reader).map(|()| true),
        ViewMut::Union(value) => read_union(value, text, row, reader),
        _ => Ok(false),
    }
}

/// Reads text between children into the variant for text.
pub(crate) fn read_choice_text(
    value: &mut dyn Variants,
    rows: &'static [Row],
    text: Cow<'_, str>,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    let Some(index) = rows.iter().position(|row| matches!(row.kind, RowKind::Text)) else { return Ok(false) };
    value.select(index);
    read_text(value.content_mut(), text, &rows[index], reader)?;
    Ok(true)
}

/// Reads a text as another item.
pub(super) fn push_text(
    list: &mut dyn List,
    text: Cow<'_, str>,
    row: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    push_with(list, reader, |item, reader| read_text(item, text, row, reader))
}

pub(super) fn push_with(
    list: &mut dyn List,
    reader: &mut Reader<'_>,
    read: impl FnOnce(&mut dyn Value, &mut Reader<'_>) -> Result<bool>,
) -> Result<bool> {
    let len = list.len();
    reader.charge(list.item_size())?;
    let is_read = match list.push() {
        Some(item) => read(item, reader)?,
        None => false,
    };
    if !is_read {
        list.truncate(len);
    }
    Ok(is_read)
}

/// Reads the items of an `xs:list`.
pub(super) fn read_list(list: &mut dyn List, text: &str, item: &'static Row, reader: &mut Reader<'_>) -> Result<bool> {
    list.truncate(0);
    for text in items(text) {
        push_text(list, Cow::Borrowed(text), item, reader)?;
    }
    Ok(true)
}
