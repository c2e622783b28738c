//! The macros of global elements.

/// Defines the global elements of a module from their rows, and the constant `ELEMENTS`, which lists them.
// The attribute `#[cfg]` comes before the docs. If it came after them, the compiler would try it after each line of docs, and
// each time copy everything that the macro has matched so far. This would take longer than compiling everything else in the
// crate.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_elements {
    ($($(#[cfg($($gate:tt)*)])? $(#[doc = $docs:literal])* $ty:ident $(($content:ty))?: $row:expr;)*) => {
        $($(#[cfg($($gate)*)])? $crate::__xml_element! { [$($docs)*] $ty $(($content))?: $row })*

        /// All global elements of the module, by name.
        pub const ELEMENTS: &[$crate::ElementEntry] = &[$($(#[cfg($($gate)*)])? $crate::entry::<$ty>()),*];
    };
}
pub use __xml_elements as elements;

/// Defines a global element: a struct that contains the content of the element, or a re-export of an enum of the parent module.
/// Such an enum is both the element and its content.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_element {
    ([$($docs:literal)*] $ty:ident($content:ty): $row:expr) => {
        $(#[doc = $docs])*
        pub struct $ty(
            /// The content.
            pub $content,
        );

        $crate::__xml_element! {
            @element $ty, $row, value => $crate::__private::ValueRef::of(&value.0), value => $crate::__private::ValueMut::of(&mut value.0)
        }
        $crate::__xml_walks! { $ty, elements }
        $crate::__xml_features! { element $ty }

        impl ::std::default::Default for $ty {
            #[inline]
            fn default() -> Self {
                Self(::std::default::Default::default())
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
    ([$($docs:literal)*] $ty:ident: $row:expr) => {
        $(#[doc = $docs])*
        pub use super::$ty;

        $crate::__xml_element! {
            @element $ty, $row, value => $crate::__private::ValueRef::of(value), value => $crate::__private::ValueMut::of(value)
        }
    };
    (@element $ty:ident, $row:expr, $value:ident => $content:expr, $value_mut:ident => $content_mut:expr) => {
        impl $crate::GlobalElement for $ty {
            #[doc(hidden)]
            const ROW: &'static $crate::Row = {
                #[allow(unused_imports)]
                use $crate::rows::*;
                static ROW: $crate::__private::Row = $row;
                &ROW
            };
            #[doc(hidden)]
            const NAMESPACES: &'static [$crate::Namespace] = NAMESPACES;

            #[doc(hidden)]
            #[inline]
            fn content(&self) -> $crate::__private::ValueRef<'_> {
                let $value = self;
                $content
            }

            #[doc(hidden)]
            #[inline]
            fn content_mut(&mut self) -> $crate::__private::ValueMut<'_> {
                let $value_mut = self;
                $content_mut
            }
        }
    };
}
