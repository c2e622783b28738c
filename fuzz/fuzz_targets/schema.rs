//! Bytes as a schema, through all stages: diagnostics, or code that parses.
#![no_main]

use libfuzzer_sys::fuzz_target;

mod stages;

fuzz_target!(|bytes: &[u8]| stages::run("a.xsd", bytes));
