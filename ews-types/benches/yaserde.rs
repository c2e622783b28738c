//! Reads and writes a FindItem response of 1,000 messages through yaserde. Compares the times with bare loops that read and write the
//! same events with the `xml` crate, which yaserde uses.
//!
//! `cargo bench -p ews-types --bench yaserde` prints the times and, at the end, the ratios that the README states.
#![allow(clippy::unwrap_used, missing_docs)]

mod sample;

use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use ews_types::messages::elements::FindItemResponse;
use sample::{answer, ratio, time};
use xml_events::reader::{EventReader, XmlEvent};
use xml_events::writer::XmlEvent as Written;
use xml_events::{EmitterConfig, EventWriter, ParserConfig};

fn main() {
    divan::main();
    let answer = answer();
    let text = yaserde::ser::to_string(&answer).unwrap();
    let events = events(&text);
    let written: Vec<Written<'_>> = events.iter().filter_map(as_written).collect();
    assert_eq!(String::from_utf8(bare_write(&written)).unwrap(), text);
    // `above` is allocated after `freed`, so it keeps the allocator from returning the memory of `freed` to the system. The measured
    // functions therefore reuse memory, as in a process that has run for a while.
    let freed = [read(&text), read(&text)];
    let above = black_box(vec![0_u8; 4096]);
    drop(freed);
    let reading = ratio(|| time(|| bare_read(&text)), || time(|| read(&text)));
    let writing = ratio(|| time(|| bare_write(&written)), || time(|| yaserde::ser::to_string(&answer)));
    println!("{} bytes; reading {reading:.2} x a bare EventReader loop", text.len());
    println!("writing {writing:.2} x a bare EventWriter on the same events");
    drop(above);
}

fn read(text: &str) -> FindItemResponse {
    yaserde::de::from_str(text).unwrap()
}

/// Creates a reader with the configuration that yaserde uses.
fn reader(text: &str) -> EventReader<&[u8]> {
    let config = ParserConfig::new()
        .trim_whitespace(true)
        .whitespace_to_characters(true)
        .cdata_to_characters(true)
        .ignore_comments(true)
        .coalesce_characters(true);
    EventReader::new_with_config(text.as_bytes(), config)
}

/// Reads all events without using them.
fn bare_read(text: &str) -> usize {
    let mut reader = reader(text);
    let mut events = 0;
    loop {
        match reader.next().unwrap() {
            XmlEvent::EndDocument => return events,
            event => {
                black_box(event);
                events += 1;
            }
        }
    }
}

/// Returns the events of a document. Only the root element declares namespaces, as in code that writes events by hand.
fn events(text: &str) -> Vec<XmlEvent> {
    let mut events: Vec<XmlEvent> = reader(text).into_iter().map(Result::unwrap).collect();
    let starts = events.iter_mut().filter_map(|event| match event {
        XmlEvent::StartElement { namespace, .. } => Some(namespace),
        _ => None,
    });
    starts.skip(1).for_each(|namespace| namespace.0.clear());
    events
}

fn as_written(event: &XmlEvent) -> Option<Written<'_>> {
    match event {
        XmlEvent::EndElement { .. } => Some(Written::end_element().into()),
        event => event.as_writer_event(),
    }
}

/// Writes events with the configuration that yaserde uses.
fn bare_write(events: &[Written<'_>]) -> Vec<u8> {
    let config = EmitterConfig::new().cdata_to_characters(false).perform_indent(false);
    let mut writer = EventWriter::new_with_config(Vec::new(), config);
    for event in events {
        writer.write(event.clone()).unwrap();
    }
    writer.into_inner()
}

#[divan::bench]
fn bare_event_reader(bencher: Bencher<'_, '_>) {
    let text = yaserde::ser::to_string(&answer()).unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| bare_read(&text));
}

#[divan::bench]
fn reading_through_yaserde(bencher: Bencher<'_, '_>) {
    let text = yaserde::ser::to_string(&answer()).unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| read(&text));
}

#[divan::bench]
fn bare_event_writer(bencher: Bencher<'_, '_>) {
    let text = yaserde::ser::to_string(&answer()).unwrap();
    let events = events(&text);
    let written: Vec<Written<'_>> = events.iter().filter_map(as_written).collect();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| bare_write(&written));
}

#[divan::bench]
fn writing_through_yaserde(bencher: Bencher<'_, '_>) {
    let answer = answer();
    let text = yaserde::ser::to_string(&answer).unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| yaserde::ser::to_string(&answer));
}
