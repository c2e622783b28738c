//! Open enumerations of strings.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use super::view::Enumeration;
use crate::lexical;

/// Returns the index of a text in a list. If no listed text is equal, compares again without white space around the text, and
/// with single spaces inside it.
pub(crate) fn place_of(text: &str, texts: &[&str]) -> Option<usize> {
    let exact = |text: &str| texts.iter().position(|known| *known == text);
    exact(text).or_else(|| match lexical::collapse(text) {
        collapsed if collapsed == text => None,
        collapsed => exact(&collapsed),
    })
}

/// Sets a value to a listed text. Returns `false` if the text is not listed.
pub(crate) fn set_listed(value: &mut dyn Enumeration, text: &str) -> bool {
    let index = place_of(text, value.table().texts);
    if let Some(index) = index {
        value.select(index);
    }
    index.is_some()
}

/// Sets a value to a text, listed or not.
pub fn set_text(value: &mut dyn Enumeration, text: Cow<'_, str>) {
    if !set_listed(value, &text) {
        value.set_other(text.into_owned());
    }
}

/// Feeds a value to a hasher.
pub fn hash_enumeration<H: Hasher>(value: &dyn Enumeration, state: &mut H) {
    value.place().hash(state);
}
