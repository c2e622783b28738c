//! The attribute that leaves out a part of the code without its feature.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Gate;

/// `#[cfg(feature = "mail")]`, or nothing for code that every build contains.
pub(crate) fn gate(gate: &Option<Gate>) -> Option<TokenStream> {
    let feature = &gate.as_ref()?.feature;
    Some(quote! { #[cfg(feature = #feature)] })
}
