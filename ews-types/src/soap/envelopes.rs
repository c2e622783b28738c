//! Envelopes one behind the other on one connection, as GetStreamingEvents answers.

use std::io::Read;
use std::marker::PhantomData;

use super::chunks::{Decode, Decoded, no_envelope};
use super::error::{NotSoap, ResponseError};
use super::operation::Operation;
use super::response::{Response, response_of};
use crate::namespaces::NAMESPACES;
use crate::xml::{self, Options, Pieces};

/// The answers that come one behind the other on one connection, each as soon as it has come.
///
/// The iteration ends with the connection, and behind an error that nothing can be read behind: what is no well-formed XML, a
/// failure of the stream. It goes on behind a fault.
///
/// ```
/// use ews_types::operations::GetStreamingEvents;
/// use ews_types::soap;
///
/// # fn answer() -> Vec<u8> {
/// #     let mut answer = ews_types::messages::elements::GetStreamingEventsResponse::default();
/// #     answer.response_messages.push(ews_types::messages::GetStreamingEventsResponseMessageType::default().into());
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
#[derive(Debug)]
pub struct Envelopes<O: Operation, R>(Decoded<EnvelopeDecoder<O>, R>);

impl<O: Operation, R: Read> Envelopes<O, R> {
    /// Reads from a stream.
    pub fn new(stream: R) -> Self {
        Self::with_options(stream, Options::new())
    }

    /// Reads in strict mode or within other limits.
    pub fn with_options(stream: R, options: Options) -> Self {
        Self(Decoded::new(EnvelopeDecoder::with_options(options), stream))
    }
}

impl<O: Operation, R: Read> Iterator for Envelopes<O, R> {
    type Item = Result<Response<O>, ResponseError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// What [`Envelopes`] does, for chunks of bytes from wherever.
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
#[derive(Debug)]
pub struct EnvelopeDecoder<O: Operation> {
    pieces: Pieces,
    /// What is wrong, though it takes more bytes to tell what they are instead.
    held: Option<xml::Error>,
    /// Whether something has been told: an answer or an error.
    has_told: bool,
    operation: PhantomData<O>,
}

impl<O: Operation> Default for EnvelopeDecoder<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O: Operation> EnvelopeDecoder<O> {
    /// Waits for the first envelope.
    pub fn new() -> Self {
        Self::with_options(Options::new())
    }

    /// Reads in strict mode or within other limits.
    pub fn with_options(options: Options) -> Self {
        let pieces = Pieces::new(NAMESPACES, &[&[]], options);
        Self { pieces, held: None, has_told: false, operation: PhantomData }
    }

    /// Takes in a chunk, cut anywhere.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.pieces.feed(bytes);
    }

    /// Says that there is nothing more to feed.
    pub fn finish(&mut self) {
        self.pieces.finish();
    }

    /// The next answer; `None` until more is fed, and when there is none any more.
    ///
    /// # Errors
    /// As [`response`](super::response). Nothing at all on the connection is [`NotSoap`].
    pub fn next_envelope(&mut self) -> Result<Option<Response<O>>, ResponseError> {
        let read = match self.held.take() {
            Some(error) => self.tell(error),
            None => self.read(),
        };
        if matches!(read, Ok(None)) && self.is_ended() && !self.has_told {
            self.has_told = true;
            return Err(NotSoap::at_first_sight("").unwrap_or_else(NotSoap::binary).into());
        }
        self.has_told |= !matches!(read, Ok(None));
        read
    }

    /// Whether no answer will come any more, however much is fed.
    pub fn is_ended(&self) -> bool {
        self.pieces.is_ended() && self.held.is_none()
    }

    fn read(&mut self) -> Result<Option<Response<O>>, ResponseError> {
        let piece = match self.pieces.next_piece() {
            Ok(Some(piece)) => piece,
            Ok(None) => return Ok(None),
            Err(error) => return self.tell(error),
        };
        if let Some(not_soap) = NotSoap::at_first_sight(piece.text()) {
            return Err(not_soap.into());
        }
        let read = response_of::<O>(piece.reader());
        let read = read.and_then(|response| {
            piece.check_whole()?;
            Ok(response)
        });
        match read {
            Ok(mut response) => {
                response.deviations = piece.deviations(response.deviations);
                Ok(Some(response))
            }
            Err(ResponseError::Xml(error)) => {
                let error = piece.locate(error);
                self.pieces.read_badly(&error);
                Err(error.into())
            }
            Err(other) => Err(other),
        }
    }

    fn tell(&mut self, error: xml::Error) -> Result<Option<Response<O>>, ResponseError> {
        match no_envelope(&self.pieces, error) {
            Ok(error) => Err(error),
            Err(error) => {
                self.held = Some(error);
                Ok(None)
            }
        }
    }
}

impl<O: Operation> Decode for EnvelopeDecoder<O> {
    type Value = Response<O>;

    fn feed(&mut self, bytes: &[u8]) {
        self.feed(bytes);
    }

    fn finish(&mut self) {
        self.finish();
    }

    fn next_value(&mut self) -> Result<Option<Response<O>>, ResponseError> {
        self.next_envelope()
    }

    fn is_ended(&self) -> bool {
        self.is_ended()
    }
}
