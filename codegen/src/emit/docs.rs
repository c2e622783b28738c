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

/// The text after the slashes. A line break would end the comment.
fn comment(line: &str) -> String {
    format!(" {}", line.replace(char::is_control, " ")).trim_end().to_owned()
}
