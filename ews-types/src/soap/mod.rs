//! SOAP 1.1: requests, answers and faults of all operations, for clients and for servers.
//!
//! A client makes a [`Request`] of the element that an operation asks with, sends it by a library for HTTP of its own choice,
//! and reads the answer:
//!
//! ```
//! use ews_types::messages::elements::FindItem;
//! use ews_types::operations;
//! use ews_types::soap::{self, AnyResponseMessage as _};
//! use ews_types::types::{DefaultShapeNamesType, ExchangeVersionType, ItemQueryTraversalType};
//!
//! # fn send(_: &[u8], _: &[(&str, String)]) -> Vec<u8> {
//! #     let mut answer = ews_types::messages::elements::FindItemResponse::default();
//! #     let mut message = ews_types::messages::FindItemResponseMessageType::default();
//! #     message.response_class = ews_types::types::ResponseClassType::Success;
//! #     answer.response_messages.push(message.into());
//! #     soap::answer::<operations::FindItem>(&answer).to_vec().unwrap()
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut find = FindItem::default();
//! find.traversal = ItemQueryTraversalType::Shallow;
//! find.item_shape.base_shape = DefaultShapeNamesType::IdOnly;
//! let request = soap::request(&find).version(ExchangeVersionType::Exchange2013);
//!
//! let bytes = send(&request.to_vec()?, &request.http_headers());
//!
//! let answer = soap::response::<operations::FindItem>(&bytes)?;
//! for message in &answer.body.response_messages {
//!     message.result()?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Three things go wrong in three ways: a [`Fault`] and bytes that are [`NotSoap`] are errors of [`response`], and each response
//! message of an answer has a [`result`](AnyResponseMessage::result) of its own.
//!
//! An answer that is long is read item by item with [`Items`], and a connection on which envelopes keep coming with [`Envelopes`]:
//! memory stays flat. For programs that read without blocking, [`ItemDecoder`] and [`EnvelopeDecoder`] do the same with chunks
//! of bytes.
//!
//! A server reads a request of any operation with [`incoming`], and answers with [`answer`] or a [`Fault`]:
//!
//! ```
//! use ews_types::messages::elements::GetClientAccessTokenResponse;
//! use ews_types::messages::ResponseCodeType;
//! use ews_types::operations::{self, AnyRequest};
//! use ews_types::soap::{self, Fault};
//!
//! fn serve(bytes: &[u8]) -> ews_types::xml::Result<Vec<u8>> {
//!     match soap::incoming(bytes).map(|request| request.body) {
//!         Ok(AnyRequest::GetClientAccessToken(_)) => {
//!             soap::answer::<operations::GetClientAccessToken>(&GetClientAccessTokenResponse::default()).to_vec()
//!         }
//!         Ok(_) => Fault::client(ResponseCodeType::ErrorInvalidOperation, "not here").to_vec(),
//!         Err(error) => Fault::client(ResponseCodeType::ErrorInvalidRequest, &error.to_string()).to_vec(),
//!     }
//! }
//! # assert!(serve(b"{}").unwrap().starts_with(b"<?xml"));
//! ```

mod envelopes;
mod fault;
mod headers;
mod items;
mod message_xml;
mod request;
mod response;
mod response_message;
mod streamed;

pub use envelopes::{EnvelopeDecoder, Envelopes};
pub use fault::Fault;
pub use headers::{RequestHeaders, ResponseHeaders};
pub use items::{ItemDecoder, Items};
pub use message_xml::MessageXml;
pub use request::{IncomingRequest, Request, incoming, incoming_as, incoming_with, request};
pub use response::{Answer, Response, ResponseError, answer, message_stands_for, response, response_with};
pub use response_message::{AnyResponseMessage, ResponseMessageError, response_messages};

pub use crate::xml::soap::{
    AnyOperationRequest, BindsHeader, CONTENT_TYPE, FaultCode, Found, NotSoap, Operation, OperationRequest,
    OperationVisitor, RequestError, StreamedOperation, StreamedOperation as InPieces, operation, operations,
};
