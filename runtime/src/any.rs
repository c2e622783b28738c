//! What a schema does not name: elements, attributes and text as they came.

use super::error::Result;
use super::names::{Ns, XSI_URI};
use super::reader::{Attribute, Reader, Step};
use super::writer::Writer;

/// An element that the schema does not name, with all that is in it but comments and processing instructions.
///
/// Two are equal if they say the same: prefixes and the order of attributes do not count. A blank one is not written: it stands
/// for one that was missing.
#[derive(Clone, Debug, Default)]
pub struct AnyElement {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// The prefix it had, or shall have if it is free.
    pub prefix: String,
    /// The local name.
    pub local: String,
    /// Attributes, text and elements.
    pub content: AnyType,
}

/// The content of an element of any type.
#[derive(Clone, Debug, Default)]
pub struct AnyType {
    /// The prefixes that are declared here, for names in values.
    pub prefixes: Vec<(String, String)>,
    /// The attributes.
    pub attributes: Vec<AnyAttribute>,
    /// Text and elements in document order.
    pub nodes: Vec<AnyNode>,
}

/// Text or an element.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AnyNode {
    /// Text.
    Text(String),
    /// An element.
    Element(AnyElement),
}

/// An attribute that the schema does not name.
#[derive(Clone, Debug, Default)]
pub struct AnyAttribute {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// The prefix it had, or shall have if it is free.
    pub prefix: String,
    /// The local name.
    pub local: String,
    /// The value.
    pub value: String,
}

impl PartialEq for AnyElement {
    fn eq(&self, other: &Self) -> bool {
        (&self.namespace, &self.local, &self.content) == (&other.namespace, &other.local, &other.content)
    }
}

impl Eq for AnyElement {}

impl PartialEq for AnyType {
    fn eq(&self, other: &Self) -> bool {
        let has = |attribute: &AnyAttribute| other.attributes.contains(attribute);
        self.attributes.len() == other.attributes.len() && self.attributes.iter().all(has) && self.nodes == other.nodes
    }
}

impl Eq for AnyType {}

impl PartialEq for AnyAttribute {
    fn eq(&self, other: &Self) -> bool {
        (&self.namespace, &self.local, &self.value) == (&other.namespace, &other.local, &other.value)
    }
}

impl Eq for AnyAttribute {}

impl AnyElement {
    /// Takes the current element as it is.
    pub(crate) fn capture(reader: &mut Reader<'_>) -> Result<Self> {
        let name = reader.tag_name();
        // The name of a namespace is copied for each element in it.
        reader.charge(size_of::<AnyNode>() + name.len() + reader.namespace_uri().len())?;
        reader.check_name(reader.local_name())?;
        Ok(Self {
            namespace: reader.namespace_uri().to_owned(),
            prefix: name.split_once(':').map_or("", |(prefix, _)| prefix).to_owned(),
            local: reader.local_name().to_owned(),
            content: AnyType::capture(reader)?,
        })
    }

    pub(crate) fn write_to(&self, writer: &mut Writer) -> Result<()> {
        // What stands for a required element that was missing.
        if *self == Self::default() {
            return Ok(());
        }
        let name = writer.start_any(&self.namespace, &self.prefix, &self.local)?;
        self.content.write_to(writer)?;
        writer.end_any(&name);
        Ok(())
    }

    /// All text inside, in document order.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.content.append_text(&mut text);
        text
    }
}

impl AnyType {
    pub(crate) fn capture(reader: &mut Reader<'_>) -> Result<Self> {
        let mut this = Self::default();
        this.prefixes.extend(reader.declarations().map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned())));
        for index in 0..reader.attribute_count() {
            let Some(attribute) = reader.attribute_at(index) else { continue };
            let value = reader.attribute_value(&attribute)?.into_owned();
            if attribute.namespace == Ns::XSI && attribute.local == "type" {
                this.keep_prefix(&value, reader);
            }
            this.attributes.push(AnyAttribute::of(&attribute, value, reader)?);
        }
        loop {
            match reader.step()? {
                Step::Start => this.nodes.push(AnyNode::Element(AnyElement::capture(reader)?)),
                // An empty CDATA section says nothing.
                Step::Text(text) if text.is_empty() => {}
                Step::Text(text) => match this.nodes.last_mut() {
                    Some(AnyNode::Text(last)) => last.push_str(&text),
                    _ => this.nodes.push(AnyNode::Text(text.into_owned())),
                },
                Step::End | Step::Eof => return Ok(this),
            }
        }
    }

    /// The prefix in a type's name is declared further out, perhaps where it is not written again.
    fn keep_prefix(&mut self, value: &str, reader: &Reader<'_>) {
        use super::lexical::NamespaceScope as _;
        let Some((prefix, _)) = value.trim().split_once(':') else { return };
        if let Some(uri) = reader.namespace(Some(prefix))
            && !self.prefixes.iter().any(|(known, _)| known == prefix)
        {
            self.prefixes.push((prefix.to_owned(), uri.to_owned()));
        }
    }

    pub(crate) fn write_to(&self, writer: &mut Writer) -> Result<()> {
        for (prefix, uri) in &self.prefixes {
            writer.declare_if_free(prefix, uri);
        }
        for attribute in &self.attributes {
            attribute.write_to(writer)?;
        }
        for node in &self.nodes {
            match node {
                AnyNode::Text(text) => writer.text(text)?,
                AnyNode::Element(element) => element.write_to(writer)?,
            }
        }
        Ok(())
    }

    fn append_text(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                AnyNode::Text(text) => out.push_str(text),
                AnyNode::Element(element) => element.content.append_text(out),
            }
        }
    }
}

impl AnyAttribute {
    pub(crate) fn of(attribute: &Attribute<'_>, value: String, reader: &mut Reader<'_>) -> Result<Self> {
        reader.charge(size_of::<Self>() + reader.uri(attribute.namespace).len())?;
        reader.check_name(attribute.local)?;
        Ok(Self {
            namespace: reader.uri(attribute.namespace).to_owned(),
            prefix: attribute.prefix.to_owned(),
            local: attribute.local.to_owned(),
            value,
        })
    }

    pub(crate) fn write_to(&self, writer: &mut Writer) -> Result<()> {
        if self.namespace == XSI_URI && self.local == "type" {
            return writer.type_attribute(self);
        }
        writer.attribute_any(&self.namespace, &self.prefix, &self.local, &self.value)
    }
}
