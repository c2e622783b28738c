//! Functions that write elements, attributes and prefixes that no schema declares.

use std::borrow::Cow;

#[cfg(feature = "validate")]
use super::escape::forbidden_char;
use super::escape::push_declaration;
use super::prefixes::Prefix;
use super::state::Writer;
use crate::any::{AnyAttribute, AnyElement, AnyNode, AnyType};
use crate::error::{ErrorKind, Result};
use crate::lexical::{PrefixSource, is_nc_name};
use crate::names::{Ns, XMLNS_URI, XSI_URI};
use crate::printable::shown;
use crate::tokens::is_xml_char;

impl AnyElement {
    pub(crate) fn write_to(&self, writer: &mut Writer) -> Result<()> {
        // The default value stands for a required element that was missing in the document that was read. Nothing is written for it.
        if self.local.is_empty() && *self == Self::default() {
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
            // The type name needs its prefix: `t` in `t:ItemType`. If `t` is the prefix of a known namespace, the root declares it.
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

    /// Opens an element in any namespace, with the prefix `preferred` if it is free. Returns the qualified name.
    fn start_any(&mut self, uri: &str, preferred: &str, local: &str) -> Result<String> {
        self.check_depth()?;
        let (name, new_prefix) = self.qualified(uri, preferred, local, self.open.len() + 1)?;
        self.close_tag();
        self.open.push("*");
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
        self.prefixes.locals.leave(self.open.len());
    }

    fn attribute_any(&mut self, uri: &str, preferred: &str, local: &str, value: &str) -> Result<()> {
        let (name, new_prefix) = self.qualified(uri, preferred, local, self.open.len())?;
        if let Some(prefix) = new_prefix {
            self.declare(&prefix, uri);
        }
        self.out.push(' ');
        self.out.push_str(&name);
        self.push_value(local, value)
    }

    /// Checks a name that no schema declares. The name comes from the caller, and can be any text.
    pub(super) fn check_name(&self, uri: &str, local: &str) -> Result<()> {
        match invalid_name(uri, local) {
            Some(wrong) => Err(self.error(ErrorKind::Character, format!("{} is not a valid name", shown(wrong)))),
            None => Ok(()),
        }
    }

    /// Returns the qualified name of an element at a depth, or of one of its attributes, and the prefix if it must be declared.
    ///
    /// # Errors
    /// The name is not valid.
    fn qualified(&mut self, uri: &str, preferred: &str, local: &str, depth: usize) -> Result<(String, Option<String>)> {
        self.check_name("", local)?;
        if uri.is_empty() {
            return Ok((local.to_owned(), None));
        }
        let Prefix { text, is_new } = self.prefixes.prefix_for(uri, preferred, depth);
        // Checks a namespace name only when it is declared, because many elements can share a long one.
        if is_new {
            self.check_name(uri, local)?;
        }
        Ok(([&text, ":", local].concat(), is_new.then_some(text)))
    }

    /// Binds a prefix for the element that was just opened. Writes the declaration into its start tag, unless `Locals::bind` returns
    /// `false`: [`Self::finish`] then writes the declaration into the start tag of the root.
    fn declare(&mut self, prefix: &str, uri: &str) {
        if self.prefixes.locals.bind(prefix, uri, self.open.len()) {
            push_declaration(&mut self.out, prefix, uri);
        }
    }

    /// Declares a prefix on the element that was just opened, if the prefix is free. If an outer element already binds it to the
    /// namespace, declares nothing, but keeps the element from binding it to another namespace.
    fn declare_if_free(&mut self, prefix: &str, uri: &str) {
        let depth = self.open.len();
        if !self.prefixes.can_bind(prefix, uri) {
            return;
        }
        if self.prefixes.locals.is_bound(prefix, uri, depth) {
            self.prefixes.locals.pin(prefix, depth);
        } else if uri.chars().all(is_xml_char) {
            self.declare(prefix, uri);
        }
    }
}

/// Returns the namespace name or the local name if it is invalid; `None` if both are valid.
fn invalid_name<'n>(uri: &'n str, local: &'n str) -> Option<&'n str> {
    match is_nc_name(local) {
        true if uri != XMLNS_URI && uri.chars().all(is_xml_char) => None,
        true => Some(uri),
        false => Some(local),
    }
}

/// A reason why an element that no schema declares cannot be written.
#[cfg(feature = "validate")]
pub(crate) enum Unwritable<'v> {
    /// A name is not valid.
    Name(&'v str),
    /// A text contains a character that XML does not allow.
    Text(&'v str, char),
    /// Elements are nested too deeply.
    Depth,
}

#[cfg(feature = "validate")]
impl AnyElement {
    /// Calls `report` with each reason why the element cannot be written. `levels` is the maximum depth of nested elements.
    pub(crate) fn each_unwritable<'v>(&'v self, levels: usize, report: &mut dyn FnMut(Unwritable<'v>)) {
        let Some(levels) = levels.checked_sub(1) else { return report(Unwritable::Depth) };
        if *self != Self::default() {
            unwritable_name(&self.namespace, &self.local).into_iter().for_each(&mut *report);
            self.content.each_unwritable(levels, report);
        }
    }
}

#[cfg(feature = "validate")]
impl AnyType {
    /// Calls `report` with each reason why the content cannot be written. `levels` is the maximum depth of nested elements.
    pub(crate) fn each_unwritable<'v>(&'v self, levels: usize, report: &mut dyn FnMut(Unwritable<'v>)) {
        self.attributes.iter().for_each(|attribute| attribute.each_unwritable(report));
        for node in &self.nodes {
            match node {
                AnyNode::Text(text) => unwritable_text(text).into_iter().for_each(&mut *report),
                AnyNode::Element(element) => element.each_unwritable(levels, report),
            }
        }
    }
}

#[cfg(feature = "validate")]
impl AnyAttribute {
    /// Calls `report` with each reason why the attribute cannot be written.
    pub(crate) fn each_unwritable<'v>(&'v self, report: &mut dyn FnMut(Unwritable<'v>)) {
        unwritable_name(&self.namespace, &self.local).into_iter().for_each(&mut *report);
        unwritable_text(&self.value).into_iter().for_each(report);
    }
}

/// Returns the reason why a name cannot be written, if there is one.
#[cfg(feature = "validate")]
pub(crate) fn unwritable_name<'n>(uri: &'n str, local: &'n str) -> Option<Unwritable<'n>> {
    invalid_name(uri, local).map(Unwritable::Name)
}

/// Returns the reason why a text cannot be written, if there is one.
#[cfg(feature = "validate")]
pub(crate) fn unwritable_text(text: &str) -> Option<Unwritable<'_>> {
    forbidden_char(text).map(|c| Unwritable::Text(text, c))
}

impl PrefixSource for Writer {
    fn prefix(&mut self, namespace: &str) -> Cow<'_, str> {
        if namespace.is_empty() {
            return Cow::Borrowed("");
        }
        // The caller uses the prefix in the element whose start tag is open or, if no start tag is open, in the element that it opens
        // next.
        let depth = self.open.len() + usize::from(!self.tag_is_open);
        let Prefix { text, is_new } = self.prefixes.prefix_for(namespace, "", depth);
        if is_new && self.tag_is_open {
            self.declare(&text, namespace);
        } else if is_new {
            self.prefixes.locals.bind_later(&text, namespace, depth);
        }
        Cow::Owned(text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{AnyAttribute, AnyElement, AnyNode, AnyType, Writer};
    use crate::work::steps;

    fn write(element: &AnyElement) -> String {
        let mut writer = Writer::new(&[]);
        writer.any_element(element).unwrap();
        writer.finish()
    }

    /// Returns an element with the prefix `prefix`, and children.
    fn element(uri: &str, prefix: &str, children: Vec<AnyElement>) -> AnyElement {
        let nodes = children.into_iter().map(AnyNode::Element).collect();
        let (namespace, prefix) = (uri.to_owned(), prefix.to_owned());
        AnyElement { namespace, prefix, local: "a".to_owned(), content: AnyType { nodes, ..AnyType::default() } }
    }

    /// Returns one attribute in each of the namespaces `urn:0`, `urn:1` and so on. `namespaces` is their number.
    fn attributes(namespaces: usize) -> Vec<AnyAttribute> {
        let namespaces = (0..namespaces).map(|number| format!("urn:{number}"));
        namespaces
            .map(|namespace| AnyAttribute { namespace, local: "b".to_owned(), ..AnyAttribute::default() })
            .collect()
    }

    #[test]
    fn steps_do_not_grow_with_the_number_of_outer_prefixes() {
        let (levels, prefixes) = (200, 200);
        let nested = (0..levels).fold(AnyElement::default(), |inner, _| {
            let mut outer = element("", "", vec![inner]);
            outer.content.attributes = attributes(prefixes);
            outer
        });
        let taken = steps(|| drop(write(&nested)));
        assert!(taken < 8 * levels * prefixes, "{taken}");
    }

    #[test]
    fn numbers_of_prefixes_are_found_in_one_pass() {
        let mut one = element("", "", Vec::new());
        one.content.attributes = attributes(2000);
        let taken = steps(|| drop(write(&one)));
        assert!(taken < 8 * 2000, "{taken}");
    }

    #[track_caller]
    fn check(element: &AnyElement, expected: &str) {
        assert_eq!(write(element), expected);
    }

    #[test]
    fn the_root_declares_a_long_namespace_of_siblings() {
        let uri = "u".repeat(256);
        let sibling = || element(&uri, "p", Vec::new());
        let other = element("urn:other", "p", vec![sibling()]);
        check(
            &element("", "", vec![sibling(), sibling(), other]),
            &format!("<a xmlns:p=\"{uri}\"><p:a/><p:a/><p:a xmlns:p=\"urn:other\"><p:a xmlns:p=\"{uri}\"/></p:a></a>"),
        );
    }

    #[test]
    fn a_prefix_with_another_namespace_is_not_declared_on_the_root() {
        let uri = "u".repeat(256);
        let (other, long) = (element("urn:other", "p", Vec::new()), element(&uri, "p", Vec::new()));
        check(
            &element("", "", vec![other, long]),
            &format!("<a><p:a xmlns:p=\"urn:other\"/><p:a xmlns:p=\"{uri}\"/></a>"),
        );
    }

    #[test]
    fn siblings_number_their_prefixes_alike() {
        let sibling = || element("urn:a", "", Vec::new());
        let expected = "<ns0:a xmlns:ns0=\"urn:a\"/>";
        check(&element("", "", vec![sibling(), sibling()]), &format!("<a>{expected}{expected}</a>"));
    }
}
