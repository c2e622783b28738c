//! Simple and complex types: their items, and references to them.

use super::builder::{Builder, Owner};
use crate::model::ir::{FacetsUse, ItemId, Items, Row, RowKind, Ty};
use crate::model::naming;
use crate::schema::{ComplexTypeId, QName, TypeId, WhiteSpace};

impl Builder<'_> {
    /// Reserves the Rust name, the item and the file of a named type. `fill` builds the item later.
    pub(super) fn reserve(&mut self, ty: TypeId, name: &QName) -> Owner {
        let module = self.namespaces.module_of(name.namespace.as_ref());
        let path = self.namespaces.path(name);
        let rust_name = self.bindings.name(&path).map_or_else(|| naming::ty(&name.local), str::to_owned);
        let rust_name = self.modules[module].types.take(rust_name);
        let file = self.modules[module].file_names.take(naming::module(&rust_name));
        let is_relaxed = self.is_relaxed(ty);
        let owner = Owner { path, stem: naming::stem(&rust_name).to_owned(), module, file, is_relaxed };
        let id = self.reserve_item(rust_name, &owner);
        self.item_of.insert(ty, id);
        owner
    }

    /// Returns whether bindings.toml lists an ancestor of the type in `optional_extensions`, so that the own members of the type are
    /// optional.
    fn is_relaxed(&self, ty: TypeId) -> bool {
        let TypeId::Complex(mut id) = ty else { return false };
        while let TypeId::Complex(base) = self.schema.complex_type(id).base {
            let Some(name) = &self.schema.complex_type(base).name else { return false };
            if self.bindings.has_optional_extensions(&self.namespaces.path(name)) {
                return true;
            }
            if base == id || self.schema.complex_type(base).is_built_in() {
                return false;
            }
            id = base;
        }
        false
    }

    /// Returns the owner of items that belong to a named complex type.
    pub(super) fn owner_of(&self, id: ComplexTypeId) -> Option<Owner> {
        self.owner_of_item(self.schema.complex_type(id).name.as_ref()?, TypeId::Complex(id))
    }

    /// Returns the owner of items that belong to a named type.
    pub(super) fn owner_of_item(&self, name: &QName, ty: TypeId) -> Option<Owner> {
        let item = *self.item_of.get(&ty)?;
        let module = self.namespaces.module_of(name.namespace.as_ref());
        let (file, _) = self.modules[module].files.iter().find(|(_, items)| items.contains(&item))?;
        Some(Owner {
            path: self.namespaces.path(name),
            stem: naming::stem(self.item_name(item)).to_owned(),
            module,
            file: file.clone(),
            is_relaxed: self.is_relaxed(ty),
        })
    }

    pub(super) fn fill(&mut self, ty: TypeId, owner: &Owner) {
        let Some(&item) = self.item_of.get(&ty) else { return };
        match ty {
            TypeId::Simple(id) => self.fill_simple(id, item, owner),
            TypeId::Complex(id) => self.fill_complex(id, item, owner),
        }
    }

    /// Returns the Rust type and the row properties of a type. An anonymous type is built at its first reference.
    pub(super) fn type_use(&mut self, ty: TypeId, owner: &Owner) -> TypeUse {
        match ty {
            TypeId::Simple(id) => self.simple_use(id, owner),
            TypeId::Complex(id) => self.complex_use(id, owner),
        }
    }

    /// Returns the item of a type. An anonymous type is built at the first call and named after its owner.
    pub(super) fn item_for(&mut self, ty: TypeId, owner: &Owner) -> ItemId {
        if let Some(&item) = self.item_of.get(&ty) {
            return item;
        }
        let name = self.bindings.name(&owner.path.ty()).map_or_else(|| format!("{}Type", owner.stem), str::to_owned);
        let item = self.add_item(name, owner);
        self.item_of.insert(ty, item);
        self.fill(ty, owner);
        item
    }
}

/// A reference to a schema type: the Rust type, and the properties of the row.
#[derive(Clone, Debug)]
pub(super) struct TypeUse {
    pub(super) ty: Ty,
    pub(super) items: Items,
    pub(super) white_space: WhiteSpace,
    pub(super) facets: Option<FacetsUse>,
}

impl TypeUse {
    pub(super) fn plain(ty: Ty) -> Self {
        Self { ty, items: Items::None, white_space: WhiteSpace::Preserve, facets: None }
    }

    /// Returns the row of an element, an attribute or a text of this type.
    pub(super) fn row(&self, kind: RowKind) -> Row {
        Row { items: self.items.clone(), white_space: self.white_space, facets: self.facets, ..Row::new(kind) }
    }
}
