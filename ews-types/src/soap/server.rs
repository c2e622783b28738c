//! Answers of a server to requests of any operation.

use super::fault::Fault;
use super::headers::ResponseHeaders;
use super::response::response_of;
use crate::messages::ResponseCodeType;
use crate::xml::soap::{self, AddMessage, MessageOperation, Operation, OperationRequest, RequestError};

/// The answer of a server to a request of any operation: an element, in an envelope with the headers of EWS.
pub type AnyAnswer = soap::AnyAnswer<ResponseHeaders>;

/// A request to which a server responds with response messages.
///
/// ```
/// use ews_types::messages::{ItemInfoResponseMessageType, ResponseCodeType};
/// use ews_types::messages::elements::GetItem;
/// use ews_types::soap::{AnyAnswer, NewResponseMessage as _, Respond as _};
///
/// /// Answers that none of the items exist.
/// fn get_item(body: &GetItem) -> AnyAnswer {
///     let text = "The specified object was not found in the store.";
///     let not_found = |_| ItemInfoResponseMessageType::failure(ResponseCodeType::ErrorItemNotFound, text);
///     body.respond(body.item_ids.iter().map(not_found))
/// }
/// ```
pub trait Respond: OperationRequest<Operation: AddMessage> {
    /// Creates the answer from its response messages: one for each item, folder or other part that the request asks for, in the order
    /// of these parts in the request.
    fn respond(&self, messages: impl IntoIterator<Item = <Self::Operation as MessageOperation>::Message>) -> AnyAnswer;
}

impl<R: OperationRequest<Operation: AddMessage>> Respond for R
where
    <R::Operation as Operation>::Response: Send,
{
    fn respond(&self, messages: impl IntoIterator<Item = <Self::Operation as MessageOperation>::Message>) -> AnyAnswer {
        AnyAnswer::new(response_of::<R::Operation>(messages))
    }
}

/// Returns the status and the body of the HTTP response for an answer or a fault. The HTTP response also needs the header
/// `Content-Type` with the value [`CONTENT_TYPE`](soap::CONTENT_TYPE).
///
/// An answer or a fault that cannot be written becomes the fault `ErrorInternalServerError`.
pub fn http_response(answer: Result<AnyAnswer, Box<Fault>>) -> (u16, Vec<u8>) {
    let written = match &answer {
        Ok(answer) => answer.to_vec().map(|bytes| (200, bytes)),
        Err(fault) => fault.to_vec().map(|bytes| (Fault::HTTP_STATUS, bytes)),
    };
    written.unwrap_or_else(|error| {
        let fault = Fault::server(ResponseCodeType::ErrorInternalServerError, &error.to_string());
        (Fault::HTTP_STATUS, fault.to_vec().unwrap_or_default())
    })
}

impl From<RequestError> for Box<Fault> {
    /// Creates the fault for bytes that are not a request. Its code is `ErrorSchemaValidation` if the envelope cannot be read, and
    /// `ErrorInvalidRequest` otherwise.
    fn from(error: RequestError) -> Self {
        let code = match &error {
            RequestError::Xml(_) => ResponseCodeType::ErrorSchemaValidation,
            _ => ResponseCodeType::ErrorInvalidRequest,
        };
        Fault::client(code, &error.to_string()).into()
    }
}
