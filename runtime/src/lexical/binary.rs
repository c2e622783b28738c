//! `xs:base64Binary` (part 2, 3.2.16) and `xs:hexBinary` (3.2.15).

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::display::Base64Display;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::white_space::is_white_space_byte;
use super::{Lexical, LexicalError, NamespaceScope, NoNamespaces, PrefixSource, trim};

/// The base64 of XML Schema. Decoding also accepts missing padding and nonzero trailing bits.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// `xs:base64Binary`: bytes, written in base64 (part 2, 3.2.16).
///
/// White space is allowed anywhere. Missing padding and nonzero trailing bits are tolerated. `Debug` shows only the number of bytes.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64Binary(
    /// The bytes.
    pub Vec<u8>,
);

/// `xs:hexBinary`: bytes, written as two hexadecimal digits each (part 2, 3.2.15).
///
/// White space is tolerated anywhere. The digits are written in upper case. `Debug` shows only the number of bytes.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HexBinary(
    /// The bytes.
    pub Vec<u8>,
);

impl Lexical for Base64Binary {
    const NAME: &'static str = "xs:base64Binary";
    const IS_ESCAPE_FREE: bool = true;

    fn length(&self) -> Option<usize> {
        Some(self.0.len())
    }

    fn compare(&self, bound: &str) -> Option<Ordering> {
        Some(self.cmp(&bound.parse().ok()?))
    }

    fn parse(text: Cow<'_, str>, _scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
        let refused = |text: &str| LexicalError::malformed(Self::NAME, trim(text));
        // Counting is fast because the loop never exits early. Most texts have no white space, and are decoded without a copy.
        let spaces = text.bytes().filter(|&byte| is_white_space_byte(byte)).count();
        let bytes = if spaces == 0 {
            BASE64.decode(text.as_bytes())
        } else {
            let mut dense = Vec::with_capacity(text.len() - spaces);
            for line in text.as_bytes().split(|&byte| is_white_space_byte(byte)) {
                dense.extend_from_slice(line);
            }
            BASE64.decode(dense)
        };
        bytes.map(Self).map_err(|_| refused(&text))
    }

    fn write(&self, out: &mut String, _prefixes: &mut dyn PrefixSource) {
        BASE64.encode_string(&self.0, out);
    }
}

impl fmt::Display for Base64Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &BASE64).fmt(f)
    }
}

impl Lexical for HexBinary {
    const NAME: &'static str = "xs:hexBinary";
    const IS_ESCAPE_FREE: bool = true;

    fn length(&self) -> Option<usize> {
        Some(self.0.len())
    }

    fn compare(&self, bound: &str) -> Option<Ordering> {
        Some(self.cmp(&bound.parse().ok()?))
    }

    fn parse(text: Cow<'_, str>, _scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
        let mut bytes = Vec::with_capacity(text.len() / 2);
        let mut high = None;
        for byte in text.bytes() {
            if is_white_space_byte(byte) {
                continue;
            }
            let Some(digit) = char::from(byte).to_digit(16) else {
                return Err(LexicalError::malformed(Self::NAME, trim(&text)));
            };
            let digit = digit as u8;
            match high.take() {
                Some(high) => bytes.push(high << 4 | digit),
                None => high = Some(digit),
            }
        }
        match high {
            None => Ok(Self(bytes)),
            Some(_) => Err(LexicalError::malformed(Self::NAME, trim(&text))),
        }
    }

    fn write(&self, out: &mut String, _prefixes: &mut dyn PrefixSource) {
        out.reserve(self.0.len() * 2);
        out.extend(self.0.iter().flat_map(|&byte| hex_digits(byte)));
    }
}

impl fmt::Display for HexBinary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

fn hex_digits(byte: u8) -> [char; 2] {
    [byte >> 4, byte & 15].map(|digit| {
        char::from(match digit {
            0..=9 => b'0' + digit,
            _ => b'A' - 10 + digit,
        })
    })
}

macro_rules! bytes {
    ($type:ident) => {
        impl FromStr for $type {
            type Err = LexicalError;

            fn from_str(text: &str) -> Result<Self, LexicalError> {
                Self::parse(Cow::Borrowed(text), &NoNamespaces)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($type), "({} bytes)"), self.0.len())
            }
        }

        impl Deref for $type {
            type Target = [u8];

            fn deref(&self) -> &[u8] {
                &self.0
            }
        }

        impl DerefMut for $type {
            fn deref_mut(&mut self) -> &mut [u8] {
                &mut self.0
            }
        }

        impl AsRef<[u8]> for $type {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<Vec<u8>> for $type {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<&[u8]> for $type {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.into())
            }
        }

        impl<const N: usize> From<[u8; N]> for $type {
            fn from(bytes: [u8; N]) -> Self {
                Self(bytes.into())
            }
        }

        impl From<$type> for Vec<u8> {
            fn from(value: $type) -> Self {
                value.0
            }
        }
    };
}

bytes!(Base64Binary);
bytes!(HexBinary);

#[cfg(test)]
mod tests {
    use super::super::LexicalErrorKind::Malformed;
    use super::super::testing::{Random, check, parse, round_trip, text};
    use super::*;

    #[test]
    fn base64() {
        check::<Base64Binary>(
            &[
                ("", ""),
                (" \r\n", ""),
                ("AA==", "AA=="),
                ("AA", "AA=="),
                ("AA=", "AA=="),
                ("AB==", "AA=="),
                ("AAA", "AAA="),
                ("AAAA", "AAAA"),
                ("+/+/", "+/+/"),
                ("QUJD\r\n  REVG\tRw = =\n", "QUJDREVGRw=="),
            ],
            &[
                ("A", Malformed),
                ("A===", Malformed),
                ("=", Malformed),
                ("====", Malformed),
                ("AA==AA==", Malformed),
                ("AAAA=", Malformed),
                ("-_-_", Malformed),
                ("AAA\0", Malformed),
                ("AAAé", Malformed),
                ("AAA\u{a0}A", Malformed),
                ("AA.A", Malformed),
            ],
        );
        assert_eq!(parse::<Base64Binary>("TWFu").as_deref(), Ok(&b"Man"[..]));
    }

    #[test]
    fn hex() {
        check::<HexBinary>(
            &[("", ""), ("0fB7", "0FB7"), ("ffFF", "FFFF"), ("0f\r\nb 7", "0FB7")],
            &[
                ("0", Malformed),
                ("0fb", Malformed),
                ("0g", Malformed),
                ("0x0f", Malformed),
                ("é", Malformed),
                ("00\0", Malformed),
                ("０0", Malformed),
            ],
        );
        assert_eq!(parse::<HexBinary>("4d616E").as_deref(), Ok(&b"Man"[..]));
    }

    #[test]
    fn looks() {
        let mut value = Base64Binary::from(*b"Man");
        assert_eq!(format!("{value} {value:?}"), "TWFu Base64Binary(3 bytes)");
        value.reverse();
        assert_eq!(Vec::from(value), b"naM");
        let value = HexBinary::from(&b"Man"[..]);
        assert_eq!(format!("{value} {value:?}"), "4D616E HexBinary(3 bytes)");
    }

    #[test]
    fn sweep() {
        let mut random = Random::new(9);
        for length in (0..200).chain([65_537]) {
            let bytes: Vec<u8> = (0..length).map(|_| random.number() as u8).collect();
            let base64 = Base64Binary(bytes.clone());
            round_trip(&base64);
            let lines: Vec<String> =
                (text(&base64).as_bytes().chunks(76)).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
            assert_eq!(parse(&lines.join("\r\n")), Ok(base64.clone()));
            assert_eq!(parse(text(&base64).trim_end_matches('=')), Ok(base64.clone()));
            assert_eq!(base64.to_string(), text(&base64));
            let hex = HexBinary(bytes);
            round_trip(&hex);
            assert_eq!(hex.to_string(), text(&hex));
            assert_eq!(parse(&text(&hex).to_lowercase()), Ok(hex));
        }
    }
}
