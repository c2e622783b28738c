//! The traits of yaserde for the types of the runtime.

use super::roles::{Named, unqualified};
use crate::any::{AnyElement, AnyType};
use crate::engine::access::Value;
use crate::engine::nillable::Nillable;
use crate::engine::row::Row;
use crate::lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    QName, Secret, Time,
};
use crate::names::Namespace;

/// Implements only [`Named`], for the use of these types in [`Nillable`]. The crate `yaserde` implements its traits for these types;
/// for `AnyElement`, they are implemented below.
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
