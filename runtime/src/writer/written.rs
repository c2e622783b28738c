//! A cache of tags that have been written. Copying a whole tag is faster than building it again from its prefix and local name.

use std::ptr;

use crate::names::{Name, Ns, slot_of};

/// The number of slots, a power of two. If the slot of a tag contains another tag, the tag is not stored.
const SLOTS: usize = 512;

/// The number of bytes of a document that must be written before its tags are stored. Short documents repeat few tags.
const WARM_UP: usize = 4096;

/// The tags of elements in known namespaces, without attributes.
#[derive(Debug, Default)]
pub(super) struct WrittenTags {
    slots: Vec<Option<WrittenTag>>,
}

#[derive(Clone, Debug)]
pub(super) struct WrittenTag {
    /// The local name. It has the same address for all elements of a row, so comparing the address is enough.
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

    /// Stores the tags of an element in a document of which `length` bytes have been written. `start` and `end` are the
    /// beginnings of the tags, such as `<t:` and `</t:`.
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
