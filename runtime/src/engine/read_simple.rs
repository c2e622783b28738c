//! Reads values of simple types.

use std::borrow::Cow;

use super::access::{EnumerationMut, Member, Simple, UnionMut};
use super::enumeration::index_of;
use super::facets::type_name;
use super::row::{Row, WhiteSpace};
use super::simple::{parse_schema_value, white_space};
use super::simple_types::simple_type_problem;
use super::union::set_schema_value;
use crate::deviation::DeviationKind;
use crate::error::Result;
use crate::lexical::{Lexical as _, QName, is_nc_name};
use crate::names::Ns;
use crate::printable::{shown, shown_name};
use crate::reader::Reader;

/// The text of an element.
pub(super) enum ElementText<'t> {
    /// The text in the document.
    Read(Cow<'t, str>),
    /// The value of an empty element: the default or fixed value in the schema, or an empty text if the schema has neither. An
    /// `xs:QName` has the form `{namespace}local`.
    SchemaValue(&'static str),
}

/// Reads the text of the current element, or the default or fixed value if the element is empty. In tolerant mode, returns `None` if
/// the element is nil although it is not nillable.
///
/// `kind` returns the name of the type that the Rust type represents: a built-in type such as `xs:int`, or an enumeration. It
/// returns `None` for lists and unions.
pub(super) fn element_text<'t>(
    row: &Row,
    kind: &dyn Fn() -> Option<&'static str>,
    reader: &mut Reader<'t>,
) -> Result<Option<ElementText<'t>>> {
    let is_string = || kind() == Some(String::NAME);
    if reader.attribute_count() == 0 {
        return text_or_default(row, &is_string, reader).map(Some);
    }
    if !has_value(reader)? {
        return Ok(None);
    }
    let xsi_type = reader.xsi_type();
    let text = text_or_default(row, &is_string, reader)?;
    if let Some((namespace, local)) = xsi_type {
        let declared = type_name(row.facets).or_else(|| kind().map(|kind| string_type(kind, row)));
        let text = match &text {
            ElementText::Read(text) => text,
            ElementText::SchemaValue(text) => *text,
        };
        check_simple_type(namespace, &local, declared, text, reader)?;
    }
    Ok(Some(text))
}

/// Returns the built-in type of an element. `String` represents several built-in types, which differ in the white space facet.
fn string_type(kind: &'static str, row: &Row) -> &'static str {
    match (kind, row.white_space) {
        ("xs:string", WhiteSpace::Replace) => "xs:normalizedString",
        ("xs:string", WhiteSpace::Collapse) => "xs:token",
        _ => kind,
    }
}

/// Checks the `xsi:type` of an element of a simple type. In tolerant mode, records even a valid `xsi:type` as a deviation, because
/// no value stores it.
///
/// `declared` is the declared type, or its nearest base that has facets, enumeration values or a Rust type of its own.
///
/// # Errors
/// The reader is strict, and the named type is unknown, is not derived from the declared type, or does not allow the text.
#[cold]
fn check_simple_type(
    namespace: Option<Ns>,
    local: &str,
    declared: Option<&str>,
    text: &str,
    reader: &mut Reader<'_>,
) -> Result<()> {
    let problem = match namespace {
        None => Some(local.to_owned()),
        Some(_) if !is_nc_name(local) => Some(local.to_owned()),
        Some(namespace) => simple_type_problem(namespace, local, declared, text, reader),
    };
    if reader.options.strict && problem.is_none() {
        return Ok(());
    }
    reader.deviation(DeviationKind::SimpleType, &|| problem.as_deref().unwrap_or(local).to_owned())
}

/// Reads the text of the current element, or the default or fixed value if the element is empty. `is_string` returns whether the
/// type of the value is `xs:string`.
#[inline]
pub(super) fn text_or_default<'t>(
    row: &Row,
    is_string: &dyn Fn() -> bool,
    reader: &mut Reader<'t>,
) -> Result<ElementText<'t>> {
    let text = reader.text_of(is_string)?;
    Ok(if text.is_empty() { ElementText::SchemaValue(row.value.of_empty()) } else { ElementText::Read(text) })
}

/// Reads the current element into a value. In tolerant mode, returns `false` if the element is nil, or its text is not a value of
/// the type.
pub(super) fn read_simple(value: &mut dyn Simple, row: &Row, reader: &mut Reader<'_>) -> Result<bool> {
    if reader.attribute_count() == 0 {
        // The most frequent case.
        let text = reader.text_of(&|| value.properties().name == String::NAME)?;
        return match text.is_empty() {
            true => read_schema_value(value, row.value.of_empty(), row, reader),
            false => value.read(text, row, reader),
        };
    }
    match element_text(row, &|| Some(value.properties().name), reader)? {
        Some(ElementText::Read(text)) => value.read(text, row, reader),
        Some(ElementText::SchemaValue(text)) => read_schema_value(value, text, row, reader),
        None => Ok(false),
    }
}

/// Reads `text` into the value of an empty element. `text` is the default or fixed value in the schema, or empty.
pub(super) fn read_schema_value(
    value: &mut dyn Simple,
    text: &'static str,
    row: &Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    // A name in the schema contains its namespace, so the namespace declarations of the document do not apply.
    if !text.is_empty() && value.properties().name == QName::NAME {
        return Ok(parse_schema_value(value, Cow::Borrowed(text)));
    }
    value.read(Cow::Borrowed(text), row, reader)
}

/// Reads `text` into the union in an empty element. `text` is the default or fixed value in the schema, or empty.
#[cold]
pub(super) fn read_schema_union(
    value: &mut UnionMut<'_>,
    text: &'static str,
    row: &Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    if !text.is_empty() && set_schema_value(value, &white_space(row, Cow::Borrowed(text))) {
        return Ok(true);
    }
    read_union(value, Cow::Borrowed(text), row, reader)
}

/// Checks the attributes of an element of a simple type. If the element is nil, skips it, and returns `false`.
fn has_value(reader: &mut Reader<'_>) -> Result<bool> {
    if refuse_nil(reader)? {
        return Ok(false);
    }
    for index in 0..reader.attribute_count() {
        let Some(attribute) = reader.attribute_at(index) else { continue };
        if attribute.namespace != Ns::XSI {
            reader.deviation(DeviationKind::UnknownAttribute, &|| attribute.local.to_owned())?;
        }
    }
    Ok(true)
}

/// If the current element is nil although it is not nillable, records a deviation, skips the element, and returns `true`.
pub(super) fn refuse_nil(reader: &mut Reader<'_>) -> Result<bool> {
    if !reader.is_nil() {
        return Ok(false);
    }
    let name = reader.tag_name();
    reader.deviation(DeviationKind::Nil, &|| format!("<{}>", shown_name(name)))?;
    reader.skip()?;
    Ok(true)
}

/// Reads a value of an open enumeration. Applies the white space facet first. If the text then differs from all listed texts,
/// records a deviation.
pub(super) fn read_enumeration(
    value: &mut EnumerationMut<'_>,
    text: Cow<'_, str>,
    row: &Row,
    reader: &mut Reader<'_>,
) -> Result<()> {
    let text = white_space(row, text);
    let texts = &value.table().texts;
    if let Some(exact) = texts.position(&text) {
        value.select(exact);
        return Ok(());
    }
    let index = index_of(&text, texts);
    reader.deviation(DeviationKind::UnlistedValue, &|| match index {
        Some(_) => format!("{} with white space around or inside it", shown(&text)),
        None => shown(&text),
    })?;
    match index {
        Some(index) => value.select(index),
        None => value.set_other(text.into_owned()),
    }
    Ok(())
}

/// Reads a value of a union. A text that is not a value of any member is a deviation.
pub(super) fn read_union(
    value: &mut UnionMut<'_>,
    text: Cow<'_, str>,
    row: &Row,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    if !value.form().read(Cow::Borrowed(&text), row, reader)? {
        return Ok(false);
    }
    let index = value.variants().index();
    if value.form().members().get(index) == Some(&Member::Unlisted) {
        reader.deviation(DeviationKind::UnlistedValue, &|| shown(&text))?;
    }
    Ok(true)
}
