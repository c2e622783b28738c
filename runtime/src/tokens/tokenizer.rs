//! Splits the text of a document into tags, text and references.

use super::attributes::is_valid_name;
use super::bytes::{Plain, name_length, text_length, value_length};
use super::characters::is_xml_char;
use super::scanner::{Scanner, Span, SpanKind};
use crate::error::{Error, ErrorKind, Result};
use crate::lexical::is_white_space;
use crate::position::char_boundary;
use crate::printable::shown;

/// A token of a document: a tag, a text, a reference, or other markup.
pub(crate) enum Token<'a> {
    /// A start tag or an empty-element tag. `attributes` is the source text of its attributes, and empty if the tokenizer has
    /// [split](Tokenizer::attributes) them.
    Start { name: &'a str, attributes: &'a str, is_empty: bool },
    /// The end tag of the innermost open element.
    End,
    /// An end tag whose name differs from the name of the innermost open element.
    OtherEnd(&'a str),
    /// Text without references, or a CDATA section.
    Text(&'a str),
    /// A reference: the name between `&` and `;`.
    Reference(&'a str),
    /// The text of a comment.
    Comment(&'a str),
    /// An XML declaration. `is_valid` states whether it is well-formed.
    Declaration { is_at_start: bool, is_valid: bool },
    /// A processing instruction. `is_valid` states whether its target and all of its characters are allowed.
    Instruction { is_valid: bool },
    /// A document type declaration. `text` follows `<!DOCTYPE` and ends before `>`, or after the `[` of an internal subset. If the
    /// document ends first, `is_closed` is `false`.
    DocType { text: &'a str, is_closed: bool },
    /// The end of the document.
    Eof,
}

/// Splits a document into tokens. It finds the most frequent tokens itself, which is fast, and uses [`Scanner`] for all others.
pub(crate) struct Tokenizer<'a> {
    text: &'a str,
    /// The number of bytes that have been read.
    at: usize,
    attributes: Vec<RawAttribute<'a>>,
}

/// An attribute as it is written in the document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawAttribute<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
    /// `true` if the value needs neither checks nor normalization.
    pub(crate) is_plain: bool,
}

/// The number of attributes for which memory is reserved at once.
const USUAL: usize = 8;

/// The minimum number of attributes of a tag that is left to [`Scanner`].
const SCANNER_MIN_ATTRIBUTES: usize = 64;

/// The number of bytes above which a text is long: it does not stay in the CPU caches from one pass over it to the next.
pub(crate) const LONG: usize = 64 << 10;

/// The number of bytes of a long text that are searched and copied at a time. They fit in the level 1 CPU cache.
const CHUNK: usize = 8 << 10;

impl<'a> Tokenizer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self::at(text, 0)
    }

    /// Creates a tokenizer that begins at an offset, where a token starts.
    pub(crate) fn at(text: &'a str, offset: usize) -> Self {
        Self { text, at: offset.min(text.len()), attributes: Vec::new() }
    }

    /// The whole text of the document.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The number of bytes that have been read.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// The attributes of the last start tag, if the tokenizer has split them; otherwise empty.
    pub(crate) fn attributes(&self) -> &[RawAttribute<'a>] {
        &self.attributes
    }

    /// Returns the next token. `open` is the name of the innermost open element.
    ///
    /// # Errors
    /// The text is not well-formed. The error has an offset.
    #[inline]
    pub(crate) fn next(&mut self, open: Option<&str>) -> Result<Token<'a>> {
        let start = self.at;
        match self.rest() {
            [b'<', b'/', after @ ..] => {
                if let Some([b'>', ..]) = open.and_then(|open| after.strip_prefix(open.as_bytes())) {
                    self.at += "</>".len() + open.unwrap_or_default().len();
                    return Ok(Token::End);
                }
                self.markup(open)
            }
            [b'<', after @ ..] => {
                self.attributes.clear();
                let length = name_length(after);
                let end = start + 1 + length;
                let is_empty = match after.get(length) {
                    Some(b'>') if length > 0 => {
                        self.at = end + 1;
                        Some(false)
                    }
                    Some(b' ' | b'/') if length > 0 => self.split_attributes(end),
                    _ => None,
                };
                match is_empty {
                    Some(is_empty) => Ok(Token::Start { name: self.slice(start + 1, end), attributes: "", is_empty }),
                    None => self.markup(open),
                }
            }
            [b'&', ..] => self.reference(open),
            [] => Ok(Token::Eof),
            text => {
                self.at += text_length(text).length;
                Ok(Token::Text(self.slice(start, self.at)))
            }
        }
    }

    /// Reads a start tag with the given qualified name. Returns the name as a slice of the document, and whether the tag is an
    /// empty-element tag. Returns `None` if another token follows, or a tag that is left to [`Scanner`].
    #[inline]
    pub(crate) fn start_tag(&mut self, name: &str) -> Option<(&'a str, bool)> {
        let after = self.rest().strip_prefix(b"<")?.strip_prefix(name.as_bytes())?;
        let start = self.at + 1;
        let end = start + name.len();
        self.attributes.clear();
        let is_empty = match after {
            [b'>', ..] => {
                self.at = end + 1;
                false
            }
            [b' ' | b'/', ..] => self.split_attributes(end)?,
            _ => return None,
        };
        Some((self.slice(start, end), is_empty))
    }

    /// Reads the text of an element together with its end tag, if the element contains no other token. Also returns `true` if the
    /// text certainly needs no normalization: it has no carriage returns, and no byte that can begin a forbidden character.
    ///
    /// # Errors
    /// The text is not followed by the end tag, or it is longer than [`LONG`] and `reads_long` is `false`. The error is the number
    /// of bytes that were searched.
    #[inline]
    pub(crate) fn plain_text(&mut self, open: &str, reads_long: bool) -> Result<(&'a str, bool), usize> {
        let rest = self.rest();
        let searched = if reads_long { rest } else { rest.get(..LONG).unwrap_or(rest) };
        let Plain { length, is_plain } = text_length(searched);
        let Some(after) = after_end_tag(rest.get(length..).unwrap_or_default(), open) else { return Err(length) };
        let start = self.at;
        self.at = self.text.len() - after.len();
        Ok((self.slice(start, start + length), is_plain))
    }

    /// Copies the text of an element while searching for its end tag, so that each part is loaded into the CPU caches only once.
    /// Returns `None` if the text may need normalization, or if the element contains other tokens.
    #[inline(never)]
    pub(crate) fn long_text(&mut self, open: &str) -> Option<String> {
        let rest = self.text.get(self.at..)?;
        // The text can be shorter than the rest of the document. The unused memory is not touched, and `shrink_to_fit` releases it.
        let mut copy = String::with_capacity(rest.len());
        let after = loop {
            let rest = rest.get(copy.len()..)?;
            let chunk = rest.get(..char_boundary(rest, CHUNK))?;
            let Plain { length, is_plain } = text_length(chunk.as_bytes());
            if !is_plain {
                return None;
            }
            copy.push_str(chunk.get(..length)?);
            if length < chunk.len() || chunk.is_empty() {
                break rest.get(length..)?;
            }
        };
        let after = after_end_tag(after.as_bytes(), open)?;
        self.at = self.text.len() - after.len();
        copy.shrink_to_fit();
        Some(copy)
    }

    /// Reads the rest of a start tag after its name, and splits the attributes. Returns whether the tag is an empty-element tag.
    /// Returns `None` if the tag has a less frequent form, which is left to [`Scanner`].
    fn split_attributes(&mut self, mut at: usize) -> Option<bool> {
        let bytes = self.text.as_bytes();
        while self.attributes.len() < SCANNER_MIN_ATTRIBUTES {
            let rest = match bytes.get(at..)? {
                [b'>', ..] => {
                    self.at = at + 1;
                    return Some(false);
                }
                [b'/', b'>', ..] => {
                    self.at = at + 2;
                    return Some(true);
                }
                [b' ', b'/', b'>', ..] => {
                    self.at = at + 3;
                    return Some(true);
                }
                [b' ', rest @ ..] => rest,
                _ => break,
            };
            let name = name_length(rest);
            let [b'=', quote @ (b'"' | b'\''), value @ ..] = rest.get(name..)? else { break };
            let Plain { length, is_plain } = value_length(value, *quote);
            if name == 0 || value.get(length) != Some(quote) {
                break;
            }
            let start = at + 1;
            let value = start + name + "=\"".len();
            at = value + length + 1;
            if self.attributes.capacity() == 0 {
                self.attributes.reserve(USUAL);
            }
            self.attributes.push(RawAttribute {
                name: self.slice(start, start + name),
                value: self.slice(value, value + length),
                is_plain,
            });
        }
        self.attributes.clear();
        None
    }

    /// Reads the token that starts with `<`.
    fn markup(&mut self, open: Option<&str>) -> Result<Token<'a>> {
        let Some(span) = Scanner::at(self.at).next_span(self.text.as_bytes()) else {
            return Err(self.error(ErrorKind::Truncated, unclosed(self.rest())));
        };
        let token = self.slice(span.start, span.end);
        self.at = span.end;
        match span.kind {
            SpanKind::Start => self.start(span, ">"),
            SpanKind::Empty => self.start(span, "/>"),
            SpanKind::End => {
                let name = within(token, "</", ">").trim_ascii_end();
                Ok(if open == Some(name) { Token::End } else { Token::OtherEnd(name) })
            }
            SpanKind::CommentOrInstruction if token.starts_with("<!") => {
                Ok(Token::Comment(within(token, "<!--", "-->")))
            }
            SpanKind::CommentOrInstruction => Ok(instruction(within(token, "<?", "?>"), span.start == 0)),
            SpanKind::CData if open.is_none() => Err(self.outside()),
            SpanKind::CData => Ok(Token::Text(within(token, "<![CDATA[", "]]>"))),
            SpanKind::DocType => Ok(self.document_type(span)),
            SpanKind::Malformed | SpanKind::Text => {
                self.at = span.start;
                Err(self.error(ErrorKind::Syntax, "`<` that does not start a tag, a comment or a CDATA section"))
            }
        }
    }

    /// Returns the token of a start tag that has just been read. `end` is `>` or `/>`.
    ///
    /// # Errors
    /// The name of the tag is not valid.
    fn start(&mut self, span: Span, end: &str) -> Result<Token<'a>> {
        let content = within(self.slice(span.start, span.end), "<", end);
        let (name, attributes) = split_at_white_space(content);
        if !is_valid_name(name) {
            let message = format!("{} is not a valid name", shown(invalid_start(name)));
            self.at = self.text.len();
            return Err(Error::new(ErrorKind::Syntax, message).at(span.start + 1));
        }
        Ok(Token::Start { name, attributes, is_empty: span.kind == SpanKind::Empty })
    }

    /// Reads the rest of a document type declaration, after `<!DOCTYPE`. An internal subset is not read, because the reader rejects
    /// it.
    #[cold]
    fn document_type(&mut self, keyword: Span) -> Token<'a> {
        let mut quote = None;
        for (index, byte) in self.rest().iter().enumerate() {
            match (quote, byte) {
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'>' | b'[') => {
                    self.at += index + 1;
                    let text = self.slice(keyword.end, self.at);
                    let text = text.strip_suffix('>').unwrap_or(text).trim_ascii_start();
                    return Token::DocType { text, is_closed: true };
                }
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
        }
        self.at = self.text.len();
        Token::DocType { text: self.slice(keyword.end, self.at), is_closed: false }
    }

    /// Reads a reference, which starts with `&`.
    fn reference(&mut self, open: Option<&str>) -> Result<Token<'a>> {
        let start = self.at;
        let rest = &self.rest()[1..];
        match memchr::memchr3(b';', b'&', b'<', rest) {
            Some(length) if rest[length] == b';' => {
                self.at += length + "&;".len();
                if open.is_none() {
                    return Err(self.outside());
                }
                Ok(Token::Reference(self.slice(start + 1, start + 1 + length)))
            }
            _ => {
                let kind = if rest.contains(&b'<') { ErrorKind::Syntax } else { ErrorKind::Truncated };
                Err(self.error(kind, "the reference is not closed: `;` is missing"))
            }
        }
    }

    /// Returns the error for a CDATA section or a reference that has just been read while no element is open.
    #[cold]
    fn outside(&self) -> Error {
        Error::new(ErrorKind::Syntax, "a CDATA section or a reference outside of the root element").at(self.at)
    }

    /// Returns an error at the current offset, and skips the rest of the document.
    #[cold]
    fn error(&mut self, kind: ErrorKind, message: &str) -> Error {
        let at = std::mem::replace(&mut self.at, self.text.len());
        Error::new(kind, format!("not well-formed XML: {message}")).at(at)
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }
}

/// Returns the start of an invalid name, up to and including the first invalid character. The message omits the characters after it:
/// if a tag is damaged, they can be the content of an element, which may be a secret.
#[cold]
fn invalid_start(name: &str) -> &str {
    const MAX_CHARS: usize = 100;
    let starts = name.char_indices().take(MAX_CHARS).filter_map(|(at, c)| name.get(..at + c.len_utf8()));
    starts.into_iter().find(|start| !is_valid_name(start)).unwrap_or(name)
}

/// Returns the token of an XML declaration or of another processing instruction.
fn instruction(content: &str, is_at_start: bool) -> Token<'_> {
    match split_at_white_space(content) {
        ("xml", attributes) => Token::Declaration { is_at_start, is_valid: is_declaration(attributes) },
        (target, _) => Token::Instruction { is_valid: is_target(target) && content.chars().all(is_xml_char) },
    }
}

/// Returns whether a text is the target of a processing instruction (XML 1.0, section 2.6; Namespaces in XML 1.0, section 7).
fn is_target(text: &str) -> bool {
    is_valid_name(text) && !text.contains(':') && !text.eq_ignore_ascii_case("xml")
}

/// Returns whether `text`, the text between `<?xml` and `?>`, makes a well-formed XML declaration (XML 1.0, section 2.8).
#[cold]
fn is_declaration(text: &str) -> bool {
    let mut rest = text;
    let version = |value: &str| value.strip_prefix("1.").is_some_and(|minor| is_all(minor, |c| c.is_ascii_digit()));
    let encoding = |value: &str| {
        value.starts_with(|c: char| c.is_ascii_alphabetic())
            && is_all(value, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
    };
    let standalone = |value: &str| matches!(value, "yes" | "no");
    take_attribute(&mut rest, "version").is_some_and(version)
        && take_attribute(&mut rest, "encoding").is_none_or(encoding)
        && take_attribute(&mut rest, "standalone").is_none_or(standalone)
        && rest.trim_start_matches(is_white_space).is_empty()
}

/// Returns the value of the attribute `name`, and removes the attribute and the white space before it from the start of `rest`.
fn take_attribute<'t>(rest: &mut &'t str, name: &str) -> Option<&'t str> {
    let space = |text: &'t str| text.trim_start_matches(is_white_space);
    let start = space(rest);
    let after = space(start.strip_prefix(name).filter(|_| start.len() < rest.len())?).strip_prefix('=')?;
    let quoted = space(after);
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, after) = quoted.get(1..)?.split_once(quote)?;
    *rest = after;
    Some(value)
}

fn is_all(text: &str, is_allowed: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(is_allowed)
}

/// Returns the bytes after the end tag of the element `open`, if `rest` begins with that tag.
#[inline]
fn after_end_tag<'t>(rest: &'t [u8], open: &str) -> Option<&'t [u8]> {
    rest.strip_prefix(b"</")?.strip_prefix(open.as_bytes())?.strip_prefix(b">")
}

/// Splits a text before its first white space character.
fn split_at_white_space(text: &str) -> (&str, &str) {
    text.split_at(text.find(is_white_space).unwrap_or(text.len()))
}

/// Returns the part of `text` between the delimiters `start` and `end`.
fn within<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    text.strip_prefix(start).and_then(|text| text.strip_suffix(end)).unwrap_or_default()
}

/// Returns the message about a token whose end is missing.
fn unclosed(token: &[u8]) -> &'static str {
    match token {
        [b'<', b'!', b'[', ..] => "the CDATA section is not closed: `]]>` is missing",
        [b'<', b'!', ..] => "the comment is not closed: `-->` is missing",
        [b'<', b'?', ..] => "the processing instruction is not closed: `?>` is missing",
        _ => "the tag is not closed: `>` is missing",
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, LONG, Tokenizer};

    /// Checks that `long_text` reads the same text as `plain_text` if `is_read` is `true`, and reads nothing otherwise.
    #[track_caller]
    fn check(text: &str, end: &str, is_read: bool) {
        let document = format!("{text}{end}<b/>");
        let mut tokens = Tokenizer::new(&document);
        assert_eq!(tokens.plain_text("t:a", false).map_err(|length| length >= LONG), Err(true));
        let read = tokens.long_text("t:a");
        assert_eq!(read.as_deref(), is_read.then_some(text));
        assert_eq!(tokens.offset(), if is_read { text.len() + end.len() } else { 0 });
        if let Some(read) = read {
            assert_eq!(Tokenizer::new(&document).plain_text("t:a", true), Ok((&*read, true)));
        }
    }

    #[test]
    fn long_texts() {
        let text = "base64==".repeat(LONG);
        check(&text, "</t:a>", true);
        check(&format!("{text} & more"), "</t:a>", false);
        check(&format!("{text}\r\n"), "</t:a>", false);
        check(&format!("{text}\u{FFFF}"), "</t:a>", false);
        check(&text, "</a>", false);
        check(&text, "<!-- -->", false);
        check(&text, "", false);
    }

    #[test]
    fn characters_between_chunks() {
        for before in 0..4 {
            check(&["x".repeat(before), "€".repeat(LONG)].concat(), "</t:a>", true);
        }
    }

    #[test]
    fn lengths_around_the_limits() {
        for length in [LONG, LONG + 1, LONG + CHUNK - 1, LONG + CHUNK, LONG + CHUNK + 1] {
            let document = format!("{}</t:a>", "x".repeat(length));
            assert_eq!(Tokenizer::new(&document).plain_text("t:a", true).map(|(text, _)| text.len()), Ok(length));
            assert_eq!(Tokenizer::new(&document).long_text("t:a").map(|text| text.len()), Some(length));
        }
        let document = format!("{}</t:a>", "x".repeat(LONG - 1));
        assert!(Tokenizer::new(&document).plain_text("t:a", false).is_ok());
    }
}
