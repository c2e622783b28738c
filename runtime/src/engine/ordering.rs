//! Order and hashes of types, such as identifiers, that contain only attributes with strings or integers.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::access::{ComplexRef, Simple, Value, ValueRef, View};
use crate::lexical::NoNamespaces;

/// Compares two values field by field, fields of the base first. An absent field is less than a present field.
pub fn compare<T: Value>(first: &T, second: &T) -> Ordering {
    match (ValueRef::of(first).view(), ValueRef::of(second).view()) {
        (View::Complex(first), View::Complex(second)) => compare_fields(first, second),
        _ => Ordering::Equal,
    }
}

fn compare_fields(first: ComplexRef<'_>, second: ComplexRef<'_>) -> Ordering {
    let bases = match (first.base(), second.base()) {
        (Some(first), Some(second)) => compare_fields(first, second),
        _ => Ordering::Equal,
    };
    let fields = 0..first.description().rows.len();
    fields.fold(bases, |order, index| {
        order.then_with(|| match (simple(first, index), simple(second, index)) {
            (Some(first), Some(second)) => compare_simple(first, second),
            (first, second) => first.is_some().cmp(&second.is_some()),
        })
    })
}

fn compare_simple(first: &dyn Simple, second: &dyn Simple) -> Ordering {
    match (first.as_text(), second.as_text()) {
        (Some(first), Some(second)) => first.cmp(second),
        _ => first.compare(&form(second)).unwrap_or(Ordering::Equal),
    }
}

/// Hashes the fields of a value. An absent field counts as a zero byte.
pub fn hash<T: Value, H: Hasher>(value: &T, state: &mut H) {
    if let View::Complex(value) = ValueRef::of(value).view() {
        hash_fields(value, state);
    }
}

fn hash_fields<H: Hasher>(value: ComplexRef<'_>, state: &mut H) {
    if let Some(base) = value.base() {
        hash_fields(base, state);
    }
    for index in 0..value.description().rows.len() {
        match simple(value, index) {
            Some(field) => match field.as_text() {
                Some(text) => text.hash(state),
                None => form(field).hash(state),
            },
            None => state.write_u8(0),
        }
    }
}

fn simple(value: ComplexRef<'_>, index: usize) -> Option<&dyn Simple> {
    let field = value.field(index)?;
    match field.view() {
        View::Simple(field) => Some(field),
        View::Optional(field) => match field?.view() {
            View::Simple(field) => Some(field),
            _ => None,
        },
        _ => None,
    }
}

fn form(value: &dyn Simple) -> String {
    let mut form = String::new();
    value.append_to(&mut form, &mut NoNamespaces);
    form
}
