//! Writing to the events of yaserde.

use std::io::Write;

use xml_events::attribute::OwnedAttribute;
use xml_events::namespace::Namespace as Declarations;
use yaserde::ser::Serializer;
use yaserde::{Error, Result};

use super::events::{self, Root};
use crate::engine::row::Row;
use crate::engine::view::{Complex, Value, Variants};
use crate::engine::write::{write_choice, write_complex, write_field};
use crate::names::Namespace;
use crate::writer::Writer;

/// An element to write.
#[doc(hidden)]
#[allow(missing_debug_implementations, reason = "it holds trait objects")]
pub struct Element<'a> {
    pub(super) content: Content<'a>,
    pub(super) row: &'static Row,
    pub(super) namespaces: &'static [Namespace],
    pub(super) root: Root,
}

pub(super) enum Content<'a> {
    Value(&'a dyn Value),
    Record(&'a dyn Complex),
    Choice(&'a dyn Variants, &'static [Row]),
}

impl Element<'_> {
    /// Returns the text that the engine writes.
    fn text(&self) -> Result<String> {
        let mut writer = Writer::new(self.namespaces);
        self.write(&mut writer).map_err(Error::custom)?;
        Ok(writer.finish())
    }

    fn write(&self, writer: &mut Writer) -> crate::Result<()> {
        match self.content {
            Content::Value(value) => write_field(value, self.row, writer),
            Content::Record(record) => write_complex(record, self.row, writer),
            Content::Choice(choice, rows) => {
                writer.start(self.row.namespace(), self.row.name());
                write_choice(choice, rows, writer)?;
                writer.end(self.row.namespace(), self.row.name());
                Ok(())
            }
        }
    }
}

/// Writes an element.
#[doc(hidden)]
pub fn write<W: Write>(element: &Element<'_>, target: &mut Serializer<W>) -> Result<()> {
    events::write(&element.text()?, element.root, target)
}

/// Adds the attributes and declarations of an element.
#[doc(hidden)]
pub fn attributes(element: &Element<'_>, attributes: Attributes, declarations: Declarations) -> WithAttributes {
    Ok(events::root_attributes(&element.text()?, attributes, declarations))
}

/// The attributes of an element.
#[doc(hidden)]
pub type Attributes = Vec<OwnedAttribute>;

/// The result of `YaSerialize::serialize_attributes`, for types that add attributes to another element.
#[doc(hidden)]
pub type WithAttributes = Result<(Attributes, Declarations)>;
