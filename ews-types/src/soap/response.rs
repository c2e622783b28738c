//! Answers: written by servers, read by clients.

use super::envelope::{Envelope, read_envelope, read_envelope_of};
use super::error::ResponseError;
use super::fault::Fault;
use super::headers::{ResponseHeaders, write_envelope};
use super::operation::Operation;
use super::response_message::{self, ResponseMessageError};
use crate::messages::ResponseMessageType;
use crate::namespaces::SOAP;
use crate::types::ServerVersionInfoType;
use crate::xml::{self, Deviation, Field, GlobalElement as _, Options, Reader, Result};

/// Reads the answer to a request.
///
/// # Errors
/// A fault; bytes that are no envelope; an envelope that cannot be read or holds the answer of another operation. An answer that
/// says of a part of the request that it failed is no error here: see
/// [`AnyResponseMessage::result`](super::AnyResponseMessage::result).
pub fn response<O: Operation>(bytes: &[u8]) -> std::result::Result<Response<O>, ResponseError> {
    response_with(bytes, Options::new())
}

/// Reads the answer to a request in strict mode or within other limits.
///
/// # Errors
/// As [`response`]; in strict mode also what the schema does not allow.
pub fn response_with<O: Operation>(bytes: &[u8], options: Options) -> std::result::Result<Response<O>, ResponseError> {
    into_response(read_envelope(bytes, options, read_body::<O>)?)
}

/// Reads the answer that a reader is in front of.
pub(crate) fn response_of<O: Operation>(reader: Reader<'_>) -> std::result::Result<Response<O>, ResponseError> {
    into_response(read_envelope_of(reader, read_body::<O>)?)
}

/// What stands in the body of an answer.
type Body<O> = std::result::Result<<O as Operation>::Response, Box<Fault>>;

fn read_body<O: Operation>(reader: &mut Reader<'_>) -> std::result::Result<Body<O>, ResponseError> {
    let (namespace, local, _) = reader.name();
    if namespace == SOAP && local == "Fault" {
        return Ok(Err(Box::new(Fault::read(reader)?)));
    }
    let response = O::Response::FIELD;
    reader.adopt_namespace(|reader| reader.is_at::<O::Response>() || message_stands_for(reader, response))?;
    if message_stands_for(reader, response) {
        reader.take_for(response)?;
    }
    Ok(Ok(reader.element::<O::Response>()?))
}

/// Whether a reader stands on a response message that stands for the response itself.
///
/// Servers answer GetSharingFolder and its like so: what the schema calls `GetSharingFolderResponse` comes as
/// `GetSharingFolderResponseMessage`, with the same content. [`Reader::take_for`] takes it for the response.
pub fn message_stands_for(reader: &Reader<'_>, response: &Field) -> bool {
    reader.name().0 == response.namespace() && reader.local_name().strip_suffix("Message") == Some(response.name())
}

fn into_response<O: Operation>(
    envelope: Envelope<ResponseHeaders, Body<O>>,
) -> std::result::Result<Response<O>, ResponseError> {
    match envelope.body {
        Ok(body) => Ok(Response { headers: envelope.headers, body, deviations: envelope.deviations }),
        Err(mut fault) => {
            fault.headers = envelope.headers;
            Err(ResponseError::Fault(fault))
        }
    }
}

/// The answer to a request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<O: Operation> {
    /// The header.
    pub headers: ResponseHeaders,
    /// The element in the body.
    pub body: O::Response,
    /// What was tolerated in reading.
    pub deviations: Vec<Deviation>,
}

impl<O: Operation> Response<O> {
    /// The version of the server, if it tells.
    pub fn server_version(&self) -> Option<&ServerVersionInfoType> {
        self.headers.server_version_info.as_deref()
    }

    /// What the response messages have in common, in order. The operations that answer with one message have one.
    pub fn response_messages(&self) -> Vec<&ResponseMessageType> {
        response_message::response_messages(&self.body)
    }

    /// The errors among the response messages, each with its place.
    pub fn errors(&self) -> Vec<(usize, ResponseMessageError)> {
        use super::AnyResponseMessage as _;
        let messages = self.response_messages().into_iter().enumerate();
        messages.filter_map(|(index, message)| Some((index, message.result().err()?))).collect()
    }
}

/// Begins the answer of an operation.
pub fn answer<O: Operation>(body: &O::Response) -> Answer<'_, O> {
    Answer { body, headers: ResponseHeaders::default() }
}

/// What a server answers.
#[derive(Clone, Debug)]
pub struct Answer<'a, O: Operation> {
    body: &'a O::Response,
    headers: ResponseHeaders,
}

impl<O: Operation> Answer<'_, O> {
    /// The version of the server.
    pub fn server_version(mut self, version: ServerVersionInfoType) -> Self {
        self.headers.server_version_info = Some(version.into());
        self
    }

    /// Sets all headers at once.
    pub fn headers(mut self, headers: ResponseHeaders) -> Self {
        self.headers = headers;
        self
    }

    /// The envelope, in UTF-8.
    ///
    /// # Errors
    /// A text in it holds a character that XML forbids; the error names its place.
    pub fn to_vec(&self) -> Result<Vec<u8>> {
        write_envelope(&self.headers, |writer: &mut xml::Writer| writer.element(self.body)).map(String::into_bytes)
    }
}
