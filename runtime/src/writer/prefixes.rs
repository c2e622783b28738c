//! The prefixes of a document that is being written. The root declares known namespaces, and other
//! namespaces if their names are long. Other elements declare the namespaces that the root does not declare.

use std::borrow::Cow;

use super::locals::Locals;
use crate::lexical::is_nc_name;
use crate::names::{Namespace, Ns, XML_URI, XMLNS_URI, XSI_URI};

/// The namespaces of a document and their prefixes.
#[derive(Debug)]
pub(super) struct Prefixes {
    known: Vec<Known>,
    /// The index in `known` of the last namespace that was looked up. The next lookup usually needs the same one.
    last: usize,
    pub(super) uses_xsi: bool,
    pub(super) locals: Locals,
}

/// A known namespace. The root declares the namespace if the document uses it.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) namespace: &'static Namespace,
    /// The prefix: the preferred one, unless another namespace has it. `start` and `end` are the beginnings of tags with this prefix:
    /// `<t:` and `</t:`.
    pub(super) prefix: Cow<'static, str>,
    pub(super) start: Cow<'static, str>,
    pub(super) end: Cow<'static, str>,
    pub(super) is_used: bool,
    /// `true` if the start tag of the root declares the namespace in advance, before it is known whether the document uses it.
    pub(super) is_at_root: bool,
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
        Self { known, last: 0, uses_xsi: false, locals: Locals::default() }
    }

    // -- known namespaces ------------------------------------------------------------------------------------------

    /// Adds the namespaces that the generated code of another crate declares. Chooses another prefix, such as `t1`, if `t` is in use.
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

    /// Returns the namespaces that the root declares in advance: its namespace `own`, and the target namespaces of schemas.
    pub(super) fn declare_at_root(&mut self, own: Ns) -> impl Iterator<Item = &Known> {
        for known in &mut self.known {
            known.is_at_root = known.namespace.is_target || known.namespace.ns == own;
        }
        self.known.iter().filter(|known| known.is_at_root)
    }

    /// Returns whether `prefix` is the prefix of a known namespace.
    fn is_known(&self, prefix: &str) -> bool {
        is_known(&self.known, prefix)
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

    /// Marks the known namespace whose prefix is `prefix` as used, so that the root declares it.
    pub(super) fn use_prefix(&mut self, prefix: &str) {
        if let Some(known) = self.known.iter_mut().find(|known| known.prefix == prefix) {
            known.is_used = true;
        }
    }

    // -- local declarations ----------------------------------------------------------------------------------------

    /// Returns a prefix for the namespace `uri`: one that is already bound to it, `preferred` if that is free, or a numbered one such
    /// as `ns0`. The caller uses the prefix in the element at `depth`.
    pub(super) fn prefix_for(&mut self, uri: &str, preferred: &str, depth: usize) -> Prefix {
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
        if let Some(prefix) = self.locals.prefix_of(uri, preferred) {
            let prefix = bound(prefix);
            self.locals.pin(&prefix.text, depth);
            return prefix;
        }
        let known = &self.known;
        let is_free = |locals: &Locals, prefix: &str| {
            is_nc_name(prefix) && !is_reserved(prefix) && !is_known(known, prefix) && !locals.is_bound_at(prefix, depth)
        };
        let text = match is_free(&self.locals, preferred) {
            true => preferred.to_owned(),
            false => self.locals.numbered(depth, is_free),
        };
        Prefix { text, is_new: true }
    }

    /// Returns whether an element may bind `prefix` to the namespace `uri`. Prefixes of known namespaces are not allowed.
    pub(super) fn can_bind(&self, prefix: &str, uri: &str) -> bool {
        is_nc_name(prefix) && !is_reserved(prefix) && !matches!(uri, "" | XML_URI | XMLNS_URI) && !self.is_known(prefix)
    }
}

fn is_known(known: &[Known], prefix: &str) -> bool {
    known.iter().any(|known| known.prefix == prefix)
}

fn is_reserved(prefix: &str) -> bool {
    matches!(prefix, "xml" | "xmlns" | "xsi")
}
