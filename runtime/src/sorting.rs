//! Sorting through a trait object, so that the code of the sort is compiled once.

use std::cmp::Ordering;

/// Returns the indices below `count`, sorted with `compare`. Indices that are equal according to `compare` remain in ascending order.
pub(crate) fn sorted_indices(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..count).collect();
    indices.sort_by(|first, second| compare(*first, *second));
    indices
}
