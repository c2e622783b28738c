//! The proleptic Gregorian calendar and the time of day.

use std::num::NonZeroI32;

pub(super) const SECONDS_PER_DAY: i64 = 86_400;

/// The year 1 CE, the year of the default values. .NET uses the same default.
pub(super) const FIRST_YEAR: NonZeroI32 = match NonZeroI32::new(1) {
    Some(year) => year,
    None => NonZeroI32::MAX,
};

/// Converts a year of XML Schema to an astronomical year. XML Schema 1.0 has no year 0: 1 BCE is -1 there, and 0 in
/// astronomical years.
pub(super) const fn astronomical(year: NonZeroI32) -> i64 {
    let year = year.get() as i64;
    if year < 0 { year + 1 } else { year }
}

/// Converts an astronomical year, in which 1 BCE is 0, to a year of XML Schema.
pub(super) fn from_astronomical(year: i64) -> Option<NonZeroI32> {
    let year = if year <= 0 { year.checked_sub(1)? } else { year };
    NonZeroI32::new(i32::try_from(year).ok()?)
}

/// Returns the last day of the month, or 0 if the month does not exist. `year` is astronomical.
pub(super) const fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Returns `year`, a year of XML Schema, if the day exists.
pub(super) fn check_date(year: i32, month: u8, day: u8) -> Option<NonZeroI32> {
    let year = NonZeroI32::new(year)?;
    (1 <= day && day <= days_in_month(astronomical(year), month)).then_some(year)
}

/// Returns the number of days since 1970-01-01. `year` is astronomical.
pub(super) const fn days_from_date(year: i64, month: u8, day: u8) -> i64 {
    // Here, years begin in March. So the leap day is the last day of the year, and a linear formula gives the number of days before
    // each month.
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month as i64 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Converts the number of days since 1970-01-01, whose absolute value must not exceed 10^15, to an astronomical year, month and day.
pub(super) const fn date_from_days(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + (month <= 2) as i64;
    (year, month as u8, day as u8)
}

/// Returns the number of fraction digits that are needed to write the nanoseconds.
pub(super) const fn digits_needed(nanosecond: u32) -> u8 {
    let (mut rest, mut digits) = (nanosecond, 9);
    while digits > 0 && rest % 10 == 0 {
        rest /= 10;
        digits -= 1;
    }
    digits
}

/// A time of day.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) nanosecond: u32,
    pub(super) fraction_digits: u8,
}

impl Clock {
    /// Returns the time if it exists, and `true` if it belongs to the next day: 24:00:00 becomes 00:00:00 of the next day.
    pub(super) fn check(mut self) -> Option<(Self, bool)> {
        let ends_day = self.hour == 24;
        if ends_day {
            if (self.minute, self.second, self.nanosecond) != (0, 0, 0) {
                return None;
            }
            self.hour = 0;
        }
        let valid = self.hour <= 23 && self.minute <= 59 && self.second <= 59 && self.nanosecond <= 999_999_999;
        valid.then_some((self, ends_day))
    }

    pub(super) fn seconds(self) -> i64 {
        i64::from(self.hour) * 3_600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }

    /// Creates a time from the seconds since midnight, which must be less than the seconds of a day.
    pub(super) fn from_seconds(seconds: i64, nanosecond: u32, fraction_digits: u8) -> Self {
        Self {
            hour: (seconds / 3_600) as u8,
            minute: (seconds / 60 % 60) as u8,
            second: (seconds % 60) as u8,
            nanosecond,
            fraction_digits,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Random;
    use super::*;

    #[test]
    fn days_and_dates() {
        let check = |days, date| {
            assert_eq!(date_from_days(days), date);
            let (year, month, day) = date;
            assert_eq!(days_from_date(year, month, day), days);
        };
        check(0, (1970, 1, 1));
        check(-1, (1969, 12, 31));
        check(11_016, (2000, 2, 29));
        check(-719_468, (0, 3, 1));
        check(-719_469, (0, 2, 29));
        check(-719_528, (0, 1, 1));
        check(-719_529, (-1, 12, 31));
        check(-719_162, (1, 1, 1));
    }

    #[test]
    fn days_follow_one_another() {
        let mut random = Random::new(5);
        for _ in 0..20_000 {
            let days = random.magnitude() as i64 / 20_000;
            let (year, month, day) = date_from_days(days);
            assert!(1 <= day && day <= days_in_month(year, month));
            assert_eq!(days_from_date(year, month, day), days);
            let next = if day < days_in_month(year, month) {
                (year, month, day + 1)
            } else if month < 12 {
                (year, month + 1, 1)
            } else {
                (year + 1, 1, 1)
            };
            assert_eq!(date_from_days(days + 1), next);
        }
    }

    #[test]
    fn there_is_no_year_zero() {
        for (xsd, number) in [(1, 1), (2024, 2024), (-1, 0), (-2, -1)] {
            assert_eq!(NonZeroI32::new(xsd).map(astronomical), Some(number));
            assert_eq!(from_astronomical(number), NonZeroI32::new(xsd));
        }
        assert_eq!(from_astronomical(i64::from(i32::MIN)), None);
        assert_eq!(from_astronomical(i64::from(i32::MIN) + 1), NonZeroI32::new(i32::MIN));
        assert_eq!(from_astronomical(i64::MIN), None);
        assert_eq!(from_astronomical(i64::from(i32::MAX) + 1), None);
        assert_eq!(days_in_month(0, 2), 29);
    }

    #[test]
    fn counts_fraction_digits() {
        for (nanosecond, digits) in [(0, 0), (1, 9), (10, 8), (500_000_000, 1), (999_999_999, 9)] {
            assert_eq!(digits_needed(nanosecond), digits);
        }
    }
}
