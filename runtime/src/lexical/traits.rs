//! The trait of simple types, and the traits that resolve prefixes for them.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::error::LexicalError;

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

/// Resolves prefixes when reading. Only [`QName`](crate::QName) needs it.
pub trait NamespaceScope {
    /// The namespace that `prefix` stands for where the value was read, `None` where it stands for none.
    ///
    /// For the prefix `None` that is the default namespace, which applies to values (other than to attribute names).
    fn namespace(&self, prefix: Option<&str>) -> Option<&str>;
}

/// Gives prefixes when writing. Only [`QName`](crate::QName) needs it.
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
