//! The macros that implement the traits of features.
//!
//! A macro expands in the crate that calls it, where `cfg` would test the features of that crate. So the macro of each feature is
//! defined twice, and expands to nothing without the feature.

/// Implements the traits of all features for a type of the given kind.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_features {
    (element $ty:ident) => {
        $crate::__xml_validate! { $ty }
        $crate::__xml_arbitrary! { element, $ty }
        $crate::__xml_serde! { $ty, $crate::GlobalElement::content }
        $crate::__xml_yaserde! { element $ty }
    };
    ($kind:ident $ty:ident $(, $name:literal)?) => {
        $crate::__xml_arbitrary! { value, $ty }
        $crate::__xml_serde! { $ty, $crate::__private::ValueRef::of }
        $crate::__xml_yaserde! { $kind $ty $(, $name)? }
    };
}

/// Implements `Serialize` for a type. The function `$content` returns the content of a value.
#[cfg(feature = "serde")]
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

/// Expands to nothing: the feature `serde` is disabled.
#[cfg(not(feature = "serde"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_serde {
    ($($tokens:tt)*) => {};
}

/// Implements [`Validate`](crate::Validate) for a global element.
#[cfg(feature = "validate")]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_validate {
    ($ty:ident) => {
        impl $crate::Validate for $ty {
            #[doc(hidden)]
            fn validated(&self) -> ($crate::__private::ValueRef<'_>, &'static $crate::Row) {
                ($crate::GlobalElement::content(self), <Self as $crate::GlobalElement>::ROW)
            }
        }
    };
}

/// Expands to nothing: the feature `validate` is disabled.
#[cfg(not(feature = "validate"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_validate {
    ($($tokens:tt)*) => {};
}

/// Implements `Arbitrary` for a type. The function `$make` makes a value.
#[cfg(feature = "arbitrary")]
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

/// Expands to nothing: the feature `arbitrary` is disabled.
#[cfg(not(feature = "arbitrary"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_arbitrary {
    ($($tokens:tt)*) => {};
}

/// Expands to nothing: the feature `yaserde` is disabled.
#[cfg(not(feature = "yaserde"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_yaserde {
    ($($tokens:tt)*) => {};
}
