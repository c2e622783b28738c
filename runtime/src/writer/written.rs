//! The tags that have been written. Copying both tags of an element as a whole is faster than putting them together again.

use std::ptr;

use crate::names::{Name, Ns, slot_of};

/// The number of slots, a power of two. A tag whose slot has another one is not kept.
const SLOTS: usize = 512;

/// The length of a document after which its tags are kept. Short documents do not repeat many.
const WARM_UP: usize = 4096;

/// The tags of elements without attributes and with the prefix of a known namespace.
#[derive(Debug, Default)]
pub(super) struct WrittenTags {
    slots: Vec<Option<WrittenTag>>,
}

#[derive(Clone, Debug)]
pub(super) struct WrittenTag {
    /// The local name, which is the same part of memory for all elements of a row.
    local: &'static str,
    namespace: Ns,
    pub(super) start: Box<str>,
    pub(super) end: Box<str>,
}

impl WrittenTags {
    /// Returns the tags of an element.
    #[inline]
    pub(super) fn get(&self, name: Name<'static>) -> Option<&WrittenTag> {
        let tag = self.slots.get(slot(name))?.as_ref()?;
        (ptr::eq(tag.local, name.local) && tag.namespace == name.namespace).then_some(tag)
    }

    /// Keeps the tags of an element in a document of `length` bytes.
    #[cold]
    pub(super) fn add(&mut self, name: Name<'static>, [start, end]: [&str; 2], length: usize) {
        if self.slots.is_empty() && length >= WARM_UP {
            self.slots.resize(SLOTS, None);
        }
        let Some(slot @ None) = self.slots.get_mut(slot(name)) else { return };
        let Name { local, namespace, .. } = name;
        let tag = |start: &str| [start, local, ">"].concat().into_boxed_str();
        *slot = Some(WrittenTag { local, namespace, start: tag(start), end: tag(end) });
    }
}

fn slot(name: Name<'static>) -> usize {
    slot_of(name.local.as_ptr().addr(), SLOTS)
}
