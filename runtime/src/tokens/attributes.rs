//! Splits and checks the attributes in a start tag.

use super::references::referenced_char;
use crate::lexical::is_name;

/// Returns the name and the raw value of the attribute at the start of `text`, and the rest of the tag; `None` if the attribute is
/// malformed.
pub(crate) fn split_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = split_at_byte(text, b'=')?;
    let name = name.trim_ascii_end();
    let rest = rest.trim_ascii_start();
    let quote = rest.bytes().next().filter(|quote| matches!(quote, b'"' | b'\''))?;
    let (value, rest) = split_at_byte(&rest[1..], quote)?;
    let is_separated = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_whitespace());
    (is_valid_name(name) && is_separated).then_some((name, value, rest.trim_ascii_start()))
}

/// Returns whether a text is a name, with any number of colons (XML 1.0, section 2.3: Name). Fast for names of ASCII letters.
pub(super) fn is_valid_name(name: &str) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic();
    match name.as_bytes() {
        [first, rest @ ..] if is_letter(first) && rest.iter().all(|byte| is_letter(byte) || *byte == b':') => true,
        _ => is_name(name),
    }
}

/// Returns the parts of a text before and after the first occurrence of an ASCII character.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = memchr::memchr(byte, text.as_bytes())?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Checks that a raw value is well-formed.
///
/// # Errors
/// The value contains `<`, or `&` that does not begin a known reference.
#[inline]
pub(crate) fn check_value(raw: &str) -> Result<(), String> {
    let mut rest = raw;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        if rest.as_bytes()[at] == b'<' {
            return Err("an attribute value contains `<`".to_owned());
        }
        let Some((name, after)) = rest[at + 1..].split_once(';') else {
            return Err("an attribute value contains `&` that does not start a reference".to_owned());
        };
        referenced_char(name)?;
        rest = after;
    }
    Ok(())
}

/// Returns `true` only if a raw value needs neither checks nor normalization: it has no `<`, references, line breaks, tabs or
/// forbidden characters. Also returns `false` for values with U+F000 to U+FFFD, which begin with the same UTF-8 byte as U+FFFE.
pub(crate) fn is_plain_value(raw: &str) -> bool {
    // U+FFFE and U+FFFF begin with 0xEF.
    let is_special = |byte: u8| matches!(byte, b'&' | b'<' | 0xEF) || byte < b' ';
    !raw.bytes().fold(false, |found, byte| found | is_special(byte))
}
