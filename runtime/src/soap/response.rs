//! Responses that a client reads.

use std::time::Duration;

use super::envelope::{read_document, read_envelope, soap_name};
use super::error::ResponseError;
use super::fault::Fault;
use super::headers::{AnyHeaders, Headers};
use super::namespaces::with_soap;
use super::operation::Operation;
use crate::deviation::Deviation;
use crate::documents::Document;
use crate::engine::element::GlobalElement;
use crate::engine::row::Row;
use crate::error::{Error, Result};
use crate::names::Namespace;
use crate::options::Options;
use crate::reader::Reader;

/// The response to a request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<O: Operation, H = AnyHeaders> {
    /// The header elements of the envelope.
    pub headers: H,
    /// The element in the body.
    pub body: O::Response,
    /// Deviations from the schema that the reader tolerated.
    pub deviations: Vec<Deviation>,
}

/// A type for the responses of a service: [`Response`], or a type that a crate for one service defines to add methods.
pub trait ServiceResponse<O: Operation>: From<Response<O, Self::Headers>> {
    /// The header of a response.
    type Headers: Headers;
    /// The faults of the service.
    type Fault: From<Fault<Self::Headers>>;

    /// The path in which the URL of the service ends, for the help in error messages. Empty if it differs between servers.
    const URL_PATH: &'static str = "";

    /// Returns whether the current element is the response under another name than `response` declares. Some services send such
    /// elements. They are read as if they had the declared name.
    fn is_alias(reader: &Reader<'_>, response: &Row) -> bool {
        let _ = (reader, response);
        false
    }

    /// Returns whether two executions of the operation have the same effect as one: operations that only read are repeatable.
    /// [`Outcome`](super::Outcome) marks requests of other operations that may be executed twice.
    fn is_repeatable() -> bool {
        false
    }

    /// Returns a hint if no part of the request has been carried out and the server asks the client to wait.
    fn retry_hint(&self) -> Option<RetryHint> {
        None
    }

    /// Returns a hint if a fault asks the client to wait.
    fn retry_hint_of(fault: &Self::Fault) -> Option<RetryHint> {
        let _ = fault;
        None
    }
}

/// The content of a response or a fault that asks the client to wait and send the request again.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct RetryHint {
    /// The time to wait, if the server states it.
    pub delay: Option<Duration>,
    /// `true` if the server refused the request before it carried out any part of the request.
    pub was_refused: bool,
}

impl<O: Operation, H: Headers> ServiceResponse<O> for Response<O, H> {
    type Headers = H;
    type Fault = Fault<H>;
}

/// Reads the response to a request.
///
/// # Errors
/// The response is a fault; the bytes are not an envelope; the envelope cannot be read, or contains the response of another
/// operation.
pub fn response<O: Operation>(bytes: &[u8]) -> Result<Response<O>, ResponseError> {
    response_with(bytes, Options::new())
}

/// Reads the response to a request as a type of the service, in strict mode or with other limits.
///
/// # Errors
/// Fails like [`response`], and in strict mode for any deviation from the schema.
pub fn response_with<O: Operation, A: ServiceResponse<O>>(
    bytes: &[u8],
    options: Options,
) -> Result<A, ResponseError<A::Fault>> {
    read_envelope(bytes, &namespaces::<O, A>(), options, read_body::<O, A>)
        .and_then(into_response::<O, A>)
        .map_err(|error| error.with_url_path(A::URL_PATH))
}

/// Returns the namespaces that the envelope of a response uses.
pub(crate) fn namespaces<O: Operation, A: ServiceResponse<O>>() -> Vec<Namespace> {
    with_soap([O::Response::NAMESPACES].iter().chain(A::Headers::NAMESPACES).copied())
}

/// The content of the body of a response: the response element, or a fault.
pub(crate) type Body<O, A> = Result<<O as Operation>::Response, Box<Fault<<A as ServiceResponse<O>>::Headers>>>;

/// The header and the content of the body of a response.
pub(crate) type Parts<O, A> = (<A as ServiceResponse<O>>::Headers, Body<O, A>);

/// Reads a document that is the envelope of a response. If undecodable bytes follow the text of the reader, `not_text` is their
/// error.
pub(crate) fn read_response<O: Operation, A: ServiceResponse<O>>(
    reader: &mut Reader<'_>,
    not_text: Option<Error>,
) -> Result<Parts<O, A>, ResponseError<A::Fault>> {
    read_document(reader, not_text, read_body::<O, A>)
}

fn read_body<O: Operation, A: ServiceResponse<O>>(
    reader: &mut Reader<'_>,
) -> Result<Body<O, A>, ResponseError<A::Fault>> {
    if soap_name(reader) == Some("Fault") {
        return Ok(Err(Box::new(Fault::read(reader)?)));
    }
    let response = O::Response::ROW;
    reader.adopt_namespace(|reader| reader.is_at::<O::Response>() || A::is_alias(reader, response))?;
    if A::is_alias(reader, response) {
        reader.take_for(response)?;
    }
    Ok(Ok(reader.element::<O::Response>()?))
}

/// Converts an envelope to a response, or to an error if it contains a fault.
pub(crate) fn into_response<O: Operation, A: ServiceResponse<O>>(
    envelope: Document<Parts<O, A>>,
) -> Result<A, ResponseError<A::Fault>> {
    let Document { value: (headers, body), deviations } = envelope;
    match body {
        Ok(body) => Ok(Response { headers, body, deviations }.into()),
        Err(mut fault) => {
            fault.headers = headers;
            Err(ResponseError::Fault(Box::new((*fault).into())))
        }
    }
}
