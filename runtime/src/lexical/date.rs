//! `xs:date` (part 2, 3.2.9).

use std::num::NonZeroI32;

use super::LexicalErrorKind::{self, OutOfRange};
use super::calendar::{FIRST_YEAR, check_date};
use super::form::{Buffer, Cursor, calendar_type};
use super::order::Instant;
use super::{LexicalError, Offset};

/// `xs:date`: a day, with or without an offset from UTC (part 2, 3.2.9).
///
/// Years are numbered as in XML Schema 1.0, without a year 0. The default is the first day of the year 1, without an
/// offset.
#[derive(Clone, Copy)]
pub struct Date {
    year: NonZeroI32,
    month: u8,
    day: u8,
    offset: Option<Offset>,
}

impl Date {
    /// Creates a day without an offset from UTC. Fails if the day does not exist.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, LexicalError> {
        match check_date(year, month, day) {
            Some(year) => Ok(Self::from_checked(year, month, day, None)),
            None => Err(LexicalError::out_of_range("xs:date", &format!("{year:04}-{month:02}-{day:02}"))),
        }
    }

    /// Returns the same day with another offset from UTC, or without an offset.
    pub fn with_offset(self, offset: impl Into<Option<Offset>>) -> Self {
        Self { offset: offset.into(), ..self }
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

    /// The offset from UTC, if the value has one.
    pub fn offset(self) -> Option<Offset> {
        self.offset
    }

    /// Creates a value from parts that have been checked: the day must exist.
    pub(super) fn from_checked(year: NonZeroI32, month: u8, day: u8, offset: Option<Offset>) -> Self {
        Self { year, month, day, offset }
    }

    fn read(text: &str) -> Result<Self, LexicalErrorKind> {
        let mut cursor = Cursor::new(text);
        let (year, month, day) = cursor.date()?;
        let offset = cursor.offset_and_end()?;
        let year = check_date(year, month, day).ok_or(OutOfRange)?;
        Ok(Self::from_checked(year, month, day, offset))
    }

    fn print(&self, buffer: &mut Buffer) {
        buffer.date(self.year, self.month, self.day);
        buffer.offset(self.offset);
    }

    fn instant(self) -> Instant {
        Instant::midnight(self.year, self.month, self.day, self.offset)
    }
}

calendar_type!(Date, "xs:date");

impl Default for Date {
    fn default() -> Self {
        Self::from_checked(FIRST_YEAR, 1, 1, None)
    }
}

#[cfg(test)]
mod tests {
    use super::super::LexicalErrorKind::Malformed;
    use super::super::testing::check;
    use super::*;

    #[test]
    fn forms() {
        check::<Date>(
            &[
                ("2024-02-29", "2024-02-29"),
                ("2024-02-29Z", "2024-02-29Z"),
                ("2024-02-29-00:00", "2024-02-29Z"),
                ("2024-02-29-08:00", "2024-02-29-08:00"),
                ("2024-02-29+14:00", "2024-02-29+14:00"),
                ("0001-01-01", "0001-01-01"),
                ("-0001-02-29", "-0001-02-29"),
                ("10000-01-01", "10000-01-01"),
                ("-2147483648-12-31-14:00", "-2147483648-12-31-14:00"),
            ],
            &[
                ("", Malformed),
                ("2024-02", Malformed),
                ("2024-02-2", Malformed),
                ("2024-02-029", Malformed),
                ("2024-02-29T", Malformed),
                ("2024-02-29T00:00:00", Malformed),
                ("2024-02-29-08", Malformed),
                ("24-02-29", Malformed),
                ("2024/02/29", Malformed),
                ("2024-02-２9", Malformed),
                ("0000-01-01", OutOfRange),
                ("2023-02-29", OutOfRange),
                ("2024-06-31", OutOfRange),
                ("2024-02-29+14:30", OutOfRange),
                ("2147483648-01-01", OutOfRange),
            ],
        );
    }

    #[test]
    fn builds() -> Result<(), LexicalError> {
        let date = Date::new(2024, 2, 29)?.with_offset(Offset::UTC);
        assert_eq!(date.to_string(), "2024-02-29Z");
        assert_eq!((date.year(), date.month(), date.day()), (2024, 2, 29));
        assert_eq!(date.offset(), Some(Offset::UTC));
        assert_eq!(
            Date::new(2024, 2, 30).map_err(|error| error.to_string()),
            Err(r#""2024-02-30" is out of range for xs:date"#.to_owned())
        );
        assert!(Date::new(0, 1, 1).is_err());
        Ok(())
    }

    #[test]
    fn is_small() {
        assert_eq!(size_of::<Option<Date>>(), 8);
    }
}
