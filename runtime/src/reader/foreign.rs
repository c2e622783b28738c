//! The foreign namespaces of a document.

use crate::names::Ns;

/// Foreign namespaces with their names, sorted by hash for fast lookups. Most documents have few of them; the limit is a few thousand.
#[derive(Clone, Debug)]
pub(super) struct Foreign<T>(Vec<(Ns, T)>);

impl<T> Foreign<T> {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the name of a namespace.
    pub(super) fn get(&self, namespace: Ns) -> Option<&T> {
        self.0.get(self.find(namespace).ok()?).map(|(_, uri)| uri)
    }

    /// Adds a namespace with its name. Returns `false`, and changes nothing, if the namespace has been added before.
    pub(super) fn insert(&mut self, namespace: Ns, uri: T) -> bool {
        let place = self.find(namespace);
        if let Err(place) = place {
            self.0.insert(place, (namespace, uri));
        }
        place.is_err()
    }

    pub(super) fn remove(&mut self, namespace: Ns) {
        if let Ok(place) = self.find(namespace) {
            self.0.remove(place);
        }
    }

    fn find(&self, namespace: Ns) -> Result<usize, usize> {
        self.0.binary_search_by_key(&namespace, |(known, _)| *known)
    }
}

impl<T> Default for Foreign<T> {
    fn default() -> Self {
        Self::new()
    }
}
