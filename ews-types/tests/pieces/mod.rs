//! Answers that come in chunks: whatever the chunks, what is read is what [`soap::response`] reads of the whole.

use std::fmt::Debug;

use ews_types::messages::ResponseMessage;
use ews_types::messages::elements::GetFolderResponse;
use ews_types::namespaces::{M as M_NS, NAMESPACES};
use ews_types::operations::{
    ExportItems, FindFolder, FindItem, GetAttachment, GetItem, GetStreamingEvents, SyncFolderHierarchy, SyncFolderItems,
};
use ews_types::soap::{self, EnvelopeDecoder, Envelopes, InPieces, ItemDecoder, Items, Operation, ResponseError};
use ews_types::types::{FindItemParentItemsOrGroups, Folder};
use ews_types::xml::{ElementPath, ErrorKind, Options, Pieces};

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
    items: Vec<Result<O::Item, String>>,
    /// Which message each belongs to, and which group.
    places: Vec<(Option<usize>, Option<usize>)>,
    rest: Result<soap::Response<O>, String>,
}

/// Items, each with the index of its message.
type Indexed<O> = Vec<(usize, <O as InPieces>::Item)>;

impl<O: InPieces> Read<O> {
    fn indexed_items(&mut self) -> Indexed<O> {
        let items = std::mem::take(&mut self.items).into_iter().map(Result::unwrap);
        self.places.iter().map(|(message, _)| message.unwrap()).zip(items).collect()
    }
}

fn read<'a, O: InPieces>(chunks: impl IntoIterator<Item = &'a [u8]>, options: Options) -> Read<O> {
    let mut decoder = ItemDecoder::<O>::with_options(options);
    let (mut items, mut places) = (Vec::new(), Vec::new());
    let mut take = |decoder: &mut ItemDecoder<O>| {
        while let Some(item) = decoder.next_item().transpose() {
            items.push(item.map_err(|error| error.to_string()));
            places.push((decoder.message_index(), decoder.group_index()));
        }
    };
    for chunk in chunks {
        decoder.feed(chunk);
        take(&mut decoder);
    }
    decoder.finish();
    take(&mut decoder);
    assert!(decoder.is_ended());
    Read { items, places, rest: decoder.into_rest().map_err(|error| error.to_string()) }
}

/// Cuts bytes in two everywhere, and into chunks of one size.
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
fn check<O: InPieces>(text: &str, count: usize, take: fn(&mut O::Response) -> Indexed<O>)
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
    let check = |mut read: Read<O>, how: &str| {
        let found = read.indexed_items();
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

fn take_found(answer: &mut <FindItem as Operation>::Response) -> Indexed<FindItem> {
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
         <u:Message/><t:Unknown/>",
        2,
    );
}

#[test]
fn iso_8859_1() {
    let text = find_item("<t:Message><t:Subject>\u{FC}</t:Subject></t:Message>").replace("utf-8", "iso-8859-1");
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let expected = take_found(&mut soap::response::<FindItem>(&bytes).unwrap().body);
    assert!(format!("{expected:?}").contains("\u{FC}"));
    each_cut(&bytes, |chunks, how| {
        assert_eq!(read::<FindItem>(chunks, Options::new()).indexed_items(), expected, "{how}");
    });
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
        message(
            "FindItem",
            "<m:MessageXml><t:Value Name='a'>1 > <!-- c --> 0<?p?></t:Value><x/></m:MessageXml><m:Unknown/><m:RootFolder><t:Items/></m:RootFolder><m:Last>&#x41;</m:Last>",
        ),
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
    let places = |text: &str| -> Vec<_> { read::<FindItem>([text.as_bytes()], Options::new()).places };
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

/// The error of the whole, in the same words at the same place, is the only one, however it is cut, behind `count` items. The
/// answer has no rest then.
fn check_error<O: InPieces>(bytes: &[u8], options: Options, count: usize, expected: &str) {
    let whole = soap::response_with::<O>(bytes, options).map(|answer| answer.body).unwrap_err().to_string();
    assert!(whole.starts_with(expected), "{whole}");
    check_error_in_pieces::<O>(bytes, options, count, &whole);
}

fn check_error_in_pieces<O: InPieces>(bytes: &[u8], options: Options, count: usize, expected: &str) {
    each_cut(bytes, |chunks, how| {
        let read = read::<O>(chunks, options);
        let items = read.items.iter().filter(|item| item.is_ok()).count();
        let errors: Vec<String> = read.items.into_iter().filter_map(|item| item.err()).collect();
        assert_eq!((errors, items), (vec![expected.to_owned()], count), "{how}");
        assert!(read.rest.is_err(), "{how}");
    });
}

#[test]
fn what_is_no_well_formed_xml() {
    let check = |items: &str, count, expected: &str| {
        let expected = format!("the response cannot be read: {expected}");
        check_error::<FindItem>(find_item(items).as_bytes(), Options::new(), count, &expected);
    };
    check(
        "<t:Message/>\n\nä<t:Message><t:Subject></t:Message>",
        1,
        "</t:Message> where </t:Subject> is due, at line 7, column 36, in /s:Envelope/s:Body/m:FindItemResponse/",
    );
    check("<t:Message>&nbsp;</t:Message><t:Message/>", 0, "`&nbsp;` refers to an entity");
    check("<t:Message a='1' a='2'/><t:Message/>", 0, "attribute a stands twice in one tag");
    check("<t:Message></t:Items>", 0, "</t:Items> where </t:Message> is due");
    check("<t:Message/></t:Message>", 1, "</t:Message> where </t:Items> is due");
    check("<t:Message/><t:Message a></t:Message><t:Message/>", 1, "no attribute");
    check("<t:Message/>&nbsp;<t:Message/>", 2, "`&nbsp;` refers to an entity");
    check("<t:Message>&#xFFFFFFFFF</t:Message><t:Message/>", 0, "no well-formed XML");
}

#[test]
fn no_document_type_declarations() {
    let is_refused = |text: &str, path: &str| {
        each_cut(text.as_bytes(), |chunks, how| {
            let read = read::<FindItem>(chunks, Options::new());
            let error = read.items.into_iter().find_map(|item| item.err()).unwrap();
            assert!(error.contains("a document type declaration is never read, at line "), "{how}: {error}");
            assert!(error.ends_with(path), "{how}: {error}");
            assert!(read.rest.is_err(), "{how}");
        });
    };
    is_refused(&find_item("<!DOCTYPE x><t:Message/>"), "/t:Items");
    is_refused(
        &find_item("<t:Message><t:Body><!DoctYpe x [<!ENTITY a 'b'>]></t:Body></t:Message>"),
        "/t:Message/t:Body",
    );
    is_refused(&find_item("").replace("<!-- <s:Body> -->", "<!DOCTYPE s:Envelope>"), "line 2, column 1");
}

#[test]
fn what_is_not_by_the_schema() {
    let strict = Options::new().strict(true);
    let text = |items: &str| {
        find_item(items).replace("h:ServerVersionInfo MajorVersion=\"15\" Version='a>b'", "h:ServerVersionInfo")
    };
    let found = |items: &str| -> Vec<Result<(), String>> {
        let text = text(items);
        let read = read::<FindItem>([text.as_bytes()], strict);
        read.rest.unwrap();
        read.items.into_iter().map(|item| item.map(drop)).collect()
    };
    for wrong in [
        "<t:Message><t:Size>x</t:Size></t:Message>",
        "<t:Unknown/>",
        "<Message/>",
        "<t:Message><t:Size/><t:Body/></t:Message>",
    ] {
        let items = format!("<t:Message/>\n  {wrong}<t:Task/>{wrong}<t:Item/>");
        let whole = soap::response_with::<FindItem>(text(&items).as_bytes(), strict).map(drop).unwrap_err();
        let found = found(&items);
        let [Ok(()), Err(error), Ok(()), Err(_), Ok(())] = found.as_slice() else { panic!("{wrong}") };
        assert_eq!(*error, whole.to_string());
    }
    // What is wrong around items is told where it is.
    let text = text("<t:Message/>").replace("</m:RootFolder>", "</m:RootFolder>\n<m:Unknown/>");
    check_error::<FindItem>(
        text.as_bytes(),
        strict,
        1,
        "the response cannot be read: unknown element: <m:Unknown>, at line 6, column 13, in",
    );
    // A syntax error behind another one is told as well.
    let errors = |item: &str| -> Vec<String> {
        let read = read::<FindItem>([find_item(&format!("<t:Task/>{item}<t:Item/>")).as_bytes()], strict);
        assert!(read.items[0].is_ok() && read.rest.is_err());
        read.items.into_iter().skip(1).map(|item| item.map(drop).unwrap_err()).collect()
    };
    for (flaw, expected) in
        [("<t:Subject>", "</t:Message> where </t:Subject> is due"), ("&nbsp;", "`&nbsp;` refers to an entity")]
    {
        let errors = errors(&format!("<t:Message><t:Size>x</t:Size>{flaw}</t:Message>"));
        assert_eq!(errors.len(), 2);
        assert!(errors[0].contains("is not a valid xs:int") && errors[1].contains(expected), "{errors:?}");
    }
}

#[test]
fn cut_short() {
    let text = find_item("<t:Message><t:Subject>a&amp;<![CDATA[b]]></t:Subject></t:Message><!-- c --><?p?>\n<t:Task/>");
    for end in 0..text.trim_end().len() {
        let bytes = &text.as_bytes()[..end];
        let whole = soap::response::<FindItem>(bytes).map(drop).unwrap_err().to_string();
        for size in [1, 50, usize::MAX] {
            let read = read::<FindItem>(bytes.chunks(size), Options::new());
            let errors: Vec<String> = read.items.into_iter().filter_map(|item| item.err()).collect();
            let is_same =
                errors == [whole.replace("the document contains no envelope", "there is no element in the document")];
            // An error of the tokenizer tells where it stopped looking.
            assert!(
                is_same || (errors.len() == 1 && whole.contains("no well-formed XML")),
                "{end}: {errors:?}, {whole}"
            );
            assert!(read.rest.is_err());
        }
    }
    let ends = |text: &str, expected: &str| {
        check_error::<FindItem>(
            text.as_bytes(),
            Options::new(),
            0,
            &format!("the response cannot be read: {expected}"),
        );
    };
    ends(&text[..text.find("<t:Subject>").unwrap()], "the document ends inside of <t:Message>, at line 5, column ");
    ends(&text[..text.find("<t:Message>").unwrap()], "the document ends inside of <t:Items>, at line 5, column ");
    ends(
        &text[..text.find("<s:Header>").unwrap()],
        "the document ends inside of <s:Envelope>, at line 3, column 65, in /s:Envelope",
    );
}

#[test]
fn limits() {
    let options = Options::new().max_piece(2000);
    let long = "x".repeat(2000);
    let limit = |items: &str, count: usize, expected: &str| {
        let text = find_item(items);
        let error = read::<FindItem>([text.as_bytes()], options).items.into_iter().find_map(|item| item.err());
        // Where it is told depends on the chunk.
        let without_place = |error: &str| error.split_once(", at ").unwrap().0.to_owned();
        let error = without_place(&error.unwrap());
        assert!(error.contains(expected) && error.contains("Options::max_piece"), "{error}");
        for size in [1, 100, 1000] {
            let read = read::<FindItem>(text.as_bytes().chunks(size), options);
            let errors: Vec<String> =
                read.items.iter().filter_map(|item| item.as_ref().err().map(|error| without_place(error))).collect();
            assert_eq!((errors, read.items.len()), (vec![error.clone()], count + 1));
        }
    };
    let fits = format!("<t:Message><t:Subject>{}</t:Subject></t:Message>", &long[..1900]);
    assert_eq!(read::<FindItem>([find_item(&fits.repeat(5)).as_bytes()], options).items.len(), 5);
    limit(
        &format!("{fits}<t:Message><t:Subject>{long}</t:Subject></t:Message>{fits}"),
        1,
        "a piece takes more than 2000 bytes",
    );
    limit(&format!("{fits}<t:Message a='{long}'/>{fits}"), 1, "a piece takes more than 2000 bytes");
    limit(&format!("{fits}{long}{fits}"), 1, "what is outside of pieces takes more than 2000 bytes");
    limit(&format!("{fits}{}", "a<!-- -->".repeat(1000)), 1, "what is outside of pieces takes more than 2000 bytes");
    // White space and comments between items are nothing to keep.
    let blank = format!("{}{}", " \n".repeat(5000), "<!-- c -->".repeat(1000));
    assert_eq!(
        read::<FindItem>(find_item(&format!("<t:Item/>{blank}<t:Item/>")).as_bytes().chunks(500), options).items.len(),
        2
    );
    // The elements around a piece count.
    let deep = find_item(&format!("<t:Message/><t:Message>{}{}</t:Message>", "<a>".repeat(5), "</a>".repeat(5)));
    let depth = |levels| Options::new().max_depth(levels);
    assert!(soap::response_with::<FindItem>(deep.as_bytes(), depth(13)).is_ok());
    check_error::<FindItem>(
        deep.as_bytes(),
        depth(12),
        1,
        "the response cannot be read: more than 12 elements in one another",
    );
    check_error::<FindItem>(
        deep.as_bytes(),
        depth(7),
        0,
        "the response cannot be read: more than 7 elements in one another",
    );
    check_error::<FindItem>(
        deep.as_bytes(),
        depth(5),
        0,
        "the response cannot be read: more than 5 elements in one another",
    );
    // Memory counts for each item by itself.
    let flags = format!("<t:Message><t:Categories>{}</t:Categories></t:Message>", "<t:String/>".repeat(500));
    let memory = Options::new().max_memory(700 * size_of::<String>());
    let read = read::<FindItem>([find_item(&format!("{0}<t:Item/>{0}", flags)).as_bytes()], memory);
    assert!(read.items.iter().all(|item| item.is_ok()));
}

#[test]
fn faults_and_what_is_no_envelope() {
    let fault = envelope("<s:Fault><faultcode>s:Client</faultcode><faultstring>No.</faultstring></s:Fault>");
    check_error::<FindItem>(fault.as_bytes(), Options::new(), 0, "");
    let Some(Err(ResponseError::Fault(fault))) = Items::<FindItem, _>::new(fault.as_bytes()).next() else { panic!() };
    assert_eq!((fault.string.as_str(), fault.headers.server_version_info.is_some()), ("No.", true));
    let check = |bytes: &[u8]| {
        check_error::<FindItem>(bytes, Options::new(), 0, "expected a SOAP envelope, found ");
        let whole = soap::response::<GetStreamingEvents>(bytes).map(drop).unwrap_err().to_string();
        each_cut(bytes, |chunks, how| {
            let read = read_envelopes(chunks);
            assert_eq!(read, [Err(whole.clone())], "{how}");
        });
    };
    check(b"");
    check(b" \r\n");
    check(b"503 come back later");
    check(b"{\"error\": \"<nope>\"}");
    check(b"<!DOCTYPE html>\n<html><head><title>Sign in</title>");
    check(b"<html><br><p>Sign in</p></html>");
    check(b"\xFF\x00\xC3\x28");
    check(b"<feed xmlns='urn:x'><secret>s3cr3t</secret></feed>");
    check(br#"<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body/></e:Envelope>"#);
    let other = envelope("<m:GetItemResponse><m:ResponseMessages/></m:GetItemResponse>");
    check_error::<FindItem>(
        other.as_bytes(),
        Options::new(),
        0,
        "the response cannot be read: expected element FindItemResponse",
    );
    check_error::<FindItem>(
        envelope("").as_bytes(),
        Options::new(),
        0,
        "the response cannot be read: the body of the envelope is empty",
    );
    let twice = find_item("<t:Message/>")
        + &find_item("<t:Message/>").replace("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "");
    check_error::<FindItem>(
        twice.as_bytes(),
        Options::new(),
        1,
        "the response cannot be read: there is something behind the root element",
    );
    check_error::<FindItem>(
        b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>",
        Options::new(),
        0,
        "the response cannot be read: the envelope has no body",
    );
}

#[test]
fn bytes_that_are_no_text() {
    let mut bytes = find_item("<t:Message/>\n<t:Message><t:Subject>ü?</t:Subject></t:Message>").into_bytes();
    let at = bytes.iter().rposition(|byte| *byte == b'?').unwrap();
    bytes[at] = 0xFF;
    check_error_in_pieces::<FindItem>(
        &bytes,
        Options::new(),
        1,
        "the response cannot be read: the byte 0xff is no UTF-8 here: UTF-8, UTF-16 and ISO-8859-1 are read, at line 6, column 24, in \
         /s:Envelope/s:Body/m:FindItemResponse/m:ResponseMessages/m:FindItemResponseMessage/m:RootFolder/t:Items/t:Message/t:Subject",
    );
}

#[test]
fn any_byte_anywhere() {
    let text = find_item("<!-- c --><t:Message a='1'><t:Subject>a<![CDATA[b]]>&lt;</t:Subject></t:Message><t:Task/>");
    let start = text.find("<s:Body").unwrap();
    for at in (0..text.len()).filter(|at| *at > start || at % 5 == 0) {
        for byte in [0, b'<', b'>', b'&', b'"', b'/', b'!', b'=', b'?', b' ', b'-', 0xC3, 0xFF] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = byte;
            let whole = soap::response::<FindItem>(&bytes);
            let mut read = read::<FindItem>(bytes.chunks(9), Options::new());
            let is_read = read.rest.is_ok() && read.items.iter().all(|item| item.is_ok());
            assert_eq!(is_read, whole.is_ok(), "{}", String::from_utf8_lossy(&bytes));
            if let (true, Ok(mut whole)) = (is_read, whole) {
                let items: Vec<_> = read.indexed_items();
                assert_eq!(items, take_found(&mut whole.body));
                assert_eq!(read.rest.unwrap().body, whole.body);
            }
        }
    }
}

/// What comes on a connection: how many notifications, or an error.
fn read_envelopes(chunks: &mut dyn Iterator<Item = &[u8]>) -> Vec<Result<usize, String>> {
    let mut decoder = EnvelopeDecoder::<GetStreamingEvents>::new();
    let mut found = Vec::new();
    let mut take = |decoder: &mut EnvelopeDecoder<GetStreamingEvents>| {
        while let Some(envelope) = decoder.next_envelope().transpose() {
            found.push(envelope.map(|answer| answer.body.response_messages.len()).map_err(|error| error.to_string()));
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

#[test]
fn envelopes_on_one_connection() {
    let events = |count| {
        answer(
            "GetStreamingEvents",
            &message("GetStreamingEvents", "<m:ConnectionStatus>OK</m:ConnectionStatus>").repeat(count),
        )
    };
    let bare = |count| events(count).split_once("?>").unwrap().1.to_owned();
    let check = |text: &str, expected: &[Result<usize, String>]| {
        each_cut(text.as_bytes(), |chunks, how| assert_eq!(read_envelopes(chunks), expected, "{how}"));
        let utf16: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_envelopes(&mut utf16.chunks(7)), expected);
        let found: Vec<_> = Envelopes::<GetStreamingEvents, _>::new(text.as_bytes()).map(|read| read.is_ok()).collect();
        assert_eq!(found, expected.iter().map(Result::is_ok).collect::<Vec<_>>());
    };
    check(&events(2), &[Ok(2)]);
    check(&format!("{} \r\n{}<!-- c -->{}", events(1), bare(0), bare(2)), &[Ok(1), Ok(0), Ok(2)]);
    check(&format!("\u{FEFF}{}\u{FEFF}{}\n\u{FEFF}{}", events(1), events(2), events(3)), &[Ok(1), Ok(2), Ok(3)]);
    let fault = envelope("<s:Fault><faultcode>s:Server</faultcode><faultstring>No.</faultstring></s:Fault>");
    let error = soap::response::<GetStreamingEvents>(fault.as_bytes()).map(drop).unwrap_err().to_string();
    check(&format!("{}{fault}{}", events(1), events(2)), &[Ok(1), Err(error), Ok(2)]);
    let html = "<html><body>gone</body></html>";
    let error = soap::response::<GetStreamingEvents>(html.as_bytes()).map(drop).unwrap_err().to_string();
    check(&format!("{}{html}", events(1)), &[Ok(1), Err(error)]);
    // An answer is there as soon as its last byte is.
    let mut decoder = EnvelopeDecoder::<GetStreamingEvents>::new();
    decoder.feed(events(1).trim_end().as_bytes());
    assert!(decoder.next_envelope().unwrap().is_some());
    // Places are those on the connection.
    let text = format!("{}{}", events(1), bare(1).replace("</s:Body>", "</s:Bod>"));
    let found = read_envelopes(&mut [text.as_bytes()].into_iter());
    assert!(
        found[1].as_ref().is_err_and(|error| error.contains("</s:Bod> where </s:Body> is due, at line 12,")),
        "{found:?}"
    );
}

#[test]
fn streams_that_fail() {
    struct Failing<'a>(&'a [u8], bool);
    impl std::io::Read for Failing<'_> {
        fn read(&mut self, chunk: &mut [u8]) -> std::io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(std::io::ErrorKind::Interrupted.into());
            }
            match self.0.read(chunk)? {
                0 => Err(std::io::ErrorKind::ConnectionReset.into()),
                length => Ok(length),
            }
        }
    }
    let text = find_item("<t:Message/><t:Message>");
    let mut items = Items::<FindItem, _>::new(Failing(text.split_once("</t:Items>").unwrap().0.as_bytes(), false));
    assert!(items.next().unwrap().is_ok());
    let Some(Err(ResponseError::Xml(error))) = items.next() else { panic!() };
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(items.next().is_none());
    assert!(items.into_rest().is_err());
    let mut envelopes = Envelopes::<GetStreamingEvents, _>::new(Failing(b"", false));
    assert!(envelopes.next().unwrap().is_err() && envelopes.next().is_none());
}

/// The reader in pieces knows of no envelopes.
#[test]
fn bare_documents() {
    let folder = |id: &str| format!("<t:Folder><t:FolderId Id='{id}'/></t:Folder>");
    let message = |folders: &str| message("GetFolder", &format!("<m:Folders>{folders}</m:Folders>"));
    let text = format!(
        "<m:GetFolderResponse xmlns:m='{M}' xmlns:t='{T}'>\n<m:ResponseMessages>{}{}</m:ResponseMessages></m:GetFolderResponse>",
        message(&folder("a")),
        message(&[folder("b"), "<t:Message/>".to_owned(), folder("c")].concat()),
    );
    const PATH: ElementPath = &[
        (M_NS, "GetFolderResponse"),
        (M_NS, "ResponseMessages"),
        (M_NS, "GetFolderResponseMessage"),
        (M_NS, "Folders"),
    ];
    let mut pieces = Pieces::new(NAMESPACES, &[PATH], Options::new());
    let mut places = Vec::new();
    for chunk in text.as_bytes().chunks(10) {
        pieces.feed(chunk);
        while let Some(Folder::Folder(_)) = pieces.next_choice().unwrap() {
            places.push([0, 2, 4, 5].map(|level| pieces.index_at(level)));
        }
    }
    assert!(pieces.rest::<GetFolderResponse>().is_err() && !pieces.is_ended());
    pieces.finish();
    assert!(pieces.next_choice::<Folder>().unwrap().is_none() && pieces.is_ended());
    assert_eq!(places, [(0, 0), (1, 0), (1, 2)].map(|(message, folder)| [None, Some(message), Some(folder), None]));
    let rest = pieces.rest::<GetFolderResponse>().unwrap();
    assert_eq!(rest.value.response_messages.len(), 2);
    assert!(rest.deviations[0].to_string().starts_with("unknown element: <t:Message>, at line 2, column "));

    let mut documents = Pieces::new(NAMESPACES, &[&[]], Options::new());
    documents.feed(format!("{text}\n{text}<m:Get").as_bytes());
    for line in [2, 4] {
        let document = documents.next_element::<GetFolderResponse>().unwrap().unwrap();
        assert_eq!((document.value.response_messages.len(), document.deviations[0].position.line), (2, line));
    }
    documents.finish();
    let error = documents.next_element::<GetFolderResponse>().unwrap_err();
    assert_eq!((error.kind(), error.position().unwrap().line), (ErrorKind::Syntax, 4));
    assert!(documents.next_element::<GetFolderResponse>().unwrap().is_none() && documents.is_ended());
}

/// A piece that comes in many chunks is looked at once, and many pieces in one chunk are not moved.
#[test]
fn time_is_linear() {
    let long = find_item(&format!("<t:Message><t:Subject>{}</t:Subject></t:Message>", "> ".repeat(4 << 20)));
    let many = find_item(&"<t:Message/>".repeat(100_000));
    let start = std::time::Instant::now();
    assert_eq!(read::<FindItem>(long.as_bytes().chunks(512), Options::new()).items.len(), 1);
    assert_eq!(read::<FindItem>([many.as_bytes()], Options::new()).items.len(), 100_000);
    assert_eq!(read::<FindItem>(many.as_bytes().chunks(3), Options::new()).items.len(), 100_000);
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
}
