//! The partial order of dates, times and durations (part 2, 3.2.6.2 and 3.2.7.4).

use std::cmp::Ordering;
use std::num::NonZeroI32;

use super::calendar::{SECONDS_PER_DAY, astronomical, days_from_date};
use super::offset::Offset;

/// The year in which values without a year, such as `--02-29`, are compared. It is a leap year.
pub(super) const REFERENCE_YEAR: NonZeroI32 = match NonZeroI32::new(1972) {
    Some(year) => year,
    None => NonZeroI32::MAX,
};

/// The instant at which a date or time value begins. Values are compared by their instants.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub(super) struct Instant {
    /// The seconds since 1970-01-01T00:00:00 in UTC. A value without an offset is treated as a value in UTC.
    seconds: i64,
    nanosecond: u32,
    has_offset: bool,
}

impl Instant {
    /// Returns the first instant of a day.
    pub(super) fn midnight(year: NonZeroI32, month: u8, day: u8, offset: Option<Offset>) -> Self {
        let seconds = days_from_date(astronomical(year), month, day) * SECONDS_PER_DAY;
        Self::from_local(seconds, 0, offset)
    }

    /// Creates an instant from the seconds since 1970-01-01T00:00:00 in local time. Subtracts `offset` to get UTC.
    pub(super) fn from_local(seconds: i64, nanosecond: u32, offset: Option<Offset>) -> Self {
        let seconds = seconds - i64::from(offset.unwrap_or_default().seconds());
        Self { seconds, nanosecond, has_offset: offset.is_some() }
    }

    /// Compares two instants. Returns `None` if the order is unknown: only one of the values has an offset, and they
    /// are at most 14 hours apart.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        let [one, two] = [self, other].map(|instant| (instant.seconds, instant.nanosecond));
        let max_offset = i64::from(Offset::MAX.seconds());
        match self.has_offset == other.has_offset {
            true => Some(one.cmp(&two)),
            false if (one.0 + max_offset, one.1) < two => Some(Ordering::Less),
            false if (two.0 + max_offset, two.1) < one => Some(Ordering::Greater),
            false => None,
        }
    }
}

/// Compares two durations, each given as its months and its nanoseconds. Returns `None` if the order depends on the lengths of
/// the months.
pub(super) fn durations(one: (i128, i128), other: (i128, i128)) -> Option<Ordering> {
    let (months, nanoseconds) = (one.0 - other.0, one.1 - other.1);
    if months == 0 || nanoseconds == 0 || (months > 0) == (nanoseconds > 0) {
        return Some(months.cmp(&0).then(nanoseconds.cmp(&0)));
    }
    let (min_days, max_days) = days_of(months.abs());
    let nanoseconds = nanoseconds.abs();
    let day = i128::from(SECONDS_PER_DAY) * 1_000_000_000;
    let order = match (nanoseconds.cmp(&(min_days * day)), nanoseconds.cmp(&(max_days * day))) {
        (Ordering::Less, _) => Ordering::Greater,
        (_, Ordering::Greater) => Ordering::Less,
        _ => return None,
    };
    Some(if months > 0 { order } else { order.reverse() })
}

/// Returns the minimum and the maximum number of days in a number of months.
fn days_of(months: i128) -> (i128, i128) {
    const MIN: [i128; 12] = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];
    const MAX: [i128; 12] = [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337];
    let rest = usize::try_from(months % 12).unwrap_or_default();
    let years = months / 12;
    let leap_years = years / 4 + i128::from(years > 0);
    (years * 365 + years / 4 - years / 100 + MIN[rest], years * 365 + leap_years + MAX[rest])
}
