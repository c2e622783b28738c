//! The macro of the traits that walks over views implement.

/// Implements `Clone`, `PartialEq` and `Debug` by walks over views, which take less code than derived implementations. `$walks` is
/// the module of the functions: `values` or `elements`.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_walks {
    ($ty:ident, $walks:ident) => {
        impl ::std::clone::Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__private::$walks::cloned(self)
            }
        }

        impl ::std::cmp::PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::$walks::are_equal(self, other)
            }
        }

        impl ::std::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::$walks::debug(self, f)
            }
        }
    };
}
