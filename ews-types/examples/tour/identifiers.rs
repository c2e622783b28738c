//! Changes the subject of a message twice, the second time with an old change key.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let old = first_id(&client)?;
    println!("{} has the change key {}", old.id, old.change_key.or_empty());

    // The change succeeds, and the item gets another change key. Its id stays the same.
    let new = set_subject(&client, &old, "A new subject")?;
    println!("{} has the change key {}", new.id, new.change_key.or_empty());

    // Fails: `old` has the change key of the item before the first change.
    if let Err(error) = set_subject(&client, &old, "Another subject") {
        println!("{error}");
    }
    Ok(())
}

/// Returns the id of the first message in the Inbox.
fn first_id(client: &Client) -> Result<ItemIdType> {
    let request = build!(FindItem {
        traversal: ItemQueryTraversalType::Shallow,
        // `IdOnly` costs the server less than any other shape.
        item_shape: { base_shape: DefaultShapeNamesType::IdOnly },
        parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });
    Ok(client.call(&request)?.first_of::<ItemIdType>()?.clone())
}

/// Changes the subject of a message. Returns its id with the new change key.
fn set_subject(client: &Client, id: &ItemIdType, subject: &str) -> Result<ItemIdType> {
    let request = build!(UpdateItem {
        conflict_resolution: ConflictResolutionType::NeverOverwrite,
        message_disposition: MessageDispositionType::SaveOnly,
        item_changes: [{
            item_id: id.clone(),
            // The path names the property. The item contains only the new value.
            updates: [SetItemFieldType {
                path: UnindexedFieldURIType::ItemSubject,
                item: MessageType { subject },
            }],
        }],
    });
    Ok(client.call(&request)?.first_of::<ItemIdType>()?.clone())
}
