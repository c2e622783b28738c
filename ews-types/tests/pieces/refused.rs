//! Responses that are refused: reading in chunks gives the same error and position as reading as a whole.

use ews_types::messages::ResponseMessage;
use ews_types::operations::{FindItem, GetStreamingEvents};
use ews_types::soap::{self, Items, ResponseError};
use ews_types::xml::Options;

use super::documents::{envelope, find_item};
use super::reading::{check_error, check_error_in_chunks, for_each_cut, read, read_envelopes, take_found};

/// Responses that are not well-formed.
mod not_well_formed {
    use super::*;

    #[track_caller]
    fn check(items: &str, count: usize, expected: &str) {
        let expected = format!("the response cannot be read: {expected}");
        check_error::<FindItem>(find_item(items).as_bytes(), Options::new(), count, &expected);
    }

    test_support::cases! { check {
        a_wrong_end_tag_in_the_second_item: (
            "<t:Message/>\n\nä<t:Message><t:Subject></t:Message>",
            1,
            "expected </t:Subject>, found </t:Message>, at line 7, column 36, in /s:Envelope/s:Body/m:FindItemResponse/",
        );
        an_entity_in_an_item: ("<t:Message>&nbsp;</t:Message><t:Message/>", 0, "`&nbsp;` refers to an entity");
        a_repeated_attribute: ("<t:Message a='1' a='2'/><t:Message/>", 0, "attribute a occurs twice in one tag");
        a_missing_end_tag: ("<t:Message></t:Items>", 0, "expected </t:Message>, found </t:Items>");
        a_second_end_tag: ("<t:Message/></t:Message>", 1, "expected </t:Items>, found </t:Message>");
        an_attribute_without_a_value: ("<t:Message/><t:Message a></t:Message><t:Message/>", 1, "malformed attribute");
        an_entity_between_items: ("<t:Message/>&nbsp;<t:Message/>", 2, "`&nbsp;` refers to an entity");
        a_malformed_reference: ("<t:Message>&#xFFFFFFFFF</t:Message><t:Message/>", 0, "not well-formed XML");
    }}
}

/// Document type declarations.
mod document_type_declaration {
    use super::*;

    #[track_caller]
    fn check(text: &str, path: &str) {
        for_each_cut(text.as_bytes(), |chunks, name| {
            let read = read::<FindItem>(chunks, Options::new());
            let error = &read.errors()[0];
            assert!(error.contains("document type declarations are not supported, at line "), "{name}: {error}");
            assert!(error.ends_with(path), "{name}: {error}");
            assert!(read.rest.is_err(), "{name}");
        });
    }

    test_support::cases! { check {
        before_items: (&find_item("<!DOCTYPE x><t:Message/>"), "/t:Items");
        inside_of_an_item: (
            &find_item("<t:Message><t:Body><!DoctYpe x [<!ENTITY a 'b'>]></t:Body></t:Message>"),
            "/t:Message/t:Body",
        );
        before_the_envelope: (
            &find_item("").replace("<!-- <s:Body> -->", "<!DOCTYPE s:Envelope>"),
            "line 2, column 1",
        );
    }}
}

/// Deviations in strict mode.
mod strict {
    use super::*;

    fn strict() -> Options {
        Options::new().strict(true)
    }

    /// Returns a response that is valid apart from its items.
    fn valid(items: &str) -> String {
        let header = "h:ServerVersionInfo MajorVersion=\"15\" Version='a>b'";
        find_item(items).replace(header, "h:ServerVersionInfo")
    }

    /// Checks that the items before and after an invalid item are read.
    #[track_caller]
    fn check(invalid: &str) {
        let items = format!("<t:Message/>\n  {invalid}<t:Task/>{invalid}<t:Item/>");
        let text = valid(&items);
        let whole = soap::response_with::<FindItem>(text.as_bytes(), strict()).map(drop).unwrap_err();
        let read = read::<FindItem>([text.as_bytes()], strict());
        read.rest.unwrap();
        let [Ok(_), Err(error), Ok(_), Err(_), Ok(_)] = read.items.as_slice() else { panic!("{:?}", read.items) };
        assert_eq!(*error, whole.to_string());
    }

    test_support::cases! { check {
        a_malformed_number: ("<t:Message><t:Size>x</t:Size></t:Message>");
        an_unknown_element: ("<t:Unknown/>");
        an_item_without_a_namespace: ("<Message/>");
        elements_in_another_order: ("<t:Message><t:Size/><t:Body/></t:Message>");
    }}

    #[test]
    fn an_unknown_element_after_the_items() {
        let text = valid("<t:Message/>").replace("</m:RootFolder>", "</m:RootFolder>\n<m:Unknown/>");
        check_error::<FindItem>(
            text.as_bytes(),
            strict(),
            1,
            "the response cannot be read: unknown element: <m:Unknown>, at line 6, column 13, in",
        );
    }

    /// Checks that a deviation and an error of syntax after it are both reported.
    #[track_caller]
    fn check_two_errors(second: &str, expected: &str) {
        let item = format!("<t:Message><t:Size>x</t:Size>{second}</t:Message>");
        let text = find_item(&format!("<t:Task/>{item}<t:Item/>"));
        let read = read::<FindItem>([text.as_bytes()], strict());
        assert!(read.items[0].is_ok() && read.rest.is_err());
        assert!(read.items[1..].iter().all(Result::is_err));
        let errors = read.errors();
        assert_eq!(errors.len(), 2);
        assert!(errors[0].contains("is not a valid xs:int") && errors[1].contains(expected), "{errors:?}");
    }

    test_support::cases! { check_two_errors {
        a_deviation_and_a_wrong_end_tag: ("<t:Subject>", "expected </t:Subject>, found </t:Message>");
        a_deviation_and_an_entity: ("&nbsp;", "`&nbsp;` refers to an entity");
    }}
}

/// Responses that end too early.
mod truncated {
    use super::*;

    fn text() -> String {
        find_item("<t:Message><t:Subject>a&amp;<![CDATA[b]]></t:Subject></t:Message><!-- c --><?p?>\n<t:Task/>")
    }

    #[test]
    fn anywhere() {
        let text = text();
        for end in 0..text.trim_end().len() {
            let bytes = &text.as_bytes()[..end];
            let whole = soap::response::<FindItem>(bytes).map(drop).unwrap_err().to_string();
            for size in [1, 50, usize::MAX] {
                let read = read::<FindItem>(bytes.chunks(size), Options::new());
                let errors = read.errors();
                let is_equal = errors == [whole.as_str()];
                // Errors of the tokenizer are not compared, because their positions depend on the chunks.
                assert!(
                    is_equal || (errors.len() == 1 && whole.contains("not well-formed XML")),
                    "{end}: {errors:?}, {whole}"
                );
                assert!(read.rest.is_err());
            }
        }
    }

    #[track_caller]
    fn check(before: &str, expected: &str) {
        let text = text();
        let text = &text[..text.find(before).unwrap()];
        let expected = format!("the response cannot be read: {expected}");
        check_error::<FindItem>(text.as_bytes(), Options::new(), 0, &expected);
    }

    test_support::cases! { check {
        in_an_item: ("<t:Subject>", "the document ends inside <t:Message>, at line 5, column ");
        before_an_item: ("<t:Message>", "the document ends inside <t:Items>, at line 5, column ");
        before_the_header: (
            "<s:Header>",
            "the document ends inside <s:Envelope>, at line 3, column 65, in /s:Envelope",
        );
    }}
}

#[test]
fn a_fault_has_headers() {
    let fault = envelope("<s:Fault><faultcode>s:Client</faultcode><faultstring>No.</faultstring></s:Fault>");
    check_error::<FindItem>(fault.as_bytes(), Options::new(), 0, "");
    let Some(Err(ResponseError::Fault(fault))) = Items::<FindItem, _>::new(fault.as_bytes()).next() else { panic!() };
    assert_eq!((fault.string.as_str(), fault.headers.server_version_info.is_some()), ("No.", true));
}

/// Input that is not an envelope of SOAP 1.1.
mod not_an_envelope {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8]) {
        check_error::<FindItem>(bytes, Options::new(), 0, "expected a SOAP envelope, found ");
        let whole = soap::response::<GetStreamingEvents>(bytes).map(drop).unwrap_err().to_string();
        for_each_cut(bytes, |chunks, name| {
            assert_eq!(read_envelopes(chunks), [Err(whole.clone())], "{name}");
        });
    }

    test_support::cases! { check {
        nothing: (b"");
        white_space: (b" \r\n");
        text: (b"503 come back later");
        json: (b"{\"error\": \"<nope>\"}");
        html_with_a_document_type: (b"<!DOCTYPE html>\n<html><head><title>Sign in</title>");
        html: (b"<html><br><p>Sign in</p></html>");
        binary_data: (b"\xFF\x00\xC3\x28");
        another_document: (b"<feed xmlns='urn:x'><secret>s3cr3t</secret></feed>");
        soap_1_2: (br#"<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body/></e:Envelope>"#);
    }}
}

/// Envelopes without the response.
mod wrong_envelope {
    use super::*;

    #[track_caller]
    fn check(text: &str, count: usize, expected: &str) {
        let expected = format!("the response cannot be read: {expected}");
        check_error::<FindItem>(text.as_bytes(), Options::new(), count, &expected);
    }

    test_support::cases! { check {
        a_response_to_another_operation: (
            &envelope("<m:GetItemResponse><m:ResponseMessages/></m:GetItemResponse>"),
            0,
            "expected element FindItemResponse",
        );
        an_empty_body: (&envelope(""), 0, "the body of the envelope is empty");
        two_envelopes: (
            &(find_item("<t:Message/>")
                + &find_item("<t:Message/>").replace("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "")),
            1,
            "another envelope follows; `soap::Envelopes` reads several, one after the other",
        );
        no_body: (
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>",
            0,
            "the envelope has no body",
        );
    }}
}

#[test]
fn a_byte_that_is_not_text() {
    let mut bytes = find_item("<t:Message/>\n<t:Message><t:Subject>ü?</t:Subject></t:Message>").into_bytes();
    let at = bytes.iter().rposition(|byte| *byte == b'?').unwrap();
    bytes[at] = 0xFF;
    check_error_in_chunks::<FindItem>(
        &bytes,
        Options::new(),
        1,
        "the response cannot be read: the byte 0xff is not valid UTF-8; supported encodings are UTF-8, UTF-16 and ISO-8859-1, at line 6, column 24, in \
         /s:Envelope/s:Body/m:FindItemResponse/m:ResponseMessages/m:FindItemResponseMessage/m:RootFolder/t:Items/t:Message/t:Subject",
    );
}

#[test]
fn a_response_with_any_other_byte_is_read_as_the_whole() {
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
            // Reading as a whole keeps a message without `ResponseClass` as an unknown element. Reading in chunks returns the items of
            // the message, so the results differ.
            let is_known = |whole: &soap::Response<FindItem>| {
                whole.body.response_messages.iter().all(|message| !matches!(message, ResponseMessage::Unknown(_)))
            };
            if let (true, Some(mut whole)) = (is_read, whole.ok().filter(is_known)) {
                assert_eq!(read.indexed_items(), take_found(&mut whole.body));
                assert_eq!(read.rest.unwrap().body, whole.body);
            }
        }
    }
}
