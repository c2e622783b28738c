//! The state of the model builder: items, names and files.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diagnostics::Diagnostic;
use crate::model::binding_path::BindingPath;
use crate::model::bindings::Bindings;
use crate::model::content::{Group, Occurs};
use crate::model::coverage::Coverage;
use crate::model::documentation::Documentation;
use crate::model::features::ResponseMessages;
use crate::model::ir::{Element, FacetsUse, Item, ItemId, ItemKind, Ty};
use crate::model::namespaces::Namespaces;
use crate::model::naming::{self, Scope};
use crate::model::versions::Versions;
use crate::schema::{ComplexTypeId, ElementId, NamespaceConstraint, QName, Schema, SimpleTypeId, TypeId, Values};

/// Builds the model of a schema.
pub(super) struct Builder<'s> {
    pub(super) schema: &'s Schema,
    pub(super) values: Values<'s>,
    pub(super) bindings: &'s Bindings,
    pub(super) documentation: &'s Documentation,
    pub(super) versions: &'s Versions,
    pub(super) namespaces: Namespaces,
    pub(super) items: Vec<Item>,
    pub(super) notes: Vec<Diagnostic>,
    pub(super) modules: Vec<ModuleBuilder>,
    pub(super) coverage: RefCell<Coverage>,
    /// For each type that has an item: the item. Anonymous types get an item at their first use.
    pub(super) item_of: HashMap<TypeId, ItemId>,
    pub(super) wrappers: HashMap<ComplexTypeId, Option<Wrapper>>,
    /// The types that would contain themselves if they and the types of their items collapsed: `A` and `B`, if `A` contains only
    /// elements of type `B`, and `B` only elements of type `A`.
    pub(super) rings: HashSet<ComplexTypeId>,
    /// For each declared type: the enum whose variant `xsi:type` selects.
    pub(super) polymorphic: HashMap<ComplexTypeId, ItemId>,
    /// For each enum in `polymorphic`: the item of its declared type. Missing if that type is abstract.
    pub(super) declared: HashMap<ItemId, ItemId>,
    /// For each head of a substitution group: the enum of the group.
    pub(super) substitutions: HashMap<ElementId, ItemId>,
    /// For each choice in a named group or in a collapsed type: its enum. The enum is built once for all uses of the choice.
    pub(super) choices: HashMap<ChoiceKey, ItemId>,
    /// For each module and each name that bindings.toml gives to several choices: the first choice with this name. Choices that are
    /// equal to it share its enum.
    pub(super) shared_choices: HashMap<(usize, String), SharedChoice>,
    pub(super) response_messages: Vec<ResponseMessages>,
    /// For each simple type that was used: the constant with its facets; `None` if values of its Rust type need no checks.
    pub(super) facets: HashMap<SimpleTypeId, Option<FacetsUse>>,
    /// For each pattern: its translation; `None` if it cannot be translated. Many types have the same pattern, so it is translated
    /// only once.
    pub(super) patterns: HashMap<&'s str, Option<String>>,
    /// For each simple type in `explicit_types` of bindings.toml: the struct for elements of this type.
    pub(super) explicit: HashMap<SimpleTypeId, ItemId>,
    /// The types of nillable elements.
    pub(super) nillable: HashSet<TypeId>,
    /// The unions whose values keep their lexical form because they are items of a list that keeps its lexical form.
    pub(super) spelled_items: HashSet<SimpleTypeId>,
    /// The local names that occur in several namespaces as names of simple types.
    pub(super) repeated_names: HashSet<&'s str>,
}

/// Returns the local names that occur in several namespaces as names of simple types.
fn repeated_names(schema: &Schema) -> HashSet<&str> {
    let names = schema.simple_types().filter(|(_, ty)| !ty.is_built_in()).filter_map(|(_, ty)| ty.name.as_ref());
    let mut known = HashSet::new();
    names.filter(|name| !known.insert(&*name.local)).map(|name| &*name.local).collect()
}

/// The identity of a choice that has one enum for all its uses.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) enum ChoiceKey {
    /// A choice in a named group: the name of the group, and whether the choice is repeated.
    Group(QName, bool),
    /// The choice that is the content of a collapsed type.
    Wrapper(ComplexTypeId),
}

impl ChoiceKey {
    /// Returns the key of a choice that is in a named group; `None` for other choices.
    pub(super) fn of_group(choice: &Group, occurs: Occurs) -> Option<Self> {
        Some(Self::Group(choice.name.clone()?, occurs.is_repeated()))
    }
}

/// The first of several choices to which bindings.toml gives the same name.
pub(super) struct SharedChoice {
    pub(super) item: ItemId,
    pub(super) group: Group,
    pub(super) path: BindingPath,
}

#[derive(Default)]
pub(super) struct ModuleBuilder {
    pub(super) types: Scope,
    pub(super) file_names: Scope,
    pub(super) files: BTreeMap<String, Vec<ItemId>>,
    pub(super) element_names: Scope,
    pub(super) elements: BTreeMap<QName, Element>,
}

/// The content of a collapsed type, with the number of occurrences.
#[derive(Clone, Debug)]
pub(super) enum Wrapper {
    Element(ElementId, Occurs),
    Choice(Group, Occurs),
    Any(NamespaceConstraint, Occurs),
}

/// The part of the schema that an item belongs to. Anonymous items are named after their owner.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    /// The path in bindings.toml and in documentation files.
    pub(super) path: BindingPath,
    /// The prefix of the Rust names of anonymous items.
    pub(super) stem: String,
    pub(super) module: usize,
    /// The file of the items.
    pub(super) file: String,
    /// True if all members are optional in Rust, regardless of the schema.
    pub(super) is_relaxed: bool,
}

impl Owner {
    /// Returns the owner for the content of an element inside this part.
    pub(super) fn member(&self, local: &str) -> Self {
        Self { path: self.path.element(local), stem: format!("{}{}", self.stem, naming::ty(local)), ..self.clone() }
    }

    /// Returns the owner for an anonymous part inside this part.
    pub(super) fn nested(&self, path: BindingPath, suffix: &str) -> Self {
        Self { path, stem: format!("{}{suffix}", self.stem), ..self.clone() }
    }
}

impl<'s> Builder<'s> {
    pub(super) fn new(
        schema: &'s Schema,
        bindings: &'s Bindings,
        documentation: &'s Documentation,
        versions: &'s Versions,
    ) -> Self {
        let namespaces = Namespaces::new(schema, bindings);
        let modules = namespaces.modules.iter().map(|_| ModuleBuilder::default()).collect();
        let nillable =
            schema.elements().filter(|(_, element)| element.nillable).map(|(_, element)| element.ty).collect();
        let mut builder = Self {
            schema,
            values: Values::new(schema),
            bindings,
            documentation,
            versions,
            namespaces,
            items: Vec::new(),
            notes: Vec::new(),
            modules,
            coverage: RefCell::default(),
            item_of: HashMap::new(),
            wrappers: HashMap::new(),
            rings: HashSet::new(),
            polymorphic: HashMap::new(),
            declared: HashMap::new(),
            substitutions: HashMap::new(),
            choices: HashMap::new(),
            shared_choices: HashMap::new(),
            response_messages: Vec::new(),
            facets: HashMap::new(),
            patterns: HashMap::new(),
            explicit: HashMap::new(),
            nillable,
            spelled_items: HashSet::new(),
            repeated_names: repeated_names(schema),
        };
        builder.spelled_items = builder.spelled_items();
        builder.rings = builder.rings();
        for module in &mut builder.modules {
            // A module `xml` would hide the module `xml` of the runtime.
            for reserved in ["mod", "elements", "own_elements", "xml"] {
                module.file_names.reserve(reserved);
            }
            // An element is a tuple struct. Its constructor would hide a constant with the same name.
            let namespaces = builder.namespaces.constants.iter().map(|namespace| namespace.constant.as_str());
            for reserved in namespaces.chain(naming::RESERVED_CONSTANTS.iter().copied()) {
                module.element_names.reserve(reserved);
            }
            for reserved in naming::RESERVED_TYPES {
                module.types.reserve(reserved);
            }
        }
        builder
    }

    /// Adds an item to the owner's module and file. The name gets a number if it is taken.
    pub(super) fn add_item(&mut self, name: String, owner: &Owner) -> ItemId {
        let name = self.modules[owner.module].types.take(name);
        self.reserve_item(name, owner)
    }

    pub(super) fn reserve_item(&mut self, name: String, owner: &Owner) -> ItemId {
        let id = ItemId(self.items.len());
        let kind = ItemKind::Alias(Ty::Std("()"));
        let (docs, drops_iteratively) = (Vec::new(), false);
        self.items.push(Item { name, module: owner.module, aliases: Vec::new(), docs, kind, drops_iteratively });
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

    /// Returns the file for the enum of a named group, a substitution group or a shared choice. Enums with equal names share a file.
    pub(super) fn group_file(&mut self, module: usize, name: &str) -> String {
        let file = naming::module(name);
        let module = &mut self.modules[module];
        if module.files.contains_key(&file) { file } else { module.file_names.take(file) }
    }
}
