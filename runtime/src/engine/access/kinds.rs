//! The trait of values with a lexical form, and small enums that tables and handles use.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use crate::engine::row::Row;
use crate::error::Result;
use crate::lexical::{NamespaceScope, PrefixSource};
use crate::reader::Reader;

/// A value with a lexical form: the methods of [`Lexical`](crate::Lexical) in a form that works as a trait object.
pub trait Simple: Any {
    /// Sets the value from the text of a document. In tolerant mode, returns `false` if the text is not a value of the type.
    ///
    /// # Errors
    /// The text is not a value of the type, in strict mode.
    fn read(&mut self, text: Cow<'_, str>, row: &Row, reader: &mut Reader<'_>) -> Result<bool>;

    /// Sets the value from a lexical form outside of a document, such as a default value in the schema. Returns `false` if `text`
    /// is not a value of the type.
    fn parse(&mut self, text: Cow<'_, str>, scope: &dyn NamespaceScope) -> bool;

    /// Sets the value to the default value of the type.
    fn reset(&mut self);

    /// Returns the text of a value that is stored as a string; `None` for other types.
    fn as_text(&self) -> Option<&str>;

    /// Appends the lexical form, not escaped.
    fn append_to(&self, out: &mut String, prefixes: &mut dyn PrefixSource);

    /// Returns the length that the facets `length`, `minLength` and `maxLength` limit; `None` for types without these facets.
    fn length(&self) -> Option<usize>;

    /// Compares the value with the value whose lexical form is `bound`; `None` if the values have no order.
    fn compare(&self, bound: &str) -> Option<std::cmp::Ordering>;

    /// Returns the properties of the type.
    fn properties(&self) -> SimpleType;

    /// Returns whether another value has the same type and is equal.
    fn equals(&self, other: &dyn Simple) -> bool;

    /// Sets the value to a copy of another value of the same type.
    fn assign(&mut self, other: &dyn Simple);

    /// Formats the value as `Debug` does.
    ///
    /// # Errors
    /// The formatter fails.
    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// The properties of a simple type.
#[derive(Clone, Copy, Debug)]
pub struct SimpleType {
    /// The name of the type, for example `xs:int`.
    pub name: &'static str,
    /// True if no lexical form contains a character that has to be escaped, such as `<` or `&`.
    pub is_escape_free: bool,
    /// True if the value must not appear in messages and logs, for example because it is a password.
    pub is_secret: bool,
}

/// The kinds of members of a union.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Member {
    /// A type that is parsed with [`Lexical`](crate::Lexical), other than a type that accepts any text.
    Lexical,
    /// An open enumeration. Only its listed texts are values of the member.
    Enumeration,
    /// A list.
    List,
    /// A string type, which accepts any text.
    Text,
    /// The variant that the generator adds for texts that are not a value of any member that the schema states.
    Unlisted,
}

/// The new state of an optional or nillable value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fill {
    /// Keeps a present value, and sets an absent one to the default value.
    Keep,
    /// Replaces the value with a default value.
    Default,
    /// Makes the value absent or nil.
    Clear,
}
