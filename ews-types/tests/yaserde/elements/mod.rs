//! A table of all global elements. The generated code, included here, lists them in a macro call; this module defines another macro
//! with that name.
#![allow(dead_code, unreachable_pub, unused_imports)]

pub(crate) mod messages;
pub(crate) mod types;

use test_support::comparison::Case;

/// Replaces the module of the runtime, so that `xml::elements!` in generated code calls `cases!`.
mod xml {
    pub(crate) use super::cases as elements;
}

/// Makes the constants of namespaces available to generated code.
mod namespaces {
    pub(crate) use ews_types::namespaces::*;
}

/// Replaces the macro `xml::elements!`, which defines the elements: this macro defines a table of the elements instead.
macro_rules! cases {
    ($($(#[$attribute:meta])* $ty:ident $(($content:ty))?: $row:expr;)*) => {
        pub(crate) const CASES: &[test_support::comparison::Case] =
            &[$(test_support::comparison::case::<super::implemented::$ty>(stringify!($ty))),*];
    };
}
pub(crate) use cases;

/// Returns the table of the elements in a namespace.
pub(crate) fn cases_of(uri: &str) -> &'static [Case] {
    if uri.ends_with("/messages") { messages::elements::CASES } else { types::elements::CASES }
}

/// Returns all elements.
pub(crate) fn all_cases() -> impl Iterator<Item = &'static Case> {
    messages::elements::CASES.iter().chain(types::elements::CASES)
}
