//! Comparison of values (XML Schema part 2, 3.2), to check bounds and the equality of values.

use std::cmp::Ordering;

use crate::schema::Builtin;

/// Compares two values of a primitive type. Returns `None` if the order is not defined, as for the durations `P1M` and `P30D`, or if a
/// text is not a value.
pub(super) fn compare(primitive: Builtin, a: &str, b: &str) -> Option<Ordering> {
    match primitive {
        Builtin::Decimal => decimals(a, b),
        Builtin::Float => float::<f32>(a)?.partial_cmp(&float(b)?),
        Builtin::Double => float::<f64>(a)?.partial_cmp(&float(b)?),
        Builtin::Duration => durations(Duration::of(a)?, Duration::of(b)?),
        _ => moments(Moment::of(primitive, a)?, Moment::of(primitive, b)?),
    }
}

fn float<T: std::str::FromStr>(text: &str) -> Option<T> {
    let text = match text {
        "INF" => "inf",
        "-INF" => "-inf",
        text if text.eq_ignore_ascii_case("inf") || text.eq_ignore_ascii_case("-inf") => return None,
        text => text,
    };
    text.parse().ok()
}

/// A decimal number: the sign, the digits before the point without leading zeros, and the digits after it without trailing zeros.
pub(super) struct Decimal<'a> {
    is_negative: bool,
    pub(super) whole: &'a str,
    pub(super) fraction: &'a str,
}

impl<'a> Decimal<'a> {
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !are_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let is_negative = text.starts_with('-') && !(whole.is_empty() && fraction.is_empty());
        Some(Self { is_negative, whole, fraction })
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        let lengths = self.whole.len().cmp(&other.whole.len());
        lengths.then_with(|| self.whole.cmp(other.whole)).then_with(|| self.fraction.cmp(other.fraction))
    }
}

fn decimals(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (Decimal::of(a)?, Decimal::of(b)?);
    Some(match (a.is_negative, b.is_negative) {
        (false, false) => a.magnitude(&b),
        (true, true) => b.magnitude(&a),
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
    })
}

/// A duration in months and nanoseconds.
#[derive(Clone, Copy)]
pub(super) struct Duration {
    months: i128,
    nanos: i128,
}

impl Duration {
    pub(super) fn of(text: &str) -> Option<Self> {
        let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let rest = rest.strip_prefix('P')?;
        let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
        let [years, months, days] = units(date, ["Y", "M", "D"])?;
        let [hours, minutes, seconds] = units(time.unwrap_or_default(), ["H", "M", "S"])?;
        if rest.is_empty() || time == Some("") {
            return None;
        }
        let count = |text: &str| if text.is_empty() { Some(0) } else { whole(text).map(i128::from) };
        let months = count(years)? * 12 + count(months)?;
        let minutes = (count(days)? * 24 + count(hours)?) * 60 + count(minutes)?;
        let nanos = if seconds.is_empty() { 0 } else { nanos(seconds)? };
        Some(Self { months: sign * months, nanos: sign * (minutes * 60 * NANOS + nanos) })
    }

    /// Returns the end of a duration that starts on the first day of `month`. `month` counts from January of the year 0, and the
    /// result counts nanoseconds from 1 March of the year 0.
    fn end(self, month: i128) -> i128 {
        days_before(month + self.months) * DAY + self.nanos
    }
}

const NANOS: i128 = 1_000_000_000;
const DAY: i128 = 24 * 60 * 60 * NANOS;

/// Splits a text such as `1Y2M` at the unit designators. Returns the number before each designator; empty if the designator is absent.
fn units<'a>(text: &'a str, designators: [&str; 3]) -> Option<[&'a str; 3]> {
    let mut rest = text;
    let parts = designators.map(|unit| match rest.split_once(unit) {
        Some((number, after)) => {
            rest = after;
            number
        }
        None => "",
    });
    let stated = parts.iter().map(|part| part.len() + usize::from(!part.is_empty())).sum::<usize>();
    (rest.is_empty() && stated == text.len()).then_some(parts)
}

/// The starting months for the comparison of durations (XML Schema part 2, 3.2.6.2), counted from January of the year 0.
const REFERENCES: [i128; 4] = [1696 * 12 + 8, 1697 * 12 + 1, 1903 * 12 + 2, 1903 * 12 + 6];

/// Compares the ends of two durations that start at the same time, for each month in [`REFERENCES`]. Returns `None` if the order
/// differs between months: `P1M` is longer than `P30D` in March, and shorter in February.
fn durations(a: Duration, b: Duration) -> Option<Ordering> {
    let [first, others @ ..] = REFERENCES.map(|month| a.end(month).cmp(&b.end(month)));
    others.iter().all(|order| *order == first).then_some(first)
}

/// A point in time in nanoseconds: in UTC if the value has a time zone offset, otherwise in an unknown local time.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    nanos: i128,
    has_offset: bool,
}

impl Moment {
    pub(super) fn of(primitive: Builtin, text: &str) -> Option<Self> {
        let (text, offset) = offset(text)?;
        let (date, time) = match primitive {
            Builtin::DateTime => text.split_once('T').map(|(date, time)| (date, Some(time)))?,
            Builtin::Time => ("", Some(text)),
            _ => (text, None),
        };
        let days = match primitive {
            Builtin::DateTime | Builtin::Date => {
                let (rest, day) = date.rsplit_once('-')?;
                let (year, month) = rest.rsplit_once('-')?;
                days(year, month, day)?
            }
            Builtin::GYearMonth => {
                let (year, month) = date.rsplit_once('-')?;
                days(year, month, "01")?
            }
            Builtin::GYear => days(date, "01", "01")?,
            Builtin::GMonthDay => {
                let (month, day) = date.strip_prefix("--")?.split_once('-')?;
                days("2000", month, day)?
            }
            Builtin::GDay => days("2000", "01", date.strip_prefix("---")?)?,
            Builtin::GMonth => {
                let month = date.strip_prefix("--")?;
                // The first edition of the specification wrote two hyphens after the month.
                days("2000", month.strip_suffix("--").unwrap_or(month), "01")?
            }
            Builtin::Time => 0,
            _ => return None,
        };
        let time = time.map_or(Some(0), clock)?;
        let nanos = days * DAY + time - i128::from(offset.unwrap_or(0)) * 60 * NANOS;
        Some(Self { nanos, has_offset: offset.is_some() })
    }
}

/// Compares points in time (XML Schema part 2, 3.2.7.4). If only one has an offset, returns `None` unless they differ by more than
/// 14 hours.
fn moments(a: Moment, b: Moment) -> Option<Ordering> {
    let difference = a.nanos - b.nanos;
    let is_certain = a.has_offset == b.has_offset || difference.abs() > 14 * 60 * 60 * NANOS;
    is_certain.then(|| difference.cmp(&0))
}

/// Splits off the time zone, such as `Z` or `+02:00`. Returns the text before the time zone, and the offset in minutes if there is
/// one. Returns `None` if the time zone is invalid.
fn offset(text: &str) -> Option<(&str, Option<i64>)> {
    if let Some(rest) = text.strip_suffix('Z') {
        return Some((rest, Some(0)));
    }
    let Some(at) = text.len().checked_sub(6).filter(|&at| text.is_char_boundary(at)) else {
        return Some((text, None));
    };
    let (rest, offset) = text.split_at(at);
    let sign = match offset.get(..1) {
        Some("+") => 1,
        Some("-") => -1,
        _ => return Some((text, None)),
    };
    let Some((hours, minutes)) = offset[1..].split_once(':') else { return Some((text, None)) };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    let is_valid = minutes < 60 && hours * 60 + minutes <= 14 * 60;
    is_valid.then_some((rest, Some(sign * (hours * 60 + minutes))))
}

/// Returns the number of a day in the proleptic Gregorian calendar, in which 1 March of the year 0 has the number 1; `None` if there
/// is no such day.
fn days(year: &str, month: &str, day: &str) -> Option<i128> {
    let digits = year.strip_prefix('-').unwrap_or(year);
    if digits.len() < 4 || (digits.len() > 4 && digits.starts_with('0')) || digits.len() > 12 {
        return None;
    }
    // There is no year 0 (XML Schema part 2, 3.2.7.1).
    let year = whole(digits).filter(|year| *year > 0)? * if year.starts_with('-') { -1 } else { 1 };
    let (month, day) = (two_digits(month)?, two_digits(day)?);
    let is_leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    let length = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    Some(days_before(i128::from(year) * 12 + i128::from(month) - 1) + i128::from(day))
}

/// Returns the number of days from 1 March of the year 0 to the first day of a month. `month` counts from January of the year 0.
fn days_before(month: i128) -> i128 {
    // Counts years from March, so that the leap day is the last day of a year.
    let (years, months) = ((month - 2).div_euclid(12), (month - 2).rem_euclid(12));
    let leap_days = years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400);
    years * 365 + leap_days + (153 * months + 2) / 5
}

fn clock(text: &str) -> Option<i128> {
    let (hours, rest) = text.split_once(':')?;
    let (minutes, seconds) = rest.split_once(':')?;
    let (hours, minutes) = (i128::from(two_digits(hours)?), i128::from(two_digits(minutes)?));
    two_digits(seconds.get(..2)?)?;
    let seconds = nanos(seconds)?;
    let time = (hours * 60 + minutes) * 60 * NANOS + seconds;
    let is_valid = (hours < 24 && minutes < 60 && seconds < 60 * NANOS) || time == DAY && hours == 24;
    is_valid.then_some(time)
}

/// Converts seconds with a fraction, such as `1.5`, to nanoseconds. Digits after the ninth are dropped.
fn nanos(text: &str) -> Option<i128> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
    whole(fraction.get(..1)?)?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    Some(i128::from(whole(seconds)?) * NANOS + i128::from(whole(&digits)?))
}

fn two_digits(text: &str) -> Option<i64> {
    whole(text).filter(|_| text.len() == 2)
}

fn whole(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}
