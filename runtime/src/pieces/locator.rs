//! Locates pieces in the text of a document.

use super::piece::{Piece, ends_early};
use super::rest::Rest;
use super::route::{ElementPath, Place, Route};
use crate::engine::row::{Row, RowKind};
use crate::error::{Error, ErrorKind, Result};
use crate::lexical;
use crate::names::{Name, Namespace, Ns};
use crate::options::Options;
use crate::position::Position;
use crate::reader::{AFTER_ROOT, NO_ELEMENT, NOT_XML, Reader, Scope, Step};
use crate::tokens::{Decoder, Scanner, Span, SpanKind};

/// A function that returns whether the current tag starts the response in an envelope, although the path contains another name.
pub(crate) type IsAlias = fn(&Reader<'_>) -> bool;

/// The number of elements around the response in an envelope: `Envelope` and `Body`.
pub(super) const ANSWER_LEVEL: usize = 2;

/// The buffered text of a document, and the state of scanning it.
pub(super) struct Locator {
    pub(super) declared: Vec<Namespace>,
    pub(super) route: Route,
    pub(super) options: Options,
    /// The function that recognizes a response with another name; `None` if the document is not a SOAP envelope. In an envelope, only
    /// the first child of the first `Body` can be on a path.
    pub(super) answer: Option<IsAlias>,
    has_body: bool,
    decoder: Decoder,
    text: String,
    /// The number of bytes of `text` that have been processed. The current piece starts at this index.
    processed: usize,
    /// The position of `processed` in the document.
    pub(super) position: Position,
    scanner: Scanner,
    /// The open elements outside of pieces.
    pub(super) scope: Scope,
    /// `true` if the next element is a piece: the open elements are at the end of a path.
    is_wrapper: bool,
    /// `true` if the rest contains text other than white space after the last tag.
    has_text: bool,
    /// The names of the open elements in the piece, each as its offset from the start of the piece and its length. Empty outside of
    /// pieces.
    open: Vec<(usize, usize)>,
    /// The length of the current piece; 0 outside of pieces.
    piece_len: usize,
    pub(super) rest: Rest,
    root: Root,
    /// `true` if a comment, a processing instruction or an XML declaration has been found outside of pieces.
    pub(super) has_begun: bool,
    is_finished: bool,
    /// `true` if the end of the document has been reached.
    pub(super) is_ended: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Root {
    Awaited,
    Open,
    Closed,
}

/// The piece that starts at [`Locator::processed`].
struct Found {
    len: usize,
    is_complete: bool,
}

/// The maximum length of text that is buffered after reading has ended, for error messages.
const MAX_UNREAD: usize = 4096;

impl Locator {
    pub(super) fn new(declared: &[Namespace], paths: &'static [ElementPath], options: Options) -> Self {
        Self {
            declared: declared.to_vec(),
            route: Route::new(paths),
            options: options.skip_doctype(false),
            answer: None,
            has_body: false,
            decoder: Decoder::default(),
            text: String::new(),
            processed: 0,
            position: Position::START,
            scanner: Scanner::new(),
            scope: Scope::default(),
            is_wrapper: paths.iter().any(|path| path.is_empty()),
            has_text: false,
            open: Vec::new(),
            piece_len: 0,
            rest: Rest::default(),
            root: Root::Awaited,
            has_begun: false,
            is_finished: false,
            is_ended: false,
        }
    }

    pub(super) fn feed(&mut self, bytes: &[u8]) {
        if self.is_finished {
            return;
        }
        self.pass_piece();
        // Remove processed bytes only if at most as many bytes remain to be moved, so that all moves together take linear time.
        if self.processed >= self.text.len() - self.processed {
            self.text.drain(..self.processed);
            self.scanner.shift(self.processed);
            self.processed = 0;
        }
        self.decoder.feed(bytes, &mut self.text);
    }

    pub(super) fn finish(&mut self) {
        if !self.is_finished {
            self.pass_piece();
            self.is_finished = true;
            self.decoder.finish(&mut self.text);
        }
    }

    pub(super) fn has_root(&self) -> bool {
        self.root != Root::Awaited
    }

    /// Returns whether no further text can arrive.
    pub(super) fn has_received_all(&self) -> bool {
        self.is_finished || self.decoder.error().is_some()
    }

    /// Returns whether a piece is being read.
    pub(super) fn is_in_piece(&self) -> bool {
        self.piece_len > 0
    }

    /// Moves the text that has not been processed to the rest. Returns the error of undecodable bytes after this text, without a
    /// position.
    pub(super) fn take_unread(&mut self) -> Option<Error> {
        let unread = self.text.get(self.processed..).unwrap_or_default();
        self.rest.push(unread, self.position);
        self.pass(self.text.len());
        self.decoder.error()
    }

    /// Returns the text that has not been processed, without the current piece.
    pub(super) fn unread(&self) -> &str {
        self.text.get(self.processed + self.piece_len..).unwrap_or_default()
    }

    /// Returns whether [`Self::unread`] is complete, or long enough for error messages.
    pub(super) fn has_enough_unread(&self) -> bool {
        self.is_finished || self.unread().len() >= MAX_UNREAD
    }

    /// Locates the next piece. Returns `None` if more text is needed, and at the end.
    ///
    /// # Errors
    /// The document is not well-formed or not decodable, its root is not on any path, or the piece or the rest is too long.
    pub(super) fn next_piece(&mut self) -> Result<Option<Piece<'_>>> {
        self.pass_piece();
        if self.is_ended {
            return Ok(None);
        }
        let Some(Found { len, is_complete }) = self.find()? else { return Ok(None) };
        self.piece_len = len;
        self.open.clear();
        self.scope.count_child();
        if is_complete && self.scope.depth() == 0 {
            self.root = Root::Awaited;
        }
        Ok(Some(self.piece(is_complete)))
    }

    /// Returns the piece that was located last.
    pub(super) fn piece(&self, is_complete: bool) -> Piece<'_> {
        Piece {
            text: self.text.get(self.processed..self.processed + self.piece_len).unwrap_or_default(),
            position: self.position,
            is_complete,
            declared: &self.declared,
            options: self.options,
            scope: &self.scope,
            not_text: if is_complete { None } else { self.decoder.error() },
        }
    }

    // -- tokens --------------------------------------------------------------------------------------------------------

    fn find(&mut self) -> Result<Option<Found>> {
        loop {
            let Some(token) = self.scanner.next_span(self.text.as_bytes()) else { return self.end_of_text() };
            let found = match token.kind {
                SpanKind::DocType | SpanKind::Malformed if !self.open.is_empty() => Some(self.cut_piece(token)),
                SpanKind::DocType => {
                    return Err(self.error_at(token, "document type declarations are not supported"));
                }
                SpanKind::Malformed => {
                    return Err(self.error_at(token, "not well-formed XML: neither a tag nor a comment nor CDATA"));
                }
                _ if !self.open.is_empty() => self.token_in_piece(token)?,
                SpanKind::Start | SpanKind::Empty | SpanKind::End => self.tag(token)?,
                SpanKind::Text | SpanKind::CData => {
                    self.text_outside(token)?;
                    None
                }
                SpanKind::CommentOrInstruction => {
                    self.has_begun = true;
                    self.comment_or_instruction(token)?;
                    None
                }
            };
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    fn token_in_piece(&mut self, token: Span) -> Result<Option<Found>> {
        let len = token.end - self.processed;
        let max_open = self.options.max_depth.saturating_sub(self.scope.depth());
        let mut is_complete = false;
        let mut is_broken = false;
        match token.kind {
            SpanKind::Start => {
                is_broken = self.open.len() >= max_open;
                self.open_in_piece(token);
            }
            SpanKind::Empty => is_broken = self.open.len() >= max_open,
            SpanKind::End => {
                let text = self.text.as_bytes();
                let name = text.get(token.start + 2..token.end - 1).unwrap_or_default().trim_ascii_end();
                let expected = self.open.pop().and_then(|(start, len)| {
                    let start = self.processed + start;
                    text.get(start..start + len)
                });
                is_broken = expected != Some(name);
                is_complete = !is_broken && self.open.is_empty();
            }
            _ => {}
        }
        self.check_piece_len(len)?;
        Ok((is_complete || is_broken).then_some(Found { len, is_complete }))
    }

    /// Ends a piece early, at a token that XML does not allow there.
    fn cut_piece(&self, token: Span) -> Found {
        /// The number of bytes that suffice to recognize the token.
        const LONGEST: usize = "<![CDATA[".len();
        let end = usize::min(token.start + LONGEST, self.text.len());
        let end = (end..=self.text.len()).find(|end| self.text.is_char_boundary(*end));
        Found { len: end.unwrap_or(token.end) - self.processed, is_complete: false }
    }

    /// Adds the element of a tag to the open elements of the piece: the root of the piece, or an element inside it.
    fn open_in_piece(&mut self, token: Span) {
        let tag = self.text.as_bytes().get(token.start + 1..token.end - 1).unwrap_or_default();
        let len = tag.iter().position(|byte| byte.is_ascii_whitespace()).unwrap_or(tag.len());
        self.open.push((token.start + 1 - self.processed, len));
    }

    /// Processes a tag outside of pieces, or the start tag of a piece.
    fn tag(&mut self, token: Span) -> Result<Option<Found>> {
        self.has_text = false;
        if self.is_wrapper && token.kind != SpanKind::End {
            self.root = Root::Open;
            let len = token.end - self.processed;
            let is_too_deep = self.scope.depth() >= self.options.max_depth;
            self.check_piece_len(len)?;
            self.open_in_piece(token);
            let is_end = token.kind == SpanKind::Empty || is_too_deep;
            return Ok(is_end.then_some(Found { len, is_complete: !is_too_deep }));
        }
        let text = self.text.get(self.processed..token.end).unwrap_or_default();
        let mut reader = Reader::inside(text, &self.declared, self.options, &self.scope);
        let position = self.position;
        let step = reader.step().map_err(|error| error.relocate(|place| position.of_inner(place)))?;
        let entered = matches!(step, Step::Start).then(|| {
            let place = self.adopt_step(&mut reader);
            (reader.entered(), place)
        });
        match entered {
            Some(_) if self.root == Root::Closed => {
                return Err(reader.second_root().relocate(|place| position.of_inner(place)));
            }
            Some((entered, place)) => {
                if self.root == Root::Awaited && !self.route.paths.iter().any(|path| entered.is(path.first())) {
                    let expected = self.route.paths.iter().find_map(|path| path.first());
                    let (namespace, local) = expected.copied().unwrap_or((Ns::NONE, ""));
                    let error =
                        reader.unexpected_element(&Row::new(RowKind::Element(None), Name::new(namespace, local)));
                    return Err(self.error(ErrorKind::Root, error.message()));
                }
                self.root = Root::Open;
                self.has_body |= place.is_read && self.scope.depth() == 1;
                self.scope.count_child();
                self.route.add(place, &self.scope);
                if token.kind == SpanKind::Start {
                    self.scope.enter(entered, place.is_read);
                }
            }
            None => {
                self.scope.leave();
                self.route.leave(&self.scope);
            }
        }
        self.rest.push(text, self.position);
        if self.scope.depth() == 0 {
            self.root = Root::Closed;
        }
        self.is_wrapper = self.root == Root::Open && self.route.is_at_end(&self.scope);
        self.pass(token.end);
        self.check_rest_len()?;
        Ok(None)
    }

    /// Gives the current tag the name of a step of a path if a reader of the whole document would accept it as this step. Returns
    /// the place of the element. `Place::is_read` is true if the element can be on a path.
    fn adopt_step(&self, reader: &mut Reader<'_>) -> Place {
        if let Some(place) = self.route.adopt(reader, &self.scope) {
            return place;
        }
        let level = self.scope.depth();
        let mut steps = self.route.paths.iter().filter_map(|path| path.get(level));
        let is_step =
            |reader: &Reader<'_>, step: &(Ns, &str)| reader.name().namespace == step.0 && reader.local_name() == step.1;
        let is_envelope = self.answer.is_some();
        if is_envelope && level < ANSWER_LEVEL {
            return Place::unknown(!self.has_body && steps.any(|step| is_step(reader, step)));
        }
        let answer = self.answer.filter(|_| level == ANSWER_LEVEL);
        let is_alias = |reader: &Reader<'_>| answer.is_some_and(|is_answer| is_answer(reader));
        let is_answer_place = answer.is_none() || self.scope.children(ANSWER_LEVEL - 1) == Some(0);
        // The namespace is an error in strict mode. The error is ignored here, because reading the rest reports it.
        let _ = reader.adopt_namespace(|reader| steps.clone().any(|step| is_step(reader, step)) || is_alias(reader));
        if is_alias(reader)
            && let Some((namespace, local)) = steps.next()
        {
            reader.rename(Name::new(*namespace, local));
        }
        Place::unknown(is_answer_place && !reader.is_nil())
    }

    /// Processes a comment, a processing instruction or an XML declaration outside of pieces. Adds it to the rest if it precedes
    /// the root, is an XML declaration or is not well-formed, and drops it otherwise.
    fn comment_or_instruction(&mut self, token: Span) -> Result<()> {
        let text = self.text.get(token.start..token.end).unwrap_or_default();
        let deviates = || Reader::new(text, &[], Options::new().strict(true)).step().is_err();
        if self.is_before_root() || text.starts_with("<?xml") || deviates() {
            self.rest.push(text, self.position);
        }
        self.pass(token.end);
        self.check_rest_len()
    }

    /// Returns whether the root element has not started yet. Returns `false` if whole documents are the pieces.
    fn is_before_root(&self) -> bool {
        self.root == Root::Awaited && !self.is_wrapper
    }

    /// Processes text outside of pieces.
    fn text_outside(&mut self, token: Span) -> Result<()> {
        let text = self.text.get(token.start..token.end).unwrap_or_default();
        let is_blank =
            token.kind == SpanKind::Text && lexical::trim(text.trim_matches(self.byte_order_mark())).is_empty();
        if self.scope.depth() == 0 {
            if is_blank {
                if !self.is_wrapper {
                    self.rest.push(text, self.position);
                }
                self.pass(token.end);
                return self.check_rest_len();
            }
            return Err(match self.root {
                Root::Closed => self.error(ErrorKind::Syntax, AFTER_ROOT),
                _ => self.error(ErrorKind::Root, NOT_XML),
            });
        }
        if !is_blank || self.has_text || !self.is_wrapper {
            self.has_text |= !is_blank;
            self.rest.push(text, self.position);
        }
        self.pass(token.end);
        self.check_rest_len()
    }

    /// Returns the characters that may precede a document, a byte order mark and white space, if a document may start here.
    /// Otherwise, returns no characters.
    fn byte_order_mark(&self) -> &'static [char] {
        if self.scope.depth() == 0 && self.is_wrapper { &['\u{FEFF}', ' ', '\t', '\r', '\n'] } else { &[] }
    }

    /// Handles the end of the received text. Only an incomplete piece or an incomplete token has not been processed.
    fn end_of_text(&mut self) -> Result<Option<Found>> {
        let len = self.text.len() - self.processed;
        self.check_piece_len(len)?;
        if !self.open.is_empty() && self.has_received_all() {
            return Ok(Some(Found { len, is_complete: false }));
        }
        if let Some(error) = self.decoder.error() {
            let end = self.position.after(self.text.get(self.processed..).unwrap_or_default());
            return Err(self.located(error, end));
        }
        if !self.is_finished {
            return Ok(None);
        }
        if len > 0 || self.scope.depth() > 0 {
            return Err(self.syntax_error());
        }
        if self.root == Root::Awaited && !self.is_wrapper {
            return Err(self.error(ErrorKind::Truncated, NO_ELEMENT));
        }
        self.is_ended = true;
        Ok(None)
    }

    /// Returns the first syntax error in the text that has not been processed, or the error of a document that ends too early.
    fn syntax_error(&self) -> Error {
        let text = self.text.get(self.processed..).unwrap_or_default();
        let mut reader = Reader::inside(text, &self.declared, self.options.strict(false), &self.scope);
        let error = loop {
            match reader.step() {
                Ok(Step::Eof) => break ends_early(&reader),
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        error.relocate(|place| self.position.of_inner(place))
    }

    /// Marks the current piece as processed.
    fn pass_piece(&mut self) {
        let len = std::mem::take(&mut self.piece_len);
        self.pass(self.processed + len);
    }

    /// Marks the text before an index as processed.
    fn pass(&mut self, end: usize) {
        if let Some(text) = self.text.get(self.processed..end) {
            self.position = self.position.after(text);
            self.processed = end;
        }
    }

    // -- limits and errors ---------------------------------------------------------------------------------------------

    fn check_piece_len(&self, len: usize) -> Result<()> {
        self.check_len(len, "a piece takes")
    }

    fn check_rest_len(&self) -> Result<()> {
        self.check_len(self.rest.size(), "what is outside of pieces takes")
    }

    fn check_len(&self, len: usize, subject: &str) -> Result<()> {
        let max = self.options.max_piece;
        if len <= max {
            return Ok(());
        }
        let message = format!("{subject} more than {max} bytes; raise Options::max_piece");
        Err(self.error(ErrorKind::Limit, message))
    }

    /// Returns an error at the end of the processed text.
    #[cold]
    pub(super) fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        self.located(Error::new(kind, message), self.position)
    }

    /// Returns a syntax error at a token.
    #[cold]
    fn error_at(&self, token: Span, message: &str) -> Error {
        let before = self.text.get(self.processed..token.start).unwrap_or_default();
        self.located(Error::new(ErrorKind::Syntax, message), self.position.after(before))
    }

    #[cold]
    fn located(&self, error: Error, position: Position) -> Error {
        let name = |(start, len): &(usize, usize)| {
            let start = self.processed + start;
            self.text.get(start..start + len).unwrap_or_default()
        };
        error.inside_all(self.scope.names().chain(self.open.iter().map(name))).with_position(position)
    }
}
