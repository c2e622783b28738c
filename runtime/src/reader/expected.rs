//! A cache of expected children: for each previous child, the child that followed last time.
//!
//! Documents repeat the same elements in the same order. If a start tag begins with the expected name, comparing these bytes is enough
//! to know its expanded name and the field of the parent to which it belongs.

use crate::names::{Name, slot_of};

/// The key of an expected child: the type of its parent (the address of its static description), and the index of the field of the
/// previous child.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct ExpectationKey {
    pub(crate) parent: usize,
    pub(crate) previous: usize,
}

/// The child that followed last time, with its key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    pub(super) key: ExpectationKey,
    /// The index of the field in which the parent stores the child.
    pub(super) field: usize,
    /// The name in the document, with its prefix.
    pub(super) qualified: &'a str,
    pub(super) name: Name<'a>,
    /// The number of the scope in which the prefix is bound to the namespace of `name`: see `Bindings::scope`.
    pub(super) scope: usize,
}

/// The number of calls of [`Expectations::add`] from which on children are stored. Short documents repeat few elements.
const WARM_UP: usize = 64;

/// The number of slots, a power of two.
const SLOTS: usize = 256;

/// The number of slots in which the child for a key can be. If all of them have children for other keys, the child in the first slot
/// is replaced.
const PROBES: usize = 4;

/// The expected child for each key.
#[derive(Default)]
pub(super) struct Expectations<'a> {
    slots: Vec<Option<Expected<'a>>>,
    added: usize,
    /// The index of the field in which the parent stores the current element, if the cache expected its start tag.
    pub(super) field: Option<usize>,
}

impl<'a> Expectations<'a> {
    /// Returns the expected child for a key, if `scope` is the scope for which the child was stored.
    #[inline]
    pub(super) fn at(&self, key: ExpectationKey, scope: usize) -> Option<&Expected<'a>> {
        for slot in slots(key) {
            let expected = self.slots.get(slot)?.as_ref()?;
            if expected.key == key {
                return (expected.scope == scope).then_some(expected);
            }
        }
        None
    }

    /// Stores a child.
    #[cold]
    pub(super) fn add(&mut self, expected: Expected<'a>) {
        self.added += 1;
        if self.added == WARM_UP {
            self.slots.resize(SLOTS, None);
        }
        let is_own = |slot: &usize| {
            self.slots.get(*slot).is_some_and(|known| known.is_none_or(|known| known.key == expected.key))
        };
        let found = slots(expected.key).find(is_own).or_else(|| slots(expected.key).next());
        if let Some(slot) = found.and_then(|slot| self.slots.get_mut(slot)) {
            *slot = Some(expected);
        }
    }
}

/// Returns the slots for a key.
fn slots(key: ExpectationKey) -> impl Iterator<Item = usize> {
    let first = slot_of(key.parent ^ key.previous << 16, SLOTS);
    (first..first + PROBES).map(|slot| slot % SLOTS)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{ExpectationKey, Expectations, Expected, PROBES, SLOTS, slots};
    use crate::names::Name;
    use crate::options::Options;
    use crate::reader::{Reader, Step};

    /// Returns the tags and texts of a document, and the number of start tags that the cache expected. Reads without the cache if
    /// `expects` is `false`.
    fn steps(text: &str, expects: bool) -> (Vec<String>, usize) {
        let mut reader = Reader::new(text, &[], Options::new());
        let (mut steps, mut expected, mut depth) = (Vec::new(), 0, 0);
        loop {
            // One key for each depth, so that siblings with different names replace each other.
            let key = ExpectationKey { parent: 0x1000, previous: depth };
            let step = if expects { reader.step_to_child(key) } else { reader.step() };
            match step.unwrap() {
                Step::Start => {
                    match reader.expected_field() {
                        Some(field) => {
                            assert_eq!(field, depth);
                            expected += 1;
                        }
                        None => reader.expect(key, depth),
                    }
                    depth += 1;
                    let attributes = reader.attribute_count();
                    let (uri, local, name) = (reader.namespace_uri(), reader.local_name(), reader.tag_name());
                    steps.push(format!("{{{uri}}}{local} {name} {attributes} at {}", reader.offset()));
                }
                Step::Text(text) => steps.push(text.into_owned()),
                Step::End => {
                    depth -= 1;
                    steps.push("end".to_owned());
                }
                Step::Eof => return (steps, expected),
            }
        }
    }

    /// Asserts that 100 repetitions of `elements` are read in the same way with and without expected children, and that `expected` is
    /// the number of start tags in the last repetition that the cache expected.
    fn check(elements: &str, expected: usize) {
        let document = |count: usize| format!("<r xmlns:t='urn:t'>{}</r>", elements.repeat(count));
        let (found, all) = steps(&document(100), true);
        assert_eq!(found, steps(&document(100), false).0, "{elements}");
        assert_eq!(all - steps(&document(99), true).1, expected, "{elements}");
    }

    #[test]
    fn keys_with_the_same_slot() {
        let first = |previous: usize| slots(ExpectationKey { parent: 0x1000, previous }).next().unwrap();
        let same: Vec<usize> = (0..).filter(|previous| first(*previous) == first(0)).take(PROBES + 1).collect();
        let mut expectations = Expectations { slots: vec![None; SLOTS], ..Expectations::default() };
        let mut found = |count: usize| {
            let keys = same.iter().map(|previous| ExpectationKey { parent: 0x1000, previous: *previous });
            for key in keys.clone().take(count) {
                expectations.add(Expected { key, field: 0, qualified: "a", name: Name::EMPTY, scope: 0 });
            }
            keys.filter(|key| expectations.at(*key, 0).is_some()).count()
        };
        assert_eq!([1, 1, 2, PROBES, PROBES + 1].map(&mut found), [1, 1, 2, PROBES, PROBES]);
    }

    #[test]
    fn repeated_tags() {
        check("<t:a><t:b>1</t:b></t:a>", 2);
        check("<a b='1' c=\"&lt;\"/> <a/> <a />", 3);
        check("<t:a/><t:ab/>", 0);
        check("<a\n/><a\tb='1'>x</a>", 0);
        check("<é/>", 1);
    }

    #[test]
    fn declarations_end_expectations() {
        check("<t:a/><x xmlns:t='urn:u'><t:a/></x><t:a/>", 1);
        check("<t:a xmlns:t='urn:u'><t:b/></t:a>", 0);
        check("<a xmlns='urn:u'><b/></a><a/>", 0);
        check("<t:a/><t:a xmlns:t='urn:u'/><t:a/>", 1);
    }
}
