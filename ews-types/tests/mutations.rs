//! Valid documents, broken in many ways: an error or a value that is written and read again, never a panic.
//!
//! `EWS_MUTANTS=1000000 cargo test --release -p ews-types --test mutations` tries that many. `EWS_SEED` is where the seeds of the
//! mutants begin: with that of a failure and `EWS_MUTANTS=1` it comes again. With `EWS_SEEDS=DIR` the valid documents are kept
//! there, for a fuzzer.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod mutants;
mod round_trip;
mod samples;
mod schemas;
mod settings;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use mutants::{Random, Source, WAYS, without_element};
use samples::samples;
use settings::number;

/// How many mutants there are if nothing is said.
const MUTANTS: u64 = 1500;

/// How many failures are shown.
const SHOWN: usize = 10;

/// What is wrong with how a document is read.
fn wrong(bytes: &[u8]) -> Result<usize, String> {
    catch_unwind(AssertUnwindSafe(|| round_trip::check(bytes))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        Err(format!(
            "panic: {}",
            text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
        ))
    })
}

/// What kind of failure it is, without what belongs to the one document.
fn kind(error: &str) -> String {
    let words = error.split(':').take(2).map(|part| part.split(" of ").next().unwrap_or_default());
    words.collect::<Vec<_>>().join(":")
}

/// A part of the bytes that fails in the same way, as short as leaving out elements and then pieces makes it.
fn minimal(bytes: &[u8], error: &str) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut at = 0;
    while let Some(shorter) = std::str::from_utf8(&bytes).ok().and_then(|text| without_element(text, at)) {
        match wrong(&shorter) {
            Err(found) if kind(&found) == kind(error) => bytes = shorter,
            _ => at += 1,
        }
    }
    let mut size = bytes.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < bytes.len() {
            let shorter = [&bytes[..at], &bytes[usize::min(at + size, bytes.len())..]].concat();
            match wrong(&shorter) {
                Err(found) if kind(&found) == kind(error) => bytes = shorter,
                _ => at += size,
            }
        }
        size /= 2;
    }
    bytes
}

/// A mutant, and the ways in which it was broken: mostly one.
fn mutant(random: &mut Random, samples: &[String]) -> (Vec<u8>, Vec<&'static str>) {
    let sample = random.of(samples).unwrap();
    let other = random.of(samples).unwrap();
    let mut bytes = sample.clone().into_bytes();
    let mut names = Vec::new();
    let times = *random.of(&[1, 1, 1, 1, 2, 3]).unwrap();
    for _ in 0..times {
        let Ok(text) = std::str::from_utf8(&bytes) else { break };
        let (name, way) = random.of(WAYS).unwrap();
        if let Some(broken) = way(&mut Source { text, other, random }) {
            bytes = broken;
            names.push(*name);
        }
    }
    (bytes, names)
}

#[test]
fn broken_in_many_ways() {
    let samples = samples();
    for sample in &samples {
        assert!(
            matches!(round_trip::check(sample.as_bytes()), Ok(1..)),
            "{:?}: {sample}",
            round_trip::check(sample.as_bytes())
        );
    }
    if let Some(folder) = std::env::var_os("EWS_SEEDS") {
        for (number, sample) in samples.iter().enumerate() {
            std::fs::write(std::path::Path::new(&folder).join(format!("seed-{number}.xml")), sample).unwrap();
        }
    }
    let (count, seed) = (number("EWS_MUTANTS", MUTANTS), number("EWS_SEED", 1));
    println!("{count} mutants of {} documents from seed {seed}", samples.len());
    let mut tried: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let mut failures: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for seed in seed..seed + count {
        let (bytes, names) = mutant(&mut Random(seed.wrapping_mul(0x2545_F491_4F6C_DD1D)), &samples);
        let outcome = wrong(&bytes);
        for name in &names {
            let (tried, read, failed) = tried.entry(name).or_default();
            *tried += 1;
            *read += usize::from(matches!(outcome, Ok(2..)));
            *failed += usize::from(outcome.is_err());
        }
        let Err(error) = outcome else { continue };
        let (times, shown) = failures.entry(kind(&error)).or_default();
        *times += 1;
        if shown.is_empty() {
            let minimal = minimal(&bytes, &error);
            let error = wrong(&minimal).err().unwrap_or(error);
            *shown = format!(
                "seed {seed}, {}: {}\nof {}",
                names.join(", "),
                error.chars().take(2000).collect::<String>(),
                minimal.escape_ascii().to_string().chars().take(2000).collect::<String>()
            );
        }
    }
    for (name, (tried, read, failed)) in &tried {
        println!("{name}: {tried} tried, {read} read as more than any element, {failed} failed");
    }
    let mut shown = failures.values().map(|(times, text)| format!("{times} times: {text}"));
    let text = shown.by_ref().take(SHOWN).collect::<Vec<_>>().join("\n\n");
    assert!(failures.is_empty(), "{} kinds of failures\n\n{text}", failures.len());
    assert!(count < MUTANTS || tried.len() == WAYS.len(), "a way was never tried");
}
