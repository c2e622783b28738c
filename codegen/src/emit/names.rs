//! Names and types as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::model::{ItemId, Model, Ty};

/// Prints names as they are seen from one module.
#[derive(Clone, Copy)]
pub(crate) struct Names<'m> {
    pub(crate) model: &'m Model,
    pub(crate) module: usize,
    /// Whether they stand in the module of elements, where a type of the same name as an element would be hidden.
    pub(crate) in_elements: bool,
}

impl Names<'_> {
    pub(crate) fn item(&self, id: ItemId) -> TokenStream {
        let item = &self.model.items[id.0];
        let name = ident(&item.name);
        if item.module == self.module {
            return if self.in_elements {
                quote! { super::#name }
            } else {
                quote! { #name }
            };
        }
        let module = ident(&self.model.modules[item.module].name);
        quote! { #module::#name }
    }

    /// As [`Self::item`], for a macro's row.
    pub(crate) fn item_text(&self, id: ItemId) -> String {
        let item = &self.model.items[id.0];
        if item.module == self.module {
            return if self.in_elements { format!("super::{}", item.name) } else { item.name.clone() };
        }
        format!("{}::{}", self.model.modules[item.module].name, item.name)
    }

    pub(crate) fn ty(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Std("()") => quote! { () },
            Ty::Std(name) => {
                let name = ident(name);
                quote! { #name }
            }
            Ty::Runtime(name) => {
                let name = ident(name);
                quote! { xml::#name }
            }
            Ty::Item(id) => self.item(*id),
            Ty::Option(inner) => {
                let inner = self.ty(inner);
                quote! { Option<#inner> }
            }
            Ty::Vec(inner) => {
                let inner = self.ty(inner);
                quote! { Vec<#inner> }
            }
            Ty::Boxed(inner) => {
                let inner = self.ty(inner);
                quote! { Box<#inner> }
            }
            Ty::Nillable(inner) => {
                let inner = self.ty(inner);
                quote! { xml::Nillable<#inner> }
            }
        }
    }

    /// As [`Self::ty`], for a macro's row.
    pub(crate) fn ty_text(&self, ty: &Ty) -> String {
        match ty {
            Ty::Std(name) => (*name).to_owned(),
            Ty::Runtime(name) => format!("xml::{name}"),
            Ty::Item(id) => self.item_text(*id),
            Ty::Option(inner) => format!("Option<{}>", self.ty_text(inner)),
            Ty::Vec(inner) => format!("Vec<{}>", self.ty_text(inner)),
            Ty::Boxed(inner) => format!("Box<{}>", self.ty_text(inner)),
            Ty::Nillable(inner) => format!("xml::Nillable<{}>", self.ty_text(inner)),
        }
    }

    /// The constant of a namespace.
    pub(crate) fn namespace(&self, uri: Option<&str>) -> &str {
        match uri {
            None => "NONE",
            Some(crate::model::XML) => "XML",
            Some(crate::model::XSI) => "XSI",
            Some(uri) => {
                self.model.namespaces.iter().find(|known| known.uri == uri).map_or("NONE", |known| &known.constant)
            }
        }
    }
}

/// An identifier, raw where its name says so.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// The name of a module's file.
pub(crate) fn file_stem(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}
