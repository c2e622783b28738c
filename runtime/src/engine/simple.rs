//! The implementation of [`Simple`] for all types with a lexical form.

use std::any::Any;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use super::access::{Simple, SimpleType};
use super::row::{Row, WhiteSpace};
use crate::error::Result;
use crate::lexical::{self, Lexical, NamespaceScope, NoNamespaces, PrefixSource, QName};
use crate::reader::Reader;

impl<T: Lexical + Clone + PartialEq + fmt::Debug + 'static> Simple for T {
    fn read(&mut self, text: Cow<'_, str>, row: &Row, reader: &mut Reader<'_>) -> Result<bool> {
        match T::parse(white_space(row, text), reader) {
            Ok(value) => {
                *self = value;
                Ok(true)
            }
            Err(error) => reader.invalid_value(error).map(|()| false),
        }
    }

    fn parse(&mut self, text: Cow<'_, str>, scope: &dyn NamespaceScope) -> bool {
        let parsed = T::parse(text, scope);
        parsed.map(|value| *self = value).is_ok()
    }

    fn reset(&mut self) {
        *self = T::default();
    }

    fn as_text(&self) -> Option<&str> {
        T::as_text(self)
    }

    fn append_to(&self, out: &mut String, prefixes: &mut dyn PrefixSource) {
        T::write(self, out, prefixes);
    }

    fn length(&self) -> Option<usize> {
        T::length(self)
    }

    fn compare(&self, bound: &str) -> Option<Ordering> {
        T::compare(self, bound)
    }

    fn properties(&self) -> SimpleType {
        SimpleType { name: T::NAME, is_escape_free: T::IS_ESCAPE_FREE, is_secret: T::IS_SECRET }
    }

    fn equals(&self, other: &dyn Simple) -> bool {
        (other as &dyn Any).downcast_ref::<T>().is_some_and(|other| other == self)
    }

    fn assign(&mut self, other: &dyn Simple) {
        if let Some(other) = (other as &dyn Any).downcast_ref::<T>() {
            self.clone_from(other);
        }
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }
}

/// Sets a value to a default or fixed value of the schema, in which an `xs:QName` has the form `{namespace}local`. Returns
/// `false` if `text` is not a value of the type.
pub(crate) fn parse_schema_value(value: &mut dyn Simple, text: Cow<'_, str>) -> bool {
    let is_name = value.properties().name == QName::NAME;
    match text.strip_prefix('{').and_then(|name| name.rsplit_once('}')).filter(|_| is_name) {
        Some((uri, local)) => value.parse(Cow::Borrowed(local), &DefaultNamespace(uri)),
        None => value.parse(text, &NoNamespaces),
    }
}

/// A scope that binds names without a prefix to the given namespace, and declares no prefixes.
struct DefaultNamespace<'a>(&'a str);

impl NamespaceScope for DefaultNamespace<'_> {
    fn namespace(&self, prefix: Option<&str>) -> Option<&str> {
        prefix.is_none().then_some(self.0)
    }
}

/// Applies the white space facet of a row.
#[inline]
pub(crate) fn white_space<'t>(row: &Row, text: Cow<'t, str>) -> Cow<'t, str> {
    if row.white_space == WhiteSpace::Preserve { text } else { normalized(row, text) }
}

fn normalized<'t>(row: &Row, text: Cow<'t, str>) -> Cow<'t, str> {
    match (row.white_space, text) {
        (WhiteSpace::Preserve, text) => text,
        (WhiteSpace::Collapse, Cow::Borrowed(text)) => lexical::collapse(text),
        (WhiteSpace::Replace, Cow::Borrowed(text)) => lexical::replace(text),
        (WhiteSpace::Collapse, Cow::Owned(text)) => Cow::Owned(lexical::collapse(&text).into_owned()),
        (WhiteSpace::Replace, Cow::Owned(text)) => Cow::Owned(lexical::replace(&text).into_owned()),
    }
}

/// Returns the lexical form of a value outside of a document. An `xs:QName` has no prefix, because no prefixes are declared.
#[cfg(any(feature = "serde", feature = "validate"))]
pub(crate) fn lexical_form(value: &dyn Simple) -> Cow<'_, str> {
    value.as_text().map(Cow::Borrowed).unwrap_or_else(|| {
        let mut text = String::new();
        value.append_to(&mut text, &mut NoNamespaces);
        Cow::Owned(text)
    })
}
