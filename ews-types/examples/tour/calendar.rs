//! Creates a weekly appointment, and lists two weeks of the calendar.
#![allow(
    clippy::field_reassign_with_default,
    reason = "a literal cannot set fields of a base"
)]

mod client;

use client::{Client, Result, folder};
use ews_types::messages::elements::{CreateItem, FindItem};
use ews_types::soap::AnyResponseMessage as _;
use ews_types::types::{
    CalendarItemCreateOrDeleteOperationType, CalendarItemType, CalendarViewType,
    DayOfWeekType, DefaultShapeNamesType, DistinguishedFolderIdNameType,
    FindItemParentItemsOrGroups, ItemQueryTraversalType, NumberedRecurrenceRangeType,
    RealItem, RecurrenceType, WeeklyRecurrencePatternType,
};
use ews_types::xml::{Date, DateTime, Offset};

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let mut meeting = CalendarItemType::default();
    meeting.subject = Some("Planning".to_owned());
    // 9:00 to 9:30 in UTC. See the chapter about time zones for other zones.
    meeting.start = Some(DateTime::new(2026, 3, 3, 9, 0, 0)?.with_offset(Offset::UTC));
    meeting.end = Some(DateTime::new(2026, 3, 3, 9, 30, 0)?.with_offset(Offset::UTC));
    meeting.recurrence = Some(weekly_on_tuesdays()?);

    let mut create = CreateItem::default();
    // Required for calendar items. The other values send invitations to the attendees.
    create.send_meeting_invitations =
        Some(CalendarItemCreateOrDeleteOperationType::SendToNone);
    create.items.push(meeting.into());
    for message in &client.call(&create)?.body.response_messages {
        message.result()?;
    }

    let mut find = FindItem::default();
    find.traversal = ItemQueryTraversalType::Shallow;
    find.item_shape.base_shape = DefaultShapeNamesType::Default;
    // With a view, the result contains occurrences. Without one, it contains the series.
    let (start_date, end_date) =
        (DateTime::new(2026, 3, 2, 0, 0, 0)?, DateTime::new(2026, 3, 16, 0, 0, 0)?);
    let (start_date, end_date) =
        (start_date.with_offset(Offset::UTC), end_date.with_offset(Offset::UTC));
    find.view =
        Some(CalendarViewType { start_date, end_date, ..Default::default() }.into());
    find.parent_folder_ids.push(folder(DistinguishedFolderIdNameType::Calendar));
    for message in client.call(&find)?.results() {
        let message = message?;
        let items = message.root_folder.as_ref().map(|root| &root.items_or_groups);
        let Some(FindItemParentItemsOrGroups::Items(items)) = items else { continue };
        for item in items {
            let RealItem::CalendarItem(item) = item else { continue };
            let start = item.start.ok_or("the shape contains the start")?;
            let kind = item.calendar_item_type.as_ref().map_or("", |kind| kind.as_str());
            println!("{start} {} ({kind})", item.subject.as_deref().unwrap_or_default());
        }
    }
    Ok(())
}

/// Every Tuesday, four times.
fn weekly_on_tuesdays() -> Result<RecurrenceType> {
    let mut pattern = WeeklyRecurrencePatternType {
        days_of_week: vec![DayOfWeekType::Tuesday],
        ..Default::default()
    };
    pattern.interval = 1;
    let mut range =
        NumberedRecurrenceRangeType { number_of_occurrences: 4, ..Default::default() };
    range.start_date = Date::new(2026, 3, 3)?;
    Ok(RecurrenceType {
        recurrence_pattern_types: pattern.into(),
        recurrence_range_types: range.into(),
    })
}
