//! Helpers for the tests of the types.

use std::borrow::Cow;
use std::fmt::Debug;

use super::{Lexical, LexicalError, LexicalErrorKind, NoNamespaces};

pub(super) fn parse<T: Lexical>(text: &str) -> Result<T, LexicalError> {
    T::parse(Cow::Borrowed(text), &NoNamespaces)
}

pub(super) fn text<T: Lexical>(value: &T) -> String {
    let mut out = String::from("before ");
    value.write(&mut out, &mut NoNamespaces);
    out.strip_prefix("before ").unwrap_or("it does not append").to_owned()
}

/// Asserts that the written form of a value parses as an equal value, which has the same written form.
#[track_caller]
pub(super) fn round_trip<T: Lexical + PartialEq + Debug>(value: &T) {
    let written = text(value);
    let read = parse::<T>(&written);
    assert_eq!(read.as_ref(), Ok(value), "{written:?} read again");
    assert_eq!(read.map(|read| text(&read)), Ok(written));
}

/// Asserts that the first text of each pair in `valid` parses as a value that is written as the second text, and that
/// each text in `invalid` is rejected for the given reason.
#[track_caller]
pub(super) fn check<T: Lexical + PartialEq + Debug>(valid: &[(&str, &str)], invalid: &[(&str, LexicalErrorKind)]) {
    for (input, output) in valid {
        match parse::<T>(input) {
            Ok(value) => {
                assert_eq!(text(&value), *output, "{input:?} written again");
                round_trip(&value);
            }
            Err(error) => assert_eq!(error.to_string(), "", "{input:?} should be a {}", T::NAME),
        }
        let padded = format!("\n\t {input}\r ");
        assert_eq!(parse::<T>(&padded), parse::<T>(input), "{padded:?}");
    }
    for (input, kind) in invalid {
        match parse::<T>(input) {
            Ok(value) => assert_eq!(Err(value), Ok(kind), "{input:?} should not be a {}", T::NAME),
            Err(error) => {
                assert_eq!(error.kind(), *kind, "{error}");
                assert_eq!(error.expected(), T::NAME);
            }
        }
    }
    round_trip(&T::default());
    hostile::<T>();
}

/// Asserts that parsing does not panic for random texts.
fn hostile<T: Lexical>() {
    let alphabet = [
        "0",
        "1",
        "2",
        "9",
        "24",
        "60",
        "99",
        "-",
        "--",
        "+",
        ".",
        ":",
        "T",
        "Z",
        "P",
        "Y",
        "M",
        "D",
        "H",
        "S",
        "E",
        "e",
        "INF",
        "NaN",
        " ",
        "\n",
        "\0",
        "=",
        "A",
        "ü",
        "٣",
        "\u{ff11}",
        "😀",
        "2024",
        "-02",
        "-29",
        ":00",
        "+14:00",
        "99999999999999999999",
    ];
    let mut random = Random::new(1);
    for _ in 0..2_000 {
        let length = random.below(12);
        let input: String =
            (0..length).filter_map(|_| alphabet.get(random.below(alphabet.len() as u64) as usize)).copied().collect();
        if let Ok(value) = parse::<T>(&input) {
            let written = text(&value);
            assert_eq!(parse::<T>(&written).map(|value| text(&value)), Ok(written), "{input:?}");
        }
    }
    for unit in ["1", "0", ".", "-", " ", "a", "é", "\0", "P", "="] {
        _ = parse::<T>(&unit.repeat(100_000));
    }
}

/// A small deterministic generator (splitmix64).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number less than `end`.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Returns a number. All magnitudes are equally likely.
    pub(super) fn magnitude(&mut self) -> u64 {
        let shift = self.below(64);
        self.next() >> shift
    }
}
