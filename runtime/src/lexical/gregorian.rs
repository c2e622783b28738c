//! `xs:gYearMonth`, `xs:gYear`, `xs:gMonthDay`, `xs:gDay`, `xs:gMonth` (part 2, 3.2.10 to 3.2.14).

use std::num::NonZeroI32;

use super::LexicalErrorKind::{self, OutOfRange};
use super::calendar::{FIRST_YEAR, check_date};
use super::form::{Buffer, Cursor, calendar_type};
use super::order::{Instant, REFERENCE_YEAR};
use super::{LexicalError, Offset};

macro_rules! offset_methods {
    () => {
        /// Returns the same value with another offset from UTC, or without an offset.
        pub fn with_offset(self, offset: impl Into<Option<Offset>>) -> Self {
            Self { offset: offset.into(), ..self }
        }

        /// The offset from UTC, if the value has one.
        pub fn offset(self) -> Option<Offset> {
            self.offset
        }
    };
}

/// `xs:gYear`: a year (part 2, 3.2.11). The default is the year 1.
#[derive(Clone, Copy)]
pub struct GYear {
    year: NonZeroI32,
    offset: Option<Offset>,
}

impl GYear {
    /// Creates a year without an offset from UTC. Fails if the year is 0.
    pub fn new(year: i32) -> Result<Self, LexicalError> {
        Self::checked(year, None).ok_or_else(|| LexicalError::out_of_range("xs:gYear", &format!("{year:04}")))
    }

    /// The year as numbered in XML Schema 1.0: never 0, and -1 for the year before 1.
    pub fn year(self) -> i32 {
        self.year.get()
    }

    offset_methods!();

    fn checked(year: i32, offset: Option<Offset>) -> Option<Self> {
        let year = NonZeroI32::new(year)?;
        Some(Self { year, offset })
    }

    fn read(text: &str) -> Result<Self, LexicalErrorKind> {
        let mut cursor = Cursor::new(text);
        let year = cursor.year()?;
        Self::checked(year, cursor.offset_and_end()?).ok_or(OutOfRange)
    }

    fn print(&self, buffer: &mut Buffer) {
        buffer.year(self.year);
        buffer.offset(self.offset);
    }

    fn instant(self) -> Instant {
        Instant::midnight(self.year, 1, 1, self.offset)
    }
}

calendar_type!(GYear, "xs:gYear");

impl Default for GYear {
    fn default() -> Self {
        Self { year: FIRST_YEAR, offset: None }
    }
}

/// `xs:gYearMonth`: a month of a year (part 2, 3.2.10). The default is the first month of the year 1.
#[derive(Clone, Copy)]
pub struct GYearMonth {
    year: NonZeroI32,
    month: u8,
    offset: Option<Offset>,
}

impl GYearMonth {
    /// Creates a month of a year, without an offset from UTC. Fails if the month does not exist.
    pub fn new(year: i32, month: u8) -> Result<Self, LexicalError> {
        Self::checked(year, month, None)
            .ok_or_else(|| LexicalError::out_of_range("xs:gYearMonth", &format!("{year:04}-{month:02}")))
    }

    /// The year as numbered in XML Schema 1.0: never 0, and -1 for the year before 1.
    pub fn year(self) -> i32 {
        self.year.get()
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    offset_methods!();

    fn checked(year: i32, month: u8, offset: Option<Offset>) -> Option<Self> {
        let year = check_date(year, month, 1)?;
        Some(Self { year, month, offset })
    }

    fn read(text: &str) -> Result<Self, LexicalErrorKind> {
        let mut cursor = Cursor::new(text);
        let year = cursor.year()?;
        cursor.eat(b'-')?;
        let month = cursor.two()?;
        Self::checked(year, month, cursor.offset_and_end()?).ok_or(OutOfRange)
    }

    fn print(&self, buffer: &mut Buffer) {
        buffer.year(self.year);
        buffer.push(b'-');
        buffer.two(self.month);
        buffer.offset(self.offset);
    }

    fn instant(self) -> Instant {
        Instant::midnight(self.year, self.month, 1, self.offset)
    }
}

calendar_type!(GYearMonth, "xs:gYearMonth");

impl Default for GYearMonth {
    fn default() -> Self {
        Self { year: FIRST_YEAR, month: 1, offset: None }
    }
}

/// `xs:gMonth`: a month of every year (part 2, 3.2.14). The default is the first month.
///
/// `--05--`, the form of the first edition of the specification, is read as `--05`.
#[derive(Clone, Copy)]
pub struct GMonth {
    month: u8,
    offset: Option<Offset>,
}

impl GMonth {
    /// Creates a month without an offset from UTC. Fails if the month does not exist.
    pub fn new(month: u8) -> Result<Self, LexicalError> {
        Self::checked(month, None).ok_or_else(|| LexicalError::out_of_range("xs:gMonth", &format!("--{month:02}")))
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    offset_methods!();

    fn checked(month: u8, offset: Option<Offset>) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { month, offset })
    }

    fn read(text: &str) -> Result<Self, LexicalErrorKind> {
        let mut cursor = Cursor::new(text);
        cursor.eat(b'-')?;
        cursor.eat(b'-')?;
        let month = cursor.two()?;
        cursor.eat_both(b'-');
        Self::checked(month, cursor.offset_and_end()?).ok_or(OutOfRange)
    }

    fn print(&self, buffer: &mut Buffer) {
        buffer.push(b'-');
        buffer.push(b'-');
        buffer.two(self.month);
        buffer.offset(self.offset);
    }

    fn instant(self) -> Instant {
        Instant::midnight(REFERENCE_YEAR, self.month, 1, self.offset)
    }
}

calendar_type!(GMonth, "xs:gMonth");

impl Default for GMonth {
    fn default() -> Self {
        Self { month: 1, offset: None }
    }
}

/// `xs:gMonthDay`: a day of every year (part 2, 3.2.12). The default is the first day.
#[derive(Clone, Copy)]
pub struct GMonthDay {
    month: u8,
    day: u8,
    offset: Option<Offset>,
}

impl GMonthDay {
    /// Creates a day of the year, without an offset from UTC. Fails if the day does not exist in any year.
    pub fn new(month: u8, day: u8) -> Result<Self, LexicalError> {
        Self::checked(month, day, None)
            .ok_or_else(|| LexicalError::out_of_range("xs:gMonthDay", &format!("--{month:02}-{day:02}")))
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    offset_methods!();

    fn checked(month: u8, day: u8, offset: Option<Offset>) -> Option<Self> {
        check_date(REFERENCE_YEAR.get(), month, day)?;
        Some(Self { month, day, offset })
    }

    fn read(text: &str) -> Result<Self, LexicalErrorKind> {
        let mut cursor = Cursor::new(text);
        cursor.eat(b'-')?;
        cursor.eat(b'-')?;
        let month = cursor.two()?;
        cursor.eat(b'-')?;
        let day = cursor.two()?;
        Self::checked(month, day, cursor.offset_and_end()?).ok_or(OutOfRange)
    }

    fn print(&self, buffer: &mut Buffer) {
        buffer.push(b'-');
        buffer.push(b'-');
        buffer.two(self.month);
        buffer.push(b'-');
        buffer.two(self.day);
        buffer.offset(self.offset);
    }

    fn instant(self) -> Instant {
        Instant::midnight(REFERENCE_YEAR, self.month, self.day, self.offset)
    }
}

calendar_type!(GMonthDay, "xs:gMonthDay");

impl Default for GMonthDay {
    fn default() -> Self {
        Self { month: 1, day: 1, offset: None }
    }
}

/// `xs:gDay`: a day of every month (part 2, 3.2.13). The default is the first day.
#[derive(Clone, Copy)]
pub struct GDay {
    day: u8,
    offset: Option<Offset>,
}

impl GDay {
    /// Creates a day of the month, without an offset from UTC. Fails if the day does not exist in any month.
    pub fn new(day: u8) -> Result<Self, LexicalError> {
        Self::checked(day, None).ok_or_else(|| LexicalError::out_of_range("xs:gDay", &format!("---{day:02}")))
    }

    /// The day of the month, from 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    offset_methods!();

    fn checked(day: u8, offset: Option<Offset>) -> Option<Self> {
        (1..=31).contains(&day).then_some(Self { day, offset })
    }

    fn read(text: &str) -> Result<Self, LexicalErrorKind> {
        let mut cursor = Cursor::new(text);
        cursor.eat(b'-')?;
        cursor.eat(b'-')?;
        cursor.eat(b'-')?;
        let day = cursor.two()?;
        Self::checked(day, cursor.offset_and_end()?).ok_or(OutOfRange)
    }

    fn print(&self, buffer: &mut Buffer) {
        buffer.push(b'-');
        buffer.push(b'-');
        buffer.push(b'-');
        buffer.two(self.day);
        buffer.offset(self.offset);
    }

    fn instant(self) -> Instant {
        Instant::midnight(REFERENCE_YEAR, 12, self.day, self.offset)
    }
}

calendar_type!(GDay, "xs:gDay");

impl Default for GDay {
    fn default() -> Self {
        Self { day: 1, offset: None }
    }
}

#[cfg(test)]
mod tests {
    use super::super::LexicalErrorKind::Malformed;
    use super::super::testing::check;
    use super::*;

    #[test]
    fn years() {
        check::<GYear>(
            &[
                ("1999", "1999"),
                ("0001", "0001"),
                ("-0044", "-0044"),
                ("12000", "12000"),
                ("1999Z", "1999Z"),
                ("1999-00:00", "1999Z"),
                ("1999-05:00", "1999-05:00"),
                ("2147483647+14:00", "2147483647+14:00"),
                ("-2147483648", "-2147483648"),
            ],
            &[
                ("", Malformed),
                ("-", Malformed),
                ("99", Malformed),
                ("01999", Malformed),
                ("+1999", Malformed),
                ("1999-", Malformed),
                ("1999-05", Malformed),
                ("1999z", Malformed),
                ("１999", Malformed),
                ("0000", OutOfRange),
                ("1999+14:01", OutOfRange),
                ("2147483648", OutOfRange),
            ],
        );
        check::<GYearMonth>(
            &[
                ("1999-05", "1999-05"),
                ("-0001-12", "-0001-12"),
                ("1999-05-05:00", "1999-05-05:00"),
                ("12000-01Z", "12000-01Z"),
            ],
            &[
                ("", Malformed),
                ("1999", Malformed),
                ("1999-5", Malformed),
                ("1999-05-05", Malformed),
                ("99-05", Malformed),
                ("1999-00", OutOfRange),
                ("1999-13", OutOfRange),
                ("0000-05", OutOfRange),
            ],
        );
    }

    #[test]
    fn months_and_days() {
        check::<GMonth>(
            &[
                ("--05", "--05"),
                ("--12Z", "--12Z"),
                ("--05-05:00", "--05-05:00"),
                ("--05--", "--05"),
                ("--05--Z", "--05Z"),
                ("--05---05:00", "--05-05:00"),
            ],
            &[
                ("", Malformed),
                ("05", Malformed),
                ("-05", Malformed),
                ("--5", Malformed),
                ("--05-", Malformed),
                ("--05-05", Malformed),
                ("--00", OutOfRange),
                ("--13", OutOfRange),
            ],
        );
        check::<GMonthDay>(
            &[("--02-29", "--02-29"), ("--12-31+14:00", "--12-31+14:00"), ("--01-01-14:00", "--01-01-14:00")],
            &[
                ("", Malformed),
                ("--02", Malformed),
                ("02-29", Malformed),
                ("--2-29", Malformed),
                ("---02-29", Malformed),
                ("--02-30", OutOfRange),
                ("--04-31", OutOfRange),
                ("--13-01", OutOfRange),
                ("--01-00", OutOfRange),
            ],
        );
        check::<GDay>(
            &[("---01", "---01"), ("---31Z", "---31Z"), ("---31-05:00", "---31-05:00")],
            &[
                ("", Malformed),
                ("01", Malformed),
                ("--01", Malformed),
                ("---1", Malformed),
                ("----1", Malformed),
                ("---00", OutOfRange),
                ("---32", OutOfRange),
            ],
        );
    }

    #[test]
    fn builds() -> Result<(), LexicalError> {
        assert_eq!(GYear::new(-44)?.to_string(), "-0044");
        assert_eq!(GYearMonth::new(2024, 5)?.with_offset(Offset::UTC).to_string(), "2024-05Z");
        assert_eq!(GMonth::new(5)?.to_string(), "--05");
        assert_eq!(GMonthDay::new(2, 29)?.with_offset(Offset::MAX).to_string(), "--02-29+14:00");
        assert_eq!(GDay::new(31)?.to_string(), "---31");
        assert_eq!(format!("{:?}", GDay::new(31)?), "GDay(---31)");
        assert!(GYear::new(0).is_err());
        assert!(GYearMonth::new(2024, 0).is_err());
        assert!(GMonth::new(13).is_err());
        assert!(GMonthDay::new(2, 30).is_err());
        assert_eq!(
            GDay::new(200).map_err(|error| error.to_string()),
            Err(r#""---200" is out of range for xs:gDay"#.to_owned())
        );
        Ok(())
    }
}
