//! Envelopes that arrive one after the other on one connection, as the responses of GetStreamingEvents do.

use super::response::Response;
use crate::xml::soap;

/// An iterator over the responses that arrive one after the other on one connection. The iterator returns each response as soon as
/// the last byte of the response has been received.
///
/// Iteration stops when the connection closes or after an unrecoverable error: XML that is not well-formed, or a failure of the
/// stream. Iteration continues after a fault.
///
/// ```
/// use ews_types::operations::GetStreamingEvents;
/// use ews_types::soap;
///
/// # fn answer() -> Vec<u8> {
/// #     let mut answer = ews_types::messages::elements::GetStreamingEventsResponse::default();
/// #     let mut message = ews_types::messages::GetStreamingEventsResponseMessageType::default();
/// #     message.response_class = "Success".into();
/// #     answer.response_messages.push(message.into());
/// #     soap::answer::<GetStreamingEvents>(&answer).to_vec().unwrap()
/// # }
/// # fn main() -> Result<(), soap::ResponseError> {
/// # let connection = &[answer(), answer()].concat()[..];
/// let mut notifications = 0;
/// for answer in soap::Envelopes::<GetStreamingEvents, _>::new(connection) {
///     notifications += answer?.body.response_messages.len();
/// }
/// assert_eq!(notifications, 2);
/// # Ok(())
/// # }
/// ```
pub type Envelopes<O, R> = soap::Envelopes<O, R, Response<O>>;

/// A decoder that returns the same responses as [`Envelopes`], but from chunks of bytes, for programs that read without blocking.
///
/// ```
/// use ews_types::operations::GetStreamingEvents;
/// use ews_types::soap::{EnvelopeDecoder, ResponseError};
///
/// # fn main() -> Result<(), ResponseError> {
/// # let answer = ews_types::soap::answer::<GetStreamingEvents>(&Default::default()).to_vec().unwrap();
/// # let (first, second) = answer.split_at(100);
/// let mut decoder = EnvelopeDecoder::<GetStreamingEvents>::new();
/// decoder.feed(first);
/// assert!(decoder.next_envelope()?.is_none());
/// decoder.feed(second);
/// assert!(decoder.next_envelope()?.is_some());
/// decoder.finish();
/// assert!(decoder.next_envelope()?.is_none() && decoder.is_ended());
/// # Ok(())
/// # }
/// ```
pub type EnvelopeDecoder<O> = soap::EnvelopeDecoder<O, Response<O>>;
