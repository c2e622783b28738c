//! Searches for values of a type inside other values.

use std::any::Any;

use super::access::{ComplexRef, Value, ValueRef, View};
use super::row::Presence;
use super::search::as_base;
use super::walks::present_fields;

/// A search for the values of one type inside any value, so that a program need not name the types around them.
///
/// The type is a struct, an enum of a choice or of derived types, or a simple type other than an enumeration. Results are in
/// schema order, which is also the order of valid documents. Values inside a result are not searched. For a value whose
/// type extends the searched type, the result is its base.
///
/// ```
/// use xsd_runtime::{Search as _, from_str};
/// # use xsd_runtime as xml;
/// # xml::namespaces! { SHOP = "urn:example:shop" as "s"; }
/// # pub struct Order { pub number: i32, pub parts: Vec<Order> }
/// # pub struct Archive { pub year: Option<Box<Year>> }
/// # pub struct Year { pub orders: Vec<Order> }
/// # xml::complex_type! { Order("Order", SHOP) {
/// #     number: element(SHOP, "Number"); parts: element(SHOP, "Part").occurs(0, MANY);
/// # } }
/// # xml::complex_type! { Year("Year", SHOP) { orders: element(SHOP, "Order").occurs(0, MANY); } }
/// # xml::complex_type! { Archive("Archive", SHOP) { year: element(SHOP, "Year"); } }
/// # xml::elements! { ArchiveElement(Archive): element(SHOP, "Archive"); }
///
/// # fn main() -> xml::Result<()> {
/// # let text = "<Archive xmlns='urn:example:shop'><Year><Order><Number>7</Number><Part><Number>1</Number></Part></Order>\
/// #     <Order><Number>8</Number></Order></Year></Archive>";
/// // An archive contains years, which contain orders.
/// let archive = from_str::<ArchiveElement>(text)?;
/// let numbers: Vec<i32> = archive.all_of::<Order>().iter().map(|order| order.number).collect();
/// assert_eq!(numbers, [7, 8]);
/// assert_eq!(archive.first_of::<i32>(), Some(&7));
/// # Ok(())
/// # }
/// ```
pub trait Search: Value {
    /// Returns all values of the type `T` inside this value. If this value is a `T`, returns only the value itself.
    fn all_of<T: Value>(&self) -> Vec<&T> {
        all_inside(ValueRef::of(self))
    }

    /// Returns the first value of the type `T` inside this value. If this value is a `T`, returns the value itself.
    fn first_of<T: Value>(&self) -> Option<&T> {
        first_inside(ValueRef::of(self))
    }

    /// Returns the text of the first required attribute or element that contains a string or a value of an enumeration. For a
    /// value like `<Item Id="a1"/>`, this is the identifier `a1`. Secrets are not returned.
    fn required_text(&self) -> Option<&str> {
        required_text(ValueRef::of(self))
    }
}

impl<V: Value> Search for V {}

/// Returns all values of the type `T` inside a value. If the value is a `T`, returns only the value itself.
pub(crate) fn all_inside<T: Value>(value: ValueRef<'_>) -> Vec<&T> {
    let mut found = Vec::new();
    visit(value, &mut |view| match as_type(view) {
        Some(value) => {
            found.push(value);
            Next::Beside
        }
        None => Next::Inside,
    });
    found
}

/// Returns the first value of the type `T` inside a value. If the value is a `T`, returns the value itself.
pub(crate) fn first_inside<T: Value>(value: ValueRef<'_>) -> Option<&T> {
    let mut found = None;
    visit(value, &mut |view| {
        found = as_type(view);
        if found.is_some() { Next::Nothing } else { Next::Inside }
    });
    found
}

/// The values to visit after the current value.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Next {
    /// The values inside the current value, and the values after it.
    Inside,
    /// The values after the current value, but not the values inside it.
    Beside,
    /// No more values.
    Nothing,
}

/// Returns the value of a view if its type is `T`, otherwise the base that has this type.
fn as_type<'v, T: Value>(view: View<'v>) -> Option<&'v T> {
    match view {
        View::Complex(value) => as_base(value),
        View::Unknown(value) => as_base(value.base),
        View::Variants(value) => value.downcast(),
        View::Union(value) => value.variants().downcast(),
        View::Simple(value) => (value as &dyn Any).downcast_ref(),
        _ => None,
    }
}

/// Visits a value and the values inside it in schema order, until `next` returns `Next::Nothing`.
fn visit<'v>(value: ValueRef<'v>, next: &mut dyn FnMut(View<'v>) -> Next) -> Next {
    let view = value.view();
    match next(view) {
        Next::Inside => {}
        stop => return stop,
    }
    match view {
        View::Optional(Some(value)) | View::Nillable(Some(value)) => visit(value, next),
        View::List(list) => visit_all(list.iter(), next),
        View::Variants(value) => visit(value.content(), next),
        View::Complex(value) => visit_fields(value, next),
        View::Unknown(value) => visit_fields(value.base, next),
        _ => Next::Beside,
    }
}

fn visit_fields<'v>(value: ComplexRef<'v>, next: &mut dyn FnMut(View<'v>) -> Next) -> Next {
    if let Some(base) = value.base()
        && visit_fields(base, next) == Next::Nothing
    {
        return Next::Nothing;
    }
    visit_all(present_fields(value).filter_map(|index| value.field(index)), next)
}

fn visit_all<'v>(mut values: impl Iterator<Item = ValueRef<'v>>, next: &mut dyn FnMut(View<'v>) -> Next) -> Next {
    match values.any(|value| visit(value, next) == Next::Nothing) {
        true => Next::Nothing,
        false => Next::Beside,
    }
}

fn required_text(value: ValueRef<'_>) -> Option<&str> {
    match value.view() {
        View::Simple(value) if !value.properties().is_secret => value.as_text(),
        View::Enumeration(value) => Some(value.as_str()),
        View::Union(value) => value.form().as_text(),
        View::Optional(value) | View::Nillable(value) => required_text(value?),
        View::Variants(value) => required_text(value.content()),
        View::Complex(value) => required_text_in(value),
        View::Unknown(value) => required_text_in(value.base),
        _ => None,
    }
}

fn required_text_in(value: ComplexRef<'_>) -> Option<&str> {
    let own = || {
        let mut rows = value.description().rows.iter().enumerate();
        rows.find_map(|(index, row)| match row.presence {
            Presence::Required => required_text(value.field(index)?),
            Presence::Optional | Presence::Relaxed => None,
        })
    };
    value.base().and_then(required_text_in).or_else(own)
}
