//! Functions over values of any type that replace derived traits: copying, comparing and formatting. Each function exists once for
//! all types, so that types need no code of their own.

use std::fmt;

use super::access::{
    ComplexMut, ComplexRef, EnumerationRef, Fill, Selection, Simple, UnknownMut, Value, ValueMut, ValueRef,
    VariantsRef, VariantsTable, View, ViewMut,
};
use super::derived::Kept;
use crate::any::{AnyElement, AnyType};
use crate::debug::Printer;
use crate::lexical::QName;

/// Implementations of `Clone`, `PartialEq` and `Debug` for generated types.
pub mod values {
    use std::fmt;

    use super::{Value, ValueMut, ValueRef};

    /// Copies a value.
    pub fn cloned<T: Value + Default>(value: &T) -> T {
        let mut copy = T::blank();
        super::copy(ValueRef::of(value), ValueMut::of(&mut copy));
        copy
    }

    /// Compares two values.
    pub fn are_equal<T: Value>(first: &T, second: &T) -> bool {
        super::equal(ValueRef::of(first), ValueRef::of(second))
    }

    /// Formats a value.
    ///
    /// # Errors
    /// The formatter fails.
    pub fn debug<T: Value>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::debug(ValueRef::of(value), f)
    }
}

/// Implementations of `Clone`, `PartialEq` and `Debug` for global elements.
pub mod elements {
    use std::fmt;

    use crate::engine::element::GlobalElement;

    /// Copies an element.
    pub fn cloned<E: GlobalElement>(element: &E) -> E {
        let mut copy = E::default();
        super::copy(element.content(), copy.content_mut());
        copy
    }

    /// Compares two elements.
    pub fn are_equal<E: GlobalElement>(first: &E, second: &E) -> bool {
        super::equal(first.content(), second.content())
    }

    /// Formats an element.
    ///
    /// # Errors
    /// The formatter fails.
    pub fn debug<E: GlobalElement>(element: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::debug(element.content(), f)
    }
}

/// Copies the content of `from` to `to`, which is a default or blank value of the same type.
pub(super) fn copy(from: ValueRef<'_>, to: ValueMut<'_>) {
    let mut to = to.view();
    while let ViewMut::Boxed(_, inner) = to {
        to = inner.view();
    }
    match (from.view(), to) {
        (View::Optional(from), ViewMut::Optional(mut to)) => copy_optional(from, |fill| to.fill(fill)),
        (View::Nillable(from), ViewMut::Nillable(mut to)) => copy_optional(from, |fill| to.fill(fill)),
        (View::Nil(attributes), ViewMut::Nillable(mut to)) => to.set_nil(attributes.to_vec()),
        (View::List(from), ViewMut::List(mut to)) => {
            to.truncate(0);
            from.iter().for_each(|from| copy(from, to.push()));
        }
        (View::Simple(from), ViewMut::Simple(to)) => to.assign(from),
        (View::Union(from), ViewMut::Union(mut to)) => to.form().assign(from.form()),
        (View::Enumeration(from), ViewMut::Enumeration(mut to)) => match from.index() {
            Ok(index) => to.select(index),
            Err(other) => to.set_other(other.to_owned()),
        },
        (View::Complex(from), ViewMut::Complex(mut to)) => copy_fields(from, &mut to),
        (View::Variants(from), ViewMut::Variants(mut to)) => {
            let (index, from) = from.variant();
            to.select(index);
            copy(from, to.content());
        }
        (View::Unknown(from), ViewMut::Unknown(mut to)) => {
            copy_fields(from.base, &mut to.base);
            to.rest.clone_from(from.rest);
            from.places.clone_into(to.places);
        }
        (View::AnyElement(from), ViewMut::AnyElement(to)) => to.clone_from(from),
        (View::AnyType(from), ViewMut::AnyType(to)) => to.clone_from(from),
        (View::AnyAttributes(from), ViewMut::AnyAttributes(to)) => from.clone_into(to),
        // The types are the same, so no other pair occurs.
        _ => {}
    }
}

fn copy_optional<'v>(from: Option<ValueRef<'_>>, fill: impl FnOnce(Fill) -> Option<ValueMut<'v>>) {
    let to = fill(if from.is_some() { Fill::Default } else { Fill::Clear });
    if let (Some(from), Some(to)) = (from, to) {
        copy(from, to);
    }
}

/// Copies a value of a complex type to `to`, or to the base of `to` that has the same type. Does nothing if neither has that type.
pub fn copy_base(from: ValueRef<'_>, to: ValueMut<'_>) {
    match (from.view(), to.view()) {
        (_, ViewMut::Variants(to)) => copy_base(from, to.into_content()),
        (_, ViewMut::Boxed(_, to)) => copy_base(from, to),
        (View::Complex(from), ViewMut::Complex(mut to)) => copy_to_base(from, &mut to),
        _ => {}
    }
}

fn copy_to_base(from: ComplexRef<'_>, to: &mut ComplexMut<'_>) {
    if std::ptr::eq(from.description(), to.description()) {
        copy_fields(from, to);
    } else if let Some(mut base) = to.base() {
        copy_to_base(from, &mut base);
    }
}

fn copy_fields(from: ComplexRef<'_>, to: &mut ComplexMut<'_>) {
    if let (Some(from), Some(mut to)) = (from.base(), to.base()) {
        copy_fields(from, &mut to);
    }
    for index in present_fields(from) {
        if let (Some(from), Some(to)) = (from.field(index), to.field(index)) {
            copy(from, to);
        }
    }
    if let (Some((xsi_type, kept)), Some(to)) = (from.derived(), to.derived()) {
        to.0.clone_from(xsi_type);
        to.1.clone_from(kept);
    }
}

/// Returns the indices of the own fields that are not absent; of all own fields if there are more than 128.
pub(crate) fn present_fields(value: ComplexRef<'_>) -> impl Iterator<Item = usize> {
    let words = value.present();
    let mut bits = words;
    let mut word = 0;
    // Most fields of large types are absent. Testing bits skips them quickly.
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
fn equal(first: ValueRef<'_>, second: ValueRef<'_>) -> bool {
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
        (View::Union(first), View::Union(second)) => first.form().equals(second.form()),
        (View::Enumeration(first), View::Enumeration(second)) => first.index() == second.index(),
        (View::Complex(first), View::Complex(second)) => equal_fields(first, second),
        (View::Variants(first), View::Variants(second)) => {
            let (first, second) = (first.variant(), second.variant());
            first.0 == second.0 && equal(first.1, second.1)
        }
        (View::Unknown(first), View::Unknown(second)) => {
            first.rest == second.rest && first.places == second.places && equal_fields(first.base, second.base)
        }
        (View::AnyElement(first), View::AnyElement(second)) => first == second,
        (View::AnyType(first), View::AnyType(second)) => first == second,
        (View::AnyAttributes(first), View::AnyAttributes(second)) => first == second,
        _ => false,
    }
}

fn equal_fields(first: ComplexRef<'_>, second: ComplexRef<'_>) -> bool {
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

/// Formats a value as a derived `Debug` does, without absent fields.
///
/// # Errors
/// The formatter fails.
pub(crate) fn debug(value: ValueRef<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    print(value, &mut Printer::new(f))
}

/// Formats an enumeration as a derived `Debug` does: by the name of its variant, and by its text if the text is not listed.
///
/// # Errors
/// The formatter fails.
fn debug_enumeration(value: EnumerationRef<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let table = value.table();
    let (listed, other_name) = match table.names.rsplit_once(' ') {
        Some((listed, other_name)) => (Some(listed), other_name),
        None => (None, table.names),
    };
    match (value.index(), listed) {
        (Ok(index), Some(names)) => f.write_str(plain(nth_name(names, index))),
        (Ok(_), None) => f.write_str(value.as_str()),
        (Err(other), _) => f.debug_tuple(plain(other_name)).field(&other).finish(),
    }
}

/// Returns a name in a list separated by spaces. Uses a fast search, because there can be thousands of names before it.
fn nth_name(names: &str, index: usize) -> &str {
    let mut spaces = memchr::memchr_iter(b' ', names.as_bytes());
    let start = match index.checked_sub(1) {
        None => Some(0),
        Some(before) => spaces.nth(before).map(|space| space + 1),
    };
    let end = spaces.next().unwrap_or(names.len());
    start.and_then(|start| names.get(start..end)).unwrap_or_default()
}

fn print(value: ValueRef<'_>, printer: &mut Printer<'_, '_>) -> fmt::Result {
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
        View::Union(value) => printer.leaf(&Shown(value.form())),
        View::Enumeration(value) => printer.leaf(&ShownEnumeration(value)),
        View::Complex(value) => print_complex(value, printer),
        View::Variants(value) => print_variant(value, printer),
        View::Nil(attributes) => printer.variant("NilWith", |printer| printer.leaf(&attributes)),
        View::Unknown(value) => {
            let mut unknown = printer.fields("Unknown")?;
            print_fields(value.base, unknown.entry("base")?)?;
            unknown.entry("rest")?.leaf(&Name(value.rest))?;
            unknown.finish()
        }
        View::AnyElement(value) => value.print(printer),
        View::AnyType(value) => value.print(printer),
        View::AnyAttributes(value) => printer.leaf(&value),
    }
}

fn print_complex(value: ComplexRef<'_>, printer: &mut Printer<'_, '_>) -> fmt::Result {
    let Some((xsi_type, kept)) = value.derived() else { return print_fields(value, printer) };
    let mut derived = printer.fields("Derived")?;
    print_fields(value, derived.entry("base")?)?;
    derived.entry("xsi_type")?.leaf(xsi_type)?;
    derived.entry("kept")?.leaf(kept)?;
    derived.finish()
}

/// Formats the fields of a value, without the `xsi:type` and the additional content of a `Derived`.
fn print_fields(value: ComplexRef<'_>, printer: &mut Printer<'_, '_>) -> fmt::Result {
    let mut fields = printer.fields(value.description().rust_name)?;
    if let Some(base) = value.base() {
        print_fields(base, fields.entry("base")?)?;
    }
    // Most fields of large types are absent. Without them, a value fits on a line of a log.
    let mut present = present_fields(value).peekable();
    for (index, name) in value.description().names.split_whitespace().enumerate() {
        match value.field(index).filter(|_| present.next_if_eq(&index).is_some()) {
            Some(value) => print(value, fields.entry(plain(name))?)?,
            None => fields.omit(),
        }
    }
    fields.finish()
}

fn print_variant(value: VariantsRef<'_>, printer: &mut Printer<'_, '_>) -> fmt::Result {
    let VariantsTable { names, selection, .. } = value.table();
    let name = plain(names.get(value.index()).copied().unwrap_or_default());
    let is_unknown = matches!(selection, Selection::Child(rows) if value.index() >= rows.len());
    match value.content().view() {
        View::AnyElement(element) if is_unknown => printer.variant(name, |printer| printer.leaf(&Name(element))),
        _ => printer.variant(name, |printer| print(value.content(), printer)),
    }
}

/// Formats an unknown element as its local name: `<Voucher>`. Its content is not shown, because it may contain a secret.
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

struct ShownEnumeration<'v>(EnumerationRef<'v>);

impl fmt::Debug for ShownEnumeration<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_enumeration(self.0, f)
    }
}

/// Resets a value to the default value of its type. A choice or polymorphic type keeps its variant, with a default value in it.
pub(crate) fn reset(value: ValueMut<'_>) {
    match value.view() {
        ViewMut::Optional(mut value) => {
            value.fill(Fill::Clear);
        }
        ViewMut::Nillable(mut value) => {
            value.fill(Fill::Default);
        }
        ViewMut::Boxed(_, value) => reset(value),
        ViewMut::List(mut list) => list.truncate(0),
        ViewMut::Simple(value) => value.reset(),
        ViewMut::Enumeration(mut value) => value.set_other(String::new()),
        ViewMut::Union(mut value) => value.form().reset(),
        ViewMut::Complex(mut value) => reset_fields(&mut value),
        ViewMut::Variants(mut value) => value.select(value.index()),
        ViewMut::Unknown(UnknownMut { mut base, rest, places }) => {
            reset_fields(&mut base);
            *rest = AnyElement::default();
            places.clear();
        }
        ViewMut::AnyElement(value) => *value = AnyElement::default(),
        ViewMut::AnyType(value) => *value = AnyType::default(),
        ViewMut::AnyAttributes(value) => value.clear(),
    }
}

fn reset_fields(value: &mut ComplexMut<'_>) {
    if let Some(mut base) = value.base() {
        reset_fields(&mut base);
    }
    for index in 0..value.description().rows.len() {
        if let Some(field) = value.field(index) {
            reset(field);
        }
    }
    if let Some((xsi_type, kept)) = value.derived() {
        *xsi_type = QName::default();
        *kept = Kept::default();
    }
}
