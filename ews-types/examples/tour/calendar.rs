//! Invites two people to a weekly meeting in a time zone, and lists two weeks of the calendar.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;
use ews_types::xml::{Date, DateTime, Offset};

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let utc = |day, hour, minute| {
        DateTime::new(2026, 3, day, hour, minute, 0)
            .map(|time| time.with_offset(Offset::UTC))
    };
    let berlin = build!(TimeZoneDefinitionType { id: "W. Europe Standard Time" });
    let create = build!(CreateItem {
        // Required for calendar items. For an item without attendees, use `SendToNone`.
        send_meeting_invitations:
            CalendarItemCreateOrDeleteOperationType::SendToAllAndSaveCopy,
        items: [CalendarItemType {
            subject: "Planning",
            // 10:00 to 10:30 in Berlin, in summer as well, because the series follows the
            // rules of the time zone.
            start: utc(3, 9, 0)?,
            end: utc(3, 9, 30)?,
            start_time_zone: berlin.clone(),
            end_time_zone: berlin,
            required_attendees: [
                { mailbox: { email_address: "bob@example.com" } },
                { mailbox: { email_address: "carol@example.com" } },
            ],
            // Every Tuesday, four times.
            recurrence: {
                recurrence_pattern_types: WeeklyRecurrencePatternType {
                    interval: 1,
                    days_of_week: [DayOfWeekType::Tuesday],
                },
                recurrence_range_types: NumberedRecurrenceRangeType {
                    start_date: Date::new(2026, 3, 3)?,
                    number_of_occurrences: 4,
                },
            },
        }],
    });
    client.call(&create)?.one()?;

    let find = build!(FindItem {
        traversal: ItemQueryTraversalType::Shallow,
        item_shape: { base_shape: DefaultShapeNamesType::Default },
        // With a view, the result contains occurrences. Without one, it contains the series.
        view: CalendarViewType { start_date: utc(2, 0, 0)?, end_date: utc(16, 0, 0)? },
        parent_folder_ids: [DistinguishedFolderIdNameType::Calendar],
    });
    for item in client.call(&find)?.all_of::<CalendarItemType>()? {
        let kind = item.calendar_item_type.or_empty();
        println!("{} {} ({kind})", item.start.or_empty(), item.subject.or_empty());
    }
    Ok(())
}
