//! The attribute `#[cfg]` of code that belongs to a cargo feature.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Gate;

/// Returns an attribute such as `#[cfg(feature = "mail")]`; `None` for code that every build contains.
pub(crate) fn gate(gate: &Option<Gate>) -> Option<TokenStream> {
    let feature = &gate.as_ref()?.feature;
    Some(quote! { #[cfg(feature = #feature)] })
}
