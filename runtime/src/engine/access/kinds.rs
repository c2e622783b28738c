//! The common part of the tables of simple types, and small enums of tables.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use crate::engine::row::Row;
use crate::error::Result;
use crate::lexical::{NamespaceScope, PrefixSource};
use crate::reader::Reader;

/// A value with a lexical form: [`Lexical`](crate::Lexical), independent of its type.
pub trait Simple: Any {
    /// Reads a lexical form. In tolerant mode, returns `false` if it is not a value of the type.
    ///
    /// # Errors
    /// The text is not a value of the type, in strict mode.
    fn read(&mut self, text: Cow<'_, str>, row: &Row, reader: &mut Reader<'_>) -> Result<bool>;

    /// Sets the value to that of a lexical form that is not in a document. Returns `false` if it is not a value of the type.
    fn parse(&mut self, text: Cow<'_, str>, scope: &dyn NamespaceScope) -> bool;

    /// Sets the value to the default value of the type.
    fn reset(&mut self);

    /// Returns the value if it is a text.
    fn as_text(&self) -> Option<&str>;

    /// Appends the lexical form, not escaped.
    fn append_to(&self, out: &mut String, prefixes: &mut dyn PrefixSource);

    /// Returns the length that the length facets limit.
    fn length(&self) -> Option<usize>;

    /// Compares the value with one in lexical form.
    fn compare(&self, bound: &str) -> Option<std::cmp::Ordering>;

    /// Returns the properties of the type.
    fn properties(&self) -> SimpleType;

    /// Returns whether another value is of the same type and equal.
    fn equals(&self, other: &dyn Simple) -> bool;

    /// Copies another value of the same type.
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
    /// The name: `xs:int`.
    pub name: &'static str,
    /// The lexical form contains no character that has to be escaped.
    pub is_escape_free: bool,
    /// The value must not be shown.
    pub is_secret: bool,
}

/// The kinds of members of a union.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Member {
    /// A type that is read by its lexical form.
    Lexical,
    /// An open enumeration, of which only the listed texts are members.
    Enumeration,
    /// A list.
    List,
    /// A string type.
    Text,
    /// Any text that is not a value of the other members. Not part of the schema.
    Unlisted,
}

/// The new state of an optional value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fill {
    /// The present value is kept; a default value is set if there is none.
    Keep,
    /// A default value replaces the value.
    Default,
    /// The value is absent or nil.
    Clear,
}
