//! Creates a folder below the Inbox, and lists the folders of the mailbox.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;

fn main() -> Result<()> {
    let client = Client::from_env()?;

    let create = build!(CreateFolder {
        parent_folder_id: DistinguishedFolderIdNameType::Inbox,
        folders: [FolderType { display_name: "Invoices" }],
    });
    client.call(&create)?.one()?;

    let find = build!(FindFolder {
        traversal: FolderQueryTraversalType::Deep,
        folder_shape: { base_shape: DefaultShapeNamesType::Default },
        // The parent of all folders that a user sees. `Root` also contains hidden folders.
        parent_folder_ids: [DistinguishedFolderIdNameType::Msgfolderroot],
    });
    for folder in client.call(&find)?.all_of::<Folder>()? {
        let kind = match folder {
            Folder::CalendarFolder(_) => "calendar",
            Folder::ContactsFolder(_) => "contacts",
            Folder::TasksFolder(_) => "tasks",
            _ => "items",
        };
        println!("{} ({kind})", folder.display_name.or_empty());
    }
    Ok(())
}
