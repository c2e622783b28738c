//! Elements that are not a value of any alternative of a choice.

use std::ops::{Deref, DerefMut};

use crate::any::AnyElement;

/// An element in a choice that is not a value of any alternative: its name is not listed, or its content is not valid.
///
/// `B` is the common base type of the alternatives, and the value dereferences to it. The base contains the attributes and
/// children of the element that the fields of `B` represent without loss. All other content is in [`rest`](Self::rest). The
/// element is written as it was read.
#[derive(Clone, Default, PartialEq)]
pub struct Unknown<B> {
    /// The value of the base type. Fields without an attribute or child in the element have their default values.
    pub base: B,
    /// The name of the element, and its content without the content of `base`.
    pub rest: AnyElement,
    pub(crate) places: Vec<BasePlace>,
}

/// The position of a child that the base contains.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct BasePlace {
    /// The index of the field that contains the child. Indices count the fields of the bases of `B` first.
    pub(crate) field: usize,
    /// The number of nodes of [`Unknown::rest`] that precede the child.
    pub(crate) before: usize,
}

impl<B> Unknown<B> {
    /// Creates an element from its base and from `rest`, which contains the name and all other content.
    ///
    /// The attributes and children in `base` are written after those in `rest`.
    pub fn new(base: B, rest: AnyElement) -> Self {
        Self { base, rest, places: Vec::new() }
    }
}

impl<B> Deref for Unknown<B> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.base
    }
}

impl<B> DerefMut for Unknown<B> {
    fn deref_mut(&mut self) -> &mut B {
        &mut self.base
    }
}
