//! The errors of sending a request, and its repetition while the server asks the client to wait.

use std::convert::Infallible;
use std::fmt;
use std::ops::ControlFlow;
use std::time::Duration;

use super::error::ResponseError;
use super::fault::Fault;
use super::outcome::Outcome;
use crate::error::Error;

/// The reasons why a request has no response. `E` is the error of the function that sends it, and `F` the type of the service's
/// faults.
#[derive(Debug)]
#[non_exhaustive]
pub enum SendError<E, F = Fault> {
    /// The request cannot be written: a text in it contains a character that XML forbids, or a required value has not been set.
    Write(Error),
    /// The request was not sent, or the response did not arrive.
    Transport(E),
    /// The response is a fault, or cannot be read.
    Response(ResponseError<F>),
    /// The HTTP response is neither a response, nor a fault, nor an unreadable envelope. For example, the server requires
    /// credentials, is still busy, or is at another address.
    Outcome(Box<Outcome<Infallible, F>>),
}

impl<E: fmt::Display, F: fmt::Display> fmt::Display for SendError<E, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write(error) => write!(f, "the request cannot be written: {error}"),
            Self::Transport(error) => write!(f, "no response: {error}"),
            Self::Response(error) => error.fmt(f),
            Self::Outcome(outcome) => outcome.fmt(f),
        }
    }
}

// `source` never returns `E`, so that `E` need not implement `Error`. For example, `Box<dyn Error>` does not implement `Error`.
impl<E: fmt::Debug + fmt::Display, F: std::error::Error + 'static> std::error::Error for SendError<E, F> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Response(error) => error.source(),
            // `Display` already prints the text of the inner error.
            Self::Write(_) | Self::Transport(_) | Self::Outcome(_) => None,
        }
    }
}

/// The maximum number of repetitions of a request.
const MAX_REPETITIONS: u32 = 4;

/// The time to wait after the first attempt, if the server states no time.
const FIRST_DELAY: Duration = Duration::from_secs(1);

/// The remaining attempts to send a request.
pub(super) struct Attempts {
    left: u32,
    /// The time to wait after the next attempt, if the server states no time.
    delay: Duration,
}

impl Default for Attempts {
    fn default() -> Self {
        Self { left: MAX_REPETITIONS, delay: FIRST_DELAY }
    }
}

impl Attempts {
    /// Returns the time to wait before the next attempt, or the result of the request if it is not repeated.
    pub(super) fn next<T, E, F>(
        &mut self,
        outcome: Outcome<T, F>,
    ) -> ControlFlow<Result<T, SendError<E, F>>, Duration> {
        if let Outcome::RetryAfter(retry) = &outcome
            && !retry.may_execute_twice
            && self.left > 0
        {
            let delay = retry.delay.unwrap_or(self.delay);
            self.left -= 1;
            self.delay *= 2;
            return ControlFlow::Continue(delay);
        }
        ControlFlow::Break(outcome.split().map_err(|other| match other {
            Outcome::Fault(fault) => SendError::Response(ResponseError::Fault(fault)),
            Outcome::Unreadable(error) => SendError::Response(ResponseError::Xml(error)),
            other => SendError::Outcome(Box::new(other)),
        }))
    }
}
