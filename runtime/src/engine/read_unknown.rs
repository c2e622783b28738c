//! Reads elements that are not a value of any alternative of a choice into the variant for unknown elements.

use std::borrow::Cow;

use super::access::{ComplexMut, UnknownMut, ValueMut, ValueRef, VariantsMut, View, ViewMut};
use super::placing::Seen;
use super::read_text::read_text;
use super::row::{Row, RowKind};
use super::unknown::BasePlace;
use super::walks::reset;
use super::write::{append_text, write_unknown, write_value};
use crate::any::{AnyElement, AnyNode};
use crate::deviation::DeviationKind;
use crate::error::Result;
use crate::names::{Name, Namespace};
use crate::options::Options;
use crate::reader::{Mark, Reader};
use crate::writer::Writer;

/// The number of nested readers at which the base of an unknown element is no longer read: all of its content is in `rest`.
///
/// The content of an unknown element with a base is read by two more nested readers, so the limit applies to an unknown element
/// inside two other unknown elements. Without the limit, an element would be read again for each unknown element around it.
const MAX_REPETITION: usize = 4;

/// The type of [`read_field`](super::read::read_field), which is passed as an argument because `read` imports this module.
type ReadField = fn(ValueMut<'_>, &'static Row, &mut Reader<'_>, bool) -> Result<bool>;

/// Reads the current element, which is not an alternative of the choice, into the variant for unknown elements.
pub(super) fn read_unknown(
    value: &mut VariantsMut<'_>,
    rows: &'static [Row],
    reader: &mut Reader<'_>,
    read: ReadField,
) -> Result<bool> {
    let name = reader.tag_name();
    reader.deviation(DeviationKind::UnknownElement, &|| ["<", name, ">"].concat())?;
    let mark = reader.mark();
    let element = reader.any_element()?;
    keep(value, rows.len(), element, mark, reader, read)
}

/// Reads an element of a known alternative again as an unknown element, because its content is not a value of the type. `mark` is
/// the position of the element.
pub(super) fn read_again<'a>(
    value: &mut VariantsMut<'_>,
    rows: &'static [Row],
    mark: Mark<'a>,
    reader: &mut Reader<'a>,
    read: ReadField,
) -> Result<bool> {
    let (element, _) = reader.element_at(mark)?;
    keep(value, rows.len(), element, mark, reader, read)
}

/// Converts an `Unknown` to an element without a schema, with the content that would be written. Characters that XML does not
/// allow are replaced with U+FFFD.
pub(crate) fn to_any_element(value: ValueRef<'_>) -> AnyElement {
    let View::Unknown(value) = value.view() else { return AnyElement::default() };
    let namespaces = value.base.description().namespaces;
    let mut writer = Writer::new(namespaces).replace_forbidden_characters();
    let written = write_unknown(value, &mut writer).and_then(|()| {
        let text = writer.finish();
        let mut reader = Reader::new(&text, namespaces, Options::new());
        reader.step()?;
        reader.any_element()
    });
    // A value that cannot be written, for example because it is nested too deeply, loses the content of its base.
    written.unwrap_or_else(|_| value.rest.clone())
}

/// Stores an element in the variant at an index. Returns `false` if there is no such variant.
fn keep<'a>(
    value: &mut VariantsMut<'_>,
    index: usize,
    element: AnyElement,
    mark: Mark<'a>,
    reader: &mut Reader<'a>,
    read: ReadField,
) -> Result<bool> {
    value.select(index);
    if value.index() != index {
        return Ok(false);
    }
    let mut view = value.content().view();
    while let ViewMut::Boxed(bytes, inner) = view {
        reader.charge(bytes)?;
        view = inner.view();
    }
    match view {
        ViewMut::AnyElement(kept) => *kept = element,
        ViewMut::Unknown(kept) => fill(kept, element, mark, reader, read)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Stores in `base` the attributes and children that `base` writes again without a change, and all other content in `rest`.
fn fill<'a>(
    kept: UnknownMut<'_>,
    mut element: AnyElement,
    mark: Mark<'a>,
    reader: &mut Reader<'a>,
    read: ReadField,
) -> Result<()> {
    let UnknownMut { mut base, rest, places } = kept;
    let is_empty = element.content.attributes.is_empty() && element.content.nodes.is_empty();
    if is_empty || reader.repetition() >= MAX_REPETITION {
        *rest = element;
        return Ok(());
    }
    let base = &mut base;
    let namespaces = base.description().namespaces;
    let mut inside = reader.reader_at(mark);
    inside.step()?;
    take_attributes(base, &mut element, namespaces, &mut inside)?;
    let mut seen = Seen::new();
    let nodes = std::mem::take(&mut element.content.nodes);
    *rest = element;
    for node in nodes {
        let AnyNode::Element(child) = node else {
            rest.content.nodes.push(node);
            continue;
        };
        inside.next_child()?;
        match take_child(base, &child, namespaces, &mut inside, &mut seen, read)? {
            Some(field) => places.push(BasePlace { field, before: rest.content.nodes.len() }),
            None => rest.content.nodes.push(AnyNode::Element(child)),
        }
    }
    reader.adopt_memory(&inside)
}

/// Moves each attribute from `element` to a field of `base`, if the field is written with the same text as the attribute.
fn take_attributes(
    base: &mut ComplexMut<'_>,
    element: &mut AnyElement,
    namespaces: &'static [Namespace],
    reader: &mut Reader<'_>,
) -> Result<()> {
    for index in 0..reader.attribute_count() {
        let Some(attribute) = reader.attribute_at(index) else { continue };
        let name = attribute.name();
        let uri = reader.uri(name.namespace);
        let is_it = |row: &Row| matches!(row.kind, RowKind::Attribute) && row.name.is(name);
        let others = &mut element.content.attributes;
        let Some(found) = base.description().find_row(&is_it) else { continue };
        let Some(at) = others.iter().position(|other| other.local == name.local && other.namespace == uri) else {
            continue;
        };
        let Some(mut field) = base.field_at(found.index) else { continue };
        let text = &others[at].value;
        let mut written = String::new();
        if read_text(field.again(), Cow::Borrowed(text), found.row, reader)?
            && append_text(field.shared(), &mut written, &mut Writer::new(namespaces))
            && written == *text
        {
            others.remove(at);
        } else {
            reset(field);
        }
    }
    Ok(())
}

/// Reads the current element into a field of the base, if the field is written as the same element. Returns the index of the field,
/// or `None` if the element was not stored.
fn take_child(
    base: &mut ComplexMut<'_>,
    child: &AnyElement,
    namespaces: &'static [Namespace],
    reader: &mut Reader<'_>,
    seen: &mut Seen,
    read: ReadField,
) -> Result<Option<usize>> {
    let name: Name<'_> = reader.name();
    let found = base.description().find_row(&|row| matches!(row.kind, RowKind::Element(_)) && row.name.is(name));
    let found = found.filter(|found| found.row.occurs.is_repeated() || !seen.contains(found.index));
    let Some(found) = found else { return reader.skip().map(|()| None) };
    let mut trial = reader.reader_at(reader.mark());
    reader.skip()?;
    let Some(mut field) = base.field_at(found.index) else { return Ok(None) };
    trial.step()?;
    let is_read = read(field.again(), found.row, &mut trial, seen.contains(found.index))?;
    reader.adopt_memory(&trial)?;
    if is_read && represents(field.shared(), found.row, child, namespaces)? {
        seen.insert(found.index);
        return Ok(Some(found.index));
    }
    match field.again().view() {
        ViewMut::List(mut list) if is_read => list.truncate(list.len().saturating_sub(1)),
        ViewMut::List(_) => {}
        _ => reset(field),
    }
    Ok(None)
}

/// Returns whether the last value of a field is written as an element that is equal to `element` (see [`is_same`]).
fn represents(
    field: ValueRef<'_>,
    row: &'static Row,
    element: &AnyElement,
    namespaces: &'static [Namespace],
) -> Result<bool> {
    let value = match field.view() {
        View::Optional(value) => value,
        View::List(list) => list.len().checked_sub(1).and_then(|last| list.get(last)),
        _ => None,
    };
    let Some(value) = value else { return Ok(false) };
    let mut writer = Writer::new(namespaces);
    if write_value(value, row, &mut writer).is_err() {
        return Ok(false);
    }
    let text = writer.finish();
    let mut reader = Reader::new(&text, namespaces, Options::new());
    reader.step()?;
    Ok(is_same(&reader.any_element()?, element))
}

/// Compares two elements. White space between elements is ignored.
fn is_same(first: &AnyElement, second: &AnyElement) -> bool {
    (&first.namespace, &first.local) == (&second.namespace, &second.local)
        && first.content.has_attributes_of(&second.content)
        && {
            let (first, second) = (significant(first), significant(second));
            first.len() == second.len() && first.iter().zip(second).all(|(first, second)| is_same_node(first, second))
        }
}

fn is_same_node(first: &AnyNode, second: &AnyNode) -> bool {
    match (first, second) {
        (AnyNode::Element(first), AnyNode::Element(second)) => is_same(first, second),
        (AnyNode::Text(first), AnyNode::Text(second)) => first == second,
        _ => false,
    }
}

/// Returns the nodes of an element without white space between elements.
fn significant(element: &AnyElement) -> Vec<&AnyNode> {
    let nodes = &element.content.nodes;
    let has_elements = nodes.iter().any(|node| matches!(node, AnyNode::Element(_)));
    let is_space = |node: &AnyNode| matches!(node, AnyNode::Text(text) if text.trim_ascii().is_empty());
    nodes.iter().filter(|node| !(has_elements && is_space(node))).collect()
}
