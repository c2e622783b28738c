//! What reading in chunks has in common, whatever is read: the stream, and what is no envelope.

use std::fmt;
use std::io::{self, Read};

use super::envelope::to_root;
use super::error::{NotSoap, ResponseError};
use crate::namespaces::NAMESPACES;
use crate::xml::{self, ErrorKind, Options, Pieces, Reader};

/// Takes in chunks of bytes and gives out values.
pub(crate) trait Decode {
    type Value;

    fn feed(&mut self, bytes: &[u8]);

    fn finish(&mut self);

    /// The next value; `None` until more is fed, and when there is none any more.
    fn next_value(&mut self) -> Result<Option<Self::Value>, ResponseError>;

    fn is_ended(&self) -> bool;
}

/// The values that a decoder makes of a stream. Behind a failure of the stream there are none.
pub(crate) struct Decoded<D, R> {
    pub(crate) decoder: D,
    stream: R,
    chunk: Vec<u8>,
    has_failed: bool,
}

impl<D, R> Decoded<D, R> {
    const CHUNK: usize = 64 << 10;

    pub(crate) fn new(decoder: D, stream: R) -> Self {
        Self { decoder, stream, chunk: vec![0; Self::CHUNK], has_failed: false }
    }
}

impl<D: Decode, R: Read> Iterator for Decoded<D, R> {
    type Item = Result<D::Value, ResponseError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.has_failed {
            if let Some(read) = self.decoder.next_value().transpose() {
                return Some(read);
            }
            if self.decoder.is_ended() {
                break;
            }
            match self.stream.read(&mut self.chunk) {
                Ok(0) => self.decoder.finish(),
                Ok(length) => self.decoder.feed(self.chunk.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.has_failed = true;
                    return Some(Err(xml::Error::io(error).into()));
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

/// What is wrong where an envelope should begin; the error itself until enough has come to tell.
pub(crate) fn no_envelope(pieces: &Pieces, error: xml::Error) -> Result<ResponseError, xml::Error> {
    let ends_too_early = pieces.has_begun() && pieces.unread().is_empty();
    if pieces.has_root() || ends_too_early {
        return Ok(error.into());
    }
    if error.kind() == ErrorKind::Encoding {
        return Ok(NotSoap::binary().into());
    }
    if !pieces.is_all_there() {
        return Err(error);
    }
    let text = pieces.unread();
    if let Some(not_soap) = NotSoap::at_first_sight(text) {
        return Ok(not_soap.into());
    }
    match to_root::<ResponseError>(&mut Reader::new(text, NAMESPACES, Options::new())) {
        Err(ResponseError::NotSoap(not_soap)) => Ok(not_soap.into()),
        _ => Ok(error.into()),
    }
}
