//! The lexical forms of date and time types: reading and writing their parts.

use std::num::NonZeroI32;

use super::calendar::Clock;
use super::error::LexicalErrorKind::{self, Malformed};

/// Implements the traits of a type that has `fn read(&str) -> Result<Self, LexicalErrorKind>`, `fn print(&self, &mut
/// Buffer)` and `fn instant(self) -> Instant`.
macro_rules! calendar_type {
    ($type:ident, $name:literal) => {
        impl super::Lexical for $type {
            const NAME: &'static str = $name;
            const IS_ESCAPE_FREE: bool = true;

            fn compare(&self, bound: &str) -> Option<std::cmp::Ordering> {
                self.instant().compare(bound.parse::<Self>().ok()?.instant())
            }

            fn parse(
                text: std::borrow::Cow<'_, str>,
                _scope: &dyn super::NamespaceScope,
            ) -> Result<Self, super::LexicalError> {
                text.parse()
            }

            fn write(&self, out: &mut String, _prefixes: &mut dyn super::PrefixSource) {
                let mut buffer = super::form::Buffer::new();
                self.print(&mut buffer);
                out.push_str(buffer.as_str());
            }
        }

        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                self.instant() == other.instant()
            }
        }

        impl Eq for $type {}

        impl std::hash::Hash for $type {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.instant().hash(state);
            }
        }

        /// `partial_cmp` returns `None` if only one of the values has an offset, and they are at most 14 hours apart.
        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                self.instant().compare(other.instant())
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
                let mut buffer = super::form::Buffer::new();
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

/// Reads the parts of a lexical form one after the other. The methods check the form only, and not whether the day or
/// the time exists.
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

    /// Skips the next two bytes if both are `byte`. A single `-` is the sign of an offset, and is not skipped.
    pub(super) fn eat_both(&mut self, byte: u8) {
        if let [first, second, rest @ ..] = self.0
            && *first == byte
            && *second == byte
        {
            self.0 = rest;
        }
    }

    /// Reads at least one digit.
    pub(super) fn digits(&mut self) -> Result<&'a [u8], LexicalErrorKind> {
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(Malformed);
        }
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        Ok(digits)
    }

    /// Reads two digits.
    pub(super) fn two(&mut self) -> Result<u8, LexicalErrorKind> {
        match self.0 {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
                self.0 = rest;
                Ok((tens - b'0') * 10 + (ones - b'0'))
            }
            _ => Err(Malformed),
        }
    }

    /// Reads a year: an optional minus sign and four digits, or more digits without leading zeros. Returns 0, which is not a
    /// year, for a year that does not fit in `i32`.
    pub(super) fn year(&mut self) -> Result<i32, LexicalErrorKind> {
        // The usual case: four digits before a hyphen.
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

    /// Reads year, month and day.
    pub(super) fn date(&mut self) -> Result<(i32, u8, u8), LexicalErrorKind> {
        let year = self.year()?;
        self.eat(b'-')?;
        let month = self.two()?;
        self.eat(b'-')?;
        Ok((year, month, self.two()?))
    }

    /// Reads hour, minute, second and the fraction of the second.
    pub(super) fn clock(&mut self) -> Result<Clock, LexicalErrorKind> {
        let hour = self.two()?;
        self.eat(b':')?;
        let minute = self.two()?;
        self.eat(b':')?;
        let second = self.two()?;
        let (nanosecond, fraction_digits) = self.fraction()?;
        Ok(Clock { hour, minute, second, nanosecond, fraction_digits })
    }

    /// Reads an optional fraction of a second. Returns the nanoseconds and the number of digits, at most 9; further
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
}

/// Buffer for a lexical form. The longest lexical form is `-2147483648-12-31T23:59:59.123456789+14:00`.
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

    pub(super) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }
}
