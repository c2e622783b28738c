//! The macro that declares the files of a module.

/// Declares the files of a module and exports their items.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_modules {
    // If no row has a `#[cfg]`, this rule matches. Each row then begins with a name, so the macro expands in linear time: see the
    // comment on `elements!`.
    ($($file:ident: $($item:ident),*;)*) => {
        $(
            mod $file;
            pub use $file::{$($item),*};
        )*
    };
    ($($(#[$gate:meta])? $file:ident: $($item:ident),*;)*) => {
        $(
            $(#[$gate])?
            mod $file;
            $(#[$gate])?
            pub use $file::{$($item),*};
        )*
    };
}
pub use __xml_modules as modules;
