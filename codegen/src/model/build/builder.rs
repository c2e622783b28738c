//! What building has come to: items, names and files.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diagnostics::Diagnostic;
use crate::model::binding_path::BindingPath;
use crate::model::bindings::Bindings;
use crate::model::content::{Group, Occurs};
use crate::model::ir::{Element, FacetsUse, Item, ItemId, ItemKind, Ty};
use crate::model::namespaces::Namespaces;
use crate::model::naming::{self, Scope};
use crate::schema::{ComplexTypeId, ElementId, NamespaceConstraint, QName, Schema, SimpleTypeId, TypeId};

/// Builds the model of a schema.
pub(super) struct Builder<'s> {
    pub(super) schema: &'s Schema,
    pub(super) bindings: &'s Bindings,
    pub(super) namespaces: Namespaces,
    pub(super) items: Vec<Item>,
    pub(super) notes: Vec<Diagnostic>,
    pub(super) modules: Vec<ModuleBuilder>,
    /// The item of each type that has one.
    pub(super) item_of: HashMap<TypeId, ItemId>,
    pub(super) wrappers: HashMap<ComplexTypeId, Option<Wrapper>>,
    /// The enum by `xsi:type` of a base type.
    pub(super) polymorphic: HashMap<ComplexTypeId, ItemId>,
    /// The declared type of each enum that `xsi:type` decides, unless it is abstract.
    pub(super) declared: HashMap<ItemId, ItemId>,
    /// The enum of the head of a substitution group.
    pub(super) substitutions: HashMap<ElementId, ItemId>,
    /// The enums of choices that several types use.
    pub(super) choices: HashMap<ChoiceKey, ItemId>,
    /// What each simple type demands.
    pub(super) facets: HashMap<SimpleTypeId, Option<FacetsUse>>,
    /// Types of which some element may be nil.
    pub(super) nillable: HashSet<TypeId>,
}

/// A choice that is not one type's own.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) enum ChoiceKey {
    /// Of a named group; a repeated one differs.
    Group(QName, bool),
    /// The only content of a type that collapses.
    Wrapper(ComplexTypeId),
}

impl ChoiceKey {
    /// Returns the key of a choice that a named group contains.
    pub(super) fn of_group(choice: &Group, occurs: Occurs) -> Option<Self> {
        Some(Self::Group(choice.name.clone()?, occurs.is_repeated()))
    }
}

#[derive(Default)]
pub(super) struct ModuleBuilder {
    pub(super) types: Scope,
    pub(super) file_names: Scope,
    pub(super) files: BTreeMap<String, Vec<ItemId>>,
    pub(super) element_names: Scope,
    pub(super) elements: BTreeMap<QName, Element>,
}

/// What a type holds whose only content repeats.
#[derive(Clone, Debug)]
pub(super) enum Wrapper {
    Element(ElementId, Occurs),
    Choice(Group, Occurs),
    Any(NamespaceConstraint, Occurs),
}

/// Where an item that the schema does not name gets its name from.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    /// The path by which bindings.toml names it.
    pub(super) path: BindingPath,
    /// What its own name begins with.
    pub(super) stem: String,
    pub(super) module: usize,
    /// The file that holds it.
    pub(super) file: String,
    /// Whether its members are optional whatever the schema says.
    pub(super) relaxed: bool,
}

impl Owner {
    /// The owner of something inside: a member of that name.
    pub(super) fn member(&self, local: &str) -> Self {
        Self { path: self.path.element(local), stem: format!("{}{}", self.stem, naming::ty(local)), ..self.clone() }
    }

    /// The owner of an anonymous type inside a simple type.
    pub(super) fn nested(&self, path: BindingPath, suffix: &str) -> Self {
        Self { path, stem: format!("{}{suffix}", self.stem), ..self.clone() }
    }
}

impl<'s> Builder<'s> {
    pub(super) fn new(schema: &'s Schema, bindings: &'s Bindings) -> Self {
        let namespaces = Namespaces::new(schema, bindings);
        let modules = namespaces.modules.iter().map(|_| ModuleBuilder::default()).collect();
        let nillable =
            schema.elements().filter(|(_, element)| element.nillable).map(|(_, element)| element.ty).collect();
        let mut builder = Self {
            schema,
            bindings,
            namespaces,
            items: Vec::new(),
            notes: Vec::new(),
            modules,
            item_of: HashMap::new(),
            wrappers: HashMap::new(),
            polymorphic: HashMap::new(),
            declared: HashMap::new(),
            substitutions: HashMap::new(),
            choices: HashMap::new(),
            facets: HashMap::new(),
            nillable,
        };
        for module in &mut builder.modules {
            for reserved in ["mod", "elements"] {
                module.file_names.take(reserved.to_owned());
            }
            // An element is a tuple struct, whose constructor would hide a constant that rows name.
            for reserved in naming::RESERVED_CONSTANTS {
                module.element_names.take((*reserved).to_owned());
            }
            for namespace in &builder.namespaces.constants {
                module.element_names.take(namespace.constant.clone());
            }
        }
        builder
    }

    /// Takes a name in the owner's module and a place in its file.
    pub(super) fn add_item(&mut self, wanted: String, owner: &Owner) -> ItemId {
        let name = self.modules[owner.module].types.take(wanted);
        self.reserve_item(name, owner)
    }

    pub(super) fn reserve_item(&mut self, name: String, owner: &Owner) -> ItemId {
        let id = ItemId(self.items.len());
        let kind = ItemKind::Alias(Ty::Std("()"));
        self.items.push(Item { name, module: owner.module, docs: Vec::new(), kind });
        self.modules[owner.module].files.entry(owner.file.clone()).or_default().push(id);
        id
    }

    pub(super) fn set(&mut self, id: ItemId, kind: ItemKind, docs: Vec<String>) {
        let item = &mut self.items[id.0];
        item.kind = kind;
        item.docs = docs;
    }

    pub(super) fn item_name(&self, id: ItemId) -> &str {
        &self.items[id.0].name
    }

    /// The file of a named group: one, however many enums it gives.
    pub(super) fn group_file(&mut self, module: usize, name: &str) -> String {
        let file = naming::module(name);
        if self.modules[module].file_names.is_free(&file) {
            return self.modules[module].file_names.take(file);
        }
        file
    }

    /// The Rust path from one item to another, for docs.
    pub(super) fn path_between(&self, from: ItemId, to: ItemId) -> String {
        let module = |id: ItemId| self.items[id.0].module;
        if module(from) == module(to) {
            self.item_name(to).to_owned()
        } else {
            format!("{}::{}", self.namespaces.modules[module(to)].name, self.item_name(to))
        }
    }
}
