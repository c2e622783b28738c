//! Requests that are sent with `send`, `send_with_retries` and their asynchronous variants.

use std::error::Error;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ews_types::elements::{CreateItem, GetFolder, GetServerTimeZones, SendItem};
use ews_types::messages::{FolderInfoResponseMessageType, ResponseCodeType, ResponseMessageType};
use ews_types::soap::{
    self, ErrorCode, Fault, NewResponseMessage as _, Operation, Outcome, Request, Respond as _, Response,
    ResponseError, SendError,
};
use ews_types::types::{DefaultShapeNamesType, ExchangeVersionType, MessageDispositionType};
use ews_types::xml::build;
use ews_types::{operations, xml};

/// Answers SendItem with a response, and any other request with a fault.
fn post(envelope: &[u8], headers: &[(&str, String)]) -> xml::Result<Vec<u8>> {
    assert!(headers.contains(&("Content-Type", soap::CONTENT_TYPE.to_owned())), "{headers:?}");
    assert!(headers.iter().any(|(name, action)| *name == "SOAPAction" && action.contains("messages/")), "{headers:?}");
    match soap::incoming(envelope).map(|request| request.body) {
        Ok(operations::AnyRequest::SendItem(_)) => {
            let messages = [ResponseMessageType::success()];
            soap::answer::<operations::SendItem>(&soap::response_of::<operations::SendItem>(messages)).to_vec()
        }
        _ => Fault::client(ResponseCodeType::ErrorInvalidOperation, "not here").to_vec(),
    }
}

/// Checks the message of an error before and after the error is converted to a `Box<dyn Error>`.
fn check<T, E>(result: Result<T, SendError<E>>, expected: &str)
where
    SendError<E>: Error + 'static,
{
    let error: Box<dyn Error> = result.err().unwrap().into();
    assert_eq!(error.to_string(), expected);
}

/// Runs a future that never waits.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future waits"),
    }
}

#[test]
fn a_response_is_read() {
    let send = SendItem::default();
    let request = soap::request(&send).version(ExchangeVersionType::Exchange2013);
    assert!(request.send(post).unwrap().one().is_ok());
    let answer = ready(request.send_async(async |envelope, headers| post(envelope, headers)));
    assert!(answer.unwrap().one().is_ok());
}

#[test]
fn a_fault_is_an_error() {
    let get = GetServerTimeZones::default();
    let request = soap::request(&get).version(ExchangeVersionType::Exchange2013);
    let faults = [request.send(post), ready(request.send_async(async |envelope, headers| post(envelope, headers)))];
    for fault in faults {
        assert!(matches!(&fault, Err(SendError::Response(_))), "{fault:?}");
        let code = fault.as_ref().err().and_then(ErrorCode::error_code);
        assert_eq!(code, Some(ResponseCodeType::ErrorInvalidOperation));
        check(fault, "the server refused the request: ErrorInvalidOperation: not here");
    }
}

#[test]
fn a_response_message_and_a_fault_have_the_same_code() {
    let code = ResponseCodeType::ErrorAccessDenied;
    let answer = SendItem::default().respond([ResponseMessageType::failure(code.clone(), "no")]).to_vec().unwrap();
    let answer = soap::response::<operations::SendItem>(&answer).unwrap();
    assert_eq!(answer.one().unwrap_err().error_code(), Some(code.clone()));
    assert_eq!(answer.errors()[0].1.error_code(), Some(code.clone()));
    let fault = Fault::client(code.clone(), "no").to_vec().unwrap();
    assert_eq!(soap::response::<operations::SendItem>(&fault).unwrap_err().error_code(), Some(code.clone()));
    let outcome = soap::outcome::<operations::SendItem>(500, [("Content-Type", "text/xml")], &fault);
    assert_eq!(outcome.error_code(), Some(code));
    assert_eq!(soap::outcome::<operations::SendItem>(403, [("Content-Type", "text/xml")], b"").error_code(), None);
}

#[test]
fn the_error_of_the_function_is_kept() {
    let send = SendItem::default();
    let request = soap::request(&send);
    let refused = || std::io::Error::new(std::io::ErrorKind::ConnectionRefused, "refused");
    let result = request.send(|_, _| Err(refused()));
    assert!(matches!(&result, Err(SendError::Transport(error)) if error.kind() == refused().kind()), "{result:?}");
    check(result, "no response: refused");
    check(request.send(|_, _| Err(Box::<dyn Error>::from("offline"))), "no response: offline");
    check(ready(request.send_async(async |_, _| Err("offline"))), "no response: offline");
}

#[test]
fn a_request_that_cannot_be_written_is_not_sent() {
    let mut create = CreateItem::default();
    create.message_disposition = Some(MessageDispositionType::Other("\u{1}".to_owned()));
    let request = soap::request(&create);
    let result = request.send(|_, _| -> Result<_, String> { panic!("the request was sent") });
    assert!(matches!(&result, Err(SendError::Write(_))), "{result:?}");
    let text = result.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(text.starts_with("the request cannot be written: "), "{text}");
}

/// Status, headers and body of an HTTP response.
type HttpResponse = (u16, Vec<(&'static str, &'static str)>, Vec<u8>);

/// Sends a request to a server that gives `answers` in turn. Checks that the client waits `waits` milliseconds before the repetitions.
/// Returns the error, if the last answer causes one.
fn retry<O: Operation>(
    request: &Request<'_, O>,
    answers: impl Fn() -> Vec<HttpResponse>,
    waits: &[u64],
) -> Option<SendError<String>> {
    let (mut left, mut waited) = (answers().into_iter(), Vec::new());
    let exchange =
        |_: &[u8], _: &[(&str, String)]| left.next().ok_or_else(|| "no further request is expected".to_owned());
    let result = request.send_with_retries(exchange, |delay| waited.push(delay.as_millis()));
    let left = std::cell::RefCell::new(answers().into_iter());
    let exchange = async |_: &[u8], _: &[(&str, String)]| {
        left.borrow_mut().next().ok_or_else(|| "no further request is expected".to_owned())
    };
    let mut waited_async = Vec::new();
    let result_async =
        ready(request.send_async_with_retries(exchange, async |delay: Duration| waited_async.push(delay.as_millis())));
    assert_eq!(format!("{result:?}"), format!("{result_async:?}"));
    assert_eq!(waited, waited_async);
    assert_eq!(waited, waits.iter().map(|&wait| u128::from(wait)).collect::<Vec<_>>());
    result.err()
}

fn busy(delay: u64) -> HttpResponse {
    (500, Vec::new(), Fault::busy(Duration::from_millis(delay)).to_vec().unwrap())
}

fn unavailable() -> HttpResponse {
    (503, Vec::new(), Vec::new())
}

fn sent() -> HttpResponse {
    let answer = SendItem::default().respond([ResponseMessageType::success()]);
    let (status, body) = soap::http_response(Ok(answer));
    (status, vec![("Content-Type", "text/xml")], body)
}

fn folders() -> HttpResponse {
    (200, Vec::new(), GetFolder::default().respond([FolderInfoResponseMessageType::success()]).to_vec().unwrap())
}

#[test]
fn a_request_is_repeated_while_the_server_is_busy() {
    let get = build!(GetFolder { folder_shape: { base_shape: DefaultShapeNamesType::IdOnly } });
    let request = soap::request(&get);
    assert!(retry(&request, || vec![folders()], &[]).is_none());
    assert!(retry(&request, || vec![busy(20), busy(30), folders()], &[20, 30]).is_none());
    let after = || (503, vec![("Retry-After", "7")], Vec::new());
    assert!(retry(&request, || vec![after(), folders()], &[7000]).is_none());
    assert!(retry(&request, || vec![unavailable(), busy(5), unavailable(), folders()], &[1000, 5, 4000]).is_none());
}

#[test]
fn a_request_is_sent_five_times_at_most() {
    let get = build!(GetFolder { folder_shape: { base_shape: DefaultShapeNamesType::IdOnly } });
    let error = retry(&soap::request(&get), || vec![busy(20); 9], &[20; 4]);
    assert!(
        matches!(&error, Some(SendError::Outcome(outcome)) if matches!(**outcome, Outcome::RetryAfter(_))),
        "{error:?}"
    );
}

#[test]
fn a_request_that_may_be_executed_twice_is_not_repeated() {
    let send = SendItem::default();
    let request = soap::request(&send);
    let error = retry(&request, || vec![unavailable(), sent()], &[]);
    let expected = "the server is busy (HTTP status 503): repeat the request later; it may have carried out the request: a \
                    repeated request may be executed twice";
    check(error.map_or(Ok(()), Err), expected);
    assert!(retry(&request, || vec![busy(20), sent()], &[20]).is_none(), "a refused request is repeated");
}

#[test]
fn other_answers_are_errors_at_once() {
    let send = SendItem::default();
    let request = soap::request(&send);
    let error = |answer: HttpResponse| retry(&request, || vec![answer.clone()], &[]).map_or(Ok(()), Err);
    check(
        error((401, vec![("WWW-Authenticate", "NTLM")], Vec::new())),
        "the server does not accept the credentials; use one of its schemes: NTLM",
    );
    let fault = Fault::not_served("SendItem").to_vec().unwrap();
    let result = error((500, Vec::new(), fault));
    assert!(matches!(&result, Err(SendError::Response(ResponseError::Fault(_)))), "{result:?}");
    check(result, "the server refused the request: ErrorInvalidOperation: SendItem is not served here");
    check(retry(&request, Vec::new, &[]).map_or(Ok(()), Err), "no response: no further request is expected");
}

/// Compiles only if reading a response needs no bounds on the operation except `Operation`.
fn into_response<O: Operation>(request: &Request<'_, O>) -> Result<Response<O>, Box<dyn Error>> {
    let body = post(&request.to_vec()?, &request.http_headers())?;
    Ok(request.outcome(200, [("Content-Type", "text/xml")], &body).into_response()?)
}

#[test]
fn an_outcome_is_an_error_of_generic_functions() {
    let send = SendItem::default();
    assert!(into_response(&soap::request(&send)).is_ok());
    let get = GetServerTimeZones::default();
    let error = into_response(&soap::request(&get)).unwrap_err();
    assert!(error.to_string().contains("not here"), "{error}");
}
