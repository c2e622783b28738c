//! Types, simple or complex: the item that each has, and how a reference to one looks.

use super::builder::{Builder, Owner};
use crate::model::ir::{FacetsUse, ItemId, Items, Row, RowKind, Ty};
use crate::model::naming;
use crate::schema::{ComplexTypeId, QName, TypeId, WhiteSpace};

impl Builder<'_> {
    /// Gives a named type its item and its file, both still to be filled.
    pub(super) fn reserve(&mut self, ty: TypeId, name: &QName) -> Owner {
        let module = self.namespaces.module_of(name.namespace.as_ref());
        let path = self.namespaces.path(name);
        let wanted = self.bindings.name(&path).map_or_else(|| naming::ty(&name.local), str::to_owned);
        let rust_name = self.modules[module].types.take(wanted);
        let file = self.modules[module].file_names.take(naming::module(&rust_name));
        let relaxed = self.is_relaxed(ty);
        let owner = Owner { path, stem: naming::stem(&rust_name).to_owned(), module, file, relaxed };
        let id = self.reserve_item(rust_name, &owner);
        self.item_of.insert(ty, id);
        owner
    }

    /// Whether a type extends, directly or not, one whose extensions are optional.
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

    /// The owner of what belongs to a named complex type.
    pub(super) fn owner_of(&self, id: ComplexTypeId) -> Option<Owner> {
        self.owner_of_item(self.schema.complex_type(id).name.as_ref()?, TypeId::Complex(id))
    }

    /// The owner of what belongs to a named type.
    pub(super) fn owner_of_item(&self, name: &QName, ty: TypeId) -> Option<Owner> {
        let item = *self.item_of.get(&ty)?;
        let module = self.namespaces.module_of(name.namespace.as_ref());
        let (file, _) = self.modules[module].files.iter().find(|(_, items)| items.contains(&item))?;
        Some(Owner {
            path: self.namespaces.path(name),
            stem: naming::stem(self.item_name(item)).to_owned(),
            module,
            file: file.clone(),
            relaxed: self.is_relaxed(ty),
        })
    }

    pub(super) fn fill(&mut self, ty: TypeId, owner: &Owner) {
        let Some(&item) = self.item_of.get(&ty) else { return };
        match ty {
            TypeId::Simple(id) => self.fill_simple(id, item, owner),
            TypeId::Complex(id) => self.fill_complex(id, item, owner),
        }
    }

    /// How a reference to the type looks. An anonymous type is built where it is first met.
    pub(super) fn type_use(&mut self, ty: TypeId, owner: &Owner) -> TypeUse {
        match ty {
            TypeId::Simple(id) => self.simple_use(id, owner),
            TypeId::Complex(id) => self.complex_use(id, owner),
        }
    }

    /// The item of a type; an anonymous one is built now, named after its owner.
    pub(super) fn item_for(&mut self, ty: TypeId, owner: &Owner) -> ItemId {
        if let Some(&item) = self.item_of.get(&ty) {
            return item;
        }
        let wanted = self.bindings.name(&owner.path.ty()).map_or_else(|| format!("{}Type", owner.stem), str::to_owned);
        let item = self.add_item(wanted, owner);
        self.item_of.insert(ty, item);
        self.fill(ty, owner);
        item
    }
}

/// How a reference to a type looks in Rust.
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

    /// The row of what has this type.
    pub(super) fn row(&self, kind: RowKind) -> Row {
        Row {
            items: self.items.clone(),
            white_space: self.white_space,
            facets: self.facets,
            ..Row::new(kind)
        }
    }
}
