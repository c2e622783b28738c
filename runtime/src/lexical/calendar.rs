//! What the date and time types share: the proleptic Gregorian calendar, reading and writing of their parts.

use std::num::NonZeroI32;

use super::LexicalErrorKind::{self, Malformed, OutOfRange};
use super::Offset;

pub(super) const SECONDS_PER_DAY: i64 = 86_400;

/// The year 1 of our era, in which the default values lie, as those of .NET do.
pub(super) const FIRST_YEAR: NonZeroI32 = match NonZeroI32::new(1) {
    Some(year) => year,
    None => NonZeroI32::MAX,
};

/// Implements the traits of a type by its own `fn read(&str) -> Result<Self, LexicalErrorKind>` and
/// `fn print(&self, &mut Buffer)`.
macro_rules! calendar_type {
    ($type:ident, $name:literal) => {
        impl super::Lexical for $type {
            const NAME: &'static str = $name;
            const IS_ESCAPE_FREE: bool = true;

            fn compare(&self, bound: &str) -> Option<std::cmp::Ordering> {
                super::order::Instant::compare(*self, bound)
            }

            fn parse(
                text: std::borrow::Cow<'_, str>,
                _scope: &dyn super::NamespaceScope,
            ) -> Result<Self, super::LexicalError> {
                text.parse()
            }

            fn write(&self, out: &mut String, _prefixes: &mut dyn super::PrefixSource) {
                let mut buffer = super::calendar::Buffer::new();
                self.print(&mut buffer);
                out.push_str(buffer.as_str());
            }
        }

        impl std::str::FromStr for $type {
            type Err = super::LexicalError;

            fn from_str(text: &str) -> Result<Self, super::LexicalError> {
                let text = super::trim(text);
                Self::read(text).map_err(|kind| super::LexicalError::new(kind, $name, text))
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut buffer = super::calendar::Buffer::new();
                self.print(&mut buffer);
                f.pad(buffer.as_str())
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($type), "({})"), self)
            }
        }
    };
}
pub(super) use calendar_type;

/// The number of the year when 1 BCE is the year 0. XML Schema 1.0 has no year 0: there, 1 BCE is -1.
pub(super) const fn astronomical(year: NonZeroI32) -> i64 {
    let year = year.get() as i64;
    if year < 0 { year + 1 } else { year }
}

/// The year from its number when 1 BCE is the year 0.
pub(super) fn from_astronomical(year: i64) -> Option<NonZeroI32> {
    let year = if year <= 0 { year.checked_sub(1)? } else { year };
    NonZeroI32::new(i32::try_from(year).ok()?)
}

/// The last day of the month, 0 if there is no such month. `year` is astronomical.
pub(super) const fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// The year if there is such a day.
pub(super) fn check_date(year: i32, month: u8, day: u8) -> Option<NonZeroI32> {
    let year = NonZeroI32::new(year)?;
    (1 <= day && day <= days_in_month(astronomical(year), month)).then_some(year)
}

/// Days since 1970-01-01. `year` is astronomical.
pub(super) const fn days_from_date(year: i64, month: u8, day: u8) -> i64 {
    // Years that begin in March have the leap day at their end, and months whose lengths follow a straight line.
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month as i64 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Astronomical year, month and day from days since 1970-01-01, of which there must not be more than 10^15.
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

/// How many fraction digits it takes to write the nanoseconds.
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
    /// The time if there is such a time, and whether it is that of the next day: 24:00:00 becomes 00:00:00.
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

    /// `seconds` of the day, which must be fewer than a day has.
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

/// Reads the parts of a lexical form one after the other. What is read has the form asked for; whether there is such a
/// day or time is another question.
pub(super) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text.as_bytes())
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    pub(super) fn next(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    pub(super) fn eat_if(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.next();
        }
        found
    }

    pub(super) fn eat(&mut self, byte: u8) -> Result<(), LexicalErrorKind> {
        if self.eat_if(byte) { Ok(()) } else { Err(Malformed) }
    }

    /// Skips two of them if they are there both, but does not take the sign of an offset.
    pub(super) fn eat_both(&mut self, byte: u8) {
        if let [first, second, rest @ ..] = self.0
            && *first == byte
            && *second == byte
        {
            self.0 = rest;
        }
    }

    /// One or more digits.
    pub(super) fn digits(&mut self) -> Result<&'a [u8], LexicalErrorKind> {
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(Malformed);
        }
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        Ok(digits)
    }

    /// Two digits.
    pub(super) fn two(&mut self) -> Result<u8, LexicalErrorKind> {
        match self.0 {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
                self.0 = rest;
                Ok((tens - b'0') * 10 + (ones - b'0'))
            }
            _ => Err(Malformed),
        }
    }

    /// A year: four digits, or more without leading zeros. 0, which is no year, for one too large.
    pub(super) fn year(&mut self) -> Result<i32, LexicalErrorKind> {
        // Nearly every year is of this form.
        if let [a, b, c, d, rest @ ..] = self.0
            && rest.first() == Some(&b'-')
            && [a, b, c, d].into_iter().all(u8::is_ascii_digit)
        {
            self.0 = rest;
            let digits = [a, b, c, d].into_iter();
            return Ok(digits.fold(0, |year, digit| year * 10 + i32::from(digit - b'0')));
        }
        let negative = self.eat_if(b'-');
        let digits = self.digits()?;
        if digits.len() < 4 || (digits.len() > 4 && digits.first() == Some(&b'0')) {
            return Err(Malformed);
        }
        let year = digits.iter().try_fold(0i32, |year, digit| {
            let digit = i32::from(digit - b'0');
            year.checked_mul(10)?.checked_add(if negative { -digit } else { digit })
        });
        Ok(year.unwrap_or(0))
    }

    /// Year, month and day.
    pub(super) fn date(&mut self) -> Result<(i32, u8, u8), LexicalErrorKind> {
        let year = self.year()?;
        self.eat(b'-')?;
        let month = self.two()?;
        self.eat(b'-')?;
        Ok((year, month, self.two()?))
    }

    /// Hour, minute, second and the fraction of the second.
    pub(super) fn clock(&mut self) -> Result<Clock, LexicalErrorKind> {
        let hour = self.two()?;
        self.eat(b':')?;
        let minute = self.two()?;
        self.eat(b':')?;
        let second = self.two()?;
        let (nanosecond, fraction_digits) = self.fraction()?;
        Ok(Clock { hour, minute, second, nanosecond, fraction_digits })
    }

    /// The fraction of a second if there is one: nanoseconds and how many digits it is written with, at most 9. Further
    /// digits are dropped.
    pub(super) fn fraction(&mut self) -> Result<(u32, u8), LexicalErrorKind> {
        if !self.eat_if(b'.') {
            return Ok((0, 0));
        }
        let digits = self.digits()?;
        let kept = digits.get(..9).unwrap_or(digits);
        let mut nanosecond = kept.iter().fold(0u32, |number, digit| number * 10 + u32::from(digit - b'0'));
        for _ in kept.len()..9 {
            nanosecond *= 10;
        }
        Ok((nanosecond, kept.len() as u8))
    }

    /// The offset if there is one, then the end of the text.
    pub(super) fn offset_and_end(mut self) -> Result<Option<Offset>, LexicalErrorKind> {
        let negative = match self.next() {
            None => return Ok(None),
            Some(b'Z') if self.0.is_empty() => return Ok(Some(Offset::UTC)),
            Some(b'+') => false,
            Some(b'-') => true,
            Some(_) => return Err(Malformed),
        };
        let hours = self.two()?;
        self.eat(b':')?;
        let minutes = self.two()?;
        if !self.0.is_empty() {
            return Err(Malformed);
        }
        if minutes > 59 {
            return Err(OutOfRange);
        }
        let minutes = i16::from(hours) * 60 + i16::from(minutes);
        let minutes = if negative { -minutes } else { minutes };
        Offset::from_minutes(minutes).map(Some).ok_or(OutOfRange)
    }
}

/// Takes up a lexical form, the longest of which is `-2147483648-12-31T23:59:59.123456789+14:00`.
pub(super) struct Buffer {
    bytes: [u8; 48],
    length: usize,
}

impl Buffer {
    pub(super) fn new() -> Self {
        Self { bytes: [0; 48], length: 0 }
    }

    pub(super) fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.length) {
            *slot = byte;
            self.length += 1;
        }
    }

    pub(super) fn two(&mut self, number: u8) {
        self.push(b'0' + number / 10 % 10);
        self.push(b'0' + number % 10);
    }

    pub(super) fn year(&mut self, year: NonZeroI32) {
        let year = year.get();
        if year < 0 {
            self.push(b'-');
        }
        let mut rest = year.unsigned_abs();
        if rest < 10_000 {
            self.two((rest / 100) as u8);
            self.two((rest % 100) as u8);
            return;
        }
        let mut power = 1_000_000_000;
        while power > rest {
            power /= 10;
        }
        while power > 0 {
            self.push(b'0' + (rest / power) as u8);
            rest %= power;
            power /= 10;
        }
    }

    pub(super) fn date(&mut self, year: NonZeroI32, month: u8, day: u8) {
        self.year(year);
        self.push(b'-');
        self.two(month);
        self.push(b'-');
        self.two(day);
    }

    pub(super) fn clock(&mut self, clock: Clock) {
        self.two(clock.hour);
        self.push(b':');
        self.two(clock.minute);
        self.push(b':');
        self.two(clock.second);
        if clock.fraction_digits > 0 {
            self.push(b'.');
            let mut rest = clock.nanosecond;
            let mut power = 100_000_000;
            for _ in 0..clock.fraction_digits.min(9) {
                self.push(b'0' + (rest / power) as u8);
                rest %= power;
                power /= 10;
            }
        }
    }

    pub(super) fn offset(&mut self, offset: Option<Offset>) {
        let Some(offset) = offset else { return };
        let minutes = offset.minutes();
        if minutes == 0 {
            self.push(b'Z');
            return;
        }
        self.push(if minutes < 0 { b'-' } else { b'+' });
        let minutes = minutes.unsigned_abs();
        self.two((minutes / 60) as u8);
        self.push(b':');
        self.two((minutes % 60) as u8);
    }

    pub(super) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
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
