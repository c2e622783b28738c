//! The macro that reads nested fields.

/// Returns a reference to a nested field, or `None` if the field or a value around it is absent.
///
/// Each field of the path can be optional or boxed, and can be a field of a base type.
/// [`OrEmpty::or_empty`](crate::OrEmpty::or_empty) makes the result printable: `None` prints nothing.
///
/// ```
/// # #[derive(Default)] struct Address { name: Option<String>, address: String }
/// # #[derive(Default)] struct Recipient { mailbox: Box<Address> }
/// # #[derive(Default)] struct Message { from: Option<Box<Recipient>> }
/// use xsd_runtime::{OrEmpty as _, build, get};
///
/// let message = build!(Message { from: { mailbox: { address: "ada@example.com" } } });
/// assert_eq!(get!(message.from.mailbox.address), Some(&"ada@example.com".to_owned()));
/// // The mailbox has no name.
/// assert_eq!(get!(message.from.mailbox.name), None);
/// assert_eq!(get!(message.from.mailbox.name).or_empty().to_string(), "");
/// ```
///
/// The compiler reports a field that does not exist:
///
/// ```compile_fail
/// # #[derive(Default)] struct Message { subject: Option<String> }
/// # let message = Message::default();
/// xsd_runtime::get!(message.subjet);
/// ```
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_get {
    ($value:ident . $($path:tt)+) => {
        $crate::__xml_get! { @field [$value] $($path)+ }
    };
    (@field [$($value:tt)+] $field:ident) => {
        match &$($value)+.$field {
            field => {
                #[allow(unused_imports)]
                use $crate::__private::fields::*;
                (&&&place(field)).rule().get(field)
            }
        }
    };
    (@field [$($value:tt)+] $field:ident . $($path:tt)+) => {
        match $crate::__xml_get! { @field [$($value)+] $field } {
            ::std::option::Option::Some(value) => $crate::__xml_get! { @field [value] $($path)+ },
            ::std::option::Option::None => ::std::option::Option::None,
        }
    };
}
#[doc(inline)]
pub use __xml_get as get;
