//! `xs:decimal` (part 2, 3.2.3).

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::number::{is_decimal, split_sign};
use super::{
    ConversionError, ConversionErrorKind, Integer, Lexical, LexicalError, NamespaceScope, NoNamespaces, PrefixSource,
    trim,
};

/// `xs:decimal`: a decimal number of any size and precision (part 2, 3.2.3).
///
/// Insignificant zeros and a plus sign are not kept: `+01.50` becomes `1.5`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(
    /// The canonical form: an optional minus sign, digits without leading zeros (at least one digit), and for a
    /// fraction a point and digits without trailing zeros. Zero has no sign.
    Box<str>,
);

impl Decimal {
    /// The shortest decimal notation, with a digit before the point: `-0.5`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the number is less than zero.
    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }

    /// Returns whether the number has no fraction.
    pub fn is_integer(&self) -> bool {
        !self.0.contains('.')
    }

    /// The nearest `f64`, which may be infinite.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The digits before and after the point.
    fn parts(&self) -> (&str, &str) {
        let (_, digits) = split_sign(&self.0);
        digits.split_once('.').unwrap_or((digits, ""))
    }
}

impl Lexical for Decimal {
    const NAME: &'static str = "xs:decimal";
    const IS_ESCAPE_FREE: bool = true;

    fn compare(&self, bound: &str) -> Option<Ordering> {
        self.partial_cmp(&Self::parse(Cow::Borrowed(bound), &NoNamespaces).ok()?)
    }

    fn parse(text: Cow<'_, str>, _scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
        let text = trim(&text);
        if !is_decimal(text) {
            return Err(LexicalError::malformed(Self::NAME, text));
        }
        let (negative, digits) = split_sign(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let mut number = String::with_capacity(whole.len() + fraction.len() + 3);
        if negative && !(whole.is_empty() && fraction.is_empty()) {
            number.push('-');
        }
        number.push_str(if whole.is_empty() { "0" } else { whole });
        if !fraction.is_empty() {
            number.push('.');
            number.push_str(fraction);
        }
        Ok(Self(number.into()))
    }

    fn write(&self, out: &mut String, _prefixes: &mut dyn PrefixSource) {
        out.push_str(&self.0);
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self("0".into())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (negative, digits) = split_sign(&self.0);
        f.pad_integral(!negative, "", digits)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({})", self.0)
    }
}

impl FromStr for Decimal {
    type Err = LexicalError;

    fn from_str(text: &str) -> Result<Self, LexicalError> {
        Self::parse(Cow::Borrowed(text), &NoNamespaces)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitudes = || {
            let (whole, fraction) = self.parts();
            let (other_whole, other_fraction) = other.parts();
            (whole.len().cmp(&other_whole.len()))
                .then_with(|| whole.cmp(other_whole))
                .then_with(|| fraction.cmp(other_fraction))
        };
        match (self.is_negative(), other.is_negative()) {
            (false, false) => magnitudes(),
            (true, true) => magnitudes().reverse(),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

macro_rules! from_integers {
    ($($type:ty)*) => {$(
        impl From<$type> for Decimal {
            fn from(value: $type) -> Self {
                Self(value.to_string().into())
            }
        }
    )*};
}

from_integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize Integer);

/// Converts to the shortest decimal number that parses as the same `f64`. Fails for infinities and NaN.
impl TryFrom<f64> for Decimal {
    type Error = ConversionError;

    fn try_from(value: f64) -> Result<Self, ConversionError> {
        (value.to_string().parse())
            .map_err(|_| ConversionError::new(ConversionErrorKind::OutOfRange, "Decimal", &value))
    }
}

impl TryFrom<&Decimal> for Integer {
    type Error = ConversionError;

    fn try_from(value: &Decimal) -> Result<Self, ConversionError> {
        (value.0.parse()).map_err(|_| ConversionError::new(ConversionErrorKind::Fraction, "Integer", value))
    }
}

#[cfg(test)]
mod tests {
    use super::super::LexicalErrorKind::Malformed;
    use super::super::testing::{Random, check, parse, round_trip, text};
    use super::*;

    #[test]
    fn forms() {
        let whole = "1234567890".repeat(5);
        let fraction = "0987654321".repeat(5);
        let long = format!("-{whole}.{fraction}");
        let padded = format!("-00{whole}.{fraction}00");
        check::<Decimal>(
            &[
                ("0", "0"),
                ("-0", "0"),
                ("-0.00", "0"),
                ("-.0", "0"),
                ("+1", "1"),
                ("210", "210"),
                ("-1.23", "-1.23"),
                ("+100000.00", "100000"),
                ("0001.5000", "1.5"),
                ("-00.050", "-0.05"),
                (".5", "0.5"),
                ("5.", "5"),
                ("-.5", "-0.5"),
                (&long, &long),
                (&padded, &long),
            ],
            &[
                ("", Malformed),
                (".", Malformed),
                ("+", Malformed),
                ("-.", Malformed),
                ("--1", Malformed),
                ("+-1", Malformed),
                ("1.-5", Malformed),
                ("1.2.3", Malformed),
                ("1,5", Malformed),
                ("1 .5", Malformed),
                ("1e5", Malformed),
                ("INF", Malformed),
                ("NaN", Malformed),
                ("1.٣", Malformed),
                ("1\0", Malformed),
            ],
        );
    }

    #[test]
    fn equal_and_ordered_by_value() {
        assert_eq!(parse::<Decimal>("+01.50"), parse("1.5"));
        assert_eq!(parse::<Decimal>("-0"), Ok(Decimal::default()));
        let hundred_digits = "9".repeat(100);
        let ascending = [
            &format!("-{hundred_digits}.1"),
            &format!("-{hundred_digits}"),
            "-10",
            "-9.5",
            "-9.25",
            "-9",
            "-0.1",
            "-0.09",
            "0",
            "0.000001",
            "0.1",
            "0.11",
            "0.2",
            "1",
            "1.01",
            "1.1",
            "2",
            "10",
            &hundred_digits,
            &format!("{hundred_digits}.0000001"),
        ]
        .map(|text| parse::<Decimal>(text).unwrap_or_default());
        for (i, one) in ascending.iter().enumerate() {
            for (j, other) in ascending.iter().enumerate() {
                assert_eq!(one.cmp(other), i.cmp(&j), "{one} and {other}");
            }
        }
    }

    #[test]
    fn converts() {
        assert_eq!(Decimal::from(-5).as_str(), "-5");
        assert_eq!(Decimal::from(u128::MAX).as_str(), u128::MAX.to_string());
        assert_eq!(Decimal::try_from(0.1).as_ref().map(Decimal::as_str), Ok("0.1"));
        assert_eq!(Decimal::try_from(-0.0).as_ref().map(Decimal::as_str), Ok("0"));
        assert_eq!(Decimal::try_from(1e21).as_ref().map(Decimal::as_str), Ok("1000000000000000000000"));
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(Decimal::try_from(bad).is_err());
        }
        assert_eq!(Integer::try_from(&Decimal::from(7)), Ok(Integer::from(7)));
        let half = parse::<Decimal>("0.5").unwrap_or_default();
        assert_eq!(Integer::try_from(&half).map_err(|error| error.kind()), Err(ConversionErrorKind::Fraction));
        assert!(!half.is_integer());
        assert_eq!(half.to_f64(), 0.5);
        assert_eq!(format!("{half:+} {half:?} {half:6}|"), "+0.5 Decimal(0.5)    0.5|");
    }

    #[test]
    fn sweep() {
        let mut random = Random::new(4);
        for _ in 0..10_000 {
            let one = f64::from_bits(random.number());
            if let Ok(decimal) = Decimal::try_from(one) {
                round_trip(&decimal);
                assert_eq!(decimal.to_f64(), one);
            }
            let (one, other) = (random.magnitude() as i64 / 3, random.magnitude() as i64 / 3);
            let point = |value: i64| {
                let digits = format!("{:03}", value.unsigned_abs());
                let (whole, fraction) = digits.split_at(digits.len() - 2);
                let sign = if value < 0 { "-" } else { "" };
                parse::<Decimal>(&format!("{sign}{whole}.{fraction}")).unwrap_or_default()
            };
            assert_eq!(point(one).cmp(&point(other)), one.cmp(&other));
            assert_eq!(text(&point(one)), point(one).to_string());
        }
    }
}
