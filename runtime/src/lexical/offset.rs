//! Offsets from UTC (part 2, 3.2.7.3).

use std::fmt;
use std::num::NonZeroU16;

use super::error::LexicalErrorKind::{self, Malformed, OutOfRange};
use super::form::{Buffer, Cursor};

/// An offset from UTC in minutes, from -14:00 to +14:00.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(
    /// The minutes plus a constant, so that 0 is unused and `Option<Offset>` needs no extra space.
    NonZeroU16,
);

const LIMIT: i16 = 14 * 60;

impl Offset {
    /// The offset zero: `Z`.
    pub const UTC: Self = Self::moved(0);

    /// The smallest offset, -14:00.
    pub const MIN: Self = Self::moved(-LIMIT);

    /// The largest offset, +14:00.
    pub const MAX: Self = Self::moved(LIMIT);

    /// Creates an offset from minutes, positive east of Greenwich; `None` if the offset exceeds 14 hours in either
    /// direction.
    pub const fn from_minutes(minutes: i16) -> Option<Self> {
        if -LIMIT <= minutes && minutes <= LIMIT { Some(Self::moved(minutes)) } else { None }
    }

    /// The minutes east of Greenwich.
    pub const fn minutes(self) -> i16 {
        self.0.get() as i16 - LIMIT - 1
    }

    /// The seconds east of Greenwich.
    pub const fn seconds(self) -> i32 {
        self.minutes() as i32 * 60
    }

    const fn moved(minutes: i16) -> Self {
        match NonZeroU16::new((minutes + LIMIT + 1) as u16) {
            Some(moved) => Self(moved),
            None => Self(NonZeroU16::MIN),
        }
    }
}

impl Cursor<'_> {
    /// Reads an optional offset, and checks that the text ends after it.
    pub(super) fn offset_and_end(mut self) -> Result<Option<Offset>, LexicalErrorKind> {
        let negative = match self.next() {
            None => return Ok(None),
            Some(b'Z') if self.peek().is_none() => return Ok(Some(Offset::UTC)),
            Some(b'+') => false,
            Some(b'-') => true,
            Some(_) => return Err(Malformed),
        };
        let hours = self.two()?;
        self.eat(b':')?;
        let minutes = self.two()?;
        if self.peek().is_some() {
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

impl Buffer {
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
}

impl Default for Offset {
    fn default() -> Self {
        Self::UTC
    }
}

/// Prints the lexical form, such as `Z` or `+01:00`.
impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut buffer = Buffer::new();
        buffer.offset(Some(*self));
        f.pad(buffer.as_str())
    }
}

impl fmt::Debug for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Offset({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes() {
        for minutes in -840..=840 {
            assert_eq!(Offset::from_minutes(minutes).map(Offset::minutes), Some(minutes));
        }
        for minutes in [-841, 841, i16::MIN, i16::MAX] {
            assert_eq!(Offset::from_minutes(minutes), None);
        }
        assert_eq!(Offset::UTC.minutes(), 0);
        assert_eq!(Offset::MIN.seconds(), -50_400);
        assert_eq!(Offset::MAX.seconds(), 50_400);
        assert!(Offset::MIN < Offset::UTC && Offset::UTC < Offset::MAX);
    }

    #[test]
    fn shows() {
        for (minutes, text) in [(0, "Z"), (60, "+01:00"), (-1, "-00:01"), (840, "+14:00"), (-570, "-09:30")] {
            assert_eq!(Offset::from_minutes(minutes).map(|offset| offset.to_string()).as_deref(), Some(text));
        }
        assert_eq!(format!("{:?}", Offset::UTC), "Offset(Z)");
    }

    #[test]
    fn is_small() {
        assert_eq!(size_of::<Option<Offset>>(), 2);
    }
}
