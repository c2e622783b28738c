//! Valid and invalid envelopes as servers and clients send them, and the values and errors that reading them gives.

use std::time::Duration;

use ews_types::messages::ResponseCodeType;
use ews_types::operations::{self, AnyRequest};
use ews_types::soap::{self, AnyResponseMessage as _, Fault, Found, Operation, RequestError, ResponseError};
use ews_types::types::ResponseClassType;
use ews_types::xml::{ErrorKind, Options};

const NAMESPACES: &str = r#"xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;

fn envelope(header: &str, body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" {NAMESPACES}>
  <s:Header>{header}</s:Header>
  <s:Body>{body}</s:Body>
</s:Envelope>"#
    )
}

/// Checks the error message for bytes that are not a response of the operation.
#[track_caller]
fn check_error<O: Operation>(bytes: &[u8], expected: &str) {
    let error = soap::response::<O>(bytes).map(|response| response.body).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

/// Input that is not an envelope.
mod not_an_envelope {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        check_error::<operations::FindItem>(bytes, &format!("expected a SOAP envelope, found {expected}"));
    }

    test_support::cases! { check {
        nothing: (b"", "nothing (check the HTTP status)");
        white_space: (b" \r\n", "nothing (check the HTTP status)");
        html: (
            b"<!DOCTYPE html>\n<html><head><title>Sign in</title>",
            "an HTML page: Sign in (a sign-in page, or the page of a proxy? check \
             the URL and the credentials)",
        );
        json: (
            br#"{"error": "nope"}"#,
            "JSON (check the URL: it ends in /EWS/Exchange.asmx)",
        );
        text: (
            b"503 come back later",
            "text (check the URL: it ends in /EWS/Exchange.asmx)",
        );
        binary_data: (&[0xFF, 0x00, 0xC3, 0x28], "binary data (check the URL: it ends in /EWS/Exchange.asmx)");
        another_document: (
            b"<feed xmlns='urn:x'><secret>s3cr3t</secret></feed>",
            "another XML document: <feed xmlns=\"urn:x\"> (check the URL: it ends in /EWS/Exchange.asmx)",
        );
        soap_1_2: (
            br#"<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body/></e:Envelope>"#,
            "a SOAP 1.2 envelope: <Envelope xmlns=\"http://www.w3.org/2003/05/soap-envelope\"> (use SOAP 1.1)",
        );
        an_envelope_in_another_namespace: (
            b"<Envelope xmlns='urn:x'/>",
            "another XML document: <Envelope xmlns=\"urn:x\"> (use the namespace http://schemas.xmlsoap.org/soap/envelope/)",
        );
    }}

    #[test]
    fn the_excerpt_is_short() {
        let long = format!("<html><title>{}</title>", "word ".repeat(100));
        let Err(ResponseError::NotSoap(not_soap)) = soap::response::<operations::FindItem>(long.as_bytes()) else {
            panic!()
        };
        assert_eq!((not_soap.found, not_soap.excerpt.chars().count()), (Found::Html, 123));
    }
}

/// Envelopes that cannot be read.
mod invalid_envelope {
    use super::*;

    fn valid() -> String {
        envelope("", "<m:GetClientAccessTokenResponse><m:ResponseMessages/></m:GetClientAccessTokenResponse>")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        check_error::<operations::GetClientAccessToken>(
            text.as_bytes(),
            &format!("the response cannot be read: {expected}"),
        );
    }

    test_support::cases! { check {
        a_truncated_body: (
            valid().split("<m:ResponseMessages").next().unwrap(),
            "the document ends inside <m:GetClientAccessTokenResponse>, at line 6, column 43, in \
             /s:Envelope/s:Body/m:GetClientAccessTokenResponse",
        );
        an_empty_body: (
            &envelope("", ""),
            "the body of the envelope is empty, at line 6, column 20, in /s:Envelope",
        );
        a_response_to_another_operation: (
            &envelope("", "<m:FindItemResponse/>"),
            "expected element GetClientAccessTokenResponse, found <m:FindItemResponse> of namespace \
             \"http://schemas.microsoft.com/exchange/services/2006/messages\", at line 6, column 32, in \
             /s:Envelope/s:Body/m:FindItemResponse",
        );
        a_response_in_another_namespace: (
            &envelope("", "<x:GetClientAccessTokenResponse xmlns:x='urn:x'/>"),
            "expected element GetClientAccessTokenResponse of namespace \
             \"http://schemas.microsoft.com/exchange/services/2006/messages\", found <x:GetClientAccessTokenResponse> of \
             namespace \"urn:x\", at line 6, column 60, in /s:Envelope/s:Body/x:GetClientAccessTokenResponse",
        );
        no_body: (
            r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>"#,
            "the envelope has no body, at line 1, column 66",
        );
    }}

    /// Cuts `valid` off after 4 bytes and at every later position. Reading the beginning as a whole, item by item
    /// and as the first of several envelopes must fail with `Truncated`. Reading all of `valid` must succeed.
    #[track_caller]
    fn check_truncated(valid: &[u8]) {
        let kinds = |bytes: &[u8]| {
            let whole = soap::response::<operations::FindItem>(bytes).err();
            let items = soap::Items::<operations::FindItem, _>::new(bytes).into_rest().err();
            let envelope = soap::Envelopes::<operations::FindItem, _>::new(bytes).find_map(Result::err);
            [whole, items, envelope].map(|error| match error? {
                ResponseError::Xml(error) => Some(error.kind()),
                other => panic!("{other:?}"),
            })
        };
        assert_eq!(kinds(valid), [None; 3]);
        for end in 4..valid.len() {
            assert_eq!(kinds(&valid[..end]), [Some(ErrorKind::Truncated); 3], "{end}");
        }
    }

    fn found_items() -> String {
        envelope(
            "<!-- none -->",
            "<m:FindItemResponse><m:ResponseMessages><m:FindItemResponseMessage ResponseClass='Success'>\
             <m:RootFolder><t:Items><t:Message><t:Subject>a&amp;ü<![CDATA[<€]]></t:Subject><?pi?></t:Message></t:Items>\
             </m:RootFolder></m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse>",
        )
    }

    #[test]
    fn truncated_anywhere() {
        check_truncated(found_items().as_bytes());
    }

    #[test]
    fn truncated_anywhere_in_utf_16() {
        let text = format!("\u{FEFF}{}", found_items()).replace("utf-8", "utf-16").replace('€', "\u{1F600}");
        check_truncated(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    }

    #[test]
    fn another_document_after_the_envelope() {
        let valid = valid();
        for (after, expected) in [
            (valid.as_str(), "another envelope follows; `soap::Envelopes` reads several, one after the other, at line"),
            ("<a/>", "the document contains more than the root element, at line"),
            ("text", "the document contains more than the root element, at line"),
        ] {
            let both = format!("{valid}{after}");
            let error = soap::response::<operations::GetClientAccessToken>(both.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_byte_that_is_not_text() {
        let mut bytes = envelope("", "<m:A/>").into_bytes();
        bytes[60] = 0xFF;
        check_error::<operations::FindItem>(
            &bytes,
            "the response cannot be read: the byte 0xff is not valid UTF-8; supported encodings are UTF-8, UTF-16 and ISO-8859-1, at line 2, \
             column 22",
        );
    }
}

/// Reads a response with a fault.
fn fault(children: &str) -> Fault {
    let text = envelope("", &format!("<s:Fault>{children}</s:Fault>"));
    match soap::response::<operations::FindItem>(text.as_bytes()) {
        Err(ResponseError::Fault(fault)) => *fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_fault_names_the_invalid_position_of_the_request() {
    let invalid = fault(
        r#"<faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:ErrorSchemaValidation</faultcode>
           <faultstring xml:lang="en-US">The request does not keep to the schema.</faultstring>
           <detail>
             <e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">ErrorSchemaValidation</e:ResponseCode>
             <e:Message xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">Not by the schema.</e:Message>
             <t:MessageXml><t:LineNumber>4</t:LineNumber><t:LinePosition>17</t:LinePosition><t:Violation>No Id.</t:Violation></t:MessageXml>
           </detail>"#,
    );
    assert_eq!(invalid.code.local, "ErrorSchemaValidation");
    assert!(invalid.code.namespace.ends_with("/types"));
    assert_eq!(invalid.response_code(), Some(ResponseCodeType::ErrorSchemaValidation));
    assert_eq!(
        (invalid.string.as_str(), invalid.language.as_deref()),
        ("The request does not keep to the schema.", Some("en-US"))
    );
    let values = invalid.message_xml();
    assert_eq!((values.line_number(), values.line_position()), (Some(4), Some(17)));
    assert_eq!(values.violation().as_deref(), Some("No Id."));
    assert_eq!(
        invalid.to_string(),
        "the server refused the request: ErrorSchemaValidation: Not by the schema. No Id. (line 4, position 17 of the request)"
    );
}

#[test]
fn a_fault_of_a_busy_server_has_a_delay() {
    let busy = fault(
        r#"<faultcode>s:Server</faultcode><faultstring>Busy.</faultstring>
           <detail><ResponseCode>ErrorServerBusy</ResponseCode>
             <t:MessageXml><t:Value Name="BackOffMilliseconds">2500</t:Value></t:MessageXml></detail>"#,
    );
    assert_eq!(busy.message_xml().back_off(), Some(Duration::from_millis(2500)));
    assert_eq!(busy.code.to_string(), "Server");
    assert_eq!(busy.to_string(), "the server refused the request: ErrorServerBusy: Busy. (wait 2500 ms)");
}

#[test]
fn a_fault_names_properties() {
    let refused = fault(
        r#"<faultcode>s:Client</faultcode><faultstring>No.</faultstring>
           <detail><ResponseCode>ErrorInvalidPropertySet</ResponseCode>
             <t:MessageXml><t:FieldURI FieldURI="item:Subject"/></t:MessageXml></detail>"#,
    );
    assert_eq!(refused.message_xml().properties(), ["item:Subject"]);
    assert_eq!(refused.to_string(), "the server refused the request: ErrorInvalidPropertySet: No. (item:Subject)");
}

#[test]
fn faults_without_details_are_read() {
    let bare = fault("<faultcode>t:ErrorInvalidRequest</faultcode><faultstring>No.</faultstring>");
    assert_eq!(bare.response_code(), Some(ResponseCodeType::ErrorInvalidRequest));
    let plain = fault("<faultcode>Client</faultcode><faultstring>Why?</faultstring><faultactor>urn:a</faultactor>");
    assert_eq!((plain.response_code(), plain.actor.as_deref()), (None, Some("urn:a")));
    assert_eq!(plain.to_string(), "the server refused the request: Client: Why?");
    assert_eq!(fault("").to_string(), "the server refused the request: : ");
}

/// Faults that are written.
mod fault_is_read_back_equal {
    use super::*;

    #[track_caller]
    fn check(fault: Fault) {
        let bytes = fault.to_vec().unwrap();
        let Err(ResponseError::Fault(reread)) =
            soap::response_with::<operations::FindItem>(&bytes, Options::new().strict(true))
        else {
            panic!("{}", String::from_utf8_lossy(&bytes))
        };
        assert_eq!(*reread, fault);
    }

    test_support::cases! { check {
        of_a_client: (Fault::client(ResponseCodeType::ErrorInvalidRequest, "not <so>"));
        of_a_server: (Fault::server(ResponseCodeType::ErrorInternalServerError, ""));
        with_a_language_and_details: (fault(
            "<faultcode>t:ErrorInvalidRequest</faultcode><faultstring xml:lang='de'>Nein.</faultstring><detail><a/></detail>",
        ));
        with_colons_as_the_code: (fault("<faultcode>::</faultcode>"));
        with_a_code_that_is_not_a_name: (fault("<faultcode>q:a: b</faultcode>"));
    }}
}

#[test]
fn each_response_message_has_its_own_result() {
    let text = envelope(
        r#"<h:ServerVersionInfo MajorVersion="99" Version="V2030_01_01" xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types"/>"#,
        r#"<m:GetItemResponse><m:ResponseMessages>
             <m:GetItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>
               <m:Items><t:Message><t:Subject>one</t:Subject></t:Message></m:Items></m:GetItemResponseMessage>
             <m:GetItemResponseMessage ResponseClass="Error"><m:MessageText>Gone.</m:MessageText>
               <m:ResponseCode>ErrorItemNotFound</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>
               <m:MessageXml><t:Value Name="BackOffMilliseconds">10</t:Value></m:MessageXml>
               <m:Items/></m:GetItemResponseMessage>
             <m:GetItemResponseMessage ResponseClass="Warning"><m:MessageText>Cut.</m:MessageText>
               <m:ResponseCode>ErrorBatchProcessingStopped</m:ResponseCode>
               <m:Items><t:Task><t:Subject>two</t:Subject></t:Task></m:Items></m:GetItemResponseMessage>
             <m:GetItemResponseMessage ResponseClass="Error"><m:ResponseCode>ErrorOfTheFuture</m:ResponseCode></m:GetItemResponseMessage>
           </m:ResponseMessages></m:GetItemResponse>"#,
    );
    let response = soap::response::<operations::GetItem>(text.as_bytes()).unwrap();
    let messages = &response.body.response_messages;
    assert_eq!(messages.len(), 4);
    assert!(messages[0].result().is_ok());
    let gone = messages[1].result().unwrap_err();
    assert_eq!(gone.to_string(), "ErrorItemNotFound: Gone.");
    assert_eq!((gone.class.clone(), gone.descriptive_link_key), (ResponseClassType::Error, Some(0)));
    assert_eq!(gone.message_xml().back_off(), Some(Duration::from_millis(10)));
    assert_eq!(messages[2].result().unwrap_err().to_string(), "ErrorBatchProcessingStopped: Cut.");
    assert_eq!(messages[2].class(), Some(&ResponseClassType::Warning));
    assert_eq!(
        (messages[2].text(), messages[2].code()),
        (Some("Cut."), Some(&ResponseCodeType::ErrorBatchProcessingStopped))
    );
    assert_eq!(messages[3].result().unwrap_err().to_string(), "ErrorOfTheFuture");
    let errors: Vec<usize> = response.errors().iter().map(|(index, _)| *index).collect();
    assert_eq!(errors, [1, 2, 3]);
    assert_eq!(response.server_version().unwrap().version.as_deref(), Some("V2030_01_01"));
    assert_eq!(response.response_messages().len(), 4);
}

#[test]
fn response_messages_below_other_elements_are_found() {
    let text = envelope(
        "",
        r#"<m:GetUserAvailabilityResponse><m:FreeBusyResponseArray>
             <m:FreeBusyResponse><m:ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode></m:ResponseMessage></m:FreeBusyResponse>
             <m:FreeBusyResponse><m:ResponseMessage ResponseClass="Error"><m:ResponseCode>ErrorMailRecipientNotFound</m:ResponseCode></m:ResponseMessage></m:FreeBusyResponse>
           </m:FreeBusyResponseArray></m:GetUserAvailabilityResponse>"#,
    );
    let response = soap::response::<operations::GetUserAvailability>(text.as_bytes()).unwrap();
    assert_eq!(response.response_messages().len(), 2);
    assert_eq!(response.errors()[0].0, 1);
}

#[test]
fn a_response_that_is_a_response_message_is_found() {
    let text = envelope(
        "",
        r#"<m:GetAppManifestsResponse ResponseClass="Error"><m:ResponseCode>ErrorAccessDenied</m:ResponseCode></m:GetAppManifestsResponse>"#,
    );
    let response = soap::response::<operations::GetAppManifests>(text.as_bytes()).unwrap();
    assert_eq!(response.response_messages().len(), 1);
    assert_eq!(response.body.result().unwrap_err().to_string(), "ErrorAccessDenied");
}

#[test]
fn headers_of_other_schemas_are_kept() {
    let header = r#"<x:Trace xmlns:x="urn:trace" s:mustUnderstand="1"><x:Id>7</x:Id></x:Trace>
        <x:Route xmlns:x="urn:trace" s:mustUnderstand="1" s:actor="urn:somebody-else"/>
        <t:RequestServerVersion Version="Exchange2016" s:mustUnderstand="1"/>
        <x:Hint xmlns:x="urn:trace" s:mustUnderstand="0"/>"#;
    let body = r#"<m:GetClientAccessToken><m:TokenRequests><t:TokenRequest><t:Id>1</t:Id><t:TokenType>Loki</t:TokenType>
        </t:TokenRequest></m:TokenRequests></m:GetClientAccessToken>"#;
    let text = envelope(header, body);
    let request = soap::incoming_with(text.as_bytes(), Options::new().strict(true)).unwrap();
    assert!(matches!(request.body, AnyRequest::GetClientAccessToken(_)));
    assert_eq!(request.headers.other.len(), 3);
    let names: Vec<&str> = request.headers.not_understood().map(|header| header.local.as_str()).collect();
    assert_eq!(names, ["Trace"]);
    let fault = Fault::must_understand(request.headers.not_understood().next().unwrap());
    assert_eq!((fault.code.local.as_str(), Fault::HTTP_STATUS), ("MustUnderstand", 500));
    assert_eq!(request.headers.request_server_version.unwrap().version.as_str(), "Exchange2016");
}

#[test]
fn out_of_office_requests_have_a_version() {
    let body = ews_types::messages::elements::GetUserOofSettingsRequest::default();
    let sent = soap::request(&body).version("Exchange2016".into()).to_vec().unwrap();
    let got = soap::incoming(&sent).unwrap();
    assert_eq!(got.headers.request_server_version.unwrap().version.as_str(), "Exchange2016");
}

/// Input that is not a request of a known operation.
mod not_a_request {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(soap::incoming(text.as_bytes()).unwrap_err().to_string(), expected);
    }

    test_support::cases! { check {
        nothing: ("", "expected a SOAP envelope, found nothing (check the HTTP status)");
        an_unknown_operation: (
            &envelope("", "<x:Delete xmlns:x='urn:x'/>"),
            "unknown operation: no request element is named `Delete` in namespace \"urn:x\"",
        );
        an_operation_in_another_namespace: (
            &envelope("", "<x:FindItem xmlns:x='urn:x'/>"),
            "unknown operation: no request element is named `FindItem` in namespace \"urn:x\"; expected namespace \
             \"http://schemas.microsoft.com/exchange/services/2006/messages\"",
        );
    }}

    #[test]
    fn a_request_of_another_operation() {
        let text = envelope("", "<m:FindItem/>");
        let read = soap::incoming_as::<operations::GetItem>(text.as_bytes(), Options::new());
        assert!(matches!(read.unwrap_err(), RequestError::Xml(_)));
    }
}

#[test]
fn a_request_without_a_namespace_is_read() {
    let text = envelope(
        "",
        "<FindItem Traversal=\"Shallow\"><ItemShape><BaseShape>IdOnly</BaseShape></ItemShape><ParentFolderIds/></FindItem>",
    );
    assert!(soap::incoming(text.as_bytes()).is_ok());
    assert!(soap::incoming_as::<operations::FindItem>(text.as_bytes(), Options::new()).is_ok());
}

/// Servers answer some operations with the response message instead of the response.
#[test]
fn a_response_message_in_place_of_its_response_is_read() {
    let body = r#"<m:GetSharingFolderResponseMessage ResponseClass="Success">
        <m:ResponseCode>NoError</m:ResponseCode><m:SharingFolderId Id="AQ"/></m:GetSharingFolderResponseMessage>"#;
    let check = |body: &str| {
        let response = soap::response::<operations::GetSharingFolder>(envelope("", body).as_bytes()).unwrap();
        assert_eq!(response.body.response_code, Some(ResponseCodeType::NoError));
        assert_eq!(response.body.sharing_folder_id.as_ref().map(|id| id.id.as_str()), Some("AQ"));
        response.deviations
    };
    let deviations = check(body);
    assert_eq!(
        deviations.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "unexpected name: <m:GetSharingFolderResponseMessage> for GetSharingFolderResponse, at line 6, column 70, in \
          /s:Envelope/s:Body/m:GetSharingFolderResponseMessage"
        ]
    );
    assert!(check(&body.replace("ResponseMessage>", "Response>").replace("ResponseMessage ", "Response ")).is_empty());
    let strict = Options::new().strict(true);
    assert!(soap::response_with::<operations::GetSharingFolder>(envelope("", body).as_bytes(), strict).is_err());
    assert!(soap::response::<operations::GetSharingMetadata>(envelope("", body).as_bytes()).is_err());
}
