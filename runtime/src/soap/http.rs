//! The HTTP binding (SOAP 1.1, section 6).

/// The value of the HTTP header `Content-Type` of requests and responses.
pub const CONTENT_TYPE: &str = "text/xml; charset=utf-8";
