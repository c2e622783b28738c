//! All global elements, listed by the generated code: its macro is replaced by another with the same name.
#![allow(dead_code, unreachable_pub, unused_imports)]

pub(crate) mod messages;
pub(crate) mod types;

use test_support::comparison::Case;

/// Replaces the module of the runtime.
mod xml {
    pub(crate) use super::cases as elements;
}

/// Replaces the module of the generated code.
mod namespaces {
    pub(crate) use ews_types::namespaces::*;
}

/// Replaces the macro that defines the elements.
macro_rules! cases {
    ($($(#[$attribute:meta])* $ty:ident $(($content:ty))?: $row:expr;)*) => {
        pub(crate) const CASES: &[test_support::comparison::Case] =
            &[$(test_support::comparison::case::<super::implemented::$ty>(stringify!($ty))),*];
    };
}
pub(crate) use cases;

/// Returns the elements of a namespace.
pub(crate) fn cases_of(uri: &str) -> &'static [Case] {
    if uri.ends_with("/messages") { messages::elements::CASES } else { types::elements::CASES }
}

/// Returns all elements.
pub(crate) fn all_cases() -> impl Iterator<Item = &'static Case> {
    messages::elements::CASES.iter().chain(types::elements::CASES)
}
