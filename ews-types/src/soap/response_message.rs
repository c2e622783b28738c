//! The common part of all response messages: class, code and text.

use std::fmt;

use super::message_xml::MessageXml;
use crate::messages::{ResponseCodeType, ResponseMessageType};
use crate::types::ResponseClassType;
use crate::xml::{AnyElement, GlobalElement, Value, outermost, printable};

/// A response message of any operation: a type that extends [`ResponseMessageType`], or an enum of such types.
///
/// ```
/// use ews_types::messages::{FindItemResponseMessageType, ResponseCodeType, ResponseMessage};
/// use ews_types::soap::AnyResponseMessage;
///
/// let mut message = FindItemResponseMessageType::default();
/// message.response_class = "Error".into();
/// message.response_code = Some(ResponseCodeType::ErrorAccessDenied);
/// let message = ResponseMessage::from(message);
/// let error = message.result().unwrap_err();
/// assert_eq!(error.code, Some(ResponseCodeType::ErrorAccessDenied));
/// ```
pub trait AnyResponseMessage: Value + Sized {
    /// Returns the common part of the response message. `None` if the value is not a response message.
    fn response_message(&self) -> Option<&ResponseMessageType> {
        messages_in(self).first().copied()
    }

    /// Returns the class: Success, Warning or Error.
    fn class(&self) -> Option<&ResponseClassType> {
        self.response_message().map(|message| &message.response_class)
    }

    /// Returns the code: NoError or an error code.
    fn code(&self) -> Option<&ResponseCodeType> {
        self.response_message()?.response_code.as_ref()
    }

    /// Returns the reason as text.
    fn text(&self) -> Option<&str> {
        self.response_message()?.message_text.as_deref()
    }

    /// Returns the values that the server adds to an error, such as the time to wait.
    fn message_xml(&self) -> MessageXml<'_> {
        let message = self.response_message();
        MessageXml(message.and_then(|message| message.message_xml.as_deref()).unwrap_or_default())
    }

    /// Returns the message itself, or its error. A warning is not an error: its content is complete, and [`Self::code`] states the
    /// reason.
    ///
    /// # Errors
    /// The class is Error, or the class is unknown and the code is not NoError. `self` may have content in both cases.
    fn result(&self) -> Result<&Self, ResponseMessageError> {
        match self.response_message() {
            Some(message) if is_error(message) => Err(ResponseMessageError::of(message)),
            _ => Ok(self),
        }
    }
}

impl<T: Value> AnyResponseMessage for T {}

fn is_error(message: &ResponseMessageType) -> bool {
    match message.response_class {
        ResponseClassType::Success | ResponseClassType::Warning => false,
        ResponseClassType::Error => true,
        ResponseClassType::Other(_) => {
            message.response_code.as_ref().is_some_and(|code| *code != ResponseCodeType::NoError)
        }
    }
}

/// Returns the response messages in a response of any operation, in order.
pub fn response_messages<E: GlobalElement>(response: &E) -> Vec<&ResponseMessageType> {
    messages_in(response.content())
}

/// Finds the outermost response messages in a value: the only function that knows how the runtime walks over values.
fn messages_in(value: &dyn Value) -> Vec<&ResponseMessageType> {
    let mut found = Vec::new();
    outermost(value, &mut found);
    found
}

/// The error of a response message: a part of the request failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ResponseMessageError {
    /// The class: Error, or an unknown class.
    pub class: ResponseClassType,
    /// The error code.
    pub code: Option<ResponseCodeType>,
    /// The reason as text.
    pub text: Option<String>,
    /// The key of a link to a description. Servers send 0.
    pub descriptive_link_key: Option<i32>,
    /// The elements in `MessageXml`; [`Self::message_xml`] finds values in them.
    pub details: Vec<AnyElement>,
}

impl ResponseMessageError {
    pub(crate) fn of(message: &ResponseMessageType) -> Self {
        Self {
            class: message.response_class.clone(),
            code: message.response_code.clone(),
            text: message.message_text.clone(),
            descriptive_link_key: message.descriptive_link_key,
            details: message.message_xml.clone().unwrap_or_default(),
        }
    }

    /// Returns the values that the server adds to the error, such as the time to wait.
    pub fn message_xml(&self) -> MessageXml<'_> {
        MessageXml(&self.details)
    }
}

impl fmt::Display for ResponseMessageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(f, "{}", printable(code.as_str()))?,
            None => write!(f, "error without a code")?,
        }
        if let Some(text) = &self.text {
            write!(f, ": {}", printable(text))?;
        }
        Ok(())
    }
}

impl std::error::Error for ResponseMessageError {}
