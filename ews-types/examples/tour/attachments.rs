//! Prints the attachments of the messages in the Inbox, and adds one.

mod client;

use client::{Client, Result};
use ews_types::messages::elements::{CreateAttachment, FindItem, GetAttachment, GetItem};
use ews_types::types::{
    AnyItemIdType, Attachment, AttachmentIdType, DefaultShapeNamesType,
    DistinguishedFolderIdNameType, FileAttachmentType, ItemQueryTraversalType,
    ItemsOrGroups, UnindexedFieldURIType,
};
use ews_types::xml::build;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let mut first = None;
    for item in items_with_attachments(&client)? {
        for id in attachments(&client, &item)? {
            print(&client, id)?;
        }
        first.get_or_insert(item);
    }

    let create = build!(CreateAttachment {
        parent_item_id: first.ok_or("no message has attachments")?,
        attachments: [FileAttachmentType {
            name: "note.txt",
            content_type: "text/plain",
            content: *b"Paid.",
        }],
    });
    for message in client.call(&create)?.results() {
        let message = message?;
        for attachment in message.attachments.iter().flatten() {
            // The item has changed: this is its new change key.
            let id = attachment.attachment_id.as_ref();
            println!(
                "new change key: {}",
                id.and_then(|id| id.root_item_change_key.as_deref()).unwrap_or_default()
            );
        }
    }
    Ok(())
}

fn items_with_attachments(client: &Client) -> Result<Vec<AnyItemIdType>> {
    let find = build!(FindItem {
        traversal: ItemQueryTraversalType::Shallow,
        // It contains the flag `has_attachments`, and not the attachments.
        item_shape: { base_shape: DefaultShapeNamesType::Default },
        parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });
    let mut found = Vec::new();
    for message in client.call(&find)?.results() {
        let message = message?;
        let items = message.root_folder.as_ref().map(|root| &root.items_or_groups);
        let Some(ItemsOrGroups::Items(items)) = items else { continue };
        let items = items.iter().filter(|item| item.has_attachments == Some(true));
        found.extend(items.filter_map(|item| item.item_id.clone()));
    }
    Ok(found)
}

/// Returns the ids of the attachments of an item.
fn attachments(client: &Client, id: &AnyItemIdType) -> Result<Vec<AttachmentIdType>> {
    let get = build!(GetItem {
        item_shape: {
            base_shape: DefaultShapeNamesType::IdOnly,
            additional_properties: [UnindexedFieldURIType::ItemAttachments],
        },
        item_ids: [id.clone()],
    });
    let mut found = Vec::new();
    for message in client.call(&get)?.results() {
        let message = message?;
        let attachments = message
            .items
            .iter()
            .flatten()
            .flat_map(|item| item.attachments.iter().flatten());
        found.extend(attachments.filter_map(|attachment| attachment.attachment_id.clone()));
    }
    Ok(found)
}

/// Gets an attachment with its content, and prints it.
fn print(client: &Client, id: AttachmentIdType) -> Result<()> {
    let get = build!(GetAttachment { attachment_ids: [id] });
    for message in client.call(&get)?.results() {
        let message = message?;
        for attachment in message.attachments.iter().flatten() {
            let name = attachment.name.as_deref().unwrap_or_default();
            match attachment {
                Attachment::FileAttachment(file) => {
                    println!(
                        "{name}: {} bytes",
                        file.content.as_ref().map_or(0, |content| content.len())
                    );
                }
                Attachment::ItemAttachment(_) => println!("{name}: an item"),
                _ => println!("{name}: a link"),
            }
        }
    }
    Ok(())
}
