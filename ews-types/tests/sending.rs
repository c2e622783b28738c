//! Requests that are sent with a function of the program.

use std::error::Error;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use ews_types::elements::{CreateItem, GetServerTimeZones, SendItem};
use ews_types::messages::{ResponseCodeType, ResponseMessageType};
use ews_types::soap::{self, Fault, NewResponseMessage as _, Operation, Request, Response, SendError};
use ews_types::types::{ExchangeVersionType, MessageDispositionType};
use ews_types::{operations, xml};

/// The server of the tests: a response to SendItem, and a fault for any other request.
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

/// Checks the message of an error, also as that of a boxed error.
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
        check(fault, "the server refused the request: ErrorInvalidOperation: not here");
    }
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

/// A function over all operations, without further bounds.
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
