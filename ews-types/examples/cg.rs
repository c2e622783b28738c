//! Instruction counts.
#![allow(missing_docs, clippy::unwrap_used, dead_code)]
#[path = "../benches/sample/mod.rs"]
mod sample;
use ews_types::messages::elements::FindItemResponse;
use ews_types::xml;
fn main() {
    let mode = std::env::args().nth(1).unwrap_or_default();
    let answer = sample::answer();
    let text = xml::to_string(&answer).unwrap();
    match mode.as_str() {
        "read" => {
            for _ in 0..4 {
                std::hint::black_box(xml::from_str::<FindItemResponse>(&text).unwrap());
            }
        }
        "write" => {
            for _ in 0..4 {
                std::hint::black_box(xml::to_string(&answer).unwrap());
            }
        }
        _ => {}
    }
}
