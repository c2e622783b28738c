//! Requests: written by clients, read by servers.

use super::CONTENT_TYPE;
use super::envelope::{Envelope, read_envelope};
use super::error::RequestError;
use super::headers::{RequestHeaders, write_envelope};
use super::operation::{AnyOperationRequest as _, BindsHeader, Operation, OperationRequest};
use crate::operations::AnyRequest;
use crate::types::elements::{
    DateTimePrecision, ExchangeImpersonation, MailboxCulture, ManagementRole, RequestServerVersion, TimeZoneContext,
};
use crate::types::{
    Account, ConnectingSIDType, DateTimePrecisionType, ExchangeImpersonationType, ExchangeVersionType,
    MailboxCultureType, ManagementRoleType, RequestServerVersionType, TimeZoneContextType, TimeZoneDefinitionType,
};
use crate::xml::{AnyElement, Deviation, Options, Result};

/// Begins the request of an operation, which the element in its body tells.
pub fn request<R: OperationRequest>(body: &R) -> Request<'_, R::Operation> {
    Request { body, headers: RequestHeaders::default() }
}

/// A request with the headers that the WSDL binds to its operation; [`Self::header`] adds any other.
#[derive(Clone, Debug)]
pub struct Request<'a, O: Operation> {
    body: &'a O::Request,
    headers: RequestHeaders,
}

impl<O: Operation> Request<'_, O> {
    /// The version of the schema that the request keeps to. Without it a server takes its oldest.
    pub fn version(mut self, version: ExchangeVersionType) -> Self
    where
        O: BindsHeader<RequestServerVersion>,
    {
        let header = RequestServerVersionType { version, ..Default::default() };
        self.headers.request_server_version = Some(header.into());
        self
    }

    /// The account on whose behalf the request is carried out, such as
    /// [`Account::PrimarySmtpAddress`]: the sender needs the right to impersonate it.
    pub fn impersonate(mut self, account: impl Into<Account>) -> Self
    where
        O: BindsHeader<ExchangeImpersonation>,
    {
        let connecting_sid = ConnectingSIDType { account: account.into() };
        let header = ExchangeImpersonationType { connecting_sid, ..Default::default() };
        self.headers.exchange_impersonation = Some(header.into());
        self
    }

    /// The culture, as `en-US`, of names that the server makes.
    pub fn mailbox_culture(mut self, culture: impl Into<String>) -> Self
    where
        O: BindsHeader<MailboxCulture>,
    {
        let header = MailboxCultureType { value: culture.into(), ..Default::default() };
        self.headers.mailbox_culture = Some(header.into());
        self
    }

    /// The time zone of times without an offset.
    pub fn time_zone(mut self, time_zone: TimeZoneDefinitionType) -> Self
    where
        O: BindsHeader<TimeZoneContext>,
    {
        let header = TimeZoneContextType { time_zone_definition: time_zone, ..Default::default() };
        self.headers.time_zone_context = Some(header.into());
        self
    }

    /// The management roles in which the request is carried out.
    pub fn management_role(mut self, roles: ManagementRoleType) -> Self
    where
        O: BindsHeader<ManagementRole>,
    {
        self.headers.management_role = Some(roles.into());
        self
    }

    /// Whether times in the answer have milliseconds.
    pub fn date_time_precision(mut self, precision: DateTimePrecisionType) -> Self
    where
        O: BindsHeader<DateTimePrecision>,
    {
        self.headers.date_time_precision = Some(precision.into());
        self
    }

    /// Adds a header element of any kind.
    pub fn header(mut self, header: AnyElement) -> Self {
        self.headers.other.push(header);
        self
    }

    /// Sets all headers at once, whether the WSDL binds them or not: what a proxy hands on.
    pub fn headers(mut self, headers: RequestHeaders) -> Self {
        self.headers = headers;
        self
    }

    /// The envelope, in UTF-8.
    ///
    /// # Errors
    /// A text in it holds a character that XML forbids; the error names its place.
    pub fn to_vec(&self) -> Result<Vec<u8>> {
        self.to_text().map(String::into_bytes)
    }

    /// The envelope as text.
    ///
    /// # Errors
    /// As [`Self::to_vec`].
    pub fn to_text(&self) -> Result<String> {
        write_envelope(&self.headers, |writer| writer.element(self.body))
    }

    /// The value of the HTTP header `SOAPAction`, with its quotes.
    pub fn soap_action(&self) -> String {
        format!("\"{}\"", O::SOAP_ACTION)
    }

    /// The HTTP headers that a request needs: it is sent by POST to the URL of the service, which ends in
    /// `/EWS/Exchange.asmx`.
    pub fn http_headers(&self) -> [(&'static str, String); 3] {
        [
            ("Content-Type", CONTENT_TYPE.to_owned()),
            ("Accept", "text/xml".to_owned()),
            ("SOAPAction", self.soap_action()),
        ]
    }
}

/// A request as a server gets it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct IncomingRequest<B = AnyRequest> {
    /// The header.
    pub headers: RequestHeaders,
    /// What is asked for.
    pub body: B,
    /// What was tolerated in reading.
    pub deviations: Vec<Deviation>,
}

/// Reads a request of any operation.
///
/// # Errors
/// The bytes are no envelope, or no operation takes what is in its body.
pub fn incoming(bytes: &[u8]) -> std::result::Result<IncomingRequest, RequestError> {
    incoming_with(bytes, Options::new())
}

/// Reads a request of any operation in strict mode or within other limits.
///
/// # Errors
/// As [`incoming`].
pub fn incoming_with(bytes: &[u8], options: Options) -> std::result::Result<IncomingRequest, RequestError> {
    let Envelope { headers, body, deviations } =
        read_envelope(bytes, options, |reader| -> std::result::Result<_, RequestError> {
            AnyRequest::read(reader)?.ok_or_else(|| RequestError::UnknownOperation {
                namespace: reader.namespace_uri().to_owned(),
                local: reader.local_name().to_owned(),
            })
        })?;
    Ok(IncomingRequest { headers, body, deviations })
}

/// Reads a request of one operation.
///
/// # Errors
/// As [`incoming`]; it is the request of another operation.
pub fn incoming_as<O: Operation>(
    bytes: &[u8],
    options: Options,
) -> std::result::Result<IncomingRequest<O::Request>, RequestError> {
    let Envelope { headers, body, deviations } =
        read_envelope(bytes, options, |reader| -> std::result::Result<_, RequestError> {
            reader.adopt_namespace(|reader| reader.is_at::<O::Request>())?;
            Ok(reader.element()?)
        })?;
    Ok(IncomingRequest { headers, body, deviations })
}
