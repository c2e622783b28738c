//! Functions that return the response messages of a response as typed values.

use std::error::Error;
use std::fmt;

use super::operation::{AddMessage, MessageOperation, Operation};
use crate::any::AnyElement;
use crate::engine::access::Value;
use crate::engine::element::GlobalElement;
use crate::engine::inside::{all_inside, first_inside};
use crate::engine::search::{Occurrence, find_either};

/// Returns the result of each response message of an operation, in document order.
///
/// `B` is the base type of all response messages. `failure` receives the base of a message, or an unknown element in its place, and
/// the path of the element. `failure` returns the error that the message states, if there is one. A message fails if the message or
/// a message inside it states an error. If a message around the response messages states an error, that error is a separate result.
/// If [`MessageOperation::MESSAGE`] is a name, an element that neither is nor contains such a response message is the error
/// [`MessageError::Unexpected`].
pub fn results<O: MessageOperation, B: Value, E>(
    response: &O::Response,
    failure: impl Fn(Result<&B, &AnyElement>, &str) -> Option<E>,
) -> Vec<Result<&O::Message, MessageError<E>>> {
    let found = find_either::<B, O::Message>(response.content(), <O::Response as GlobalElement>::ROW);
    let failure = |found: &Occurrence<'_>| match found.element() {
        Some(element) => failure(Err(element), &found.path),
        None => found.value::<B>().and_then(|base| failure(Ok(base), &found.path)),
    };
    let mut results = Vec::new();
    let mut rest = &found[..];
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let (inside, outside) = after.split_at(first.len);
        if let Some(message) = message::<O>(first) {
            let error = std::iter::once(first).chain(inside).find_map(failure);
            results.push(error.map_or(Ok(message), |error| Err(MessageError::Failed(error))));
            rest = outside;
        } else if let Some(error) = failure(first) {
            results.push(Err(MessageError::Failed(error)));
        } else if first.depth > 0 && O::MESSAGE.is_some() && !inside.iter().any(|found| message::<O>(found).is_some()) {
            let path = first.path.as_str().into();
            results.push(Err(MessageError::Unexpected { operation: O::NAME, expected: O::MESSAGE, path }));
            rest = outside;
        }
    }
    results
}

/// Returns a found value as a response message, if it has the expected name and type.
fn message<'v, O: MessageOperation>(found: &Occurrence<'v>) -> Option<&'v O::Message> {
    found.value().filter(|_| O::MESSAGE.is_none_or(|name| found.name == name))
}

/// Returns the single result of an operation.
///
/// # Errors
/// The error of the first result; there is no result; or there are several.
pub fn one<O: Operation, M, E>(results: Vec<Result<M, MessageError<E>>>) -> Result<M, MessageError<E>> {
    let count = results.len();
    match results.into_iter().next() {
        None => Err(MessageError::Missing { operation: O::NAME }),
        Some(Ok(_)) if count > 1 => Err(MessageError::Several { operation: O::NAME, count }),
        Some(result) => result,
    }
}

/// Returns all values of the type `T` in a response, in schema order, if no result is an error: see [`Search`](crate::Search).
///
/// # Errors
/// The first error among the results, or the response contains no response message.
pub fn all_of<'v, O: MessageOperation, T: Value, E>(
    response: &'v O::Response,
    results: Vec<Result<&'v O::Message, MessageError<E>>>,
) -> Result<Vec<&'v T>, MessageError<E>> {
    check::<O, _, _>(results)?;
    Ok(all_inside(response.content()))
}

/// Returns the first value of the type `T` in a response, such as the id of a new item, if no result is an error.
///
/// # Errors
/// Fails like [`all_of`], and if the response contains no such value.
pub fn first_of<'v, O: MessageOperation, T: Value, E>(
    response: &'v O::Response,
    results: Vec<Result<&'v O::Message, MessageError<E>>>,
) -> Result<&'v T, MessageError<E>> {
    check::<O, _, _>(results)?;
    let expected = std::any::type_name::<T>();
    first_inside(response.content()).ok_or(MessageError::NoValue { operation: O::NAME, expected })
}

/// Fails with the first error among the results of a response, or with [`MessageError::Missing`] if there are no results.
fn check<O: Operation, M, E>(results: Vec<Result<M, MessageError<E>>>) -> Result<(), MessageError<E>> {
    if results.is_empty() {
        return Err(MessageError::Missing { operation: O::NAME });
    }
    results.into_iter().try_for_each(|result| result.map(drop))
}

/// Creates the response of an operation from its response messages.
pub fn response_of<O: AddMessage>(messages: impl IntoIterator<Item = O::Message>) -> O::Response {
    let mut response = O::Response::default();
    for message in messages {
        O::add(&mut response, message);
    }
    response
}

/// The reasons why a response does not contain the expected response message or value.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum MessageError<E> {
    /// The response message states an error.
    Failed(E),
    /// The response contains an element that is not a response message of the operation.
    Unexpected {
        /// The name of the operation.
        operation: &'static str,
        /// The local name of the expected element.
        expected: Option<&'static str>,
        /// The path of the unexpected element.
        path: Box<str>,
    },
    /// The response contains no response message.
    Missing {
        /// The name of the operation.
        operation: &'static str,
    },
    /// The response contains no value of the requested type.
    NoValue {
        /// The name of the operation.
        operation: &'static str,
        /// The name of the requested Rust type.
        expected: &'static str,
    },
    /// The response contains several response messages instead of one.
    Several {
        /// The name of the operation.
        operation: &'static str,
        /// The number of response messages.
        count: usize,
    },
}

impl<E> MessageError<E> {
    /// Returns the error that a response message states.
    pub fn failure(&self) -> Option<&E> {
        match self {
            Self::Failed(error) => Some(error),
            _ => None,
        }
    }
}

impl<E: fmt::Display> fmt::Display for MessageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::Unexpected { operation, expected, path } => {
                write!(f, "the response of {operation} contains {}", crate::printable(path))?;
                expected.map_or(Ok(()), |expected| write!(f, "; expected {expected}"))
            }
            Self::Missing { operation } => write!(f, "the response of {operation} contains no response message"),
            Self::NoValue { operation, expected } => {
                let name = expected.rsplit("::").next().unwrap_or_default();
                write!(f, "the response of {operation} contains no {name}")
            }
            Self::Several { operation, count } => {
                write!(f, "the response of {operation} contains {count} response messages; expected one")
            }
        }
    }
}

impl<E: fmt::Debug + fmt::Display> Error for MessageError<E> {}
