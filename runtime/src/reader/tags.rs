//! The current tag: its name, its namespaces, and the values of `xsi:type` and `xsi:nil`.

use std::borrow::Cow;

use super::state::Reader;
use crate::deviation::DeviationKind;
use crate::error::{ErrorKind, Result};
use crate::lexical::{self, NamespaceScope};
use crate::names::{Name, Namespace, Ns, split_name};
use crate::printable::{printable, shown, shown_name};
use crate::tokens::dereferenced;

impl<'a> Reader<'a> {
    /// The expanded name of the current tag.
    pub(crate) fn name(&self) -> Name<'a> {
        self.cursor.tag.name
    }

    /// The namespace name of the current tag; empty if it has no namespace.
    pub fn namespace_uri(&self) -> &str {
        self.uri(self.cursor.tag.name.namespace)
    }

    /// The local name of the current tag.
    pub fn local_name(&self) -> &'a str {
        self.cursor.tag.name.local
    }

    /// The name of the current tag, with its prefix.
    pub(crate) fn tag_name(&self) -> &'a str {
        self.cursor.tag.qualified
    }

    /// Gives the current tag another expanded name.
    pub(crate) fn rename(&mut self, name: Name<'a>) {
        self.cursor.tag.name = name;
    }

    /// The prefixes that the current tag declares, with their namespace names.
    pub(crate) fn declarations(&self) -> impl Iterator<Item = (&'a str, &str)> {
        let outside = self.cursor.open.last().map_or(0, |open| open.bindings);
        self.bindings.after(outside).iter().map(|binding| (binding.prefix, self.uri(binding.namespace)))
    }

    /// The name of a namespace; empty for [`Ns::NONE`].
    pub(crate) fn uri(&self, namespace: Ns) -> &str {
        self.bindings.uri(namespace)
    }

    /// Returns whether the current tag has `xsi:nil="true"`.
    pub(crate) fn is_nil(&self) -> bool {
        self.cursor.tag.is_nil
    }

    /// The namespace and the local name of the type that the `xsi:type` attribute of the current tag names. The namespace is `None` if
    /// the prefix is undeclared.
    pub(crate) fn xsi_type(&self) -> Option<(Option<Ns>, Cow<'a, str>)> {
        fn parts(value: &str) -> (&str, &str) {
            split_name(lexical::trim(value))
        }
        let value = dereferenced(self.cursor.tag.xsi_type?);
        let prefix = parts(&value).0;
        let namespace = self.bindings.resolve(prefix).or(prefix.is_empty().then_some(Ns::NONE));
        let local = match value {
            Cow::Borrowed(value) => Cow::Borrowed(parts(value).1),
            Cow::Owned(value) => Cow::Owned(parts(&value).1.to_owned()),
        };
        Some((namespace, local))
    }

    /// The namespaces that generated code declares.
    pub(crate) fn declared_namespaces(&self) -> &'a [Namespace] {
        self.bindings.declared()
    }

    /// Returns whether generated code declares a namespace.
    pub(crate) fn is_declared(&self, namespace: Ns) -> bool {
        self.bindings.declared().iter().any(|known| known.ns == namespace)
    }

    /// Ignores the `xsi:type` of the current tag from now on.
    pub(crate) fn forget_type(&mut self) {
        self.cursor.tag.xsi_type = None;
    }

    /// Tries other namespaces for the current tag if `fits` returns `false`: first the declared ones, then no namespace. The tag gets
    /// the first of them for which `fits` returns `true`, and otherwise remains unchanged. Some senders forget to declare the default
    /// namespace, and some servers use a namespace that differs from the schema. A tag in a namespace that generated code does not
    /// declare is not changed.
    ///
    /// # Errors
    /// The tag fits only in another namespace, and the reader is strict.
    pub fn adopt_namespace(&mut self, mut fits: impl FnMut(&Self) -> bool) -> Result<()> {
        let own = self.cursor.tag.name.namespace;
        if self.bindings.is_foreign(own) || fits(self) {
            return Ok(());
        }
        // If a schema declares an element without a namespace, senders often put it in the namespace of its parent. So the tag is
        // also tried without a namespace, after all declared ones.
        let declared = self.bindings.declared().iter().map(|known| known.ns);
        for namespace in declared.chain([Ns::NONE]) {
            self.cursor.tag.name.namespace = namespace;
            if fits(self) {
                let name = shown_name(self.tag_name());
                let how = if own == Ns::NONE { "without a namespace" } else { "in an unexpected namespace" };
                let expected = match namespace {
                    Ns::NONE => "none".to_owned(),
                    namespace => shown(self.uri(namespace)),
                };
                return self.deviation(DeviationKind::Namespace, &|| format!("<{name}> {how}; expected {expected}"));
            }
        }
        self.cursor.tag.name.namespace = own;
        Ok(())
    }

    /// Returns the namespace with the name `uri`, or a known namespace with a similar name, or a new foreign namespace.
    pub(super) fn intern(&mut self, uri: Cow<'a, str>) -> Result<Ns> {
        if let Some(known) = self.bindings.known(&uri).or_else(|| self.bindings.known_foreign(&uri)) {
            return Ok(known);
        }
        if let Some(similar) = self.bindings.similar(&uri) {
            self.deviation(DeviationKind::Namespace, &|| printable(&uri).to_string())?;
            return Ok(similar);
        }
        self.bindings.add_foreign(uri).map_err(|message| self.error(ErrorKind::Limit, message))
    }
}

impl NamespaceScope for Reader<'_> {
    fn namespace(&self, prefix: Option<&str>) -> Option<&str> {
        let namespace = self.bindings.resolve(prefix.unwrap_or_default())?;
        // Counts the copy that the caller keeps: a document can repeat a prefix that is bound to a long namespace name.
        self.charge_later(self.uri(namespace).len());
        (namespace != Ns::NONE).then(|| self.uri(namespace))
    }
}
