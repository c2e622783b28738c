//! Conversions between the date and time types of this crate and the types of jiff.

use ::jiff::civil;
use ::jiff::tz::{Offset as JiffOffset, TimeZone};
use ::jiff::{SignedDuration, Span, Timestamp, Zoned};

use super::super::{ConversionError, Date, DateTime, Duration, LexicalError, Time};
use super::parts::{from_other_year, offset_from_seconds, out_of_range, to_other_year, with_offset, without_offset};

/// Fails if the value has no offset.
impl TryFrom<DateTime> for Timestamp {
    type Error = ConversionError;

    fn try_from(value: DateTime) -> Result<Self, ConversionError> {
        const TARGET: &str = "jiff::Timestamp";
        with_offset(value.offset(), TARGET, &value)?;
        (value.unix_nanoseconds())
            .and_then(|nanoseconds| Self::from_nanosecond(nanoseconds).ok())
            .ok_or_else(|| out_of_range(TARGET, &value))
    }
}

/// The result has the offset zero.
impl From<Timestamp> for DateTime {
    fn from(value: Timestamp) -> Self {
        let nanoseconds = value.as_nanosecond();
        let seconds = nanoseconds.div_euclid(1_000_000_000);
        let nanosecond = nanoseconds.rem_euclid(1_000_000_000);
        // The year of every timestamp is in range, so this cannot fail.
        Self::from_unix(seconds as i64, nanosecond as u32).unwrap_or_default()
    }
}

/// The result has a time zone with a fixed offset. Fails if the value has no offset.
impl TryFrom<DateTime> for Zoned {
    type Error = ConversionError;

    fn try_from(value: DateTime) -> Result<Self, ConversionError> {
        const TARGET: &str = "jiff::Zoned";
        let offset = with_offset(value.offset(), TARGET, &value)?;
        let timestamp = Timestamp::try_from(value).map_err(|_| out_of_range(TARGET, &value))?;
        let offset = JiffOffset::from_seconds(offset.seconds()).map_err(|_| out_of_range(TARGET, &value))?;
        Ok(timestamp.to_zoned(TimeZone::fixed(offset)))
    }
}

/// Keeps the offset from UTC, but not the name of the time zone. Fails if the offset has seconds or exceeds 14 hours.
impl TryFrom<&Zoned> for DateTime {
    type Error = ConversionError;

    fn try_from(value: &Zoned) -> Result<Self, ConversionError> {
        let offset = offset_from_seconds(value.offset().seconds()).ok_or_else(|| out_of_range("DateTime", value))?;
        Ok(Self::from(value.datetime()).with_offset(offset))
    }
}

/// Fails if the value has an offset.
impl TryFrom<DateTime> for civil::DateTime {
    type Error = ConversionError;

    fn try_from(value: DateTime) -> Result<Self, ConversionError> {
        const TARGET: &str = "jiff::civil::DateTime";
        without_offset(value.offset(), TARGET, &value)?;
        let error = |_| out_of_range(TARGET, &value);
        let date = civil::Date::try_from(value.date()).map_err(error)?;
        let time = civil::Time::try_from(value.time()).map_err(error)?;
        Ok(Self::from_parts(date, time))
    }
}

/// The result has no offset.
impl From<civil::DateTime> for DateTime {
    fn from(value: civil::DateTime) -> Self {
        let year = from_other_year(value.year().into());
        let [month, day, hour, minute, second] =
            [value.month(), value.day(), value.hour(), value.minute(), value.second()].map(i8::unsigned_abs);
        Self::new(year, month, day, hour, minute, second)
            .and_then(|whole| whole.with_nanosecond(value.subsec_nanosecond().unsigned_abs()))
            // Every year of jiff is in range, so this cannot fail.
            .unwrap_or_default()
    }
}

/// Fails if the value has an offset.
impl TryFrom<Date> for civil::Date {
    type Error = ConversionError;

    fn try_from(value: Date) -> Result<Self, ConversionError> {
        const TARGET: &str = "jiff::civil::Date";
        without_offset(value.offset(), TARGET, &value)?;
        (i16::try_from(to_other_year(value.year())).ok())
            .and_then(|year| Self::new(year, value.month() as i8, value.day() as i8).ok())
            .ok_or_else(|| out_of_range(TARGET, &value))
    }
}

/// The result has no offset.
impl From<civil::Date> for Date {
    fn from(value: civil::Date) -> Self {
        DateTime::from(value.to_datetime(civil::Time::midnight())).date()
    }
}

/// Fails if the value has an offset.
impl TryFrom<Time> for civil::Time {
    type Error = ConversionError;

    fn try_from(value: Time) -> Result<Self, ConversionError> {
        const TARGET: &str = "jiff::civil::Time";
        without_offset(value.offset(), TARGET, &value)?;
        let [hour, minute, second] = [value.hour(), value.minute(), value.second()].map(|part| part as i8);
        Self::new(hour, minute, second, value.nanosecond() as i32).map_err(|_| out_of_range(TARGET, &value))
    }
}

/// The result has no offset.
impl From<civil::Time> for Time {
    fn from(value: civil::Time) -> Self {
        DateTime::from(civil::Date::constant(1, 1, 1).to_datetime(value)).time()
    }
}

/// Fails if the value has years or months.
impl TryFrom<Duration> for SignedDuration {
    type Error = ConversionError;

    fn try_from(value: Duration) -> Result<Self, ConversionError> {
        const TARGET: &str = "jiff::SignedDuration";
        let (seconds, nanoseconds) = value.fixed(TARGET)?;
        match i64::try_from(seconds) {
            Ok(seconds) => Ok(Self::new(seconds, nanoseconds)),
            Err(_) => Err(out_of_range(TARGET, &value)),
        }
    }
}

/// The result has days, hours, minutes and seconds.
impl From<SignedDuration> for Duration {
    fn from(value: SignedDuration) -> Self {
        let nanoseconds = value.subsec_nanos().unsigned_abs();
        Self::from_fixed(value.is_negative(), value.as_secs().unsigned_abs(), nanoseconds)
    }
}

/// Converts each unit separately. Fails if a unit is too large for jiff.
impl TryFrom<Duration> for Span {
    type Error = ConversionError;

    fn try_from(value: Duration) -> Result<Self, ConversionError> {
        let span = || {
            let span = Self::new()
                .try_years(value.years())
                .and_then(|span| span.try_months(value.months()))
                .and_then(|span| span.try_hours(value.hours()))
                .and_then(|span| span.try_minutes(value.minutes()))
                .and_then(|span| span.try_nanoseconds(value.nanoseconds()))
                .and_then(|span| span.try_days(i64::try_from(value.days()).unwrap_or(i64::MAX)))
                .and_then(|span| span.try_seconds(i64::try_from(value.seconds()).unwrap_or(i64::MAX)))
                .ok()?;
            Some(if value.is_negative() { span.negate() } else { span })
        };
        span().ok_or_else(|| out_of_range("jiff::Span", &value))
    }
}

/// Converts each unit separately, except that weeks become days, and units below the second are added to the seconds.
impl TryFrom<Span> for Duration {
    type Error = ConversionError;

    fn try_from(value: Span) -> Result<Self, ConversionError> {
        let span = value.abs();
        let duration = || -> Option<Result<Self, LexicalError>> {
            let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
            let nanoseconds = i128::from(span.get_seconds()) * 1_000_000_000
                + i128::from(span.get_milliseconds()) * 1_000_000
                + i128::from(span.get_microseconds()) * 1_000
                + i128::from(span.get_nanoseconds());
            let duration = Self::default()
                .with_years(span.get_years().try_into().ok()?)
                .with_months(span.get_months().try_into().ok()?)
                .with_days(days.try_into().ok()?)
                .with_hours(span.get_hours().try_into().ok()?)
                .with_minutes(span.get_minutes().try_into().ok()?)
                .with_seconds((nanoseconds / 1_000_000_000).try_into().ok()?)
                .with_nanoseconds((nanoseconds % 1_000_000_000) as u32);
            Some(duration.map(|duration| duration.with_sign(value.is_negative())))
        };
        (duration().and_then(Result::ok)).ok_or_else(|| out_of_range("Duration", &value))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::ConversionErrorKind::{HasOffset, NoOffset, OutOfRange, YearsOrMonths};
    use super::super::super::testing::parse;
    use super::*;

    fn read<T: super::super::super::Lexical + Clone + std::fmt::Debug>(text: &str) -> T {
        let value = parse(text);
        assert!(value.is_ok(), "{text:?}: {value:?}");
        value.unwrap_or_default()
    }

    #[test]
    fn instants() {
        for (form, jiff) in [
            ("2024-02-29T10:30:00.5Z", "2024-02-29T10:30:00.5Z"),
            ("1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z"),
            ("-0001-02-29T00:00:00Z", "0000-02-29T00:00:00Z"),
        ] {
            let value: DateTime = read(form);
            let timestamp = Timestamp::try_from(value);
            assert_eq!(timestamp.as_ref().ok(), jiff.parse().ok().as_ref());
            assert_eq!(timestamp.map(DateTime::from), Ok(value));
        }
        assert_eq!(DateTime::from(Timestamp::MIN).to_string(), "-10000-01-02T01:59:59Z");
        assert_eq!(DateTime::from(Timestamp::MAX).to_string(), "9999-12-30T22:00:00.999999999Z");
        let error = |form| Timestamp::try_from(read::<DateTime>(form)).map_err(|error| error.kind());
        assert_eq!(error("2024-02-29T10:30:00"), Err(NoOffset));
        assert_eq!(error("10000-01-01T00:00:00Z"), Err(OutOfRange));

        for form in ["2024-02-29T10:30:00-08:00", "2024-02-29T10:30:00.25+14:00", "2024-02-29T10:30:00Z"] {
            let value: DateTime = read(form);
            let zoned = Zoned::try_from(value);
            assert_eq!(zoned.as_ref().map(|zoned| zoned.offset().seconds()).ok(), value.offset().map(|o| o.seconds()));
            assert_eq!(zoned.as_ref().map(Zoned::timestamp), Timestamp::try_from(value).as_ref().copied());
            assert_eq!(zoned.and_then(|zoned| DateTime::try_from(&zoned)), Ok(value));
        }
        assert!(Zoned::try_from(DateTime::default()).is_err());
        for seconds in [1, 15 * 3600] {
            let zone = JiffOffset::from_seconds(seconds).map(TimeZone::fixed);
            let zoned = zone.map(|zone| Timestamp::UNIX_EPOCH.to_zoned(zone));
            assert!(zoned.is_ok_and(|zoned| DateTime::try_from(&zoned).is_err()));
        }
    }

    #[test]
    fn civil_values() {
        for form in ["2024-02-29T10:30:00.5", "-0001-12-31T23:59:59.999999999", "-10000-01-01T00:00:00"] {
            let value: DateTime = read(form);
            assert_eq!(civil::DateTime::try_from(value).map(DateTime::from), Ok(value));
            assert_eq!(civil::Date::try_from(value.date()).map(Date::from), Ok(value.date()));
            assert_eq!(civil::Time::try_from(value.time()).map(Time::from), Ok(value.time()));
        }
        assert_eq!(
            civil::DateTime::try_from(read::<DateTime>("2024-02-29T10:30:00.5")),
            Ok(civil::date(2024, 2, 29).at(10, 30, 0, 500_000_000))
        );
        let error = |form| civil::DateTime::try_from(read::<DateTime>(form)).map_err(|error| error.to_string());
        assert_eq!(
            error("2024-02-29T10:30:00Z"),
            Err(r#""2024-02-29T10:30:00Z" has an offset from UTC, which jiff::civil::DateTime cannot represent"#
                .to_owned())
        );
        assert_eq!(
            error("10000-01-01T00:00:00"),
            Err(r#""10000-01-01T00:00:00" is out of range for jiff::civil::DateTime"#.to_owned())
        );
        let kind = civil::Date::try_from(read::<Date>("2024-02-29Z")).map_err(|error| error.kind());
        assert_eq!(kind, Err(HasOffset));
        let kind = civil::Time::try_from(read::<Time>("10:30:00Z")).map_err(|error| error.kind());
        assert_eq!(kind, Err(HasOffset));
    }

    #[test]
    fn durations() {
        for form in ["PT0S", "P1DT2H3M4.5S", "-PT0.000000001S", "PT90M"] {
            let value: Duration = read(form);
            assert_eq!(SignedDuration::try_from(value).map(Duration::from), Ok(value));
        }
        assert_eq!(SignedDuration::try_from(read::<Duration>("-PT1.5S")), Ok(SignedDuration::from_millis(-1_500)));
        for extreme in [SignedDuration::MIN, SignedDuration::MAX] {
            assert_eq!(SignedDuration::try_from(Duration::from(extreme)), Ok(extreme));
        }
        let error = |form| SignedDuration::try_from(read::<Duration>(form)).map_err(|error| error.kind());
        assert_eq!(error("P1M"), Err(YearsOrMonths));
        assert_eq!(error("PT9223372036854775808S"), Err(OutOfRange));

        for form in ["PT0S", "P1Y2M3DT4H5M6.7S", "-P1Y2M3DT4H5M6.7S", "PT90M", "-PT0.000000001S"] {
            let value: Duration = read(form);
            let again = Span::try_from(value).and_then(Duration::try_from);
            assert_eq!(again.map(|again| again.to_string()).as_deref(), Ok(form));
        }
        assert_eq!(
            Duration::try_from(Span::new().weeks(2).days(1).milliseconds(1_500).nanoseconds(7)),
            Ok(read("P15DT1.500000007S"))
        );
        for form in ["P20000Y", "P18446744073709551615D", "PT18446744073709551615S"] {
            assert!(Span::try_from(read::<Duration>(form)).is_err());
        }
        assert!(Duration::try_from(Span::new().minutes(10_000_000_000i64)).is_err());
    }
}
