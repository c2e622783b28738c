//! Whole documents and elements: where reader and writer meet the engine.

use std::borrow::Cow;

use super::deviation::{Deviation, DeviationKind};
use super::element::GlobalElement;
use super::error::{Error, ErrorKind, Result};
use super::field::{Field, Of, WhiteSpace};
use super::lexical;
use super::names::Name;
use super::options::Options;
use super::reader::Reader;
use super::tokens;
use super::value::Slot;
use super::writer::Writer;

/// A value that was read from a document.
#[derive(Clone, Debug)]
pub struct Document<E> {
    /// The value.
    pub value: E,
    /// The deviations in document order: no more than [`Deviation::MAX_KEPT`], and fewer if they are long.
    pub deviations: Vec<Deviation>,
}

impl Options {
    /// Reads a document whose root is the element `E`.
    ///
    /// # Errors
    /// As [`from_str`](super::from_str).
    pub fn from_str<E: GlobalElement>(&self, text: &str) -> Result<E> {
        self.read(text).map(|document| document.value)
    }

    /// Reads a document whose root is the element `E`, in one of the encodings that [`decode`](super::decode) supports.
    ///
    /// # Errors
    /// As [`from_slice`](super::from_slice).
    pub fn from_slice<E: GlobalElement>(&self, bytes: &[u8]) -> Result<E> {
        self.from_str(&tokens::decode(bytes)?)
    }

    /// Reads a document, and reports the deviations that were tolerated.
    ///
    /// # Errors
    /// As [`from_str`](super::from_str).
    pub fn read<E: GlobalElement>(&self, text: &str) -> Result<Document<E>> {
        let mut reader = Reader::new(text, E::NAMESPACES, *self);
        let value = reader.document::<E>()?;
        Ok(Document { value, deviations: reader.into_deviations() })
    }
}

impl Reader<'_> {
    /// Reads a whole document.
    pub(crate) fn document<E: GlobalElement>(&mut self) -> Result<E> {
        self.to_root()?;
        self.adopt_namespace(|reader| reader.is_at::<E>())?;
        let value = self.element::<E>()?;
        self.end_of_document()?;
        Ok(value)
    }

    /// Returns whether the current tag is the start tag of an `E`.
    pub fn is_at<E: GlobalElement>(&self) -> bool {
        E::FIELD.accepts(self.name())
    }

    /// Reads the element whose start tag is the current tag.
    ///
    /// # Errors
    /// The element is not an `E`; as [`from_str`](super::from_str).
    pub fn element<E: GlobalElement>(&mut self) -> Result<E> {
        let mut value = E::default();
        self.element_into(value.slot_mut(), E::FIELD)?;
        Ok(value)
    }

    fn element_into(&mut self, slot: &mut dyn Slot, field: &'static Field) -> Result<()> {
        if !field.accepts(self.name()) {
            return Err(self.unexpected_element(field));
        }
        slot.read(self, field, false)?;
        Ok(())
    }

    #[cold]
    fn unexpected_element(&self, expected: &Field) -> Error {
        let (label, name) = (expected.label(), self.tag_name());
        let message = format!("expected element {label}, found <{name}> of namespace {:?}", self.namespace_uri());
        self.error(ErrorKind::Root, message)
    }

    /// Goes to the next item of a collapsed wrapper. Returns `false` at the end of the wrapper.
    pub(crate) fn next_item(&mut self, field: &'static Field) -> Result<bool> {
        while self.next_child()? {
            if self.is_item(field) {
                return Ok(true);
            }
            self.adopt_namespace(|reader| reader.is_item(field))?;
            if self.is_item(field) {
                return Ok(true);
            }
            self.unknown_element()?;
        }
        Ok(false)
    }

    /// Returns whether the current tag starts an item of a collapsed wrapper.
    fn is_item(&self, field: &'static Field) -> bool {
        let name = self.name();
        match &field.of {
            Of::Element(item) => item.is(name),
            Of::Choice(fields) => {
                let fields = fields();
                fields.iter().any(|field| field.accepts(name))
                    || fields.iter().any(|field| field.accepts_any(name.namespace))
            }
            Of::Any(namespaces) => namespaces.take(name.namespace),
            Of::Nothing => false,
        }
    }

    /// Treats the current tag as that of a field, whatever its name is.
    ///
    /// # Errors
    /// The reader is strict.
    pub fn take_for(&mut self, field: &'static Field) -> Result<()> {
        let (name, label) = (self.tag_name(), field.name.local);
        self.deviation(DeviationKind::Name, || format!("<{name}> for {label}"))?;
        self.rename(field.name);
        Ok(())
    }

    /// Applies the white space facet of a field to a text.
    pub(crate) fn white_space<'t>(field: &Field, text: Cow<'t, str>) -> Cow<'t, str> {
        match (field.white_space, text) {
            (WhiteSpace::Preserve, text) => text,
            (WhiteSpace::Collapse, Cow::Borrowed(text)) => lexical::collapse(text),
            (WhiteSpace::Replace, Cow::Borrowed(text)) => lexical::replace(text),
            (WhiteSpace::Collapse, Cow::Owned(text)) => Cow::Owned(lexical::collapse(&text).into_owned()),
            (WhiteSpace::Replace, Cow::Owned(text)) => Cow::Owned(lexical::replace(&text).into_owned()),
        }
    }
}

impl Writer {
    /// Writes an element, as the root or inside of another element.
    ///
    /// # Errors
    /// A text in the element contains a character that XML does not allow.
    pub fn element<E: GlobalElement>(&mut self, value: &E) -> Result<()> {
        self.add_namespaces(E::NAMESPACES);
        value.slot().write(self, E::FIELD)
    }

    /// Sets the name of the element that is opened next.
    pub(crate) fn rename(&mut self, name: Option<Name<'static>>) {
        self.next_name = name;
    }

    /// Returns the name by which to open an element of a field.
    pub(crate) fn name_of(&mut self, field: &Field) -> Name<'static> {
        self.next_name.take().unwrap_or(field.name)
    }
}
