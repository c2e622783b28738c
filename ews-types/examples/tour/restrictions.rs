//! Searches the Inbox by a restriction, and sorts the result.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;

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
                    // Restrictions contain times as texts in the format of `xs:dateTime`.
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

    for item in client.call(&request)?.all_of::<RealItem>()? {
        println!("{} {}", item.date_time_received.or_empty(), item.subject.or_empty());
    }
    Ok(())
}
