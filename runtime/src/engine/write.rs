//! Writes values by their rows.

use super::access::{
    ComplexRef, EnumerationRef, ListRef, PRESENT_WORDS, Selection, Simple, UnknownRef, ValueRef, VariantsRef, View,
};
use super::row::{Items, Presence, Row, RowKind};
use crate::error::{Error, ErrorKind, Result};
use crate::names::Name;
use crate::writer::Writer;

/// Writes the elements of a field.
#[inline(always)]
pub(crate) fn write_field(value: ValueRef<'_>, row: &'static Row, writer: &mut Writer) -> Result<()> {
    match value.view() {
        View::Optional(None) => Ok(()),
        View::Optional(Some(value)) => match value.view() {
            // The most frequent case.
            View::Simple(value) => write_simple(value, row, writer),
            view => write_view(view, row, writer),
        },
        View::List(list) if row.occurs.is_repeated() => {
            list.iter().try_for_each(|item| write_view(item.view(), row, writer))
        }
        view => write_view(view, row, writer),
    }
}

/// Writes a single value. For a repeated field, this is one item; `write_field` writes all items.
pub(crate) fn write_value(value: ValueRef<'_>, row: &'static Row, writer: &mut Writer) -> Result<()> {
    write_view(value.view(), row, writer)
}

fn write_view(view: View<'_>, row: &'static Row, writer: &mut Writer) -> Result<()> {
    match view {
        View::Optional(None) => Ok(()),
        View::Optional(Some(value)) | View::Nillable(Some(value)) => write_view(value.view(), row, writer),
        View::Simple(value) => write_simple(value, row, writer),
        View::Complex(value) if matches!(row.kind, RowKind::Group(_)) => write_content(value, writer),
        View::Complex(value) => write_complex(value, row, writer),
        View::Variants(value) => match value.table().selection {
            Selection::Child(rows) => write_choice(value, rows, writer),
            Selection::Type(types) => {
                if let Some(ty) = types.named(value.index()) {
                    writer.set_type(ty.namespace, ty.local);
                }
                write_view(value.content().view(), row, writer)
            }
            Selection::Text => Ok(()),
        },
        View::List(list) => match row.items {
            Items::Children(item) => {
                writer.start(row.name.namespace, row.name.local);
                list.iter().try_for_each(|value| write_view(value.view(), item, writer))?;
                writer.end(row.name.namespace, row.name.local);
                Ok(())
            }
            Items::Text(_) => {
                writer.start(row.name.namespace, row.name.local);
                write_made(writer, |text, writer| append_items(list, text, writer))?;
                writer.end(row.name.namespace, row.name.local);
                Ok(())
            }
            Items::None => list.iter().try_for_each(|value| write_view(value.view(), row, writer)),
        },
        View::Enumeration(value) => match value.as_str() {
            "" if writer.requires_values && is_unset(value, row) => Err(writer.unset(row.name.local.to_owned())),
            text => writer.simple(row.name, text),
        },
        View::Union(value) => write_simple(value.form(), row, writer),
        View::Nillable(None) => write_view(View::Nil(&[]), row, writer),
        View::Nil(attributes) => {
            writer.start(row.name.namespace, row.name.local);
            writer.nil();
            attributes.iter().try_for_each(|attribute| attribute.write_to(writer))?;
            writer.end(row.name.namespace, row.name.local);
            Ok(())
        }
        View::AnyElement(value) => value.write_to(writer),
        View::Unknown(value) => write_unknown(value, writer),
        View::AnyType(value) => {
            writer.start(row.name.namespace, row.name.local);
            value.write_to(writer)?;
            writer.end(row.name.namespace, row.name.local);
            Ok(())
        }
        View::AnyAttributes(_) => Ok(()),
    }
}

/// Returns whether a required enumeration has its default value, an empty text, because it was never set.
fn is_unset(value: EnumerationRef<'_>, row: &Row) -> bool {
    row.presence == Presence::Required && value.index() == Err("")
}

/// Writes an element of a simple type.
fn write_simple(value: &dyn Simple, row: &'static Row, writer: &mut Writer) -> Result<()> {
    if let Some(text) = value.as_text() {
        return writer.simple(row.name, text);
    }
    let mut text = writer.scratch();
    value.append_to(&mut text, writer);
    let is_escape_free = value.properties().is_escape_free;
    let done = if is_escape_free { writer.simple_plain(row.name, &text) } else { writer.simple(row.name, &text) };
    writer.put_back(text);
    done
}

/// Appends the lexical form of a value. Returns `false` if the value is absent.
pub(crate) fn append_text(value: ValueRef<'_>, out: &mut String, writer: &mut Writer) -> bool {
    match value.view() {
        View::Optional(None) => return false,
        View::Optional(Some(value)) | View::Nillable(Some(value)) => return append_text(value, out, writer),
        View::Simple(value) => value.append_to(out, writer),
        View::Union(value) => value.form().append_to(out, writer),
        View::Enumeration(value) => out.push_str(value.as_str()),
        View::List(list) => append_items(list, out, writer),
        _ => {}
    }
    true
}

fn append_items(list: ListRef<'_>, out: &mut String, writer: &mut Writer) {
    for (index, item) in list.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        append_text(item, out, writer);
    }
}

/// Writes a value as the text of the current element.
fn write_text(value: ValueRef<'_>, writer: &mut Writer) -> Result<()> {
    write_made(writer, |text, writer| _ = append_text(value, text, writer))
}

/// Writes the text that `append` appends to a buffer.
fn write_made(writer: &mut Writer, append: impl FnOnce(&mut String, &mut Writer)) -> Result<()> {
    let mut text = writer.scratch();
    append(&mut text, writer);
    let done = writer.text(&text);
    writer.put_back(text);
    done
}

/// Writes the content of the current variant of a choice.
fn write_choice(value: VariantsRef<'_>, rows: &'static [Row], writer: &mut Writer) -> Result<()> {
    match rows.get(value.index()) {
        Some(row) if matches!(row.kind, RowKind::Text) => write_text(value.content(), writer),
        Some(row) => write_field(value.content(), row, writer),
        None if is_unset_choice(value) => Err(unset_choice(rows, writer)),
        None => write_view(value.content().view(), &UNKNOWN, writer),
    }
}

/// Returns whether a choice is its default value, which no document contains: an unknown element without a name.
pub(crate) fn is_unset_choice(value: VariantsRef<'_>) -> bool {
    match value.content().view() {
        View::AnyElement(element) => element.local.is_empty(),
        View::Unknown(element) => element.rest.local.is_empty(),
        _ => false,
    }
}

#[cold]
fn unset_choice(rows: &'static [Row], writer: &Writer) -> Error {
    const SHOWN: usize = 5;
    let mut names: Vec<&str> = rows.iter().take(SHOWN).map(Row::label).collect();
    if rows.len() > SHOWN {
        names.push("...");
    }
    let message = format!("a required value has not been set: one of {}", names.join(", "));
    writer.error(ErrorKind::Missing, message)
}

/// The row of an unknown element. It has no name, because the element contains its name.
static UNKNOWN: Row = Row::new(RowKind::Element(None), Name::EMPTY);

/// Writes an unknown element. The children in its base are written at their original positions between the other nodes, and last if
/// they have no position.
pub(super) fn write_unknown(value: UnknownRef<'_>, writer: &mut Writer) -> Result<()> {
    let (base, rest) = (value.base, value.rest);
    let description = base.description();
    // The number of values that have been written for each field.
    let mut counts = vec![0; description.offset + description.rows.len()];
    let name = rest.start(writer)?;
    write_attributes(base, writer)?;
    let mut write_next = |index: usize, writer: &mut Writer| {
        let Some(count) = counts.get_mut(index) else { return Ok(false) };
        let Some(row) = description.row(index).filter(|row| matches!(row.kind, RowKind::Element(_))) else {
            return Ok(false);
        };
        let Some(value) = base.field_at(index).and_then(|field| nth(field, *count)) else { return Ok(false) };
        *count += 1;
        write_view(value.view(), row, writer).map(|()| true)
    };
    let mut places = value.places.iter().peekable();
    for (index, node) in rest.content.nodes.iter().enumerate() {
        while let Some(place) = places.next_if(|place| place.before <= index) {
            write_next(place.field, writer)?;
        }
        node.write_to(writer)?;
    }
    for place in places {
        write_next(place.field, writer)?;
    }
    for index in 0..description.offset + description.rows.len() {
        while write_next(index, writer)? {}
    }
    writer.end_any(&name);
    Ok(())
}

/// Returns the value at an index of an optional or repeated field.
fn nth(field: ValueRef<'_>, index: usize) -> Option<ValueRef<'_>> {
    match field.view() {
        View::Optional(value) => value.filter(|_| index == 0),
        View::List(list) => list.get(index),
        _ => None,
    }
}

/// Returns the text of a string field; `None` if the field is absent or has another type.
fn text_of(value: ValueRef<'_>) -> Option<&str> {
    match value.view() {
        View::Optional(Some(value)) => text_of(value),
        View::Simple(value) => value.as_text(),
        _ => None,
    }
}

/// Writes a value of a complex type as an element.
fn write_complex(value: ComplexRef<'_>, row: &'static Row, writer: &mut Writer) -> Result<()> {
    let derived = value.derived();
    if let Some((xsi_type, _)) = derived {
        writer.set_any_type(xsi_type)?;
    } else if value.description().properties.has_explicit_type {
        set_explicit_type(value, writer);
    }
    writer.check_depth()?;
    writer.start(row.name.namespace, row.name.local);
    if value.description().properties.has_attributes {
        write_attributes(value, writer)?;
    }
    if let Some((_, kept)) = derived {
        kept.attributes.iter().try_for_each(|attribute| attribute.write_to(writer))?;
    }
    write_content(value, writer)?;
    if let Some((_, kept)) = derived {
        kept.elements.iter().try_for_each(|element| element.write_to(writer))?;
    }
    writer.end(row.name.namespace, row.name.local);
    Ok(())
}

/// Sets the `xsi:type` of the next element to the type of the value, if the field of the kind [`RowKind::ExplicitType`] is true.
fn set_explicit_type(value: ComplexRef<'_>, writer: &mut Writer) {
    let description = value.description();
    let Some(namespace) = description.namespace else { return };
    let mut level = Some(value);
    while let Some(value) = level {
        let rows = value.description().rows;
        let own = rows.iter().position(|row| matches!(row.kind, RowKind::ExplicitType));
        if let Some(field) = own.and_then(|index| value.field(index)) {
            let mut text = writer.scratch();
            append_text(field, &mut text, writer);
            if text == "true" {
                writer.set_type(namespace, description.name);
            }
            writer.put_back(text);
            return;
        }
        level = value.base();
    }
}

fn write_attributes(value: ComplexRef<'_>, writer: &mut Writer) -> Result<()> {
    if let Some(base) = value.base() {
        write_attributes(base, writer)?;
    }
    for (index, row) in value.description().rows.iter().enumerate() {
        match row.kind {
            RowKind::Attribute => {
                let Some(field) = value.field(index) else { continue };
                if let Some(text) = text_of(field) {
                    writer.attribute(row.name.namespace, row.name.local, text)?;
                    continue;
                }
                let mut text = writer.scratch();
                let is_present = append_text(field, &mut text, writer);
                let name = row.name;
                if text.is_empty()
                    && writer.requires_values
                    && let View::Enumeration(value) = field.view()
                    && is_unset(value, row)
                {
                    return Err(writer.unset(format!("@{}", name.local)));
                }
                let done = if is_present { writer.attribute(name.namespace, name.local, &text) } else { Ok(()) };
                writer.put_back(text);
                done?;
            }
            RowKind::AnyAttribute(_) => {
                if let Some(View::AnyAttributes(attributes)) = value.field(index).map(ValueRef::view) {
                    attributes.iter().try_for_each(|attribute| attribute.write_to(writer))?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Writes the content of a value: its text or children, without an element around them.
fn write_content(value: ComplexRef<'_>, writer: &mut Writer) -> Result<()> {
    if let Some(base) = value.base() {
        write_content(base, writer)?;
    }
    let rows = value.description().rows;
    // Most fields of large types are absent. Testing bits skips them quickly.
    for (word, mut bits) in value.present().into_iter().enumerate() {
        while bits != 0 {
            let index = word * 64 + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            write_part(value, index, &rows[index], writer)?;
        }
    }
    for (index, row) in rows.iter().enumerate().skip(PRESENT_WORDS * 64) {
        write_part(value, index, row, writer)?;
    }
    Ok(())
}

/// Writes the text or the children of an own field.
fn write_part(value: ComplexRef<'_>, index: usize, row: &'static Row, writer: &mut Writer) -> Result<()> {
    if matches!(row.kind, RowKind::Attribute | RowKind::AnyAttribute(_) | RowKind::ExplicitType) {
        return Ok(());
    }
    match value.field(index) {
        Some(field) if matches!(row.kind, RowKind::Text) => write_text(field, writer),
        Some(field) => write_field(field, row, writer),
        None => Ok(()),
    }
}
