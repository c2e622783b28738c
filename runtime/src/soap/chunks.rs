//! Code that the decoders of items and envelopes share: iteration over a stream, and the error for input that is not an envelope.

use std::fmt;
use std::io::{self, Read};

use super::envelope::go_to_envelope;
use super::error::ResponseError;
use super::not_soap::NotSoap;
use crate::error::{Error, ErrorKind};
use crate::pieces::Pieces;

/// Turns chunks of bytes into values.
pub(crate) trait Decode {
    type Value;
    type Error: From<Error>;

    /// Returns the document to which chunks are added.
    fn pieces(&mut self) -> &mut Pieces;

    /// Returns the next value, or `None` if more chunks are needed or the values have ended.
    fn next_value(&mut self) -> Result<Option<Self::Value>, Self::Error>;

    /// Returns whether the values have ended.
    fn is_ended(&self) -> bool;
}

/// An iterator over the values that a decoder finds in a stream. It ends after the last value, and after an error of the stream.
pub(crate) struct Decoded<D, R> {
    pub(crate) decoder: D,
    stream: R,
    chunk: Vec<u8>,
    has_failed: bool,
}

impl<D, R> Decoded<D, R> {
    const CHUNK_SIZE: usize = 64 << 10;

    pub(crate) fn new(decoder: D, stream: R) -> Self {
        Self { decoder, stream, chunk: vec![0; Self::CHUNK_SIZE], has_failed: false }
    }
}

impl<D: Decode, R: Read> Iterator for Decoded<D, R> {
    type Item = Result<D::Value, D::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.has_failed {
            if let Some(read) = self.decoder.next_value().transpose() {
                return Some(read);
            }
            if self.decoder.is_ended() {
                break;
            }
            match self.stream.read(&mut self.chunk) {
                Ok(0) => self.decoder.pieces().finish(),
                Ok(length) => self.decoder.pieces().feed(self.chunk.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.has_failed = true;
                    return Some(Err(Error::io(error).into()));
                }
            }
        }
        None
    }
}

impl<D: fmt::Debug, R> fmt::Debug for Decoded<D, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { decoder, has_failed, .. } = self;
        f.debug_struct("Decoded").field("decoder", decoder).field("has_failed", has_failed).finish_non_exhaustive()
    }
}

/// Converts `error`, which ended reading, to a `ResponseError`. If no root element has started and the unread input does not start
/// an envelope, returns [`ResponseError::NotSoap`] or the first error in that input instead. Returns `Err(error)` if more bytes are
/// needed to choose the error.
pub(crate) fn classify<F>(pieces: &Pieces, error: Error) -> Result<ResponseError<F>, Error> {
    let ends_too_early = pieces.has_begun() && pieces.unread().is_empty();
    if pieces.has_root() || ends_too_early {
        return Ok(error.into());
    }
    let is_fully_decoded = error.kind() != ErrorKind::Encoding;
    if is_fully_decoded && !pieces.has_received_all() && !NotSoap::is_decided_by([pieces.unread()].into_iter()) {
        return Err(error);
    }
    match go_to_envelope::<ResponseError<F>>(&mut pieces.unread_reader(), is_fully_decoded) {
        Err(ResponseError::NotSoap(not_soap)) => Ok(not_soap.into()),
        Err(ResponseError::Xml(found)) if found.kind() != ErrorKind::Truncated => {
            Ok(pieces.locate_unread(found).into())
        }
        Ok(()) | Err(_) => Ok(error.into()),
    }
}
