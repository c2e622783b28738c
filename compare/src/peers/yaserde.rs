//! The derive macro of yaserde, for structs with only the fields that the facts need.

use yaserde::YaDeserialize;

use crate::facts::{self, Facts};

/// Defines structs that each read one element: `ItemId = "t" "ItemId" { .. }` reads `<t:ItemId>`.
macro_rules! structs {
    ($($name:ident = $prefix:literal $element:literal { $($(#[$attribute:meta])* $field:ident: $ty:ty,)* })*) => {
        $(
            #[derive(Default, YaDeserialize)]
            #[yaserde(rename = $element, prefix = $prefix, namespaces = {
                "s" = "http://schemas.xmlsoap.org/soap/envelope/",
                "m" = "http://schemas.microsoft.com/exchange/services/2006/messages",
                "t" = "http://schemas.microsoft.com/exchange/services/2006/types"
            })]
            pub(crate) struct $name {
                $($(#[$attribute])* $field: $ty,)*
            }
        )*
    };
}

structs! {
    Envelope = "s" "Envelope" {
        #[yaserde(rename = "Body", prefix = "s")]
        body: Body,
    }
    Body = "s" "Body" {
        #[yaserde(rename = "FindItemResponse", prefix = "m")]
        response: Response,
    }
    Response = "m" "FindItemResponse" {
        #[yaserde(rename = "ResponseMessages", prefix = "m")]
        messages: ResponseMessages,
    }
    ResponseMessages = "m" "ResponseMessages" {
        #[yaserde(rename = "FindItemResponseMessage", prefix = "m")]
        messages: Vec<ResponseMessage>,
    }
    ResponseMessage = "m" "FindItemResponseMessage" {
        #[yaserde(rename = "RootFolder", prefix = "m")]
        root_folder: RootFolder,
    }
    RootFolder = "m" "RootFolder" {
        #[yaserde(rename = "Items", prefix = "t")]
        items: Items,
    }
    Items = "t" "Items" {
        #[yaserde(rename = "Message", prefix = "t")]
        messages: Vec<Message>,
    }
    Message = "t" "Message" {
        #[yaserde(rename = "ItemId", prefix = "t")]
        item_id: ItemId,
        #[yaserde(rename = "Subject", prefix = "t")]
        subject: String,
        #[yaserde(rename = "Size", prefix = "t")]
        size: u64,
        #[yaserde(rename = "HasAttachments", prefix = "t")]
        has_attachments: bool,
        #[yaserde(rename = "From", prefix = "t")]
        from: From,
        #[yaserde(rename = "IsRead", prefix = "t")]
        is_read: bool,
    }
    ItemId = "t" "ItemId" {
        #[yaserde(attribute = true, rename = "Id")]
        id: String,
        #[yaserde(attribute = true, rename = "ChangeKey")]
        change_key: String,
    }
    From = "t" "From" {
        #[yaserde(rename = "Mailbox", prefix = "t")]
        mailbox: Mailbox,
    }
    Mailbox = "t" "Mailbox" {
        #[yaserde(rename = "Name", prefix = "t")]
        name: String,
        #[yaserde(rename = "EmailAddress", prefix = "t")]
        address: String,
    }
}

pub(crate) fn read(text: &str) -> Envelope {
    yaserde::de::from_str(text).unwrap()
}

pub(crate) fn facts(text: &str) -> Facts {
    let mut facts = Facts::default();
    for message in
        read(text).body.response.messages.messages.iter().flat_map(|message| &message.root_folder.items.messages)
    {
        facts.add(&facts::Message {
            id: &message.item_id.id,
            change_key: &message.item_id.change_key,
            subject: &message.subject,
            sender: [&message.from.mailbox.name, &message.from.mailbox.address],
            size: message.size,
            has_attachments: message.has_attachments,
            is_read: message.is_read,
            mime: "",
        });
    }
    facts
}
