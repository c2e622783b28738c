//! The common part of all response messages: class, code and text.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::message_xml::MessageXml;
use crate::messages::{ResponseCodeType, ResponseMessageType};
use crate::types::ResponseClassType;
use crate::xml::{self, AnyElement, AnyNode, GlobalElement, Row, Value, ValueRef, find_all, printable};

/// A response message of any operation: [`ResponseMessageType`], a type that extends it, or an enum of such types.
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
    /// Returns the common part of the response message. `None` for the variant `Unknown` of an enum, which has no common part.
    fn response_message(&self) -> Option<&ResponseMessageType>;

    /// Returns the class: Success, Warning, Error, or an unknown class.
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

    /// Returns the message itself, unless this message or a message inside it states an error: response messages of GetDelegate,
    /// GetMailTips and others contain further response messages. A warning about a request that was processed is not an error: the
    /// message has its complete content, and [`Self::code`] states the reason of the warning.
    ///
    /// # Errors
    /// The class is Error; the class is unknown and the code is not NoError; or the class is Warning and the code states that
    /// the request was not processed. In all of these cases, `self` may still have content. Returns the first error in document order.
    fn result(&self) -> Result<&Self, ResponseMessageError> {
        let mut found: Vec<Found<'_>> = find_all(ValueRef::of(self), Row::UNNAMED);
        // The first entry of `found` is `self`. Removes the path of `self` from the beginning of each path, so that an error in
        // `self` has an empty path.
        let own = found.first().map_or(0, |(path, _)| path.len());
        for (path, _) in &mut found {
            *path = path.split_off(own.min(path.len()));
        }
        first_error(found).map_or(Ok(self), Err)
    }
}

impl AnyResponseMessage for ResponseMessageType {
    fn response_message(&self) -> Option<&ResponseMessageType> {
        Some(self)
    }

    /// Checks only the message itself: the common part cannot contain other messages.
    fn result(&self) -> Result<&Self, ResponseMessageError> {
        if is_error(self) { Err(ResponseMessageError::of(self, String::new())) } else { Ok(self) }
    }
}

impl<T: Value + Deref<Target: AnyResponseMessage>> AnyResponseMessage for T {
    fn response_message(&self) -> Option<&ResponseMessageType> {
        self.deref().response_message()
    }
}

#[cfg(feature = "_has_response_message")]
impl AnyResponseMessage for crate::messages::ResponseMessage {
    fn response_message(&self) -> Option<&ResponseMessageType> {
        find_all(ValueRef::of(self), Row::UNNAMED).first().and_then(|(_, message)| message.ok())
    }
}

/// A response message that a server creates: [`ResponseMessageType`], or a type that extends it.
///
/// ```
/// use ews_types::messages::{ExportItemsResponseMessageType, ResponseCodeType};
/// use ews_types::soap::{AnyResponseMessage as _, NewResponseMessage};
///
/// let item = ExportItemsResponseMessageType { data: Some(b"item"[..].into()), ..NewResponseMessage::success() };
/// assert!(item.result().is_ok());
/// let none = ExportItemsResponseMessageType::failure(ResponseCodeType::ErrorItemNotFound, "There is no such item.");
/// assert_eq!(none.result().unwrap_err().to_string(), "ErrorItemNotFound: There is no such item.");
/// ```
pub trait NewResponseMessage: AnyResponseMessage + Default {
    /// Returns the common part of the response message.
    fn response_message_mut(&mut self) -> &mut ResponseMessageType;

    /// Creates a response message of class Success with the code NoError.
    fn success() -> Self {
        let mut message = Self::default();
        let common = message.response_message_mut();
        common.response_class = ResponseClassType::Success;
        common.response_code = Some(ResponseCodeType::NoError);
        message
    }

    /// Creates a response message of class Error with a code and a text. The `DescriptiveLinkKey` is 0, as servers send it.
    fn failure(code: ResponseCodeType, text: impl Into<String>) -> Self {
        let mut message = Self::default();
        let common = message.response_message_mut();
        common.response_class = ResponseClassType::Error;
        common.response_code = Some(code);
        common.message_text = Some(text.into());
        common.descriptive_link_key = Some(0);
        message
    }
}

impl NewResponseMessage for ResponseMessageType {
    fn response_message_mut(&mut self) -> &mut ResponseMessageType {
        self
    }
}

impl<T: Value + Default + DerefMut<Target: NewResponseMessage>> NewResponseMessage for T {
    fn response_message_mut(&mut self) -> &mut ResponseMessageType {
        self.deref_mut().response_message_mut()
    }
}

/// The element in the body of a response, with the results of all response messages in it, at every depth.
///
/// ```
/// use ews_types::messages::elements::SendItemResponse;
/// use ews_types::messages::{ResponseCodeType, ResponseMessage, ResponseMessageType};
/// use ews_types::soap::ResponseBody;
///
/// let message = |class: &str, code| ResponseMessageType {
///     response_class: class.into(),
///     response_code: Some(code),
///     ..Default::default()
/// };
/// let mut body = SendItemResponse::default();
/// for message in [
///     message("Success", ResponseCodeType::NoError),
///     message("Error", ResponseCodeType::ErrorItemNotFound),
///     message("Warning", ResponseCodeType::ErrorBatchProcessingStopped),
/// ] {
///     body.response_messages.push(ResponseMessage::SendItemResponseMessage(message.into()));
/// }
/// let error = body.result().unwrap_err();
/// assert_eq!(&*error.path, "/SendItemResponse/ResponseMessages/SendItemResponseMessage[2]");
/// let are_ok: Vec<bool> = body.results().iter().map(Result::is_ok).collect();
/// assert_eq!(are_ok, [true, false, false]);
/// ```
pub trait ResponseBody: GlobalElement {
    /// Returns the result of each response message, in document order: a message comes before the messages inside it. Messages of an
    /// unknown kind and messages without a class are included only if they state an error.
    fn results(&self) -> Vec<Result<&ResponseMessageType, ResponseMessageError>> {
        find_all(self.content(), Self::ROW).into_iter().filter_map(into_result).collect()
    }

    /// Returns the body itself if all response messages succeeded.
    ///
    /// # Errors
    /// A response message states an error: see [`AnyResponseMessage::result`]. Returns the error of the first such message.
    fn result(&self) -> Result<&Self, ResponseMessageError> {
        first_error(find_all(self.content(), Self::ROW)).map_or(Ok(self), Err)
    }
}

impl<E: GlobalElement> ResponseBody for E {}

/// Returns the error that a response message or an unknown element states.
pub(super) fn failure(found: Result<&ResponseMessageType, &AnyElement>, path: &str) -> Option<ResponseMessageError> {
    into_result((path.to_owned(), found))?.err()
}

type Found<'v> = (String, xml::Found<'v, ResponseMessageType>);

fn first_error(found: Vec<Found<'_>>) -> Option<ResponseMessageError> {
    found.into_iter().find_map(|found| into_result(found)?.err())
}

/// Returns the result of a message or an unknown element. `None` if an unknown element does not state an error.
fn into_result((path, found): Found<'_>) -> Option<Result<&ResponseMessageType, ResponseMessageError>> {
    match found {
        Ok(message) if is_error(message) => Some(Err(ResponseMessageError::of(message, path))),
        Ok(message) => Some(Ok(message)),
        Err(element) => {
            let message = message_of(element);
            is_error(&message).then(|| Err(ResponseMessageError::of(&message, path)))
        }
    }
}

/// Reads the common part of a response message from an unknown element.
fn message_of(element: &AnyElement) -> ResponseMessageType {
    let mut message = ResponseMessageType::default();
    for attribute in &element.content.attributes {
        if attribute.local == "ResponseClass" {
            message.response_class = attribute.value.trim().into();
        }
    }
    for node in &element.content.nodes {
        let AnyNode::Element(child) = node else { continue };
        match &*child.local {
            "ResponseCode" => message.response_code = Some(child.text().trim().into()),
            "MessageText" => message.message_text = Some(child.text()),
            "MessageXml" => {
                let elements = child.content.nodes.iter().filter_map(|node| match node {
                    AnyNode::Element(element) => Some(element.clone()),
                    AnyNode::Text(_) => None,
                });
                message.message_xml = Some(elements.collect());
            }
            _ => {}
        }
    }
    message
}

fn is_error(message: &ResponseMessageType) -> bool {
    let code = message.response_code.as_ref();
    match message.response_class {
        ResponseClassType::Success => false,
        ResponseClassType::Warning => code.is_some_and(is_unprocessed),
        ResponseClassType::Error => true,
        ResponseClassType::Other(_) => code.is_some_and(|code| *code != ResponseCodeType::NoError),
    }
}

/// Returns whether a code in a warning states that the request was not processed. `ErrorBatchProcessingStopped` marks the parts after
/// the part that stopped the batch. The other codes are the reasons why a batch stops: the store or the directory is offline, the
/// mailbox is being moved, the password must be changed or has expired, the mailbox is full.
fn is_unprocessed(code: &ResponseCodeType) -> bool {
    matches!(
        code.as_str(),
        "ErrorBatchProcessingStopped"
            | "ErrorADUnavailable"
            | "ErrorMailboxMoveInProgress"
            | "ErrorMailboxStoreUnavailable"
            | "ErrorPasswordChangeRequired"
            | "ErrorPasswordExpired"
            | "ErrorQuotaExceeded"
    )
}

/// Returns the common part of each response message in a response of any operation, at every depth, in document order.
pub fn response_messages<E: GlobalElement>(response: &E) -> Vec<&ResponseMessageType> {
    find_all(response.content(), E::ROW).into_iter().filter_map(|(_, message)| message.ok()).collect()
}

/// The error of a response message: a part of the request failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ResponseMessageError {
    /// The class: Error, Warning if the request was not processed, or an unknown class.
    pub class: ResponseClassType,
    /// The error code.
    pub code: Option<ResponseCodeType>,
    /// The reason as text.
    pub text: Option<String>,
    /// The key of a link to a description. Servers send 0.
    pub descriptive_link_key: Option<i32>,
    /// The elements in `MessageXml`; [`Self::message_xml`] finds values in them.
    pub details: Vec<AnyElement>,
    /// The path from the value in which the response message was found to the message, such as `/A/B[2]`. Empty if the value is the
    /// message.
    pub path: Box<str>,
}

impl ResponseMessageError {
    fn of(message: &ResponseMessageType, path: String) -> Self {
        Self {
            class: message.response_class.clone(),
            code: message.response_code.clone(),
            text: message.message_text.clone(),
            descriptive_link_key: message.descriptive_link_key,
            details: message.message_xml.clone().unwrap_or_default(),
            path: path.into(),
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
        let text = self.text.as_deref().unwrap_or_default();
        if !text.is_empty() {
            write!(f, ": {}", printable(text))?;
        }
        self.message_xml().describe(text, f)?;
        if !self.path.is_empty() {
            write!(f, " (at {})", self.path)?;
        }
        Ok(())
    }
}

impl std::error::Error for ResponseMessageError {}
