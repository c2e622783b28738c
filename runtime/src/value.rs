//! What a type is to the engine, and what a field is.

use std::borrow::Cow;

use super::any::{AnyElement, AnyType};
#[cfg(feature = "arbitrary")]
use super::arbitrary::{Arrange, Source, arrange_lists, arrange_nillable, arrange_optional, arrange_several};
use super::complex::Complex;
use super::deviation::DeviationKind;
use super::error::Result;
use super::field::{Field, Kind, Of, ValueConstraint};
use super::lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    Lexical, QName, Secret, Time, items,
};
use super::names::Name;
use super::reader::{Reader, Step};
#[cfg(feature = "serde")]
use super::serde::{Node, list_node};
#[cfg(feature = "validate")]
use super::validate::{Check, Violations, check_lists, check_several};
use super::writer::Writer;

/// A type of content: read from, and written as, an element whose name the field knows.
pub trait Value: Default {
    /// Reads the current element, to its end. `again`: it has been read before, for the same field.
    ///
    /// `false`: there is no value after all, in tolerant mode.
    ///
    /// # Errors
    /// What no reader should accept, and in strict mode all else that the schema does not allow.
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, again: bool) -> Result<bool>;

    /// Writes an element.
    ///
    /// # Errors
    /// A character that XML forbids.
    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()>;

    /// Reads the value of an attribute or a text.
    ///
    /// # Errors
    /// As [`Self::read`].
    fn read_text(&mut self, text: Cow<'_, str>, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool> {
        let _ = (text, field, reader);
        Ok(false)
    }

    /// Appends the text of the value, not escaped.
    fn write_text(&self, out: &mut String, writer: &mut Writer) {
        let _ = (out, writer);
    }

    /// Adds the complex values that it is or holds, not those inside of them.
    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>) {
        let _ = found;
    }

    /// Whether a value that spans several children takes one more.
    fn goes_on(&self, child: Child<'_>) -> bool {
        let _ = child;
        true
    }

    /// Checks it against what the schema demands.
    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        let _ = (check, found);
    }

    /// Makes it a value that the schema allows.
    ///
    /// # Errors
    /// None of its own.
    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        let _ = (arrange, source);
        Ok(())
    }

    /// The value as data formats know it.
    #[cfg(feature = "serde")]
    fn node(&self) -> Node {
        Node::Null
    }
}

/// The expanded name of a child with the hash of its local part.
pub type Child<'a> = Name<'a>;

/// What a field is: a value, perhaps one, or several.
pub trait Slot {
    /// Reads the current element into the field; `false`: there is no value after all.
    ///
    /// # Errors
    /// As [`Value::read`].
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, again: bool) -> Result<bool>;

    /// Reads the value of an attribute or a text into the field; `false`: there is no value after all.
    ///
    /// # Errors
    /// As [`Value::read`].
    fn read_text(&mut self, text: Cow<'_, str>, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool>;

    /// Writes the elements of the field.
    ///
    /// # Errors
    /// As [`Value::write`].
    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()>;

    /// Appends the text of the field; `false`: there is none.
    fn write_text(&self, out: &mut String, writer: &mut Writer) -> bool;

    /// Whether a child more, which the field accepts, goes on with the value or is one more.
    fn repeats(&self, field: &Field, child: Child<'_>) -> bool;

    /// Adds the complex values of the field, not those inside of them.
    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>);

    /// Whether there is certainly nothing to write.
    fn is_absent(&self) -> bool {
        false
    }

    /// Checks it against what the schema demands.
    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        let _ = (check, found);
    }

    /// Makes it a value that the schema allows.
    ///
    /// # Errors
    /// None of its own.
    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        let _ = (arrange, source);
        Ok(())
    }

    /// The value as data formats know it; `None` if it is absent.
    #[cfg(feature = "serde")]
    fn node(&self, field: &Field) -> Option<Node> {
        let _ = field;
        None
    }

    /// The attributes, if the field holds those that the schema does not name.
    fn any_attributes(&self) -> Option<&Vec<super::any::AnyAttribute>> {
        None
    }

    /// The same, to add to.
    fn any_attributes_mut(&mut self) -> Option<&mut Vec<super::any::AnyAttribute>> {
        None
    }
}

/// Whether a second element of the field goes on with the value of the first.
fn continues(field: &Field) -> bool {
    matches!(field.kind, Kind::Choice(_) | Kind::Group(_))
}

impl<T: Value> Slot for T {
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, again: bool) -> Result<bool> {
        if again && !continues(field) {
            *self = T::default();
        }
        T::read(self, reader, field, again)
    }

    fn read_text(&mut self, text: Cow<'_, str>, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool> {
        T::read_text(self, text, reader, field)
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        T::write(self, writer, field)
    }

    fn write_text(&self, out: &mut String, writer: &mut Writer) -> bool {
        T::write_text(self, out, writer);
        true
    }

    fn repeats(&self, field: &Field, child: Child<'_>) -> bool {
        continues(field) && self.goes_on(child)
    }

    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>) {
        T::complex(self, found);
    }

    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        T::check(self, check, found);
    }

    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        T::arrange(self, arrange, source)
    }

    #[cfg(feature = "serde")]
    fn node(&self, _: &Field) -> Option<Node> {
        Some(T::node(self))
    }
}

fn blank<T: Default>(slot: &mut Option<T>) -> &mut T {
    slot.insert(T::default())
}

impl<T: Value> Slot for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, again: bool) -> Result<bool> {
        let again = again && self.is_some() && continues(field);
        let value = match self {
            Some(value) if again => value,
            _ => blank(self),
        };
        let read = value.read(reader, field, again)?;
        if !read {
            *self = None;
        }
        Ok(read)
    }

    fn read_text(&mut self, text: Cow<'_, str>, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool> {
        let read = blank(self).read_text(text, reader, field)?;
        if !read {
            *self = None;
        }
        Ok(read)
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        match self {
            Some(value) => value.write(writer, field),
            None => Ok(()),
        }
    }

    fn write_text(&self, out: &mut String, writer: &mut Writer) -> bool {
        if let Some(value) = self {
            value.write_text(out, writer);
        }
        self.is_some()
    }

    fn repeats(&self, field: &Field, child: Child<'_>) -> bool {
        continues(field) && self.as_ref().is_none_or(|value| value.goes_on(child))
    }

    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>) {
        if let Some(value) = self {
            T::complex(value, found);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        if let Some(value) = self {
            T::check(value, check, found);
        }
    }

    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        arrange_optional(self, arrange, source, T::arrange)
    }

    #[cfg(feature = "serde")]
    fn node(&self, _: &Field) -> Option<Node> {
        self.as_ref().map(T::node)
    }
}

impl<T: Value> Slot for Vec<T> {
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, _again: bool) -> Result<bool> {
        read_values(self, reader, field)
    }

    fn read_text(&mut self, text: Cow<'_, str>, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool> {
        read_values_text(self, text, reader, field)
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        write_values(self, writer, field)
    }

    fn write_text(&self, out: &mut String, writer: &mut Writer) -> bool {
        write_items(self, out, writer);
        !self.is_empty()
    }

    fn repeats(&self, field: &Field, _: Child<'_>) -> bool {
        !field.list && matches!(field.of, Of::Nothing)
    }

    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>) {
        add_complex(self, found);
    }

    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        check_several(self, check, found);
    }

    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        arrange_several(self, arrange, source)
    }

    #[cfg(feature = "serde")]
    fn node(&self, field: &Field) -> Option<Node> {
        let is_absent = self.is_empty() && matches!(field.of, Of::Nothing);
        (!is_absent).then(|| list_node(self, T::node))
    }
}

impl<T: Value> Slot for Option<Vec<T>> {
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, _again: bool) -> Result<bool> {
        read_values(self.insert(Vec::new()), reader, field)
    }

    fn read_text(&mut self, text: Cow<'_, str>, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool> {
        read_values_text(self.insert(Vec::new()), text, reader, field)
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        match self {
            Some(values) => write_values(values, writer, field),
            None => Ok(()),
        }
    }

    fn write_text(&self, out: &mut String, writer: &mut Writer) -> bool {
        if let Some(values) = self {
            write_items(values, out, writer);
        }
        self.is_some()
    }

    fn repeats(&self, _: &Field, _: Child<'_>) -> bool {
        false
    }

    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>) {
        if let Some(values) = self {
            add_complex(values, found);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        if let Some(values) = self {
            check_several(values, check, found);
        }
    }

    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        arrange_optional(self, arrange, source, Slot::arrange)
    }

    #[cfg(feature = "serde")]
    fn node(&self, _: &Field) -> Option<Node> {
        self.as_ref().map(|values| list_node(values, T::node))
    }
}

impl<T: Value> Slot for Vec<Vec<T>> {
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, _again: bool) -> Result<bool> {
        reader.charge(size_of::<Vec<T>>())?;
        let mut values = Vec::new();
        read_values(&mut values, reader, field)?;
        self.push(values);
        Ok(true)
    }

    fn read_text(&mut self, _: Cow<'_, str>, _: &mut Reader<'_>, _: &'static Field) -> Result<bool> {
        Ok(false)
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        self.iter().try_for_each(|values| write_values(values, writer, field))
    }

    fn write_text(&self, _: &mut String, _: &mut Writer) -> bool {
        false
    }

    fn repeats(&self, _: &Field, _: Child<'_>) -> bool {
        true
    }

    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>) {
        self.iter().for_each(|values| add_complex(values, found));
    }

    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        check_lists(self, check, found);
    }

    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        arrange_lists(self, arrange, source)
    }

    #[cfg(feature = "serde")]
    fn node(&self, _: &Field) -> Option<Node> {
        (!self.is_empty()).then(|| list_node(self, |values| list_node(values, T::node)))
    }
}

/// Several values, of whatever type: what is done with each is compiled once.
pub(crate) trait Values {
    /// How many there are.
    fn count(&self) -> usize;

    /// One of them.
    fn at(&self, index: usize) -> Option<&dyn Slot>;

    /// Adds a blank one.
    fn add(&mut self) -> Option<&mut dyn Slot>;

    /// Leaves out those behind the first ones.
    fn keep(&mut self, count: usize);

    /// How many bytes each takes.
    fn size(&self) -> usize;
}

impl<T: Value> Values for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn at(&self, index: usize) -> Option<&dyn Slot> {
        let value = self.get(index)?;
        Some(value)
    }

    fn add(&mut self) -> Option<&mut dyn Slot> {
        self.push(T::default());
        let value = self.last_mut()?;
        Some(value)
    }

    fn keep(&mut self, count: usize) {
        self.truncate(count);
    }

    fn size(&self) -> usize {
        size_of::<T>()
    }
}

/// All values.
pub(crate) fn each(values: &dyn Values) -> impl Iterator<Item = &dyn Slot> {
    (0..values.count()).map_while(|index| values.at(index))
}

fn add_complex<'a>(values: &'a dyn Values, found: &mut Vec<&'a dyn Complex>) {
    each(values).for_each(|value| value.complex(found));
}

/// Reads one value more: the current element, or the text of an item.
fn push(
    values: &mut dyn Values,
    reader: &mut Reader<'_>,
    field: &'static Field,
    text: Option<Cow<'_, str>>,
) -> Result<bool> {
    let count = values.count();
    reader.charge(values.size())?;
    let read = match (values.add(), text) {
        (Some(value), Some(text)) => value.read_text(text, reader, field)?,
        (Some(value), None) => value.read(reader, field, false)?,
        (None, _) => true,
    };
    if !read {
        values.keep(count);
    }
    Ok(read)
}

/// Reads the current element into values: as one of them, or as what is around them.
fn read_values(values: &mut dyn Values, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool> {
    if field.list {
        values.keep(0);
        let text = reader.text()?;
        return read_list(values, &text, reader, field);
    }
    if matches!(field.of, Of::Nothing) {
        return push(values, reader, field, None);
    }
    values.keep(0);
    if refuse_nil(reader)? {
        return Ok(false);
    }
    while reader.next_item(field)? {
        push(values, reader, field, None)?;
    }
    Ok(true)
}

fn read_values_text(
    values: &mut dyn Values,
    text: Cow<'_, str>,
    reader: &mut Reader<'_>,
    field: &'static Field,
) -> Result<bool> {
    if matches!(field.kind, Kind::Mixed(_)) {
        return push(values, reader, field, Some(text));
    }
    values.keep(0);
    read_list(values, &text, reader, field)
}

fn read_list(values: &mut dyn Values, text: &str, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool> {
    for item in items(text) {
        push(values, reader, field, Some(Cow::Borrowed(item)))?;
    }
    Ok(true)
}

fn write_items(values: &dyn Values, out: &mut String, writer: &mut Writer) {
    for (index, value) in each(values).enumerate() {
        if index > 0 {
            out.push(' ');
        }
        value.write_text(out, writer);
    }
}

/// Writes each value, with what is around them. In a wrapper they stand under their own name, which is a part of its field.
fn write_values(values: &dyn Values, writer: &mut Writer, field: &'static Field) -> Result<()> {
    if field.list {
        return write_list(values, writer, field);
    }
    if matches!(field.of, Of::Nothing) {
        return each(values).try_for_each(|value| value.write(writer, field));
    }
    writer.start(field.name.namespace, field.name.local);
    for value in each(values) {
        if let Of::Element(name) = field.of {
            writer.rename(Some(name));
        }
        value.write(writer, field)?;
    }
    writer.end(field.name.namespace, field.name.local);
    Ok(())
}

fn write_list(values: &dyn Values, writer: &mut Writer, field: &'static Field) -> Result<()> {
    writer.start(field.name.namespace, field.name.local);
    let mut text = writer.scratch();
    write_items(values, &mut text, writer);
    let done = writer.text(&text);
    writer.put_back(text);
    done?;
    writer.end(field.name.namespace, field.name.local);
    Ok(())
}

/// Whether `xsi:nil` stands where it may not: then there is no value.
pub(crate) fn refuse_nil(reader: &mut Reader<'_>) -> Result<bool> {
    if !reader.is_nil() {
        return Ok(false);
    }
    let name = reader.tag_name();
    reader.deviation(DeviationKind::Nil, || format!("<{name}>"))?;
    reader.skip()?;
    Ok(true)
}

/// Notes the attributes of an element of a simple type, which has none.
fn refuse_attributes(reader: &mut Reader<'_>) -> Result<()> {
    for index in 0..reader.attribute_count() {
        let Some(attribute) = reader.attribute_at(index) else { continue };
        if attribute.namespace != super::names::Ns::XSI {
            reader.deviation(DeviationKind::UnknownAttribute, || attribute.local.to_owned())?;
        }
    }
    Ok(())
}

/// Reads an element of a simple type.
fn read_simple(this: &mut dyn Slot, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool> {
    if reader.attribute_count() > 0 && !has_value(reader)? {
        return Ok(false);
    }
    let mut text = reader.text()?;
    if text.is_empty() {
        text = Cow::Borrowed(empty_value(field));
    }
    this.read_text(text, reader, field)
}

/// Looks at the attributes of an element of a simple type; `false`: it is nil.
fn has_value(reader: &mut Reader<'_>) -> Result<bool> {
    if refuse_nil(reader)? {
        return Ok(false);
    }
    refuse_attributes(reader)?;
    Ok(true)
}

/// What an empty element stands for.
fn empty_value(field: &Field) -> &'static str {
    match field.value {
        ValueConstraint::Default(value) | ValueConstraint::Fixed(value) => value,
        ValueConstraint::Nothing => "",
    }
}

/// Writes an element of a type whose values are texts.
fn write_text(text: &str, writer: &mut Writer, field: &'static Field) -> Result<()> {
    let name = writer.name_of(field);
    writer.simple(name, text)
}

/// Writes an element of a simple type.
fn write_simple(this: &dyn Slot, writer: &mut Writer, field: &'static Field, is_escape_free: bool) -> Result<()> {
    let name = writer.name_of(field);
    let mut text = writer.scratch();
    this.write_text(&mut text, writer);
    let done = if is_escape_free { writer.simple_plain(name, &text) } else { writer.simple(name, &text) };
    writer.put_back(text);
    done
}

/// Reads a lexical form; one that is no value is noted.
pub(crate) fn parse<T: Lexical>(text: Cow<'_, str>, reader: &mut Reader<'_>) -> Result<Option<T>> {
    match T::parse(text, reader) {
        Ok(value) => Ok(Some(value)),
        Err(error) => {
            reader.no_value(error)?;
            Ok(None)
        }
    }
}

/// Engine of the types that are lexical by nature.
pub trait LexicalValue: Lexical {
    /// As [`Value::read`].
    ///
    /// # Errors
    /// As [`Value::read`].
    fn read_element(&mut self, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool>
    where
        Self: Value,
    {
        read_simple(self, reader, field)
    }

    /// As [`Value::write`].
    ///
    /// # Errors
    /// As [`Value::write`].
    fn write_element(&self, writer: &mut Writer, field: &'static Field) -> Result<()>
    where
        Self: Value,
    {
        match self.as_text() {
            Some(text) => write_text(text, writer, field),
            None => write_simple(self, writer, field, Self::IS_ESCAPE_FREE),
        }
    }

    /// As [`Value::read_text`].
    ///
    /// # Errors
    /// As [`Value::read_text`].
    fn read_lexical(&mut self, text: Cow<'_, str>, reader: &mut Reader<'_>) -> Result<bool> {
        match parse(text, reader)? {
            Some(value) => {
                *self = value;
                Ok(true)
            }
            None => Ok(false),
        }
    }
}

impl<T: Lexical> LexicalValue for T {}

/// Makes types that are [`Lexical`] values of elements and attributes.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_lexical {
    ($($ty:ty),* $(,)?) => {$(
        $crate::__xml_lexical! {
            @value $ty, check_lexical, arrange_lexical,
            (value, text, reader) => $crate::LexicalValue::read_lexical(value, text, reader)
        }
    )*};
    (@listed $ty:ty) => {
        $crate::__xml_lexical! {
            @value $ty, check_listed, arrange_listed,
            (value, text, reader) => {
                *value = $crate::read_listed(text, reader)?;
                ::std::result::Result::Ok(true)
            }
        }
    };
    (@value $ty:ty, $check:ident, $arrange:ident, ($value:ident, $text:ident, $reader:ident) => $read:expr) => {
        impl $crate::Value for $ty {
            fn read(&mut self, reader: &mut $crate::Reader<'_>, field: &'static $crate::Field, _: bool)
            -> $crate::Result<bool> {
                $crate::LexicalValue::read_element(self, reader, field)
            }

            fn write(&self, writer: &mut $crate::Writer, field: &'static $crate::Field)
            -> $crate::Result<()> {
                $crate::LexicalValue::write_element(self, writer, field)
            }

            fn read_text(&mut self, $text: ::std::borrow::Cow<'_, str>, $reader: &mut $crate::Reader<'_>, _: &'static $crate::Field)
            -> $crate::Result<bool> {
                let $value = self;
                $read
            }

            fn write_text(&self, out: &mut ::std::string::String, writer: &mut $crate::Writer) {
                $crate::Lexical::write(self, out, writer);
            }

            $crate::__xml_feature_methods! {
                $crate::$check,
                $crate::arbitrary::$arrange,
                $crate::serde::lexical_node,
            }
        }
    };
}

crate::__xml_lexical! {
    bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64,
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer, QName,
    Time,
}

/// Strings: the white space facet of their field applies, and they are written without a copy.
impl Value for String {
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, _again: bool) -> Result<bool> {
        read_simple(self, reader, field)
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        write_text(self, writer, field)
    }

    fn read_text(&mut self, text: Cow<'_, str>, _: &mut Reader<'_>, field: &'static Field) -> Result<bool> {
        *self = Reader::white_space(field, text).into_owned();
        Ok(true)
    }

    fn write_text(&self, out: &mut String, _: &mut Writer) {
        out.push_str(self);
    }

    crate::__xml_feature_methods! {
        super::validate::check_lexical,
        super::arbitrary::arrange_lexical,
        super::serde::lexical_node,
    }
}

impl Value for Secret {
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, _again: bool) -> Result<bool> {
        read_simple(self, reader, field)
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        write_text(self.expose(), writer, field)
    }

    fn read_text(&mut self, text: Cow<'_, str>, _: &mut Reader<'_>, _: &'static Field) -> Result<bool> {
        *self = Secret::from(text.into_owned());
        Ok(true)
    }

    fn write_text(&self, out: &mut String, _: &mut Writer) {
        out.push_str(self.expose());
    }

    crate::__xml_feature_methods! {
        super::validate::check_lexical,
        super::arbitrary::arrange_lexical,
        super::serde::lexical_node,
    }
}

impl<T: Value> Value for Box<T> {
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, again: bool) -> Result<bool> {
        // The box is no part of the place it stands in, which is all that a list counts.
        if !again {
            reader.charge(size_of::<T>())?;
        }
        T::read(self, reader, field, again)
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        T::write(self, writer, field)
    }

    fn read_text(&mut self, text: Cow<'_, str>, reader: &mut Reader<'_>, field: &'static Field) -> Result<bool> {
        T::read_text(self, text, reader, field)
    }

    fn write_text(&self, out: &mut String, writer: &mut Writer) {
        T::write_text(self, out, writer);
    }

    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>) {
        T::complex(self, found);
    }

    fn goes_on(&self, child: Child<'_>) -> bool {
        T::goes_on(self, child)
    }

    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        T::check(self, check, found);
    }

    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        T::arrange(self, arrange, source)
    }

    #[cfg(feature = "serde")]
    fn node(&self) -> Node {
        T::node(self)
    }
}

impl Value for AnyElement {
    fn read(&mut self, reader: &mut Reader<'_>, _: &'static Field, _again: bool) -> Result<bool> {
        *self = AnyElement::capture(reader)?;
        Ok(true)
    }

    fn write(&self, writer: &mut Writer, _: &'static Field) -> Result<()> {
        self.write_to(writer)
    }

    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        super::arbitrary::any_element(self, arrange, source)
    }

    #[cfg(feature = "serde")]
    fn node(&self) -> Node {
        super::serde::any_element_node(self)
    }
}

impl Value for AnyType {
    fn read(&mut self, reader: &mut Reader<'_>, _: &'static Field, _again: bool) -> Result<bool> {
        *self = AnyType::capture(reader)?;
        Ok(true)
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        let name = writer.name_of(field);
        writer.start(name.namespace, name.local);
        self.write_to(writer)?;
        writer.end(name.namespace, name.local);
        Ok(())
    }

    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        super::arbitrary::any_type(self, arrange, source)
    }

    #[cfg(feature = "serde")]
    fn node(&self) -> Node {
        super::serde::any_type_node(self)
    }
}

/// A value of an element that may be nil: there, but without content. That is not the same as absent.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Nillable<T> {
    /// `xsi:nil="true"`.
    Nil,
    /// The content.
    Value(T),
}

impl<T: Default> Default for Nillable<T> {
    fn default() -> Self {
        Self::Value(T::default())
    }
}

impl<T> Nillable<T> {
    /// The content, if there is any.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Nil => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nillable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// Reads something nillable: `content` where it is not nil.
fn read_nillable<T>(
    this: &mut Nillable<T>,
    reader: &mut Reader<'_>,
    content: impl FnOnce(&mut Reader<'_>) -> Result<Option<T>>,
) -> Result<bool> {
    if reader.is_nil() {
        loop {
            match reader.step()? {
                Step::Start => reader.unknown_element()?,
                Step::Text(text) => reader.unexpected_text(&text)?,
                Step::End | Step::Eof => break,
            }
        }
        *this = Nillable::Nil;
        return Ok(true);
    }
    match content(reader)? {
        Some(value) => {
            *this = Nillable::Value(value);
            Ok(true)
        }
        None => Ok(false),
    }
}

fn write_nil(writer: &mut Writer, field: &'static Field) {
    let name = writer.name_of(field);
    writer.start(name.namespace, name.local);
    writer.nil();
    writer.end(name.namespace, name.local);
}

impl<T: Value> Value for Nillable<T> {
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, again: bool) -> Result<bool> {
        read_nillable(self, reader, |reader| {
            let mut value = T::default();
            Ok(value.read(reader, field, again)?.then_some(value))
        })
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        match self {
            Self::Nil => write_nil(writer, field),
            Self::Value(value) => value.write(writer, field)?,
        }
        Ok(())
    }

    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>) {
        if let Self::Value(value) = self {
            T::complex(value, found);
        }
    }

    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        if let Self::Value(value) = self {
            T::check(value, check, found);
        }
    }

    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        arrange_nillable(self, arrange, source, T::arrange)
    }

    #[cfg(feature = "serde")]
    fn node(&self) -> Node {
        self.value().map_or(Node::Null, T::node)
    }
}

impl<T: Value> Value for Nillable<Vec<T>> {
    fn read(&mut self, reader: &mut Reader<'_>, field: &'static Field, _again: bool) -> Result<bool> {
        read_nillable(self, reader, |reader| {
            let mut values = Vec::new();
            read_values(&mut values, reader, field)?;
            Ok(Some(values))
        })
    }

    fn write(&self, writer: &mut Writer, field: &'static Field) -> Result<()> {
        match self {
            Self::Nil => write_nil(writer, field),
            Self::Value(values) => write_values(values, writer, field)?,
        }
        Ok(())
    }

    fn complex<'a>(&'a self, found: &mut Vec<&'a dyn Complex>) {
        if let Self::Value(values) = self {
            add_complex(values, found);
        }
    }

    #[cfg(feature = "validate")]
    fn check(&self, check: &Check<'_>, found: &mut Violations) {
        if let Self::Value(values) = self {
            Slot::check(values, check, found);
        }
    }

    #[cfg(feature = "arbitrary")]
    fn arrange(&mut self, arrange: &Arrange, source: &mut Source<'_, '_>) -> ::arbitrary::Result<()> {
        arrange_nillable(self, arrange, source, Slot::arrange)
    }

    #[cfg(feature = "serde")]
    fn node(&self) -> Node {
        self.value().map_or(Node::Null, |values| list_node(values, T::node))
    }
}
