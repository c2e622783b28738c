//! Names and types as tokens.

use std::cell::{Cell, RefCell};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::imports::{Imports, declaration};
use super::literal::literal;
use crate::model::{ElementRef, FacetsUse, Gate, ItemId, Model, Ty};
use crate::schema::QName;
use crate::xsd::{XML, XSI};

/// A printer for the names and types in one generated file. Records the imports that the file needs.
pub(crate) struct Names<'m> {
    pub(crate) model: &'m Model,
    place: Place<'m>,
    imports: RefCell<Imports>,
    /// True while gated code is printed. Gated code refers to types by path, because an import would fail in builds without the types.
    is_gated: Cell<bool>,
}

/// The kind of a generated file that refers to items.
#[derive(Clone, Copy)]
pub(crate) enum Place<'m> {
    /// A file of types: its module, and the items that it defines.
    Types { module: usize, items: &'m [ItemId] },
    /// The elements of a module. An element can have the name of a type, so types of the module are not imported, but printed as
    /// `super::Name`.
    Elements { module: usize },
    /// The operations.
    Operations,
}

impl<'m> Names<'m> {
    pub(crate) fn new(model: &'m Model, place: Place<'m>) -> Self {
        Self { model, place, imports: RefCell::default(), is_gated: Cell::new(false) }
    }

    /// Returns the `use` declarations for all names that were printed so far.
    pub(crate) fn imports(&self) -> TokenStream {
        let imports = self.imports.borrow();
        let root = match self.place {
            Place::Types { .. } | Place::Elements { .. } => quote! { use super::super },
            Place::Operations => quote! { use super },
        };
        let namespaces = declaration(quote! { #root::namespaces }, &imports.namespaces);
        let modules = declaration(root, &imports.root);
        let siblings = declaration(quote! { use super }, &imports.siblings);
        quote! { #namespaces #modules #siblings }
    }

    /// Calls `print`. If there is a gate, the types that `print` names are not imported.
    pub(crate) fn in_gate<T>(&self, gate: &Option<Gate>, print: impl FnOnce() -> T) -> T {
        self.is_gated.set(gate.is_some());
        let printed = print();
        self.is_gated.set(false);
        printed
    }

    /// Returns the name of the runtime's module `xml`, and imports it.
    pub(crate) fn xml(&self) -> Ident {
        let xml = ident("xml");
        self.imports.borrow_mut().root.insert(&xml);
        xml
    }

    pub(crate) fn item(&self, id: ItemId) -> TokenStream {
        let item = &self.model.items[id.0];
        let name = ident(&item.name);
        match self.place {
            Place::Types { module, items } if module == item.module && self.is_gated.get() && !items.contains(&id) => {
                quote! { super::#name }
            }
            Place::Types { module, items } if module == item.module => {
                if !items.contains(&id) {
                    self.imports.borrow_mut().siblings.insert(&name);
                }
                quote! { #name }
            }
            Place::Elements { module } if module == item.module => quote! { super::#name },
            _ => {
                let module = self.module(item.module);
                quote! { #module::#name }
            }
        }
    }

    pub(crate) fn element(&self, element: &ElementRef) -> TokenStream {
        let module = self.module(element.module);
        let name = ident(&element.name);
        quote! { #module::elements::#name }
    }

    fn module(&self, module: usize) -> Ident {
        let module = ident(&self.model.modules[module].name);
        self.imports.borrow_mut().root.insert(&module);
        module
    }

    pub(crate) fn ty(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Std("()") => quote! { () },
            Ty::Std("&str") => quote! { &str },
            Ty::Std(name) => {
                let name = ident(name);
                quote! { #name }
            }
            Ty::Runtime(name) => {
                let xml = self.xml();
                let name = ident(name);
                quote! { #xml::#name }
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
                let xml = self.xml();
                let inner = self.ty(inner);
                quote! { #xml::Nillable<#inner> }
            }
            Ty::Spelled(inner) => {
                let xml = self.xml();
                let inner = self.ty(inner);
                quote! { #xml::Spelled<#inner> }
            }
        }
    }

    /// A reference to a constant of facets.
    pub(crate) fn facets(&self, facets: FacetsUse) -> TokenStream {
        match facets {
            FacetsUse::Runtime(name) => {
                let xml = self.xml();
                let name = ident(name);
                quote! { #xml::facets::#name }
            }
            FacetsUse::Item(id) => self.item(id),
        }
    }

    /// Returns the constant of a namespace, and imports it. `NONE`, `XML` and `XSI` need no import: the macros bring them into scope.
    pub(crate) fn namespace(&self, uri: Option<&str>) -> Ident {
        match uri {
            None => ident("NONE"),
            Some(XML) => ident("XML"),
            Some(XSI) => ident("XSI"),
            Some(uri) => match self.model.namespaces.iter().find(|namespace| namespace.uri == uri) {
                None => ident("NONE"),
                Some(namespace) => self.constant(&namespace.constant),
            },
        }
    }

    /// Returns the path of a macro of the runtime that defines elements or implements traits for a type. Also imports `NAMESPACES`,
    /// which the expansion of the macro uses.
    pub(crate) fn schema_macro(&self, name: &str) -> TokenStream {
        self.constant("NAMESPACES");
        let xml = self.xml();
        let name = ident(name);
        quote! { #xml::#name }
    }

    fn constant(&self, name: &str) -> Ident {
        let name = ident(name);
        self.imports.borrow_mut().namespaces.insert(&name);
        name
    }

    /// Returns the arguments for a qualified name: `T, "Subject"`.
    pub(crate) fn qname(&self, name: &QName) -> TokenStream {
        let namespace = self.namespace(name.namespace.as_deref());
        let local = literal(&name.local);
        quote! { #namespace, #local }
    }
}

/// An identifier, which is raw if `name` starts with `r#`.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
