//! Repeating a request while the server asks the client to wait.

use std::ops::ControlFlow;
use std::time::Duration;

use super::error::{ResponseError, SendError};
use super::outcome::Outcome;

/// The number of times that a request can be repeated.
const MAX_REPETITIONS: u32 = 4;

/// The time to wait after the first attempt, if the server does not state it.
const FIRST_DELAY: Duration = Duration::from_secs(1);

/// The attempts to send a request that are left.
pub(super) struct Attempts {
    left: u32,
    /// The time to wait after the next attempt, if the server does not state it.
    delay: Duration,
}

impl Default for Attempts {
    fn default() -> Self {
        Self { left: MAX_REPETITIONS, delay: FIRST_DELAY }
    }
}

impl Attempts {
    /// Returns the time to wait before the next attempt, or the result of the last one.
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
