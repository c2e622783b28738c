//! The rules by which names of the schema become names in Rust.
//!
//! Every XML name and every enumerated value gives an identifier. A [`Scope`] appends numbers to equal names and
//! records them, so that the caller can report them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::GeneralSecurityProfile as _;

use crate::work;

/// Splits a name into words: at characters other than letters and digits, between lower and upper case, and before the
/// last capital of an acronym (`SMTPAddress` is `SMTP`, `Address`). A plural `s` belongs to its acronym (`FieldURIs`).
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = letters(name).chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        if let (Some(previous), true) = (word.chars().last(), c.is_uppercase()) {
            let ends_lower = !previous.is_uppercase();
            let starts_word = chars.get(i + 1).is_some_and(|next| next.is_lowercase()) && !is_plural_s(&chars, i + 1);
            if ends_lower || starts_word {
                words.push(std::mem::take(&mut word));
            }
        }
        word.push(c);
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// Returns whether `chars[at]` is an `s` at the end of a word.
fn is_plural_s(chars: &[char], at: usize) -> bool {
    chars.get(at) == Some(&'s') && chars.get(at + 1).is_none_or(|next| !next.is_lowercase())
}

/// Returns the name of a field: `field_uri` for `FieldURI`. Keywords become raw, or end in `_` if Rust has no raw form.
pub(crate) fn field(name: &str) -> String {
    let joined = words(name).iter().map(|word| word.to_lowercase()).collect::<Vec<_>>().join("_");
    keyword_safe(start_with_letter(identifier_chars(&joined), "n"))
}

/// Returns the name of a module, which is also the name of its file. The name is never raw, and it is ASCII, because rustc does not
/// load modules from files with other names.
pub(crate) fn module(name: &str) -> String {
    let name = field(name);
    let ascii = |c: char| if c.is_ascii() { c.to_string() } else { format!("u{:x}", u32::from(c)) };
    match name.strip_prefix("r#") {
        Some(keyword) => format!("{keyword}_"),
        None => name.chars().map(ascii).collect(),
    }
}

/// Returns the name of a constant: `FIELD_URI` for `FieldURI`.
pub(crate) fn constant(name: &str) -> String {
    let joined = words(name).iter().map(|word| word.to_uppercase()).collect::<Vec<_>>().join("_");
    let name = start_with_letter(identifier_chars(&joined), "N");
    if RESERVED_CONSTANTS.contains(&name.as_str()) { format!("{name}_NAMESPACE") } else { name }
}

/// The suffix of the names of constants with facets.
pub(crate) const FACETS: &str = "_FACETS";

/// The names of the runtime's constants, and of the runtime's functions with names in capitals, such as `ONE_OF`.
pub(crate) const RESERVED_CONSTANTS: &[&str] =
    &["ANY", "ELEMENTS", "MANY", "NAMESPACES", "NONE", "ONE_OF", "OTHER_THAN", "XML", "XSI"];

/// Returns the name of a type: the name in the schema, without characters that Rust does not allow. Users can find this
/// name in the documentation of the schema.
pub(crate) fn ty(name: &str) -> String {
    let name = pascal(name);
    if RESERVED_TYPES.contains(&name.as_str()) { format!("{name}Type") } else { name }
}

/// Returns the name of a variant of a choice: `FieldUri` for `FieldURI`.
pub(crate) fn variant(name: &str) -> String {
    let joined: String = words(name).iter().map(|word| capitalized(&word.to_lowercase())).collect();
    keyword_safe(start_with_letter(identifier_chars(&joined), "N"))
}

/// Returns the name of the variant for an enumerated value, which can be any text. Separators are removed, but not
/// between digits: `1.0` is `N1_0`, `10` is `N10`. A value without letters and digits is spelled out: `>=` is `GreaterEqual`.
pub(crate) fn value(text: &str) -> String {
    let mut name = String::new();
    let mut starts_word = true;
    let mut separated = false;
    for c in letters(text).chars() {
        if !c.is_alphanumeric() {
            starts_word = true;
            separated = true;
            continue;
        }
        if separated && c.is_numeric() && name.chars().last().is_some_and(char::is_numeric) {
            name.push('_');
        }
        if starts_word {
            name.extend(c.to_uppercase())
        } else {
            name.push(c)
        }
        starts_word = false;
        separated = false;
    }
    if name.is_empty() {
        name = spelled_out(text);
    }
    keyword_safe(start_with_letter(identifier_chars(&name), "N"))
}

/// Returns a name for a value without letters and digits.
fn spelled_out(text: &str) -> String {
    if text.trim().is_empty() {
        return "Empty".to_owned();
    }
    text.chars()
        .map(|c| match c {
            '+' => "Plus".to_owned(),
            '-' => "Minus".to_owned(),
            '*' => "Star".to_owned(),
            '/' => "Slash".to_owned(),
            '<' => "Less".to_owned(),
            '>' => "Greater".to_owned(),
            '=' => "Equal".to_owned(),
            '!' => "Not".to_owned(),
            '?' => "Question".to_owned(),
            '.' => "Dot".to_owned(),
            ',' => "Comma".to_owned(),
            ':' => "Colon".to_owned(),
            '%' => "Percent".to_owned(),
            '&' => "And".to_owned(),
            '|' => "Or".to_owned(),
            '#' => "Hash".to_owned(),
            '_' => "Underscore".to_owned(),
            other => format!("U{:04X}", u32::from(other)),
        })
        .collect()
}

/// Returns the name without a final `Type`, to be a part of other names: `Order` for `OrderType`.
pub(crate) fn stem(name: &str) -> &str {
    match name.strip_suffix("Type") {
        Some(stem) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// Returns the words that all names have in common at the end, or otherwise at the beginning: `Id` for `FolderId` and `ItemId`.
pub(crate) fn shared_words(names: &[&str]) -> Option<String> {
    let split: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
    let (first, rest) = split.split_first()?;
    let common = |matches: &dyn Fn(usize, &[String]) -> bool| {
        (1..=first.len())
            .take_while(|&n| rest.iter().all(|other| other.len() >= n && matches(n, other)))
            .last()
            .unwrap_or(0)
    };
    let at_end = common(&|n, other| first[first.len() - n..] == other[other.len() - n..]);
    if at_end > 0 {
        return Some(first[first.len() - at_end..].concat());
    }
    let at_start = common(&|n, other| first[..n] == other[..n]);
    (at_start > 0).then(|| first[..at_start].concat())
}

/// Returns the plural of a name.
pub(crate) fn plural(name: &str) -> String {
    if name.ends_with('s') {
        name.to_owned()
    } else if let Some(stem) = name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        format!("{stem}ies")
    } else if name.ends_with('x') || name.ends_with("ch") || name.ends_with("sh") {
        format!("{name}es")
    } else {
        format!("{name}s")
    }
}

fn pascal(name: &str) -> String {
    let mut out = String::new();
    let mut starts_word = true;
    for c in letters(name).chars() {
        if !c.is_alphanumeric() {
            // Numbers on both sides of a separator must remain separate.
            if c != '_' && out.chars().last().is_some_and(char::is_numeric) {
                out.push('_');
            }
            starts_word = true;
            continue;
        }
        if starts_word {
            if !c.is_numeric() && out.ends_with('_') {
                out.pop();
            }
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        starts_word = false;
    }
    keyword_safe(start_with_letter(identifier_chars(out.trim_end_matches('_')), "N"))
}

/// Returns the text with its first letter as a capital.
pub(crate) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Returns a name in Unicode normalization form C, in which Rust compares identifiers. Replaces letters about which rustc warns
/// with their code points, such as `u2d0`.
fn letters(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let spelled = |c: char| match unicode_ident::is_xid_continue(c) && !c.identifier_allowed() {
        true => format!("u{:x}", u32::from(c)),
        false => c.to_string(),
    };
    Cow::Owned(name.nfc().map(spelled).collect())
}

/// Removes characters that Rust does not allow in an identifier, or about which rustc warns.
fn identifier_chars(name: &str) -> String {
    name.chars().filter(|&c| unicode_ident::is_xid_continue(c) && c.identifier_allowed()).collect()
}

fn start_with_letter(name: String, prefix: &str) -> String {
    match name.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) => name,
        _ => format!("{prefix}{name}"),
    }
}

fn keyword_safe(name: String) -> String {
    if matches!(name.as_str(), "self" | "super" | "crate" | "Self") {
        format!("{name}_")
    } else if syn::parse_str::<syn::Ident>(&name).is_err() {
        format!("r#{name}")
    } else {
        name
    }
}

/// The names of types, traits and variants that generated code uses without a path. A type that would hide one of them gets the suffix
/// `Type`.
pub(crate) const RESERVED_TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deref",
    "DerefMut",
    "Display",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "FromStr",
    "Hash",
    "Index",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// The names that are taken in a scope.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
    /// For each name with an appended number: the requested name, which was taken already.
    pub(crate) collisions: BTreeMap<String, String>,
    /// For each stem, such as `Foo` or `a_`: the next number to append. The names with lower numbers, from 2, are taken.
    numbers: HashMap<String, u32>,
}

impl Scope {
    /// Marks a name as taken, and returns it. If it is taken already, does the same with the first free name that consists of it and a
    /// number.
    pub(crate) fn take(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        let stem = name.strip_prefix("r#").unwrap_or(&name).trim_end_matches('_').to_owned();
        // `a_2` in snake case; `Foo2` in camel case, but `V1_2` after a digit, because `V12` would be another number.
        let needs_separator = !stem.contains(char::is_uppercase) || stem.ends_with(|c: char| c.is_ascii_digit());
        let stem = if needs_separator { stem + "_" } else { stem };
        let number = self.numbers.entry(stem.clone()).or_insert(2);
        loop {
            work::step();
            let numbered = format!("{stem}{number}");
            *number += 1;
            if self.taken.insert(numbered.clone()) {
                self.collisions.insert(numbered.clone(), name);
                return numbered;
            }
        }
    }

    /// Marks a name as taken, whether or not it is free.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Returns whether a name is free.
    pub(crate) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: fn(&str) -> String, table: &[(&str, &str)]) {
        for (input, expected) in table {
            assert_eq!(rule(input), *expected, "{input:?}");
        }
    }

    #[test]
    fn fields() {
        check(
            field,
            &[
                ("Id", "id"),
                ("FieldURI", "field_uri"),
                ("ExtendedFieldURIs", "extended_field_uris"),
                ("SMTPAddress", "smtp_address"),
                ("IsUMEnabled", "is_um_enabled"),
                ("DayOfWeek", "day_of_week"),
                ("Line1", "line1"),
                ("type", "r#type"),
                ("self", "self_"),
                ("xml-lang.v2", "xml_lang_v2"),
                ("2nd", "n2nd"),
                ("Größe", "größe"),
                ("gro\u{308}\u{df}e", "größe"),
                ("foo\u{2d0}", "foou2d0"),
                ("_", "n"),
            ],
        );
    }

    #[test]
    fn types() {
        check(
            ty,
            &[
                ("ItemIdType", "ItemIdType"),
                ("option", "OptionType"),
                ("purchase-order", "PurchaseOrder"),
                ("v1.0", "V1_0"),
                ("a.b", "AB"),
                ("3d", "N3d"),
                ("foo-\u{2d0}", "FooU2d0"),
                ("Self", "Self_"),
            ],
        );
    }

    #[test]
    fn values() {
        check(
            value,
            &[
                ("item:Subject", "ItemSubject"),
                ("IPM.Note", "IPMNote"),
                ("", "Empty"),
                ("+", "Plus"),
                (">=", "GreaterEqual"),
                ("1.0", "N1_0"),
                ("10", "N10"),
                ("Self", "Self_"),
                ("en-us", "EnUs"),
                ("\u{2603}", "U2603"),
            ],
        );
    }

    #[test]
    fn shared_words_of_names() {
        let check =
            |names: &[&str], expected: Option<&str>| assert_eq!(shared_words(names).as_deref(), expected, "{names:?}");
        check(&["IndexedPageItemView", "FractionalPageItemView"], Some("PageItemView"));
        check(&["FolderId", "ItemId"], Some("Id"));
        check(&["ItemShape", "ItemIds"], Some("Item"));
        check(&["Folder", "Item"], None);
    }

    #[test]
    fn equal_names_are_numbered() {
        let mut scope = Scope::default();
        assert_eq!(scope.take("a".into()), "a");
        assert_eq!(scope.take("a".into()), "a_2");
        assert_eq!(scope.take("Foo".into()), "Foo");
        assert_eq!(scope.take("Foo".into()), "Foo2");
        assert_eq!(scope.collisions.len(), 2);
    }
}
