//! The relations between items in doc comments: operations of a type, base types with their fields, derived types, containing types.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::docs::link_target;
use super::ir::{ElementRef, Item, ItemId, ItemKind, Message, MessagePlace, Model, Operation, Struct, Ty};
use super::samples::EXAMPLE;

/// The maximum number of types in a complete list.
const MAX_LISTED: usize = 12;

/// The number of types that are listed if there are more than `MAX_LISTED`.
const EXAMPLES: usize = 3;

/// Adds the relations of operations and types to their doc comments, and a sentence to the docs of secret fields and variants.
pub(crate) fn document(model: &mut Model) {
    let of_operations: Vec<Vec<String>> =
        model.operations.iter().map(|operation| operation_paragraphs(model, operation)).collect();
    let of_items = uses_of_items(model);
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
        add(&mut model.items[item.0].docs, sentences(used).collect());
    }
}

/// States in the docs of each module whether it contains requests and responses, or only types for them. Skips modules with
/// documentation in the schema.
pub(crate) fn document_modules(model: &mut Model) {
    let messages: BTreeSet<usize> = model.operations.iter().map(|operation| operation.request.module).collect();
    if messages.is_empty() {
        return;
    }
    for (at, module) in model.modules.iter_mut().enumerate().filter(|(_, module)| module.docs.len() == 1) {
        let line = match messages.contains(&at) {
            true => "The types of requests and responses, and types of the same namespace.",
            false => "The types that requests and responses contain.",
        };
        module.docs.splice(0..0, [line.to_owned(), String::new()]);
    }
}

/// Adds the operations that use an element at the beginning of the docs of the element, because rustdoc shows only the first paragraph
/// in lists of items.
pub(crate) fn document_messages(model: &mut Model) {
    for (element, used) in uses_of_elements(model) {
        let elements = &mut model.modules[element.module].elements;
        if let Some(element) = elements.iter_mut().find(|other| other.name == element.name) {
            let paragraphs = sentences(used).flat_map(|sentence| [sentence, String::new()]);
            element.docs.splice(0..0, paragraphs);
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

/// For each relation of a type or an element to operations, such as `Request of`: links to these operations.
type Uses = BTreeMap<&'static str, Vec<String>>;

/// Returns one sentence for each relation.
fn sentences(uses: Uses) -> impl Iterator<Item = String> {
    uses.into_iter().map(|(relation, operations)| format!("{relation} {}.", operations.join(", ")))
}

/// Returns the elements of the request and the response of an operation, each with its relation to the operation.
fn messages(operation: &Operation) -> [(&ElementRef, &'static str); 2] {
    [(&operation.request, "Request of"), (&operation.response, "Response of")]
}

/// Returns, for each type, links to the operations that use it as the content of the request or of the response, or as a response
/// message.
fn uses_of_items(model: &Model) -> BTreeMap<ItemId, Uses> {
    let mut uses: BTreeMap<ItemId, Uses> = BTreeMap::new();
    for operation in &model.operations {
        let mut insert = |item: Option<ItemId>, relation| {
            let operations = item.map(|item| uses.entry(item).or_default().entry(relation).or_default());
            operations.into_iter().for_each(|operations| operations.push(operation_link(operation)));
        };
        for (element, relation) in messages(operation) {
            insert(model.element(element).and_then(|element| content(model, &element.ty)), relation);
        }
        insert(response_message(operation), "Response message of");
    }
    uses
}

/// Returns, for each element, links to the operations that use it as request or response.
fn uses_of_elements(model: &Model) -> Vec<(ElementRef, Uses)> {
    let mut uses: BTreeMap<(usize, &str), Uses> = BTreeMap::new();
    for operation in &model.operations {
        for (element, relation) in messages(operation) {
            let has_example = relation == "Request of" && operation.docs.iter().any(|line| line == EXAMPLE);
            let example = if has_example { ", whose page shows an example" } else { "" };
            let operations = uses.entry((element.module, &element.name)).or_default().entry(relation).or_default();
            operations.push(operation_link(operation) + example);
        }
    }
    let uses = uses.into_iter();
    uses.map(|((module, name), uses)| (ElementRef { module, name: name.to_owned() }, uses)).collect()
}

/// Returns a link to an operation from the docs of a type or an element.
pub(crate) fn operation_link(operation: &Operation) -> String {
    format!("[`{name}`](super::super::operations::{name})", name = operation.name)
}

/// Returns the item of a type, also inside a box. For an enum whose variant `xsi:type` selects, returns the struct of its declared
/// type, if there is one.
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

/// Returns the type of the response messages of an operation, unless the response itself is the message.
fn response_message(operation: &Operation) -> Option<ItemId> {
    match operation.message.as_ref()? {
        Message { place: MessagePlace::Response, .. } => None,
        message => Some(message.item),
    }
}

/// Returns paragraphs with links to the messages and headers of an operation, relative to the module of operations.
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

/// Returns paragraphs about the base types of a struct, with links to their fields, and about the types that extend the struct.
fn struct_paragraphs(model: &Model, id: ItemId, derived: &Derived) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut next = base(model, id);
    while let Some(base_id) = next {
        let link = type_link(model, base_id, id);
        let fields = inherited_fields(model, base_id, id);
        // Each field is on its own line, so that a new field of a base type changes few lines in a diff.
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

/// Returns links from the docs of the item `from` to the fields of the struct `base`.
fn inherited_fields(model: &Model, base: ItemId, from: ItemId) -> Vec<String> {
    let ItemKind::Struct(kind) = &model.items[base.0].kind else { return Vec::new() };
    let target = target(model, base, from);
    let link = |name: &str| {
        let name = name.trim_start_matches("r#");
        format!("[`{name}`]({target}#structfield.{name})")
    };
    kind.fields.iter().map(|field| link(&field.name)).collect()
}

/// For each struct: the structs that extend it, and the enum that has it as its base.
#[derive(Default)]
struct Derived {
    /// For each struct: the structs that extend it.
    structs: BTreeMap<ItemId, Vec<ItemId>>,
    /// For the struct of each declared type: the enum whose variant `xsi:type` selects.
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
    let list = listed(model, structs.clone(), id);
    let any = derived.any.get(&id);
    let any = any.map(|any| format!(" [`{}`] is this type or one derived from it.", model.items[any.0].name));
    Some(format!("Extended by {list}.{}", any.unwrap_or_default()))
}

/// Returns links to all types, or if there are many, their number and links to the largest ones.
fn listed(model: &Model, mut types: Vec<ItemId>, from: ItemId) -> String {
    let count = types.len();
    let has_all = count <= MAX_LISTED;
    if !has_all {
        types.sort_by_key(|item| Reverse(model.items[item.0].as_struct().map_or(0, |kind| kind.fields.len())));
        types.truncate(EXAMPLES);
    }
    let mut links: Vec<String> = types.into_iter().map(|item| type_link(model, item, from)).collect();
    match links.pop() {
        Some(last) if !has_all => format!("{count} types, such as {} and {last}", links.join(", ")),
        last => links.into_iter().chain(last).collect::<Vec<_>>().join(", "),
    }
}

/// For each item: its containers, which are the structs, choices and unions that have it in a field, a variant or a member.
struct Containers(BTreeMap<ItemId, BTreeSet<ItemId>>);

impl Containers {
    fn of(model: &Model) -> Self {
        let mut containers: BTreeMap<ItemId, BTreeSet<ItemId>> = BTreeMap::new();
        for (at, item) in model.items.iter().enumerate() {
            let mut add = |ty: &Ty| {
                // An enum whose variant `xsi:type` selects counts as a use of its declared type, too.
                let own = if let Ty::Item(item) = ty.innermost() { Some(*item) } else { None };
                for item in [own, content(model, ty.innermost())].into_iter().flatten() {
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

    /// Returns a sentence that lists the structs in which an item is used.
    fn paragraph(&self, model: &Model, id: ItemId) -> Option<String> {
        let is_choice = match model.items[id.0].kind {
            ItemKind::Alias(_) | ItemKind::Facets(_) => return None,
            ItemKind::Choice { .. } => true,
            _ => false,
        };
        let mut types = BTreeSet::new();
        self.collect(model, id, &mut BTreeSet::new(), &mut types);
        // The docs of a choice already name the type that it belongs to.
        let is_known = types.is_empty() || is_choice && types.len() == 1;
        (!is_known).then(|| format!("Used in {}.", listed(model, types.into_iter().collect(), id)))
    }

    /// Adds to `types` the structs of schema types that contain an item, directly or inside a choice, a sequence or a union.
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

/// Returns a link from the doc comment of the item `from` to the item `to`. The text is the schema name if `to` is a named type.
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
