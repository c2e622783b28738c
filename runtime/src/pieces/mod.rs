//! Documents that come in chunks and are read in pieces, so that a long one takes no more memory than its longest piece.
//!
//! A [`Scanner`] looks at each byte once and finds where tags end. What is outside of pieces is read tag by tag, for what is
//! around a piece: names and namespaces; it is kept and read as a document at the end. A piece is read as soon as it is whole,
//! by a [`Reader`] that begins inside of what is around.

mod rest;

use std::fmt;

use self::rest::Rest;
use super::deviation::Deviation;
use super::documents::Document;
use super::engine::element::GlobalElement;
use super::engine::read::read_choice;
use super::engine::view::Choice;
use super::error::{Error, ErrorKind, Result};
use super::lexical;
use super::names::{Namespace, Ns};
use super::options::Options;
use super::position::Position;
use super::reader::{Reader, Scope, Step, shown};
use super::tokens::{Decoder, Scanner, Span, SpanKind};

/// The names of elements from the root on, each in the one before it.
pub type ElementPath = &'static [(Ns, &'static str)];

/// Reads a document that comes in chunks piece by piece. The pieces are the children of the elements at given paths; those of
/// the empty path are whole documents, one behind the other.
///
/// Chunks may be cut anywhere. Take pieces until there is none after each chunk: only then memory stays flat. A piece may be as
/// long as [`Options::max_piece`], and so may all that is outside of pieces; [`Options::max_memory`] holds for each by itself.
///
/// ```
/// use ews_types::namespaces::{M, NAMESPACES, T};
/// use ews_types::types::RealItem;
/// use ews_types::xml::{Options, Pieces};
///
/// # fn main() -> Result<(), ews_types::xml::Error> {
/// let mut pieces = Pieces::new(NAMESPACES, &[&[(M, "Items")]], Options::new());
/// pieces.feed(b"<Items xmlns='http://schemas.microsoft.com/exchange/services/2006/messages'");
/// pieces.feed(b" xmlns:t='http://schemas.microsoft.com/exchange/services/2006/types'><t:Mess");
/// assert_eq!(pieces.next_choice::<RealItem>()?, None);
/// pieces.feed(b"age><t:Size>12</t:Size></t:Message></Items>");
/// pieces.finish();
/// let Some(RealItem::Message(message)) = pieces.next_choice()? else { return Ok(()) };
/// assert_eq!(message.size, Some(12));
/// assert_eq!(pieces.next_choice::<RealItem>()?, None);
/// # Ok(())
/// # }
/// ```
pub struct Pieces {
    declared: Vec<Namespace>,
    paths: &'static [ElementPath],
    options: Options,
    decoder: Decoder,
    /// The text that is at hand. Inside of a piece it begins not behind the piece.
    text: String,
    /// Up to here the text has been dealt with: inside of a piece, where it begins.
    done: usize,
    /// Where in the document that is.
    position: Position,
    scanner: Scanner,
    /// What is open outside of pieces.
    scope: Scope,
    /// The children of the innermost open element are pieces.
    is_wrapper: bool,
    /// Text was kept since the last tag.
    keeps_text: bool,
    /// The elements that are open in the piece, as places of their names behind its beginning. Empty outside of pieces.
    open: Vec<(usize, usize)>,
    /// How long the piece is that was given out last.
    given: usize,
    rest: Rest,
    deviations: Vec<Deviation>,
    root: Root,
    /// There was something more than white space.
    has_begun: bool,
    is_finished: bool,
    state: State,
    /// What is told after the error that was told.
    failure: Option<Error>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Root {
    Awaited,
    Open,
    Closed,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    Reading,
    /// The end has been reached.
    Ended,
    /// An error has been told behind which there is nothing to read.
    Failed,
}

/// How much text is kept, for messages, when nothing is read any more.
const MOST_UNREAD: usize = 4096;

/// An error of reading a piece or the rest: an XML error, whose position is moved to that in the document, or another one.
pub(crate) trait PieceError: From<Error> {
    /// Returns the XML error, or `self` if it is another one.
    fn into_xml(self) -> Result<Error, Self>;
}

impl PieceError for Error {
    fn into_xml(self) -> Result<Error, Self> {
        Ok(self)
    }
}

/// A piece that has come as a whole, or up to what makes it end too early.
struct Piece<'a> {
    text: &'a str,
    position: Position,
    is_whole: bool,
    declared: &'a [Namespace],
    options: Options,
    scope: &'a Scope,
}

struct Found {
    length: usize,
    is_whole: bool,
}

impl<'a> Piece<'a> {
    fn reader(&self) -> Reader<'a> {
        Reader::inside(self.text, self.declared, self.options, self.scope)
    }

    /// An error of [`Self::reader`], with its place in the document.
    fn locate(&self, error: Error) -> Error {
        error.relocate(|place| self.position.of_inner(place))
    }

    /// What [`Self::reader`] tolerated, with places in the document.
    fn deviations(&self, mut deviations: Vec<Deviation>) -> Vec<Deviation> {
        for deviation in &mut deviations {
            deviation.position = self.position.of_inner(deviation.position);
        }
        deviations
    }

    /// Refuses a piece that is not whole, though a value could be read of it.
    fn check_whole(&self) -> Result<()> {
        if self.is_whole { Ok(()) } else { Err(self.flaw().unwrap_or_else(|| self.locate(too_early(&self.reader())))) }
    }

    /// What is not well-formed in the piece.
    fn flaw(&self) -> Option<Error> {
        let mut reader = Reader::inside(self.text, self.declared, self.options.strict(false), self.scope);
        let read = to_start(&mut reader).and_then(|()| reader.skip());
        read.err().map(|error| self.locate(error))
    }
}

/// The first error in what is not well-formed.
fn syntax_error(reader: &mut Reader<'_>) -> Error {
    loop {
        match reader.step() {
            Ok(Step::Eof) => return too_early(reader),
            Ok(_) => {}
            Err(error) => return error,
        }
    }
}

fn too_early(reader: &Reader<'_>) -> Error {
    reader.error(ErrorKind::Syntax, "the document ends too early")
}

impl Pieces {
    /// Begins a document whose known namespaces are the declared ones.
    pub fn new(declared: &[Namespace], paths: &'static [ElementPath], options: Options) -> Self {
        Self {
            declared: declared.to_vec(),
            paths,
            options,
            decoder: Decoder::default(),
            text: String::new(),
            done: 0,
            position: Position::START,
            scanner: Scanner::new(),
            scope: Scope::default(),
            is_wrapper: paths.iter().any(|path| path.is_empty()),
            keeps_text: false,
            open: Vec::new(),
            given: 0,
            rest: Rest::default(),
            deviations: Vec::new(),
            root: Root::Awaited,
            has_begun: false,
            is_finished: false,
            state: State::Reading,
            failure: None,
        }
    }

    /// Takes in a chunk of the document, in one of the encodings that [`decode`](super::decode) reads.
    pub fn feed(&mut self, bytes: &[u8]) {
        let is_read = self.state == State::Reading || self.unread().len() < MOST_UNREAD;
        if self.is_finished || !is_read {
            return;
        }
        self.pass_given();
        // Only where that moves fewer bytes than have been dealt with.
        if self.done >= self.text.len() - self.done {
            self.text.drain(..self.done);
            self.scanner.shift(self.done);
            self.done = 0;
        }
        self.decoder.feed(bytes, &mut self.text);
    }

    /// Says that there is nothing more to feed: what is not whole then is an error.
    pub fn finish(&mut self) {
        if !self.is_finished {
            self.pass_given();
            self.is_finished = true;
            self.decoder.finish(&mut self.text);
        }
    }

    /// Reads the next piece; `None` until more is fed, and when there is none any more. An element that is none of the choice
    /// is passed over.
    ///
    /// # Errors
    /// What [`from_str`](super::from_str) says. After one that is about this piece alone it goes on with the next piece; after
    /// what is not well-formed, and after a piece that is too long, there is none any more.
    pub fn next_choice<C: Choice>(&mut self) -> Result<Option<C>> {
        while let Some(read) = self.read_piece(|_, reader| choice(reader))? {
            let Document { value, deviations } = read?;
            self.note(deviations);
            if value.is_some() {
                return Ok(value);
            }
        }
        Ok(None)
    }

    /// Reads the next piece as an element, with what was tolerated in it: a document, where the path is empty.
    ///
    /// # Errors
    /// As [`Self::next_choice`].
    pub fn next_element<E: GlobalElement>(&mut self) -> Result<Option<Document<E>>> {
        self.read_piece(|_, reader| element(reader))?.transpose()
    }

    /// Reads what is outside of the pieces as the document with the pieces taken out, when the end has been reached. What was
    /// tolerated in pieces is among the deviations.
    ///
    /// # Errors
    /// The end has not been reached, or an error is in front of it; what [`from_str`](super::from_str) says.
    pub fn rest<E: GlobalElement>(&mut self) -> Result<Document<E>> {
        self.read_rest(|reader| reader.document())
    }

    /// Which of its siblings, from 0, the element is that stands at a level around the last piece, or is it: the root is at
    /// level 0.
    pub fn index_at(&self, level: usize) -> Option<usize> {
        self.scope.children(level.checked_sub(1)?)?.checked_sub(1)
    }

    /// Whether there is no piece any more, however much is fed.
    pub fn is_ended(&self) -> bool {
        self.state != State::Reading && self.failure.is_none()
    }

    // -- for those above -------------------------------------------------------------------------------------------

    /// Reads the next piece. `read` gets the text of the piece, and a reader that is before its start tag.
    ///
    /// Positions in the result are those in the document. Deviations in a piece that cannot be read are kept for
    /// [`Self::read_rest`].
    ///
    /// # Errors
    /// No further piece can be found. Errors in the piece are in the result.
    pub(crate) fn read_piece<T, E: PieceError>(
        &mut self,
        read: impl FnOnce(&str, &mut Reader<'_>) -> Result<T, E>,
    ) -> Result<Option<Result<Document<T>, E>>> {
        let Some(piece) = self.next_piece()? else { return Ok(None) };
        let mut reader = piece.reader();
        let read = read(piece.text, &mut reader).map_err(|error| error.into_xml().map(|error| piece.locate(error)));
        let read = read.and_then(|value| piece.check_whole().map(|()| value).map_err(Ok));
        let deviations = piece.deviations(reader.into_deviations());
        Ok(Some(match read {
            Ok(value) => Ok(Document { value, deviations }),
            Err(error) => {
                self.note(deviations);
                if let Ok(error) = &error {
                    self.read_badly(error);
                }
                Err(error.map_or_else(|other| other, E::from))
            }
        }))
    }

    /// Reads the document without the pieces, after the end has been reached. Positions in the result are those in the whole
    /// document; the deviations include those of the pieces.
    ///
    /// # Errors
    /// The end has not been reached, or there was an error before it; `read` fails.
    pub(crate) fn read_rest<T, E: PieceError>(
        &self,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
    ) -> Result<Document<T>, E> {
        if self.state != State::Ended {
            return Err(self.not_ended().into());
        }
        let mut reader = Reader::new(self.rest.text(), &self.declared, self.options);
        match read(&mut reader).map_err(E::into_xml) {
            Ok(value) => Ok(Document { value, deviations: self.all_deviations(reader.into_deviations()) }),
            Err(Ok(error)) => Err(self.locate_in_rest(error).into()),
            Err(Err(other)) => Err(other),
        }
    }

    /// The next piece. After one that could not be read, [`Self::read_badly`] is due.
    fn next_piece(&mut self) -> Result<Option<Piece<'_>>> {
        self.pass_given();
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if self.state != State::Reading {
            return Ok(None);
        }
        let found = match self.find() {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(None),
            Err(error) => {
                self.state = State::Failed;
                return Err(error);
            }
        };
        self.given = found.length;
        self.open.clear();
        self.scope.count_child();
        if !found.is_whole {
            self.state = State::Failed;
        } else if self.scope.depth() == 0 {
            self.root = Root::Awaited;
        }
        Ok(Some(Piece {
            text: self.text.get(self.done..self.done + found.length).unwrap_or_default(),
            position: self.position,
            is_whole: found.is_whole,
            declared: &self.declared,
            options: self.options,
            scope: &self.scope,
        }))
    }

    /// Takes note of why the last piece could not be read: it goes on behind the piece if that is well-formed.
    fn read_badly(&mut self, error: &Error) {
        let is_cut_off = self.state == State::Failed;
        if error.kind() == ErrorKind::Syntax || (error.kind() == ErrorKind::Limit && is_cut_off) {
            self.state = State::Failed;
            return;
        }
        let text = self.text.get(self.done..self.done + self.given).unwrap_or_default();
        let (position, declared, options) = (self.position, &self.declared, self.options);
        let piece = Piece { text, position, is_whole: !is_cut_off, declared, options, scope: &self.scope };
        if let Some(flaw) = piece.flaw() {
            self.failure = Some(flaw);
            self.state = State::Failed;
        }
    }

    /// The text that has not been dealt with.
    pub(crate) fn unread(&self) -> &str {
        self.text.get(self.done + self.given..).unwrap_or_default()
    }

    /// A reader of [`Self::unread`].
    pub(crate) fn unread_reader(&self) -> Reader<'_> {
        Reader::new(self.unread(), &self.declared, Options::new())
    }

    /// Returns whether [`Self::unread`] will not grow, or is long enough for messages.
    pub(crate) fn has_enough_unread(&self) -> bool {
        self.is_finished || self.unread().len() >= MOST_UNREAD
    }

    pub(crate) fn has_begun(&self) -> bool {
        self.has_begun
    }

    pub(crate) fn has_root(&self) -> bool {
        self.root != Root::Awaited
    }

    /// Why there is no rest.
    pub(crate) fn not_ended(&self) -> Error {
        match self.state {
            State::Reading => self.error(ErrorKind::Missing, "the document has not been read to its end"),
            _ => self.error(ErrorKind::Syntax, "there is an error, told before, in the document"),
        }
    }

    /// An error in the rest, with its place in the document.
    fn locate_in_rest(&self, error: Error) -> Error {
        error.relocate(|place| self.rest.places().of(place.offset))
    }

    /// What was tolerated: in pieces, and in the rest.
    fn all_deviations(&self, mut deviations: Vec<Deviation>) -> Vec<Deviation> {
        let mut places = self.rest.places();
        for deviation in &mut deviations {
            deviation.position = places.of(deviation.position.offset);
        }
        deviations.extend(self.deviations.iter().cloned());
        deviations.sort_by_key(|deviation| deviation.position.offset);
        deviations.truncate(Deviation::MAX_KEPT);
        deviations
    }

    fn note(&mut self, deviations: Vec<Deviation>) {
        let room = Deviation::MAX_KEPT.saturating_sub(self.deviations.len());
        self.deviations.extend(deviations.into_iter().take(room));
    }

    // -- tokens ----------------------------------------------------------------------------------------------------

    /// Finds the end of the next piece.
    fn find(&mut self) -> Result<Option<Found>> {
        loop {
            let Some(token) = self.scanner.next_span(self.text.as_bytes()) else { return self.out_of_text() };
            let found = match token.kind {
                SpanKind::DocType => {
                    return Err(self.error_at(token, "a document type declaration is never read"));
                }
                SpanKind::Stray => {
                    return Err(self.error_at(token, "no well-formed XML: neither a tag nor a comment nor CDATA"));
                }
                _ if !self.open.is_empty() => self.in_piece(token)?,
                SpanKind::Start | SpanKind::Empty | SpanKind::End => self.tag(token)?,
                SpanKind::Text | SpanKind::CData => {
                    self.outer_text(token)?;
                    None
                }
                SpanKind::PassedOver => {
                    self.has_begun = true;
                    self.pass(token.end);
                    None
                }
            };
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    fn in_piece(&mut self, token: Span) -> Result<Option<Found>> {
        let length = token.end - self.done;
        let levels = self.options.max_depth.saturating_sub(self.scope.depth());
        let mut is_whole = false;
        let mut is_broken = false;
        match token.kind {
            SpanKind::Start => {
                is_broken = self.open.len() >= levels;
                self.open_in_piece(token);
            }
            SpanKind::Empty => is_broken = self.open.len() >= levels,
            SpanKind::End => {
                let text = self.text.as_bytes();
                let name = text.get(token.start + 2..token.end - 1).unwrap_or_default().trim_ascii_end();
                let due = self.open.pop().and_then(|(start, length)| {
                    let start = self.done + start;
                    text.get(start..start + length)
                });
                is_broken = due != Some(name);
                is_whole = !is_broken && self.open.is_empty();
            }
            _ => {}
        }
        self.check_length(length)?;
        Ok((is_whole || is_broken).then_some(Found { length, is_whole }))
    }

    /// Begins the piece, or an element in it.
    fn open_in_piece(&mut self, token: Span) {
        let tag = self.text.as_bytes().get(token.start + 1..token.end - 1).unwrap_or_default();
        let length = tag.iter().position(|byte| byte.is_ascii_whitespace()).unwrap_or(tag.len());
        self.open.push((token.start + 1 - self.done, length));
    }

    /// A tag outside of pieces, or the start tag of a piece.
    fn tag(&mut self, token: Span) -> Result<Option<Found>> {
        self.keeps_text = false;
        if self.is_wrapper && token.kind != SpanKind::End {
            self.root = Root::Open;
            let length = token.end - self.done;
            let is_whole = token.kind == SpanKind::Empty;
            let is_too_deep = self.scope.depth() >= self.options.max_depth;
            self.check_length(length)?;
            self.open_in_piece(token);
            return Ok((is_whole || is_too_deep).then_some(Found { length, is_whole: !is_too_deep }));
        }
        let text = self.text.get(self.done..token.end).unwrap_or_default();
        let mut reader = Reader::inside(text, &self.declared, self.options, &self.scope);
        let position = self.position;
        let step = reader.step().map_err(|error| error.relocate(|place| position.of_inner(place)))?;
        let entered = matches!(step, Step::Start).then(|| reader.entered(&self.scope));
        match entered {
            Some(_) if self.root == Root::Closed => {
                let error = reader.error(ErrorKind::Syntax, "there is something behind the root element");
                return Err(error.relocate(|place| position.of_inner(place)));
            }
            Some(entered) => {
                if self.root == Root::Awaited && !self.paths.iter().any(|path| entered.is(path.first())) {
                    let message = format!(
                        "expected element {}, found <{}> of namespace {:?}",
                        self.paths.iter().find_map(|path| path.first()).map_or("", |(_, local)| local),
                        reader.tag_name(),
                        reader.namespace_uri(),
                    );
                    return Err(self.error(ErrorKind::Root, message));
                }
                self.root = Root::Open;
                self.scope.count_child();
                if token.kind == SpanKind::Start {
                    self.scope.enter(entered);
                }
            }
            None => self.scope.leave(),
        }
        self.rest.push(text, self.position);
        if self.scope.depth() == 0 {
            self.root = Root::Closed;
        }
        self.is_wrapper = self.root == Root::Open && self.paths.iter().any(|path| self.scope.is_at(path));
        self.pass(token.end);
        self.check_rest()?;
        Ok(None)
    }

    /// Text outside of pieces.
    fn outer_text(&mut self, token: Span) -> Result<()> {
        let text = self.text.get(token.start..token.end).unwrap_or_default();
        let is_blank = token.kind == SpanKind::Text && lexical::trim(text.trim_matches(self.mark())).is_empty();
        if self.scope.depth() == 0 {
            if is_blank {
                self.pass(token.end);
                return Ok(());
            }
            return Err(match self.root {
                Root::Closed => self.error(ErrorKind::Syntax, "there is something behind the root element"),
                _ => self.error(ErrorKind::Root, format!("no XML: it begins with {}", shown(text))),
            });
        }
        if !is_blank || self.keeps_text || !self.is_wrapper {
            self.keeps_text |= !is_blank;
            self.rest.push(text, self.position);
        }
        self.pass(token.end);
        self.check_rest()
    }

    /// A byte order mark in front of a document, if there may be one here.
    fn mark(&self) -> &'static [char] {
        let is_between = self.scope.depth() == 0 && (self.is_wrapper || self.position.offset == 0);
        if is_between { &['\u{FEFF}', ' ', '\t', '\r', '\n'] } else { &[] }
    }

    /// There is no whole token any more.
    fn out_of_text(&mut self) -> Result<Option<Found>> {
        let length = self.text.len() - self.done;
        self.check_length(length)?;
        if let Some(broken) = self.decoder.broken() {
            let error = Error::new(ErrorKind::Encoding, broken);
            let end = self.position.after(self.text.get(self.done..).unwrap_or_default());
            return Err(self.located(error, end));
        }
        if !self.is_finished {
            return Ok(None);
        }
        if !self.open.is_empty() {
            return Ok(Some(Found { length, is_whole: false }));
        }
        if length > 0 || self.scope.depth() > 0 {
            let text = self.text.get(self.done..).unwrap_or_default();
            let mut reader = Reader::inside(text, &self.declared, self.options.strict(false), &self.scope);
            return Err(syntax_error(&mut reader).relocate(|place| self.position.of_inner(place)));
        }
        if self.root == Root::Awaited && !self.is_wrapper {
            return Err(self.error(ErrorKind::Root, "there is no element in the document"));
        }
        self.state = State::Ended;
        Ok(None)
    }

    fn pass_given(&mut self) {
        let given = std::mem::take(&mut self.given);
        self.pass(self.done + given);
    }

    /// Has done with the text up to a byte.
    fn pass(&mut self, end: usize) {
        if let Some(text) = self.text.get(self.done..end) {
            self.position = self.position.after(text);
            self.done = end;
        }
    }

    // -- limits and errors -----------------------------------------------------------------------------------------

    fn check_length(&self, length: usize) -> Result<()> {
        if length <= self.options.max_piece {
            return Ok(());
        }
        let message =
            format!("a piece takes more than {} bytes; Options::max_piece allows more", self.options.max_piece);
        Err(self.error(ErrorKind::Limit, message))
    }

    fn check_rest(&self) -> Result<()> {
        if self.rest.size() <= self.options.max_piece {
            return Ok(());
        }
        let most = self.options.max_piece;
        let message = format!("what is outside of pieces takes more than {most} bytes; Options::max_piece allows more");
        Err(self.error(ErrorKind::Limit, message))
    }

    /// An error where the text has been dealt with to.
    #[cold]
    fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        self.located(Error::new(kind, message), self.position)
    }

    /// A token that makes the document no well-formed XML.
    #[cold]
    fn error_at(&self, token: Span, message: &str) -> Error {
        let before = self.text.get(self.done..token.start).unwrap_or_default();
        self.located(Error::new(ErrorKind::Syntax, message), self.position.after(before))
    }

    #[cold]
    fn located(&self, mut error: Error, position: Position) -> Error {
        let name = |(start, length): &(usize, usize)| {
            let start = self.done + start;
            self.text.get(start..start + length).unwrap_or_default().to_owned()
        };
        for name in self.open.iter().rev().map(name) {
            error = error.inside(name);
        }
        for name in self.scope.names().rev() {
            error = error.inside(name);
        }
        error.placed(position)
    }
}

impl fmt::Debug for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { position, state, .. } = self;
        f.debug_struct("Pieces").field("position", position).field("state", state).finish_non_exhaustive()
    }
}

/// Goes to the start tag with which a piece begins.
fn to_start(reader: &mut Reader<'_>) -> Result<()> {
    match reader.step()? {
        Step::Start => Ok(()),
        _ => Err(reader.error(ErrorKind::Syntax, "no start tag")),
    }
}

/// Reads a piece as the list would that it is an item of.
fn choice<C: Choice>(reader: &mut Reader<'_>) -> Result<Option<C>> {
    fn fits<C: Choice>(reader: &Reader<'_>) -> bool {
        let name = reader.name();
        C::VARIANTS.iter().any(|row| row.accepts(name)) || C::VARIANTS.iter().any(|row| row.accepts_any(name.namespace))
    }
    to_start(reader)?;
    if !fits::<C>(reader) {
        reader.adopt_namespace(fits::<C>)?;
    }
    let mut value = C::default();
    Ok(read_choice(&mut value, C::VARIANTS, reader, true)?.then_some(value))
}

fn element<E: GlobalElement>(reader: &mut Reader<'_>) -> Result<E> {
    to_start(reader)?;
    reader.adopt_namespace(|reader| reader.is_at::<E>())?;
    reader.element()
}
