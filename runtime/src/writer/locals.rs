//! The prefixes that elements below the root declare.

use std::collections::HashMap;
use std::sync::Arc;

use crate::work;

/// The minimum length in bytes of the names of namespaces that the root declares although generated code does not. Namespaces with
/// shorter names are declared on each element that needs them.
const MIN_SHARED: usize = 256;

/// The prefixes that elements below the root declare or use.
#[derive(Debug, Default)]
pub(super) struct Locals {
    /// The bindings in scope, innermost last.
    bindings: Vec<Binding>,
    /// For each prefix that has occurred in the document: the depths and the namespace names of its bindings in scope, innermost
    /// last.
    by_prefix: HashMap<Arc<str>, Vec<(usize, Arc<str>)>>,
    /// For each namespace name: the prefixes in scope that are bound to it, innermost last.
    by_uri: HashMap<Arc<str>, Vec<Arc<str>>>,
    /// The prefixes and namespace names that the root has to declare.
    shared: Vec<(Arc<str>, Arc<str>)>,
    /// The number of bindings that no tag declares yet. A value that needs a prefix can be formatted before the start tag of its
    /// element is written.
    undeclared: usize,
    /// The depth and the number of the last numbered prefix, such as `ns3`. The search for the next free prefix at this depth begins
    /// at this number.
    last_number: (usize, usize),
}

#[derive(Debug)]
struct Binding {
    prefix: Arc<str>,
    uri: Arc<str>,
    /// The depth of the element that declares or uses the binding.
    depth: usize,
    is_declared: bool,
    /// `true` if the element only uses the binding of an outer element: see [`Locals::pin`].
    is_pin: bool,
}

impl Locals {
    /// Returns a prefix that is bound to the namespace `uri`: `preferred` if possible, otherwise the innermost one. Returns `None` if
    /// there is no such prefix, or if an inner element binds the innermost one to another namespace.
    pub(super) fn prefix_of<'p>(&'p self, uri: &str, preferred: &'p str) -> Option<&'p str> {
        let is_bound = |prefix: &str| self.visible(prefix).is_some_and(|(_, visible)| **visible == *uri);
        // Most elements and attributes have the preferred prefix. Comparing a long namespace name is much faster than hashing it.
        if is_bound(preferred) {
            return Some(preferred);
        }
        let prefix = self.by_uri.get(uri)?.last()?;
        is_bound(prefix).then_some(&**prefix)
    }

    /// Returns whether a prefix is bound to the namespace `uri`, or the element at `depth` binds or uses the prefix.
    pub(super) fn is_bound(&self, prefix: &str, uri: &str, depth: usize) -> bool {
        self.visible(prefix).is_some_and(|(bound_at, bound_to)| *bound_at == depth || **bound_to == *uri)
    }

    pub(super) fn is_bound_at(&self, prefix: &str, depth: usize) -> bool {
        self.visible(prefix).is_some_and(|(bound_at, _)| *bound_at == depth)
    }

    /// Returns the depth and the namespace name of the innermost binding of a prefix.
    fn visible(&self, prefix: &str) -> Option<&(usize, Arc<str>)> {
        work::step();
        self.by_prefix.get(prefix)?.last()
    }

    /// Binds a prefix for the element at a depth. Returns `false` if the root will declare the prefix instead of the element.
    pub(super) fn bind(&mut self, prefix: &str, uri: &str, depth: usize) -> bool {
        let is_shared = uri.len() >= MIN_SHARED && depth > 1 && !self.by_prefix.contains_key(prefix);
        if is_shared {
            let (prefix, uri) = (Arc::from(prefix), Arc::from(uri));
            self.by_prefix.entry(Arc::clone(&prefix)).or_default().push((1, Arc::clone(&uri)));
            self.by_uri.entry(Arc::clone(&uri)).or_default().insert(0, Arc::clone(&prefix));
            self.shared.push((prefix, uri));
        }
        self.push(prefix, uri, depth, true);
        !is_shared
    }

    /// Binds a prefix for the element at `depth`, whose start tag is written next. [`Self::take_undeclared`] then returns the
    /// binding, unless the root declares it.
    pub(super) fn bind_later(&mut self, prefix: &str, uri: &str, depth: usize) {
        if self.bind(prefix, uri, depth)
            && let Some(binding) = self.bindings.last_mut()
        {
            binding.is_declared = false;
            self.undeclared += 1;
        }
    }

    /// Records that the element at `depth` uses a prefix that an outer element declares. [`Self::is_bound_at`] then returns `true`
    /// for this element, so that it does not bind the prefix to another namespace.
    pub(super) fn pin(&mut self, prefix: &str, depth: usize) {
        work::step();
        let Some((prefix, visible)) = self.by_prefix.get_key_value(prefix) else { return };
        let Some((_, uri)) = visible.last().filter(|(bound_at, _)| *bound_at != depth) else { return };
        let (prefix, uri) = (Arc::clone(prefix), Arc::clone(uri));
        self.by_prefix.entry(Arc::clone(&prefix)).or_default().push((depth, Arc::clone(&uri)));
        self.bindings.push(Binding { prefix, uri, depth, is_declared: true, is_pin: true });
    }

    fn push(&mut self, prefix: &str, uri: &str, depth: usize, is_declared: bool) {
        let (prefix, uri) = (known_key(&self.by_prefix, prefix), known_key(&self.by_uri, uri));
        self.by_prefix.entry(Arc::clone(&prefix)).or_default().push((depth, Arc::clone(&uri)));
        self.by_uri.entry(Arc::clone(&uri)).or_default().push(Arc::clone(&prefix));
        self.bindings.push(Binding { prefix, uri, depth, is_declared, is_pin: false });
    }

    pub(super) fn has_undeclared(&self) -> bool {
        self.undeclared > 0
    }

    /// Returns the prefixes and namespace names that the current start tag has to declare, and marks them as declared.
    pub(super) fn take_undeclared(&mut self) -> impl Iterator<Item = (&str, &str)> {
        self.undeclared = 0;
        let depth = self.bindings.last().map_or(0, |binding| binding.depth);
        let start = self.bindings.partition_point(|binding| binding.depth < depth);
        let own = self.bindings.get_mut(start..).unwrap_or_default();
        own.iter_mut().filter(|binding| !binding.is_declared).map(|binding| {
            binding.is_declared = true;
            (&*binding.prefix, &*binding.uri)
        })
    }

    /// Removes the bindings of elements deeper than a depth.
    #[inline]
    pub(super) fn leave(&mut self, depth: usize) {
        // Most documents have no such bindings.
        if !self.bindings.is_empty() {
            self.remove(depth);
        }
    }

    fn remove(&mut self, depth: usize) {
        while let Some(binding) = self.bindings.pop_if(|binding| binding.depth > depth) {
            self.by_prefix.entry(binding.prefix).or_default().pop();
            if !binding.is_pin {
                self.by_uri.entry(binding.uri).or_default().pop();
            }
        }
        if self.last_number.0 > depth {
            self.last_number = (0, 0);
        }
    }

    /// Returns a numbered prefix, such as `ns0`, that `is_free` accepts, for the element at a depth.
    pub(super) fn numbered(&mut self, depth: usize, is_free: impl Fn(&Self, &str) -> bool) -> String {
        let mut number = if self.last_number.0 == depth { self.last_number.1 } else { 0 };
        loop {
            work::step();
            let prefix = format!("ns{number}");
            if is_free(self, &prefix) {
                self.last_number = (depth, number);
                return prefix;
            }
            number += 1;
        }
    }

    /// Returns the prefixes and namespace names that the root has to declare.
    pub(super) fn shared(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.shared.iter().map(|(prefix, uri)| (&**prefix, &**uri))
    }
}

/// Returns the key of a map that is equal to a text, or a copy of the text if there is no such key.
fn known_key<T>(map: &HashMap<Arc<str>, T>, text: &str) -> Arc<str> {
    map.get_key_value(text).map_or_else(|| text.into(), |(key, _)| Arc::clone(key))
}
