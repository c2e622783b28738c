//! Open enumerations of strings.

use std::borrow::Cow;

use super::access::{EnumerationMut, Value, ValueMut, ValueRef, View, ViewMut};
use super::texts::Texts;
use crate::lexical;

/// Returns the index of a text in a list. If no listed text is equal, collapses the white space of `text` and searches again.
pub(crate) fn index_of(text: &str, texts: &Texts) -> Option<usize> {
    texts.position(text).or_else(|| match lexical::collapse(text) {
        collapsed if collapsed == text => None,
        collapsed => texts.position(&collapsed),
    })
}

/// Sets a value to a listed text. Returns `false` if the text is not listed.
pub(crate) fn set_listed(value: &mut EnumerationMut<'_>, text: &str) -> bool {
    let index = index_of(text, &value.table().texts);
    if let Some(index) = index {
        value.select(index);
    }
    index.is_some()
}

/// Sets a value to a text, listed or not.
pub fn set_text(value: ValueMut<'_>, text: Cow<'_, str>) {
    if let ViewMut::Enumeration(mut value) = value.view()
        && !set_listed(&mut value, &text)
    {
        value.set_other(text.into_owned());
    }
}

/// Returns the listed values of an open enumeration.
pub fn known_values<T: Value + Default>() -> impl Iterator<Item = T> {
    (0..).map_while(|index| {
        let mut value = T::default();
        select(ValueMut::of(&mut value), index).then_some(value)
    })
}

/// Sets a value to the listed text at an index. Returns `false` if there is no text at `index`.
fn select(value: ValueMut<'_>, index: usize) -> bool {
    match value.view() {
        ViewMut::Enumeration(mut value) if index < value.table().texts.len() => {
            value.select(index);
            true
        }
        _ => false,
    }
}

/// Returns the index of the listed value that has the same variant as `value`.
pub fn index_among<T>(value: &T, listed: &[T]) -> usize {
    let variant = std::mem::discriminant(value);
    // The compiler copies this loop for each enumeration. An iterator would be ten times as much code before optimization.
    let mut index = 0;
    while index < listed.len() && std::mem::discriminant(&listed[index]) != variant {
        index += 1;
    }
    index
}

/// Returns the text of a value.
pub fn text_of(value: ValueRef<'_>) -> &str {
    match value.view() {
        View::Enumeration(value) => value.as_str(),
        _ => "",
    }
}
