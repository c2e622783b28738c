//! What the macros of types use of features that are off.

/// Nothing: there is no feature `validate`.
#[cfg(not(feature = "validate"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_check {
    ($check:expr) => {};
}

/// Nothing: there is no feature `validate`.
#[cfg(not(feature = "validate"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_validate_element {
    ($ty:ident) => {};
}

/// Nothing: there is no feature `validate`.
#[cfg(not(feature = "validate"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_validate {
    ($($tokens:tt)*) => {};
}

/// Nothing: there is no feature `arbitrary`.
#[cfg(not(feature = "arbitrary"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_if_arbitrary {
    ($($tokens:tt)*) => {};
}

/// Nothing: there is no feature `arbitrary`.
#[cfg(not(feature = "arbitrary"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_arrange {
    ($arrange:expr) => {};
}

/// Nothing: there is no feature `arbitrary`.
#[cfg(not(feature = "arbitrary"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_arbitrary {
    ($ty:ident) => {};
    (element $ty:ident) => {};
}

/// Nothing: there is no feature `serde`.
#[cfg(not(feature = "serde"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_node {
    ($node:expr) => {};
}

/// Nothing: there is no feature `serde`.
#[cfg(not(feature = "serde"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_serde {
    ($ty:ident) => {};
    (element $ty:ident) => {};
}
