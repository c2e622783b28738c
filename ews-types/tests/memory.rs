//! Memory stays within what `Options` states, whatever comes in.
#![allow(clippy::unwrap_used, missing_docs)]

mod found_items;
mod holder;

use std::fmt::Write as _;

use ews_types::messages::elements::{FindItem, FindItemResponse};
use ews_types::xml::{self, GlobalElement, Options};
use found_items::{M, T, answer};
use holder::Holder;
use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// What reading takes at the most, beside the input itself.
fn peak<E: GlobalElement>(bytes: &[u8]) -> usize {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let read = xml::decode(bytes).and_then(|text| Options::new().read::<E>(&text));
    drop(read);
    HEAP.peak_usage() - before
}

/// A list that grows has its old place and one of twice the size; texts are copied once, and UTF-16 is decoded before.
fn allowed(length: usize) -> usize {
    let values = (length * Options::MEMORY_PER_BYTE + Options::MEMORY_OF_ANY).min(Options::MEMORY_OF_NONE);
    3 * values + 3 * length + (4 << 20)
}

fn check<E: GlobalElement>(name: &str, text: &str) {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &utf16] {
        let peak = peak::<E>(bytes);
        println!("{name}: {} bytes take {peak}, {:.1} for each", bytes.len(), peak as f64 / bytes.len() as f64);
        assert!(peak <= allowed(bytes.len()), "{name}: {} bytes take {peak}", bytes.len());
    }
}

/// One test, since all share the allocator.
#[test]
fn stated_multiple() {
    let many = 150_000;
    check::<FindItemResponse>("empty items", &answer(&"<t:Message/>".repeat(many)));
    check::<FindItemResponse>("calendar items", &answer(&"<t:CalendarItem/>".repeat(many)));
    check::<FindItemResponse>("unknown items", &answer(&"<t:X/>".repeat(many)));
    check::<FindItemResponse>(
        "response messages",
        &answer("").replace(
            "<m:FindItemResponseMessage ",
            &format!("{}<m:FindItemResponseMessage ", "<m:GetItemResponseMessage/>".repeat(100_000)),
        ),
    );
    check::<FindItemResponse>("a long attribute", &answer(&format!("<t:Message a=\"{}\"/>", "x".repeat(10_000_000))));
    check::<FindItemResponse>("a long text", &answer(&format!("<t:Message><t:Subject>{}", "x&lt;".repeat(2_000_000))));
    check::<FindItemResponse>(
        "categories",
        &answer(&format!("<t:Message><t:Categories>{}</t:Categories></t:Message>", "<t:String/>".repeat(many))),
    );
    check::<FindItem>(
        "additional properties",
        &format!(
            "<m:FindItem xmlns:m=\"{M}\" xmlns:t=\"{T}\"><m:ItemShape><t:AdditionalProperties>{}",
            "<t:FieldURI/>".repeat(many)
        ),
    );
    check::<Holder>("elements of no schema", &format!("<h>{}</h>", "<b/>".repeat(many)));
    check::<Holder>("texts and elements of no schema", &format!("<h><a>{}</a></h>", "b<c/>".repeat(many)));
    check::<Holder>(
        "attributes of no schema",
        &format!("<h>{}</h>", "<b a=\"\" b=\"\" c=\"\" d=\"\"/>".repeat(100_000)),
    );
    let long = "n".repeat(100_000);
    check::<Holder>("a long namespace", &format!("<h xmlns:n=\"{long}\">{}</h>", "<n:a n:b=\"\"/>".repeat(100_000)));
    check::<Holder>(
        "types of a long namespace",
        &format!(
            "<h xmlns:n=\"{long}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{}</h>",
            "<a xsi:type=\"n:b\"/>".repeat(100_000)
        ),
    );
    check::<FindItemResponse>(
        "items of a type with a long namespace",
        &answer(&format!(
            "<t:Message xmlns:n=\"{long}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><t:Attachments>{}",
            "<t:ItemAttachment><t:Message xsi:type=\"n:b\"/></t:ItemAttachment>".repeat(100_000)
        )),
    );
    let name = format!("t:{long}");
    check::<FindItemResponse>(
        "deviations below long names",
        &answer(&format!("<{name}><a/>{}", "<b/>".repeat(100_000))),
    );
    check::<FindItemResponse>("long unknown names", &answer(&format!("<{name}/>").repeat(1000)));
    let mut attributes = String::new();
    (0..many).for_each(|number| write!(attributes, " a{number}=\"\"").unwrap());
    check::<FindItemResponse>("attributes", &answer(&format!("<t:Message{attributes}/>")));
    let mut deep = String::new();
    (0..many).for_each(|number| write!(deep, "<a{number} xmlns:p{number}=\"u{number}\">").unwrap());
    check::<Holder>("declarations", &format!("<h>{deep}"));
}
