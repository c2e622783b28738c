//! Functions that read elements and attributes that the schema does not declare.

use super::cursor::Attribute;
use super::state::Reader;
use super::steps::Step;
use crate::any::{AnyAttribute, AnyElement, AnyNode, AnyType};
use crate::error::Result;
use crate::lexical::{self, NamespaceScope as _};
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
        // Each element owns a copy of its name and of its namespace name.
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
            let mut value = reader.attribute_value(&attribute)?.into_owned();
            if attribute.namespace == Ns::XSI && attribute.local == "type" {
                value = this.keep_prefix(value, reader)?;
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

    /// Adds the prefix of `name`, the value of an `xsi:type` attribute, to `self.prefixes`, because its declaration can be on an
    /// element outside the captured one. Returns `name`. If `name` has no prefix and a default namespace is declared, adds a new
    /// prefix for this namespace and returns the name with this prefix, such as `ns:ItemType`, because writers do not declare default
    /// namespaces.
    fn keep_prefix(&mut self, name: String, reader: &mut Reader<'_>) -> Result<String> {
        let prefix = lexical::trim(&name).split_once(':').map(|(prefix, _)| prefix);
        let Some(uri) = reader.namespace(prefix).filter(|uri| !uri.is_empty()).map(str::to_owned) else {
            return Ok(name);
        };
        reader.charge(uri.len())?;
        let (prefix, name) = match prefix {
            Some(prefix) => (prefix.to_owned(), name),
            None => {
                let is_used = |prefix: &str| {
                    reader.namespace(Some(prefix)).is_some()
                        || reader.declared_namespaces().iter().any(|known| known.prefix == prefix)
                };
                let mut prefix = "ns".to_owned();
                while is_used(&prefix) {
                    prefix.push('s');
                }
                let name = format!("{prefix}:{}", lexical::trim(&name));
                (prefix, name)
            }
        };
        if !self.prefixes.iter().any(|(known, _)| *known == prefix) {
            self.prefixes.push((prefix, uri));
        }
        Ok(name)
    }
}

impl AnyAttribute {
    /// Creates an `AnyAttribute` from an attribute of the current tag and the normalized value of that attribute.
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
