//! Unions of simple types.

use std::borrow::Cow;

use super::access::{Member, Union, UnionMut, Value, ValueMut, ValueRef, View, ViewMut};
use super::enumeration::set_listed;
use super::simple::parse_schema_value;
use crate::lexical::{self, Integer, Lexical, NamespaceScope, NoNamespaces, PrefixSource, QName};

/// Parses a text as a member of type `T`. Returns `None` if the text is not a value of this type.
pub fn lexical_member<T: Lexical>(text: &str, scope: &dyn NamespaceScope) -> Option<T> {
    <T as Lexical>::parse(Cow::Borrowed(text), scope).ok()
}

/// Parses a text as a member that is an open enumeration. Returns `None` if the text is not listed.
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

/// Parses a text as a member that is a list. Returns `None` if an item is not valid.
pub fn list_member<T: Lexical>(text: &str, scope: &dyn NamespaceScope) -> Option<Vec<T>> {
    lexical::parse_list(text, scope).ok()
}

/// Parses a text as a member that accepts any text.
pub fn text_member(text: &str, _: &dyn NamespaceScope) -> Option<String> {
    Some(text.to_owned())
}

/// Sets a union to a default or fixed value of the schema, in which an `xs:QName` has the form `{namespace}local`. Returns
/// `false` if `text` is not a value of a member.
///
/// The namespace declarations of a document do not apply.
pub(crate) fn set_schema_value(value: &mut UnionMut<'_>, text: &str) -> bool {
    let members = value.form().members();
    if !text.contains('{') {
        let is_set = value.form().parse(Cow::Borrowed(text), &NoNamespaces);
        return is_set && members.get(value.variants().index()) != Some(&Member::Unlisted);
    }
    let mut listed = (0..members.len()).filter(|index| members[*index] != Member::Unlisted);
    listed.any(|index| {
        value.variants().select(index);
        set_member(value.variants().content(), text)
    })
}

/// Sets a member of a union to a default or fixed value of the schema. A text of the form `{namespace}local` is only a value of
/// `xs:QName`, not of a string type.
fn set_member(value: ValueMut<'_>, text: &str) -> bool {
    match value.view() {
        ViewMut::Simple(value) => {
            // A text with a space is a list of several items.
            let is_name = value.properties().name == QName::NAME && !text.contains(' ');
            (is_name || !text.starts_with('{')) && parse_schema_value(value, Cow::Borrowed(text))
        }
        ViewMut::List(mut list) => lexical::items(text).all(|item| set_member(list.push(), item)),
        ViewMut::Union(mut value) => set_schema_value(&mut value, text),
        _ => false,
    }
}

/// Returns whether two values of a union are equal, even if they belong to different members, such as the integer `31` and the
/// text `31`.
pub fn are_equal<T: Value + Union + Lexical>(one: &T, other: &T) -> bool {
    canonical(one) == canonical(other)
}

/// Returns the same text for all equal values: the text of the first member that accepts the value.
fn canonical<T: Value + Union + Lexical>(value: &T) -> String {
    let text = written(value);
    if !is_text(value) {
        return text;
    }
    let number = hexadecimal(&text).and_then(|number| <T as Lexical>::parse(number.into(), &NoNamespaces).ok());
    // A text such as `0x1F` is equal to `31` only if the first member that accepts `31` is not one that accepts any text.
    let number = number.filter(|number| !is_text(number));
    let read = number.or_else(|| <T as Lexical>::parse(Cow::Borrowed(&text), &NoNamespaces).ok());
    read.map_or(text, |value| written(&value))
}

fn written(value: &impl Lexical) -> String {
    let mut text = String::new();
    value.write(&mut text, &mut ExpandedNames);
    text
}

/// Writes the namespace of a name instead of a prefix, so that names in different namespaces have different texts.
struct ExpandedNames;

impl PrefixSource for ExpandedNames {
    fn prefix(&mut self, namespace: &str) -> Cow<'_, str> {
        Cow::Owned(format!("{{{namespace}}}"))
    }
}

/// Returns whether the value belongs to a member that accepts any text.
fn is_text<T: Value + Union>(value: &T) -> bool {
    let View::Union(union) = ValueRef::of(value).view() else { return false };
    matches!(value.members().get(union.variants().index()), Some(Member::Text | Member::Unlisted))
}

/// Converts a hexadecimal integer, `0x1F`, to decimal. Returns `None` for all other texts.
fn hexadecimal(text: &str) -> Option<String> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    let digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(digits)?;
    Some(Integer::from(u128::from_str_radix(digits, 16).ok()?).to_string())
}
