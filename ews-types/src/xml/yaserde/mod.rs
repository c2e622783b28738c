//! The same types through [yaserde](https://docs.rs/yaserde): the feature `yaserde`, on by default.

mod events;

use std::io::Read;

pub use xml_events::attribute::OwnedAttribute;
pub use xml_events::namespace::Namespace as Declarations;
use xml_events::reader::{EventReader, ParserConfig};
pub use yaserde::de::Deserializer;
pub use yaserde::ser::Serializer;
pub use yaserde::{Error, Result, YaDeserialize, YaSerialize};

#[doc(hidden)]
pub use self::events::{Root, root_attributes, write};
use super::any::{AnyElement, AnyType};
use super::choice::{Choice, Variants, choice_goes_on, read_choice, read_choice_text, write_choice};
use super::complex::{Complex, Described, read_complex, write_complex};
use super::element::GlobalElement;
use super::error::ErrorKind;
use super::field::Field;
use super::lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    QName, Secret, Time, trim,
};
use super::namespace::{Namespace, Ns};
use super::options::Options;
use super::reader::{Reader, Step};
use super::value::{Nillable, Slot, Value};
use super::writer::Writer;

/// A deserializer that keeps white space, which `yaserde::de::from_str` trims.
pub fn deserializer<R: Read>(source: R) -> Deserializer<R> {
    let config = ParserConfig::new()
        .trim_whitespace(false)
        .whitespace_to_characters(true)
        .cdata_to_characters(true)
        .coalesce_characters(true);
    Deserializer::new(EventReader::new_with_config(source, config))
}

/// What a type needs to stand for itself: the name that it has where nothing else names it.
#[doc(hidden)]
pub trait Named {
    /// That name.
    const FIELD: &'static Field;

    /// The namespaces that its schema declares.
    const NAMESPACES: &'static [Namespace];
}

/// The element of a complex type that stands for itself.
#[doc(hidden)]
pub const fn described<T: Described>(rust: &'static str) -> Field {
    let (namespace, name) = T::DESCRIPTION.name();
    let namespace = match namespace {
        Some(namespace) => namespace,
        None => Ns::NONE,
    };
    super::field::element(namespace, own_name(name, rust))
}

/// The element of another type that stands for itself.
#[doc(hidden)]
pub const fn unqualified(name: &'static str, rust: &'static str) -> Field {
    super::field::element(Ns::NONE, own_name(name, rust))
}

/// The name that the schema gives a type, or that Rust does: an anonymous one is described by a path.
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

// -- reading -------------------------------------------------------------------------------------------------------------

/// Reads the element that comes next into a field, whatever its name is.
fn read_slot(slot: &mut dyn Slot, field: &'static Field, reader: &mut Reader<'_>) -> super::Result<()> {
    reader.step()?;
    slot.read(reader, field, false)
}

/// Reads the element that comes next if it has the name of the field.
fn read_root(slot: &mut dyn Slot, field: &'static Field, reader: &mut Reader<'_>) -> super::Result<()> {
    let is_at = |reader: &Reader<'_>| {
        let (namespace, local, hash) = reader.name();
        field.accepts(namespace, local, hash)
    };
    reader.step()?;
    reader.adopt_namespace(is_at)?;
    if !is_at(reader) {
        let (label, name) = (field.label(), reader.tag_name());
        let message = format!("expected element {label}, found <{name}> of namespace {:?}", reader.namespace_uri());
        return Err(reader.error(ErrorKind::Root, message));
    }
    slot.read(reader, field, false)
}

/// Reads the element that comes next: a variant of the choice, or an element around one.
fn read_variant(
    target: &mut dyn Variants,
    variants: &'static [Field],
    reader: &mut Reader<'_>,
    is_root: bool,
) -> super::Result<bool> {
    let is_named = |reader: &Reader<'_>| {
        let (namespace, local, hash) = reader.name();
        variants.iter().any(|field| field.accepts(namespace, local, hash))
    };
    let is_any = |reader: &Reader<'_>| variants.iter().any(|field| field.accepts_any(reader.name().0));
    reader.step()?;
    reader.adopt_namespace(is_named)?;
    if is_named(reader) || is_root && is_any(reader) {
        return read_choice(target, variants, reader, false);
    }
    let mut found = false;
    loop {
        match reader.step()? {
            Step::Start => {
                reader.adopt_namespace(is_named)?;
                let goes_on = found && choice_goes_on(target, variants, reader.name());
                if goes_on || !found && (is_named(reader) || is_any(reader)) {
                    found |= read_choice(target, variants, reader, goes_on)?;
                } else {
                    reader.unknown_element()?;
                }
            }
            Step::Text(text) if found || trim(&text).is_empty() => reader.unexpected_text(&text)?,
            Step::Text(text) => found = read_choice_text(target, variants, text, reader)?,
            Step::End | Step::Eof => return Ok(found),
        }
    }
}

/// Reads the current element of yaserde by a function of the own engine.
fn read<R: Read>(
    source: &mut Deserializer<R>,
    namespaces: &'static [Namespace],
    work: impl FnOnce(&mut Reader<'_>) -> super::Result<bool>,
) -> Result<()> {
    let text = events::element(source, Options::new().max_depth)?;
    let mut reader = Reader::new(&text, namespaces, Options::new());
    match work(&mut reader) {
        Ok(true) => Ok(()),
        // Tolerated inside of a document, where the value can be left out.
        Ok(false) => Err(match reader.into_deviations().pop() {
            Some(deviation) => {
                Error::custom(format!("{}: {}, in {}", deviation.kind, deviation.subject, deviation.path))
            }
            None => Error::custom("there is no value"),
        }),
        // Its position is one in the text that was made here.
        Err(error) => Err(match error.path() {
            path if path.is_empty() => Error::custom(error.message()),
            path => Error::custom(format!("{}, in {path}", error.message())),
        }),
    }
}

/// Reads a value under any name.
#[doc(hidden)]
pub fn read_value<T: Value + Named, R: Read>(source: &mut Deserializer<R>) -> Result<T> {
    let mut value = None;
    read(source, T::NAMESPACES, |reader| {
        read_slot(&mut value, T::FIELD, reader)?;
        Ok(value.is_some())
    })?;
    Ok(value.unwrap_or_default())
}

/// Reads a sequence as if it were a type of its own.
#[doc(hidden)]
pub fn read_sequence<T: Complex + Default + Named, R: Read>(source: &mut Deserializer<R>) -> Result<T> {
    let mut value = T::default();
    read(source, T::NAMESPACES, |reader| {
        reader.step()?;
        read_complex(&mut value, reader)
    })?;
    Ok(value)
}

/// Reads a choice.
#[doc(hidden)]
pub fn read_one_of<T: Choice + Named, R: Read>(source: &mut Deserializer<R>) -> Result<T> {
    let is_root = source.depth() == 0;
    let mut value = T::default();
    read(source, T::NAMESPACES, |reader| read_variant(&mut value, T::VARIANTS, reader, is_root))?;
    Ok(value)
}

/// Reads a global element: under its own name as the root, under any name as a field.
#[doc(hidden)]
pub fn read_element<T: GlobalElement, R: Read>(source: &mut Deserializer<R>) -> Result<T> {
    let is_root = source.depth() == 0;
    let mut value = T::default();
    read(source, T::NAMESPACES, |reader| {
        let read = if is_root { read_root } else { read_slot };
        read(value.slot_mut(), T::FIELD, reader).map(|()| true)
    })?;
    Ok(value)
}

// -- writing -------------------------------------------------------------------------------------------------------------

/// What the own engine writes of a value.
fn text(namespaces: &'static [Namespace], work: impl FnOnce(&mut Writer) -> super::Result<()>) -> Result<String> {
    let mut writer = Writer::new(namespaces);
    work(&mut writer).map_err(Error::custom)?;
    Ok(writer.finish())
}

/// What the own engine writes of a value.
#[doc(hidden)]
pub fn value_text<T: Value + Named>(value: &T) -> Result<String> {
    text(T::NAMESPACES, |writer| value.write(writer, T::FIELD))
}

/// The same of a sequence, as if it were a type of its own.
#[doc(hidden)]
pub fn sequence_text<T: Complex + Named>(value: &T) -> Result<String> {
    text(T::NAMESPACES, |writer| write_complex(value, writer, T::FIELD))
}

/// The same of a choice, with an element around it.
#[doc(hidden)]
pub fn one_of_text<T: Choice + Named>(value: &T) -> Result<String> {
    text(T::NAMESPACES, |writer| {
        writer.start(Ns::NONE, T::FIELD.name());
        write_choice(value, T::VARIANTS, writer)?;
        writer.end(Ns::NONE, T::FIELD.name());
        Ok(())
    })
}

/// The same of a global element.
#[doc(hidden)]
pub fn element_text<T: GlobalElement>(value: &T) -> Result<String> {
    text(T::NAMESPACES, |writer| writer.element(value))
}

/// Implements the traits of yaserde for a type.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_yaserde {
    (complex $ty:ty) => {
        $crate::__xml_yaserde! { @named $ty, $crate::xml::yaserde::described::<Self>(stringify!($ty)), NAMESPACES }
        $crate::__xml_yaserde! { @traits [] $ty, read_value, value_text, Own }
    };
    (group $ty:ty) => {
        $crate::__xml_yaserde! { @named $ty, $crate::xml::yaserde::described::<Self>(stringify!($ty)), NAMESPACES }
        $crate::__xml_yaserde! { @traits [] $ty, read_sequence, sequence_text, Own }
    };
    (choice $ty:ty) => {
        $crate::__xml_yaserde! { @named $ty, $crate::xml::yaserde::unqualified(stringify!($ty), stringify!($ty)), NAMESPACES }
        $crate::__xml_yaserde! { @traits [] $ty, read_one_of, one_of_text, Around }
    };
    (polymorphic $ty:ty) => {
        $crate::__xml_yaserde! { @named $ty, $crate::xml::yaserde::unqualified(stringify!($ty), stringify!($ty)), NAMESPACES }
        $crate::__xml_yaserde! { @traits [] $ty, read_value, value_text, Own }
    };
    (simple $ty:ty, $name:literal) => {
        $crate::__xml_yaserde! { @named $ty, $crate::xml::yaserde::unqualified($name, stringify!($ty)), &[] }
        $crate::__xml_yaserde! { @traits [] $ty, read_value, value_text, Own }
    };
    (element $ty:ty) => {
        $crate::__xml_yaserde! { @traits [] $ty, read_element, element_text, Own }
    };
    (@named $ty:ty, $field:expr, $namespaces:expr) => {
        impl $crate::xml::yaserde::Named for $ty {
            const FIELD: &'static $crate::xml::Field = &$field;
            const NAMESPACES: &'static [$crate::xml::Namespace] = $namespaces;
        }
    };
    (@traits [$($generics:tt)*] $ty:ty, $read:ident, $text:ident, $root:ident) => {
        impl $($generics)* $crate::xml::yaserde::YaDeserialize for $ty {
            fn deserialize<R: ::std::io::Read>(source: &mut $crate::xml::yaserde::Deserializer<R>)
            -> $crate::xml::yaserde::Result<Self> {
                $crate::xml::yaserde::$read(source)
            }
        }

        impl $($generics)* $crate::xml::yaserde::YaSerialize for $ty {
            fn serialize<W: ::std::io::Write>(&self, target: &mut $crate::xml::yaserde::Serializer<W>)
            -> $crate::xml::yaserde::Result<()> {
                let text = $crate::xml::yaserde::$text(self)?;
                $crate::xml::yaserde::write(&text, $crate::xml::yaserde::Root::$root, target)
            }

            fn serialize_attributes(
                &self,
                attributes: ::std::vec::Vec<$crate::xml::yaserde::OwnedAttribute>,
                declarations: $crate::xml::yaserde::Declarations,
            ) -> $crate::xml::yaserde::Result<(
                ::std::vec::Vec<$crate::xml::yaserde::OwnedAttribute>,
                $crate::xml::yaserde::Declarations,
            )> {
                let text = $crate::xml::yaserde::$text(self)?;
                ::std::result::Result::Ok($crate::xml::yaserde::root_attributes(&text, attributes, declarations))
            }
        }
    };
}

/// The types of values that yaserde knows itself: here only as the content of a [`Nillable`].
macro_rules! known {
    ($($ty:ty: $name:literal,)*) => {
        $(crate::__xml_yaserde! { @named $ty, unqualified($name, $name), &[] })*
    };
}

known! {
    bool: "boolean", i8: "byte", i16: "short", i32: "int", i64: "long", u8: "unsignedByte", u16: "unsignedShort",
    u32: "unsignedInt", u64: "unsignedLong", f32: "float", f64: "double", String: "string", AnyElement: "any",
}

macro_rules! own {
    ($($ty:ty: $name:literal,)*) => {
        $(crate::__xml_yaserde! { simple $ty, $name })*
    };
}

own! {
    Base64Binary: "base64Binary", Date: "date", DateTime: "dateTime", Decimal: "decimal", Duration: "duration",
    GDay: "gDay", GMonth: "gMonth", GMonthDay: "gMonthDay", GYear: "gYear", GYearMonth: "gYearMonth",
    HexBinary: "hexBinary", Integer: "integer", QName: "QName", Secret: "string", Time: "time", AnyType: "anyType",
}

crate::__xml_yaserde! { @traits [] AnyElement, read_value, value_text, Kept }

impl<T: Named> Named for Nillable<T> {
    const FIELD: &'static Field = T::FIELD;
    const NAMESPACES: &'static [Namespace] = T::NAMESPACES;
}

crate::__xml_yaserde! { @traits [<T: Value + Named>] Nillable<T>, read_value, value_text, Own }
