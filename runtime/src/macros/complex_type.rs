//! Macros of structs: complex types, and sequences inside them.

/// Expands to `None`, or to `Some` with an expression.
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

/// Expands to the pattern `_`. `$ty` is not used, but an optional part of a macro, `$( .. )?`, must contain a variable.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_any {
    ($ty:ty) => {
        _
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
                let mut value = ::std::mem::MaybeUninit::<Self>::uninit();
                let at = value.as_mut_ptr();
                // Creating the default value of a field may panic. For a struct expression, the compiler would add code that
                // drops the previous fields in this case: more code than all other generated code. So writes field by field.
                // SAFETY: all fields are written. `present` destructures the struct with the same list of fields, and does not
                // compile if one is missing.
                #[allow(unused_unsafe)]
                unsafe {
                    $(::std::ptr::write(&raw mut (*at).base, <$base as ::std::default::Default>::default());)?
                    $(::std::ptr::write(&raw mut (*at).$field, ::std::default::Default::default());)*
                    value.assume_init()
                }
            }
        }

        impl $crate::Value for $ty {
            #[doc(hidden)]
            const TYPE: $crate::__private::TypeOf<Self> = {
                #[allow(unused_imports)]
                use $crate::rows::*;

                static PARTS: $crate::__private::Parts<$ty> = {
                    let value = ::std::mem::MaybeUninit::<$ty>::uninit();
                    #[allow(unused_variables)]
                    let value = value.as_ptr();
                    // SAFETY: each pointer points to a field of `value`.
                    #[allow(unused_unsafe)]
                    unsafe {
                        $crate::__private::Parts {
                            base: $crate::__xml_option!($($crate::__private::FieldOf::at::<$base>(value, &raw const (*value).base))?),
                            names: concat!($(stringify!($field), " "),*),
                            fields: &[$($crate::__private::FieldOf::at(value, &raw const (*value).$field)),*],
                            rows: &[$($row),*],
                        }
                    }
                };

                #[inline(never)]
                #[allow(unused_variables)]
                fn present(value: &$ty) -> u128 {
                    let $ty { $(base: $crate::__xml_any!($base),)? $($field),* } = value;
                    let bits = 0;
                    $(let bits = bits << 1 | !$crate::Value::is_absent($field) as u128;)*
                    bits
                }

                static DESCRIPTION: $crate::__private::Of<$ty, $crate::__private::Description> =
                    $crate::__private::Description::of(
                    &DESCRIPTION,
                    stringify!($ty),
                    ($name, $crate::__xml_option!($($namespace)?)),
                    NAMESPACES,
                    &PARTS,
                    present,
                );
                $crate::__private::TypeOf::complex(&DESCRIPTION)
            };
        }

        $crate::__xml_walks! { $ty, values }
        $crate::__xml_features! { record $ty }
    };
}

/// Implements `new`, whose parameters are the required fields of a struct and its bases. For a struct with one required field,
/// implements `From` for each type that converts to this field.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_new {
    ($ty:ident ($($field:ident: $field_ty:ty),*) $([$($(#[$gate:meta])? $source:ty),*])?) => {
        impl $ty {
            /// Creates a value from its required fields, in the order of the fields. The other fields have their default values.
            /// `build!` names the fields, so that two fields of the same type cannot be confused.
            #[inline]
            #[must_use]
            #[allow(clippy::too_many_arguments)]
            pub fn new($($field: impl ::std::convert::Into<$field_ty>),*) -> Self {
                let mut value = Self::default();
                $(value.$field = ::std::convert::Into::<$field_ty>::into($field).into();)*
                value
            }
        }

        $($(
            $(#[$gate])?
            impl ::std::convert::From<$source> for $ty {
                #[inline]
                fn from(source: $source) -> Self {
                    Self::new(source)
                }
            }
        )*)?
    };
}

/// Implements the traits of a complex type from its rows, and `Deref` to its base.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_complex_type {
    ($ty:ident($name:literal $(, $namespace:ident $(, $kind:ident)?)?) $(new $required:tt $(from $sources:tt)?)? $(: $base:ty)? { $($rows:tt)* }) => {
        $crate::__xml_record! { $ty [$name] [$($namespace)?] [$($base)?] { $($rows)* } }
        $($crate::__xml_new! { $ty $required $($sources)? })?
        $($($crate::__xml_ordered! { $ty $kind })?)?

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
    ($ty:ident($name:literal) $(new $required:tt $(from $sources:tt)?)? { $($rows:tt)* }) => {
        $crate::__xml_record! { $ty [$name] [] [] { $($rows)* } }
        $($crate::__xml_new! { $ty $required $($sources)? })?
    };
}
pub use __xml_group as group;

#[cfg(test)]
#[allow(clippy::unwrap_used, dead_code, missing_docs, unreachable_pub, unsafe_code)]
mod tests {
    use crate::work::steps;

    crate::namespaces! {
        A = "urn:a" as "a";
        B = "urn:b" as "b";
        C = "urn:c" as "c";
    }

    pub struct Wide {
        pub(crate) one: Option<String>,
        pub(crate) two: Option<String>,
        pub(crate) three: Option<String>,
        pub(crate) four: Option<String>,
        pub(crate) five: Option<String>,
        pub(crate) six: Option<String>,
    }

    crate::complex_type! {
        Wide("Wide", A) {
            one: element(A, "One");
            two: element(A, "Two");
            three: element(A, "Three");
            four: element(B, "Four");
            five: element(B, "Five");
            six: element(C, "Six");
        }
    }

    crate::elements! {
        Root(Wide): element(A, "Root");
    }

    /// Reads a document with 1000 children, and checks that a child is compared with at most `most` fields on average.
    #[track_caller]
    fn check(child: &str, most: usize) {
        let count = 1000;
        let text = format!("<Root xmlns='urn:a'>{}</Root>", child.repeat(count));
        let taken = steps(|| drop(crate::from_str::<Root>(&text).unwrap()));
        // The root element is compared as well.
        assert!(taken <= most * count + FIELDS, "{taken}");
    }

    const FIELDS: usize = 6;

    test_support::cases! { check {
        unknown_children: ("<a/>", FIELDS);
        unknown_children_of_no_namespace: ("<a xmlns=''/>", FIELDS);
        repeated_children: ("<Six xmlns='urn:c'/>", 3 * FIELDS);
        children_in_another_namespace: ("<Six/>", 8 * FIELDS);
    }}

    #[test]
    fn unknown_children_after_a_known_one() {
        let count = 1000;
        let text = format!("<Root xmlns='urn:a'><Three/>{}</Root>", "<a/>".repeat(count));
        let taken = steps(|| drop(crate::from_str::<Root>(&text).unwrap()));
        assert!(taken <= FIELDS * (count + 2), "{taken}");
    }
}
