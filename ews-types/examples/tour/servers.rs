//! Serves a mailbox in memory, and sends requests to it as a client.

use std::convert::Infallible;
use std::error::Error;

use ews_types::operations::AnyRequest;
use ews_types::prelude::*;
use ews_types::soap::{AnyAnswer, Fault, NewResponseMessage, Respond as _};

/// The messages. The id of a message is its index.
struct Mailbox(Vec<MessageType>);

impl Mailbox {
    /// Returns status and body of the HTTP response to a request.
    fn serve(&mut self, request: &[u8]) -> (u16, Vec<u8>) {
        soap::http_response(self.answer(request))
    }

    fn answer(&mut self, request: &[u8]) -> Result<AnyAnswer, Box<Fault>> {
        // If the bytes are not a request, `?` converts the error to a fault.
        let request = soap::incoming(request)?;
        match &request.body {
            AnyRequest::GetItem(body) => {
                Ok(body.respond(body.item_ids.iter().map(|id| self.get(id))))
            }
            AnyRequest::UpdateItem(body) => {
                let messages = body.item_changes.iter().map(|change| self.update(change));
                Ok(body.respond(messages))
            }
            other => Err(Fault::not_served(other.name()).into()),
        }
    }

    /// Returns the message that an id of any kind identifies.
    fn message(&mut self, id: &impl xml::Search) -> Option<&mut MessageType> {
        self.0.get_mut(id.required_text()?.parse::<usize>().ok()?)
    }

    fn get(&mut self, id: &BaseItemId) -> ItemInfoResponseMessageType {
        match self.message(id) {
            Some(message) => build!(ItemInfoResponseMessageType {
                items: [message.clone()],
                ..NewResponseMessage::success()
            }),
            None => not_found(),
        }
    }

    fn update(&mut self, change: &ItemChangeType) -> UpdateItemResponseMessageType {
        match self.message(&change.item_id) {
            Some(message) => {
                change.apply_to(message);
                NewResponseMessage::success()
            }
            None => not_found(),
        }
    }
}

fn not_found<M: NewResponseMessage>() -> M {
    M::failure(ResponseCodeType::ErrorItemNotFound, "There is no such message.")
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut mailbox =
        Mailbox(vec![build!(MessageType { subject: "Lunch", is_read: false })]);
    // A real server calls this function for each POST, and sends the status and the body.
    let mut post = |request: &[u8], _: &[(&str, String)]| {
        Ok::<_, Infallible>(mailbox.serve(request).1)
    };

    let update = build!(UpdateItem {
        conflict_resolution: ConflictResolutionType::AutoResolve,
        message_disposition: MessageDispositionType::SaveOnly,
        item_changes: [ItemChangeType {
            item_id: ItemIdType::new("0"),
            updates: [SetItemFieldType {
                path: UnindexedFieldURIType::MessageIsRead,
                item: MessageType { is_read: true },
            }],
        }],
    });
    soap::request(&update).send(&mut post)?.one()?;

    let get = build!(GetItem {
        item_shape: { base_shape: DefaultShapeNamesType::Default },
        item_ids: [ItemIdType::new("0"), ItemIdType::new("1")],
    });
    for message in soap::request(&get).send(&mut post)?.results() {
        match message {
            Ok(message) => {
                let message = message.first_of::<MessageType>().ok_or("no message")?;
                println!("{}: {}", message.subject.or_empty(), message.is_read.or_empty());
            }
            Err(error) => println!("{error}"),
        }
    }
    Ok(())
}
