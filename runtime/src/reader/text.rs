//! Normalizes text and attribute values: references, line ends and forbidden characters.

use std::borrow::Cow;

use super::state::Reader;
use crate::deviation::DeviationKind;
use crate::error::{ErrorKind, Result};
use crate::printable::shown_name;
use crate::tokens::{is_clean, is_plain_value, is_xml_char, referenced_char};

impl<'a> Reader<'a> {
    /// Normalizes line ends and replaces forbidden characters. A strict reader also rejects `]]>`.
    pub(super) fn clean(&mut self, text: Cow<'a, str>) -> Result<Cow<'a, str>> {
        if self.options.strict && text.contains("]]>") && !self.cursor.open.is_empty() {
            // `]]>` is harmless. Readers that are not strict do not search for it.
            return Err(self.error(ErrorKind::Syntax, "`]]>` in a text"));
        }
        // Outside of the root, the caller rejects any text that is not white space, so the text needs no normalization.
        if is_clean(&text) || self.cursor.open.is_empty() {
            return Ok(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' => {
                    chars.next_if_eq(&'\n');
                    out.push('\n');
                }
                c if !is_xml_char(c) => out.push(self.forbidden(c)?),
                c => out.push(c),
            }
        }
        Ok(Cow::Owned(out))
    }

    /// Normalizes an attribute value that [`check_value`](crate::tokens::check_value) has accepted: replaces references, replaces
    /// line breaks and tabs with spaces, and replaces forbidden characters with U+FFFD.
    pub(super) fn normalize(&mut self, raw: &'a str) -> Result<Cow<'a, str>> {
        if is_plain_value(raw) {
            return Ok(Cow::Borrowed(raw));
        }
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find(|c: char| c == '&' || c < ' ' || !is_xml_char(c)) {
            let (before, special) = rest.split_at(at);
            out.push_str(before);
            let mut chars = special.chars();
            let c = chars.next().unwrap_or_default();
            rest = chars.as_str();
            match c {
                '&' => {
                    let (name, after) = rest.split_once(';').unwrap_or((rest, ""));
                    out.push(self.reference(name)?);
                    rest = after;
                }
                '\r' if rest.starts_with('\n') => {}
                '\t' | '\n' | '\r' => out.push(' '),
                forbidden => out.push(self.forbidden(forbidden)?),
            }
        }
        out.push_str(rest);
        Ok(Cow::Owned(out))
    }

    /// Returns the character that a reference refers to, or U+FFFD if XML does not allow the character.
    pub(super) fn reference(&mut self, name: &str) -> Result<char> {
        match referenced_char(name).map_err(|message| self.error(ErrorKind::Syntax, message))? {
            Some(c) => Ok(c),
            None => {
                self.deviation(DeviationKind::Character, &|| format!("&{};", shown_name(name)))?;
                Ok(char::REPLACEMENT_CHARACTER)
            }
        }
    }

    /// Records a character that XML does not allow, and returns U+FFFD.
    fn forbidden(&mut self, c: char) -> Result<char> {
        self.deviation(DeviationKind::Character, &|| format!("U+{:04X}", u32::from(c)))?;
        Ok(char::REPLACEMENT_CHARACTER)
    }
}
