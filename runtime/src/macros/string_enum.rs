//! The macro of open enumerations.

/// Implements the traits of an open enumeration from its texts.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_string_enum {
    ($ty:ident($name:literal) else $other:ident { $($variant:ident: $text:literal $(, since $since:literal)?;)* }) => {
        const _: () = {
            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            enum __Index { $($variant),* }

            impl $crate::__private::Enumeration for $ty {
                #[inline(never)]
                fn table(&self) -> &'static $crate::__private::EnumerationTable {
                    static TABLE: $crate::__private::EnumerationTable = $crate::__private::EnumerationTable {
                        texts: &[$($text),*],
                        names: &[$(stringify!($variant),)* stringify!($other)],
                        since: &[$($((__Index::$variant as usize, $since),)?)*],
                    };
                    &TABLE
                }

                #[inline(never)]
                fn place(&self) -> ::std::result::Result<usize, &str> {
                    ::std::result::Result::Ok(match self {
                        $(Self::$variant => __Index::$variant as usize,)*
                        Self::$other(text) => return ::std::result::Result::Err(text),
                    })
                }

                #[inline(never)]
                fn set(&mut self, index: usize, other: ::std::string::String) {
                    *self = $(if index == __Index::$variant as usize {
                        Self::$variant
                    } else)* {
                        Self::$other(other)
                    };
                }
            }
        };

        impl $ty {
            /// Returns the text.
            pub fn as_str(&self) -> &str {
                let this: &dyn $crate::__private::Enumeration = self;
                this.as_str()
            }
        }

        impl ::std::clone::Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                let mut copy = Self::default();
                $crate::__private::copy_enumeration(self, &mut copy);
                copy
            }
        }

        impl ::std::cmp::PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::Enumeration::place(self) == $crate::__private::Enumeration::place(other)
            }
        }

        impl ::std::cmp::Eq for $ty {}

        impl ::std::hash::Hash for $ty {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::__private::hash_enumeration(self, state);
            }
        }

        impl ::std::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug_enumeration(self, f)
            }
        }

        /// The empty text, which no schema lists.
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
                $crate::__private::set_text(&mut value, ::std::borrow::Cow::Borrowed(text));
                value
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
                $crate::__private::set_text(&mut value, text);
                ::std::result::Result::Ok(value)
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
