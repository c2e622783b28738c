//! Prints the attachments of the messages in the Inbox, and adds one.
#![allow(
    clippy::field_reassign_with_default,
    reason = "a literal cannot set fields of a base"
)]

mod client;

use client::{Client, Result, folder};
use ews_types::messages::elements::{CreateAttachment, FindItem, GetAttachment, GetItem};
use ews_types::types::{
    AnyItemIdType, Attachment, AttachmentIdType, DefaultShapeNamesType,
    DistinguishedFolderIdNameType, FileAttachmentType, FindItemParentItemsOrGroups,
    ItemQueryTraversalType, PathToUnindexedFieldType, UnindexedFieldURIType,
};

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let mut first = None;
    for item in items_with_attachments(&client)? {
        for id in attachments(&client, &item)? {
            print(&client, id)?;
        }
        first.get_or_insert(item);
    }

    let mut note = FileAttachmentType {
        content: Some(b"Paid.".to_vec().into()),
        ..Default::default()
    };
    note.name = Some("note.txt".to_owned());
    note.content_type = Some("text/plain".to_owned());
    let mut create = CreateAttachment::default();
    create.parent_item_id = first.ok_or("no message has attachments")?;
    create.attachments.push(note.into());
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
    let mut find = FindItem::default();
    find.traversal = ItemQueryTraversalType::Shallow;
    // It contains the flag `has_attachments`, and not the attachments.
    find.item_shape.base_shape = DefaultShapeNamesType::Default;
    find.parent_folder_ids.push(folder(DistinguishedFolderIdNameType::Inbox));
    let mut found = Vec::new();
    for message in client.call(&find)?.results() {
        let message = message?;
        let items = message.root_folder.as_ref().map(|root| &root.items_or_groups);
        let Some(FindItemParentItemsOrGroups::Items(items)) = items else { continue };
        let items = items.iter().filter(|item| item.has_attachments == Some(true));
        found.extend(items.filter_map(|item| item.item_id.clone()));
    }
    Ok(found)
}

/// Returns the ids of the attachments of an item.
fn attachments(client: &Client, id: &AnyItemIdType) -> Result<Vec<AttachmentIdType>> {
    let mut get = GetItem::default();
    get.item_shape.base_shape = DefaultShapeNamesType::IdOnly;
    let property = PathToUnindexedFieldType {
        field_uri: UnindexedFieldURIType::ItemAttachments,
        ..Default::default()
    };
    get.item_shape.additional_properties = Some(vec![property.into()]);
    get.item_ids.push(id.clone().into());
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
    let mut get = GetAttachment::default();
    get.attachment_ids.push(id.into());
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
