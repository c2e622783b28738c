//! The root module: declarations of modules, the lists of elements, and the versions of the protocol.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::element;
use super::literal::literal;
use super::names::ident;
use crate::model::Model;

pub(crate) fn file(model: &Model, runtime: &syn::Path) -> TokenStream {
    let elements = model.has_common_elements().then(|| quote! { pub mod elements; pub mod prelude; });
    let own_elements = element::module(model);
    let operations = (!model.operations.is_empty()).then(|| quote! { pub mod operations; });
    let modules = model.modules.iter().map(|module| ident(&module.name));
    let with_elements =
        model.modules.iter().filter(|module| !module.elements.is_empty()).map(|module| ident(&module.name));
    let versions = model.versions.iter().map(|version| {
        let (name, title) = (literal(&version.name), literal(&version.title));
        quote! { xml::Version::new(#name, #title) }
    });
    let versions = model.versions.first().map(|first| {
        let comment = docs(&[
            "The versions of the protocol, from the oldest to the newest: the name in messages, and the title in docs."
                .to_owned(),
            String::new(),
            format!("Types, elements and operations whose docs state no version exist since {}.", first.title),
        ]);
        quote! {
            #comment
            pub const VERSIONS: &[xml::Version] = &[#(#versions),*];
        }
    });
    // In a build without some features, imports can be unused, and `pub` items can be unreachable.
    let unused = (!model.features.is_empty()).then(|| quote! { unreachable_pub, unused_imports, });
    quote! {
        //! Types and elements as the schemas declare them.
        #![allow(
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::upper_case_acronyms,
            rustdoc::redundant_explicit_links,
            #unused
            reason = "names and shapes are those of the schemas"
        )]

        use #runtime::xml;

        pub mod namespaces;
        #operations
        #elements
        #(pub mod #modules;)*

        /// The global elements of each module, by name.
        pub const ELEMENTS: &[&[xml::ElementEntry]] = &[#(#with_elements::#own_elements::ELEMENTS),*];

        #versions
    }
}
