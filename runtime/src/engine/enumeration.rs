//! Open enumerations of strings.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use super::view::Enumeration;
use crate::lexical;

/// An open enumeration: an enum with a variant for each listed text, and one for all others.
pub trait StringEnum: Sized {
    /// The listed texts.
    const TEXTS: &'static [&'static str];

    /// The names of the variants: those of the listed texts, then that of other texts.
    const NAMES: &'static [&'static str];

    /// Returns the value of the listed text at an index.
    fn at(index: usize) -> Option<Self>;

    /// Returns the value of another text.
    fn other(text: String) -> Self;

    /// Returns the index of the listed text, or the other text.
    fn place(&self) -> Result<usize, &str>;
}

impl<T: StringEnum> Enumeration for T {
    fn texts(&self) -> &'static [&'static str] {
        T::TEXTS
    }

    fn names(&self) -> &'static [&'static str] {
        T::NAMES
    }

    fn index(&self) -> Option<usize> {
        self.place().ok()
    }

    fn as_str(&self) -> &str {
        text_of(self.place(), T::TEXTS)
    }

    fn select(&mut self, index: usize) {
        if let Some(value) = T::at(index) {
            *self = value;
        }
    }

    fn set_other(&mut self, text: String) {
        *self = T::other(text);
    }
}

fn text_of<'t>(place: Result<usize, &'t str>, texts: &'static [&'static str]) -> &'t str {
    match place {
        Ok(index) => texts.get(index).copied().unwrap_or_default(),
        Err(other) => other,
    }
}

/// Returns the index of a text among listed ones. White space around or inside it is ignored if no text is exactly the same.
pub(crate) fn place_of(text: &str, texts: &[&str]) -> Option<usize> {
    let exact = |text: &str| texts.iter().position(|known| *known == text);
    exact(text).or_else(|| match lexical::collapse(text) {
        collapsed if collapsed == text => None,
        collapsed => exact(&collapsed),
    })
}

/// Returns the listed value of a text.
pub fn listed<T: StringEnum>(text: &str) -> Option<T> {
    T::at(place_of(text, T::TEXTS)?)
}

/// Returns the value of a text, listed or not.
pub fn listed_or_other<T: StringEnum>(text: Cow<'_, str>) -> T {
    listed(&text).unwrap_or_else(|| T::other(text.into_owned()))
}

/// Copies a value.
pub fn clone_enum<T: StringEnum>(value: &T) -> T {
    let other = |text: &str| T::other(text.to_owned());
    value.place().map_or_else(other, |index| T::at(index).unwrap_or_else(|| other("")))
}

/// Formats a value as a derived `Debug` does.
///
/// # Errors
/// The formatter fails.
pub fn debug_enum(value: &dyn Enumeration, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let names = value.names();
    let name = value.index().map_or(names.last(), |index| names.get(index)).copied().unwrap_or_default();
    let name = name.strip_prefix("r#").unwrap_or(name);
    match value.index() {
        Some(_) => f.write_str(name),
        None => f.debug_tuple(name).field(&value.as_str()).finish(),
    }
}

/// Feeds a value to a hasher.
pub fn hash_enum<T: StringEnum, H: Hasher>(value: &T, state: &mut H) {
    value.place().hash(state);
}

/// Ties an enum to its texts.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_string_enum {
    ($ty:ident($name:literal) else $other:ident { $($variant:ident: $text:literal;)* }) => {
        const _: () = {
            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            enum __Index { $($variant),* }

            impl $crate::__private::StringEnum for $ty {
                const TEXTS: &'static [&'static str] = &[$($text),*];
                const NAMES: &'static [&'static str] = &[$(stringify!($variant),)* stringify!($other)];

                fn at(index: usize) -> ::std::option::Option<Self> {
                    $(if index == __Index::$variant as usize {
                        return ::std::option::Option::Some(Self::$variant);
                    })*
                    ::std::option::Option::None
                }

                fn other(text: ::std::string::String) -> Self {
                    Self::$other(text)
                }

                fn place(&self) -> ::std::result::Result<usize, &str> {
                    ::std::result::Result::Ok(match self {
                        $(Self::$variant => __Index::$variant as usize,)*
                        Self::$other(text) => return ::std::result::Result::Err(text),
                    })
                }
            }
        };

        impl $ty {
            /// Returns the text.
            pub fn as_str(&self) -> &str {
                $crate::__private::Enumeration::as_str(self)
            }
        }

        impl ::std::clone::Clone for $ty {
            fn clone(&self) -> Self {
                $crate::__private::clone_enum(self)
            }
        }

        impl ::std::cmp::PartialEq for $ty {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::StringEnum::place(self) == $crate::__private::StringEnum::place(other)
            }
        }

        impl ::std::cmp::Eq for $ty {}

        impl ::std::hash::Hash for $ty {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::__private::hash_enum(self, state);
            }
        }

        impl ::std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug_enum(self, f)
            }
        }

        /// The empty text, which no schema lists.
        impl ::std::default::Default for $ty {
            fn default() -> Self {
                Self::$other(::std::string::String::new())
            }
        }

        // `#[inline]` functions are compiled in the crates that call them; the engine never does.
        impl ::std::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::convert::From<&str> for $ty {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::__private::listed_or_other(::std::borrow::Cow::Borrowed(text))
            }
        }

        impl $crate::Lexical for $ty {
            const NAME: &'static str = $name;

            #[inline]
            fn as_text(&self) -> ::std::option::Option<&str> {
                ::std::option::Option::Some(self.as_str())
            }

            #[inline]
            fn parse(text: ::std::borrow::Cow<'_, str>, _: &dyn $crate::NamespaceScope)
            -> ::std::result::Result<Self, $crate::LexicalError> {
                ::std::result::Result::Ok($crate::__private::listed_or_other(text))
            }

            #[inline]
            fn write(&self, out: &mut ::std::string::String, _: &mut dyn $crate::PrefixSource) {
                out.push_str(self.as_str());
            }
        }

        $crate::__xml_value! { $ty, Enumeration }
        $crate::__xml_features! { simple $ty, $name }
    };
}
pub use __xml_string_enum as string_enum;
