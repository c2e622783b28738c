//! Values of types without a variant of their own: unknown types, and types that are derived by restriction.

use std::ops::{Deref, DerefMut};

use crate::any::{AnyAttribute, AnyElement};
use crate::lexical::QName;
#[cfg(feature = "validate")]
use crate::writer::Unwritable;

/// A value whose `xsi:type` names a type without a variant of its own, for example a type that only newer servers have.
///
/// Dereferences to the value of the declared type. The attributes and elements that the derived type adds are kept, and written again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Derived<T> {
    /// The value of the declared type.
    pub base: T,
    /// The name of the type.
    pub xsi_type: QName,
    /// The attributes and elements that the type adds.
    pub kept: Kept,
}

/// The attributes and elements that a derived type adds to the declared type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The unknown attributes.
    pub attributes: Vec<AnyAttribute>,
    /// The unknown elements. They are written after the known elements.
    pub elements: Vec<AnyElement>,
}

#[cfg(feature = "validate")]
impl Kept {
    /// Calls a function with each reason why the content cannot be written. `levels` is the maximum depth of nested elements.
    pub(crate) fn each_unwritable<'v>(&'v self, levels: usize, report: &mut dyn FnMut(Unwritable<'v>)) {
        self.attributes.iter().for_each(|attribute| attribute.each_unwritable(report));
        self.elements.iter().for_each(|element| element.each_unwritable(levels, report));
    }
}

impl<T> Deref for Derived<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.base
    }
}

impl<T> DerefMut for Derived<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.base
    }
}
