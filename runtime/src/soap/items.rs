//! Long responses, item by item.

use std::io::Read;
use std::marker::PhantomData;

use super::chunks::{Decode, Decoded};
use super::error::ResponseError;
use super::not_soap::NotSoap;
use super::response::{Response, ServiceResponse, into_response, namespaces, read_response};
use super::streamed::StreamedOperation;
use crate::documents::Document;
use crate::engine::element::GlobalElement as _;
use crate::error::Error;
use crate::options::Options;
use crate::pieces::Pieces;
use crate::reader::Reader;

/// An iterator over the items of a response. It returns an item, with its deviations, as soon as the last byte of the item has
/// been received. At the end, [`Self::into_rest`] returns the response without the items.
///
/// Memory does not grow with the number of items. A fault is the last error that the iterator returns. Iteration continues after an
/// error in a single item. It stops after XML that is not well-formed, an item longer than [`Options::max_piece`], or a failure of
/// the stream.
///
/// Items are returned before the end of the enclosing response message has been received. If that message turns out to lack
/// something required, [`Self::into_rest`] returns the same as [`response`](super::response()), but without the items: an unknown
/// message, or an error.
///
/// Otherwise, values, deviations and errors are the same as with [`response`](super::response()), which returns only the first
/// error in the document. Limits differ, because items are not kept in memory: [`Options::max_memory`] and the limits of the number
/// of foreign namespaces and of the total length of deviations apply to each item separately. [`Options::max_piece`] applies in
/// addition.
#[derive(Debug)]
pub struct Items<O: StreamedOperation, R, A = Response<O>>(Decoded<ItemDecoder<O, A>, R>);

impl<O: StreamedOperation, R: Read, A: ServiceResponse<O>> Items<O, R, A> {
    /// Reads from a stream.
    pub fn new(stream: R) -> Self {
        Self::with_options(stream, Options::new())
    }

    /// Reads from a stream, in strict mode or with other limits.
    pub fn with_options(stream: R, options: Options) -> Self {
        Self(Decoded::new(ItemDecoder::with_options(options), stream))
    }

    /// Returns the index of the most recent item among its siblings, or of an element around this item: see [`ItemDecoder::index_at`].
    pub fn index_at(&self, level: usize) -> Option<usize> {
        self.0.decoder.index_at(level)
    }

    /// Returns the response without its items. Remaining items are read and dropped.
    ///
    /// # Errors
    /// Fails like [`ItemDecoder::next_item`], and if the iteration has already ended with an error.
    pub fn into_rest(mut self) -> Result<A, ResponseError<A::Fault>> {
        for item in &mut self {
            item?;
        }
        self.0.decoder.into_rest()
    }
}

impl<O: StreamedOperation, R: Read, A: ServiceResponse<O>> Iterator for Items<O, R, A> {
    type Item = Result<Document<O::Item>, ResponseError<A::Fault>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// Decodes the same items as [`Items`] from chunks of bytes, for programs that read without blocking.
#[derive(Debug)]
pub struct ItemDecoder<O: StreamedOperation, A = Response<O>> {
    pieces: Pieces,
    state: State<A>,
    operation: PhantomData<O>,
}

#[derive(Debug)]
enum State<A> {
    Reading,
    /// An error that may become [`NotSoap`](super::NotSoap) when more bytes have been received.
    Undecided(Error),
    /// The response without the items, after its end has been reached.
    Rest(Box<A>),
    Failed,
}

impl<O: StreamedOperation, A: ServiceResponse<O>> Default for ItemDecoder<O, A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O: StreamedOperation, A: ServiceResponse<O>> ItemDecoder<O, A> {
    /// Creates a decoder.
    pub fn new() -> Self {
        Self::with_options(Options::new())
    }

    /// Creates a decoder in strict mode or with other limits.
    pub fn with_options(options: Options) -> Self {
        Self {
            pieces: Pieces::of_envelope::<O::Response>(&namespaces::<O, A>(), O::PATHS, is_alias::<O, A>, options),
            state: State::Reading,
            operation: PhantomData,
        }
    }

    /// Adds a chunk, which may end anywhere.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.pieces.feed(bytes);
    }

    /// Ends the input: there are no more chunks. Call [`Self::next_item`] afterwards, which reads the end of the response.
    pub fn finish(&mut self) {
        self.pieces.finish();
    }

    /// Returns the next item with its deviations, or `None` if more chunks are needed or the items have ended.
    ///
    /// # Errors
    /// Fails like [`response`](super::response()). Faults, and errors outside of the items, are returned after the last item.
    pub fn next_item(&mut self) -> Result<Option<Document<O::Item>>, ResponseError<A::Fault>> {
        self.read().map_err(|error| error.with_url_path(A::URL_PATH))
    }

    /// Returns the index of the most recent item among its siblings, or the index of an element around this item. `level` is the
    /// number of elements around the element in question. The envelope, with level 0, has no index.
    pub fn index_at(&self, level: usize) -> Option<usize> {
        self.pieces.index_at(level)
    }

    /// Returns whether no further item can follow.
    pub fn is_ended(&self) -> bool {
        matches!(self.state, State::Rest(_) | State::Failed)
    }

    /// Returns the response without its items: the headers, and everything else outside of the items.
    ///
    /// # Errors
    /// [`Self::next_item`] has not reached the end, or the items have ended with an error.
    pub fn into_rest(self) -> Result<A, ResponseError<A::Fault>> {
        match self.state {
            State::Rest(rest) => Ok(*rest),
            _ => Err(self.pieces.not_ended().into()),
        }
    }

    fn read(&mut self) -> Result<Option<Document<O::Item>>, ResponseError<A::Fault>> {
        let read = match std::mem::replace(&mut self.state, State::Reading) {
            State::Reading => self.pieces.next_choice(),
            State::Undecided(error) => Err(error),
            ended => {
                self.state = ended;
                return Ok(None);
            }
        };
        match read {
            Ok(None) if self.pieces.is_ended() => {
                self.state = State::Failed;
                let rest = self.pieces.read_rest(|reader| read_response::<O, A>(reader, None))?;
                self.state = State::Rest(Box::new(into_response::<O, A>(rest)?));
                Ok(None)
            }
            Ok(item) => Ok(item),
            Err(error) if !self.pieces.has_root() && !self.is_decided() => {
                self.state = State::Undecided(error);
                Ok(None)
            }
            Err(error) if self.pieces.is_ended() => {
                self.state = State::Failed;
                Err(self.pieces.first_error(error, read_response::<O, A>))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Returns whether enough bytes have been received to choose the error of a document without a root element.
    fn is_decided(&self) -> bool {
        self.pieces.has_received_all() || NotSoap::is_decided_by(self.pieces.start().into_iter())
    }
}

fn is_alias<O: StreamedOperation, A: ServiceResponse<O>>(reader: &Reader<'_>) -> bool {
    A::is_alias(reader, O::Response::ROW)
}

impl<O: StreamedOperation, A: ServiceResponse<O>> Decode for ItemDecoder<O, A> {
    type Value = Document<O::Item>;
    type Error = ResponseError<A::Fault>;

    fn pieces(&mut self) -> &mut Pieces {
        &mut self.pieces
    }

    fn next_value(&mut self) -> Result<Option<Document<O::Item>>, Self::Error> {
        self.next_item()
    }

    fn is_ended(&self) -> bool {
        self.is_ended()
    }
}
