//! Outcomes of HTTP responses.

use std::time::Duration;

use xsd_runtime::soap::{self, AnyHeaders, Fault, Outcome, Response, RetryHint, ServiceResponse};

use super::orders::{CancelOrder, FindOrders};
use super::{Operation, found_orders};

/// A response of a service in which a fault with the text `wait SECONDS` asks the client to wait, and operations whose names begin
/// with `Find` are repeatable.
#[derive(Debug)]
struct OrderResponse;

impl<O: Operation> From<Response<O>> for OrderResponse {
    fn from(_: Response<O>) -> Self {
        Self
    }
}

impl<O: Operation> ServiceResponse<O> for OrderResponse {
    type Headers = AnyHeaders;
    type Fault = Fault;

    fn is_repeatable() -> bool {
        O::NAME.starts_with("Find")
    }

    fn retry_hint_of(fault: &Fault) -> Option<RetryHint> {
        let delay = fault.string.strip_prefix("wait ")?.parse().ok().map(Duration::from_secs);
        Some(RetryHint { delay, was_refused: fault.code.local == "Client" })
    }
}

/// A body of an HTTP response.
enum Body {
    Bytes(&'static str),
    Found,
    CutOff,
    Fault(Fault),
}

impl Body {
    fn bytes(self) -> Vec<u8> {
        let found = soap::answer::<FindOrders>(&found_orders()).to_vec().unwrap();
        match self {
            Self::Bytes(text) => text.as_bytes().to_vec(),
            Self::Found => found,
            Self::CutOff => found[..found.len() - 30].to_vec(),
            Self::Fault(fault) => fault.to_vec().unwrap(),
        }
    }
}

/// Checks that `expected` is the text of the outcome of the operation `O`. Neither `Display` nor `Debug` may print `secret`.
#[track_caller]
fn check_of<O: Operation>(status: u16, headers: &[(&str, &str)], body: &[u8], expected: &str) {
    let outcome = soap::outcome::<O, OrderResponse>(status, headers.iter().copied(), body);
    let (text, debug) = (outcome.to_string(), format!("{outcome:?}"));
    assert_eq!(text, expected, "{debug}");
    assert!(!text.contains("secret") && !debug.contains("secret"), "{text}\n{debug}");
}

/// Checks the outcome of `CancelOrder`, which is not repeatable.
#[track_caller]
fn check(status: u16, headers: &[(&str, &str)], body: Body, expected: &str) {
    check_of::<CancelOrder>(status, headers, &body.bytes(), expected);
}

/// Checks the outcome of `FindOrders`, which is repeatable.
#[track_caller]
fn check_repeatable(status: u16, headers: &[(&str, &str)], body: Body, expected: &str) {
    check_of::<FindOrders>(status, headers, &body.bytes(), expected);
}

/// The HTTP header that asks the client to wait 7 seconds.
const WAIT: &[(&str, &str)] = &[("retry-after", " 7 ")];

test_support::cases! { check_repeatable {
    a_response: (200, &[], Body::Found, "the server responded");
    a_response_with_the_status_of_a_fault: (500, &[], Body::Found, "the server responded");
    a_response_that_is_cut_off: (200, &[], Body::CutOff, "the response is cut off");
    a_busy_server_of_a_repeatable_operation: (503, &[], Body::Bytes(""), "the server is busy (HTTP status 503): repeat the request later");
    an_error_page_of_a_repeatable_operation: (500, &[], Body::Bytes("<html/>"), "the server refused the request (HTTP status 500)");
}}

const TWICE: &str = "; it may have carried out the request: a repeated request may be executed twice";

test_support::cases! { check {
    a_fault: (500, &[], Body::Fault(Fault::server("broken")), "the server refused the request: Server: broken");
    a_fault_with_another_status: (400, &[], Body::Fault(Fault::client("no")), "the server refused the request: Client: no");
    a_fault_that_asks_to_wait: (
        500, WAIT, Body::Fault(Fault::server("wait 9")),
        &format!("the server is busy (HTTP status 500): repeat the request after 9 s{TWICE}"),
    );
    a_refusal_that_asks_to_wait: (
        500, WAIT, Body::Fault(Fault::client("wait 5")),
        "the server is busy (HTTP status 500): repeat the request after 7 s",
    );
    a_busy_server: (503, WAIT, Body::Bytes("<html>secret</html>"), &format!("the server is busy (HTTP status 503): repeat the request after 7 s{TWICE}"));
    a_gateway_without_an_answer: (504, &[], Body::Bytes(""), &format!("the server is busy (HTTP status 504): repeat the request later{TWICE}"));
    too_many_requests: (429, WAIT, Body::Bytes(""), "the server is busy (HTTP status 429): repeat the request after 7 s");
    a_wait_that_is_too_long: (429, &[("Retry-After", "99999999999999999999999")], Body::Bytes(""), "the server is busy (HTTP status 429): repeat the request later");
    a_wait_that_is_not_a_duration: (429, &[("Retry-After", "-1")], Body::Bytes(""), "the server is busy (HTTP status 429): repeat the request later");
    a_missing_sign_in: (
        401,
        &[("WWW-Authenticate", "Negotiate"), ("www-authenticate", "NTLM c2VjcmV0, Basic realm = \"a, secret\\\", b\", Bearer error=secret, basic")],
        Body::Bytes("<html/>"),
        "the server does not accept the credentials; use one of its schemes: Negotiate, NTLM, Basic, Bearer",
    );
    a_missing_sign_in_without_schemes: (401, &[], Body::Bytes(""), "the server does not accept the credentials; it offers no scheme");
    a_missing_sign_in_to_a_proxy: (
        407, &[("Proxy-Authenticate", "Basic")], Body::Bytes(""),
        "the proxy does not accept the credentials; use one of its schemes: Basic",
    );
    a_redirection: (
        302, &[("Location", "https://secret:secret@other.example/EWS?token=secret#secret")], Body::Bytes(""),
        "the server redirects to https://other.example/EWS: check the URL (HTTP status 302)",
    );
    a_redirection_to_nowhere: (301, &[], Body::Bytes(""), "the service is not at this address: check the URL (HTTP status 301)");
    a_missing_service: (404, &[], Body::Bytes("<html/>"), "the service is not at this address: check the URL (HTTP status 404)");
    a_page_for_browsers: (405, &[], Body::Bytes("<html/>"), "the service is not at this address: check the URL (HTTP status 405)");
    an_html_page: (
        200, &[], Body::Bytes("<!DOCTYPE html><html><title>Sign in</title>secret</html>"),
        "expected a SOAP envelope, found an HTML page: Sign in (a sign-in page, or the page of a proxy? check the URL and the \
         credentials)",
    );
    no_content: (200, &[], Body::Bytes(" "), &format!("the server did not answer{TWICE}"));
    a_length_that_was_not_received: (200, &[("Content-Length", "500")], Body::Bytes("<a"), &format!("the response is cut off{TWICE}"));
    a_forbidden_service: (403, &[], Body::Bytes(""), "the server refused the request (HTTP status 403)");
    an_error_page: (500, &[], Body::Bytes("<html/>"), &format!("the server refused the request (HTTP status 500){TWICE}"));
}}

#[test]
fn an_unreadable_envelope_is_an_error() {
    let body = Body::Found.bytes();
    let outcome = soap::outcome::<CancelOrder, OrderResponse>(200, [("", "")], &body);
    assert!(matches!(outcome, Outcome::Unreadable(_)), "{outcome:?}");
}

/// Checks the outcome of a request without an answer: `expected` is true if the server may execute the request twice when the client
/// repeats it.
#[track_caller]
fn check_unanswered<O: Operation>(was_sent: bool, expected: bool) {
    match soap::unanswered::<O, OrderResponse>(was_sent) {
        Outcome::Transport(transport) => assert_eq!(transport.may_execute_twice, expected),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_request_that_was_not_sent_may_be_repeated() {
    check_unanswered::<CancelOrder>(false, false);
}

#[test]
fn a_request_that_was_sent_may_be_executed_twice() {
    check_unanswered::<CancelOrder>(true, true);
}

#[test]
fn a_repeatable_request_may_be_repeated() {
    check_unanswered::<FindOrders>(true, false);
}

/// Checks the delay in seconds from `now`, the value of the header `Date`, to `date`, the value of `Retry-After`. `expected` is 0 if
/// `date` is in the past, and `None` if it is not a date.
#[track_caller]
fn check_date(now: &str, date: &str, expected: Option<u64>) {
    let headers = [("Date", now), ("Retry-After", date)];
    match soap::outcome::<CancelOrder, OrderResponse>(503, headers, b"") {
        Outcome::RetryAfter(retry) => assert_eq!(retry.delay, expected.map(Duration::from_secs), "{date}"),
        other => panic!("{other:?}"),
    }
}

/// The value of the header `Date`.
const NOW: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

test_support::cases! { check_date {
    a_date: (NOW, "Mon, 07 Nov 1994 08:49:38 GMT", Some(86401));
    a_date_with_two_digits: (NOW, "Sunday, 06-Nov-94 08:50:37 GMT", Some(60));
    a_date_of_asctime: (NOW, "Sun Nov  6 08:49:47 1994", Some(10));
    a_date_in_the_past: (NOW, "Sun, 06 Nov 1994 08:49:36 GMT", Some(0));
    a_date_without_a_valid_now: ("", "Sun, 06 Nov 1994 08:49:36 GMT", Some(0));
    a_day_that_does_not_exist: (NOW, "Sun, 31 Nov 1994 08:49:36 GMT", None);
    an_hour_that_does_not_exist: (NOW, "Sun, 06 Nov 1994 99:49:36 GMT", None);
    a_month_that_does_not_exist: (NOW, "Sun, 06 Növ 1994 08:49:36 GMT", None);
    not_a_date: (NOW, "tomorrow", None);
}}
