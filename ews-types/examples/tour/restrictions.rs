//! Searches the Inbox by a restriction, and sorts the result.
#![allow(
    clippy::field_reassign_with_default,
    reason = "a literal cannot set fields of a base"
)]

mod client;

use client::{Client, Result, folder};
use ews_types::messages::elements::FindItem;
use ews_types::types::{
    AndType, ConstantValueType, ContainmentComparisonType, ContainmentModeType,
    ContainsExpressionType, DefaultShapeNamesType, DistinguishedFolderIdNameType,
    FieldOrderType, FieldURIOrConstantType, FindItemParentItemsOrGroups,
    IsGreaterThanOrEqualToType, ItemQueryTraversalType, Path, PathToUnindexedFieldType,
    RestrictionType, SearchExpression, SortDirectionType, UnindexedFieldURIType,
};

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let mut request = FindItem::default();
    request.traversal = ItemQueryTraversalType::Shallow;
    request.item_shape.base_shape = DefaultShapeNamesType::Default;
    request.parent_folder_ids.push(folder(DistinguishedFolderIdNameType::Inbox));

    let mut both = AndType::default();
    both.search_expression = vec![
        contains(UnindexedFieldURIType::ItemSubject, "report"),
        // Times in restrictions are texts in the format of XML.
        is_at_least(UnindexedFieldURIType::ItemDateTimeReceived, "2026-03-02T00:00:00Z"),
    ];
    request.restriction = Some(RestrictionType { search_expression: both.into() });
    let path = path(UnindexedFieldURIType::ItemDateTimeReceived);
    request.sort_order =
        Some(vec![FieldOrderType { order: SortDirectionType::Descending, path }]);

    for message in client.call(&request)?.results() {
        let message = message?;
        let items = message.root_folder.as_ref().map(|root| &root.items_or_groups);
        let Some(FindItemParentItemsOrGroups::Items(items)) = items else { continue };
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

fn path(field_uri: UnindexedFieldURIType) -> Path {
    PathToUnindexedFieldType { field_uri, ..Default::default() }.into()
}

/// A text contains another; upper and lower case are equal.
fn contains(field_uri: UnindexedFieldURIType, value: &str) -> SearchExpression {
    ContainsExpressionType {
        containment_mode: Some(ContainmentModeType::Substring),
        containment_comparison: Some(ContainmentComparisonType::IgnoreCase),
        path: path(field_uri),
        constant: ConstantValueType { value: value.to_owned() },
        ..Default::default()
    }
    .into()
}

/// A property is greater than a value, or equal to it.
fn is_at_least(field_uri: UnindexedFieldURIType, value: &str) -> SearchExpression {
    let mut expression = IsGreaterThanOrEqualToType::default();
    expression.path = path(field_uri);
    let constant = ConstantValueType { value: value.to_owned() };
    expression.field_uri_or_constant = FieldURIOrConstantType { operand: constant.into() };
    expression.into()
}
