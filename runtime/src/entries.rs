//! Tables of global elements, for programs that do not know in advance which element a document contains.

use std::fmt::Debug;

use crate::engine::element::GlobalElement;
use crate::engine::row::Row;
use crate::error::Result;
use crate::reader::Reader;
use crate::writer::Writer;

/// A global element, with functions to read and write it.
#[derive(Clone, Copy, Debug)]
pub struct ElementEntry {
    /// The declaration of the element.
    pub row: &'static Row,
    /// Reads the element whose start tag is the current tag of a reader, and writes it.
    pub rewrite: fn(&mut Reader<'_>, &mut Writer) -> Result<()>,
    /// Generates an arbitrary value of the element.
    #[cfg(feature = "arbitrary")]
    pub arbitrary: fn(&mut crate::arbitrary::Source<'_, '_>) -> ::arbitrary::Result<Box<dyn AnyGlobalElement>>,
}

/// A global element of any type.
pub trait AnyGlobalElement: Debug {
    /// Writes the element.
    ///
    /// # Errors
    /// Fails like [`Writer::element`].
    fn write(&self, writer: &mut Writer) -> Result<()>;

    /// Reads the element whose start tag is the current tag of a reader, and returns whether it equals this one.
    ///
    /// # Errors
    /// Fails like [`Reader::element`].
    fn equals(&self, reader: &mut Reader<'_>) -> Result<bool>;

    /// Returns the violations of the schema.
    #[cfg(feature = "validate")]
    fn violations(&self) -> Vec<crate::Violation>;

    /// Returns the violations of the schema of the protocol version with the name `version`: see `Validate::validate_against`.
    #[cfg(feature = "validate")]
    fn violations_against(&self, versions: &'static [crate::Version], version: &str) -> Vec<crate::Violation>;
}

impl<E: GlobalElement> AnyGlobalElement for E {
    fn write(&self, writer: &mut Writer) -> Result<()> {
        writer.element(self)
    }

    fn equals(&self, reader: &mut Reader<'_>) -> Result<bool> {
        Ok(reader.element::<E>()? == *self)
    }

    #[cfg(feature = "validate")]
    fn violations(&self) -> Vec<crate::Violation> {
        crate::validate::violations_of(self, &[], "")
    }

    #[cfg(feature = "validate")]
    fn violations_against(&self, versions: &'static [crate::Version], version: &str) -> Vec<crate::Violation> {
        crate::validate::violations_of(self, versions, version)
    }
}

impl ElementEntry {
    /// Returns whether the current tag of a reader is the start tag of the element.
    pub fn is_at(&self, reader: &Reader<'_>) -> bool {
        self.row.accepts(reader.name())
    }
}

/// Returns the entry of an element.
pub const fn entry<E: GlobalElement + 'static>() -> ElementEntry {
    ElementEntry {
        row: E::ROW,
        rewrite: rewrite::<E>,
        #[cfg(feature = "arbitrary")]
        arbitrary: |source| Ok(Box::new(crate::arbitrary::element_from::<E>(source)?)),
    }
}

/// Concatenates lists that contain `N` entries in total.
pub const fn join<const N: usize>(lists: &[&[ElementEntry]]) -> [ElementEntry; N] {
    // Placeholders: the loop replaces each entry.
    let mut joined = [ElementEntry {
        row: Row::UNNAMED,
        rewrite: |_, _| Ok(()),
        #[cfg(feature = "arbitrary")]
        arbitrary: |_| Err(::arbitrary::Error::IncorrectFormat),
    }; N];
    let (mut list, mut at) = (0, 0);
    while list < lists.len() {
        let mut entry = 0;
        while entry < lists[list].len() {
            joined[at] = lists[list][entry];
            (entry, at) = (entry + 1, at + 1);
        }
        list += 1;
    }
    joined
}

fn rewrite<E: GlobalElement>(reader: &mut Reader<'_>, writer: &mut Writer) -> Result<()> {
    writer.element(&reader.element::<E>()?)
}
