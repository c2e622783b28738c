//! A client that signs in when the server asks for it.

use std::cell::Cell;

use ews_types::soap::{self, Operation, Outcome, Request, Response};
use sspi::AuthIdentity;
use ureq::Agent;
use ureq::http::HeaderMap;
use ureq::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};

use crate::Result;
use crate::handshake::{self, Initiator, SCHEME};

pub(crate) struct Client {
    agent: Agent,
    url: String,
    identity: AuthIdentity,
    posts: Cell<usize>,
}

impl Client {
    pub(crate) fn new(url: &str, user: &str, password: &str) -> Result<Self> {
        let config = Agent::config_builder()
            .max_redirects(0)
            // NTLM authenticates a connection, so all requests have to use the same connection.
            .max_idle_connections(1)
            .max_idle_connections_per_host(1)
            .http_status_as_error(false);
        let identity = handshake::identity(user, password)?;
        Ok(Self { agent: config.build().into(), url: url.to_owned(), identity, posts: Cell::new(0) })
    }

    /// Sends a request, signs in if the server asks for it, and returns the outcome of the last response.
    pub(crate) fn outcome<O: Operation>(&self, request: &Request<'_, O>) -> Result<Outcome<Response<O>>> {
        let (request_headers, request_body) = (request.http_headers(), request.to_vec()?);
        let (mut status, mut headers, mut body) = self.post(&request_headers, &request_body, None)?;
        let outcome = soap::outcome::<O>(status, &headers, &body);
        let Outcome::Authenticate(authenticate) = &outcome else { return Ok(outcome) };
        if !authenticate.schemes.iter().any(|scheme| scheme.eq_ignore_ascii_case(SCHEME)) {
            return Ok(outcome);
        }
        let mut handshake = Initiator::new(&self.identity)?;
        // The server answers this request with a challenge and does not execute the operation, so the request needs no body.
        (status, headers, body) = self.post(&request_headers, b"", Some(&handshake.next(None)?))?;
        if let Some(challenge) = challenge(&headers) {
            let last = handshake.next(Some(challenge))?;
            (status, headers, body) = self.post(&request_headers, &request_body, Some(&last))?;
        }
        Ok(soap::outcome::<O>(status, &headers, &body))
    }

    /// Returns the number of HTTP requests so far.
    pub(crate) fn posts(&self) -> usize {
        self.posts.get()
    }

    fn post(
        &self,
        headers: &[(&str, String)],
        body: &[u8],
        message: Option<&[u8]>,
    ) -> Result<(u16, HeaderMap, Vec<u8>)> {
        self.posts.set(self.posts.get() + 1);
        let mut post = self.agent.post(&self.url);
        for (name, value) in headers {
            post = post.header(*name, value);
        }
        if let Some(message) = message {
            post = post.header(AUTHORIZATION, handshake::to_header(message));
        }
        let (head, mut body) = post.send(body)?.into_parts();
        // `ureq` reuses a connection only after the whole response is read.
        Ok((head.status.as_u16(), head.headers, body.read_to_vec()?))
    }
}

/// Returns the NTLM message of the server in the headers of a response.
fn challenge(headers: &HeaderMap) -> Option<Vec<u8>> {
    headers.get_all(WWW_AUTHENTICATE).iter().find_map(|value| handshake::from_header(value.to_str().ok()?))
}
