//! The built-in simple types of XML Schema 1.0, part 2 (<https://www.w3.org/TR/xmlschema-2/>), as Rust types.
//!
//! | XML Schema | Rust |
//! |---|---|
//! | `xs:string`, `xs:anyURI`, `xs:token` and the like | [`String`] |
//! | `xs:boolean` | [`bool`] |
//! | `xs:byte`, `xs:short`, `xs:int`, `xs:long` | [`i8`], [`i16`], [`i32`], [`i64`] |
//! | `xs:unsignedByte` ... `xs:unsignedLong` | [`u8`], [`u16`], [`u32`], [`u64`] |
//! | `xs:integer`, `xs:nonNegativeInteger` and the like | [`Integer`] |
//! | `xs:decimal` | [`Decimal`] |
//! | `xs:float`, `xs:double` | [`f32`], [`f64`] |
//! | `xs:dateTime`, `xs:date`, `xs:time` | [`DateTime`], [`Date`], [`Time`] |
//! | `xs:gYear`, `xs:gYearMonth`, `xs:gMonth`, `xs:gMonthDay`, `xs:gDay` | [`GYear`] and so on |
//! | `xs:duration` | [`Duration`] |
//! | `xs:base64Binary`, `xs:hexBinary` | [`Base64Binary`], [`HexBinary`] |
//! | `xs:QName` | [`QName`] |
//!
//! [`Secret`] is an `xs:string` that `Debug` does not print.
//!
//! The features `chrono`, `jiff` and `time` add conversions between date and time values and the types of the crates with
//! these names.
//!
//! Reading and writing preserves values, but not every spelling: `+007` is written as `7`, and `+00:00` as `Z`. The
//! number of fraction digits of a second is preserved. Generated code uses [`Spelled`] for types whose schema restricts the
//! lexical form by a pattern. `Spelled` preserves the spelling.
//!
//! The module does not depend on the rest of the crate. Its functions do not panic for any text.

pub use self::binary::{Base64Binary, HexBinary};
pub use self::date::Date;
pub use self::date_time::DateTime;
pub use self::decimal::Decimal;
pub use self::duration::Duration;
pub use self::error::{ConversionError, ConversionErrorKind, LexicalError, LexicalErrorKind};
pub use self::gregorian::{GDay, GMonth, GMonthDay, GYear, GYearMonth};
pub use self::integer::Integer;
pub use self::list::{parse_list, write_list};
pub(crate) use self::number::is_float;
pub use self::offset::Offset;
pub(crate) use self::qname::is_name;
pub use self::qname::{QName, is_nc_name};
pub use self::secret::Secret;
pub use self::spelled::Spelled;
pub use self::time::Time;
pub use self::traits::{Lexical, NamespaceScope, NoNamespaces, PrefixSource};
pub use self::white_space::{collapse, is_white_space, items, replace, trim};

mod binary;
mod calendar;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod convert;
mod date;
mod date_time;
mod decimal;
mod duration;
mod error;
mod form;
mod gregorian;
mod integer;
mod list;
mod number;
mod offset;
mod order;
#[cfg(test)]
mod order_tests;
mod qname;
mod secret;
mod spelled;
#[cfg(test)]
mod testing;
mod text;
mod time;
mod traits;
mod white_space;
