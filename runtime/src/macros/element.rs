//! The macros of global elements.

/// Lists the elements of a module.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_elements {
    ($($ty:ident,)*) => {
        /// All global elements of the module, by name.
        pub const ELEMENTS: &[xml::ElementEntry] = &[$(xml::entry::<$ty>()),*];
    };
}
pub use __xml_elements as elements;

/// Implements the traits of a global element: a struct around its content, or an enum that is an element itself.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_element {
    ($ty:ident($content:ty): $row:expr) => {
        $crate::__xml_element! { @element $ty, $row, value => &value.0, value => &mut value.0 }
        $crate::__xml_walks! { $ty, value => &value.0, value => &mut value.0 }
        $crate::__xml_features! { element $ty }

        impl ::std::default::Default for $ty {
            #[inline(never)]
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
    ($ty:ident: $row:expr) => {
        $crate::__xml_element! { @element $ty, $row, value => value, value => value }
    };
    (@element $ty:ident, $row:expr, $value:ident => $content:expr, $value_mut:ident => $content_mut:expr) => {
        impl $crate::GlobalElement for $ty {
            const ROW: &'static $crate::Row = {
                #[allow(unused_imports)]
                use $crate::rows::*;
                static ROW: $crate::__private::Row = $row;
                &ROW
            };
            const NAMESPACES: &'static [$crate::Namespace] = NAMESPACES;

            #[inline(never)]
            fn content(&self) -> &dyn $crate::Value {
                let $value = self;
                $content
            }

            #[inline(never)]
            fn content_mut(&mut self) -> &mut dyn $crate::Value {
                let $value_mut = self;
                $content_mut
            }
        }
    };
}
pub use __xml_element as element;
