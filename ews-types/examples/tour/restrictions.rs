//! Searches the Inbox by a restriction, and sorts the result.

mod client;

use client::{Client, Result};
use ews_types::messages::elements::FindItem;
use ews_types::types::{
    AndType, ContainmentComparisonType, ContainmentModeType, ContainsExpressionType,
    DefaultShapeNamesType, DistinguishedFolderIdNameType, IsGreaterThanOrEqualToType,
    ItemQueryTraversalType, ItemsOrGroups, SortDirectionType, UnindexedFieldURIType,
};
use ews_types::xml::build;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let request = build!(FindItem {
        traversal: ItemQueryTraversalType::Shallow,
        item_shape: { base_shape: DefaultShapeNamesType::Default },
        restriction: AndType {
            search_expression: [
                ContainsExpressionType {
                    containment_mode: ContainmentModeType::Substring,
                    containment_comparison: ContainmentComparisonType::IgnoreCase,
                    path: UnindexedFieldURIType::ItemSubject,
                    constant: "report",
                },
                IsGreaterThanOrEqualToType {
                    path: UnindexedFieldURIType::ItemDateTimeReceived,
                    // Times in restrictions are texts in the format of XML.
                    field_uri_or_constant: "2026-03-02T00:00:00Z",
                },
            ],
        },
        sort_order: [{
            order: SortDirectionType::Descending,
            path: UnindexedFieldURIType::ItemDateTimeReceived,
        }],
        parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });

    for message in client.call(&request)?.results() {
        let message = message?;
        let items = message.root_folder.as_ref().map(|root| &root.items_or_groups);
        let Some(ItemsOrGroups::Items(items)) = items else { continue };
        for item in items {
            let received = item.date_time_received.map(|time| time.to_string());
            println!(
                "{} {}",
                received.unwrap_or_default(),
                item.subject.as_deref().unwrap_or_default()
            );
        }
    }
    Ok(())
}
