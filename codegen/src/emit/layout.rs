//! Tokens as the text of a file.
//!
//! `prettyplease` prints definitions. This module prints macro calls and imports, because a small change of a schema should
//! change few lines of the output. Formatters leave macro calls as they are, and fill lines with several imports. Here, each row
//! of a macro call is one line, however long. If a list of imports does not fit on one line, each name has its own line.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, File, Item, Lit};

use super::spacing::to_line;

/// The maximum width of a list of imports on one line.
const MAX_WIDTH: usize = 120;

/// Prints a file: the header, and the items with an empty line before each. An import that follows a module declaration or another
/// import has no empty line before it.
pub(crate) fn file(header: &str, tokens: TokenStream) -> Result<String, String> {
    let file: File = syn::parse2(tokens.clone()).map_err(|error| format!("{error}: {tokens}"))?;
    let mut out = format!("{header}\n");
    if !file.attrs.is_empty() {
        out.push('\n');
        out += &formatted(file.attrs, Vec::new());
    }
    let mut follows_imports = false;
    for item in file.items {
        if !(is_import(&item) && follows_imports) {
            out.push('\n');
        }
        follows_imports = matches!(item, Item::Mod(_) | Item::Use(_));
        out += &self::item(item);
    }
    Ok(out)
}

fn item(item: Item) -> String {
    match item {
        Item::Macro(call) => rows(call.into_token_stream(), 0),
        item if is_import(&item) => {
            let line = to_line(item.to_token_stream());
            if line.len() <= MAX_WIDTH { line + "\n" } else { rows(item.into_token_stream(), 0) }
        }
        item => formatted(Vec::new(), vec![item]),
    }
}

fn is_import(item: &Item) -> bool {
    matches!(item, Item::Use(import) if import.attrs.is_empty())
}

fn formatted(attrs: Vec<Attribute>, items: Vec<Item>) -> String {
    prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs, items })
}

/// Prints one line for each row of a macro call. A row ends with `;` or with braces. The content of braces is printed as rows one
/// level deeper. Tokens without `;` and braces are a list, such as the names of an import. In a list, a row ends with `,`.
fn rows(tokens: TokenStream, depth: usize) -> String {
    let is_list = !tokens.clone().into_iter().any(|token| is_punct(&token, ';') || braces(&token).is_some());
    let end = if is_list { ',' } else { ';' };
    let indent = "    ".repeat(depth);
    let mut out = String::new();
    let mut row = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if let Some(docs) = tokens.peek().and_then(|next| docs(&token, next)) {
            tokens.next();
            out += &format!("{indent}///{docs}\n");
        } else if row.is_empty() && is_punct(&token, '#') && tokens.peek().is_some_and(is_brackets) {
            let attribute = tokens.next().map(|brackets| to_line(TokenStream::from_iter([token, brackets])));
            out += &format!("{indent}{}\n", attribute.unwrap_or_default());
        } else if let Some(content) = braces(&token).filter(|content| !content.is_empty()) {
            let head = to_line(std::mem::take(&mut row));
            let space = if head.ends_with("::") { "" } else { " " };
            let content = rows(content, depth + 1);
            let end = tokens.next_if(|next| is_punct(next, end)).map(|end| end.to_string()).unwrap_or_default();
            out += &format!("{indent}{head}{space}{{\n{content}{indent}}}{end}\n");
        } else {
            let is_end = is_punct(&token, end);
            row.extend([token]);
            if is_end || tokens.peek().is_none() {
                let comma = if is_list && !is_end { "," } else { "" };
                out += &format!("{indent}{}{comma}\n", to_line(std::mem::take(&mut row)));
            }
        }
    }
    out
}

/// Returns the text of a doc comment if the two tokens are `#` and `[doc = "…"]`.
fn docs(hash: &TokenTree, attribute: &TokenTree) -> Option<String> {
    let TokenTree::Group(brackets) = attribute else { return None };
    if !is_punct(hash, '#') {
        return None;
    }
    let tokens: Vec<TokenTree> = brackets.stream().into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(name), equals, TokenTree::Literal(text)] if name == "doc" && is_punct(equals, '=') => {
            if let Lit::Str(text) = Lit::new(text.clone()) {
                Some(text.value())
            } else {
                None
            }
        }
        _ => None,
    }
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

fn is_brackets(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
}

/// Returns the content of a group in braces; `None` for other tokens.
fn braces(token: &TokenTree) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use quote::quote;

    use super::*;

    fn check(tokens: TokenStream, expected: &str) {
        assert_eq!(file("// header", tokens).unwrap(), format!("// header\n\n{expected}"));
    }

    #[test]
    fn a_row_is_a_line() {
        check(
            quote! { xml::complex_type! { A("A", T): Base { b: element(T, "B"); c: text(); } } },
            "xml::complex_type! {\n    A(\"A\", T): Base {\n        b: element(T, \"B\");\n        c: text();\n    }\n}\n",
        );
    }

    #[test]
    fn a_name_of_a_list_is_a_line() {
        check(quote! { xml::elements! { A, B, } }, "xml::elements! {\n    A,\n    B,\n}\n");
    }

    #[test]
    fn a_call_in_parentheses_is_a_line() {
        check(quote! { xml::element!(A(B): element(T, "A")); }, "xml::element!(A(B): element(T, \"A\"));\n");
    }

    #[test]
    fn rows_have_docs() {
        check(
            quote! { xml::namespaces! { #[doc = " `urn:t`"] T = "urn:t" as "t"; } },
            "xml::namespaces! {\n    /// `urn:t`\n    T = \"urn:t\" as \"t\";\n}\n",
        );
    }

    #[test]
    fn an_attribute_of_a_row_is_a_line() {
        check(
            quote! { xml::modules! { #[cfg(feature = "a")] b: B; c: C, D; } },
            "xml::modules! {\n    #[cfg(feature = \"a\")]\n    b: B;\n    c: C, D;\n}\n",
        );
    }

    #[test]
    fn imports_follow_their_module_without_an_empty_line() {
        check(quote! { mod a; pub use a::A; mod b; pub use b::B; }, "mod a;\npub use a::A;\n\nmod b;\npub use b::B;\n");
    }

    #[test]
    fn a_long_list_of_imports_has_a_line_for_each_name() {
        let [a, b] = ["A", "B"].map(|name| quote::format_ident!("{}", name.repeat(60)));
        check(quote! { use a::{#a, #b}; }, &format!("use a::{{\n    {a},\n    {b},\n}};\n"));
    }
}
