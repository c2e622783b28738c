//! Enums of simple types: open ones of strings, and unions.

use std::borrow::Cow;

#[cfg(feature = "arbitrary")]
use super::arbitrary::{Arrange, Source};
use super::deviation::DeviationKind;
use super::error::Result;
use super::lexical::{self, Lexical, NamespaceScope};
use super::reader::{Reader, shown};
#[cfg(feature = "validate")]
use super::validate::{Check, Violations};
use super::value::parse;

/// An open enum of strings.
pub trait StringEnum: Sized {
    /// The listed texts.
    const TEXTS: &'static [&'static str];

    /// The value of the text at a place.
    fn at(place: usize) -> Option<Self>;

    /// Any other text.
    fn other(text: String) -> Self;
}

/// The place of a text among others; white space around or inside it does not matter where nothing fits exactly.
fn place_of(text: &str, texts: &[&str]) -> Option<usize> {
    let exact = |text: &str| texts.iter().position(|known| *known == text);
    exact(text).or_else(|| match lexical::collapse(text) {
        collapsed if collapsed == text => None,
        collapsed => exact(&collapsed),
    })
}

/// The listed value of a text; white space around or inside it does not matter where nothing fits exactly.
pub fn listed<T: StringEnum>(text: &str) -> Option<T> {
    T::at(place_of(text, T::TEXTS)?)
}

/// The value of a text, listed or not.
pub fn listed_or_other<T: StringEnum>(text: Cow<'_, str>) -> T {
    let place = place_of(&text, T::TEXTS);
    value(Found::new(place, text))
}

/// Reads the value of a text. One that is not listed, or not with that white space, is noted.
///
/// # Errors
/// In strict mode, where something was noted.
pub fn read_listed<T: StringEnum>(text: Cow<'_, str>, reader: &mut Reader<'_>) -> Result<T> {
    Ok(value(find(text, T::TEXTS, reader)?))
}

/// What a text is to an open enum.
enum Found {
    /// The one at a place.
    Listed(usize),
    Other(String),
}

impl Found {
    fn new(place: Option<usize>, text: Cow<'_, str>) -> Self {
        place.map_or_else(|| Self::Other(text.into_owned()), Self::Listed)
    }
}

/// All that is compiled for each enum.
fn value<T: StringEnum>(found: Found) -> T {
    match found {
        Found::Listed(place) => T::at(place).unwrap_or_else(|| T::other(String::new())),
        Found::Other(text) => T::other(text),
    }
}

fn find(text: Cow<'_, str>, texts: &[&str], reader: &mut Reader<'_>) -> Result<Found> {
    if let Some(exact) = texts.iter().position(|known| *known == text) {
        return Ok(Found::Listed(exact));
    }
    reader.deviation(DeviationKind::UnlistedValue, || shown(&text))?;
    Ok(Found::new(place_of(&text, texts), text))
}

/// Ties an enum to its texts.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_string_enum {
    ($ty:ident($name:literal) else $other:ident { $($variant:ident: $text:literal;)* }) => {
        impl $crate::StringEnum for $ty {
            const TEXTS: &'static [&'static str] = &[$($text),*];

            #[allow(non_upper_case_globals, non_camel_case_types)]
            fn at(__place: usize) -> ::std::option::Option<Self> {
                enum __Index { $($variant),* }
                $(const $variant: usize = __Index::$variant as usize;)*
                match __place {
                    $($variant => ::std::option::Option::Some(Self::$variant),)*
                    _ => ::std::option::Option::None,
                }
            }

            fn other(text: ::std::string::String) -> Self {
                Self::$other(text)
            }
        }

        impl $ty {
            /// The text.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$other(text) => text,
                }
            }
        }

        /// Blank: a text that no schema lists.
        impl ::std::default::Default for $ty {
            fn default() -> Self {
                Self::$other(::std::string::String::new())
            }
        }

        // What is `inline` is compiled by those who use it: the engine does not.
        impl ::std::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::convert::From<&str> for $ty {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::listed_or_other(::std::borrow::Cow::Borrowed(text))
            }
        }

        impl $crate::Lexical for $ty {
            const NAME: &'static str = $name;

            fn as_text(&self) -> ::std::option::Option<&str> {
                ::std::option::Option::Some(self.as_str())
            }

            #[inline]
            fn parse(text: ::std::borrow::Cow<'_, str>, _: &dyn $crate::NamespaceScope)
            -> ::std::result::Result<Self, $crate::LexicalError> {
                ::std::result::Result::Ok($crate::listed_or_other(text))
            }

            fn write(&self, out: &mut ::std::string::String, _: &mut dyn $crate::PrefixSource) {
                out.push_str(self.as_str());
            }
        }

        $crate::__xml_lexical! { @listed $ty }
        $crate::__xml_features! { simple $ty, $name }
    };
}
pub use __xml_string_enum as string_enum;

/// A member of a union, by its lexical form.
pub fn lexical_member<T: Lexical>(text: &str, scope: &dyn NamespaceScope) -> Option<T> {
    T::parse(Cow::Borrowed(text), scope).ok()
}

/// A member of a union that is an open enum: only what it lists.
pub fn listed_member<T: StringEnum>(text: &str, _: &dyn NamespaceScope) -> Option<T> {
    listed(text)
}

/// A member of a union that is a list.
pub fn list_member<T: Lexical>(text: &str, scope: &dyn NamespaceScope) -> Option<Vec<T>> {
    lexical::parse_list(text, scope).ok()
}

/// A member of a union that takes any text.
pub fn text_member(text: &str, _: &dyn NamespaceScope) -> Option<String> {
    Some(text.to_owned())
}

/// A union of simple types.
pub trait Union: Lexical {
    /// The text is no value of any member.
    fn is_unlisted(&self) -> bool;

    /// Checks what the variant at a place holds of the text; `false`: it is no value of that one.
    #[cfg(feature = "validate")]
    fn check_member(&self, place: usize, check: &Check<'_>, found: &mut Violations) -> bool;

    /// Makes it a value of the variant at a place; `false`: there is none.
    ///
    /// # Errors
    /// None of its own.
    #[cfg(feature = "arbitrary")]
    fn arrange_member(
        &mut self,
        place: usize,
        arrange: &Arrange,
        source: &mut Source<'_, '_>,
    ) -> ::arbitrary::Result<bool>;
}

/// Reads the value of a text. One that no member has is noted.
///
/// # Errors
/// In strict mode, where something was noted.
pub fn read_union<T: Union>(value: &mut T, text: Cow<'_, str>, reader: &mut Reader<'_>) -> Result<bool> {
    let Some(read) = parse::<T>(text.clone(), reader)? else { return Ok(false) };
    *value = read;
    if value.is_unlisted() {
        reader.deviation(DeviationKind::UnlistedValue, || shown(&text))?;
    }
    Ok(true)
}

/// Ties the enum of a union to its members, which are tried in order.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_union {
    ($ty:ident($name:literal) { $first:ident: $first_kind:ident; $($variant:ident: $kind:ident;)* }) => {
        impl ::std::default::Default for $ty {
            fn default() -> Self {
                Self::$first(::std::default::Default::default())
            }
        }

        impl $crate::Lexical for $ty {
            const NAME: &'static str = $name;

            fn parse(text: ::std::borrow::Cow<'_, str>, scope: &dyn $crate::NamespaceScope)
            -> ::std::result::Result<Self, $crate::LexicalError> {
                if let ::std::option::Option::Some(value) = $crate::__xml_union!(@parse $first_kind)(&text, scope) {
                    return ::std::result::Result::Ok(Self::$first(value));
                }
                $(if let ::std::option::Option::Some(value) = $crate::__xml_union!(@parse $kind)(&text, scope) {
                    return ::std::result::Result::Ok(Self::$variant(value));
                })*
                ::std::result::Result::Err($crate::LexicalError::malformed($name, &text))
            }

            fn write(&self, out: &mut ::std::string::String, prefixes: &mut dyn $crate::PrefixSource) {
                match self {
                    Self::$first(value) => $crate::__xml_union!(@write $first_kind value, out, prefixes),
                    $(Self::$variant(value) => $crate::__xml_union!(@write $kind value, out, prefixes),)*
                }
            }
        }

        impl $crate::Union for $ty {
            fn is_unlisted(&self) -> bool {
                match self {
                    Self::$first(_) => $crate::__xml_union!(@unlisted $first_kind),
                    $(Self::$variant(_) => $crate::__xml_union!(@unlisted $kind),)*
                }
            }

            $crate::__xml_if_validate! {
                #[allow(non_upper_case_globals, non_camel_case_types)]
                fn check_member(
                    &self,
                    __at: usize,
                    check: &$crate::Check<'_>,
                    found: &mut $crate::Violations,
                ) -> bool {
                    enum __Index { $first, $($variant),* }
                    const $first: usize = __Index::$first as usize;
                    $(const $variant: usize = __Index::$variant as usize;)*
                    let mut text = ::std::string::String::new();
                    let scope = $crate::lexical::NoNamespaces;
                    $crate::Lexical::write(self, &mut text, &mut $crate::lexical::NoNamespaces);
                    match __at {
                        $first => $crate::__xml_union!(@parse $first_kind)(&text, &scope)
                            .map(|value| $crate::__xml_union!(@check $ty $first $first_kind value, check, found)),
                        $($variant => $crate::__xml_union!(@parse $kind)(&text, &scope)
                            .map(|value| $crate::__xml_union!(@check $ty $variant $kind value, check, found)),)*
                        _ => ::std::option::Option::None,
                    }
                    .is_some()
                }
            }

            $crate::__xml_if_arbitrary! {
                #[allow(non_upper_case_globals, non_camel_case_types)]
                fn arrange_member(
                    &mut self,
                    __at: usize,
                    arrange: &$crate::arbitrary::Arrange,
                    source: &mut $crate::arbitrary::Source<'_, '_>,
                ) -> $crate::arbitrary::Result<bool> {
                    enum __Index { $first, $($variant),* }
                    const $first: usize = __Index::$first as usize;
                    $(const $variant: usize = __Index::$variant as usize;)*
                    match __at {
                        $first => $crate::__xml_union!(@arrange $first $first_kind self, arrange, source),
                        $($variant => $crate::__xml_union!(@arrange $variant $kind self, arrange, source),)*
                        _ => ::std::result::Result::Ok(false),
                    }
                }
            }
        }

        $crate::__xml_lexical! {
            @value $ty, check_union, arrange_union,
            (value, text, reader) => $crate::read_union(value, text, reader)
        }
        $crate::__xml_features! { simple $ty, $name }
    };
    // The parsers give a type that only the variant tells.
    (@check $ty:ident $variant:ident list $value:ident, $check:ident, $found:ident) => {{
        $crate::check_items(&$value, $check, $found);
        let _ = Self::$variant($value);
    }};
    (@check $ty:ident $variant:ident $kind:ident $value:ident, $check:ident, $found:ident) => {{
        $crate::check_lexical(&$value, $check, $found);
        let _ = Self::$variant($value);
    }};
    (@arrange $variant:ident list $self:ident, $arrange:ident, $source:ident) => { ::std::result::Result::Ok(false) };
    (@arrange $variant:ident unlisted $self:ident, $arrange:ident, $source:ident) => { ::std::result::Result::Ok(false) };
    (@arrange $variant:ident $kind:ident $self:ident, $arrange:ident, $source:ident) => {{
        let mut value = ::std::default::Default::default();
        $crate::Value::arrange(&mut value, $arrange, $source)?;
        *$self = Self::$variant(value);
        ::std::result::Result::Ok(true)
    }};
    (@unlisted unlisted) => { true };
    (@unlisted $kind:ident) => { false };
    (@parse unlisted) => { $crate::text_member };
    (@parse lexical) => { $crate::lexical_member };
    (@parse listed) => { $crate::listed_member };
    (@parse list) => { $crate::list_member };
    (@parse text) => { $crate::text_member };
    (@write list $value:ident, $out:ident, $prefixes:ident) => {
        $crate::lexical::write_list($value, $out, $prefixes)
    };
    (@write $kind:ident $value:ident, $out:ident, $prefixes:ident) => {
        $crate::Lexical::write($value, $out, $prefixes)
    };
}
pub use __xml_union as union;
