//! Values of types that no schema names, or that do not extend the one they are derived from.

use std::ops::{Deref, DerefMut};

use super::any::{AnyAttribute, AnyElement};
use super::complex::{Complex, read_keeping, write_keeping};
use super::error::Result;
use super::field::Field;
use super::lexical::QName;
use super::reader::Reader;
#[cfg(feature = "serde")]
use super::serde::Node;
#[cfg(feature = "validate")]
use super::validate::{Check, Violations};
use super::value::Value;
use super::writer::Writer;

/// A value whose `xsi:type` names another type than those that have a variant of their own: one that a newer server knows.
///
/// It derefs to what the declared type has; what its own type adds is kept as it came, and written again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Derived<T> {
    /// What the declared type has.
    pub base: T,
    /// The name of the type.
    pub xsi_type: QName,
    /// What the type adds.
    pub kept: Kept,
}

/// What a type adds to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Its attributes.
    pub attributes: Vec<AnyAttribute>,
    /// Its elements: they are written behind the others.
    pub elements: Vec<AnyElement>,
}

impl Kept {
    pub(crate) const NOTHING: Self = Self { attributes: Vec::new(), elements: Vec::new() };
}

impl<T> Deref for Derived<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.base
    }
}

impl<T> DerefMut for Derived<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.base
    }
}

impl<T: Value + Complex> Value for Derived<T> {
    fn read(&mut self, reader: &mut Reader<'_>, _: &'static Field, _: bool) -> Result<bool> {
        if let Some((Some(namespace), local)) = reader.xsi_type() {
            reader.check_name(local)?;
            reader.charge(reader.uri(namespace).len())?;
            let uri = reader.uri(namespace);
            self.xsi_type = QName { namespace: (!uri.is_empty()).then(|| uri.to_owned()), local: local.to_owned() };
        }
        read_keeping(&mut self.base, reader, Some(&mut self.kept))
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        let name = writer.name_of(field);
        writer.set_any_type(&self.xsi_type);
        write_keeping(&self.base, writer, name, &self.kept)
    }

    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>) {
        found.push(&self.base);
    }

    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        self.base.check(check, found);
    }

    #[cfg(feature = "serde")]
    fn node(&self) -> Node {
        self.base.node()
    }
}
