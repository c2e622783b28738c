//! Reads and writes a FindItem response of 1,000 messages, and compares the time with a bare loop over the tokens of the same bytes.
//!
//! `cargo bench -p ews-types` prints the times and, at the end, the ratios that the README states.
#![allow(clippy::unwrap_used, missing_docs)]

mod sample;

use std::hint::black_box;
use std::time::Instant;

use divan::Bencher;
use divan::counter::BytesCount;
use ews_types::messages::elements::FindItemResponse;
use ews_types::xml::{self, GlobalElement, Writer};
use quick_xml::NsReader;
use quick_xml::events::Event;
use sample::{answer, ratio, time};

fn main() {
    divan::main();
    let text = xml::to_string(&answer()).unwrap();
    let answer = read(&text);
    // `above` is allocated after `freed`, so it keeps the allocator from returning the memory of `freed` to the system. The measured
    // functions therefore reuse memory, as in a process that has run for a while.
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

fn read(text: &str) -> FindItemResponse {
    xml::from_str(text).unwrap()
}

fn rewrite(answer: &FindItemResponse, mut buffer: String) -> String {
    buffer.clear();
    let mut writer = Writer::append_to(buffer, FindItemResponse::NAMESPACES);
    writer.element(answer).unwrap();
    writer.finish()
}

/// Reads all events and resolves the names in them, but does nothing else. Returns the number of events.
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
