//! The integers of fixed size (part 2, 3.3.16 and following), `xs:float` (3.2.4) and `xs:double` (3.2.5).

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write;

use super::{Lexical, LexicalError, NamespaceScope, NoNamespaces, PrefixSource, trim};

macro_rules! integers {
    ($($type:ty => $name:literal,)*) => {$(
        impl Lexical for $type {
            const NAME: &'static str = $name;
            const IS_ESCAPE_FREE: bool = true;

            fn compare(&self, bound: &str) -> Option<Ordering> {
                self.partial_cmp(&Self::parse(Cow::Borrowed(bound), &NoNamespaces).ok()?)
            }

            #[inline]
            fn parse(text: Cow<'_, str>, _scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
                // The standard library accepts the grammar of XML Schema: digits after an optional sign.
                let text = trim(&text);
                text.parse().or_else(|_| zero_or_refused(text, Self::NAME))
            }

            fn write(&self, out: &mut String, _prefixes: &mut dyn PrefixSource) {
                _ = write!(out, "{self}");
            }
        }
    )*};
}

integers! {
    i8 => "xs:byte",
    i16 => "xs:short",
    i32 => "xs:int",
    i64 => "xs:long",
    u8 => "xs:unsignedByte",
    u16 => "xs:unsignedShort",
    u32 => "xs:unsignedInt",
    u64 => "xs:unsignedLong",
}

/// Handles a text that the standard library does not parse as an integer. The only valid texts of this kind are negative
/// zeros, such as `-0` and `-000`, for unsigned types.
#[cold]
fn zero_or_refused<T: Default>(text: &str, name: &'static str) -> Result<T, LexicalError> {
    match split_sign(text) {
        (_, digits) if !is_digits(digits) => Err(LexicalError::malformed(name, text)),
        (_, digits) if digits.bytes().all(|digit| digit == b'0') => Ok(T::default()),
        _ => Err(LexicalError::out_of_range(name, text)),
    }
}

/// Returns whether the text has a minus sign, and the text after the sign.
pub(super) fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Returns whether the text consists of at least one decimal digit and nothing else.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a text is a lexical form of `xs:float` and `xs:double`. Does not convert the text to a number, so that programs
/// that only check texts do not contain the code for the conversion.
pub(crate) fn is_float(text: &str) -> bool {
    let text = trim(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    matches!(text, "INF" | "-INF" | "NaN") || (is_decimal(mantissa) && is_digits(split_sign(exponent).1))
}

/// Returns whether a text is a lexical form of `xs:decimal`.
pub(super) fn is_decimal(text: &str) -> bool {
    let (_, digits) = split_sign(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    !(whole.is_empty() && fraction.is_empty()) && is_digits(whole) && is_digits(fraction)
}

macro_rules! floats {
    ($($type:ty => $name:literal,)*) => {$(
        /// A number that is too large for the type is read as infinity, and a number that is too close to zero as zero.
        impl Lexical for $type {
            const NAME: &'static str = $name;
            const IS_ESCAPE_FREE: bool = true;

            fn compare(&self, bound: &str) -> Option<Ordering> {
                self.partial_cmp(&Self::parse(Cow::Borrowed(bound), &NoNamespaces).ok()?)
            }

            fn parse(text: Cow<'_, str>, _scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
                let text = trim(&text);
                match text {
                    "INF" => return Ok(Self::INFINITY),
                    "-INF" => return Ok(Self::NEG_INFINITY),
                    "NaN" => return Ok(Self::NAN),
                    _ => {}
                }
                // The standard library also accepts other names of infinity and NaN, such as `inf`. So `is_float` checks the text as
                // well.
                match text.parse() {
                    Ok(value) if is_float(text) => Ok(value),
                    _ => Err(LexicalError::malformed(Self::NAME, text)),
                }
            }

            /// Writes the fewest significant digits that are read as the same number.
            fn write(&self, out: &mut String, _prefixes: &mut dyn PrefixSource) {
                let magnitude = self.abs();
                if self.is_nan() {
                    out.push_str("NaN");
                } else if self.is_infinite() {
                    out.push_str(if *self > 0.0 { "INF" } else { "-INF" });
                } else if *self == 0.0 || (1e-5..1e16).contains(&magnitude) {
                    _ = write!(out, "{self}");
                } else {
                    _ = write!(out, "{self:E}");
                }
            }
        }
    )*};
}

floats! {
    f32 => "xs:float",
    f64 => "xs:double",
}

#[cfg(test)]
mod tests {
    use super::super::LexicalErrorKind::{Malformed, OutOfRange};
    use super::super::testing::{Random, check, parse, round_trip, text};
    use super::is_float;

    #[test]
    fn signed() {
        check::<i8>(
            &[
                ("0", "0"),
                ("-0", "0"),
                ("+0", "0"),
                ("127", "127"),
                ("-128", "-128"),
                ("+0000127", "127"),
                ("-000128", "-128"),
            ],
            &[
                ("", Malformed),
                (" \n", Malformed),
                ("+", Malformed),
                ("-", Malformed),
                ("--1", Malformed),
                ("+-1", Malformed),
                ("- 1", Malformed),
                ("1 2", Malformed),
                ("1.0", Malformed),
                ("1e1", Malformed),
                ("0x1", Malformed),
                ("1_000", Malformed),
                ("1\0", Malformed),
                ("\u{a0}1", Malformed),
                ("٣", Malformed),
                ("\u{ff11}", Malformed),
                ("\u{2212}1", Malformed),
                ("128", OutOfRange),
                ("-129", OutOfRange),
                ("99999999999999999999999999999", OutOfRange),
                ("99999999999999999999999999999x", Malformed),
            ],
        );
        check::<i16>(&[("32767", "32767"), ("-32768", "-32768")], &[("32768", OutOfRange)]);
        check::<i32>(
            &[("2147483647", "2147483647"), ("-2147483648", "-2147483648")],
            &[("2147483648", OutOfRange), ("-2147483649", OutOfRange)],
        );
        check::<i64>(
            &[("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808")],
            &[("9223372036854775808", OutOfRange), ("-9223372036854775809", OutOfRange)],
        );
        assert_eq!(
            parse::<i32>(" 4255550110").map_err(|error| error.to_string()),
            Err(r#""4255550110" is out of range for xs:int"#.to_owned())
        );
    }

    #[test]
    fn unsigned() {
        check::<u8>(
            &[("0", "0"), ("255", "255"), ("+255", "255"), ("-0", "0"), ("-000", "0")],
            &[
                ("", Malformed),
                ("-", Malformed),
                ("256", OutOfRange),
                ("-1", OutOfRange),
                ("-256", OutOfRange),
                ("+-1", Malformed),
                ("-+1", Malformed),
            ],
        );
        check::<u16>(&[("65535", "65535")], &[("65536", OutOfRange)]);
        check::<u32>(&[("4294967295", "4294967295")], &[("4294967296", OutOfRange)]);
        check::<u64>(&[("18446744073709551615", "18446744073709551615")], &[("18446744073709551616", OutOfRange)]);
        let zeros = format!("{}7", "0".repeat(100_000));
        assert_eq!(parse::<u8>(&zeros), Ok(7));
    }

    #[test]
    fn floats() {
        let valid = [
            ("0", "0"),
            ("-0", "-0"),
            ("+1", "1"),
            ("1.50", "1.5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-1E4", "-10000"),
            ("1267.43233E12", "1267432330000000"),
            ("12.78e-2", "0.1278"),
            ("1e+2", "100"),
            ("1e16", "1E16"),
            ("1e-5", "0.00001"),
            ("-1e-6", "-1E-6"),
            ("INF", "INF"),
            ("-INF", "-INF"),
            ("1e999", "INF"),
            ("-1e999", "-INF"),
            ("1e-999", "0"),
        ];
        let invalid = [
            ("", Malformed),
            (".", Malformed),
            ("+", Malformed),
            ("e5", Malformed),
            (".e5", Malformed),
            ("1e", Malformed),
            ("1e+", Malformed),
            ("1e1.5", Malformed),
            ("1,5", Malformed),
            ("1 5", Malformed),
            ("+INF", Malformed),
            ("inf", Malformed),
            ("Inf", Malformed),
            ("infinity", Malformed),
            ("nan", Malformed),
            ("NAN", Malformed),
            ("-NaN", Malformed),
            ("0x1p3", Malformed),
            ("1f", Malformed),
            ("٣", Malformed),
            ("1\0", Malformed),
        ];
        check::<f64>(&valid, &invalid);
        check::<f32>(&valid.map(|(a, b)| if b == "1267432330000000" { ("0", "0") } else { (a, b) }), &invalid);
        check::<f64>(&[("1.7976931348623157E308", "1.7976931348623157E308"), ("4.9E-324", "5E-324")], &[]);
        assert!(parse::<f64>(" NaN ").is_ok_and(f64::is_nan));
        assert!(parse::<f32>("NaN").is_ok_and(f32::is_nan));
        assert_eq!(text(&f64::NAN), "NaN");
        assert_eq!(text(&-f32::NAN), "NaN");
    }

    #[test]
    fn the_standard_library_accepts_the_same_floats() {
        let mut texts = vec![String::new()];
        for length in 0..6 {
            let longer: Vec<String> =
                texts.iter().flat_map(|text| "0+-.eE".chars().map(move |c| format!("{text}{c}"))).collect();
            for text in &longer {
                assert_eq!(is_float(text), text.parse::<f64>().is_ok(), "{text}");
            }
            assert_eq!(longer.len(), 6_usize.pow(length + 1));
            texts = longer;
        }
    }

    #[test]
    fn sweep() {
        let mut random = Random::new(2);
        for _ in 0..10_000 {
            let bits = random.magnitude();
            round_trip(&bits);
            round_trip(&(bits as i64));
            round_trip(&(bits as i64).wrapping_neg());
            round_trip(&(bits as i32));
            round_trip(&(bits as u8));
            let double = f64::from_bits(random.number());
            if !double.is_nan() {
                round_trip(&double);
                assert_eq!(parse::<f64>(&text(&double)).map(f64::to_bits), Ok(double.to_bits()));
            }
            let float = f32::from_bits(random.number() as u32);
            if !float.is_nan() {
                round_trip(&float);
                assert_eq!(parse::<f32>(&text(&float)).map(f32::to_bits), Ok(float.to_bits()));
            }
        }
    }
}
