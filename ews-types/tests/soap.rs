//! Envelopes as real servers and clients send them, whole and broken, and what the caller gets to see of it.

use std::time::Duration;

use ews_types::messages::ResponseCodeType;
use ews_types::operations::{self, AnyRequest};
use ews_types::soap::{self, AnyResponseMessage as _, Fault, Found, Operation, RequestError, ResponseError};
use ews_types::types::ResponseClassType;
use ews_types::xml::Options;

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

/// What a user sees of an answer that is none.
fn check_error<O: Operation>(bytes: &[u8], expected: &str) {
    let error = soap::response::<O>(bytes).map(|answer| answer.body).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn bytes_that_are_no_envelope() {
    let check = |bytes: &[u8], expected: &str| check_error::<operations::FindItem>(bytes, expected);
    check(b"", "expected a SOAP envelope, found nothing (check the HTTP status)");
    check(b" \r\n", "expected a SOAP envelope, found nothing (check the HTTP status)");
    check(
        b"<!DOCTYPE html>\n<html><head><title>Sign in</title>",
        "expected a SOAP envelope, found an HTML page: <!DOCTYPE html> <html><head><title>Sign in</title> (a sign-in \
         page, or the page of a proxy? check the URL and the credentials)",
    );
    check(
        br#"{"error": "nope"}"#,
        "expected a SOAP envelope, found JSON: {\"error\": \"nope\"} (check the URL: it ends in /EWS/Exchange.asmx)",
    );
    check(
        b"503 come back later",
        "expected a SOAP envelope, found text: 503 come back later (check the URL: it ends in /EWS/Exchange.asmx)",
    );
    check(
        &[0xFF, 0x00, 0xC3, 0x28],
        "expected a SOAP envelope, found binary data (check the URL: it ends in /EWS/Exchange.asmx)",
    );
    check(
        b"<feed xmlns='urn:x'><secret>s3cr3t</secret></feed>",
        "expected a SOAP envelope, found another XML document: <feed xmlns=\"urn:x\"> (check the URL: it ends in \
         /EWS/Exchange.asmx)",
    );
    check(
        br#"<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body/></e:Envelope>"#,
        "expected a SOAP envelope, found a SOAP 1.2 envelope: <Envelope \
         xmlns=\"http://www.w3.org/2003/05/soap-envelope\"> (use SOAP 1.1)",
    );
    let long = format!("[{}]", "word ".repeat(100));
    let Err(ResponseError::NotSoap(not_soap)) = soap::response::<operations::FindItem>(long.as_bytes()) else {
        panic!()
    };
    assert_eq!((not_soap.found, not_soap.excerpt.chars().count()), (Found::Json, 123));
}

#[test]
fn an_envelope_that_cannot_be_read() {
    let check = |text: &str, expected: &str| check_error::<operations::GetClientAccessToken>(text.as_bytes(), expected);
    let whole = envelope("", "<m:GetClientAccessTokenResponse><m:ResponseMessages/></m:GetClientAccessTokenResponse>");
    assert!(soap::response::<operations::GetClientAccessToken>(whole.as_bytes()).is_ok());
    check(
        &whole[..whole.find("<m:ResponseMessages").unwrap()],
        "the response cannot be read: the document ends inside of <m:GetClientAccessTokenResponse>, at line 6, column 43, in \
         /s:Envelope/s:Body/m:GetClientAccessTokenResponse",
    );
    check(
        &envelope("", ""),
        "the response cannot be read: the body of the envelope is empty, at line 6, column 20, in /s:Envelope",
    );
    check(
        &envelope("", "<m:FindItemResponse/>"),
        "the response cannot be read: expected element GetClientAccessTokenResponse, found <m:FindItemResponse> of namespace \
         \"http://schemas.microsoft.com/exchange/services/2006/messages\", at line 6, column 32, in \
         /s:Envelope/s:Body/m:FindItemResponse",
    );
    check(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>"#,
        "the response cannot be read: the envelope has no body, at line 1, column 66",
    );
    // Cut anywhere: an error, never a panic.
    for end in 0..whole.len() {
        assert!(soap::response::<operations::GetClientAccessToken>(&whole.as_bytes()[..end]).is_err(), "{end}");
    }
}

fn fault(children: &str) -> Fault {
    let text = envelope("", &format!("<s:Fault>{children}</s:Fault>"));
    match soap::response::<operations::FindItem>(text.as_bytes()) {
        Err(ResponseError::Fault(fault)) => *fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn faults_of_exchange() {
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
        "the server refused the request: ErrorSchemaValidation: Not by the schema. (line 4, position 17 of the request)"
    );

    let busy = fault(
        r#"<faultcode>s:Server</faultcode><faultstring>Busy.</faultstring>
           <detail><ResponseCode>ErrorServerBusy</ResponseCode>
             <t:MessageXml><t:Value Name="BackOffMilliseconds">2500</t:Value></t:MessageXml></detail>"#,
    );
    assert_eq!(busy.message_xml().back_off(), Some(Duration::from_millis(2500)));
    assert_eq!(busy.code.to_string(), "Server");
    assert_eq!(busy.to_string(), "the server refused the request: ErrorServerBusy: Busy. (wait 2500 ms)");

    let bare = fault("<faultcode>t:ErrorInvalidRequest</faultcode><faultstring>No.</faultstring>");
    assert_eq!(bare.response_code(), Some(ResponseCodeType::ErrorInvalidRequest));
    let plain = fault("<faultcode>Client</faultcode><faultstring>Why?</faultstring><faultactor>urn:a</faultactor>");
    assert_eq!((plain.response_code(), plain.actor.as_deref()), (None, Some("urn:a")));
    assert_eq!(plain.to_string(), "the server refused the request: Client: Why?");
    assert_eq!(fault("").to_string(), "the server refused the request: : ");
}

#[test]
fn a_fault_is_written_as_it_was_read() {
    for fault in [
        Fault::client(ResponseCodeType::ErrorInvalidRequest, "not <so>"),
        Fault::server(ResponseCodeType::ErrorInternalServerError, ""),
        fault(
            "<faultcode>t:ErrorInvalidRequest</faultcode><faultstring xml:lang='de'>Nein.</faultstring><detail><a/></detail>",
        ),
        // Codes that are no names.
        fault("<faultcode>::</faultcode>"),
        fault("<faultcode>q:a: b</faultcode>"),
    ] {
        let bytes = fault.to_vec().unwrap();
        let Err(ResponseError::Fault(again)) =
            soap::response_with::<operations::FindItem>(&bytes, Options::new().strict(true))
        else {
            panic!("{}", String::from_utf8_lossy(&bytes))
        };
        assert_eq!(*again, fault);
    }
}

#[test]
fn each_response_message_has_a_result_of_its_own() {
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
    let answer = soap::response::<operations::GetItem>(text.as_bytes()).unwrap();
    let messages = &answer.body.response_messages;
    assert_eq!(messages.len(), 4);
    assert!(messages[0].result().is_ok());
    let gone = messages[1].result().unwrap_err();
    assert_eq!(gone.to_string(), "ErrorItemNotFound: Gone.");
    assert_eq!((gone.class.clone(), gone.descriptive_link_key), (ResponseClassType::Error, Some(0)));
    assert_eq!(gone.message_xml().back_off(), Some(Duration::from_millis(10)));
    assert!(messages[2].result().is_ok());
    assert_eq!(messages[2].class(), Some(&ResponseClassType::Warning));
    assert_eq!(
        (messages[2].text(), messages[2].code()),
        (Some("Cut."), Some(&ResponseCodeType::ErrorBatchProcessingStopped))
    );
    assert_eq!(messages[3].result().unwrap_err().to_string(), "ErrorOfTheFuture");
    let errors: Vec<usize> = answer.errors().iter().map(|(index, _)| *index).collect();
    assert_eq!(errors, [1, 3]);
    assert_eq!(answer.server_version().unwrap().version.as_deref(), Some("V2030_01_01"));
    assert_eq!(answer.response_messages().len(), 4);
}

#[test]
fn answers_of_other_shapes_have_response_messages_too() {
    let check = |count: usize, expected: usize| assert_eq!(count, expected);
    let text = envelope(
        "",
        r#"<m:GetUserAvailabilityResponse><m:FreeBusyResponseArray>
             <m:FreeBusyResponse><m:ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode></m:ResponseMessage></m:FreeBusyResponse>
             <m:FreeBusyResponse><m:ResponseMessage ResponseClass="Error"><m:ResponseCode>ErrorMailRecipientNotFound</m:ResponseCode></m:ResponseMessage></m:FreeBusyResponse>
           </m:FreeBusyResponseArray></m:GetUserAvailabilityResponse>"#,
    );
    let answer = soap::response::<operations::GetUserAvailability>(text.as_bytes()).unwrap();
    check(answer.response_messages().len(), 2);
    assert_eq!(answer.errors()[0].0, 1);

    let text = envelope(
        "",
        r#"<m:GetAppManifestsResponse ResponseClass="Error"><m:ResponseCode>ErrorAccessDenied</m:ResponseCode></m:GetAppManifestsResponse>"#,
    );
    let answer = soap::response::<operations::GetAppManifests>(text.as_bytes()).unwrap();
    check(answer.response_messages().len(), 1);
    assert_eq!(answer.body.result().unwrap_err().to_string(), "ErrorAccessDenied");
}

#[test]
fn headers_of_others_are_kept_and_never_fatal() {
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
fn requests_that_are_none() {
    let check = |bytes: &[u8], expected: &str| assert_eq!(soap::incoming(bytes).unwrap_err().to_string(), expected);
    check(b"", "expected a SOAP envelope, found nothing (check the HTTP status)");
    check(
        envelope("", "<x:Delete xmlns:x='urn:x'/>").as_bytes(),
        "unknown operation: no request element is named `Delete` in namespace \"urn:x\"",
    );
    // Without a namespace it is one all the same, whether the operation is known or not.
    let text = envelope("", "<FindItem/>");
    assert!(soap::incoming(text.as_bytes()).is_ok());
    assert!(soap::incoming_as::<operations::FindItem>(text.as_bytes(), Options::new()).is_ok());
    let wrong = soap::incoming_as::<operations::GetItem>(envelope("", "<m:FindItem/>").as_bytes(), Options::new());
    assert!(matches!(wrong.unwrap_err(), RequestError::Xml(_)));
}

/// What some operations answer with: the response message itself.
#[test]
fn a_response_message_in_the_place_of_its_response() {
    let body = r#"<m:GetSharingFolderResponseMessage ResponseClass="Success">
        <m:ResponseCode>NoError</m:ResponseCode><m:SharingFolderId Id="AQ"/></m:GetSharingFolderResponseMessage>"#;
    let check = |body: &str| {
        let answer = soap::response::<operations::GetSharingFolder>(envelope("", body).as_bytes()).unwrap();
        assert_eq!(answer.body.response_code, Some(ResponseCodeType::NoError));
        assert_eq!(answer.body.sharing_folder_id.as_ref().map(|id| id.id.as_str()), Some("AQ"));
        answer.deviations
    };
    let deviations = check(body);
    assert_eq!(
        deviations.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["other name: <m:GetSharingFolderResponseMessage> for GetSharingFolderResponse, at line 6, column 70, in \
          /s:Envelope/s:Body/m:GetSharingFolderResponseMessage"]
    );
    assert!(check(&body.replace("ResponseMessage>", "Response>").replace("ResponseMessage ", "Response ")).is_empty());
    let strict = Options::new().strict(true);
    assert!(soap::response_with::<operations::GetSharingFolder>(envelope("", body).as_bytes(), strict).is_err());
    assert!(soap::response::<operations::GetSharingMetadata>(envelope("", body).as_bytes()).is_err());
}

/// Where an envelope breaks off being text.
#[test]
fn an_envelope_in_no_encoding() {
    let mut bytes = envelope("", "<m:A/>").into_bytes();
    bytes[60] = 0xFF;
    let error = soap::response::<operations::FindItem>(&bytes).map(|answer| answer.body).unwrap_err();
    let expected = "the response cannot be read: the byte 0xff is no UTF-8 here: UTF-8, UTF-16 and ISO-8859-1 are read, at line 2, \
                    column 22";
    assert_eq!(error.to_string(), expected);
}
