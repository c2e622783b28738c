//! Macros of enums: parts that all enums share, and choices, whose variant depends on the child element.

/// Implements [`Value`](crate::Value) for an enum each of whose variants contains one value. The last expression makes the table of
/// the enum from the names of the variants and the functions over them.
///
/// `blank` is a value of the variant whose content costs less than that of the default variant.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_variants {
    (
        $ty:ident [$($blank:ident $($_variant:ident)*)?] [$($(#[$gate:meta])? $variant:ident)*],
        ($this:ident, $names:ident, $functions:ident) => $table:expr
    ) => {
        impl $crate::Value for $ty {
            const TYPE: $crate::__private::TypeOf<Self> = {
                #[inline(never)]
                fn content(value: &$ty) -> (usize, $crate::__private::ValueRef<'_>) {
                    let index = 'index: {
                        let index = 0;
                        $($(#[$gate])? let index = if matches!(value, $ty::$variant(_)) { break 'index index } else { index + 1 };)*
                        index
                    };
                    let content = match value {
                        $($(#[$gate])? $ty::$variant(value) => $crate::__private::ValueRef::of(value),)*
                    };
                    (index, content)
                }

                #[inline(never)]
                fn content_mut(value: &mut $ty) -> $crate::__private::ValueMut<'_> {
                    match value {
                        $($(#[$gate])? $ty::$variant(value) => $crate::__private::ValueMut::of(value),)*
                    }
                }

                #[inline(never)]
                #[allow(unused_assignments)]
                fn select(value: &mut $ty, index: usize) {
                    let mut current = 0;
                    $($(#[$gate])? {
                        if index == current {
                            *value = $ty::$variant(::std::default::Default::default());
                            return;
                        }
                        current += 1;
                    })*
                }

                static $this: $crate::__private::Of<$ty, $crate::__private::VariantsTable> = {
                    let $names: &'static [&'static str] = &[$($(#[$gate])? stringify!($variant)),*];
                    let $functions = $crate::__private::VariantsFunctions { content, content_mut, select };
                    $table
                };
                $crate::__private::TypeOf::variants(&$this)
            };

            $(#[inline]
            fn blank() -> Self {
                Self::$blank(::std::default::Default::default())
            })?
        }
    };
}

/// Implements `Default` for an enum: the first variant, or the named one.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_default {
    ($ty:ident; $default:ident $($variant:ident)*) => {
        impl ::std::default::Default for $ty {
            #[inline(never)]
            fn default() -> Self {
                Self::$default(::std::default::Default::default())
            }
        }
    };
}

/// Implements `Deref` for an enum whose variants dereference to one type.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_deref {
    ($ty:ident: $base:ty; $($(#[$gate:meta])? $variant:ident)*) => {
        impl ::std::ops::Deref for $ty {
            type Target = $base;

            fn deref(&self) -> &$base {
                match self {
                    $($(#[$gate])? Self::$variant(value) => value,)*
                }
            }
        }

        impl ::std::ops::DerefMut for $ty {
            fn deref_mut(&mut self) -> &mut $base {
                match self {
                    $($(#[$gate])? Self::$variant(value) => value,)*
                }
            }
        }
    };
}

/// Implements `From` for the content of a variant, and for a type that converts to that content.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_from {
    ($ty:ident $variant:ident) => {};
    ($ty:ident $variant:ident $from:ty) => {
        impl ::std::convert::From<$from> for $ty {
            fn from(value: $from) -> Self {
                Self::$variant(::std::convert::Into::into(value))
            }
        }
    };
    ($ty:ident $variant:ident $from:ty, $declared:ty) => {
        $crate::__xml_from! { $ty $variant $from }

        impl ::std::convert::From<$declared> for $ty {
            fn from(value: $declared) -> Self {
                Self::$variant(::std::convert::Into::into(<$from as ::std::convert::From<$declared>>::from(value)))
            }
        }
    };
}

/// Implements the traits of a choice from the rows of its variants.
///
/// The variant after `else` contains elements that are not a value of any other variant. It is the last one, and has no row. Its
/// content is a `Box` of an [`AnyElement`](crate::AnyElement) or of an [`Unknown`](crate::Unknown). Without it, such elements
/// are left out. Its default is the default of the enum: a value without a name, which cannot be written. The enum dereferences to
/// the type after it, which every variant is or extends.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_choice {
    ($ty:ident $(default $default:ident)? $(else $unknown:ident)? : $base:ty {
        $($(#[$gate:meta])? $variant:ident: $row:expr $(, from $from:ty $(, or $declared:ty)?)?;)*
    }) => {
        $crate::__xml_choice! {
            $ty $(default $default)? $(else $unknown)? {
                $($(#[$gate])? $variant: $row $(, from $from $(, or $declared)?)?;)*
            }
        }
        $crate::__xml_deref! { $ty: $base; $($(#[$gate])? $variant)* $($unknown)? }
    };
    ($ty:ident $(default $default:ident)? $(else $unknown:ident)? {
        $($(#[$gate:meta])? $variant:ident: $row:expr $(, from $from:ty $(, or $declared:ty)?)?;)*
    }) => {
        impl $crate::Choice for $ty {}
        $crate::__xml_default! { $ty; $($unknown)? $($default)? $($variant)* }
        $crate::__xml_variants! {
            $ty [$($default)? $($variant)*] [$($(#[$gate])? $variant)* $($unknown)?],
            (this, names, functions) => {
                #[allow(unused_imports)]
                use $crate::rows::*;
                $crate::__private::VariantsTable::choice(&this, names, &[$($(#[$gate])? $row),*], NAMESPACES, functions)
            }
        }
        $($(#[$gate])? $crate::__xml_from! { $ty $variant $($from $(, $declared)?)? })*
        $crate::__xml_walks! { $ty, values }
        $crate::__xml_features! { choice $ty }
    };
}
pub use __xml_choice as choice;
