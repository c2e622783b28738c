//! Reads the input in chunks and as a whole. Both must give the same items, remaining content, deviations and error.
#![no_main]

use ews_types::xml::Options;
use libfuzzer_sys::fuzz_target;

#[path = "../../ews-types/tests/pieces/difference.rs"]
#[allow(dead_code, reason = "tests use more")]
mod difference;
#[path = "../../ews-types/tests/pieces/reading.rs"]
#[allow(dead_code, reason = "tests use more")]
mod reading;

use difference::{difference, is_known_to_differ};

fuzz_target!(|bytes: &[u8]| {
    if is_known_to_differ(bytes) {
        return;
    }
    for strict in [false, true] {
        if let Err(difference) = difference(bytes, Options::new().strict(strict)) {
            panic!("strict {strict}: {difference}");
        }
    }
});
