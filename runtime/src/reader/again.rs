//! Reads an element again, from its start tag.

use super::cursor::OpenElement;
use super::log::DeviationLog;
use super::memory::Memory;
use super::state::Reader;
use crate::any::AnyElement;
use crate::deviation::DeviationKind;
use crate::error::Result;
use crate::tokens::Tokenizer;

/// The place of an element in a document.
#[derive(Clone, Copy)]
pub(crate) struct Mark<'a> {
    /// The name in the start tag, which is a part of the text of the document.
    name: &'a str,
    /// The number of open elements around the element.
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Returns the place of the current element, for [`Self::again`].
    pub(crate) fn mark(&self) -> Mark<'a> {
        Mark { name: self.cursor.tag.qualified, depth: self.cursor.open.len().saturating_sub(1) }
    }

    /// Returns a reader before the start tag of an element. The parent of the element must be open. The reader tolerates
    /// deviations, and does not record them: this reader has recorded them already.
    pub(crate) fn again(&self, mark: Mark<'a>) -> Reader<'a> {
        let text = self.cursor.tokens.text();
        let name = mark.name.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        let mut reader = Reader::new(text, self.bindings.declared(), self.options.strict(false));
        reader.cursor.tokens = Tokenizer::at(text, name.saturating_sub("<".len()));
        let open = self.cursor.open.iter().take(mark.depth);
        reader.cursor.open.extend(open.map(|open| OpenElement { name: open.name, bindings: open.bindings }));
        let outside = self.cursor.open.get(mark.depth).map(|open| open.bindings);
        reader.bindings = self.bindings.outside(outside);
        reader.repetition = self.repetition + 1;
        reader.log = DeviationLog::closed();
        reader.memory = Memory::new(self.memory.max);
        reader.memory.add(self.memory.used());
        reader
    }

    /// Returns the number of readers around this one that read the same part of the document.
    pub(crate) fn repetition(&self) -> usize {
        self.repetition
    }

    /// Counts the memory that a reader of [`Self::again`] has counted.
    ///
    /// # Errors
    /// The memory exceeds the limit.
    pub(crate) fn adopt_memory(&mut self, other: &Reader<'_>) -> Result<()> {
        self.charge(other.memory.used().saturating_sub(self.memory.used()))
    }

    /// Returns an element that has been read, without a schema, and the length of its content in bytes.
    ///
    /// # Errors
    /// The memory exceeds the limit.
    pub(crate) fn element_at(&mut self, mark: Mark<'a>) -> Result<(AnyElement, usize)> {
        let mut again = self.again(mark);
        again.step()?;
        let start = again.offset();
        let element = AnyElement::capture(&mut again)?;
        // An element can be read again once for each element around it, so that its text is counted, too.
        let read = again.offset().saturating_sub(start);
        self.adopt_memory(&again)?;
        self.charge(read)?;
        Ok((element, read))
    }

    /// Records that the element at a place is left out, because it is not a value of its type.
    ///
    /// # Errors
    /// The reader is strict, or the memory exceeds the limit.
    pub(crate) fn left_out(&mut self, mark: Mark<'a>) -> Result<()> {
        if !self.log.has_room() {
            return self.deviation(DeviationKind::LeftOut, || format!("<{}>", mark.name));
        }
        let (element, bytes) = self.element_at(mark)?;
        self.deviation(DeviationKind::LeftOut, || format!("<{}>", mark.name))?;
        self.log.attach(element, bytes);
        Ok(())
    }
}
