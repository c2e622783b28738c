//! What goes wrong with a value.

use std::error::Error;
use std::fmt;

/// How many characters of a refused value an error shows.
const SHOWN: usize = 60;

/// A text that is not a value of the type it should be of.
#[derive(Clone, PartialEq, Eq)]
pub struct LexicalError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: LexicalErrorKind,
    expected: &'static str,
    value: Box<str>,
}

/// Why a text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LexicalErrorKind {
    /// It does not have the form of the type: `abc` for an `xs:int`.
    Malformed,
    /// It has the form, but there is no such value, or none that the type can hold: `300` for an `xs:byte`, February 30.
    OutOfRange,
    /// A `xs:QName` with a prefix that stands for no namespace.
    UndeclaredPrefix,
}

impl LexicalError {
    /// `value` was refused for the type that XML Schema calls `expected`. Of a long value only the beginning is kept.
    #[cold]
    pub fn new(kind: LexicalErrorKind, expected: &'static str, value: &str) -> Self {
        Self(Box::new(Inner { kind, expected, value: shorten(value) }))
    }

    /// [`LexicalErrorKind::Malformed`].
    #[cold]
    pub fn malformed(expected: &'static str, value: &str) -> Self {
        Self::new(LexicalErrorKind::Malformed, expected, value)
    }

    /// [`LexicalErrorKind::OutOfRange`].
    #[cold]
    pub fn out_of_range(expected: &'static str, value: &str) -> Self {
        Self::new(LexicalErrorKind::OutOfRange, expected, value)
    }

    /// Why.
    pub fn kind(&self) -> LexicalErrorKind {
        self.0.kind
    }

    /// The name of the type that was expected: `xs:int`.
    pub fn expected(&self) -> &'static str {
        self.0.expected
    }

    /// The text that was refused; of a long one the beginning, then an ellipsis.
    pub fn value(&self) -> &str {
        &self.0.value
    }
}

impl fmt::Display for LexicalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, expected, value } = &*self.0;
        match kind {
            LexicalErrorKind::Malformed => write!(f, "{value:?} is not a valid {expected}"),
            LexicalErrorKind::OutOfRange => write!(f, "{value:?} is out of range for {expected}"),
            LexicalErrorKind::UndeclaredPrefix => {
                write!(f, "{value:?} is not a valid {expected}: its prefix is not declared")
            }
        }
    }
}

impl fmt::Debug for LexicalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LexicalError")
            .field("kind", &self.0.kind)
            .field("expected", &self.0.expected)
            .field("value", &self.0.value)
            .finish()
    }
}

impl Error for LexicalError {}

/// A value that another Rust type cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionError {
    kind: ConversionErrorKind,
    target: &'static str,
    value: Box<str>,
}

/// Why a value was not converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConversionErrorKind {
    /// It is too large or too small.
    OutOfRange,
    /// It has no offset from UTC, and so stands for no single instant.
    NoOffset,
    /// It has an offset from UTC, which would be lost.
    HasOffset,
    /// It counts years or months, which have no fixed length.
    YearsOrMonths,
    /// It has a fraction, which would be lost.
    Fraction,
}

impl ConversionError {
    #[cold]
    pub(super) fn new(kind: ConversionErrorKind, target: &'static str, value: &impl fmt::Display) -> Self {
        Self { kind, target, value: shorten(&value.to_string()) }
    }

    /// Why.
    pub fn kind(&self) -> ConversionErrorKind {
        self.kind
    }

    /// The Rust type that was to hold the value.
    pub fn target(&self) -> &'static str {
        self.target
    }

    /// The lexical form of the value; of a long one the beginning, then an ellipsis.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, target, value } = self;
        match kind {
            ConversionErrorKind::OutOfRange => write!(f, "{value:?} is out of range for {target}"),
            ConversionErrorKind::NoOffset => {
                write!(f, "{value:?} has no offset from UTC, which {target} needs")
            }
            ConversionErrorKind::HasOffset => {
                write!(f, "{value:?} has an offset from UTC, which {target} cannot hold")
            }
            ConversionErrorKind::YearsOrMonths => {
                write!(f, "{value:?} counts years or months, which {target} cannot hold")
            }
            ConversionErrorKind::Fraction => {
                write!(f, "{value:?} has a fraction, which {target} cannot hold")
            }
        }
    }
}

impl Error for ConversionError {}

/// The beginning of a long value, then an ellipsis.
fn shorten(value: &str) -> Box<str> {
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()).into(),
        None => value.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_expected_and_why() {
        let error = LexicalError::out_of_range("xs:int", "4255550110");
        assert_eq!(error.to_string(), r#""4255550110" is out of range for xs:int"#);
        assert_eq!(error.kind(), LexicalErrorKind::OutOfRange);
        assert_eq!(error.expected(), "xs:int");
        assert_eq!(error.value(), "4255550110");
        let error = LexicalError::malformed("xs:int", "a\0\"b");
        assert_eq!(error.to_string(), r#""a\0\"b" is not a valid xs:int"#);
        let error = LexicalError::new(LexicalErrorKind::UndeclaredPrefix, "xs:QName", "a:b");
        assert_eq!(error.to_string(), r#""a:b" is not a valid xs:QName: its prefix is not declared"#);
    }

    #[test]
    fn shows_the_beginning_of_a_long_value() {
        let exact = "ü".repeat(60);
        assert_eq!(LexicalError::malformed("xs:int", &exact).value(), exact);
        let long = "ü".repeat(1_000_000);
        assert_eq!(LexicalError::malformed("xs:int", &long).value(), format!("{exact}…"));
        let converted = ConversionError::new(ConversionErrorKind::NoOffset, "Target", &long);
        assert_eq!(converted.to_string(), format!("\"{exact}…\" has no offset from UTC, which Target needs"));
    }

    #[test]
    fn is_small() {
        assert_eq!(size_of::<LexicalError>(), size_of::<usize>());
    }
}
