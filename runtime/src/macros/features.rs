//! Features.
//!
//! Macros of generated code expand in other crates, where `cfg` would test the features of that crate. So each feature has a gate:
//! a macro that expands to its input with the feature, and to nothing without it.

/// Expands to its input: the feature `validate` is enabled.
#[cfg(feature = "validate")]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_validate {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Expands to nothing: the feature `validate` is disabled.
#[cfg(not(feature = "validate"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_validate {
    ($($tokens:tt)*) => {};
}

/// Expands to its input: the feature `arbitrary` is enabled.
#[cfg(feature = "arbitrary")]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_arbitrary {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Expands to nothing: the feature `arbitrary` is disabled.
#[cfg(not(feature = "arbitrary"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_arbitrary {
    ($($tokens:tt)*) => {};
}

/// Expands to its input: the feature `serde` is enabled.
#[cfg(feature = "serde")]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_serde {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Expands to nothing: the feature `serde` is disabled.
#[cfg(not(feature = "serde"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_serde {
    ($($tokens:tt)*) => {};
}

/// Expands to its input: the feature `yaserde` is enabled.
#[cfg(feature = "yaserde")]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_yaserde {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Expands to nothing: the feature `yaserde` is disabled.
#[cfg(not(feature = "yaserde"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_yaserde {
    ($($tokens:tt)*) => {};
}

/// Implements the traits of all features for a type of the given kind.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_features {
    (element $ty:ident) => {
        $crate::__xml_if_validate! { $crate::__xml_validate! { $ty } }
        $crate::__xml_if_arbitrary! { $crate::__xml_arbitrary! { element, $ty } }
        $crate::__xml_if_serde! { $crate::__xml_serde! { $ty, $crate::GlobalElement::content } }
        $crate::__xml_if_yaserde! { $crate::__xml_yaserde! { element $ty } }
    };
    ($kind:ident $ty:ident $(, $name:literal)?) => {
        $crate::__xml_if_arbitrary! { $crate::__xml_arbitrary! { value, $ty } }
        $crate::__xml_if_serde! { $crate::__xml_serde! { $ty, ::std::convert::identity } }
        $crate::__xml_if_yaserde! { $crate::__xml_yaserde! { $kind $ty $(, $name)? } }
    };
}

/// Implements `Serialize` for a type, with the function that returns its content.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_serde {
    ($ty:ident, $content:path) => {
        impl $crate::serde::Serialize for $ty {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::serde::serialize($content(self), serializer)
            }
        }
    };
}

/// Implements [`Validate`](crate::Validate) for a global element.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_validate {
    ($ty:ident) => {
        impl $crate::Validate for $ty {
            fn validate(&self) -> ::std::vec::Vec<$crate::Violation> {
                $crate::__private::validate_element(self)
            }
        }
    };
}

/// Implements `Arbitrary` for a type, with the function that makes a value.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_arbitrary {
    ($make:ident, $ty:ident) => {
        impl<'a> $crate::arbitrary::Arbitrary<'a> for $ty {
            fn arbitrary(bytes: &mut $crate::arbitrary::Unstructured<'a>) -> $crate::arbitrary::Result<Self> {
                $crate::arbitrary::$make(bytes)
            }
        }
    };
}
