//! The children that followed other children before.
//!
//! Documents repeat the same elements in the same order. If a tag is the one that followed last time, comparing its bytes is enough
//! to know its expanded name and its place among the fields of its parent.

use crate::names::Name;

/// The place of a child: the type of its parent, by the address of its table, and the field of the previous child.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    pub(crate) parent: usize,
    pub(crate) previous: usize,
}

/// A child that followed at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    pub(super) place: Place,
    /// The field of the child.
    pub(super) field: usize,
    /// The name in the document.
    pub(super) qualified: &'a str,
    pub(super) name: Name<'a>,
    /// The scope in which the prefix has its namespace: see `Bindings::scope`.
    pub(super) scope: usize,
}

/// The number of children before the first one that is kept. Short documents do not repeat many.
const WARM_UP: usize = 64;

/// The number of places, a power of two. A child replaces another one whose place has the same slot.
const PLACES: usize = 256;

/// The children that followed other children.
#[derive(Default)]
pub(super) struct Expectations<'a> {
    slots: Vec<Option<Expected<'a>>>,
    added: usize,
    /// The field of the current tag, if the tag was expected.
    pub(super) field: Option<usize>,
}

impl<'a> Expectations<'a> {
    /// Returns the child that followed last time.
    #[inline]
    pub(super) fn at(&self, place: Place, scope: usize) -> Option<&Expected<'a>> {
        let expected = self.slots.get(slot(place))?.as_ref()?;
        (expected.place == place && expected.scope == scope).then_some(expected)
    }

    /// Keeps a child.
    #[cold]
    pub(super) fn add(&mut self, expected: Expected<'a>) {
        self.added += 1;
        if self.added == WARM_UP {
            self.slots.resize(PLACES, None);
        }
        if let Some(slot) = self.slots.get_mut(slot(expected.place)) {
            *slot = Some(expected);
        }
    }
}

fn slot(place: Place) -> usize {
    // The upper bits of a product depend on all bits of its factors (Fibonacci hashing).
    let product = (place.parent ^ place.previous << 16).wrapping_mul(0x9E37_79B9_7F4A_7C15_u64 as usize);
    product >> (usize::BITS - PLACES.ilog2())
}
