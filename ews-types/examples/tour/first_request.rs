//! Prints the number of items in the Inbox.

mod client;

use client::{Client, Result};
use ews_types::messages::elements::GetFolder;
use ews_types::types::{DefaultShapeNamesType, DistinguishedFolderIdNameType, Folder};
use ews_types::xml::build;

fn main() -> Result<()> {
    let client = Client::from_env()?;

    let request = build!(GetFolder {
        folder_shape: { base_shape: DefaultShapeNamesType::Default },
        folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });

    // An HTTP error, a fault, and an answer that is not SOAP are errors of `call`.
    let response = client.call(&request)?;
    if let Some(version) =
        response.server_version().and_then(|version| version.major_version)
    {
        println!("Exchange version {version}");
    }
    for message in response.results() {
        // There is a message for each id, and each has its own result.
        let message = message?;
        for folder in message.folders.iter().flatten() {
            // All kinds of folders have a name and a number of items.
            let name = folder.display_name.as_deref().unwrap_or_default();
            println!("{name}: {} items", folder.total_count.unwrap_or_default());
            // Only some kinds have unread items.
            if let Folder::Folder(folder) = folder {
                println!("{} of them are unread", folder.unread_count.unwrap_or_default());
            }
        }
    }
    Ok(())
}
