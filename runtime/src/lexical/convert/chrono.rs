//! Conversions between the date and time types of this crate and the types of chrono.
//!
//! In chrono, a leap second is a time with 1 000 000 000 nanoseconds or more. This crate has no leap seconds, so such a time is out
//! of range.

use ::chrono::{
    DateTime as ChronoDateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeDelta,
    TimeZone, Timelike, Utc,
};

use super::super::{ConversionError, Date, DateTime, Duration, Time};
use super::parts::{from_other_year, offset_from_seconds, out_of_range, to_other_year, with_offset, without_offset};

/// Fails if the value has no offset.
impl TryFrom<DateTime> for ChronoDateTime<Utc> {
    type Error = ConversionError;

    fn try_from(value: DateTime) -> Result<Self, ConversionError> {
        const TARGET: &str = "chrono::DateTime<Utc>";
        with_offset(value.offset(), TARGET, &value)?;
        (value.unix_seconds())
            .and_then(|seconds| Self::from_timestamp(seconds, value.nanosecond()))
            .ok_or_else(|| out_of_range(TARGET, &value))
    }
}

/// Fails if the value has no offset.
impl TryFrom<DateTime> for ChronoDateTime<FixedOffset> {
    type Error = ConversionError;

    fn try_from(value: DateTime) -> Result<Self, ConversionError> {
        const TARGET: &str = "chrono::DateTime<FixedOffset>";
        let offset = with_offset(value.offset(), TARGET, &value)?;
        let instant = ChronoDateTime::<Utc>::try_from(value).ok();
        (instant.zip(FixedOffset::east_opt(offset.seconds())))
            .map(|(instant, offset)| instant.with_timezone(&offset))
            // Near the limits of chrono's range, the local time may be out of range, and computing it would panic.
            .filter(|local| local.naive_utc().checked_add_offset(*local.offset()).is_some())
            .ok_or_else(|| out_of_range(TARGET, &value))
    }
}

/// Keeps the offset from UTC, but not the name of the time zone. Fails if the offset has seconds or exceeds 14 hours.
impl<Z: TimeZone> TryFrom<ChronoDateTime<Z>> for DateTime {
    type Error = ConversionError;

    fn try_from(value: ChronoDateTime<Z>) -> Result<Self, ConversionError> {
        let fixed = value.offset().fix();
        let error = || out_of_range("DateTime", &format_args!("{:?}", value.naive_utc()));
        let local = value.naive_utc().checked_add_offset(fixed).ok_or_else(error)?;
        let offset = offset_from_seconds(fixed.local_minus_utc()).ok_or_else(error)?;
        Ok(Self::try_from(local)?.with_offset(offset))
    }
}

/// Fails if the value has an offset.
impl TryFrom<DateTime> for NaiveDateTime {
    type Error = ConversionError;

    fn try_from(value: DateTime) -> Result<Self, ConversionError> {
        const TARGET: &str = "chrono::NaiveDateTime";
        without_offset(value.offset(), TARGET, &value)?;
        let error = |_| out_of_range(TARGET, &value);
        let date = NaiveDate::try_from(value.date()).map_err(error)?;
        let time = NaiveTime::try_from(value.time()).map_err(error)?;
        Ok(Self::new(date, time))
    }
}

/// The result has no offset.
impl TryFrom<NaiveDateTime> for DateTime {
    type Error = ConversionError;

    fn try_from(value: NaiveDateTime) -> Result<Self, ConversionError> {
        let date = Date::from(value.date());
        let [hour, minute, second] = [value.hour(), value.minute(), value.second()].map(|part| part as u8);
        Self::new(date.year(), date.month(), date.day(), hour, minute, second)
            .and_then(|whole| whole.with_nanosecond(value.nanosecond()))
            .map_err(|_| out_of_range("DateTime", &value))
    }
}

/// Fails if the value has an offset.
impl TryFrom<Date> for NaiveDate {
    type Error = ConversionError;

    fn try_from(value: Date) -> Result<Self, ConversionError> {
        const TARGET: &str = "chrono::NaiveDate";
        without_offset(value.offset(), TARGET, &value)?;
        Self::from_ymd_opt(to_other_year(value.year()), value.month().into(), value.day().into())
            .ok_or_else(|| out_of_range(TARGET, &value))
    }
}

/// The result has no offset.
impl From<NaiveDate> for Date {
    fn from(value: NaiveDate) -> Self {
        // Every year of chrono is in range, so this cannot fail.
        Self::new(from_other_year(value.year()), value.month() as u8, value.day() as u8).unwrap_or_default()
    }
}

/// Fails if the value has an offset.
impl TryFrom<Time> for NaiveTime {
    type Error = ConversionError;

    fn try_from(value: Time) -> Result<Self, ConversionError> {
        const TARGET: &str = "chrono::NaiveTime";
        without_offset(value.offset(), TARGET, &value)?;
        let [hour, minute, second] = [value.hour(), value.minute(), value.second()].map(u32::from);
        Self::from_hms_nano_opt(hour, minute, second, value.nanosecond()).ok_or_else(|| out_of_range(TARGET, &value))
    }
}

/// The result has no offset.
impl TryFrom<NaiveTime> for Time {
    type Error = ConversionError;

    fn try_from(value: NaiveTime) -> Result<Self, ConversionError> {
        Self::new(value.hour() as u8, value.minute() as u8, value.second() as u8)
            .and_then(|whole| whole.with_nanosecond(value.nanosecond()))
            .map_err(|_| out_of_range("Time", &value))
    }
}

/// Fails if the value has years or months.
impl TryFrom<Duration> for TimeDelta {
    type Error = ConversionError;

    fn try_from(value: Duration) -> Result<Self, ConversionError> {
        const TARGET: &str = "chrono::TimeDelta";
        let (seconds, nanoseconds) = value.fixed(TARGET)?;
        // The nanoseconds of chrono are never negative.
        let (seconds, nanoseconds) =
            if nanoseconds < 0 { (seconds - 1, nanoseconds + 1_000_000_000) } else { (seconds, nanoseconds) };
        (i64::try_from(seconds).ok())
            .and_then(|seconds| Self::new(seconds, nanoseconds.unsigned_abs()))
            .ok_or_else(|| out_of_range(TARGET, &value))
    }
}

/// The result has days, hours, minutes and seconds.
impl From<TimeDelta> for Duration {
    fn from(value: TimeDelta) -> Self {
        let (seconds, nanoseconds) = (value.num_seconds(), value.subsec_nanos());
        Self::from_fixed(value < TimeDelta::zero(), seconds.unsigned_abs(), nanoseconds.unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::ConversionErrorKind::{self, HasOffset, NoOffset, OutOfRange, YearsOrMonths};
    use super::super::super::testing::parse;
    use super::*;

    fn read<T: super::super::super::Lexical + Clone + std::fmt::Debug>(text: &str) -> T {
        let value = parse(text);
        assert!(value.is_ok(), "{text:?}: {value:?}");
        value.unwrap_or_default()
    }

    fn kind<T>(result: Result<T, ConversionError>) -> Option<ConversionErrorKind> {
        result.err().map(|error| error.kind())
    }

    #[test]
    fn instants() {
        for form in [
            "2024-02-29T10:30:00.5Z",
            "1969-12-31T23:59:59.999999999-08:00",
            "-0001-02-29T00:00:00+14:00",
            "12024-02-29T00:00:00+00:01",
        ] {
            let value: DateTime = read(form);
            let fixed = ChronoDateTime::<FixedOffset>::try_from(value);
            assert_eq!(fixed.clone().and_then(DateTime::try_from), Ok(value));
            assert_eq!(fixed.map(|fixed| fixed.timestamp()).ok(), value.unix_seconds());
            let utc = ChronoDateTime::<Utc>::try_from(value);
            assert_eq!(utc.and_then(DateTime::try_from).ok(), value.to_offset(Default::default()));
        }
        let fixed = |form| ChronoDateTime::<FixedOffset>::try_from(read::<DateTime>(form));
        assert_eq!(kind(fixed("2024-02-29T10:30:00")), Some(NoOffset));
        assert_eq!(kind(fixed("300000-01-01T00:00:00Z")), Some(OutOfRange));
        let utc = |form| ChronoDateTime::<Utc>::try_from(read::<DateTime>(form));
        assert_eq!(kind(utc("2024-02-29T10:30:00")), Some(NoOffset));
        for form in ["262142-12-31T23:59:59-14:00", "262142-12-31T23:59:59+14:00", "-262144-01-01T00:00:00Z"] {
            // At the limits of chrono's range, the conversion must not panic. The result does not matter.
            _ = fixed(form).map(|value| value.to_string());
            _ = utc(form).map(|value| value.to_string());
        }
        for extreme in [ChronoDateTime::<Utc>::MIN_UTC, ChronoDateTime::<Utc>::MAX_UTC] {
            assert_eq!(DateTime::try_from(extreme).and_then(ChronoDateTime::try_from), Ok(extreme));
            for seconds in [-14 * 3600, 14 * 3600] {
                let zone = FixedOffset::east_opt(seconds);
                _ = zone.map(|zone| DateTime::try_from(extreme.with_timezone(&zone)));
            }
        }
        for seconds in [1, 15 * 3600] {
            let zoned =
                FixedOffset::east_opt(seconds).map(|zone| ChronoDateTime::<Utc>::UNIX_EPOCH.with_timezone(&zone));
            assert!(zoned.is_some_and(|zoned| DateTime::try_from(zoned).is_err()));
        }
    }

    #[test]
    fn naive_values() {
        for form in ["2024-02-29T10:30:00.5", "-0001-12-31T23:59:59.999999999", "-10000-01-01T00:00:00"] {
            let value: DateTime = read(form);
            assert_eq!(NaiveDateTime::try_from(value).and_then(DateTime::try_from), Ok(value));
            assert_eq!(NaiveDate::try_from(value.date()).map(Date::from), Ok(value.date()));
            assert_eq!(NaiveTime::try_from(value.time()).and_then(Time::try_from), Ok(value.time()));
        }
        assert_eq!(NaiveDate::try_from(read::<Date>("-0001-02-29")).ok(), NaiveDate::from_ymd_opt(0, 2, 29));
        for extreme in [NaiveDate::MIN, NaiveDate::MAX] {
            assert_eq!(NaiveDate::try_from(Date::from(extreme)), Ok(extreme));
        }
        let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000);
        assert_eq!(leap.map(|leap| kind(Time::try_from(leap))), Some(Some(OutOfRange)));
        let leap = leap.map(|leap| NaiveDate::MIN.and_time(leap));
        assert_eq!(leap.map(|leap| kind(DateTime::try_from(leap))), Some(Some(OutOfRange)));
        assert_eq!(kind(NaiveDateTime::try_from(read::<DateTime>("2024-02-29T10:30:00Z"))), Some(HasOffset));
        assert_eq!(kind(NaiveDate::try_from(read::<Date>("2024-02-29Z"))), Some(HasOffset));
        assert_eq!(kind(NaiveDate::try_from(read::<Date>("300000-01-01"))), Some(OutOfRange));
        assert_eq!(kind(NaiveTime::try_from(read::<Time>("10:30:00Z"))), Some(HasOffset));
    }

    #[test]
    fn durations() {
        for form in ["PT0S", "P1DT2H3M4.5S", "-PT0.000000001S", "-P1DT0.5S", "PT90M"] {
            let value: Duration = read(form);
            assert_eq!(TimeDelta::try_from(value).map(Duration::from), Ok(value));
        }
        assert_eq!(TimeDelta::try_from(read::<Duration>("-PT1.5S")), Ok(TimeDelta::milliseconds(-1_500)));
        for extreme in [TimeDelta::MIN, TimeDelta::MAX] {
            assert_eq!(TimeDelta::try_from(Duration::from(extreme)), Ok(extreme));
        }
        assert_eq!(kind(TimeDelta::try_from(read::<Duration>("P1M"))), Some(YearsOrMonths));
        assert_eq!(kind(TimeDelta::try_from(read::<Duration>("PT9223372036854775807S"))), Some(OutOfRange));
    }
}
