//! From schema components to the shape of the Rust code.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::bindings::Bindings;
use super::content::{Node, NodeTerm, Occurs, fold, leaves};
use super::docs::Docs;
use super::ir::{
    DerivedVariant, Element, FacetsUse, Field, File, Item, ItemId, ItemKind, Model, Module, Of, Row, RowKind, Struct,
    Ty, Variant,
};
use super::namespaces::Namespaces;
use super::naming::{self, Scope};
use crate::diagnostics::Diagnostic;
use crate::schema::{
    AttributeUse, ComplexType, ComplexTypeId, Content, Derivation, ElementDeclaration, ElementId, QName, Schema,
    SimpleTypeId, TypeId, Wildcard,
};

/// Builds the [`Model`] of a schema.
pub(crate) struct Builder<'s> {
    pub(crate) schema: &'s Schema,
    pub(crate) bindings: &'s Bindings,
    pub(crate) namespaces: Namespaces,
    pub(crate) items: Vec<Option<Item>>,
    pub(crate) notes: Vec<Diagnostic>,
    modules: Vec<ModuleBuilder>,
    /// The item of each type that has one.
    item_of: HashMap<TypeId, ItemId>,
    wrappers: HashMap<ComplexTypeId, Option<Wrapper>>,
    /// The enum by `xsi:type` of a base type.
    polymorphic: HashMap<ComplexTypeId, ItemId>,
    /// The declared type of each enum that `xsi:type` decides, unless it is abstract.
    declared: HashMap<ItemId, ItemId>,
    /// The enum of the head of a substitution group.
    substitutions: HashMap<ElementId, ItemId>,
    /// The enums of choices that several types use.
    choices: HashMap<ChoiceKey, ItemId>,
    /// What each simple type demands.
    pub(crate) facets: HashMap<SimpleTypeId, Option<FacetsUse>>,
    /// Types of which some element may be nil.
    nillable: HashSet<TypeId>,
}

/// A choice that is not one type's own.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum ChoiceKey {
    /// Of a named group; a repeated one differs.
    Group(QName, bool),
    /// The only content of a type that collapses.
    Wrapper(ComplexTypeId),
}

#[derive(Default)]
struct ModuleBuilder {
    types: Scope,
    file_names: Scope,
    files: BTreeMap<String, Vec<ItemId>>,
    element_names: Scope,
    elements: BTreeMap<QName, Element>,
}

/// Where an item that the schema does not name gets its name from.
#[derive(Clone, Debug)]
pub(crate) struct Owner {
    /// The path by which bindings.toml names it.
    pub(crate) path: String,
    /// What its own name begins with.
    pub(crate) stem: String,
    pub(crate) module: usize,
    /// The file that holds it.
    pub(crate) file: String,
    /// Whether its members are optional whatever the schema says.
    pub(crate) relaxed: bool,
}

impl Owner {
    /// The owner of something inside: a member of that name.
    pub(crate) fn member(&self, local: &str) -> Self {
        Self {
            path: format!("{}/{local}", self.path),
            stem: format!("{}{}", self.stem, naming::ty(local)),
            ..self.clone()
        }
    }
}

/// How a reference to a type looks in Rust.
#[derive(Clone, Debug)]
pub(crate) struct TypeUse {
    pub(crate) ty: Ty,
    pub(crate) list: bool,
    pub(crate) white_space: super::ir::WhiteSpace,
    pub(crate) of: Option<Of>,
    /// How often what a wrapper holds occurs.
    pub(crate) items: Occurs,
    pub(crate) facets: Option<FacetsUse>,
}

impl TypeUse {
    pub(crate) fn plain(ty: Ty) -> Self {
        Self {
            ty,
            list: false,
            white_space: super::ir::WhiteSpace::Preserve,
            of: None,
            items: Occurs::ANY,
            facets: None,
        }
    }

    /// The row of what has this type.
    fn row(&self, kind: RowKind) -> Row {
        Row {
            list: self.list,
            white_space: self.white_space,
            of: self.of.clone(),
            items: (self.items.min, self.items.max),
            facets: self.facets,
            ..Row::new(kind)
        }
    }
}

/// What a type holds whose only content repeats.
#[derive(Clone, Debug)]
enum Wrapper {
    Element(ElementId, Occurs),
    Choice(Node),
    Any(Wildcard, Occurs),
}

/// Whether something must be there.
#[derive(Clone, Copy, Debug)]
enum Presence {
    /// As often as the schema says.
    Stated,
    /// Not in Rust: senders leave it out.
    Relaxed,
    /// Not where the rest of the optional sequence of that number is absent.
    Within(u32),
}

impl<'s> Builder<'s> {
    pub(crate) fn new(schema: &'s Schema, bindings: &'s Bindings) -> Self {
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

    /// Builds everything: the named types, what they need, the elements.
    pub(crate) fn build(mut self) -> (Model, Vec<Diagnostic>) {
        let named = self.named_types();
        let owners: Vec<(TypeId, Owner)> = named.into_iter().map(|(ty, name)| (ty, self.reserve(ty, &name))).collect();
        for (ty, owner) in &owners {
            self.fill(*ty, owner);
        }
        // The name of the enum of a substitution group is settled with the types: those elements come first.
        let (heads, others): (Vec<_>, Vec<_>) =
            self.global_elements().into_iter().partition(|(id, _)| self.is_substituted(*id));
        for (id, element) in heads.into_iter().chain(others) {
            self.element(id, element);
        }
        self.finish()
    }

    fn finish(mut self) -> (Model, Vec<Diagnostic>) {
        let mut modules = Vec::new();
        for (index, builder) in self.modules.iter_mut().enumerate() {
            let info = &self.namespaces.modules[index];
            let files =
                std::mem::take(&mut builder.files).into_iter().map(|(name, items)| File { name, items }).collect();
            modules.push(Module {
                name: info.name.clone(),
                docs: info.docs.clone(),
                files,
                elements: std::mem::take(&mut builder.elements).into_values().collect(),
            });
            for (given, wanted) in &builder.types.collisions {
                self.notes.push(
                    Diagnostic::warning(format!(
                        "two types of module `{}` want the name `{wanted}`: one is called `{given}`",
                        info.name
                    ))
                    .help(format!("give it a name in bindings.toml: [names] \"{}:<its name>\" = \"...\"", info.prefix)),
                );
            }
            for (given, wanted) in &builder.element_names.collisions {
                self.notes.push(Diagnostic::note(format!(
                    "the name `{wanted}` is taken in module `{}::elements`: an element is called `{given}`",
                    info.name
                )));
            }
        }
        let items = self.items.into_iter().flatten().collect();
        let model = Model { namespaces: self.namespaces.constants, modules, items, operations: Vec::new() };
        (model, self.notes)
    }

    /// The named types of the schema, by module and name, so that the order of the files does not matter.
    fn named_types(&self) -> Vec<(TypeId, QName)> {
        let simple = self.schema.simple_types().filter(|(_, ty)| ty.builtin.is_none());
        let simple = simple.filter_map(|(id, ty)| Some((TypeId::Simple(id), ty.name.clone()?)));
        let complex = self.schema.complex_types().filter(|(_, ty)| ty.span.is_some());
        let complex = complex.filter_map(|(id, ty)| Some((TypeId::Complex(id), ty.name.clone()?)));
        let mut named: Vec<_> = simple.chain(complex).collect();
        named.sort_by(|(_, a), (_, b)| a.cmp(b));
        named
    }

    fn global_elements(&self) -> Vec<(ElementId, &'s ElementDeclaration)> {
        let mut elements: Vec<_> = self.schema.elements().filter(|(_, element)| element.is_global).collect();
        elements.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
        elements
    }

    /// Gives a named type its item and its file, both still to be filled.
    fn reserve(&mut self, ty: TypeId, name: &QName) -> Owner {
        let module = self.namespaces.module_of(name.namespace.as_ref());
        let path = self.namespaces.prefixed(name);
        let wanted = self.bindings.name(&path).map_or_else(|| naming::ty(&name.local), str::to_owned);
        let rust_name = self.modules[module].types.take(wanted);
        let file = self.modules[module].file_names.take(naming::module(&rust_name));
        let relaxed = self.is_relaxed(ty);
        let owner = Owner { path, stem: naming::stem(&rust_name).to_owned(), module, file, relaxed };
        let id = self.reserve_item(rust_name, &owner);
        self.item_of.insert(ty, id);
        owner
    }

    /// Takes a name in the owner's module and a place in its file.
    pub(crate) fn add_item(&mut self, wanted: String, owner: &Owner) -> ItemId {
        let name = self.modules[owner.module].types.take(wanted);
        self.reserve_item(name, owner)
    }

    fn reserve_item(&mut self, name: String, owner: &Owner) -> ItemId {
        let id = ItemId(self.items.len());
        let kind = ItemKind::Alias(Ty::Std("()"));
        self.items.push(Some(Item { name, module: owner.module, docs: Vec::new(), kind }));
        self.modules[owner.module].files.entry(owner.file.clone()).or_default().push(id);
        id
    }

    pub(crate) fn set(&mut self, id: ItemId, kind: ItemKind, docs: Vec<String>) {
        if let Some(item) = &mut self.items[id.0] {
            item.kind = kind;
            item.docs = docs;
        }
    }

    pub(crate) fn item_name(&self, id: ItemId) -> &str {
        self.items[id.0].as_ref().map_or("", |item| &item.name)
    }

    /// Whether a type extends, directly or not, one whose extensions are optional.
    fn is_relaxed(&self, ty: TypeId) -> bool {
        let TypeId::Complex(mut id) = ty else { return false };
        while let TypeId::Complex(base) = self.schema.complex_type(id).base {
            let Some(name) = &self.schema.complex_type(base).name else { return false };
            if self.bindings.has_optional_extensions(&self.namespaces.prefixed(name)) {
                return true;
            }
            if base == id || self.schema.complex_type(base).span.is_none() {
                return false;
            }
            id = base;
        }
        false
    }

    fn fill(&mut self, ty: TypeId, owner: &Owner) {
        let Some(&item) = self.item_of.get(&ty) else { return };
        match ty {
            TypeId::Simple(id) => self.fill_simple(id, item, owner),
            TypeId::Complex(id) => self.fill_complex(id, item, owner),
        }
    }

    // -- references ------------------------------------------------------------------------------------------------

    /// How a reference to the type looks. An anonymous type is built where it is first met.
    pub(crate) fn type_use(&mut self, ty: TypeId, owner: &Owner) -> TypeUse {
        match ty {
            TypeId::Simple(id) => self.simple_use(id, owner),
            TypeId::Complex(id) => self.complex_use(id, owner),
        }
    }

    fn complex_use(&mut self, id: ComplexTypeId, owner: &Owner) -> TypeUse {
        if self.schema.complex_type(id).span.is_none() {
            return TypeUse::plain(Ty::Runtime("AnyType"));
        }
        if let Some(item) = self.polymorphic_item(id) {
            return TypeUse::plain(Ty::Item(item));
        }
        match self.wrapper(id) {
            Some(wrapper) => self.wrapper_use(id, &wrapper, owner),
            None => TypeUse::plain(Ty::Item(self.item_for(TypeId::Complex(id), owner))),
        }
    }

    /// The item of a type; an anonymous one is built now, named after its owner.
    pub(crate) fn item_for(&mut self, ty: TypeId, owner: &Owner) -> ItemId {
        if let Some(&item) = self.item_of.get(&ty) {
            return item;
        }
        let wanted = self
            .bindings
            .name(&format!("{}/type", owner.path))
            .map_or_else(|| format!("{}Type", owner.stem), str::to_owned);
        let item = self.add_item(wanted, owner);
        self.item_of.insert(ty, item);
        self.fill(ty, owner);
        item
    }

    /// What the type collapses to, if it does: nothing but one thing, repeated; no attribute; nothing derived from it.
    fn wrapper(&mut self, id: ComplexTypeId) -> Option<Wrapper> {
        if let Some(known) = self.wrappers.get(&id) {
            return known.clone();
        }
        // A type that wraps itself is met again below: it does not collapse.
        self.wrappers.insert(id, None);
        let found = self.find_wrapper(id);
        self.wrappers.insert(id, found.clone());
        found
    }

    fn find_wrapper(&mut self, id: ComplexTypeId) -> Option<Wrapper> {
        let ty = self.schema.complex_type(id);
        let extends_nothing = matches!(ty.base, TypeId::Complex(base) if self.schema.complex_type(base).span.is_none());
        let Content::Elements { mixed: false, particle } = &ty.content else { return None };
        if !extends_nothing
            || ty.is_abstract
            || !ty.attributes.is_empty()
            || ty.any_attribute.is_some()
            || self.nillable.contains(&TypeId::Complex(id))
            || !self.schema.derived_types(id).is_empty()
        {
            return None;
        }
        let node = fold(particle).filter(|node| node.occurs.is_repeated())?;
        match &node.term {
            NodeTerm::Element(element) if self.is_substituted(*element) => {
                Some(Wrapper::Element(*element, node.occurs))
            }
            NodeTerm::Element(element) => {
                let nests = match self.schema.element(*element).ty {
                    TypeId::Simple(item) => self.is_list(item),
                    TypeId::Complex(item) => self.wrapper(item).is_some() || item == id,
                };
                (!nests).then_some(Wrapper::Element(*element, node.occurs))
            }
            NodeTerm::Choice(..) => Some(Wrapper::Choice(node)),
            NodeTerm::Any(wildcard) => Some(Wrapper::Any(wildcard.clone(), node.occurs)),
            NodeTerm::Sequence(..) => None,
        }
    }

    fn wrapper_use(&mut self, id: ComplexTypeId, wrapper: &Wrapper, owner: &Owner) -> TypeUse {
        // A named wrapper's choice belongs to it, not to whoever uses it first.
        let owner = &self.owner_of(id).unwrap_or_else(|| owner.clone());
        match wrapper {
            Wrapper::Element(element, items) if self.is_substituted(*element) => {
                let item = self.substitution_item(*element);
                TypeUse { of: Some(Of::Choice(item)), items: *items, ..TypeUse::plain(Ty::Item(item).vec()) }
            }
            Wrapper::Element(element, items) => {
                let declaration = self.schema.element(*element);
                let inner = self.element_type_use(declaration, &owner.member(&declaration.name.local));
                let of = Of::Element(declaration.name.clone());
                TypeUse {
                    of: Some(of),
                    white_space: inner.white_space,
                    items: *items,
                    facets: inner.facets,
                    ..TypeUse::plain(inner.ty.vec())
                }
            }
            Wrapper::Choice(node) => {
                let item = self.wrapped_choice(id, node, owner);
                TypeUse { of: Some(Of::Choice(item)), items: node.occurs, ..TypeUse::plain(Ty::Item(item).vec()) }
            }
            Wrapper::Any(wildcard, items) => {
                let of = Of::Any(wildcard.namespaces.clone());
                TypeUse { of: Some(of), items: *items, ..TypeUse::plain(Ty::Runtime("AnyElement").vec()) }
            }
        }
    }

    /// The owner of what belongs to a named complex type.
    fn owner_of(&self, id: ComplexTypeId) -> Option<Owner> {
        self.owner_of_item(self.schema.complex_type(id).name.as_ref()?, TypeId::Complex(id))
    }

    /// The owner of what belongs to a named type.
    pub(crate) fn owner_of_item(&self, name: &QName, ty: TypeId) -> Option<Owner> {
        let item = *self.item_of.get(&ty)?;
        let module = self.namespaces.module_of(name.namespace.as_ref());
        let (file, _) = self.modules[module].files.iter().find(|(_, items)| items.contains(&item))?;
        Some(Owner {
            path: self.namespaces.prefixed(name),
            stem: naming::stem(self.item_name(item)).to_owned(),
            module,
            file: file.clone(),
            relaxed: self.is_relaxed(ty),
        })
    }

    /// The enum of a wrapper's choice: it hangs on the wrapper, and is built once.
    fn wrapped_choice(&mut self, id: ComplexTypeId, node: &Node, owner: &Owner) -> ItemId {
        let key = ChoiceKey::Wrapper(id);
        if let Some(&item) = self.choices.get(&key) {
            return item;
        }
        let label = self.choice_label(node, owner, 1);
        self.choice_item(node, owner, 1, &label, Some(key))
    }

    // -- polymorphism ----------------------------------------------------------------------------------------------

    fn polymorphic_item(&mut self, id: ComplexTypeId) -> Option<ItemId> {
        if let Some(&item) = self.polymorphic.get(&id) {
            return Some(item);
        }
        let ty = self.schema.complex_type(id);
        let name = ty.name.clone()?;
        let path = self.namespaces.prefixed(&name);
        let derived: Vec<ComplexTypeId> = self.schema.derived_types(id);
        let wanted = ty.is_abstract || !self.bindings.only_abstract || self.bindings.is_polymorphic(&path);
        if derived.is_empty() {
            return None;
        }
        if !wanted {
            // As bindings.toml has it.
            return None;
        }
        let owner = self.owner_of(id)?;
        let any = self.add_item(format!("Any{}", naming::ty(&name.local)), &owner);
        self.polymorphic.insert(id, any);
        let mut members: Vec<(ComplexTypeId, bool)> = vec![(id, true)];
        members.extend(derived.into_iter().map(|id| (id, false)));
        members.retain(|(id, _)| !self.schema.complex_type(*id).is_abstract);
        let base = self.common_base(id);
        let mut restricted = Vec::new();
        let mut named: Vec<(QName, ItemId, bool)> = Vec::new();
        for (member, is_base) in members {
            let (Some(name), Some(&item)) =
                (self.schema.complex_type(member).name.clone(), self.item_of.get(&TypeId::Complex(member)))
            else {
                continue;
            };
            if is_base {
                self.declared.insert(any, item);
            }
            match base {
                Some(base) if !self.extends(member, base) => restricted.push(name),
                _ => named.push((name, item, is_base)),
            }
        }
        named.sort_by(|(a, _, a_base), (b, _, b_base)| b_base.cmp(a_base).then_with(|| a.cmp(b)));
        let mut scope = Scope::default();
        if base.is_some() {
            scope.take("Other".to_owned());
        }
        let variants = named
            .into_iter()
            .map(|(qname, item, is_base)| DerivedVariant {
                name: scope.take(naming::variant(&qname.local)),
                ty: Ty::Item(item),
                qname,
                is_base,
                is_default: false,
            })
            .collect();
        let docs = Docs::default().line(format!("A `{path}` or a type derived from it, as `xsi:type` says.")).build();
        restricted.sort();
        self.set(any, ItemKind::Polymorphic { base, restricted, variants }, docs);
        Some(any)
    }

    /// The struct of a type from which others derive.
    fn common_base(&mut self, id: ComplexTypeId) -> Option<ItemId> {
        let is_struct = !self.schema.complex_type(id).is_mixed() && self.wrapper(id).is_none();
        self.item_of.get(&TypeId::Complex(id)).copied().filter(|_| is_struct)
    }

    /// Whether a type is another or extends it, perhaps by way of others.
    fn extends(&self, mut id: ComplexTypeId, base: ItemId) -> bool {
        loop {
            if self.item_of.get(&TypeId::Complex(id)) == Some(&base) {
                return true;
            }
            let ty = self.schema.complex_type(id);
            match (self.base_item(ty), ty.base) {
                (Some(_), TypeId::Complex(next)) => id = next,
                _ => return false,
            }
        }
    }

    // -- complex types ---------------------------------------------------------------------------------------------

    fn fill_complex(&mut self, id: ComplexTypeId, item: ItemId, owner: &Owner) {
        let ty = self.schema.complex_type(id);
        let docs = self.type_docs(ty.name.as_ref(), ty.documentation.as_deref(), owner);
        if let Some(wrapper) = self.wrapper(id) {
            let used = self.wrapper_use(id, &wrapper, owner);
            let docs = docs.line(format!("Collapsed: {}.", self.wrapper_docs(&used)));
            self.set(item, ItemKind::Alias(used.ty), docs.build());
            return;
        }
        let base = self.base_item(ty);
        let (attributes, content, any) = match base {
            Some(_) => (&ty.own_attributes, &ty.own_content, ty.own_any_attribute),
            None => (&ty.attributes, &ty.content, true),
        };
        let mut fields = Fields::new(base.is_some());
        // The order of attributes is no fact of a schema: by name, so that another order of the file changes nothing.
        let mut attributes: Vec<&AttributeUse> = attributes.iter().collect();
        attributes
            .sort_by(|a, b| self.schema.attribute(a.attribute).name.cmp(&self.schema.attribute(b.attribute).name));
        for attribute in attributes {
            self.attribute_field(attribute, owner, &mut fields);
        }
        if ty.name.as_ref().is_some_and(|name| self.bindings.has_explicit_type(&self.namespaces.prefixed(name))) {
            let docs = "Whether `xsi:type` names the type that the element has anyway, as some senders have it.";
            let docs = Docs::default().line(docs.to_owned()).build();
            fields.push("xsi_type".to_owned(), Ty::Std("bool"), Row::new(RowKind::ExplicitType), docs);
        }
        match content {
            Content::Empty => {}
            Content::Simple(_) if base.is_some() => {}
            Content::Simple(text) => self.text_field(*text, owner, &mut fields),
            Content::Elements { particle, .. } if ty.is_mixed() => self.mixed_field(fold(particle), owner, &mut fields),
            Content::Elements { particle, .. } => {
                if let Some(node) = fold(particle) {
                    self.content_fields(&node, Presence::Stated, owner, &mut fields);
                }
            }
        }
        if let Some(wildcard) = ty.any_attribute.as_ref().filter(|_| any) {
            let row = Row::new(RowKind::AnyAttribute(wildcard.namespaces.clone()));
            let docs = Docs::default().line("Attributes that the schema does not name.".to_owned()).build();
            fields.push("any_attributes".to_owned(), Ty::Runtime("AnyAttribute").vec(), row, docs);
        }
        let schema_name = ty.name.as_ref().map_or_else(|| owner.path.clone(), |name| name.local.to_string());
        let docs = match base {
            Some(base) => docs
                .line(format!("Extends [`{}`], whose fields it has through `Deref`.", self.path_between(item, base))),
            None => docs,
        };
        let kind = Struct { schema_name, qname: ty.name.clone(), is_group: false, base, fields: fields.list };
        self.set(item, ItemKind::Struct(kind), docs.build());
    }

    /// The struct that a type extends, where it keeps it as its base.
    fn base_item(&self, ty: &ComplexType) -> Option<ItemId> {
        let TypeId::Complex(base) = ty.base else { return None };
        let base_ty = self.schema.complex_type(base);
        let keeps =
            ty.derivation == Derivation::Extension && base_ty.span.is_some() && !ty.is_mixed() && !base_ty.is_mixed();
        if !keeps {
            return None;
        }
        self.item_of.get(&TypeId::Complex(base)).copied()
    }

    fn attribute_field(&mut self, attribute: &AttributeUse, owner: &Owner, fields: &mut Fields) {
        let declaration = self.schema.attribute(attribute.attribute);
        let local = &declaration.name.local;
        let inner = Owner { path: format!("{}/@{local}", owner.path), ..owner.member(local) };
        let used = self.simple_use(declaration.ty, &inner);
        let mut row = used.row(RowKind::Attribute(declaration.name.clone()));
        let ty = self.secret(used.ty, &inner.path);
        let required = attribute.required && !owner.relaxed;
        let docs =
            Docs::documentation(self.documentation(
                &inner.path,
                attribute.documentation.as_deref().or(declaration.documentation.as_deref()),
            ))
            .line(format!(
                "Attribute `{}`, {}{}.{}",
                self.namespaces.prefixed(&declaration.name),
                if attribute.required { "required" } else { "optional" },
                Docs::value(attribute.value.as_ref()),
                self.alias_docs(TypeId::Simple(declaration.ty)),
            ));
        row.wanted = attribute.required && owner.relaxed;
        row.value.clone_from(&attribute.value);
        let name = self.bindings.name(&inner.path).map_or_else(|| naming::field(local), str::to_owned);
        fields.push(name, if required { ty } else { ty.option() }, row, docs.build());
    }

    fn text_field(&mut self, text: SimpleTypeId, owner: &Owner, fields: &mut Fields) {
        let inner = owner.member("value");
        let used = self.simple_use(text, &inner);
        let row = used.row(RowKind::Text);
        let ty = self.secret(used.ty, &inner.path);
        let name = ["value", "text"].into_iter().find(|name| fields.scope.is_free(name)).unwrap_or("value");
        let docs = Docs::documentation(self.documentation(&inner.path, None))
            .line(format!("The text of the element.{}", self.alias_docs(TypeId::Simple(text))));
        fields.push(name.to_owned(), ty, row, docs.build());
    }

    fn secret(&self, ty: Ty, path: &str) -> Ty {
        if ty == Ty::Std("String") && self.bindings.is_secret(path) { Ty::Runtime("Secret") } else { ty }
    }

    fn mixed_field(&mut self, node: Option<Node>, owner: &Owner, fields: &mut Fields) {
        let item = self.add_item(format!("{}Content", owner.stem), owner);
        let mut variants = Variants::default();
        let text = Docs::default().line("Text between the elements.".to_owned()).build();
        variants.push("Text".to_owned(), Ty::Std("String"), Row::new(RowKind::Text), text);
        let mut members = Vec::new();
        if let Some(node) = &node {
            leaves(node, &mut members);
        }
        let mut seen = BTreeSet::new();
        for member in members {
            let is_new = match &member.term {
                NodeTerm::Element(id) => seen.insert(self.schema.element(*id).name.to_string()),
                _ => seen.insert("#any".to_owned()),
            };
            if is_new {
                let once = Node { occurs: Occurs::ONCE, ..(*member).clone() };
                self.variant(&once, owner, item, &mut variants);
            }
        }
        let docs = Docs::default().line(format!("Text or an element inside a `{}`.", owner.path)).build();
        self.set(item, ItemKind::Choice(variants.finish(item, &self.declared)), docs);
        let docs = Docs::default().line("Text and elements in document order.".to_owned()).build();
        fields.push("content".to_owned(), Ty::Item(item).vec(), Row::new(RowKind::Mixed(item)), docs);
    }

    // -- content models --------------------------------------------------------------------------------------------

    fn content_fields(&mut self, node: &Node, presence: Presence, owner: &Owner, fields: &mut Fields) {
        let presence = match presence {
            Presence::Stated if owner.relaxed => Presence::Relaxed,
            presence => presence,
        };
        match &node.term {
            NodeTerm::Sequence(_, members) if !node.occurs.is_repeated() => {
                let presence = if node.occurs.min == 0 { fields.optional_sequence() } else { presence };
                members.iter().for_each(|member| self.content_fields(member, presence, owner, fields));
            }
            NodeTerm::Sequence(..) => self.group_field(node, owner, fields),
            NodeTerm::Choice(..) => self.choice_field(node, presence, owner, fields),
            NodeTerm::Element(id) => self.element_field(*id, node, presence, owner, fields),
            NodeTerm::Any(wildcard) => {
                let row = Row::new(RowKind::Any(wildcard.namespaces.clone()));
                let name = if node.occurs.is_repeated() { "any_elements" } else { "any_element" };
                let (ty, row) = occurring(Ty::Runtime("AnyElement"), row, node.occurs, presence);
                let docs = Docs::default()
                    .line(format!("Elements that the schema does not name, {}.", Docs::occurs(node.occurs)))
                    .build();
                fields.push(name.to_owned(), ty, row, docs);
            }
        }
    }

    fn element_field(&mut self, id: ElementId, node: &Node, presence: Presence, owner: &Owner, fields: &mut Fields) {
        let declaration = self.schema.element(id);
        let local = &declaration.name.local;
        let inner = owner.member(local);
        let Some((ty, mut row)) = self.element_use(id, &inner) else { return };
        row.unordered = node.unordered;
        let name = self.bindings.name(&inner.path).map_or_else(|| naming::field(local), str::to_owned);
        let docs = self.element_docs(declaration, node.occurs, &inner);
        let (ty, row) = occurring(ty, row, node.occurs, presence);
        fields.push(name, ty, row, docs);
    }

    /// The type and the row of an element; `None` where nothing can stand there: an abstract element without substitutes.
    fn element_use(&mut self, id: ElementId, inner: &Owner) -> Option<(Ty, Row)> {
        let declaration = self.schema.element(id);
        if self.is_substituted(id) {
            let item = self.substitution_item(id);
            return Some((Ty::Item(item), Row::new(RowKind::Choice(item))));
        }
        if declaration.is_abstract {
            self.notes.push(
                Diagnostic::note(format!(
                    "element `{}` is abstract and nothing substitutes it: it cannot occur, so no code is generated for it",
                    self.namespaces.prefixed(&declaration.name)
                ))
                .at(declaration.span),
            );
            return None;
        }
        let used = self.element_type_use(declaration, inner);
        let mut row = used.row(RowKind::Element(declaration.name.clone()));
        row.value.clone_from(&declaration.value);
        Some((used.ty, row))
    }

    /// The type of an element's content, nillable and secret where it is.
    fn element_type_use(&mut self, declaration: &ElementDeclaration, inner: &Owner) -> TypeUse {
        let mut used = self.type_use(declaration.ty, inner);
        used.ty = self.secret(used.ty, &inner.path);
        if declaration.nillable {
            used.ty = used.ty.nillable();
        }
        used
    }

    fn group_field(&mut self, node: &Node, owner: &Owner, fields: &mut Fields) {
        let label = self.sequence_label(node, owner);
        let item = self.group_item(node, owner, &format!("{}{}", owner.stem, naming::ty(&label)));
        let docs = Docs::default().line(format!("A sequence of children, {}.", Docs::occurs(node.occurs))).build();
        let (ty, row) = occurring(Ty::Item(item), Row::new(RowKind::Group(item)), node.occurs, Presence::Stated);
        fields.push(naming::field(&naming::plural(&label)), ty, row, docs);
    }

    /// The struct of a sequence inside a content model.
    fn group_item(&mut self, node: &Node, owner: &Owner, name: &str) -> ItemId {
        let item = self.add_item(name.to_owned(), owner);
        let inner = Owner { stem: self.item_name(item).to_owned(), ..owner.clone() };
        let mut fields = Fields::new(false);
        if let NodeTerm::Sequence(_, members) = &node.term {
            members.iter().for_each(|member| self.content_fields(member, Presence::Stated, &inner, &mut fields));
        }
        let docs = Docs::default().line(format!("Children that follow one another inside a `{}`.", owner.path)).build();
        let kind = Struct { schema_name: owner.path.clone(), is_group: true, fields: fields.list, ..Struct::default() };
        self.set(item, ItemKind::Struct(kind), docs);
        item
    }

    fn choice_field(&mut self, node: &Node, presence: Presence, owner: &Owner, fields: &mut Fields) {
        fields.choices += 1;
        let label = self.choice_label(node, owner, fields.choices);
        let item = self.choice_item(node, owner, fields.choices, &label, None);
        let docs = Docs::default().line(format!("One of several elements, {}.", Docs::occurs(node.occurs))).build();
        let (ty, row) = occurring(Ty::Item(item), Row::new(RowKind::Choice(item)), node.occurs, presence);
        let name = if node.occurs.is_repeated() && !label.is_given { naming::plural(&label.name) } else { label.name };
        fields.push(naming::field(&name), ty, row, docs);
    }

    /// The enum of a choice.
    fn choice_item(
        &mut self,
        node: &Node,
        owner: &Owner,
        number: usize,
        label: &Label,
        key: Option<ChoiceKey>,
    ) -> ItemId {
        let NodeTerm::Choice(group, alternatives) = &node.term else { return ItemId(usize::MAX) };
        let key = key.or_else(|| Some(ChoiceKey::Group(group.clone()?, node.occurs.is_repeated())));
        if let Some(&item) = key.as_ref().and_then(|key| self.choices.get(key)) {
            return item;
        }
        let given = self.bindings.name(&format!("{}/type", choice_path(owner, number))).map(str::to_owned);
        let (name, owner) = match group {
            Some(group) => {
                let module = self.namespaces.module_of(group.namespace.as_ref());
                let name = naming::ty(&group.local);
                let file = self.group_file(module, &name);
                let owner = Owner {
                    path: self.namespaces.prefixed(group),
                    stem: naming::stem(&name).to_owned(),
                    module,
                    file,
                    relaxed: false,
                };
                (given.unwrap_or(name), owner)
            }
            None => (given.unwrap_or_else(|| format!("{}{}", owner.stem, naming::ty(&label.name))), owner.clone()),
        };
        let item = self.add_item(name, &owner);
        if let Some(key) = key {
            self.choices.insert(key, item);
        }
        let mut variants = Variants::default();
        for alternative in alternatives {
            self.variant(alternative, &owner, item, &mut variants);
        }
        let docs = Docs::documentation(self.documentation(&choice_path(&owner, number), None))
            .line(format!("A choice inside `{}`.", owner.path))
            .build();
        self.set(item, ItemKind::Choice(variants.finish(item, &self.declared)), docs);
        item
    }

    /// The file of a named group: one, however many enums it gives.
    fn group_file(&mut self, module: usize, name: &str) -> String {
        let file = naming::module(name);
        if self.modules[module].file_names.is_free(&file) {
            return self.modules[module].file_names.take(file);
        }
        file
    }

    fn variant(&mut self, node: &Node, owner: &Owner, choice: ItemId, variants: &mut Variants) {
        match &node.term {
            NodeTerm::Element(id) => {
                let declaration = self.schema.element(*id);
                let inner = owner.member(&declaration.name.local);
                let Some((ty, row)) = self.element_use(*id, &inner) else { return };
                let docs = self.element_docs(declaration, node.occurs, &inner);
                let (ty, row) = occurring_variant(ty, row, node.occurs);
                let name = self
                    .bindings
                    .name(&inner.path)
                    .map_or_else(|| naming::variant(&declaration.name.local), str::to_owned);
                variants.push(name, ty, row, docs);
            }
            NodeTerm::Any(wildcard) => {
                let row = Row::new(RowKind::Any(wildcard.namespaces.clone()));
                let (ty, row) = occurring_variant(Ty::Runtime("AnyElement"), row, node.occurs);
                let docs = Docs::default().line("Any other element.".to_owned()).build();
                variants.push("Any".to_owned(), ty, row, docs);
            }
            NodeTerm::Sequence(..) => {
                let label = naming::ty(&self.sequence_label(node, owner));
                let item = self.group_item(node, owner, &format!("{}{label}", self.item_name(choice)));
                let (ty, row) = occurring_variant(Ty::Item(item), Row::new(RowKind::Group(item)), node.occurs);
                let docs = Docs::default().line("Several elements, one after the other.".to_owned()).build();
                variants.push(label, ty, row, docs);
            }
            NodeTerm::Choice(..) => {
                let label = self.choice_label(node, owner, 1);
                let item = self.choice_item(node, owner, 1, &label, None);
                let (ty, row) = occurring_variant(Ty::Item(item), Row::new(RowKind::Choice(item)), node.occurs);
                let docs = Docs::default().line("One of several elements.".to_owned()).build();
                variants.push(naming::ty(&label.name), ty, row, docs);
            }
        }
    }

    // -- labels: names for what the schema does not name -----------------------------------------------------------

    /// How a choice is called: by bindings.toml, its group, what its members' names or types share, or the two or three
    /// that it has.
    fn choice_label(&self, node: &Node, owner: &Owner, number: usize) -> Label {
        if let Some(name) = self.bindings.name(&choice_path(owner, number)) {
            return Label { name: name.to_owned(), is_given: true };
        }
        let NodeTerm::Choice(group, alternatives) = &node.term else { return Label::guessed("choice") };
        if let Some(group) = group {
            return Label::guessed(naming::stem(&group.local));
        }
        let elements: Vec<ElementId> = alternatives
            .iter()
            .filter_map(|node| match node.term {
                NodeTerm::Element(id) => Some(id),
                _ => None,
            })
            .collect();
        let names: Vec<&str> = elements.iter().map(|id| &*self.schema.element(*id).name.local).collect();
        if names.len() == alternatives.len() {
            let shared = naming::shared_words(&names).or_else(|| self.shared_base(&elements));
            if let Some(shared) = shared {
                return Label::guessed(&shared);
            }
            if names.len() <= 3 {
                return Label::guessed(&names.join("_or_"));
            }
        }
        Label::guessed("choice")
    }

    /// The name of the nearest type that all of these extend.
    fn shared_base(&self, elements: &[ElementId]) -> Option<String> {
        let chains: Vec<Vec<ComplexTypeId>> =
            elements.iter().map(|id| self.base_chain(self.schema.element(*id).ty)).collect();
        let (first, rest) = chains.split_first()?;
        let shared = first.iter().find(|base| rest.iter().all(|chain| chain.contains(base)))?;
        let name = self.schema.complex_type(*shared).name.as_ref()?;
        Some(naming::stem(&name.local).to_owned())
    }

    /// The type and all it is derived from, but `anyType`.
    fn base_chain(&self, ty: TypeId) -> Vec<ComplexTypeId> {
        let mut chain = Vec::new();
        let mut next = ty;
        while let TypeId::Complex(id) = next {
            if self.schema.complex_type(id).span.is_none() || chain.contains(&id) {
                break;
            }
            chain.push(id);
            next = self.schema.complex_type(id).base;
        }
        chain
    }

    fn sequence_label(&self, node: &Node, owner: &Owner) -> String {
        if let Some(name) = self.bindings.name(&format!("{}/sequence", owner.path)) {
            return name.to_owned();
        }
        let NodeTerm::Sequence(group, members) = &node.term else { return "Sequence".to_owned() };
        if let Some(group) = group {
            return naming::stem(&group.local).to_owned();
        }
        let names: Vec<&str> = members
            .iter()
            .filter_map(|node| match node.term {
                NodeTerm::Element(id) => Some(&*self.schema.element(id).name.local),
                _ => None,
            })
            .collect();
        if names.len() == members.len() && names.len() <= 3 { names.join("_and_") } else { "Sequence".to_owned() }
    }

    // -- substitution groups ---------------------------------------------------------------------------------------

    /// Whether other elements may stand for this one.
    fn is_substituted(&self, id: ElementId) -> bool {
        self.schema.substitutes(id).iter().any(|&member| member != id)
    }

    fn substitution_item(&mut self, head: ElementId) -> ItemId {
        if let Some(&item) = self.substitutions.get(&head) {
            return item;
        }
        let name = &self.schema.element(head).name;
        let module = self.namespaces.module_of(name.namespace.as_ref());
        let path = self.namespaces.prefixed(name);
        let wanted = naming::ty(&name.local);
        let file = self.group_file(module, &wanted);
        let owner = Owner { path: path.clone(), stem: wanted.clone(), module, file, relaxed: false };
        let item = self.add_item(wanted, &owner);
        self.substitutions.insert(head, item);
        let mut variants = Variants::default();
        for member in self.schema.substitutes(head) {
            let declaration = self.schema.element(member);
            // A member's own members are in the list as well: here it stands for itself only.
            let inner =
                Owner { path: self.namespaces.prefixed(&declaration.name), ..owner.member(&declaration.name.local) };
            let used = self.element_type_use(declaration, &inner);
            let row = used.row(RowKind::Element(declaration.name.clone()));
            let docs = self.element_docs(declaration, Occurs::ONCE, &inner);
            variants.push(naming::variant(&declaration.name.local), used.ty, row, docs);
        }
        let documentation = self.schema.element(head).documentation.as_deref();
        let docs = Docs::documentation(self.documentation(&path, documentation))
            .line(format!("The substitution group of element `{path}`: any of its members."))
            .build();
        self.set(item, ItemKind::Choice(variants.finish(item, &self.declared)), docs);
        item
    }

    // -- global elements -------------------------------------------------------------------------------------------

    fn element(&mut self, id: ElementId, declaration: &ElementDeclaration) {
        let name = &declaration.name;
        let module = self.namespaces.module_of(name.namespace.as_ref());
        let path = self.namespaces.prefixed(name);
        let stem = naming::ty(&name.local);
        let file = self.element_type_file(declaration, module, &stem);
        let owner = Owner { path, stem: stem.clone(), module, file, relaxed: false };
        let Some((ty, row)) = self.element_use(id, &owner) else { return };
        let docs = Docs::documentation(self.documentation(&owner.path, declaration.documentation.as_deref()))
            .line(format!("Element `{}`.{}", owner.path, self.alias_docs(declaration.ty)))
            .build();
        let name = match &row.kind {
            RowKind::Choice(item) => self.item_name(*item).to_owned(),
            _ => stem,
        };
        let name = self.modules[module].element_names.take(name);
        self.modules[module].elements.insert(declaration.name.clone(), Element { name, ty, row, docs });
    }

    /// The file for an anonymous type at the top of a schema.
    fn element_type_file(&mut self, declaration: &ElementDeclaration, module: usize, stem: &str) -> String {
        let is_anonymous = match declaration.ty {
            TypeId::Simple(id) => self.schema.simple_type(id).name.is_none(),
            TypeId::Complex(id) => self.schema.complex_type(id).name.is_none(),
        };
        let wanted = naming::module(&format!("{stem}Type"));
        if is_anonymous { self.modules[module].file_names.take(wanted) } else { wanted }
    }

    /// The Rust path from one item to another, for docs.
    fn path_between(&self, from: ItemId, to: ItemId) -> String {
        let module = |id: ItemId| self.items[id.0].as_ref().map_or(0, |item| item.module);
        if module(from) == module(to) {
            self.item_name(to).to_owned()
        } else {
            format!("{}::{}", self.namespaces.modules[module(to)].name, self.item_name(to))
        }
    }
}

/// How something is called that the schema does not name.
pub(crate) struct Label {
    name: String,
    /// By bindings.toml: then it is taken as it is.
    is_given: bool,
}

impl Label {
    fn guessed(name: &str) -> Self {
        Self { name: name.to_owned(), is_given: false }
    }
}

fn choice_path(owner: &Owner, number: usize) -> String {
    if number < 2 { format!("{}/choice", owner.path) } else { format!("{}/choice[{number}]", owner.path) }
}

/// The type and the row of something that occurs so often: `T`, `Option<T>` or `Vec<T>`.
fn occurring(ty: Ty, mut row: Row, occurs: Occurs, presence: Presence) -> (Ty, Row) {
    if occurs.is_repeated() {
        return occurring_variant(ty, row, occurs);
    }
    let is_optional = occurs.min == 0 || !matches!(presence, Presence::Stated);
    row.wanted = is_optional && occurs.min > 0;
    if let Presence::Within(sequence) = presence {
        row.within = sequence;
    }
    (if is_optional { ty.option() } else { ty }, row)
}

/// The same for an alternative of a choice.
fn occurring_variant(ty: Ty, mut row: Row, occurs: Occurs) -> (Ty, Row) {
    if !occurs.is_repeated() {
        return (ty, row);
    }
    let is_list = row.list || row.of.is_some();
    *(if is_list { &mut row.lists } else { &mut row.items }) = (occurs.min, occurs.max);
    (ty.vec(), row)
}

/// The fields of a struct as they are collected.
pub(crate) struct Fields {
    list: Vec<Field>,
    scope: Scope,
    choices: usize,
    optional_sequences: u32,
}

impl Fields {
    /// Another sequence that may be absent as a whole.
    fn optional_sequence(&mut self) -> Presence {
        self.optional_sequences += 1;
        Presence::Within(self.optional_sequences)
    }

    fn new(has_base: bool) -> Self {
        let mut scope = Scope::default();
        if has_base {
            scope.take("base".to_owned());
        }
        Self { list: Vec::new(), scope, choices: 0, optional_sequences: 0 }
    }

    fn push(&mut self, name: String, ty: Ty, mut row: Row, docs: Vec<String>) {
        let name = self.scope.take(name);
        let is_one = match &ty {
            Ty::Option(_) => false,
            // A repeated element that is itself a list need not be there.
            Ty::Vec(item) => row.list || (row.of.is_some() && !matches!(**item, Ty::Vec(_))),
            _ => true,
        };
        row.required = is_one && !matches!(row.kind, RowKind::Text | RowKind::ExplicitType);
        self.list.push(Field { name, ty, row, docs });
    }
}

/// The variants of a choice as they are collected.
#[derive(Default)]
struct Variants {
    list: Vec<Variant>,
    scope: Scope,
}

impl Variants {
    fn push(&mut self, name: String, ty: Ty, row: Row, docs: Vec<String>) {
        let name = self.scope.take(name);
        self.list.push(Variant { name, ty, row, is_from: false, via: None, is_default: false, docs });
    }

    /// Marks the variants that their type alone tells.
    fn finish(mut self, this: ItemId, declared: &HashMap<ItemId, ItemId>) -> Vec<Variant> {
        let types: Vec<Ty> = self.list.iter().map(|variant| variant.ty.clone()).collect();
        for variant in &mut self.list {
            let Ty::Item(item) = variant.ty else { continue };
            let is_unique = types.iter().filter(|ty| **ty == variant.ty).count() == 1;
            variant.is_from = is_unique && item != this;
            let declared = declared.get(&item).copied();
            variant.via = declared.filter(|&declared| variant.is_from && !types.contains(&Ty::Item(declared)));
        }
        self.list
    }
}
