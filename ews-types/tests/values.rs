//! Random values of every global element. Each is written and read back equal, and `validate` and an independent validator agree about
//! its document.
//!
//! `EWS_VALUES` is the number of values of each element, `EWS_SEED` the first seed.

use std::cell::Cell;

use arbitrary::Unstructured;
use ews_types::elements;
use ews_types::namespaces::NAMESPACES;
use ews_types::xml::arbitrary::Source;
use ews_types::xml::{AnyGlobalElement, ElementEntry, Options, Reader, Step, Writer};
use test_support::{Validator, bytes, ews_schemas, ews_schemas_of, settings};

fn entries() -> impl Iterator<Item = &'static ElementEntry> {
    elements::ELEMENTS.iter()
}

fn write(value: &dyn AnyGlobalElement) -> String {
    let mut writer = Writer::new(NAMESPACES);
    value.write(&mut writer).unwrap();
    writer.finish()
}

/// The distance between the first seeds of two successive elements. The remainders of a seed modulo 8 and 3 decide whether a value is
/// invalid, and which constraint it violates. The distance is a prime number, so that the first seeds have all remainders.
const SEEDS_PER_ELEMENT: u64 = 1_000_003;

/// Parameters of the random values that are created for each element.
struct Values {
    first_seed: u64,
    /// The number of values of each element if long tests run in full.
    full: u64,
    /// True if most values violate a constraint.
    is_invalid: bool,
}

impl Values {
    /// Creates the values, and calls `check` with each of them and its document.
    #[track_caller]
    fn check(&self, check: impl Fn(&dyn AnyGlobalElement, &str) -> Result<(), String>) {
        let first_seed = settings::number("EWS_SEED").unwrap_or(self.first_seed);
        let count = settings::number("EWS_VALUES").unwrap_or_else(|| settings::cases(self.full));
        let mut failures = Vec::new();
        for (index, entry) in entries().enumerate() {
            for time in 0..count {
                let seed = first_seed + index as u64 * SEEDS_PER_ELEMENT + time;
                let bytes = bytes(seed);
                let mut unstructured = Unstructured::new(&bytes);
                let mut source = match self.is_invalid && !seed.is_multiple_of(8) {
                    true => Source::violating(&mut unstructured, usize::try_from(seed % 3).unwrap()),
                    false => Source::new(&mut unstructured),
                };
                let value = (entry.arbitrary)(&mut source).unwrap();
                let text = write(&*value);
                if let Err(error) = check(&*value, &text) {
                    failures.push(format!("{} with seed {seed}: {error}\n{text}", entry.row.name()));
                }
            }
        }
        let shown = &failures[..failures.len().min(5)];
        assert!(failures.is_empty(), "{} failed, such as\n{}", failures.len(), shown.join("\n\n"));
    }
}

#[test]
fn random_values_are_valid_and_read_back_equal() {
    let validator = Validator::new(&ews_schemas());
    Values { first_seed: 1, full: 4, is_invalid: false }.check(|value, text| {
        let mut reader = Reader::new(text, NAMESPACES, Options::new().strict(true));
        assert!(matches!(reader.step(), Ok(Step::Start)), "{text}");
        if !value.equals(&mut reader).map_err(|error| error.to_string())? {
            return Err(format!("another value: {value:#?}"));
        }
        if let Some(violation) = value.violations().first() {
            return Err(violation.to_string());
        }
        match validator.errors(text) {
            errors if errors.is_empty() => Ok(()),
            errors => Err(errors.join("\n")),
        }
    });
}

#[test]
fn validate_agrees_with_an_independent_validator() {
    let validator = Validator::new(&ews_schemas());
    let counts = Cell::new((0, 0));
    Values { first_seed: 500_000_000, full: 6, is_invalid: true }.check(|value, text| {
        let (violations, errors) = (value.violations(), validator.errors(text));
        let (all, invalid) = counts.get();
        counts.set((all + 1, invalid + usize::from(!errors.is_empty())));
        match (violations.first(), errors.first()) {
            // The validator is wrong here: it accepts a text if an alternative of the pattern matches any part of it. libxml2
            // agrees with `validate`.
            (Some(violation), None) if violation.path.ends_with("/Bitmask/@Value") => Ok(()),
            (Some(violation), None) => Err(format!("only validate() refuses: {violation}")),
            (None, Some(error)) => Err(format!("only the validator refuses: {error}")),
            _ => Ok(()),
        }
    });
    let (all, invalid) = counts.get();
    println!("{all} values, {invalid} of them invalid");
    assert!(invalid * 4 > all, "{invalid} of {all} invalid");
}

/// Compares values with the schema of an older version: the current schema without newer elements, attributes, types and values.
mod versions {
    use ews_types::versions::VERSIONS;

    use super::*;

    /// Checks that `validate_against` refuses the same values as the schema of a version. At least `min_refused` percent of the values
    /// must be refused, and at least `min_accepted` percent accepted.
    #[track_caller]
    fn check(version: &str, min_refused: usize, min_accepted: usize) {
        let validator = Validator::new(&ews_schemas_of(version));
        let counts = Cell::new((0, 0));
        Values { first_seed: 900_000_000, full: 4, is_invalid: false }.check(|value, text| {
            let (violations, errors) = (value.violations_against(VERSIONS, version), validator.errors(text));
            let (all, refused) = counts.get();
            counts.set((all + 1, refused + usize::from(!errors.is_empty())));
            match (violations.first(), errors.first()) {
                (Some(violation), None) => Err(format!("only validate_against() refuses: {violation}")),
                (None, Some(error)) => Err(format!("only the validator refuses: {error}")),
                _ => Ok(()),
            }
        });
        let (all, refused) = counts.get();
        println!("{version}: {all} values, {refused} of them refused");
        assert!(refused * 100 >= all * min_refused, "{refused} of {all} refused");
        assert!((all - refused) * 100 >= all * min_accepted, "{refused} of {all} refused");
    }

    test_support::cases! { check {
        exchange_2007_sp1: ("Exchange2007_SP1", 20, 5);
        exchange_2010_sp2: ("Exchange2010_SP2", 20, 5);
        exchange_2013: ("Exchange2013", 20, 5);
        exchange_2016: ("Exchange2016", 1, 20);
        the_newest: ("V2017_07_11", 0, 100);
    }}
}
