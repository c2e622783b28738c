//! Searches for values of complex types inside other values, with their paths.

use super::access::{ComplexRef, ListRef, Selection, Value, ValueRef, View};
use super::row::{Items, Row};
use super::walks::present_fields;
use crate::any::AnyElement;
use crate::printable::push_shown_name;

/// A value of a complex type, or an unknown element of a choice whose alternatives have no common base.
pub type Found<'v, T> = Result<&'v T, &'v AnyElement>;

/// A value or an unknown element that a search found.
#[allow(missing_debug_implementations, reason = "it contains trait objects")]
pub struct Occurrence<'v> {
    /// The path of the element: `/A/B[2]`.
    pub path: String,
    /// The local name of the element.
    pub name: &'v str,
    /// The number of enclosing elements.
    pub depth: usize,
    /// The number of occurrences inside this occurrence. They directly follow it in the results.
    pub len: usize,
    value: Result<ComplexRef<'v>, &'v AnyElement>,
}

impl<'v> Occurrence<'v> {
    /// Returns the value if its type is `T`, otherwise the base that has this type.
    pub fn value<T: Value>(&self) -> Option<&'v T> {
        self.value.ok().and_then(as_base)
    }

    /// Returns the unknown element; `None` if the search found a value.
    pub fn element(&self) -> Option<&'v AnyElement> {
        self.value.err()
    }
}

/// Finds all values of a complex type at any depth in a value, and all unknown elements that are stored without a base, because
/// they can be such values. The results are in schema order, the order of valid documents, each with the path of its element.
pub fn find_all<'v, T: Value>(value: ValueRef<'v>, row: &'static Row) -> Vec<(String, Found<'v, T>)> {
    let found = find_any(value, row, &|value| as_base::<T>(value).is_some());
    let into_found = |found: Occurrence<'v>| {
        let value = match found.element() {
            Some(element) => Err(element),
            None => Ok(found.value()?),
        };
        Some((found.path, value))
    };
    found.into_iter().filter_map(into_found).collect()
}

/// Finds all values of two complex types, and all unknown elements that are stored without a base: see [`find_all`].
pub fn find_either<'v, T: Value, U: Value>(value: ValueRef<'v>, row: &'static Row) -> Vec<Occurrence<'v>> {
    find_any(value, row, &|value| as_base::<T>(value).is_some() || as_base::<U>(value).is_some())
}

fn find_any<'v>(
    value: ValueRef<'v>,
    row: &'static Row,
    accepts: &dyn Fn(ComplexRef<'_>) -> bool,
) -> Vec<Occurrence<'v>> {
    let mut search = Search { accepts, path: String::new(), open: Vec::new(), found: Vec::new() };
    search.value(value, row, 0);
    search.found
}

/// A search for values.
struct Search<'v, 'a> {
    accepts: &'a dyn Fn(ComplexRef<'_>) -> bool,
    /// The names of the enclosing elements, with their numbers in lists: `/A/B[2]`. Long names are shortened, because each
    /// occurrence has a copy of the path.
    path: String,
    /// The name of each enclosing element, and the length of the path before this name.
    open: Vec<(&'v str, usize)>,
    found: Vec<Occurrence<'v>>,
}

impl<'v> Search<'v, '_> {
    fn value(&mut self, value: ValueRef<'v>, row: &'static Row, number: usize) {
        match value.view() {
            View::Optional(Some(value)) | View::Nillable(Some(value)) => self.value(value, row, number),
            View::List(list) => match row.items {
                Items::Children(item) if number > 0 || !row.occurs.is_repeated() => {
                    self.enter(row.name.local, number);
                    self.list(list, item);
                    self.leave();
                }
                _ => self.list(list, row),
            },
            View::Variants(value) => match value.table().selection {
                Selection::Child(rows) => match rows.get(value.index()) {
                    Some(row) => self.value(value.content(), row, number),
                    None => self.unknown(value.content(), number),
                },
                Selection::Type(_) | Selection::Text => self.value(value.content(), row, number),
            },
            View::Complex(value) => self.complex(value, row.name.local, number),
            _ => {}
        }
    }

    fn unknown(&mut self, value: ValueRef<'v>, number: usize) {
        match value.view() {
            View::Unknown(value) => self.complex(value.base, &value.rest.local, number),
            View::AnyElement(element) => {
                self.enter(&element.local, number);
                self.push(Err(element));
                self.leave();
            }
            _ => {}
        }
    }

    fn complex(&mut self, value: ComplexRef<'v>, name: &'v str, number: usize) {
        self.enter(name, number);
        let index = self.found.len();
        let is_found = (self.accepts)(value);
        if is_found {
            self.push(Ok(value));
        }
        self.fields(value);
        if is_found {
            self.found[index].len = self.found.len() - index - 1;
        }
        self.leave();
    }

    /// Enters an element. `number` is its number in a list, from 1; 0 outside of lists.
    fn enter(&mut self, name: &'v str, number: usize) {
        self.open.push((name, self.path.len()));
        if name.is_empty() {
            return;
        }
        self.path.push('/');
        push_shown_name(&mut self.path, name);
        if number > 0 {
            self.path.push_str(&format!("[{number}]"));
        }
    }

    fn leave(&mut self) {
        if let Some((_, len)) = self.open.pop() {
            self.path.truncate(len);
        }
    }

    fn push(&mut self, value: Result<ComplexRef<'v>, &'v AnyElement>) {
        let name = self.open.last().map_or("", |&(name, _)| name);
        let depth = self.open.len().saturating_sub(1);
        self.found.push(Occurrence { path: self.path.clone(), name, depth, len: 0, value });
    }

    fn list(&mut self, list: ListRef<'v>, row: &'static Row) {
        for (index, value) in list.iter().enumerate() {
            self.value(value, row, index + 1);
        }
    }

    fn fields(&mut self, value: ComplexRef<'v>) {
        if let Some(base) = value.base() {
            self.fields(base);
        }
        for index in present_fields(value) {
            if let Some(field) = value.field(index) {
                self.value(field, &value.description().rows[index], 0);
            }
        }
    }
}

/// Returns the value if its type is `T`, otherwise the base that has this type.
pub(super) fn as_base<'v, T: Value>(value: ComplexRef<'v>) -> Option<&'v T> {
    let base = value.base().and_then(as_base);
    base.or_else(|| value.downcast())
}
