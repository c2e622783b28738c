//! How values of dates, times and durations compare (part 2, 3.2.6.2 and 3.2.7.4): where they are comparable at all.

use std::cmp::Ordering;

use super::{Date, DateTime, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Offset, Time};

/// A value that stands for an instant, where it begins.
pub(super) trait Instant: Copy + std::str::FromStr {
    /// The instant; what it does not say is taken from 1972, a leap year, as XML Schema does.
    fn instant(self) -> Option<DateTime>;

    /// How it compares with a value in its lexical form.
    fn compare(self, bound: &str) -> Option<Ordering> {
        self.instant()?.compare(bound.parse::<Self>().ok()?.instant()?)
    }
}

fn midnight(year: i32, month: u8, day: u8, offset: Option<Offset>) -> Option<DateTime> {
    Some(DateTime::new(year, month, day, 0, 0, 0).ok()?.with_offset(offset))
}

impl Instant for DateTime {
    fn instant(self) -> Option<DateTime> {
        Some(self)
    }
}

impl Instant for Date {
    fn instant(self) -> Option<DateTime> {
        midnight(self.year(), self.month(), self.day(), self.offset())
    }
}

impl Instant for Time {
    fn instant(self) -> Option<DateTime> {
        let second = DateTime::new(1972, 12, 31, self.hour(), self.minute(), self.second()).ok()?;
        Some(second.with_nanosecond(self.nanosecond()).ok()?.with_offset(self.offset()))
    }
}

impl Instant for GYear {
    fn instant(self) -> Option<DateTime> {
        midnight(self.year(), 1, 1, self.offset())
    }
}

impl Instant for GYearMonth {
    fn instant(self) -> Option<DateTime> {
        midnight(self.year(), self.month(), 1, self.offset())
    }
}

impl Instant for GMonth {
    fn instant(self) -> Option<DateTime> {
        midnight(1972, self.month(), 1, self.offset())
    }
}

impl Instant for GMonthDay {
    fn instant(self) -> Option<DateTime> {
        midnight(1972, self.month(), self.day(), self.offset())
    }
}

impl Instant for GDay {
    fn instant(self) -> Option<DateTime> {
        midnight(1972, 12, self.day(), self.offset())
    }
}

/// How two durations compare: a month has from 28 to 31 days, so that some do not.
pub(super) fn durations(one: Duration, other: Duration) -> Option<Ordering> {
    let (months, nanoseconds) = (parts(one), parts(other));
    let (months, nanoseconds) = (months.0 - nanoseconds.0, months.1 - nanoseconds.1);
    if months == 0 || nanoseconds == 0 || (months > 0) == (nanoseconds > 0) {
        return Some(months.cmp(&0).then(nanoseconds.cmp(&0)));
    }
    let (least, most) = days_of(months.abs());
    let others = nanoseconds.abs();
    let day = i128::from(super::calendar::SECONDS_PER_DAY) * 1_000_000_000;
    let order = match (others.cmp(&(least * day)), others.cmp(&(most * day))) {
        (Ordering::Less, _) => Ordering::Greater,
        (_, Ordering::Greater) => Ordering::Less,
        _ => return None,
    };
    Some(if months > 0 { order } else { order.reverse() })
}

/// Months and nanoseconds, with their sign.
fn parts(duration: Duration) -> (i128, i128) {
    let sign = if duration.is_negative() { -1 } else { 1 };
    let months = i128::from(duration.years()) * 12 + i128::from(duration.months());
    let hours = i128::from(duration.days()) * 24 + i128::from(duration.hours());
    let seconds = (hours * 60 + i128::from(duration.minutes())) * 60 + i128::from(duration.seconds());
    (sign * months, sign * (seconds * 1_000_000_000 + i128::from(duration.nanoseconds())))
}

/// How many days so many months have at the least and at the most.
fn days_of(months: i128) -> (i128, i128) {
    const LEAST: [i128; 12] = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];
    const MOST: [i128; 12] = [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337];
    let rest = usize::try_from(months % 12).unwrap_or_default();
    let years = months / 12;
    let leap_years = years / 4 + i128::from(years > 0);
    (years * 365 + years / 4 - years / 100 + LEAST[rest], years * 365 + leap_years + MOST[rest])
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{self, Equal, Greater, Less};

    use super::super::Lexical;
    use super::*;

    #[track_caller]
    fn check<T: Lexical + std::str::FromStr>(one: &str, other: &str, expected: Option<Ordering>) {
        let value = |text: &str| text.parse::<T>().ok();
        assert_eq!(value(one).and_then(|value| value.compare(other)), expected, "{one} and {other}");
        assert_eq!(
            value(other).and_then(|value| value.compare(one)),
            expected.map(Ordering::reverse),
            "{other}, {one}"
        );
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
}
