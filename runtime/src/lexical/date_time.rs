//! `xs:dateTime` (part 2, 3.2.7).

use std::cmp::Ordering;
use std::num::NonZeroI32;
use std::time::{Duration as StdDuration, SystemTime};

use super::LexicalErrorKind::{self, OutOfRange};
use super::calendar::{
    Clock, FIRST_YEAR, SECONDS_PER_DAY, astronomical, check_date, date_from_days, days_from_date, days_in_month,
    digits_needed, from_astronomical,
};
use super::form::{Buffer, Cursor, calendar_type};
use super::order::Instant;
use super::{ConversionError, ConversionErrorKind, Date, LexicalError, Offset, Time};

/// `xs:dateTime`: a day and a time of day, with or without an offset from UTC (part 2, 3.2.7).
///
/// - Years are numbered as in XML Schema 1.0: there is no year 0, and -1 is the year before 1.
/// - The fraction of the second has up to nine digits; further digits are dropped. The number of digits is preserved, but
///   equality ignores it: `10:30:00.000Z` equals `10:30:00Z`.
/// - `24:00:00` is read as `00:00:00` of the next day, as XML Schema defines it.
/// - Leap seconds are not supported.
/// - Values are compared by their instant, as XML Schema defines it: `10:30:00Z` equals `11:30:00+01:00`. [`Self::offset`]
///   distinguishes them. A value with an offset never equals one without.
///
/// The default is the first instant of the year 1, without an offset, as in .NET.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use xsd_runtime::{DateTime, Offset};
///
/// let lunch = DateTime::new(2026, 3, 2, 12, 30, 0)?.with_offset(Offset::UTC);
/// assert_eq!(lunch, "2026-03-02T12:30:00Z".parse()?);
///
/// // A week ago, without a fraction of a second.
/// let week = Duration::from_secs(7 * 24 * 60 * 60);
/// let start = DateTime::try_from(SystemTime::now() - week)?.with_nanosecond(0)?;
/// assert!(!start.to_string().contains('.'));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct DateTime {
    year: NonZeroI32,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    fraction_digits: u8,
    nanosecond: u32,
    offset: Option<Offset>,
}

impl DateTime {
    /// Creates a day and a time of day, without an offset from UTC. Fails if the day or the time does not exist.
    pub fn new(year: i32, month: u8, day: u8, hour: u8, minute: u8, second: u8) -> Result<Self, LexicalError> {
        let clock = Clock { hour, minute, second, nanosecond: 0, fraction_digits: 0 };
        Self::checked((year, month, day), clock, None).ok_or_else(|| {
            let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
            LexicalError::out_of_range("xs:dateTime", &text)
        })
    }

    /// Creates the instant `seconds` seconds and `nanosecond` nanoseconds after 1970-01-01T00:00:00Z, with the offset zero.
    /// Fails if `nanosecond` exceeds 999 999 999, or if the year is out of range.
    pub fn from_unix(seconds: i64, nanosecond: u32) -> Result<Self, LexicalError> {
        Self::from_local(seconds, nanosecond, digits_needed(nanosecond), Some(Offset::UTC))
            .ok_or_else(|| LexicalError::out_of_range("xs:dateTime", &format!("{seconds} s {nanosecond} ns")))
    }

    /// Sets the fraction of the second in nanoseconds. It is written with as many digits as necessary. Fails if `nanosecond`
    /// exceeds 999 999 999.
    pub fn with_nanosecond(self, nanosecond: u32) -> Result<Self, LexicalError> {
        if nanosecond > 999_999_999 {
            return Err(LexicalError::out_of_range("xs:dateTime", &format!("{nanosecond} ns")));
        }
        Ok(Self { nanosecond, fraction_digits: digits_needed(nanosecond), ..self })
    }

    /// Sets the number of fraction digits that are written: at least as many as the value needs, and at most 9. The value does not
    /// change; call [`Self::with_nanosecond`] with 0 to remove the fraction.
    pub fn with_fraction_digits(self, digits: u8) -> Self {
        Self { fraction_digits: digits.clamp(digits_needed(self.nanosecond), 9), ..self }
    }

    /// Returns the same day and time of day with another offset from UTC, or without an offset.
    pub fn with_offset(self, offset: impl Into<Option<Offset>>) -> Self {
        Self { offset: offset.into(), ..self }
    }

    /// Returns the same instant at another offset; `None` if the value has no offset, or if the year becomes out of range.
    pub fn to_offset(self, offset: Offset) -> Option<Self> {
        let seconds = self.unix_seconds()? + i64::from(offset.seconds());
        Self::from_local(seconds, self.nanosecond, self.fraction_digits, Some(offset))
    }

    /// The year as numbered in XML Schema 1.0: never 0, and -1 for the year before 1.
    pub fn year(self) -> i32 {
        self.year.get()
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The hour, from 0 to 23.
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, from 0 to 59.
    pub fn minute(self) -> u8 {
        self.minute
    }

    /// The second, from 0 to 59.
    pub fn second(self) -> u8 {
        self.second
    }

    /// Nanoseconds after the second, from 0 to 999 999 999.
    pub fn nanosecond(self) -> u32 {
        self.nanosecond
    }

    /// The number of digits with which the fraction of the second is written, from 0 to 9.
    pub fn fraction_digits(self) -> u8 {
        self.fraction_digits
    }

    /// The offset from UTC, if the value has one.
    pub fn offset(self) -> Option<Offset> {
        self.offset
    }

    /// The day, with the offset.
    pub fn date(self) -> Date {
        Date::from_checked(self.year, self.month, self.day, self.offset)
    }

    /// The time of day, with the offset.
    pub fn time(self) -> Time {
        Time::from_checked(self.clock(), self.offset)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past; `None` without an offset.
    pub fn unix_seconds(self) -> Option<i64> {
        Some(self.local_seconds() - i64::from(self.offset?.seconds()))
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z; `None` without an offset.
    pub fn unix_nanoseconds(self) -> Option<i128> {
        Some(i128::from(self.unix_seconds()?) * 1_000_000_000 + i128::from(self.nanosecond))
    }

    /// Compares two instants (part 2, 3.2.7.4).
    ///
    /// Returns `None` if the order is unknown: only one of the values has an offset, and they are at most 14 hours
    /// apart.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        self.instant().compare(other.instant())
    }

    fn checked((year, month, day): (i32, u8, u8), clock: Clock, offset: Option<Offset>) -> Option<Self> {
        let mut year = check_date(year, month, day)?;
        let (clock, ends_day) = clock.check()?;
        let (mut month, mut day) = (month, day);
        if ends_day {
            day += 1;
            if day > days_in_month(astronomical(year), month) {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                year = from_astronomical(astronomical(year) + 1)?;
                month = 1;
            }
        }
        Some(Self {
            year,
            month,
            day,
            hour: clock.hour,
            minute: clock.minute,
            second: clock.second,
            fraction_digits: clock.fraction_digits,
            nanosecond: clock.nanosecond,
            offset,
        })
    }

    /// Creates a value from the seconds since 1970-01-01T00:00:00 in local time, which has the given offset from UTC.
    fn from_local(seconds: i64, nanosecond: u32, fraction_digits: u8, offset: Option<Offset>) -> Option<Self> {
        let (year, month, day) = date_from_days(seconds.div_euclid(SECONDS_PER_DAY));
        let year = from_astronomical(year)?.get();
        let clock = Clock::from_seconds(seconds.rem_euclid(SECONDS_PER_DAY), nanosecond, fraction_digits);
        Self::checked((year, month, day), clock, offset)
    }

    fn local_seconds(self) -> i64 {
        let days = days_from_date(astronomical(self.year), self.month, self.day);
        days * SECONDS_PER_DAY + self.clock().seconds()
    }

    fn instant(self) -> Instant {
        Instant::from_local(self.local_seconds(), self.nanosecond, self.offset)
    }

    fn clock(self) -> Clock {
        Clock {
            hour: self.hour,
            minute: self.minute,
            second: self.second,
            nanosecond: self.nanosecond,
            fraction_digits: self.fraction_digits,
        }
    }

    fn read(text: &str) -> Result<Self, LexicalErrorKind> {
        let mut cursor = Cursor::new(text);
        let date = cursor.date()?;
        cursor.eat(b'T')?;
        let clock = cursor.clock()?;
        let offset = cursor.offset_and_end()?;
        Self::checked(date, clock, offset).ok_or(OutOfRange)
    }

    fn print(&self, buffer: &mut Buffer) {
        buffer.date(self.year, self.month, self.day);
        buffer.push(b'T');
        buffer.clock(self.clock());
        buffer.offset(self.offset);
    }
}

calendar_type!(DateTime, "xs:dateTime");

impl Default for DateTime {
    fn default() -> Self {
        Self {
            year: FIRST_YEAR,
            month: 1,
            day: 1,
            hour: 0,
            minute: 0,
            second: 0,
            fraction_digits: 0,
            nanosecond: 0,
            offset: None,
        }
    }
}

/// Fails if the value has no offset.
impl TryFrom<DateTime> for SystemTime {
    type Error = ConversionError;

    fn try_from(value: DateTime) -> Result<Self, ConversionError> {
        let error = |kind| ConversionError::new(kind, "SystemTime", &value);
        let seconds = value.unix_seconds().ok_or_else(|| error(ConversionErrorKind::NoOffset))?;
        let whole = StdDuration::from_secs(seconds.unsigned_abs());
        let base = if seconds < 0 { Self::UNIX_EPOCH.checked_sub(whole) } else { Self::UNIX_EPOCH.checked_add(whole) };
        base.and_then(|base| base.checked_add(StdDuration::from_nanos(value.nanosecond.into())))
            .ok_or_else(|| error(ConversionErrorKind::OutOfRange))
    }
}

/// The result has the offset zero.
impl TryFrom<SystemTime> for DateTime {
    type Error = ConversionError;

    fn try_from(value: SystemTime) -> Result<Self, ConversionError> {
        let (seconds, nanosecond) = match value.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).ok(), after.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                let seconds = i64::try_from(before.as_secs()).ok().map(|seconds| -seconds);
                match before.subsec_nanos() {
                    0 => (seconds, 0),
                    nanosecond => (seconds.map(|seconds| seconds - 1), 1_000_000_000 - nanosecond),
                }
            }
        };
        (seconds.and_then(|seconds| Self::from_unix(seconds, nanosecond).ok())).ok_or_else(|| {
            ConversionError::new(ConversionErrorKind::OutOfRange, "DateTime", &format_args!("{value:?}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::LexicalErrorKind::Malformed;
    use super::super::testing::{Random, check, parse, round_trip, text};
    use super::*;

    fn read(text: &str) -> DateTime {
        let value = parse(text);
        assert!(value.is_ok(), "{text:?}: {value:?}");
        value.unwrap_or_default()
    }

    #[test]
    fn forms() {
        check::<DateTime>(
            &[
                ("2024-02-29T10:30:00", "2024-02-29T10:30:00"),
                ("2024-02-29T10:30:00Z", "2024-02-29T10:30:00Z"),
                ("2024-02-29T10:30:00+00:00", "2024-02-29T10:30:00Z"),
                ("2024-02-29T10:30:00-00:00", "2024-02-29T10:30:00Z"),
                ("2024-02-29T10:30:00.000Z", "2024-02-29T10:30:00.000Z"),
                ("2024-02-29T10:30:00.1234567-08:00", "2024-02-29T10:30:00.1234567-08:00"),
                ("2024-02-29T10:30:00.123456789", "2024-02-29T10:30:00.123456789"),
                ("2024-02-29T10:30:00.1234567899", "2024-02-29T10:30:00.123456789"),
                ("2024-02-29T10:30:00.0000000000", "2024-02-29T10:30:00.000000000"),
                ("2024-02-29T10:30:00+14:00", "2024-02-29T10:30:00+14:00"),
                ("2024-02-29T10:30:00-14:00", "2024-02-29T10:30:00-14:00"),
                ("2024-02-29T10:30:00+13:59", "2024-02-29T10:30:00+13:59"),
                ("2000-02-29T00:00:00", "2000-02-29T00:00:00"),
                ("0001-01-01T00:00:00", "0001-01-01T00:00:00"),
                ("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z"),
                ("12024-01-01T00:00:00", "12024-01-01T00:00:00"),
                ("-0001-12-31T00:00:00", "-0001-12-31T00:00:00"),
                ("-0001-02-29T00:00:00", "-0001-02-29T00:00:00"),
                ("-0044-03-15T00:00:00", "-0044-03-15T00:00:00"),
                ("-12024-01-01T00:00:00", "-12024-01-01T00:00:00"),
                ("2147483647-12-31T23:59:59", "2147483647-12-31T23:59:59"),
                ("-2147483648-01-01T00:00:00.123456789-14:00", "-2147483648-01-01T00:00:00.123456789-14:00"),
                ("2024-02-28T24:00:00", "2024-02-29T00:00:00"),
                ("2024-02-29T24:00:00.00Z", "2024-03-01T00:00:00.00Z"),
                ("2024-12-31T24:00:00+01:00", "2025-01-01T00:00:00+01:00"),
                ("-0001-12-31T24:00:00", "0001-01-01T00:00:00"),
            ],
            &[
                ("", Malformed),
                ("2024-02-29", Malformed),
                ("2024-02-29T", Malformed),
                ("2024-02-29T10:30", Malformed),
                ("2024-02-29T10:30Z", Malformed),
                ("2024-02-29 10:30:00", Malformed),
                ("2024-02-29t10:30:00", Malformed),
                ("2024-02-29T10:30:00z", Malformed),
                ("2024-02-29T10:30:00.", Malformed),
                ("2024-02-29T10:30:00.Z", Malformed),
                ("2024-02-29T10:30:00,5", Malformed),
                ("2024-02-29T10:30:00 Z", Malformed),
                ("2024-02-29T10:30:00ZZ", Malformed),
                ("2024-02-29T10:30:00Z+01:00", Malformed),
                ("2024-02-29T10:30:00+01", Malformed),
                ("2024-02-29T10:30:00+0100", Malformed),
                ("2024-02-29T10:30:00+1:00", Malformed),
                ("2024-02-29T10:30:00+01:00 x", Malformed),
                ("2024-2-29T10:30:00", Malformed),
                ("2024-02-29T1:30:00", Malformed),
                ("20240229T103000", Malformed),
                ("224-02-29T10:30:00", Malformed),
                ("02024-02-29T10:30:00", Malformed),
                ("+2024-02-29T10:30:00", Malformed),
                ("--2024-02-29T10:30:00", Malformed),
                ("٢٠٢٤-02-29T10:30:00", Malformed),
                ("2024-02-29T10:30:00\0", Malformed),
                ("2024-02-29T10:30:00.5٣", Malformed),
                ("0000-01-01T00:00:00", OutOfRange),
                ("-0000-01-01T00:00:00", OutOfRange),
                ("2024-00-01T00:00:00", OutOfRange),
                ("2024-13-01T00:00:00", OutOfRange),
                ("2024-01-00T00:00:00", OutOfRange),
                ("2024-01-32T00:00:00", OutOfRange),
                ("2024-04-31T00:00:00", OutOfRange),
                ("2024-02-30T00:00:00", OutOfRange),
                ("2023-02-29T00:00:00", OutOfRange),
                ("1900-02-29T00:00:00", OutOfRange),
                ("-0002-02-29T00:00:00", OutOfRange),
                ("2024-02-29T25:00:00", OutOfRange),
                ("2024-02-29T24:00:01", OutOfRange),
                ("2024-02-29T24:01:00", OutOfRange),
                ("2024-02-29T24:00:00.1", OutOfRange),
                ("2024-02-29T10:60:00", OutOfRange),
                ("2016-12-31T23:59:60Z", OutOfRange),
                ("2024-02-29T10:30:00+14:01", OutOfRange),
                ("2024-02-29T10:30:00-14:01", OutOfRange),
                ("2024-02-29T10:30:00+15:00", OutOfRange),
                ("2024-02-29T10:30:00+01:60", OutOfRange),
                ("2147483648-01-01T00:00:00", OutOfRange),
                ("-2147483649-01-01T00:00:00", OutOfRange),
                ("99999999999999999999-01-01T00:00:00", OutOfRange),
                ("2147483647-12-31T24:00:00", OutOfRange),
                ("2147483648-01-01T00:00:00x", Malformed),
            ],
        );
    }

    #[test]
    fn equal_by_instant() {
        let one = read("2024-01-01T10:30:00Z");
        assert_eq!(one, read("2024-01-01T10:30:00.000Z"));
        assert_eq!(one, read("2024-01-01T10:30:00-00:00"));
        assert_eq!(one, read("2024-01-01T11:30:00+01:00"));
        assert_ne!(one, read("2024-01-01T10:30:00"));
        assert_ne!(one, read("2024-01-01T10:30:00.000000001Z"));
        let hash = |value: &DateTime| {
            let mut hasher = std::hash::DefaultHasher::new();
            std::hash::Hash::hash(value, &mut hasher);
            std::hash::Hasher::finish(&hasher)
        };
        assert_eq!(hash(&one), hash(&read("2024-01-01T11:30:00+01:00")));
        assert_eq!(hash(&one), hash(&read("2024-01-01T10:30:00.000Z")));
    }

    #[test]
    fn compares_on_the_time_line() {
        let compare = |one, two| {
            let (one, two) = (read(one), read(two));
            assert_eq!(one.compare(two), two.compare(one).map(Ordering::reverse));
            one.compare(two)
        };
        let less = Some(Ordering::Less);
        assert_eq!(compare("2024-01-01T10:30:00Z", "2024-01-01T11:30:00+01:00"), Some(Ordering::Equal));
        assert_eq!(compare("2024-01-01T10:30:00Z", "2024-01-01T10:30:00.1Z"), less);
        assert_eq!(compare("2024-01-01T10:30:00", "2024-01-01T10:30:00.1"), less);
        assert_eq!(compare("-0001-12-31T00:00:00", "0001-01-01T00:00:00"), less);
        // The examples of part 2, 3.2.7.4.
        assert_eq!(compare("2000-01-15T00:00:00", "2000-02-15T00:00:00"), less);
        assert_eq!(compare("2000-01-15T12:00:00", "2000-01-16T12:00:00Z"), less);
        assert_eq!(compare("2000-01-01T12:00:00", "1999-12-31T23:00:00Z"), None);
        assert_eq!(compare("2000-01-16T12:00:00", "2000-01-16T12:00:00Z"), None);
        assert_eq!(compare("2000-01-16T00:00:00", "2000-01-16T12:00:00Z"), None);
        assert_eq!(compare("2000-01-16T00:00:00", "2000-01-16T14:00:00Z"), None);
        assert_eq!(compare("2000-01-16T00:00:00", "2000-01-16T14:00:00.1Z"), less);
    }

    #[test]
    fn builds() -> Result<(), LexicalError> {
        let built = DateTime::new(2024, 2, 29, 10, 30, 5)?
            .with_nanosecond(120_000_000)?
            .with_offset(Offset::from_minutes(-480));
        assert_eq!(built.to_string(), "2024-02-29T10:30:05.12-08:00");
        assert_eq!((built.year(), built.month(), built.day()), (2024, 2, 29));
        assert_eq!((built.hour(), built.minute(), built.second()), (10, 30, 5));
        assert_eq!((built.nanosecond(), built.fraction_digits()), (120_000_000, 2));
        assert_eq!(built.offset(), Offset::from_minutes(-480));
        assert_eq!(text(&built.with_fraction_digits(7)), "2024-02-29T10:30:05.1200000-08:00");
        assert_eq!(text(&built.with_fraction_digits(1)), "2024-02-29T10:30:05.12-08:00");
        assert_eq!(text(&built.with_fraction_digits(255)), "2024-02-29T10:30:05.120000000-08:00");
        assert_eq!(text(&built.with_offset(None)), "2024-02-29T10:30:05.12");
        assert_eq!(text(&built.date()), "2024-02-29-08:00");
        assert_eq!(text(&built.time()), "10:30:05.12-08:00");
        assert_eq!(built.to_offset(Offset::UTC).as_ref().map(text).as_deref(), Some("2024-02-29T18:30:05.12Z"));
        assert_eq!(built.with_offset(None).to_offset(Offset::UTC), None);
        assert_eq!(text(&DateTime::new(2024, 12, 31, 24, 0, 0)?), "2025-01-01T00:00:00");
        assert_eq!(format!("{built:?}"), "DateTime(2024-02-29T10:30:05.12-08:00)");
        assert_eq!(
            DateTime::new(2023, 2, 29, 0, 0, 0).map_err(|error| error.to_string()),
            Err(r#""2023-02-29T00:00:00" is out of range for xs:dateTime"#.to_owned())
        );
        assert!(built.with_nanosecond(1_000_000_000).is_err());
        Ok(())
    }

    #[test]
    fn unix_time() {
        for (form, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T01:00:00+01:00", 0),
            ("1969-12-31T23:59:59.5Z", -1),
            ("2024-02-29T10:30:05Z", 1_709_202_605),
            ("0001-01-01T00:00:00Z", -62_135_596_800),
            ("-0001-12-31T23:59:59Z", -62_135_596_801),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            let value = read(form);
            assert_eq!(value.unix_seconds(), Some(seconds), "{form}");
            assert_eq!(DateTime::from_unix(seconds, value.nanosecond()).ok(), value.to_offset(Offset::UTC));
        }
        assert_eq!(read("1969-12-31T23:59:59.5Z").unix_nanoseconds(), Some(-500_000_000));
        assert_eq!(read("1970-01-01T00:00:00").unix_seconds(), None);
        for seconds in [i64::MIN, i64::MAX, 67_767_976_233_532_800, -67_768_100_536_348_801] {
            assert!(DateTime::from_unix(seconds, 0).is_err(), "{seconds}");
        }
        for seconds in [67_767_976_233_532_799, -67_768_100_536_348_800] {
            let value = DateTime::from_unix(seconds, 0);
            assert_eq!(value.map(|value| value.unix_seconds()), Ok(Some(seconds)));
        }
        assert!(DateTime::from_unix(0, 1_000_000_000).is_err());
        let last = read("2147483647-12-31T23:59:59-14:00");
        assert_eq!(last.to_offset(Offset::UTC), None);
        assert!(last.unix_nanoseconds().is_some());
    }

    #[test]
    fn system_time() {
        let mut random = Random::new(6);
        for _ in 0..1_000 {
            let nanosecond = random.below(1_000_000_000) as u32 / 100 * 100;
            let seconds = random.below(200_000_000_000) as i64 - 60_000_000_000;
            let value = DateTime::from_unix(seconds, nanosecond);
            let system = value.clone().map(SystemTime::try_from);
            assert!(matches!(system, Ok(Ok(_))), "{value:?}");
            if let Ok(Ok(system)) = system {
                assert_eq!(DateTime::try_from(system).ok(), value.ok());
            }
        }
        let error = SystemTime::try_from(DateTime::default()).map_err(|error| error.kind());
        assert_eq!(error, Err(ConversionErrorKind::NoOffset));
    }

    #[test]
    fn sweep() {
        let mut random = Random::new(7);
        for _ in 0..10_000 {
            let seconds = (random.magnitude() >> 7) as i64 * if random.below(2) == 0 { 1 } else { -1 };
            let Ok(value) = DateTime::from_unix(seconds, random.below(1_000_000_000) as u32) else {
                continue;
            };
            round_trip(&value);
            let offset = Offset::from_minutes(random.below(1681) as i16 - 840).unwrap_or_default();
            let Some(value) = value.to_offset(offset) else {
                continue;
            };
            assert_eq!(value.unix_seconds(), Some(seconds));
            round_trip(&value);
            round_trip(&value.with_offset(None).with_fraction_digits(9));
            round_trip(&value.date());
            round_trip(&value.time());
        }
    }

    #[test]
    fn is_small() {
        assert_eq!(size_of::<DateTime>(), 16);
        assert_eq!(size_of::<Option<DateTime>>(), 16);
    }
}
