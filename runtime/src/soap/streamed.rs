//! Operations whose responses can be read item by item.

use super::operation::Operation;
use crate::engine::access::Choice;
use crate::pieces::ElementPath;

/// An operation whose response contains a long list, which [`Items`](super::Items) reads item by item.
pub trait StreamedOperation: Operation {
    /// The type of an item.
    type Item: Choice;

    /// The paths of the elements whose children are items. A path starts with the envelope.
    const PATHS: &'static [ElementPath];
}
