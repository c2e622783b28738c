//! What real servers send: read by default, an error in strict mode.

use crate::any_elements::AnyElements;
use crate::find_item::{M, T, response};
use ews_types::messages::ResponseMessage;
use ews_types::messages::elements::{FindItemResponse, GetSharingMetadataResponse};
use ews_types::operations::GetStreamingEvents;
use ews_types::soap;
use ews_types::xml::DeviationKind::{Namespace, UnknownElement};
use ews_types::xml::{self, Options};

fn check(name: &str, item: &str, expected: &str) -> Option<String> {
    let text = response(item);
    let read = Options::new().read::<FindItemResponse>(&text);
    let mut wrong = String::new();
    match &read {
        Err(error) => wrong += &format!(" not read: {error};"),
        Ok(document) => {
            let written = xml::to_string(&document.value).unwrap_or_else(|error| error.to_string());
            if !written.contains(expected) {
                wrong += &format!(" written {written};");
            }
            if document.deviations.is_empty() {
                wrong += " no deviation;";
            }
        }
    }
    if Options::new().strict(true).from_str::<FindItemResponse>(&text).is_ok() {
        wrong += " strict mode takes it;";
    }
    (!wrong.is_empty()).then(|| format!("{name}:{wrong}"))
}

#[test]
fn tolerated() {
    let item = |content: &str| format!("<t:Message>{content}</t:Message>");
    let cases = [
        ("unknown element", item("<t:New><a/></t:New><t:Size>1</t:Size>"), "<t:Size>1</t:Size>"),
        ("unknown attribute", "<t:Message new=\"\"><t:Size>1</t:Size></t:Message>".into(), "<t:Size>1</t:Size>"),
        ("order", item("<t:Size>1</t:Size><t:Subject>s</t:Subject>"), "<t:Subject>s</t:Subject><t:Size>1</t:Size>"),
        ("repeated", item("<t:Size>1</t:Size><t:Size>2</t:Size>"), "<t:Size>2</t:Size>"),
        ("text", item("x<t:Size>1</t:Size>"), "<t:Size>1</t:Size>"),
        ("no namespace", "<Message><Size>1</Size></Message>".into(), "<t:Message><t:Size>1</t:Size>"),
        (
            "another namespace",
            format!("<m:Message xmlns:m=\"{M}\"><m:Size>1</m:Size></m:Message>"),
            "<t:Message><t:Size>1</t:Size>",
        ),
        (
            "case of a namespace",
            format!("<o:Message xmlns:o=\"{}/\"><o:Size>1</o:Size></o:Message>", T.replace("exchange", "Exchange")),
            "<t:Message><t:Size>1</t:Size>",
        ),
        ("undeclared prefix", "<q:Message><q:Size>1</q:Size></q:Message>".into(), "<t:Message><t:Size>1</t:Size>"),
        ("undeclared attribute prefix", "<t:Message q:a=\"\"><t:Size>1</t:Size></t:Message>".into(), "<t:Size>1</t:Size>"),
        (
            "blanks in a namespace",
            "<o:Message xmlns:o=\"https://schemas.microsoft.com/exc\n hange/services/2006/types\"><o:Size>1</o:Size></o:Message>"
                .into(),
            "<t:Message><t:Size>1</t:Size>",
        ),
        ("unlisted", item("<t:Importance>Urgent</t:Importance>"), "<t:Importance>Urgent<"),
        ("padded", item("<t:Importance>\n High </t:Importance>"), "<t:Importance>High<"),
        (
            "too large",
            item("<t:Subject>s</t:Subject><t:Size>4255550110</t:Size>"),
            "<t:Subject>s</t:Subject></t:Message>",
        ),
        ("malformed", item("<t:Subject>s</t:Subject><t:Size>big</t:Size>"), "<t:Subject>s</t:Subject></t:Message>"),
        ("malformed attribute", "<t:Message><t:Flag/><t:Size>1</t:Size></t:Message>".into(), "<t:Size>1</t:Size>"),
        ("reference", item("<t:Subject>a&#x0;b</t:Subject>"), "<t:Subject>a\u{FFFD}b</t:Subject>"),
        ("surrogate reference", item("<t:Subject>a&#xD800;b</t:Subject>"), "a\u{FFFD}b"),
        ("raw control", item("<t:Subject>a\u{1}b</t:Subject>"), "a\u{FFFD}b"),
        ("raw U+FFFE", item("<t:Subject>a\u{FFFE}b</t:Subject>"), "a\u{FFFD}b"),
        ("raw U+FFFF in CDATA", item("<t:Subject><![CDATA[a\u{FFFF}b]]></t:Subject>"), "a\u{FFFD}b"),
        ("raw U+FFFE in an attribute", item("<t:ItemId Id=\"a\u{FFFE}b\"/>"), "a\u{FFFD}b"),
        ("hyphens in a comment", item("<!-- a -- b --><t:Size>1</t:Size>"), "<t:Size>1</t:Size>"),
        ("a declaration inside", item("<?xml version=\"1.0\"?><t:Size>1</t:Size>"), "<t:Size>1</t:Size>"),
        ("nil", item("<t:Subject xsi:nil=\"true\"/><t:Size>1</t:Size>"), "<t:Message><t:Size>1</t:Size></t:Message>"),
        ("type", "<t:Message xsi:type=\"t:TaskType\"><t:Size>1</t:Size></t:Message>".into(), "<t:Size>1</t:Size>"),
        (
            "type of an undeclared prefix",
            "<t:Message xsi:type=\"u:X\"><t:Size>1</t:Size></t:Message>".into(),
            "<t:Size>1<",
        ),
        (
            "https",
            item(&format!("<s:Size xmlns:s=\"{}\">1</s:Size>", T.replace("http", "https"))),
            "<t:Size>1</t:Size>",
        ),
        ("padded namespace", item(&format!("<s:Size xmlns:s=\" {T} \">1</s:Size>")), "<t:Size>1</t:Size>"),
    ];
    let wrong: Vec<_> = cases.iter().filter_map(|(name, item, expected)| check(name, item, expected)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The schema has the notification in the namespace of types; servers have it in that of messages.
#[test]
fn streamed_notifications() {
    let text = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:m=\"{M}\" xmlns:t=\"{T}\"><s:Header>\
         <m:ServerVersionInfo MajorVersion=\"15\"/></s:Header><s:Body><m:GetStreamingEventsResponse><m:ResponseMessages>\
         <m:GetStreamingEventsResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:Notifications>\
         <m:Notification><t:SubscriptionId>s</t:SubscriptionId><t:StatusEvent><t:Watermark>w</t:Watermark></t:StatusEvent>\
         <t:NewerEvent/></m:Notification></m:Notifications></m:GetStreamingEventsResponseMessage></m:ResponseMessages>\
         </m:GetStreamingEventsResponse></s:Body></s:Envelope>"
    );
    let answer = soap::response::<GetStreamingEvents>(text.as_bytes()).unwrap();
    assert_eq!(answer.headers.server_version_info.unwrap().major_version, Some(15));
    let ResponseMessage::GetStreamingEventsResponseMessage(message) = &answer.body.response_messages[0] else {
        panic!()
    };
    let [notification] = message.notifications.as_deref().unwrap() else { panic!() };
    assert_eq!(notification.subscription_id, "s");
    assert_eq!(notification.events.len(), 1);
    let deviations: Vec<_> = answer.deviations.iter().map(|deviation| deviation.kind).collect();
    assert_eq!(deviations, [Namespace, Namespace, UnknownElement]);
}

#[test]
fn refused() {
    let mut wrong = Vec::new();
    for item in [
        "<t:Message a=\"1\" a=\"2\"/>",
        "&entity;",
        "<t:Message></t:Item>",
        "<t:Message a=1/>",
        "<!DOCTYPE a>",
        "<t:Message a=\"<\"/>",
        "<t:Message a=\"&b;\"/>",
        "<t:Message a=\"&\"/>",
        "<t:Message a=\"&#;\"/>",
        // Reserved namespaces, and another one for a reserved prefix.
        "<t:Message xmlns:a=\"http://www.w3.org/2000/xmlns/\"/>",
        "<t:Message xmlns=\"http://www.w3.org/XML/1998/namespace\"/>",
        "<t:Message xmlns:xml=\"urn:x\"/>",
        "<t:Message xmlns:=\"urn:x\"/>",
        "<t:Message xmlns:1=\"urn:x\"/>",
    ] {
        if xml::from_str::<FindItemResponse>(&response(item)).is_ok() {
            wrong.push(item);
        }
    }
    for text in
        ["<!DOCTYPE a []><a/>", "<a/><b/>", "<a/>x", "", " ", "x", "<a xmlns:p=\"u\" xmlns:q=\"u\" p:x=\"\" q:x=\"\"/>"]
    {
        if xml::from_str::<AnyElements>(&text.replace("<a", "<h").replace("a>", "h>")).is_ok() {
            wrong.push(text);
        }
    }
    assert!(wrong.is_empty(), "taken: {wrong:#?}");
}

#[test]
fn encodings() {
    let text = response("<t:Message><t:Subject>ü😀</t:Subject></t:Message>");
    let expected = xml::from_str::<FindItemResponse>(&text).unwrap();
    let utf16 = |text: &str, unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<_>>();
    let declared = format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{text}");
    for bytes in [
        text.clone().into_bytes(),
        format!("\u{FEFF}{text}").into_bytes(),
        utf16(&format!("\u{FEFF}{declared}"), u16::to_le_bytes),
        utf16(&format!("\u{FEFF}{declared}"), u16::to_be_bytes),
        utf16(&declared, u16::to_le_bytes),
        utf16(&text, u16::to_be_bytes),
    ] {
        assert_eq!(xml::from_slice::<FindItemResponse>(&bytes).unwrap(), expected);
    }
}

/// Text that is in no encoding that is read: where, and what to do.
#[test]
fn no_encoding() {
    let check = |bytes: &[u8], expected: &str| {
        assert_eq!(xml::from_slice::<AnyElements>(bytes).unwrap_err().to_string(), expected);
    };
    check(
        b"<h>\n\n abc\xFF</h>",
        "the byte 0xff is no UTF-8 here: UTF-8, UTF-16 and ISO-8859-1 are read, at line 3, column 5",
    );
    check(
        b"\xEF\xBB\xBF<h>\xC3",
        "the byte 0xc3 is no UTF-8 here: UTF-8, UTF-16 and ISO-8859-1 are read, at line 1, column 4",
    );
    check(
        b"<?xml version='1.0' encoding='windows-1252'?><h>\x80</h>",
        "the document says that it is in \"windows-1252\": UTF-8, UTF-16 and ISO-8859-1 are read, at line 1, column 49",
    );
    check(b"\xFF\xFE<\0h", "there is half a unit at the end: the bytes begin as UTF-16, at line 1, column 2");
    check(b"\xFE\xFF\0<\0h\xD8\x00\0>", "0xd800 is half a character: the bytes begin as UTF-16, at line 1, column 3");
    let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><h><a>\xFC</a></h>";
    assert_eq!(xml::from_slice::<AnyElements>(latin).unwrap().0.any[0].text(), "\u{FC}");
    // A document that was converted, but for its declaration.
    let converted = "<?xml version=\"1.0\" encoding=\"utf-16\"?><h><a>\u{FC}</a></h>".as_bytes();
    assert_eq!(xml::from_slice::<AnyElements>(converted).unwrap().0.any[0].text(), "\u{FC}");
    // ASCII is the same in all of them, and a text that is decoded already needs no encoding.
    assert!(xml::from_slice::<AnyElements>(b"<?xml version='1.0' encoding='windows-1252'?><h/>").is_ok());
    assert!(xml::from_str::<AnyElements>("<?xml version='1.0' encoding='windows-1252'?><h>\u{20AC}</h>").is_ok());
}

#[test]
fn as_it_is() {
    for text in [
        "<p:a xmlns:p=\"urn:x\" xmlns:o=\"urn:other\" o:y=\"o:z\">a<b/>c<p:b xmlns:p=\"urn:z\">p:q</p:b> </p:a>",
        "<a xmlns=\"urn:x\"><b xmlns=\"\"><c xmlns=\"urn:x\"/></b></a>",
        "<a xml:lang=\"de\" b=\"&#9;&#10;&#13;&lt;&quot;'\">&#13;]]&gt;\n</a>",
        "<a xmlns:xml=\"http://www.w3.org/XML/1998/namespace\" xml:lang=\"de\"/>",
        "<a><![CDATA[]]></a>",
        "<p:a xmlns:p=\"urn:&#9;&#13;x\" p:b=\"\"/>",
        // A prefix that a tag names cannot be declared anew in it.
        "<q:a xmlns:q=\"urn:x\" xmlns:xsi=\"urn:y\"><q:b xsi:c=\"\"/></q:a>",
        "<m:a xmlns:m=\"urn:x\" xmlns:t=\"urn:y\"><m:b t:c=\"\"/><b m:c=\"\"/></m:a>",
        "<p:a xmlns:p=\"urn:x\"><q:b xmlns:q=\"urn:x\" xmlns:p=\"urn:y\" p:c=\"\"/></p:a>",
    ] {
        let value = xml::from_str::<AnyElements>(&format!("<h>{text}</h>")).unwrap();
        let written = xml::to_string(&value).unwrap();
        assert!(roxmltree::Document::parse(&written).is_ok(), "{written}");
        let again = xml::from_str::<AnyElements>(&written).unwrap();
        assert_eq!(again, value, "{written}");
        // The prefixes may differ from those that came; what is written stays the same.
        assert_eq!(xml::to_string(&again).unwrap(), written);
    }
}

/// What is required and missing is blank, and a blank element of no schema writes nothing.
#[test]
fn a_missing_element_of_no_schema() {
    let text = format!(
        "<m:GetSharingMetadataResponse xmlns:m=\"{M}\" xmlns:t=\"{T}\"><m:EncryptedSharedFolderDataCollection>\
         <t:EncryptedSharedFolderData/></m:EncryptedSharedFolderDataCollection></m:GetSharingMetadataResponse>"
    );
    let value = xml::from_str::<GetSharingMetadataResponse>(&text).unwrap();
    let written = xml::to_string(&value).unwrap();
    assert!(written.contains("EncryptedSharedFolderData>"), "{written}");
    assert_eq!(xml::from_str::<GetSharingMetadataResponse>(&written).unwrap(), value);
}

/// What only strict mode looks for.
#[test]
fn an_end_of_a_section_in_a_text() {
    let text = response("<t:Message><t:Subject>a]]>b</t:Subject></t:Message>");
    assert!(xml::from_str::<FindItemResponse>(&text).is_ok());
    assert!(Options::new().strict(true).from_str::<FindItemResponse>(&text).is_err());
    let section = text.replace("a]]>b", "<![CDATA[a]]b]]>");
    assert!(Options::new().strict(true).from_str::<FindItemResponse>(&section).is_ok());
}
