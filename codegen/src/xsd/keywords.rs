//! Attributes whose values are keywords, from the schema for schemas.

use roxmltree::Node;

use super::white_space::{trim, words};
use crate::diagnostics::Diagnostic;

/// The values that an attribute allows.
enum Allowed {
    /// A single keyword from this list.
    One(&'static str),
    /// `#all`, or a list of these keywords.
    Set(&'static str),
    /// The values of the attribute `namespace` of a wildcard.
    Namespaces,
}

/// Returns the values that an attribute of an element allows; `None` if they are not keywords.
fn allowed(element: &str, attribute: &str) -> Option<Allowed> {
    Some(match (element, attribute) {
        ("schema", "elementFormDefault" | "attributeFormDefault") | ("element" | "attribute", "form") => {
            Allowed::One("qualified unqualified")
        }
        ("any" | "anyAttribute", "processContents") => Allowed::One("strict lax skip"),
        ("any" | "anyAttribute", "namespace") => Allowed::Namespaces,
        ("attribute", "use") => Allowed::One("optional required prohibited"),
        ("schema", "blockDefault") | ("element", "block") => Allowed::Set("extension restriction substitution"),
        ("schema", "finalDefault") => Allowed::Set("extension restriction list union"),
        ("element", "final") | ("complexType", "block" | "final") => Allowed::Set("extension restriction"),
        ("simpleType", "final") => Allowed::Set("list union restriction"),
        _ => return None,
    })
}

/// Returns an error if [`allowed`] has a rule for an attribute, and its value violates this rule.
pub(super) fn invalid_keyword(node: Node<'_, '_>, attribute: &str, value: &str) -> Option<Diagnostic> {
    let (wrong, help) = match allowed(node.tag_name().name(), attribute)? {
        Allowed::One(keywords) => {
            let value = trim(value);
            let is_known = words(keywords).any(|known| known == value);
            (Some(value).filter(|_| !is_known), format!("write {}", alternatives(keywords)))
        }
        Allowed::Set(keywords) => {
            let is_all = trim(value) == "#all";
            let unknown = words(value).find(|word| !words(keywords).any(|known| known == *word));
            (unknown.filter(|_| !is_all), format!("write `#all`, or a list of {}", alternatives(keywords)))
        }
        Allowed::Namespaces => {
            let is_single = matches!(trim(value), "##any" | "##other");
            let is_known = |word: &str| !word.starts_with("##") || matches!(word, "##targetNamespace" | "##local");
            let help = "write `##any`, `##other`, or a list of namespaces, `##targetNamespace` and `##local`";
            (words(value).find(|word| !is_known(word)).filter(|_| !is_single), help.to_owned())
        }
    };
    let message = |wrong| format!("invalid value `{wrong}` for `{attribute}`");
    wrong.map(|wrong| Diagnostic::error(message(wrong)).help(help))
}

fn alternatives(keywords: &str) -> String {
    let quoted: Vec<String> = words(keywords).map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => quoted.concat(),
    }
}
