//! Faults, with the elements that Exchange adds to their detail.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use super::headers::ResponseHeaders;
use super::message_xml::MessageXml;
use crate::messages::ResponseCodeType;
use crate::xml::{AnyAttribute, AnyElement, AnyNode, AnyType, printable, soap};

/// The namespace of the elements that Exchange adds to the detail of a fault.
const ERRORS_URI: &str = "http://schemas.microsoft.com/exchange/services/2006/errors";

/// The namespace of `MessageXml` in the detail of a fault, and of the elements in it, such as `<t:Value Name="..."/>`.
const TYPES_URI: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// The response of a server that could not carry out a request at all. Dereferences to [`soap::Fault`], which has the fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fault(soap::Fault<ResponseHeaders>);

impl Fault {
    /// The HTTP status of a fault (SOAP 1.1, section 6.2).
    pub const HTTP_STATUS: u16 = soap::Fault::<ResponseHeaders>::HTTP_STATUS;

    /// Creates the fault with which a server refuses a request because of an error of the client.
    pub fn client(code: ResponseCodeType, message: &str) -> Self {
        Self::with_detail(soap::Fault::client(message), &code, message)
    }

    /// Creates the fault of a server that failed to carry out a correct request.
    pub fn server(code: ResponseCodeType, message: &str) -> Self {
        Self::with_detail(soap::Fault::server(message), &code, message)
    }

    /// Creates the fault of a server that does not support an operation: `ErrorInvalidOperation`, with the name of the operation.
    pub fn not_served(operation: &str) -> Self {
        let message = format!("{} is not served here", printable(operation));
        Self::client(ResponseCodeType::ErrorInvalidOperation, &message)
    }

    /// Creates the fault of a server that is busy, and asks the client to repeat the request after `delay`.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use ews_types::soap::Fault;
    ///
    /// let fault = Fault::busy(Duration::from_millis(2500));
    /// assert_eq!(fault.message_xml().back_off(), Some(Duration::from_millis(2500)));
    /// ```
    pub fn busy(delay: Duration) -> Self {
        let mut fault = Self::server(ResponseCodeType::ErrorServerBusy, "The server is busy.");
        let mut value = element((TYPES_URI, "t"), "Value", vec![AnyNode::Text(delay.as_millis().to_string())]);
        let (local, name) = ("Name".to_owned(), "BackOffMilliseconds".to_owned());
        value.content.attributes = vec![AnyAttribute { local, value: name, ..AnyAttribute::default() }];
        fault.detail.push(element((TYPES_URI, "t"), "MessageXml", vec![AnyNode::Element(value)]));
        fault
    }

    /// Creates the fault of a server that does not know a header element with `mustUnderstand="1"` (SOAP 1.1, section 4.2.3).
    pub fn must_understand(header: &AnyElement) -> Self {
        Self(soap::Fault::must_understand(header))
    }

    fn with_detail(mut fault: soap::Fault<ResponseHeaders>, code: &ResponseCodeType, message: &str) -> Self {
        fault.detail = vec![detail_element("ResponseCode", code.as_str()), detail_element("Message", message)];
        Self(fault)
    }

    /// Returns the error code of Exchange: the `ResponseCode` in the detail, or else the fault code, if SOAP does not define that code
    /// and its local name begins with `Error`.
    pub fn response_code(&self) -> Option<ResponseCodeType> {
        let code = match self.detail_element("ResponseCode") {
            Some(element) => element.text(),
            None if !self.code.is_soap() && self.code.local.starts_with("Error") => self.code.local.clone(),
            None => return None,
        };
        Some(ResponseCodeType::from(code.trim()))
    }

    /// Returns the reason as text: the `Message`, or else the `MessageText`, in the detail. If this text is empty or missing, returns
    /// the fault string.
    pub fn message(&self) -> String {
        let found = self.detail_element("Message").or_else(|| self.detail_element("MessageText"));
        let text = found.map(|element| element.text().trim().to_owned()).filter(|text| !text.is_empty());
        text.unwrap_or_else(|| self.string.clone())
    }

    /// Returns the values that the server adds to the error, such as the time to wait.
    pub fn message_xml(&self) -> MessageXml<'_> {
        MessageXml(&self.detail)
    }
}

fn detail_element(local: &str, text: &str) -> AnyElement {
    let nodes = if text.is_empty() { Vec::new() } else { vec![AnyNode::Text(text.to_owned())] };
    element((ERRORS_URI, "e"), local, nodes)
}

/// Creates an element with a namespace, a prefix and a local name.
fn element((namespace, prefix): (&str, &str), local: &str, nodes: Vec<AnyNode>) -> AnyElement {
    AnyElement {
        namespace: namespace.to_owned(),
        prefix: prefix.to_owned(),
        local: local.to_owned(),
        content: AnyType { nodes: nodes.into(), ..AnyType::default() },
    }
}

impl From<soap::Fault<ResponseHeaders>> for Fault {
    fn from(fault: soap::Fault<ResponseHeaders>) -> Self {
        Self(fault)
    }
}

impl Deref for Fault {
    type Target = soap::Fault<ResponseHeaders>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Fault {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.message();
        let message = printable(&text);
        match self.response_code() {
            Some(code) => {
                write!(f, "the server refused the request: {}: {message}", printable(code.as_str()))?;
            }
            None => write!(f, "the server refused the request: {}: {message}", self.code)?,
        }
        let values = self.message_xml();
        values.describe(&text, f)?;
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
