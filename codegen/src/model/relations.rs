//! The relations between items in doc comments: operations of a type, base types with their fields, derived types.

use std::collections::{BTreeMap, BTreeSet};

use super::docs::link_target;
use super::ir::{ElementRef, Item, ItemId, ItemKind, Message, MessagePlace, Model, Operation, Struct, Ty};

/// The maximum number of derived types that are listed.
const MAX_LISTED: usize = 12;

/// Adds the relations of operations, elements and types to their doc comments.
pub(crate) fn document(model: &mut Model) {
    let of_operations: Vec<Vec<String>> =
        model.operations.iter().map(|operation| operation_paragraphs(model, operation)).collect();
    let (of_items, of_elements) = uses(model);
    let derived = Derived::of(model);
    let of_structs: Vec<Vec<String>> =
        (0..model.items.len()).map(|at| struct_paragraphs(model, ItemId(at), &derived)).collect();
    let containers = Containers::of(model);
    let of_members: Vec<Option<String>> =
        (0..model.items.len()).map(|at| containers.paragraph(model, ItemId(at))).collect();
    for (operation, paragraphs) in model.operations.iter_mut().zip(of_operations) {
        add(&mut operation.docs, paragraphs);
    }
    for (item, paragraphs) in model.items.iter_mut().zip(of_structs) {
        add(&mut item.docs, paragraphs);
    }
    for (item, paragraph) in model.items.iter_mut().zip(of_members) {
        add(&mut item.docs, paragraph.into_iter().collect());
        mark_secrets(item);
    }
    for (item, used) in of_items {
        add(&mut model.items[item.0].docs, sentences(used));
    }
    for (element, used) in of_elements {
        let elements = &mut model.modules[element.module].elements;
        if let Some(element) = elements.iter_mut().find(|other| other.name == element.name) {
            add(&mut element.docs, sentences(used));
        }
    }
}

fn add(docs: &mut Vec<String>, paragraphs: Vec<String>) {
    for paragraph in paragraphs {
        if !docs.is_empty() {
            docs.push(String::new());
        }
        docs.extend(paragraph.lines().map(str::to_owned));
    }
}

/// The uses of a type or an element: the operations by their relation.
type Uses = BTreeMap<&'static str, Vec<String>>;

/// Returns one sentence for each relation.
fn sentences(uses: Uses) -> Vec<String> {
    let link = |name: &String| format!("[`{name}`](super::super::operations::{name})");
    uses.into_iter()
        .map(|(relation, names)| format!("{relation} {}.", names.iter().map(link).collect::<Vec<_>>().join(", ")))
        .collect()
}

/// Returns the operations of which types and elements are the request, the response or a part of it.
fn uses(model: &Model) -> (BTreeMap<ItemId, Uses>, Vec<(ElementRef, Uses)>) {
    let mut of_items: BTreeMap<ItemId, Uses> = BTreeMap::new();
    let mut of_elements: BTreeMap<(usize, String), Uses> = BTreeMap::new();
    for operation in &model.operations {
        for (element, relation) in [(&operation.request, "Request of"), (&operation.response, "Response of")] {
            let key = (element.module, element.name.clone());
            insert(of_elements.entry(key).or_default(), relation, operation);
            let ty = model.element(element).and_then(|element| content(model, &element.ty));
            if let Some(item) = ty {
                insert(of_items.entry(item).or_default(), relation, operation);
            }
        }
        if let Some(item) = response_message(operation) {
            insert(of_items.entry(item).or_default(), "Response message of", operation);
        }
    }
    let of_elements = of_elements.into_iter().map(|((module, name), uses)| (ElementRef { module, name }, uses));
    (of_items, of_elements.collect())
}

fn insert(uses: &mut Uses, relation: &'static str, operation: &Operation) {
    uses.entry(relation).or_default().push(operation.name.clone());
}

/// Returns the item of a type, or the declared type of an enum whose variant `xsi:type` selects.
pub(crate) fn content(model: &Model, ty: &Ty) -> Option<ItemId> {
    match ty {
        Ty::Item(item) => match model.items[item.0].kind {
            ItemKind::Polymorphic { base: Some(base), .. } => Some(base),
            _ => Some(*item),
        },
        Ty::Boxed(inner) => content(model, inner),
        _ => None,
    }
}

/// Returns the type of the response messages of an operation, if it is not that of the response.
fn response_message(operation: &Operation) -> Option<ItemId> {
    match operation.message.as_ref()? {
        Message { place: MessagePlace::Response, .. } => None,
        message => Some(message.item),
    }
}

/// Returns the messages and headers of an operation, as links in the module of operations.
fn operation_paragraphs(model: &Model, operation: &Operation) -> Vec<String> {
    let link = |element: &ElementRef| {
        let module = &model.modules[element.module].name;
        format!("[`{name}`](super::{module}::elements::{name})", name = element.name)
    };
    let links = |elements: &[ElementRef]| elements.iter().map(link).collect::<Vec<_>>().join(", ");
    let mut messages = format!("Request: {}. Response: {}", link(&operation.request), link(&operation.response));
    if let Some(item) = response_message(operation) {
        let Item { name, module, .. } = &model.items[item.0];
        messages += &format!(" with [`{name}`](super::{}::{name})", model.modules[*module].name);
    }
    let mut paragraphs = vec![messages + "."];
    if !operation.request_headers.is_empty() {
        paragraphs.push(format!("Headers of the request: {}.", links(&operation.request_headers)));
    }
    if !operation.response_headers.is_empty() {
        paragraphs.push(format!("Headers of the response: {}.", links(&operation.response_headers)));
    }
    paragraphs
}

/// Returns the base types of a struct with their fields, and the types that extend it.
fn struct_paragraphs(model: &Model, id: ItemId, derived: &Derived) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut next = base(model, id);
    while let Some(base_id) = next {
        let link = type_link(model, base_id, id);
        let fields = inherited_fields(model, base_id, id);
        // A line for each field, so that another field of a base type adds a line.
        let fields = fields.join(",\n");
        match (base(model, id) == Some(base_id), fields.is_empty()) {
            (true, true) => paragraphs.push(format!("Extends {link}.")),
            (true, false) => paragraphs.push(format!("Extends {link} and has its fields through `Deref`:\n{fields}.")),
            (false, true) => {}
            (false, false) => paragraphs.push(format!("Has the fields of its base type {link}:\n{fields}.")),
        }
        next = base(model, base_id);
    }
    paragraphs.extend(derived_paragraph(model, id, derived));
    paragraphs
}

fn base(model: &Model, id: ItemId) -> Option<ItemId> {
    match &model.items[id.0].kind {
        ItemKind::Struct(kind) => kind.any_base(),
        _ => None,
    }
}

/// Returns links to the fields of a base type.
fn inherited_fields(model: &Model, base: ItemId, from: ItemId) -> Vec<String> {
    let ItemKind::Struct(kind) = &model.items[base.0].kind else { return Vec::new() };
    let target = target(model, base, from);
    let link = |name: &str| {
        let name = name.trim_start_matches("r#");
        format!("[`{name}`]({target}#structfield.{name})")
    };
    kind.fields.iter().map(|field| link(&field.name)).collect()
}

/// The items that depend on a struct.
#[derive(Default)]
struct Derived {
    /// The structs that extend it.
    structs: BTreeMap<ItemId, Vec<ItemId>>,
    /// The enum of the struct and the types derived from it.
    any: BTreeMap<ItemId, ItemId>,
}

impl Derived {
    fn of(model: &Model) -> Self {
        let mut derived = Self::default();
        for (at, item) in model.items.iter().enumerate() {
            let base = item.as_struct().and_then(Struct::any_base);
            if let Some(base) = base {
                derived.structs.entry(base).or_default().push(ItemId(at));
            }
            if let ItemKind::Polymorphic { base: Some(base), .. } = item.kind {
                derived.any.insert(base, ItemId(at));
            }
        }
        derived
    }
}

/// Returns a sentence with the types that extend a struct.
fn derived_paragraph(model: &Model, id: ItemId, derived: &Derived) -> Option<String> {
    let structs = derived.structs.get(&id)?;
    let list = match structs.len() {
        count if count > MAX_LISTED => format!("{count} types"),
        _ => structs.iter().map(|&item| type_link(model, item, id)).collect::<Vec<_>>().join(", "),
    };
    let any = derived.any.get(&id);
    let any = any.map(|any| format!(" [`{}`] is this type or one derived from it.", model.items[any.0].name));
    Some(format!("Extended by {list}.{}", any.unwrap_or_default()))
}

/// The structs and enums that have an item in a field or a variant.
struct Containers(BTreeMap<ItemId, BTreeSet<ItemId>>);

impl Containers {
    fn of(model: &Model) -> Self {
        let mut containers: BTreeMap<ItemId, BTreeSet<ItemId>> = BTreeMap::new();
        for (at, item) in model.items.iter().enumerate() {
            let mut add = |ty: &Ty| {
                if let Some(item) = part(model, ty) {
                    containers.entry(item).or_default().insert(ItemId(at));
                }
            };
            match &item.kind {
                ItemKind::Struct(kind) => kind.fields.iter().for_each(|field| add(&field.ty)),
                ItemKind::Choice { variants, .. } => variants.iter().for_each(|variant| add(&variant.ty)),
                ItemKind::Union(members) => members.iter().for_each(|member| add(&member.ty)),
                _ => {}
            }
        }
        Self(containers)
    }

    /// Returns a sentence with the types whose content contains a type of the schema.
    fn paragraph(&self, model: &Model, id: ItemId) -> Option<String> {
        if !matches!(model.items[id.0].kind, ItemKind::Struct(_) | ItemKind::StringEnum(_) | ItemKind::Union(_)) {
            return None;
        }
        let mut types = BTreeSet::new();
        self.collect(model, id, &mut BTreeSet::new(), &mut types);
        match types.len() {
            0 => None,
            count if count > MAX_LISTED => Some(format!("Used in {count} types.")),
            _ => {
                let links: Vec<String> = types.iter().map(|&item| type_link(model, item, id)).collect();
                Some(format!("Used in {}.", links.join(", ")))
            }
        }
    }

    /// Collects the structs of types. The enum of a choice and the struct of a sequence belong to the types that contain them.
    fn collect(&self, model: &Model, id: ItemId, seen: &mut BTreeSet<ItemId>, types: &mut BTreeSet<ItemId>) {
        for &container in self.0.get(&id).into_iter().flatten() {
            match &model.items[container.0].kind {
                ItemKind::Struct(Struct { is_group: false, .. }) => drop(types.insert(container)),
                _ if seen.insert(container) => self.collect(model, container, seen, types),
                _ => {}
            }
        }
    }
}

/// Returns the item in the type of a field.
fn part(model: &Model, ty: &Ty) -> Option<ItemId> {
    content(model, ty.innermost())
}

/// Adds a sentence to the docs of fields and variants with a secret value.
fn mark_secrets(item: &mut Item) {
    let mark = |ty: &Ty, docs: &mut Vec<String>| {
        if let (Ty::Runtime("Secret"), Some(last)) = (ty.innermost(), docs.last_mut()) {
            last.push_str(" `Debug` output does not show the value.");
        }
    };
    match &mut item.kind {
        ItemKind::Struct(kind) => kind.fields.iter_mut().for_each(|field| mark(&field.ty, &mut field.docs)),
        ItemKind::Choice { variants, .. } => {
            variants.iter_mut().for_each(|variant| mark(&variant.ty, &mut variant.docs))
        }
        _ => {}
    }
}

/// Returns a link from the doc comment of an item to another. Its text is the name in the schema.
fn type_link(model: &Model, to: ItemId, from: ItemId) -> String {
    let target = target(model, to, from);
    let qname = match &model.items[to.0].kind {
        ItemKind::Struct(kind) => kind.qname.as_ref(),
        _ => None,
    };
    let text = qname.and_then(|name| model.prefixed(name)).unwrap_or_else(|| model.items[to.0].name.clone());
    format!("[`{text}`]({target})")
}

fn target(model: &Model, to: ItemId, from: ItemId) -> String {
    let Item { name, module, .. } = &model.items[to.0];
    link_target(name, &model.modules[*module].name, *module == model.items[from.0].module)
}
