//! Names and types as tokens.

use std::cell::RefCell;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::imports::Imports;
use crate::model::{ElementRef, ItemId, Model, Ty};

/// Prints names as one file sees them, and records the names that the file has to import.
pub(crate) struct Names<'m> {
    pub(crate) model: &'m Model,
    place: Place<'m>,
    imports: RefCell<Imports>,
}

/// The kinds of file that name items.
#[derive(Clone, Copy)]
pub(crate) enum Place<'m> {
    /// A file of types in a module, and the items that it defines.
    Types { module: usize, items: &'m [ItemId] },
    /// The file of a module's elements. An element may have the name of a type, so types are not imported.
    Elements { module: usize },
    /// The file of the operations.
    Operations,
}

impl<'m> Names<'m> {
    pub(crate) fn new(model: &'m Model, place: Place<'m>) -> Self {
        Self { model, place, imports: RefCell::default() }
    }

    /// The `use` declarations for the names that were printed.
    pub(crate) fn imports(&self) -> String {
        let root = if matches!(self.place, Place::Operations) { "super" } else { "super::super" };
        self.imports.borrow().print(root)
    }

    /// Records that the file uses the runtime.
    pub(crate) fn use_runtime(&self) {
        self.imports.borrow_mut().add_root("xml");
    }

    /// Records that the file uses a constant of the module of namespaces.
    pub(crate) fn use_namespace(&self, constant: &str) {
        self.imports.borrow_mut().add_namespace(constant);
    }

    fn use_module(&self, module: usize) -> &'m str {
        let name = &self.model.modules[module].name;
        self.imports.borrow_mut().add_root(name);
        name
    }

    pub(crate) fn item(&self, id: ItemId) -> TokenStream {
        let item = &self.model.items[id.0];
        let name = ident(&item.name);
        match self.place {
            Place::Types { module, items } if item.module == module => {
                if !items.contains(&id) {
                    self.imports.borrow_mut().add_sibling(&item.name);
                }
                quote! { #name }
            }
            Place::Elements { module } if item.module == module => quote! { super::#name },
            _ => {
                let module = ident(self.use_module(item.module));
                quote! { #module::#name }
            }
        }
    }

    /// `messages::elements::GetItem`.
    pub(crate) fn element_text(&self, element: &ElementRef) -> String {
        format!("{}::elements::{}", self.use_module(element.module), element.name)
    }

    /// As [`Self::item`], for a macro's row.
    pub(crate) fn item_text(&self, id: ItemId) -> String {
        self.item(id).to_string().replace(' ', "")
    }

    pub(crate) fn ty(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Std("()") => quote! { () },
            Ty::Std(name) => {
                let name = ident(name);
                quote! { #name }
            }
            Ty::Runtime(name) => {
                self.use_runtime();
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
                self.use_runtime();
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
                let Some(known) = self.model.namespaces.iter().find(|known| known.uri == uri) else { return "NONE" };
                self.use_namespace(&known.constant);
                &known.constant
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
