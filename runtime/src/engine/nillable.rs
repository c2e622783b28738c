//! Values of nillable elements.

use crate::any::AnyAttribute;

/// A value of an element that may be nil: present, but without content. Nil is not the same as absent.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Nillable<T> {
    /// `xsi:nil="true"`.
    Nil,
    /// `xsi:nil="true"`, and other attributes.
    NilWith(Vec<AnyAttribute>),
    /// The content.
    Value(T),
}

impl<T: Default> Default for Nillable<T> {
    fn default() -> Self {
        Self::Value(T::default())
    }
}

impl<T> Nillable<T> {
    /// Returns the content, unless the element is nil.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Nil | Self::NilWith(_) => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nillable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}
