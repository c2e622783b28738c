//! SOAP faults: SOAP 1.1, section 4.4, with what Exchange puts into their detail.

use std::fmt;

use super::headers::{ResponseHeaders, SOAP_URI, write_envelope};
use super::message_xml::{MessageXml, children};
use crate::messages::ResponseCodeType;
use crate::namespaces::SOAP;
use crate::xml::{
    AnyAttribute, AnyElement, AnyNode, AnyType, NamespaceScope as _, Ns, PrefixSource as _, Reader, Result, Step,
    Writer,
};

/// The namespace of the elements that Exchange puts into the detail of a fault.
const ERRORS_URI: &str = "http://schemas.microsoft.com/exchange/services/2006/errors";

/// The answer of a server that could not carry out a request at all.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Fault {
    /// `faultcode`: who is to blame, or an error code of Exchange.
    pub code: FaultCode,
    /// `faultstring`: the reason in words.
    pub string: String,
    /// `xml:lang` of the reason.
    pub language: Option<String>,
    /// `faultactor`: who found the fault.
    pub actor: Option<String>,
    /// What stands in `detail`.
    pub detail: Vec<AnyElement>,
    /// The header of the envelope.
    pub headers: ResponseHeaders,
}

/// The code of a fault: a qualified name.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct FaultCode {
    /// The namespace name; empty for none.
    pub namespace: String,
    /// `Client`, `Server`, `VersionMismatch`, `MustUnderstand`, or an error code of Exchange.
    pub local: String,
}

impl FaultCode {
    fn soap(local: &str) -> Self {
        Self { namespace: SOAP_URI.to_owned(), local: local.to_owned() }
    }
}

impl Fault {
    /// The status that HTTP has for a fault (SOAP 1.1, section 6.2).
    pub const HTTP_STATUS: u16 = 500;

    /// The fault of a server that refuses a request for what the client did.
    pub fn client(code: ResponseCodeType, message: &str) -> Self {
        Self::of("Client", code, message)
    }

    /// The fault of a server that failed by itself.
    pub fn server(code: ResponseCodeType, message: &str) -> Self {
        Self::of("Server", code, message)
    }

    /// The fault of a server that does not know a header that it must (SOAP 1.1, section 4.2.3).
    pub fn must_understand(header: &AnyElement) -> Self {
        let string = format!("the header {} of namespace {:?} is not understood", header.local, header.namespace);
        Self { code: FaultCode::soap("MustUnderstand"), string, ..Self::default() }
    }

    fn of(code: &str, response_code: ResponseCodeType, message: &str) -> Self {
        let element = |local: &str, text: &str| AnyElement {
            namespace: ERRORS_URI.to_owned(),
            prefix: "e".to_owned(),
            local: local.to_owned(),
            content: AnyType {
                nodes: Some(text)
                    .filter(|text| !text.is_empty())
                    .map(|text| AnyNode::Text(text.to_owned()))
                    .into_iter()
                    .collect(),
                ..AnyType::default()
            },
        };
        Self {
            code: FaultCode::soap(code),
            string: message.to_owned(),
            detail: vec![element("ResponseCode", response_code.as_str()), element("Message", message)],
            ..Self::default()
        }
    }

    /// The error code of Exchange: `ResponseCode` of the detail, or the code of the fault where that is none of SOAP's own.
    pub fn response_code(&self) -> Option<ResponseCodeType> {
        let code = match self.in_detail("ResponseCode") {
            Some(element) => element.text(),
            None if self.code.namespace != SOAP_URI && self.code.local.starts_with("Error") => self.code.local.clone(),
            None => return None,
        };
        Some(ResponseCodeType::from(code.trim()))
    }

    /// The reason in words: `Message` or `MessageText` of the detail, or else the fault string.
    pub fn message(&self) -> String {
        let found = self.in_detail("Message").or_else(|| self.in_detail("MessageText"));
        let text = found.map(|element| element.text().trim().to_owned()).filter(|text| !text.is_empty());
        text.unwrap_or_else(|| self.string.clone())
    }

    /// The values of the error, such as how long to wait.
    pub fn message_xml(&self) -> MessageXml<'_> {
        MessageXml(&self.detail)
    }

    fn in_detail(&self, local: &str) -> Option<&AnyElement> {
        self.detail.iter().find(|element| element.local == local)
    }

    /// The envelope of the fault, for a server to send with [`Self::HTTP_STATUS`].
    ///
    /// # Errors
    /// A text in it holds a character that XML forbids.
    pub fn to_vec(&self) -> Result<Vec<u8>> {
        write_envelope(&self.headers, |writer| self.write(writer)).map(String::into_bytes)
    }

    fn write(&self, writer: &mut Writer) -> Result<()> {
        writer.start(SOAP, "Fault");
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
            self.detail.iter().try_for_each(|element| element.write_to(writer))?;
            writer.end(Ns::NONE, "detail");
        }
        writer.end(SOAP, "Fault");
        Ok(())
    }

    /// Reads the fault on whose start tag the reader stands.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut fault = Self::default();
        loop {
            match reader.step()? {
                Step::Start => {
                    let element = AnyElement::capture(reader)?;
                    fault.take(element, reader);
                }
                Step::Text(_) => {}
                Step::End | Step::Eof => return Ok(fault),
            }
        }
    }

    /// The children of a fault have no namespace, but some senders give them one.
    fn take(&mut self, element: AnyElement, reader: &Reader<'_>) {
        match element.local.as_str() {
            "faultcode" => {
                let text = element.text();
                let (prefix, local) = match text.trim().rsplit_once(':') {
                    Some((prefix, local)) => (Some(prefix), local.trim_start()),
                    None => (None, text.trim()),
                };
                let here = element.content.prefixes.iter().find(|(known, _)| known == prefix.unwrap_or_default());
                let namespace = here.map(|(_, uri)| uri.as_str()).or_else(|| reader.namespace(prefix));
                self.code = FaultCode { namespace: namespace.unwrap_or_default().to_owned(), local: local.to_owned() };
            }
            "faultstring" => {
                let is_language = |attribute: &&AnyAttribute| attribute.local == "lang";
                self.language = element.content.attributes.iter().find(is_language).map(|found| found.value.clone());
                self.string = element.text();
            }
            "faultactor" => self.actor = Some(element.text()),
            "detail" => self.detail = children(&element).cloned().collect(),
            _ => {}
        }
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.local)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.message();
        match self.response_code() {
            Some(code) => write!(f, "the server refused the request: {code}: {message}")?,
            None => write!(f, "the server refused the request: {}: {message}", self.code)?,
        }
        let values = self.message_xml();
        if let Some(wait) = values.back_off() {
            write!(f, " (wait {} ms)", wait.as_millis())?;
        }
        if let (Some(line), Some(position)) = (values.line_number(), values.line_position()) {
            write!(f, " (line {line}, position {position} of the request)")?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}
