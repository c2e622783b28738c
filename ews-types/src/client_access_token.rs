//! Tokens for Outlook mail apps, from the operation `GetClientAccessToken` of Exchange 2013 and later.
//!
//! [`app_manifests`](crate::app_manifests) finds the ids of apps.
//!
//! ```
//! use ews_types::client_access_token::{TokenRequests, TokenType};
//! # fn post(_: &[u8], _: &[(&str, String)]) -> Vec<u8> {
//! #     use ews_types::{messages, soap, types};
//! #     let mut answer = messages::elements::GetClientAccessTokenResponse::default();
//! #     let mut message = messages::GetClientAccessTokenResponseMessageType::default();
//! #     message.response_class = types::ResponseClassType::Success;
//! #     message.token = Some(types::ClientAccessTokenType {
//! #         id: "2f6c3f58-0c2e-4b0a-8d0e-5a3c86a8c6d1".to_owned(),
//! #         token_type: TokenType::CallerIdentity,
//! #         token_value: "made up".into(),
//! #         ttl: 480.into(),
//! #     });
//! #     answer.response_messages.push(message.into());
//! #     soap::answer::<ews_types::operations::GetClientAccessToken>(&answer).to_vec().unwrap()
//! # }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let requests = TokenRequests::new().token("2f6c3f58-0c2e-4b0a-8d0e-5a3c86a8c6d1", TokenType::CallerIdentity);
//! let answer = post(&requests.to_vec()?, &requests.http_headers());
//! let token = requests.read(&answer)?.into_token()?;
//!
//! assert_eq!(token.lifetime.as_secs(), 480 * 60);
//! println!("{token:?}"); // the value is not printed
//! let header = format!("Bearer {}", token.value.expose());
//! # assert_eq!(header, "Bearer made up");
//! # Ok(())
//! # }
//! ```

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use crate::messages::elements::GetClientAccessToken;
use crate::messages::{ResponseCodeType, ResponseMessage};
use crate::operations;
use crate::soap::{self, AnyResponseMessage as _, HttpField, Outcome, Response, ResponseError, ResponseMessageError};
use crate::types::{ClientAccessTokenType, ExchangeVersionType, ServerVersionInfoType};
use crate::xml::{self, AnyElement, AnyNode, Deviation, Secret};

pub use crate::types::ClientAccessTokenRequestType as TokenRequest;
pub use crate::types::ClientAccessTokenTypeType as TokenType;

/// The longest lifetime that is accepted: ten years, in minutes.
const MAX_MINUTES: u64 = 10 * 366 * 24 * 60;

/// The versions without GetClientAccessToken.
const OLDER_VERSIONS: [&str; 7] = [
    "Exchange2007",
    "Exchange2007_SP1",
    "Exchange2009",
    "Exchange2010",
    "Exchange2010_SP1",
    "Exchange2010_SP2",
    "Exchange2012",
];

/// The content of a GetClientAccessToken request: one or more requests for a token.
#[derive(Clone, Debug)]
pub struct TokenRequests {
    requests: Vec<TokenRequest>,
    version: ExchangeVersionType,
}

impl Default for TokenRequests {
    fn default() -> Self {
        Self { requests: Vec::new(), version: "Exchange2013".into() }
    }
}

impl TokenRequests {
    /// Creates an empty list of token requests, with the schema version Exchange 2013.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a request for a token of type `token_type` for the app `app_id`.
    pub fn token(self, app_id: impl Into<String>, token_type: TokenType) -> Self {
        self.request(new_request(app_id.into(), token_type))
    }

    /// Adds a request for a token of type `ScopedToken`, which is valid only for `scope`.
    #[cfg(feature = "_has_scoped_token")]
    pub fn scoped_token(self, app_id: impl Into<String>, scope: impl Into<String>) -> Self {
        let mut request = new_request(app_id.into(), TokenType::ScopedToken);
        request.scope = Some(scope.into());
        self.request(request)
    }

    /// Adds a token request that the caller has created, with any fields.
    pub fn request(mut self, request: TokenRequest) -> Self {
        self.requests.push(request);
        self
    }

    /// Sets the version of the schema that the request follows: Exchange 2013 or later.
    pub fn version(mut self, version: ExchangeVersionType) -> Self {
        self.version = version;
        self
    }

    /// Returns the token requests in the order in which they were added.
    pub fn requests(&self) -> &[TokenRequest] {
        &self.requests
    }

    /// Returns the envelope to send, in UTF-8.
    ///
    /// # Errors
    /// There are no requests; a request has no app id; the version is older than Exchange 2013; a text contains a character that
    /// XML forbids.
    pub fn to_vec(&self) -> Result<Vec<u8>, TokenRequestError> {
        let body = self.body()?;
        let request = soap::request(&body).version(self.version.clone());
        request.to_vec().map_err(TokenRequestError::Xml)
    }

    /// Returns the body element, for programs that create the envelope with [`soap::request`], for example to add headers.
    /// [`Self::tokens`] finds the results in the response.
    ///
    /// ```
    /// use ews_types::client_access_token::{TokenRequests, TokenType};
    /// use ews_types::prelude::*;
    ///
    /// fn print(post: impl Fn(&[u8], &[(&str, String)]) -> std::io::Result<Vec<u8>>) -> Result<(), Box<dyn std::error::Error>> {
    ///     let requests = TokenRequests::new().token("2f6c3f58", TokenType::CallerIdentity);
    ///     let body = requests.body()?;
    ///     let request = soap::request(&body).version(ExchangeVersionType::Exchange2013);
    ///     let token = requests.tokens(request.send(post)?).into_token()?;
    ///     println!("valid for {} minutes", token.lifetime.as_secs() / 60);
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// Fails like [`Self::to_vec`], but does not check for characters that XML forbids.
    pub fn body(&self) -> Result<GetClientAccessToken, TokenRequestError> {
        self.check()?;
        let mut body = GetClientAccessToken::default();
        body.token_requests.clone_from(&self.requests);
        Ok(body)
    }

    fn check(&self) -> Result<(), TokenRequestError> {
        if self.requests.is_empty() {
            return Err(TokenRequestError::NoRequest);
        }
        if let Some(index) = self.requests.iter().position(|request| request.id.trim().is_empty()) {
            return Err(TokenRequestError::NoId { index });
        }
        if is_before_2013(&self.version) {
            return Err(TokenRequestError::Version(self.version.clone()));
        }
        Ok(())
    }

    /// Returns the HTTP headers of the request.
    pub fn http_headers(&self) -> [(&'static str, String); 3] {
        soap::request(&GetClientAccessToken::default()).http_headers()
    }

    /// Finds the result of each request in the response. Servers do not guarantee an order, so the app id and the type of a token
    /// identify its request. An error contains neither an id nor a type, so its position identifies the request.
    // `tokens` and `read` are inline, so that the code that drops a response is compiled only in programs that call them.
    #[inline]
    pub fn tokens(&self, mut response: Response<operations::GetClientAccessToken>) -> Tokens {
        Tokens::of(self, &mut response)
    }

    /// Reads the response, and finds the result of each request: see [`Self::tokens`].
    ///
    /// # Errors
    /// The response is a fault, or cannot be read. A denied token does not cause an error here: it is an `Err` in [`Tokens::results`].
    #[inline]
    pub fn read(&self, response: &[u8]) -> Result<Tokens, ResponseError> {
        soap::response(response).map(|response| self.tokens(response))
    }

    /// Interprets the status, headers and body of an HTTP response; [`Self::read`] reads only the body. See [`soap::outcome()`].
    pub fn outcome(&self, status: u16, headers: impl IntoIterator<Item: HttpField>, body: &[u8]) -> Outcome<Tokens> {
        soap::outcome(status, headers, body).map(|response| self.tokens(response))
    }
}

fn is_before_2013(version: &ExchangeVersionType) -> bool {
    OLDER_VERSIONS.contains(&version.as_str())
}

#[allow(clippy::needless_update, reason = "older schemas have no further fields")]
fn new_request(id: String, token_type: TokenType) -> TokenRequest {
    TokenRequest { id, token_type, ..TokenRequest::default() }
}

/// An error in [`TokenRequests`] that prevents sending them.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenRequestError {
    /// There are no requests.
    NoRequest,
    /// A request has no app id.
    NoId {
        /// The index of the request, from 0.
        index: usize,
    },
    /// The version does not have the operation GetClientAccessToken.
    Version(ExchangeVersionType),
    /// A text contains a character that XML forbids.
    Xml(xml::Error),
}

impl fmt::Display for TokenRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRequest => f.write_str("there are no token requests; add at least one"),
            Self::NoId { index } => {
                write!(f, "token request {} has no app id; GetAppManifests returns the ids of apps", index + 1)
            }
            Self::Version(version) => {
                write!(f, "version {version} does not have GetClientAccessToken; use Exchange2013 or later")
            }
            Self::Xml(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for TokenRequestError {}

/// A token.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Token {
    /// The id of the app.
    pub id: String,
    /// The type of the token, which determines its use.
    pub token_type: TokenType,
    /// The token itself. Only [`Secret::expose`] returns it; its memory is cleared when it is dropped.
    pub value: Secret,
    /// The time for which the token is valid. Servers send minutes.
    pub lifetime: Duration,
}

impl Token {
    /// Returns the time at which a token that was received at `received` expires. `None` if `SystemTime` cannot represent it.
    pub fn expires_at(&self, received: SystemTime) -> Option<SystemTime> {
        received.checked_add(self.lifetime)
    }

    fn of(token: ClientAccessTokenType) -> Result<Self, TokenError> {
        if token.token_value.expose().is_empty() {
            return Err(TokenError::NoToken);
        }
        let minutes = u64::try_from(&token.ttl).ok();
        match minutes.filter(|&minutes| minutes <= MAX_MINUTES) {
            Some(minutes) => Ok(Self {
                id: token.id,
                token_type: token.token_type,
                value: token.token_value,
                lifetime: Duration::from_secs(minutes * 60),
            }),
            None => Err(TokenError::Lifetime { ttl: token.ttl.to_string() }),
        }
    }
}

/// The reason why there is no token for a token request.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TokenError {
    /// The server denied the token.
    Denied(ResponseMessageError),
    /// The server reported success, but sent no token.
    NoToken,
    /// The lifetime is missing, not a number, negative, or more than ten years.
    Lifetime {
        /// The lifetime as it was sent; empty if it is missing.
        ttl: String,
    },
    /// The server did not answer this token request, but sent a token that was not requested.
    Other {
        /// The app id of that token.
        id: String,
        /// The type of that token.
        token_type: TokenType,
    },
    /// The server did not answer this token request.
    NoAnswer,
}

impl TokenError {
    /// Returns the code with which the server denied the token, such as `ErrorInvalidClientAccessTokenRequest`. `None` if the
    /// server sent no code, and for all other errors.
    pub fn code(&self) -> Option<&ResponseCodeType> {
        match self {
            Self::Denied(error) => error.code.as_ref(),
            _ => None,
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied(error) => write!(f, "the server denied the token: {error}"),
            Self::NoToken => f.write_str("the server reported success, but sent no token"),
            Self::Lifetime { ttl } if ttl.is_empty() => f.write_str("the token has no lifetime"),
            Self::Lifetime { ttl } => write!(f, "the token has an invalid lifetime: {ttl} minutes"),
            Self::Other { id, token_type } => {
                write!(
                    f,
                    "the server did not answer this token request, but sent a token of type {token_type} for app {id}"
                )
            }
            Self::NoAnswer => f.write_str("the server did not answer this token request"),
        }
    }
}

impl std::error::Error for TokenError {}

/// The results of [`TokenRequests`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tokens {
    /// The token or the error for each request, in the order of the requests.
    pub results: Vec<Result<Token, TokenError>>,
    /// The results in the response that match none of the requests.
    pub unrequested: Vec<Result<Token, TokenError>>,
    /// The version of the server, if the server states it.
    pub server_version: Option<ServerVersionInfoType>,
    /// Deviations from the schema that the reader tolerated.
    pub deviations: Vec<Deviation>,
}

impl Tokens {
    /// Returns the token of the first request, which is usually the only one.
    ///
    /// # Errors
    /// The first request has no token.
    pub fn into_token(self) -> Result<Token, TokenError> {
        self.results.into_iter().next().unwrap_or(Err(TokenError::NoAnswer))
    }

    /// Matches the results in `response` with `requests`. Moves the tokens instead of copying them: clearing the memory of a copy
    /// takes as long as reading twenty elements.
    fn of(requests: &TokenRequests, response: &mut Response<operations::GetClientAccessToken>) -> Self {
        let Response { headers, body, deviations } = response;
        let server_version = headers.server_version_info.take().map(|header| header.0);
        let mut deviations = std::mem::take(deviations);
        let mut invalid = deviations.iter().filter_map(invalid_token);
        let messages = body.response_messages.iter_mut();
        let mut parts: Vec<Part<'_>> = messages.filter_map(|message| Part::of(message, &mut invalid)).collect();
        let mut order: Vec<Option<usize>> = vec![None; requests.requests.len()];
        let mut free: Vec<bool> = vec![true; parts.len()];
        for (request, place) in requests.requests.iter().zip(&mut order) {
            *place = (0..parts.len()).find(|&index| free[index] && parts[index].is_token_for(request));
            if let Some(index) = *place {
                free[index] = false;
            }
        }
        assign_parts_without_id(&mut order, &mut free, &parts);
        // Each request without a result gets the error `Other` with a token that was not requested or, if none is left, `NoAnswer`.
        let others = parts.iter().zip(&free).filter(|(_, is_free)| **is_free).filter_map(|(part, _)| part.key());
        let others = others.map(|(id, token_type)| TokenError::Other { id: id.into_owned(), token_type });
        let mut others = others.collect::<Vec<_>>().into_iter();
        let mut no_answer = || others.next().unwrap_or(TokenError::NoAnswer);
        let results = order.iter().map(|place| match place {
            Some(index) => parts[*index].take_result(),
            None => Err(no_answer()),
        });
        let results = results.collect();
        let unrequested = parts.iter_mut().zip(free).filter(|(_, is_free)| *is_free);
        let unrequested = unrequested.map(|(part, _)| part.take_result()).collect();
        for deviation in deviations.iter_mut().filter(|deviation| invalid_token(deviation).is_some()) {
            // The element may contain the secret value of a token, so it is removed.
            deviation.element = None;
        }
        Self { results, unrequested, server_version, deviations }
    }
}

/// Returns the `Token` element that the deviation is about. The reader left out this element, because the element lacks required
/// content, such as a valid lifetime. `None` for deviations without such an element.
fn invalid_token(deviation: &Deviation) -> Option<&AnyElement> {
    deviation.element.as_deref().filter(|element| element.local == "Token")
}

/// Assigns parts without an app id to the requests that have no part yet. `order` has the index of the part for each request, and
/// `free` is true for each part without a request. If each of these requests has the same index as a free part without an app id,
/// the request gets that part. Otherwise, the first request gets the first such part, and so on.
fn assign_parts_without_id(order: &mut [Option<usize>], free: &mut [bool], parts: &[Part<'_>]) {
    let is_nameless = |index: usize, free: &[bool]| free.get(index) == Some(&true) && parts[index].is_nameless();
    let waiting: Vec<usize> = (0..order.len()).filter(|&index| order[index].is_none()).collect();
    let in_place = waiting.iter().all(|&index| is_nameless(index, free));
    let nameless: Vec<usize> = match in_place {
        true => waiting.clone(),
        false => (0..parts.len()).filter(|&index| is_nameless(index, free)).collect(),
    };
    for (request, part) in waiting.into_iter().zip(nameless) {
        order[request] = Some(part);
        free[part] = false;
    }
}

/// The content of a response message.
struct Part<'a> {
    /// The error if the server denied the token.
    denied: Option<ResponseMessageError>,
    token: Option<ClientAccessTokenType>,
    /// The `Token` element that the reader left out because it lacks required content.
    invalid: Option<&'a AnyElement>,
}

impl<'a> Part<'a> {
    /// Takes the content out of a response message. `invalid` iterates over the `Token` elements that the reader left out, in the
    /// order of the messages.
    fn of(message: &mut ResponseMessage, invalid: &mut dyn Iterator<Item = &'a AnyElement>) -> Option<Self> {
        let (denied, token) = match message {
            ResponseMessage::GetClientAccessTokenResponseMessage(message) => {
                (message.base.result().err(), message.token.take())
            }
            message => (message.response_message()?.result().err(), None),
        };
        let invalid = if token.is_none() && denied.is_none() { invalid.next() } else { None };
        Some(Self { denied, token, invalid })
    }

    /// Returns the app id and the type of the token in `self.token` or `self.invalid`. `None` if there is no token, or if
    /// the token lacks one of the two.
    fn key(&self) -> Option<(Cow<'_, str>, TokenType)> {
        if let Some(token) = &self.token {
            return Some((Cow::Borrowed(&token.id), token.token_type.clone()));
        }
        let invalid = self.invalid?;
        let token_type = TokenType::from(child_text(invalid, "TokenType")?.as_str());
        Some((Cow::Owned(child_text(invalid, "Id")?), token_type))
    }

    fn is_token_for(&self, request: &TokenRequest) -> bool {
        self.key().is_some_and(|(id, token_type)| {
            id.trim().eq_ignore_ascii_case(request.id.trim()) && token_type == request.token_type
        })
    }

    fn is_nameless(&self) -> bool {
        self.key().is_none_or(|(id, _)| id.trim().is_empty())
    }

    fn take_result(&mut self) -> Result<Token, TokenError> {
        if let Some(error) = self.denied.take() {
            return Err(TokenError::Denied(error));
        }
        match (self.token.take(), self.invalid) {
            (Some(token), _) => Token::of(token),
            (None, Some(invalid)) if child_text(invalid, "TokenValue").is_some_and(|value| !value.is_empty()) => {
                let ttl = child_text(invalid, "TTL").unwrap_or_default();
                Err(TokenError::Lifetime { ttl: ttl.chars().take(40).collect() })
            }
            (None, _) => Err(TokenError::NoToken),
        }
    }
}

/// Returns the text of the first child with a local name.
fn child_text(element: &AnyElement, local: &str) -> Option<String> {
    element.content.nodes.iter().find_map(|node| match node {
        AnyNode::Element(child) if child.local == local => Some(child.text().trim().to_owned()),
        _ => None,
    })
}
