//! The meaning of an HTTP response for a client.

use std::fmt;
use std::time::Duration;

use super::error::ResponseError;
use super::fault::Fault;
use super::http::{HttpField, ResponseFields};
use super::not_soap::{Found, NotSoap};
use super::operation::Operation;
use super::response::{RetryHint, ServiceResponse, response_with};
use crate::error::{Error, ErrorKind};
use crate::options::Options;
use crate::printable::{printable, shown};

/// The meaning of an HTTP response, or of the failure to get one, for a client. [`outcome`] and [`unanswered`] return it. `T` is
/// the response, and `F` the type of the service's faults.
///
/// The first row that applies determines the outcome:
///
/// | status | body | outcome | what to do |
/// | --- | --- | --- | --- |
/// | 401, 407, 440 | any | [`Authenticate`](Self::Authenticate) | sign in with one of the schemes |
/// | 300 to 399 | any | [`WrongAddress`](Self::WrongAddress) | ask the user whether the new address is trusted |
/// | any other | a fault that asks to wait | [`RetryAfter`](Self::RetryAfter) | wait, then repeat |
/// | 503 | any other | [`RetryAfter`](Self::RetryAfter) | wait, then repeat |
/// | any other | any other fault | [`Fault`](Self::Fault) | correct the request, or give up |
/// | 408, 429, 502, 504 | any other | [`RetryAfter`](Self::RetryAfter) | wait, then repeat |
/// | 404, 405, 410, 421 | any other | [`WrongAddress`](Self::WrongAddress) | check the URL |
/// | 200 to 299, 500 | a response that asks to wait, with no part of the request carried out | [`RetryAfter`](Self::RetryAfter) | wait, then repeat |
/// | 200 to 299, 500 | any other response | [`Response`](Self::Response) | use it |
/// | 200 to 299 | nothing, or the beginning of an envelope | [`Transport`](Self::Transport) | repeat |
/// | 200 to 299 | not an envelope, such as an HTML page | [`WrongAddress`](Self::WrongAddress) | check the URL |
/// | 200 to 299 | any other, such as the response of another operation | [`Unreadable`](Self::Unreadable) | report the error |
/// | any other | any other | [`Refused`](Self::Refused) | report the status |
/// | none | none | [`Transport`](Self::Transport) | repeat |
///
/// A server may have carried out a request to which the client received no answer. `may_execute_twice` of [`RetryAfter`],
/// [`Transport`] and [`Refused`] marks the cases in which a repeated request may be executed twice:
///
/// | case | marked |
/// | --- | --- |
/// | the operation is repeatable ([`ServiceResponse::is_repeatable`]) | never |
/// | the request was not sent; status 408, 429, or another 4xx, without a fault that asks to wait | no |
/// | a server that refused the request because it is busy ([`RetryHint::was_refused`]) | no |
/// | 5xx, no answer after the request was sent, an answer that is empty or cut off, or any other answer that asks to wait | yes |
///
/// `Display` and `Debug` contain no credentials, no content of HTML pages except the title, and no query parameters of URLs. The
/// text of a fault comes from the server.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome<T, F = Fault> {
    /// The response to the request. The response itself can contain errors.
    Response(T),
    /// The server could not carry out the request.
    Fault(Box<F>),
    /// The server or a proxy requires credentials, or refuses the credentials of the request.
    Authenticate(Authenticate),
    /// The server is busy or being started: the client may send the request again later.
    RetryAfter(RetryAfter),
    /// The service is not at this address.
    WrongAddress(WrongAddress),
    /// The server refused the request with another HTTP status, such as 403.
    Refused(Refused),
    /// The response was not received, or not completely.
    Transport(Transport),
    /// The envelope cannot be read, or contains the response of another operation.
    Unreadable(Error),
}

/// The credentials that a server or a proxy requires.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Authenticate {
    /// The schemes offered, such as `Negotiate`, `NTLM`, `Basic` or `Bearer`, in the order of the headers.
    pub schemes: Vec<String>,
    /// `true` if a proxy, and not the server, requires the credentials (status 407).
    pub is_proxy: bool,
}

/// The answer of a server that is busy: the client can send the request again later.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct RetryAfter {
    /// The HTTP status.
    pub status: u16,
    /// The time to wait: the longer of `Retry-After` and the time in the content of the response. `None` if the server states
    /// neither.
    pub delay: Option<Duration>,
    /// `true` if the server may execute the request twice when the client repeats it.
    pub may_execute_twice: bool,
}

/// The reasons to assume that the service is not at this address.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct WrongAddress {
    /// The HTTP status.
    pub status: u16,
    /// The address to which the server redirects.
    pub location: Option<Location>,
    /// The content that was found instead of an envelope, if the status is 200 to 299.
    pub not_soap: Option<NotSoap>,
}

/// The value of the HTTP header `Location`. `Display` and `Debug` leave out the user, the query and the fragment, which may contain
/// secrets.
#[derive(Clone, Eq, PartialEq)]
pub struct Location(String);

/// A refusal with an HTTP status that no other outcome describes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// `true` if the server may execute the request twice when the client repeats it.
    pub may_execute_twice: bool,
}

/// A response that was not received, or not completely.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Transport {
    /// `true` if the body of the response is shorter than `Content-Length` states, or ends before the end of the envelope.
    pub is_cut_off: bool,
    /// `true` if the server may execute the request twice when the client repeats it.
    pub may_execute_twice: bool,
}

/// Interprets an HTTP response: its status, headers and body, as any HTTP library returns them. The HTTP library must not follow
/// redirects.
///
/// ```
/// use std::time::Duration;
/// use xsd_runtime::soap::{self, Outcome};
/// # use xsd_runtime as xml;
/// # xml::namespaces! { PING = "urn:example:ping" as "p"; }
/// # xml::elements! { Ping(String): element(PING, "Ping"); Pong(String): element(PING, "Pong"); }
/// # soap::operations! { PingServer("PingServer") { action: "urn:example:ping"; request: Ping []; response: Pong []; } }
///
/// let headers = [("Content-Type", "text/html"), ("Retry-After", "30")];
/// match soap::outcome::<PingServer, soap::Response<_>>(503, headers, b"<html/>") {
///     Outcome::Response(response) => println!("{:?}", response.body),
///     Outcome::RetryAfter(retry) => {
///         assert_eq!(retry.delay, Some(Duration::from_secs(30)));
///         assert!(retry.may_execute_twice);
///     }
///     other => println!("{other}"),
/// }
/// ```
pub fn outcome<O: Operation, A: ServiceResponse<O>>(
    status: u16,
    headers: impl IntoIterator<Item: HttpField>,
    body: &[u8],
) -> Outcome<A, A::Fault> {
    let mut fields = ResponseFields::default();
    for field in headers {
        fields.add(field.name(), field.value());
    }
    outcome_of::<O, A>(status, fields, body)
}

/// Interprets an HTTP response.
pub(super) fn outcome_of<O: Operation, A: ServiceResponse<O>>(
    status: u16,
    mut fields: ResponseFields,
    body: &[u8],
) -> Outcome<A, A::Fault> {
    let may_execute_twice = !A::is_repeatable();
    if let Some(outcome) = before_body(status, &mut fields) {
        return outcome;
    }
    let retry = |hint: RetryHint| {
        let may_execute_twice = may_execute_twice && !hint.was_refused;
        Outcome::RetryAfter(RetryAfter { status, delay: fields.retry_after().max(hint.delay), may_execute_twice })
    };
    let read = response_with::<O, A>(body, Options::new());
    if let Err(ResponseError::Fault(fault)) = &read
        && let Some(hint) = A::retry_hint_of(fault)
    {
        return retry(hint);
    }
    match (status, read) {
        (503, _) => retry(RetryHint::default()),
        (_, Err(ResponseError::Fault(fault))) => Outcome::Fault(fault),
        (408 | 429, _) => retry(RetryHint { was_refused: true, ..RetryHint::default() }),
        (502 | 504, _) => retry(RetryHint::default()),
        (404 | 405 | 410 | 421, _) => Outcome::WrongAddress(WrongAddress { status, ..WrongAddress::default() }),
        (200..=299 | 500, Ok(response)) => match response.retry_hint() {
            Some(hint) => retry(hint),
            None => Outcome::Response(response),
        },
        (200..=299, Err(error)) => unread(status, error, fields.is_cut_off(body.len()), may_execute_twice),
        _ => Outcome::Refused(Refused { status, may_execute_twice: may_execute_twice && status >= 500 }),
    }
}

/// Returns the outcome of a request without an HTTP response, because the connection failed or timed out. Pass `false` for
/// `was_sent` only if the connection was never established. Otherwise, the server may have received the request.
pub fn unanswered<O: Operation, A: ServiceResponse<O>>(was_sent: bool) -> Outcome<A, A::Fault> {
    Outcome::Transport(Transport { is_cut_off: false, may_execute_twice: was_sent && !A::is_repeatable() })
}

/// Returns the outcome if the status determines it without the body.
fn before_body<T, F>(status: u16, fields: &mut ResponseFields) -> Option<Outcome<T, F>> {
    match status {
        401 | 407 | 440 => {
            let schemes = std::mem::take(&mut fields.schemes);
            Some(Outcome::Authenticate(Authenticate { schemes, is_proxy: status == 407 }))
        }
        300..=399 => {
            let location = fields.location.take().map(Location);
            Some(Outcome::WrongAddress(WrongAddress { status, location, not_soap: None }))
        }
        _ => None,
    }
}

/// Returns the outcome for a status from 200 to 299 with a body that is not a response.
fn unread<T, F>(status: u16, error: ResponseError<F>, is_cut_off: bool, may_execute_twice: bool) -> Outcome<T, F> {
    match error {
        ResponseError::Fault(fault) => Outcome::Fault(fault),
        ResponseError::NotSoap(NotSoap { found: Found::Nothing, .. }) => {
            Outcome::Transport(Transport { is_cut_off, may_execute_twice })
        }
        ResponseError::NotSoap(not_soap) => {
            Outcome::WrongAddress(WrongAddress { status, location: None, not_soap: Some(not_soap) })
        }
        ResponseError::Xml(error) if is_cut_off || error.kind() == ErrorKind::Truncated => {
            Outcome::Transport(Transport { is_cut_off: true, may_execute_twice })
        }
        ResponseError::Xml(error) => Outcome::Unreadable(error),
    }
}

impl<T, F> Outcome<T, F> {
    /// Converts the response, and leaves any other outcome unchanged.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Outcome<U, F> {
        match self.split() {
            Ok(response) => Outcome::Response(convert(response)),
            Err(other) => other,
        }
    }

    /// Returns the response.
    ///
    /// # Errors
    /// Returns any other outcome unchanged. An `Outcome` is an error whose message states what to do, such as
    /// `the server does not accept the credentials; use one of its schemes: Negotiate, NTLM`, so
    /// `outcome.into_response()?` is enough in most programs.
    pub fn into_response(self) -> Result<T, Self> {
        self.split()
    }

    /// Returns the response, or any other outcome as an outcome with the response type `U`.
    pub(super) fn split<U>(self) -> Result<T, Outcome<U, F>> {
        match self {
            Self::Response(response) => Ok(response),
            Self::Fault(fault) => Err(Outcome::Fault(fault)),
            Self::Authenticate(authenticate) => Err(Outcome::Authenticate(authenticate)),
            Self::RetryAfter(retry) => Err(Outcome::RetryAfter(retry)),
            Self::WrongAddress(wrong) => Err(Outcome::WrongAddress(wrong)),
            Self::Refused(refused) => Err(Outcome::Refused(refused)),
            Self::Transport(transport) => Err(Outcome::Transport(transport)),
            Self::Unreadable(error) => Err(Outcome::Unreadable(error)),
        }
    }
}

impl Location {
    /// Returns the whole address, which may contain secrets.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.0.split(['?', '#']).next().unwrap_or_default();
        let (scheme, rest) = match address.find("//") {
            Some(index) => address.split_at(index + 2),
            None => ("", address),
        };
        let host = rest.split(['/', '\\']).next().unwrap_or_default();
        let user = host.rfind('@').map_or(0, |index| index + 1);
        write!(f, "{scheme}{}", rest.get(user..).unwrap_or_default())
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({})", shown(&self.to_string()))
    }
}

/// Returns the end of a message: a warning if a repeated request may be executed twice, and nothing otherwise.
fn twice(may_execute_twice: bool) -> &'static str {
    if may_execute_twice {
        "; it may have carried out the request: a repeated request may be executed twice"
    } else {
        ""
    }
}

impl<T, F: fmt::Display> fmt::Display for Outcome<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Response(_) => f.write_str("the server responded"),
            Self::Fault(fault) => fault.fmt(f),
            Self::Authenticate(authenticate) => authenticate.fmt(f),
            Self::RetryAfter(retry) => retry.fmt(f),
            Self::WrongAddress(wrong) => wrong.fmt(f),
            Self::Refused(refused) => refused.fmt(f),
            Self::Transport(transport) => transport.fmt(f),
            Self::Unreadable(error) => write!(f, "the response cannot be read: {error}"),
        }
    }
}

impl<T: fmt::Debug, F: fmt::Debug + fmt::Display> std::error::Error for Outcome<T, F> {}

impl fmt::Display for Authenticate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} does not accept the credentials", if self.is_proxy { "proxy" } else { "server" })?;
        match self.schemes.is_empty() {
            true => f.write_str("; it offers no scheme"),
            false => write!(f, "; use one of its schemes: {}", printable(&self.schemes.join(", "))),
        }
    }
}

impl fmt::Display for RetryAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server is busy (HTTP status {}): repeat the request ", self.status)?;
        match self.delay {
            Some(delay) => write!(f, "after {} s", delay.as_secs_f64())?,
            None => f.write_str("later")?,
        }
        f.write_str(twice(self.may_execute_twice))
    }
}

impl fmt::Display for WrongAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.location, &self.not_soap) {
            (Some(location), _) => {
                let location = location.to_string();
                write!(
                    f,
                    "the server redirects to {}: check the URL (HTTP status {})",
                    printable(&location),
                    self.status
                )
            }
            (None, Some(not_soap)) => not_soap.fmt(f),
            (None, None) => {
                write!(f, "the service is not at this address: check the URL (HTTP status {})", self.status)
            }
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server refused the request (HTTP status {}){}", self.status, twice(self.may_execute_twice))
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = if self.is_cut_off { "the response is cut off" } else { "the server did not answer" };
        write!(f, "{problem}{}", twice(self.may_execute_twice))
    }
}
