//! What reading in chunks has in common, whatever is read.

use std::io::{self, Read};

use super::envelope::to_root;
use super::error::{NotSoap, ResponseError};
use crate::namespaces::NAMESPACES;
use crate::xml::{self, ErrorKind, Options, Pieces, Reader};

/// Bytes of a stream.
#[derive(Debug)]
pub(crate) struct Chunks<R> {
    stream: R,
    chunk: Vec<u8>,
}

impl<R: Read> Chunks<R> {
    const SIZE: usize = 64 << 10;

    pub(crate) fn new(stream: R) -> Self {
        Self { stream, chunk: vec![0; Self::SIZE] }
    }

    /// Some more bytes; none at the end.
    pub(crate) fn next_chunk(&mut self) -> Result<&[u8], ResponseError> {
        loop {
            match self.stream.read(&mut self.chunk) {
                Ok(length) => return Ok(self.chunk.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(xml::Error::io(error).into()),
            }
        }
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
