//! From bytes to text.

use std::borrow::Cow;

use super::error::{Error, ErrorKind, Result};

/// The text of a document in UTF-8 or UTF-16, with or without a byte order mark, or in ISO-8859-1 or US-ASCII if it says so.
///
/// # Errors
/// The bytes are text in none of them, or the document names another encoding; the error tells where.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, b'<', ..] => utf16(bytes, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ if bytes.is_ascii() => utf8(bytes),
        _ => match declared(bytes) {
            Some(name) if is_one_of(name, &["iso-8859-1", "latin1", "us-ascii"]) => Ok(latin(bytes)),
            Some(name) if !is_one_of(name, &["utf-8", "utf8"]) => {
                let message = format!("the document says that it is in {name:?}: {ENCODINGS} are read");
                Err(Error::new(ErrorKind::Encoding, message).at(0).locate(""))
            }
            _ => utf8(bytes),
        },
    }
}

const ENCODINGS: &str = "UTF-8, UTF-16 and ISO-8859-1";

/// The encoding that an XML declaration names (XML 1.0, section 4.3.3).
fn declared(bytes: &[u8]) -> Option<&str> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let end = declaration.iter().take(200).position(|&byte| byte == b'>')?;
    let (_, value) = std::str::from_utf8(&declaration[..end]).ok()?.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// ISO-8859-1: the first 256 characters of Unicode.
fn latin(bytes: &[u8]) -> Cow<'_, str> {
    Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect())
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let (valid, rest) = bytes.split_at_checked(error.valid_up_to()).unwrap_or((bytes, &[]));
        let byte = rest.first().copied().unwrap_or_default();
        let message = format!("the byte {byte:#04x} is no UTF-8 here: {ENCODINGS} are read");
        let valid = std::str::from_utf8(valid).unwrap_or_default();
        Error::new(ErrorKind::Encoding, message).at(valid.len()).locate(valid)
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let wrong = |text: &str, message: &str| {
        Err(Error::new(ErrorKind::Encoding, format!("{message}: the bytes begin as UTF-16"))
            .at(text.len())
            .locate(text))
    };
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match c {
            Ok(c) => text.push(c),
            Err(error) => return wrong(&text, &format!("{:#06x} is half a character", error.unpaired_surrogate())),
        }
    }
    if !rest.is_empty() {
        return wrong(&text, "there is half a unit at the end");
    }
    Ok(Cow::Owned(text))
}
