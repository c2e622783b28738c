//! The namespaces of a document, and the prefixes that are bound to them.

use std::borrow::Cow;
use std::sync::Arc;

use super::foreign::Foreign;
use crate::names::{Namespace, Ns, XML_URI, XS_URI, XSI_URI};
use crate::work;

/// The maximum number of foreign namespaces in a document. A namespace is foreign if generated code does not declare it.
const MAX_FOREIGN: usize = 4096;

/// The maximum number of namespace declarations in scope at any position. The limit bounds the linear search for a prefix.
pub(crate) const MAX_BINDINGS: usize = 256;

/// The number of declarations in scope for which memory is reserved at once.
const USUAL_BINDINGS: usize = 8;

/// The namespaces of a document, and the prefixes that are bound to them at the current position.
pub(super) struct Bindings<'a> {
    /// The namespaces that generated code declares.
    declared: &'a [Namespace],
    /// The foreign namespaces of the document, with their names. Shared with readers that read an element again.
    foreign: Option<Arc<Foreign<Cow<'a, str>>>>,
    /// The bindings of the elements around the text of this reader, if the text is only a part of the document; otherwise empty.
    /// Borrowed, so that the readers of many parts do not copy them.
    outer: &'a OuterBindings,
    /// The bindings that the elements in the text of this reader declare.
    bindings: Vec<Binding<'a>>,
    /// The number of bindings that stay in scope at the next start tag; `usize::MAX` for all of them. The others are removed only at
    /// that tag, because the caller may still resolve a prefix in the text of the element that was just closed.
    remaining: usize,
    /// A number that changes whenever a binding is added or removed.
    scope: usize,
}

/// The bindings and the foreign namespaces of the elements that enclose a part of a document.
#[derive(Debug, Default)]
pub(super) struct OuterBindings {
    bindings: Vec<(String, Ns)>,
    /// The indices in `bindings`, sorted by prefix for fast lookups. If several bindings have the same prefix, inner ones follow outer
    /// ones.
    by_prefix: Vec<usize>,
    pub(super) foreign: Foreign<String>,
}

impl OuterBindings {
    pub(super) fn len(&self) -> usize {
        self.bindings.len()
    }

    pub(super) fn bind(&mut self, prefix: String, namespace: Ns) {
        let place = self.place_after(&prefix);
        self.by_prefix.insert(place, self.bindings.len());
        self.bindings.push((prefix, namespace));
    }

    /// Removes all bindings except for the first `len` ones.
    pub(super) fn truncate(&mut self, len: usize) {
        if len < self.bindings.len() {
            self.bindings.truncate(len);
            self.by_prefix.retain(|index| *index < len);
        }
    }

    fn resolve(&self, prefix: &str) -> Option<Ns> {
        // A fast path, because tags without a prefix are frequent. The empty prefix sorts first: if the first prefix is not
        // empty, no default namespace is declared.
        if prefix.is_empty() && self.bindings.get(*self.by_prefix.first()?).is_none_or(|(first, _)| !first.is_empty()) {
            return None;
        }
        let index = self.by_prefix.get(self.place_after(prefix).checked_sub(1)?)?;
        let (found, namespace) = self.bindings.get(*index)?;
        (found == prefix).then_some(*namespace)
    }

    /// Returns the index in `by_prefix` after the last binding of `prefix`. If `prefix` has no binding, its first one belongs there.
    fn place_after(&self, prefix: &str) -> usize {
        self.by_prefix.partition_point(|index| {
            work::step();
            self.bindings.get(*index).is_some_and(|(other, _)| other.as_str() <= prefix)
        })
    }
}

static NO_BINDINGS: OuterBindings =
    OuterBindings { bindings: Vec::new(), by_prefix: Vec::new(), foreign: Foreign::new() };

/// A prefix (empty for the default namespace) and its namespace.
#[derive(Clone, Copy)]
pub(super) struct Binding<'a> {
    pub(super) prefix: &'a str,
    pub(super) namespace: Ns,
}

impl<'a> Bindings<'a> {
    pub(super) fn new(declared: &'a [Namespace]) -> Self {
        Self { declared, foreign: None, outer: &NO_BINDINGS, bindings: Vec::new(), remaining: usize::MAX, scope: 0 }
    }

    /// The namespaces that generated code declares.
    pub(super) fn declared(&self) -> &'a [Namespace] {
        self.declared
    }

    /// Enters an element: removes the bindings of closed elements, and returns the number of bindings outside the new element.
    pub(super) fn enter(&mut self) -> usize {
        let remaining = std::mem::replace(&mut self.remaining, usize::MAX);
        if remaining < self.bindings.len() {
            self.bindings.truncate(remaining);
            self.scope += 1;
        }
        self.bindings.len()
    }

    /// Returns the number of the scope of the next start tag. In scopes with the same number, prefixes have the same namespaces.
    /// Returns `None` if bindings go out of scope before that tag.
    pub(super) fn scope(&self) -> Option<usize> {
        (self.remaining >= self.bindings.len()).then_some(self.scope)
    }

    /// Leaves an element. `outside` is the number that [`Self::enter`] returned for it.
    pub(super) fn leave(&mut self, outside: usize) {
        self.remaining = self.remaining.min(outside);
    }

    /// Binds a prefix. Returns `false` if too many bindings are in scope.
    pub(super) fn bind(&mut self, prefix: &'a str, namespace: Ns) -> bool {
        let has_room = self.outer.len() + self.bindings.len() < MAX_BINDINGS;
        if has_room {
            if self.bindings.capacity() == 0 {
                self.bindings.reserve(USUAL_BINDINGS);
            }
            self.bindings.push(Binding { prefix, namespace });
            self.scope += 1;
        }
        has_room
    }

    /// The bindings after the first `outside` ones.
    pub(super) fn after(&self, outside: usize) -> &[Binding<'a>] {
        self.bindings.get(outside..).unwrap_or_default()
    }

    /// Sets the bindings of the elements that enclose a part of a document.
    pub(super) fn set_outer(&mut self, outer: &'a OuterBindings) {
        self.outer = outer;
    }

    /// Returns a copy with only the first `outside` bindings, or, for `None`, with the bindings that stay in scope after the last end
    /// tag.
    pub(super) fn copy_outside(&self, outside: Option<usize>) -> Self {
        let len = outside.unwrap_or(self.remaining).min(self.bindings.len());
        Self {
            declared: self.declared,
            foreign: self.foreign.clone(),
            outer: self.outer,
            bindings: self.bindings.iter().copied().take(len).collect(),
            remaining: usize::MAX,
            scope: 0,
        }
    }

    /// Returns the namespace that a prefix is bound to; `None` if the prefix is not bound. The empty prefix is bound to the default
    /// namespace.
    pub(super) fn resolve(&self, prefix: &str) -> Option<Ns> {
        let own = self.bindings.iter().rev().find(|binding| binding.prefix == prefix).map(|binding| binding.namespace);
        own.or_else(|| self.outer.resolve(prefix)).or_else(|| (prefix == "xml").then_some(Ns::XML))
    }

    /// Returns the name of a namespace; empty for [`Ns::NONE`].
    pub(super) fn uri(&self, namespace: Ns) -> &str {
        match namespace {
            Ns::NONE => "",
            Ns::XML => XML_URI,
            Ns::XSI => XSI_URI,
            Ns::XS => XS_URI,
            other => match self.declared.iter().find(|known| known.ns == other) {
                Some(known) => known.uri,
                None => self.foreign_uri(other).unwrap_or_default(),
            },
        }
    }

    /// Returns whether a namespace of the document is foreign. The namespaces of `xml` and `xsi` and [`Ns::NONE`] are not foreign.
    /// The namespace of XML Schema is, unless generated code declares it.
    pub(super) fn is_foreign(&self, namespace: Ns) -> bool {
        match namespace {
            Ns::XS => self.declared.iter().all(|known| known.ns != namespace),
            other => self.foreign_uri(other).is_some(),
        }
    }

    /// Returns the name of a foreign namespace.
    pub(super) fn foreign_uri(&self, namespace: Ns) -> Option<&str> {
        let own = self.foreign.as_ref().and_then(|foreign| foreign.get(namespace)).map(Cow::as_ref);
        own.or_else(|| self.outer.foreign.get(namespace).map(String::as_str))
    }

    /// Returns the foreign namespace with the name `uri`, if the document has declared it before.
    pub(super) fn known_foreign(&self, uri: &str) -> Option<Ns> {
        let namespace = Ns::of(uri);
        (self.foreign_uri(namespace)? == uri).then_some(namespace)
    }

    /// Returns the known namespace with the name `uri`: one that generated code declares, or the one of `xml`, `xsi` or XML Schema.
    pub(super) fn known(&self, uri: &str) -> Option<Ns> {
        match uri {
            "" => return Some(Ns::NONE),
            XML_URI => return Some(Ns::XML),
            XSI_URI => return Some(Ns::XSI),
            XS_URI => return Some(Ns::XS),
            _ => {}
        }
        self.declared.iter().find(|known| known.uri == uri).map(|known| known.ns)
    }

    /// Returns the namespace of `xml` or `xsi`, or one that generated code declares, whose name differs from `uri` only in white
    /// space, case, trailing slashes, or the scheme: `http://a/b`, `HTTPS:/a/b/` and `a/b` are similar.
    pub(super) fn similar(&self, uri: &str) -> Option<Ns> {
        fn bare(uri: &str) -> &str {
            let after = after(uri, "http").map(|rest| after(rest, "s").unwrap_or(rest));
            let separator = [':', '/'];
            let path = after.filter(|rest| rest.starts_with(separator)).map(|rest| rest.trim_start_matches(separator));
            path.unwrap_or(uri).trim_end_matches('/')
        }
        /// Returns the text after a prefix. The case of the prefix does not matter.
        fn after<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
            let (start, rest) = text.split_at_checked(prefix.len())?;
            start.eq_ignore_ascii_case(prefix).then_some(rest)
        }
        let has_white_space = uri.bytes().any(|byte| byte.is_ascii_whitespace());
        let packed = has_white_space.then(|| uri.split_ascii_whitespace().collect::<String>());
        let bare_uri = bare(packed.as_deref().unwrap_or(uri));
        let declared = self.declared.iter().map(|known| known.uri);
        let mut all = ["", XML_URI, XSI_URI].into_iter().chain(declared);
        self.known(all.find(|known| bare(known).eq_ignore_ascii_case(bare_uri))?)
    }

    /// Adds the foreign namespace with the name `uri`, and returns it.
    ///
    /// # Errors
    /// The document has too many foreign namespaces, or another namespace has the same hash.
    pub(super) fn add_foreign(&mut self, uri: Cow<'a, str>) -> Result<Ns, String> {
        let namespace = Ns::of(&uri);
        match self.foreign_uri(namespace) {
            Some(known) if known == uri => return Ok(namespace),
            None if !self.has_number(namespace) => {}
            _ => return Err("the document uses two namespace names with the same hash".to_owned()),
        }
        if self.foreign.as_ref().map_or(0, |foreign| foreign.len()) + self.outer.foreign.len() >= MAX_FOREIGN {
            return Err(format!("more than {MAX_FOREIGN} namespaces"));
        }
        Arc::make_mut(self.foreign.get_or_insert_default()).insert(namespace, uri);
        Ok(namespace)
    }

    /// Returns whether a known namespace has the hash `namespace`.
    fn has_number(&self, namespace: Ns) -> bool {
        matches!(namespace, Ns::NONE | Ns::XML | Ns::XSI | Ns::XS)
            || self.declared.iter().any(|known| known.ns == namespace)
    }
}

#[cfg(test)]
mod tests {
    use super::OuterBindings;
    use crate::names::Ns;
    use crate::work::steps;

    #[test]
    fn inner_bindings_hide_outer_ones() {
        let [a, b, c] = ["urn:a", "urn:b", "urn:c"].map(Ns::of);
        let mut outer = OuterBindings::default();
        for (prefix, namespace) in [("t", a), ("", b), ("s", a), ("t", c), ("", a)] {
            outer.bind(prefix.to_owned(), namespace);
        }
        let resolve = |outer: &OuterBindings| ["t", "", "s", "u", "a"].map(|prefix| outer.resolve(prefix));
        assert_eq!(resolve(&outer), [Some(c), Some(a), Some(a), None, None]);
        outer.truncate(3);
        assert_eq!(resolve(&outer), [Some(a), Some(b), Some(a), None, None]);
        outer.truncate(0);
        assert_eq!(resolve(&outer), [None; 5]);
    }

    #[test]
    fn a_prefix_is_compared_with_few_others() {
        let mut outer = OuterBindings::default();
        (0..256).for_each(|number| outer.bind(format!("p{number}"), Ns::NONE));
        let taken = steps(|| {
            for prefix in ["", "p0", "p128", "p255", "q"] {
                outer.resolve(prefix);
            }
        });
        assert!((5..=5 * 9).contains(&taken), "{taken}");
    }
}
