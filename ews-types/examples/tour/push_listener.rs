//! A listener for the notifications of a push subscription. It prints each event, and ends
//! the subscription after a number of events.
//!
//! ```sh
//! cargo run --example push_listener -- --port 8080 --events 100
//! ```
//!
//! A client subscribes with `PushSubscriptionRequest` and the URL of the listener. The
//! server then sends `SendNotification` to that URL: events, and status events without
//! content while nothing happens. The server stops when the listener answers
//! `Unsubscribe`.

use std::io::{Read as _, Write as _};

use clap::{Arg, ArgMatches, Command, value_parser};
use ews_types::messages::elements::SendNotificationResult;
use ews_types::messages::{
    ResponseCodeType, ResponseMessage, SendNotificationResponseType,
    SendNotificationResultType,
};
use ews_types::operations::SendNotification;
use ews_types::soap::{self, CONTENT_TYPE, Fault};
use ews_types::types::SubscriptionStatusType;
use ews_types::xml::{self, Options};
use tiny_http::{Header, Response, Server};

/// The largest notification that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let number = |name: &'static str, default: &'static str| {
        Arg::new(name).long(name).value_parser(value_parser!(u16)).default_value(default)
    };
    let arguments = Command::new("push_listener")
        .about("Prints the notifications of a push subscription")
        .arg(number("port", "0").help("0 selects a free port"))
        .arg(number("events", "100").help("End the subscription after this many events"))
        .get_matches();
    let wanted = |arguments: &ArgMatches, name: &str| {
        arguments.get_one::<u16>(name).copied().unwrap_or_default()
    };
    let server = Server::http(("127.0.0.1", wanted(&arguments, "port")))?;
    println!("listening on http://{}/", server.server_addr());
    std::io::stdout().flush()?;
    let mut left = usize::from(wanted(&arguments, "events"));
    for mut request in server.incoming_requests() {
        let mut bytes = Vec::new();
        request.as_reader().take(MAX_BYTES).read_to_end(&mut bytes)?;
        let answer = answer(&bytes, &mut left)?;
        let header = Header::from_bytes("Content-Type", CONTENT_TYPE)
            .map_err(|()| "invalid header")?;
        request.respond(Response::from_data(answer).with_header(header))?;
    }
    Ok(())
}

/// Returns the answer to a notification: `OK`, or `Unsubscribe` after the last event.
/// `left` is the number of events that the program still waits for.
fn answer(bytes: &[u8], left: &mut usize) -> xml::Result<Vec<u8>> {
    match soap::incoming_as::<SendNotification>(bytes, Options::new()) {
        Ok(notification) => {
            *left = left.saturating_sub(print(&notification.body));
            let status = if *left > 0 {
                SubscriptionStatusType::OK
            } else {
                SubscriptionStatusType::Unsubscribe
            };
            let result = SendNotificationResultType { subscription_status: status };
            soap::answer::<SendNotification>(&SendNotificationResult(result)).to_vec()
        }
        Err(error) => {
            Fault::client(ResponseCodeType::ErrorInvalidRequest, &error.to_string())
                .to_vec()
        }
    }
}

/// Prints the events of a notification, and returns their number.
fn print(body: &SendNotificationResponseType) -> usize {
    let notifications = body.response_messages.iter().filter_map(|message| match message {
        ResponseMessage::SendNotificationResponseMessage(message) => {
            message.notification.as_ref()
        }
        _ => None,
    });
    let events = notifications.flat_map(|notification| &notification.events);
    events.inspect(|event| println!("{event:?}")).count()
}
