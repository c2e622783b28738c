//! Random changes of valid documents: reading gives an error, or a value that is written and read back equal.
//!
//! `EWS_MUTANTS=1000000 cargo test --release -p ews-types --test suite mutations` tries a million changed documents. `EWS_SEED` is the
//! first seed: `EWS_SEED=N EWS_MUTANTS=1` repeats the failure with seed N. If `EWS_SEEDS` names a folder, the test saves the valid
//! documents there, as seeds for a fuzzer.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use test_support::mutation::{Input, MUTATIONS, without_element};
use test_support::{Random, settings};

use crate::round_trip;
use crate::samples::samples;

/// The number of mutants, unless `EWS_MUTANTS` sets another.
const MUTANTS: u64 = 1500;

/// The maximum number of failures in the message of the test.
const MAX_SHOWN: usize = 10;

/// Checks a document with all readers that match its root element: see [`round_trip`]. Returns the number of values that were read.
/// A panic becomes an error.
fn check(bytes: &[u8]) -> Result<usize, String> {
    catch_unwind(AssertUnwindSafe(|| round_trip::check(bytes))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
        Err(format!("panic: {}", text.unwrap_or_default()))
    })
}

/// Returns the kind of a failure: the part of the message that does not depend on the document.
fn kind(error: &str) -> String {
    let words = error.split(':').take(2).map(|part| part.split(" of ").next().unwrap_or_default());
    words.collect::<Vec<_>>().join(":")
}

/// Reduces a document to a shorter one with the same kind of failure. Leaves out elements first, and then ranges of bytes.
fn minimal(bytes: &[u8], error: &str) -> Vec<u8> {
    let fails = |bytes: &[u8]| matches!(check(bytes), Err(found) if kind(&found) == kind(error));
    let mut bytes = bytes.to_vec();
    let mut number = 0;
    while let Some(shorter) = std::str::from_utf8(&bytes).ok().and_then(|text| without_element(text, number)) {
        match fails(&shorter) {
            true => bytes = shorter,
            false => number += 1,
        }
    }
    let mut size = bytes.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < bytes.len() {
            let shorter = [&bytes[..at], &bytes[usize::min(at + size, bytes.len())..]].concat();
            match fails(&shorter) {
                true => bytes = shorter,
                false => at += size,
            }
        }
        size /= 2;
    }
    bytes
}

/// Applies one to three mutations, usually one, to a random sample. Returns the mutant, and the names of its mutations.
fn mutant(random: &mut Random, samples: &[String]) -> (Vec<u8>, Vec<&'static str>) {
    let sample = random.item(samples).unwrap();
    let other = random.item(samples).unwrap();
    let mut bytes = sample.clone().into_bytes();
    let mut names = Vec::new();
    let times = *random.item(&[1, 1, 1, 1, 2, 3]).unwrap();
    for _ in 0..times {
        let Ok(text) = std::str::from_utf8(&bytes) else { break };
        let (name, mutation) = random.item(MUTATIONS).unwrap();
        if let Some(changed) = mutation(&mut Input { text, other, random }) {
            bytes = changed;
            names.push(*name);
        }
    }
    (bytes, names)
}

/// The number of mutants that one mutation created, how many of them were read as a known element, and how many failed the check.
#[derive(Default)]
struct Count {
    tried: usize,
    read: usize,
    failed: usize,
}

#[test]
fn samples_are_read_and_written() {
    let samples = samples();
    for sample in &samples {
        let checked = round_trip::check(sample.as_bytes());
        assert!(matches!(checked, Ok(1..)), "{checked:?}: {sample}");
    }
    if let Some(folder) = std::env::var_os("EWS_SEEDS") {
        for (number, sample) in samples.iter().enumerate() {
            fs::write(Path::new(&folder).join(format!("seed-{number}.xml")), sample).unwrap();
        }
    }
}

#[test]
fn mutants_are_refused_or_read_back_equal() {
    let samples = samples();
    let count = settings::number("EWS_MUTANTS").unwrap_or(MUTANTS);
    let first = settings::number("EWS_SEED").unwrap_or(1);
    println!("{count} mutants of {} documents from seed {first}", samples.len());
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut failures: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for seed in first..first + count {
        let (bytes, names) = mutant(&mut Random::new(seed.wrapping_mul(0x2545_F491_4F6C_DD1D)), &samples);
        let checked = check(&bytes);
        for name in &names {
            let count = counts.entry(name).or_default();
            count.tried += 1;
            count.read += usize::from(matches!(checked, Ok(2..)));
            count.failed += usize::from(checked.is_err());
        }
        let Err(error) = checked else { continue };
        let (times, shown) = failures.entry(kind(&error)).or_default();
        *times += 1;
        if shown.is_empty() {
            let minimal = minimal(&bytes, &error);
            let error: String = check(&minimal).err().unwrap_or(error).chars().take(2000).collect();
            let document: String = minimal.escape_ascii().to_string().chars().take(2000).collect();
            *shown = format!("seed {seed}, {}: {error}\nof {document}", names.join(", "));
        }
    }
    for (name, Count { tried, read, failed }) in &counts {
        println!("{name}: {tried} tried, {read} read as a known element, {failed} failed");
    }
    let shown = failures.values().map(|(times, text)| format!("{times} times: {text}"));
    let text = shown.take(MAX_SHOWN).collect::<Vec<_>>().join("\n\n");
    assert!(failures.is_empty(), "{} kinds of failures\n\n{text}", failures.len());
    assert!(count < MUTANTS || counts.len() == MUTATIONS.len(), "a mutation was never tried");
}
