//! The steps of a reader through its document.

use std::borrow::Cow;

use super::cursor::{OpenElement, Tag, Unread};
use super::expected::{ExpectationKey, Expected};
use super::state::Reader;
use crate::deviation::DeviationKind;
use crate::error::{Error, ErrorKind, Result};
use crate::lexical;
use crate::names::{Name, Ns, name_hash, split_name};
use crate::printable::shown_name;
use crate::tokens::{LONG, Token, Tokenizer, is_xml_char};

/// The message about a document that ends before its root.
pub(crate) const NO_ELEMENT: &str = "the document has no element";

/// The message about a document that begins with text. The message omits the text, which may be secret.
pub(crate) const NOT_XML: &str = "the document is not XML: it begins with text";

/// The message about content after the root.
pub(crate) const AFTER_ROOT: &str = "the document contains more than the root element";

/// The result of [`Reader::step`].
#[derive(Debug)]
pub enum Step<'a> {
    /// A start tag. The methods of the reader return its name and its attributes.
    Start,
    /// The end of the innermost open element.
    End,
    /// Text, with references replaced.
    Text(Cow<'a, str>),
    /// The end of the document.
    Eof,
}

impl<'a> Reader<'a> {
    /// Reads the next tag or text. Skips comments and processing instructions.
    ///
    /// # Errors
    /// The document is not well-formed, exceeds a limit, or has a document type declaration that the options do not allow. A strict
    /// reader also fails for each deviation.
    pub fn step(&mut self) -> Result<Step<'a>> {
        match self.cursor.unread.take() {
            Some(Unread::Start) => return Ok(Step::Start),
            Some(Unread::End) => return Ok(Step::End),
            None => {}
        }
        if self.cursor.end_follows {
            self.cursor.end_follows = false;
            return Ok(self.leave());
        }
        loop {
            let token = match self.cursor.tokens.next(self.cursor.open_name()) {
                Ok(token) => token,
                Err(error) => return Err(self.cursor.locate(error)),
            };
            match token {
                Token::Start { name, attributes, is_empty } => {
                    self.cursor.end_follows = is_empty;
                    return self.enter(name, attributes);
                }
                Token::End => return Ok(self.leave()),
                Token::OtherEnd(name) => return Err(self.mismatched(name)),
                Token::Text(text) => return self.clean(Cow::Borrowed(text)).map(Step::Text),
                Token::Reference(name) => {
                    let c = self.reference(name)?;
                    return Ok(Step::Text(Cow::Owned(c.to_string())));
                }
                Token::Comment(text) => self.comment(text)?,
                Token::Declaration { is_at_start: false, .. } => {
                    let message = "an XML declaration that is not at the beginning";
                    self.deviation(DeviationKind::Syntax, &|| message.to_owned())?;
                }
                Token::Declaration { is_valid: false, .. } => {
                    self.deviation(DeviationKind::Syntax, &|| "a malformed XML declaration".to_owned())?;
                }
                Token::Instruction { is_valid: false } => {
                    let message = "a processing instruction without a valid target, or with a forbidden character";
                    self.deviation(DeviationKind::Syntax, &|| message.to_owned())?;
                }
                Token::Declaration { .. } | Token::Instruction { .. } => {}
                Token::DocType { text, is_closed } => self.document_type(text, is_closed)?,
                Token::Eof => return self.eof(),
            }
        }
    }

    /// Checks the text of a comment.
    #[cold]
    fn comment(&mut self, text: &str) -> Result<()> {
        if text.contains("--") || text.ends_with('-') {
            self.deviation(DeviationKind::Syntax, &|| "`--` in a comment".to_owned())?;
        }
        if !text.chars().all(is_xml_char) {
            self.deviation(DeviationKind::Syntax, &|| "a forbidden character in a comment".to_owned())?;
        }
        Ok(())
    }

    /// Skips a document type declaration if the options allow it.
    ///
    /// # Errors
    /// The options do not allow the declaration, or it is not closed, is invalid, has an internal subset, follows another document
    /// type declaration, or is not before the root element.
    #[cold]
    fn document_type(&mut self, text: &str, is_closed: bool) -> Result<()> {
        let is_repeated = std::mem::replace(&mut self.cursor.has_document_type, true);
        let is_first = self.cursor.open.is_empty() && self.cursor.closed.is_none() && !is_repeated;
        let message = match self.options.skip_doctype {
            false => "document type declarations are not supported",
            true if !is_closed => "the document type declaration is not closed: `>` is missing",
            true if is_first && is_document_type(text) => return Ok(()),
            true if text.contains('[') => "internal subsets of document type declarations are not supported",
            true => "an invalid document type declaration",
        };
        // The error is at the start of the declaration, because a reader of chunks may not have received its end.
        let document = self.cursor.tokens.text();
        let after = text.as_ptr().addr().saturating_sub(document.as_ptr().addr());
        let start = document.get(..after).and_then(|before| before.rfind("<!")).unwrap_or(after);
        let is_cut = self.options.skip_doctype && !is_closed;
        let kind = if is_cut { ErrorKind::Truncated } else { ErrorKind::Syntax };
        Err(self.cursor.locate(Error::new(kind, message).at(start)))
    }

    /// Reads up to the start tag of the root.
    ///
    /// # Errors
    /// The document has no element, or text before the root. Otherwise, fails like [`Self::step`].
    pub(crate) fn find_root(&mut self) -> Result<()> {
        loop {
            let before = self.offset();
            match self.step()? {
                Step::Start => return Ok(()),
                Step::Eof => return Err(self.error(ErrorKind::Truncated, NO_ELEMENT)),
                Step::Text(text) if lexical::trim(&text).is_empty() => {}
                Step::Text(_) => return Err(self.text_error(ErrorKind::Root, NOT_XML, before)),
                Step::End => {}
            }
        }
    }

    /// Reads up to the start tag of the next child, and skips text. Returns `false` at the end of the parent.
    ///
    /// # Errors
    /// The parent contains text between its children, and the reader is strict. Otherwise, fails like [`Self::step`].
    pub(crate) fn next_child(&mut self) -> Result<bool> {
        loop {
            match self.step()? {
                Step::Start => return Ok(true),
                Step::Text(text) => self.unexpected_text(&text)?,
                Step::End | Step::Eof => return Ok(false),
            }
        }
    }

    /// Reads the text of the current element, up to and including its end tag. Skips child elements.
    ///
    /// # Errors
    /// The element has child elements, and the reader is strict. Otherwise, fails like [`Self::step`].
    pub fn text(&mut self) -> Result<Cow<'a, str>> {
        self.text_of(&|| false)
    }

    /// Reads text like [`Self::text`]. `is_string` returns whether the caller stores the text as a `String`. If so, and if the
    /// reader is not strict, a long text is copied during the search for the end tag.
    #[inline]
    pub(crate) fn text_of(&mut self, is_string: &dyn Fn() -> bool) -> Result<Cow<'a, str>> {
        match self.cursor.plain_text(false) {
            Ok(text) => self.end_of_text(text),
            Err(length) if length < LONG => self.text_in_pieces(),
            Err(_) => self.long_text(is_string),
        }
    }

    #[inline]
    fn end_of_text(&mut self, (text, is_plain): (&'a str, bool)) -> Result<Cow<'a, str>> {
        let text = Cow::Borrowed(text);
        // `close` can close the root, and `clean` does not check text outside of the root. So `clean` is called first.
        let text = if is_plain && !self.options.strict { text } else { self.clean(text)? };
        self.close();
        Ok(text)
    }

    #[cold]
    fn long_text(&mut self, is_string: &dyn Fn() -> bool) -> Result<Cow<'a, str>> {
        if !self.options.strict
            && is_string()
            && let Some(text) = self.cursor.long_text()
        {
            self.close();
            return Ok(Cow::Owned(text));
        }
        match self.cursor.plain_text(true) {
            Ok(text) => self.end_of_text(text),
            Err(_) => self.text_in_pieces(),
        }
    }

    /// Reads the text of the current element token by token. References, CDATA sections, comments and child elements can interrupt it.
    #[inline(never)]
    fn text_in_pieces(&mut self) -> Result<Cow<'a, str>> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.step()? {
                Step::End | Step::Eof => return Ok(text),
                Step::Text(piece) if text.is_empty() => text = piece,
                Step::Text(piece) => text.to_mut().push_str(&piece),
                Step::Start => self.unknown_element()?,
            }
        }
    }

    /// Skips the current element, up to and including its end tag.
    ///
    /// # Errors
    /// Fails like [`Self::step`].
    pub fn skip(&mut self) -> Result<()> {
        let outside = self.cursor.open.len().saturating_sub(1);
        loop {
            match self.step()? {
                Step::End if self.cursor.open.len() <= outside => return Ok(()),
                Step::Eof => return Ok(()),
                Step::Start | Step::End | Step::Text(_) => {}
            }
        }
    }

    /// Reads from the end of the root to the end of the document.
    ///
    /// # Errors
    /// The root is followed by text that is not white space, or by an element. Otherwise, fails like [`Self::step`].
    pub fn end_of_document(&mut self) -> Result<()> {
        loop {
            let before = self.offset();
            match self.step()? {
                Step::Eof => return Ok(()),
                Step::Text(text) if lexical::trim(&text).is_empty() => {}
                Step::Start => return Err(self.second_root()),
                _ => return Err(self.text_error(ErrorKind::Syntax, AFTER_ROOT, before)),
            }
        }
    }

    /// Returns an error about the text outside of the root that has just been read. The error is at the first character that is not
    /// white space, because a reader of chunks may not have received the end of the text. `before` is an offset before the text.
    /// Between `before` and the text, there may only be comments, processing instructions, and XML and document type declarations.
    #[cold]
    pub(crate) fn text_error(&self, kind: ErrorKind, message: &str, before: usize) -> Error {
        let mut tokens = Tokenizer::at(self.source(), before);
        let mut start = before;
        while let Ok(
            Token::Comment(_) | Token::Declaration { .. } | Token::Instruction { .. } | Token::DocType { .. },
        ) = tokens.next(None)
        {
            start = tokens.offset();
        }
        let text = self.source().get(start..).unwrap_or_default();
        let blanks = text.len() - text.trim_start_matches(lexical::is_white_space).len();
        self.cursor.locate(Error::new(kind, message).at(start + blanks))
    }

    /// Returns the error for an element after the root.
    #[cold]
    pub(crate) fn second_root(&self) -> Error {
        let is_envelope = self.name().is(Name::new(Ns::SOAP, "Envelope"));
        let message = match is_envelope {
            true => "another envelope follows; `soap::Envelopes` reads several, one after the other",
            false => AFTER_ROOT,
        };
        self.error(ErrorKind::Syntax, message)
    }

    /// Records that the schema does not allow the current element, and skips the element.
    pub(crate) fn unknown_element(&mut self) -> Result<()> {
        let name = self.cursor.tag.qualified;
        self.deviation(DeviationKind::UnknownElement, &|| format!("<{}>", shown_name(name)))?;
        self.skip()
    }

    /// Skips text between elements. Records a deviation unless the text is white space.
    pub(crate) fn unexpected_text(&mut self, text: &str) -> Result<()> {
        if lexical::trim(text).is_empty() {
            return Ok(());
        }
        // The deviation omits the text: if a tag is damaged, the text can be the content of another element, which may be a secret.
        self.deviation(DeviationKind::UnexpectedText, &|| format!("{} characters", lexical::trim(text).chars().count()))
    }

    /// Makes the next step return the current start tag again.
    pub(crate) fn unread_start(&mut self) {
        self.cursor.unread = Some(Unread::Start);
    }

    /// Makes the next step return the last end tag again.
    pub(crate) fn unread_end(&mut self) {
        self.cursor.unread = Some(Unread::End);
    }

    /// Reads the next tag or text, like [`Self::step`], as a child of the current element. The start tag that [`Self::expect`] stored
    /// for `key` is recognized without resolving its name.
    // Not inlined in debug builds: the callers are recursive, and debug builds reserve space on the stack for each variable of an
    // inlined function.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn step_to_child(&mut self, key: ExpectationKey) -> Result<Step<'a>> {
        self.expectations.field = None;
        if let Some(scope) = self.bindings.scope()
            && let Some(expected) = self.expectations.at(key, scope)
            && self.cursor.unread.is_none()
            && !self.cursor.end_follows
            && let Some((name, is_empty)) = self.cursor.tokens.start_tag(expected.qualified)
        {
            let local = name.get(name.len() - expected.name.local.len()..).unwrap_or_default();
            let (resolved, field) = (Name { local, ..expected.name }, expected.field);
            self.cursor.end_follows = is_empty;
            self.open(name, resolved, "")?;
            if self.bindings.scope() == Some(scope) {
                self.expectations.field = Some(field);
            } else {
                self.resolve_name(name)?;
            }
            return Ok(Step::Start);
        }
        self.step()
    }

    /// Returns the index of the field in which the parent stores the current element, if [`Self::step_to_child`] has recognized its
    /// start tag.
    #[inline]
    pub(crate) fn expected_field(&self) -> Option<usize> {
        self.expectations.field
    }

    /// Stores the current tag as the one that [`Self::step_to_child`] recognizes for `key`. `field` is the index of the field in
    /// which the parent stores the element.
    pub(crate) fn expect(&mut self, key: ExpectationKey, field: usize) {
        if let Some(scope) = self.bindings.scope() {
            let Tag { qualified, name, .. } = self.cursor.tag;
            self.expectations.add(Expected { key, field, qualified, name, scope });
        }
    }

    fn enter(&mut self, name: &'a str, attributes: &'a str) -> Result<Step<'a>> {
        self.open(name, Name::EMPTY, attributes)?;
        self.resolve_name(name)?;
        Ok(Step::Start)
    }

    /// Opens an element, and makes its start tag the current tag. `attributes` is the source text of the attributes that the tokenizer
    /// has not split.
    #[inline]
    fn open(&mut self, qualified: &'a str, name: Name<'a>, attributes: &'a str) -> Result<()> {
        if self.cursor.open.len() >= self.options.max_depth {
            let message = format!("elements are nested more than {} levels deep", self.options.max_depth);
            return Err(self.error(ErrorKind::Limit, message));
        }
        let bindings = self.bindings.enter();
        self.cursor.open.push(OpenElement { name: qualified, bindings });
        self.cursor.closed = None;
        self.cursor.tag = Tag { qualified, name, is_nil: false, xsi_type: None };
        self.cursor.attributes.clear();
        if !attributes.is_empty() || !self.cursor.tokens.attributes().is_empty() {
            self.scan_attributes(attributes)?;
        }
        Ok(())
    }

    /// Resolves the name of the current tag.
    fn resolve_name(&mut self, name: &'a str) -> Result<()> {
        let (prefix, local) = split_name(name);
        let namespace = match self.bindings.resolve(prefix) {
            Some(namespace) => namespace,
            None if prefix.is_empty() => Ns::NONE,
            None => {
                self.deviation(DeviationKind::Namespace, &|| {
                    format!("the prefix of <{}> is not declared", shown_name(name))
                })?;
                Ns::NONE
            }
        };
        self.cursor.tag.name = Name { namespace, local, hash: name_hash(local.as_bytes()) };
        Ok(())
    }

    fn leave(&mut self) -> Step<'a> {
        self.close();
        Step::End
    }

    #[inline]
    fn close(&mut self) {
        if let Some(open) = self.cursor.open.pop() {
            self.bindings.leave(open.bindings);
            self.cursor.closed = Some(open.name);
        }
    }

    fn eof(&self) -> Result<Step<'a>> {
        match self.cursor.open_name() {
            None => Ok(Step::Eof),
            Some(name) => {
                Err(self.error(ErrorKind::Truncated, format!("the document ends inside <{}>", shown_name(name))))
            }
        }
    }

    #[cold]
    fn mismatched(&self, found: &str) -> Error {
        let found = shown_name(found);
        let message = match self.cursor.open_name() {
            Some(name) => format!("expected </{}>, found </{found}>", shown_name(name)),
            None => format!("</{found}> has no start tag"),
        };
        self.error(ErrorKind::Syntax, message)
    }
}

/// Returns whether a text consists of a name and an optional external identifier (XML 1.0, productions doctypedecl and
/// ExternalID).
fn is_document_type(text: &str) -> bool {
    fn literal(text: &str) -> Option<&str> {
        let text = text.trim_start_matches(lexical::is_white_space);
        let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        text[1..].split_once(quote).map(|(_, rest)| rest)
    }
    let text = lexical::trim(text);
    let (name, rest) = text.split_once(lexical::is_white_space).unwrap_or((text, ""));
    let rest = lexical::trim(rest);
    let after = match (rest.strip_prefix("SYSTEM"), rest.strip_prefix("PUBLIC")) {
        (Some(id), _) => literal(id),
        (_, Some(ids)) => literal(ids).and_then(literal),
        (None, None) => Some(rest),
    };
    lexical::is_name(name) && after.is_some_and(str::is_empty)
}
