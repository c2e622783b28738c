//! `xs:integer` (part 2, 3.3.13), and the types derived from it that have only a minimum or only a maximum: 3.3.14, 3.3.15, 3.3.20,
//! 3.3.25.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::number::{is_digits, split_sign};
use super::{
    ConversionError, ConversionErrorKind, Lexical, LexicalError, NamespaceScope, NoNamespaces, PrefixSource, trim,
};

/// `xs:integer`: a whole number of any size (part 2, 3.3.13).
///
/// The type also represents `xs:nonNegativeInteger`, `xs:positiveInteger`, `xs:nonPositiveInteger` and
/// `xs:negativeInteger`, without a check of their bounds.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Integer(Repr);

/// Each number has only one representation, so equality can be derived.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Small(i64),
    /// The canonical form of a number that does not fit in `i64`: an optional minus sign, and no leading zeros.
    Big(Box<str>),
}

impl Integer {
    /// Returns whether the number is less than zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(small) => *small < 0,
            Repr::Big(big) => big.starts_with('-'),
        }
    }

    /// The nearest `f64`, which may be infinite.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Repr::Small(small) => *small as f64,
            Repr::Big(big) => big.parse().unwrap_or(f64::NAN),
        }
    }
}

impl Lexical for Integer {
    const NAME: &'static str = "xs:integer";
    const IS_ESCAPE_FREE: bool = true;

    fn compare(&self, bound: &str) -> Option<Ordering> {
        self.partial_cmp(&Self::parse(Cow::Borrowed(bound), &NoNamespaces).ok()?)
    }

    fn parse(text: Cow<'_, str>, _scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
        let text = trim(&text);
        if let Ok(small) = text.parse() {
            return Ok(Self(Repr::Small(small)));
        }
        let (negative, digits) = split_sign(text);
        if !is_digits(digits) {
            return Err(LexicalError::malformed(Self::NAME, text));
        }
        // The number does not fit in an `i64`. It therefore has a digit other than zero.
        let digits = digits.trim_start_matches('0');
        let big = if negative { format!("-{digits}").into() } else { digits.into() };
        Ok(Self(Repr::Big(big)))
    }

    fn write(&self, out: &mut String, prefixes: &mut dyn PrefixSource) {
        match &self.0 {
            Repr::Small(small) => small.write(out, prefixes),
            Repr::Big(big) => out.push_str(big),
        }
    }
}

impl Default for Integer {
    fn default() -> Self {
        Self(Repr::Small(0))
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small(small) => small.fmt(f),
            Repr::Big(big) => {
                let (negative, digits) = split_sign(big);
                f.pad_integral(!negative, "", digits)
            }
        }
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Integer({self})")
    }
}

impl FromStr for Integer {
    type Err = LexicalError;

    fn from_str(text: &str) -> Result<Self, LexicalError> {
        Self::parse(Cow::Borrowed(text), &NoNamespaces)
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(one), Repr::Small(other)) => one.cmp(other),
            (Repr::Small(_), Repr::Big(_)) => {
                if other.is_negative() {
                    Ordering::Greater
                } else {
                    Ordering::Less
                }
            }
            (Repr::Big(_), Repr::Small(_)) => other.cmp(self).reverse(),
            (Repr::Big(one), Repr::Big(two)) => match (self.is_negative(), other.is_negative()) {
                (false, true) => Ordering::Greater,
                (true, false) => Ordering::Less,
                (false, false) => one.len().cmp(&two.len()).then_with(|| one.cmp(two)),
                (true, true) => two.len().cmp(&one.len()).then_with(|| two.cmp(one)),
            },
        }
    }
}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

macro_rules! from_small {
    ($($type:ty)*) => {$(
        impl From<$type> for Integer {
            fn from(value: $type) -> Self {
                Self(Repr::Small(i64::from(value)))
            }
        }
    )*};
}

macro_rules! from_big {
    ($($type:ty)*) => {$(
        impl From<$type> for Integer {
            fn from(value: $type) -> Self {
                Self(match i64::try_from(value) {
                    Ok(small) => Repr::Small(small),
                    Err(_) => Repr::Big(value.to_string().into()),
                })
            }
        }
    )*};
}

macro_rules! try_into {
    ($($type:ident)*) => {$(
        impl TryFrom<&Integer> for $type {
            type Error = ConversionError;

            fn try_from(value: &Integer) -> Result<Self, ConversionError> {
                match &value.0 {
                    Repr::Small(small) => Self::try_from(*small).ok(),
                    Repr::Big(big) => big.parse().ok(),
                }
                .ok_or_else(|| ConversionError::new(ConversionErrorKind::OutOfRange, stringify!($type), value))
            }
        }

        impl TryFrom<Integer> for $type {
            type Error = ConversionError;

            fn try_from(value: Integer) -> Result<Self, ConversionError> {
                Self::try_from(&value)
            }
        }
    )*};
}

from_small!(i8 i16 i32 i64 u8 u16 u32);
from_big!(i128 isize u64 u128 usize);
try_into!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

#[cfg(test)]
mod tests {
    use super::super::LexicalErrorKind::Malformed;
    use super::super::testing::{Random, check, parse, round_trip, text};
    use super::*;

    #[test]
    fn forms() {
        let big = "1234567890".repeat(10);
        let padded = format!("+000{big}");
        let negative = format!("-{big}");
        check::<Integer>(
            &[
                ("0", "0"),
                ("-0", "0"),
                ("+000", "0"),
                ("-00012", "-12"),
                ("9223372036854775807", "9223372036854775807"),
                ("9223372036854775808", "9223372036854775808"),
                ("-9223372036854775808", "-9223372036854775808"),
                ("-9223372036854775809", "-9223372036854775809"),
                ("-00009223372036854775809", "-9223372036854775809"),
                (&big, &big),
                (&padded, &big),
                (&negative, &negative),
            ],
            &[
                ("", Malformed),
                ("+", Malformed),
                ("-", Malformed),
                ("+-1", Malformed),
                ("1.0", Malformed),
                ("1e3", Malformed),
                ("9223372036854775808 1", Malformed),
                ("9223372036854775808\0", Malformed),
                ("9223372036854775808٣", Malformed),
                ("\u{ff11}", Malformed),
            ],
        );
    }

    #[test]
    fn converts() {
        for value in [0, 1, -1, i128::from(i64::MAX) + 1, i128::MIN, i128::MAX] {
            let integer = Integer::from(value);
            assert_eq!(text(&integer), value.to_string());
            assert_eq!(i128::try_from(&integer), Ok(value));
            assert_eq!(i32::try_from(&integer).ok(), i32::try_from(value).ok());
            assert_eq!(u64::try_from(&integer).ok(), u64::try_from(value).ok());
            assert_eq!(integer.to_f64(), value as f64);
            assert_eq!(integer.is_negative(), value < 0);
            assert_eq!(parse(&value.to_string()), Ok(integer));
        }
        assert_eq!(Integer::from(u64::MAX).to_string(), "18446744073709551615");
        assert_eq!(u128::try_from(Integer::from(u128::MAX)), Ok(u128::MAX));
        assert_eq!(
            u8::try_from(Integer::from(256)).map_err(|error| error.to_string()),
            Err(r#""256" is out of range for u8"#.to_owned())
        );
        assert_eq!(format!("{:?}", Integer::from(7)), "Integer(7)");
        assert_eq!(format!("{:+}|{:4}", Integer::from(7), Integer::from(7)), "+7|   7");
        assert_eq!(format!("{:21}|", Integer::from(u64::MAX)), " 18446744073709551615|");
    }

    #[test]
    fn orders_by_value() {
        let hundred_digits = format!("1{}", "0".repeat(99));
        let ascending = [
            &format!("-{hundred_digits}"),
            "-9223372036854775810",
            "-9223372036854775809",
            "-9223372036854775808",
            "-1",
            "0",
            "1",
            "9223372036854775807",
            "9223372036854775808",
            "9223372036854775809",
            "10000000000000000000",
            &hundred_digits,
        ]
        .map(|text| parse::<Integer>(text).unwrap_or_default());
        for (i, one) in ascending.iter().enumerate() {
            for (j, other) in ascending.iter().enumerate() {
                assert_eq!(one.cmp(other), i.cmp(&j), "{one} and {other}");
            }
        }
    }

    #[test]
    fn sweep() {
        let mut random = Random::new(3);
        for _ in 0..10_000 {
            let one = i128::from(random.magnitude()) * i128::from(random.magnitude() as i64);
            let other = i128::from(random.magnitude()) * i128::from(random.magnitude() as i64);
            round_trip(&Integer::from(one));
            assert_eq!(Integer::from(one).cmp(&Integer::from(other)), one.cmp(&other));
        }
    }
}
