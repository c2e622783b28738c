//! The error for bytes that are not a SOAP envelope.

use crate::printable::printable;
use std::fmt;

use crate::names::SOAP_URI;

/// Bytes that are not a SOAP envelope.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct NotSoap {
    /// The kind of content that was found instead.
    pub found: Found,
    /// The name and the namespace of the root of an XML document, or the title of an HTML page, at most 120 characters. Other
    /// content is left out, because it may be secret.
    pub excerpt: String,
    /// The path in which the URL of the service ends, for the help in the message. Empty if it is not known.
    pub url_path: &'static str,
}

/// The kind of content that was found instead of a SOAP envelope.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Found {
    /// Nothing, or white space.
    Nothing,
    /// An HTML page.
    Html,
    /// JSON.
    Json,
    /// An envelope of SOAP 1.2.
    Soap12,
    /// Another XML document.
    OtherXml,
    /// Text.
    Text,
    /// Bytes that are not text.
    Binary,
}

impl NotSoap {
    /// The number of bytes after leading white space that suffice to classify a document.
    pub(crate) const START: usize = 4096;

    /// Classifies a document by its first characters. `is_fully_decoded` is false if undecodable bytes follow `text`: a short text
    /// is then binary data unless it is HTML. Returns `None` if the document may be XML.
    pub(crate) fn of_start(text: &str, is_fully_decoded: bool) -> Option<Self> {
        let text = without_blanks(text);
        let has_enough_text = is_fully_decoded || text.len() >= Self::START;
        let end = usize::min(text.len(), Self::START);
        let text = (0..=end).rev().find_map(|end| text.get(..end)).unwrap_or_default();
        match Self::of_text(text) {
            Some(this) if !has_enough_text && this.found != Found::Html => Some(Self::binary()),
            found => found,
        }
    }

    /// Returns whether the beginning of a document is long enough to classify the document, so that more text does not change the
    /// result. `parts` contains the beginning in consecutive parts.
    pub(crate) fn is_decided_by<'t>(parts: impl Iterator<Item = &'t str>) -> bool {
        let mut len = 0;
        for part in parts {
            len += if len == 0 { without_blanks(part).len() } else { part.len() };
        }
        len >= Self::START
    }

    /// Classifies a text by its first characters. Returns `None` if it may be XML.
    fn of_text(text: &str) -> Option<Self> {
        let found = match text.bytes().next() {
            None => Found::Nothing,
            Some(b'{' | b'[') => Found::Json,
            Some(b'<') => {
                return is_html(text).then(|| Self::new(Found::Html, title(text).unwrap_or_default()));
            }
            Some(_) => Found::Text,
        };
        Some(Self::new(found, ""))
    }

    /// Returns the error for empty input.
    pub(crate) fn nothing() -> Self {
        Self::new(Found::Nothing, "")
    }

    /// Returns the error for bytes that are not text.
    fn binary() -> Self {
        Self::new(Found::Binary, "")
    }

    /// Returns the error for an XML document with another root element.
    pub(crate) fn of_root(namespace: &str, local: &str) -> Self {
        let is_soap12 = local == "Envelope" && namespace == "http://www.w3.org/2003/05/soap-envelope";
        let found = if is_soap12 { Found::Soap12 } else { Found::OtherXml };
        Self::new(found, &format!("<{local} xmlns={namespace:?}>"))
    }

    fn new(found: Found, text: &str) -> Self {
        Self { found, excerpt: excerpt(text), url_path: "" }
    }
}

fn without_blanks(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
}

/// Returns whether the first tag or document type declaration of a text begins with `<html` or `<!doctype html`. Searches only
/// 1,024 bytes, because the text may be long.
fn is_html(text: &str) -> bool {
    const BYTES: usize = 1024;
    let start = text.as_bytes().get(..BYTES).unwrap_or(text.as_bytes());
    let is_tag = |rest: &&[u8]| {
        matches!(rest, [b'<', b'!', b'd' | b'D', ..]) || matches!(rest, [b'<', c, ..] if c.is_ascii_alphabetic())
    };
    let first = memchr::memchr_iter(b'<', start).filter_map(|at| start.get(at..)).find(is_tag).unwrap_or_default();
    let is_at = |tag: &[u8]| first.get(..tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag));
    is_at(b"<!doctype html") || is_at(b"<html")
}

/// Returns the title of an HTML page.
fn title(page: &str) -> Option<&str> {
    let (_, title) = page.split_once("<title>").or_else(|| page.split_once("<TITLE>"))?;
    title.split_once('<').map(|(title, _)| title)
}

/// Returns at most 120 characters of a text, on one line and without control characters. `...` replaces the rest.
fn excerpt(text: &str) -> String {
    const MAX_CHARS: usize = 120;
    let mut line = String::new();
    let mut count = 0;
    for c in text.trim().chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c.is_control() || c == ' ' && line.ends_with(' ') {
            continue;
        }
        if count == MAX_CHARS {
            line.push_str("...");
            break;
        }
        line.push(c);
        count += 1;
    }
    line
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "nothing",
            Self::Html => "an HTML page",
            Self::Json => "JSON",
            Self::Soap12 => "a SOAP 1.2 envelope",
            Self::OtherXml => "another XML document",
            Self::Text => "text",
            Self::Binary => "binary data",
        })
    }
}

impl fmt::Display for NotSoap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a SOAP envelope, found {}", self.found)?;
        if !self.excerpt.is_empty() {
            write!(f, ": {}", printable(&self.excerpt))?;
        }
        match self.found {
            Found::Nothing => f.write_str(" (check the HTTP status)"),
            Found::Html => f.write_str(" (a sign-in page, or the page of a proxy? check the URL and the credentials)"),
            Found::Soap12 => f.write_str(" (use SOAP 1.1)"),
            Found::OtherXml if self.excerpt.starts_with("<Envelope ") => write!(f, " (use the namespace {SOAP_URI})"),
            Found::Json | Found::OtherXml | Found::Text | Found::Binary if self.url_path.is_empty() => {
                f.write_str(" (check the URL)")
            }
            Found::Json | Found::OtherXml | Found::Text | Found::Binary => {
                write!(f, " (check the URL: it ends in {})", self.url_path)
            }
        }
    }
}

impl std::error::Error for NotSoap {}
