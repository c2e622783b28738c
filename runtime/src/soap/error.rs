//! Errors of reading responses and requests.

use std::fmt;

use super::fault::Fault;
use super::not_soap::NotSoap;
use crate::error::Error;
use crate::pieces::PieceError;
use crate::printable::{shown, shown_name};

/// The reasons why there is no response to a request. `F` is the type of the service's faults.
#[derive(Debug)]
#[non_exhaustive]
pub enum ResponseError<F = Fault> {
    /// The server could not carry out the request.
    Fault(Box<F>),
    /// The bytes are not a SOAP envelope.
    NotSoap(NotSoap),
    /// The envelope cannot be read: it is not well-formed, perhaps because it is cut off, it exceeds a limit, or its body does not
    /// contain the expected response.
    Xml(Error),
}

/// The reasons why the bytes that a server received are not a request.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// The bytes are not a SOAP envelope.
    NotSoap(NotSoap),
    /// The envelope cannot be read, or [`incoming_as`](super::incoming_as) found the request of another operation.
    Xml(Error),
    /// The element in the body is not the request of an operation.
    UnknownOperation {
        /// The namespace name of the element.
        namespace: String,
        /// The local name of the element.
        local: String,
        /// The namespace name of the request element with that local name, if there is one.
        expected: Option<String>,
    },
}

impl<F> ResponseError<F> {
    /// Adds the path of the service's URL to the message of [`Self::NotSoap`].
    pub(crate) fn with_url_path(mut self, path: &'static str) -> Self {
        if let Self::NotSoap(not_soap) = &mut self {
            not_soap.url_path = path;
        }
        self
    }
}

impl<F: fmt::Display> fmt::Display for ResponseError<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => fault.fmt(f),
            Self::NotSoap(not_soap) => not_soap.fmt(f),
            Self::Xml(error) => write!(f, "the response cannot be read: {error}"),
        }
    }
}

impl<F: std::error::Error + 'static> std::error::Error for ResponseError<F> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Fault(fault) => fault.source(),
            // `Display` already prints the text of the inner error.
            Self::NotSoap(_) | Self::Xml(_) => None,
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSoap(not_soap) => not_soap.fmt(f),
            Self::Xml(error) => write!(f, "the request cannot be read: {error}"),
            Self::UnknownOperation { namespace, local, expected } => {
                let (local, namespace) = (shown_name(local), shown(namespace));
                write!(f, "unknown operation: no request element is named `{local}` in namespace {namespace}")?;
                match expected {
                    Some(expected) => write!(f, "; expected namespace {expected:?}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for RequestError {}

impl<F> From<Error> for ResponseError<F> {
    fn from(error: Error) -> Self {
        Self::Xml(error)
    }
}

impl From<Error> for RequestError {
    fn from(error: Error) -> Self {
        Self::Xml(error)
    }
}

impl<F> From<NotSoap> for ResponseError<F> {
    fn from(not_soap: NotSoap) -> Self {
        Self::NotSoap(not_soap)
    }
}

impl From<NotSoap> for RequestError {
    fn from(not_soap: NotSoap) -> Self {
        Self::NotSoap(not_soap)
    }
}

impl PieceError for RequestError {
    fn into_xml(self) -> Result<Error, Self> {
        match self {
            Self::Xml(error) => Ok(error),
            other => Err(other),
        }
    }
}

impl<F> PieceError for ResponseError<F> {
    fn into_xml(self) -> Result<Error, Self> {
        match self {
            Self::Xml(error) => Ok(error),
            other => Err(other),
        }
    }
}
