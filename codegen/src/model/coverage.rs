//! Documentation coverage: the parts of the generated code that need a sentence in their docs, and whether they have one.

use std::collections::{BTreeMap, BTreeSet};

use super::naming;

/// The kinds of parts that can have a sentence in their docs.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum PartKind {
    /// An operation.
    Operation,
    /// A type of the schema.
    Type,
    /// An element, an attribute or a text in a struct.
    Field,
    /// An alternative of a choice.
    Variant,
    /// An enumerated value.
    Value,
    /// A global element, or a choice. The sentence is optional.
    Other,
}

impl PartKind {
    /// The kinds of parts that need a sentence, each with its name in the plural.
    pub const COUNTED: [(Self, &str); 5] = [
        (Self::Operation, "operations"),
        (Self::Type, "types"),
        (Self::Field, "fields"),
        (Self::Variant, "variants"),
        (Self::Value, "values"),
    ];
}

/// For the path of each part that can have a sentence: the kind of the part, and whether it has an informative sentence.
#[derive(Debug, Default)]
pub struct Coverage {
    parts: BTreeMap<String, (PartKind, bool)>,
}

impl Coverage {
    /// Returns the paths of the parts of one kind that have no informative sentence, sorted.
    pub fn missing(&self, kind: PartKind) -> impl Iterator<Item = &str> {
        self.parts.iter().filter(move |(_, (of, has_sentence))| *of == kind && !has_sentence).map(|(path, _)| &**path)
    }

    /// Returns the number of parts of a kind.
    pub fn count(&self, kind: PartKind) -> usize {
        self.parts.values().filter(|(of, _)| *of == kind).count()
    }

    /// Adds the part at `path` with its sentence. A sentence that adds fewer than two words to those of `path` and `type_name` counts
    /// as none. If a field and its anonymous type have the same path, only the field counts.
    pub(crate) fn add(&mut self, kind: PartKind, path: &str, type_name: &str, sentence: Option<&str>) {
        let has_sentence = sentence.is_some_and(|sentence| is_informative(sentence, path, type_name));
        let part = self.parts.entry(path.to_owned()).or_insert((kind, has_sentence));
        if kind == PartKind::Field {
            *part = (kind, has_sentence);
        }
    }

    pub(crate) fn contains(&self, path: &str) -> bool {
        self.parts.contains_key(path)
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }
}

/// Words that explain nothing, sorted.
const EMPTY_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "by", "contains", "each", "element", "field", "for", "from", "holds", "in", "is",
    "it", "its", "message", "name", "of", "on", "one", "or", "request", "response", "that", "the", "this", "to",
    "type", "value", "what", "with",
];

/// Returns whether a sentence explains something: whether it has at least two words that are neither [`EMPTY_WORDS`] nor words of
/// the path or of the type.
fn is_informative(sentence: &str, path: &str, type_name: &str) -> bool {
    let names: BTreeSet<String> =
        naming::words(path).into_iter().chain(naming::words(type_name)).map(|word| singular(&word)).collect();
    let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| (word.to_lowercase(), singular(word)))
        .filter(|(word, singular)| EMPTY_WORDS.binary_search(&&**word).is_err() && !names.contains(singular))
        .nth(1)
        .is_some()
}

fn singular(word: &str) -> String {
    word.to_lowercase().trim_end_matches('s').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_are_sorted() {
        assert!(EMPTY_WORDS.is_sorted());
    }

    #[test]
    fn a_sentence_of_the_words_of_the_name_counts_as_none() {
        let check = |sentence: &str, expected: bool| {
            assert_eq!(
                is_informative(sentence, "t:MessageType/ReplyTo", "t:ArrayOfRecipientsType"),
                expected,
                "{sentence}"
            );
        };
        check("The message to reply to.", false);
        check("An array of recipients.", false);
        check("Contains the recipients of replies.", false);
        check("Mailboxes that get the answers instead of the sender.", true);
        check("", false);
    }

    #[test]
    fn the_field_of_an_anonymous_type_counts_instead_of_the_type() {
        let mut coverage = Coverage::default();
        coverage.add(PartKind::Type, "t:A/B", "", None);
        coverage.add(PartKind::Field, "t:A/B", "", Some("Marks old books."));
        coverage.add(PartKind::Value, "t:A/B=C", "", None);
        assert_eq!((coverage.count(PartKind::Type), coverage.count(PartKind::Field)), (0, 1));
        assert_eq!(coverage.missing(PartKind::Field).count(), 0);
        assert_eq!(coverage.missing(PartKind::Value).collect::<Vec<_>>(), ["t:A/B=C"]);
    }
}
