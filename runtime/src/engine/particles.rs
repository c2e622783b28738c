//! Content models: tests whether a child can begin or continue a value of a row.
//!
//! The tests examine the rows each time a child is read. Most types contain only elements in sequence and do not need the tests,
//! because the name of the child is enough: see [`RowProperties::is_plain`](super::row_properties::RowProperties::is_plain).

use super::access::{Selection, ValueRef, VariantsRef, View};
use super::row::{Items, Presence, Row, RowKind};
use crate::names::Name;

impl Row {
    /// Returns whether a child can begin a value of the row as an element that the row declares, not through a wildcard.
    pub(crate) fn starts_with(&self, child: Name<'_>) -> bool {
        match &self.kind {
            RowKind::Element(other) => self.is_element(*other, child),
            RowKind::Group(rows) => can_start(rows, &|row| row.starts_with(child)),
            kind => kind.rows_for(child).any(|row| row.starts_with(child)),
        }
    }

    /// Returns whether a child can begin a value of the row through a wildcard.
    pub(crate) fn starts_with_any(&self, child: Name<'_>) -> bool {
        match &self.kind {
            RowKind::Any(namespaces) => namespaces.allow(child.namespace),
            RowKind::Group(rows) => can_start(rows, &|row| row.starts_with_any(child)),
            kind => kind.non_element_rows().any(|row| row.starts_with_any(child)),
        }
    }

    /// Returns whether the schema requires a value of the row in each occurrence of the sequence that contains the row.
    pub(crate) fn is_needed(&self) -> bool {
        match (self.occurs.is_repeated(), self.presence) {
            (true, _) => self.occurs.min > 0,
            (false, Presence::Required) => true,
            (false, Presence::Relaxed) => !self.sequences.is_empty(),
            (false, Presence::Optional) => false,
        }
    }

    /// Returns whether the row belongs to the optional sequence `sequence`, directly or through optional sequences inside it.
    pub(crate) fn is_in(&self, sequence: &[u32]) -> bool {
        self.sequences.starts_with(sequence)
    }
}

/// Returns whether `has_property` returns `true` for at least one row that can begin the sequence of `rows`.
fn can_start(rows: &[Row], has_property: &dyn Fn(&Row) -> bool) -> bool {
    for (index, row) in rows.iter().enumerate() {
        if has_property(row) && can_enter(rows, index, &|_| false) {
            return true;
        }
        if row.is_needed() && row.sequences.is_empty() {
            return false;
        }
    }
    false
}

/// Returns whether the row at an index can be next: each optional sequence around the row has begun, or can begin with the row.
pub(super) fn can_enter(rows: &[Row], index: usize, is_seen: &dyn Fn(usize) -> bool) -> bool {
    let Some(row) = rows.get(index).filter(|row| !row.is_unordered) else { return true };
    (1..=row.sequences.len()).all(|depth| {
        let sequence = &row.sequences[..depth];
        let is_before = |other: &Row| other.sequences == sequence && other.is_needed();
        !rows[..index].iter().any(is_before) || is_begun(rows, sequence, is_seen)
    })
}

/// Returns whether a row of an optional sequence is present. For rows outside of optional sequences, `sequence` is empty, and the
/// result is `true`.
pub(crate) fn is_begun(rows: &[Row], sequence: &[u32], is_present: &dyn Fn(usize) -> bool) -> bool {
    sequence.is_empty() || rows.iter().enumerate().any(|(index, row)| row.is_in(sequence) && is_present(index))
}

/// Returns whether the row at an index is required, and has not been read. A row in an optional sequence is required only if the
/// sequence has begun.
pub(super) fn is_missing(rows: &[Row], index: usize, is_seen: &dyn Fn(usize) -> bool) -> bool {
    rows.get(index).is_some_and(|row| row.is_needed() && !is_seen(index) && is_begun(rows, row.sequences, is_seen))
}

/// Returns whether all required rows of a sequence have been read.
pub(super) fn is_finished(rows: &[Row], is_seen: &dyn Fn(usize) -> bool) -> bool {
    !(0..rows.len()).any(|index| is_missing(rows, index, is_seen))
}

/// Returns whether the schema allows a child as a continuation of a value that has been read, for example as the next item of a
/// list with fewer items than `maxOccurs`.
pub(super) fn continues(value: ValueRef<'_>, row: &Row, child: Name<'_>) -> bool {
    match value.view() {
        View::List(list) if row.occurs.is_repeated() => list.len() < row.occurs.max as usize,
        View::List(_) => matches!(row.items, Items::None),
        View::Optional(value) => row.spans_siblings() && value.is_none_or(|value| continues(value, row, child)),
        View::Variants(value) => match value.table().selection {
            Selection::Child(rows) => choice_continues(value, rows, child),
            Selection::Type(_) | Selection::Text => false,
        },
        _ => row.occurs.is_repeated(),
    }
}

fn choice_continues(value: VariantsRef<'_>, rows: &'static [Row], child: Name<'_>) -> bool {
    // Without a row, the choice contains an unknown element, which a known alternative replaces.
    rows.get(value.index()).is_none_or(|row| {
        (row.starts_with(child) || row.starts_with_any(child)) && continues(value.content(), row, child)
    })
}
