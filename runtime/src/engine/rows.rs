//! The functions with which generated code builds rows.

use super::access::{Selection, Value};
pub use super::row::MANY;
use super::row::{Namespaces, Row, RowKind};
use crate::names::{Name, Ns};

/// An attribute without a namespace.
pub const fn attribute(local: &'static str) -> Row {
    Row::new(RowKind::Attribute, Name::new(Ns::NONE, local))
}

/// An attribute in a namespace.
pub const fn qualified_attribute(namespace: Ns, local: &'static str) -> Row {
    Row::new(RowKind::Attribute, Name::new(namespace, local))
}

/// A child element.
pub const fn element(namespace: Ns, local: &'static str) -> Row {
    Row::new(RowKind::Element(None), Name::new(namespace, local))
}

/// A choice between children.
pub const fn choice<C: Value>() -> Row {
    Row::new(RowKind::Choice(variants::<C>), Name::EMPTY)
}

/// Returns the rows of the variants of a choice.
pub(crate) fn variants<C: Value>() -> &'static [Row] {
    match C::TYPE.table.get().variants().map(|table| table.selection) {
        Some(Selection::Child(rows)) => rows,
        _ => &[],
    }
}

/// A sequence of children.
pub const fn group<G: Value>() -> Row {
    let rows = match G::TYPE.table.get().description() {
        Some(description) => description.rows,
        None => &[],
    };
    Row::new(RowKind::Group(rows), Name::EMPTY)
}

/// An element wildcard.
pub const fn any(namespaces: Namespaces) -> Row {
    Row::new(RowKind::Any(namespaces), Name::EMPTY)
}

/// An attribute wildcard.
pub const fn any_attribute(namespaces: Namespaces) -> Row {
    Row::new(RowKind::AnyAttribute(namespaces), Name::EMPTY)
}

/// A boolean field that is true if the element has a redundant `xsi:type`: one that names the declared type.
pub const fn explicit_type() -> Row {
    Row::new(RowKind::ExplicitType, Name::EMPTY)
}

/// The text of the element, or an item of an `xs:list`.
pub const fn text() -> Row {
    Row::new(RowKind::Text, Name::EMPTY)
}

/// Text and children in any order.
pub const fn mixed<C: Value>() -> Row {
    Row::new(RowKind::Mixed(variants::<C>), Name::EMPTY)
}

/// Any namespace.
pub const ANY: Namespaces = Namespaces::Any;
/// No namespace.
pub const NONE: Ns = Ns::NONE;
/// The `xml:` namespace.
pub const XML: Ns = Ns::XML;
/// The `xsi:` namespace.
pub const XSI: Ns = Ns::XSI;

/// Any namespace except one. Names without a namespace are not allowed either.
#[allow(non_snake_case, reason = "reads as a constant in generated rows")]
pub const fn OTHER_THAN(namespace: Ns) -> Namespaces {
    Namespaces::OtherThan(namespace)
}

/// The listed namespaces.
#[allow(non_snake_case, reason = "reads as a constant in generated rows")]
pub const fn ONE_OF(list: &'static [Ns]) -> Namespaces {
    Namespaces::OneOf(list)
}
