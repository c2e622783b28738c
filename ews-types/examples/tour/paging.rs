//! Lists the messages of the Inbox page by page.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let mut offset = 0;
    loop {
        let request = build!(FindItem {
            traversal: ItemQueryTraversalType::Shallow,
            item_shape: { base_shape: DefaultShapeNamesType::Default },
            view: IndexedPageViewType {
                // A server returns fewer items if its own limit is lower.
                max_entries_returned: 2,
                offset,
                base_point: IndexBasePointType::Beginning,
            },
            parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
        });

        // There is one folder in the request, and so one page in the response.
        let response = client.call(&request)?;
        let root = response.first_of::<FindItemParentType>()?;
        println!("page of {} items", root.total_items_in_view.or_empty());
        for item in response.all_of::<RealItem>()? {
            println!("  {}", item.subject.as_deref().unwrap_or("(no subject)"));
        }
        if root.includes_last_item_in_range == Some(true) {
            break;
        }
        // Not the own sum: the server states where the next page begins.
        offset = root.indexed_paging_offset.ok_or("there is no next page")?;
    }
    Ok(())
}
