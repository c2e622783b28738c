//! The docs of types and elements.

use super::builder::{Builder, Owner};
use super::types::TypeUse;
use crate::model::binding_path::BindingPath;
use crate::model::content::Occurs;
use crate::model::docs::Docs;
use crate::model::ir::{Items, RowKind};
use crate::schema::{ElementDeclaration, QName, TypeId};

impl Builder<'_> {
    /// Returns the documentation in bindings.toml, or else that of the schema.
    pub(super) fn documentation(&self, path: &BindingPath, in_schema: Option<&str>) -> Option<String> {
        self.bindings.doc(path).or(in_schema).map(str::to_owned)
    }

    pub(super) fn type_docs(&self, name: Option<&QName>, documentation: Option<&str>, owner: &Owner) -> Docs {
        let docs = Docs::documentation(self.documentation(&owner.path, documentation));
        match name {
            Some(name) => docs.line(format!("Schema type `{}`.", self.namespaces.prefixed(name))),
            None => docs.line(format!("The anonymous type of `{}`.", owner.path)),
        }
    }

    pub(super) fn element_docs(&self, declaration: &ElementDeclaration, occurs: Occurs, inner: &Owner) -> Vec<String> {
        let documentation = self.documentation(&inner.path, declaration.documentation.as_deref());
        Docs::documentation(documentation)
            .line(format!(
                "Element `{}`, {}{}{}.{}",
                self.namespaces.prefixed(&declaration.name),
                Docs::occurs(occurs),
                if declaration.nillable { ", may be nil" } else { "" },
                Docs::value(declaration.value.as_ref()),
                self.alias_docs(declaration.ty)
            ))
            .build()
    }

    /// Returns a sentence with the name of the schema type, which an alias hides.
    pub(super) fn alias_docs(&self, ty: TypeId) -> String {
        self.type_name(ty).map(|name| format!(" Type `{}`.", self.namespaces.prefixed(name))).unwrap_or_default()
    }

    pub(super) fn type_name(&self, ty: TypeId) -> Option<&QName> {
        match ty {
            TypeId::Simple(id) => self.schema.simple_type(id).name.as_ref(),
            TypeId::Complex(id) => self.schema.complex_type(id).name.as_ref(),
        }
    }

    /// Returns a description of the content of a collapsed type.
    pub(super) fn wrapper_docs(&self, used: &TypeUse) -> String {
        let item = match &used.items {
            Items::Children(item) => &item.kind,
            Items::None | Items::Text => &RowKind::Text,
        };
        match item {
            RowKind::Element(name) => {
                format!("an element of this type holds only `{}`, repeated", self.namespaces.prefixed(name))
            }
            RowKind::Choice(_) => "an element of this type holds only a choice of elements, repeated".to_owned(),
            _ => "an element of this type holds only other elements, repeated".to_owned(),
        }
    }
}
