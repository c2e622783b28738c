//! Unions of simple types.

use std::borrow::Cow;

use super::access::{Member, Union, Value, ValueMut, ValueRef, View, ViewMut};
use super::enumeration::set_listed;
use crate::lexical::{self, Integer, Lexical, NamespaceScope, NoNamespaces};

/// Reads the lexical form of a member.
pub fn lexical_member<T: Lexical>(text: &str, scope: &dyn NamespaceScope) -> Option<T> {
    <T as Lexical>::parse(Cow::Borrowed(text), scope).ok()
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

/// Compares two values of a union by value, whatever their members are.
pub fn are_equal<T: Value + Union + Lexical>(one: &T, other: &T) -> bool {
    canonical(one) == canonical(other)
}

/// Returns one text for all equal values: that of the first member that accepts the value.
fn canonical<T: Value + Union + Lexical>(value: &T) -> String {
    let text = written(value);
    if !is_text(value) {
        return text;
    }
    let number = hexadecimal(&text).and_then(|number| <T as Lexical>::parse(number.into(), &NoNamespaces).ok());
    // Only a number is read in another form.
    let number = number.filter(|number| !is_text(number));
    let read = number.or_else(|| <T as Lexical>::parse(Cow::Borrowed(&text), &NoNamespaces).ok());
    read.map_or(text, |value| written(&value))
}

fn written(value: &impl Lexical) -> String {
    let mut text = String::new();
    value.write(&mut text, &mut NoNamespaces);
    text
}

/// Returns whether the value is of a member that accepts any text.
fn is_text<T: Value + Union>(value: &T) -> bool {
    let View::Union(union) = ValueRef::of(value).view() else { return false };
    matches!(value.members().get(union.variants().index()), Some(Member::Text | Member::Unlisted))
}

/// Returns an integer in hexadecimal form as a decimal one.
fn hexadecimal(text: &str) -> Option<String> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    let digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(digits)?;
    Some(Integer::from(u128::from_str_radix(digits, 16).ok()?).to_string())
}
