//! Subscribes to the Inbox twice: once to ask for events, and once to wait for them.
#![allow(
    clippy::field_reassign_with_default,
    reason = "a literal cannot set fields of a base"
)]

mod client;

use client::{Client, Result, folder};
use ews_types::messages::ResponseMessage;
use ews_types::messages::elements::{
    CreateItem, GetEvents, GetStreamingEvents, Subscribe, Unsubscribe,
};
use ews_types::messages::{SubscribeResponseMessageType, SubscriptionRequest};
use ews_types::operations;
use ews_types::soap::{self, AnyResponseMessage as _};
use ews_types::types::{
    BaseObjectChangedEventId, ConnectionStatusType, DistinguishedFolderIdNameType,
    DistinguishedFolderIdType, ExchangeVersionType, MessageDispositionType, MessageType,
    NotificationEvent, NotificationEventTypeType, NotificationType,
    PullSubscriptionRequestType, StreamingSubscriptionRequestType, TargetFolderIdType,
};

fn main() -> Result<()> {
    let client = Client::from_env()?;
    pull(&client)?;
    stream(&client)
}

/// Asks for the events since the subscription.
fn pull(client: &Client) -> Result<()> {
    // The subscription ends if there is no GetEvents for 10 minutes.
    let mut wanted = PullSubscriptionRequestType { timeout: 10, ..Default::default() };
    wanted.folder_ids = Some(vec![folder(DistinguishedFolderIdNameType::Inbox)]);
    wanted.event_types = vec![NotificationEventTypeType::CreatedEvent];
    let subscription = subscribe(client, wanted.into())?;
    create_message(client)?;

    let mut request = GetEvents::default();
    request.subscription_id =
        subscription.subscription_id.ok_or("the subscription has no id")?;
    request.watermark =
        subscription.watermark.ok_or("the subscription has no watermark")?;
    loop {
        let response = client.call(&request)?;
        let message = response.one()?;
        let Some(notification) = &message.notification else { break };
        // Each event has a watermark: the next call returns the events after the last one.
        if let Some(watermark) = print(notification) {
            request.watermark = watermark;
        }
        if notification.more_events != Some(true) {
            break;
        }
    }

    let mut end = Unsubscribe::default();
    end.subscription_id = request.subscription_id.clone();
    for message in &client.call(&end)?.body.response_messages {
        message.result()?;
    }
    Ok(())
}

/// Waits for events on a connection that stays open.
fn stream(client: &Client) -> Result<()> {
    let wanted = StreamingSubscriptionRequestType {
        folder_ids: Some(vec![folder(DistinguishedFolderIdNameType::Inbox)]),
        event_types: vec![NotificationEventTypeType::CreatedEvent],
        ..Default::default()
    };
    let subscription = subscribe(client, wanted.into())?;
    create_message(client)?;

    let mut request = GetStreamingEvents::default();
    request.subscription_ids = subscription.subscription_id.into_iter().collect();
    // In minutes, at most 30. After them, the client sends the request again.
    request.connection_timeout = 1;
    let request = soap::request(&request).version(ExchangeVersionType::Exchange2013);
    let answer = client.post(&request.http_headers(), &request.to_vec()?)?.into_body();
    // Some envelopes contain no notification: they keep the connection open.
    for envelope in
        soap::Envelopes::<operations::GetStreamingEvents, _>::new(answer.into_reader())
    {
        for message in &envelope?.body.response_messages {
            let ResponseMessage::GetStreamingEventsResponseMessage(message) =
                message.result()?
            else {
                continue;
            };
            for notification in message.notifications.iter().flatten() {
                print(notification);
            }
            if message.connection_status == Some(ConnectionStatusType::Closed) {
                println!("the server closes the connection");
            }
        }
    }
    Ok(())
}

fn subscribe(
    client: &Client,
    subscription_request: SubscriptionRequest,
) -> Result<SubscribeResponseMessageType> {
    let mut request = Subscribe::default();
    request.subscription_request = subscription_request;
    let response = client.call(&request)?;
    let message = response.body.response_messages.first().ok_or("the response is empty")?;
    match message.result()? {
        ResponseMessage::SubscribeResponseMessage(message) => Ok(message.clone()),
        _ => Err("the response is of another kind".into()),
    }
}

/// Prints the events, and returns the watermark of the last one.
fn print(notification: &NotificationType) -> Option<String> {
    for event in &notification.events {
        // A status event states that nothing has happened.
        if let NotificationEvent::CreatedEvent(event) = event
            && let BaseObjectChangedEventId::ItemId(id) = &event.id
        {
            println!("new: {}", id.id);
        }
    }
    // All kinds of events have a watermark; those of a streaming subscription do not.
    notification.events.last().and_then(|event| event.watermark.clone())
}

fn create_message(client: &Client) -> Result<()> {
    let mut message = MessageType::default();
    message.subject = Some("A note to myself".to_owned());
    let mut request = CreateItem::default();
    request.message_disposition = Some(MessageDispositionType::SaveOnly);
    let inbox = DistinguishedFolderIdType {
        id: DistinguishedFolderIdNameType::Inbox,
        ..Default::default()
    };
    request.saved_item_folder_id =
        Some(TargetFolderIdType { folder_id: inbox.into() }.into());
    request.items.push(message.into());
    for message in &client.call(&request)?.body.response_messages {
        message.result()?;
    }
    Ok(())
}
