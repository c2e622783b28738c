//! The macro of unions of simple types.

/// Implements the traits of a union from its members, which are tried in order.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_union {
    ($ty:ident($name:literal) { $($variant:ident: $kind:ident $(, from $from:ty)?;)* }) => {
        impl ::std::default::Default for $ty {
            fn default() -> Self {
                $crate::__xml_union!(@first $($variant)*)(::std::default::Default::default())
            }
        }

        $crate::__xml_union! { @text $ty $($variant: $kind;)* }

        $($crate::__xml_from! { $ty $variant $($from)? })*

        /// Compares by value: a text that another member accepts equals the value of that member. The text `0x1F` equals the
        /// integer 31 if another member accepts integers.
        impl ::std::cmp::PartialEq for $ty {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::are_equal(self, other)
            }
        }

        impl $crate::Lexical for $ty {
            const NAME: &'static str = $name;

            fn parse(text: ::std::borrow::Cow<'_, str>, scope: &dyn $crate::NamespaceScope)
            -> ::std::result::Result<Self, $crate::LexicalError> {
                $(if let ::std::option::Option::Some(value) = $crate::__xml_union!(@parse $kind)(&text, scope) {
                    return ::std::result::Result::Ok(Self::$variant(value));
                })*
                ::std::result::Result::Err($crate::LexicalError::malformed($name, &text))
            }

            fn write(&self, out: &mut ::std::string::String, prefixes: &mut dyn $crate::PrefixSource) {
                match self {
                    $(Self::$variant(value) => $crate::__xml_union!(@write $kind value, out, prefixes),)*
                }
            }
        }

        $crate::__xml_variants! {
            $ty [] [$($variant)*],
            (this, names, functions) => $crate::__private::VariantsTable::union(&this, names, functions)
        }

        impl $crate::__private::Union for $ty {
            #[doc(hidden)]
            fn members(&self) -> &'static [$crate::__private::Member] {
                &[$($crate::__xml_union!(@member $kind)),*]
            }

            #[doc(hidden)]
            fn with_member(&self, index: usize, text: &str, work: &mut dyn ::std::ops::FnMut($crate::__private::ValueRef<'_>)) -> bool {
                #[allow(non_camel_case_types)]
                enum __Index { $($variant),* }
                let scope = $crate::lexical::NoNamespaces;
                $(if index == __Index::$variant as usize {
                    let Some(value) = $crate::__xml_union!(@parse $kind)(text, &scope) else { return false };
                    // Wraps the value in its variant, so that the compiler infers the type of the member.
                    let Self::$variant(value) = &Self::$variant(value) else { return false };
                    work($crate::__private::ValueRef::of(value));
                    return true;
                })*
                false
            }
        }

        $crate::__xml_features! { simple $ty, $name }
    };
    (@text $ty:ident $variant:ident: text; $($rest:tt)*) => {
        $crate::__xml_union! { @from $ty $variant }
    };
    (@text $ty:ident $variant:ident: unlisted; $($rest:tt)*) => {
        $crate::__xml_union! { @from $ty $variant }
    };
    (@text $ty:ident $variant:ident: $kind:ident; $($rest:tt)*) => {
        $crate::__xml_union! { @text $ty $($rest)* }
    };
    (@text $ty:ident) => {};
    (@from $ty:ident $variant:ident) => {
        /// Returns the value of the first member that accepts the text.
        impl ::std::convert::From<&str> for $ty {
            fn from(text: &str) -> Self {
                <Self as $crate::Lexical>::parse(::std::borrow::Cow::Borrowed(text), &$crate::lexical::NoNamespaces)
                    .unwrap_or_else(|_| Self::$variant(text.to_owned()))
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
    };
    (@first $first:ident $($variant:ident)*) => { Self::$first };
    (@member lexical) => { $crate::__private::Member::Lexical };
    (@member listed) => { $crate::__private::Member::Enumeration };
    (@member list) => { $crate::__private::Member::List };
    (@member text) => { $crate::__private::Member::Text };
    (@member unlisted) => { $crate::__private::Member::Unlisted };
    (@parse lexical) => { $crate::__private::lexical_member };
    (@parse listed) => { $crate::__private::listed_member };
    (@parse list) => { $crate::__private::list_member };
    (@parse $kind:ident) => { $crate::__private::text_member };
    (@write list $value:ident, $out:ident, $prefixes:ident) => {
        $crate::lexical::write_list($value, $out, $prefixes)
    };
    (@write $kind:ident $value:ident, $out:ident, $prefixes:ident) => {
        $crate::Lexical::write($value, $out, $prefixes)
    };
}
pub use __xml_union as union;
