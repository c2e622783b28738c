//! The accounting of memory that values use.

use std::cell::Cell;

/// The memory that the values of a document use, and its limit.
pub(super) struct Memory {
    /// A cell, because `NamespaceScope::namespace` counts memory although it has only `&self`.
    used: Cell<usize>,
    pub(super) max: usize,
}

impl Memory {
    pub(super) fn new(max: usize) -> Self {
        Self { used: Cell::new(0), max }
    }

    pub(super) fn add(&self, bytes: usize) {
        self.used.set(self.used.get().saturating_add(bytes));
    }

    pub(super) fn used(&self) -> usize {
        self.used.get()
    }

    pub(super) fn is_exceeded(&self) -> bool {
        self.used.get() > self.max
    }
}
