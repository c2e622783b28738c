//! The macro of open enumerations.

/// Implements the traits of an open enumeration from its texts.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_string_enum {
    ($ty:ident($name:literal) else $other:ident { $($variant:ident: $text:literal $(, since $since:literal)?;)* }) => {
        impl $crate::Value for $ty {
            #[doc(hidden)]
            const TYPE: $crate::__private::TypeOf<Self> = {
                static LISTED: &[$ty] = &[$($ty::$variant),*];
                // A static, because the metadata of a crate contains the code of constants, but not the code of statics.
                static TEXTS: [$crate::__private::ListedText; LISTED.len()] =
                    $crate::__private::listed_texts([$(($text, 0 $(+ $since)?)),*]);

                #[inline(never)]
                fn index(value: &$ty) -> ::std::result::Result<usize, &str> {
                    match value {
                        $ty::$other(text) => ::std::result::Result::Err(text),
                        _ => ::std::result::Result::Ok($crate::__private::index_among(value, LISTED)),
                    }
                }

                #[inline(never)]
                fn set_other(value: &mut $ty, other: ::std::string::String) {
                    $crate::__private::replace(value, $ty::$other(other));
                }

                static TABLE: $crate::__private::Of<$ty, $crate::__private::EnumerationTable> =
                    $crate::__private::EnumerationTable::of(
                    &TABLE,
                    $name,
                    $crate::__private::Texts::new(concat!($($text),*), &TEXTS),
                    LISTED,
                    $crate::__private::names(
                        concat!($(stringify!($variant), " ",)* stringify!($other)),
                        stringify!($other),
                        [$($text),*],
                    ),
                    index,
                    set_other,
                );
                $crate::__private::TypeOf::enumeration(&TABLE)
            };
        }

        $crate::__xml_walks! { $ty, values }

        impl $ty {
            /// Returns the text.
            pub fn as_str(&self) -> &str {
                $crate::__private::text_of($crate::__private::ValueRef::of(self))
            }

            /// Returns the values that the schema lists, in schema order.
            #[inline]
            pub fn known_values() -> impl ::std::iter::Iterator<Item = Self> {
                $crate::__private::known_values()
            }
        }

        impl ::std::cmp::Eq for $ty {}

        impl ::std::hash::Hash for $ty {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash(self.as_str(), state);
            }
        }

        /// Returns the empty text, as a text that is not listed.
        impl ::std::default::Default for $ty {
            fn default() -> Self {
                Self::$other(::std::string::String::new())
            }
        }

        impl ::std::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::convert::From<&str> for $ty {
            #[inline]
            fn from(text: &str) -> Self {
                let mut value = Self::default();
                $crate::__private::set_text($crate::__private::ValueMut::of(&mut value), ::std::borrow::Cow::Borrowed(text));
                value
            }
        }

        /// Never fails, because every text is a value.
        impl ::std::str::FromStr for $ty {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                ::std::result::Result::Ok(Self::from(text))
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
                let mut value = Self::default();
                $crate::__private::set_text($crate::__private::ValueMut::of(&mut value), text);
                ::std::result::Result::Ok(value)
            }

            #[inline]
            fn write(&self, out: &mut ::std::string::String, _: &mut dyn $crate::PrefixSource) {
                out.push_str(self.as_str());
            }
        }

        $crate::__xml_features! { simple $ty, $name }
    };
}
pub use __xml_string_enum as string_enum;
