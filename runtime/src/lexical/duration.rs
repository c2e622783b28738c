//! `xs:duration` (part 2, 3.2.6).

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::{self, Write};
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::Duration as StdDuration;

use super::LexicalErrorKind::{self, Malformed, OutOfRange};
use super::calendar::digits_needed;
use super::form::Cursor;
use super::order::durations;
use super::{
    ConversionError, ConversionErrorKind, Lexical, LexicalError, NamespaceScope, NoNamespaces, PrefixSource, trim,
};

/// `xs:duration`: a length of time in years, months, days, hours, minutes and seconds (part 2, 3.2.6).
///
/// - The parts are preserved: `PT90M` does not become `PT1H30M`. A part that is zero is written only if it was read, like
///   `0D` in `P0DT8H`.
/// - Two values are equal if they have the same length for every start date: `PT90M` equals `PT1H30M`, `P1Y` equals
///   `P12M`, and `P1D` equals `PT24H`, but no number of days equals `P1M`.
/// - The fraction of the second has up to nine digits; further digits are dropped. The number of digits is preserved, but
///   equality ignores it.
///
/// The default is zero, `PT0S`.
#[derive(Clone, Copy, Default)]
pub struct Duration {
    /// `true` if the duration is less than zero; `false` if all parts are zero.
    is_negative: bool,
    fraction_digits: u8,
    /// A bit for each part that was read, from bit 0 for the years to bit 5 for the seconds. A part that is zero is
    /// written only if its bit is set. Equality ignores the bits.
    stated: u8,
    years: u32,
    months: u32,
    hours: u32,
    minutes: u32,
    nanoseconds: u32,
    days: u64,
    seconds: u64,
}

impl Duration {
    /// Sets the years.
    pub fn with_years(self, years: u32) -> Self {
        Self { years, ..self }.normal()
    }

    /// Sets the months, in addition to the years.
    pub fn with_months(self, months: u32) -> Self {
        Self { months, ..self }.normal()
    }

    /// Sets the days, in addition to the years and months.
    pub fn with_days(self, days: u64) -> Self {
        Self { days, ..self }.normal()
    }

    /// Sets the hours, in addition to the days.
    pub fn with_hours(self, hours: u32) -> Self {
        Self { hours, ..self }.normal()
    }

    /// Sets the minutes, in addition to the hours.
    pub fn with_minutes(self, minutes: u32) -> Self {
        Self { minutes, ..self }.normal()
    }

    /// Sets the seconds, in addition to the minutes.
    pub fn with_seconds(self, seconds: u64) -> Self {
        Self { seconds, ..self }.normal()
    }

    /// Sets the nanoseconds, in addition to the seconds. They are written with as many digits as necessary. Fails if
    /// `nanoseconds` exceeds 999 999 999.
    pub fn with_nanoseconds(self, nanoseconds: u32) -> Result<Self, LexicalError> {
        if nanoseconds > 999_999_999 {
            return Err(LexicalError::out_of_range(Self::NAME, &format!("{nanoseconds} ns")));
        }
        Ok(Self { nanoseconds, fraction_digits: digits_needed(nanoseconds), ..self }.normal())
    }

    /// Sets the sign. Zero is never negative.
    pub fn with_sign(self, is_negative: bool) -> Self {
        Self { is_negative, ..self }.normal()
    }

    /// Returns whether the duration is negative. Zero is not.
    pub fn is_negative(self) -> bool {
        self.is_negative
    }

    /// Returns whether the duration is zero.
    pub fn is_zero(self) -> bool {
        (self.total_months(), self.total_seconds(), self.nanoseconds) == (0, 0, 0)
    }

    /// The years, without the sign.
    pub fn years(self) -> u32 {
        self.years
    }

    /// The months in addition to the years, without the sign.
    pub fn months(self) -> u32 {
        self.months
    }

    /// The days in addition to the years and months, without the sign.
    pub fn days(self) -> u64 {
        self.days
    }

    /// The hours in addition to the days, without the sign.
    pub fn hours(self) -> u32 {
        self.hours
    }

    /// The minutes in addition to the hours, without the sign.
    pub fn minutes(self) -> u32 {
        self.minutes
    }

    /// The seconds in addition to the minutes, without the sign.
    pub fn seconds(self) -> u64 {
        self.seconds
    }

    /// The nanoseconds in addition to the seconds, from 0 to 999 999 999, without the sign.
    pub fn nanoseconds(self) -> u32 {
        self.nanoseconds
    }

    /// The total length in nanoseconds; `None` if the value has years or months, which have no fixed length.
    pub fn total_nanoseconds(self) -> Option<i128> {
        if self.total_months() != 0 {
            return None;
        }
        Some(self.signed_parts().1)
    }

    /// Converts to a duration of the standard library. Fails if the value is negative, or has years or months.
    pub fn to_std(self) -> Result<StdDuration, ConversionError> {
        let (seconds, nanoseconds) = self.fixed("std::time::Duration")?;
        match u64::try_from(seconds) {
            Ok(seconds) if !self.is_negative => Ok(StdDuration::new(seconds, nanoseconds.unsigned_abs())),
            _ => Err(ConversionError::new(ConversionErrorKind::OutOfRange, "std::time::Duration", &self)),
        }
    }

    /// Returns seconds and nanoseconds with the same sign. Fails if the value has years or months. `target` is the type
    /// that the error names.
    pub(super) fn fixed(self, target: &'static str) -> Result<(i128, i32), ConversionError> {
        if self.total_months() != 0 {
            return Err(ConversionError::new(ConversionErrorKind::YearsOrMonths, target, &self));
        }
        let (seconds, nanoseconds) = (self.total_seconds(), self.nanoseconds as i32);
        Ok(if self.is_negative { (-seconds, -nanoseconds) } else { (seconds, nanoseconds) })
    }

    /// Creates a duration, and splits `seconds` into days, hours, minutes and seconds. `nanoseconds` must be less than a second.
    pub(super) fn from_fixed(is_negative: bool, seconds: u64, nanoseconds: u32) -> Self {
        Self {
            is_negative,
            fraction_digits: digits_needed(nanoseconds),
            days: seconds / 86_400,
            hours: (seconds / 3_600 % 24) as u32,
            minutes: (seconds / 60 % 60) as u32,
            seconds: seconds % 60,
            nanoseconds,
            ..Self::default()
        }
        .normal()
    }

    fn total_months(self) -> u64 {
        u64::from(self.years) * 12 + u64::from(self.months)
    }

    fn total_seconds(self) -> i128 {
        i128::from(self.days) * 86_400
            + i128::from(self.hours) * 3_600
            + i128::from(self.minutes) * 60
            + i128::from(self.seconds)
    }

    /// The total of years and months in months, and the total of the other parts in nanoseconds, both with the sign.
    fn signed_parts(self) -> (i128, i128) {
        let sign = if self.is_negative { -1 } else { 1 };
        let nanoseconds = self.total_seconds() * 1_000_000_000 + i128::from(self.nanoseconds);
        (sign * i128::from(self.total_months()), sign * nanoseconds)
    }

    /// Removes the sign of zero.
    fn normal(self) -> Self {
        Self { is_negative: self.is_negative && !self.is_zero(), ..self }
    }

    fn read(text: &str) -> Result<Self, LexicalErrorKind> {
        let mut cursor = Cursor::new(text);
        let is_negative = cursor.eat_if(b'-');
        cursor.eat(b'P')?;
        let mut in_time = false;
        // Years, months, days, hours, minutes and seconds; `None` for a number that is too large.
        let mut parts = [Some(0u64); 6];
        let mut next_part = 0;
        let mut stated = 0;
        let (mut nanoseconds, mut fraction_digits) = (0, 0);
        while cursor.peek().is_some() || next_part == 0 {
            if !in_time && cursor.eat_if(b'T') {
                in_time = true;
            }
            let number = cursor
                .digits()?
                .iter()
                .try_fold(0u64, |number, digit| number.checked_mul(10)?.checked_add(u64::from(digit - b'0')));
            let has_fraction = cursor.peek() == Some(b'.');
            (nanoseconds, fraction_digits) = cursor.fraction()?;
            let part = match (cursor.next(), in_time) {
                (Some(b'S'), true) => 5,
                _ if has_fraction => return Err(Malformed),
                (Some(b'Y'), false) => 0,
                (Some(b'M'), false) => 1,
                (Some(b'D'), false) => 2,
                (Some(b'H'), true) => 3,
                (Some(b'M'), true) => 4,
                _ => return Err(Malformed),
            };
            if part < next_part {
                return Err(Malformed);
            }
            if let Some(slot) = parts.get_mut(part) {
                *slot = number;
            }
            stated |= 1 << part;
            next_part = part + 1;
        }
        let [Some(years), Some(months), Some(days), Some(hours), Some(minutes), Some(seconds)] = parts else {
            return Err(OutOfRange);
        };
        let small = |number: u64| u32::try_from(number).map_err(|_| OutOfRange);
        Ok(Self {
            is_negative,
            fraction_digits,
            stated,
            years: small(years)?,
            months: small(months)?,
            hours: small(hours)?,
            minutes: small(minutes)?,
            nanoseconds,
            days,
            seconds,
        }
        .normal())
    }

    fn print(&self, out: &mut impl Write) -> fmt::Result {
        out.write_str(if self.is_negative { "-P" } else { "P" })?;
        let is_written = |number: u64, part: u8| number != 0 || self.stated >> part & 1 == 1;
        let mut written = false;
        for (part, number, unit) in [(0, self.years.into(), 'Y'), (1, self.months.into(), 'M'), (2, self.days, 'D')] {
            if is_written(number, part) {
                write!(out, "{number}{unit}")?;
                written = true;
            }
        }
        let has_hours = is_written(self.hours.into(), 3);
        let has_minutes = is_written(self.minutes.into(), 4);
        let has_seconds = is_written(self.seconds, 5) || self.fraction_digits > 0;
        if written && !has_seconds && !has_hours && !has_minutes {
            return Ok(());
        }
        out.write_char('T')?;
        for (has, number, unit) in [(has_hours, self.hours, 'H'), (has_minutes, self.minutes, 'M')] {
            if has {
                write!(out, "{number}{unit}")?;
                written = true;
            }
        }
        if has_seconds || !written {
            write!(out, "{}", self.seconds)?;
            if self.fraction_digits > 0 {
                let digits = usize::from(self.fraction_digits.min(9));
                let fraction = self.nanoseconds / 10u32.pow(9 - digits as u32);
                write!(out, ".{fraction:0digits$}")?;
            }
            out.write_char('S')?;
        }
        Ok(())
    }

    /// The parts that equality compares.
    fn key(&self) -> (bool, u64, i128, u32) {
        (self.is_negative, self.total_months(), self.total_seconds(), self.nanoseconds)
    }
}

impl Lexical for Duration {
    const NAME: &'static str = "xs:duration";
    const IS_ESCAPE_FREE: bool = true;

    fn compare(&self, bound: &str) -> Option<Ordering> {
        durations(self.signed_parts(), bound.parse::<Self>().ok()?.signed_parts())
    }

    fn parse(text: Cow<'_, str>, _scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
        let text = trim(&text);
        Self::read(text).map_err(|kind| LexicalError::new(kind, Self::NAME, text))
    }

    fn write(&self, out: &mut String, _prefixes: &mut dyn PrefixSource) {
        _ = self.print(out);
    }
}

impl FromStr for Duration {
    type Err = LexicalError;

    fn from_str(text: &str) -> Result<Self, LexicalError> {
        Self::parse(Cow::Borrowed(text), &NoNamespaces)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.print(&mut text)?;
        f.pad(&text)
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Duration({self})")
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Duration {}

/// `partial_cmp` returns `None` if the order depends on the lengths of the months, as for `P1M` and `P30D`.
impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        durations(self.signed_parts(), other.signed_parts())
    }
}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// The result has days, hours, minutes and seconds.
impl From<StdDuration> for Duration {
    fn from(value: StdDuration) -> Self {
        Self::from_fixed(false, value.as_secs(), value.subsec_nanos())
    }
}

impl TryFrom<Duration> for StdDuration {
    type Error = ConversionError;

    fn try_from(value: Duration) -> Result<Self, ConversionError> {
        value.to_std()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Random, check, parse, round_trip, text};
    use super::*;

    fn read(text: &str) -> Duration {
        let value = parse(text);
        assert!(value.is_ok(), "{text:?}: {value:?}");
        value.unwrap_or_default()
    }

    #[test]
    fn forms() {
        check::<Duration>(
            &[
                ("P1Y2M3DT10H30M", "P1Y2M3DT10H30M"),
                ("P1Y2M3DT10H30M5.25S", "P1Y2M3DT10H30M5.25S"),
                ("-P120D", "-P120D"),
                ("P1347Y", "P1347Y"),
                ("P1347M", "P1347M"),
                ("P0Y1347M", "P0Y1347M"),
                ("P0Y1347M0D", "P0Y1347M0D"),
                ("-P1347M", "-P1347M"),
                ("PT90M", "PT90M"),
                ("PT1H0M0S", "PT1H0M0S"),
                ("PT36H", "PT36H"),
                ("PT5M", "PT5M"),
                ("P5M", "P5M"),
                ("PT0S", "PT0S"),
                ("P0D", "P0D"),
                ("-P0D", "P0D"),
                ("-PT0.00S", "PT0.00S"),
                ("P1DT0.5S", "P1DT0.5S"),
                ("PT1.000S", "PT1.000S"),
                ("PT1.0000000019S", "PT1.000000001S"),
                ("PT001H", "PT1H"),
                ("-P10675199DT2H48M5.4775808S", "-P10675199DT2H48M5.4775808S"),
                ("PT18446744073709551615S", "PT18446744073709551615S"),
                ("P4294967295Y4294967295M", "P4294967295Y4294967295M"),
            ],
            &[
                ("", Malformed),
                ("P", Malformed),
                ("-P", Malformed),
                ("PT", Malformed),
                ("P1DT", Malformed),
                ("P1D T1H", Malformed),
                ("1D", Malformed),
                ("P1", Malformed),
                ("PD", Malformed),
                ("P-1D", Malformed),
                ("P-1347M", Malformed),
                ("+P1D", Malformed),
                ("--P1D", Malformed),
                ("P1D1Y", Malformed),
                ("P1Y1Y", Malformed),
                ("P1H", Malformed),
                ("P1S", Malformed),
                ("PT1D", Malformed),
                ("PT1Y", Malformed),
                ("PT1M1H", Malformed),
                ("PT1HT1M", Malformed),
                ("PTT1H", Malformed),
                ("P1W", Malformed),
                ("P1.5D", Malformed),
                ("PT1.5H", Malformed),
                ("PT1.5M1S", Malformed),
                ("PT1.S", Malformed),
                ("PT.5S", Malformed),
                ("PT1,5S", Malformed),
                ("pT1S", Malformed),
                ("PT1s", Malformed),
                ("PT1S\0", Malformed),
                ("PT٣S", Malformed),
                ("PT18446744073709551616S", OutOfRange),
                ("P4294967296Y", OutOfRange),
                ("P99999999999999999999DT", Malformed),
                ("P99999999999999999999D", OutOfRange),
            ],
        );
    }

    #[test]
    fn equal_by_length() {
        for (one, other) in
            [("PT90M", "PT1H30M"), ("P1Y", "P12M"), ("P1D", "PT24H"), ("PT60S", "PT1M0.000S"), ("-P0Y", "PT0S")]
        {
            assert_eq!(read(one), read(other));
        }
        for (one, other) in [("P1M", "P30D"), ("P1D", "-P1D"), ("PT1S", "PT1.1S"), ("P1M", "PT1M")] {
            assert_ne!(read(one), read(other));
        }
    }

    #[test]
    fn builds() -> Result<(), LexicalError> {
        let value = Duration::default()
            .with_years(1)
            .with_months(2)
            .with_days(3)
            .with_hours(4)
            .with_minutes(5)
            .with_seconds(6)
            .with_nanoseconds(70_000_000)?
            .with_sign(true);
        assert_eq!(text(&value), "-P1Y2M3DT4H5M6.07S");
        assert_eq!((value.years(), value.months(), value.days()), (1, 2, 3));
        assert_eq!((value.hours(), value.minutes(), value.seconds()), (4, 5, 6));
        assert_eq!((value.nanoseconds(), value.is_negative()), (70_000_000, true));
        assert_eq!(value.total_nanoseconds(), None);
        assert!(value.with_nanoseconds(1_000_000_000).is_err());
        let day = Duration::default().with_days(1).with_sign(true);
        assert_eq!(day.total_nanoseconds(), Some(-86_400_000_000_000));
        assert_eq!(format!("{:?}", day.with_days(0)), "Duration(PT0S)");
        assert!(!day.with_days(0).is_negative());
        Ok(())
    }

    #[test]
    fn standard_library() {
        let check = |form, std| {
            assert_eq!(read(form).to_std(), Ok(std), "{form}");
            assert_eq!(Duration::from(std), read(form));
        };
        check("PT0S", StdDuration::ZERO);
        check("PT36H", StdDuration::from_secs(36 * 3_600));
        check("P1DT1M0.25S", StdDuration::from_millis(86_460_250));
        check("PT18446744073709551615.999999999S", StdDuration::MAX);
        assert_eq!(Duration::from(StdDuration::MAX).to_string(), "P213503982334601DT7H15.999999999S");
        let error = |form| StdDuration::try_from(read(form)).map_err(|error| error.kind());
        assert_eq!(error("P1M"), Err(ConversionErrorKind::YearsOrMonths));
        assert_eq!(error("-PT1S"), Err(ConversionErrorKind::OutOfRange));
        assert_eq!(error("-PT0.5S"), Err(ConversionErrorKind::OutOfRange));
        assert_eq!(error("P1DT18446744073709551615S"), Err(ConversionErrorKind::OutOfRange));
        assert_eq!(error("P18446744073709551615D"), Err(ConversionErrorKind::OutOfRange));
        assert!(read("P18446744073709551615D").total_nanoseconds().is_some());
    }

    #[test]
    fn sweep() {
        let mut random = Random::new(8);
        for _ in 0..10_000 {
            let value =
                Duration::from_fixed(random.below(2) == 0, random.magnitude(), random.below(1_000_000_000) as u32);
            round_trip(&value);
            let value = value
                .with_years(random.magnitude() as u32)
                .with_months(random.below(20) as u32)
                .with_hours(random.below(2) as u32)
                .with_seconds(random.magnitude());
            round_trip(&value);
        }
    }
}
