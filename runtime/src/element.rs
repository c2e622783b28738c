//! Global elements: what can be the root of a document.

use std::fmt::Debug;

use super::error::Result;
use super::field::Field;
use super::names::Namespace;
use super::reader::Reader;
use super::value::Slot;
use super::writer::Writer;

/// A global element with its content.
pub trait GlobalElement: Clone + Debug + Default + PartialEq {
    /// How it stands in XML.
    const FIELD: &'static Field;

    /// The namespaces that its schema declares.
    const NAMESPACES: &'static [Namespace];

    /// The content.
    fn slot(&self) -> &dyn Slot;

    /// The same, to change.
    fn slot_mut(&mut self) -> &mut dyn Slot;
}

/// A global element by name, for programs that learn only from a document which one it holds.
#[derive(Clone, Copy, Debug)]
pub struct ElementEntry {
    /// How it stands in XML.
    pub field: &'static Field,
    /// Reads the element on whose start tag a reader stands, and writes it again.
    pub rewrite: fn(&mut Reader<'_>, &mut Writer) -> Result<()>,
    /// Makes a value of it.
    #[cfg(feature = "arbitrary")]
    pub arbitrary: fn(&mut super::arbitrary::Source<'_, '_>) -> ::arbitrary::Result<Box<dyn AnyGlobalElement>>,
}

/// A global element of any type.
pub trait AnyGlobalElement: Debug {
    /// Writes it.
    ///
    /// # Errors
    /// A text in it holds a character that XML forbids.
    fn write(&self, writer: &mut Writer) -> Result<()>;

    /// Whether the element on whose start tag a reader stands is the same.
    ///
    /// # Errors
    /// As [`Reader::element`].
    fn equals(&self, reader: &mut Reader<'_>) -> Result<bool>;

    /// What the schema forbids of it.
    #[cfg(feature = "validate")]
    fn violations(&self) -> Vec<super::validate::Violation>;
}

impl<E: GlobalElement> AnyGlobalElement for E {
    fn write(&self, writer: &mut Writer) -> Result<()> {
        writer.element(self)
    }

    fn equals(&self, reader: &mut Reader<'_>) -> Result<bool> {
        Ok(reader.element::<E>()? == *self)
    }

    #[cfg(feature = "validate")]
    fn violations(&self) -> Vec<super::validate::Violation> {
        super::validate::validate_element(self)
    }
}

impl ElementEntry {
    /// Whether a reader stands on the start tag of the element.
    pub fn is_at(&self, reader: &Reader<'_>) -> bool {
        let name = reader.name();
        self.field.accepts(name)
    }
}

/// The entry of an element.
pub const fn entry<E: GlobalElement + 'static>() -> ElementEntry {
    ElementEntry {
        field: E::FIELD,
        rewrite: rewrite::<E>,
        #[cfg(feature = "arbitrary")]
        arbitrary: |source| Ok(Box::new(super::arbitrary::element_from::<E>(source)?)),
    }
}

fn rewrite<E: GlobalElement>(reader: &mut Reader<'_>, writer: &mut Writer) -> Result<()> {
    writer.element(&reader.element::<E>()?)
}

/// Lists the elements of a module.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_elements {
    ($($ty:ident,)*) => {
        /// All of them, by name.
        pub const ELEMENTS: &[xml::ElementEntry] = &[$(xml::entry::<$ty>()),*];
    };
}
pub use __xml_elements as elements;

/// Makes a struct around some content a global element, or an enum that is one by itself.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_element {
    ($ty:ident($content:ty): $row:expr) => {
        $crate::__xml_features! { element $ty }

        impl $crate::GlobalElement for $ty {
            const FIELD: &'static $crate::Field = {
                #[allow(unused_imports)]
                use $crate::rows::*;
                &$row
            };
            const NAMESPACES: &'static [$crate::Namespace] = NAMESPACES;

            fn slot(&self) -> &dyn $crate::Slot {
                &self.0
            }

            fn slot_mut(&mut self) -> &mut dyn $crate::Slot {
                &mut self.0
            }
        }

        impl ::std::ops::Deref for $ty {
            type Target = $content;

            fn deref(&self) -> &$content {
                &self.0
            }
        }

        impl ::std::ops::DerefMut for $ty {
            fn deref_mut(&mut self) -> &mut $content {
                &mut self.0
            }
        }

        impl ::std::convert::From<$content> for $ty {
            fn from(content: $content) -> Self {
                Self(content)
            }
        }
    };
    ($ty:ident: $row:expr) => {
        impl $crate::GlobalElement for $ty {
            const FIELD: &'static $crate::Field = {
                #[allow(unused_imports)]
                use $crate::rows::*;
                &$row
            };
            const NAMESPACES: &'static [$crate::Namespace] = NAMESPACES;

            fn slot(&self) -> &dyn $crate::Slot {
                self
            }

            fn slot_mut(&mut self) -> &mut dyn $crate::Slot {
                self
            }
        }
    };
}
pub use __xml_element as element;
