//! Restrictions, sort orders and calendar views, which select items, and shapes, which select the properties of items.

use ews_types::types::{
    CalendarItemType, CalendarItemTypeType, CalendarViewType, DefaultShapeNamesType, FieldOrderType,
    ItemResponseShapeType, MessageType, Operand, Path, RealItem, RecurrenceRangeTypes, SearchExpression,
    SortDirectionType, TimeZoneDefinitionType, UnindexedFieldURIType,
};
use ews_types::xml::{DateTime, Offset};

/// The time zones of the server: id, name and offset from UTC in minutes.
pub(crate) const TIME_ZONES: [(&str, &str, i16); 2] =
    [("UTC", "(UTC) Coordinated Universal Time", 0), ("Tokyo Standard Time", "(UTC+09:00) Osaka, Sapporo, Tokyo", 540)];

const WEEK: i64 = 7 * 86_400;

/// The properties of the shape `Default`.
const DEFAULT: [UnindexedFieldURIType; 7] = [
    UnindexedFieldURIType::ItemSubject,
    UnindexedFieldURIType::ItemDateTimeReceived,
    UnindexedFieldURIType::ItemHasAttachments,
    UnindexedFieldURIType::MessageFrom,
    UnindexedFieldURIType::CalendarStart,
    UnindexedFieldURIType::CalendarEnd,
    UnindexedFieldURIType::CalendarCalendarItemType,
];

/// Returns a copy of an item with only the properties that a shape selects.
pub(crate) fn shaped(item: &RealItem, shape: &ItemResponseShapeType) -> RealItem {
    let mut out: RealItem = match item {
        RealItem::CalendarItem(_) => CalendarItemType::default().into(),
        _ => MessageType::default().into(),
    };
    out.item_id = item.item_id.clone();
    if shape.base_shape != DefaultShapeNamesType::IdOnly {
        DEFAULT.iter().for_each(|uri| copy(item, &mut out, uri));
    }
    for path in shape.additional_properties.iter().flatten() {
        match path {
            Path::FieldUri(path) => copy(item, &mut out, &path.field_uri),
            Path::ExtendedFieldUri(path) => {
                let wanted = item.extended_property.iter().filter(|property| property.extended_field_uri == **path);
                out.extended_property.extend(wanted.cloned());
            }
            _ => {}
        }
    }
    out
}

/// Copies the property `uri` of an item. Ignores properties that this server does not know.
fn copy(from: &RealItem, to: &mut RealItem, uri: &UnindexedFieldURIType) {
    match uri {
        UnindexedFieldURIType::ItemSubject => to.subject = from.subject.clone(),
        UnindexedFieldURIType::ItemBody => to.body = from.body.clone(),
        UnindexedFieldURIType::ItemDateTimeReceived => to.date_time_received = from.date_time_received,
        UnindexedFieldURIType::ItemHasAttachments => to.has_attachments = from.has_attachments,
        UnindexedFieldURIType::ItemAttachments => {
            to.attachments = from.attachments.clone();
            // Removes the content, because only GetAttachment returns it.
            for attachment in to.attachments.iter_mut().flatten() {
                if let ews_types::types::Attachment::FileAttachment(file) = attachment {
                    file.content = None;
                }
            }
        }
        _ => match (from, to) {
            (RealItem::Message(from), RealItem::Message(to)) if *uri == UnindexedFieldURIType::MessageFrom => {
                to.from = from.from.clone();
            }
            (RealItem::CalendarItem(from), RealItem::CalendarItem(to)) => match uri {
                UnindexedFieldURIType::CalendarStart => to.start = from.start,
                UnindexedFieldURIType::CalendarEnd => to.end = from.end,
                UnindexedFieldURIType::CalendarCalendarItemType => {
                    to.calendar_item_type = from.calendar_item_type.clone();
                }
                _ => {}
            },
            _ => {}
        },
    }
}

/// Returns whether an item matches a restriction. Expressions that this server does not know match nothing.
pub(crate) fn matches(item: &RealItem, expression: &SearchExpression) -> bool {
    match expression {
        SearchExpression::And(and) => and.search_expression.iter().all(|inner| matches(item, inner)),
        SearchExpression::Contains(contains) => {
            let is_subject = is(&contains.path, &UnindexedFieldURIType::ItemSubject);
            let subject = item.subject.as_deref().unwrap_or_default().to_lowercase();
            is_subject && subject.contains(&contains.constant.value.to_lowercase())
        }
        SearchExpression::IsGreaterThanOrEqualTo(expression) => {
            let is_received = is(&expression.path, &UnindexedFieldURIType::ItemDateTimeReceived);
            let Operand::Constant(constant) = &expression.field_uri_or_constant.operand else {
                return false;
            };
            let least = constant.value.parse::<DateTime>().ok().and_then(DateTime::unix_seconds);
            is_received && item.date_time_received.and_then(DateTime::unix_seconds) >= least
        }
        _ => false,
    }
}

fn is(path: &Path, uri: &UnindexedFieldURIType) -> bool {
    matches!(path, Path::FieldUri(path) if path.field_uri == *uri)
}

/// Sorts items by the time at which they were received. The server ignores the property in `order`, and uses only its direction.
pub(crate) fn sort(items: &mut [RealItem], order: &[FieldOrderType]) {
    if let Some(first) = order.first() {
        items.sort_by_key(|item| item.date_time_received.and_then(DateTime::unix_seconds));
        if first.order == SortDirectionType::Descending {
            items.reverse();
        }
    }
}

/// Returns the appointments in a period, with the occurrences of a series instead of the series. The server supports only series that
/// recur every week for a number of times.
pub(crate) fn calendar_view(items: &[RealItem], view: &CalendarViewType) -> Vec<RealItem> {
    let mut found = Vec::new();
    for item in items {
        let RealItem::CalendarItem(item) = item else { continue };
        let count = item.recurrence.as_ref().map_or(1, |recurrence| match &recurrence.recurrence_range_types {
            RecurrenceRangeTypes::NumberedRecurrence(range) => range.number_of_occurrences,
            _ => 1,
        });
        for week in 0..i64::from(count) {
            let moved = |time: Option<DateTime>| DateTime::from_unix(time?.unix_seconds()? + week * WEEK, 0).ok();
            let mut occurrence = item.clone();
            (occurrence.start, occurrence.end) = (moved(item.start), moved(item.end));
            if item.recurrence.is_some() {
                occurrence.recurrence = None;
                occurrence.calendar_item_type = Some(CalendarItemTypeType::Occurrence);
            }
            let seconds = |time: Option<DateTime>| time.and_then(DateTime::unix_seconds);
            if seconds(occurrence.start) < seconds(Some(view.end_date))
                && seconds(occurrence.end) > seconds(Some(view.start_date))
            {
                found.push(RealItem::CalendarItem(occurrence));
            }
        }
    }
    found
}

/// Converts the times of an item to the offset of a time zone. Converts to UTC if this server does not know the time zone.
pub(crate) fn to_time_zone(item: &mut RealItem, zone: &TimeZoneDefinitionType) {
    let minutes = TIME_ZONES.iter().find(|known| zone.id.as_deref() == Some(known.0)).map_or(0, |zone| zone.2);
    let Some(offset) = Offset::from_minutes(minutes) else { return };
    let convert = |time: Option<DateTime>| time.and_then(|time| time.to_offset(offset));
    item.date_time_received = convert(item.date_time_received);
    if let RealItem::CalendarItem(item) = item {
        (item.start, item.end) = (convert(item.start), convert(item.end));
    }
}
