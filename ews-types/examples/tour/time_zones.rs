//! Prints the appointments of the calendar in the time zone of Tokyo.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;
use ews_types::xml::Offset;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let zone = time_zone(&client, "Tokyo Standard Time")?;
    println!("{}", zone.name.or_empty());

    let find = build!(FindItem {
        traversal: ItemQueryTraversalType::Shallow,
        item_shape: { base_shape: DefaultShapeNamesType::Default },
        parent_folder_ids: [DistinguishedFolderIdNameType::Calendar],
    });
    let request = soap::request(&find).version(ExchangeVersionType::Exchange2013);
    // The id is enough for a zone that the server knows.
    let id = build!(TimeZoneDefinitionType { id: zone.id });
    let response = client.send(&request.time_zone(id))?;
    for item in response.all_of::<CalendarItemType>()? {
        let start = item.start.ok_or("the shape contains the start")?;
        // `None` for a time without an offset.
        let utc = start.to_offset(Offset::UTC).ok_or("the time has no offset")?;
        println!("{start} is {utc}: {}", item.subject.or_empty());
    }
    Ok(())
}

/// Returns a time zone of the server. Without ids, the response contains all time zones.
fn time_zone(client: &Client, id: &str) -> Result<TimeZoneDefinitionType> {
    let request =
        build!(GetServerTimeZones { ids: [id], return_full_time_zone_data: false });
    Ok(client.call(&request)?.first_of::<TimeZoneDefinitionType>()?.clone())
}
