//! Reading in chunks, and comparison with reading the response as a whole.

use std::fmt::Debug;

use ews_types::messages::ResponseMessage;
use ews_types::operations::{FindItem, GetStreamingEvents};
use ews_types::soap::{self, EnvelopeDecoder, InPieces, ItemDecoder, Items, Operation};
use ews_types::types::ItemsOrGroups;
use ews_types::xml::Options;

/// The items and the rest of a response that was read in chunks.
pub(crate) struct Read<O: InPieces> {
    pub(crate) items: Vec<Result<O::Item, String>>,
    /// For each item: the index of the response message and the index of the group that contain it.
    pub(crate) indexes: Vec<(Option<usize>, Option<usize>)>,
    pub(crate) rest: Result<soap::Response<O>, String>,
}

/// Items, each with the index of its message.
pub(crate) type Indexed<O> = Vec<(usize, <O as InPieces>::Item)>;

impl<O: InPieces> Read<O> {
    pub(crate) fn indexed_items(&mut self) -> Indexed<O> {
        let items = std::mem::take(&mut self.items).into_iter().map(Result::unwrap);
        self.indexes.iter().map(|(message, _)| message.unwrap()).zip(items).collect()
    }

    /// Returns the errors that the decoder returned instead of items.
    pub(crate) fn errors(&self) -> Vec<String> {
        self.items.iter().filter_map(|item| item.as_ref().err().cloned()).collect()
    }
}

/// Reads a response in chunks.
pub(crate) fn read<'a, O: InPieces>(chunks: impl IntoIterator<Item = &'a [u8]>, options: Options) -> Read<O> {
    let mut decoder = ItemDecoder::<O>::with_options(options);
    let (mut items, mut indexes) = (Vec::new(), Vec::new());
    let mut take = |decoder: &mut ItemDecoder<O>| {
        while let Some(item) = decoder.next_item().transpose() {
            items.push(item.map(|item| item.value).map_err(|error| error.to_string()));
            indexes.push((decoder.message_index(), decoder.group_index()));
        }
    };
    for chunk in chunks {
        decoder.feed(chunk);
        take(&mut decoder);
    }
    decoder.finish();
    take(&mut decoder);
    assert!(decoder.is_ended());
    Read { items, indexes, rest: decoder.into_rest().map_err(|error| error.to_string()) }
}

/// Calls `check` with the chunks of `bytes`: whole, cut in two at each position, and in chunks of equal size. The second argument of
/// `check` describes the chunks.
pub(crate) fn for_each_cut(bytes: &[u8], mut check: impl FnMut(&mut dyn Iterator<Item = &[u8]>, &str)) {
    check(&mut [bytes].into_iter(), "whole");
    for cut in 0..bytes.len() {
        let (first, second) = bytes.split_at(cut);
        check(&mut [first, second].into_iter(), &format!("cut at {cut}"));
    }
    for size in [1, 2, 7, 64] {
        check(&mut bytes.chunks(size), &format!("chunks of {size}"));
    }
}

/// Checks that reading in chunks gives the same `count` items, rest, deviations and positions as reading the response as a whole, in
/// UTF-8 and in UTF-16. `take` removes the items from a response that was read as a whole.
#[track_caller]
pub(crate) fn check<O: InPieces>(text: &str, count: usize, take: fn(&mut O::Response) -> Indexed<O>)
where
    O::Item: Debug + PartialEq,
{
    let mut whole = soap::response::<O>(text.as_bytes()).unwrap();
    let expected = take(&mut whole.body);
    assert_eq!(expected.len(), count, "{text}");
    let deviations = |response: &soap::Response<O>| -> Vec<String> {
        response.deviations.iter().map(|deviation| format!("{deviation} {:?}", deviation.position)).collect()
    };
    let check = |mut read: Read<O>, chunks: &str| {
        assert_eq!(read.indexed_items(), expected, "{chunks}");
        let rest = read.rest.unwrap();
        assert_eq!(rest.headers, whole.headers, "{chunks}");
        assert_eq!(rest.body, whole.body, "{chunks}");
        assert_eq!(deviations(&rest), deviations(&whole), "{chunks}");
    };
    for_each_cut(text.as_bytes(), |chunks, name| check(read::<O>(chunks, Options::new()), name));
    let with_mark = format!("\u{FEFF}{text}");
    let utf16: Vec<u8> = with_mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16_without_mark: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [with_mark.as_bytes(), &utf16, &utf16_without_mark] {
        for size in [1, 2, 3, 61, bytes.len()] {
            check(read::<O>(bytes.chunks(size), Options::new()), &format!("chunks of {size}, encoded"));
        }
    }
    let mut items = Items::<O, _>::new(text.as_bytes());
    let found: Vec<_> = (&mut items).map(|item| item.unwrap().value).collect();
    assert_eq!(found, expected.into_iter().map(|(_, item)| item).collect::<Vec<_>>());
    assert_eq!(items.into_rest().unwrap().body, whole.body);
}

pub(crate) fn with_index<T>(index: usize, items: Vec<T>) -> impl Iterator<Item = (usize, T)> {
    items.into_iter().map(move |item| (index, item))
}

/// Removes the items from a response to FindItem.
pub(crate) fn take_found(response: &mut <FindItem as Operation>::Response) -> Indexed<FindItem> {
    let mut found = Vec::new();
    for (index, message) in response.response_messages.iter_mut().enumerate() {
        let ResponseMessage::FindItemResponseMessage(message) = message else { continue };
        let Some(folder) = &mut message.root_folder else { continue };
        match &mut folder.items_or_groups {
            ItemsOrGroups::Items(items) => found.extend(with_index(index, std::mem::take(items))),
            ItemsOrGroups::Groups(groups) => {
                found.extend(groups.iter_mut().flat_map(|group| with_index(index, std::mem::take(&mut group.items))));
            }
            ItemsOrGroups::Unknown(_) => {}
        }
    }
    found
}

/// Checks that reading in chunks gives `count` items, and then the same error as reading the response as a whole, and no rest.
/// `expected` is the beginning of the error.
#[track_caller]
pub(crate) fn check_error<O: InPieces>(bytes: &[u8], options: Options, count: usize, expected: &str) {
    let whole = soap::response_with::<O>(bytes, options).map(|response| response.body).unwrap_err().to_string();
    assert!(whole.starts_with(expected), "{whole}");
    check_error_in_chunks::<O>(bytes, options, count, &whole);
}

/// Checks that reading in chunks gives `count` items, and then an error that begins with `expected`, and no rest.
#[track_caller]
pub(crate) fn check_error_in_chunks<O: InPieces>(bytes: &[u8], options: Options, count: usize, expected: &str) {
    for_each_cut(bytes, |chunks, name| {
        let read = read::<O>(chunks, options);
        let items = read.items.iter().filter(|item| item.is_ok()).count();
        assert_eq!((read.errors(), items), (vec![expected.to_owned()], count), "{name}");
        assert!(read.rest.is_err(), "{name}");
    });
}

/// Reads the envelopes of a connection. Returns the number of response messages in each, or its error.
pub(crate) fn read_envelopes(chunks: &mut dyn Iterator<Item = &[u8]>) -> Vec<Result<usize, String>> {
    let mut decoder = EnvelopeDecoder::<GetStreamingEvents>::new();
    let mut found = Vec::new();
    let mut take = |decoder: &mut EnvelopeDecoder<GetStreamingEvents>| {
        while let Some(envelope) = decoder.next_envelope().transpose() {
            found.push(envelope.map(|read| read.body.response_messages.len()).map_err(|error| error.to_string()));
        }
    };
    for chunk in chunks {
        decoder.feed(chunk);
        take(&mut decoder);
    }
    decoder.finish();
    take(&mut decoder);
    assert!(decoder.is_ended());
    found
}
