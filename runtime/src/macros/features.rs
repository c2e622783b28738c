//! What there is only with a feature.
//!
//! The macros of types expand in other crates too, where a `cfg` would ask for the features of that crate. So each feature has a
//! gate, a macro in two versions: one gives what it got, the other gives nothing. All else is there once.

/// What there is with the feature `validate` only.
#[cfg(feature = "validate")]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_validate {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Nothing: there is no feature `validate`.
#[cfg(not(feature = "validate"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_validate {
    ($($tokens:tt)*) => {};
}

/// What there is with the feature `arbitrary` only.
#[cfg(feature = "arbitrary")]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_arbitrary {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Nothing: there is no feature `arbitrary`.
#[cfg(not(feature = "arbitrary"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_arbitrary {
    ($($tokens:tt)*) => {};
}

/// What there is with the feature `serde` only.
#[cfg(feature = "serde")]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_serde {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Nothing: there is no feature `serde`.
#[cfg(not(feature = "serde"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_serde {
    ($($tokens:tt)*) => {};
}

/// What there is with the feature `yaserde` only.
#[cfg(feature = "yaserde")]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_yaserde {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Nothing: there is no feature `yaserde`.
#[cfg(not(feature = "yaserde"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_yaserde {
    ($($tokens:tt)*) => {};
}

/// Gives a type the traits of all features; what is said of it is how it stands in XML.
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

/// Makes a type serializable, by the function that gives its content.
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

/// Makes a type one of the crate `arbitrary`, by the function that makes a value of it.
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
