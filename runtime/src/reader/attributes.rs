//! The attributes of the current tag.

use std::borrow::Cow;

use super::bindings::MAX_BINDINGS;
use super::cursor::Attribute;
use super::state::Reader;
use crate::deviation::DeviationKind;
use crate::error::{ErrorKind, Result};
use crate::lexical;
use crate::names::{Name, Ns, XML_URI, XMLNS_URI, name_hash, split_name};
use crate::printable::{shown, shown_name};
use crate::sorting::sorted_indices;
use crate::tokens::{RawAttribute, check_value, dereferenced, is_plain_value, split_attribute};

/// The number of attributes for which memory is reserved at once.
const USUAL_ATTRIBUTES: usize = 8;

/// The maximum number of attributes of a tag.
const MAX_ATTRIBUTES: usize = 4096;

impl<'a> Reader<'a> {
    /// Returns the value of an attribute of the current tag. An empty `namespace` means no namespace.
    ///
    /// # Errors
    /// The value contains a forbidden character, and the reader is strict.
    pub fn attribute(&mut self, namespace: &str, local: &str) -> Result<Option<Cow<'a, str>>> {
        let found = self.cursor.attributes.iter().find(|attribute| {
            attribute.local == local && self.uri(attribute.namespace) == namespace && !attribute.is_ignored
        });
        match found.copied() {
            Some(attribute) => self.attribute_value(&attribute).map(Some),
            None => Ok(None),
        }
    }

    pub(crate) fn attribute_count(&self) -> usize {
        self.cursor.attributes.len()
    }

    /// Returns the attribute at an index; `None` if it declares a namespace or has an undeclared prefix.
    pub(crate) fn attribute_at(&self, index: usize) -> Option<Attribute<'a>> {
        self.cursor.attributes.get(index).copied().filter(|attribute| !attribute.is_ignored)
    }

    /// Returns whether a sender may have confused the namespaces of `attribute`, which is in the document, and `declared`, which is
    /// in the schema: one of them has no namespace, and generated code declares the namespace of the other one.
    pub(crate) fn is_similar(&self, attribute: Name<'_>, declared: Name<'_>) -> bool {
        match (attribute.namespace, declared.namespace) {
            (Ns::NONE, other) | (other, Ns::NONE) => self.is_declared(other),
            _ => false,
        }
    }

    /// Returns the normalized value of an attribute: see [`Self::normalize`].
    pub(crate) fn attribute_value(&mut self, attribute: &Attribute<'a>) -> Result<Cow<'a, str>> {
        if attribute.is_plain { Ok(Cow::Borrowed(attribute.raw)) } else { self.normalize(attribute.raw) }
    }

    /// Checks the attributes of the current tag, and applies its namespace declarations. `raw` is the source text of the attributes
    /// that the tokenizer has not split.
    pub(super) fn scan_attributes(&mut self, raw: &'a str) -> Result<()> {
        let mut has_prefix = false;
        for index in 0..self.cursor.tokens.attributes().len() {
            let attribute = self.cursor.tokens.attributes()[index];
            has_prefix |= self.add_attribute(attribute)?;
        }
        let mut rest = raw.trim_ascii_start();
        while !rest.is_empty() {
            let Some((name, value, after)) = split_attribute(rest) else {
                // The message omits the text: if a quote or `>` is missing, the text can be the content of an element, which may be a
                // secret.
                let message = "malformed attribute: expected a name, an equals sign and a value in quotes";
                return Err(self.error(ErrorKind::Syntax, message));
            };
            rest = after;
            has_prefix |= self.add_attribute(RawAttribute { name, value, is_plain: is_plain_value(value) })?;
        }
        if has_prefix {
            self.resolve_attributes()?;
        }
        self.check_unique()
    }

    /// Adds an attribute to the current tag. Returns whether its name has a prefix.
    fn add_attribute(&mut self, RawAttribute { name, value, is_plain }: RawAttribute<'a>) -> Result<bool> {
        if self.cursor.attributes.len() >= MAX_ATTRIBUTES {
            return Err(self.error(ErrorKind::Limit, format!("more than {MAX_ATTRIBUTES} attributes in one tag")));
        }
        if !is_plain {
            check_value(value).map_err(|message| self.error(ErrorKind::Syntax, message))?;
        }
        let (prefix, local) = split_name(name);
        let is_declaration = prefix == "xmlns" || name == "xmlns";
        let hash = name_hash(local.as_bytes());
        let namespace = Ns::NONE;
        let is_ignored = is_declaration;
        if self.cursor.attributes.capacity() == 0 {
            self.cursor.attributes.reserve(USUAL_ATTRIBUTES);
        }
        self.cursor.attributes.push(Attribute { namespace, local, prefix, hash, raw: value, is_plain, is_ignored });
        if is_declaration {
            let uri = if is_plain { Cow::Borrowed(value) } else { self.normalize(value)? };
            self.declare(name, uri)?;
        }
        Ok(!prefix.is_empty())
    }

    /// Applies a namespace declaration.
    fn declare(&mut self, name: &'a str, uri: Cow<'a, str>) -> Result<()> {
        let prefix = name.strip_prefix("xmlns:");
        // Namespaces in XML 1.0, section 3: reserved prefixes and namespace names.
        let is_named = prefix.is_none_or(|prefix| lexical::is_nc_name(prefix) && prefix != "xmlns");
        if !is_named || uri == XMLNS_URI || (uri == XML_URI) != (prefix == Some("xml")) {
            return Err(self.error(
                ErrorKind::Syntax,
                format!("{} cannot declare the namespace {}", shown_name(name), shown(&uri)),
            ));
        }
        if uri.is_empty() && prefix.is_some() {
            self.deviation(DeviationKind::Syntax, &|| format!("{} has an empty value", shown_name(name)))?;
        }
        let namespace = self.intern(uri)?;
        if !self.bindings.bind(prefix.unwrap_or_default(), namespace) {
            let message = format!("more than {MAX_BINDINGS} namespace declarations are in scope");
            return Err(self.error(ErrorKind::Limit, message));
        }
        Ok(())
    }

    fn resolve_attributes(&mut self) -> Result<()> {
        for index in 0..self.cursor.attributes.len() {
            let attribute = self.cursor.attributes[index];
            if attribute.prefix.is_empty() || attribute.is_ignored {
                continue;
            }
            let Some(namespace) = self.bindings.resolve(attribute.prefix) else {
                self.deviation(DeviationKind::UnknownAttribute, &|| {
                    format!(
                        "{}:{}, whose prefix is not declared",
                        shown_name(attribute.prefix),
                        shown_name(attribute.local)
                    )
                })?;
                self.cursor.attributes[index].is_ignored = true;
                continue;
            };
            self.cursor.attributes[index].namespace = namespace;
            if namespace == Ns::XSI {
                match attribute.local {
                    "nil" => {
                        let value = dereferenced(attribute.raw);
                        self.cursor.tag.is_nil = matches!(lexical::trim(&value), "true" | "1");
                    }
                    "type" => self.cursor.tag.xsi_type = Some(attribute.raw),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn check_unique(&self) -> Result<()> {
        let attributes = &self.cursor.attributes;
        let key = |attribute: &Attribute<'a>| {
            (attribute.is_ignored.then_some(attribute.prefix), attribute.namespace, attribute.local)
        };
        let key_at = |index: usize| attributes.get(index).map(key);
        let repeated = if attributes.len() <= 16 {
            (1..attributes.len()).find(|index| (0..*index).any(|other| key_at(other) == key_at(*index)))
        } else {
            let order = sorted_indices(attributes.len(), &|first, second| key_at(first).cmp(&key_at(second)));
            let repeated = order.windows(2).filter(|pair| key_at(pair[0]) == key_at(pair[1])).map(|pair| pair[1]);
            repeated.min()
        };
        match repeated.and_then(|index| attributes.get(index)) {
            None => Ok(()),
            Some(attribute) => Err(self.error(
                ErrorKind::Syntax,
                format!("attribute {} occurs twice in one tag", shown_name(attribute.local)),
            )),
        }
    }
}
