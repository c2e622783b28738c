//! Functions that write the tags of elements of known namespaces.

use super::escape::push_declaration;
use super::state::{TypeName, Writer};
use crate::error::Result;
use crate::lexical::{Lexical as _, QName};
use crate::names::Ns;

impl Writer {
    /// Opens an element of a known namespace. Write its attributes next, then its content, and then call [`Self::end`].
    pub fn start(&mut self, namespace: Ns, local: &'static str) {
        self.close_tag();
        match self.prefixes.used(namespace) {
            Some(known) => {
                self.out.push_str(&known.start);
                self.out.push_str(local);
            }
            None => {
                self.out.push('<');
                self.push_name(namespace, local);
            }
        }
        self.declare_at_root(namespace);
        self.open.push(local);
        self.tag_is_open = true;
        if let Some(name) = self.next_type.take() {
            self.push_type(name);
        }
        if self.prefixes.locals.has_undeclared() {
            for (prefix, uri) in self.prefixes.locals.take_undeclared() {
                push_declaration(&mut self.out, prefix, uri);
            }
        }
    }

    /// Closes the innermost open element.
    pub fn end(&mut self, namespace: Ns, local: &'static str) {
        self.open.pop();
        if self.tag_is_open {
            self.out.push_str("/>");
            self.tag_is_open = false;
        } else {
            match self.prefixes.used(namespace) {
                Some(known) => {
                    self.out.push_str(&known.end);
                    self.out.push_str(local);
                }
                None => {
                    self.out.push_str("</");
                    self.push_name(namespace, local);
                }
            }
            self.out.push('>');
        }
        self.prefixes.locals.leave(self.open.len());
    }

    pub(super) fn close_tag(&mut self) {
        if self.tag_is_open {
            self.out.push('>');
            self.tag_is_open = false;
        }
    }

    /// Writes namespace declarations after the name of the root, and does nothing for other elements. The root declares the namespaces
    /// that most documents use, so [`Self::finish`] rarely has to insert declarations and move the rest of the document.
    pub(super) fn declare_at_root(&mut self, namespace: Ns) {
        if self.root.is_some() {
            return;
        }
        let start = self.out.len();
        for known in self.prefixes.declare_at_root(namespace) {
            push_declaration(&mut self.out, &known.prefix, known.namespace.uri);
        }
        self.root = Some(start..self.out.len());
    }

    pub(super) fn push_name(&mut self, namespace: Ns, local: &str) {
        match namespace {
            Ns::NONE => {}
            Ns::XML => self.out.push_str("xml:"),
            Ns::XSI => {
                self.prefixes.uses_xsi = true;
                self.out.push_str("xsi:");
            }
            other => {
                if let Some(known) = self.prefixes.used(other) {
                    self.out.push_str(&known.prefix);
                    self.out.push(':');
                }
            }
        }
        self.out.push_str(local);
    }

    /// Sets the `xsi:type` of the next element.
    pub(crate) fn set_type(&mut self, namespace: Ns, local: &'static str) {
        self.next_type = Some(TypeName::Known(namespace, local));
    }

    /// Sets the `xsi:type` of the next element to a name in any namespace, also one that generated code does not declare.
    ///
    /// # Errors
    /// The name is not valid.
    pub(crate) fn set_any_type(&mut self, name: &QName) -> Result<()> {
        self.check_name(name.namespace.as_deref().unwrap_or_default(), &name.local)?;
        self.next_type = Some(TypeName::Any(name.clone()));
        Ok(())
    }

    fn push_type(&mut self, name: TypeName) {
        self.prefixes.uses_xsi = true;
        match name {
            TypeName::Known(namespace, local) => {
                self.out.push_str(" xsi:type=\"");
                self.push_name(namespace, local);
            }
            TypeName::Any(name) => {
                // `write` can add the declaration of a prefix to the open tag. The declaration must precede this attribute, so the
                // name is first written to a separate string.
                let mut text = String::new();
                name.write(&mut text, self);
                self.out.push_str(" xsi:type=\"");
                self.out.push_str(&text);
            }
        }
        self.out.push('"');
    }

    /// Writes `xsi:nil="true"` on the element that was just opened.
    pub(crate) fn nil(&mut self) {
        self.prefixes.uses_xsi = true;
        self.out.push_str(" xsi:nil=\"true\"");
    }
}
