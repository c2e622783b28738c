//! Text: references replaced, line ends as XML has them, no character that it forbids.

use std::borrow::Cow;

use super::{Reader, Step};
use crate::error::{ErrorKind, Result};
use crate::options::DeviationKind;

impl<'a> Reader<'a> {
    /// The text of the current element, to its end tag. Elements inside of it are passed over.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn text(&mut self) -> Result<Cow<'a, str>> {
        if let Some(text) = self.plain_text() {
            return self.clean(Cow::Borrowed(text));
        }
        let mut text = Cow::Borrowed("");
        loop {
            match self.step()? {
                Step::End => return Ok(text),
                Step::Text(piece) if text.is_empty() => text = piece,
                Step::Text(piece) => text.to_mut().push_str(&piece),
                Step::Start => self.unknown_element()?,
                Step::Eof => return Ok(text),
            }
        }
    }

    /// The text of the current element, if there is nothing but text up to its end tag: by far the most frequent case, and
    /// three tokens in one.
    fn plain_text(&mut self) -> Option<&'a str> {
        if self.end_follows || self.unread.is_some() || !self.between_tokens {
            return None;
        }
        let rest = *self.tokens.get_ref();
        let length = memchr::memchr2(b'<', b'&', rest)?;
        let name = self.open.last()?.name.as_bytes();
        let behind = rest[length..].strip_prefix(b"</")?.strip_prefix(name)?.strip_prefix(b">")?;
        let start = self.offset();
        let text = self.text.get(start..start + length)?;
        self.take(rest.len() - behind.len());
        self.leave();
        Some(text)
    }

    /// Line ends as XML has them, and no character that it forbids.
    pub(super) fn clean(&mut self, text: Cow<'a, str>) -> Result<Cow<'a, str>> {
        if self.options.strict && text.contains("]]>") {
            // Harmless, and not looked for where it would be tolerated.
            return Err(self.error(ErrorKind::Syntax, "`]]>` in a text"));
        }
        // Without an early end, so that it is done many bytes at a time. U+FFFE and U+FFFF begin with 0xEF.
        let needs_care = text
            .bytes()
            .fold(false, |found, byte| found | (byte < b' ' && byte != b'\n' && byte != b'\t') | (byte == 0xEF));
        if !needs_care {
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
                c if !is_xml_char(c) => {
                    self.deviation(DeviationKind::Character, || format!("U+{:04X}", u32::from(c)))?;
                    out.push(char::REPLACEMENT_CHARACTER);
                }
                c => out.push(c),
            }
        }
        Ok(Cow::Owned(out))
    }

    /// What a reference stands for.
    pub(super) fn reference(&mut self, name: &str) -> Result<char> {
        match self.referred(name)? {
            Some(c) => Ok(c),
            None => {
                self.deviation(DeviationKind::Character, || format!("&{name};"))?;
                Ok(char::REPLACEMENT_CHARACTER)
            }
        }
    }

    /// The character that a reference stands for; `None` if XML forbids it.
    pub(super) fn referred(&self, name: &str) -> Result<Option<char>> {
        let number = match name {
            "lt" => return Ok(Some('<')),
            "gt" => return Ok(Some('>')),
            "amp" => return Ok(Some('&')),
            "quot" => return Ok(Some('"')),
            "apos" => return Ok(Some('\'')),
            _ => name.strip_prefix('#'),
        };
        let Some(number) = number else {
            let shown: String = name.chars().take(40).collect();
            let message = format!("`&{shown};` refers to an entity, and entities are never read");
            return Err(self.error(ErrorKind::Syntax, message));
        };
        let code = match number.strip_prefix('x') {
            Some(hex) if is_number(hex, 16) => u32::from_str_radix(hex, 16).unwrap_or(u32::MAX),
            None if is_number(number, 10) => number.parse().unwrap_or(u32::MAX),
            _ => {
                let shown: String = name.chars().take(40).collect();
                return Err(self.error(ErrorKind::Syntax, format!("`&{shown};` is no reference to a character")));
            }
        };
        Ok(char::from_u32(code).filter(|&c| is_xml_char(c)))
    }
}

fn is_number(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_digit(radix))
}

/// `Char` of XML 1.0.
pub(crate) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}
