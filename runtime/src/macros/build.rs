//! The macro that builds values.

/// Builds a value of a struct from some of its fields, in the form of a struct literal.
///
/// All other fields have their default values, or the values of the struct after `..`. Fields of base types are set like own fields.
///
/// - `field: value` converts the value to the type of the field by [`Into`]. The value can be inside an [`Option`], and the field
///   inside an `Option` or a `Box`. Iterators convert to lists, and each item converts by `Into`. A number without a suffix is an
///   `i32`, so an `i16` field needs `5_i16`.
/// - `field` alone is short for `field: field`.
/// - `field: { .. }` sets fields of the struct in the field. If the struct is absent, it is created.
/// - `field: Type { .. }` builds a value of `Type`, and converts it to the type of the field: for example to an `Option`, or to
///   an enum that has a variant for `Type`.
/// - `field: [ .. ]` sets a list. Each item is a value, `{ .. }` or `Type { .. }`, and converts to the type of an item.
///
/// In parentheses, braces and brackets have their usual meaning: `(Type { .. })` is a plain struct literal, and converts as a value.
///
/// ```
/// # #[derive(Default)] struct Address { name: Option<String>, address: String }
/// # #[derive(Default)] struct Body { text: String, is_html: bool }
/// # #[derive(Default)] struct Item { subject: Option<String>, body: Option<Box<Body>> }
/// # #[derive(Default)] struct Message { base: Item, to: Option<Vec<Address>>, size: Option<i32> }
/// # impl std::ops::Deref for Message { type Target = Item; fn deref(&self) -> &Item { &self.base } }
/// # impl std::ops::DerefMut for Message { fn deref_mut(&mut self) -> &mut Item { &mut self.base } }
/// use xsd_runtime::build;
///
/// let message = build!(Message {
///     // A field of the base type.
///     subject: "Lunch",
///     body: { text: "At noon?" },
///     to: [{ address: "ada@example.com", name: "Ada" }, { address: "bob@example.com" }],
/// });
/// assert_eq!(message.subject.as_deref(), Some("Lunch"));
/// assert!(message.body.as_ref().is_some_and(|body| body.text == "At noon?" && !body.is_html));
/// # assert_eq!(message.to.as_ref().map(|to| to.len()), Some(2));
/// # assert!(message.size.is_none());
/// ```
///
/// The compiler reports a field that does not exist, and a value that does not convert:
///
/// ```compile_fail
/// # #[derive(Default)] struct Item { subject: Option<String> }
/// xsd_runtime::build!(Item { subjet: "Lunch" });
/// ```
///
/// ```compile_fail
/// # #[derive(Default)] struct Item { subject: Option<String> }
/// xsd_runtime::build!(Item { subject: 1 });
/// ```
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_build {
    ($ty:ty { $($fields:tt)* }) => {
        $crate::__xml_build! { @fields [$ty] [] $($fields)*, }
    };

    // All fields have been parsed: sets them.
    (@fields [$ty:ty] [$($entry:tt)*] $(,)?) => {{
        #[allow(unused_mut)]
        let mut value = <$ty as ::std::default::Default>::default();
        $($crate::__xml_build! { @set value $entry })*
        value
    }};
    (@fields [$ty:ty] [$($entry:tt)*] ..$base:expr $(,)?) => {{
        #[allow(unused_mut)]
        let mut value: $ty = $base;
        $($crate::__xml_build! { @set value $entry })*
        value
    }};
    (@fields [@in $place:ident] [$($entry:tt)*] $(,)?) => {
        $($crate::__xml_build! { @set $place $entry })*
    };

    // Parses one field.
    (@fields $goal:tt [$($entry:tt)*] $field:ident: { $($fields:tt)* }, $($rest:tt)*) => {
        $crate::__xml_build! { @fields $goal [$($entry)* ($field fields $($fields)*)] $($rest)* }
    };
    (@fields $goal:tt [$($entry:tt)*] $field:ident: [$($items:tt)*], $($rest:tt)*) => {
        $crate::__xml_build! { @fields $goal [$($entry)* ($field items $($items)*)] $($rest)* }
    };
    (@fields $goal:tt [$($entry:tt)*] $field:ident: $($ty:ident)::+ { $($fields:tt)* }, $($rest:tt)*) => {
        $crate::__xml_build! {
            @fields $goal [$($entry)* ($field value $crate::__xml_build!($($ty)::+ { $($fields)* }))] $($rest)*
        }
    };
    (@fields $goal:tt [$($entry:tt)*] $field:ident: $value:expr, $($rest:tt)*) => {
        $crate::__xml_build! { @fields $goal [$($entry)* ($field value $value)] $($rest)* }
    };
    (@fields $goal:tt [$($entry:tt)*] $field:ident, $($rest:tt)*) => {
        $crate::__xml_build! { @fields $goal [$($entry)* ($field value $field)] $($rest)* }
    };

    (@set $value:ident ($field:ident value $given:expr)) => {
        match (&mut $value.$field, $given) {
            (field, given) => {
                #[allow(unused_imports)]
                use $crate::__private::fields::*;
                *field = (&&&&&&&conversion(&*field, &given)).rule().convert(given);
            }
        }
    };
    (@set $value:ident ($field:ident fields $($fields:tt)*)) => {
        match &mut $value.$field {
            field => {
                #[allow(unused_variables)]
                let inner = $crate::__xml_build!(@reach field);
                $crate::__xml_build! { @fields [@in inner] [] $($fields)*, }
            }
        }
    };
    (@set $value:ident ($field:ident items $($items:tt)*)) => {
        match &mut $value.$field {
            field => {
                let list = $crate::__xml_build!(@reach field);
                list.clear();
                $crate::__xml_build! { @items list $($items)*, }
            }
        }
    };

    (@reach $field:ident) => {{
        #[allow(unused_imports)]
        use $crate::__private::fields::*;
        (&&&place(&*$field)).rule().reach($field)
    }};

    (@items $list:ident $(,)?) => {};
    (@items $list:ident { $($fields:tt)* }, $($rest:tt)*) => {
        $list.push(::std::default::Default::default());
        if let ::std::option::Option::Some(item) = $list.last_mut() {
            #[allow(unused_variables)]
            let inner = $crate::__xml_build!(@reach item);
            $crate::__xml_build! { @fields [@in inner] [] $($fields)*, }
        }
        $crate::__xml_build! { @items $list $($rest)* }
    };
    (@items $list:ident $($ty:ident)::+ { $($fields:tt)* }, $($rest:tt)*) => {
        $crate::__xml_build! { @item $list $crate::__xml_build!($($ty)::+ { $($fields)* }) }
        $crate::__xml_build! { @items $list $($rest)* }
    };
    (@items $list:ident $item:expr, $($rest:tt)*) => {
        $crate::__xml_build! { @item $list $item }
        $crate::__xml_build! { @items $list $($rest)* }
    };
    (@item $list:ident $item:expr) => {
        match $item {
            given => {
                #[allow(unused_imports)]
                use $crate::__private::fields::*;
                let item = (&&&&&&&item_conversion(&*$list, &given)).rule().convert(given);
                $list.push(item);
            }
        }
    };
}
#[doc(inline)]
pub use __xml_build as build;
