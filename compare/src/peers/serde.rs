//! serde derives over quick-xml, for structs with only the fields that the facts need.

use quick_xml::{de, se};
use serde::{Deserialize, Serialize};

use crate::facts::{self, Facts};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Envelope {
    body: Body,
}

#[derive(Deserialize)]
struct Body {
    #[serde(rename = "$value")]
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    response_messages: ResponseMessages,
}

#[derive(Deserialize)]
struct ResponseMessages {
    #[serde(rename = "$value")]
    messages: Vec<ResponseMessage>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[derive(Default)]
struct ResponseMessage {
    root_folder: Option<RootFolder>,
    items: Option<Items>,
    changes: Option<Changes>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RootFolder {
    items: Items,
}

#[derive(Deserialize)]
struct Items {
    #[serde(rename = "$value", default)]
    items: Vec<Item>,
}

#[derive(Deserialize)]
enum Item {
    Message(Message),
}

#[derive(Deserialize)]
struct Changes {
    #[serde(rename = "$value", default)]
    changes: Vec<Change>,
}

#[derive(Deserialize)]
#[allow(clippy::enum_variant_names, reason = "the names of the schema")]
enum Change {
    Create(Changed),
    Update(Changed),
    Delete(Ignored),
    ReadFlagChange(Ignored),
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Changed {
    message: Message,
}

#[derive(Deserialize)]
struct Ignored {}

#[derive(Deserialize, Serialize)]
pub(crate) struct Message {
    #[serde(rename(deserialize = "MimeContent", serialize = "t:MimeContent"), skip_serializing_if = "Option::is_none")]
    mime_content: Option<String>,
    #[serde(rename(deserialize = "ItemId", serialize = "t:ItemId"))]
    item_id: ItemId,
    #[serde(rename(deserialize = "Subject", serialize = "t:Subject"))]
    subject: Option<String>,
    #[serde(rename(deserialize = "Size", serialize = "t:Size"))]
    size: Option<u64>,
    #[serde(rename(deserialize = "HasAttachments", serialize = "t:HasAttachments"))]
    has_attachments: Option<bool>,
    #[serde(rename(deserialize = "From", serialize = "t:From"))]
    from: Option<From>,
    #[serde(rename(deserialize = "IsRead", serialize = "t:IsRead"))]
    is_read: Option<bool>,
}

#[derive(Deserialize, Serialize)]
struct ItemId {
    #[serde(rename = "@Id")]
    id: String,
    #[serde(rename = "@ChangeKey")]
    change_key: String,
}

#[derive(Deserialize, Serialize)]
struct From {
    #[serde(rename(deserialize = "Mailbox", serialize = "t:Mailbox"))]
    mailbox: Mailbox,
}

#[derive(Deserialize, Serialize)]
struct Mailbox {
    #[serde(rename(deserialize = "Name", serialize = "t:Name"))]
    name: String,
    #[serde(rename(deserialize = "EmailAddress", serialize = "t:EmailAddress"))]
    email_address: String,
}

/// The body of a request to create messages.
#[derive(Serialize)]
#[serde(rename = "m:CreateItem")]
pub(crate) struct CreateItem {
    #[serde(rename = "m:Items")]
    items: Created,
}

#[derive(Serialize)]
struct Created {
    #[serde(rename = "t:Message")]
    messages: Vec<Message>,
}

pub(crate) fn read(text: &str) -> Envelope {
    de::from_str(text).unwrap()
}

pub(crate) fn write(request: &CreateItem) -> String {
    se::to_string(request).unwrap()
}

pub(crate) fn create_item(text: &str) -> CreateItem {
    let messages = read(text).body.response.response_messages.messages.into_iter();
    let items = messages.flat_map(|message| message.root_folder.map_or_else(Vec::new, |folder| folder.items.items));
    CreateItem { items: Created { messages: items.map(|Item::Message(message)| message).collect() } }
}

pub(crate) fn facts(text: &str) -> Facts {
    let mut facts = Facts::default();
    for message in read(text).body.response.response_messages.messages {
        let items = message.items.or(message.root_folder.map(|folder| folder.items));
        for Item::Message(message) in items.map_or_else(Vec::new, |items| items.items) {
            add(&mut facts, &message);
        }
        for change in message.changes.map_or_else(Vec::new, |changes| changes.changes) {
            match change {
                Change::Create(changed) | Change::Update(changed) => add(&mut facts, &changed.message),
                Change::Delete(_) | Change::ReadFlagChange(_) => facts.add_other_change(),
            }
        }
    }
    facts
}

fn add(facts: &mut Facts, message: &Message) {
    let from = message.from.as_ref().map(|from| &from.mailbox);
    facts.add(&facts::Message {
        id: &message.item_id.id,
        change_key: &message.item_id.change_key,
        subject: message.subject.as_deref().unwrap_or_default(),
        sender: from.map_or(["", ""], |from| [&from.name, &from.email_address]),
        size: message.size.unwrap_or_default(),
        has_attachments: message.has_attachments.unwrap_or_default(),
        is_read: message.is_read.unwrap_or_default(),
        mime: message.mime_content.as_deref().unwrap_or_default(),
    });
}
