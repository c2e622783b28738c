//! SOAP 1.1 for EWS: requests, responses and faults of all operations, for clients and for servers.
//!
//! A client creates a [`Request`] from the request element of an operation, sends it with an HTTP library of its choice, and
//! reads the response:
//!
//! ```
//! use ews_types::prelude::*;
//!
//! # use ews_types::soap::NewResponseMessage as _;
//! # fn post(_: &[u8], _: &[(&str, String)]) -> std::io::Result<Vec<u8>> {
//! #     let message = FindItemResponseMessageType::success();
//! #     Ok(soap::answer::<operations::FindItem>(&soap::response_of::<operations::FindItem>([message])).to_vec().unwrap())
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let find = build!(FindItem {
//!     traversal: ItemQueryTraversalType::Shallow,
//!     item_shape: { base_shape: DefaultShapeNamesType::IdOnly },
//!     parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
//! });
//! let answer = soap::request(&find).version(ExchangeVersionType::Exchange2013).send(post)?;
//! for id in answer.all_of::<ItemIdType>()? {
//!     println!("{}", id.id);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! `post` is a function of your program: it sends bytes with their headers, and returns the body of the answer or an error.
//!
//! There are three kinds of failure. The function [`response`] returns two of them as errors: a [`Fault`], and bytes that cannot be
//! read, such as bytes that are [`NotSoap`]. The third is a response message that states an error. [`Response::results`] returns each
//! response message or its error, and [`Response::one`] the only response message. [`Response::all_of`] returns all items, ids or
//! other values of one type. [`ResponseBody`] also returns the results of response messages inside other response messages.
//! [`ErrorCode`] returns the code of an error of any kind.
//!
//! [`outcome()`] interprets status, headers and body of an HTTP response together: as a response, a fault, or a reason to sign in, to
//! wait or to use another address. The docs of [`Outcome`] refer to a table of all cases.
//!
//! [`Items`] reads a long response item by item in constant memory. [`Envelopes`] reads the envelopes that arrive one after the
//! other on one connection. [`ItemDecoder`] and [`EnvelopeDecoder`] return the same items and envelopes from chunks of bytes, for
//! programs that read without blocking.
//!
//! A server reads a request of any operation with [`incoming`]. It responds with response messages ([`Respond`]), with another element
//! ([`AnyAnswer`]), or with a [`Fault`], and sends what [`http_response`] returns:
//!
//! ```
//! use ews_types::messages::ResponseMessageType;
//! use ews_types::operations::AnyRequest;
//! use ews_types::soap::{self, AnyAnswer, Fault, NewResponseMessage as _, Respond as _};
//!
//! /// Carries out a request.
//! fn answer(request: &[u8]) -> Result<AnyAnswer, Box<Fault>> {
//!     // If the bytes are not a request, `?` converts the error to a fault.
//!     let request = soap::incoming(request)?;
//!     match &request.body {
//!         AnyRequest::SendItem(body) => Ok(body.respond(body.item_ids.iter().map(|_| ResponseMessageType::success()))),
//!         other => Err(Fault::not_served(other.name()).into()),
//!     }
//! }
//!
//! let (status, body) = soap::http_response(answer(b"{}"));
//! assert_eq!(status, 500);
//! assert!(String::from_utf8(body)?.contains("ErrorInvalidRequest"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Operations of your own
//!
//! A program can define operations that the schemas lack, in the namespaces of EWS or in others. Such operations work like those of
//! EWS, in clients and in servers. The docs of `operations!` in [`xml::soap`](crate::xml::soap) explain the macros:
//!
//! ```
#![doc = include_str!("../../examples/own_operation.rs")]
//! ```

mod envelopes;
mod error_code;
mod fault;
mod headers;
mod http_header;
mod items;
mod message_xml;
mod outcome;
mod request;
mod response;
mod response_message;
mod retry;
mod server;
mod streamed;

pub use envelopes::{EnvelopeDecoder, Envelopes};
pub use error_code::ErrorCode;
pub use fault::Fault;
pub use headers::{RequestHeaders, ResponseHeaders};
pub use http_header::HttpHeader;
pub use items::{ItemDecoder, Items};
pub use message_xml::MessageXml;
pub use outcome::{Outcome, outcome, unanswered};
pub use request::{IncomingRequest, Request, incoming, incoming_as, incoming_with, request};
pub use response::{
    Answer, AnswerError, Response, ResponseError, SendError, answer, message_stands_for, response, response_of,
    response_with,
};
pub use response_message::{
    AnyResponseMessage, NewResponseMessage, ResponseBody, ResponseMessageError, response_messages,
};

pub use server::{AnyAnswer, Respond, http_response};

pub use crate::xml::soap::{
    AddMessage, AnyOperationRequest, Authenticate, BindsHeader, CONTENT_TYPE, FaultCode, Found, HttpField, HttpFields,
    Location, MessageError, MessageOperation, NotSoap, Operation, OperationRequest, OperationVisitor, Refused,
    RequestError, RetryAfter, RetryHint, StreamedOperation, StreamedOperation as InPieces, Transport, WrongAddress,
    operations,
};
