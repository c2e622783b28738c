//! SOAP 1.1 with the HTTP binding: requests, responses and faults of the operations that a WSDL describes.
//!
//! Generated code implements [`Operation`] for each operation, and defines an enum of the requests of all operations. A program can
//! define further operations with [`operations!`](macro@operations). A client creates a request with [`request`], sends it with an
//! HTTP library of its choice, and reads the response with [`response`]. A server reads a request with [`incoming`], and responds
//! with [`answer`] or a [`Fault`].
//!
//! [`Items`] reads a long response item by item in constant memory. [`Envelopes`] reads the envelopes that a server sends one after
//! the other on one connection. [`ItemDecoder`] and [`EnvelopeDecoder`] do the same from chunks of bytes instead of a stream, for
//! asynchronous programs.
//!
//! [`outcome()`] interprets an HTTP response with its status and headers: see the table of [`Outcome`].
//!
//! Header elements are untyped ([`AnyHeaders`]), or fields of a struct that [`headers!`](macro@headers) defines. A crate for one
//! service can add methods to responses and faults: see [`ServiceResponse`].

mod answer;
mod chunks;
mod envelope;
mod envelopes;
mod error;
mod fault;
mod headers;
mod http;
mod items;
mod messages;
mod namespaces;
mod not_soap;
mod operation;
mod outcome;
mod request;
mod response;
mod sending;
mod streamed;

pub use answer::{Answer, AnyAnswer, answer};
pub use envelopes::{EnvelopeDecoder, Envelopes};
pub use error::{RequestError, ResponseError};
pub use fault::{Fault, FaultCode};
#[doc(inline)]
pub use headers::headers;
pub use headers::{AnyHeaders, Headers, any_header, find_header, must_be_understood};
pub use http::{CONTENT_TYPE, HttpField, HttpFields};
pub use items::{ItemDecoder, Items};
pub use messages::{MessageError, all_of, first_of, one, response_of, results};
pub use namespaces::NAMESPACES;
pub use not_soap::{Found, NotSoap};
#[doc(hidden)]
pub use operation::AddItem;
#[doc(inline)]
pub use operation::operations;
pub use operation::{
    AddMessage, AnyOperationRequest, BindsHeader, MessageOperation, Operation, OperationRequest, OperationVisitor,
};
pub use outcome::{Authenticate, Location, Outcome, Refused, RetryAfter, Transport, WrongAddress, outcome, unanswered};
pub use request::{IncomingRequest, Request, incoming, incoming_as, incoming_with, request};
pub use response::{Response, RetryHint, ServiceResponse, response, response_with};
pub use sending::SendError;
pub use streamed::StreamedOperation;
