//! The macro of unions of simple types.

/// Implements the traits of a union from its members, which are tried in order.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_union {
    ($ty:ident($name:literal) { $($variant:ident: $kind:ident;)* }) => {
        impl ::std::default::Default for $ty {
            fn default() -> Self {
                $crate::__xml_union!(@first $($variant)*)(::std::default::Default::default())
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
            fn members(&self) -> &'static [$crate::__private::Member] {
                &[$($crate::__xml_union!(@member $kind)),*]
            }

            fn with_member(&self, index: usize, text: &str, work: &mut dyn ::std::ops::FnMut($crate::__private::ValueRef<'_>)) -> bool {
                #[allow(non_camel_case_types)]
                enum __Index { $($variant),* }
                let scope = $crate::lexical::NoNamespaces;
                $(if index == __Index::$variant as usize {
                    let Some(value) = $crate::__xml_union!(@parse $kind)(text, &scope) else { return false };
                    // The type of the member is that of the variant.
                    let Self::$variant(value) = &Self::$variant(value) else { return false };
                    work($crate::__private::ValueRef::of(value));
                    return true;
                })*
                false
            }
        }

        $crate::__xml_features! { simple $ty, $name }
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
