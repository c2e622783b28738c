//! Offsets from UTC (part 2, 3.2.7.3).

use std::fmt;
use std::num::NonZeroU16;

use super::calendar::Buffer;

/// A distance from UTC in minutes, from -14:00 to +14:00.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(
    /// Minutes, moved so that 0 is left over for an `Option`.
    NonZeroU16,
);

const LIMIT: i16 = 14 * 60;

impl Offset {
    /// No distance: `Z`.
    pub const UTC: Self = Self::moved(0);

    /// -14:00.
    pub const MIN: Self = Self::moved(-LIMIT);

    /// +14:00.
    pub const MAX: Self = Self::moved(LIMIT);

    /// East of Greenwich counts as positive. `None` if it is more than 14 hours either way.
    pub const fn from_minutes(minutes: i16) -> Option<Self> {
        if -LIMIT <= minutes && minutes <= LIMIT { Some(Self::moved(minutes)) } else { None }
    }

    /// Minutes east of Greenwich.
    pub const fn minutes(self) -> i16 {
        self.0.get() as i16 - LIMIT - 1
    }

    /// Seconds east of Greenwich.
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

impl Default for Offset {
    fn default() -> Self {
        Self::UTC
    }
}

/// `Z`, or `+01:00`.
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
