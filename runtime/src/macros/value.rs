//! Macros that implement [`Value`](crate::Value), and the traits that walks over views implement.

/// Implements `SchemaType` by the constant `NAMESPACES` in scope.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_schema_type {
    ($ty:ty) => {
        impl $crate::__private::SchemaType for $ty {
            const NAMESPACES: &'static [$crate::Namespace] = NAMESPACES;
        }
    };
}

/// Implements [`Value`](crate::Value) for a type whose view is one variant.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_value {
    // `blank` is a value of the variant, whose content usually costs less than that of the default variant.
    ($ty:ty, $view:ident $(, $blank:ident $($variant:ident)*)?) => {
        impl $crate::Value for $ty {
            #[inline(never)]
            fn view(&self) -> $crate::__private::View<'_> {
                $crate::__private::View::$view(self)
            }

            #[inline(never)]
            fn view_mut(&mut self) -> $crate::__private::ViewMut<'_> {
                $crate::__private::ViewMut::$view(self)
            }

            $(#[inline(never)]
            fn blank() -> Self {
                Self::$blank(::std::default::Default::default())
            })?
        }
    };
}

/// Implements `Clone`, `PartialEq` and `Debug` by walks over views, which take less code than derived implementations.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_walks {
    ($ty:ident, $value:ident => $content:expr, $value_mut:ident => $content_mut:expr) => {
        $crate::__xml_walks! { $ty, $value => $content, $value_mut => $content_mut, Self::default() }
    };
    ($ty:ident, $value:ident => $content:expr, $value_mut:ident => $content_mut:expr, $blank:expr) => {
        impl ::std::clone::Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                let $value = self;
                let from: &dyn $crate::Value = $content;
                let mut copy = $blank;
                let $value_mut = &mut copy;
                $crate::__private::copy(from, $content_mut);
                copy
            }
        }

        impl ::std::cmp::PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                let equal = |first: &dyn $crate::Value, $value: &Self| $crate::__private::equal(first, $content);
                let $value = self;
                equal($content, other)
            }
        }

        impl ::std::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let $value = self;
                $crate::__private::debug($content, f)
            }
        }
    };
}
