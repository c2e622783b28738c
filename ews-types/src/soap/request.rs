//! Requests, with the header elements of EWS.

use std::fmt;
use std::io::Read;
use std::ops::Deref;
use std::time::Duration;

use super::envelopes::Envelopes;
use super::headers::RequestHeaders;
use super::items::Items;
use super::outcome::Outcome;
use super::response::{Response, ResponseError, SendError};
use crate::operations::AnyRequest;
#[cfg(feature = "_has_impersonation")]
use crate::types::{Account, ConnectingSIDType, ExchangeImpersonationType, elements::ExchangeImpersonation};
#[cfg(feature = "_has_date_time_precision")]
use crate::types::{DateTimePrecisionType, elements::DateTimePrecision};
use crate::types::{ExchangeVersionType, RequestServerVersionType, elements::RequestServerVersion};
#[cfg(feature = "_has_mailbox_culture")]
use crate::types::{MailboxCultureType, elements::MailboxCulture};
#[cfg(feature = "_has_management_role")]
use crate::types::{ManagementRoleType, elements::ManagementRole};
#[cfg(feature = "_has_time_zone")]
use crate::types::{TimeZoneContextType, TimeZoneDefinitionType, elements::TimeZoneContext};
#[cfg(feature = "validate")]
use crate::versions::ValidateFor;
use crate::xml::soap::{
    self, BindsHeader, HttpField, HttpFields, Operation, OperationRequest, RequestError, StreamedOperation,
};
use crate::xml::{self, AnyElement, GlobalElement, Options};

/// Creates the request of an operation. `body` is the element in the body of the envelope.
pub fn request<R: OperationRequest>(body: &R) -> Request<'_, R::Operation> {
    Request(soap::request(body).headers(RequestHeaders::default()))
}

/// A request of an operation. There is a method for each header element that the WSDL binds to the operation, such as
/// [`Self::version`]. [`Self::header`] adds any other header element.
///
/// A client sends the request by POST to the URL of the service, which ends in `/EWS/Exchange.asmx`.
#[derive(Clone, Debug)]
pub struct Request<'a, O: Operation>(soap::Request<'a, O, RequestHeaders>);

impl<O: Operation> Request<'_, O> {
    /// Sets the version of the schema that the request and its response follow. Without a version, a server uses its oldest one.
    pub fn version(mut self, version: ExchangeVersionType) -> Self
    where
        O: BindsHeader<RequestServerVersion>,
    {
        let header = RequestServerVersionType { version, ..Default::default() };
        self.0.headers_mut().request_server_version = Some(header.into());
        self
    }

    /// Sets the version to the oldest version that has all parts of the body: see [`ValidateFor::oldest_version`]. The response then
    /// contains no parts that are newer than this version.
    #[cfg(feature = "validate")]
    pub fn oldest_version(self) -> Self
    where
        O: BindsHeader<RequestServerVersion>,
        O::Request: ValidateFor,
    {
        let version = self.0.body().oldest_version();
        self.version(version)
    }

    /// Sets the account on whose behalf the request is carried out, such as [`Account::PrimarySmtpAddress`]. The sender needs the
    /// permission to impersonate this account.
    #[cfg(feature = "_has_impersonation")]
    pub fn impersonate(mut self, account: impl Into<Account>) -> Self
    where
        O: BindsHeader<ExchangeImpersonation>,
    {
        #[allow(clippy::needless_update, reason = "older schemas have further fields")]
        let connecting_sid = ConnectingSIDType { account: account.into(), ..Default::default() };
        let header = ExchangeImpersonationType { connecting_sid, ..Default::default() };
        self.0.headers_mut().exchange_impersonation = Some(header.into());
        self
    }

    /// Sets the culture, such as `en-US`, of names that the server creates.
    #[cfg(feature = "_has_mailbox_culture")]
    pub fn mailbox_culture(mut self, culture: impl Into<String>) -> Self
    where
        O: BindsHeader<MailboxCulture>,
    {
        let header = MailboxCultureType { value: culture.into(), ..Default::default() };
        self.0.headers_mut().mailbox_culture = Some(header.into());
        self
    }

    /// Sets the time zone that applies to times without an offset.
    #[cfg(feature = "_has_time_zone")]
    pub fn time_zone(mut self, time_zone: TimeZoneDefinitionType) -> Self
    where
        O: BindsHeader<TimeZoneContext>,
    {
        let header = TimeZoneContextType { time_zone_definition: time_zone, ..Default::default() };
        self.0.headers_mut().time_zone_context = Some(header.into());
        self
    }

    /// Sets the management roles in which the request is carried out.
    #[cfg(feature = "_has_management_role")]
    pub fn management_role(mut self, roles: ManagementRoleType) -> Self
    where
        O: BindsHeader<ManagementRole>,
    {
        self.0.headers_mut().management_role = Some(roles.into());
        self
    }

    /// Sets the precision of times in the response: seconds or milliseconds.
    #[cfg(feature = "_has_date_time_precision")]
    pub fn date_time_precision(mut self, precision: DateTimePrecisionType) -> Self
    where
        O: BindsHeader<DateTimePrecision>,
    {
        self.0.headers_mut().date_time_precision = Some(precision.into());
        self
    }

    /// Replaces characters that XML does not allow with U+FFFD. Without this call, [`to_vec`](soap::Request::to_vec) refuses them.
    pub fn replace_forbidden_characters(self) -> Self {
        Self(self.0.replace_forbidden_characters())
    }

    /// Adds a header element of any kind.
    pub fn header(mut self, header: AnyElement) -> Self {
        self.0.headers_mut().other.push(header);
        self
    }

    /// Adds a typed header element that the WSDL does not bind to the operation. A server reads it with [`RequestHeaders::get`].
    ///
    /// # Errors
    /// A text in `header` contains a character that XML forbids.
    pub fn typed_header<E: GlobalElement>(mut self, header: &E) -> xml::Result<Self> {
        self.0.headers_mut().push(header)?;
        Ok(self)
    }

    /// Replaces all header elements. `headers` can contain elements that the WSDL does not bind, such as those that a proxy forwards.
    pub fn headers(mut self, headers: RequestHeaders) -> Self {
        *self.0.headers_mut() = headers;
        self
    }

    /// Sends the request with the function `post`, and reads the response. `post` gets the envelope and the HTTP headers, and returns
    /// the body of the HTTP response.
    ///
    /// ```
    /// use ews_types::prelude::*;
    ///
    /// fn name(post: impl Fn(&[u8], &[(&str, String)]) -> std::io::Result<Vec<u8>>) -> Result<(), Box<dyn std::error::Error>> {
    ///     let get = build!(GetFolder {
    ///         folder_shape: { base_shape: DefaultShapeNamesType::Default },
    ///         folder_ids: [DistinguishedFolderIdNameType::Inbox],
    ///     });
    ///     let answer = soap::request(&get).version(ExchangeVersionType::Exchange2013).send(post)?;
    ///     println!("{}", answer.first_of::<Folder>()?.display_name.or_empty());
    ///     Ok(())
    /// }
    /// ```
    ///
    /// [`Self::send_with_retries`] also waits while the server is busy. [`Self::outcome`] also interprets the HTTP status and headers,
    /// for example to sign in.
    ///
    /// # Errors
    /// The request cannot be written, `post` fails, or the response cannot be read; see [`Self::read`].
    pub fn send<E>(
        &self,
        post: impl FnOnce(&[u8], &[(&'static str, String)]) -> Result<Vec<u8>, E>,
    ) -> Result<Response<O>, SendError<E>> {
        self.0.send(post)
    }

    /// Sends the request like [`Self::send`], with an asynchronous function.
    ///
    /// # Errors
    /// Fails like [`Self::send`].
    pub async fn send_async<E>(
        &self,
        post: impl AsyncFnOnce(&[u8], &[(&'static str, String)]) -> Result<Vec<u8>, E>,
    ) -> Result<Response<O>, SendError<E>> {
        self.0.send_async(post).await
    }

    /// Sends the request with the function `exchange`, and sends it again while the server is busy. `exchange` gets the envelope
    /// and the HTTP headers, and returns the status, the headers and the body of the HTTP response. `wait` waits before each
    /// repetition: pass [`std::thread::sleep`], or a function that also informs the user.
    ///
    /// ```
    /// use std::error::Error;
    /// use std::thread::sleep;
    ///
    /// use ews_types::prelude::*;
    ///
    /// type HttpResponse = (u16, Vec<(String, String)>, Vec<u8>);
    ///
    /// fn name(exchange: impl Fn(&[u8], &[(&str, String)]) -> std::io::Result<HttpResponse>) -> Result<(), Box<dyn Error>> {
    ///     let get = build!(GetFolder {
    ///         folder_shape: { base_shape: DefaultShapeNamesType::Default },
    ///         folder_ids: [DistinguishedFolderIdNameType::Inbox],
    ///     });
    ///     let request = soap::request(&get).version(ExchangeVersionType::Exchange2013);
    ///     let answer = request.send_with_retries(exchange, sleep)?;
    ///     println!("{}", answer.first_of::<Folder>()?.display_name.or_empty());
    ///     Ok(())
    /// }
    /// ```
    ///
    /// The request is sent at most five times. It is not sent again if the server may already have carried it out and a second
    /// execution would have another effect, such as a second message. The time to wait is the time that the server states, or else one
    /// second before the first repetition, and twice as long before each further repetition. After the last refusal, the method
    /// returns without waiting. If the server refuses only some parts of a request, the method returns the response, in which the
    /// results of these parts are errors.
    ///
    /// # Errors
    /// Fails like [`Self::send`]. Any other outcome is a [`SendError::Outcome`](soap::SendError::Outcome): the server is still busy,
    /// requires credentials, is at another address or refuses the request, or the HTTP response is incomplete.
    pub fn send_with_retries<E, S: HttpFields, B: AsRef<[u8]>>(
        &self,
        exchange: impl FnMut(&[u8], &[(&'static str, String)]) -> Result<(u16, S, B), E>,
        wait: impl FnMut(Duration),
    ) -> Result<Response<O>, SendError<E>> {
        self.0.send_with_retries(exchange, wait)
    }

    /// Sends the request like [`Self::send_with_retries`], with asynchronous functions.
    ///
    /// # Errors
    /// Fails like [`Self::send_with_retries`].
    pub async fn send_async_with_retries<E, S: HttpFields, B: AsRef<[u8]>>(
        &self,
        exchange: impl AsyncFnMut(&[u8], &[(&'static str, String)]) -> Result<(u16, S, B), E>,
        wait: impl AsyncFnMut(Duration),
    ) -> Result<Response<O>, SendError<E>> {
        self.0.send_async_with_retries(exchange, wait).await
    }

    /// Reads the response to this request with [`response`](super::response()).
    ///
    /// # Errors
    /// Fails like [`response`](super::response()).
    pub fn read(&self, response: &[u8]) -> Result<Response<O>, ResponseError> {
        self.0.read(response)
    }

    /// Interprets the HTTP response to this request: see [`outcome`](super::outcome()).
    pub fn outcome(
        &self,
        status: u16,
        headers: impl IntoIterator<Item: HttpField>,
        body: &[u8],
    ) -> Outcome<Response<O>> {
        self.0.outcome(status, headers, body)
    }

    /// Returns an iterator over the responses to this request that arrive one after the other on one connection, such as the responses
    /// of GetStreamingEvents.
    pub fn envelopes<R: Read>(&self, stream: R) -> Envelopes<O, R> {
        self.0.envelopes(stream)
    }

    /// Returns an iterator over the items of the response to this request. The items are read one at a time, so the response
    /// can have any length.
    pub fn items<R: Read>(&self, stream: R) -> Items<O, R>
    where
        O: StreamedOperation,
    {
        Items::new(stream)
    }
}

/// Writes the name of the operation and the version, for logs: `FindItem (Exchange2013)`.
impl<O: Operation> fmt::Display for Request<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)?;
        match self.0.as_headers().version() {
            Some(version) => write!(f, " ({})", xml::printable(version.as_str())),
            None => Ok(()),
        }
    }
}

impl<'a, O: Operation> Deref for Request<'a, O> {
    type Target = soap::Request<'a, O, RequestHeaders>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// A request as a server receives it. `B` is the type of the element in its body; the default is the request of any operation.
pub type IncomingRequest<B = AnyRequest> = soap::IncomingRequest<B, RequestHeaders>;

/// Reads a request of any operation.
///
/// # Errors
/// The bytes are not an envelope, the envelope cannot be read, or the element in its body is not the request of an operation.
// Inline: only programs that call it compile the code for all requests.
#[inline]
pub fn incoming(bytes: &[u8]) -> Result<IncomingRequest, RequestError> {
    incoming_with(bytes, Options::new())
}

/// Reads a request of any operation with options, such as strict mode or other limits.
///
/// # Errors
/// Fails like [`incoming`], and in strict mode also if the request violates the schema.
#[inline]
pub fn incoming_with(bytes: &[u8], options: Options) -> Result<IncomingRequest, RequestError> {
    soap::incoming_with(bytes, options)
}

/// Reads a request of one operation, with options such as strict mode or other limits.
///
/// # Errors
/// Fails like [`incoming_with`], and if the request belongs to another operation.
pub fn incoming_as<O: Operation>(bytes: &[u8], options: Options) -> Result<IncomingRequest<O::Request>, RequestError> {
    soap::incoming_as::<O, _>(bytes, options)
}
