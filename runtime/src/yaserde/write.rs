//! Writing to the events of yaserde.

use std::io::Write;

use xml_events::attribute::OwnedAttribute;
use xml_events::namespace::Namespace as Declarations;
use yaserde::ser::Serializer;
use yaserde::{Error, Result};

use super::events::{self, Root};
use crate::engine::access::ValueRef;
use crate::engine::row::Row;
use crate::engine::write::write_field;
use crate::names::Namespace;
use crate::writer::Writer;

/// An element to write.
#[doc(hidden)]
#[allow(missing_debug_implementations, reason = "it holds trait objects")]
pub struct Element<'a> {
    pub(super) value: ValueRef<'a>,
    pub(super) row: &'static Row,
    pub(super) namespaces: &'static [Namespace],
    pub(super) root: Root,
}

impl Element<'_> {
    /// Returns the text that the engine writes for the element.
    fn text(&self) -> Result<String> {
        let mut writer = Writer::new(self.namespaces);
        self.write(&mut writer).map_err(Error::custom)?;
        Ok(writer.finish())
    }

    fn write(&self, writer: &mut Writer) -> crate::Result<()> {
        if self.root != Root::NamedOnly {
            return write_field(self.value, self.row, writer);
        }
        writer.start(self.row.namespace(), self.row.name());
        write_field(self.value, self.row, writer)?;
        writer.end(self.row.namespace(), self.row.name());
        Ok(())
    }
}

/// Writes an element.
#[doc(hidden)]
pub fn write<W: Write>(element: &Element<'_>, target: &mut Serializer<W>) -> Result<()> {
    events::write(&element.text()?, element.root, target)
}

/// Adds the attributes and declarations of an element to `attributes` and `declarations`.
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
