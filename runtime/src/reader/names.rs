//! The current tag, and what its prefixes stand for.

use std::borrow::Cow;

use super::{Reader, Tag};
use crate::error::{ErrorKind, Result};
use crate::lexical::{self, NamespaceScope};
use crate::names::{Name, Ns, XML_URI, XSI_URI};
use crate::options::DeviationKind;

/// How many namespaces that nobody declared a document may have: every declaration is looked for among them.
const MOST_NAMESPACES: usize = 4096;

impl<'a> Reader<'a> {
    /// The namespace, the local name and the hash of the current tag.
    pub(crate) fn name(&self) -> Name<'a> {
        Name { namespace: self.tag.namespace, local: self.tag.local, hash: self.tag.hash }
    }

    /// The namespace name of the current tag; empty for none.
    pub fn namespace_uri(&self) -> &str {
        self.uri(self.tag.namespace)
    }

    /// The local name of the current tag.
    pub fn local_name(&self) -> &'a str {
        self.tag.local
    }

    /// The name of the current tag as it is written.
    pub(crate) fn tag_name(&self) -> &'a str {
        self.tag.name
    }

    /// The prefixes that the current tag declares.
    pub(crate) fn declarations(&self) -> impl Iterator<Item = (&'a str, &str)> {
        let outside = self.open.last().map_or(0, |open| open.bindings);
        self.bindings
            .get(outside..)
            .unwrap_or_default()
            .iter()
            .map(|binding| (binding.prefix, self.uri(binding.namespace)))
    }

    /// The name of a namespace; empty for none.
    pub(crate) fn uri(&self, namespace: Ns) -> &str {
        match namespace {
            Ns::NONE => "",
            Ns::XML => XML_URI,
            Ns::XSI => XSI_URI,
            other => match self.declared.iter().find(|known| known.ns == other) {
                Some(known) => known.uri,
                None => self.foreign.get(&other).map_or("", |uri| uri),
            },
        }
    }

    /// Whether the current tag says `xsi:nil="true"`.
    pub(crate) fn is_nil(&self) -> bool {
        self.tag.nil
    }

    /// Takes a tag that does not fit for one of a declared namespace where it fits: senders forget to declare the default, and
    /// servers have elements in another namespace than their schema says. A tag of a namespace that nobody declared stays.
    ///
    /// # Errors
    /// In strict mode, where it would fit.
    pub fn adopt_namespace(&mut self, mut fits: impl FnMut(&Self) -> bool) -> Result<()> {
        let own = self.tag.namespace;
        if self.is_foreign(own) || fits(self) {
            return Ok(());
        }
        for known in self.declared {
            self.tag.namespace = known.ns;
            if fits(self) {
                let name = self.tag.name;
                let how =
                    if own == Ns::NONE { "without a namespace" } else { "in another namespace than it should be" };
                return self.deviation(DeviationKind::Namespace, || format!("<{name}> {how}"));
            }
        }
        self.tag.namespace = own;
        Ok(())
    }

    /// Whether nobody declared a namespace.
    fn is_foreign(&self, namespace: Ns) -> bool {
        self.foreign.contains_key(&namespace)
    }

    /// Replaces the name of the current tag.
    pub(crate) fn rename(&mut self, name: Name<'a>) {
        self.tag = Tag { local: name.local, namespace: name.namespace, hash: name.hash, ..self.tag };
    }

    /// The value of `xsi:type` of the current tag, as namespace and local name; `None` for the namespace if its prefix is
    /// declared nowhere.
    pub(crate) fn xsi_type(&self) -> Option<(Option<Ns>, &'a str)> {
        let (prefix, local) = split_name(lexical::trim(self.tag.ty?));
        let namespace = self.resolve(prefix);
        Some((if prefix.is_empty() { namespace.or(Some(Ns::NONE)) } else { namespace }, local))
    }

    /// Takes the `xsi:type` of the current tag as done with.
    pub(crate) fn forget_type(&mut self) {
        self.tag.ty = None;
    }

    pub(super) fn resolve(&self, prefix: &str) -> Option<Ns> {
        let bound = self.bindings.iter().rev().find(|binding| binding.prefix == prefix);
        match bound {
            Some(binding) => Some(binding.namespace),
            None if prefix == "xml" => Some(Ns::XML),
            None => None,
        }
    }

    pub(super) fn intern(&mut self, uri: Cow<'a, str>) -> Result<Ns> {
        if let Some(known) = self.known(&uri) {
            return Ok(known);
        }
        if let Some(twin) = self.twin(&uri) {
            self.deviation(DeviationKind::Namespace, || uri.to_string())?;
            return Ok(twin);
        }
        let namespace = Ns::of(&uri);
        if self.foreign.get(&namespace).is_some_and(|known| *known != uri) || self.known_number(namespace) {
            return Err(self.error(ErrorKind::Limit, "the document uses two namespace names with the same number"));
        }
        if self.foreign.len() >= MOST_NAMESPACES && !self.foreign.contains_key(&namespace) {
            return Err(self.error(ErrorKind::Limit, format!("more than {MOST_NAMESPACES} namespaces")));
        }
        self.foreign.entry(namespace).or_insert(uri);
        Ok(namespace)
    }

    /// Returns whether a namespace that is not foreign has that number.
    fn known_number(&self, namespace: Ns) -> bool {
        matches!(namespace, Ns::NONE | Ns::XML | Ns::XSI) || self.declared.iter().any(|known| known.ns == namespace)
    }

    /// The namespace whose name it is but for white space, case, `https` and a slash at the end.
    fn twin(&self, uri: &str) -> Option<Ns> {
        fn bare(uri: &str) -> &str {
            let behind = uri.strip_prefix("http").map(|rest| rest.strip_prefix('s').unwrap_or(rest));
            behind.and_then(|rest| rest.strip_prefix("://")).unwrap_or(uri).trim_end_matches('/')
        }
        let packed = uri.split_ascii_whitespace().collect::<String>().to_ascii_lowercase();
        let declared = self.declared.iter().map(|known| known.uri);
        let mut all = ["", XML_URI, XSI_URI].into_iter().chain(declared);
        self.known(all.find(|known| bare(known).eq_ignore_ascii_case(bare(&packed)))?)
    }

    fn known(&self, uri: &str) -> Option<Ns> {
        match uri {
            "" => return Some(Ns::NONE),
            XML_URI => return Some(Ns::XML),
            XSI_URI => return Some(Ns::XSI),
            _ => {}
        }
        self.declared.iter().find(|known| known.uri == uri).map(|known| known.ns)
    }
}

impl NamespaceScope for Reader<'_> {
    fn namespace(&self, prefix: Option<&str>) -> Option<&str> {
        let namespace = self.resolve(prefix.unwrap_or_default())?;
        // Whoever asks keeps a copy: one long name may be asked for often.
        self.add_memory(self.uri(namespace).len());
        (namespace != Ns::NONE).then(|| self.uri(namespace))
    }
}

/// Prefix (empty for none) and local name.
pub(super) fn split_name(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}
