//! Places in a document.

use std::fmt;

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
    /// The first byte of a document.
    pub(crate) const START: Self = Self { line: 1, column: 1, offset: 0 };

    /// The position of a byte in a text; inside a character, that of the character.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        Self::START.after(&text[..offset])
    }

    /// The position at the end of a text that begins here.
    pub(crate) fn after(self, text: &str) -> Self {
        let column = match memchr::memrchr(b'\n', text.as_bytes()) {
            None => self.column + text.chars().count(),
            Some(newline) => text.get(newline + 1..).unwrap_or_default().chars().count() + 1,
        };
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        Self { line: self.line + newlines, column, offset: self.offset + text.len() }
    }

    /// The position in the document of a position in a text that begins here.
    pub(crate) fn of_inner(self, inner: Self) -> Self {
        Self {
            line: self.line + inner.line - 1,
            column: if inner.line == 1 { self.column + inner.column - 1 } else { inner.column },
            offset: self.offset + inner.offset,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}
