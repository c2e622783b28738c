//! Reads the input with the readers that match its root element, writes the value, reads the written document, and compares both
//! values.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../ews-types/tests/round_trip.rs"]
mod round_trip;

fuzz_target!(|bytes: &[u8]| {
    if let Err(failure) = round_trip::check(bytes) {
        panic!("{failure}");
    }
});
