//! Bytes into the ways in that fit their root, and out again: the same value comes back.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../ews-types/tests/round_trip/mod.rs"]
mod round_trip;

fuzz_target!(|bytes: &[u8]| {
    if let Err(wrong) = round_trip::check(bytes) {
        panic!("{wrong}");
    }
});
