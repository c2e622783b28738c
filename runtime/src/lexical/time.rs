//! `xs:time` (part 2, 3.2.8).

use super::LexicalErrorKind::{self, OutOfRange};
use super::calendar::{Clock, digits_needed};
use super::form::{Buffer, Cursor, calendar_type};
use super::order::Instant;
use super::{LexicalError, Offset};

/// `xs:time`: a time of day, with or without an offset from UTC (part 2, 3.2.8).
///
/// As for [`DateTime`](super::DateTime), the fraction of the second has up to nine digits. The number of digits is preserved,
/// but equality ignores it. `24:00:00` is read as `00:00:00`. The default is midnight.
#[derive(Clone, Copy, Default)]
pub struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    fraction_digits: u8,
    nanosecond: u32,
    offset: Option<Offset>,
}

impl Time {
    /// Creates a time of day without an offset from UTC. Fails if the time does not exist.
    pub fn new(hour: u8, minute: u8, second: u8) -> Result<Self, LexicalError> {
        let clock = Clock { hour, minute, second, nanosecond: 0, fraction_digits: 0 };
        match clock.check() {
            Some((clock, _)) => Ok(Self::from_checked(clock, None)),
            None => Err(LexicalError::out_of_range("xs:time", &format!("{hour:02}:{minute:02}:{second:02}"))),
        }
    }

    /// Sets the fraction of the second in nanoseconds. It is written with as many digits as necessary. Fails if `nanosecond`
    /// exceeds 999 999 999.
    pub fn with_nanosecond(self, nanosecond: u32) -> Result<Self, LexicalError> {
        if nanosecond > 999_999_999 {
            return Err(LexicalError::out_of_range("xs:time", &format!("{nanosecond} ns")));
        }
        Ok(Self { nanosecond, fraction_digits: digits_needed(nanosecond), ..self })
    }

    /// Sets the number of fraction digits that are written: at least as many as the value needs, and at most 9.
    pub fn with_fraction_digits(self, digits: u8) -> Self {
        Self { fraction_digits: digits.clamp(digits_needed(self.nanosecond), 9), ..self }
    }

    /// Returns the same time of day with another offset from UTC, or without an offset.
    pub fn with_offset(self, offset: impl Into<Option<Offset>>) -> Self {
        Self { offset: offset.into(), ..self }
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

    /// Creates a value from parts that have been checked: the time must exist.
    pub(super) fn from_checked(clock: Clock, offset: Option<Offset>) -> Self {
        Self {
            hour: clock.hour,
            minute: clock.minute,
            second: clock.second,
            fraction_digits: clock.fraction_digits,
            nanosecond: clock.nanosecond,
            offset,
        }
    }

    fn read(text: &str) -> Result<Self, LexicalErrorKind> {
        let mut cursor = Cursor::new(text);
        let clock = cursor.clock()?;
        let offset = cursor.offset_and_end()?;
        let (clock, _) = clock.check().ok_or(OutOfRange)?;
        Ok(Self::from_checked(clock, offset))
    }

    fn print(&self, buffer: &mut Buffer) {
        buffer.clock(self.clock());
        buffer.offset(self.offset);
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

    /// Returns the instant on 1970-01-01. The day does not matter, because times are compared only with times.
    fn instant(self) -> Instant {
        Instant::from_local(self.clock().seconds(), self.nanosecond, self.offset)
    }
}

calendar_type!(Time, "xs:time");

#[cfg(test)]
mod tests {
    use super::super::LexicalErrorKind::Malformed;
    use super::super::testing::{check, parse, text};
    use super::*;

    #[test]
    fn forms() {
        check::<Time>(
            &[
                ("00:00:00", "00:00:00"),
                ("23:59:59", "23:59:59"),
                ("13:20:00-05:00", "13:20:00-05:00"),
                ("13:20:00.5Z", "13:20:00.5Z"),
                ("13:20:00.50+00:00", "13:20:00.50Z"),
                ("24:00:00", "00:00:00"),
                ("24:00:00.000-14:00", "00:00:00.000-14:00"),
                ("12:00:00.999999999999", "12:00:00.999999999"),
            ],
            &[
                ("", Malformed),
                ("13:20", Malformed),
                ("1:20:00", Malformed),
                ("13:20:0", Malformed),
                ("13.20.00", Malformed),
                ("13:20:00.", Malformed),
                ("T13:20:00", Malformed),
                ("-13:20:00", Malformed),
                ("13:20:00 Z", Malformed),
                ("13:20:00+5:00", Malformed),
                ("1٣:20:00", Malformed),
                ("25:00:00", OutOfRange),
                ("24:00:01", OutOfRange),
                ("13:60:00", OutOfRange),
                ("23:59:60", OutOfRange),
                ("13:20:00-14:01", OutOfRange),
            ],
        );
        assert_eq!(parse::<Time>("10:30:00.000Z"), parse("10:30:00Z"));
        assert_ne!(parse::<Time>("10:30:00Z"), parse("10:30:00"));
    }

    #[test]
    fn builds() -> Result<(), LexicalError> {
        let time = Time::new(9, 5, 7)?.with_nanosecond(10_000_000)?.with_offset(Offset::MIN);
        assert_eq!(text(&time), "09:05:07.01-14:00");
        assert_eq!(text(&time.with_fraction_digits(3)), "09:05:07.010-14:00");
        assert_eq!((time.hour(), time.minute(), time.second()), (9, 5, 7));
        assert_eq!((time.nanosecond(), time.fraction_digits()), (10_000_000, 2));
        assert_eq!(time.offset(), Some(Offset::MIN));
        assert_eq!(Time::new(24, 0, 0)?, Time::default());
        assert!(Time::new(0, 60, 0).is_err());
        assert!(time.with_nanosecond(u32::MAX).is_err());
        Ok(())
    }
}
