//! Macros of structs: complex types, and sequences inside them.

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

/// Implements the traits of a struct from its rows.
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

        $crate::__xml_schema_type! { $ty }
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

                $(
                    #[inline(never)]
                    fn base(&self) -> ::std::option::Option<&dyn $crate::__private::Complex> {
                        let base: &$base = &self.base;
                        ::std::option::Option::Some(base)
                    }

                    #[inline(never)]
                    fn base_mut(&mut self) -> ::std::option::Option<&mut dyn $crate::__private::Complex> {
                        let base: &mut $base = &mut self.base;
                        ::std::option::Option::Some(base)
                    }
                )?

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

/// Implements the traits of a complex type from its rows, and `Deref` to its base.
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

/// Implements the traits of a sequence from its rows.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_group {
    ($ty:ident($name:literal) { $($rows:tt)* }) => {
        $crate::__xml_record! { $ty [$name] [] [] { $($rows)* } }
    };
}
pub use __xml_group as group;
