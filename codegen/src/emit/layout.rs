//! Tokens as the text of a file.
//!
//! `prettyplease` prints definitions. Macro calls and imports are printed here: a formatter does not look into macros and would
//! fill lines with imports, and a review needs lines that change alone. So a row is a line, however long, and a list of imports
//! that does not fit on a line has a line for each name.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta};

use super::spacing::line;

/// The width of the longest list of imports that is printed on one line.
const MAX_WIDTH: usize = 120;

/// Prints a file after its header. An empty line separates items, but not imports from the module or the imports before them.
pub(crate) fn file(header: &str, tokens: TokenStream) -> Result<String, String> {
    let file: syn::File = syn::parse2(tokens.clone()).map_err(|error| format!("{error}: {tokens}"))?;
    let mut out = format!("{header}\n");
    let mut is_in_docs = false;
    for attribute in &file.attrs {
        let docs = doc_comment(attribute);
        if !(is_in_docs && docs.is_some()) {
            out.push('\n');
        }
        is_in_docs = docs.is_some();
        out += &docs.unwrap_or_else(|| line(attribute.to_token_stream()));
        out.push('\n');
    }
    let mut previous = None;
    for item in file.items {
        if !(is_import(&item) && matches!(previous, Some(Item::Mod(_) | Item::Use(_)))) {
            out.push('\n');
        }
        out += &self::item(item.clone());
        previous = Some(item);
    }
    Ok(out)
}

fn is_import(item: &Item) -> bool {
    matches!(item, Item::Use(import) if import.attrs.is_empty())
}

fn item(item: Item) -> String {
    if let Item::Macro(call) = item {
        return rows(call.into_token_stream(), 0);
    }
    if !is_import(&item) {
        return prettyplease::unparse(&syn::File { shebang: None, attrs: Vec::new(), items: vec![item] });
    }
    let line = line(item.to_token_stream());
    if line.len() <= MAX_WIDTH { line + "\n" } else { rows(item.into_token_stream(), 0) }
}

/// Prints a line for every row. A row ends with `;` or with braces, whose content is printed one level deeper. In a list, which
/// has neither, it ends with `,`.
fn rows(tokens: TokenStream, depth: usize) -> String {
    let is_list = !tokens.clone().into_iter().any(|token| is_punct(&token, ';') || braces(&token).is_some());
    let indent = "    ".repeat(depth);
    let mut out = String::new();
    let mut row = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if let Some(docs) = tokens.peek().and_then(|next| row_docs(&token, next)) {
            tokens.next();
            out += &format!("{indent}{docs}\n");
            continue;
        }
        let content = braces(&token).filter(|content| !content.is_empty());
        let is_end = match tokens.peek() {
            None => true,
            Some(next) if is_punct(next, if is_list { ',' } else { ';' }) => false,
            Some(_) => braces(&token).is_some() || is_punct(&token, if is_list { ',' } else { ';' }),
        };
        match content {
            Some(content) => {
                row.extend([TokenTree::Group(Group::new(Delimiter::Brace, TokenStream::new()))]);
                let braces = line(std::mem::take(&mut row));
                let end = if is_end { "" } else { ";" };
                out += &format!("{indent}{}{{\n{}{indent}}}{end}\n", &braces[..braces.len() - 2], rows(content, depth + 1));
                if !is_end {
                    tokens.next();
                }
            }
            None => {
                row.extend([token]);
            }
        }
        if is_end && !row.is_empty() {
            out += &format!("{indent}{}\n", line(std::mem::take(&mut row)));
        }
    }
    out
}
