//! Reads fields from text: the value of an attribute, the content of an element, or an item of a list.

use std::borrow::Cow;

use super::access::{Fill, ListMut, Selection, ValueMut, VariantsMut, ViewMut};
use super::read_simple::{ElementText, read_enumeration, read_schema_union, read_schema_value, read_union};
use super::row::{Items, Row, RowKind};
use crate::error::Result;
use crate::lexical::items;
use crate::reader::Reader;

/// Reads text into a field. In tolerant mode, returns `false` if the text is not a value of the type.
pub(crate) fn read_text(
    value: ValueMut<'_>,
    text: Cow<'_, str>,
    row: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    match value.view() {
        ViewMut::Optional(mut optional) => {
            let is_read = match optional.fill(Fill::Default) {
                Some(value) => read_text(value, text, row, reader)?,
                None => false,
            };
            if !is_read {
                optional.fill(Fill::Clear);
            }
            Ok(is_read)
        }
        ViewMut::List(mut list) => match row.items {
            Items::Text(item) => read_list(&mut list, &text, item, reader),
            _ => push_text(&mut list, text, row, reader),
        },
        ViewMut::Boxed(_, value) => read_text(value, text, row, reader),
        ViewMut::Variants(mut value) => match value.table().selection {
            Selection::Child(rows) => read_choice_text(&mut value, rows, text, reader),
            Selection::Type(_) | Selection::Text => Ok(false),
        },
        leaf => read_leaf_text(leaf, text, row, reader),
    }
}

/// Reads the text of an element into a field. In tolerant mode, returns `false` if the text is not a value of the type.
pub(super) fn read_element_text(
    value: ValueMut<'_>,
    text: ElementText<'_>,
    row: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    match text {
        ElementText::Read(text) => read_text(value, text, row, reader),
        ElementText::SchemaValue(text) => read_schema_text(value, text, row, reader),
    }
}

/// Reads a default or fixed value of the schema into a field.
#[cold]
fn read_schema_text(
    mut value: ValueMut<'_>,
    text: &'static str,
    row: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    match value.again().view() {
        ViewMut::List(mut list) if let Items::Text(item) = row.items => read_schema_list(&mut list, text, item, reader),
        leaf @ (ViewMut::Simple(_) | ViewMut::Union(_)) => read_schema_leaf(leaf, text, row, reader),
        _ => read_text(value, Cow::Borrowed(text), row, reader),
    }
}

/// Reads a default or fixed value of the schema into a value of a simple type.
#[cold]
pub(super) fn read_schema_leaf(
    view: ViewMut<'_>,
    text: &'static str,
    row: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    match view {
        ViewMut::Simple(value) => read_schema_value(value, text, row, reader),
        ViewMut::Union(mut value) => read_schema_union(&mut value, text, row, reader),
        leaf => read_leaf_text(leaf, Cow::Borrowed(text), row, reader),
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
        ViewMut::Enumeration(mut value) => read_enumeration(&mut value, text, row, reader).map(|()| true),
        ViewMut::Union(mut value) => read_union(&mut value, text, row, reader),
        _ => Ok(false),
    }
}

/// Reads text between children into the variant for text. Returns `false` if the choice has no such variant.
pub(crate) fn read_choice_text(
    value: &mut VariantsMut<'_>,
    rows: &'static [Row],
    text: Cow<'_, str>,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    let Some(index) = rows.iter().position(|row| matches!(row.kind, RowKind::Text)) else { return Ok(false) };
    value.select(index);
    read_text(value.content(), text, &rows[index], reader)?;
    Ok(true)
}

/// Reads a text as a new last item of a list. In tolerant mode, appends nothing and returns `false` if the text is not valid.
pub(super) fn push_text(
    list: &mut ListMut<'_>,
    text: Cow<'_, str>,
    row: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    push_with(list, reader, |item, reader| read_text(item, text, row, reader))
}

pub(super) fn push_with(
    list: &mut ListMut<'_>,
    reader: &mut Reader<'_>,
    read: impl FnOnce(ValueMut<'_>, &mut Reader<'_>) -> Result<bool>,
) -> Result<bool> {
    let len = list.len();
    reader.charge(list.item_size())?;
    let is_read = read(list.push(), reader)?;
    if !is_read {
        list.truncate(len);
    }
    Ok(is_read)
}

/// Reads the items of an `xs:list`. In tolerant mode, leaves out items that are not valid.
pub(super) fn read_list(
    list: &mut ListMut<'_>,
    text: &str,
    item: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    list.truncate(0);
    for text in items(text) {
        push_text(list, Cow::Borrowed(text), item, reader)?;
    }
    Ok(true)
}

/// Reads the items of a list that is a default or fixed value of the schema.
#[cold]
pub(super) fn read_schema_list(
    list: &mut ListMut<'_>,
    text: &'static str,
    item: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    list.truncate(0);
    for text in items(text) {
        push_with(list, reader, |value, reader| read_schema_text(value, text, item, reader))?;
    }
    Ok(true)
}
