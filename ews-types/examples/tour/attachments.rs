//! Prints the attachments of the messages in the Inbox, and adds one.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;

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
    let response = client.call(&create)?;
    // The new attachment has changed the item. Its new change key is in the id.
    let id = response.first_of::<AttachmentIdType>()?;
    println!("new change key: {}", id.root_item_change_key.or_empty());
    Ok(())
}

fn items_with_attachments(client: &Client) -> Result<Vec<AnyItemIdType>> {
    let find = build!(FindItem {
        traversal: ItemQueryTraversalType::Shallow,
        // The shape contains the flag `has_attachments`, but not the attachments.
        item_shape: { base_shape: DefaultShapeNamesType::Default },
        parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });
    let response = client.call(&find)?;
    let items = response.all_of::<RealItem>()?.into_iter();
    let items = items.filter(|item| item.has_attachments == Some(true));
    Ok(items.filter_map(|item| item.item_id.clone()).collect())
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
    Ok(client.call(&get)?.all_of::<AttachmentIdType>()?.into_iter().cloned().collect())
}

/// Gets an attachment with its content, and prints it.
fn print(client: &Client, id: AttachmentIdType) -> Result<()> {
    let get = build!(GetAttachment { attachment_ids: [id] });
    let response = client.call(&get)?;
    let attachment = response.first_of::<Attachment>()?;
    let name = attachment.name.or_empty();
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
    Ok(())
}
