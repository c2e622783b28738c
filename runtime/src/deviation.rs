//! Deviations from the schema that a reader tolerates.

use std::fmt;

use super::position::Position;

/// Something in a document that the schema does not allow.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// The kind of deviation.
    pub kind: DeviationKind,
    /// The name or the value that deviates.
    pub subject: String,
    /// The position in the document.
    pub position: Position,
    /// The names of the enclosing elements, outermost first.
    pub path: String,
}

impl Deviation {
    /// The maximum number of deviations that a reader keeps for a document.
    pub const MAX_KEPT: usize = 1000;
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, at {}, in {}", self.kind, self.subject, self.position, self.path)
    }
}

/// The kinds of [`Deviation`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum DeviationKind {
    /// An element that the schema does not allow at this place. The reader skips it.
    UnknownElement,
    /// An attribute that the schema does not allow on this element. The reader skips it.
    UnknownAttribute,
    /// Text where the schema allows only elements. The reader skips it.
    UnexpectedText,
    /// An element that occurs more often than the schema allows. The last occurrence is kept.
    Repeated,
    /// An element out of schema order. The reader still reads it.
    Order,
    /// A required element, attribute or text that does not occur. The field keeps its default.
    Missing,
    /// A text that is not a valid value of its type. An optional field becomes `None`, and a required one keeps its default.
    Value,
    /// A value that the enumeration does not list, or that contains extra white space. The value is kept.
    UnlistedValue,
    /// Another spelling of a namespace name, or an element in another namespace. The reader uses the expected namespace.
    Namespace,
    /// A harmless violation of the XML syntax. The reader ignores it.
    Syntax,
    /// An element whose name is not the expected one. The reader treats it as the expected element.
    Name,
    /// A character that XML does not allow. U+FFFD replaces it.
    Character,
    /// An `xsi:type` that is unknown, or that is not derived from the declared type.
    Type,
    /// `xsi:nil` on an element that is not nillable. The element is treated as absent.
    Nil,
}

impl DeviationKind {
    /// Returns whether readers detect this kind only after the end tag of the element that deviates.
    pub(crate) fn is_found_after_end(self) -> bool {
        matches!(self, Self::Missing | Self::Value | Self::UnlistedValue)
    }
}

impl fmt::Display for DeviationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownElement => "unknown element",
            Self::UnknownAttribute => "unknown attribute",
            Self::UnexpectedText => "unexpected text",
            Self::Repeated => "repeated element",
            Self::Order => "element out of order",
            Self::Missing => "missing",
            Self::Value => "invalid value",
            Self::UnlistedValue => "unlisted value",
            Self::Namespace => "unexpected namespace",
            Self::Name => "unexpected name",
            Self::Syntax => "not well-formed",
            Self::Character => "forbidden character",
            Self::Type => "xsi:type does not fit",
            Self::Nil => "xsi:nil does not fit",
        })
    }
}
