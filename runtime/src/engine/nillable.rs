//! Values of nillable elements.

use crate::any::AnyAttribute;

/// The content of an element that may be nil. A nil element, `<a xsi:nil="true"/>`, is present but has no content.
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
