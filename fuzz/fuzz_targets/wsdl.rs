//! Bytes as a WSDL file, through all stages: diagnostics, or code that parses.
#![no_main]

use libfuzzer_sys::fuzz_target;

mod stages;

fuzz_target!(|bytes: &[u8]| stages::run("a.wsdl", bytes));
