//! The macros that tie generated types to their rows.
//!
//! Methods are `#[inline(never)]`: the compiler would otherwise copy small ones into each codegen unit with a vtable that refers
//! to them, which multiplies the cost of compiling.

/// Implements [`Value`](crate::Value) for a type whose view is one variant.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_value {
    ($ty:ty, $view:ident) => {
        impl $crate::Value for $ty {
            #[inline(never)]
            fn view(&self) -> $crate::__private::View<'_> {
                $crate::__private::View::$view(self)
            }

            #[inline(never)]
            fn view_mut(&mut self) -> $crate::__private::ViewMut<'_> {
                $crate::__private::ViewMut::$view(self)
            }
        }
    };
}

/// Implements by walks over views what `derive` would implement for each type: small, and not `#[inline]`.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_walks {
    ($ty:ident, $value:ident => $content:expr, $value_mut:ident => $content_mut:expr) => {
        impl ::std::clone::Clone for $ty {
            #[inline(never)]
            fn clone(&self) -> Self {
                let $value = self;
                let from: &dyn $crate::Value = $content;
                let mut copy = Self::default();
                let $value_mut = &mut copy;
                $crate::__private::copy(from, $content_mut);
                copy
            }
        }

        impl ::std::cmp::PartialEq for $ty {
            #[inline(never)]
            fn eq(&self, other: &Self) -> bool {
                let equal = |first: &dyn $crate::Value, $value: &Self| $crate::__private::equal(first, $content);
                let $value = self;
                equal($content, other)
            }
        }

        impl ::std::fmt::Debug for $ty {
            #[inline(never)]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let $value = self;
                $crate::__private::debug($content, f)
            }
        }
    };
}

/// `None`, or `Some` of an expression.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_option {
    () => {
        ::std::option::Option::None
    };
    ($value:expr) => {
        ::std::option::Option::Some($value)
    };
}

/// Ties a struct to its rows, and says how the engine sees it.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_record {
    ($ty:ident [$name:literal] [$($namespace:ident)?] [$($base:ty)?] { $($field:ident: $row:expr;)* }) => {
        impl ::std::default::Default for $ty {
            #[inline(never)]
            fn default() -> Self {
                Self {
                    $(base: <$base as ::std::default::Default>::default(),)?
                    $($field: ::std::default::Default::default(),)*
                }
            }
        }

        $crate::__xml_value! { $ty, Complex }
        $crate::__xml_walks! { $ty, value => value, value => value }
        $crate::__xml_features! { record $ty }

        impl $crate::Described for $ty {
            const DESCRIPTION: &'static $crate::__private::Description = {
                #[allow(unused_imports)]
                use $crate::rows::*;
                static ROWS: &[$crate::__private::Row] = &[$($row),*];
                static DESCRIPTION: $crate::__private::Description = $crate::__private::Description::new(
                    stringify!($ty),
                    $name,
                    $crate::__xml_option!($($namespace)?),
                    $crate::__xml_option!($(<$base as $crate::Described>::DESCRIPTION)?),
                    &[$(stringify!($field)),*],
                    ROWS,
                    NAMESPACES,
                );
                &DESCRIPTION
            };
        }

        const _: () = {
            #[allow(non_camel_case_types, dead_code)]
            enum __Index { $($field),* }

            impl $crate::__private::Complex for $ty {
                #[inline(never)]
                fn as_any(&self) -> &dyn ::std::any::Any {
                    self
                }

                #[inline(never)]
                fn description(&self) -> &'static $crate::__private::Description {
                    <Self as $crate::Described>::DESCRIPTION
                }

                #[inline(never)]
                fn base(&self) -> ::std::option::Option<&dyn $crate::__private::Complex> {
                    $crate::__xml_option!($({
                        let base: &$base = &self.base;
                        base
                    })?)
                }

                #[inline(never)]
                fn base_mut(&mut self) -> ::std::option::Option<&mut dyn $crate::__private::Complex> {
                    $crate::__xml_option!($({
                        let base: &mut $base = &mut self.base;
                        base
                    })?)
                }

                #[inline(never)]
                #[allow(unused_mut, clippy::absurd_extreme_comparisons)]
                fn present(&self) -> [u64; $crate::__private::PRESENT_WORDS] {
                    let mut words = [0; $crate::__private::PRESENT_WORDS];
                    $(if (__Index::$field as usize) < $crate::__private::PRESENT_WORDS * 64 {
                        words[__Index::$field as usize / 64] |=
                            u64::from(!$crate::Value::is_absent(&self.$field)) << (__Index::$field as usize % 64);
                    })*
                    words
                }

                #[inline(never)]
                #[allow(unused_variables)]
                fn field(&self, index: usize) -> ::std::option::Option<&dyn $crate::Value> {
                    $(if index == __Index::$field as usize {
                        return ::std::option::Option::Some(&self.$field);
                    })*
                    ::std::option::Option::None
                }

                #[inline(never)]
                #[allow(unused_variables)]
                fn field_mut(&mut self, index: usize) -> ::std::option::Option<&mut dyn $crate::Value> {
                    $(if index == __Index::$field as usize {
                        return ::std::option::Option::Some(&mut self.$field);
                    })*
                    ::std::option::Option::None
                }
            }
        };
    };
}

/// Ties a struct to its rows.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_complex_type {
    ($ty:ident($name:literal $(, $namespace:ident)?) $(: $base:ty)? { $($rows:tt)* }) => {
        $crate::__xml_record! { $ty [$name] [$($namespace)?] [$($base)?] { $($rows)* } }

        $(
            impl ::std::ops::Deref for $ty {
                type Target = $base;

                fn deref(&self) -> &$base {
                    &self.base
                }
            }

            impl ::std::ops::DerefMut for $ty {
                fn deref_mut(&mut self) -> &mut $base {
                    &mut self.base
                }
            }
        )?
    };
}
pub use __xml_complex_type as complex_type;

/// Ties the struct of a sequence to its rows.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_group {
    ($ty:ident($name:literal) { $($rows:tt)* }) => {
        $crate::__xml_record! { $ty [$name] [] [] { $($rows)* } }
    };
}
pub use __xml_group as group;

/// Implements [`Variants`](crate::Variants) for an enum.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_variants {
    ($ty:ident $selection:expr, $namespaces:expr; $($variant:ident)*) => {
        const _: () = {
            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            enum __Index { $($variant),* }

            impl $crate::__private::Variants for $ty {
                #[inline(never)]
                fn table(&self) -> &'static $crate::__private::VariantsTable {
                    static TABLE: $crate::__private::VariantsTable = $crate::__private::VariantsTable {
                        names: &[$(stringify!($variant)),*],
                        selection: $selection,
                        namespaces: $namespaces,
                    };
                    &TABLE
                }

                #[inline(never)]
                fn index(&self) -> usize {
                    match self {
                        $(Self::$variant(_) => __Index::$variant as usize,)*
                    }
                }

                #[inline(never)]
                fn select(&mut self, index: usize) {
                    *self = $(if index == __Index::$variant as usize {
                        Self::$variant(::std::default::Default::default())
                    } else)* {
                        return;
                    };
                }

                #[inline(never)]
                fn content(&self) -> &dyn $crate::Value {
                    match self {
                        $(Self::$variant(value) => value,)*
                    }
                }

                #[inline(never)]
                fn content_mut(&mut self) -> &mut dyn $crate::Value {
                    match self {
                        $(Self::$variant(value) => value,)*
                    }
                }
            }
        };
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

/// Implements `From` for the content of a variant, and for the type from which the content itself is made.
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

/// Ties an enum to the rows of its variants.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_choice {
    ($ty:ident $(default $default:ident)? { $($variant:ident: $row:expr $(, from $from:ty $(, or $declared:ty)?)?;)* }) => {
        impl $crate::__private::Choice for $ty {
            const VARIANTS: &'static [$crate::__private::Row] = {
                #[allow(unused_imports)]
                use $crate::rows::*;
                static ROWS: [$crate::__private::Row; $crate::__xml_count!($($variant)*)] = [$($row),*];
                &ROWS
            };
        }

        $crate::__xml_default! { $ty; $($default)? $($variant)* }
        $crate::__xml_variants! {
            $ty $crate::__private::Selection::Child(<$ty as $crate::__private::Choice>::VARIANTS), NAMESPACES; $($variant)*
        }
        $($crate::__xml_from! { $ty $variant $($from $(, $declared)?)? })*
        $crate::__xml_value! { $ty, Variants }
        $crate::__xml_walks! { $ty, value => value, value => value }
        $crate::__xml_features! { choice $ty }
    };
}
pub use __xml_choice as choice;

/// The number of identifiers.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_count {
    ($($name:ident)*) => { <[&str]>::len(&[$(stringify!($name)),*]) };
}

/// Ties an enum to the values of `xsi:type`.
///
/// Where all variants extend one struct, the enum dereferences to that, and the variant `Other` contains values of any other
/// type: unknown ones, and those of the rows with `_`, which are derived without extending.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_polymorphic {
    ($ty:ident $(default $default:ident)?: $base:ty {
        $($variant:ident: $row:expr, from $from:ty;)*
        $(_: $other_row:expr;)*
    }) => {
        $crate::__xml_default! { $ty; $($default)? $($variant)* }
        $crate::__xml_polymorphic! {
            @variants $ty [$($variant)* Other] [$($row),*] [::std::option::Option::Some(&[$($other_row),*])]
        }
        $($crate::__xml_from! { $ty $variant $from })*

        impl ::std::ops::Deref for $ty {
            type Target = $base;

            fn deref(&self) -> &$base {
                match self {
                    $(Self::$variant(value) => value,)*
                    Self::Other(value) => value,
                }
            }
        }

        impl ::std::ops::DerefMut for $ty {
            fn deref_mut(&mut self) -> &mut $base {
                match self {
                    $(Self::$variant(value) => value,)*
                    Self::Other(value) => value,
                }
            }
        }
    };
    ($ty:ident $(default $default:ident)? { $($variant:ident: $row:expr, from $from:ty;)* }) => {
        $crate::__xml_default! { $ty; $($default)? $($variant)* }
        $crate::__xml_polymorphic! { @variants $ty [$($variant)*] [$($row),*] [::std::option::Option::None] }
        $($crate::__xml_from! { $ty $variant $from })*
    };
    (@variants $ty:ident [$($variant:ident)*] [$($row:expr),*] [$others:expr]) => {
        const _: () = {
            #[allow(unused_imports)]
            use $crate::types::*;
            static TYPES: $crate::__private::DerivedTypes = $crate::__private::DerivedTypes::new(&[$($row),*], $others);
            $crate::__xml_variants! { $ty $crate::__private::Selection::Type(&TYPES), NAMESPACES; $($variant)* }
        };
        $crate::__xml_value! { $ty, Variants }
        $crate::__xml_walks! { $ty, value => value, value => value }
        $crate::__xml_features! { polymorphic $ty }
    };
}
pub use __xml_polymorphic as polymorphic;

/// Lists the elements of a module.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_elements {
    ($($ty:ident,)*) => {
        /// All global elements of the module, by name.
        pub const ELEMENTS: &[xml::ElementEntry] = &[$(xml::entry::<$ty>()),*];
    };
}
pub use __xml_elements as elements;

/// Makes a struct around some content a global element, or an enum that is one itself.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_element {
    ($ty:ident($content:ty): $row:expr) => {
        $crate::__xml_element! { @element $ty, $row, value => &value.0, value => &mut value.0 }
        $crate::__xml_walks! { $ty, value => &value.0, value => &mut value.0 }
        $crate::__xml_features! { element $ty }

        impl ::std::default::Default for $ty {
            #[inline(never)]
            fn default() -> Self {
                Self(::std::default::Default::default())
            }
        }

        impl ::std::ops::Deref for $ty {
            type Target = $content;

            fn deref(&self) -> &$content {
                &self.0
            }
        }

        impl ::std::ops::DerefMut for $ty {
            fn deref_mut(&mut self) -> &mut $content {
                &mut self.0
            }
        }

        impl ::std::convert::From<$content> for $ty {
            fn from(content: $content) -> Self {
                Self(content)
            }
        }
    };
    ($ty:ident: $row:expr) => {
        $crate::__xml_element! { @element $ty, $row, value => value, value => value }
    };
    (@element $ty:ident, $row:expr, $value:ident => $content:expr, $value_mut:ident => $content_mut:expr) => {
        impl $crate::GlobalElement for $ty {
            const ROW: &'static $crate::Row = {
                #[allow(unused_imports)]
                use $crate::rows::*;
                static ROW: $crate::__private::Row = $row;
                &ROW
            };
            const NAMESPACES: &'static [$crate::Namespace] = NAMESPACES;

            #[inline(never)]
            fn content(&self) -> &dyn $crate::Value {
                let $value = self;
                $content
            }

            #[inline(never)]
            fn content_mut(&mut self) -> &mut dyn $crate::Value {
                let $value_mut = self;
                $content_mut
            }
        }
    };
}
pub use __xml_element as element;
