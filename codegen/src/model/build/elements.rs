//! Global elements, references to elements, and substitution groups.

use super::builder::{Builder, Owner};
use super::fields::Variants;
use super::types::TypeUse;
use crate::diagnostics::Diagnostic;
use crate::model::binding_path::BindingPath;
use crate::model::content::Occurs;
use crate::model::coverage::PartKind;
use crate::model::docs::Docs;
use crate::model::ir::{Element, ItemId, ItemKind, Row, RowKind, Ty};
use crate::model::naming;
use crate::model::versions::Since;
use crate::schema::{ElementDeclaration, ElementId, QName, TypeId};

impl Builder<'_> {
    pub(super) fn element(&mut self, id: ElementId, declaration: &ElementDeclaration) {
        let name = &declaration.name;
        let module = self.namespaces.module_of(name.namespace.as_ref());
        let path = self.namespaces.path(name);
        let stem = naming::ty(&name.local);
        let file = self.element_type_file(declaration, module, &stem);
        let owner = Owner { path, stem: stem.clone(), module, file, is_relaxed: false };
        let Some((ty, mut row)) = self.element_use(id, &owner) else { return };
        let since = self.since_of_element(declaration);
        row.since = since.version;
        let in_schema = declaration.documentation.as_deref();
        let docs = Docs::documentation(self.sentence(PartKind::Other, &owner.path, Some(declaration.ty), in_schema))
            .line(format!(
                "Element `{}`{}.{}",
                owner.path,
                self.versions.suffix(since),
                self.alias_docs(declaration.ty, module)
            ))
            .build();
        let name = match &row.kind {
            // The head of a substitution group has the name of its enum. This name can equal the name of a constant, because an enum
            // has no constructor that would hide the constant.
            RowKind::Choice(item) => {
                let name = self.item_name(*item).to_owned();
                self.modules[module].element_names.reserve(&name);
                name
            }
            _ => self.modules[module].element_names.take(stem),
        };
        self.modules[module]
            .elements
            .insert(declaration.name.clone(), Element { name, ty, row, since, docs, gate: None });
    }

    /// Returns the name of the file for the anonymous type of a global element. If the type is named, its items are in another file,
    /// and the returned name has no effect.
    fn element_type_file(&mut self, declaration: &ElementDeclaration, module: usize, stem: &str) -> String {
        let is_anonymous = match declaration.ty {
            TypeId::Simple(id) => self.schema.simple_type(id).name.is_none(),
            TypeId::Complex(id) => self.schema.complex_type(id).name.is_none(),
        };
        let file = naming::module(&format!("{stem}Type"));
        if is_anonymous { self.modules[module].file_names.take(file) } else { file }
    }

    /// Returns the type and the row of an element; `None` for an abstract element without substitutes, which cannot
    /// occur.
    pub(super) fn element_use(&mut self, id: ElementId, inner: &Owner) -> Option<(Ty, Row)> {
        let declaration = self.schema.element(id);
        if self.is_substituted(id) {
            let item = self.substitution_item(id);
            return Some((Ty::Item(item), Row::new(RowKind::Choice(item))));
        }
        if declaration.is_abstract {
            self.notes.push(
                Diagnostic::note(format!(
                    "no code is generated for element `{}`, which is abstract and has no substitutes",
                    self.namespaces.prefixed(&declaration.name)
                ))
                .at(declaration.span),
            );
            return None;
        }
        let used = self.element_type_use(declaration, inner);
        let mut row = used.row(RowKind::Element(declaration.name.clone()));
        row.value = match self.schema.text_type(declaration.ty) {
            Some(ty) => self.stated_value(ty, declaration.value.as_ref(), &declaration.value_names),
            None => declaration.value.clone(),
        };
        row.since = self.versions.row(&inner.path);
        self.use_document_namespace(&mut row, &inner.path);
        Some((used.ty, row))
    }

    /// Replaces the namespace in an element's row with the namespace in documents, if `spoken` in bindings.toml lists the element.
    pub(super) fn use_document_namespace(&self, row: &mut Row, path: &BindingPath) {
        if let RowKind::Element(name) = &mut row.kind
            && let Some(spoken) = self.bindings.spoken_row(path).and_then(|prefix| self.namespaces.of_prefix(prefix))
            && name.namespace.as_ref() != Some(&spoken)
        {
            let spoken = QName { namespace: Some(spoken), local: name.local.clone() };
            row.in_schema = Some(std::mem::replace(name, spoken));
        }
    }

    /// Returns the first version that has a global element.
    pub(super) fn since_of_element(&self, declaration: &ElementDeclaration) -> Since {
        let ty = self.type_name(declaration.ty).map(|name| self.namespaces.path(name));
        self.versions.of_element(&self.namespaces.path(&declaration.name), ty.as_ref())
    }

    /// Returns the Rust type and the row properties of an element. The type includes `Nillable` and `Secret`.
    pub(super) fn element_type_use(&mut self, declaration: &ElementDeclaration, inner: &Owner) -> TypeUse {
        let explicit = match declaration.ty {
            TypeId::Simple(id) => self.explicit_item(id),
            TypeId::Complex(_) => None,
        };
        let mut used = match explicit {
            Some(item) => TypeUse::plain(Ty::Item(item)),
            None => self.type_use(declaration.ty, inner),
        };
        used.ty = self.secret(used.ty, &inner.path);
        if declaration.nillable {
            used.ty = used.ty.nillable();
        }
        used
    }

    /// Returns whether other elements may substitute an element.
    pub(super) fn is_substituted(&self, id: ElementId) -> bool {
        self.schema.substitutes(id).iter().any(|&member| member != id)
    }

    pub(super) fn substitution_item(&mut self, head: ElementId) -> ItemId {
        if let Some(&item) = self.substitutions.get(&head) {
            return item;
        }
        let name = &self.schema.element(head).name;
        let module = self.namespaces.module_of(name.namespace.as_ref());
        let path = self.namespaces.path(name);
        let name = naming::ty(&name.local);
        let file = self.group_file(module, &name);
        let owner = Owner { path: path.clone(), stem: name.clone(), module, file, is_relaxed: false };
        let item = self.add_item(name, &owner);
        self.substitutions.insert(head, item);
        let mut variants = Variants::default();
        for member in self.schema.substitutes(head) {
            let declaration = self.schema.element(member);
            // `substitutes` includes indirect members, so a member does not need the enum of its own substitution group.
            let inner =
                Owner { path: self.namespaces.path(&declaration.name), ..owner.member(&declaration.name.local) };
            let used = self.element_type_use(declaration, &inner);
            let mut row = used.row(RowKind::Element(declaration.name.clone()));
            row.since = self.since_of_element(declaration).version;
            let docs = self.element_docs(PartKind::Other, declaration, Occurs::ONCE, &inner);
            variants.push(naming::variant(&declaration.name.local), used.ty, row, docs);
        }
        let documentation = self.schema.element(head).documentation.as_deref();
        let docs = Docs::documentation(self.sentence(PartKind::Other, &path, None, documentation))
            .line(format!("The substitution group of element `{path}`: any of its members."))
            .build();
        self.set(item, ItemKind::choice(variants.finish(item, &self.declared)), docs);
        item
    }
}
