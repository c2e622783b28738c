//! Subscribes to the Inbox twice: once to poll for events, and once to stream them.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    pull(&client)?;
    stream(&client)
}

/// Asks for the events since the subscription was created.
fn pull(client: &Client) -> Result<()> {
    // The subscription ends if there is no GetEvents for 10 minutes.
    let wanted = build!(PullSubscriptionRequestType {
        folder_ids: [DistinguishedFolderIdNameType::Inbox],
        event_types: [NotificationEventTypeType::CreatedEvent],
        timeout: 10,
    });
    let subscription = subscribe(client, wanted)?;
    create_message(client)?;

    let mut request = build!(GetEvents {
        subscription_id: subscription
            .subscription_id
            .ok_or("the subscription has no id")?,
        watermark: subscription.watermark.ok_or("the subscription has no watermark")?,
    });
    loop {
        let response = client.call(&request)?;
        let message = response.one()?;
        let Some(notification) = &message.notification else { break };
        for event in &notification.events {
            print(event);
            // The next call returns the events after the last watermark.
            if let Some(watermark) = &event.watermark {
                request.watermark.clone_from(watermark);
            }
        }
        if notification.more_events != Some(true) {
            break;
        }
    }

    let end = build!(Unsubscribe { subscription_id: request.subscription_id.clone() });
    client.call(&end)?.one()?;
    Ok(())
}

/// Waits for events on a connection that stays open.
fn stream(client: &Client) -> Result<()> {
    let wanted = build!(StreamingSubscriptionRequestType {
        folder_ids: [DistinguishedFolderIdNameType::Inbox],
        event_types: [NotificationEventTypeType::CreatedEvent],
    });
    let subscription = subscribe(client, wanted)?;
    create_message(client)?;

    let request = build!(GetStreamingEvents {
        subscription_ids: subscription.subscription_id,
        // In minutes, at most 30. After this time, the server closes the connection, and a
        // real client sends the request again.
        connection_timeout: 1,
    });
    let request = soap::request(&request).version(ExchangeVersionType::Exchange2013);
    let answer = client.post(&request.http_headers(), &request.to_vec()?)?;
    // The body of an HTTP error, such as an HTML page, does not contain envelopes.
    if !answer.status().is_success() {
        return Err(format!("no events: status {}", answer.status()).into());
    }
    // Some envelopes contain no event: they keep the connection open.
    for envelope in request.envelopes(answer.into_body().into_reader()) {
        let envelope = envelope?;
        if envelope.errors().iter().any(|(_, error)| has_ended(error)) {
            println!("the subscription has ended: subscribe again, then synchronize");
            break;
        }
        envelope.all_of::<NotificationEvent>()?.into_iter().for_each(print);
        if envelope.one()?.connection_status == Some(ConnectionStatusType::Closed) {
            println!("the server closes the connection");
        }
    }
    Ok(())
}

fn has_ended(error: &soap::ResponseMessageError) -> bool {
    error.code == Some(ResponseCodeType::ErrorSubscriptionNotFound)
}

fn subscribe(
    client: &Client,
    wanted: impl Into<SubscriptionRequest>,
) -> Result<SubscribeResponseMessageType> {
    let request = build!(Subscribe { subscription_request: wanted });
    Ok(client.call(&request)?.one()?.clone())
}

/// Prints an event: what has happened, when, and to which item.
fn print(event: &NotificationEvent) {
    // All events have this base, except the status event, which reports no change.
    if let Some(changed) = event.first_of::<BaseObjectChangedEventType>()
        && let Some(item) = changed.first_of::<ItemIdType>()
    {
        println!("{} {}: {}", changed.time_stamp, event.element_name(), item.id);
    }
}

fn create_message(client: &Client) -> Result<()> {
    let request = build!(CreateItem {
        message_disposition: MessageDispositionType::SaveOnly,
        saved_item_folder_id: DistinguishedFolderIdNameType::Inbox,
        items: [MessageType { subject: "A note to myself" }],
    });
    client.call(&request)?.one()?;
    Ok(())
}
