//! A FindItem answer of 1,000 messages: read and written, beside a bare loop over the tokens of the same bytes.
//!
//! `cargo bench -p ews-types` prints the times, and last the ratios that the README states.
#![allow(clippy::unwrap_used, clippy::field_reassign_with_default, missing_docs)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::BytesCount;
use ews_types::messages::elements::FindItemResponse;
use ews_types::messages::{FindItemResponseMessageType, ResponseCodeType};
use ews_types::types::{
    BodyType, BodyTypeType, EmailAddressType, FindItemParentItemsOrGroups, FindItemParentType, ItemIdType, MessageType,
    RealItem, SingleRecipientType,
};
use ews_types::xml::{self, GlobalElement, Writer};
use quick_xml::NsReader;
use quick_xml::events::Event;

fn main() {
    divan::main();
    let text = xml::to_string(&answer()).unwrap();
    let answer = read(&text);
    // As in a process that has run for a while: what is freed stays at hand, because something stands above it in the heap.
    let freed = [read(&text), read(&text)];
    let above = black_box(vec![0_u8; 4096]);
    drop(freed);
    let to_bare = ratio(|| time(|| bare(&text)), || time(|| read(&text)));
    let to_reading = ratio(|| time(|| read(&text)), || time(|| xml::to_string(&answer)));
    let mut buffer = String::with_capacity(text.len());
    let mut again = || {
        let start = Instant::now();
        buffer = rewrite(&answer, std::mem::take(&mut buffer));
        start.elapsed()
    };
    let reused = ratio(|| time(|| read(&text)), &mut again);
    println!("{} bytes; reading {to_bare:.2} x a bare NsReader loop", text.len());
    println!("writing {to_reading:.2} x reading, into a buffer that is used again {reused:.2} x");
    drop(above);
}

/// How many times as long the first takes as the second: the median over blocks of each, so that either finds the caches as it
/// leaves them itself, and both find the same machine.
fn ratio(mut first: impl FnMut() -> Duration, mut second: impl FnMut() -> Duration) -> f64 {
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

/// How long it takes to make the value, not to drop it.
fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = black_box(work());
    let time = start.elapsed();
    drop(made);
    time
}

/// What a server answers to a search for messages, values made up.
fn answer() -> FindItemResponse {
    let mut message = FindItemResponseMessageType::default();
    message.response_class = "Success".into();
    message.response_code = Some(ResponseCodeType::NoError);
    message.root_folder = Some(FindItemParentType {
        total_items_in_view: Some(1000),
        includes_last_item_in_range: Some(true),
        items_or_groups: FindItemParentItemsOrGroups::Items((0..1000).map(item).collect()),
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
        ..Default::default()
    };
    message.item_id = Some(item_id.into());
    message.item_class = Some("IPM.Note".to_owned());
    message.subject = Some(format!("Minutes of meeting {number}: budget & plans"));
    message.body = Some(BodyType {
        body_type: BodyTypeType::Text,
        value: "Dear all, these are the minutes of the last meeting; please send your comments until Friday."
            .to_owned(),
        ..Default::default()
    });
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

fn read(text: &str) -> FindItemResponse {
    xml::from_str(text).unwrap()
}

fn rewrite(answer: &FindItemResponse, mut buffer: String) -> String {
    buffer.clear();
    let mut writer = Writer::behind(buffer, FindItemResponse::NAMESPACES);
    writer.element(answer).unwrap();
    writer.finish()
}

/// Resolves every name, and looks at nothing.
fn bare(text: &str) -> usize {
    let mut reader = NsReader::from_str(text);
    let mut events = 0;
    loop {
        match reader.read_resolved_event().unwrap() {
            (_, Event::Eof) => return events,
            event => {
                black_box(event);
                events += 1;
            }
        }
    }
}

#[divan::bench]
fn bare_ns_reader(bencher: Bencher<'_, '_>) {
    let text = xml::to_string(&answer()).unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| bare(&text));
}

#[divan::bench]
fn typed_reading(bencher: Bencher<'_, '_>) {
    let text = xml::to_string(&answer()).unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| read(&text));
}

#[divan::bench]
fn typed_writing(bencher: Bencher<'_, '_>) {
    let answer = answer();
    let text = xml::to_string(&answer).unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| xml::to_string(&answer));
}
