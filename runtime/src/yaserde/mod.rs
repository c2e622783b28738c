//! The same types through [yaserde](https://docs.rs/yaserde): the feature `yaserde`, on by default.
//!
//! Every generated type, and every type of [`lexical`](super::lexical), implements [`YaSerialize`] and [`YaDeserialize`]. Both
//! engines work by the same rows; what yaserde reads and writes are its events. Without the feature
//! (`default-features = false`), yaserde and the `xml` crate below it are no dependencies.
//!
//! ```
//! use ews_types::messages::elements::ConvertId;
//! use ews_types::xml;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = r#"<m:ConvertId xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
//!        xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" DestinationFormat="EwsId">
//!      <m:SourceIds><t:AlternateId Format="HexEntryId" Id="00A1" Mailbox="ada@example.com"/></m:SourceIds>
//!    </m:ConvertId>"#;
//!
//! // The own engine.
//! let request: ConvertId = xml::from_str(text)?;
//! let written = xml::to_string(&request)?;
//!
//! // yaserde: the same value, the same content.
//! let same: ConvertId = yaserde::de::from_str(text)?;
//! assert_eq!(same, request);
//! let through_yaserde = yaserde::ser::to_string(&request)?;
//! assert_eq!(xml::from_str::<ConvertId>(&through_yaserde)?, xml::from_str(&written)?);
//! # Ok(())
//! # }
//! ```
//!
//! # Which one
//!
//! Take [`xml::from_str`](super::from_str) and [`xml::to_string`](super::to_string) for whole documents: they are many times
//! as fast, their errors know line and column, and [`Options`] makes them strict or tells what they tolerated. Take yaserde
//! where a program uses it already: for a generated type as a field of your own derived struct, or where a function wants a
//! `T: YaDeserialize`.
//!
//! # In a derived struct
//!
//! ```
//! use ews_types::types::ItemIdType;
//! use ews_types::xml::DateTime;
//! use yaserde::{YaDeserialize, YaSerialize};
//!
//! #[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
//! struct Reminder {
//!     #[yaserde(attribute = true)]
//!     due: DateTime,
//!     item: Vec<ItemIdType>,
//! }
//!
//! # fn main() -> Result<(), yaserde::Error> {
//! let text = r#"<Reminder due="2026-03-02T09:00:00Z"><item Id="A" /><item Id="B" ChangeKey="C" /></Reminder>"#;
//! let reminder: Reminder = yaserde::de::from_str(text)?;
//! assert_eq!(reminder.item[1].change_key.as_deref(), Some("C"));
//! # Ok(())
//! # }
//! ```
//!
//! - The name is that of the field, whatever the type. A type that is the root itself is written under the name that the schema
//!   gives it, and read under any; a global element has its own name as the root. An [`AnyElement`] keeps its name everywhere.
//! - A choice (an enum of children) is written with the element of the field around the child; with `#[yaserde(flatten)]`, and
//!   as the root, the child stands alone. Both are read.
//! - A value that is none of its type is an error, which the own engine would leave out in tolerant mode.
//! - yaserde has no traits for `Box`, and none for a `Vec` outside of a derived struct.
//!
//! # What differs
//!
//! Reading and writing through yaserde is tolerant as [`Options::new`] is, and has its limits. What is different comes from
//! yaserde or the `xml` crate:
//!
//! - *White space* is trimmed at the ends of texts, and on both sides of a processing instruction. [`deserializer`] keeps it:
//!   `T::deserialize(&mut deserializer(bytes))`. What stands inside of `<![CDATA[ ]]>` is text like any other, and trimmed too.
//! - *Errors* are a text: what went wrong and in which element, but no line. Those of the `xml` crate have line and column, but
//!   no path.
//! - *Deviations* are not told, and there is no strict mode.
//! - *What stands behind the root* is not looked at: yaserde leaves the end tag of the root to a caller that may be there.
//! - *Stricter*: a prefix that is declared nowhere, a character or reference that XML forbids, `]]>` in a text, and a name that
//!   is none are errors of the `xml` crate, where the own engine takes U+FFFD or leaves out.
//! - *Encodings*: bytes are read as their declaration says, Latin-1 too; without one or a byte order mark they are UTF-8.
//! - *A tab in an attribute* is written as it is, and read as a blank by whoever reads it.
//! - *Elements without a namespace* do not undo the default namespace of a struct around them: the `xml` crate cannot write
//!   `xmlns=""`. Give the namespace of the struct a prefix.
//! - *Output* begins with an XML declaration, and an empty element is `<a />`.
//! - *Declarations* in many elements that stand in one another cost the `xml` crate the square of their number: limit what you
//!   read from strangers.

mod events;

use std::io::{Read, Write};

pub use xml_events::attribute::OwnedAttribute;
pub use xml_events::namespace::Namespace as Declarations;
use xml_events::reader::{EventReader, ParserConfig};
pub use yaserde::de::Deserializer;
pub use yaserde::ser::Serializer;
pub use yaserde::{Error, Result, YaDeserialize, YaSerialize};

#[doc(hidden)]
pub use self::events::Root;
use crate::any::{AnyElement, AnyType};
use crate::engine::description::Described;
use crate::engine::element::GlobalElement;
use crate::engine::nillable::Nillable;
use crate::engine::placing::takes_more;
use crate::engine::read::{read_choice, read_choice_text, read_complex, read_field};
use crate::engine::row::{Row, RowKind};
use crate::engine::view::{Choice, Complex, Value, Variants};
use crate::engine::write::{write_choice, write_complex, write_field};
use crate::lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    QName, Secret, Time, trim,
};
use crate::names::{Name, Namespace, Ns};
use crate::options::Options;
use crate::reader::{Reader, Step};
use crate::writer::Writer;

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
    /// The row of that name.
    const ROW: &'static Row;

    /// The namespaces that its schema declares.
    const NAMESPACES: &'static [Namespace];
}

/// The element of a complex type that stands for itself.
#[doc(hidden)]
pub const fn described<T: Described>(rust: &'static str) -> Row {
    let namespace = match T::DESCRIPTION.namespace {
        Some(namespace) => namespace,
        None => Ns::NONE,
    };
    Row::new(RowKind::Element, Name::new(namespace, own_name(T::DESCRIPTION.name, rust)))
}

/// The element of another type that stands for itself.
#[doc(hidden)]
pub const fn unqualified(name: &'static str, rust: &'static str) -> Row {
    Row::new(RowKind::Element, Name::new(Ns::NONE, own_name(name, rust)))
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
fn read_any(value: &mut dyn Value, row: &'static Row, reader: &mut Reader<'_>) -> crate::Result<bool> {
    reader.step()?;
    read_field(value, row, reader, false)
}

/// Reads the next element, which has the name of the row.
fn read_root(value: &mut dyn Value, row: &'static Row, reader: &mut Reader<'_>) -> crate::Result<bool> {
    reader.step()?;
    reader.adopt_namespace(|reader| row.accepts(reader.name()))?;
    if !row.accepts(reader.name()) {
        return Err(reader.unexpected_element(row));
    }
    read_field(value, row, reader, false)
}

/// Returns whether a choice can take another child.
fn continues(value: &dyn Variants, rows: &'static [Row], child: Name<'_>) -> bool {
    let row = rows.get(value.index()).filter(|row| row.accepts(child));
    row.is_some_and(|row| takes_more(value.content(), row, child))
}

/// Reads the element that comes next: a variant of the choice, or an element around one.
fn read_variant(
    target: &mut dyn Variants,
    rows: &'static [Row],
    reader: &mut Reader<'_>,
    is_root: bool,
) -> crate::Result<bool> {
    let is_named = |reader: &Reader<'_>| rows.iter().any(|row| row.accepts(reader.name()));
    let is_any = |reader: &Reader<'_>| rows.iter().any(|row| row.accepts_any(reader.name().namespace));
    reader.step()?;
    reader.adopt_namespace(is_named)?;
    if is_named(reader) || is_root && is_any(reader) {
        return read_choice(target, rows, reader, true);
    }
    let mut found = false;
    // References cut a text into pieces.
    let mut text = String::new();
    loop {
        match reader.step()? {
            Step::Start => {
                reader.adopt_namespace(is_named)?;
                let continues = found && continues(target, rows, reader.name());
                if continues || !found && (is_named(reader) || is_any(reader)) {
                    found |= read_choice(target, rows, reader, !continues)?;
                } else {
                    reader.unknown_element()?;
                }
            }
            Step::Text(piece) => text.push_str(&piece),
            Step::End | Step::Eof if trim(&text).is_empty() => return Ok(found),
            Step::End | Step::Eof if found => return reader.unexpected_text(&text).map(|()| true),
            Step::End | Step::Eof => return read_choice_text(target, rows, text.into(), reader),
        }
    }
}

/// Reads the current element of yaserde by a function of the own engine.
fn read<R: Read>(
    source: &mut Deserializer<R>,
    namespaces: &'static [Namespace],
    work: impl FnOnce(&mut Reader<'_>) -> crate::Result<bool>,
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

// -- writing -------------------------------------------------------------------------------------------------------------

/// A value as the element that is written of it.
#[doc(hidden)]
#[allow(missing_debug_implementations, reason = "it holds trait objects")]
pub struct Element<'a> {
    content: Content<'a>,
    row: &'static Row,
    namespaces: &'static [Namespace],
    root: Root,
}

enum Content<'a> {
    Value(&'a dyn Value),
    Record(&'a dyn Complex),
    Choice(&'a dyn Variants, &'static [Row]),
}

impl Element<'_> {
    /// What the own engine writes.
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

/// What yaserde asks for where a type gives its attributes to another element.
#[doc(hidden)]
pub type WithAttributes = Result<(Attributes, Declarations)>;

// -- types ---------------------------------------------------------------------------------------------------------------

/// How a type of one kind stands in the events of yaserde.
#[doc(hidden)]
pub trait Role<T> {
    /// Reads the element that comes next.
    ///
    /// # Errors
    /// What the own engine or yaserde cannot read.
    fn read<R: Read>(source: &mut Deserializer<R>) -> Result<T>;

    /// The element that is written of a value.
    fn element(value: &T) -> Element<'_>;
}

/// A value, under any name.
#[doc(hidden)]
#[derive(Debug)]
pub enum Typed {}

impl<T: Value + Default + Named> Role<T> for Typed {
    fn read<R: Read>(source: &mut Deserializer<R>) -> Result<T> {
        let mut value = T::default();
        read(source, T::NAMESPACES, |reader| read_any(&mut value, T::ROW, reader))?;
        Ok(value)
    }

    fn element(value: &T) -> Element<'_> {
        Element { content: Content::Value(value), row: T::ROW, namespaces: T::NAMESPACES, root: Root::Own }
    }
}

/// A complex type, or a sequence as if it were one.
#[doc(hidden)]
#[derive(Debug)]
pub enum Record {}

impl<T: Complex + Default + Named> Role<T> for Record {
    fn read<R: Read>(source: &mut Deserializer<R>) -> Result<T> {
        let mut value = T::default();
        read(source, T::NAMESPACES, |reader| {
            reader.step()?;
            read_complex(&mut value, reader)
        })?;
        Ok(value)
    }

    fn element(value: &T) -> Element<'_> {
        Element { content: Content::Record(value), row: T::ROW, namespaces: T::NAMESPACES, root: Root::Own }
    }
}

/// A choice.
#[doc(hidden)]
#[derive(Debug)]
pub enum OneOf {}

impl<T: Choice + Named> Role<T> for OneOf {
    fn read<R: Read>(source: &mut Deserializer<R>) -> Result<T> {
        let is_root = source.depth() == 0;
        let mut value = T::default();
        read(source, T::NAMESPACES, |reader| read_variant(&mut value, T::VARIANTS, reader, is_root))?;
        Ok(value)
    }

    fn element(value: &T) -> Element<'_> {
        let content = Content::Choice(value, T::VARIANTS);
        Element { content, row: T::ROW, namespaces: T::NAMESPACES, root: Root::Around }
    }
}

/// A global element: under its own name as the root, under any name as a field.
#[doc(hidden)]
#[derive(Debug)]
pub enum Global {}

impl<T: GlobalElement> Role<T> for Global {
    fn read<R: Read>(source: &mut Deserializer<R>) -> Result<T> {
        let is_root = source.depth() == 0;
        let mut value = T::default();
        read(source, T::NAMESPACES, |reader| {
            let read = if is_root { read_root } else { read_any };
            read(value.content_mut(), T::ROW, reader).map(|_| true)
        })?;
        Ok(value)
    }

    fn element(value: &T) -> Element<'_> {
        Element { content: Content::Value(value.content()), row: T::ROW, namespaces: T::NAMESPACES, root: Root::Own }
    }
}

/// An element that has its name itself.
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

/// Implements the traits of yaserde for a type.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_yaserde {
    (record $ty:ty) => {
        $crate::__xml_yaserde! { @named $ty, $crate::yaserde::described::<$ty>(stringify!($ty)), <$ty as $crate::Described>::DESCRIPTION.namespaces }
        $crate::__xml_yaserde! { @traits [] $ty, Record }
    };
    (choice $ty:ty) => {
        $crate::__xml_yaserde! { @named $ty, $crate::yaserde::unqualified(stringify!($ty), stringify!($ty)), NAMESPACES }
        $crate::__xml_yaserde! { @traits [] $ty, OneOf }
    };
    (polymorphic $ty:ty) => {
        $crate::__xml_yaserde! { @named $ty, $crate::yaserde::unqualified(stringify!($ty), stringify!($ty)), NAMESPACES }
        $crate::__xml_yaserde! { @traits [] $ty, Typed }
    };
    (simple $ty:ty, $name:literal) => {
        $crate::__xml_yaserde! { @named $ty, $crate::yaserde::unqualified($name, stringify!($ty)), &[] }
        $crate::__xml_yaserde! { @traits [] $ty, Typed }
    };
    (element $ty:ty) => {
        $crate::__xml_yaserde! { @traits [] $ty, Global }
    };
    (@named $ty:ty, $row:expr, $namespaces:expr) => {
        impl $crate::yaserde::Named for $ty {
            const ROW: &'static $crate::Row = {
                static ROW: $crate::Row = $row;
                &ROW
            };
            const NAMESPACES: &'static [$crate::Namespace] = $namespaces;
        }
    };
    (@traits [$($generics:tt)*] $ty:ty, $role:ident) => {
        impl $($generics)* $crate::yaserde::YaDeserialize for $ty {
            fn deserialize<R: ::std::io::Read>(source: &mut $crate::yaserde::Deserializer<R>)
            -> $crate::yaserde::Result<Self> {
                <$crate::yaserde::$role as $crate::yaserde::Role<Self>>::read(source)
            }
        }

        impl $($generics)* $crate::yaserde::YaSerialize for $ty {
            fn serialize<W: ::std::io::Write>(&self, target: &mut $crate::yaserde::Serializer<W>)
            -> $crate::yaserde::Result<()> {
                $crate::yaserde::write(&<$crate::yaserde::$role as $crate::yaserde::Role<Self>>::element(self), target)
            }

            // The one method that is not generic: compiled where it is used, as the others are.
            #[inline]
            fn serialize_attributes(
                &self,
                attributes: $crate::yaserde::Attributes,
                declarations: $crate::yaserde::Declarations,
            ) -> $crate::yaserde::WithAttributes {
                $crate::yaserde::attributes(&<$crate::yaserde::$role as $crate::yaserde::Role<Self>>::element(self), attributes, declarations)
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

crate::__xml_yaserde! { @traits [] AnyElement, Itself }

impl<T: Named> Named for Nillable<T> {
    const ROW: &'static Row = T::ROW;
    const NAMESPACES: &'static [Namespace] = T::NAMESPACES;
}

crate::__xml_yaserde! { @traits [<T: Value + Default + Named>] Nillable<T>, Typed }
