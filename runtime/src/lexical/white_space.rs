//! White space normalisation (part 2, 4.3.6).

use std::borrow::Cow;

/// The white space of XML and XML Schema: space, tab, line feed and carriage return, but no other characters of
/// Unicode.
pub const fn is_white_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

pub(super) const fn is_white_space_byte(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Strips white space at both ends.
#[inline]
pub fn trim(text: &str) -> &str {
    // Most values have no white space at the ends, so checking the first and the last byte is enough for them.
    match (text.as_bytes().first(), text.as_bytes().last()) {
        (Some(&first), Some(&last)) if is_white_space_byte(first) || is_white_space_byte(last) => {
            text.trim_matches(is_white_space)
        }
        _ => text,
    }
}

/// Applies `whiteSpace="replace"`: replaces every white space character with a space. The result is borrowed if nothing
/// changes.
pub fn replace(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) {
        Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Applies `whiteSpace="collapse"`: removes white space at the ends, and replaces every other run of white space with
/// one space. The result is a borrowed part of `text` if no run has to be replaced.
pub fn collapse(text: &str) -> Cow<'_, str> {
    let text = trim(text);
    let mut after_space = false;
    let is_collapsed = text.bytes().all(|byte| {
        let is_kept = match byte {
            b' ' => !after_space,
            b'\t' | b'\n' | b'\r' => false,
            _ => true,
        };
        after_space = byte == b' ';
        is_kept
    });
    if is_collapsed {
        return Cow::Borrowed(text);
    }
    let mut collapsed = String::with_capacity(text.len());
    for item in items(text) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(item);
    }
    Cow::Owned(collapsed)
}

/// Returns the items of a list type, which are separated by white space.
pub fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_white_space).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, replaced: &str, collapsed: &str) {
        assert_eq!(replace(text), replaced, "replace {text:?}");
        assert_eq!(matches!(replace(text), Cow::Borrowed(_)), text == replaced, "replace {text:?} borrows");
        assert_eq!(collapse(text), collapsed, "collapse {text:?}");
        assert_eq!(matches!(collapse(text), Cow::Borrowed(_)), text.contains(collapsed), "collapse {text:?} borrows");
        assert_eq!(collapse(collapsed), collapsed);
        assert_eq!(trim(text), text.trim_matches([' ', '\t', '\n', '\r']));
        assert_eq!(items(text).collect::<Vec<_>>().join(" "), collapsed);
    }

    #[test]
    fn normalises() {
        check("", "", "");
        check(" ", " ", "");
        check("\r\n\t ", "    ", "");
        check("a", "a", "a");
        check("a b c", "a b c", "a b c");
        check("a  b", "a  b", "a b");
        check("a\tb", "a b", "a b");
        check("\na b\n", " a b ", "a b");
        check(" a \r\n b ", " a    b ", "a b");
        check("  ü\u{a0}\u{2003}日  ", "  ü\u{a0}\u{2003}日  ", "ü\u{a0}\u{2003}日");
        check("\u{b}a\u{c}\0", "\u{b}a\u{c}\0", "\u{b}a\u{c}\0");
    }
}
