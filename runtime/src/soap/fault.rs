//! Faults (SOAP 1.1, section 4.4).

use std::fmt;

use super::envelope::write_envelope;
use super::headers::{AnyHeaders, Headers};
use crate::any::{AnyAttribute, AnyElement, AnyNode};
use crate::error::Result;
use crate::lexical::{NamespaceScope as _, PrefixSource as _};
use crate::names::{Ns, SOAP_URI};
use crate::printable::{printable, shown, shown_name};
use crate::reader::{Reader, Step};
use crate::writer::Writer;

/// The response of a server that could not carry out a request.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Fault<H = AnyHeaders> {
    /// `faultcode`: the party that caused the fault, or an error code of the service.
    pub code: FaultCode,
    /// `faultstring`: the reason, as text.
    pub string: String,
    /// `xml:lang` of the reason.
    pub language: Option<String>,
    /// `faultactor`: the party that found the fault.
    pub actor: Option<String>,
    /// The elements in `detail`.
    pub detail: Vec<AnyElement>,
    /// The header of the envelope.
    pub headers: H,
}

/// The code of a fault: a qualified name.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct FaultCode {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// `Client`, `Server`, `VersionMismatch`, `MustUnderstand`, or an error code of the service.
    pub local: String,
}

impl FaultCode {
    /// Returns a code that SOAP defines: `Client`, `Server`, `VersionMismatch` or `MustUnderstand`.
    pub fn soap(local: &str) -> Self {
        Self { namespace: SOAP_URI.to_owned(), local: local.to_owned() }
    }

    /// Returns whether SOAP defines the code.
    pub fn is_soap(&self) -> bool {
        self.namespace == SOAP_URI
    }
}

impl<H> Fault<H> {
    /// The HTTP status of a fault (SOAP 1.1, section 6.2).
    pub const HTTP_STATUS: u16 = 500;
}

impl<H: Headers> Fault<H> {
    /// Creates a fault with a code and a reason.
    pub fn new(code: FaultCode, string: impl Into<String>) -> Self {
        let string = string.into();
        Self { code, string, language: None, actor: None, detail: Vec::new(), headers: H::default() }
    }

    /// Creates the fault of a server that refuses a request because of an error of the client.
    pub fn client(string: impl Into<String>) -> Self {
        Self::new(FaultCode::soap("Client"), string)
    }

    /// Creates the fault of a server that failed to carry out a correct request.
    pub fn server(string: impl Into<String>) -> Self {
        Self::new(FaultCode::soap("Server"), string)
    }

    /// Creates the fault of a server that does not know a header element with `mustUnderstand` (SOAP 1.1, section 4.2.3).
    pub fn must_understand(header: &AnyElement) -> Self {
        let string = format!(
            "the header {} of namespace {} is not understood",
            shown_name(&header.local),
            shown(&header.namespace)
        );
        Self::new(FaultCode::soap("MustUnderstand"), string)
    }

    /// Returns the first element in `detail` with the local name `local`, in any namespace.
    pub fn detail_element(&self, local: &str) -> Option<&AnyElement> {
        self.detail.iter().find(|element| element.local == local)
    }

    /// Returns the envelope of the fault, which a server sends with [`Self::HTTP_STATUS`].
    ///
    /// # Errors
    /// A text in the envelope contains a character that XML forbids.
    pub fn to_vec(&self) -> Result<Vec<u8>> {
        write_envelope(&self.headers, &[], false, |writer| self.write(writer)).map(String::into_bytes)
    }

    fn write(&self, writer: &mut Writer) -> Result<()> {
        writer.start(Ns::SOAP, "Fault");
        writer.start(Ns::NONE, "faultcode");
        let prefix = writer.prefix(&self.code.namespace).into_owned();
        let separator = if prefix.is_empty() { "" } else { ":" };
        writer.text(&format!("{prefix}{separator}{}", self.code.local))?;
        writer.end(Ns::NONE, "faultcode");
        writer.start(Ns::NONE, "faultstring");
        if let Some(language) = &self.language {
            writer.attribute(Ns::XML, "lang", language)?;
        }
        writer.text(&self.string)?;
        writer.end(Ns::NONE, "faultstring");
        if let Some(actor) = &self.actor {
            writer.start(Ns::NONE, "faultactor");
            writer.text(actor)?;
            writer.end(Ns::NONE, "faultactor");
        }
        if !self.detail.is_empty() {
            writer.start(Ns::NONE, "detail");
            self.detail.iter().try_for_each(|element| writer.any_element(element))?;
            writer.end(Ns::NONE, "detail");
        }
        writer.end(Ns::SOAP, "Fault");
        Ok(())
    }

    /// Reads the current element, which is a fault.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut fault = Self::new(FaultCode::default(), "");
        loop {
            match reader.step()? {
                Step::Start => {
                    let child = reader.any_element()?;
                    fault.set(child, reader);
                }
                Step::Text(_) => {}
                Step::End | Step::Eof => return Ok(fault),
            }
        }
    }

    /// Sets the field for a child element, such as `faultcode`, in any namespace. The specification defines these elements without a
    /// namespace, but some senders use one.
    fn set(&mut self, child: AnyElement, reader: &Reader<'_>) {
        match child.local.as_str() {
            "faultcode" => {
                let text = child.text();
                let (prefix, local) = match text.trim().rsplit_once(':') {
                    Some((prefix, local)) => (Some(prefix), local.trim_start()),
                    None => (None, text.trim()),
                };
                let declared = child.content.prefixes.iter().find(|(known, _)| known == prefix.unwrap_or_default());
                let namespace = declared.map(|(_, uri)| uri.as_str()).or_else(|| reader.namespace(prefix));
                self.code = FaultCode { namespace: namespace.unwrap_or_default().to_owned(), local: local.to_owned() };
            }
            "faultstring" => {
                let is_language = |attribute: &&AnyAttribute| attribute.local == "lang";
                self.language = child.content.attributes.iter().find(is_language).map(|found| found.value.clone());
                self.string = child.text();
            }
            "faultactor" => self.actor = Some(child.text()),
            "detail" => self.detail = child.content.nodes.into_iter().filter_map(into_element).collect(),
            _ => {}
        }
    }
}

fn into_element(node: AnyNode) -> Option<AnyElement> {
    match node {
        AnyNode::Element(element) => Some(element),
        AnyNode::Text(_) => None,
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        printable(&self.local).fmt(f)
    }
}

impl<H> fmt::Display for Fault<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server refused the request: {}: {}", self.code, printable(&self.string))
    }
}

impl<H: fmt::Debug> std::error::Error for Fault<H> {}
