//! The `use` declarations of a generated file.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The paths that a file imports.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    /// Names in the root module of the generated code: `xml`, and the modules of namespaces.
    pub(crate) root: Paths,
    /// Constants of the module `namespaces`.
    pub(crate) namespaces: Paths,
    /// Items that other files of the same namespace define.
    pub(crate) siblings: Paths,
}

/// A set of paths, sorted by their text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths(BTreeMap<String, TokenStream>);

impl Paths {
    /// Returns `path::name` or `path::{name, name}`; `None` if there are no names.
    fn tree(&self, path: TokenStream) -> Option<TokenStream> {
        let names = self.0.values();
        match names.len() {
            0 => None,
            1 => Some(quote! { #path::#(#names)* }),
            _ => Some(quote! { #path::{#(#names),*} }),
        }
    }

    pub(crate) fn insert(&mut self, path: impl ToTokens) {
        let path = path.into_token_stream();
        self.0.insert(path.to_string(), path);
    }
}

/// Returns `use path::name;` or `use path::{name, name};` for the start `use path`; no tokens if there are no names.
pub(crate) fn declaration(start: TokenStream, names: &Paths) -> TokenStream {
    names.tree(start).map(|tree| quote! { #tree; }).unwrap_or_default()
}
