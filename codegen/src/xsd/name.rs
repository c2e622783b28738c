//! Expanded names, and the characters of names.

use std::fmt;
use std::rc::Rc;

/// An expanded name: a namespace name and a local name.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct QName {
    /// The namespace name; `None` for a name without a namespace.
    pub namespace: Option<Rc<str>>,
    /// The local part.
    pub local: Rc<str>,
}

impl QName {
    /// Creates a name in a namespace, or without one.
    pub fn new(namespace: Option<&str>, local: &str) -> Self {
        Self { namespace: namespace.map(Rc::from), local: local.into() }
    }
}

/// Writes Clark notation: `{namespace}local`.
impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{{{namespace}}}{}", self.local),
            None => f.write_str(&self.local),
        }
    }
}

/// Splits a prefixed name into the prefix, if there is one, and the local part.
pub(crate) fn split_prefix(name: &str) -> (Option<&str>, &str) {
    match name.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, name),
    }
}

/// Returns whether a text is a name without colon (Namespaces in XML 1.0, production NCName).
pub(crate) fn is_nc_name(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(is_name_char)
}

/// Returns whether a text is a language tag (XML Schema part 2, 3.3.3).
pub(crate) fn is_language(text: &str) -> bool {
    text.split('-').enumerate().all(|(at, part)| {
        let is_allowed = |byte: u8| byte.is_ascii_alphabetic() || (at > 0 && byte.is_ascii_digit());
        (1..=8).contains(&part.len()) && part.bytes().all(is_allowed)
    })
}

/// Production `NameStartChar` of XML 1.0 without the colon: the first and the last character of each range.
pub(crate) const NAME_START: &[(char, char)] = &[
    ('A', 'Z'),
    ('a', 'z'),
    ('_', '_'),
    ('\u{C0}', '\u{D6}'),
    ('\u{D8}', '\u{F6}'),
    ('\u{F8}', '\u{2FF}'),
    ('\u{370}', '\u{37D}'),
    ('\u{37F}', '\u{1FFF}'),
    ('\u{200C}', '\u{200D}'),
    ('\u{2070}', '\u{218F}'),
    ('\u{2C00}', '\u{2FEF}'),
    ('\u{3001}', '\u{D7FF}'),
    ('\u{F900}', '\u{FDCF}'),
    ('\u{FDF0}', '\u{FFFD}'),
    ('\u{10000}', '\u{EFFFF}'),
];

/// The characters of production `NameChar` of XML 1.0 that [`NAME_START`] does not contain.
pub(crate) const NAME_PART: &[(char, char)] =
    &[('-', '-'), ('.', '.'), ('0', '9'), ('\u{B7}', '\u{B7}'), ('\u{300}', '\u{36F}'), ('\u{203F}', '\u{2040}')];

fn is_name_start(char: char) -> bool {
    NAME_START.iter().any(|&(first, last)| (first..=last).contains(&char))
}

fn is_name_char(char: char) -> bool {
    is_name_start(char) || NAME_PART.iter().any(|&(first, last)| (first..=last).contains(&char))
}
