//! Functions that read elements and attributes that the schema does not declare.

use super::cursor::Attribute;
use super::state::Reader;
use super::steps::Step;
use crate::any::{AnyAttribute, AnyElement, AnyNode, AnyType};
use crate::error::Result;
use crate::lexical::NamespaceScope as _;
use crate::names::{Ns, split_name};

impl Reader<'_> {
    /// Reads the current element without a schema.
    ///
    /// # Errors
    /// Fails like [`Self::step`].
    pub fn any_element(&mut self) -> Result<AnyElement> {
        AnyElement::capture(self)
    }
}

impl AnyElement {
    /// Reads the current element without a schema.
    pub(crate) fn capture(reader: &mut Reader<'_>) -> Result<Self> {
        let name = reader.tag_name();
        // Each element gets a copy of its namespace name.
        reader.charge(size_of::<AnyNode>() + name.len() + reader.namespace_uri().len())?;
        reader.check_name(reader.local_name())?;
        Ok(Self {
            namespace: reader.namespace_uri().to_owned(),
            prefix: split_name(name).0.to_owned(),
            local: reader.local_name().to_owned(),
            content: AnyType::capture(reader)?,
        })
    }
}

impl AnyType {
    /// Reads the content of the current element without a schema.
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
                // An empty CDATA section is not a node.
                Step::Text(text) if text.is_empty() => {}
                Step::Text(text) => match this.nodes.last_mut() {
                    Some(AnyNode::Text(last)) => last.push_str(&text),
                    _ => this.nodes.push(AnyNode::Text(text.into_owned())),
                },
                Step::End | Step::Eof => return Ok(this),
            }
        }
    }

    /// Keeps the declaration of the prefix of a type name, because it may be on an element outside the captured content.
    fn keep_prefix(&mut self, value: &str, reader: &Reader<'_>) {
        let Some((prefix, _)) = value.trim().split_once(':') else { return };
        if let Some(uri) = reader.namespace(Some(prefix))
            && !self.prefixes.iter().any(|(known, _)| known == prefix)
        {
            self.prefixes.push((prefix.to_owned(), uri.to_owned()));
        }
    }
}

impl AnyAttribute {
    /// Creates an attribute from an attribute of the current tag and its value.
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
}
