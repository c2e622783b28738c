//! The built-in types that an `xsi:type` may name on an element of a simple type.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    Lexical, NoNamespaces, Time, is_float, is_name, is_nc_name, items, trim,
};

/// Returns whether a text is a value of the built-in type `name`, such as `int`. `None` if there is no built-in type of that name.
/// `anyURI`, `QName`, and strings other than names, such as `NMTOKEN`, are not checked: every text counts as a value.
pub(super) fn is_value(name: &str, text: &str) -> Option<bool> {
    Some(match name {
        "anySimpleType" | "string" | "normalizedString" | "token" | "language" | "NMTOKEN" | "NMTOKENS" | "anyURI"
        | "QName" | "NOTATION" => true,
        "Name" => is_name(trim(text)),
        "NCName" | "ID" | "IDREF" | "ENTITY" => is_nc_name(trim(text)),
        "IDREFS" | "ENTITIES" => items(text).next().is_some() && items(text).all(is_nc_name),
        "boolean" => is::<bool>(text),
        "byte" => is::<i8>(text),
        "short" => is::<i16>(text),
        "int" => is::<i32>(text),
        "long" => is::<i64>(text),
        "unsignedByte" => is::<u8>(text),
        "unsignedShort" => is::<u16>(text),
        "unsignedInt" => is::<u32>(text),
        "unsignedLong" => is::<u64>(text),
        "float" | "double" => is_float(text),
        "decimal" => is::<Decimal>(text),
        "integer" => is::<Integer>(text),
        "nonNegativeInteger" => is_integer(text, Ordering::is_ge),
        "positiveInteger" => is_integer(text, Ordering::is_gt),
        "nonPositiveInteger" => is_integer(text, Ordering::is_le),
        "negativeInteger" => is_integer(text, Ordering::is_lt),
        "duration" => is::<Duration>(text),
        "dateTime" => is::<DateTime>(text),
        "date" => is::<Date>(text),
        "time" => is::<Time>(text),
        "gYear" => is::<GYear>(text),
        "gYearMonth" => is::<GYearMonth>(text),
        "gMonth" => is::<GMonth>(text),
        "gMonthDay" => is::<GMonthDay>(text),
        "gDay" => is::<GDay>(text),
        "base64Binary" => is::<Base64Binary>(text),
        "hexBinary" => is::<HexBinary>(text),
        _ => return None,
    })
}

/// Returns whether the built-in type `name` is `base` or derived from `base` (XML Schema part 2, section 3).
pub(super) fn is_derived(name: &str, base: &str) -> bool {
    let mut name = name;
    while name != base && base != "anySimpleType" {
        name = match name {
            "byte" => "short",
            "short" => "int",
            "int" => "long",
            "long" | "nonNegativeInteger" | "nonPositiveInteger" => "integer",
            "unsignedByte" => "unsignedShort",
            "unsignedShort" => "unsignedInt",
            "unsignedInt" => "unsignedLong",
            "unsignedLong" | "positiveInteger" => "nonNegativeInteger",
            "negativeInteger" => "nonPositiveInteger",
            "integer" => "decimal",
            "normalizedString" => "string",
            "token" => "normalizedString",
            "language" | "Name" | "NMTOKEN" => "token",
            "NCName" => "Name",
            "ID" | "IDREF" | "ENTITY" => "NCName",
            _ => return false,
        };
    }
    true
}

/// Returns whether a text is an integer whose order relative to 0 is accepted by `fits`.
fn is_integer(text: &str, fits: fn(Ordering) -> bool) -> bool {
    Integer::parse(Cow::Borrowed(text), &NoNamespaces).is_ok_and(|integer| fits(integer.cmp(&Integer::default())))
}

fn is<T: Lexical>(text: &str) -> bool {
    T::parse(Cow::Borrowed(text), &NoNamespaces).is_ok()
}
