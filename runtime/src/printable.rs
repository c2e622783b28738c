//! Names and texts of documents in messages. They are escaped and cut, because the sender controls them and messages are logged.

use std::fmt;

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

/// Returns a name in the form used in messages: escaped as [`printable`] does, and cut after 100 characters.
pub(crate) fn shown_name(name: &str) -> impl fmt::Display + '_ {
    Printable { text: name, max: MAX_NAME }
}

/// Applies [`printable`] to a message. Returns the same `String` if the message needs no change, as most do.
pub(crate) fn into_printable(message: String) -> String {
    if is_unchanged(&message, MAX_MESSAGE) { message } else { printable(&message).to_string() }
}

/// Appends a name in the form of [`shown_name`].
pub(crate) fn push_shown_name(text: &mut String, name: &str) {
    let start = name.get(..MAX_NAME).unwrap_or(name);
    if !is_all_plain(start) {
        text.push_str(&shown_name(name).to_string());
        return;
    }
    text.push_str(start);
    text.push_str(if start.len() < name.len() { "..." } else { "" });
}

/// Returns the path of an element: `/m:FindItem/m:ItemShape`. `names` contains the enclosing elements, outermost first, and the
/// element.
pub(crate) fn shown_path<'n>(names: impl Iterator<Item = &'n str>) -> String {
    /// The initial capacity, which suffices for most paths. Unused memory costs less than several reallocations.
    const USUAL_PATH: usize = 200;

    let mut path = String::with_capacity(USUAL_PATH);
    for name in names {
        path.push('/');
        push_shown_name(&mut path, name);
    }
    path
}

fn is_unchanged(text: &str, max: usize) -> bool {
    text.len() <= max && is_all_plain(text)
}

/// Returns a text in the form used in messages: trimmed, cut after 60 characters, escaped and quoted.
pub(crate) fn shown(text: &str) -> String {
    let text = crate::lexical::trim(text);
    match text.char_indices().nth(MAX_VALUE) {
        Some((end, _)) => format!("{:?}", [&text[..end], "..."].concat()),
        None => format!("{text:?}"),
    }
}

/// Returns whether all characters of a text are ASCII characters that need no escape. The loop has no branch for each byte, so that
/// the compiler vectorizes the loop.
fn is_all_plain(text: &str) -> bool {
    text.bytes().fold(0, |other, byte| other | u8::from(!is_plain(byte))) == 0
}

/// Returns whether a byte is an ASCII character that needs no escape. Most bytes of messages are such characters.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

struct Printable<'a> {
    text: &'a str,
    max: usize,
}

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = match self.text.len() <= self.max {
            true => None,
            false => self.text.char_indices().nth(self.max).map(|(end, _)| end),
        };
        let mut rest = &self.text[..end.unwrap_or(self.text.len())];
        while !rest.is_empty() {
            let (plain, other) = rest.split_at(rest.bytes().position(|byte| !is_plain(byte)).unwrap_or(rest.len()));
            f.write_str(plain)?;
            let mut chars = other.chars();
            if let Some(c) = chars.next() {
                write!(f, "{}", c.escape_debug())?;
            }
            rest = chars.as_str();
        }
        f.write_str(if end.is_some() { "..." } else { "" })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{into_printable, printable, push_shown_name, shown, shown_name};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(printable(text).to_string(), expected);
        assert_eq!(into_printable(text.to_owned()), expected);
        let mut name = String::new();
        push_shown_name(&mut name, text);
        assert_eq!(name, expected);
    }

    test_support::cases! { check {
        plain_text_is_unchanged: ("Das Größte: \"a\" 'b' \\ 中", "Das Größte: \"a\" 'b' \\ 中");
        line_breaks_are_escaped: ("a\r\nb\tc\u{2028}\u{2029}", "a\\r\\nb\\tc\\u{2028}\\u{2029}");
        controls_are_escaped: ("\0\u{1b}[31m\u{7f}\u{85}\u{9b}", "\\0\\u{1b}[31m\\u{7f}\\u{85}\\u{9b}");
        bidirectional_controls_are_escaped: ("\u{202E}\u{2066}\u{200F}", "\\u{202e}\\u{2066}\\u{200f}");
        invisible_characters_are_escaped: ("\u{FEFF}\u{AD}\u{E0041}", "\\u{feff}\\u{ad}\\u{e0041}");
    }}

    /// A writer that counts the calls of `write_str`.
    struct Calls(usize);

    impl std::fmt::Write for Calls {
        fn write_str(&mut self, _: &str) -> std::fmt::Result {
            self.0 += 1;
            Ok(())
        }
    }

    /// Each error contains the names of its enclosing elements. Calling `write_str` for each character of the names would be slow.
    #[test]
    fn plain_characters_are_written_together() {
        use std::fmt::Write as _;

        let mut calls = Calls(0);
        write!(calls, "{}", shown_name(&"n".repeat(1000))).unwrap();
        assert!(calls.0 <= 2, "{}", calls.0);
    }

    #[test]
    fn long_texts_are_cut() {
        let mut name = String::new();
        push_shown_name(&mut name, &"n".repeat(2000));
        assert_eq!(name, shown_name(&"n".repeat(2000)).to_string());
        let long = "é".repeat(2000);
        assert_eq!(printable(&long).to_string(), format!("{}...", "é".repeat(1000)));
        assert_eq!(shown_name(&long).to_string(), format!("{}...", "é".repeat(100)));
        assert_eq!(shown(&long), format!("\"{}...\"", "é".repeat(60)));
    }
}
