//! Searches for rows of a complex type and its bases.

use std::ops::Range;

use super::access::Description;
use super::row::{Row, RowKind};
use crate::names::{Name, Ns};

impl Description {
    /// Returns the first row, in schema order from index `from`, that accepts the name of a child.
    pub(crate) fn find(&'static self, from: usize, name: Name<'_>) -> Option<Found> {
        self.find_within(from..usize::MAX, &|row| row.may_match(name) && row.accepts(name))
    }

    /// Returns the first row in a range that accepts the local name of a child in any namespace.
    pub(crate) fn find_local(&'static self, within: Range<usize>, name: Name<'_>) -> Option<Found> {
        self.find_within(within, &|row| row.may_match(name) && row.has_local(name))
    }

    #[inline]
    fn find_within(&'static self, within: Range<usize>, accepts: &impl Fn(&Row) -> bool) -> Option<Found> {
        if let Some(base) = self.base.filter(|_| within.start < self.offset)
            && let Some(found) = base.find_within(within.clone(), accepts)
        {
            return Some(found);
        }
        let start = within.start.saturating_sub(self.offset);
        let end = within.end.saturating_sub(self.offset).min(self.rows.len());
        let place = self.rows.get(start..end)?.iter().position(accepts)?;
        Some(Found { index: self.offset + start + place, row: &self.rows[start + place] })
    }

    /// Returns whether a row accepts the local name of a child in any namespace.
    pub(crate) fn has_local(&'static self, name: Name<'_>) -> bool {
        self.find_local(0..usize::MAX, name).is_some()
    }

    /// Returns whether a row accepts the local name of a child in any namespace, or has a wildcard that accepts the child.
    pub(crate) fn has_local_or_wildcard(&'static self, child: Name<'_>) -> bool {
        self.find_within(0..usize::MAX, &|row| row.may_match(child) && row.has_local_or_wildcard(child)).is_some()
    }

    /// Returns the first row with a wildcard that allows the namespace of a child.
    pub(crate) fn find_any(&'static self, namespace: Ns) -> Option<Found> {
        match self.properties.has_other_children {
            true => self.find_row(&|row| row.accepts_any(namespace)),
            false => None,
        }
    }

    /// Calls `is_last` with each index and row, in schema order from index `from`, until `is_last` returns `true`. Returns `false`
    /// if `is_last` returned `false` for all rows.
    pub(crate) fn find_row_from(
        &'static self,
        from: usize,
        is_last: &mut dyn FnMut(usize, &'static Row) -> bool,
    ) -> bool {
        self.base.is_some_and(|base| base.find_row_from(from, is_last))
            || self
                .rows
                .iter()
                .enumerate()
                .map(|(index, row)| (self.offset + index, row))
                .any(|(index, row)| index >= from && is_last(index, row))
    }

    /// Returns the row at an index.
    pub(crate) fn row(&'static self, index: usize) -> Option<&'static Row> {
        match index.checked_sub(self.offset) {
            Some(own) => self.rows.get(own),
            None => self.base?.row(index),
        }
    }

    /// Finds the type or base that declares the field at `index`. Calls `work` with the rows of that type, the index of the field
    /// among them, and the number of fields of its bases.
    pub(crate) fn on_level<R>(&'static self, index: usize, work: &dyn Fn(&'static [Row], usize, usize) -> R) -> R {
        match (index.checked_sub(self.offset), self.base) {
            (None, Some(base)) => base.on_level(index, work),
            (own, _) => work(self.rows, own.unwrap_or_default(), self.offset),
        }
    }

    /// Returns the row that declares an attribute.
    pub(crate) fn find_attribute(&'static self, name: Name<'_>) -> Option<Found> {
        let mut level = Some(self);
        while let Some(description) = level {
            let is_it = |row: &Row| row.name.is(name) && matches!(row.kind, RowKind::Attribute);
            if let Some(place) = description.rows.iter().position(is_it) {
                return Some(Found { index: description.offset + place, row: &description.rows[place] });
            }
            level = description.base;
        }
        None
    }

    /// Returns the first row for which `has_property` returns `true`.
    pub(crate) fn find_row(&'static self, has_property: &dyn Fn(&Row) -> bool) -> Option<Found> {
        if let Some(found) = self.base.and_then(|base| base.find_row(has_property)) {
            return Some(found);
        }
        let place = self.rows.iter().position(has_property)?;
        Some(Found { index: self.offset + place, row: &self.rows[place] })
    }
}

/// A row of a type or of its bases, with the index of its field. Indices count the fields of the bases first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) index: usize,
    pub(crate) row: &'static Row,
}
