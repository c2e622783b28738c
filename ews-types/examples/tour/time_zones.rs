//! Prints the appointments of the calendar in the time zone of Tokyo.

mod client;

use client::{Client, Result};
use ews_types::messages::elements::{FindItem, GetServerTimeZones};
use ews_types::soap;
use ews_types::types::{
    DefaultShapeNamesType, DistinguishedFolderIdNameType, ExchangeVersionType,
    ItemQueryTraversalType, ItemsOrGroups, RealItem, TimeZoneDefinitionType,
};
use ews_types::xml::{Offset, build};

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let zone = time_zone(&client, "Tokyo Standard Time")?;
    println!("{}", zone.name.as_deref().unwrap_or_default());

    let find = build!(FindItem {
        traversal: ItemQueryTraversalType::Shallow,
        item_shape: { base_shape: DefaultShapeNamesType::Default },
        parent_folder_ids: [DistinguishedFolderIdNameType::Calendar],
    });
    let request = soap::request(&find).version(ExchangeVersionType::Exchange2013);
    // The id is enough for a zone that the server knows.
    let id = build!(TimeZoneDefinitionType { id: zone.id });
    let response = client.send(&request.time_zone(id))?;
    for message in response.results() {
        let message = message?;
        let items = message.root_folder.as_ref().map(|root| &root.items_or_groups);
        let Some(ItemsOrGroups::Items(items)) = items else { continue };
        for item in items {
            let RealItem::CalendarItem(item) = item else { continue };
            let start = item.start.ok_or("the shape contains the start")?;
            // `None` for a time without an offset.
            let utc = start.to_offset(Offset::UTC).ok_or("the time has no offset")?;
            println!("{start} is {utc}: {}", item.subject.as_deref().unwrap_or_default());
        }
    }
    Ok(())
}

/// Returns a time zone of the server. Without ids, the response contains all time zones.
fn time_zone(client: &Client, id: &str) -> Result<TimeZoneDefinitionType> {
    let request =
        build!(GetServerTimeZones { ids: [id], return_full_time_zone_data: false });
    for message in client.call(&request)?.results() {
        let message = message?;
        if let Some(zone) = message.time_zone_definitions.iter().flatten().next() {
            return Ok(zone.clone());
        }
    }
    Err("the server does not know the time zone".into())
}
