//! The attributes of the current tag.

use std::borrow::Cow;

use super::deviations::shown;
use super::names::split_name;
use super::text::is_xml_char;
use super::{Binding, Reader};
use crate::error::{ErrorKind, Result};
use crate::lexical;
use crate::names::{Name, Ns, XML_URI, XMLNS_URI, name_hash};
use crate::options::DeviationKind;

/// How many attributes a tag may have: each is compared with the others.
const MOST_ATTRIBUTES: usize = 4096;

/// How many namespace declarations may apply at one place: every prefix is looked for among them.
const MOST_BINDINGS: usize = 256;

/// An attribute of the current tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'a> {
    pub(crate) namespace: Ns,
    pub(crate) local: &'a str,
    pub(crate) prefix: &'a str,
    pub(crate) hash: u32,
    raw: &'a str,
    is_declaration: bool,
}

impl<'a> Attribute<'a> {
    pub(crate) fn name(&self) -> Name<'a> {
        Name { namespace: self.namespace, local: self.local, hash: self.hash }
    }
}

impl<'a> Reader<'a> {
    /// The value of an attribute of the current tag: namespace name (empty for none) and local name.
    ///
    /// # Errors
    /// A reference in it to something that is not known.
    pub fn attribute(&mut self, namespace: &str, local: &str) -> Result<Option<Cow<'a, str>>> {
        let found = self.attributes.iter().find(|attribute| {
            attribute.local == local && self.uri(attribute.namespace) == namespace && !attribute.is_declaration
        });
        match found.copied() {
            Some(attribute) => self.attribute_value(&attribute).map(Some),
            None => Ok(None),
        }
    }

    pub(crate) fn attribute_count(&self) -> usize {
        self.attributes.len()
    }

    /// An attribute; declarations of namespaces are none.
    pub(crate) fn attribute_at(&self, index: usize) -> Option<Attribute<'a>> {
        self.attributes.get(index).copied().filter(|attribute| !attribute.is_declaration)
    }

    pub(super) fn scan_attributes(&mut self, raw: &'a str) -> Result<()> {
        let mut rest = raw.trim_ascii_start();
        let mut has_prefix = false;
        while !rest.is_empty() {
            let Some((name, value, behind)) = split_attribute(rest) else {
                let shown: String = rest.chars().take(40).collect();
                return Err(self.error(ErrorKind::Syntax, format!("no attribute: {shown:?}")));
            };
            rest = behind;
            if self.attributes.len() >= MOST_ATTRIBUTES {
                return Err(self.error(ErrorKind::Limit, format!("more than {MOST_ATTRIBUTES} attributes in one tag")));
            }
            self.check_value(value)?;
            let (prefix, local) = split_name(name);
            let is_declaration = prefix == "xmlns" || name == "xmlns";
            has_prefix |= !prefix.is_empty();
            self.attributes.push(Attribute {
                namespace: Ns::NONE,
                local,
                prefix,
                hash: name_hash(local.as_bytes()),
                raw: value,
                is_declaration,
            });
            if is_declaration {
                let uri = self.normalized(value)?;
                // Namespaces in XML 1.0, section 3: reserved prefixes and namespace names.
                let is_named = name == "xmlns" || lexical::is_nc_name(local);
                if !is_named || uri == XMLNS_URI || (uri == XML_URI) != (name == "xmlns:xml") {
                    return Err(self.error(ErrorKind::Syntax, format!("{name} cannot stand for {}", shown(&uri))));
                }
                let namespace = self.intern(uri)?;
                let prefix = if prefix.is_empty() { "" } else { local };
                if self.bindings.len() >= MOST_BINDINGS {
                    let message = format!("more than {MOST_BINDINGS} namespace declarations apply at once");
                    return Err(self.error(ErrorKind::Limit, message));
                }
                self.bindings.push(Binding { prefix, namespace });
            }
        }
        if has_prefix {
            self.resolve_attributes()?;
        }
        self.check_unique()
    }

    fn resolve_attributes(&mut self) -> Result<()> {
        for index in 0..self.attributes.len() {
            let attribute = self.attributes[index];
            if attribute.prefix.is_empty() || attribute.is_declaration {
                continue;
            }
            let namespace = match self.resolve(attribute.prefix) {
                Some(namespace) => namespace,
                None => {
                    self.deviation(DeviationKind::UnknownAttribute, || {
                        format!("{}:{}, whose prefix is declared nowhere", attribute.prefix, attribute.local)
                    })?;
                    // As little to be looked at as a declaration.
                    self.attributes[index].is_declaration = true;
                    continue;
                }
            };
            self.attributes[index].namespace = namespace;
            if namespace == Ns::XSI {
                match attribute.local {
                    "nil" => self.tag.nil = matches!(lexical::trim(attribute.raw), "true" | "1"),
                    "type" => self.tag.ty = Some(attribute.raw),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn check_unique(&self) -> Result<()> {
        let attributes = &self.attributes;
        let key = |attribute: &Attribute<'a>| {
            (attribute.is_declaration.then_some(attribute.prefix), attribute.namespace, attribute.local)
        };
        let repeated = if attributes.len() <= 16 {
            attributes
                .iter()
                .enumerate()
                .find(|(index, one)| attributes[..*index].iter().any(|other| key(other) == key(one)))
        } else {
            let mut seen = std::collections::HashSet::new();
            attributes.iter().enumerate().find(|(_, one)| !seen.insert(key(one)))
        };
        match repeated {
            None => Ok(()),
            Some((_, attribute)) => {
                Err(self.error(ErrorKind::Syntax, format!("attribute {} stands twice in one tag", attribute.local)))
            }
        }
    }

    /// The value of an attribute: references replaced, line breaks and tabs as blanks.
    pub(crate) fn attribute_value(&mut self, attribute: &Attribute<'a>) -> Result<Cow<'a, str>> {
        self.normalized(attribute.raw)
    }

    /// Refuses a value that is not well-formed, whether anyone wants it or not.
    fn check_value(&self, raw: &str) -> Result<()> {
        let mut rest = raw;
        while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
            if rest.as_bytes()[at] == b'<' {
                return Err(self.error(ErrorKind::Syntax, "`<` in an attribute"));
            }
            let Some((name, behind)) = rest[at + 1..].split_once(';') else {
                return Err(self.error(ErrorKind::Syntax, "`&` in an attribute begins no reference"));
            };
            self.referred(name)?;
            rest = behind;
        }
        Ok(())
    }

    /// What a value that [`Self::check_value`] has passed stands for.
    fn normalized(&mut self, raw: &'a str) -> Result<Cow<'a, str>> {
        if !raw.bytes().fold(false, |found, byte| found | is_special(byte)) {
            return Ok(Cow::Borrowed(raw));
        }
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find(|c: char| c == '&' || c < ' ' || !is_xml_char(c)) {
            let (before, special) = rest.split_at(at);
            out.push_str(before);
            let mut chars = special.chars();
            let c = chars.next().unwrap_or_default();
            rest = chars.as_str();
            match c {
                '&' => {
                    let (name, behind) = rest.split_once(';').unwrap_or((rest, ""));
                    out.push(self.reference(name)?);
                    rest = behind;
                }
                '\r' if rest.starts_with('\n') => {}
                '\t' | '\n' | '\r' => out.push(' '),
                forbidden => {
                    self.deviation(DeviationKind::Character, || format!("U+{:04X}", u32::from(forbidden)))?;
                    out.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
        out.push_str(rest);
        Ok(Cow::Owned(out))
    }
}

/// What cannot simply stand in the value of an attribute; U+FFFE and U+FFFF begin with 0xEF.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | 0xEF) || byte < b' '
}

/// Name and raw value of the first attribute, and what is behind it.
fn split_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('=')?;
    let name = name.trim_ascii_end();
    let rest = rest.trim_ascii_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, behind) = rest[1..].split_once(quote)?;
    let is_name =
        !name.is_empty() && !name.contains(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '<' | '&'));
    let is_apart = behind.is_empty() || behind.starts_with(|c: char| c.is_ascii_whitespace());
    (is_name && is_apart).then_some((name, value, behind.trim_ascii_start()))
}
