//! The results of response messages, at every depth of a response.

use ews_types::operations;
use ews_types::soap::{self, AnyResponseMessage as _, Operation, ResponseBody as _};
use ews_types::xml;

/// Checks the errors in a response body, and that the result of the body is the first of them.
#[track_caller]
fn check(read: fn(&str) -> Vec<String>, body: &str, expected: &[&str]) {
    assert_eq!(read(body), expected);
}

fn errors<O: Operation>(body: &str) -> Vec<String> {
    let text = format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
            xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
            xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><s:Body>{body}</s:Body></s:Envelope>"#
    );
    let response = soap::response::<O>(text.as_bytes()).unwrap();
    let errors = response.errors();
    let results = response.body.results();
    // Every message of a known kind has a result.
    let messages = results.iter().filter_map(|result| result.as_ref().ok());
    let known = response.response_messages();
    assert!(messages.into_iter().all(|message| known.iter().any(|known| std::ptr::eq(*known, *message))));
    if !body.contains("Unknown") {
        assert_eq!(results.len(), known.len());
    }
    assert_eq!(errors.len(), results.iter().filter(|result| result.is_err()).count());
    assert!(errors.iter().all(|(index, error)| results[*index].as_ref().unwrap_err() == error));
    let first = response.body.result().err();
    assert_eq!(first.as_ref(), errors.first().map(|(_, error)| error));
    errors.into_iter().map(|(_, error)| error.to_string()).collect()
}

const OK: &str = r#"ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>"#;
const GONE: &str = r#"ResponseClass="Error"><m:ResponseCode>ErrorItemNotFound</m:ResponseCode>"#;

fn warning(code: &str) -> String {
    format!(
        r#"<m:ResolveNamesResponse><m:ResponseMessages><m:ResolveNamesResponseMessage ResponseClass="Warning">
             <m:ResponseCode>{code}</m:ResponseCode>
           </m:ResolveNamesResponseMessage></m:ResponseMessages></m:ResolveNamesResponse>"#
    )
}

test_support::cases! { check {
    a_part_of_a_batch: (
        errors::<operations::SendItem>,
        &format!("<m:SendItemResponse><m:ResponseMessages><m:SendItemResponseMessage {OK}</m:SendItemResponseMessage>\
            <m:SendItemResponseMessage {GONE}</m:SendItemResponseMessage></m:ResponseMessages></m:SendItemResponse>"),
        &["ErrorItemNotFound (at /SendItemResponse/ResponseMessages/SendItemResponseMessage[2])"],
    );
    delegates: (
        errors::<operations::GetDelegate>,
        &format!("<m:GetDelegateResponse {OK}<m:ResponseMessages>\
            <m:DelegateUserResponseMessageType {OK}</m:DelegateUserResponseMessageType>\
            <m:DelegateUserResponseMessageType {GONE}</m:DelegateUserResponseMessageType>\
            </m:ResponseMessages></m:GetDelegateResponse>"),
        &["ErrorItemNotFound (at /GetDelegateResponse/ResponseMessages/DelegateUserResponseMessageType[2])"],
    );
    an_added_delegate: (
        errors::<operations::AddDelegate>,
        &format!("<m:AddDelegateResponse {OK}<m:ResponseMessages>\
            <m:DelegateUserResponseMessageType {GONE}</m:DelegateUserResponseMessageType>\
            </m:ResponseMessages></m:AddDelegateResponse>"),
        &["ErrorItemNotFound (at /AddDelegateResponse/ResponseMessages/DelegateUserResponseMessageType[1])"],
    );
    mail_tips: (
        errors::<operations::GetMailTips>,
        &format!("<m:GetMailTipsResponse {OK}<m:ResponseMessages>\
            <m:MailTipsResponseMessageType {GONE}</m:MailTipsResponseMessageType></m:ResponseMessages></m:GetMailTipsResponse>"),
        &["ErrorItemNotFound (at /GetMailTipsResponse/ResponseMessages/MailTipsResponseMessageType[1])"],
    );
    service_configuration: (
        errors::<operations::GetServiceConfiguration>,
        &format!("<m:GetServiceConfigurationResponse {OK}<m:ResponseMessages>\
            <m:ServiceConfigurationResponseMessageType {GONE}</m:ServiceConfigurationResponseMessageType>\
            </m:ResponseMessages></m:GetServiceConfigurationResponse>"),
        &["ErrorItemNotFound (at /GetServiceConfigurationResponse/ResponseMessages/ServiceConfigurationResponseMessageType[1])"],
    );
    availability: (
        errors::<operations::GetUserAvailability>,
        &format!("<m:GetUserAvailabilityResponse><m:FreeBusyResponseArray><m:FreeBusyResponse>\
            <m:ResponseMessage {GONE}</m:ResponseMessage></m:FreeBusyResponse></m:FreeBusyResponseArray>\
            <m:SuggestionsResponse><m:ResponseMessage {GONE}</m:ResponseMessage></m:SuggestionsResponse>\
            </m:GetUserAvailabilityResponse>"),
        &[
            "ErrorItemNotFound (at /GetUserAvailabilityResponse/FreeBusyResponseArray/FreeBusyResponse[1]/ResponseMessage)",
            "ErrorItemNotFound (at /GetUserAvailabilityResponse/SuggestionsResponse/ResponseMessage)",
        ],
    );
    the_body_itself: (
        errors::<operations::GetAppManifests>,
        &format!("<m:GetAppManifestsResponse {GONE}</m:GetAppManifestsResponse>"),
        &["ErrorItemNotFound (at /GetAppManifestsResponse)"],
    );
    messages_of_an_unknown_kind: (
        errors::<operations::SendItem>,
        &format!("<m:SendItemResponse><m:ResponseMessages><m:UnknownResponseMessage {OK}</m:UnknownResponseMessage>\
            <m:UnknownResponseMessage ResponseClass=\"Error\"><m:MessageText>No.</m:MessageText>\
            <m:ResponseCode>ErrorAccessDenied</m:ResponseCode></m:UnknownResponseMessage>\
            <m:SendItemResponseMessage {GONE}</m:SendItemResponseMessage></m:ResponseMessages></m:SendItemResponse>"),
        &[
            "ErrorAccessDenied: No. (at /SendItemResponse/ResponseMessages/UnknownResponseMessage[2])",
            "ErrorItemNotFound (at /SendItemResponse/ResponseMessages/SendItemResponseMessage[3])",
        ],
    );
    messages_without_a_class_which_are_unknown: (
        errors::<operations::SendItem>,
        "<m:SendItemResponse><m:ResponseMessages>\
            <m:SendItemResponseMessage Unknown=\"1\"><m:ResponseCode>NoError</m:ResponseCode></m:SendItemResponseMessage>\
            <m:SendItemResponseMessage><m:ResponseCode>ErrorItemNotFound</m:ResponseCode></m:SendItemResponseMessage>\
            </m:ResponseMessages></m:SendItemResponse>",
        &["ErrorItemNotFound (at /SendItemResponse/ResponseMessages/SendItemResponseMessage[2])"],
    );
    a_warning_with_a_result: (
        errors::<operations::ResolveNames>, &warning("ErrorNameResolutionMultipleResults"), &[],
    );
    a_warning_without_a_code: (errors::<operations::ResolveNames>, &warning(""), &[]);
    a_request_after_an_error: (
        errors::<operations::ResolveNames>,
        &warning("ErrorBatchProcessingStopped"),
        &["ErrorBatchProcessingStopped (at /ResolveNamesResponse/ResponseMessages/ResolveNamesResponseMessage[1])"],
    );
    a_store_that_is_offline: (
        errors::<operations::ResolveNames>,
        &warning("ErrorMailboxStoreUnavailable"),
        &["ErrorMailboxStoreUnavailable (at /ResolveNamesResponse/ResponseMessages/ResolveNamesResponseMessage[1])"],
    );
}}

/// The values that a server adds to an error, and the text of the error.
mod message_xml {
    use super::*;

    #[track_caller]
    fn check(content: &str, name: &str, value: Option<&str>, text: &str) {
        let read: ews_types::messages::elements::GetPersonaResponseMessage = xml::from_str(&format!(
            r#"<m:GetPersonaResponseMessage ResponseClass="Error"
                xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
                xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
                <m:MessageText>No.</m:MessageText><m:ResponseCode>ErrorAccessDenied</m:ResponseCode>
                <m:MessageXml>{content}</m:MessageXml></m:GetPersonaResponseMessage>"#
        ))
        .unwrap();
        let error = read.0.result().unwrap_err();
        assert_eq!(error.message_xml().value(name).as_deref(), value);
        assert_eq!(error.to_string(), format!("ErrorAccessDenied: No.{text}"));
    }

    const FIELDS: &str = r#"<t:FieldURI FieldURI="calendar:IsMeeting"/>
        <t:IndexedFieldURI FieldURI="contacts:EmailAddress" FieldIndex="EmailAddress1"/>
        <t:ExtendedFieldURI PropertyTag="0x3008" PropertyType="SystemTime"/>"#;
    const PROPERTIES: &str = " (calendar:IsMeeting, contacts:EmailAddress/EmailAddress1, 0x3008/SystemTime)";

    test_support::cases! { check {
        a_property: (FIELDS, "FieldURI", Some("calendar:IsMeeting"), PROPERTIES);
        an_indexed_property: (FIELDS, "IndexedFieldURI", Some("contacts:EmailAddress/EmailAddress1"), PROPERTIES);
        an_attribute: (FIELDS, "PropertyTag", Some("0x3008"), PROPERTIES);
        the_name_of_an_attribute_only: (
            r#"<t:IndexedFieldURI FieldURI="contacts:EmailAddress" FieldIndex="EmailAddress1"/>"#,
            "FieldURI",
            Some("contacts:EmailAddress"),
            " (contacts:EmailAddress/EmailAddress1)",
        );
        nothing_of_the_name: (FIELDS, "Other", None, PROPERTIES);
        a_named_value: (r#"<t:Value Name="BackOffMilliseconds">10</t:Value>"#, "BackOffMilliseconds", Some("10"), "");
        an_empty_value: (r#"<t:Value Name="Empty"/>"#, "Empty", Some(""), "");
        a_violation: ("<t:Violation>Not so.</t:Violation>", "Violation", Some("Not so."), " Not so.");
        a_violation_that_the_text_contains: ("<t:Violation>No.</t:Violation>", "Violation", Some("No."), "");
    }}
}
