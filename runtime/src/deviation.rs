//! Deviations: what a reader tolerated in a document.

use std::fmt;

use super::position::Position;

/// Something in a document that the schema does not allow.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// The kind of the deviation.
    pub kind: DeviationKind,
    /// The name or the value that deviates.
    pub subject: String,
    /// The position in the document.
    pub position: Position,
    /// The names of the elements around it, outermost first.
    pub path: String,
}

impl Deviation {
    /// The maximum number of deviations that are kept for a document.
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
    /// An element that the schema does not allow at this place. It is skipped.
    UnknownElement,
    /// An attribute that the schema does not allow on this element. It is skipped.
    UnknownAttribute,
    /// Text where the schema allows elements only. It is skipped.
    UnexpectedText,
    /// An element that occurs more often than the schema allows. The last one counts.
    Repeated,
    /// An element out of schema order. It is still read.
    Order,
    /// A required element, attribute or text that does not occur. The field keeps its default.
    Missing,
    /// A text that is not a value of its type. It is left out.
    Value,
    /// A value that the enumeration does not list, or lists without the white space. It is kept.
    UnlistedValue,
    /// Another spelling of a namespace name, or an element in another namespace. It is read as if it were correct.
    Namespace,
    /// A harmless violation of the syntax of XML. It is ignored.
    Syntax,
    /// An element with another name than the expected one. It is read as the expected one.
    Name,
    /// A character that XML does not allow. U+FFFD replaces it.
    Character,
    /// An `xsi:type` that is unknown or does not fit. It is ignored.
    Type,
    /// `xsi:nil` on an element that is not nillable. The element counts as absent.
    Nil,
}

impl DeviationKind {
    /// Returns whether readers find such deviations after the end tag of the element that they are about.
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
            Self::Value => "no value of its type",
            Self::UnlistedValue => "unlisted value",
            Self::Namespace => "other spelling of a namespace",
            Self::Name => "other name",
            Self::Syntax => "not well-formed",
            Self::Character => "forbidden character",
            Self::Type => "xsi:type does not fit",
            Self::Nil => "xsi:nil does not fit",
        })
    }
}
