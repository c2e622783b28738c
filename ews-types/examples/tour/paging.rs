//! Lists the messages of the Inbox page by page.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let mut request = build!(FindItem {
        traversal: ItemQueryTraversalType::Shallow,
        item_shape: { base_shape: DefaultShapeNamesType::Default },
        view: IndexedPageViewType {
            // A server returns fewer items if its own limit is lower.
            max_entries_returned: 2,
            base_point: IndexBasePointType::Beginning,
        },
        parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });
    loop {
        // The request names one folder, so the response contains one page.
        let response = client.call(&request)?;
        let page = response.first_of::<FindItemParentType>()?;
        println!("page of {} items", page.total_items_in_view.or_empty());
        for item in response.all_of::<RealItem>()? {
            println!("  {}", item.subject.as_deref().unwrap_or("(no subject)"));
        }
        // The server states where the next page begins.
        if !request.advance(page)? {
            break;
        }
    }
    Ok(())
}
