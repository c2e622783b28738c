//! Runs the example `push_listener`, and sends it the notifications of a server.

use std::process::Command;

use ews_types::messages::SendNotificationResponseMessageType;
use ews_types::messages::elements::{SendNotification, SendNotificationResult};
use ews_types::operations;
use ews_types::soap::{self, ResponseError};
use ews_types::types::{NotificationEvent, NotificationType, ResponseClassType, SubscriptionStatusType};

use crate::servers::{Server, example};

struct Listener(Server);

impl Listener {
    fn start(events: &str) -> Self {
        Self(Server::start(Command::new(example("push_listener")).args(["--events", events])))
    }

    /// Sends bytes, and returns the subscription status in the answer of the listener.
    fn send(&self, bytes: &[u8]) -> Result<SubscriptionStatusType, ResponseError> {
        let mut answer = ureq::post(&self.0.url).send(bytes).unwrap();
        let answer = answer.body_mut().read_to_vec().unwrap();
        let response = soap::response::<operations::SendNotification>(&answer)?;
        let SendNotificationResult(result) = response.body;
        Ok(result.subscription_status)
    }
}

/// Returns a notification with a status event.
fn notification() -> Vec<u8> {
    let event = NotificationEvent::StatusEvent(Default::default());
    let notification = NotificationType { subscription_id: "s".into(), events: vec![event], ..Default::default() };
    let mut message = SendNotificationResponseMessageType { notification: Some(notification), ..Default::default() };
    message.response_class = ResponseClassType::Success;
    let mut body = SendNotification::default();
    body.response_messages.push(message.into());
    soap::request(&body).to_vec().unwrap()
}

#[test]
fn the_listener_ends_the_subscription_after_some_events() {
    let listener = Listener::start("2");
    assert_eq!(listener.send(&notification()).unwrap(), SubscriptionStatusType::OK);
    assert_eq!(listener.send(&notification()).unwrap(), SubscriptionStatusType::Unsubscribe);
}

#[test]
fn the_listener_answers_other_bytes_with_a_fault() {
    let error = Listener::start("2").send(b"<a/>").unwrap_err();
    assert!(matches!(error, ResponseError::Fault(_)), "{error}");
}
