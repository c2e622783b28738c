//! Sorting through a trait object, so that the code of the sort is compiled once.

use std::cmp::Ordering;

/// Returns the indices from 0 to `count` in the order of `compare`. Equal ones remain in their order.
pub(crate) fn sorted_indices(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..count).collect();
    indices.sort_by(|first, second| compare(*first, *second));
    indices
}
