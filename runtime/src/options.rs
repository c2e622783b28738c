//! Options of reading: strictness and limits.

/// Strictness and limits for reading a document.
///
/// ```
/// use ews_types::xml::Options;
///
/// let options = Options::new().strict(true).max_depth(64);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub(crate) strict: bool,
    pub(crate) skip_doctype: bool,
    pub(crate) max_depth: usize,
    pub(crate) max_memory: Option<usize>,
    pub(crate) max_piece: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { strict: false, skip_doctype: false, max_depth: Self::MAX_DEPTH, max_memory: None, max_piece: 256 << 20 }
    }
}

impl Options {
    /// The default of [`Self::max_depth`], and of [`Writer::max_depth`](crate::Writer::max_depth).
    pub const MAX_DEPTH: usize = 256;

    /// The default memory limit in bytes for each byte of a document: see [`Self::max_memory`].
    pub const MEMORY_PER_BYTE: usize = 64;

    /// The number of bytes that every document may use by default, in addition to [`Self::MEMORY_PER_BYTE`] for each of its bytes.
    pub const MEMORY_BASE: usize = 16 << 20;

    /// The maximum of the default memory limit in bytes, regardless of the size of the document.
    pub const MEMORY_CEILING: usize = 1 << 30;

    /// The same as [`Self::MEMORY_BASE`].
    #[doc(hidden)]
    pub const MEMORY_OF_ANY: usize = Self::MEMORY_BASE;

    /// The same as [`Self::MEMORY_CEILING`].
    #[doc(hidden)]
    pub const MEMORY_OF_NONE: usize = Self::MEMORY_CEILING;

    /// Creates options that tolerate deviations and allow 256 levels of nesting. The memory limit depends on the size of the
    /// document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether every [`Deviation`](crate::Deviation) is an error.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Sets whether a document type declaration before the root element is skipped. The declaration has no effect: an external
    /// subset is not loaded, and no attribute gets a default value. A declaration with an internal subset is always an error, as
    /// are references to entities other than the five predefined ones.
    ///
    /// By default, each document type declaration is an error. This option has no effect on [`Pieces`](crate::Pieces) and on SOAP
    /// messages, in which a declaration is always an error (SOAP 1.1, section 3).
    pub fn skip_doctype(mut self, skip: bool) -> Self {
        self.skip_doctype = skip;
        self
    }

    /// Sets the maximum depth of nested elements.
    ///
    /// Cloning, comparing and printing a value are recursive. The limit prevents stack overflows; a program that builds values
    /// itself must limit the depth of these values, too.
    pub fn max_depth(mut self, levels: usize) -> Self {
        self.max_depth = levels;
        self
    }

    /// Limits the memory for the values of repeated elements to approximately this number of bytes. A short document of many empty
    /// elements can require much memory; reading fails when the limit is exceeded.
    ///
    /// The default is [`Self::MEMORY_PER_BYTE`] for each byte of the document plus [`Self::MEMORY_BASE`], and never more than
    /// [`Self::MEMORY_CEILING`]. Texts are not counted, because they use no more memory than the document itself. While a list
    /// grows, it can briefly use up to three times the memory of its values.
    pub fn max_memory(mut self, bytes: usize) -> Self {
        self.max_memory = Some(bytes);
        self
    }

    /// Sets the maximum number of bytes of one piece when a document is read in [`Pieces`](crate::Pieces). The same limit
    /// applies to the total size of everything outside the pieces. The default is 256 MiB.
    pub fn max_piece(mut self, bytes: usize) -> Self {
        self.max_piece = bytes;
        self
    }

    /// Returns the memory limit for a document with the given length in bytes.
    pub(crate) fn memory_for(&self, length: usize) -> usize {
        let by_length = length.saturating_mul(Self::MEMORY_PER_BYTE).saturating_add(Self::MEMORY_BASE);
        self.max_memory.unwrap_or(by_length.min(Self::MEMORY_CEILING))
    }
}
