//! What is outside of pieces, and where it stood.

use crate::position::Position;

/// The text of a document with the pieces taken out.
#[derive(Debug, Default)]
pub(crate) struct Rest {
    text: String,
    parts: Vec<Part>,
    /// The byte of the document behind the text.
    end: usize,
}

/// Text without a gap.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Where it begins in the text.
    start: usize,
    /// Where it begins in the document.
    position: Position,
}

impl Rest {
    /// Adds what stands at a place in the document.
    pub(crate) fn push(&mut self, text: &str, position: Position) {
        if self.parts.is_empty() || position.offset != self.end {
            // Texts on both sides of a gap are two, as they were around what stood in it.
            self.text.push_str(if self.parts.is_empty() { "" } else { "<!---->" });
            self.parts.push(Part { start: self.text.len(), position });
        }
        self.text.push_str(text);
        self.end = position.offset + text.len();
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// How many bytes it takes.
    pub(crate) fn size(&self) -> usize {
        self.text.len() + self.parts.len() * size_of::<Part>()
    }

    pub(crate) fn places(&self) -> Places<'_> {
        Places {
            rest: self,
            part: 0,
            at: 0,
            position: self.parts.first().map_or(Position::START, |part| part.position),
        }
    }
}

/// From bytes of the rest to positions in the document; quick for ascending ones.
pub(crate) struct Places<'a> {
    rest: &'a Rest,
    part: usize,
    at: usize,
    position: Position,
}

impl Places<'_> {
    /// Where a reader was that had read the rest up to a byte: behind what it read last, not in front of what comes.
    pub(crate) fn of(&mut self, offset: usize) -> Position {
        let parts = &self.rest.parts;
        let part = parts.partition_point(|part| part.start < offset).saturating_sub(1);
        if part != self.part || offset < self.at {
            let Some(Part { start, position }) = parts.get(part).copied() else { return self.position };
            (self.part, self.at, self.position) = (part, start, position);
        }
        let between = self.rest.text.get(self.at..offset).unwrap_or_default();
        self.position = self.position.after(between);
        self.at += between.len();
        self.position
    }
}
