//! Requests: clients write them, servers read them.

use std::fmt;
use std::io::Read;
use std::ops::{ControlFlow, Deref};
use std::time::Duration;

use super::envelope::{read_envelope, write_envelope};
use super::envelopes::Envelopes;
use super::error::{RequestError, ResponseError};
use super::headers::{AnyHeaders, Headers};
use super::http::{CONTENT_TYPE, HttpField, HttpFields, ResponseFields};
use super::namespaces::with_soap;
use super::operation::{AnyOperationRequest, BindsHeader, Operation, OperationRequest};
use super::outcome::{Outcome, outcome, outcome_of};
use super::response::{ServiceResponse, response_with};
use super::sending::{Attempts, SendError};
use crate::any::AnyElement;
use crate::deviation::Deviation;
use crate::documents::Document;
use crate::engine::element::GlobalElement;
use crate::error::Result;
use crate::options::Options;

/// Creates a request. `body` is the element in the body of the envelope. The type of this element determines the operation.
pub fn request<R: OperationRequest>(body: &R) -> Request<'_, R::Operation> {
    Request { body, headers: AnyHeaders::default(), replaces_forbidden: false }
}

/// A request of an operation, as a client sends it.
#[derive(Clone, Debug)]
pub struct Request<'a, O: Operation, H = AnyHeaders> {
    body: &'a O::Request,
    headers: H,
    replaces_forbidden: bool,
}

impl<O: Operation> Request<'_, O> {
    /// Adds a header element that the WSDL binds to the operation.
    ///
    /// # Errors
    /// A text in `header` contains a character that XML forbids.
    pub fn bound_header<E: GlobalElement>(mut self, header: &E) -> Result<Self>
    where
        O: BindsHeader<E>,
    {
        self.headers.push(header)?;
        Ok(self)
    }

    /// Adds a header element of any kind.
    pub fn header(mut self, header: AnyElement) -> Self {
        self.headers.elements.push(header);
        self
    }
}

impl<'a, O: Operation, H: Headers> Request<'a, O, H> {
    /// Replaces all headers. The new headers may have another type.
    pub fn headers<N: Headers>(self, headers: N) -> Request<'a, O, N> {
        Request { body: self.body, headers, replaces_forbidden: self.replaces_forbidden }
    }

    /// Returns the element in the body.
    pub fn body(&self) -> &'a O::Request {
        self.body
    }

    /// Returns the headers.
    pub fn as_headers(&self) -> &H {
        &self.headers
    }

    /// Returns the headers for modification.
    pub fn headers_mut(&mut self) -> &mut H {
        &mut self.headers
    }

    /// Writes U+FFFD in place of characters that XML does not allow. Without this call, [`Self::to_vec`] fails if there are any.
    pub fn replace_forbidden_characters(mut self) -> Self {
        self.replaces_forbidden = true;
        self
    }

    /// Returns the envelope in UTF-8.
    ///
    /// # Errors
    /// A text in the envelope contains a character that XML forbids, or a required value has not been set; the error states the
    /// place.
    pub fn to_vec(&self) -> Result<Vec<u8>> {
        self.to_text().map(String::into_bytes)
    }

    /// Returns the envelope as text.
    ///
    /// # Errors
    /// Fails like [`Self::to_vec`].
    pub fn to_text(&self) -> Result<String> {
        write_envelope(&self.headers, O::Request::NAMESPACES, self.replaces_forbidden, |writer| {
            writer.element(self.body)
        })
    }

    /// Returns the value of the HTTP header `SOAPAction`, with its quotes.
    pub fn soap_action(&self) -> String {
        format!("\"{}\"", O::SOAP_ACTION)
    }

    /// Returns the HTTP headers of the request, which is sent by POST to the URL of the service.
    pub fn http_headers(&self) -> [(&'static str, String); 3] {
        [
            ("Content-Type", CONTENT_TYPE.to_owned()),
            ("Accept", "text/xml".to_owned()),
            ("SOAPAction", self.soap_action()),
        ]
    }

    /// Sends the request and reads the response. `post` receives the envelope and the HTTP headers, and returns the body of the
    /// HTTP response.
    ///
    /// The body suffices to distinguish a response from a fault. [`Self::outcome`] also interprets the HTTP status and headers, for
    /// example to sign in, or to wait before the request is repeated.
    ///
    /// # Errors
    /// The request cannot be written, `post` fails, the response is a fault, or the response cannot be read: see [`Self::read`].
    pub fn send<A: ServiceResponse<O>, E>(
        &self,
        post: impl FnOnce(&[u8], &[(&'static str, String)]) -> Result<Vec<u8>, E>,
    ) -> Result<A, SendError<E, A::Fault>> {
        let envelope = self.to_vec().map_err(SendError::Write)?;
        let response = post(&envelope, &self.http_headers()).map_err(SendError::Transport)?;
        self.read(&response).map_err(SendError::Response)
    }

    /// Does the same as [`Self::send`] with an asynchronous function.
    ///
    /// # Errors
    /// Fails like [`Self::send`].
    pub async fn send_async<A: ServiceResponse<O>, E>(
        &self,
        post: impl AsyncFnOnce(&[u8], &[(&'static str, String)]) -> Result<Vec<u8>, E>,
    ) -> Result<A, SendError<E, A::Fault>> {
        let envelope = self.to_vec().map_err(SendError::Write)?;
        let response = post(&envelope, &self.http_headers()).await.map_err(SendError::Transport)?;
        self.read(&response).map_err(SendError::Response)
    }

    /// Sends the request and reads the response, as [`Self::send`] does, and repeats the request while the server asks the client
    /// to wait. [`Outcome`] lists these cases. `exchange` returns the status, the headers and the body of the HTTP response. `wait`
    /// waits for the given duration: [`std::thread::sleep`], or a function that also informs the user.
    ///
    /// The request is sent at most five times, and is not repeated if the server may then execute it twice. The server can state the
    /// time to wait. Otherwise, this time is one second after the first attempt, and doubles with each attempt. After the last
    /// attempt, the method returns without waiting.
    ///
    /// # Errors
    /// Fails like [`Self::send`], and with [`SendError::Outcome`] if the HTTP response has another meaning than a response, a fault
    /// or an unreadable envelope: for example, the server is still busy, requires credentials, or is at another address.
    pub fn send_with_retries<A: ServiceResponse<O>, E, S: HttpFields, B: AsRef<[u8]>>(
        &self,
        mut exchange: impl FnMut(&[u8], &[(&'static str, String)]) -> Result<(u16, S, B), E>,
        mut wait: impl FnMut(Duration),
    ) -> Result<A, SendError<E, A::Fault>> {
        let (envelope, headers) = (self.to_vec().map_err(SendError::Write)?, self.http_headers());
        let mut attempts = Attempts::default();
        loop {
            let (status, fields, body) = exchange(&envelope, &headers).map_err(SendError::Transport)?;
            match attempts.next(outcome_of::<O, A>(status, ResponseFields::of(&fields), body.as_ref())) {
                ControlFlow::Continue(delay) => wait(delay),
                ControlFlow::Break(result) => return result,
            }
        }
    }

    /// Does the same as [`Self::send_with_retries`] with asynchronous functions.
    ///
    /// # Errors
    /// Fails like [`Self::send_with_retries`].
    pub async fn send_async_with_retries<A: ServiceResponse<O>, E, S: HttpFields, B: AsRef<[u8]>>(
        &self,
        mut exchange: impl AsyncFnMut(&[u8], &[(&'static str, String)]) -> Result<(u16, S, B), E>,
        mut wait: impl AsyncFnMut(Duration),
    ) -> Result<A, SendError<E, A::Fault>> {
        let (envelope, headers) = (self.to_vec().map_err(SendError::Write)?, self.http_headers());
        let mut attempts = Attempts::default();
        loop {
            let (status, fields, body) = exchange(&envelope, &headers).await.map_err(SendError::Transport)?;
            match attempts.next(outcome_of::<O, A>(status, ResponseFields::of(&fields), body.as_ref())) {
                ControlFlow::Continue(delay) => wait(delay).await,
                ControlFlow::Break(result) => return result,
            }
        }
    }

    /// Reads the response to this request, as [`response`](super::response()) does. `A` is the type of the service's responses.
    ///
    /// # Errors
    /// The response is a fault; the bytes are not an envelope; the envelope cannot be read, or contains the response of another
    /// operation.
    pub fn read<A: ServiceResponse<O>>(&self, response: &[u8]) -> Result<A, ResponseError<A::Fault>> {
        response_with(response, Options::new())
    }

    /// Interprets the HTTP response to this request: see [`outcome`](super::outcome()).
    pub fn outcome<A: ServiceResponse<O>>(
        &self,
        status: u16,
        headers: impl IntoIterator<Item: HttpField>,
        body: &[u8],
    ) -> Outcome<A, A::Fault> {
        outcome::<O, A>(status, headers, body)
    }

    /// Returns an iterator over the responses to this request that arrive one after the other on one connection.
    pub fn envelopes<R: Read, A: ServiceResponse<O>>(&self, stream: R) -> Envelopes<O, R, A> {
        Envelopes::new(stream)
    }
}

/// Writes the name of the operation, for logs.
impl<O: Operation, H> fmt::Display for Request<'_, O, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(O::NAME)
    }
}

/// A request as a server receives it. `B` is the element in the body, or an enum of the elements of all operations.
///
/// A request dereferences to its headers, so that their methods can be called on the request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct IncomingRequest<B, H = AnyHeaders> {
    /// The header elements of the envelope.
    pub headers: H,
    /// The element in the body.
    pub body: B,
    /// Deviations from the schema that the reader tolerated.
    pub deviations: Vec<Deviation>,
}

/// Reads a request of any operation of a service. `A` is the generated enum `AnyRequest`.
///
/// # Errors
/// The bytes are not an envelope; the envelope cannot be read; the element in its body is not the request of an operation.
pub fn incoming<A: AnyOperationRequest>(bytes: &[u8]) -> Result<IncomingRequest<A>, RequestError> {
    incoming_with(bytes, Options::new())
}

/// Reads a request of any operation with headers `H`, in strict mode or with other limits.
///
/// # Errors
/// Fails like [`incoming`].
pub fn incoming_with<A: AnyOperationRequest, H: Headers>(
    bytes: &[u8],
    options: Options,
) -> Result<IncomingRequest<A, H>, RequestError> {
    let namespaces = with_soap(A::NAMESPACES.iter().chain(H::NAMESPACES).copied());
    let envelope = read_envelope(bytes, &namespaces, options, |reader| {
        A::read(reader)?.ok_or_else(|| RequestError::UnknownOperation {
            namespace: reader.namespace_uri().to_owned(),
            local: reader.local_name().to_owned(),
            expected: reader.namespace_of(A::REQUESTS),
        })
    })?;
    Ok(IncomingRequest::new(envelope))
}

/// Reads a request of one operation with headers `H`.
///
/// # Errors
/// Fails like [`incoming`], and if the body contains the request of another operation.
pub fn incoming_as<O: Operation, H: Headers>(
    bytes: &[u8],
    options: Options,
) -> Result<IncomingRequest<O::Request, H>, RequestError> {
    let namespaces = with_soap([O::Request::NAMESPACES].iter().chain(H::NAMESPACES).copied());
    let envelope = read_envelope(bytes, &namespaces, options, |reader| -> Result<_, RequestError> {
        reader.adopt_namespace(|reader| reader.is_at::<O::Request>())?;
        Ok(reader.element()?)
    })?;
    Ok(IncomingRequest::new(envelope))
}

impl<B, H> Deref for IncomingRequest<B, H> {
    type Target = H;

    fn deref(&self) -> &H {
        &self.headers
    }
}

impl<B, H> IncomingRequest<B, H> {
    fn new(envelope: Document<(H, B)>) -> Self {
        let Document { value: (headers, body), deviations } = envelope;
        Self { headers, body, deviations }
    }
}
