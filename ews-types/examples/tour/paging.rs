//! Lists the messages of the Inbox page by page.
#![allow(
    clippy::field_reassign_with_default,
    reason = "a literal cannot set fields of a base"
)]

mod client;

use client::{Client, Result, folder};
use ews_types::messages::elements::FindItem;
use ews_types::types::{
    DefaultShapeNamesType, DistinguishedFolderIdNameType, FindItemParentItemsOrGroups,
    IndexBasePointType, IndexedPageViewType, ItemQueryTraversalType,
};

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let mut page = IndexedPageViewType {
        base_point: IndexBasePointType::Beginning,
        ..Default::default()
    };
    // A server returns fewer items if its own limit is lower.
    page.max_entries_returned = Some(2);

    loop {
        let mut request = FindItem::default();
        request.traversal = ItemQueryTraversalType::Shallow;
        request.item_shape.base_shape = DefaultShapeNamesType::Default;
        request.view = Some(page.clone().into());
        request.parent_folder_ids.push(folder(DistinguishedFolderIdNameType::Inbox));

        // There is one folder in the request, and so one message in the response.
        let response = client.call(&request)?;
        let message = response.one()?;
        let Some(root) = &message.root_folder else { break };
        println!("page of {} items", root.total_items_in_view.unwrap_or_default());
        if let FindItemParentItemsOrGroups::Items(items) = &root.items_or_groups {
            for item in items {
                println!("  {}", item.subject.as_deref().unwrap_or("(no subject)"));
            }
        }
        if root.includes_last_item_in_range == Some(true) {
            break;
        }
        // Not the own sum: the server states where the next page begins.
        page.offset = root.indexed_paging_offset.ok_or("there is no next page")?;
    }
    Ok(())
}
