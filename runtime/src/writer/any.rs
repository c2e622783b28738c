//! Functions that write elements, attributes and prefixes that no schema declares.

use std::borrow::Cow;

use super::escape::push_declaration;
use super::prefixes::Prefix;
use super::state::Writer;
use crate::any::{AnyAttribute, AnyElement, AnyNode, AnyType};
use crate::error::{Result, shown};
use crate::lexical::{PrefixSource, is_nc_name};
use crate::names::{Ns, XMLNS_URI, XSI_URI};
use crate::tokens::is_xml_char;

impl AnyElement {
    pub(crate) fn write_to(&self, writer: &mut Writer) -> Result<()> {
        // The value of a required element that was missing.
        if *self == Self::default() {
            return Ok(());
        }
        let name = self.start(writer)?;
        self.content.nodes.iter().try_for_each(|node| node.write_to(writer))?;
        writer.end_any(&name);
        Ok(())
    }

    /// Opens the element, and writes its attributes. Returns the qualified name.
    pub(crate) fn start(&self, writer: &mut Writer) -> Result<String> {
        let name = writer.start_any(&self.namespace, &self.prefix, &self.local)?;
        self.content.write_attributes(writer)?;
        Ok(name)
    }
}

impl AnyNode {
    pub(crate) fn write_to(&self, writer: &mut Writer) -> Result<()> {
        match self {
            Self::Text(text) => writer.text(text),
            Self::Element(element) => element.write_to(writer),
        }
    }
}

impl AnyType {
    /// Writes the content of the element that was just opened.
    pub(crate) fn write_to(&self, writer: &mut Writer) -> Result<()> {
        self.write_attributes(writer)?;
        self.nodes.iter().try_for_each(|node| node.write_to(writer))
    }

    fn write_attributes(&self, writer: &mut Writer) -> Result<()> {
        for (prefix, uri) in &self.prefixes {
            writer.declare_if_free(prefix, uri);
        }
        self.attributes.iter().try_for_each(|attribute| attribute.write_to(writer))
    }
}

impl AnyAttribute {
    pub(crate) fn write_to(&self, writer: &mut Writer) -> Result<()> {
        if self.namespace == XSI_URI && self.local == "type" {
            // The root declares the prefix of the type name if the prefix belongs to a known namespace.
            let prefix = self.value.trim().split_once(':').map_or("", |(prefix, _)| prefix);
            writer.prefixes.use_prefix(prefix);
        }
        writer.attribute_any(&self.namespace, &self.prefix, &self.local, &self.value)
    }
}

impl Writer {
    /// Writes an element that no schema declares.
    ///
    /// # Errors
    /// The element contains an invalid name, or a text with a character that XML does not allow.
    pub fn any_element(&mut self, element: &AnyElement) -> Result<()> {
        element.write_to(self)
    }

    /// Opens an element of any namespace, with the prefix `preferred` if it is free. Returns the qualified name.
    fn start_any(&mut self, uri: &str, preferred: &str, local: &str) -> Result<String> {
        self.check_name(uri, local)?;
        self.close_tag();
        self.open.push("*");
        let (name, new_prefix) = self.qualified(uri, preferred, local);
        self.out.push('<');
        self.out.push_str(&name);
        self.declare_at_root(Ns::NONE);
        self.tag_is_open = true;
        if let Some(prefix) = new_prefix {
            self.declare(&prefix, uri);
        }
        Ok(name)
    }

    pub(crate) fn end_any(&mut self, name: &str) {
        self.open.pop();
        if self.tag_is_open {
            self.out.push_str("/>");
            self.tag_is_open = false;
        } else {
            self.out.extend(["</", name, ">"]);
        }
        self.prefixes.leave(self.open.len());
    }

    fn attribute_any(&mut self, uri: &str, preferred: &str, local: &str, value: &str) -> Result<()> {
        self.check_name(uri, local)?;
        let (name, new_prefix) = self.qualified(uri, preferred, local);
        if let Some(prefix) = new_prefix {
            self.declare(&prefix, uri);
        }
        self.out.push(' ');
        self.out.push_str(&name);
        self.push_value(local, value)
    }

    /// Checks a name that no schema declares. The name comes from the caller, and can be any text.
    fn check_name(&self, uri: &str, local: &str) -> Result<()> {
        let wrong = match is_nc_name(local) {
            true if uri != XMLNS_URI && uri.chars().all(is_xml_char) => return Ok(()),
            true => uri,
            false => local,
        };
        Err(self.error(format!("{} is not a valid name", shown(wrong))))
    }

    /// Returns the qualified name, and the prefix if it has to be declared.
    fn qualified(&mut self, uri: &str, preferred: &str, local: &str) -> (String, Option<String>) {
        if uri.is_empty() {
            return (local.to_owned(), None);
        }
        let Prefix { text, is_new } = self.prefixes.prefix_for(uri, preferred, self.open.len(), self.tag_is_open);
        ([&text, ":", local].concat(), is_new.then_some(text))
    }

    /// Declares a prefix on the element that was just opened.
    fn declare(&mut self, prefix: &str, uri: &str) {
        push_declaration(&mut self.out, prefix, uri);
        self.prefixes.bind(prefix, uri, self.open.len());
    }

    /// Declares a prefix on the element that was just opened, unless it is in use or already declared.
    fn declare_if_free(&mut self, prefix: &str, uri: &str) {
        let depth = self.open.len();
        if !self.prefixes.can_bind(prefix, uri) {
            return;
        }
        if self.prefixes.is_bound(prefix, uri, depth) {
            self.prefixes.pin(prefix, uri, depth);
        } else {
            self.declare(prefix, uri);
        }
    }
}

impl PrefixSource for Writer {
    fn prefix(&mut self, namespace: &str) -> Cow<'_, str> {
        if namespace.is_empty() {
            return Cow::Borrowed("");
        }
        let depth = self.open.len();
        let Prefix { text, is_new } = self.prefixes.prefix_for(namespace, "", depth, self.tag_is_open);
        if is_new && self.tag_is_open {
            self.declare(&text, namespace);
        } else if is_new {
            self.prefixes.bind_later(&text, namespace, depth + 1);
        }
        Cow::Owned(text)
    }
}
