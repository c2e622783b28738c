//! Decodes bytes to text, all at once or in chunks.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind, Result};
use crate::printable::shown;

/// Decodes a document in UTF-8 or UTF-16, with or without a byte order mark, or in ISO-8859-1 or US-ASCII if its XML declaration
/// names that encoding.
///
/// # Errors
/// The bytes are not valid in the encoding, or the document declares an unsupported encoding and contains bytes that are not ASCII.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>> {
    match decode_start(bytes) {
        (text, None) => Ok(text),
        (_, Some(error)) => Err(error),
    }
}

/// Decodes a document up to the first bytes that are not valid in its encoding. Returns the text before them, and the error about
/// them, if any.
pub(crate) fn decode_start(bytes: &[u8]) -> (Cow<'_, str>, Option<Error>) {
    let (encoding, mark) = Encoding::of(bytes).unwrap_or((Encoding::Utf8, 0));
    let bytes = bytes.get(mark..).unwrap_or_default();
    let is_utf8 = match encoding {
        Encoding::Utf8 => true,
        Encoding::Utf16(_) => false,
        Encoding::Latin1 | Encoding::Other(_) => bytes.is_ascii(),
    };
    if let (true, Ok(text)) = (is_utf8, simdutf8::basic::from_utf8(bytes)) {
        return (Cow::Borrowed(text), None);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut decoder = Decoder { encoding: Some(encoding), ..Decoder::default() };
    decoder.feed(bytes, &mut text);
    decoder.finish(&mut text);
    let error = decoder.error().map(|error| error.at(text.len()).locate(&text));
    (Cow::Owned(text), error)
}

const ENCODINGS: &str = "UTF-8, UTF-16 and ISO-8859-1";

/// The encoding of a document.
#[derive(Debug)]
enum Encoding {
    Utf8,
    /// UTF-16, with the function that combines two bytes into a code unit.
    Utf16(fn([u8; 2]) -> u16),
    /// ISO-8859-1: the first 256 characters of Unicode.
    Latin1,
    /// An unsupported encoding, with its name. Only ASCII bytes are decoded.
    Other(String),
}

impl Encoding {
    /// Detects the encoding from the first bytes (XML 1.0, appendix F). Returns the encoding and the length of the byte
    /// order mark, or `None` if more bytes are needed. If the document has no more bytes, its encoding is UTF-8.
    fn of(first: &[u8]) -> Option<(Self, usize)> {
        match first {
            [0xFF, 0xFE, ..] => Some((Self::Utf16(u16::from_le_bytes), 2)),
            [0xFE, 0xFF, ..] => Some((Self::Utf16(u16::from_be_bytes), 2)),
            [b'<', 0, ..] => Some((Self::Utf16(u16::from_le_bytes), 0)),
            [0, b'<', ..] => Some((Self::Utf16(u16::from_be_bytes), 0)),
            [0xEF, 0xBB, 0xBF, ..] => Some((Self::Utf8, 3)),
            _ if first.len() < 3 => None,
            _ => Some((Self::named(declaration(first)?), 0)),
        }
    }

    /// Returns the encoding that an XML declaration names (XML 1.0, section 4.3.3), or UTF-8 if it names none or UTF-16.
    fn named(declaration: &[u8]) -> Self {
        fn name(declaration: &[u8]) -> Option<&str> {
            // Faster than `str::find`, because declarations are short.
            const NAME: &[u8] = b"encoding";
            let at = declaration.windows(NAME.len()).position(|found| found == NAME)?;
            let value = std::str::from_utf8(declaration).ok()?.get(at + NAME.len()..)?;
            let value = value.trim_start().strip_prefix('=')?.trim_start();
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            value.get(1..)?.split(quote).next()
        }
        let is_one_of = |name: &str, names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        match name(declaration) {
            Some(name) if is_one_of(name, &["iso-8859-1", "latin1", "us-ascii"]) => Self::Latin1,
            // The text can have been transcoded from UTF-16 to UTF-8 while the declaration still names UTF-16.
            Some(name) if !is_one_of(name, &["utf-8", "utf8", "utf-16"]) => Self::Other(name.to_owned()),
            _ => Self::Utf8,
        }
    }
}

/// Returns the XML declaration at the beginning, up to `>`, or an empty slice if there is none or it is too long. Returns `None` if
/// more bytes are needed.
fn declaration(first: &[u8]) -> Option<&[u8]> {
    const BEGIN: &[u8] = b"<?xml";
    const LONGEST: usize = 200;
    let first = first.get(..LONGEST).unwrap_or(first);
    let length = first.iter().position(|&byte| byte == b'>');
    match (first.starts_with(BEGIN), length) {
        (true, Some(length)) => first.get(..length),
        (true, None) if first.len() < LONGEST => None,
        (false, None) if BEGIN.starts_with(first) => None,
        _ => Some(&[]),
    }
}

/// Decodes bytes that come in chunks.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    encoding: Option<Encoding>,
    /// The bytes of an incomplete character, or the first bytes until the encoding is known.
    undecoded: Vec<u8>,
    /// The message about the first bytes that cannot be decoded, after which nothing is decoded.
    broken: Option<String>,
    /// `true` if `finish` was called before any bytes proved to be invalid. `broken`, if set, is then about an incomplete last
    /// character.
    is_at_end: bool,
}

impl Decoder {
    /// Decodes more bytes, and appends their text.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], text: &mut String) {
        while let ([first, rest @ ..], None) = (bytes, &self.encoding) {
            self.undecoded.push(*first);
            bytes = rest;
            if let Some((encoding, mark)) = Encoding::of(&self.undecoded) {
                self.begin(encoding, mark, text);
            }
        }
        while let ([first, rest @ ..], false) = (bytes, self.undecoded.is_empty() || self.broken.is_some()) {
            self.undecoded.push(*first);
            bytes = rest;
            self.convert_undecoded(text);
        }
        if self.broken.is_none() {
            let converted = self.convert(bytes, text);
            self.undecoded.extend(bytes.get(converted..).unwrap_or_default());
        }
    }

    /// Ends the document. An incomplete character at the end becomes an error.
    pub(crate) fn finish(&mut self, text: &mut String) {
        if self.encoding.is_none() {
            self.begin(Encoding::Utf8, 0, text);
        }
        if self.broken.is_none() {
            self.is_at_end = true;
            self.broken = match (&self.encoding, self.undecoded.as_slice()) {
                (_, []) => None,
                (Some(Encoding::Utf16(unit)), &[first, second]) => Some(unpaired_surrogate(unit([first, second]))),
                (Some(Encoding::Utf16(_)), _) => {
                    Some("the document begins as UTF-16 but ends with half a code unit".to_owned())
                }
                (_, &[first, ..]) => Some(invalid_utf8(first)),
            };
        }
    }

    /// Returns the error for the first bytes that cannot be decoded, without a position.
    pub(crate) fn error(&self) -> Option<Error> {
        let kind = if self.is_at_end { ErrorKind::Truncated } else { ErrorKind::Encoding };
        self.broken.as_ref().map(|broken| Error::new(kind, broken))
    }

    fn begin(&mut self, encoding: Encoding, mark: usize, text: &mut String) {
        self.encoding = Some(encoding);
        self.undecoded.drain(..mark);
        self.convert_undecoded(text);
    }

    fn convert_undecoded(&mut self, text: &mut String) {
        let undecoded = std::mem::take(&mut self.undecoded);
        let converted = self.convert(&undecoded, text);
        self.undecoded.extend(undecoded.get(converted..).unwrap_or_default());
    }

    /// Appends the text of all complete characters up to the first error. Returns the number of bytes that have been decoded.
    fn convert(&mut self, bytes: &[u8], text: &mut String) -> usize {
        match &self.encoding {
            Some(Encoding::Utf16(unit)) => self.convert_utf16(bytes, *unit, text),
            Some(Encoding::Latin1) => {
                text.extend(bytes.iter().map(|&byte| char::from(byte)));
                bytes.len()
            }
            Some(Encoding::Other(name)) => {
                let length = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
                if length < bytes.len() {
                    self.broken = Some(format!(
                        "the document declares the encoding {}; supported encodings are {ENCODINGS}",
                        shown(name)
                    ));
                }
                text.extend(bytes.iter().take(length).map(|&byte| char::from(byte)));
                length
            }
            Some(Encoding::Utf8) | None => self.convert_utf8(bytes, text),
        }
    }

    fn convert_utf8(&mut self, bytes: &[u8], text: &mut String) -> usize {
        let error = match std::str::from_utf8(bytes) {
            Ok(valid) => {
                text.push_str(valid);
                return bytes.len();
            }
            Err(error) => error,
        };
        let (valid, rest) = bytes.split_at_checked(error.valid_up_to()).unwrap_or_default();
        text.push_str(std::str::from_utf8(valid).unwrap_or_default());
        if error.error_len().is_some() {
            self.broken = rest.first().copied().map(invalid_utf8);
        }
        valid.len()
    }

    fn convert_utf16(&mut self, bytes: &[u8], unit: fn([u8; 2]) -> u16, text: &mut String) -> usize {
        let (pairs, _) = bytes.as_chunks::<2>();
        let mut units = pairs.iter().map(|pair| unit(*pair)).peekable();
        let mut converted = 0;
        while let Some(first) = units.next() {
            let second = units.peek().copied();
            let is_high = (0xD800..0xDC00).contains(&first);
            if is_high && second.is_none() {
                break;
            }
            let both = [first, second.unwrap_or_default()];
            let decoded = char::decode_utf16(both.into_iter().take(if is_high { 2 } else { 1 })).next();
            let Some(Ok(c)) = decoded else {
                self.broken = Some(unpaired_surrogate(first));
                break;
            };
            text.push(c);
            converted += 2 * c.len_utf16();
            if is_high {
                units.next();
            }
        }
        converted
    }
}

fn invalid_utf8(byte: u8) -> String {
    format!("the byte {byte:#04x} is not valid UTF-8; supported encodings are {ENCODINGS}")
}

fn unpaired_surrogate(unit: u16) -> String {
    format!("the document begins as UTF-16 but contains the unpaired surrogate {unit:#06x}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Decoder, decode};

    /// Asserts the result of decoding bytes at once and in chunks of every size: the text, or the text before the error and the
    /// message.
    fn check(bytes: &[u8], expected: Result<&str, (&str, &str)>) {
        let whole = decode(bytes);
        match expected {
            Ok(text) => assert_eq!(whole.unwrap(), text, "{bytes:?}"),
            Err((_, message)) => assert!(whole.unwrap_err().to_string().starts_with(message), "{bytes:?}"),
        }
        for size in 1..=bytes.len().max(1) {
            let mut decoder = Decoder::default();
            let mut text = String::new();
            bytes.chunks(size).for_each(|chunk| decoder.feed(chunk, &mut text));
            decoder.finish(&mut text);
            let found = decoder.broken.as_deref().map_or(Ok(text.as_str()), |broken| Err((text.as_str(), broken)));
            assert_eq!(found, expected, "{bytes:?} by {size}");
        }
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings() {
        check(b"", Ok(""));
        check(b"<", Ok("<"));
        check("<a>ü€\u{1F600}</a>".as_bytes(), Ok("<a>ü€\u{1F600}</a>"));
        check(b"\xEF\xBB\xBF<a/>", Ok("<a/>"));
        check(&utf16("\u{FEFF}<a>ü\u{1F600}</a>", u16::to_le_bytes), Ok("<a>ü\u{1F600}</a>"));
        check(&utf16("\u{FEFF}<a>ü\u{1F600}</a>", u16::to_be_bytes), Ok("<a>ü\u{1F600}</a>"));
        check(&utf16("<a>\u{1F600}</a>", u16::to_le_bytes), Ok("<a>\u{1F600}</a>"));
        check(&utf16("<a>\u{1F600}</a>", u16::to_be_bytes), Ok("<a>\u{1F600}</a>"));
    }

    #[test]
    fn encodings_that_are_declared() {
        check(b"<?xml encoding='ISO-8859-1'?>\xFC", Ok("<?xml encoding='ISO-8859-1'?>ü"));
        check(b"<?xml encoding = \"latin1\"?>\xFC", Ok("<?xml encoding = \"latin1\"?>ü"));
        check(b"<?xml encoding='Us-Ascii'?>\xFC", Ok("<?xml encoding='Us-Ascii'?>ü"));
        check("<?xml encoding='utf-8'?>ü".as_bytes(), Ok("<?xml encoding='utf-8'?>ü"));
        check("<?xml version='1.0'?>ü".as_bytes(), Ok("<?xml version='1.0'?>ü"));
        check("\u{FEFF}<?xml encoding='latin1'?>ü".as_bytes(), Ok("<?xml encoding='latin1'?>ü"));
        check("<?xml encoding='UTF-16'?>ü".as_bytes(), Ok("<?xml encoding='UTF-16'?>ü"));
        check(b"<?xml", Ok("<?xml"));
        check(b"<?x", Ok("<?x"));
        check(
            b"<?xml encoding='windows-1252'?>a\x80",
            Err((
                "<?xml encoding='windows-1252'?>a",
                "the document declares the encoding \"windows-1252\"; supported encodings are UTF-8, UTF-16 and ISO-8859-1",
            )),
        );
        let long = format!("<?xml {}encoding='latin1'?>ü", " ".repeat(200));
        check(long.as_bytes(), Ok(&long));
    }

    #[test]
    fn bytes_that_are_no_text() {
        let byte = |byte: &str| {
            format!("the byte {byte} is not valid UTF-8; supported encodings are UTF-8, UTF-16 and ISO-8859-1")
        };
        check(b"<a>\xFF</a>", Err(("<a>", &byte("0xff"))));
        check(b"<a>\xC3", Err(("<a>", &byte("0xc3"))));
        check(b"<a>\xE2\x82<", Err(("<a>", &byte("0xe2"))));
        let half = "the document begins as UTF-16 but ends with half a code unit";
        check(b"<\0a\0>", Err(("<a", half)));
        check(b"<\0a\0\x00\xD8>", Err(("<a", half)));
        check(
            b"<\0a\0\x00\xDC>\0",
            Err(("<a", "the document begins as UTF-16 but contains the unpaired surrogate 0xdc00")),
        );
        check(
            b"<\0a\0\x00\xD8",
            Err(("<a", "the document begins as UTF-16 but contains the unpaired surrogate 0xd800")),
        );
        check(
            b"<\0a\0\x00\xD8>\0b\0",
            Err(("<a", "the document begins as UTF-16 but contains the unpaired surrogate 0xd800")),
        );
    }
}
