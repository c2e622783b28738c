//! The module with all types and elements, for glob imports.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::gate::gate;
use super::names::ident;
use crate::model::{Element, Gate, Model, RowKind};

/// A type: its module, and the features that enable it.
type Type<'m> = (&'m str, &'m Option<Gate>);

pub(crate) fn file(model: &Model) -> TokenStream {
    let modules: Vec<Ident> = model.modules.iter().map(|module| ident(&module.name)).collect();
    let mut types: BTreeMap<&str, Type<'_>> = BTreeMap::new();
    for module in &model.modules {
        for file in &module.files {
            let names = file.items.iter().map(|id| model.items[id.0].name.as_str());
            types.extend(names.map(|name| (name, (module.name.as_str(), &file.gate))));
        }
    }
    // The enum of a substitution group is both type and element, so there is nothing to choose.
    let elements = model.modules.iter().flat_map(|module| &module.elements);
    let elements = elements.filter(|element| !matches!(element.row.kind, RowKind::Choice(_)));
    let chosen = elements.filter_map(|element| Some(choose(model, element, *types.get(element.name.as_str())?)));
    quote! {
        //! All types and elements, for glob imports.
        //!
        //! If a type and an element have one name, it is that of the element if an operation has it in its body, and else that of the type.
        #![allow(ambiguous_glob_reexports, unused_imports, reason = "namespaces can have equal names")]

        pub use super::{elements::*, #(#modules::*),*};

        #(#chosen)*
    }
}

/// Returns a re-export of an element or of the type with the same name: of the element if it is the body of a request or response,
/// otherwise of the type.
fn choose(model: &Model, element: &Element, (module, type_gate): Type<'_>) -> TokenStream {
    let bodies = model.operations.iter().flat_map(|operation| [&operation.request, &operation.response]);
    let is_body = bodies.filter_map(|body| model.element(body)).any(|body| std::ptr::eq(body, element));
    let name = ident(&element.name);
    if is_body {
        let gate = gate(&element.gate);
        quote! { #gate pub use super::elements::#name; }
    } else {
        let (gate, module) = (gate(type_gate), ident(module));
        quote! { #gate pub use super::#module::#name; }
    }
}
