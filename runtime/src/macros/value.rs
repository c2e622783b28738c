//! Macros that implement standard traits with functions over values of any type.

/// Implements `Clone`, `PartialEq` and `Debug` with the functions of `engine/walks.rs`, which need less code than derived
/// implementations. `$walks` is the module of the functions: `values` or `elements`.
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

/// Implements `Eq`, `Ord` and `Hash` for a type that contains only attributes with strings or integers.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_ordered {
    ($ty:ident ordered) => {
        impl ::std::cmp::Eq for $ty {}

        impl ::std::cmp::PartialOrd for $ty {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(::std::cmp::Ord::cmp(self, other))
            }
        }

        impl ::std::cmp::Ord for $ty {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                $crate::__private::ordering::compare(self, other)
            }
        }

        impl ::std::hash::Hash for $ty {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::__private::ordering::hash(self, state);
            }
        }
    };
}
