//! The prefixes of a document that is being written. The root declares known namespaces, and other elements declare the rest.

use std::borrow::Cow;

use crate::lexical::is_nc_name;
use crate::names::{Namespace, Ns, XML_URI, XMLNS_URI, XSI_URI};

/// The namespaces of a document and their prefixes.
#[derive(Debug)]
pub(super) struct Prefixes {
    known: Vec<Known>,
    /// The index in `known` of the last namespace that was looked up. The next lookup usually needs the same one.
    last: usize,
    pub(super) uses_xsi: bool,
    /// The prefixes that are declared below the root, innermost last.
    local: Vec<LocalBinding>,
    /// The number of local bindings that no tag declares yet. A text that needs a prefix can be formatted before the start tag.
    undeclared: usize,
}

/// A namespace that the root declares if it is used.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) namespace: &'static Namespace,
    /// The prefix, and the beginnings of start and end tags. They are the preferred ones, unless another namespace has the
    /// prefix.
    pub(super) prefix: Cow<'static, str>,
    pub(super) start: Cow<'static, str>,
    pub(super) end: Cow<'static, str>,
    pub(super) is_used: bool,
    /// `true` if the root declares the namespace before it is known whether it is used.
    pub(super) is_at_root: bool,
}

#[derive(Debug)]
struct LocalBinding {
    prefix: String,
    uri: String,
    /// The depth of the element that declares or uses the binding.
    depth: usize,
    is_declared: bool,
}

/// The prefix of a namespace.
pub(super) struct Prefix {
    pub(super) text: String,
    /// `true` if the prefix has to be declared.
    pub(super) is_new: bool,
}

impl Known {
    fn new(namespace: &'static Namespace) -> Self {
        let (prefix, start, end) = (namespace.prefix.into(), namespace.start.into(), namespace.end.into());
        Self { namespace, prefix, start, end, is_used: false, is_at_root: false }
    }

    fn with_prefix(namespace: &'static Namespace, prefix: String) -> Self {
        let (start, end) = (format!("<{prefix}:").into(), format!("</{prefix}:").into());
        Self { prefix: prefix.into(), start, end, ..Self::new(namespace) }
    }
}

impl Prefixes {
    pub(super) fn new(namespaces: &'static [Namespace]) -> Self {
        let known = namespaces.iter().map(Known::new).collect();
        Self { known, last: 0, uses_xsi: false, local: Vec::new(), undeclared: 0 }
    }

    // -- known namespaces ------------------------------------------------------------------------------------------

    /// Adds the namespaces of another crate. Chooses other prefixes if the preferred ones are in use.
    pub(super) fn add(&mut self, namespaces: &'static [Namespace]) {
        if namespaces.iter().zip(&self.known).all(|(added, known)| added.ns == known.namespace.ns)
            && namespaces.len() <= self.known.len()
        {
            return;
        }
        for namespace in namespaces {
            if self.known.iter().any(|known| known.namespace.ns == namespace.ns) {
                continue;
            }
            let added = if self.is_known(namespace.prefix) {
                let mut prefixes = (1_usize..).map(|number| format!("{}{number}", namespace.prefix));
                let Some(prefix) = prefixes.find(|prefix| !self.is_known(prefix)) else { continue };
                Known::with_prefix(namespace, prefix)
            } else {
                Known::new(namespace)
            };
            self.known.push(added);
        }
    }

    pub(super) fn known(&self) -> &[Known] {
        &self.known
    }

    /// Returns the namespaces that the root declares in advance: its own, and the target namespaces of schemas.
    pub(super) fn declare_at_root(&mut self, own: Ns) -> impl Iterator<Item = &Known> {
        for known in &mut self.known {
            known.is_at_root = known.namespace.is_target || known.namespace.ns == own;
        }
        self.known.iter().filter(|known| known.is_at_root)
    }

    /// Returns whether a known namespace uses a prefix.
    fn is_known(&self, prefix: &str) -> bool {
        self.known.iter().any(|known| known.prefix == prefix)
    }

    /// Returns a known namespace, and marks it as used.
    pub(super) fn used(&mut self, namespace: Ns) -> Option<&Known> {
        if self.known.get(self.last).is_none_or(|known| known.namespace.ns != namespace) {
            self.last = self.known.iter().position(|known| known.namespace.ns == namespace)?;
        }
        let known = self.known.get_mut(self.last)?;
        known.is_used = true;
        Some(known)
    }

    /// Marks the known namespace with a prefix as used.
    pub(super) fn use_prefix(&mut self, prefix: &str) {
        if let Some(known) = self.known.iter_mut().find(|known| known.prefix == prefix) {
            known.is_used = true;
        }
    }

    // -- local declarations ----------------------------------------------------------------------------------------

    /// Returns a prefix for a namespace, which is `preferred` if it is free. The prefix is used in the start tag of the
    /// innermost element, at `depth`, if that tag is still open, and otherwise in the next start tag.
    pub(super) fn prefix_for(&mut self, uri: &str, preferred: &str, depth: usize, tag_is_open: bool) -> Prefix {
        let bound = |text: &str| Prefix { text: text.to_owned(), is_new: false };
        match uri {
            XML_URI => return bound("xml"),
            XSI_URI => {
                self.uses_xsi = true;
                return bound("xsi");
            }
            _ => {}
        }
        if let Some(known) = self.known.iter_mut().find(|known| known.namespace.uri == uri) {
            known.is_used = true;
            return bound(&known.prefix);
        }
        let binding = self.local.iter().rev().find(|binding| binding.uri == uri);
        if let Some(binding) = binding.filter(|binding| self.visible(&binding.prefix).is_some_and(|it| it.uri == uri)) {
            let prefix = bound(&binding.prefix);
            self.pin(&prefix.text, uri, depth);
            return prefix;
        }
        let tag_depth = depth + usize::from(!tag_is_open);
        let is_free = |prefix: &str| {
            is_nc_name(prefix) && !is_reserved(prefix) && !self.is_known(prefix) && !self.is_bound_at(prefix, tag_depth)
        };
        let mut text = preferred.to_owned();
        let mut number = 0_usize;
        while !is_free(&text) {
            text = format!("ns{number}");
            number += 1;
        }
        Prefix { text, is_new: true }
    }

    /// Returns whether an element may bind a prefix to a namespace.
    pub(super) fn can_bind(&self, prefix: &str, uri: &str) -> bool {
        is_nc_name(prefix) && !is_reserved(prefix) && !matches!(uri, "" | XML_URI | XMLNS_URI) && !self.is_known(prefix)
    }

    /// Returns whether a prefix is bound to a namespace, or the element at a depth binds it to any namespace.
    pub(super) fn is_bound(&self, prefix: &str, uri: &str, depth: usize) -> bool {
        self.visible(prefix).is_some_and(|binding| binding.depth == depth || binding.uri == uri)
    }

    fn is_bound_at(&self, prefix: &str, depth: usize) -> bool {
        self.local.iter().any(|binding| binding.prefix == prefix && binding.depth == depth)
    }

    /// Returns the innermost local binding of a prefix.
    fn visible(&self, prefix: &str) -> Option<&LocalBinding> {
        self.local.iter().rev().find(|binding| binding.prefix == prefix)
    }

    /// Binds a prefix that the element at a depth declares.
    pub(super) fn bind(&mut self, prefix: &str, uri: &str, depth: usize) {
        self.local.push(LocalBinding { prefix: prefix.to_owned(), uri: uri.to_owned(), depth, is_declared: true });
    }

    /// Binds a prefix that the next start tag, at a depth, has to declare.
    pub(super) fn bind_later(&mut self, prefix: &str, uri: &str, depth: usize) {
        self.local.push(LocalBinding { prefix: prefix.to_owned(), uri: uri.to_owned(), depth, is_declared: false });
        self.undeclared += 1;
    }

    /// Reserves an outer prefix that the element at a depth uses, so that the element does not bind it to another namespace.
    pub(super) fn pin(&mut self, prefix: &str, uri: &str, depth: usize) {
        if !self.is_bound_at(prefix, depth) {
            self.bind(prefix, uri, depth);
        }
    }

    pub(super) fn has_undeclared(&self) -> bool {
        self.undeclared > 0
    }

    /// Returns the prefixes and namespace names that the start tag has to declare, and marks them as declared.
    pub(super) fn take_undeclared(&mut self) -> impl Iterator<Item = (&str, &str)> {
        self.undeclared = 0;
        self.local.iter_mut().filter(|binding| !binding.is_declared).map(|binding| {
            binding.is_declared = true;
            (binding.prefix.as_str(), binding.uri.as_str())
        })
    }

    /// Removes the bindings of elements deeper than a depth.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.local.last().is_some_and(|binding| binding.depth > depth) {
            self.local.pop();
        }
    }
}

fn is_reserved(prefix: &str) -> bool {
    matches!(prefix, "xml" | "xmlns" | "xsi")
}
