//! Tests of the order of dates, times and durations.

use std::cmp::Ordering::{self, Equal, Greater, Less};
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::str::FromStr;

use super::super::Lexical;
use super::*;

#[track_caller]
fn check<T: Lexical + PartialOrd + Hash + FromStr>(one: &str, other: &str, expected: Option<Ordering>) {
    let value = |text: &str| text.parse::<T>().ok();
    assert_eq!(value(one).and_then(|value| value.compare(other)), expected, "{one} and {other}");
    assert_eq!(value(other).and_then(|value| value.compare(one)), expected.map(Ordering::reverse), "{other}, {one}");
    let [first, second] = [one, other].map(value);
    assert_eq!(first.partial_cmp(&second), expected, "{one} and {other}");
    assert_eq!(first == second, expected == Some(Equal), "{one} and {other}");
    assert!(first != second || hash(&first) == hash(&second), "{one} and {other}");
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn instants() {
    check::<DateTime>("2026-03-02T09:00:00Z", "2026-03-02T10:00:00+01:00", Some(Equal));
    check::<DateTime>("2026-03-02T09:00:00", "2026-03-02T10:00:00Z", None);
    check::<DateTime>("2026-03-02T09:00:00", "2026-03-04T10:00:00Z", Some(Less));
    check::<Date>("2026-03-02", "2026-02-28", Some(Greater));
    check::<Date>("2026-03-02Z", "2026-03-02", None);
    check::<Time>("09:00:00.5", "09:00:00.25", Some(Greater));
    check::<GYear>("1999", "2000", Some(Less));
    check::<GYearMonth>("2000-02", "2000-01", Some(Greater));
    check::<GMonth>("--02", "--02", Some(Equal));
    check::<GMonthDay>("--02-29", "--03-01", Some(Less));
    check::<GDay>("---31", "---30", Some(Greater));
}

#[test]
fn durations() {
    check::<Duration>("P1Y", "P12M", Some(Equal));
    check::<Duration>("PT24H", "P1D", Some(Equal));
    check::<Duration>("P1M", "P27D", Some(Greater));
    check::<Duration>("P1M", "P28D", None);
    check::<Duration>("P1M", "P31D", None);
    check::<Duration>("P1M", "P32D", Some(Less));
    check::<Duration>("-P1M", "P1D", Some(Less));
    check::<Duration>("P5M", "P149D", Some(Greater));
    check::<Duration>("P5M", "P154D", Some(Less));
    check::<Duration>("P1Y", "P364D", Some(Greater));
    check::<Duration>("P1Y", "P367D", Some(Less));
}

/// Checks that the order of any two values agrees with their equality, and that the order is transitive.
#[track_caller]
fn check_order<T: PartialOrd + Hash + std::fmt::Debug>(values: &[T]) {
    for one in values {
        for two in values {
            let order = one.partial_cmp(two);
            assert_eq!(order, two.partial_cmp(one).map(Ordering::reverse), "{one:?} {two:?}");
            assert_eq!(order == Some(Equal), one == two, "{one:?} {two:?}");
            assert!(one != two || hash(one) == hash(two), "{one:?} {two:?}");
            for three in values.iter().filter(|three| one < two && two < *three) {
                assert!(one < three, "{one:?} {two:?} {three:?}");
            }
        }
    }
}

#[test]
fn the_order_of_instants_agrees_with_equality() {
    let offsets = [None, Some(0), Some(60), Some(-840), Some(840)];
    let hours = [-30, -14, -1, 0, 1, 13, 14, 15, 29];
    let value = |hour: i64, offset: Option<i16>| {
        let time = DateTime::from_unix(1_772_352_000 + hour * 3600, 0).ok()?;
        Some(match offset {
            None => time.to_string().trim_end_matches('Z').parse().ok()?,
            Some(minutes) => time.to_offset(Offset::from_minutes(minutes)?)?,
        })
    };
    let values: Vec<DateTime> =
        hours.iter().flat_map(|&hour| offsets.map(|offset| value(hour, offset))).flatten().collect();
    assert_eq!(values.len(), hours.len() * offsets.len());
    check_order(&values);
    check_order(&values.iter().map(|time| time.date()).collect::<Vec<Date>>());
    check_order(&values.iter().map(|time| time.time()).collect::<Vec<Time>>());
}

#[test]
fn the_order_of_durations_agrees_with_equality() {
    let texts = [
        "P1M", "P27D", "P28D", "P30D", "P31D", "P32D", "-P1M", "-P30D", "PT0S", "P1Y", "P12M", "P365D", "PT24H", "P1D",
    ];
    check_order(&texts.iter().filter_map(|text| text.parse().ok()).collect::<Vec<Duration>>());
}
