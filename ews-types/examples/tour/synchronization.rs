//! Prints the ids of all items in the Inbox, and then only those of changed items.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    // The first call has no state, and returns the whole folder.
    let state = synchronize(&client, None)?;
    create_message(&client)?;
    // Programs store the state with their copy. The state is valid for this folder only.
    println!("and later:");
    synchronize(&client, Some(state))?;
    Ok(())
}

/// Prints the changes since a state, and returns the new state.
fn synchronize(client: &Client, mut state: Option<String>) -> Result<String> {
    loop {
        let request = build!(SyncFolderItems {
            item_shape: { base_shape: DefaultShapeNamesType::IdOnly },
            sync_folder_id: DistinguishedFolderIdNameType::Inbox,
            sync_state: state,
            // Servers accept at most 512.
            max_changes_returned: 3,
        });
        let response = client.call(&request)?;
        let message = response.one()?;
        for change in message.changes.iter().flatten() {
            // Every kind of change contains the id of the item.
            let Some(id) = change.first_of::<ItemIdType>() else { continue };
            println!("{}: {}", change.element_name(), id.id);
            if let SyncFolderItemsChange::ReadFlagChange(change) = change {
                println!("{}", if change.is_read { "read" } else { "unread" });
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
    let request = build!(CreateItem {
        message_disposition: MessageDispositionType::SaveOnly,
        saved_item_folder_id: DistinguishedFolderIdNameType::Inbox,
        items: [MessageType { subject: "A note to myself" }],
    });
    client.call(&request)?.one()?;
    Ok(())
}
