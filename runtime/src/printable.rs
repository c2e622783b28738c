//! Texts of documents in messages. A sender chooses them, so they are escaped and cut before they reach a log.

use std::fmt::{self, Write as _};

/// The maximum number of characters of a value in a message.
const MAX_VALUE: usize = 60;

/// The maximum number of characters of a name in a message.
const MAX_NAME: usize = 100;

/// The maximum number of characters of a message.
const MAX_MESSAGE: usize = 1000;

/// Returns a text of a document in a form that is safe to log: line breaks, other control characters and invisible characters
/// are escaped as in Rust, and at most 1,000 characters are kept.
///
/// ```
/// let text = "a\n\u{202E}b";
/// assert_eq!(xsd_runtime::printable(text).to_string(), "a\\n\\u{202e}b");
/// ```
pub fn printable(text: &str) -> impl fmt::Display + '_ {
    Printable { text, max: MAX_MESSAGE }
}

/// Returns a name in the form used in messages.
pub(crate) fn shown_name(name: &str) -> impl fmt::Display + '_ {
    Printable { text: name, max: MAX_NAME }
}

/// Returns a text in the form used in messages: trimmed, cut, escaped and quoted.
pub(crate) fn shown(text: &str) -> String {
    let text = crate::lexical::trim(text);
    match text.char_indices().nth(MAX_VALUE) {
        Some((end, _)) => format!("{:?}", [&text[..end], "..."].concat()),
        None => format!("{text:?}"),
    }
}

struct Printable<'a> {
    text: &'a str,
    max: usize,
}

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.text.char_indices().nth(self.max).map(|(end, _)| end);
        for c in self.text[..end.unwrap_or(self.text.len())].chars() {
            match c {
                '\\' | '"' | '\'' => f.write_char(c)?,
                c => write!(f, "{}", c.escape_debug())?,
            }
        }
        f.write_str(if end.is_some() { "..." } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::{printable, shown, shown_name};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(printable(text).to_string(), expected);
    }

    test_support::cases! { check {
        plain_text_is_unchanged: ("Das Größte: \"a\" 'b' \\ 中", "Das Größte: \"a\" 'b' \\ 中");
        line_breaks_are_escaped: ("a\r\nb\tc\u{2028}\u{2029}", "a\\r\\nb\\tc\\u{2028}\\u{2029}");
        controls_are_escaped: ("\0\u{1b}[31m\u{7f}\u{85}\u{9b}", "\\0\\u{1b}[31m\\u{7f}\\u{85}\\u{9b}");
        bidirectional_controls_are_escaped: ("\u{202E}\u{2066}\u{200F}", "\\u{202e}\\u{2066}\\u{200f}");
        invisible_characters_are_escaped: ("\u{FEFF}\u{AD}\u{E0041}", "\\u{feff}\\u{ad}\\u{e0041}");
    }}

    #[test]
    fn long_texts_are_cut() {
        let long = "é".repeat(2000);
        assert_eq!(printable(&long).to_string(), format!("{}...", "é".repeat(1000)));
        assert_eq!(shown_name(&long).to_string(), format!("{}...", "é".repeat(100)));
        assert_eq!(shown(&long), format!("\"{}...\"", "é".repeat(60)));
    }
}
