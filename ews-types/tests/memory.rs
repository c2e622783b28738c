//! Memory stays within the limits that `Options` states, whatever the input.
#![allow(clippy::unwrap_used, missing_docs)]

mod any_elements;
mod find_item;

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use any_elements::AnyElements;
use ews_types::messages::elements::{FindItem, FindItemResponse};
use ews_types::xml::{self, GlobalElement, Options};
use find_item::{M, T, response};
use peak_alloc::PeakAlloc;
use test_support::settings::cases;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Lets one test at a time measure, because all tests share the allocator.
static MEASURING: Mutex<()> = Mutex::new(());

/// Returns the peak memory that reading `bytes` uses, not counting `bytes`.
fn peak<E: GlobalElement>(bytes: &[u8]) -> usize {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let read = xml::decode(bytes).and_then(|text| Options::new().read::<E>(&text));
    drop(read);
    HEAP.peak_usage() - before
}

/// Returns the memory that reading a document of `length` bytes may use. Values count three times: while a list grows, its old
/// allocation and a new one of twice the size exist. The document counts three times, because UTF-16 is first decoded to UTF-8, which
/// can be longer, and texts are then copied once.
fn limit(length: usize) -> usize {
    let values = (length * Options::MEMORY_PER_BYTE + Options::MEMORY_BASE).min(Options::MEMORY_CEILING);
    3 * values + 3 * length + (4 << 20)
}

/// Checks the memory that reading a document uses, in UTF-8 and in UTF-16.
#[track_caller]
fn check<E: GlobalElement>(text: impl FnOnce() -> String) {
    let _guard = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let text = text();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &utf16] {
        let peak = peak::<E>(bytes);
        println!("{} bytes use {peak}, {:.1} for each", bytes.len(), peak as f64 / bytes.len() as f64);
        assert!(peak <= limit(bytes.len()), "{} bytes use {peak}", bytes.len());
    }
}

/// Returns `full` if long tests run in full, and a tenth of `full` otherwise.
fn count(full: u64) -> usize {
    cases(full) as usize
}

fn repeat(text: &str, full: u64) -> String {
    text.repeat(count(full))
}

fn long_name() -> String {
    repeat("n", 100_000)
}

#[test]
fn empty_items() {
    check::<FindItemResponse>(|| response(&repeat("<t:Message/>", 150_000)));
}

#[test]
fn calendar_items() {
    check::<FindItemResponse>(|| response(&repeat("<t:CalendarItem/>", 150_000)));
}

#[test]
fn unknown_items() {
    check::<FindItemResponse>(|| response(&repeat("<t:X/>", 150_000)));
}

#[test]
fn response_messages() {
    check::<FindItemResponse>(|| {
        let messages = repeat("<m:GetItemResponseMessage/>", 100_000);
        response("").replace("<m:FindItemResponseMessage ", &format!("{messages}<m:FindItemResponseMessage "))
    });
}

#[test]
fn long_attribute() {
    check::<FindItemResponse>(|| response(&format!("<t:Message a=\"{}\"/>", repeat("x", 10_000_000))));
}

#[test]
fn long_text() {
    check::<FindItemResponse>(|| response(&format!("<t:Message><t:Subject>{}", repeat("x&lt;", 2_000_000))));
}

#[test]
fn categories() {
    check::<FindItemResponse>(|| {
        let categories = repeat("<t:String/>", 150_000);
        response(&format!("<t:Message><t:Categories>{categories}</t:Categories></t:Message>"))
    });
}

#[test]
fn additional_properties() {
    check::<FindItem>(|| {
        let properties = repeat("<t:FieldURI/>", 150_000);
        format!("<m:FindItem xmlns:m=\"{M}\" xmlns:t=\"{T}\"><m:ItemShape><t:AdditionalProperties>{properties}")
    });
}

#[test]
fn elements_of_no_schema() {
    check::<AnyElements>(|| format!("<h>{}</h>", repeat("<b/>", 150_000)));
}

#[test]
fn texts_and_elements_of_no_schema() {
    check::<AnyElements>(|| format!("<h><a>{}</a></h>", repeat("b<c/>", 150_000)));
}

#[test]
fn attributes_of_no_schema() {
    check::<AnyElements>(|| format!("<h>{}</h>", repeat("<b a=\"\" b=\"\" c=\"\" d=\"\"/>", 100_000)));
}

#[test]
fn elements_of_a_long_namespace() {
    check::<AnyElements>(|| format!("<h xmlns:n=\"{}\">{}</h>", long_name(), repeat("<n:a n:b=\"\"/>", 100_000)));
}

#[test]
fn types_of_a_long_namespace() {
    check::<AnyElements>(|| {
        format!(
            "<h xmlns:n=\"{}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{}</h>",
            long_name(),
            repeat("<a xsi:type=\"n:b\"/>", 100_000)
        )
    });
}

#[test]
fn items_of_a_type_of_a_long_namespace() {
    check::<FindItemResponse>(|| {
        response(&format!(
            "<t:Message xmlns:n=\"{}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><t:Attachments>{}",
            long_name(),
            repeat("<t:ItemAttachment><t:Message xsi:type=\"n:b\"/></t:ItemAttachment>", 100_000)
        ))
    });
}

#[test]
fn deviations_below_long_names() {
    check::<FindItemResponse>(|| response(&format!("<t:{}><a/>{}", long_name(), repeat("<b/>", 100_000))));
}

#[test]
fn long_unknown_names() {
    check::<FindItemResponse>(|| response(&repeat(&format!("<t:{}/>", "n".repeat(100_000)), 1000)));
}

#[test]
fn many_attributes() {
    check::<FindItemResponse>(|| {
        let mut attributes = String::new();
        (0..count(150_000)).for_each(|number| write!(attributes, " a{number}=\"\"").unwrap());
        response(&format!("<t:Message{attributes}/>"))
    });
}

#[test]
fn nested_declarations() {
    check::<AnyElements>(|| {
        let mut elements = String::new();
        (0..count(150_000)).for_each(|number| write!(elements, "<a{number} xmlns:p{number}=\"u{number}\">").unwrap());
        format!("<h>{elements}")
    });
}
