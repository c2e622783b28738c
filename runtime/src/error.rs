//! What can go wrong, and where.

use std::fmt;

use super::lexical::LexicalError;

/// Why a document could not be read or written.
///
/// The text of it says what, where (line, column and the path of elements) and, where there is something to be done, what.
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    message: String,
    offset: Option<usize>,
    position: Option<Position>,
    /// The elements from the innermost outwards.
    path: Vec<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are no text in an encoding that is read: see [`decode`](super::decode).
    Encoding,
    /// The text is no well-formed XML, or it has a document type declaration, which is never read.
    Syntax,
    /// Another root element was expected.
    Root,
    /// Something that must be there is not.
    Missing,
    /// Something is there that the schema does not have (strict mode).
    Unexpected,
    /// A text is no value of its type.
    Value,
    /// A limit of the [`Options`](super::Options) is reached.
    Limit,
    /// A value holds a character that XML cannot.
    Character,
    /// Reading from or writing to the given stream failed.
    Io,
}

/// A place in a document.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The byte of the text, from 0.
    pub offset: usize,
}

impl Position {
    /// Where a byte stands in a text.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { line, column: before[start..].chars().count() + 1, offset }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

impl Error {
    /// An error of that kind.
    #[cold]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            offset: None,
            position: None,
            path: Vec::new(),
            source: None,
        }))
    }

    #[cold]
    pub(crate) fn lexical(error: LexicalError) -> Self {
        let mut this = Self::new(ErrorKind::Value, error.to_string());
        this.0.source = Some(Box::new(error));
        this
    }

    #[cold]
    pub(crate) fn io(error: std::io::Error) -> Self {
        let mut this = Self::new(ErrorKind::Io, error.to_string());
        this.0.source = Some(Box::new(error));
        this
    }

    /// Sets the place, unless a more inner one is known.
    #[cold]
    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// Adds the element in which it happened.
    #[cold]
    pub(crate) fn inside(mut self, element: impl Into<String>) -> Self {
        self.0.path.push(element.into());
        self
    }

    /// Adds the attribute in which it happened, to an error that knows the elements around it.
    #[cold]
    pub(crate) fn in_attribute(mut self, local: &str) -> Self {
        self.0.path.insert(0, format!("@{local}"));
        self
    }

    pub(crate) fn locate(mut self, text: &str) -> Self {
        if let (Some(offset), None) = (self.0.offset, self.0.position) {
            self.0.position = Some(Position::of(text, offset));
        }
        self
    }

    /// Sets the place by the one that is known, if one is.
    pub(crate) fn relocate(mut self, place: impl FnOnce(Position) -> Position) -> Self {
        self.0.position = self.0.position.map(place);
        self
    }

    /// Sets the place, of an error that has none.
    #[cold]
    pub(crate) fn placed(mut self, position: Position) -> Self {
        self.0.position.get_or_insert(position);
        self
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What went wrong, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where in the document; `None` when writing.
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }

    /// The elements around the place, outermost first: `/m:FindItem/m:ItemShape`.
    pub fn path(&self) -> String {
        self.0.path.iter().rev().map(|element| format!("/{element}")).collect()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if let Some(position) = self.0.position {
            write!(f, ", at {position}")?;
        }
        if !self.0.path.is_empty() {
            write!(f, ", in {}", self.path())?;
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
            .field("path", &self.path())
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

/// What reading and writing give.
pub type Result<T, E = Error> = std::result::Result<T, E>;
