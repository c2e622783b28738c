//! The tags that have been written. Copying both tags of an element as a whole is faster than putting them together again.

use std::ptr;

use crate::names::{Name, Ns};

/// The number of slots, a power of two. A tag replaces another one in its slot.
const SLOTS: usize = 256;

/// The length of a document after which its tags are kept. Short documents do not repeat many.
const WARM_UP: usize = 4096;

/// The tags of elements without attributes and with the prefix of a known namespace.
#[derive(Debug, Default)]
pub(super) struct WrittenTags {
    slots: Vec<Option<WrittenTag>>,
    /// The start tag and the end tag of each element.
    texts: String,
}

#[derive(Clone, Copy, Debug)]
struct WrittenTag {
    /// The local name, which is the same part of memory for all elements of a row.
    local: &'static str,
    namespace: Ns,
    start: usize,
    end: usize,
}

impl WrittenTags {
    /// Returns the start tag and the end tag of an element.
    #[inline]
    pub(super) fn get(&self, name: Name<'static>) -> Option<(&str, &str)> {
        let tag = self.slots.get(slot(name))?.as_ref()?;
        let is_it = ptr::eq(tag.local, name.local) && tag.namespace == name.namespace;
        // `<t:Name>` is a byte shorter than `</t:Name>`.
        let middle = tag.start + (tag.end - tag.start) / 2;
        if is_it { Some((self.texts.get(tag.start..middle)?, self.texts.get(middle..tag.end)?)) } else { None }
    }

    /// Keeps the tags of an element in a document of `length` bytes.
    #[cold]
    pub(super) fn add(&mut self, name: Name<'static>, [start, end]: [&str; 2], length: usize) {
        let slot = slot(name);
        if self.slots.is_empty() {
            if length < WARM_UP {
                return;
            }
            self.slots.resize(SLOTS, None);
        }
        // Tags that are replaced again and again must not fill the memory.
        if self.texts.len() > 64 * SLOTS {
            return;
        }
        let begin = self.texts.len();
        self.texts.extend([start, name.local, ">", end, name.local, ">"]);
        let Name { local, namespace, .. } = name;
        self.slots[slot] = Some(WrittenTag { local, namespace, start: begin, end: self.texts.len() });
    }
}

fn slot(name: Name<'static>) -> usize {
    let address = name.local.as_ptr().addr();
    (address ^ address >> 8) % SLOTS
}
