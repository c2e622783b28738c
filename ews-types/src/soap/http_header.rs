//! The HTTP headers of EWS.

use std::fmt;

/// The name of an HTTP header that Exchange interprets. A client sends it along with the
/// [`http_headers`](crate::xml::soap::Request::http_headers) of a request.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum HttpHeader {
    /// `X-AnchorMailbox`: the SMTP address of the mailbox that the request concerns. A front-end server uses it to select the server
    /// that carries out the request. All requests for a subscription state the same mailbox.
    AnchorMailbox,
    /// `X-PreferServerAffinity`: `true` in requests for a subscription. The server answers with the cookie
    /// `X-BackEndOverrideCookie`, which the client sends with all further requests for the subscription.
    PreferServerAffinity,
    /// `client-request-id`: an id, such as a UUID, that the client chooses for each request. The server writes the id to its logs.
    ClientRequestId,
    /// `return-client-request-id`: `true` asks the server to repeat the `client-request-id` in its response.
    ReturnClientRequestId,
}

impl HttpHeader {
    /// Returns the name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AnchorMailbox => "X-AnchorMailbox",
            Self::PreferServerAffinity => "X-PreferServerAffinity",
            Self::ClientRequestId => "client-request-id",
            Self::ReturnClientRequestId => "return-client-request-id",
        }
    }
}

impl AsRef<str> for HttpHeader {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for HttpHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
