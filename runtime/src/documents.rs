//! Functions that read and write whole documents and global elements.

use std::io;

use crate::deviation::{Deviation, DeviationKind};
use crate::engine::access::ValueMut;
use crate::engine::element::GlobalElement;
use crate::engine::read::read_field;
use crate::engine::row::Row;
use crate::engine::write::write_field;
use crate::error::{Error, ErrorKind, Result};
use crate::options::Options;
use crate::printable::{shown, shown_name};
use crate::reader::Reader;
use crate::tokens::decode;
use crate::writer::Writer;

/// A document and the deviations that were found in it.
#[derive(Clone, Debug)]
pub struct Document<E> {
    /// The root element.
    pub value: E,
    /// The deviations from the schema, in document order. The reader keeps at most [`Deviation::MAX_KEPT`], and fewer if they
    /// are long.
    pub deviations: Vec<Deviation>,
}

/// Reads a document whose root is the element `E`.
///
/// # Errors
/// The text is not well-formed XML, has a document type declaration or another root, or exceeds a limit of [`Options`]; the root
/// lacks something required, or its text is not a value of its type.
pub fn from_str<E: GlobalElement>(text: &str) -> Result<E> {
    Options::new().from_str(text)
}

/// Reads a document whose root is the element `E`, in one of the encodings that [`decode`](crate::decode) reads.
///
/// # Errors
/// Fails like [`from_str`] and [`decode`](crate::decode).
pub fn from_slice<E: GlobalElement>(bytes: &[u8]) -> Result<E> {
    Options::new().from_slice(bytes)
}

/// Reads a document from a stream. Reads the stream to its end into memory, and continues like [`from_slice`].
///
/// # Errors
/// Fails like [`from_slice`], and if reading from the stream fails.
pub fn from_reader<E: GlobalElement>(mut stream: impl io::Read) -> Result<E> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(Error::io)?;
    from_slice(&bytes)
}

/// Writes a document, without an XML declaration.
///
/// # Errors
/// A text contains a character that XML does not allow, a name is invalid, a choice has never been set, or elements are nested too
/// deeply. The error states the path of the field.
pub fn to_string<E: GlobalElement>(value: &E) -> Result<String> {
    let mut writer = Writer::new(E::NAMESPACES);
    writer.element(value)?;
    Ok(writer.finish())
}

/// Writes a document in UTF-8 as [`to_string`] does, with an XML declaration.
///
/// # Errors
/// Fails like [`to_string`].
pub fn to_vec<E: GlobalElement>(value: &E) -> Result<Vec<u8>> {
    let mut writer = Writer::append_to("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned(), E::NAMESPACES);
    writer.element(value)?;
    Ok(writer.finish().into_bytes())
}

/// Writes a document to a stream as [`to_vec`] does.
///
/// # Errors
/// Fails like [`to_string`], and if writing to the stream fails.
pub fn to_writer<E: GlobalElement>(value: &E, mut stream: impl io::Write) -> Result<()> {
    stream.write_all(&to_vec(value)?).map_err(Error::io)
}

impl Options {
    /// Reads a document whose root is the element `E`.
    ///
    /// # Errors
    /// Fails like [`from_str`], and in strict mode for any deviation from the schema.
    pub fn from_str<E: GlobalElement>(&self, text: &str) -> Result<E> {
        self.read(text).map(|document| document.value)
    }

    /// Reads a document whose root is the element `E`, in one of the encodings that [`decode`](crate::decode) reads.
    ///
    /// # Errors
    /// Fails like [`from_slice`], and in strict mode for any deviation from the schema.
    pub fn from_slice<E: GlobalElement>(&self, bytes: &[u8]) -> Result<E> {
        self.from_str(&decode(bytes)?)
    }

    /// Reads a document, and returns its deviations from the schema as well.
    ///
    /// # Errors
    /// Fails like [`from_str`], and in strict mode for any deviation from the schema.
    pub fn read<E: GlobalElement>(&self, text: &str) -> Result<Document<E>> {
        let mut reader = Reader::new(text, E::NAMESPACES, *self);
        let value = reader.document::<E>()?;
        Ok(Document { value, deviations: reader.into_deviations() })
    }
}

impl Reader<'_> {
    /// Reads a whole document.
    pub(crate) fn document<E: GlobalElement>(&mut self) -> Result<E> {
        self.find_root()?;
        self.adopt_namespace(|reader| reader.is_at::<E>())?;
        let value = self.element::<E>()?;
        self.end_of_document()?;
        Ok(value)
    }

    /// Returns whether the current tag is the start tag of the element `E`.
    pub fn is_at<E: GlobalElement>(&self) -> bool {
        E::ROW.accepts(self.name())
    }

    /// Reads the element whose start tag is the current tag.
    ///
    /// # Errors
    /// The element is not an `E`. Otherwise, fails like [`from_str`].
    pub fn element<E: GlobalElement>(&mut self) -> Result<E> {
        let mut value = E::default();
        self.element_into(value.content_mut(), E::ROW)?;
        Ok(value)
    }

    /// Changes the namespace of the current tag, unless one of `rows` declares the current element, to one in which a row declares
    /// the element: see [`Self::adopt_namespace`]. Returns the index of the row that declares the element, or `None` if there is
    /// none.
    ///
    /// # Errors
    /// Fails like [`Self::adopt_namespace`].
    #[doc(hidden)]
    pub fn adopt_any(&mut self, rows: &[&Row]) -> Result<Option<usize>> {
        let find = |reader: &Self| rows.iter().position(|row| row.accepts(reader.name()));
        self.adopt_namespace(|reader| find(reader).is_some())?;
        Ok(find(self))
    }

    /// Reads the element whose start tag is the current tag, and stores its content in `value`.
    ///
    /// # Errors
    /// `row` does not declare the element. Otherwise, fails like [`from_str`].
    #[doc(hidden)]
    pub fn element_into(&mut self, value: ValueMut<'_>, row: &'static Row) -> Result<()> {
        if !row.accepts(self.name()) {
            return Err(self.unexpected_element(row));
        }
        if read_field(value, row, self, false)? {
            return Ok(());
        }
        Err(self.no_value_of(row))
    }

    /// Creates the error for a root element that is not a value of its type. The message contains the last deviation as the reason.
    #[cold]
    fn no_value_of(&self, row: &Row) -> Error {
        let reason = self.last_deviation().unwrap_or_else(|| "its content lacks something required".to_owned());
        self.error(ErrorKind::Missing, format!("element {} has no value: {reason}", row.label()))
    }

    /// Returns the name of the namespace in which one of the rows declares an element with the local name of the current element.
    /// Returns `None` if there is no such row, or if the current element already is in that namespace.
    pub(crate) fn namespace_of(&self, rows: &[&Row]) -> Option<String> {
        let row = rows.iter().find(|row| row.name() == self.local_name())?;
        (self.name().namespace != row.namespace()).then(|| self.uri(row.namespace()).to_owned())
    }

    #[cold]
    pub(crate) fn unexpected_element(&self, expected: &Row) -> Error {
        let (label, name) = (expected.label(), shown_name(self.tag_name()));
        let namespace = self.namespace_of(&[expected]).map(|uri| format!(" of namespace {uri:?}")).unwrap_or_default();
        let found = shown(self.namespace_uri());
        let message = format!("expected element {label}{namespace}, found <{name}> of namespace {found}");
        self.error(ErrorKind::Root, message)
    }

    /// Records that the current tag has another name than the element that `row` declares, and gives the tag the name of that
    /// element.
    ///
    /// # Errors
    /// The reader is strict.
    pub fn take_for(&mut self, row: &'static Row) -> Result<()> {
        let (name, label) = (shown_name(self.tag_name()), row.name());
        self.deviation(DeviationKind::Name, &|| format!("<{name}> for {label}"))?;
        self.rename(row.name);
        Ok(())
    }
}

impl Writer {
    /// Writes an element as the root, or as a child of the innermost open element.
    ///
    /// # Errors
    /// Fails like [`to_string`].
    pub fn element<E: GlobalElement>(&mut self, value: &E) -> Result<()> {
        self.add_namespaces(E::NAMESPACES);
        write_field(value.content(), E::ROW, self)
    }
}
