//! List types (part 2, 2.5.1.2): values separated by white space.

use std::borrow::Cow;

use super::error::LexicalError;
use super::traits::{Lexical, NamespaceScope, PrefixSource};
use super::white_space::items;

/// Reads the items of a list type (part 2, 2.5.1.2): values separated by white space.
pub fn parse_list<T: Lexical>(text: &str, scope: &dyn NamespaceScope) -> Result<Vec<T>, LexicalError> {
    items(text).map(|item| T::parse(Cow::Borrowed(item), scope)).collect()
}

/// Appends the items of a list type, separated by single spaces.
pub fn write_list<'a, T: Lexical + 'a>(
    values: impl IntoIterator<Item = &'a T>,
    out: &mut String,
    prefixes: &mut dyn PrefixSource,
) {
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        value.write(out, prefixes);
    }
}
