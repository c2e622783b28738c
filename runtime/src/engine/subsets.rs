//! Moving the content of a variant to the same variant of another choice.

use super::access::{Value, ValueRef};
use super::read_unknown::to_any_element;
use super::unknown::Unknown;
use crate::any::AnyElement;

/// The content of a variant that two choices have. Its Rust type can differ: one choice may box it, or store an unknown element as
/// an [`Unknown`] with a base, and the other as an [`AnyElement`].
pub trait Content<T> {
    /// Converts the content to the type of the other choice.
    fn moved(self) -> T;
}

impl<T> Content<T> for T {
    #[inline]
    fn moved(self) -> T {
        self
    }
}

impl<T> Content<Box<T>> for T {
    #[inline]
    fn moved(self) -> Box<T> {
        Box::new(self)
    }
}

impl<T> Content<T> for Box<T> {
    #[inline]
    fn moved(self) -> T {
        *self
    }
}

impl<B: Value> Content<Box<AnyElement>> for Box<Unknown<B>> {
    fn moved(self) -> Box<AnyElement> {
        Box::new(to_any_element(ValueRef::of(&*self)))
    }
}
