//! The sample document of the benches, and functions that compare times.
#![allow(clippy::field_reassign_with_default)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use ews_types::messages::elements::FindItemResponse;
use ews_types::messages::{FindItemResponseMessageType, ResponseCodeType};
use ews_types::types::{
    BodyType, BodyTypeType, EmailAddressType, FindItemParentType, ItemIdType, ItemsOrGroups, MessageType, RealItem,
    SingleRecipientType,
};

/// Returns the time of `first` divided by the time of `second`. The functions run in alternating blocks. Each pair of blocks gives a
/// ratio of median times, and the result is the median of these ratios. In a block, the caches contain only the data of one function.
/// Alternation distributes changes of the machine's speed over both functions.
pub(crate) fn ratio(mut first: impl FnMut() -> Duration, mut second: impl FnMut() -> Duration) -> f64 {
    const BLOCK: usize = 10;
    let median = |work: &mut dyn FnMut() -> Duration| {
        let mut times: Vec<Duration> = (0..BLOCK).map(|_| work()).collect();
        times.sort();
        times[BLOCK / 2].as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..21).map(|_| median(&mut first) / median(&mut second)).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

/// Returns the time to create a value, without the time to drop it.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = black_box(work());
    let time = start.elapsed();
    drop(made);
    time
}

/// Returns the response of a server to a search for messages, with invented values.
pub(crate) fn answer() -> FindItemResponse {
    let mut message = FindItemResponseMessageType::default();
    message.response_class = "Success".into();
    message.response_code = Some(ResponseCodeType::NoError);
    message.root_folder = Some(FindItemParentType {
        total_items_in_view: Some(1000),
        includes_last_item_in_range: Some(true),
        items_or_groups: ItemsOrGroups::Items((0..1000).map(item).collect()),
        ..Default::default()
    });
    let mut answer = FindItemResponse::default();
    answer.response_messages.push(message.into());
    answer
}

fn item(number: usize) -> RealItem {
    let mut message = MessageType::default();
    let item_id = ItemIdType {
        id: format!("AAMkADEzOTExYjJkLTYzZWYtNDcwOS05OTc1LTkwYzA1NGYzMDRlMABGAAAAAAB{number:08}"),
        change_key: Some(format!("CQAAABYAAAAX{number:08}")),
    };
    message.item_id = Some(item_id.into());
    message.item_class = Some("IPM.Note".to_owned());
    message.subject = Some(format!("Minutes of meeting {number}: budget & plans"));
    let body = BodyType {
        body_type: BodyTypeType::Text,
        value: "Dear all, these are the minutes of the last meeting; please send your comments until Friday."
            .to_owned(),
        ..Default::default()
    };
    message.body = Some(body.into());
    message.date_time_received = "2026-03-02T09:15:30Z".parse().ok();
    message.size = Some(24_000);
    message.categories = Some(vec!["Work".to_owned(), "Project <A>".to_owned()]);
    message.importance = Some("Normal".into());
    message.has_attachments = Some(number.is_multiple_of(3));
    let mailbox = |name: &str| {
        let mailbox = EmailAddressType {
            name: Some(name.to_owned()),
            email_address: Some(format!("{}@example.com", name.to_lowercase())),
            routing_type: Some("SMTP".to_owned()),
            ..Default::default()
        };
        mailbox.into()
    };
    message.to_recipients = Some(vec![mailbox("Grace"), mailbox("Edsger")]);
    message.from = Some(SingleRecipientType { mailbox: mailbox("Ada") });
    message.is_read = Some(number.is_multiple_of(2));
    message.into()
}
