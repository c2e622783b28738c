//! Features: the cargo features of the generated crate that enable parts of the code.
//!
//! A feature of bindings.toml lists operations, types and elements. It enables them and everything that they refer to, with one
//! exception: a variant of an enum does not enable its content if a feature lists the type of the content, or if this type is a
//! response message of an operation. A build without the features that list the type or the operation lacks the variant, and reading
//! keeps its elements as unknown content.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::bindings::Bindings;
use super::ir::{ElementRef, Facet, FacetsUse, Feature, Gate, Item, ItemId, ItemKind, Items, Model, Row, RowKind, Ty};
use super::naming::Scope;

/// The entry of a feature for everything that no other feature enables.
const REST: &str = "*";

/// The named types and the global elements of a model, by their paths in bindings.toml, such as `t:OrderType`.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) types: HashMap<String, ItemId>,
    pub(crate) elements: HashMap<String, ElementRef>,
    /// The choices whose alternatives are the response messages of operations.
    pub(crate) response_messages: Vec<ResponseMessages>,
}

/// A choice whose alternatives are the response messages of operations.
#[derive(Debug)]
pub(crate) struct ResponseMessages {
    pub(crate) choice: ItemId,
    /// The suffix that the name of an alternative can have after the name of the response element.
    pub(crate) suffix: String,
}

/// Sets the gates of all parts of a model and the model's list of features, if bindings.toml has features.
pub(crate) fn add(model: &mut Model, parts: &Parts, bindings: &Bindings) {
    if bindings.features().is_empty() {
        return;
    }
    let graph = Graph::new(model);
    let lists = Lists::new(model, parts, bindings, &graph);
    let availability = graph.availability(model, &lists);
    let clusters = clusters(model, &availability, &lists.names);
    let mut gates = Gates { names: &lists.names, clusters };
    gates.set(model, &graph, &lists, &availability);
    model.features = gates.features(model, &lists);
}

/// Sets `response_message` of each operation: the variant whose element has the name of the response element, alone or with the
/// suffix.
pub(crate) fn set_response_messages(model: &mut Model, parts: &Parts) {
    parts.response_messages.iter().for_each(|messages| set_response_message(model, messages));
}

fn set_response_message(model: &mut Model, messages: &ResponseMessages) {
    let ItemKind::Choice { variants, .. } = &model.items[messages.choice.0].kind else { return };
    let names: HashMap<&str, usize> = variants
        .iter()
        .enumerate()
        .filter_map(|(at, variant)| match &variant.row.kind {
            RowKind::Element(name) => Some((&*name.local, at)),
            _ => None,
        })
        .collect();
    for operation in &mut model.operations {
        let response = &operation.response_name;
        let found = names.get(&**response).or_else(|| names.get(format!("{response}{}", messages.suffix).as_str()));
        operation.response_message = found.map(|&variant| (messages.choice, variant));
    }
}

/// The indices of the features that each enable a part of the code; `None` if every build contains the part.
type Availability = Option<BTreeSet<usize>>;

/// The graph of references. Its nodes are files. An enum whose variant `xsi:type` selects is a node of its own if it has a variant for
/// the declared type, because a build can contain the file of this type without the derived types.
struct Graph {
    node_of: Vec<usize>,
    file_of: Vec<usize>,
    references: Vec<Vec<Reference>>,
}

struct Reference {
    to: usize,
    is_alternative: bool,
}

impl Graph {
    fn new(model: &Model) -> Self {
        let mut file_of = vec![0; model.items.len()];
        let files = model.modules.iter().flat_map(|module| &module.files);
        for (file, items) in files.enumerate() {
            items.items.iter().for_each(|item| file_of[item.0] = file);
        }
        let mut count = model.modules.iter().map(|module| module.files.len()).sum();
        let mut node_of = file_of.clone();
        for (item, node) in model.items.iter().zip(&mut node_of) {
            if let ItemKind::Polymorphic { variants, .. } = &item.kind
                && variants.iter().any(|variant| variant.is_base)
            {
                *node = count;
                count += 1;
            }
        }
        let mut references: Vec<Vec<Reference>> = (0..count).map(|_| Vec::new()).collect();
        for (at, item) in model.items.iter().enumerate() {
            each_reference(item, &mut |to, is_alternative| {
                references[node_of[at]].push(Reference { to: node_of[to.0], is_alternative });
            });
        }
        Self { node_of, file_of, references }
    }

    /// Returns `roots`, and the nodes that they refer to, directly or indirectly. Does not follow a reference from a variant to a
    /// node in `listed_only`.
    fn reachable(&self, roots: &BTreeSet<usize>, listed_only: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<usize> = roots.iter().copied().collect();
        while let Some(node) = open.pop() {
            if reached.insert(node) {
                let followed =
                    self.references[node].iter().filter(|to| !(to.is_alternative && listed_only.contains(&to.to)));
                open.extend(followed.map(|to| to.to));
            }
        }
        reached
    }

    /// Returns, for each node, the features that each enable it. An alias that nothing refers to has the features of its target type.
    fn availability(&self, model: &Model, lists: &Lists) -> Vec<Availability> {
        let mut always = self.reachable(&lists.always, &lists.listed_only);
        let mut reached: Vec<_> = lists.roots.iter().map(|roots| self.reachable(roots, &lists.listed_only)).collect();
        let is_reached = |node: &usize| always.contains(node) || reached.iter().any(|reached| reached.contains(node));
        let unreached = model.items.iter().zip(&self.file_of).filter(|(_, file)| !is_reached(file));
        let (aliases, unreached): (Vec<_>, Vec<_>) =
            unreached.partition(|(item, _)| matches!(item.kind, ItemKind::Alias(_)));
        let unreached: BTreeSet<usize> = unreached.into_iter().map(|(_, file)| *file).collect();
        let aliases: Vec<(usize, Option<usize>)> = aliases
            .into_iter()
            .filter(|(_, file)| !unreached.contains(file))
            .map(|(item, &file)| match &item.kind {
                ItemKind::Alias(ty) => (file, content(ty).map(|item| self.file_of[item.0])),
                _ => (file, None),
            })
            .collect();
        let unreached = self.reachable(&unreached, &lists.listed_only);
        match lists.rest {
            Some(rest) => reached[rest].extend(unreached),
            None => always.extend(unreached),
        }
        let features = |node: usize| (0..reached.len()).filter(|&feature| reached[feature].contains(&node)).collect();
        let mut availability: Vec<Availability> =
            (0..self.references.len()).map(|node| (!always.contains(&node)).then(|| features(node))).collect();
        for (alias, ty) in aliases {
            availability[alias] = ty.and_then(|ty| availability[ty].clone());
        }
        availability
    }
}

/// Calls `visit` for each item that an item refers to. The flag is true if the referenced item is the content of a variant of a
/// choice, or of an enum whose variant `xsi:type` selects.
fn each_reference(item: &Item, visit: &mut dyn FnMut(ItemId, bool)) {
    match &item.kind {
        ItemKind::Struct(item) => {
            item.base.into_iter().for_each(|base| visit(base, false));
            for field in &item.fields {
                content(&field.ty).into_iter().for_each(|id| visit(id, false));
                each_in_row(&field.row, visit);
            }
        }
        ItemKind::Choice { base, variants, .. } => {
            base.iter().for_each(|base| visit(*base, false));
            for variant in variants {
                content(&variant.ty).into_iter().for_each(|id| visit(id, true));
                each_in_row(&variant.row, visit);
            }
        }
        ItemKind::Polymorphic { base, variants, .. } => {
            base.iter().for_each(|base| visit(*base, false));
            for variant in variants {
                content(&variant.ty).into_iter().for_each(|id| visit(id, true));
            }
        }
        ItemKind::Union(members) => {
            members.iter().filter_map(|member| content(&member.ty)).for_each(|id| visit(id, false));
        }
        ItemKind::Alias(ty) => content(ty).into_iter().for_each(|id| visit(id, false)),
        ItemKind::Facets(facets) => {
            let mut used = |facets: FacetsUse| {
                if let FacetsUse::Item(id) = facets {
                    visit(id, false);
                }
            };
            for facet in facets {
                match facet {
                    Facet::Item(facets) | Facet::Base(facets) => used(*facets),
                    Facet::Members(members) => members.iter().filter_map(|(_, facets)| *facets).for_each(&mut used),
                    _ => {}
                }
            }
        }
        ItemKind::StringEnum(_) => {}
    }
}

fn each_in_row(row: &Row, visit: &mut dyn FnMut(ItemId, bool)) {
    if let RowKind::Choice(id) | RowKind::Group(id) | RowKind::Mixed(id) = row.kind {
        visit(id, false);
    }
    if let Some(FacetsUse::Item(id)) = row.facets {
        visit(id, false);
    }
    if let Items::Children(row) = &row.items {
        each_in_row(row, visit);
    }
}

/// Returns the generated type inside a type such as `Option<Vec<_>>`, if there is one.
fn content(ty: &Ty) -> Option<ItemId> {
    match ty.innermost() {
        Ty::Item(id) => Some(*id),
        _ => None,
    }
}

/// The features in bindings.toml, and the parts that they list.
struct Lists {
    names: Vec<String>,
    /// For each feature: the nodes that it lists, or to which its operations and elements refer.
    roots: Vec<BTreeSet<usize>>,
    /// For each operation, in the order of `Model::operations`: the features that each enable it.
    operations: Vec<Availability>,
    /// For each global element in a list or in a message of an operation: the features that list the element or the operation.
    elements: HashMap<ElementRef, Availability>,
    /// The nodes that bindings.toml lists in `always`, or that an operation without features refers to.
    always: BTreeSet<usize>,
    /// The nodes that a variant of an enum does not enable, even if its content refers to them: types that a feature lists, and
    /// response messages.
    listed_only: BTreeSet<usize>,
    /// The feature whose list contains `*`: it enables everything that no other feature enables.
    rest: Option<usize>,
}

impl Lists {
    fn new(model: &Model, parts: &Parts, bindings: &Bindings, graph: &Graph) -> Self {
        let names = bindings.features().keys().cloned().collect();
        let mut lists = Self {
            names,
            roots: vec![BTreeSet::new(); bindings.features().len()],
            operations: vec![Some(BTreeSet::new()); model.operations.len()],
            elements: HashMap::new(),
            always: BTreeSet::new(),
            listed_only: BTreeSet::new(),
            rest: None,
        };
        let operations: HashMap<&str, usize> =
            model.operations.iter().enumerate().map(|(at, operation)| (operation.wsdl_name.as_str(), at)).collect();
        let features = bindings.features().values().enumerate().map(|(feature, entries)| (Some(feature), entries));
        for (feature, entries) in features.chain([(None, bindings.always())]) {
            for (entry, range) in entries {
                if entry == REST && feature.is_some() {
                    lists.rest = feature;
                } else if let (Some(feature), Some(&operation)) = (feature, operations.get(entry.as_str())) {
                    lists.operations[operation].get_or_insert_default().insert(feature);
                } else if let Some(item) = parts.types.get(entry) {
                    let node = graph.node_of[item.0];
                    lists.root(node, feature);
                    lists.listed_only.extend(feature.map(|_| node));
                } else if let Some(element) = parts.elements.get(entry) {
                    lists.element(model, graph, element, feature);
                } else {
                    continue;
                }
                bindings.found(range);
            }
        }
        lists.add_operations(model, graph);
        lists
    }

    fn add_operations(&mut self, model: &Model, graph: &Graph) {
        let rest = self.rest.map(|rest| BTreeSet::from([rest]));
        for (at, operation) in model.operations.iter().enumerate() {
            if self.operations[at].as_ref().is_some_and(BTreeSet::is_empty) {
                self.operations[at] = rest.clone();
            }
            let features: Vec<Option<usize>> = match &self.operations[at] {
                None => vec![None],
                Some(features) => features.iter().copied().map(Some).collect(),
            };
            let elements = [&operation.request, &operation.response];
            let headers = operation.request_headers.iter().chain(&operation.response_headers);
            for feature in features {
                elements
                    .into_iter()
                    .chain(headers.clone())
                    .for_each(|element| self.element(model, graph, element, feature));
                if let Some((choice, variant)) = operation.response_message
                    && let ItemKind::Choice { variants, .. } = &model.items[choice.0].kind
                    && let Some(item) = content(&variants[variant].ty)
                {
                    self.root(graph.file_of[item.0], feature);
                }
            }
        }
        for (choice, _) in model.operations.iter().filter_map(|operation| operation.response_message) {
            if let ItemKind::Choice { variants, .. } = &model.items[choice.0].kind {
                let messages = variants.iter().filter_map(|variant| content(&variant.ty));
                messages.for_each(|item| self.add_listed_only(model, graph, item));
            }
        }
    }

    /// Adds a response message, and the types derived from it, to `listed_only`: a variant does not enable them.
    fn add_listed_only(&mut self, model: &Model, graph: &Graph, message: ItemId) {
        self.listed_only.insert(graph.node_of[message.0]);
        if let ItemKind::Polymorphic { variants, .. } = &model.items[message.0].kind {
            let derived = variants.iter().filter(|variant| !variant.is_base);
            self.listed_only
                .extend(derived.filter_map(|variant| content(&variant.ty)).map(|item| graph.node_of[item.0]));
        }
    }

    /// Adds an element to a feature, or to every build if `feature` is `None`.
    fn element(&mut self, model: &Model, graph: &Graph, element: &ElementRef, feature: Option<usize>) {
        let features = self.elements.entry(element.clone()).or_insert_with(|| Some(BTreeSet::new()));
        match feature {
            Some(feature) => drop(features.as_mut().map(|features| features.insert(feature))),
            None => *features = None,
        }
        if let Some(item) = model.element(element).and_then(|element| content(&element.ty)) {
            self.root(graph.node_of[item.0], feature);
        }
    }

    fn root(&mut self, node: usize, feature: Option<usize>) {
        match feature {
            Some(feature) => drop(self.roots[feature].insert(node)),
            None => drop(self.always.insert(node)),
        }
    }
}

/// Returns, for each set of several features that each enable the same files, the name of the internal feature that gates these files.
/// The name is `_`, followed by the name of the file with the most rows. A change of a schema seldom makes another file the one with
/// the most rows, so the name seldom changes.
fn clusters(model: &Model, availability: &[Availability], names: &[String]) -> BTreeMap<BTreeSet<usize>, String> {
    let mut largest: BTreeMap<&BTreeSet<usize>, (usize, &str)> = BTreeMap::new();
    let files = model.modules.iter().flat_map(|module| &module.files);
    for (file, features) in files.zip(availability) {
        if let Some(features) = features.as_ref().filter(|features| features.len() > 1) {
            let rows: usize = file.items.iter().map(|item| rows(&model.items[item.0])).sum();
            let entry = largest.entry(features).or_insert((rows, &file.name));
            if rows > entry.0 {
                *entry = (rows, &file.name);
            }
        }
    }
    let mut taken = Scope::default();
    names.iter().for_each(|name| drop(taken.take(name.clone())));
    largest.into_iter().map(|(features, (_, file))| (features.clone(), taken.take(format!("_{file}")))).collect()
}

fn rows(item: &Item) -> usize {
    match &item.kind {
        ItemKind::Struct(item) => item.fields.len(),
        ItemKind::Choice { variants, .. } => variants.len(),
        ItemKind::Polymorphic { variants, .. } => variants.len(),
        ItemKind::StringEnum(item) => item.values.len(),
        ItemKind::Union(members) => members.len(),
        ItemKind::Alias(_) | ItemKind::Facets(_) => 0,
    }
}

/// Creates the gates of parts from the sets of features that each enable a part.
struct Gates<'l> {
    names: &'l [String],
    /// For each set of several features that each enable a part: the name of the internal feature that gates the part. Each feature of
    /// the set enables the internal feature, which is not in bindings.toml.
    clusters: BTreeMap<BTreeSet<usize>, String>,
}

impl Gates<'_> {
    fn set(&mut self, model: &mut Model, graph: &Graph, lists: &Lists, availability: &[Availability]) {
        let of = |ty: &Ty| content(ty).and_then(|item| availability[graph.file_of[item.0]].as_ref());
        for (at, item) in model.items.iter_mut().enumerate() {
            let file = availability[graph.file_of[at]].as_ref();
            // A variant needs no gate if all features that enable the enum also enable the content of the variant.
            let mut gate = |ty: &Ty| match (file, of(ty)) {
                (Some(file), Some(content)) if file.is_subset(content) => None,
                (_, content) => self.gate(content),
            };
            match &mut item.kind {
                ItemKind::Choice { variants, .. } => {
                    for variant in variants.iter_mut() {
                        variant.gate = gate(&variant.ty);
                        add_docs(&mut variant.docs, &variant.gate);
                    }
                    choose_default(variants.iter_mut().map(|variant| (&variant.gate, &mut variant.is_default)));
                }
                ItemKind::Polymorphic { variants, restricted, .. } => {
                    variants.iter_mut().for_each(|variant| variant.gate = gate(&variant.ty));
                    restricted.iter_mut().for_each(|restricted| restricted.is_gated = gate(&restricted.ty).is_some());
                    choose_default(variants.iter_mut().map(|variant| (&variant.gate, &mut variant.is_default)));
                }
                _ => {}
            }
        }
        let mut files = availability.iter();
        for (index, module) in model.modules.iter_mut().enumerate() {
            for file in &mut module.files {
                file.gate = self.gate(files.next().and_then(Option::as_ref));
                file.items.iter().for_each(|item| add_docs(&mut model.items[item.0].docs, &file.gate));
            }
            for element in &mut module.elements {
                let reference = ElementRef { module: index, name: element.name.clone() };
                let features = match lists.elements.get(&reference) {
                    Some(features) => features.as_ref(),
                    None => of(&element.ty),
                };
                element.gate = self.gate(features);
                add_docs(&mut element.docs, &element.gate);
            }
        }
        for (operation, features) in model.operations.iter_mut().zip(&lists.operations) {
            operation.gate = self.gate(features.as_ref());
            add_docs(&mut operation.docs, &operation.gate);
        }
    }

    fn gate(&mut self, features: Option<&BTreeSet<usize>>) -> Option<Gate> {
        let features = features?;
        let names: Vec<String> = features.iter().map(|&feature| self.names[feature].clone()).collect();
        let feature = match names.as_slice() {
            [name] => name.clone(),
            _ => self.clusters.entry(features.clone()).or_insert_with(|| format!("_{}", names.join("_or_"))).clone(),
        };
        Some(Gate { feature, enabled_by: names })
    }

    fn features(&self, model: &Model, lists: &Lists) -> Vec<Feature> {
        let listed = |feature: usize| {
            let operations = model.operations.iter().zip(&lists.operations);
            let operations = operations.filter(|(_, of)| of.as_ref().is_some_and(|of| of.contains(&feature)));
            Feature {
                name: self.names[feature].clone(),
                operations: operations.map(|(operation, _)| operation.name.clone()).collect(),
                enables: self
                    .clusters
                    .iter()
                    .filter(|(features, _)| features.contains(&feature))
                    .map(|(_, name)| name.clone())
                    .collect::<BTreeSet<_>>(),
            }
        };
        (0..self.names.len()).map(listed).collect()
    }
}

/// Adds a sentence with the features that enable a part to the docs of the part, unless every build contains the part.
fn add_docs(docs: &mut Vec<String>, gate: &Option<Gate>) {
    if let Some(gate) = gate {
        docs.extend([String::new(), gate.docs()]);
    }
}

/// If the default variant has a gate, makes the first variant without a gate the default instead. If all variants have gates, no
/// variant is the default.
fn choose_default<'v>(variants: impl Iterator<Item = (&'v Option<Gate>, &'v mut bool)>) {
    let mut variants: Vec<_> = variants.collect();
    let default = variants.iter().position(|(_, is_default)| **is_default).unwrap_or_default();
    if variants.get(default).is_none_or(|(gate, _)| gate.is_none()) {
        return;
    }
    let first = variants.iter().position(|(gate, _)| gate.is_none());
    for (at, (_, is_default)) in variants.iter_mut().enumerate() {
        **is_default = Some(at) == first;
    }
}
