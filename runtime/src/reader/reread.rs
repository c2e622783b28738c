//! Reads an element a second time, from its start tag.

use super::cursor::OpenElement;
use super::log::DeviationLog;
use super::memory::Memory;
use super::state::Reader;
use crate::any::AnyElement;
use crate::deviation::DeviationKind;
use crate::error::Result;
use crate::tokens::Tokenizer;

/// The position of an element in a document, for reading it again.
#[derive(Clone, Copy)]
pub(crate) struct Mark<'a> {
    /// The name in the start tag: a slice of the document, whose address gives the position of the tag.
    name: &'a str,
    /// The number of open elements around the element.
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Returns the position of the current element, for [`Self::reader_at`].
    pub(crate) fn mark(&self) -> Mark<'a> {
        Mark { name: self.cursor.tag.qualified, depth: self.cursor.open.len().saturating_sub(1) }
    }

    /// Returns a new reader, positioned before the start tag of an element. The parent of the element must be open. The new reader
    /// tolerates deviations and does not record them, because this reader has already recorded them.
    pub(crate) fn reader_at(&self, mark: Mark<'a>) -> Reader<'a> {
        let text = self.cursor.tokens.text();
        let name = mark.name.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        let mut reader = Reader::new(text, self.bindings.declared(), self.options.strict(false));
        reader.cursor.tokens = Tokenizer::at(text, name.saturating_sub("<".len()));
        let open = self.cursor.open.iter().take(mark.depth);
        reader.cursor.open.extend(open.map(|open| OpenElement { name: open.name, bindings: open.bindings }));
        let outside = self.cursor.open.get(mark.depth).map(|open| open.bindings);
        reader.bindings = self.bindings.copy_outside(outside);
        reader.repetition = self.repetition + 1;
        reader.log = DeviationLog::closed();
        reader.memory = Memory::new(self.memory.max);
        reader.memory.add(self.memory.used());
        reader
    }

    /// Returns the number of nested calls of [`Self::reader_at`] that led to this reader; 0 for any other reader.
    pub(crate) fn repetition(&self) -> usize {
        self.repetition
    }

    /// Adds the memory that `other` has counted since [`Self::reader_at`] has returned it.
    ///
    /// # Errors
    /// The memory exceeds the limit.
    pub(crate) fn adopt_memory(&mut self, other: &Reader<'_>) -> Result<()> {
        self.charge(other.memory.used().saturating_sub(self.memory.used()))
    }

    /// Reads an element again, without a schema. Returns the element and the length of its content in bytes.
    ///
    /// # Errors
    /// The memory exceeds the limit, or the element contains an invalid name.
    pub(crate) fn element_at(&mut self, mark: Mark<'a>) -> Result<(AnyElement, usize)> {
        let mut reader = self.reader_at(mark);
        reader.step()?;
        let start = reader.offset();
        let element = AnyElement::capture(&mut reader)?;
        // Each enclosing element can be read again, too, which copies this text again. So the text counts towards the limit.
        let read = reader.offset().saturating_sub(start);
        self.adopt_memory(&reader)?;
        self.charge(read)?;
        Ok((element, read))
    }

    /// Records that the element at `mark` is left out, because it is not a value of its type.
    ///
    /// # Errors
    /// The reader is strict, the memory exceeds the limit, or the element contains an invalid name.
    pub(crate) fn left_out(&mut self, mark: Mark<'a>) -> Result<()> {
        if !self.log.has_room() {
            return self.deviation(DeviationKind::LeftOut, &|| format!("<{}>", mark.name));
        }
        let (element, bytes) = self.element_at(mark)?;
        self.deviation(DeviationKind::LeftOut, &|| format!("<{}>", mark.name))?;
        self.log.attach(element, bytes);
        Ok(())
    }
}
