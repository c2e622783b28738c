//! Lists the messages of the Inbox page by page.

mod client;

use client::{Client, Result};
use ews_types::messages::elements::FindItem;
use ews_types::types::{
    DefaultShapeNamesType, DistinguishedFolderIdNameType, IndexBasePointType,
    IndexedPageViewType, ItemQueryTraversalType, ItemsOrGroups,
};
use ews_types::xml::build;

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

        // There is one folder in the request, and so one message in the response.
        let response = client.call(&request)?;
        let message = response.one()?;
        let Some(root) = &message.root_folder else { break };
        println!("page of {} items", root.total_items_in_view.unwrap_or_default());
        if let ItemsOrGroups::Items(items) = &root.items_or_groups {
            for item in items {
                println!("  {}", item.subject.as_deref().unwrap_or("(no subject)"));
            }
        }
        if root.includes_last_item_in_range == Some(true) {
            break;
        }
        // Not the own sum: the server states where the next page begins.
        offset = root.indexed_paging_offset.ok_or("there is no next page")?;
    }
    Ok(())
}
