//! Creates a folder below the Inbox, and lists the folders of the mailbox.
#![allow(
    clippy::field_reassign_with_default,
    reason = "a literal cannot set fields of a base"
)]

mod client;

use client::{Client, Result, folder};
use ews_types::messages::elements::{CreateFolder, FindFolder};
use ews_types::soap::AnyResponseMessage as _;
use ews_types::types::{
    DefaultShapeNamesType, DistinguishedFolderIdNameType, DistinguishedFolderIdType,
    Folder, FolderQueryTraversalType, FolderType, TargetFolderIdType,
};

fn main() -> Result<()> {
    let client = Client::from_env()?;

    let mut create = CreateFolder::default();
    let inbox = DistinguishedFolderIdType {
        id: DistinguishedFolderIdNameType::Inbox,
        ..Default::default()
    };
    create.parent_folder_id = TargetFolderIdType { folder_id: inbox.into() }.into();
    let mut invoices = FolderType::default();
    invoices.display_name = Some("Invoices".to_owned());
    create.folders.push(invoices.into());
    for message in &client.call(&create)?.body.response_messages {
        message.result()?;
    }

    let mut find = FindFolder::default();
    find.traversal = FolderQueryTraversalType::Deep;
    find.folder_shape.base_shape = DefaultShapeNamesType::Default;
    // The parent of the folders that a user sees. `Root` also contains those of the server.
    find.parent_folder_ids.push(folder(DistinguishedFolderIdNameType::Msgfolderroot));
    for message in client.call(&find)?.results() {
        let message = message?;
        for folder in
            message.root_folder.iter().flat_map(|root| root.folders.iter().flatten())
        {
            let kind = match folder {
                Folder::CalendarFolder(_) => "calendar",
                Folder::ContactsFolder(_) => "contacts",
                Folder::TasksFolder(_) => "tasks",
                _ => "items",
            };
            println!("{} ({kind})", folder.display_name.as_deref().unwrap_or_default());
        }
    }
    Ok(())
}
