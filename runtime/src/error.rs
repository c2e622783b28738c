//! Errors, with their place in the document.

use std::fmt;
use std::io;

use super::lexical::LexicalError;
use super::position::Position;
use super::printable::{into_printable, push_shown_name, shown_path};

/// An error of reading or writing a document.
///
/// `Display` prints the problem, its place (line, column and path of elements) and, where possible, a solution.
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    message: String,
    offset: Option<usize>,
    position: Option<Position>,
    /// The names of the enclosing elements, outermost first: `/m:FindItem/m:ItemShape`.
    path: String,
    io: Option<io::Error>,
}

/// The kinds of [`Error`].
///
/// | kind | cause | what to do |
/// | --- | --- | --- |
/// | `Encoding` | bytes that are not text, or an unsupported encoding | check the `Content-Type`, and whether the body is still compressed |
/// | `Syntax` | not XML, such as a page in HTML, or a document type declaration | look at the status and the body of the HTTP response |
/// | `Truncated` | the connection ended before the document | request it again, if repeating the request is harmless |
/// | `Root` | the root is not the requested element | read the element that is the root; for SOAP, read the envelope with [`soap`](crate::soap) |
/// | `Missing` | the root lacks something required | report it to the sender; the message names the missing part |
/// | `Unexpected` | a deviation from the schema in strict mode | read without [`Options::strict`](crate::Options::strict) |
/// | `Value` | a text that is not a value of the type of the root, or any invalid value in strict mode | report it to the sender, or read without [`Options::strict`](crate::Options::strict) |
/// | `Limit` | a document that is too deep or too large | raise the limit in [`Options`](crate::Options), or read it item by item with [`Pieces`](crate::Pieces) |
/// | `Character` | a string contains a character that XML forbids | remove it, or call [`Writer::replace_forbidden_characters`](crate::Writer::replace_forbidden_characters) |
/// | `Io` | the stream failed | handle [`Error::io_error`] as for any other stream |
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not text in a supported encoding: see [`decode`](crate::decode).
    Encoding,
    /// The text is not well-formed XML, or it contains a document type declaration, which is not supported.
    Syntax,
    /// The document ends too early: it is cut off. A program can request it again.
    Truncated,
    /// The root is not the expected element.
    Root,
    /// A required element, attribute or text is missing.
    Missing,
    /// The schema does not allow an element, an attribute or text at this place (strict mode).
    Unexpected,
    /// A text is not a valid value of its type.
    Value,
    /// The document exceeds a limit of the [`Options`](crate::Options).
    Limit,
    /// A value contains a character that XML does not allow.
    Character,
    /// Reading from or writing to the given stream failed.
    Io,
}

impl Error {
    /// Creates an error without a position. Escapes control characters in `message`, and cuts it to 1,000 characters.
    #[cold]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: into_printable(message.into()),
            offset: None,
            position: None,
            path: String::new(),
            io: None,
        }))
    }

    #[cold]
    pub(crate) fn lexical(error: &LexicalError) -> Self {
        Self::new(ErrorKind::Value, error.to_string())
    }

    #[cold]
    pub(crate) fn io(error: io::Error) -> Self {
        let mut this = Self::new(ErrorKind::Io, error.to_string());
        this.0.io = Some(error);
        this
    }

    /// Sets the byte offset of the error, unless it is already set.
    #[cold]
    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// Adds an enclosing element to the beginning of the path.
    #[cold]
    pub(crate) fn inside(self, element: &str) -> Self {
        self.inside_all([element].into_iter())
    }

    /// Adds enclosing elements, outermost first, to the beginning of the path.
    #[cold]
    pub(crate) fn inside_all<'n>(mut self, elements: impl Iterator<Item = &'n str>) -> Self {
        let mut path = shown_path(elements);
        path.push_str(&self.0.path);
        self.0.path = path;
        self
    }

    /// Appends an attribute to the path, which already contains the enclosing elements: `/m:FindItem/@Traversal`.
    #[cold]
    pub(crate) fn in_attribute(mut self, local: &str) -> Self {
        self.0.path.push_str("/@");
        push_shown_name(&mut self.0.path, local);
        self
    }

    /// Computes the position from the byte offset in `text`, unless the position is already set.
    pub(crate) fn locate(mut self, text: &str) -> Self {
        if let (Some(offset), None) = (self.0.offset, self.0.position) {
            self.0.position = Some(Position::of(text, offset));
        }
        self
    }

    /// Replaces `self` by `not_text`, the error about the undecodable bytes at which the text ends, if `self` has the kind
    /// `Truncated`. Keeps the path of `self`.
    #[cold]
    pub(crate) fn or_decoding_error(self, mut not_text: Self) -> Self {
        if self.kind() != ErrorKind::Truncated {
            return self;
        }
        not_text.0.path = self.0.path;
        not_text
    }

    /// Converts the position with `place`, if the error has a position.
    pub(crate) fn relocate(mut self, place: impl FnOnce(Position) -> Position) -> Self {
        self.0.position = self.0.position.map(place);
        self
    }

    /// Sets the position, unless it is already set.
    #[cold]
    pub(crate) fn with_position(mut self, position: Position) -> Self {
        self.0.position.get_or_insert(position);
        self
    }

    /// The kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The error of the stream, if the kind is [`ErrorKind::Io`]. `source` does not return it, because the message already contains
    /// its text.
    pub fn io_error(&self) -> Option<&io::Error> {
        self.0.io.as_ref()
    }

    /// The message, without the position and the path.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The position in the document; `None` for errors that occur while writing.
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }

    /// The names of the enclosing elements, outermost first: `/m:FindItem/m:ItemShape`.
    pub fn path(&self) -> String {
        self.0.path.clone()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if let Some(position) = self.0.position {
            write!(f, ", at {position}")?;
        }
        if !self.0.path.is_empty() {
            write!(f, ", in {}", self.0.path)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .field("position", &self.0.position)
            .field("path", &self.0.path)
            .finish()
    }
}

impl std::error::Error for Error {}

/// The result of reading or writing.
pub type Result<T, E = Error> = std::result::Result<T, E>;
