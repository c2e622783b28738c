//! The macro of enums whose variant depends on `xsi:type`.

/// Implements the traits of an enum whose variant depends on `xsi:type`.
///
/// If all variants extend one struct, `: Struct` names it. The enum then dereferences to the struct, and the variant `Other`
/// contains values of other types: unknown types, and the types of the rows with `_`, which are derived by restriction. For a
/// struct without fields, `else Other` replaces `: Struct`: the enum has the variant `Other`, but does not dereference.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_polymorphic {
    ($ty:ident $(default $default:ident)?: $base:ty {
        $($(#[$gate:meta])? $variant:ident: $row:expr, from $from:ty $(, or $source:ty)*;)*
        $(_: $other_row:expr;)*
    }) => {
        $crate::__xml_polymorphic! {
            $ty $(default $default)? else Other {
                $($(#[$gate])? $variant: $row, from $from $(, or $source)*;)*
                $(_: $other_row;)*
            }
        }
        $crate::__xml_deref! { $ty: $base; $($(#[$gate])? $variant)* Other }
    };
    ($ty:ident $(default $default:ident)? else Other {
        $($(#[$gate:meta])? $variant:ident: $row:expr, from $from:ty $(, or $source:ty)*;)*
        $(_: $other_row:expr;)*
    }) => {
        $crate::__xml_default! { $ty; $($default)? $($variant)* Other }
        $crate::__xml_polymorphic! {
            @variants $ty [$($(#[$gate])? $variant)* Other] [$($(#[$gate])? $row),*] [::std::option::Option::Some(&[$($other_row),*])]
        }
        $($(#[$gate])? $crate::__xml_from! { $ty $variant $from $(, $source)* })*
    };
    ($ty:ident $(default $default:ident)? { $($(#[$gate:meta])? $variant:ident: $row:expr, from $from:ty $(, or $source:ty)*;)* }) => {
        $crate::__xml_default! { $ty; $($default)? $($variant)* }
        $crate::__xml_polymorphic! {
            @variants $ty [$($(#[$gate])? $variant)*] [$($(#[$gate])? $row),*] [::std::option::Option::None]
        }
        $($(#[$gate])? $crate::__xml_from! { $ty $variant $from $(, $source)* })*
    };
    (@variants $ty:ident [$($variants:tt)*] [$($rows:tt)*] [$others:expr]) => {
        $crate::__xml_variants! {
            $ty [] [$($variants)*],
            (this, names, functions) => {
                #[allow(unused_imports)]
                use $crate::types::*;
                let types = $crate::__private::DerivedTypes::new(&[$($rows)*], $others);
                $crate::__private::VariantsTable::polymorphic(&this, names, types, NAMESPACES, functions)
            }
        }
        $crate::__xml_walks! { $ty, values }
        $crate::__xml_features! { polymorphic $ty }
    };
}
pub use __xml_polymorphic as polymorphic;
