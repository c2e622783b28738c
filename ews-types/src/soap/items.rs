//! Long answers, item by item.

use std::io::Read;

use super::chunks::{Decode, Decoded, no_envelope};
use super::error::ResponseError;
use super::in_pieces::InPieces;
use super::response::{Response, response_of};
use crate::namespaces::NAMESPACES;
use crate::xml::{self, Options, Pieces};

/// The items of an answer, each as soon as it has come; then [`Self::into_rest`] gives the answer without them.
///
/// Memory does not grow with the number of items. A response message that says Error has no items, and is found in the rest.
/// A fault is an error of the last step. Behind an error that is about one item alone, the iteration goes on with the next one;
/// behind what is no well-formed XML it ends.
///
/// ```
/// use ews_types::operations::FindItem;
/// use ews_types::soap::{self, AnyResponseMessage as _};
///
/// # fn answer() -> Vec<u8> {
/// #     use ews_types::{messages::FindItemResponseMessageType, types::*};
/// #     let items = vec![MessageType::default().into(), ContactItemType::default().into()];
/// #     let mut message = FindItemResponseMessageType::default();
/// #     message.response_class = "Success".into();
/// #     message.root_folder = Some(FindItemParentType {
/// #         items_or_groups: FindItemParentItemsOrGroups::Items(items), ..Default::default()
/// #     });
/// #     let mut answer = ews_types::messages::elements::FindItemResponse::default();
/// #     answer.response_messages.push(message.into());
/// #     soap::answer::<FindItem>(&answer).to_vec().unwrap()
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let stream = &answer()[..];
/// let mut items = soap::Items::<FindItem, _>::new(stream);
/// let mut count = 0;
/// for item in &mut items {
///     item?;
///     count += 1;
/// }
/// let rest = items.into_rest()?;
/// for message in &rest.body.response_messages {
///     message.result()?;
/// }
/// assert_eq!(count, 2);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Items<O: InPieces, R>(Decoded<ItemDecoder<O>, R>);

impl<O: InPieces, R: Read> Items<O, R> {
    /// Reads from a stream.
    pub fn new(stream: R) -> Self {
        Self::with_options(stream, Options::new())
    }

    /// Reads in strict mode or within other limits.
    pub fn with_options(stream: R, options: Options) -> Self {
        Self(Decoded::new(ItemDecoder::with_options(options), stream))
    }

    /// As [`ItemDecoder::message_index`].
    pub fn message_index(&self) -> Option<usize> {
        self.0.decoder.message_index()
    }

    /// As [`ItemDecoder::group_index`].
    pub fn group_index(&self) -> Option<usize> {
        self.0.decoder.group_index()
    }

    /// The answer without its items. Items that have not been taken are read and dropped.
    ///
    /// # Errors
    /// As [`ItemDecoder::next_item`]; the iteration has ended with an error before.
    pub fn into_rest(mut self) -> Result<Response<O>, ResponseError> {
        for item in &mut self {
            item?;
        }
        self.0.decoder.into_rest()
    }
}

impl<O: InPieces, R: Read> Iterator for Items<O, R> {
    type Item = Result<O::Item, ResponseError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// What [`Items`] does, for chunks of bytes from wherever.
///
/// ```
/// use ews_types::operations::SyncFolderItems;
/// use ews_types::soap::{ItemDecoder, ResponseError};
///
/// # fn main() -> Result<(), ResponseError> {
/// # let answer = ews_types::soap::answer::<SyncFolderItems>(&Default::default()).to_vec().unwrap();
/// let mut decoder = ItemDecoder::<SyncFolderItems>::new();
/// for chunk in answer.chunks(100) {
///     decoder.feed(chunk);
///     while let Some(change) = decoder.next_item()? {
///         println!("{change:?}");
///     }
/// }
/// decoder.finish();
/// while let Some(change) = decoder.next_item()? {
///     println!("{change:?}");
/// }
/// let rest = decoder.into_rest()?;
/// assert!(rest.body.response_messages.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct ItemDecoder<O: InPieces> {
    pieces: Pieces,
    state: State<O>,
}

#[derive(Debug)]
enum State<O: InPieces> {
    Reading,
    /// Something is wrong, though it takes more bytes to tell what they are instead of an envelope.
    Held(xml::Error),
    Rest(Box<Response<O>>),
    Failed,
}

/// Which element around an item, the envelope being 0, is its response message.
const MESSAGE: usize = 4;

/// Which one is its group, and which is the item itself then.
const GROUP: usize = 7;
const GROUPED: usize = 9;

impl<O: InPieces> Default for ItemDecoder<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O: InPieces> ItemDecoder<O> {
    /// Waits for the answer.
    pub fn new() -> Self {
        Self::with_options(Options::new())
    }

    /// Reads in strict mode or within other limits.
    pub fn with_options(options: Options) -> Self {
        Self { pieces: Pieces::new(NAMESPACES, O::PATHS, options), state: State::Reading }
    }

    /// Takes in a chunk, cut anywhere.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.pieces.feed(bytes);
    }

    /// Says that there is nothing more to feed. [`Self::next_item`] is due once more.
    pub fn finish(&mut self) {
        self.pieces.finish();
    }

    /// The next item; `None` until more is fed, and when there is none any more.
    ///
    /// # Errors
    /// As [`response`](super::response). A fault is told when the answer has been read to its end, as everything is that is
    /// wrong with what is outside of items.
    pub fn next_item(&mut self) -> Result<Option<O::Item>, ResponseError> {
        let read = match std::mem::replace(&mut self.state, State::Reading) {
            State::Reading => self.pieces.next_choice(),
            State::Held(error) => Err(error),
            ended @ (State::Rest(_) | State::Failed) => {
                self.state = ended;
                return Ok(None);
            }
        };
        match read {
            Ok(None) if self.pieces.is_ended() => {
                self.state = State::Failed;
                self.state = State::Rest(Box::new(self.read_rest()?));
                Ok(None)
            }
            Ok(item) => Ok(item),
            Err(error) => match no_envelope(&self.pieces, error) {
                Ok(error) => {
                    if self.pieces.is_ended() {
                        self.state = State::Failed;
                    }
                    Err(error)
                }
                Err(error) => {
                    self.state = State::Held(error);
                    Ok(None)
                }
            },
        }
    }

    /// Which response message, from 0, the last item belongs to.
    pub fn message_index(&self) -> Option<usize> {
        self.pieces.index_at(MESSAGE)
    }

    /// Which group, from 0, the last item belongs to, if items are grouped.
    pub fn group_index(&self) -> Option<usize> {
        self.pieces.index_at(GROUPED).and_then(|_| self.pieces.index_at(GROUP))
    }

    /// Whether no item will come any more, however much is fed.
    pub fn is_ended(&self) -> bool {
        matches!(self.state, State::Rest(_) | State::Failed)
    }

    /// The answer without its items: headers, response codes and whatever else.
    ///
    /// # Errors
    /// [`Self::next_item`] has not come to the end, or has ended with an error.
    pub fn into_rest(self) -> Result<Response<O>, ResponseError> {
        match self.state {
            State::Rest(rest) => Ok(*rest),
            _ => Err(self.pieces.not_ended().into()),
        }
    }

    fn read_rest(&self) -> Result<Response<O>, ResponseError> {
        match response_of::<O>(self.pieces.rest_reader()) {
            Ok(mut rest) => {
                rest.deviations = self.pieces.all_deviations(rest.deviations);
                Ok(rest)
            }
            Err(ResponseError::Xml(error)) => Err(self.pieces.locate_in_rest(error).into()),
            Err(other) => Err(other),
        }
    }
}

impl<O: InPieces> Decode for ItemDecoder<O> {
    type Value = O::Item;

    fn feed(&mut self, bytes: &[u8]) {
        self.feed(bytes);
    }

    fn finish(&mut self) {
        self.finish();
    }

    fn next_value(&mut self) -> Result<Option<O::Item>, ResponseError> {
        self.next_item()
    }

    fn is_ended(&self) -> bool {
        self.is_ended()
    }
}
