//! Positions in a document.

use std::fmt;

/// A position in a document.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Position {
    /// The line number, starting at 1.
    pub line: usize,
    /// The column in characters, starting at 1.
    pub column: usize,
    /// The byte offset, starting at 0.
    pub offset: usize,
}

/// Returns the largest character boundary of `text` that is not greater than `offset`.
pub(crate) fn char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

impl Position {
    /// The position of the first byte of a document.
    pub(crate) const START: Self = Self { line: 1, column: 1, offset: 0 };

    /// Returns the position of a byte in a text. A byte inside a character has the position of the character.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        Self::START.after(&text[..char_boundary(text, offset)])
    }

    /// Returns the position after a text that starts at this position.
    pub(crate) fn after(self, text: &str) -> Self {
        let column = match memchr::memrchr(b'\n', text.as_bytes()) {
            None => self.column + text.chars().count(),
            Some(newline) => text.get(newline + 1..).unwrap_or_default().chars().count() + 1,
        };
        let newlines = text.bytes().filter(|byte| *byte == b'\n').count();
        Self { line: self.line + newlines, column, offset: self.offset + text.len() }
    }

    /// Converts `inner`, which is relative to this position, to a position in the document.
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
