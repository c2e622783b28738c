//! Functions over values of any type that replace derived traits: copying, comparing and formatting. Each exists once, so that
//! types need no code of their own.

use std::fmt;

use super::derived::Kept;
use super::view::{Complex, Enumeration, Fill, Selection, Simple, Value, Variants, VariantsTable, View, ViewMut};
use crate::any::{AnyElement, AnyType};
use crate::debug::Printer;
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

/// Copies a value of a complex type to the value, or the base of it, that has the same type. Does nothing if there is none.
pub fn copy_base(from: &dyn Value, to: &mut dyn Value) {
    let mut next = match to.view_mut() {
        ViewMut::Complex(to) => Some(to),
        ViewMut::Variants(to) => return copy_base(from, to.content_mut()),
        ViewMut::Boxed(_, to) => return copy_base(from, to),
        _ => None,
    };
    let View::Complex(from) = from.view() else { return };
    while let Some(to) = next {
        if std::ptr::eq(from.description(), to.description()) {
            return copy_fields(from, to);
        }
        next = to.base_mut();
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
    print(value, &mut Printer::new(f))
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

fn print(value: &dyn Value, printer: &mut Printer<'_, '_>) -> fmt::Result {
    match value.view() {
        View::Optional(None) => printer.text("None"),
        View::Optional(Some(value)) => printer.variant("Some", |printer| print(value, printer)),
        View::Nillable(None) => printer.text("Nil"),
        View::Nillable(Some(value)) => printer.variant("Value", |printer| print(value, printer)),
        View::List(list) => {
            let mut items = printer.list()?;
            for item in list.iter() {
                print(item, items.entry("")?)?;
            }
            items.finish()
        }
        View::Simple(value) => printer.leaf(&Shown(value)),
        View::Union(value) => printer.leaf(&Shown(value)),
        View::Enumeration(value) => printer.leaf(&ShownEnumeration(value)),
        View::Complex(value) => print_complex(value, printer),
        View::Variants(value) => print_variant(value, printer),
        View::Nil(attributes) => printer.variant("NilWith", |printer| printer.leaf(&attributes)),
        View::Unknown(value) => {
            let mut unknown = printer.fields("Unknown")?;
            print_fields(value.base(), unknown.entry("base")?)?;
            unknown.entry("rest")?.leaf(&Name(value.rest()))?;
            unknown.finish()
        }
        View::AnyElement(value) => value.print(printer),
        View::AnyType(value) => value.print(printer),
        View::AnyAttributes(value) => printer.leaf(&value),
    }
}

fn print_complex(value: &dyn Complex, printer: &mut Printer<'_, '_>) -> fmt::Result {
    let Some((xsi_type, kept)) = value.derived() else { return print_fields(value, printer) };
    let mut derived = printer.fields("Derived")?;
    print_fields(value, derived.entry("base")?)?;
    derived.entry("xsi_type")?.leaf(xsi_type)?;
    derived.entry("kept")?.leaf(kept)?;
    derived.finish()
}

/// Formats a value without the content of an unknown derived type.
fn print_fields(value: &dyn Complex, printer: &mut Printer<'_, '_>) -> fmt::Result {
    let mut fields = printer.fields(value.description().rust_name)?;
    if let Some(base) = value.base() {
        print_fields(base, fields.entry("base")?)?;
    }
    for (index, name) in value.description().fields.iter().enumerate() {
        if let Some(value) = value.field(index) {
            print(value, fields.entry(plain(name))?)?;
        }
    }
    fields.finish()
}

fn print_variant(value: &dyn Variants, printer: &mut Printer<'_, '_>) -> fmt::Result {
    let VariantsTable { names, selection } = value.table();
    let name = plain(names.get(value.index()).copied().unwrap_or_default());
    let is_unknown = matches!(selection, Selection::Child(rows) if value.index() >= rows.len());
    match value.content().view() {
        View::AnyElement(element) if is_unknown => printer.variant(name, |printer| printer.leaf(&Name(element))),
        _ => printer.variant(name, |printer| print(value.content(), printer)),
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

struct Shown<'v, T: ?Sized>(&'v T);

impl<T: Simple + ?Sized> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(f)
    }
}

struct ShownEnumeration<'v>(&'v dyn Enumeration);

impl fmt::Debug for ShownEnumeration<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_enumeration(self.0, f)
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
