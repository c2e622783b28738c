//! Roles: the ways in which the kinds of types are read from and written to events of yaserde.

use std::io::Read;

use yaserde::Result;
use yaserde::de::Deserializer;

use super::events::Root;
use super::read::{read, read_any, read_root, read_variant};
use super::write::Element;
use crate::any::AnyElement;
use crate::engine::access::{Choice, Value, ValueMut, ValueRef};
use crate::engine::element::GlobalElement;
use crate::engine::row::{Row, RowKind};
use crate::names::{Name, Namespace, Ns};

/// The name of the root element for values of a type that is not a global element.
#[doc(hidden)]
pub trait Named {
    /// The row with the name.
    const ROW: &'static Row;

    /// The namespaces of all schemas that were generated together.
    const NAMESPACES: &'static [Namespace];
}

/// Returns the row of a complex type as a root element.
#[doc(hidden)]
pub const fn described<T: Value>(rust: &'static str) -> Row {
    let (namespace, name) = match T::TYPE.table.get().description() {
        Some(description) => (description.namespace, description.name),
        None => (None, rust),
    };
    let namespace = match namespace {
        Some(namespace) => namespace,
        None => Ns::NONE,
    };
    Row::new(RowKind::Element(None), Name::new(namespace, own_name(name, rust)))
}

/// Returns the namespaces of all schemas that were generated together with a complex type, a choice or a polymorphic type.
#[doc(hidden)]
pub const fn namespaces_of<T: Value>() -> &'static [Namespace] {
    T::TYPE.table.get().namespaces()
}

/// Returns the row of a root element without a namespace, for a type that is not a complex type.
#[doc(hidden)]
pub const fn unqualified(name: &'static str, rust: &'static str) -> Row {
    Row::new(RowKind::Element(None), Name::new(Ns::NONE, own_name(name, rust)))
}

/// Returns the name in the schema, or the Rust name for an anonymous type, whose schema name is a path.
const fn own_name(name: &'static str, rust: &'static str) -> &'static str {
    let bytes = name.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if matches!(bytes[index], b':' | b'/' | b'@') {
            return rust;
        }
        index += 1;
    }
    name
}

/// The way in which a kind of type is read from and written to events of yaserde.
#[doc(hidden)]
pub trait Role<T> {
    /// Reads the next element.
    ///
    /// # Errors
    /// The engine or yaserde cannot read the element.
    fn read<R: Read>(source: &mut Deserializer<R>) -> Result<T>;

    /// Returns the element of a value.
    fn element(value: &T) -> Element<'_>;
}

/// The role of simple, complex and polymorphic types, and of sequences: a value in an element with any name.
#[doc(hidden)]
#[derive(Debug)]
pub enum Typed {}

impl<T: Value + Default + Named> Role<T> for Typed {
    fn read<R: Read>(source: &mut Deserializer<R>) -> Result<T> {
        let mut value = T::default();
        read(source, T::NAMESPACES, |reader| read_any(ValueMut::of(&mut value), T::ROW, reader))?;
        Ok(value)
    }

    fn element(value: &T) -> Element<'_> {
        Element { value: ValueRef::of(value), row: T::ROW, namespaces: T::NAMESPACES, root: Root::Own }
    }
}

/// The role of choices: a child element, alone or inside an element with any name.
#[doc(hidden)]
#[derive(Debug)]
pub enum OneOf {}

impl<T: Choice + Named> Role<T> for OneOf {
    fn read<R: Read>(source: &mut Deserializer<R>) -> Result<T> {
        let is_root = source.depth() == 0;
        let mut value = T::default();
        read(source, T::NAMESPACES, |reader| read_variant(ValueMut::of(&mut value), reader, is_root))?;
        Ok(value)
    }

    fn element(value: &T) -> Element<'_> {
        Element { value: ValueRef::of(value), row: T::ROW, namespaces: T::NAMESPACES, root: Root::NamedOnly }
    }
}

/// The role of global elements. As the root, the element must have its own name; as a field, it can have any name.
#[doc(hidden)]
#[derive(Debug)]
pub enum Global {}

impl<T: GlobalElement> Role<T> for Global {
    fn read<R: Read>(source: &mut Deserializer<R>) -> Result<T> {
        let is_root = source.depth() == 0;
        let mut value = T::default();
        read(source, T::NAMESPACES, |reader| {
            let read = if is_root { read_root } else { read_any };
            read(value.content_mut(), T::ROW, reader)
        })?;
        Ok(value)
    }

    fn element(value: &T) -> Element<'_> {
        Element { value: value.content(), row: T::ROW, namespaces: T::NAMESPACES, root: Root::Own }
    }
}

/// The role of [`AnyElement`]: an element whose name is part of the value.
#[doc(hidden)]
#[derive(Debug)]
pub enum Itself {}

impl Role<AnyElement> for Itself {
    fn read<R: Read>(source: &mut Deserializer<R>) -> Result<AnyElement> {
        <Typed as Role<AnyElement>>::read(source)
    }

    fn element(value: &AnyElement) -> Element<'_> {
        Element { root: Root::Kept, ..Typed::element(value) }
    }
}
