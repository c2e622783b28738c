//! GetClientAccessToken: tokens for Outlook mail apps, from Exchange 2013 on.
//!
//! The id of an app is found with [`app_manifests`](crate::app_manifests).
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
//! println!("{token:?}"); // the value does not show
//! let header = format!("Bearer {}", token.value.expose());
//! # assert_eq!(header, "Bearer made up");
//! # Ok(())
//! # }
//! ```

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::messages::elements::GetClientAccessToken;
use crate::messages::{ResponseCodeType, ResponseMessage, ResponseMessageType};
use crate::operations;
use crate::soap::{self, AnyResponseMessage as _, Response, ResponseError, ResponseMessageError};
use crate::types::{ClientAccessTokenType, ExchangeVersionType, ServerVersionInfoType};
use crate::xml::{self, Deviation, DeviationKind, Secret};

pub use crate::types::ClientAccessTokenRequestType as TokenRequest;
pub use crate::types::ClientAccessTokenTypeType as TokenType;

/// The longest lifetime that is believed: ten years, in minutes.
const MOST_MINUTES: u64 = 10 * 366 * 24 * 60;

/// What GetClientAccessToken asks for: one token or several.
#[derive(Clone, Debug)]
pub struct TokenRequests {
    requests: Vec<TokenRequest>,
    version: ExchangeVersionType,
}

impl Default for TokenRequests {
    fn default() -> Self {
        Self { requests: Vec::new(), version: ExchangeVersionType::Exchange2013 }
    }
}

impl TokenRequests {
    /// No request yet, by the schema of Exchange 2013.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for a token of a type for an app.
    pub fn token(self, app_id: impl Into<String>, token_type: TokenType) -> Self {
        self.request(TokenRequest { id: app_id.into(), token_type, ..TokenRequest::default() })
    }

    /// Asks for a token that is good for a scope only.
    pub fn scoped_token(self, app_id: impl Into<String>, scope: impl Into<String>) -> Self {
        let scope = Some(scope.into());
        self.request(TokenRequest { id: app_id.into(), token_type: TokenType::ScopedToken, scope, resource_uri: None })
    }

    /// Asks for a token with all there is to say of it.
    pub fn request(mut self, request: TokenRequest) -> Self {
        self.requests.push(request);
        self
    }

    /// Sets the version of the schema: Exchange 2013 or later.
    pub fn version(mut self, version: ExchangeVersionType) -> Self {
        self.version = version;
        self
    }

    /// What is asked for, in order.
    pub fn requests(&self) -> &[TokenRequest] {
        &self.requests
    }

    /// The envelope to send, in UTF-8.
    ///
    /// # Errors
    /// There is no request in it, one without an id, or a version before Exchange 2013; a text in it holds a character that XML
    /// forbids.
    pub fn to_vec(&self) -> Result<Vec<u8>, TokenRequestError> {
        self.check()?;
        let mut body = GetClientAccessToken::default();
        body.token_requests.clone_from(&self.requests);
        let request = soap::request(&body).version(self.version.clone());
        request.to_vec().map_err(TokenRequestError::Xml)
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

    /// The HTTP headers that the request needs.
    pub fn http_headers(&self) -> [(&'static str, String); 3] {
        soap::request(&GetClientAccessToken::default()).http_headers()
    }

    /// Reads the answer, and finds what belongs to each request: a token by its app id and type, because the order is not
    /// promised; an error, which names neither, by its place.
    ///
    /// # Errors
    /// A fault, or no answer at all. That a single token is denied is no error here.
    pub fn read(&self, answer: &[u8]) -> Result<Tokens, ResponseError> {
        let answer = soap::response::<operations::GetClientAccessToken>(answer)?;
        Ok(Tokens::of(self, answer))
    }
}

fn is_before_2013(version: &ExchangeVersionType) -> bool {
    use ExchangeVersionType as Version;
    matches!(
        version,
        Version::Exchange2007
            | Version::Exchange2007SP1
            | Version::Exchange2009
            | Version::Exchange2010
            | Version::Exchange2010SP1
            | Version::Exchange2010SP2
            | Version::Exchange2012
    )
}

/// Why a request is not sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenRequestError {
    /// No token is asked for.
    NoRequest,
    /// A request has no app id.
    NoId {
        /// Which one, from 0.
        index: usize,
    },
    /// The version is one that does not know the operation.
    Version(ExchangeVersionType),
    /// A text holds a character that XML forbids.
    Xml(xml::Error),
}

impl fmt::Display for TokenRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRequest => f.write_str("no token is asked for: add a request"),
            Self::NoId { index } => {
                write!(f, "token request {} has no app id: GetAppManifests finds the ids", index + 1)
            }
            Self::Version(version) => {
                write!(f, "{version} does not know GetClientAccessToken: Exchange2013 or later does")
            }
            Self::Xml(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for TokenRequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Xml(error) => Some(error),
            _ => None,
        }
    }
}

/// A token.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Token {
    /// The app that it is for.
    pub id: String,
    /// What it is good for.
    pub token_type: TokenType,
    /// The token itself: [`Secret::expose`] gives it, nothing else shows it, and its memory is cleared when it is dropped.
    pub value: Secret,
    /// How long it is good for. The server counts in minutes.
    pub lifetime: Duration,
}

impl Token {
    /// When it stops being good; `None` for a time that the clock does not know.
    pub fn expires_at(&self, received: SystemTime) -> Option<SystemTime> {
        received.checked_add(self.lifetime)
    }

    fn of(token: &ClientAccessTokenType, ttl_is_readable: bool) -> Result<Self, TokenError> {
        if token.token_value.expose().is_empty() {
            return Err(TokenError::NoToken);
        }
        let minutes = u64::try_from(&token.ttl).ok();
        match minutes.filter(|&minutes| minutes <= MOST_MINUTES && (minutes > 0 || ttl_is_readable)) {
            Some(minutes) => Ok(Self {
                id: token.id.clone(),
                token_type: token.token_type.clone(),
                value: token.token_value.clone(),
                lifetime: Duration::from_secs(minutes * 60),
            }),
            None => Err(TokenError::Lifetime { ttl: token.ttl.to_string() }),
        }
    }
}

/// Why there is no token.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TokenError {
    /// The server denies it.
    Denied(ResponseMessageError),
    /// The server says that it succeeded, and sends none.
    NoToken,
    /// The lifetime is no number of minutes, negative, or over ten years.
    Lifetime {
        /// What the server says.
        ttl: String,
    },
    /// The server does not answer this request.
    NoAnswer,
}

impl TokenError {
    /// The code of the server, such as `ErrorInvalidClientAccessTokenRequest`.
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
            Self::Denied(error) => write!(f, "the server denies the token: {error}"),
            Self::NoToken => f.write_str("the server reports success and sends no token"),
            Self::Lifetime { ttl } => write!(f, "the token has no believable lifetime: {ttl} minutes"),
            Self::NoAnswer => f.write_str("the server did not answer this token request"),
        }
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Denied(error) => Some(error),
            _ => None,
        }
    }
}

/// What the server answers to each request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tokens {
    /// The token or the error of each request, in the order of the requests.
    pub results: Vec<Result<Token, TokenError>>,
    /// What the server sent beyond that.
    pub unrequested: Vec<Result<Token, TokenError>>,
    /// The version of the server, if it tells.
    pub server_version: Option<ServerVersionInfoType>,
    /// What was tolerated in reading.
    pub deviations: Vec<Deviation>,
}

impl Tokens {
    /// The token of the first request, which is the only one most of the time.
    ///
    /// # Errors
    /// Why there is none.
    pub fn into_token(self) -> Result<Token, TokenError> {
        self.results.into_iter().next().unwrap_or(Err(TokenError::NoAnswer))
    }

    fn of(requests: &TokenRequests, answer: Response<operations::GetClientAccessToken>) -> Self {
        let is_about_ttl = |deviation: &Deviation| {
            let is_missing = deviation.kind == DeviationKind::Missing && deviation.subject.starts_with("TTL");
            is_missing || (deviation.kind == DeviationKind::Value && deviation.path.ends_with("TTL"))
        };
        let ttl_is_readable = !answer.deviations.iter().any(is_about_ttl);
        let parts: Vec<Part<'_>> = answer.body.response_messages.iter().filter_map(Part::of).collect();
        let mut order: Vec<Option<usize>> = vec![None; requests.requests.len()];
        let mut free: Vec<bool> = vec![true; parts.len()];
        for (request, place) in requests.requests.iter().zip(&mut order) {
            *place = (0..parts.len()).find(|&index| free[index] && parts[index].is_token_for(request));
            if let Some(index) = *place {
                free[index] = false;
            }
        }
        place_the_rest(&mut order, &mut free, &parts);
        let result = |index: usize| parts[index].result(ttl_is_readable);
        let results = order.iter().map(|place| place.map_or(Err(TokenError::NoAnswer), result)).collect();
        let unrequested = (0..parts.len()).filter(|&index| free[index]).map(result).collect();
        Self { results, unrequested, server_version: answer.server_version().cloned(), deviations: answer.deviations }
    }
}

/// Parts that name no app belong to the requests that have no answer yet: each to the one in its place if that holds for all of
/// them, or else one after the other.
fn place_the_rest(order: &mut [Option<usize>], free: &mut [bool], parts: &[Part<'_>]) {
    let is_nameless = |index: usize, free: &[bool]| free.get(index) == Some(&true) && parts[index].is_nameless();
    let waiting: Vec<usize> = (0..order.len()).filter(|&index| order[index].is_none()).collect();
    let in_place = waiting.iter().all(|&index| is_nameless(index, free));
    let rest: Vec<usize> = match in_place {
        true => waiting.clone(),
        false => (0..parts.len()).filter(|&index| is_nameless(index, free)).collect(),
    };
    for (request, part) in waiting.into_iter().zip(rest) {
        order[request] = Some(part);
        free[part] = false;
    }
}

/// A response message with the token in it.
struct Part<'a> {
    message: &'a ResponseMessageType,
    token: Option<&'a ClientAccessTokenType>,
}

impl<'a> Part<'a> {
    fn of(message: &'a ResponseMessage) -> Option<Self> {
        let token = match message {
            ResponseMessage::GetClientAccessTokenResponseMessage(message) => message.token.as_ref(),
            _ => None,
        };
        Some(Self { message: message.response_message()?, token })
    }

    fn is_token_for(&self, request: &TokenRequest) -> bool {
        self.token.is_some_and(|token| {
            let is_same_id = token.id.trim().eq_ignore_ascii_case(request.id.trim());
            is_same_id && token.token_type == request.token_type
        })
    }

    fn is_nameless(&self) -> bool {
        self.token.is_none_or(|token| token.id.trim().is_empty())
    }

    fn result(&self, ttl_is_readable: bool) -> Result<Token, TokenError> {
        self.message.result().map_err(TokenError::Denied)?;
        self.token.map_or(Err(TokenError::NoToken), |token| Token::of(token, ttl_is_readable))
    }
}
