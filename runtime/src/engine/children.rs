//! Finds the field for each child of the element that is being read.

use super::access::{ComplexMut, ComplexRef};
use super::description::Found;
use super::placing::{Placed, Seen, place, place_unknown};
use crate::error::Result;
use crate::reader::{ExpectationKey, Reader};

/// Returns the field of the current child like [`field_of_child`]. If the type is plain (`RowProperties::is_plain`), and the child
/// is valid after the field `key.previous`, the reader stores the tag and the field under `key`. When the same tag follows the
/// same field again, the reader recognizes the tag by comparing bytes.
pub(super) fn unexpected_child(
    value: &mut ComplexMut<'_>,
    key: ExpectationKey,
    reader: &mut Reader<'_>,
    seen: &Seen,
) -> Result<Option<Found>> {
    let description = value.description();
    let (name, cursor) = (reader.name(), key.previous);
    // In a type with choices, groups, wildcards, mixed content or optional sequences, the field also depends on the children
    // that have been read.
    if !description.properties.is_plain {
        return field_of_child(value, reader, seen, cursor);
    }
    let Some(local) = description.find_local(cursor..usize::MAX, name) else {
        return match description.find_local(0..cursor, name) {
            Some(_) => field_of_child(value, reader, seen, cursor),
            // No row has this local name in any namespace, so `field_of_child` would find no field either. It is not called,
            // because a document can consist of such children, and each call would compare all rows again.
            None => unknown_child(value, reader, seen, cursor),
        };
    };
    let expected = if local.row.accepts(name) { Some(local) } else { description.find(cursor, name) };
    if let Some(found) = expected.filter(|found| !seen.contains(found.index)) {
        reader.expect(key, found.index);
        return Ok(Some(found));
    }
    field_of_child(value, reader, seen, cursor)
}

/// Returns the field of the current child: a field that accepts its name, a wildcard, or a choice or mixed content that keeps
/// unknown elements. If no field can store the child, reads the child to its end, and returns `None`.
fn field_of_child(
    value: &mut ComplexMut<'_>,
    reader: &mut Reader<'_>,
    seen: &Seen,
    cursor: usize,
) -> Result<Option<Found>> {
    if let Some(placed) = place_child(value.shared(), reader, seen, cursor)? {
        return accept(placed, reader);
    }
    unknown_child(value, reader, seen, cursor)
}

/// Returns the field that keeps the current child, which no field accepts: a choice or mixed content. If there is no such field,
/// records the child as unknown, and skips it. In a value of the type `Derived`, always adds the child to `Kept::elements` instead.
fn unknown_child(
    value: &mut ComplexMut<'_>,
    reader: &mut Reader<'_>,
    seen: &Seen,
    cursor: usize,
) -> Result<Option<Found>> {
    if value.derived().is_none() {
        return match place_unknown(value.shared(), seen, cursor) {
            Some(found) => Ok(Some(found)),
            None => reader.unknown_element().map(|()| None),
        };
    }
    let unknown = reader.any_element()?;
    if let Some((_, kept)) = value.derived() {
        kept.elements.push(unknown);
    }
    Ok(None)
}

/// Returns the field of the current child, and records how the child deviates from the schema. If the field is full, skips the
/// child, and returns `None`.
pub(super) fn accept(placed: Placed, reader: &mut Reader<'_>) -> Result<Option<Found>> {
    if let Some(kind) = placed.deviation {
        let name = reader.name();
        reader.deviation(kind, &|| format!("<{}>", name.local))?;
    }
    if placed.is_surplus {
        return reader.skip().map(|()| None);
    }
    Ok(Some(placed.found))
}

/// Returns the field of the current child. If no field accepts its name, tries the other known namespaces, because servers
/// write some elements in a wrong namespace.
fn place_child(value: ComplexRef<'_>, reader: &mut Reader<'_>, seen: &Seen, cursor: usize) -> Result<Option<Placed>> {
    let name = reader.name();
    let description = value.description();
    // A document can consist of unknown elements. So a single search of the rows detects them, before the other searches.
    if !description.has_local_or_wildcard(name) {
        return Ok(None);
    }
    let placed = place(value, name, seen, cursor);
    if placed.is_some() {
        return Ok(placed);
    }
    if !description.has_local(name) {
        return Ok(None);
    }
    reader.adopt_namespace(|reader| description.find(0, reader.name()).is_some())?;
    let adopted = reader.name();
    let is_adopted = adopted.namespace != name.namespace;
    Ok(if is_adopted { place(value, adopted, seen, cursor) } else { None })
}
