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
//! [`Secret`] is an `xs:string` that does not show itself.
//!
//! The features `chrono`, `jiff` and `time` each convert date and time values from and to those of the crate so named.
//!
//! What is read and written again keeps its value, though not every freedom of its spelling: `+007` is written `7`,
//! `+00:00` is written `Z`. Fraction digits of a second are kept as written.
//!
//! The module stands alone: nothing in it knows where the text comes from. It never panics, whatever the text.

use std::borrow::Cow;
use std::cmp::Ordering;

pub use self::binary::{Base64Binary, HexBinary};
pub use self::date::Date;
pub use self::date_time::DateTime;
pub use self::decimal::Decimal;
pub use self::duration::Duration;
pub use self::error::{ConversionError, ConversionErrorKind, LexicalError, LexicalErrorKind};
pub use self::gregorian::{GDay, GMonth, GMonthDay, GYear, GYearMonth};
pub use self::integer::Integer;
pub use self::offset::Offset;
pub use self::qname::{QName, is_nc_name};
pub use self::secret::Secret;
pub use self::time::Time;
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
mod gregorian;
mod integer;
mod number;
mod offset;
mod order;
mod qname;
mod secret;
#[cfg(test)]
mod testing;
mod text;
mod time;
mod white_space;

/// A value of a simple type: text in, text out.
pub trait Lexical: Sized + Default {
    /// What XML Schema calls the type, for messages: `xs:int`.
    const NAME: &'static str;

    /// The lexical form never holds a character that XML would have escaped or forbids.
    const IS_ESCAPE_FREE: bool = false;

    /// The value must not be shown.
    const IS_SECRET: bool = false;

    /// The value as it is, if it is a text.
    fn as_text(&self) -> Option<&str> {
        None
    }

    /// What the length facets count: characters or octets.
    fn length(&self) -> Option<usize> {
        self.as_text().map(|text| text.chars().count())
    }

    /// How it compares with a value in its lexical form; `None` where there is no order.
    fn compare(&self, bound: &str) -> Option<Ordering> {
        let _ = bound;
        None
    }

    /// Reads the lexical form.
    ///
    /// `text` is the text as it stands in the document: entities resolved, white space untouched. Types other than
    /// strings strip white space at the ends themselves. Strings take an owned `text` without copying it.
    fn parse(text: Cow<'_, str>, scope: &dyn NamespaceScope) -> Result<Self, LexicalError>;

    /// Appends the lexical form, not escaped for XML.
    fn write(&self, out: &mut String, prefixes: &mut dyn PrefixSource);
}

/// Resolves prefixes when reading: only [`QName`] asks.
pub trait NamespaceScope {
    /// The namespace that `prefix` stands for where the value was read, `None` where it stands for none.
    ///
    /// For the prefix `None` that is the default namespace, which applies to values (other than to attribute names).
    fn namespace(&self, prefix: Option<&str>) -> Option<&str>;
}

/// Gives prefixes when writing: only [`QName`] asks.
pub trait PrefixSource {
    /// A prefix that stands for `namespace` where the value is written. Empty if it is the default namespace there.
    fn prefix(&mut self, namespace: &str) -> Cow<'_, str>;
}

/// A scope without declarations: no prefix resolves, and names are written without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NoNamespaces;

impl NamespaceScope for NoNamespaces {
    fn namespace(&self, _prefix: Option<&str>) -> Option<&str> {
        None
    }
}

impl PrefixSource for NoNamespaces {
    fn prefix(&mut self, _namespace: &str) -> Cow<'_, str> {
        Cow::Borrowed("")
    }
}

/// Reads the items of a list type (part 2, 2.5.1.2): values separated by white space.
pub fn parse_list<T: Lexical>(text: &str, scope: &dyn NamespaceScope) -> Result<Vec<T>, LexicalError> {
    items(text).map(|item| T::parse(Cow::Borrowed(item), scope)).collect()
}

/// Appends the items of a list type, one space between two of them.
pub fn write_list<'a, T: Lexical + 'a>(
    values: impl IntoIterator<Item = &'a T>,
    out: &mut String,
    prefixes: &mut dyn PrefixSource,
) {
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        value.write(out, prefixes);
    }
}
