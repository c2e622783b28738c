//! Tokens as one line of text, spaced as in `choice::<ItemType>().facets(&A)` and `Name(T, "x"): Base`.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

pub(crate) fn to_line(tokens: TokenStream) -> String {
    let mut words = Vec::new();
    collect(tokens, &mut words);
    let mut out = String::new();
    let mut previous = None;
    for word in &words {
        if previous.is_some_and(|previous| is_apart(previous, word)) {
            out.push(' ');
        }
        out.push_str(word);
        previous = Some(word);
    }
    out
}

/// Appends the text of every token; `::` is one word.
fn collect(tokens: TokenStream, words: &mut Vec<String>) {
    let mut is_joint = false;
    for token in tokens {
        let (text, joins) = match token {
            TokenTree::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                words.push(open.to_owned());
                collect(group.stream(), words);
                (close.to_owned(), false)
            }
            TokenTree::Punct(punct) => {
                (punct.as_char().to_string(), punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
            }
            TokenTree::Ident(ident) => (ident.to_string(), false),
            TokenTree::Literal(literal) => (literal.to_string(), false),
        };
        match words.last_mut() {
            Some(last) if is_joint => last.push_str(&text),
            _ => words.push(text),
        }
        is_joint = joins;
    }
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}

/// Returns whether a space separates two words.
fn is_apart(previous: &str, next: &str) -> bool {
    match (previous, next) {
        ("," | "!", "(") => previous == ",",
        ("!", "{") => true,
        ("" | "(" | "[" | "{" | "::" | "." | "&" | "#" | "!" | "<", _) => false,
        (_, "" | ")" | "]" | "}" | "::" | "." | "," | ";" | ":" | "!" | "<" | ">" | "(") => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn spaces_are_where_a_reader_expects_them() {
        let check = |tokens: TokenStream, expected: &str| assert_eq!(to_line(tokens), expected);
        check(
            quote! { r#box: choice::<types::A>().items(1, MANY).facets(&A_FACETS); },
            "r#box: choice::<types::A>().items(1, MANY).facets(&A_FACETS);",
        );
        check(quote! { A("A", T): Base }, r#"A("A", T): Base"#);
        check(quote! { any(ONE_OF(&[A, NONE])), from Vec<Box<B>> }, "any(ONE_OF(&[A, NONE])), from Vec<Box<B>>");
        check(quote! { request: m::A [m::B, m::C]; }, "request: m::A [m::B, m::C];");
        check(quote! { T = "urn:t" as "t", named only; }, r#"T = "urn:t" as "t", named only;"#);
        check(quote! { pub use super::{A, B}; }, "pub use super::{A, B};");
        check(quote! { xml::element!(A((), (B)): text()); }, "xml::element!(A((), (B)): text());");
        check(quote! { #![allow(a::b, reason = "c")] }, r#"#![allow(a::b, reason = "c")]"#);
        check(quote! { xml::group! {} }, "xml::group! {}");
    }
}
