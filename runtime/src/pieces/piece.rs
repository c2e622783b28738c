//! A piece of a document, and functions to read it.

use crate::deviation::Deviation;
use crate::engine::access::{Choice, ValueMut};
use crate::engine::element::GlobalElement;
use crate::engine::read::read_field;
use crate::engine::row::Row;
use crate::engine::rows::variants;
use crate::error::{Error, ErrorKind, Result};
use crate::names::Namespace;
use crate::options::Options;
use crate::position::Position;
use crate::reader::{Reader, Scope, Step};

/// An error of reading a piece: an XML error, or another error. Only XML errors have a position to convert.
pub(crate) trait PieceError: From<Error> {
    /// Returns the XML error, or `self` if it is another error.
    fn into_xml(self) -> Result<Error, Self>;
}

impl PieceError for Error {
    fn into_xml(self) -> Result<Error, Self> {
        Ok(self)
    }
}

/// A piece that is complete, or ends early because the document is not well-formed or is nested too deeply.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// The position of the piece in the document.
    pub(super) position: Position,
    pub(super) is_complete: bool,
    pub(super) declared: &'a [Namespace],
    pub(super) options: Options,
    /// The elements around the piece.
    pub(super) scope: &'a Scope,
    /// The error of undecodable bytes that end the piece early.
    pub(super) not_text: Option<Error>,
}

impl<'a> Piece<'a> {
    pub(super) fn reader(&self) -> Reader<'a> {
        Reader::inside(self.text, self.declared, self.options, self.scope)
    }

    /// Converts the position of an error of [`Self::reader`] to a position in the document. If undecodable bytes end the piece early,
    /// replaces an error of the kind `Truncated` by the error of these bytes.
    pub(super) fn locate(&mut self, error: Error) -> Error {
        let error = error.relocate(|place| self.position.of_inner(place));
        match self.not_text.take() {
            Some(not_text) => error.or_decoding_error(not_text.with_position(self.position.after(self.text))),
            None => error,
        }
    }

    /// Converts the positions of deviations of [`Self::reader`] to positions in the document.
    pub(super) fn located_deviations(&self, mut deviations: Vec<Deviation>) -> Vec<Deviation> {
        for deviation in &mut deviations {
            deviation.position = self.position.of_inner(deviation.position);
        }
        deviations
    }

    /// Fails if the piece ends early, even if a value was read from it.
    pub(super) fn check_complete(&mut self) -> Result<()> {
        match self.is_complete {
            true => Ok(()),
            false => Err(match self.syntax_error() {
                Some(error) => error,
                None => {
                    let error = ends_early(&self.reader());
                    self.locate(error)
                }
            }),
        }
    }

    /// Returns the first error in a piece that is not well-formed.
    pub(super) fn syntax_error(&mut self) -> Option<Error> {
        let mut reader = Reader::inside(self.text, self.declared, self.options.strict(false), self.scope);
        let read = to_start_tag(&mut reader).and_then(|()| reader.skip());
        read.err().map(|error| self.locate(error))
    }
}

pub(super) fn ends_early(reader: &Reader<'_>) -> Error {
    reader.error(ErrorKind::Truncated, "the document ends too early")
}

fn to_start_tag(reader: &mut Reader<'_>) -> Result<()> {
    match reader.step()? {
        Step::Start => Ok(()),
        _ => Err(reader.error(ErrorKind::Syntax, "no start tag")),
    }
}

/// Reads a piece as an item of a list of choices. Returns `None` if the element is not a value of the choice.
pub(super) fn read_item<C: Choice>(reader: &mut Reader<'_>) -> Result<Option<C>> {
    let rows = variants::<C>();
    let accepts = |reader: &Reader<'_>| {
        let name = reader.name();
        let any = |accepts: &dyn Fn(&Row) -> bool| rows.iter().any(|row| row.may_match(name) && accepts(row));
        any(&|row| row.accepts(name)) || any(&|row| row.accepts_any(name.namespace))
    };
    to_start_tag(reader)?;
    let name = reader.name();
    if rows.iter().any(|row| row.may_match(name) && row.can_accept(name)) && !accepts(reader) {
        reader.adopt_namespace(accepts)?;
    }
    let mut value = C::blank();
    Ok(read_field(ValueMut::of(&mut value), Row::UNNAMED, reader, false)?.then_some(value))
}

/// Reads a piece as a global element.
pub(super) fn read_element<E: GlobalElement>(reader: &mut Reader<'_>) -> Result<E> {
    to_start_tag(reader)?;
    reader.adopt_namespace(|reader| reader.is_at::<E>())?;
    reader.element()
}
