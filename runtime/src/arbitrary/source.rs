//! The source of random decisions, and the specification of a value to make.

use std::ops::RangeInclusive;

use ::arbitrary::{Result, Unstructured};

use crate::engine::facets::Facets;
use crate::engine::row::{Occurs, Presence, Row};

/// The maximum depth of nested values. Optional values at a greater depth are absent.
pub(super) const MAX_DEPTH: usize = 6;

/// The source of random decisions.
#[derive(Debug)]
pub struct Source<'s, 'a> {
    pub(super) bytes: &'s mut Unstructured<'a>,
    pub(super) depth: usize,
    /// The number of constraints to satisfy before one is violated. `None` if no constraint is to be violated.
    pub(super) until_violation: Option<usize>,
}

impl<'s, 'a> Source<'s, 'a> {
    /// Creates a source whose decisions depend on bytes. When the bytes run out, values are as small as the schema allows.
    pub fn new(bytes: &'s mut Unstructured<'a>) -> Self {
        Self { bytes, depth: 0, until_violation: None }
    }

    /// Creates a source whose decisions depend on bytes, and which violates one constraint of the schema after it has satisfied
    /// `satisfied` others.
    pub fn violating(bytes: &'s mut Unstructured<'a>, satisfied: usize) -> Self {
        Self { bytes, depth: 0, until_violation: Some(satisfied) }
    }

    /// Counts the current constraint, and returns whether it is the one to violate.
    pub(super) fn violates(&mut self) -> bool {
        let violates = self.until_violation == Some(0);
        self.until_violation = self.until_violation.and_then(|count| count.checked_sub(1));
        violates
    }

    /// Returns a random boolean; `false` beyond the maximum depth.
    pub(super) fn flag(&mut self) -> Result<bool> {
        Ok(self.depth <= MAX_DEPTH && self.bytes.arbitrary::<u8>()? & 1 == 1)
    }

    pub(super) fn number(&mut self, range: RangeInclusive<i128>) -> Result<i128> {
        if range.is_empty() {
            return Ok(*range.start());
        }
        self.bytes.int_in_range(range)
    }

    /// Returns a random index into a list with the given length.
    pub(super) fn index(&mut self, length: usize) -> Result<usize> {
        Ok(usize::try_from(self.number(0..=length.saturating_sub(1) as i128)?).unwrap_or_default())
    }

    /// Returns a random number of occurrences.
    pub(super) fn count(&mut self, Occurs { min, max }: Occurs) -> Result<usize> {
        let max = if self.depth > MAX_DEPTH { min } else { max.min(min.saturating_add(2)) };
        Ok(usize::try_from(self.number(i128::from(min)..=i128::from(max))?).unwrap_or_default())
    }
}

/// The specification of a value to make.
#[derive(Clone, Copy)]
pub(super) struct Spec {
    pub(super) row: &'static Row,
    pub(super) facets: Facets,
    /// True if the value must be present, and must not be an empty list.
    pub(super) is_required: bool,
    /// True if the value must be absent.
    pub(super) is_prohibited: bool,
    /// True if the value is an item of an `xs:list`.
    pub(super) is_item: bool,
}

impl Spec {
    pub(super) fn of(row: &'static Row) -> Self {
        let is_required = row.presence == Presence::Relaxed;
        Self { row, facets: row.facets, is_required, is_prohibited: false, is_item: false }
    }
}
