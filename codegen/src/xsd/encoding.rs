//! Decoding of files. The byte order mark or the XML declaration states the encoding; otherwise, it is detected, or assumed to be
//! UTF-8.

use encoding_rs::{DecoderResult, REPLACEMENT};

/// The reason why a file cannot be decoded.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum EncodingError {
    /// The file contains bytes that are invalid in its encoding.
    Invalid {
        /// The name of the encoding.
        encoding: &'static str,
        /// The offset of the first invalid byte in the file.
        offset: usize,
    },
    /// The XML declaration names an encoding that is not supported.
    Unsupported {
        /// The name of the encoding.
        name: String,
        /// The beginning of the file, decoded as UTF-8 with replacement characters.
        text: String,
        /// The byte offset of the name in `text`.
        start: usize,
        /// The byte offset after the name in `text`.
        end: usize,
    },
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Encoding {
    Utf8,
    Utf16 { big_endian: bool },
}

/// Decodes a file and removes its byte order mark.
///
/// # Errors
/// The file contains bytes that are invalid in its encoding, or the XML declaration names an unsupported encoding.
pub fn decode(bytes: &[u8]) -> Result<String, EncodingError> {
    let (encoding, bytes) = detect(bytes);
    let text = match encoding {
        Encoding::Utf8 => match unsupported(bytes) {
            Some(EncodingError::Unsupported { name, .. }) if is_one_of(&name, &LATIN_1) => {
                bytes.iter().copied().map(char::from).collect()
            }
            Some(EncodingError::Unsupported { name, text, start, end }) => {
                match encoding_rs::Encoding::for_label(name.as_bytes()) {
                    Some(encoding) if encoding != REPLACEMENT => legacy(bytes, encoding)?,
                    _ => return Err(EncodingError::Unsupported { name, text, start, end }),
                }
            }
            Some(error) => return Err(error),
            None => utf8(bytes)?,
        },
        Encoding::Utf16 { big_endian } => utf16(bytes, big_endian)?,
    };
    Ok(text)
}

/// Detects the encoding from the byte order mark, or else from the first characters (XML 1.0, appendix F).
fn detect(bytes: &[u8]) -> (Encoding, &[u8]) {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Utf8, rest),
        [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16 { big_endian: true }, rest),
        [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16 { big_endian: false }, rest),
        [0, b'<' | b' ' | b'\n' | b'\r' | b'\t', 0, ..] => (Encoding::Utf16 { big_endian: true }, bytes),
        [b'<' | b' ' | b'\n' | b'\r' | b'\t', 0, _, 0, ..] => (Encoding::Utf16 { big_endian: false }, bytes),
        _ => (Encoding::Utf8, bytes),
    }
}

/// The labels of ISO-8859-1, which maps each byte to the code point with the same number. The Encoding Standard uses these labels for
/// windows-1252 instead.
const LATIN_1: [&str; 4] = ["ISO-8859-1", "ISO_8859-1", "latin1", "l1"];

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn legacy(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<String, EncodingError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or_default());
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (DecoderResult::Malformed(length, _), read) => {
            Err(EncodingError::Invalid { encoding: encoding.name(), offset: read.saturating_sub(usize::from(length)) })
        }
        (DecoderResult::OutputFull, read) => Err(EncodingError::Invalid { encoding: encoding.name(), offset: read }),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, EncodingError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(EncodingError::Invalid { encoding: "UTF-8", offset: error.valid_up_to() }),
    }
}

fn utf16(bytes: &[u8], big_endian: bool) -> Result<String, EncodingError> {
    let encoding = if big_endian { "UTF-16 (big endian)" } else { "UTF-16 (little endian)" };
    let invalid = |offset| EncodingError::Invalid { encoding, offset };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let read = if big_endian { u16::from_be_bytes } else { u16::from_le_bytes };
    let mut text = String::with_capacity(pairs.len());
    let mut offset = 0;
    for unit in char::decode_utf16(pairs.iter().map(|&pair| read(pair))) {
        let char = unit.map_err(|_| invalid(offset))?;
        offset += char.len_utf16() * 2;
        text.push(char);
    }
    if rest.is_empty() { Ok(text) } else { Err(invalid(offset)) }
}

/// Returns [`EncodingError::Unsupported`] if the XML declaration names an encoding other than UTF-8, UTF-16 and US-ASCII (a subset of
/// UTF-8). [`decode`] nevertheless decodes files in many of these encodings, such as ISO-8859-1.
fn unsupported(bytes: &[u8]) -> Option<EncodingError> {
    let head = &bytes[..bytes.len().min(1024)];
    let head = head.utf8_chunks().next()?.valid();
    let declaration = &head[..head.find("?>")?];
    if !declaration.starts_with("<?xml") {
        return None;
    }
    let key = declaration.find("encoding")? + "encoding".len();
    let equals = declaration[key..].trim_start().strip_prefix('=')?.trim_start();
    let quote = equals.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let name = equals[1..].split(quote).next()?;
    let start = declaration.len() - equals.len() + 1;
    let known = ["UTF-8", "UTF8", "US-ASCII", "ASCII", "UTF-16", "UTF-16LE", "UTF-16BE"];
    // A file that was transcoded to UTF-8 may still declare UTF-16, so UTF-16 counts as UTF-8 here.
    if is_one_of(name, &known) {
        return None;
    }
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).into_owned();
    Some(EncodingError::Unsupported { name: name.to_owned(), text, start, end: start + name.len() })
}
