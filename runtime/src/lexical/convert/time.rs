//! Conversions between the date and time types of this crate and the types of the crate `time`.

use ::time::{Date as TimeDate, Month, OffsetDateTime, PrimitiveDateTime, SignedDuration, Time as TimeTime, UtcOffset};

use super::super::{ConversionError, Date, DateTime, Duration, Time};
use super::parts::{from_other_year, offset_from_seconds, out_of_range, to_other_year, with_offset, without_offset};

/// Fails if the value has no offset.
impl TryFrom<DateTime> for OffsetDateTime {
    type Error = ConversionError;

    fn try_from(value: DateTime) -> Result<Self, ConversionError> {
        const TARGET: &str = "time::OffsetDateTime";
        let offset = with_offset(value.offset(), TARGET, &value)?;
        let local = PrimitiveDateTime::try_from(value.with_offset(None)).ok();
        (local.zip(UtcOffset::from_whole_seconds(offset.seconds()).ok()))
            .map(|(local, offset)| Self::new_in_offset(local.date(), local.time(), offset))
            .ok_or_else(|| out_of_range(TARGET, &value))
    }
}

/// Fails if the offset has seconds or exceeds 14 hours.
impl TryFrom<OffsetDateTime> for DateTime {
    type Error = ConversionError;

    fn try_from(value: OffsetDateTime) -> Result<Self, ConversionError> {
        let offset = offset_from_seconds(value.offset().whole_seconds())
            .ok_or_else(|| out_of_range("DateTime", &format_args!("{value:?}")))?;
        let local = PrimitiveDateTime::new(value.date(), value.time());
        Ok(Self::from(local).with_offset(offset))
    }
}

/// Fails if the value has an offset.
impl TryFrom<DateTime> for PrimitiveDateTime {
    type Error = ConversionError;

    fn try_from(value: DateTime) -> Result<Self, ConversionError> {
        const TARGET: &str = "time::PrimitiveDateTime";
        without_offset(value.offset(), TARGET, &value)?;
        let error = |_| out_of_range(TARGET, &value);
        let date = TimeDate::try_from(value.date()).map_err(error)?;
        let time = TimeTime::try_from(value.time()).map_err(error)?;
        Ok(Self::new(date, time))
    }
}

/// The result has no offset.
impl From<PrimitiveDateTime> for DateTime {
    fn from(value: PrimitiveDateTime) -> Self {
        let date = Date::from(value.date());
        let (hour, minute, second, nanosecond) = value.time().as_hms_nano();
        Self::new(date.year(), date.month(), date.day(), hour, minute, second)
            .and_then(|whole| whole.with_nanosecond(nanosecond))
            // The day and the time exist, so this cannot fail.
            .unwrap_or_default()
    }
}

/// Fails if the value has an offset.
impl TryFrom<Date> for TimeDate {
    type Error = ConversionError;

    fn try_from(value: Date) -> Result<Self, ConversionError> {
        const TARGET: &str = "time::Date";
        without_offset(value.offset(), TARGET, &value)?;
        (Month::try_from(value.month()).ok())
            .and_then(|month| Self::from_calendar_date(to_other_year(value.year()), month, value.day()).ok())
            .ok_or_else(|| out_of_range(TARGET, &value))
    }
}

/// The result has no offset.
impl From<TimeDate> for Date {
    fn from(value: TimeDate) -> Self {
        let (year, month, day) = value.to_calendar_date();
        // Every year of `time::Date` is in range, so this cannot fail.
        Self::new(from_other_year(year), month.into(), day).unwrap_or_default()
    }
}

/// Fails if the value has an offset.
impl TryFrom<Time> for TimeTime {
    type Error = ConversionError;

    fn try_from(value: Time) -> Result<Self, ConversionError> {
        const TARGET: &str = "time::Time";
        without_offset(value.offset(), TARGET, &value)?;
        Self::from_hms_nano(value.hour(), value.minute(), value.second(), value.nanosecond())
            .map_err(|_| out_of_range(TARGET, &value))
    }
}

/// The result has no offset.
impl From<TimeTime> for Time {
    fn from(value: TimeTime) -> Self {
        let (hour, minute, second, nanosecond) = value.as_hms_nano();
        Self::new(hour, minute, second)
            .and_then(|whole| whole.with_nanosecond(nanosecond))
            // The time exists, so this cannot fail.
            .unwrap_or_default()
    }
}

/// Fails if the value has years or months.
impl TryFrom<Duration> for SignedDuration {
    type Error = ConversionError;

    fn try_from(value: Duration) -> Result<Self, ConversionError> {
        const TARGET: &str = "time::SignedDuration";
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
        let (seconds, nanoseconds) = (value.whole_seconds(), value.subsec_nanoseconds());
        Self::from_fixed(value.is_negative(), seconds.unsigned_abs(), nanoseconds.unsigned_abs())
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
            "9999-12-31T23:59:59-14:00",
        ] {
            let value: DateTime = read(form);
            let other = OffsetDateTime::try_from(value);
            assert_eq!(other.clone().and_then(DateTime::try_from), Ok(value));
            assert_eq!(other.map(OffsetDateTime::unix_timestamp_nanos).ok(), value.unix_nanoseconds());
        }
        let other = |form| OffsetDateTime::try_from(read::<DateTime>(form));
        assert_eq!(kind(other("2024-02-29T10:30:00")), Some(NoOffset));
        assert_eq!(kind(other("1000000-01-01T00:00:00Z")), Some(OutOfRange));
        for seconds in [1, 15 * 3600] {
            let zoned =
                UtcOffset::from_whole_seconds(seconds).map(|offset| OffsetDateTime::UNIX_EPOCH.to_offset(offset));
            assert_eq!(zoned.map(|zoned| kind(DateTime::try_from(zoned))), Ok(Some(OutOfRange)));
        }
    }

    #[test]
    fn civil_values() {
        for form in ["2024-02-29T10:30:00.5", "-0001-12-31T23:59:59.999999999", "-9999-01-01T00:00:00"] {
            let value: DateTime = read(form);
            assert_eq!(PrimitiveDateTime::try_from(value).map(DateTime::from), Ok(value));
            assert_eq!(TimeDate::try_from(value.date()).map(Date::from), Ok(value.date()));
            assert_eq!(TimeTime::try_from(value.time()).map(Time::from), Ok(value.time()));
        }
        assert_eq!(
            TimeDate::try_from(read::<Date>("-0001-02-29")).ok(),
            TimeDate::from_calendar_date(0, Month::February, 29).ok()
        );
        for extreme in [PrimitiveDateTime::MIN, PrimitiveDateTime::MAX] {
            assert_eq!(PrimitiveDateTime::try_from(DateTime::from(extreme)), Ok(extreme));
        }
        assert_eq!(kind(PrimitiveDateTime::try_from(read::<DateTime>("2024-02-29T10:30:00Z"))), Some(HasOffset));
        assert_eq!(kind(TimeDate::try_from(read::<Date>("2024-02-29Z"))), Some(HasOffset));
        assert_eq!(kind(TimeDate::try_from(read::<Date>("1000000-01-01"))), Some(OutOfRange));
        assert_eq!(kind(TimeTime::try_from(read::<Time>("10:30:00Z"))), Some(HasOffset));
    }

    #[test]
    fn durations() {
        for form in ["PT0S", "P1DT2H3M4.5S", "-PT0.000000001S", "-P1DT0.5S", "PT90M"] {
            let value: Duration = read(form);
            assert_eq!(SignedDuration::try_from(value).map(Duration::from), Ok(value));
        }
        assert_eq!(SignedDuration::try_from(read::<Duration>("-PT1.5S")), Ok(SignedDuration::milliseconds(-1_500)));
        for extreme in [SignedDuration::MIN, SignedDuration::MAX] {
            assert_eq!(SignedDuration::try_from(Duration::from(extreme)), Ok(extreme));
        }
        assert_eq!(kind(SignedDuration::try_from(read::<Duration>("P1M"))), Some(YearsOrMonths));
        assert_eq!(kind(SignedDuration::try_from(read::<Duration>("PT9223372036854775808S"))), Some(OutOfRange));
    }
}
