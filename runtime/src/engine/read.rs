//! Reads elements into values by their rows: complex types, and fields of any type.

use std::borrow::Cow;
use std::ptr;

use super::access::{
    ComplexMut, DerivedTypes, Description, Fill, ListMut, NillableMut, OptionalMut, Selection, ValueMut, VariantsMut,
    View, ViewMut,
};
use super::children::{accept, unexpected_child};
use super::description::Found;
use super::placing::{Seen, choice_takes_more, place_in_sequence};
use super::read_attributes::{read_attributes, read_nil_attributes};
use super::read_simple::{ElementText, element_text, read_simple, refuse_nil, text_or_default};
use super::read_text::{
    push_with, read_element_text, read_leaf_text, read_list, read_schema_leaf, read_schema_list, read_text,
};
use super::read_type::{check_type, read_derived_type, variant_of_type};
use super::read_unknown::{read_again, read_unknown};
use super::row::{Items, Presence, Row, RowKind};
use super::walks::reset;
use crate::any::{AnyElement, AnyType};
use crate::deviation::DeviationKind;
use crate::error::{ErrorKind, Result};
use crate::lexical::Lexical as _;
use crate::names::Name;
use crate::printable::shown_name;
use crate::reader::{ExpectationKey, Mark, Reader, Step};

// -- complex types -------------------------------------------------------------------------------------------------------

/// Reads the current element into a value. In tolerant mode, returns `false` if the element is not a value of the type: it has
/// `xsi:nil="true"`, or a required attribute, child or text is missing or not valid.
fn read_complex(value: &mut ComplexMut<'_>, row: &Row, reader: &mut Reader<'_>) -> Result<bool> {
    let description = value.description();
    let mut seen = Seen::new();
    let is_derived = read_derived_type(value, reader)?;
    if reader.attribute_count() > 0 {
        if refuse_nil(reader)? {
            return Ok(false);
        }
        if !is_derived {
            check_type(value, description, reader)?;
        }
        read_attributes(value, description, reader, &mut seen)?;
    }
    if description.properties.has_text {
        read_content_text(value, description, row, reader, &mut seen)?;
    } else {
        read_children(value, description, reader, &mut seen)?;
    }
    is_complete(description, reader, &seen)
}

fn read_content_text(
    value: &mut ComplexMut<'_>,
    description: &'static Description,
    row: &Row,
    reader: &mut Reader<'_>,
    seen: &mut Seen,
) -> Result<()> {
    let found = description.find_row(&|row| matches!(row.kind, RowKind::Text));
    let is_string = || match found.and_then(|found| value.shared().field_at(found.index)).map(|field| field.view()) {
        Some(View::Simple(value)) => value.properties().name == String::NAME,
        _ => false,
    };
    let text = text_or_default(row, &is_string, reader)?;
    if let Some(found) = found {
        seen.insert(found.index);
        if let Some(field) = value.field_at(found.index) {
            let is_optional = matches!(field.shared().view(), View::Optional(_));
            let is_read = read_element_text(field, text, found.row, reader)?;
            seen.is_incomplete |= !is_read && !is_optional;
        }
    }
    Ok(())
}

fn read_children(
    value: &mut ComplexMut<'_>,
    description: &'static Description,
    reader: &mut Reader<'_>,
    seen: &mut Seen,
) -> Result<()> {
    let mut cursor = 0;
    let parent = ptr::from_ref(description).addr();
    loop {
        let key = ExpectationKey { parent, previous: cursor };
        match reader.step_to_child(key)? {
            Step::Start => {
                // An expected field that has already been read can be full. So `unexpected_child` determines the field again.
                let expected = reader.expected_field().filter(|index| !seen.contains(*index));
                let found = match expected.and_then(|index| Some(Found { index, row: description.row(index)? })) {
                    Some(found) => Some(found),
                    None => unexpected_child(value, key, reader, seen)?,
                };
                if let Some(found) = found {
                    cursor = found.index;
                    read_child(value, found, reader, seen)?;
                }
            }
            Step::Text(text) => child_text(value, description, reader, text)?,
            Step::End | Step::Eof => return Ok(()),
        }
    }
}

fn read_child(value: &mut ComplexMut<'_>, found: Found, reader: &mut Reader<'_>, seen: &mut Seen) -> Result<()> {
    let is_repeated = seen.contains(found.index);
    seen.insert(found.index);
    if let Some(field) = value.field_at(found.index)
        && !read_field(field, found.row, reader, is_repeated)?
    {
        seen.is_incomplete |= found.row.presence == Presence::Required;
    }
    Ok(())
}

fn child_text(
    value: &mut ComplexMut<'_>,
    description: &'static Description,
    reader: &mut Reader<'_>,
    text: Cow<'_, str>,
) -> Result<()> {
    if description.properties.has_other_children
        && let Some(found) = description.find_row(&|row| matches!(row.kind, RowKind::Mixed(_)))
        && let Some(field) = value.field_at(found.index)
    {
        return read_text(field, text, found.row, reader).map(|_| ());
    }
    reader.unexpected_text(&text)
}

/// Returns whether all required fields have been read and have a value of their type. Records each missing field as a deviation.
fn is_complete(description: &'static Description, reader: &mut Reader<'_>, seen: &Seen) -> Result<bool> {
    if !description.properties.has_required {
        return Ok(!seen.is_incomplete);
    }
    let mut is_complete = match description.base {
        Some(base) => is_complete(base, reader, seen)?,
        None => !seen.is_incomplete,
    };
    for (index, row) in description.rows.iter().enumerate() {
        if row.presence == Presence::Required && !seen.contains(description.offset + index) {
            let name = description.name;
            reader.deviation(DeviationKind::Missing, &|| format!("{} of {name}", row.label()))?;
            is_complete = false;
        }
    }
    Ok(is_complete)
}

/// Reads the members of a sequence, from the current child on. Leaves the first child that is not a member to the caller. In
/// tolerant mode, returns `false` if a required member is missing or has no valid value.
fn read_group(value: &mut ComplexMut<'_>, reader: &mut Reader<'_>) -> Result<bool> {
    let description = value.description();
    let mut seen = Seen::new();
    let mut cursor = 0;
    loop {
        let Some(placed) = place_in_sequence(value.shared(), reader.name(), &seen, cursor) else {
            reader.unread_start();
            break;
        };
        if let Some(found) = accept(placed, reader)? {
            cursor = found.index;
            read_child(value, found, reader, &mut seen)?;
        }
        if !next_start(reader)? {
            break;
        }
    }
    is_complete(description, reader, &seen)
}

/// Goes to the next start tag. At the end tag of the parent, returns `false` and leaves the end tag to the caller.
fn next_start(reader: &mut Reader<'_>) -> Result<bool> {
    loop {
        match reader.step()? {
            Step::Start => return Ok(true),
            Step::Text(text) => reader.unexpected_text(&text)?,
            Step::End | Step::Eof => {
                reader.unread_end();
                return Ok(false);
            }
        }
    }
}

// -- fields --------------------------------------------------------------------------------------------------------------

/// Reads the current element into a field. In tolerant mode, returns `false` if the element is not a valid value of the field.
///
/// `is_repeated` is true if an element of the field has been read before.
pub(crate) fn read_field(
    value: ValueMut<'_>,
    row: &'static Row,
    reader: &mut Reader<'_>,
    is_repeated: bool,
) -> Result<bool> {
    if is_repeated {
        return read_repeated(value, row, reader);
    }
    match value.view() {
        ViewMut::Optional(optional) => read_optional(optional, Fill::Default, row, reader),
        ViewMut::List(mut list) if row.occurs.is_repeated() => push(&mut list, row, reader),
        view => read_value(view, row, reader, false),
    }
}

/// Reads another element into a field: appends an item to a list, continues the value of a choice or sequence, or replaces any
/// other value.
fn read_repeated(mut value: ValueMut<'_>, row: &'static Row, reader: &mut Reader<'_>) -> Result<bool> {
    let continues = row.spans_siblings();
    let fill =
        if continues && !matches!(value.shared().view(), View::Optional(None)) { Fill::Keep } else { Fill::Default };
    match value.again().view() {
        ViewMut::Optional(optional) => read_optional(optional, fill, row, reader),
        ViewMut::List(mut list) if row.occurs.is_repeated() || matches!(row.items, Items::None) => {
            push(&mut list, row, reader)
        }
        _ => {
            if !continues {
                reset(value.again());
            }
            read_value(value.view(), row, reader, continues)
        }
    }
}

#[inline(always)]
fn read_optional(
    mut optional: OptionalMut<'_>,
    fill: Fill,
    row: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    let is_read = match optional.fill(fill).map(ValueMut::view) {
        // The most frequent case, without the checks of the other cases.
        Some(ViewMut::Simple(value)) => read_simple(value, row, reader)?,
        Some(view) => {
            let mark = reader.mark();
            // The text of an invalid simple value has already been recorded as a deviation. So its element is not recorded again.
            let is_complex = !matches!(view, ViewMut::Enumeration(_) | ViewMut::Union(_) | ViewMut::List(_));
            let is_read = read_value(view, row, reader, fill == Fill::Keep)?;
            if !is_read && is_complex {
                left_out(row, mark, reader)?;
            }
            is_read
        }
        None => false,
    };
    if !is_read {
        optional.fill(Fill::Clear);
    }
    Ok(is_read)
}

/// Reads the current element into a single value. In tolerant mode, returns `false` if the element is not a valid value.
///
/// `continues` is true if the value consists of several siblings, and some of them have been read.
fn read_value(mut view: ViewMut<'_>, row: &'static Row, reader: &mut Reader<'_>, continues: bool) -> Result<bool> {
    while let ViewMut::Boxed(bytes, value) = view {
        // `push_with` charges only the size of a list item, without the content of a box. So the content is charged here.
        if !continues {
            reader.charge(bytes)?;
        }
        view = value.view();
    }
    match view {
        ViewMut::Complex(mut value) if matches!(row.kind, RowKind::Group(_)) => read_group(&mut value, reader),
        ViewMut::Complex(mut value) => read_complex(&mut value, row, reader),
        ViewMut::Variants(mut value) => match value.table().selection {
            Selection::Child(rows) => read_choice(&mut value, rows, reader, !continues),
            Selection::Type(types) => read_polymorphic(&mut value, types, row, reader),
            Selection::Text => Ok(false),
        },
        ViewMut::List(mut list) => match row.items {
            Items::Children(item) => read_wrapper(&mut list, item, reader),
            Items::Text(item) => read_list_element(&mut list, item, row, reader),
            Items::None => push(&mut list, row, reader),
        },
        ViewMut::Nillable(value) => read_nillable(value, row, reader, continues),
        ViewMut::Optional(mut value) => match value.fill(Fill::Default) {
            Some(value) => read_value(value.view(), row, reader, continues),
            None => Ok(false),
        },
        leaf => read_leaf(leaf, row, reader),
    }
}

/// Reads the current element into a value without rows: a simple value, an element of a wildcard, or an `xs:anyType`.
///
/// Separate from [`read_value`], which is recursive and needs a small stack frame.
fn read_leaf(view: ViewMut<'_>, row: &'static Row, reader: &mut Reader<'_>) -> Result<bool> {
    match view {
        ViewMut::AnyElement(value) => AnyElement::capture(reader).map(|element| *value = element)?,
        ViewMut::AnyType(value) => AnyType::capture(reader).map(|content| *value = content)?,
        ViewMut::Simple(value) => return read_simple(value, row, reader),
        ViewMut::Enumeration(_) | ViewMut::Union(_) => {
            let name = || match &view {
                ViewMut::Enumeration(value) => Some(value.table().type_name),
                _ => None,
            };
            return match element_text(row, &name, reader)? {
                Some(ElementText::Read(text)) => read_leaf_text(view, text, row, reader),
                Some(ElementText::SchemaValue(text)) => read_schema_leaf(view, text, row, reader),
                None => Ok(false),
            };
        }
        _ => return reader.skip().map(|()| false),
    }
    Ok(true)
}

fn read_list_element(list: &mut ListMut<'_>, item: &'static Row, row: &Row, reader: &mut Reader<'_>) -> Result<bool> {
    match element_text(row, &|| None, reader)? {
        Some(ElementText::Read(text)) => read_list(list, &text, item, reader),
        Some(ElementText::SchemaValue(text)) => read_schema_list(list, text, item, reader),
        None => Ok(false),
    }
}

fn read_nillable(
    mut value: NillableMut<'_>,
    row: &'static Row,
    reader: &mut Reader<'_>,
    continues: bool,
) -> Result<bool> {
    if !reader.is_nil() {
        return match value.fill(Fill::Default) {
            Some(value) => read_value(value.view(), row, reader, continues),
            None => Ok(false),
        };
    }
    let attributes = match value.fill(Fill::Default) {
        Some(value) => read_nil_attributes(value.view(), reader)?,
        None => Some(Vec::new()),
    };
    let is_read = attributes.is_some();
    value.set_nil(attributes.unwrap_or_default());
    loop {
        match reader.step()? {
            Step::Start => reader.unknown_element()?,
            Step::Text(text) => reader.unexpected_text(&text)?,
            Step::End | Step::Eof => return Ok(is_read),
        }
    }
}

// -- lists ---------------------------------------------------------------------------------------------------------------

/// Reads the current element as a new last item of a list.
fn push(list: &mut ListMut<'_>, row: &'static Row, reader: &mut Reader<'_>) -> Result<bool> {
    let mark = reader.mark();
    let is_read = push_with(list, reader, |item, reader| read_value(item.view(), row, reader, false))?;
    if !is_read {
        left_out(row, mark, reader)?;
    }
    Ok(is_read)
}

/// Records the element at `mark` as a deviation, because it is not a valid value and is left out.
#[cold]
fn left_out<'a>(row: &Row, mark: Mark<'a>, reader: &mut Reader<'a>) -> Result<()> {
    // If the value consists of several siblings, each sibling that is left out has already been recorded.
    if row.spans_siblings() { Ok(()) } else { reader.left_out(mark) }
}

/// Reads the children of the current element, a wrapper, as the items of a list.
fn read_wrapper(list: &mut ListMut<'_>, item: &'static Row, reader: &mut Reader<'_>) -> Result<bool> {
    list.truncate(0);
    if refuse_nil(reader)? {
        return Ok(false);
    }
    let is_item = |reader: &Reader<'_>| item.accepts(reader.name()) || item.accepts_any(reader.name().namespace);
    let keeps_unknown = matches!(item.kind, RowKind::Choice(_));
    let key = ExpectationKey { parent: ptr::from_ref(item).addr(), previous: 0 };
    loop {
        match reader.step_to_child(key)? {
            Step::Start if reader.expected_field().is_some() => {}
            Step::Start => {
                let name = reader.name();
                if item.starts_with(name) && item.accepts(name) {
                    reader.expect(key, 0);
                } else if !item.can_accept(name) {
                    if !keeps_unknown {
                        reader.unknown_element()?;
                        continue;
                    }
                } else {
                    reader.adopt_namespace(is_item)?;
                    let name = reader.name();
                    if !(keeps_unknown || is_item(reader)) {
                        reader.unknown_element()?;
                        continue;
                    }
                    if !(item.starts_with(name) || item.starts_with_any(name)) && is_item(reader) {
                        reader.deviation(DeviationKind::Order, &|| format!("<{}>", name.local))?;
                    }
                }
            }
            Step::Text(text) => {
                reader.unexpected_text(&text)?;
                continue;
            }
            Step::End | Step::Eof => return Ok(true),
        }
        push(list, item, reader)?;
    }
}

// -- enums ---------------------------------------------------------------------------------------------------------------

/// Reads the current child into the current variant if this variant can take another child, otherwise into the variant that can
/// begin with the child, otherwise into a variant that accepts the child. If there is no such variant, or if the child is an
/// element that is not a value of the variant, reads the child into the variant for unknown elements.
///
/// `is_fresh` is true if the value is a default value, into which no children have been read.
pub(crate) fn read_choice(
    value: &mut VariantsMut<'_>,
    rows: &'static [Row],
    reader: &mut Reader<'_>,
    is_fresh: bool,
) -> Result<bool> {
    let name = reader.name();
    let continues = !is_fresh && value.index() < rows.len() && choice_takes_more(value.shared(), rows, name);
    let found = if continues { Some(value.index()) } else { variant_of(rows, name) };
    let Some(index) = found else { return read_unknown(value, rows, reader, read_field) };
    let row = &rows[index];
    // A default value that already has this variant is not replaced.
    let has_variant = is_fresh && value.index() == index;
    if !(continues || has_variant) {
        value.select(index);
    }
    let mark = reader.mark();
    if read_field(value.content(), row, reader, continues)? || continues {
        return Ok(true);
    }
    match row.kind {
        RowKind::Element(_) => read_again(value, rows, mark, reader, read_field),
        _ => Ok(false),
    }
}

/// Returns the index of the variant for a child: the first that can begin with the child, otherwise the first that accepts the
/// child in another position. Prefers variants that declare an element of this name to variants with a wildcard.
fn variant_of(rows: &'static [Row], child: Name<'_>) -> Option<usize> {
    let find = |accepts: &dyn Fn(&Row) -> bool| rows.iter().position(|row| row.may_match(child) && accepts(row));
    let first = find(&|row| row.starts_with(child));
    if first.is_some() || find(&|row| row.can_accept(child)).is_none() {
        return first;
    }
    find(&|row| row.starts_with_any(child))
        .or_else(|| find(&|row| row.accepts(child)))
        .or_else(|| find(&|row| row.accepts_any(child.namespace)))
}

/// Reads the current element as the type that its `xsi:type` names.
fn read_polymorphic(
    value: &mut VariantsMut<'_>,
    types: DerivedTypes,
    row: &'static Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    let Some(index) = variant_of_type(types, reader)? else {
        let known: Vec<&str> = types.variants.iter().map(|ty| ty.local).collect();
        let message = format!("<{}> needs an xsi:type: one of {}", shown_name(reader.tag_name()), known.join(", "));
        if reader.options.strict {
            return Err(reader.error(ErrorKind::Value, message));
        }
        reader.deviation(DeviationKind::Type, &|| message.clone())?;
        reader.skip()?;
        return Ok(false);
    };
    if types.named(index).is_some() {
        // The variant itself represents the `xsi:type`. So the code that reads its content need not check or store the `xsi:type`.
        reader.forget_type();
    }
    if value.index() != index {
        value.select(index);
    }
    read_field(value.content(), row, reader, false)
}
