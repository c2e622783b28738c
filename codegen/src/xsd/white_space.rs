//! White space of XML (XML 1.0, production S).

/// Space, tab, line feed and carriage return.
pub(crate) const WHITE_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// Removes white space at both ends.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(WHITE_SPACE)
}

/// Returns whether the text contains nothing but white space.
pub(crate) fn is_blank(text: &str) -> bool {
    trim(text).is_empty()
}

/// Splits a text at white space.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(WHITE_SPACE).filter(|word| !word.is_empty())
}

/// Applies the facet value `collapse`: single spaces between words, none at the ends.
pub(crate) fn collapse(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}
