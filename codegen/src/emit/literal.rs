//! String literals.

use proc_macro2::Literal;

/// A string literal in ASCII.
///
/// [`Literal::string`] would keep the letters of all scripts, among them those that are written from right to left.
pub(crate) fn literal(text: &str) -> Literal {
    format!("\"{}\"", text.escape_default()).parse().unwrap_or_else(|_| Literal::string(text))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_is_ascii_and_has_the_same_value() {
        for text in ["", "item:Subject", "\"\\'", "\0\r\n\t\u{7f}", "größe 日付 \u{202e} \u{1d7ce}"] {
            let literal = literal(text);
            assert!(literal.to_string().is_ascii(), "{literal}");
            let parsed: syn::LitStr = syn::parse_str(&literal.to_string()).unwrap();
            assert_eq!(parsed.value(), text);
        }
    }
}
