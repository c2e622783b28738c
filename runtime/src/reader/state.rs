//! The reader: its state, and its functions that report errors and deviations.

use std::fmt;

use super::bindings::Bindings;
use super::cursor::Cursor;
use super::expected::Expectations;
use super::log::DeviationLog;
use super::memory::Memory;
use crate::deviation::{Deviation, DeviationKind};
use crate::error::{Error, ErrorKind, Result};
use crate::lexical::{self, LexicalError};
use crate::names::Namespace;
use crate::options::Options;
use crate::printable::{shown, shown_name};

/// Reads one document.
///
/// The current tag of a reader is the last start tag that it has read. A function that reads an element requires that the
/// current tag is the start tag of the element, and reads up to and including its end tag.
pub struct Reader<'a> {
    pub(crate) options: Options,
    pub(super) cursor: Cursor<'a>,
    pub(super) bindings: Bindings<'a>,
    pub(super) expectations: Expectations<'a>,
    pub(super) log: DeviationLog,
    pub(super) memory: Memory,
    /// The number of nested calls of [`Self::reader_at`] that led to this reader.
    pub(super) repetition: usize,
}

impl<'a> Reader<'a> {
    /// Creates a reader of a document. `declared` contains the namespaces that generated code declares.
    pub fn new(text: &'a str, declared: &'a [Namespace], options: Options) -> Self {
        Self::of_decoded(text.strip_prefix('\u{FEFF}').unwrap_or(text), declared, options)
    }

    /// Creates a reader of a text without a byte order mark.
    pub(crate) fn of_decoded(text: &'a str, declared: &'a [Namespace], options: Options) -> Self {
        Self {
            options,
            cursor: Cursor::new(text),
            bindings: Bindings::new(declared),
            expectations: Expectations::default(),
            log: DeviationLog::default(),
            memory: Memory::new(options.memory_for(text.len())),
            repetition: 0,
        }
    }

    /// The number of bytes that have been read.
    pub fn offset(&self) -> usize {
        self.cursor.tokens.offset()
    }

    /// Returns whether the text has been read to its end, and the attributes and the prefix of its last start tag had no error.
    pub(crate) fn is_at_checked_end(&self) -> bool {
        let has_checked_tag = !self.cursor.tag.name.local.is_empty();
        has_checked_tag && self.offset() == self.source().len()
    }

    /// The text of the document.
    pub(crate) fn source(&self) -> &'a str {
        self.cursor.tokens.text()
    }

    // -- errors ----------------------------------------------------------------------------------------------------

    /// Creates an error at the current position.
    #[cold]
    pub fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        self.cursor.locate(Error::new(kind, message))
    }

    /// Counts `bytes` bytes of memory that values use beyond their text in the document.
    ///
    /// # Errors
    /// The values exceed the memory limit of the options.
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<()> {
        self.memory.add(bytes);
        if self.memory.is_exceeded() {
            let max = self.memory.max;
            let message = format!("the values use more than {max} bytes of memory: see Options::max_memory");
            return Err(self.error(ErrorKind::Limit, message));
        }
        Ok(())
    }

    /// Counts memory without checking the limit. The next [`Self::charge`] checks it.
    pub(super) fn charge_later(&self, bytes: usize) {
        self.memory.add(bytes);
    }

    /// Checks a local name that becomes part of a value, because a writer would write it unchanged.
    ///
    /// # Errors
    /// The text is not a valid name.
    pub(crate) fn check_name(&self, local: &str) -> Result<()> {
        if lexical::is_nc_name(local) {
            return Ok(());
        }
        Err(self.error(ErrorKind::Syntax, format!("{} is not a valid name", shown(local))))
    }

    // -- deviations ------------------------------------------------------------------------------------------------

    /// Records a deviation at the current position.
    ///
    /// # Errors
    /// The reader is strict.
    #[cold]
    pub(crate) fn deviation(&mut self, kind: DeviationKind, subject: &dyn Fn() -> String) -> Result<()> {
        if self.options.strict {
            let error_kind = match kind {
                DeviationKind::Missing => ErrorKind::Missing,
                DeviationKind::Value | DeviationKind::UnlistedValue => ErrorKind::Value,
                DeviationKind::Character | DeviationKind::Syntax => ErrorKind::Syntax,
                _ => ErrorKind::Unexpected,
            };
            let error = Error::new(error_kind, [kind.as_str(), ": ", &subject()].concat());
            return Err(match kind.is_found_after_end() {
                true => self.cursor.locate_in_closed(error),
                false => self.cursor.locate(error),
            });
        }
        if self.log.has_room() {
            let mut path = self.cursor.path();
            if let Some(closed) = self.cursor.closed.filter(|_| kind.is_found_after_end()) {
                path = format!("{path}/{}", shown_name(closed));
            }
            self.log.push(kind, &subject(), self.offset(), path);
        }
        Ok(())
    }

    /// Records a text that is not a valid value of its type.
    ///
    /// # Errors
    /// The reader is strict.
    pub(crate) fn invalid_value(&mut self, error: LexicalError) -> Result<()> {
        if self.options.strict {
            return Err(self.cursor.locate_in_closed(Error::lexical(&error)));
        }
        self.deviation(DeviationKind::Value, &|| error.to_string())
    }

    /// Returns the kind and the subject of the last deviation.
    pub(crate) fn last_deviation(&self) -> Option<String> {
        self.log.last()
    }

    /// Stops recording deviations. Deviations recorded before remain.
    pub(crate) fn discard_deviations(&mut self) {
        self.log.stop();
    }

    /// Returns the deviations that have been recorded, in document order.
    pub fn into_deviations(self) -> Vec<Deviation> {
        self.log.into_deviations(self.cursor.tokens.text())
    }
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("offset", &self.offset())
            .field("path", &self.cursor.path())
            .finish_non_exhaustive()
    }
}
