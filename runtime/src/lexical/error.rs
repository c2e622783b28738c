//! Errors of lexical forms and conversions.

use std::error::Error;
use std::fmt;

/// The maximum number of characters of a rejected value that an error shows.
const SHOWN: usize = 60;

/// The error for a text that is not a value of its type.
#[derive(Clone, PartialEq, Eq)]
pub struct LexicalError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: LexicalErrorKind,
    expected: &'static str,
    value: Box<str>,
}

/// The reason why a text was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LexicalErrorKind {
    /// The text does not have the form of the type: `abc` for an `xs:int`.
    Malformed,
    /// The text has the form of the type, but the value does not exist or does not fit: February 30, or `300` for an
    /// `xs:byte`.
    OutOfRange,
    /// An `xs:QName` with an undeclared prefix.
    UndeclaredPrefix,
}

impl LexicalError {
    /// Creates an error for a `value` that is not valid for the type `expected`, named as in XML Schema. A long value
    /// is truncated.
    #[cold]
    pub fn new(kind: LexicalErrorKind, expected: &'static str, value: &str) -> Self {
        Self(Box::new(Inner { kind, expected, value: shorten(value) }))
    }

    /// Creates an error of kind [`LexicalErrorKind::Malformed`].
    #[cold]
    pub fn malformed(expected: &'static str, value: &str) -> Self {
        Self::new(LexicalErrorKind::Malformed, expected, value)
    }

    /// Creates an error of kind [`LexicalErrorKind::OutOfRange`].
    #[cold]
    pub fn out_of_range(expected: &'static str, value: &str) -> Self {
        Self::new(LexicalErrorKind::OutOfRange, expected, value)
    }

    /// The reason.
    pub fn kind(&self) -> LexicalErrorKind {
        self.0.kind
    }

    /// The name of the type that was expected: `xs:int`.
    pub fn expected(&self) -> &'static str {
        self.0.expected
    }

    /// The rejected text. A long text is truncated and ends with an ellipsis.
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

/// The error for a value that another Rust type cannot represent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionError {
    kind: ConversionErrorKind,
    target: &'static str,
    value: Box<str>,
}

/// The reason why a value was not converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConversionErrorKind {
    /// The value is too large or too small.
    OutOfRange,
    /// The value has no offset from UTC, and is therefore not a single instant.
    NoOffset,
    /// The value has an offset from UTC, which would be lost.
    HasOffset,
    /// The value has years or months, which have no fixed length.
    YearsOrMonths,
    /// The value has a fraction, which would be lost.
    Fraction,
}

impl ConversionError {
    #[cold]
    pub(super) fn new(kind: ConversionErrorKind, target: &'static str, value: &impl fmt::Display) -> Self {
        Self { kind, target, value: shorten(&value.to_string()) }
    }

    /// The reason.
    pub fn kind(&self) -> ConversionErrorKind {
        self.kind
    }

    /// The name of the Rust type that cannot represent the value.
    pub fn target(&self) -> &'static str {
        self.target
    }

    /// The lexical form of the value. A long form is truncated and ends with an ellipsis.
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
                write!(f, "{value:?} has an offset from UTC, which {target} cannot represent")
            }
            ConversionErrorKind::YearsOrMonths => {
                write!(f, "{value:?} has years or months, which {target} cannot represent")
            }
            ConversionErrorKind::Fraction => {
                write!(f, "{value:?} has a fraction, which {target} cannot represent")
            }
        }
    }
}

impl Error for ConversionError {}

/// Truncates a long value and appends an ellipsis.
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
