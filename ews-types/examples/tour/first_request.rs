//! Prints the number of items in the Inbox.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;

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
    // A folder for each id. Fails if the server could not return one of the folders.
    for folder in response.all_of::<Folder>()? {
        // All kinds of folders have a name and a number of items.
        println!(
            "{}: {} items",
            folder.display_name.or_empty(),
            folder.total_count.or_empty()
        );
        // Only some kinds of folders count their unread items.
        if let Folder::Folder(folder) = folder {
            println!("{} of them are unread", folder.unread_count.or_empty());
        }
    }
    Ok(())
}
