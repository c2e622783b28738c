//! The texts of all files. The parsed documents borrow them.

use std::cell::OnceCell;
use std::rc::Rc;

type Link = OnceCell<Box<Entry>>;

/// A list of texts that grows while its texts are borrowed.
#[derive(Default)]
pub(crate) struct Texts {
    first: Link,
}

struct Entry {
    text: Rc<str>,
    next: Link,
}

/// The end of a [`Texts`] list, where texts are appended.
pub(super) struct End<'t>(&'t Link);

impl Texts {
    /// Returns the end of an empty list: the place of its first text. The list must not contain texts yet.
    pub(super) fn end(&self) -> End<'_> {
        End(&self.first)
    }
}

impl<'t> End<'t> {
    /// Adds a text, and returns a reference that lives as long as the list.
    pub(super) fn push(&mut self, text: Rc<str>) -> &'t Rc<str> {
        let entry = self.0.get_or_init(|| Box::new(Entry { text, next: OnceCell::new() }));
        self.0 = &entry.next;
        &entry.text
    }
}

impl Drop for Texts {
    /// Drops the list without recursion.
    fn drop(&mut self) {
        let mut next = self.first.take();
        while let Some(mut entry) = next {
            next = entry.next.take();
        }
    }
}
