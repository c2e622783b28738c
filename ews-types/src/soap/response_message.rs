//! What every response message of every operation says: class, code and text.

use std::fmt;

use super::message_xml::MessageXml;
use crate::messages::{ResponseCodeType, ResponseMessageType};
use crate::types::ResponseClassType;
use crate::xml::{AnyElement, Complex, GlobalElement, Slot, outermost};

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
pub trait AnyResponseMessage: Slot + Sized {
    /// What all response messages have in common; `None` for a value that is no response message.
    fn response_message(&self) -> Option<&ResponseMessageType> {
        let mut found = Vec::new();
        in_slot(self, &mut found);
        found.first().copied()
    }

    /// Success, Warning or Error.
    fn class(&self) -> Option<&ResponseClassType> {
        self.response_message().map(|message| &message.response_class)
    }

    /// NoError, or what went wrong.
    fn code(&self) -> Option<&ResponseCodeType> {
        self.response_message()?.response_code.as_ref()
    }

    /// The reason in words.
    fn text(&self) -> Option<&str> {
        self.response_message()?.message_text.as_deref()
    }

    /// The values of an error, such as how long to wait.
    fn message_xml(&self) -> MessageXml<'_> {
        let message = self.response_message();
        MessageXml(message.and_then(|message| message.message_xml.as_deref()).unwrap_or_default())
    }

    /// The message itself, or its error. A warning is no error: its payload is whole, and [`Self::code`] tells what it is about.
    ///
    /// # Errors
    /// Its class is Error, or one that is not known together with a code other than NoError. The payload that may be there all
    /// the same is in `self`.
    fn result(&self) -> Result<&Self, ResponseMessageError> {
        match self.response_message() {
            Some(message) if is_error(message) => Err(ResponseMessageError::of(message)),
            _ => Ok(self),
        }
    }
}

impl<T: Slot> AnyResponseMessage for T {}

fn is_error(message: &ResponseMessageType) -> bool {
    match message.response_class {
        ResponseClassType::Success | ResponseClassType::Warning => false,
        ResponseClassType::Error => true,
        ResponseClassType::Other(_) => {
            message.response_code.as_ref().is_some_and(|code| *code != ResponseCodeType::NoError)
        }
    }
}

/// The response messages of an answer, in order, whatever operation it is of.
pub fn response_messages<E: GlobalElement>(answer: &E) -> Vec<&ResponseMessageType> {
    let mut found = Vec::new();
    in_slot(answer.slot(), &mut found);
    found
}

fn in_slot<'a>(slot: &'a dyn Slot, found: &mut Vec<&'a ResponseMessageType>) {
    let mut values: Vec<&'a dyn Complex> = Vec::new();
    slot.complex(&mut values);
    for value in values {
        outermost(value, found);
    }
}

/// Why a part of a request failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ResponseMessageError {
    /// Error, as a rule.
    pub class: ResponseClassType,
    /// What went wrong.
    pub code: Option<ResponseCodeType>,
    /// The reason in words.
    pub text: Option<String>,
    /// Real servers send 0.
    pub descriptive_link_key: Option<i32>,
    /// The elements of MessageXml: see [`Self::message_xml`].
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

    /// The values of the error, such as how long to wait.
    pub fn message_xml(&self) -> MessageXml<'_> {
        MessageXml(&self.details)
    }
}

impl fmt::Display for ResponseMessageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(f, "{code}")?,
            None => write!(f, "an error without a code")?,
        }
        if let Some(text) = &self.text {
            write!(f, ": {text}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ResponseMessageError {}
