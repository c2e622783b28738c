//! Outcomes of HTTP responses with the errors of EWS.

use std::time::Duration;

use ews_types::messages::elements::SendItemResponse;
use ews_types::messages::{ResponseCodeType, ResponseMessage, ResponseMessageType};
use ews_types::operations::{FindItem, SendItem};
use ews_types::soap::{self, Fault, Operation, Outcome};
use ews_types::types::ResponseClassType;
use ews_types::xml::{AnyElement, AnyNode, AnyType};
use ews_types::{client_access_token::TokenRequests, namespaces};

/// Returns the element `BackOffMilliseconds`.
fn back_off(milliseconds: u64) -> AnyElement {
    AnyElement {
        namespace: namespaces::NAMESPACES[0].uri.to_owned(),
        prefix: "t".to_owned(),
        local: "BackOffMilliseconds".to_owned(),
        content: AnyType { nodes: vec![AnyNode::Text(milliseconds.to_string())].into(), ..AnyType::default() },
    }
}

/// Returns a short text for an outcome, such as `retry after 20, maybe twice`.
fn text<T>(outcome: &Outcome<T>) -> String {
    match outcome {
        Outcome::Response(_) => "response".to_owned(),
        Outcome::Fault(_) => "fault".to_owned(),
        Outcome::RetryAfter(retry) => {
            let delay = retry.delay.as_ref().map_or(0, Duration::as_millis);
            format!("retry after {delay}{}", if retry.may_execute_twice { ", maybe twice" } else { "" })
        }
        other => other.to_string(),
    }
}

/// Compares the outcome of a response to SendItem. `messages` has, for each response message, its code and the milliseconds to wait,
/// or 0 for a message that states no time.
#[track_caller]
fn check(messages: &[(&str, u64)], expected: &str) {
    let mut body = SendItemResponse::default();
    for &(code, milliseconds) in messages {
        let class = if code == "NoError" { ResponseClassType::Success } else { ResponseClassType::Error };
        let message = ResponseMessageType {
            response_class: class,
            response_code: Some(code.into()),
            message_xml: (milliseconds > 0).then(|| vec![back_off(milliseconds)]),
            ..ResponseMessageType::default()
        };
        body.response_messages.push(ResponseMessage::SendItemResponseMessage(message.into()));
    }
    let bytes = soap::answer::<SendItem>(&body).to_vec().unwrap();
    assert_eq!(text(&soap::outcome::<SendItem>(200, [("Server", "x")], &bytes)), expected);
}

test_support::cases! { check {
    a_success: (&[("NoError", 0)], "response");
    no_messages: (&[], "response");
    a_success_with_a_time_to_wait: (&[("NoError", 100)], "response");
    an_error: (&[("ErrorItemNotFound", 0)], "response");
    a_busy_server: (&[("ErrorServerBusy", 1500)], "retry after 1500");
    a_busy_server_without_a_time: (&[("ErrorServerBusy", 0)], "retry after 0");
    the_longest_time_of_several: (&[("ErrorServerBusy", 10), ("ErrorServerBusy", 30), ("ErrorServerBusy", 20)], "retry after 30");
    a_busy_server_after_a_success: (&[("NoError", 0), ("ErrorServerBusy", 10)], "response");
    a_success_after_a_busy_server: (&[("ErrorServerBusy", 10), ("NoError", 0)], "response");
    a_batch_that_stopped: (&[("ErrorServerBusy", 10), ("ErrorBatchProcessingStopped", 0)], "retry after 10");
    a_batch_that_stopped_elsewhere: (&[("ErrorBatchProcessingStopped", 0)], "response");
    another_error_with_a_time_to_wait: (&[("ErrorInternalServerError", 10)], "retry after 10, maybe twice");
    a_mix_of_both: (&[("ErrorInternalServerError", 20), ("ErrorServerBusy", 10)], "retry after 20, maybe twice");
}}

/// Compares the outcome of a fault. The fault has a code, and states the milliseconds to wait unless they are 0.
#[track_caller]
fn check_fault<O: Operation>(code: ResponseCodeType, milliseconds: u64, expected: &str) {
    let mut fault = Fault::server(code, "no");
    fault.detail.extend((milliseconds > 0).then(|| back_off(milliseconds)));
    let outcome = soap::outcome::<O>(500, [("Retry-After", "1")], &fault.to_vec().unwrap());
    assert_eq!(text(&outcome), expected);
}

test_support::cases! { check_fault::<SendItem> {
    a_fault_is_a_fault: (ResponseCodeType::ErrorAccessDenied, 0, "fault");
    a_fault_of_a_busy_server: (ResponseCodeType::ErrorServerBusy, 2000, "retry after 2000");
    a_fault_with_a_shorter_time_than_its_header: (ResponseCodeType::ErrorExceededConnectionCount, 20, "retry after 1000");
    a_fault_with_a_time_to_wait: (ResponseCodeType::ErrorTimeoutExpired, 3000, "retry after 3000, maybe twice");
}}

test_support::cases! { check_fault::<FindItem> {
    a_fault_of_a_reading_operation: (ResponseCodeType::ErrorTimeoutExpired, 3000, "retry after 3000");
}}

#[test]
fn tokens_are_an_outcome() {
    let outcome = TokenRequests::new().outcome(401, [("WWW-Authenticate", "NTLM")], b"");
    assert!(matches!(outcome, Outcome::Authenticate(offer) if offer.schemes == ["NTLM"]));
}
