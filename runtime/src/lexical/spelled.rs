//! Values together with their lexical form.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use super::{Lexical, LexicalError, NamespaceScope, NoNamespaces, PrefixSource, collapse};

/// A value of a type whose schema restricts the lexical form, such as `0012` for a number of four digits.
///
/// Dereferences to the value. A value that was read keeps its text, with white space collapsed, and is written as this text.
/// A value that was converted by `From` is written like a `T`. Mutable access drops the text. Values are
/// compared without their texts, so that `12.50` equals `12.5`.
///
/// ```
/// use xsd_runtime::Spelled;
///
/// let mut code: Spelled<i32> = "0012".parse()?;
/// assert_eq!((*code, code.spelling()), (12, Some("0012")));
/// *code += 1;
/// assert_eq!((*code, code.spelling()), (13, None));
/// # Ok::<(), xsd_runtime::LexicalError>(())
/// ```
#[derive(Clone, Default)]
pub struct Spelled<T> {
    value: T,
    /// The text that was read; empty if none was read. If an empty text was read, the value is written without it. The result is the
    /// same: a type that accepts an empty text also writes its value as an empty text.
    text: String,
}

impl<T> Spelled<T> {
    /// Returns the text that was read and is written again; `None` if the value is written like a `T`.
    pub fn spelling(&self) -> Option<&str> {
        Some(self.text.as_str()).filter(|text| !text.is_empty())
    }

    /// Returns the value without its text.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: Lexical> Lexical for Spelled<T> {
    const NAME: &'static str = T::NAME;
    const IS_ESCAPE_FREE: bool = T::IS_ESCAPE_FREE;
    const IS_SECRET: bool = T::IS_SECRET;

    fn as_text(&self) -> Option<&str> {
        self.spelling()
    }

    fn length(&self) -> Option<usize> {
        self.value.length()
    }

    fn compare(&self, bound: &str) -> Option<Ordering> {
        self.value.compare(bound)
    }

    fn parse(text: Cow<'_, str>, scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
        let text = collapse(&text);
        let value = T::parse(Cow::Borrowed(&text), scope)?;
        Ok(Self { value, text: text.into_owned() })
    }

    fn write(&self, out: &mut String, prefixes: &mut dyn PrefixSource) {
        match self.spelling() {
            Some(text) => out.push_str(text),
            None => self.value.write(out, prefixes),
        }
    }
}

impl<T: Lexical> FromStr for Spelled<T> {
    type Err = LexicalError;

    fn from_str(text: &str) -> Result<Self, LexicalError> {
        Self::parse(Cow::Borrowed(text), &NoNamespaces)
    }
}

impl<T> From<T> for Spelled<T> {
    fn from(value: T) -> Self {
        Self { value, text: String::new() }
    }
}

impl<T> Deref for Spelled<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Spelled<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.text.clear();
        &mut self.value
    }
}

impl<T: PartialEq> PartialEq for Spelled<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: PartialEq> PartialEq<T> for Spelled<T> {
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl<T: Eq> Eq for Spelled<T> {}

impl<T: PartialOrd> PartialOrd for Spelled<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for Spelled<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: Hash> Hash for Spelled<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for Spelled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Lexical> fmt::Display for Spelled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text, &mut NoNamespaces);
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{parse, text};
    use super::super::{Decimal, HexBinary, Integer};
    use super::*;

    #[track_caller]
    fn check<T: Lexical + Clone + PartialEq + fmt::Debug>(input: &str, kept: &str, own: &str) {
        let parsed = parse::<Spelled<T>>(input);
        assert!(parsed.is_ok(), "{input:?} is refused");
        let mut value = parsed.unwrap_or_default();
        assert_eq!(text(&value), kept);
        assert_eq!(Ok(value.clone().into_inner()), parse::<T>(own));
        _ = &mut *value;
        assert_eq!(text(&value), own);
        assert_eq!(text(&Spelled::from(value.into_inner())), own);
    }

    #[test]
    fn keeps_the_text_until_the_value_is_changed() {
        check::<Decimal>(" 012.50\n", "012.50", "12.5");
        check::<Integer>("+0012", "+0012", "12");
        check::<bool>("1", "1", "true");
        check::<f64>("12.50", "12.50", "12.5");
        check::<HexBinary>("0aff", "0aff", "0AFF");
        check::<HexBinary>("", "", "");
    }

    #[test]
    fn refuses_what_the_type_refuses() {
        assert!(parse::<Spelled<i32>>("").is_err());
        assert!(parse::<Spelled<i32>>("1 2").is_err());
    }
}
