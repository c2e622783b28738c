//! Reading a document in pieces.

use std::fmt;

use super::locator::{ANSWER_LEVEL, IsAlias, Locator};
use super::piece::{PieceError, read_element, read_item};
use super::route::{ElementPath, Route};
use crate::deviation::Deviation;
use crate::documents::Document;
use crate::engine::access::Choice;
use crate::engine::element::GlobalElement;
use crate::error::{Error, ErrorKind, Result};
use crate::names::Namespace;
use crate::options::Options;
use crate::reader::Reader;
use crate::sorting::sorted_indices;

/// Reads a document that arrives in chunks, piece by piece. Pieces are the children of the elements at given paths. With the
/// empty path, pieces are whole documents that follow each other.
///
/// Chunks may be cut anywhere. To keep memory use constant, read all available pieces after each chunk. [`Options::max_piece`]
/// limits the length of each piece, and the length of everything outside of pieces. [`Options::max_memory`] applies to each piece,
/// and to everything outside of pieces, separately.
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
/// assert!(pieces.next_choice::<RealItem>()?.is_none());
/// pieces.feed(b"age><t:Size>12</t:Size></t:Message></Items>");
/// pieces.finish();
/// let Some(item) = pieces.next_choice()? else { return Ok(()) };
/// let RealItem::Message(message) = item.value else { return Ok(()) };
/// assert_eq!(message.size, Some(12));
/// assert!(pieces.next_choice::<RealItem>()?.is_none());
/// # Ok(())
/// # }
/// ```
pub struct Pieces {
    locator: Locator,
    /// Deviations in the pieces that `next_choice` has read, and in pieces that cannot be read.
    deviations: Vec<Deviation>,
    /// `true` if reading has ended with an error: there are no further pieces.
    is_failed: bool,
    /// The error that the next call of [`Self::read_piece`] returns.
    failure: Option<Error>,
}

impl Pieces {
    /// Starts a document. `declared` contains the namespaces of its schemas. `paths` contains the paths of the elements whose
    /// children are the pieces.
    pub fn new(declared: &[Namespace], paths: &'static [ElementPath], options: Options) -> Self {
        let locator = Locator::new(declared, paths, options);
        Self { locator, deviations: Vec::new(), is_failed: false, failure: None }
    }

    /// Starts a SOAP envelope whose body contains the global element `E`, or an element that `answer` accepts in its place.
    pub(crate) fn of_envelope<E: GlobalElement>(
        declared: &[Namespace],
        paths: &'static [ElementPath],
        answer: IsAlias,
        options: Options,
    ) -> Self {
        let mut this = Self::new(declared, paths, options);
        this.locator.answer = Some(answer);
        this.locator.route = Route::through::<E>(paths, ANSWER_LEVEL);
        this
    }

    /// Adds a chunk of the document, in one of the encodings that [`decode`](crate::decode) accepts.
    pub fn feed(&mut self, bytes: &[u8]) {
        let is_reading = !self.is_failed && !self.locator.is_ended;
        if is_reading || !self.has_enough_unread() {
            self.locator.feed(bytes);
        }
    }

    /// Ends the input. After this call, an incomplete piece is an error.
    pub fn finish(&mut self) {
        self.locator.finish();
    }

    /// Reads the next piece as a choice, with its deviations. Returns `None` if more chunks are needed, and after the last piece.
    /// An element that the choice does not declare becomes the variant for unknown elements.
    ///
    /// # Errors
    /// The errors of [`from_str`](crate::from_str). If only the piece is invalid, reading continues with the next piece. If
    /// the document is not well-formed or the piece is too long, there are no further pieces.
    pub fn next_choice<C: Choice>(&mut self) -> Result<Option<Document<C>>> {
        loop {
            let is_full = self.deviations.len() >= Deviation::MAX_KEPT;
            let read = self.read_piece(|reader| {
                if is_full {
                    reader.discard_deviations();
                }
                read_item(reader)
            })?;
            let Some(read) = read else { return Ok(None) };
            let Document { value, deviations } = read?;
            self.keep(deviations.clone());
            if let Some(value) = value {
                return Ok(Some(Document { value, deviations }));
            }
        }
    }

    /// Reads the next piece as a global element, with its deviations. With the empty path, the piece is a whole document.
    ///
    /// # Errors
    /// The errors of [`Self::next_choice`].
    pub fn next_element<E: GlobalElement>(&mut self) -> Result<Option<Document<E>>> {
        let read = self.read_piece(|reader| read_element(reader))?.transpose()?;
        if let Some(document) = &read {
            self.keep(document.deviations.clone());
        }
        Ok(read)
    }

    /// Reads the document without the pieces, after the end of the document has been reached. The deviations include those of the
    /// pieces that [`Self::next_choice`] has read, and of pieces that could not be read.
    ///
    /// # Errors
    /// The end has not been reached, or there is an error before it; the errors of [`from_str`](crate::from_str).
    pub fn rest<E: GlobalElement>(&mut self) -> Result<Document<E>> {
        self.read_rest(|reader| reader.document())
    }

    /// Returns the index of the most recent piece among its siblings, or the index of an element around this piece. `level` is the
    /// number of elements around the element in question. The root element, with level 0, has no index.
    pub fn index_at(&self, level: usize) -> Option<usize> {
        self.locator.scope.children(level.checked_sub(1)?)?.checked_sub(1)
    }

    /// Returns whether no further piece and no further error can follow.
    pub fn is_ended(&self) -> bool {
        (self.is_failed || self.locator.is_ended) && self.failure.is_none()
    }

    /// Reads the next piece. `read` receives a reader that is positioned before the start tag of the piece.
    ///
    /// Positions in the result are relative to the whole document. Deviations in a piece that cannot be read are kept for
    /// [`Self::read_rest`].
    ///
    /// # Errors
    /// The next piece cannot be found because of an error in the document. The inner `Result` contains errors in the piece.
    pub(crate) fn read_piece<T, E: PieceError>(
        &mut self,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
    ) -> Result<Option<Result<Document<T>, E>>> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if self.is_failed {
            return Ok(None);
        }
        let mut piece = match self.locator.next_piece() {
            Ok(Some(piece)) => piece,
            Ok(None) => return Ok(None),
            Err(error) => {
                self.is_failed = true;
                return Err(error);
            }
        };
        let is_complete = piece.is_complete;
        let mut reader = piece.reader();
        let read = read(&mut reader).map_err(|error| error.into_xml().map(|error| piece.locate(error)));
        let read = read.and_then(|value| piece.check_complete().map(|()| value).map_err(Ok));
        let is_checked = reader.is_at_checked_end();
        let deviations = piece.located_deviations(reader.into_deviations());
        self.is_failed = !is_complete;
        Ok(Some(match read {
            Ok(value) => Ok(Document { value, deviations }),
            Err(error) => {
                self.keep(deviations);
                if let Ok(error) = &error {
                    self.recover(error, is_complete, is_checked);
                }
                Err(error.map_or_else(|other| other, E::from))
            }
        }))
    }

    /// Reads the document without the pieces, after the end has been reached. Positions in the result are relative to the whole
    /// document. The deviations include those in `self.deviations`.
    ///
    /// # Errors
    /// The end has not been reached, or there was an error before it; `read` fails.
    pub(crate) fn read_rest<T, E: PieceError>(
        &self,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
    ) -> Result<Document<T>, E> {
        if self.is_failed || !self.locator.is_ended {
            return Err(self.not_ended().into());
        }
        let rest = &self.locator.rest;
        let mut reader = Reader::of_decoded(rest.text(), &self.locator.declared, self.locator.options);
        match read(&mut reader).map_err(E::into_xml) {
            Ok(value) => Ok(Document { value, deviations: self.all_deviations(reader.into_deviations()) }),
            Err(Ok(error)) => Err(error.relocate(|place| rest.position_map().of(place.offset)).into()),
            Err(Err(other)) => Err(other),
        }
    }

    /// Returns the first error of a document, as a reader of the whole document would report it. `error` is the error that ended
    /// reading, in a piece or outside of pieces. `read` reads the text outside of pieces. The second argument of `read` is the error
    /// of undecodable bytes after this text.
    pub(crate) fn first_error<T, E: PieceError>(
        &mut self,
        error: Error,
        read: impl FnOnce(&mut Reader<'_>, Option<Error>) -> Result<T, E>,
    ) -> E {
        let locator = &mut self.locator;
        // If `error` is in a piece, it precedes the unread text after the piece. So errors in the unread text do not matter.
        let is_outside = !locator.is_in_piece();
        let not_text = if is_outside { locator.take_unread() } else { None };
        let is_at_end = is_outside && matches!(error.kind(), ErrorKind::Truncated | ErrorKind::Encoding);
        let rest = &locator.rest;
        let mut reader = Reader::of_decoded(rest.text(), &locator.declared, locator.options);
        match read(&mut reader, not_text.filter(|_| error.kind() != ErrorKind::Limit)).err().map(E::into_xml) {
            // The rest is incomplete only because reading ended at `error`.
            Some(Ok(found)) if found.kind() == ErrorKind::Truncated && !is_at_end => error.into(),
            Some(Ok(found)) => {
                found.relocate(|place| rest.position_map().of(place.offset)).with_position(locator.position).into()
            }
            Some(Err(other)) => other,
            None => error.into(),
        }
    }

    /// Ends reading after an error in a piece, unless the piece is well-formed. If a syntax error follows `error` in the piece, the
    /// next call returns the syntax error. `is_checked` is true if the reader has already checked the whole piece.
    fn recover(&mut self, error: &Error, is_complete: bool, is_checked: bool) {
        let is_ill_formed = matches!(error.kind(), ErrorKind::Syntax | ErrorKind::Truncated | ErrorKind::Encoding);
        if is_ill_formed || (error.kind() == ErrorKind::Limit && !is_complete) {
            self.is_failed = true;
        } else if !is_checked && let Some(error) = self.locator.piece(is_complete).syntax_error() {
            self.failure = Some(error);
            self.is_failed = true;
        }
    }

    /// Returns the text that has not been processed, without the current piece.
    pub(crate) fn unread(&self) -> &str {
        self.locator.unread()
    }

    /// Returns a reader of [`Self::unread`].
    pub(crate) fn unread_reader(&self) -> Reader<'_> {
        Reader::new(self.unread(), &self.locator.declared, self.locator.options)
    }

    /// Converts the position of an error of [`Self::unread_reader`] to a position in the document.
    pub(crate) fn locate_unread(&self, error: Error) -> Error {
        error.relocate(|place| self.locator.position.of_inner(place))
    }

    /// Returns whether [`Self::unread`] is complete, or long enough for error messages.
    fn has_enough_unread(&self) -> bool {
        self.locator.has_enough_unread()
    }

    /// Returns whether no further text can arrive.
    pub(crate) fn has_received_all(&self) -> bool {
        self.locator.has_received_all()
    }

    /// Returns the text outside of pieces that has arrived so far: the processed part and the unprocessed part.
    pub(crate) fn start(&self) -> [&str; 2] {
        [self.locator.rest.text(), self.locator.unread()]
    }

    /// Returns whether a comment, a processing instruction or an XML declaration has been found outside of pieces.
    pub(crate) fn has_begun(&self) -> bool {
        self.locator.has_begun
    }

    pub(crate) fn has_root(&self) -> bool {
        self.locator.has_root()
    }

    /// Returns the error for a call that needs the whole document, if its end has not been reached or reading has failed.
    pub(crate) fn not_ended(&self) -> Error {
        match self.is_failed {
            false => self.locator.error(ErrorKind::Missing, "the document has not been read to its end"),
            true => self.locator.error(ErrorKind::Syntax, "an earlier call returned the error of the document"),
        }
    }

    /// Returns `self.deviations`, which are in pieces, and `deviations`, which are in the rest, in the order of the document.
    /// Converts the positions of `deviations` from the rest to the document.
    fn all_deviations(&self, mut deviations: Vec<Deviation>) -> Vec<Deviation> {
        let mut positions = self.locator.rest.position_map();
        for deviation in &mut deviations {
            deviation.position = positions.of(deviation.position.offset);
        }
        deviations.extend(self.deviations.iter().cloned());
        let offset = |index: usize| deviations.get(index).map(|deviation| deviation.position.offset);
        let order = sorted_indices(deviations.len(), &|first, second| offset(first).cmp(&offset(second)));
        order.into_iter().take(Deviation::MAX_KEPT).filter_map(|index| deviations.get(index).cloned()).collect()
    }

    fn keep(&mut self, deviations: Vec<Deviation>) {
        let room = Deviation::MAX_KEPT.saturating_sub(self.deviations.len());
        self.deviations.extend(deviations.into_iter().take(room));
    }
}

impl fmt::Debug for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pieces").field("position", &self.locator.position).finish_non_exhaustive()
    }
}
