//! The code of an error of any kind.

use super::fault::Fault;
use super::outcome::Outcome;
use super::response::{AnswerError, ResponseError, SendError};
use super::response_message::ResponseMessageError;
use crate::messages::ResponseCodeType;
use crate::xml::soap;

/// An error that can contain a response code of the server. Many codes can occur both in a fault and in a response message.
///
/// ```
/// use ews_types::prelude::*;
/// use ews_types::soap::Response;
///
/// /// Returns whether a subscription has ended, so that the program has to subscribe again.
/// fn has_ended(answer: &Response<operations::GetEvents>) -> bool {
///     let code = answer.one().err().and_then(|error| error.error_code());
///     code == Some(ResponseCodeType::ErrorSubscriptionNotFound)
/// }
/// ```
pub trait ErrorCode {
    /// Returns the code that the server sent. `None` if the error was not sent by the server, or has no code.
    fn error_code(&self) -> Option<ResponseCodeType>;
}

impl ErrorCode for ResponseMessageError {
    fn error_code(&self) -> Option<ResponseCodeType> {
        self.code.clone()
    }
}

impl ErrorCode for AnswerError {
    fn error_code(&self) -> Option<ResponseCodeType> {
        self.failure()?.error_code()
    }
}

impl ErrorCode for Fault {
    fn error_code(&self) -> Option<ResponseCodeType> {
        self.response_code()
    }
}

impl ErrorCode for ResponseError {
    fn error_code(&self) -> Option<ResponseCodeType> {
        match self {
            soap::ResponseError::Fault(fault) => fault.error_code(),
            _ => None,
        }
    }
}

impl<E> ErrorCode for SendError<E> {
    fn error_code(&self) -> Option<ResponseCodeType> {
        match self {
            soap::SendError::Response(error) => error.error_code(),
            soap::SendError::Outcome(outcome) => outcome.error_code(),
            _ => None,
        }
    }
}

impl<T> ErrorCode for Outcome<T> {
    fn error_code(&self) -> Option<ResponseCodeType> {
        match self {
            soap::Outcome::Fault(fault) => fault.error_code(),
            _ => None,
        }
    }
}
