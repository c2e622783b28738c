//! Errors of patterns.

use std::fmt;
use std::ops::Range;

/// The reason why a pattern cannot be translated.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PatternError {
    /// The error.
    pub message: String,
    /// The remedy.
    pub help: String,
    /// The range of the error, in bytes of the pattern.
    pub range: Range<usize>,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (byte {})", self.message, self.range.start)
    }
}

impl std::error::Error for PatternError {}
