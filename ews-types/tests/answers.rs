//! Answers of a server to requests of any operation.

use ews_types::elements::{GetItem, GetUserOofSettingsRequest, SendItem};
use ews_types::messages::{
    GetUserOofSettingsResponse, ItemInfoResponseMessageType, ResponseCodeType, ResponseMessageType,
};
use ews_types::operations::{self, AnyRequest};
use ews_types::soap::{self, AnyAnswer, Fault, NewResponseMessage, Respond as _, ResponseError};
use ews_types::types::{MessageType, ServerVersionInfoType};
use ews_types::xml::build;

/// Answers a request like a server that supports only SendItem.
fn answer(request: &[u8]) -> Result<AnyAnswer, Box<Fault>> {
    match soap::incoming(request)?.body {
        AnyRequest::SendItem(body) => Ok(body.respond([ResponseMessageType::success()])),
        other => Err(Fault::not_served(other.name()).into()),
    }
}

/// Checks the code of the fault with which the server answers.
fn check_fault(request: &[u8], expected: ResponseCodeType) {
    let (status, body) = soap::http_response(answer(request));
    assert_eq!(status, 500);
    match soap::response::<operations::SendItem>(&body) {
        Err(ResponseError::Fault(fault)) => assert_eq!(fault.response_code(), Some(expected), "{fault}"),
        other => panic!("{other:?}"),
    }
}

fn envelope(body: &str) -> String {
    format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' \
         xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'><s:Body>{body}</s:Body></s:Envelope>"
    )
}

#[test]
fn a_request_that_cannot_be_read_has_a_fault() {
    check_fault(b"{}", ResponseCodeType::ErrorInvalidRequest);
    check_fault(envelope("<m:Unknown/>").as_bytes(), ResponseCodeType::ErrorInvalidRequest);
    check_fault(envelope("<m:SendItem>").as_bytes(), ResponseCodeType::ErrorSchemaValidation);
    check_fault(envelope("<m:GetServerTimeZones/>").as_bytes(), ResponseCodeType::ErrorInvalidOperation);
}

#[test]
fn an_answer_has_the_status_of_a_success() {
    let request = soap::request(&SendItem::default()).to_vec().unwrap();
    let (status, body) = soap::http_response(answer(&request));
    assert_eq!(status, 200);
    assert!(soap::response::<operations::SendItem>(&body).unwrap().one().is_ok());
}

#[test]
fn an_answer_that_cannot_be_written_is_a_fault() {
    let item = build!(MessageType { subject: "\u{1}" });
    let message = build!(ItemInfoResponseMessageType { items: [item], ..NewResponseMessage::success() });
    let (status, body) = soap::http_response(Ok(GetItem::default().respond([message])));
    assert_eq!(status, 500);
    assert!(String::from_utf8(body).unwrap().contains("ErrorInternalServerError"));
    let (status, body) = soap::http_response(Err(Fault::client(ResponseCodeType::NoError, "\u{1}").into()));
    assert_eq!(status, 500);
    assert!(String::from_utf8(body).unwrap().contains("ErrorInternalServerError"));
}

#[test]
fn headers_are_set_independently_of_the_operation() {
    let mut answer = SendItem::default().respond([ResponseMessageType::success()]);
    answer.headers.server_version_info = Some(build!(ServerVersionInfoType { major_version: 15 }).into());
    let response = soap::response::<operations::SendItem>(&answer.to_vec().unwrap()).unwrap();
    assert_eq!(response.server_version().and_then(|version| version.major_version), Some(15));
}

#[test]
fn the_message_of_a_response_that_is_no_list_is_replaced() {
    let message = build!(GetUserOofSettingsResponse {
        response_message: ResponseMessageType::success(),
        allow_external_oof: "All"
    });
    let answer = GetUserOofSettingsRequest::default().respond([message]);
    let response = soap::response::<operations::GetUserOofSettings>(&answer.to_vec().unwrap()).unwrap();
    assert_eq!(response.body.allow_external_oof.as_ref().map(|allowed| allowed.as_str()), Some("All"));
}
