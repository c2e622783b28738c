//! The trait of simple types, and the traits that resolve prefixes for them.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::error::LexicalError;

/// A value of a simple type, which is parsed from text and written as text.
pub trait Lexical: Sized + Default {
    /// The name of the type in XML Schema, for messages: `xs:int`.
    const NAME: &'static str;

    /// `true` if the lexical form never contains a character that XML does not allow or that must be escaped.
    const IS_ESCAPE_FREE: bool = false;

    /// `true` if the value must not appear in messages and logs.
    const IS_SECRET: bool = false;

    /// The lexical form, if the value is stored as text.
    fn as_text(&self) -> Option<&str> {
        None
    }

    /// The length that `xs:length`, `xs:minLength` and `xs:maxLength` restrict, in characters or bytes; `None` if these facets do not
    /// apply to the type.
    fn length(&self) -> Option<usize> {
        self.as_text().map(|text| text.chars().count())
    }

    /// Compares the value with the value whose lexical form is `bound`. Returns `None` if `bound` is not a valid lexical form, or if
    /// the two values have no order.
    fn compare(&self, bound: &str) -> Option<Ordering> {
        let _ = bound;
        None
    }

    /// Reads the lexical form.
    ///
    /// `text` is the text of the document with references replaced and white space unchanged. Types other than strings
    /// strip white space at both ends. Strings keep an owned `text` without copying it.
    fn parse(text: Cow<'_, str>, scope: &dyn NamespaceScope) -> Result<Self, LexicalError>;

    /// Appends the lexical form, without escaping it for XML.
    fn write(&self, out: &mut String, prefixes: &mut dyn PrefixSource);
}

/// Resolves prefixes when a value is read. Of the built-in types, only [`QName`](super::QName) contains prefixes.
pub trait NamespaceScope {
    /// Returns the namespace to which `prefix` is bound where the value occurs; `None` if the prefix is not bound.
    ///
    /// For the prefix `None`, returns the default namespace, which applies to values of type `xs:QName` even in attributes.
    fn namespace(&self, prefix: Option<&str>) -> Option<&str>;
}

/// Chooses prefixes when a value is written. Of the built-in types, only [`QName`](super::QName) contains prefixes.
pub trait PrefixSource {
    /// Returns a prefix that is bound to `namespace` where the value is written; empty for the default namespace.
    fn prefix(&mut self, namespace: &str) -> Cow<'_, str>;
}

/// A scope without declarations. Prefixes are not resolved, and names are written without a prefix.
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
