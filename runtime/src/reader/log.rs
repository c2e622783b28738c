//! The log of deviations of a document that is being read.

use crate::any::AnyElement;
use crate::deviation::{Deviation, DeviationKind};
use crate::position::Position;
use crate::printable::printable;

/// The approximate maximum number of bytes that the deviations of a document may use.
const MAX_BYTES: usize = 1 << 20;

/// The deviations of a document. Line and column are computed at the end, because computing them is slow.
#[derive(Default)]
pub(super) struct DeviationLog {
    entries: Vec<Entry>,
    bytes: usize,
    is_closed: bool,
}

struct Entry {
    kind: DeviationKind,
    subject: String,
    offset: usize,
    path: String,
    element: Option<Box<AnyElement>>,
}

impl DeviationLog {
    /// Returns a log that records nothing.
    pub(super) fn closed() -> Self {
        Self { is_closed: true, ..Self::default() }
    }

    pub(super) fn has_room(&self) -> bool {
        !self.is_closed && self.entries.len() < Deviation::MAX_KEPT && self.bytes < MAX_BYTES
    }

    /// Stops recording deviations. Deviations recorded before remain.
    pub(super) fn stop(&mut self) {
        self.bytes = MAX_BYTES;
    }

    pub(super) fn push(&mut self, kind: DeviationKind, subject: &str, offset: usize, path: String) {
        let subject = printable(subject).to_string();
        self.bytes += path.len() + subject.len();
        self.entries.push(Entry { kind, subject, offset, path, element: None });
    }

    /// Attaches the element that was left out to the last deviation. `bytes` is the length of the content of the element.
    pub(super) fn attach(&mut self, element: AnyElement, bytes: usize) {
        if let Some(entry) = self.entries.last_mut() {
            entry.element = Some(Box::new(element));
            self.bytes += bytes;
        }
    }

    /// Returns the kind and the subject of the last deviation.
    pub(super) fn last(&self) -> Option<String> {
        self.entries.last().map(|entry| format!("{}: {}", entry.kind, entry.subject))
    }

    /// Returns the deviations with their positions in the text.
    pub(super) fn into_deviations(self, text: &str) -> Vec<Deviation> {
        let mut last = Position::START;
        let mut position = |offset: usize| {
            last = match text.get(last.offset..offset) {
                Some(between) => last.after(between),
                None => Position::of(text, offset),
            };
            last
        };
        self.entries
            .into_iter()
            .map(|Entry { kind, subject, offset, path, element }| Deviation {
                kind,
                subject,
                position: position(offset),
                path,
                element,
            })
            .collect()
    }
}
