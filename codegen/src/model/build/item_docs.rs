//! The docs of types and elements.

use super::builder::{Builder, Owner};
use super::types::TypeUse;
use crate::model::binding_path::BindingPath;
use crate::model::content::Occurs;
use crate::model::coverage::PartKind;
use crate::model::docs::{Docs, link_target};
use crate::model::ir::{Item, Items, RowKind};
use crate::schema::{ElementDeclaration, QName, TypeId};

impl<'s> Builder<'s> {
    /// Returns the sentence about a part: from the documentation files, or else from the schema. A global element without a sentence
    /// uses the sentence about its type. Also records in the coverage whether the part has a sentence of its own.
    pub(super) fn sentence(
        &self,
        kind: PartKind,
        path: &BindingPath,
        ty: Option<TypeId>,
        in_schema: Option<&str>,
    ) -> Option<String> {
        let sentence = self.documentation.sentence(path).or(in_schema);
        let type_name = ty.and_then(|ty| self.type_name(ty)).map_or("", |name| &name.local);
        self.coverage.borrow_mut().add(kind, path.as_str(), type_name, sentence);
        let of_type = || self.documentation.sentence(&self.namespaces.path(self.type_name(ty?)?));
        let sentence = if kind == PartKind::Other { sentence.or_else(of_type) } else { sentence };
        sentence.map(str::to_owned)
    }

    pub(super) fn type_docs(&self, name: Option<&QName>, documentation: Option<&str>, owner: &Owner) -> Docs {
        let docs = Docs::documentation(self.sentence(PartKind::Type, &owner.path, None, documentation));
        match name {
            Some(name) => {
                let since = self.versions.suffix(self.versions.since(&owner.path));
                docs.line(format!("Schema type `{}`{since}.", self.namespaces.prefixed(name)))
            }
            None => docs.line(format!("The anonymous type of `{}`.", owner.path)),
        }
    }

    pub(super) fn element_docs(
        &self,
        kind: PartKind,
        declaration: &ElementDeclaration,
        occurs: Occurs,
        inner: &Owner,
    ) -> Vec<String> {
        let in_schema = declaration.documentation.as_deref();
        let documentation = self.sentence(kind, &inner.path, Some(declaration.ty), in_schema);
        let in_schema = self.namespaces.prefixed(&declaration.name);
        let (name, in_schema) = match self.bindings.spoken(&inner.path) {
            Some(prefix) => (format!("{prefix}:{}", declaration.name.local), format!(", `{in_schema}` in the schema")),
            None => (in_schema, String::new()),
        };
        Docs::documentation(documentation)
            .line(format!(
                "Element `{name}`{in_schema}, {}{}{}{}.{}",
                Docs::occurs(occurs),
                if declaration.nillable { ", may be nil" } else { "" },
                Docs::value(declaration.value.as_ref()),
                self.versions.member_suffix(&inner.path),
                self.alias_docs(declaration.ty, inner.module)
            ))
            .build()
    }

    /// Returns a sentence that names the schema type of a field or an element; empty for an anonymous type. Without it, docs would not
    /// show a schema type whose alias stands for a type such as `i32`. `module` is the module that contains the docs.
    pub(super) fn alias_docs(&self, ty: TypeId, module: usize) -> String {
        self.type_link(ty, module).map(|link| format!(" Type {link}.")).unwrap_or_default()
    }

    /// Returns the prefixed name of a schema type, as a link if the type has an item. `module` is the module that contains the docs.
    pub(super) fn type_link(&self, ty: TypeId, module: usize) -> Option<String> {
        let name = self.namespaces.prefixed(self.type_name(ty)?);
        // rustdoc warns if the text of a link equals the path of the target, so a name without a prefix is not a link.
        let item = self.item_of.get(&ty).filter(|_| name.contains(':'));
        Some(match item {
            Some(item) => {
                let Item { name: item, module: of, .. } = &self.items[item.0];
                format!("[`{name}`]({})", link_target(item, &self.namespaces.modules[*of].name, *of == module))
            }
            None => format!("`{name}`"),
        })
    }

    pub(super) fn type_name(&self, ty: TypeId) -> Option<&'s QName> {
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
