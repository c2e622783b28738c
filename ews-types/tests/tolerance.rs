//! Documents that violate the schema, as real servers send them: default mode reads them, strict mode refuses them.

use ews_types::messages::ResponseMessage;
use ews_types::messages::elements::{FindItemResponse, GetSharingMetadataResponse};
use ews_types::operations::GetStreamingEvents;
use ews_types::soap;
use ews_types::xml::DeviationKind::{LeftOut, UnknownElement};
use ews_types::xml::{self, Options};

use crate::any_elements::AnyElements;
use crate::find_item::{M, T, response};

fn message(content: &str) -> String {
    format!("<t:Message>{content}</t:Message>")
}

/// Deviations of an item.
mod tolerated {
    use super::*;

    /// Checks an item that violates the schema. `expected` is a part of the document that is written after reading.
    #[track_caller]
    fn check(item: impl AsRef<str>, expected: &str) {
        let text = response(item.as_ref());
        let document = Options::new().read::<FindItemResponse>(&text).unwrap();
        assert!(!document.deviations.is_empty(), "there is no deviation");
        let written = xml::to_string(&document.value).unwrap();
        assert!(written.contains(expected), "{written}");
        assert!(Options::new().strict(true).from_str::<FindItemResponse>(&text).is_err(), "strict mode reads it");
    }

    test_support::cases! { check {
        an_unknown_element: (message("<t:New><a/></t:New><t:Size>1</t:Size>"), "<t:Size>1</t:Size>");
        an_unknown_attribute: ("<t:Message new=\"\"><t:Size>1</t:Size></t:Message>", "<t:Size>1</t:Size>");
        a_name_that_begins_with_a_colon: (
            format!("<Message xmlns=\"{T}\"><:Subject>s</:Subject><Size>1</Size></Message>"),
            "<t:Message><t:Size>1</t:Size>",
        );
        a_name_that_ends_with_a_colon: (message("<t:/><t:Size>1</t:Size>"), "<t:Message><t:Size>1</t:Size>");
        a_name_with_two_colons: (message("<t:t:Subject/><t:Size>1</t:Size>"), "<t:Message><t:Size>1</t:Size>");
        an_attribute_that_begins_with_a_colon: (
            message("<t:ItemId :Id=\"a\" Id=\"b\"/><t:Size>1</t:Size>"),
            "<t:ItemId Id=\"b\"/><t:Size>1</t:Size>",
        );
        another_order: (
            message("<t:Size>1</t:Size><t:Subject>s</t:Subject>"),
            "<t:Subject>s</t:Subject><t:Size>1</t:Size>",
        );
        a_repeated_element: (message("<t:Size>1</t:Size><t:Size>2</t:Size>"), "<t:Size>1</t:Size>");
        text_between_elements: (message("x<t:Size>1</t:Size>"), "<t:Size>1</t:Size>");
        no_namespace: ("<Message><Size>1</Size></Message>", "<t:Message><t:Size>1</t:Size>");
        another_namespace: (
            format!("<m:Message xmlns:m=\"{M}\"><m:Size>1</m:Size></m:Message>"),
            "<t:Message><t:Size>1</t:Size>",
        );
        another_case_of_a_namespace: (
            format!("<o:Message xmlns:o=\"{}/\"><o:Size>1</o:Size></o:Message>", T.replace("exchange", "Exchange")),
            "<t:Message><t:Size>1</t:Size>",
        );
        an_undeclared_prefix: ("<q:Message><q:Size>1</q:Size></q:Message>", "<t:Message><t:Size>1</t:Size>");
        an_undeclared_prefix_of_an_attribute: (
            "<t:Message q:a=\"\"><t:Size>1</t:Size></t:Message>",
            "<t:Size>1</t:Size>",
        );
        white_space_inside_a_namespace: (
            "<o:Message xmlns:o=\"https://schemas.microsoft.com/exc\n hange/services/2006/types\"><o:Size>1</o:Size></o:Message>",
            "<t:Message><t:Size>1</t:Size>",
        );
        white_space_around_a_namespace: (
            message(&format!("<s:Size xmlns:s=\" {T} \">1</s:Size>")),
            "<t:Size>1</t:Size>",
        );
        a_namespace_with_https: (
            message(&format!("<s:Size xmlns:s=\"{}\">1</s:Size>", T.replace("http", "https"))),
            "<t:Size>1</t:Size>",
        );
        a_value_outside_of_the_enumeration: (message("<t:Importance>Urgent</t:Importance>"), "<t:Importance>Urgent<");
        white_space_around_an_enumerated_value: (
            message("<t:Importance>\n High </t:Importance>"),
            "<t:Importance>High<",
        );
        a_number_that_is_too_large: (
            message("<t:Subject>s</t:Subject><t:Size>4255550110</t:Size>"),
            "<t:Subject>s</t:Subject></t:Message>",
        );
        a_malformed_number: (
            message("<t:Subject>s</t:Subject><t:Size>big</t:Size>"),
            "<t:Subject>s</t:Subject></t:Message>",
        );
        a_missing_element: ("<t:Message><t:Flag/><t:Size>1</t:Size></t:Message>", "<t:Size>1</t:Size>");
        a_reference_to_nul: (message("<t:Subject>a&#x0;b</t:Subject>"), "<t:Subject>a\u{FFFD}b</t:Subject>");
        a_reference_to_a_surrogate: (message("<t:Subject>a&#xD800;b</t:Subject>"), "a\u{FFFD}b");
        a_control_character: (message("<t:Subject>a\u{1}b</t:Subject>"), "a\u{FFFD}b");
        a_noncharacter: (message("<t:Subject>a\u{FFFE}b</t:Subject>"), "a\u{FFFD}b");
        a_noncharacter_in_a_section: (message("<t:Subject><![CDATA[a\u{FFFF}b]]></t:Subject>"), "a\u{FFFD}b");
        a_noncharacter_in_an_attribute: (message("<t:ItemId Id=\"a\u{FFFE}b\"/>"), "a\u{FFFD}b");
        hyphens_in_a_comment: (message("<!-- a -- b --><t:Size>1</t:Size>"), "<t:Size>1</t:Size>");
        a_declaration_inside_of_the_document: (
            message("<?xml version=\"1.0\"?><t:Size>1</t:Size>"),
            "<t:Size>1</t:Size>",
        );
        nil_for_an_element_that_is_not_nillable: (
            message("<t:Subject xsi:nil=\"true\"/><t:Size>1</t:Size>"),
            "<t:Message><t:Size>1</t:Size></t:Message>",
        );
        a_type_that_is_not_derived: (
            "<t:Message xsi:type=\"t:TaskType\"><t:Size>1</t:Size></t:Message>",
            "<t:Size>1</t:Size>",
        );
        a_type_with_an_undeclared_prefix: (
            "<t:Message xsi:type=\"u:X\"><t:Size>1</t:Size></t:Message>",
            "<t:Size>1<",
        );
    }}
}

/// Documents that are refused in both modes.
mod refused {
    use super::*;

    #[track_caller]
    fn check_item(item: &str) {
        assert!(xml::from_str::<FindItemResponse>(&response(item)).is_err(), "{item} is read");
    }

    test_support::cases! { check_item {
        a_repeated_attribute: ("<t:Message a=\"1\" a=\"2\"/>");
        an_entity: ("&entity;");
        a_wrong_end_tag: ("<t:Message></t:Item>");
        an_attribute_without_quotes: ("<t:Message a=1/>");
        a_document_type_declaration_inside: ("<!DOCTYPE a>");
        a_start_of_a_tag_in_an_attribute: ("<t:Message a=\"<\"/>");
        an_entity_in_an_attribute: ("<t:Message a=\"&b;\"/>");
        an_ampersand_in_an_attribute: ("<t:Message a=\"&\"/>");
        an_empty_reference_in_an_attribute: ("<t:Message a=\"&#;\"/>");
        a_prefix_for_the_namespace_of_declarations: ("<t:Message xmlns:a=\"http://www.w3.org/2000/xmlns/\"/>");
        the_namespace_of_xml_as_the_default: ("<t:Message xmlns=\"http://www.w3.org/XML/1998/namespace\"/>");
        another_namespace_for_the_prefix_xml: ("<t:Message xmlns:xml=\"urn:x\"/>");
        a_declaration_of_an_empty_prefix: ("<t:Message xmlns:=\"urn:x\"/>");
        a_declaration_of_an_invalid_prefix: ("<t:Message xmlns:1=\"urn:x\"/>");
    }}

    #[track_caller]
    fn check_document(text: &str) {
        assert!(xml::from_str::<AnyElements>(text).is_err(), "{text} is read");
    }

    test_support::cases! { check_document {
        a_document_type_declaration: ("<!DOCTYPE h []><h/>");
        two_root_elements: ("<h/><b/>");
        text_after_the_root_element: ("<h/>x");
        an_empty_document: ("");
        a_blank_document: (" ");
        text_alone: ("x");
        an_attribute_repeated_with_another_prefix: ("<h xmlns:p=\"u\" xmlns:q=\"u\" p:x=\"\" q:x=\"\"/>");
    }}
}

/// The schema declares the elements `Notification`, and `SubscriptionId` in `ErrorSubscriptionIds`, in the namespace of types. Servers
/// send them in the namespace of messages, where clients expect them.
mod server_namespaces {
    use super::*;
    use ews_types::messages::GetStreamingEventsType;
    use ews_types::messages::elements::{GetStreamingEvents as Request, GetStreamingEventsResponse};
    use ews_types::soap::{EnvelopeDecoder, Envelopes};

    const UNKNOWN_EVENT: &str = "<t:NewerEvent/>";

    fn written(response: &GetStreamingEventsResponse) -> String {
        String::from_utf8(soap::answer::<GetStreamingEvents>(response).to_vec().unwrap()).unwrap()
    }

    /// Returns a response with a notification and the subscription id of an error. `notification` and `subscription` are the prefixes
    /// of these elements.
    fn streamed(notification: &str, subscription: &str) -> String {
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:m=\"{M}\" xmlns:t=\"{T}\"><s:Header>\
             <t:ServerVersionInfo MajorVersion=\"15\"/></s:Header><s:Body><m:GetStreamingEventsResponse><m:ResponseMessages>\
             <m:GetStreamingEventsResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>\
             <m:Notifications><{notification}:Notification><t:SubscriptionId>s</t:SubscriptionId><t:StatusEvent>\
             <t:Watermark>w</t:Watermark></t:StatusEvent></{notification}:Notification></m:Notifications>\
             <m:ErrorSubscriptionIds><{subscription}:SubscriptionId>e</{subscription}:SubscriptionId></m:ErrorSubscriptionIds>\
             </m:GetStreamingEventsResponseMessage></m:ResponseMessages></m:GetStreamingEventsResponse></s:Body></s:Envelope>"
        )
    }

    /// Reads a response as a whole and from a connection, in default and strict mode. Checks that it is written with the namespaces
    /// that servers use.
    fn check(notification: &str, subscription: &str) {
        let text = streamed(notification, subscription);
        let check_one = |read: soap::Response<GetStreamingEvents>| {
            assert!(read.deviations.is_empty(), "{:?}", read.deviations);
            let ResponseMessage::GetStreamingEventsResponseMessage(message) = &read.body.response_messages[0] else {
                panic!()
            };
            let [notification] = message.notifications.as_deref().unwrap() else { panic!() };
            assert_eq!((notification.subscription_id.as_str(), notification.events.len()), ("s", 1));
            assert_eq!(message.error_subscription_ids.as_deref(), Some(["e".to_owned()].as_slice()));
            let written = written(&read.body);
            for part in ["<m:Notification><t:SubscriptionId>s<", "<m:ErrorSubscriptionIds><m:SubscriptionId>e<"] {
                assert!(written.contains(part), "{written}");
            }
        };
        for options in [Options::new(), Options::new().strict(true)] {
            check_one(soap::response_with::<GetStreamingEvents>(text.as_bytes(), options).unwrap());
            let both = text.repeat(2);
            let envelopes = Envelopes::<GetStreamingEvents, _>::with_options(both.as_bytes(), options);
            assert_eq!(envelopes.map(|read| check_one(read.unwrap())).count(), 2);
            let mut decoder = EnvelopeDecoder::<GetStreamingEvents>::with_options(options);
            let mut count = 0;
            for chunk in both.as_bytes().chunks(7) {
                decoder.feed(chunk);
                while let Some(read) = decoder.next_envelope().unwrap() {
                    check_one(read);
                    count += 1;
                }
            }
            assert_eq!(count, 2);
        }
    }

    test_support::cases! { check {
        as_servers_send_them: ("m", "m");
        as_in_the_schema: ("t", "t");
        mixed: ("m", "t");
    } }

    /// In a request, the list of subscription ids has the same type as `ErrorSubscriptionIds`, but the ids are in the namespace that
    /// the schema declares.
    #[test]
    fn requests_have_the_namespace_of_the_schema() {
        let request = Request(GetStreamingEventsType { subscription_ids: vec!["s".to_owned()], ..Default::default() });
        let written = xml::to_string(&request).unwrap();
        assert!(written.contains("<m:SubscriptionIds><t:SubscriptionId>s<"), "{written}");
    }

    #[test]
    fn an_unknown_event_is_kept() {
        let text = streamed("m", "m").replace("</t:StatusEvent>", &format!("</t:StatusEvent>{UNKNOWN_EVENT}"));
        let read = soap::response::<GetStreamingEvents>(text.as_bytes()).unwrap();
        let kinds: Vec<_> = read.deviations.iter().map(|deviation| deviation.kind).collect();
        assert_eq!(kinds, [UnknownElement]);
        let written = written(&read.body);
        assert!(written.contains(UNKNOWN_EVENT), "{written}");
    }
}

/// Encodings of a document.
mod encodings {
    use super::*;

    const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-16\"?>";

    fn text() -> String {
        response("<t:Message><t:Subject>ü😀</t:Subject></t:Message>")
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[track_caller]
    fn check(bytes: Vec<u8>) {
        let expected = xml::from_str::<FindItemResponse>(&text()).unwrap();
        assert_eq!(xml::from_slice::<FindItemResponse>(&bytes).unwrap(), expected);
    }

    test_support::cases! { check {
        utf_8: (text().into_bytes());
        utf_8_with_a_mark: (format!("\u{FEFF}{}", text()).into_bytes());
        utf_16_le_with_a_mark: (utf16(&format!("\u{FEFF}{DECLARATION}{}", text()), u16::to_le_bytes));
        utf_16_be_with_a_mark: (utf16(&format!("\u{FEFF}{DECLARATION}{}", text()), u16::to_be_bytes));
        utf_16_le_with_a_declaration: (utf16(&format!("{DECLARATION}{}", text()), u16::to_le_bytes));
        utf_16_be: (utf16(&text(), u16::to_be_bytes));
    }}

    #[track_caller]
    fn check_error(bytes: &[u8], expected: &str) {
        assert_eq!(xml::from_slice::<AnyElements>(bytes).unwrap_err().to_string(), expected);
    }

    test_support::cases! { check_error {
        a_byte_that_is_not_utf_8: (
            b"<h>\n\n abc\xFF</h>",
            "the byte 0xff is not valid UTF-8; supported encodings are UTF-8, UTF-16 and ISO-8859-1, at line 3, column 5",
        );
        a_truncated_character: (
            b"\xEF\xBB\xBF<h>\xC3",
            "the byte 0xc3 is not valid UTF-8; supported encodings are UTF-8, UTF-16 and ISO-8859-1, at line 1, column 4",
        );
        an_unknown_encoding: (
            b"<?xml version='1.0' encoding='windows-1252'?><h>\x80</h>",
            "the document declares the encoding \"windows-1252\"; supported encodings are UTF-8, UTF-16 and ISO-8859-1, at line 1, column 49",
        );
        half_a_unit_of_utf_16: (
            b"\xFF\xFE<\0h",
            "the document begins as UTF-16 but ends with half a code unit, at line 1, column 2",
        );
        half_a_character_of_utf_16: (
            b"\xFE\xFF\0<\0h\xD8\x00\0>",
            "the document begins as UTF-16 but contains the unpaired surrogate 0xd800, at line 1, column 3",
        );
    }}

    #[test]
    fn iso_8859_1_is_read_if_declared() {
        let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><h><a>\xFC</a></h>";
        assert_eq!(xml::from_slice::<AnyElements>(latin).unwrap().0.any[0].text(), "\u{FC}");
    }

    /// Some programs convert a document to UTF-8 and keep its declaration.
    #[test]
    fn utf_8_is_read_if_declared_as_utf_16() {
        let converted = "<?xml version=\"1.0\" encoding=\"utf-16\"?><h><a>\u{FC}</a></h>".as_bytes();
        assert_eq!(xml::from_slice::<AnyElements>(converted).unwrap().0.any[0].text(), "\u{FC}");
    }

    #[test]
    fn ascii_and_decoded_text_are_read_whatever_the_declaration() {
        assert!(xml::from_slice::<AnyElements>(b"<?xml version='1.0' encoding='windows-1252'?><h/>").is_ok());
        assert!(xml::from_str::<AnyElements>("<?xml version='1.0' encoding='windows-1252'?><h>\u{20AC}</h>").is_ok());
    }
}

/// Elements that no schema declares.
mod unknown_content_is_written_as_read {
    use super::*;

    #[track_caller]
    fn check(text: &str) {
        let value = xml::from_str::<AnyElements>(&format!("<h>{text}</h>")).unwrap();
        let written = xml::to_string(&value).unwrap();
        assert!(roxmltree::Document::parse(&written).is_ok(), "{written}");
        let reread = xml::from_str::<AnyElements>(&written).unwrap();
        assert_eq!(reread, value, "{written}");
        // Writing may change prefixes once. Reading and writing that document again must not change it.
        assert_eq!(xml::to_string(&reread).unwrap(), written);
    }

    test_support::cases! { check {
        mixed_content: (
            "<p:a xmlns:p=\"urn:x\" xmlns:o=\"urn:other\" o:y=\"o:z\">a<b/>c<p:b xmlns:p=\"urn:z\">p:q</p:b> </p:a>",
        );
        default_namespaces: ("<a xmlns=\"urn:x\"><b xmlns=\"\"><c xmlns=\"urn:x\"/></b></a>");
        escaped_characters: ("<a xml:lang=\"de\" b=\"&#9;&#10;&#13;&lt;&quot;'\">&#13;]]&gt;\n</a>");
        a_declaration_of_the_prefix_xml: (
            "<a xmlns:xml=\"http://www.w3.org/XML/1998/namespace\" xml:lang=\"de\"/>",
        );
        an_empty_section: ("<a><![CDATA[]]></a>");
        a_namespace_with_control_characters: ("<p:a xmlns:p=\"urn:&#9;&#13;x\" p:b=\"\"/>");
        // In the cases below, the document binds a prefix to another namespace than the writer or an outer element. A written
        // tag must not bind one prefix to two namespaces.
        a_prefix_of_an_attribute_that_is_known: (
            "<q:a xmlns:q=\"urn:x\" xmlns:xsi=\"urn:y\"><q:b xsi:c=\"\"/></q:a>",
        );
        prefixes_of_the_schemas: (
            "<m:a xmlns:m=\"urn:x\" xmlns:t=\"urn:y\"><m:b t:c=\"\"/><b m:c=\"\"/></m:a>",
        );
        a_prefix_with_two_namespaces: (
            "<p:a xmlns:p=\"urn:x\"><q:b xmlns:q=\"urn:x\" xmlns:p=\"urn:y\" p:c=\"\"/></p:a>",
        );
    }}
}

/// `EncryptedSharedFolderData` requires the children `Token` and `Data`. Without them, the element is left out.
#[test]
fn an_element_without_a_required_element_of_no_schema_is_left_out() {
    let text = format!(
        "<m:GetSharingMetadataResponse xmlns:m=\"{M}\" xmlns:t=\"{T}\" ResponseClass=\"Success\">\
         <m:EncryptedSharedFolderDataCollection><t:EncryptedSharedFolderData/></m:EncryptedSharedFolderDataCollection>\
         </m:GetSharingMetadataResponse>"
    );
    let document = Options::new().read::<GetSharingMetadataResponse>(&text).unwrap();
    assert_eq!(document.value.encrypted_shared_folder_data_collection.as_deref(), Some(&[][..]));
    let left_out = document.deviations.last().unwrap();
    assert_eq!((left_out.kind, left_out.subject.as_str()), (LeftOut, "<t:EncryptedSharedFolderData>"));
    assert_eq!(left_out.element.as_ref().unwrap().local, "EncryptedSharedFolderData");
}

#[test]
fn strict_mode_refuses_the_end_of_a_section_in_a_text() {
    let text = response("<t:Message><t:Subject>a]]>b</t:Subject></t:Message>");
    assert!(xml::from_str::<FindItemResponse>(&text).is_ok());
    assert!(Options::new().strict(true).from_str::<FindItemResponse>(&text).is_err());
    let section = text.replace("a]]>b", "<![CDATA[a]]b]]>");
    assert!(Options::new().strict(true).from_str::<FindItemResponse>(&section).is_ok());
}
