//! Sequences of envelopes on one connection.

use std::io::Read;
use std::marker::PhantomData;

use super::chunks::{Decode, Decoded, classify};
use super::error::ResponseError;
use super::not_soap::NotSoap;
use super::operation::Operation;
use super::response::{Response, ServiceResponse, into_response, namespaces, read_response};
use crate::error::{Error, ErrorKind};
use crate::options::Options;
use crate::pieces::Pieces;
use crate::reader::NO_ELEMENT;

/// An iterator over the responses that a server sends one after the other on one connection. It returns a response as soon as the
/// last byte of the response has been received.
///
/// Iteration stops when the connection closes or after an unrecoverable error: XML that is not well-formed, an envelope longer than
/// [`Options::max_piece`], or a failure of the stream. Iteration continues after a fault.
#[derive(Debug)]
pub struct Envelopes<O: Operation, R, A = Response<O>>(Decoded<EnvelopeDecoder<O, A>, R>);

impl<O: Operation, R: Read, A: ServiceResponse<O>> Envelopes<O, R, A> {
    /// Reads from a stream.
    pub fn new(stream: R) -> Self {
        Self::with_options(stream, Options::new())
    }

    /// Reads from a stream, in strict mode or with other limits.
    pub fn with_options(stream: R, options: Options) -> Self {
        Self(Decoded::new(EnvelopeDecoder::with_options(options), stream))
    }
}

impl<O: Operation, R: Read, A: ServiceResponse<O>> Iterator for Envelopes<O, R, A> {
    type Item = Result<A, ResponseError<A::Fault>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// Decodes the same responses as [`Envelopes`] from chunks of bytes, for programs that read without blocking.
#[derive(Debug)]
pub struct EnvelopeDecoder<O: Operation, A = Response<O>> {
    pieces: Pieces,
    /// An error that may become [`NotSoap`] when more bytes have been received.
    undecided: Option<Error>,
    /// `true` if a response or an error has been returned.
    has_returned: bool,
    response: PhantomData<(O, A)>,
}

impl<O: Operation, A: ServiceResponse<O>> Default for EnvelopeDecoder<O, A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O: Operation, A: ServiceResponse<O>> EnvelopeDecoder<O, A> {
    /// Creates a decoder.
    pub fn new() -> Self {
        Self::with_options(Options::new())
    }

    /// Creates a decoder in strict mode or with other limits.
    pub fn with_options(options: Options) -> Self {
        let pieces = Pieces::new(&namespaces::<O, A>(), &[&[]], options);
        Self { pieces, undecided: None, has_returned: false, response: PhantomData }
    }

    /// Adds a chunk, which may end anywhere.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.pieces.feed(bytes);
    }

    /// Ends the input: there are no more chunks.
    pub fn finish(&mut self) {
        self.pieces.finish();
    }

    /// Returns the next response, or `None` if more chunks are needed or the envelopes have ended.
    ///
    /// # Errors
    /// Fails like [`response`](super::response()). If the input ends before the first envelope, returns [`NotSoap`], or an error of
    /// the kind `Truncated` if the input contains comments or processing instructions.
    pub fn next_envelope(&mut self) -> Result<Option<A>, ResponseError<A::Fault>> {
        let mut read = self.read();
        if matches!(read, Ok(None)) && self.is_ended() && !self.has_returned {
            read = Err(match self.pieces.has_begun() {
                true => Error::new(ErrorKind::Truncated, NO_ELEMENT).into(),
                false => NotSoap::nothing().into(),
            });
        }
        self.has_returned |= !matches!(read, Ok(None));
        read.map_err(|error| error.with_url_path(A::URL_PATH))
    }

    /// Returns whether no further envelope can follow.
    pub fn is_ended(&self) -> bool {
        self.pieces.is_ended() && self.undecided.is_none()
    }

    fn read(&mut self) -> Result<Option<A>, ResponseError<A::Fault>> {
        if let Some(error) = self.undecided.take() {
            return self.decide(error);
        }
        let found = self.pieces.read_piece(|reader| read_response::<O, A>(reader, None));
        match found {
            Ok(None) => Ok(None),
            Ok(Some(read)) => into_response::<O, A>(read?).map(Some),
            Err(error) => self.decide(error),
        }
    }

    fn decide(&mut self, error: Error) -> Result<Option<A>, ResponseError<A::Fault>> {
        match classify(&self.pieces, error) {
            Ok(error) => Err(error),
            Err(error) => {
                self.undecided = Some(error);
                Ok(None)
            }
        }
    }
}

impl<O: Operation, A: ServiceResponse<O>> Decode for EnvelopeDecoder<O, A> {
    type Value = A;
    type Error = ResponseError<A::Fault>;

    fn pieces(&mut self) -> &mut Pieces {
        &mut self.pieces
    }

    fn next_value(&mut self) -> Result<Option<A>, Self::Error> {
        self.next_envelope()
    }

    fn is_ended(&self) -> bool {
        self.is_ended()
    }
}
