//! Global elements: the possible roots of documents.

use std::fmt::Debug;

use super::access::{ValueMut, ValueRef};
use super::row::Row;
use crate::names::Namespace;

/// A global element with its content.
pub trait GlobalElement: Clone + Debug + Default + PartialEq {
    /// The declaration of the element.
    #[doc(hidden)]
    const ROW: &'static Row;

    /// The namespaces of all schemas that were generated together.
    #[doc(hidden)]
    const NAMESPACES: &'static [Namespace];

    /// Returns the content.
    #[doc(hidden)]
    fn content(&self) -> ValueRef<'_>;

    /// Returns the content.
    #[doc(hidden)]
    fn content_mut(&mut self) -> ValueMut<'_>;
}
