//! Generates code for the input as a WSDL file: the result must be diagnostics, or code that parses.
#![no_main]

use libfuzzer_sys::fuzz_target;

mod generator;

fuzz_target!(|bytes: &[u8]| generator::run("a.wsdl", bytes));
