//! Assertions that the tests of all types use.

use std::borrow::Cow;
use std::fmt::Debug;

pub(super) use test_support::Random;

use super::{Lexical, LexicalError, LexicalErrorKind, NoNamespaces};

pub(super) fn parse<T: Lexical>(text: &str) -> Result<T, LexicalError> {
    T::parse(Cow::Borrowed(text), &NoNamespaces)
}

pub(super) fn text<T: Lexical>(value: &T) -> String {
    let mut out = String::from("before ");
    value.write(&mut out, &mut NoNamespaces);
    out.strip_prefix("before ").unwrap_or("`write` does not append").to_owned()
}

/// Writes a value, and checks that the text is read as an equal value, and that this value is written as the same text.
#[track_caller]
pub(super) fn round_trip<T: Lexical + PartialEq + Debug>(value: &T) {
    let written = text(value);
    let read = parse::<T>(&written);
    assert_eq!(read.as_ref(), Ok(value), "{written:?} read again");
    assert_eq!(read.map(|read| text(&read)), Ok(written));
}

/// Checks that the first text of each pair in `valid` is read as a value that is written as the second text. Checks that each text
/// in `invalid` is rejected with the given kind of error.
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
    check_random_texts::<T>();
}

/// Checks with random texts that parsing does not panic, and that the value of a valid text is written as a text that is then read
/// and written unchanged.
fn check_random_texts<T: Lexical>() {
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
        let input: String = (0..length).filter_map(|_| random.item(&alphabet)).copied().collect();
        if let Ok(value) = parse::<T>(&input) {
            let written = text(&value);
            assert_eq!(parse::<T>(&written).map(|value| text(&value)), Ok(written), "{input:?}");
        }
    }
    for unit in ["1", "0", ".", "-", " ", "a", "é", "\0", "P", "="] {
        _ = parse::<T>(&unit.repeat(100_000));
    }
}
