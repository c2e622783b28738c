//! Deviations from the schema that a reader tolerates.

use std::fmt;

use super::any::AnyElement;
use super::position::Position;

/// Something in a document that the schema does not allow.
#[derive(Clone)]
pub struct Deviation {
    /// The kind of deviation.
    pub kind: DeviationKind,
    /// The name or the value that deviates, or a short description: `<colour>`, `12 characters`.
    pub subject: String,
    /// The position in the document.
    pub position: Position,
    /// The names of the enclosing elements, outermost first: `/m:FindItem/m:ItemShape`.
    pub path: String,
    /// The element that is left out ([`DeviationKind::LeftOut`]). `None` for other kinds, and if the deviations of the document
    /// already use about 1 MiB of memory.
    pub element: Option<Box<AnyElement>>,
}

impl Deviation {
    /// The maximum number of deviations that a reader keeps for a document.
    pub const MAX_KEPT: usize = 1000;
}

/// Shows the name of [`Deviation::element`] without its content, which may contain a secret.
impl fmt::Debug for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, subject, position, path, element } = self;
        f.debug_struct("Deviation")
            .field("kind", kind)
            .field("subject", subject)
            .field("position", position)
            .field("path", path)
            .field("element", &element.as_ref().map(|element| &element.local))
            .finish()
    }
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
    /// An element that the schema does not allow at this place. A choice keeps it in its variant `Unknown`. Elsewhere, the reader
    /// skips it.
    UnknownElement,
    /// An attribute that the schema does not allow on this element. The reader skips it.
    UnknownAttribute,
    /// Text where the schema allows only elements. The reader skips it.
    UnexpectedText,
    /// An element that occurs more often than the schema allows. The first occurrence is kept.
    Repeated,
    /// An element out of schema order. The reader still reads it.
    Order,
    /// A required element, attribute or text that does not occur. The element that contains it is not a value of its type.
    Missing,
    /// A text that is not a valid value of its type. If it belongs to an optional field, the field becomes `None`. If it belongs to a
    /// required field, the element that contains the field is not a value of its type.
    Value,
    /// A value that an enumeration does not list, or that no member of a union accepts. The value is kept. If it is a listed value
    /// with white space around or inside it, the value becomes the listed value.
    UnlistedValue,
    /// A namespace name in another spelling, or an element or attribute in an unexpected namespace. The reader uses the expected
    /// namespace.
    Namespace,
    /// A harmless violation of the XML syntax. The reader ignores it.
    Syntax,
    /// An element whose name is not the expected one. The reader treats it as the expected element.
    Name,
    /// A character that XML does not allow. U+FFFD replaces it.
    Character,
    /// An `xsi:type` that is unknown, is not derived from the declared type, or has an undeclared prefix.
    Type,
    /// `xsi:type` on an element of a simple type. The Rust value does not store the type. In strict mode, the attribute is an error
    /// only if its type is unknown or not derived from the declared type, or if the text is not a valid value of its type.
    SimpleType,
    /// `xsi:nil` on an element that is not nillable. The element is treated as absent.
    Nil,
    /// An element that is not a value of its type, because its content lacks something required. [`Deviation::element`] contains
    /// the element. Earlier deviations state what is missing.
    LeftOut,
}

impl DeviationKind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
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
            Self::SimpleType => "xsi:type on a simple type",
            Self::Nil => "xsi:nil does not fit",
            Self::LeftOut => "left out",
        }
    }

    /// Returns whether readers detect this kind only after the end tag of the element that deviates.
    pub(crate) fn is_found_after_end(self) -> bool {
        matches!(self, Self::Missing | Self::Value | Self::UnlistedValue | Self::SimpleType)
    }
}

impl fmt::Display for DeviationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
