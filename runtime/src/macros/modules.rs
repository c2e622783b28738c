//! The macro of the files of a module.

/// Declares the files of a module and exports their items.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_modules {
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
