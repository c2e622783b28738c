//! Answers that come in chunks: whatever the chunks, what is read is what [`soap::response`] reads of the whole.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fmt::Debug;

use ews_types::messages::{FindItemResponseMessageType, ItemInfoResponseMessageType, ResponseMessage};
use ews_types::operations::{
    ExportItems, FindFolder, FindItem, GetAttachment, GetItem, GetStreamingEvents, SyncFolderHierarchy, SyncFolderItems,
};
use ews_types::soap::{
    self, AnyResponseMessage as _, EnvelopeDecoder, Envelopes, Found, InPieces, ItemDecoder, Items, Operation,
    ResponseError,
};
use ews_types::types::{FindItemParentItemsOrGroups, RealItem};
use ews_types::xml::{Choice, ErrorKind, Options};

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const M: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
const T: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// An envelope with everything that may stand between tags.
fn envelope(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- <s:Body> -->\n<s:Envelope xmlns:s=\"{SOAP}\"><s:Header>\
         <h:ServerVersionInfo MajorVersion=\"15\" Version='a>b' xmlns:h=\"{T}\"/></s:Header>\r\n \
         <s:Body xmlns:m=\"{M}\" xmlns:t=\"{T}\">{body}</s:Body></s:Envelope>\n"
    )
}

/// A response message with what stands behind its code.
fn message(operation: &str, content: &str) -> String {
    format!(
        "<m:{operation}ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>{content}\
         </m:{operation}ResponseMessage>"
    )
}

fn answer(operation: &str, messages: &str) -> String {
    envelope(&format!(
        "<m:{operation}Response><m:ResponseMessages>\n{messages}\n</m:ResponseMessages></m:{operation}Response>"
    ))
}

fn find_item(items: &str) -> String {
    let folder = format!("<m:RootFolder TotalItemsInView=\"3\"><t:Items>{items}</t:Items></m:RootFolder>");
    answer("FindItem", &message("FindItem", &folder))
}

/// What was read in chunks.
struct Read<O: InPieces> {
    items: Vec<(Option<usize>, Option<usize>, Result<O::Item, String>)>,
    rest: Result<soap::Response<O>, String>,
}

fn read<'a, O: InPieces>(chunks: impl IntoIterator<Item = &'a [u8]>, options: Options) -> Read<O> {
    let mut decoder = ItemDecoder::<O>::with_options(options);
    let mut items = Vec::new();
    let mut take = |decoder: &mut ItemDecoder<O>| {
        while let Some(item) = decoder.next_item().transpose() {
            items.push((decoder.message_index(), decoder.group_index(), item.map_err(|error| error.to_string())));
        }
    };
    for chunk in chunks {
        decoder.feed(chunk);
        take(&mut decoder);
    }
    decoder.finish();
    take(&mut decoder);
    assert!(decoder.is_ended());
    Read { items, rest: decoder.into_rest().map_err(|error| error.to_string()) }
}

/// Cuts bytes in two everywhere, and into single bytes, and into halves of everything.
fn each_cut(bytes: &[u8], mut check: impl FnMut(&mut dyn Iterator<Item = &[u8]>, &str)) {
    check(&mut [bytes].into_iter(), "whole");
    for cut in 0..bytes.len() {
        let (first, second) = bytes.split_at(cut);
        check(&mut [first, second].into_iter(), &format!("cut at {cut}"));
    }
    for size in [1, 2, 7, 64] {
        check(&mut bytes.chunks(size), &format!("chunks of {size}"));
    }
}

/// The items and the rest are what a reader of the whole finds, to the places of what was tolerated. `take` takes the items out
/// of an answer, each with the index of its message.
fn check<O: InPieces>(text: &str, count: usize, take: fn(&mut O::Response) -> Vec<(usize, O::Item)>)
where
    O::Item: Debug + PartialEq,
{
    let mut whole = soap::response::<O>(text.as_bytes()).unwrap();
    let expected = take(&mut whole.body);
    assert_eq!(expected.len(), count, "{text}");
    let utf16: Vec<u8> =
        "\u{FEFF}".chars().chain(text.chars()).collect::<String>().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bare_utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = format!("\u{FEFF}{text}");
    let check = |read: Read<O>, how: &str| {
        let found: Vec<_> = read.items.into_iter().map(|(index, _, item)| (index.unwrap(), item.unwrap())).collect();
        assert_eq!(found, expected, "{how}");
        let rest = read.rest.unwrap();
        assert_eq!(rest.headers, whole.headers, "{how}");
        assert_eq!(rest.body, whole.body, "{how}");
        let deviations = |response: &soap::Response<O>| -> Vec<String> {
            response.deviations.iter().map(|deviation| format!("{deviation} {:?}", deviation.position)).collect()
        };
        assert_eq!(deviations(&rest), deviations(&whole), "{how}");
    };
    each_cut(text.as_bytes(), |chunks, how| check(read::<O>(chunks, Options::new()), how));
    for bytes in [marked.as_bytes(), &utf16, &bare_utf16] {
        for size in [1, 2, 3, 61, bytes.len()] {
            check(read::<O>(bytes.chunks(size), Options::new()), &format!("chunks of {size}, encoded"));
        }
    }
    let mut items = Items::<O, _>::new(text.as_bytes());
    let found: Vec<_> = (&mut items).map(Result::unwrap).collect();
    assert_eq!(found, expected.into_iter().map(|(_, item)| item).collect::<Vec<_>>());
    assert_eq!(items.into_rest().unwrap().body, whole.body);
}

fn indexed<T>(index: usize, items: Vec<T>) -> impl Iterator<Item = (usize, T)> {
    items.into_iter().map(move |item| (index, item))
}

fn take_found(answer: &mut <FindItem as Operation>::Response) -> Vec<(usize, RealItem)> {
    let mut found = Vec::new();
    for (index, message) in answer.response_messages.iter_mut().enumerate() {
        let ResponseMessage::FindItemResponseMessage(message) = message else { panic!() };
        let Some(folder) = &mut message.root_folder else { continue };
        match &mut folder.items_or_groups {
            FindItemParentItemsOrGroups::Items(items) => found.extend(indexed(index, std::mem::take(items))),
            FindItemParentItemsOrGroups::Groups(groups) => {
                found.extend(groups.iter_mut().flat_map(|group| indexed(index, std::mem::take(&mut group.items))));
            }
        }
    }
    found
}

#[test]
fn found_items() {
    let check = |items: &str, count| check::<FindItem>(&find_item(items), count, take_found);
    check("", 0);
    check(" \n ", 0);
    check("<t:Message/>", 1);
    check("<t:Message/><t:Contact /><t:Task></t:Task >", 3);
    check(" <t:Message><t:Subject>a &lt; b ü\u{1F600}</t:Subject>\n<t:Size>12</t:Size></t:Message>\n\t<t:Item/> ", 2);
    // What looks like tags, between and inside of items.
    check(
        "<!-- <t:Message> --><?p <t:Message>?><t:Message><!-- </t:Message> --><t:Subject><![CDATA[</t:Message>]]>\
         <?q </t:Message>?></t:Subject></t:Message><!-- </t:Items> --><t:Message \n/><?p </t:Items>?>",
        2,
    );
    check("<t:Message><t:ItemId Id='a>\"b' ChangeKey=\"/t:Message>'\"/></t:Message>", 1);
    // The same names inside of a piece.
    check(
        "<t:Message><t:Message><t:Message/></t:Message><t:Items><t:Message/></t:Items></t:Message><t:Items/><t:Message/>",
        2,
    );
    // Prefixes that mean something else in the piece.
    check(
        &format!(
            "<x:Message xmlns:x=\"{T}\"><x:Size>1</x:Size><t:Size xmlns:t='urn:t'>2</t:Size></x:Message><Message xmlns='{T}'/>"
        ),
        2,
    );
    check("<t:Message xmlns:t='urn:other'/><t:Message/>", 1);
    // No namespace, a namespace of another spelling, text that does not belong.
    check("<Message><t:Size>1</t:Size></Message>text <t:Message/> &amp; more", 2);
    check(
        "<t:Message xmlns:t='https://schemas.microsoft.com/exchange/services/2006/types'><t:Size>x</t:Size></t:Message>\
         <u:Message/>",
        1,
    );
}

#[test]
fn what_is_around_items() {
    let twins = find_item("<t:Message/>").replace("xmlns:t=\"http:", "xmlns:t=\"https:");
    check::<FindItem>(&twins, 1, take_found);
    let undeclared = find_item("<Message><Size>1</Size></Message>").replace("<t:", "<").replace("</t:", "</");
    check::<FindItem>(&undeclared, 1, take_found);
    let default = find_item("<t:Message/>").replace("<m:", "<").replace("</m:", "</").replace("xmlns:m=", "xmlns=");
    check::<FindItem>(&default, 1, take_found);
    let messages = [
        message("FindItem", "<m:RootFolder TotalItemsInView='x'><t:Items><t:Message/></t:Items></m:RootFolder>"),
        "<m:FindItemResponseMessage ResponseClass=\"Error\"><m:MessageText>No.</m:MessageText>\
         <m:ResponseCode>ErrorAccessDenied</m:ResponseCode></m:FindItemResponseMessage>"
            .to_owned(),
        message("FindItem", "<m:Unknown/><m:RootFolder><t:Items/></m:RootFolder><m:Last>&#x41;</m:Last>"),
        message("FindItem", "<m:RootFolder><t:Items>\n<t:Task/> <t:Item/>\n</t:Items></m:RootFolder>"),
    ];
    check::<FindItem>(&answer("FindItem", &messages.concat()), 3, take_found);
}

#[test]
fn grouped_items() {
    let group = |index: &str, items: &str| {
        format!("<t:GroupedItems><t:GroupIndex>{index}</t:GroupIndex><t:Items>{items}</t:Items></t:GroupedItems>")
    };
    let groups = [group("a", "<t:Message/><t:Task/>"), group("b", ""), group("c", "<t:Item/>")].concat();
    let folder = format!("<m:RootFolder><t:Groups>{groups}</t:Groups></m:RootFolder>");
    let text = answer("FindItem", &message("FindItem", &folder));
    check::<FindItem>(&text, 3, take_found);
    let places = |text: &str| -> Vec<_> {
        read::<FindItem>([text.as_bytes()], Options::new()).items.iter().map(|item| (item.0, item.1)).collect()
    };
    assert_eq!(places(&text), [(Some(0), Some(0)), (Some(0), Some(0)), (Some(0), Some(2))]);
    assert_eq!(places(&find_item("<t:Message/>")), [(Some(0), None)]);
}

#[test]
fn other_operations() {
    fn take<T>(
        messages: &mut [ResponseMessage],
        list: fn(&mut ResponseMessage) -> Option<&mut Vec<T>>,
    ) -> Vec<(usize, T)> {
        let lists = messages.iter_mut().enumerate();
        lists
            .flat_map(|(index, message)| indexed(index, list(message).map(std::mem::take).unwrap_or_default()))
            .collect()
    }
    let item = message("GetItem", "<m:Items><t:Message><t:Size>1</t:Size></t:Message></m:Items>");
    let error = "<m:GetItemResponseMessage ResponseClass='Error'><m:ResponseCode>ErrorItemNotFound</m:ResponseCode>\
                 <m:Items/></m:GetItemResponseMessage>";
    check::<GetItem>(&answer("GetItem", &[&item, error, &item].concat()), 2, |answer| {
        take(&mut answer.response_messages, |message| match message {
            ResponseMessage::GetItemResponseMessage(message) => message.items.as_mut(),
            _ => None,
        })
    });
    let changes = "<m:SyncState>H4s=</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes>\
                   <t:Create><t:Message/></t:Create><t:Delete><t:ItemId Id='a'/></t:Delete></m:Changes>";
    check::<SyncFolderItems>(&answer("SyncFolderItems", &message("SyncFolderItems", changes)), 2, |answer| {
        take(&mut answer.response_messages, |message| match message {
            ResponseMessage::SyncFolderItemsResponseMessage(message) => message.changes.as_mut(),
            _ => None,
        })
    });
    let changes = "<m:SyncState>H4s=</m:SyncState><m:Changes><t:Delete><t:FolderId Id='a'/></t:Delete></m:Changes>";
    check::<SyncFolderHierarchy>(
        &answer("SyncFolderHierarchy", &message("SyncFolderHierarchy", changes)),
        1,
        |answer| {
            take(&mut answer.response_messages, |message| match message {
                ResponseMessage::SyncFolderHierarchyResponseMessage(message) => message.changes.as_mut(),
                _ => None,
            })
        },
    );
    let folders = "<m:RootFolder><t:Folders><t:Folder/><t:SearchFolder/></t:Folders></m:RootFolder>";
    check::<FindFolder>(&answer("FindFolder", &message("FindFolder", folders)), 2, |answer| {
        take(&mut answer.response_messages, |message| match message {
            ResponseMessage::FindFolderResponseMessage(message) => message.root_folder.as_mut()?.folders.as_mut(),
            _ => None,
        })
    });
    let files = "<m:Attachments><t:FileAttachment><t:Content>AQID</t:Content></t:FileAttachment></m:Attachments>";
    check::<GetAttachment>(&answer("GetAttachment", &message("GetAttachment", files)), 1, |answer| {
        take(&mut answer.response_messages, |message| match message {
            ResponseMessage::GetAttachmentResponseMessage(message) => message.attachments.as_mut(),
            _ => None,
        })
    });
    let data = message("ExportItems", "<m:ItemId Id='a'/><m:Data>AQID</m:Data>");
    check::<ExportItems>(&answer("ExportItems", &data.repeat(2)), 2, |answer| {
        std::mem::take(&mut answer.response_messages).into_iter().enumerate().collect()
    });
}

/// The first of the errors is that of the whole, in the same words at the same place, however it is cut; `count` items are read
/// all the same.
fn check_errors<O: InPieces>(bytes: &[u8], options: Options, count: usize, errors: &[&str]) {
    let whole = soap::response_with::<O>(bytes, options).map(|answer| answer.body).unwrap_err();
    assert_eq!([whole.to_string().as_str()], errors[..1]);
    check_errors_in_pieces::<O>(bytes, options, count, errors);
}

fn check_errors_in_pieces<O: InPieces>(bytes: &[u8], options: Options, count: usize, errors: &[&str]) {
    each_cut(bytes, |chunks, how| {
        let read = read::<O>(chunks, options);
        let items = read.items.iter().filter(|(_, _, item)| item.is_ok()).count();
        let found: Vec<String> = read.items.into_iter().filter_map(|(_, _, item)| item.err()).collect();
        assert_eq!((found.as_slice(), items), (errors.iter().map(|error| (*error).to_owned()).collect::<Vec<_>>().as_slice(), count), "{how}");
    });
}

#[test]
fn what_is_no_well_formed_xml() {
    const IN_ITEMS: &str = "in /s:Envelope/s:Body/m:FindItemResponse/m:ResponseMessages/m:FindItemResponseMessage/m:RootFolder/t:Items";
    let check = |items: &str, count, expected: &str| {
        let expected = format!("the answer cannot be read: {}", expected.replace("ITEMS", IN_ITEMS));
        check_errors::<FindItem>(find_item(items).as_bytes(), Options::new(), count, &[&expected]);
    };
    check("<t:Message/>\n\n<t:Message><t:Subject></t:Message>", 1, "</t:Message> where </t:Subject> is due, at line 7, column 35, ITEMS/t:Message/t:Subject");
    check("<t:Message>&nbsp;</t:Message><t:Message/>", 0, "");
    check("<t:Message a='1' a='2'/><t:Message/>", 0, "");
    check("<t:Message></t:Items>", 0, "");
    check("<t:Message/></t:Message>", 1, "");
}
