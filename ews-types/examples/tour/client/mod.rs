//! The client of the programs of the tour. It sends a request by POST, and interprets the answer.
#![allow(dead_code, reason = "no program uses all of it")]

use std::error::Error;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ews_types::soap::{
    self, BindsHeader, Operation, OperationRequest, Outcome, Request, Response,
};
use ews_types::types::ExchangeVersionType;
use ews_types::types::elements::RequestServerVersion;
use ureq::http::{self, HeaderMap};
use ureq::{Agent, Body};

pub(crate) type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// The longest answer that is read, in bytes.
const MAX_BYTES: u64 = 64 << 20;

pub(crate) struct Client {
    agent: Agent,
    url: String,
    authorization: Option<String>,
}

impl Client {
    /// Reads the address and the credentials from `EWS_URL`, `EWS_USER` and `EWS_PASSWORD`.
    pub(crate) fn from_env() -> Result<Self> {
        let user =
            format!("{}:{}", std::env::var("EWS_USER")?, std::env::var("EWS_PASSWORD")?);
        let url = std::env::var("EWS_URL")?;
        let config = Agent::config_builder()
            // Sends credentials without TLS to this machine only, and does not send them to
            // the target of a redirect.
            .https_only(!url.starts_with("http://127.0.0.1:"))
            .max_redirects(0)
            // The body of a fault, which has the status 500, contains the reason.
            .http_status_as_error(false);
        let authorization = Some(format!("Basic {}", STANDARD.encode(user)));
        Ok(Self { agent: config.build().into(), url, authorization })
    }

    /// Sets the value of the header `Authorization`. `None`: the client does not sign in.
    pub(crate) fn authorization(&mut self, value: Option<String>) {
        self.authorization = value;
    }

    /// Sends a request with the schema version Exchange 2013, and returns the response.
    pub(crate) fn call<R: OperationRequest>(
        &self,
        body: &R,
    ) -> Result<Response<R::Operation>>
    where
        R::Operation: BindsHeader<RequestServerVersion>,
    {
        self.send(&soap::request(body).version(ExchangeVersionType::Exchange2013))
    }

    /// Sends a request with its headers, and returns the response.
    pub(crate) fn send<O: Operation>(
        &self,
        request: &Request<'_, O>,
    ) -> Result<Response<O>> {
        self.outcome(request)?.into_response().map_err(|outcome| outcome.to_string().into())
    }

    /// Sends a request, and interprets the HTTP response.
    pub(crate) fn outcome<O: Operation>(
        &self,
        request: &Request<'_, O>,
    ) -> Result<Outcome<Response<O>>> {
        let (status, headers, body) =
            self.exchange(&request.http_headers(), &request.to_vec()?)?;
        Ok(request.outcome(status, &headers, &body))
    }

    /// Sends a request, and returns the status, the headers and the body of the answer.
    pub(crate) fn exchange(
        &self,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Result<(u16, HeaderMap, Vec<u8>)> {
        let (head, mut body) = self.post(headers, body)?.into_parts();
        let body = body.with_config().limit(MAX_BYTES).read_to_vec()?;
        Ok((head.status.as_u16(), head.headers, body))
    }

    /// Sends a request, and returns the HTTP response before its body is read.
    pub(crate) fn post(
        &self,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Result<http::Response<Body>> {
        let mut post = self.agent.post(&self.url);
        for (name, value) in headers {
            post = post.header(*name, value);
        }
        if let Some(authorization) = &self.authorization {
            post = post.header("Authorization", authorization);
        }
        Ok(post.send(body)?)
    }
}
