//! How documents are read, and what was tolerated in doing so.

use super::error::Position;

/// How a document is read.
///
/// ```
/// use ews_types::xml::Options;
///
/// let options = Options::new().strict(true).max_depth(64);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub(crate) strict: bool,
    pub(crate) max_depth: usize,
    pub(crate) max_memory: Option<usize>,
    pub(crate) max_piece: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { strict: false, max_depth: 256, max_memory: None, max_piece: 256 << 20 }
    }
}

impl Options {
    /// How many bytes of memory a byte of a document may take: see [`Self::max_memory`].
    pub const MEMORY_PER_BYTE: usize = 64;

    /// How many bytes of memory any document may take.
    pub const MEMORY_OF_ANY: usize = 16 << 20;

    /// How many bytes of memory no document may take.
    pub const MEMORY_OF_NONE: usize = 1 << 30;

    /// Tolerant, at most 256 levels deep, memory by the length of the document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes an error of everything that is tolerated otherwise.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// How deep elements may stand in one another.
    ///
    /// Values are dropped, cloned, compared and printed by recursion: what is read within the limit is safe for that.
    pub fn max_depth(mut self, levels: usize) -> Self {
        self.max_depth = levels;
        self
    }

    /// About how many bytes the values of repeated elements may take: a short document of many empty elements can stand for
    /// much memory, and is an error beyond this.
    ///
    /// If nothing is said, that is [`Self::MEMORY_PER_BYTE`] for each byte of the document and [`Self::MEMORY_OF_ANY`] in any
    /// case, but not more than [`Self::MEMORY_OF_NONE`]. Texts come on top, and take no more than the document itself. A list
    /// that grows takes up to three times its values for a moment.
    pub fn max_memory(mut self, bytes: usize) -> Self {
        self.max_memory = Some(bytes);
        self
    }

    /// How many bytes one piece of a document that is read in [`Pieces`](super::Pieces) may take, and all that is outside of
    /// pieces together: 256 MiB if nothing is said.
    pub fn max_piece(mut self, bytes: usize) -> Self {
        self.max_piece = bytes;
        self
    }

    /// How many bytes the values of a document of that length may take.
    pub(crate) fn memory_for(&self, length: usize) -> usize {
        let by_length = length.saturating_mul(Self::MEMORY_PER_BYTE).saturating_add(Self::MEMORY_OF_ANY);
        self.max_memory.unwrap_or(by_length.min(Self::MEMORY_OF_NONE))
    }
}

/// Something in a document that the schema does not allow.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// What kind of thing.
    pub kind: DeviationKind,
    /// What it is about: a name or a value.
    pub subject: String,
    /// Where.
    pub position: Position,
    /// The elements around it, outermost first.
    pub path: String,
}

impl Deviation {
    /// How many are kept of one document.
    pub const MOST: usize = 1000;
}

impl std::fmt::Display for Deviation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}, at {}, in {}", self.kind, self.subject, self.position, self.path)
    }
}

/// The kinds of [`Deviation`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum DeviationKind {
    /// An element that the schema does not have there: skipped.
    UnknownElement,
    /// An attribute that the schema does not have there: skipped.
    UnknownAttribute,
    /// Text where only elements may stand: skipped.
    UnexpectedText,
    /// An element that may stand once stands again: the last one counts.
    Repeated,
    /// An element behind one that must follow it: taken all the same.
    Order,
    /// Something that must be there is not: its value is blank.
    Missing,
    /// A text that is no value of its type: left out.
    Value,
    /// A value that an enumeration does not list, or lists without that white space: kept.
    UnlistedValue,
    /// A namespace name that is not quite the one the schema has: taken for it.
    Namespace,
    /// What is not well-formed in a way that does no harm: passed over.
    Syntax,
    /// An element of another name: taken for the one that is due.
    Name,
    /// A character that XML forbids: U+FFFD instead.
    Character,
    /// An `xsi:type` that is not known or does not fit: passed over.
    Type,
    /// `xsi:nil` where it may not be: the element counts as absent.
    Nil,
}

impl DeviationKind {
    /// It is found out when the element that it is about has been read.
    pub(crate) fn is_of_what_was_read(self) -> bool {
        matches!(self, Self::Missing | Self::Value | Self::UnlistedValue)
    }
}

impl std::fmt::Display for DeviationKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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
