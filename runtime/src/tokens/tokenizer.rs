//! Splits the text of a document into tags, text and references.

use std::borrow::Cow;

use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::Event;

use super::attributes::is_valid_name;
use crate::error::{Error, ErrorKind, Result};
use crate::printable::shown;

/// A part of a document.
pub(crate) enum Token<'a> {
    /// A start tag or an empty-element tag: its name, and the source text of its attributes.
    Start { name: &'a str, attributes: &'a str, is_empty: bool },
    /// The end tag of the innermost open element.
    End,
    /// An end tag with another name.
    OtherEnd(String),
    /// Text without references, or a CDATA section.
    Text(Cow<'a, str>),
    /// The name between `&` and `;`.
    Reference(Cow<'a, str>),
    /// The text of a comment.
    Comment(Cow<'a, str>),
    /// An XML declaration.
    Declaration { is_at_start: bool },
    /// A processing instruction. `is_valid` states whether its target is a name.
    Instruction { is_valid: bool },
    /// The text of a document type declaration, after the keyword.
    DocType(Cow<'a, str>),
    /// The end of the document.
    Eof,
}

/// Splits a document into tokens. It finds simple tokens itself, which is fast, and uses quick-xml for all others.
pub(crate) struct Tokenizer<'a> {
    text: &'a str,
    quick_xml: quick_xml::Reader<&'a [u8]>,
    /// The number of bytes that bypassed quick-xml, which its positions do not include.
    unseen: usize,
    /// `true` if quick-xml is between two tokens, where it can be bypassed.
    is_between_tokens: bool,
}

impl<'a> Tokenizer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self::at(text, 0)
    }

    /// Begins at an offset, where a tag starts.
    pub(crate) fn at(text: &'a str, offset: usize) -> Self {
        let mut quick_xml = quick_xml::Reader::from_str(text.get(offset..).unwrap_or_default());
        let config = quick_xml.config_mut();
        // End tags are checked here, because quick-xml does not see all start tags.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.expand_empty_elements = false;
        Self { text, quick_xml, unseen: offset, is_between_tokens: false }
    }

    /// The whole text of the document.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The number of bytes that have been read.
    pub(crate) fn offset(&self) -> usize {
        self.text.len() - self.quick_xml.get_ref().len()
    }

    /// Returns the next token. `open` is the name of the innermost open element.
    ///
    /// # Errors
    /// The text is not well-formed; the error has an offset.
    #[inline]
    pub(crate) fn next(&mut self, open: Option<&str>) -> Result<Token<'a>> {
        if self.is_between_tokens
            && let Some(token) = self.plain_token(open)
        {
            return Ok(token);
        }
        let event = self.quick_xml.read_event();
        self.is_between_tokens = !matches!(event, Ok(Event::Text(_)));
        Ok(match event {
            Ok(Event::Start(tag)) => self.start(tag.len(), tag.name().0.len(), false)?,
            Ok(Event::Empty(tag)) => self.start(tag.len(), tag.name().0.len(), true)?,
            Ok(Event::End(tag)) if open == Some(tag.name().0) => Token::End,
            Ok(Event::End(tag)) => Token::OtherEnd(tag.name().0.to_owned()),
            Ok(Event::Text(text)) => Token::Text(text.into_inner()),
            Ok(Event::CData(_) | Event::GeneralRef(_)) if open.is_none() => {
                let message = "a CDATA section or a reference outside of the root element";
                return Err(Error::new(ErrorKind::Syntax, message).at(self.offset()));
            }
            Ok(Event::CData(text)) => Token::Text(text.into_inner()),
            Ok(Event::GeneralRef(name)) => Token::Reference(name.into_inner()),
            Ok(Event::Comment(text)) => Token::Comment(text.into_inner()),
            Ok(Event::Decl(declaration)) => {
                Token::Declaration { is_at_start: self.offset() <= declaration.len() + "<??>".len() }
            }
            Ok(Event::PI(instruction)) => Token::Instruction { is_valid: is_valid_name(instruction.target()) },
            Ok(Event::DocType(text)) => Token::DocType(text.into_inner()),
            Ok(Event::Eof) => Token::Eof,
            Err(error) => return Err(self.error(&error)),
        })
    }

    /// Returns the tag that quick-xml has just read. `length` excludes the brackets.
    ///
    /// # Errors
    /// The name of the tag is not valid.
    fn start(&self, length: usize, name_length: usize, is_empty: bool) -> Result<Token<'a>> {
        let end = self.offset() - if is_empty { "/>" } else { ">" }.len();
        let content = self.text.get(end - length..end).unwrap_or_default();
        let (name, attributes) = content.split_at_checked(name_length).unwrap_or((content, ""));
        if !is_valid_name(name) {
            let message = format!("{} is not a valid name", shown(name));
            return Err(Error::new(ErrorKind::Syntax, message).at(end - length));
        }
        Ok(Token::Start { name, attributes, is_empty })
    }

    #[cold]
    fn error(&self, error: &quick_xml::Error) -> Error {
        let offset = usize::try_from(self.quick_xml.error_position()).unwrap_or(usize::MAX);
        let offset = offset.saturating_add(self.unseen);
        let rest = self.text.get(offset..).unwrap_or_default();
        let is_truncated = match error {
            quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => {
                is_prefix(rest, &["<!--", "<![CDATA[", "<!DOCTYPE"])
            }
            // All other errors of this kind report that the text ends.
            quick_xml::Error::Syntax(_) => true,
            quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => !rest.contains('<'),
            _ => false,
        };
        let kind = if is_truncated { ErrorKind::Truncated } else { ErrorKind::Syntax };
        Error::new(kind, format!("not well-formed XML: {error}")).at(offset)
    }

    /// Reads text without references, a start tag without attributes, or the end tag of the open element. Most tokens are of
    /// these kinds, so that this function determines the speed of reading.
    #[inline]
    fn plain_token(&mut self, open: Option<&str>) -> Option<Token<'a>> {
        let rest = *self.quick_xml.get_ref();
        match rest {
            [b'<', b'/', after @ ..] => {
                let [b'>', after @ ..] = after.strip_prefix(open?.as_bytes())? else { return None };
                self.bypass(rest.len() - after.len());
                Some(Token::End)
            }
            [b'<', after @ ..] => {
                let length = after.iter().position(|byte| !is_plain_name(*byte)).unwrap_or(0);
                if !after.first().is_some_and(|byte| starts_plain_name(*byte)) || after.get(length) != Some(&b'>') {
                    return None;
                }
                let start = self.offset() + 1;
                self.bypass(length + 2);
                let name = self.text.get(start..start + length).unwrap_or_default();
                Some(Token::Start { name, attributes: "", is_empty: false })
            }
            [] => None,
            text => {
                let length = memchr::memchr2(b'<', b'&', text).filter(|&length| text[length] == b'<')?;
                let start = self.offset();
                let text = self.text.get(start..start + length)?;
                self.bypass(length);
                Some(Token::Text(Cow::Borrowed(text)))
            }
        }
    }

    /// Reads the text of an element together with its end tag, if the element contains no other token.
    #[inline]
    pub(crate) fn plain_text(&mut self, open: &str) -> Option<&'a str> {
        if !self.is_between_tokens {
            return None;
        }
        let rest = *self.quick_xml.get_ref();
        let length = memchr::memchr2(b'<', b'&', rest)?;
        let after = rest[length..].strip_prefix(b"</")?.strip_prefix(open.as_bytes())?.strip_prefix(b">")?;
        let start = self.offset();
        let text = self.text.get(start..start + length)?;
        self.bypass(rest.len() - after.len());
        Some(text)
    }

    /// Advances without quick-xml.
    fn bypass(&mut self, bytes: usize) {
        let rest = *self.quick_xml.get_ref();
        *self.quick_xml.get_mut() = rest.get(bytes..).unwrap_or_default();
        self.unseen += bytes;
    }
}

/// Returns whether a text is the beginning of any of some texts.
fn is_prefix(text: &str, of: &[&str]) -> bool {
    of.iter().any(|whole| whole.starts_with(text))
}

/// Returns whether a byte may start the name of a [plain](Tokenizer::plain_token) start tag.
fn starts_plain_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

/// Returns whether a byte may occur in the name of a [plain](Tokenizer::plain_token) start tag.
fn is_plain_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.')
}
