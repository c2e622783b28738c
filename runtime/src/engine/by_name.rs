//! Access to fields by the names of their elements and attributes in documents.

use super::access::{Choice, ComplexMut, ComplexRef, Description, Selection, Value, ValueMut, ValueRef, View, ViewMut};
use super::row::{Row, RowKind};
use super::walks::{copy, present_fields, reset};

/// Copies the elements or the attribute with the local name `name` from `from` to `to`. If `from` has none, removes them from
/// `to`. Returns `false`, and changes nothing, if the types have no such element or attribute in common.
///
/// The values have the same complex type, or one of them extends the other, or both extend the same type. They can also be choices
/// whose current alternatives have such types.
///
/// ```
/// use xsd_runtime::copy_field;
/// # use xsd_runtime as xml;
/// # xml::namespaces! { SHOP = "urn:example:shop" as "s"; }
/// # pub struct Order { pub number: i32, pub note: Option<String> }
/// # xml::complex_type! { Order("Order", SHOP) { number: element(SHOP, "Number"); note: element(SHOP, "Note"); } }
///
/// let mut order = Order { number: 1, note: None };
/// let change = Order { number: 2, note: Some("by Monday".to_owned()) };
/// assert!(copy_field(&change, &mut order, "Note"));
/// assert_eq!((order.number, order.note.as_deref()), (1, Some("by Monday")));
/// assert!(!copy_field(&change, &mut order, "Customer"));
/// ```
pub fn copy_field<T: Value, U: Value>(from: &T, to: &mut U, name: &str) -> bool {
    copy_named(ValueRef::of(from), ValueMut::of(to), name)
}

/// Removes the elements or the attribute with the local name `name` from a value. A field that the schema requires gets its
/// default value.
/// Returns `false`, and changes nothing, if the type has no such element or attribute.
///
/// The value has a complex type, or is a choice whose current alternative has one.
pub fn clear_field<T: Value>(value: &mut T, name: &str) -> bool {
    change_named(ValueMut::of(value), name, &mut |_, _, field| {
        reset(field);
        true
    })
}

fn copy_named(from: ValueRef<'_>, to: ValueMut<'_>, name: &str) -> bool {
    change_named(to, name, &mut |description, index, mut field| {
        let Some(from) = complex(from).and_then(|from| base_of(from, description)?.field(index)) else { return false };
        reset(field.again());
        copy(from, field);
        true
    })
}

/// A function that changes a field. Its arguments are the type that declares the field, the index of the field in that type, and
/// the field. It returns whether it changed the field.
type Change<'a> = dyn FnMut(&Description, usize, ValueMut<'_>) -> bool + 'a;

/// Calls `change` with the field that has the local name `name`, and returns the result of `change`. Returns `false` if there is
/// no such field.
fn change_named(value: ValueMut<'_>, name: &str, change: &mut Change<'_>) -> bool {
    match value.view() {
        ViewMut::Variants(value) => change_named(value.into_content(), name, change),
        ViewMut::Boxed(_, value) => change_named(value, name, change),
        ViewMut::Unknown(mut value) => change_field(&mut value.base, name, change),
        ViewMut::Complex(mut value) => change_field(&mut value, name, change),
        _ => false,
    }
}

fn change_field(value: &mut ComplexMut<'_>, name: &str, change: &mut Change<'_>) -> bool {
    let description = value.description();
    match field_index(description, name) {
        Some(index) => value.field(index).is_some_and(|field| change(description, index, field)),
        None => value.base().is_some_and(|mut base| change_field(&mut base, name, change)),
    }
}

/// Returns the index of the own field with the local name `name`.
fn field_index(description: &Description, name: &str) -> Option<usize> {
    let is_named = |row: &Row| matches!(row.kind, RowKind::Element(_) | RowKind::Attribute) && row.name.local == name;
    description.rows.iter().position(is_named)
}

/// Returns the complex value in a value: the value itself, the content of an enum, or the base of an unknown element.
fn complex(value: ValueRef<'_>) -> Option<ComplexRef<'_>> {
    match value.view() {
        View::Variants(value) => complex(value.content()),
        View::Unknown(value) => Some(value.base),
        View::Complex(value) => Some(value),
        _ => None,
    }
}

/// Returns the value itself if its type is `description`, otherwise the base that has this type.
fn base_of<'v>(value: ComplexRef<'v>, description: &Description) -> Option<ComplexRef<'v>> {
    if std::ptr::eq(value.description(), description) {
        return Some(value);
    }
    base_of(value.base()?, description)
}

/// The name of the element in a choice.
///
/// ```
/// use xsd_runtime::{AnyElement, ElementName as _};
/// # use xsd_runtime as xml;
/// # xml::namespaces! { SHOP = "urn:example:shop" as "s"; }
/// # pub enum Payment { Cash(i32), Card(String), Unknown(AnyElement) }
/// # xml::choice! { Payment else Unknown { Cash: element(SHOP, "Cash"); Card: element(SHOP, "Card"); } }
///
/// assert_eq!(Payment::Cash(5).element_name(), "Cash");
/// let voucher = AnyElement { local: "Voucher".to_owned(), ..AnyElement::default() };
/// assert_eq!(Payment::Unknown(voucher).element_name(), "Voucher");
/// ```
pub trait ElementName: Choice {
    /// Returns the local name of the element, even if the schema does not list the element. If the alternative consists of
    /// several elements, returns the name of the first one; if it has no elements, returns an empty string.
    fn element_name(&self) -> &str {
        element_name(ValueRef::of(self)).unwrap_or_default()
    }
}

impl<C: Choice> ElementName for C {}

/// Returns the local name of the first element that a choice contains; `None` if it contains no element.
fn element_name(choice: ValueRef<'_>) -> Option<&str> {
    let View::Variants(value) = choice.view() else { return None };
    let Selection::Child(rows) = value.table().selection else { return None };
    match (rows.get(value.index()), value.content().view()) {
        (Some(row), _) => first_name(row, value.content()),
        (None, View::Unknown(unknown)) => Some(&unknown.rest.local),
        (None, View::AnyElement(element)) => Some(&element.local),
        (None, _) => None,
    }
}

/// Returns the local name of the first element that is written for a value of a row.
fn first_name<'v>(row: &'static Row, value: ValueRef<'v>) -> Option<&'v str> {
    match (row.kind, value.view()) {
        (RowKind::Element(_), _) => Some(row.name.local),
        (_, View::Optional(Some(value))) => first_name(row, value),
        (_, View::List(list)) => list.iter().find_map(|item| first_name(row, item)),
        (RowKind::Group(rows), View::Complex(group)) => {
            present_fields(group).find_map(|index| first_name(rows.get(index)?, group.field(index)?))
        }
        (RowKind::Choice(_), View::Variants(_)) => element_name(value),
        (_, View::AnyElement(element)) => Some(&element.local),
        _ => None,
    }
}
