//! Macros of enums: parts that all enums share, and choices, whose variant depends on the child element.

/// Implements [`Value`](crate::Value) for an enum in which each variant contains one value. The last expression creates the table
/// of the enum from the names of the variants and the functions over them.
///
/// `blank` is the variant of `Value::blank`: its content is cheaper to create than the content of the default variant.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_variants {
    (
        $ty:ident [$($blank:ident $($_variant:ident)*)?] [$($(#[$gate:meta])? $variant:ident)*],
        ($this:ident, $names:ident, $functions:ident) => $table:expr
    ) => {
        impl $crate::Value for $ty {
            #[doc(hidden)]
            const TYPE: $crate::__private::TypeOf<Self> = {
                #[inline(never)]
                fn content(value: &$ty) -> (usize, $crate::__private::ValueRef<'_>) {
                    let index = 'index: {
                        let index = 0;
                        $(
                            $(#[$gate])?
                            let index = if matches!(value, $ty::$variant(_)) { break 'index index } else { index + 1 };
                        )*
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
                    // A single call of `replace` drops the old value, so that the drop code is not repeated for each variant.
                    let selected = 'selected: {
                        let mut current = 0;
                        $($(#[$gate])? {
                            if index == current {
                                break 'selected $ty::$variant($crate::Value::blank());
                            }
                            current += 1;
                        })*
                        return;
                    };
                    $crate::__private::replace(value, selected);
                }

                static $this: $crate::__private::Of<$ty, $crate::__private::VariantsTable> = {
                    let $names: &'static [&'static str] = &[$($(#[$gate])? stringify!($variant)),*];
                    let $functions = $crate::__private::VariantsFunctions { content, content_mut, select };
                    $table
                };
                $crate::__private::TypeOf::variants(&$this)
            };

            $(#[doc(hidden)]
            #[inline]
            fn blank() -> Self {
                Self::$blank(::std::default::Default::default())
            })?
        }
    };
}

/// Implements `Default` for an enum: the first variant of the list, with its default content.
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

/// Implements `Deref` for an enum whose variants all dereference to the same type.
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

/// Implements `From` for the content of a variant, and for each type that converts to that content.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_from {
    ($ty:ident $variant:ident) => {};
    ($ty:ident $variant:ident $from:ty) => {
        impl ::std::convert::From<$from> for $ty {
            #[inline]
            fn from(value: $from) -> Self {
                Self::$variant(::std::convert::Into::into(value))
            }
        }
    };
    ($ty:ident $variant:ident $from:ty, $source:ty $(, $rest:ty)*) => {
        impl ::std::convert::From<$source> for $ty {
            #[inline]
            fn from(value: $source) -> Self {
                Self::$variant(::std::convert::Into::into(<$from as ::std::convert::From<$source>>::from(value)))
            }
        }

        $crate::__xml_from! { $ty $variant $from $(, $rest)* }
    };
}

/// Implements the conversions between a choice and its supersets: choices that have all its variants. A row `within Superset`
/// implements `From` to the superset and `TryFrom` from the superset. `TryFrom` returns a value of another variant unchanged as
/// the error. With `else Variant`, `TryFrom` also converts the variant for unknown elements, which is named `Variant`. A row
/// `equal Superset`, for a choice with the same variants, implements only `From`.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_within {
    ($ty:ident [$($variants:tt)*] [$($unknown:ident)?]) => {};
    ($ty:ident $variants:tt $unknown:tt $(#[$gate:meta])? equal $superset:ty; $($rest:tt)*) => {
        $(#[$gate])?
        $crate::__xml_within! { @from $ty $variants $unknown $superset }
        $crate::__xml_within! { $ty $variants $unknown $($rest)* }
    };
    ($ty:ident $variants:tt $unknown:tt $(#[$gate:meta])? within $superset:ty $(, else $back:ident)?; $($rest:tt)*) => {
        $(#[$gate])?
        $crate::__xml_within! { @from $ty $variants $unknown $superset }
        $(#[$gate])?
        $crate::__xml_within! { @try_from $ty $variants [$($back)?] $superset }
        $crate::__xml_within! { $ty $variants $unknown $($rest)* }
    };
    (@from $ty:ident [$($(#[$gate:meta])? $variant:ident)*] [$($unknown:ident)?] $superset:ty) => {
        impl ::std::convert::From<$ty> for $superset {
            #[inline]
            fn from(value: $ty) -> Self {
                match value {
                    $($(#[$gate])? $ty::$variant(value) => Self::$variant($crate::__private::Content::moved(value)),)*
                    $($ty::$unknown(value) => Self::$unknown($crate::__private::Content::moved(value)),)?
                }
            }
        }
    };
    (@try_from $ty:ident [$($(#[$gate:meta])? $variant:ident)*] [$($unknown:ident)?] $superset:ty) => {
        impl ::std::convert::TryFrom<$superset> for $ty {
            type Error = $superset;

            #[inline]
            #[allow(unreachable_patterns, clippy::result_large_err)]
            fn try_from(value: $superset) -> ::std::result::Result<Self, $superset> {
                type Superset = $superset;
                ::std::result::Result::Ok(match value {
                    $($(#[$gate])? Superset::$variant(value) => {
                        Self::$variant($crate::__private::Content::moved(value))
                    })*
                    $(Superset::$unknown(value) => Self::$unknown($crate::__private::Content::moved(value)),)?
                    value => return ::std::result::Result::Err(value),
                })
            }
        }
    };
}

/// Implements the traits of a choice from the rows of its variants.
///
/// The variant after `else` contains elements that are not a value of any other variant. It is the last variant, and has no row.
/// Its content is a `Box` of an [`AnyElement`](crate::AnyElement) or of an [`Unknown`](crate::Unknown). The default value is this
/// variant, with an element without a name, which cannot be written. A choice without this variant leaves such elements out, and
/// its default value is the variant after `default`, or else the first variant. If a type follows after a
/// colon, the enum dereferences to this type, and the content of every variant is this type or extends it.
///
/// The rows after the variants list the supersets of the choice: see [`__xml_within`].
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_choice {
    ($ty:ident $(default $default:ident)? $(else $unknown:ident)? : $base:ty {
        $($(#[$gate:meta])? $variant:ident: $row:expr $(, from $from:ty $(, or $source:ty)*)?;)*
    } $($supersets:tt)*) => {
        $crate::__xml_choice! {
            $ty $(default $default)? $(else $unknown)? {
                $($(#[$gate])? $variant: $row $(, from $from $(, or $source)*)?;)*
            } $($supersets)*
        }
        $crate::__xml_deref! { $ty: $base; $($(#[$gate])? $variant)* $($unknown)? }
    };
    ($ty:ident $(default $default:ident)? $(else $unknown:ident)? {
        $($(#[$gate:meta])? $variant:ident: $row:expr $(, from $from:ty $(, or $source:ty)*)?;)*
    } $($supersets:tt)*) => {
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
        $($(#[$gate])? $crate::__xml_from! { $ty $variant $($from $(, $source)*)? })*
        $crate::__xml_walks! { $ty, values }
        $crate::__xml_features! { choice $ty }
        $crate::__xml_within! { $ty [$($(#[$gate])? $variant)*] [$($unknown)?] $($supersets)* }
    };
}
pub use __xml_choice as choice;

#[cfg(test)]
#[allow(clippy::unwrap_used, dead_code, missing_docs, non_upper_case_globals, unreachable_pub, unsafe_code)]
mod tests {
    use crate::AnyElement;
    use crate::work::steps;

    crate::namespaces! {
        A = "urn:a" as "a";
        B = "urn:b" as "b";
        C = "urn:c" as "c";
    }

    pub enum Wide {
        One(String),
        Two(String),
        Three(String),
        Four(String),
        Five(String),
        Six(String),
        Unknown(Box<AnyElement>),
    }

    crate::choice! {
        Wide else Unknown {
            One: element(A, "One");
            Two: element(A, "Two");
            Three: element(A, "Three");
            Four: element(B, "Four");
            Five: element(B, "Five");
            Six: element(C, "Six");
        }
    }

    crate::elements! {
        Root(Vec<Wide>): element(A, "Root").wraps(&choice::<Wide>().occurs(0, MANY));
    }

    const ALTERNATIVES: usize = 6;

    /// Reads a document with 1000 items, and checks that an item is compared with at most `most` alternatives on average.
    #[track_caller]
    fn check(item: &str, most: usize) {
        let count = 1000;
        let text = format!("<Root xmlns='urn:a'>{}</Root>", item.repeat(count));
        let taken = steps(|| drop(crate::from_str::<Root>(&text).unwrap()));
        // The root element is compared as well.
        assert!(taken <= most * count + ALTERNATIVES, "{taken}");
    }

    test_support::cases! { check {
        unknown_items: ("<a/>", 4 * ALTERNATIVES);
        unknown_items_of_no_namespace: ("<a xmlns=''/>", 4 * ALTERNATIVES);
    }}
}
