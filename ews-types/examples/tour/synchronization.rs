//! Copies the ids of the Inbox, and later only what has changed.
#![allow(
    clippy::field_reassign_with_default,
    reason = "a literal cannot set fields of a base"
)]

mod client;

use client::{Client, Result};
use ews_types::messages::elements::{CreateItem, SyncFolderItems};
use ews_types::soap::AnyResponseMessage as _;
use ews_types::types::{
    DefaultShapeNamesType, DistinguishedFolderIdNameType, DistinguishedFolderIdType,
    MessageDispositionType, MessageType, SyncFolderItemsChange, TargetFolderIdType,
};

fn main() -> Result<()> {
    let client = Client::from_env()?;
    // The first call has no state, and returns the whole folder.
    let state = synchronize(&client, None)?;
    create_message(&client)?;
    // A program stores the state with its copy. It is valid for this folder only.
    println!("and later:");
    synchronize(&client, Some(state))?;
    Ok(())
}

/// Prints the changes since a state, and returns the new state.
fn synchronize(client: &Client, mut state: Option<String>) -> Result<String> {
    loop {
        let mut request = SyncFolderItems::default();
        request.item_shape.base_shape = DefaultShapeNamesType::IdOnly;
        request.sync_folder_id = target(DistinguishedFolderIdNameType::Inbox).into();
        request.sync_state = state;
        // At most 512.
        request.max_changes_returned = 3;
        let response = client.call(&request)?;
        let message = response.one()?;
        for change in message.changes.iter().flatten() {
            match change {
                SyncFolderItemsChange::Create(change) => {
                    println!(
                        "new: {}",
                        change.item.item_id.as_ref().map_or("", |id| &id.id)
                    );
                }
                SyncFolderItemsChange::Update(change) => {
                    println!(
                        "changed: {}",
                        change.item.item_id.as_ref().map_or("", |id| &id.id)
                    );
                }
                SyncFolderItemsChange::Delete(change) => {
                    println!("deleted: {}", change.item_id.id)
                }
                SyncFolderItemsChange::ReadFlagChange(change) => {
                    println!("read or unread: {}", change.item_id.id)
                }
                // A change of a kind that is newer than this crate.
                other => println!("{other:?}"),
            }
        }
        let new = message.sync_state.clone().ok_or("the response contains no state")?;
        if message.includes_last_item_in_range != Some(false) {
            return Ok(new);
        }
        state = Some(new);
    }
}

fn create_message(client: &Client) -> Result<()> {
    let mut message = MessageType::default();
    message.subject = Some("A note to myself".to_owned());
    let mut request = CreateItem::default();
    request.message_disposition = Some(MessageDispositionType::SaveOnly);
    request.saved_item_folder_id =
        Some(target(DistinguishedFolderIdNameType::Inbox).into());
    request.items.push(message.into());
    for message in &client.call(&request)?.body.response_messages {
        message.result()?;
    }
    Ok(())
}

fn target(id: DistinguishedFolderIdNameType) -> TargetFolderIdType {
    TargetFolderIdType {
        folder_id: DistinguishedFolderIdType { id, ..Default::default() }.into(),
    }
}
