//! References to characters and to the five predefined entities of XML.

use std::borrow::Cow;

use super::characters::is_xml_char;
use crate::printable::shown_name;

/// Returns the character that a reference refers to; `None` if XML does not allow the character.
///
/// # Errors
/// `name`, the text between `&` and `;`, is malformed, or names an entity other than the five predefined ones.
pub(crate) fn referenced_char(name: &str) -> Result<Option<char>, String> {
    let number = match name {
        "lt" => return Ok(Some('<')),
        "gt" => return Ok(Some('>')),
        "amp" => return Ok(Some('&')),
        "quot" => return Ok(Some('"')),
        "apos" => return Ok(Some('\'')),
        _ => name.strip_prefix('#'),
    };
    let Some(number) = number else {
        return Err(format!(
            "`&{};` refers to an entity; only `lt`, `gt`, `amp`, `quot` and `apos` are supported",
            shown_name(name)
        ));
    };
    let code = match number.strip_prefix('x') {
        Some(hex) if is_number(hex, 16) => u32::from_str_radix(hex, 16).unwrap_or(u32::MAX),
        None if is_number(number, 10) => number.parse().unwrap_or(u32::MAX),
        _ => return Err(format!("`&{};` is not a valid character reference", shown_name(name))),
    };
    Ok(char::from_u32(code).filter(|&c| is_xml_char(c)))
}

/// Replaces the references in an attribute value that is a name or a Boolean value (`xsi:type`, `xsi:nil`). Invalid references stay
/// unchanged.
pub(crate) fn dereferenced(raw: &str) -> Cow<'_, str> {
    let mut rest = raw;
    let mut out = String::new();
    while let Some((before, reference)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = reference.split_once(';').unwrap_or((reference, ""));
        match referenced_char(name) {
            Ok(Some(c)) => out.push(c),
            _ => out.extend(["&", name, ";"]),
        }
        rest = after;
    }
    if out.is_empty() { Cow::Borrowed(rest) } else { Cow::Owned(out + rest) }
}

fn is_number(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_digit(radix))
}
