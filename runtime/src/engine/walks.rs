//! Functions over values of any type that replace derived traits: copying, comparing and formatting. Each exists once, so that
//! types need no code of their own.

use std::fmt;

use super::derived::Kept;
use super::view::{Complex, Enumeration, Fill, Selection, Simple, Value, Variants, VariantsTable, View, ViewMut};
use crate::any::{AnyElement, AnyType};
use crate::lexical::QName;

/// Copies a value to a default value of the same type.
pub fn copy(from: &dyn Value, to: &mut dyn Value) {
    match (from.view(), to.view_mut()) {
        (_, ViewMut::Boxed(_, to)) => copy(from, to),
        (View::Optional(None), ViewMut::Optional(to)) | (View::Nillable(None), ViewMut::Nillable(to)) => {
            to.fill(Fill::Clear);
        }
        (View::Optional(Some(from)), ViewMut::Optional(to)) | (View::Nillable(Some(from)), ViewMut::Nillable(to)) => {
            if let Some(to) = to.fill(Fill::Default) {
                copy(from, to);
            }
        }
        (View::Nil(attributes), ViewMut::Nillable(to)) => to.set_nil(attributes.to_vec()),
        (View::List(from), ViewMut::List(to)) => {
            to.truncate(0);
            for from in from.iter() {
                if let Some(to) = to.push() {
                    copy(from, to);
                }
            }
        }
        (View::Simple(from), ViewMut::Simple(to)) => to.assign(from),
        (View::Union(from), ViewMut::Union(to)) => to.assign(from),
        (View::Enumeration(from), ViewMut::Enumeration(to)) => copy_enumeration(from, to),
        (View::Complex(from), ViewMut::Complex(to)) => copy_fields(from, to),
        (View::Variants(from), ViewMut::Variants(to)) => {
            to.select(from.index());
            copy(from.content(), to.content_mut());
        }
        (View::Unknown(from), ViewMut::Unknown(to)) => {
            let (base, rest, places) = to.parts_mut();
            copy_fields(from.base(), base);
            rest.clone_from(from.rest());
            from.places().clone_into(places);
        }
        (View::AnyElement(from), ViewMut::AnyElement(to)) => to.clone_from(from),
        (View::AnyType(from), ViewMut::AnyType(to)) => to.clone_from(from),
        (View::AnyAttributes(from), ViewMut::AnyAttributes(to)) => from.clone_into(to),
        // The types are the same, so no other pair occurs.
        _ => {}
    }
}

fn copy_fields(from: &dyn Complex, to: &mut dyn Complex) {
    if let (Some(from), Some(to)) = (from.base(), to.base_mut()) {
        copy_fields(from, to);
    }
    for index in present_fields(from) {
        if let (Some(from), Some(to)) = (from.field(index), to.field_mut(index)) {
            copy(from, to);
        }
    }
    if let (Some((xsi_type, kept)), Some(to)) = (from.derived(), to.derived_mut()) {
        to.0.clone_from(xsi_type);
        to.1.clone_from(kept);
    }
}

/// Copies a value to another value of the same type.
pub fn copy_enumeration(from: &dyn Enumeration, to: &mut dyn Enumeration) {
    match from.place() {
        Ok(index) => to.select(index),
        Err(other) => to.set_other(other.to_owned()),
    }
}

/// Returns the indices of the own fields that are not absent.
pub(crate) fn present_fields(value: &dyn Complex) -> impl Iterator<Item = usize> {
    let words = value.present();
    let mut bits = words;
    let mut word = 0;
    // Most fields of large types are absent, and cost one bit each.
    let marked = std::iter::from_fn(move || {
        while *bits.get(word)? == 0 {
            word += 1;
        }
        let index = word * 64 + bits[word].trailing_zeros() as usize;
        bits[word] &= bits[word] - 1;
        Some(index)
    });
    marked.chain(words.len() * 64..value.description().rows.len())
}

/// Returns whether two values of the same type are equal.
pub fn equal(first: &dyn Value, second: &dyn Value) -> bool {
    match (first.view(), second.view()) {
        (View::Optional(first), View::Optional(second)) | (View::Nillable(first), View::Nillable(second)) => {
            match (first, second) {
                (Some(first), Some(second)) => equal(first, second),
                (first, second) => first.is_none() == second.is_none(),
            }
        }
        (View::Nil(first), View::Nil(second)) => first == second,
        (View::List(first), View::List(second)) => {
            first.len() == second.len() && first.iter().zip(second.iter()).all(|(first, second)| equal(first, second))
        }
        (View::Simple(first), View::Simple(second)) => first.equals(second),
        (View::Union(first), View::Union(second)) => first.equals(second),
        (View::Enumeration(first), View::Enumeration(second)) => first.place() == second.place(),
        (View::Complex(first), View::Complex(second)) => equal_fields(first, second),
        (View::Variants(first), View::Variants(second)) => {
            first.index() == second.index() && equal(first.content(), second.content())
        }
        (View::Unknown(first), View::Unknown(second)) => {
            first.rest() == second.rest()
                && first.places() == second.places()
                && equal_fields(first.base(), second.base())
        }
        (View::AnyElement(first), View::AnyElement(second)) => first == second,
        (View::AnyType(first), View::AnyType(second)) => first == second,
        (View::AnyAttributes(first), View::AnyAttributes(second)) => first == second,
        _ => false,
    }
}

fn equal_fields(first: &dyn Complex, second: &dyn Complex) -> bool {
    let bases = match (first.base(), second.base()) {
        (Some(first), Some(second)) => equal_fields(first, second),
        _ => true,
    };
    bases
        && first.present() == second.present()
        && first.derived() == second.derived()
        && present_fields(first).all(|index| match (first.field(index), second.field(index)) {
            (Some(first), Some(second)) => equal(first, second),
            _ => true,
        })
}

/// Formats a value as a derived `Debug` does.
///
/// # Errors
/// The formatter fails.
pub fn debug(value: &dyn Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.view() {
        View::Optional(None) => f.write_str("None"),
        View::Optional(Some(value)) => f.debug_tuple("Some").field(&Shown(value)).finish(),
        View::Nillable(None) => f.write_str("Nil"),
        View::Nil(attributes) => f.debug_tuple("NilWith").field(&attributes).finish(),
        View::Nillable(Some(value)) => f.debug_tuple("Value").field(&Shown(value)).finish(),
        View::List(list) => f.debug_list().entries(list.iter().map(Shown)).finish(),
        View::Simple(value) => value.debug(f),
        View::Union(value) => {
            let value: &dyn Simple = value;
            value.debug(f)
        }
        View::Enumeration(value) => debug_enumeration(value, f),
        View::Complex(value) => debug_fields(value, f),
        View::Variants(value) => debug_variant(value, f),
        View::Unknown(value) => f
            .debug_struct("Unknown")
            .field("base", &ShownFields(value.base()))
            .field("rest", &Name(value.rest()))
            .finish(),
        View::AnyElement(value) => fmt::Debug::fmt(value, f),
        View::AnyType(value) => fmt::Debug::fmt(value, f),
        View::AnyAttributes(value) => fmt::Debug::fmt(value, f),
    }
}

/// Formats a value as a derived `Debug` does.
///
/// # Errors
/// The formatter fails.
pub fn debug_enumeration(value: &dyn Enumeration, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let names = value.table().names;
    match value.place() {
        Ok(index) => f.write_str(plain(names.get(index).copied().unwrap_or_default())),
        Err(other) => f.debug_tuple(plain(names.last().copied().unwrap_or_default())).field(&other).finish(),
    }
}

fn debug_fields(value: &dyn Complex, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let description = value.description();
    if let Some((xsi_type, kept)) = value.derived() {
        let mut derived = f.debug_struct("Derived");
        derived.field("base", &ShownFields(value));
        return derived.field("xsi_type", xsi_type).field("kept", kept).finish();
    }
    ShownFields(value).fmt_as(description.rust_name, f)
}

fn debug_variant(value: &dyn Variants, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let VariantsTable { names, selection } = value.table();
    let mut shown = f.debug_tuple(plain(names.get(value.index()).copied().unwrap_or_default()));
    let is_unknown = matches!(selection, Selection::Child(rows) if value.index() >= rows.len());
    match value.content().view() {
        View::AnyElement(element) if is_unknown => shown.field(&Name(element)).finish(),
        _ => shown.field(&Shown(value.content())).finish(),
    }
}

/// The name of an unknown element. Its content is not shown, because it may contain a secret.
struct Name<'v>(&'v AnyElement);

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0.local)
    }
}

/// Returns an identifier without the prefix of raw identifiers.
fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

struct Shown<'v>(&'v dyn Value);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self.0, f)
    }
}

/// A value without the content of an unknown derived type.
struct ShownFields<'v>(&'v dyn Complex);

impl ShownFields<'_> {
    fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(name);
        if let Some(base) = self.0.base() {
            shown.field("base", &ShownFields(base));
        }
        for (index, name) in self.0.description().fields.iter().enumerate() {
            if let Some(value) = self.0.field(index) {
                shown.field(plain(name), &Shown(value));
            }
        }
        shown.finish()
    }
}

impl fmt::Debug for ShownFields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_as(self.0.description().rust_name, f)
    }
}

/// Resets a value to the default value of its type. An enum keeps its variant.
pub(crate) fn reset(value: &mut dyn Value) {
    match value.view_mut() {
        ViewMut::Optional(value) => {
            value.fill(Fill::Clear);
        }
        ViewMut::Nillable(value) => {
            value.fill(Fill::Default);
        }
        ViewMut::Boxed(_, value) => reset(value),
        ViewMut::List(list) => list.truncate(0),
        ViewMut::Simple(value) => value.reset(),
        ViewMut::Enumeration(value) => value.set_other(String::new()),
        ViewMut::Union(value) => value.reset(),
        ViewMut::Complex(value) => reset_fields(value),
        ViewMut::Variants(value) => value.select(value.index()),
        ViewMut::Unknown(value) => {
            let (base, rest, places) = value.parts_mut();
            reset_fields(base);
            *rest = AnyElement::default();
            places.clear();
        }
        ViewMut::AnyElement(value) => *value = AnyElement::default(),
        ViewMut::AnyType(value) => *value = AnyType::default(),
        ViewMut::AnyAttributes(value) => value.clear(),
    }
}

fn reset_fields(value: &mut dyn Complex) {
    if let Some(base) = value.base_mut() {
        reset_fields(base);
    }
    for index in 0..value.description().rows.len() {
        if let Some(field) = value.field_mut(index) {
            reset(field);
        }
    }
    if let Some((xsi_type, kept)) = value.derived_mut() {
        *xsi_type = QName::default();
        *kept = Kept::default();
    }
}

/// Collects the outermost values of a complex type in a value, in document order. Does not search inside values it has found.
pub fn outermost<'v, T: 'static>(value: &'v dyn Value, found: &mut Vec<&'v T>) {
    match value.view() {
        View::Optional(Some(value)) | View::Nillable(Some(value)) => outermost(value, found),
        View::List(list) => list.iter().for_each(|value| outermost(value, found)),
        View::Variants(value) => outermost(value.content(), found),
        View::Complex(value) => outermost_of_complex(value, found),
        View::Unknown(value) => outermost_of_complex(value.base(), found),
        _ => {}
    }
}

fn outermost_of_complex<'v, T: 'static>(value: &'v dyn Complex, found: &mut Vec<&'v T>) {
    match as_base(value) {
        Some(value) => found.push(value),
        None => outermost_of_fields(value, found),
    }
}

/// Returns the value, or the base of it, that has a type.
fn as_base<T: 'static>(value: &dyn Complex) -> Option<&T> {
    let base = value.base().and_then(as_base);
    base.or_else(|| value.as_any().downcast_ref())
}

fn outermost_of_fields<'v, T: 'static>(value: &'v dyn Complex, found: &mut Vec<&'v T>) {
    if let Some(base) = value.base() {
        outermost_of_fields(base, found);
    }
    for index in present_fields(value) {
        if let Some(field) = value.field(index) {
            outermost(field, found);
        }
    }
}
