//! The part of a document outside of pieces, with positions.

use crate::position::Position;

/// The text of a document without the pieces.
#[derive(Debug, Default)]
pub(crate) struct Rest {
    text: String,
    parts: Vec<Part>,
    /// The offset in the document after the last part.
    end: usize,
}

/// A part of the text that is contiguous in the document.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// The start of the part in the text.
    start: usize,
    /// The position of the part in the document.
    position: Position,
}

impl Rest {
    /// Appends text with its position in the document.
    pub(crate) fn push(&mut self, text: &str, position: Position) {
        if self.parts.is_empty() || position.offset != self.end {
            // An empty comment separates the texts before and after a piece, as the piece did.
            self.text.push_str(if self.parts.is_empty() { "" } else { "<!---->" });
            self.parts.push(Part { start: self.text.len(), position });
        }
        self.text.push_str(text);
        self.end = position.offset + text.len();
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the number of bytes in memory.
    pub(crate) fn size(&self) -> usize {
        self.text.len() + self.parts.len() * size_of::<Part>()
    }

    pub(crate) fn position_map(&self) -> PositionMap<'_> {
        PositionMap {
            rest: self,
            part: 0,
            at: 0,
            position: self.parts.first().map_or(Position::START, |part| part.position),
        }
    }
}

/// Converts offsets in the rest to positions in the document. A sequence of ascending offsets takes linear time.
pub(crate) struct PositionMap<'a> {
    rest: &'a Rest,
    part: usize,
    at: usize,
    position: Position,
}

impl PositionMap<'_> {
    /// Returns the position of an offset in the rest.
    pub(crate) fn of(&mut self, offset: usize) -> Position {
        let parts = &self.rest.parts;
        let part = parts.partition_point(|part| part.start <= offset).saturating_sub(1);
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
