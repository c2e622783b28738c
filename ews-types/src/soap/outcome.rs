//! The meaning of an HTTP response, with the faults of EWS.

use super::fault::Fault;
use super::response::Response;
use crate::xml::soap::{self, HttpField, Operation};

/// The meaning of an HTTP response for a client, with the faults of EWS. The table in the docs of [`soap::Outcome`] lists all cases.
pub type Outcome<T> = soap::Outcome<T, Fault>;

/// Interprets an HTTP response: its status, headers and body, as any HTTP library returns them. The library must not follow
/// redirects.
///
/// A response in which some response messages state an error is still an [`Outcome::Response`]. It is an [`Outcome::RetryAfter`] only
/// if all of its response messages ask the client to wait.
///
/// ```
/// use std::time::Duration;
///
/// use ews_types::messages::ResponseCodeType;
/// use ews_types::operations::{FindItem, SendItem};
/// use ews_types::soap::{self, Fault, Outcome};
///
/// # fn main() -> Result<(), ews_types::xml::Error> {
/// let headers = [("Content-Type", "text/xml"), ("Retry-After", "7")];
/// match soap::outcome::<SendItem>(503, headers, b"") {
///     Outcome::Response(response) => println!("{} messages", response.body.response_messages.len()),
///     Outcome::RetryAfter(retry) => {
///         assert_eq!(retry.delay, Some(Duration::from_secs(7)));
///         // The message may have been sent.
///         assert!(retry.may_execute_twice);
///     }
///     other => println!("{other}"),
/// }
///
/// let busy = Fault::server(ResponseCodeType::ErrorServerBusy, "too many requests").to_vec()?;
/// let outcome = soap::outcome::<SendItem>(500, headers, &busy);
/// assert!(matches!(outcome, Outcome::RetryAfter(retry) if !retry.may_execute_twice));
/// # Ok(())
/// # }
/// ```
pub fn outcome<O: Operation>(
    status: u16,
    headers: impl IntoIterator<Item: HttpField>,
    body: &[u8],
) -> Outcome<Response<O>> {
    soap::outcome::<O, Response<O>>(status, headers, body)
}

/// Returns the outcome of a request that got no HTTP response, because the connection failed or a timeout expired. `was_sent` is
/// true if the server may have received the request.
pub fn unanswered<O: Operation>(was_sent: bool) -> Outcome<Response<O>> {
    soap::unanswered::<O, Response<O>>(was_sent)
}
