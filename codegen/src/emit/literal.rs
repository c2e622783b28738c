//! String literals.

use proc_macro2::Literal;

/// Returns a string literal in which characters outside ASCII are escaped.
///
/// [`Literal::string`] does not escape letters, and letters of right-to-left scripts change the order in which editors show code.
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
