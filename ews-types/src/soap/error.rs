//! What can stand where an envelope is expected.

use std::fmt;

use super::fault::Fault;
use crate::xml;

/// Why there is no answer to a request.
#[derive(Debug)]
#[non_exhaustive]
pub enum ResponseError {
    /// The server says that it could not carry out the request.
    Fault(Box<Fault>),
    /// The bytes are no SOAP envelope.
    NotSoap(NotSoap),
    /// The envelope cannot be read: it is no well-formed XML, as when it is cut off, or its body holds something else.
    Xml(xml::Error),
}

/// Why there is no request in what a client sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// The bytes are no SOAP envelope.
    NotSoap(NotSoap),
    /// The envelope cannot be read.
    Xml(xml::Error),
    /// What stands in the body is the request of no operation.
    UnknownOperation {
        /// The namespace name of the element in the body.
        namespace: String,
        /// Its local name.
        local: String,
    },
}

/// Bytes that are no SOAP envelope.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct NotSoap {
    /// What they are instead.
    pub found: Found,
    /// How they begin, in at most 120 characters. Of XML it is no more than the name of the root: what is inside may be secret.
    pub excerpt: String,
}

/// What was found instead of a SOAP envelope.
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
    /// Bytes that are no text.
    Binary,
}

impl NotSoap {
    /// What can be told from the first bytes; `None` for what may be XML.
    pub(crate) fn at_first_sight(text: &str) -> Option<Self> {
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let found = match text.bytes().next() {
            None => Found::Nothing,
            Some(b'{' | b'[') => Found::Json,
            Some(b'<') => {
                let start: String = text.chars().take(1024).collect::<String>().to_ascii_lowercase();
                let is_html = start.starts_with("<!doctype html") || start.contains("<html");
                return is_html.then(|| Self { found: Found::Html, excerpt: excerpt(text) });
            }
            Some(_) => Found::Text,
        };
        Some(Self { found, excerpt: excerpt(text) })
    }

    pub(crate) fn binary() -> Self {
        Self { found: Found::Binary, excerpt: String::new() }
    }

    /// Another root element.
    pub(crate) fn root(namespace: &str, local: &str) -> Self {
        let is_soap12 = local == "Envelope" && namespace == "http://www.w3.org/2003/05/soap-envelope";
        let found = if is_soap12 { Found::Soap12 } else { Found::OtherXml };
        Self { found, excerpt: excerpt(&format!("<{local} xmlns={namespace:?}>")) }
    }
}

/// The beginning of a text on one line.
fn excerpt(text: &str) -> String {
    const MOST: usize = 120;
    let words = text.split_whitespace().flat_map(|word| [" ", word]).skip(1);
    let line: String = words.flat_map(str::chars).filter(|c| !c.is_control()).take(MOST + 1).collect();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "nothing",
            Self::Html => "an HTML page",
            Self::Json => "JSON",
            Self::Soap12 => "an envelope of SOAP 1.2",
            Self::OtherXml => "another XML document",
            Self::Text => "text",
            Self::Binary => "bytes that are no text",
        })
    }
}

impl fmt::Display for NotSoap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a SOAP envelope, found {}", self.found)?;
        if !self.excerpt.is_empty() {
            write!(f, ": {}", self.excerpt)?;
        }
        f.write_str(match self.found {
            Found::Nothing => " (check the HTTP status)",
            Found::Html => " (a page to sign in, or a proxy's? check the URL and the credentials)",
            Found::Json | Found::OtherXml | Found::Text | Found::Binary => {
                " (check the URL: it ends in /EWS/Exchange.asmx)"
            }
            Found::Soap12 => " (Exchange speaks SOAP 1.1)",
        })
    }
}

impl std::error::Error for NotSoap {}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => fault.fmt(f),
            Self::NotSoap(not_soap) => not_soap.fmt(f),
            Self::Xml(error) => write!(f, "the answer cannot be read: {error}"),
        }
    }
}

impl std::error::Error for ResponseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Fault(fault) => Some(fault),
            Self::NotSoap(not_soap) => Some(not_soap),
            Self::Xml(error) => Some(error),
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSoap(not_soap) => not_soap.fmt(f),
            Self::Xml(error) => write!(f, "the request cannot be read: {error}"),
            Self::UnknownOperation { namespace, local } => {
                write!(f, "{local} of namespace {namespace:?} asks for no operation")
            }
        }
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotSoap(not_soap) => Some(not_soap),
            Self::Xml(error) => Some(error),
            Self::UnknownOperation { .. } => None,
        }
    }
}

impl From<xml::Error> for ResponseError {
    fn from(error: xml::Error) -> Self {
        Self::Xml(error)
    }
}

impl From<xml::Error> for RequestError {
    fn from(error: xml::Error) -> Self {
        Self::Xml(error)
    }
}

impl From<NotSoap> for ResponseError {
    fn from(not_soap: NotSoap) -> Self {
        Self::NotSoap(not_soap)
    }
}

impl From<NotSoap> for RequestError {
    fn from(not_soap: NotSoap) -> Self {
        Self::NotSoap(not_soap)
    }
}
