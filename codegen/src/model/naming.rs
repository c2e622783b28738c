//! Every rule by which a name of the schema becomes a name in Rust.
//!
//! The rules are total: any XML name, and any enumerated value, gives an identifier. Two names that meet in one scope are
//! told apart by a number; the [`Scope`] remembers that it had to, so that the caller can report it.

use std::collections::{BTreeMap, BTreeSet};

/// Splits a name into words: at anything that is no letter or digit, at a step from lower to upper case, and before the
/// last capital of an acronym (`SMTPAddress` is `SMTP`, `Address`). A plural `s` stays with its acronym (`FieldURIs`).
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = name.chars().collect();
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

/// Whether `chars[at]` is an `s` that ends a word.
fn is_plural_s(chars: &[char], at: usize) -> bool {
    chars.get(at) == Some(&'s') && chars.get(at + 1).is_none_or(|next| !next.is_lowercase())
}

/// `FieldURI` as `field_uri`; keywords are raw, or end in `_` where Rust knows no raw form.
pub(crate) fn field(name: &str) -> String {
    let joined = words(name).iter().map(|word| word.to_lowercase()).collect::<Vec<_>>().join("_");
    keyword_safe(start_with_letter(identifier_chars(&joined), "n"))
}

/// The name of a module, and of its file without the ending: never raw.
pub(crate) fn module(name: &str) -> String {
    let name = field(name);
    match name.strip_prefix("r#") {
        Some(keyword) => format!("{keyword}_"),
        None => name,
    }
}

/// `FieldURI` as `FIELD_URI`.
pub(crate) fn constant(name: &str) -> String {
    let joined = words(name).iter().map(|word| word.to_uppercase()).collect::<Vec<_>>().join("_");
    let name = start_with_letter(identifier_chars(&joined), "N");
    if RESERVED_CONSTANTS.contains(&name.as_str()) { format!("{name}_NAMESPACE") } else { name }
}

/// What the runtime calls its own constants and functions that look like them.
pub(crate) const RESERVED_CONSTANTS: &[&str] =
    &["ANY", "NAMESPACES", "NONE", "ONE_OF", "OTHER_THAN", "XML", "XSI", "ELEMENTS"];

/// A type keeps the schema's own spelling, so that it is found in the schema's documentation; only what Rust cannot
/// hold is changed.
pub(crate) fn ty(name: &str) -> String {
    let name = pascal(name);
    if RESERVED_TYPES.contains(&name.as_str()) { format!("{name}Type") } else { name }
}

/// The variant of a choice: as a type, but each acronym in one case (`FieldURI` is `FieldUri`).
pub(crate) fn variant(name: &str) -> String {
    let joined: String = words(name).iter().map(|word| capitalized(&word.to_lowercase())).collect();
    keyword_safe(start_with_letter(identifier_chars(&joined), "N"))
}

/// The variant of an enumerated value, which can be any text: separators go, signs are spelled out where nothing else is
/// there, and digits stay apart (`1.0` is `N1_0`, `10` is `N10`).
pub(crate) fn value(text: &str) -> String {
    let mut name = String::new();
    let mut starts_word = true;
    let mut separated = false;
    for c in text.chars() {
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

/// Names for a value made of signs only.
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

/// The name without a final `Type`, to build other names from.
pub(crate) fn stem(name: &str) -> &str {
    match name.strip_suffix("Type") {
        Some(stem) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// A name for what several names share: the words with which all of them end, or begin.
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

/// More than one of it.
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
    for c in name.chars() {
        if !c.is_alphanumeric() {
            // Two numbers on the sides of a sign must not become one.
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

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Drops what XML allows in a name and Rust does not.
fn identifier_chars(name: &str) -> String {
    name.chars().filter(|&c| c == '_' || unicode_ident::is_xid_continue(c)).collect()
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

/// Names that generated code itself uses bare.
const RESERVED_TYPES: &[&str] = &[
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

/// The names taken in one scope.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
    /// What was asked for and what was given instead.
    pub(crate) collisions: BTreeMap<String, String>,
}

impl Scope {
    /// Takes the name, or the first free one made of it and a number.
    pub(crate) fn take(&mut self, wanted: String) -> String {
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let stem = wanted.strip_prefix("r#").unwrap_or(&wanted).trim_end_matches('_').to_owned();
        // A digit behind a digit would read as another number.
        let is_apart = !stem.contains(char::is_uppercase) || stem.ends_with(|c: char| c.is_ascii_digit());
        let separator = if is_apart { "_" } else { "" };
        let mut number = 2_u32;
        loop {
            let name = format!("{stem}{separator}{number}");
            if self.taken.insert(name.clone()) {
                self.collisions.insert(name.clone(), wanted);
                return name;
            }
            number += 1;
        }
    }

    /// Whether the name is free.
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
    fn words_in_common() {
        let check =
            |names: &[&str], expected: Option<&str>| assert_eq!(shared_words(names).as_deref(), expected, "{names:?}");
        check(&["IndexedPageItemView", "FractionalPageItemView"], Some("PageItemView"));
        check(&["FolderId", "ItemId"], Some("Id"));
        check(&["ItemShape", "ItemIds"], Some("Item"));
        check(&["Folder", "Item"], None);
    }

    #[test]
    fn a_name_taken_twice_is_numbered() {
        let mut scope = Scope::default();
        assert_eq!(scope.take("a".into()), "a");
        assert_eq!(scope.take("a".into()), "a_2");
        assert_eq!(scope.take("Foo".into()), "Foo");
        assert_eq!(scope.take("Foo".into()), "Foo2");
        assert_eq!(scope.collisions.len(), 2);
    }
}
