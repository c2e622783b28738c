//! Operations whose responses can be read item by item.

use super::operation::Operation;
use crate::engine::access::Choice;
use crate::pieces::ElementPath;

/// An operation whose response contains a long list, which [`Items`](super::Items) reads item by item.
pub trait StreamedOperation: Operation {
    /// The type of an item.
    type Item: Choice;

    /// The elements whose children are items. A path contains the names of all elements from the envelope on.
    const PATHS: &'static [ElementPath];
}
