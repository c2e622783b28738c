//! Doc comments.

use proc_macro2::TokenStream;
use quote::quote;

/// The doc comment of an item.
pub(crate) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| comment(line));
    quote! { #(#[doc = #lines])* }
}

/// The doc comment of a file.
pub(crate) fn inner_docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| comment(line));
    quote! { #(#![doc = #lines])* }
}

/// Returns the text of a line of a doc comment, as it follows `///`.
fn comment(line: &str) -> String {
    // Most lines are printable ASCII. Checking that is faster than `replace`.
    let is_plain = line.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let text = if is_plain { format!(" {line}") } else { format!(" {}", line.replace(is_hidden, " ")) };
    text.trim_end().to_owned()
}

/// Returns whether a character is a control character, a line or paragraph separator, or a character that changes the direction of
/// text. rustc rejects comments with characters of the last kind: those that change the direction.
fn is_hidden(c: char) -> bool {
    let is_direction =
        matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || is_direction || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn hidden_characters_are_spaces() {
        assert_eq!(comment("a\u{202E}b\u{2066}c\u{9B}d\u{2028}e"), " a b c d e");
        assert_eq!(comment("é\u{301} हिन्दी"), " é\u{301} हिन्दी");
    }
}
