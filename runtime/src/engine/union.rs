//! Unions of simple types.

use std::borrow::Cow;

use super::access::{Value, ValueMut, ViewMut};
use super::enumeration::set_listed;
use crate::lexical::{self, Lexical, NamespaceScope};

/// Reads the lexical form of a member.
pub fn lexical_member<T: Lexical>(text: &str, scope: &dyn NamespaceScope) -> Option<T> {
    T::parse(Cow::Borrowed(text), scope).ok()
}

/// Reads a listed text of a member that is an open enumeration.
pub fn listed_member<T: Value + Default>(text: &str, _: &dyn NamespaceScope) -> Option<T> {
    let mut value = T::default();
    is_listed(ValueMut::of(&mut value), text).then_some(value)
}

fn is_listed(value: ValueMut<'_>, text: &str) -> bool {
    match value.view() {
        ViewMut::Enumeration(mut value) => set_listed(&mut value, text),
        _ => false,
    }
}

/// Reads a member that is a list.
pub fn list_member<T: Lexical>(text: &str, scope: &dyn NamespaceScope) -> Option<Vec<T>> {
    lexical::parse_list(text, scope).ok()
}

/// Reads a member that accepts any text.
pub fn text_member(text: &str, _: &dyn NamespaceScope) -> Option<String> {
    Some(text.to_owned())
}
