//! Reading of long responses item by item, with the index of the response message and of the group that contains each item.

use std::io::Read;
use std::ops::{Deref, DerefMut};

use super::response::{Response, ResponseError};
use super::streamed::{GROUP_LEVEL, GROUPED_ITEM_LEVEL, MESSAGE_LEVEL};
use crate::xml::soap::{self, StreamedOperation};
use crate::xml::{Document, Options};

/// An iterator over the items of a response. The iterator returns each item, together with the deviations in the item, as soon as the
/// last byte of the item has been received.
/// At the end, [`Self::into_rest`] returns the response without the items.
///
/// Memory does not grow with the number of items. A response message of class Error has no items: find the message in the result of
/// `into_rest`. A fault is returned as the last `Err`. Iteration continues after an error in a single item, and stops after XML that
/// is not well-formed.
///
/// ```
/// use ews_types::operations::FindItem;
/// use ews_types::soap::{self, NewResponseMessage};
///
/// # fn answer() -> Vec<u8> {
/// #     use ews_types::{messages::FindItemResponseMessageType, types::*};
/// #     let items = vec![MessageType::default().into(), ContactItemType::default().into()];
/// #     let root_folder = Some(FindItemParentType {
/// #         items_or_groups: ItemsOrGroups::Items(items), ..Default::default()
/// #     });
/// #     let message = FindItemResponseMessageType { root_folder, ..NewResponseMessage::success() };
/// #     soap::answer::<FindItem>(&soap::response_of::<FindItem>([message])).to_vec().unwrap()
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let stream = &answer()[..];
/// let mut items = soap::Items::<FindItem, _>::new(stream);
/// let mut count = 0;
/// for item in &mut items {
///     item?;
///     count += 1;
/// }
/// items.into_rest()?.one()?;
/// assert_eq!(count, 2);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Items<O: StreamedOperation, R>(soap::Items<O, R, Response<O>>);

impl<O: StreamedOperation, R: Read> Items<O, R> {
    /// Creates an iterator that reads the response from `stream`.
    pub fn new(stream: R) -> Self {
        Self(soap::Items::new(stream))
    }

    /// Creates an iterator with options, such as strict mode or other limits.
    pub fn with_options(stream: R, options: Options) -> Self {
        Self(soap::Items::with_options(stream, options))
    }

    /// Returns the index, from 0, of the response message that contains the item returned last.
    pub fn message_index(&self) -> Option<usize> {
        message_index(|level| self.0.index_at(level))
    }

    /// Returns the index, from 0, of the group that contains the item returned last. `None` if items are not grouped.
    pub fn group_index(&self) -> Option<usize> {
        group_index(|level| self.0.index_at(level))
    }

    /// Returns the response without its items. Remaining items are read and dropped.
    ///
    /// # Errors
    /// Fails like [`soap::ItemDecoder::next_item`], and if the iteration has already ended with an error.
    pub fn into_rest(self) -> Result<Response<O>, ResponseError> {
        self.0.into_rest()
    }
}

impl<O: StreamedOperation, R: Read> Iterator for Items<O, R> {
    type Item = Result<Document<O::Item>, ResponseError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// A decoder that returns the same items as [`Items`], but from chunks of bytes, for programs that read without blocking.
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
///         println!("{:?}", change.value);
///     }
/// }
/// decoder.finish();
/// while let Some(change) = decoder.next_item()? {
///     println!("{:?}", change.value);
/// }
/// let rest = decoder.into_rest()?;
/// assert!(rest.body.response_messages.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct ItemDecoder<O: StreamedOperation>(soap::ItemDecoder<O, Response<O>>);

impl<O: StreamedOperation> Default for ItemDecoder<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O: StreamedOperation> ItemDecoder<O> {
    /// Creates a decoder that has not yet received any bytes.
    pub fn new() -> Self {
        Self::with_options(Options::new())
    }

    /// Creates a decoder with options, such as strict mode or other limits.
    pub fn with_options(options: Options) -> Self {
        Self(soap::ItemDecoder::with_options(options))
    }

    /// Returns the index, from 0, of the response message that contains the item decoded last.
    pub fn message_index(&self) -> Option<usize> {
        message_index(|level| self.0.index_at(level))
    }

    /// Returns the index, from 0, of the group that contains the item decoded last. `None` if items are not grouped.
    pub fn group_index(&self) -> Option<usize> {
        group_index(|level| self.0.index_at(level))
    }

    /// Returns the response without its items: the headers, the response codes and all other content outside of the items.
    ///
    /// # Errors
    /// [`next_item`](soap::ItemDecoder::next_item) has not yet returned the end of the response, or has ended with an error.
    pub fn into_rest(self) -> Result<Response<O>, ResponseError> {
        self.0.into_rest()
    }
}

impl<O: StreamedOperation> Deref for ItemDecoder<O> {
    type Target = soap::ItemDecoder<O, Response<O>>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<O: StreamedOperation> DerefMut for ItemDecoder<O> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

fn message_index(index_at: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    index_at(MESSAGE_LEVEL)
}

fn group_index(index_at: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    index_at(GROUPED_ITEM_LEVEL).and_then(|_| index_at(GROUP_LEVEL))
}
