//! Finds the field of a child among the fields of a complex type.

use super::access::{ComplexRef, Selection, ValueRef, VariantsRef, View};
use super::description::Found;
use super::particles::{can_enter, continues, is_finished, is_missing};
use super::row::{Items, Presence, Row, RowKind};
use crate::deviation::DeviationKind;
use crate::names::Name;

/// The fields of a value that have been read.
pub(crate) struct Seen {
    first: [u64; 4],
    rest: Vec<u64>,
    /// True if a required field has been read, but the content in the document is not a value of the type of the field.
    pub(crate) is_incomplete: bool,
}

impl Seen {
    pub(crate) const fn new() -> Self {
        Self { first: [0; 4], rest: Vec::new(), is_incomplete: false }
    }

    pub(crate) fn contains(&self, index: usize) -> bool {
        let word = match self.first.get(index / 64) {
            Some(word) => *word,
            None => self.rest.get(index / 64 - self.first.len()).copied().unwrap_or(0),
        };
        word >> (index % 64) & 1 == 1
    }

    #[inline]
    pub(crate) fn insert(&mut self, index: usize) {
        let place = index / 64;
        let bit = 1 << (index % 64);
        if let Some(word) = self.first.get_mut(place) {
            *word |= bit;
            return;
        }
        let place = place - self.first.len();
        if self.rest.len() <= place {
            self.rest.resize(place + 1, 0);
        }
        self.rest[place] |= bit;
    }
}

/// The field of a child, and how the child deviates from the schema.
pub(crate) struct Placed {
    pub(crate) found: Found,
    pub(crate) deviation: Option<DeviationKind>,
    /// True if the field already contains a child, and accepts no further child. The field keeps its child; this one is skipped.
    pub(crate) is_surplus: bool,
}

/// Returns the field of a child.
///
/// In a valid document, this is the next field that the content model allows. In other documents, it is the next field in schema
/// order that accepts the name anywhere in its value, otherwise an earlier field that accepts the name, otherwise a wildcard.
///
/// `cursor` is the index of the field of the previous child.
pub(crate) fn place(value: ComplexRef<'_>, name: Name<'_>, seen: &Seen, cursor: usize) -> Option<Placed> {
    let description = value.description();
    let is_full = |found: Found| seen.contains(found.index) && !field_takes_more(value, found, name);
    let placed = |found, deviation| Some(Placed { found, deviation, is_surplus: false });
    let repeated = |found| Some(Placed { found, deviation: Some(DeviationKind::Repeated), is_surplus: is_full(found) });
    if !description.properties.is_plain
        && let Some(found) = next(value, name, seen, cursor)
    {
        return placed(found, None);
    }
    if let Some(found) = description.find(cursor, name) {
        if !seen.contains(found.index) || field_continues(value, found, name) {
            let is_inside = !description.properties.is_plain && !found.row.starts_with(name);
            return placed(found, is_inside.then_some(DeviationKind::Order));
        }
        // A later field may have the same name.
        return match description.find(found.index + 1, name) {
            Some(next) => placed(next, None),
            None if found.row.occurs.is_repeated() => placed(found, None),
            None => repeated(found),
        };
    }
    if cursor > 0
        && let Some(found) = description.find(0, name)
    {
        let is_misplaced = !found.row.is_unordered;
        return match is_full(found) {
            true => repeated(found),
            false => placed(found, is_misplaced.then_some(DeviationKind::Order)),
        };
    }
    let found = description.find_any(name.namespace)?;
    if is_full(found) { repeated(found) } else { placed(found, Some(DeviationKind::Order)) }
}

/// Returns the field of a child in a sequence; `None` if the child does not belong to the current occurrence of the sequence.
pub(crate) fn place_in_sequence(value: ComplexRef<'_>, name: Name<'_>, seen: &Seen, cursor: usize) -> Option<Placed> {
    let is_full = |found: Found| seen.contains(found.index) && !field_takes_more(value, found, name);
    let placed = |found, deviation| Some(Placed { found, deviation, is_surplus: false });
    if let Some(found) = next(value, name, seen, cursor) {
        return placed(found, None);
    }
    let description = value.description();
    if is_finished(description.rows, &|index| seen.contains(index)) {
        return None;
    }
    let mut found = description.find(cursor, name);
    if let Some(full) = found.filter(|found| is_full(*found)) {
        found = description.find(full.index + 1, name);
    }
    match found {
        Some(found) => placed(found, (!found.row.starts_with(name)).then_some(DeviationKind::Order)),
        None => {
            let found = description.find_any(name.namespace).filter(|found| found.index >= cursor)?;
            let deviation = seen.contains(found.index).then_some(DeviationKind::Repeated);
            Some(Placed { found, deviation, is_surplus: is_full(found) })
        }
    }
}

/// Returns the next field that the content model allows for a child. Prefers an element declaration to a wildcard.
fn next(value: ComplexRef<'_>, name: Name<'_>, seen: &Seen, cursor: usize) -> Option<Found> {
    let description = value.description();
    let (mut named, mut wildcard) = (None, None);
    description.find_row_from(cursor, &mut |index, row| {
        let found = Found { index, row };
        let is_possible = || {
            (!seen.contains(index) || field_continues(value, found, name))
                && description.on_level(index, &|rows, index, offset| {
                    can_enter(rows, index, &|index| seen.contains(offset + index))
                })
        };
        if row.starts_with(name) && is_possible() {
            named = Some(found);
        } else if wildcard.is_none() && row.starts_with_any(name) && is_possible() {
            wildcard = Some(found);
        }
        // If the row at `index` is required and missing, no row after it can be next.
        named.is_some()
            || wildcard.is_some()
                && description.on_level(index, &|rows, index, offset| {
                    is_missing(rows, index, &|index| seen.contains(offset + index))
                })
    });
    named.or(wildcard)
}

/// Returns the field that keeps an unknown child: the first choice or mixed content that can take another child, in schema order
/// from the field of the previous child on. The search ends at a required field that has not been read.
///
/// A choice that is not repeated keeps only one element.
pub(crate) fn place_unknown(value: ComplexRef<'_>, seen: &Seen, cursor: usize) -> Option<Found> {
    let description = value.description();
    if !description.properties.has_other_children {
        return None;
    }
    let mut found = None;
    description.find_row_from(cursor, &mut |index, row| {
        let is_new = !seen.contains(index);
        let is_choice = matches!(row.kind, RowKind::Choice(_)) && (is_new || row.occurs.is_repeated());
        if is_choice || matches!(row.kind, RowKind::Mixed(_)) {
            found = Some(Found { index, row });
        }
        found.is_some() || is_new && row.presence == Presence::Required && !matches!(row.kind, RowKind::Attribute)
    });
    found
}

fn field_continues(value: ComplexRef<'_>, found: Found, child: Name<'_>) -> bool {
    value.field_at(found.index).is_some_and(|field| continues(field, found.row, child))
}

fn field_takes_more(value: ComplexRef<'_>, found: Found, child: Name<'_>) -> bool {
    value.field_at(found.index).is_some_and(|field| takes_more(field, found.row, child))
}

/// Returns whether a value that has been read can take another child. The caller ensures that `row` accepts the child.
pub(crate) fn takes_more(value: ValueRef<'_>, row: &Row, child: Name<'_>) -> bool {
    if row.occurs.is_repeated() {
        return true;
    }
    match value.view() {
        View::List(_) => matches!(row.items, Items::None),
        View::Optional(value) => row.spans_siblings() && value.is_none_or(|value| takes_more(value, row, child)),
        View::Complex(_) => matches!(row.kind, RowKind::Group(_)),
        View::Variants(value) => match value.table().selection {
            Selection::Child(rows) => choice_takes_more(value, rows, child),
            Selection::Type(_) | Selection::Text => false,
        },
        _ => false,
    }
}

/// Returns whether the current variant of a choice can take another child.
pub(crate) fn choice_takes_more(value: VariantsRef<'_>, rows: &'static [Row], child: Name<'_>) -> bool {
    match rows.get(value.index()) {
        Some(row) => {
            (row.accepts(child) || row.accepts_any(child.namespace)) && takes_more(value.content(), row, child)
        }
        // Without a row, the choice contains an unknown element, which a known alternative replaces.
        None => true,
    }
}
