//! The types that drop nested values without recursion.
//!
//! A value of a recursive type can be nested deeply, and the drop glue of the compiler is recursive. So some types on each cycle of
//! types implement `Drop`. Other types do not, because no field can be moved out of a value of a type with `Drop`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::bindings::Bindings;
use super::components::strongly_connected;
use super::features::Parts;
use super::ir::{Item, ItemId, ItemKind, Model, Superset, Ty};

/// The maximum number of types that are chosen in one strongly connected component. Cycles that these types do not break remain.
const MAX_CHOSEN: usize = 64;

/// Returns the sentence in the docs of a chosen type.
fn docs(kind: &ItemKind) -> String {
    let part = match kind {
        ItemKind::Struct(_) => "a field",
        _ => "the content of a variant",
    };
    format!(
        "Deeply nested values are dropped without recursion. So `std::mem::take` moves {part} out, but a pattern cannot."
    )
}

/// Chooses the types: those that bindings.toml lists, and in each strongly connected component without a listed type, types that
/// break all cycles of the component. The supersets of choices must be set before.
pub(crate) fn set(model: &mut Model, parts: &Parts, bindings: &Bindings) {
    let graph = Graph::of(model);
    let mut chosen: Vec<usize> = bindings
        .iterative_drops()
        .iter()
        .filter_map(|(path, range)| {
            let ItemId(index) = *parts.types.get(path)?;
            bindings.found(range);
            Some(index)
        })
        .collect();
    for component in graph.cycles() {
        if !component.iter().any(|index| chosen.contains(index)) {
            graph.break_cycles(component, &mut chosen);
        }
    }
    for index in chosen {
        let item = &mut model.items[index];
        item.drops_iteratively = true;
        item.docs.extend([String::new(), docs(&item.kind)]);
    }
}

/// The types that each type contains, directly or in an option, a box or a list.
struct Graph {
    edges: Vec<Vec<usize>>,
    /// The preference for each type, greater if its `Drop` restricts programs less. `None` if the type cannot implement `Drop`.
    preferences: Vec<Option<Preference>>,
}

/// The preference for a type. `Drop` forbids moving fields out of a value. This matters least for enums, because programs usually
/// match enums by reference. Structs with few fields follow, because programs rarely build them with `..Default::default()`.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Preference {
    is_enum: bool,
    few_fields: Reverse<usize>,
}

impl Graph {
    fn of(model: &Model) -> Self {
        let supersets = model.items.iter().flat_map(|item| supersets_of(&item.kind));
        let converted: BTreeSet<usize> = supersets.map(|superset| superset.item.0).collect();
        let preference = |(index, item): (usize, &Item)| {
            // Conversions between choices move the content of variants, which `Drop` forbids.
            let is_converted = converted.contains(&index) || !supersets_of(&item.kind).is_empty();
            match &item.kind {
                ItemKind::Struct(kind) => Some(Preference { is_enum: false, few_fields: Reverse(kind.fields.len()) }),
                ItemKind::Choice { .. } | ItemKind::Polymorphic { .. } if !is_converted => {
                    Some(Preference { is_enum: true, few_fields: Reverse(0) })
                }
                _ => None,
            }
        };
        Self {
            edges: model.items.iter().map(|item| contained(&item.kind)).collect(),
            preferences: model.items.iter().enumerate().map(preference).collect(),
        }
    }

    /// Returns the strongly connected components that contain a cycle, each as a list of positions in `edges`.
    fn cycles(&self) -> Vec<Vec<usize>> {
        let numbers = strongly_connected(&self.edges);
        let mut components = vec![Vec::new(); numbers.iter().map(|number| number + 1).max().unwrap_or(0)];
        for (index, number) in numbers.into_iter().enumerate() {
            components[number].push(index);
        }
        components.retain(|component| match component.as_slice() {
            [only] => self.edges[*only].contains(only),
            component => component.len() > 1,
        });
        components
    }

    /// Adds types of `component` to `chosen`, until the other types form no cycle or `MAX_CHOSEN` types are added. Each step adds the
    /// `best` type.
    fn break_cycles(&self, component: Vec<usize>, chosen: &mut Vec<usize>) {
        let mut pending = vec![component];
        for _ in 0..MAX_CHOSEN {
            let Some(component) = pending.pop() else { return };
            let mut part = self.restricted_to(&component);
            let Some(best) = part.best() else { continue };
            chosen.push(component[best]);
            part.edges[best].clear();
            let rest = part.cycles().into_iter();
            pending.extend(rest.map(|places| places.into_iter().map(|place| component[place]).collect()));
        }
    }

    /// Returns the type that connects the most pairs of types: the product of the numbers of its incoming and outgoing edges is the
    /// greatest. The preference decides between equal products. Skips types that cannot implement `Drop`.
    fn best(&self) -> Option<usize> {
        let mut incoming = vec![0; self.edges.len()];
        for target in self.edges.iter().flatten() {
            incoming[*target] += 1;
        }
        let rank = |place: usize| {
            let preference = self.preferences[place]?;
            Some((incoming[place] * self.edges[place].len(), preference, Reverse(place)))
        };
        let ranks = (0..self.edges.len()).filter_map(|place| Some((rank(place)?, place)));
        ranks.max().map(|(_, place)| place)
    }

    /// Returns the graph of the types in `component` only. Its indices are positions in `component`.
    fn restricted_to(&self, component: &[usize]) -> Self {
        let places: BTreeMap<usize, usize> =
            component.iter().enumerate().map(|(place, index)| (*index, place)).collect();
        let inside = |index: &usize| self.edges[*index].iter().filter_map(|target| places.get(target).copied());
        Self {
            edges: component.iter().map(|index| inside(index).collect()).collect(),
            preferences: component.iter().map(|index| self.preferences[*index]).collect(),
        }
    }
}

fn supersets_of(kind: &ItemKind) -> &[Superset] {
    match kind {
        ItemKind::Choice { supersets, .. } => supersets,
        _ => &[],
    }
}

/// Returns the items that a value contains, directly or in an option, a box or a list, without duplicates.
fn contained(kind: &ItemKind) -> Vec<usize> {
    let types: Vec<&Ty> = match kind {
        ItemKind::Struct(item) => item.fields.iter().map(|field| &field.ty).collect(),
        ItemKind::Choice { variants, .. } => variants.iter().map(|variant| &variant.ty).collect(),
        ItemKind::Polymorphic { variants, .. } => variants.iter().map(|variant| &variant.ty).collect(),
        ItemKind::Alias(ty) => vec![ty],
        ItemKind::StringEnum(_) | ItemKind::Union(_) | ItemKind::Facets(_) => Vec::new(),
    };
    let base = match kind {
        ItemKind::Struct(item) => item.base,
        _ => None,
    };
    let items: BTreeSet<usize> = types.into_iter().filter_map(item).chain(base).map(|ItemId(index)| index).collect();
    items.into_iter().collect()
}

/// Returns the item in a type such as `Option<Vec<_>>`; `None` for a type without an item.
fn item(ty: &Ty) -> Option<ItemId> {
    match ty {
        Ty::Item(id) => Some(*id),
        Ty::Option(inner) | Ty::Nillable(inner) | Ty::Vec(inner) | Ty::Boxed(inner) | Ty::Spelled(inner) => item(inner),
        Ty::Std(_) | Ty::Runtime(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Graph, MAX_CHOSEN, Preference, Reverse};

    fn graph(edges: &[&[usize]]) -> Graph {
        let preference = Some(Preference { is_enum: false, few_fields: Reverse(1) });
        Graph { edges: edges.iter().map(|edges| edges.to_vec()).collect(), preferences: vec![preference; edges.len()] }
    }

    fn chosen(graph: &Graph) -> Vec<usize> {
        let mut chosen = Vec::new();
        for component in graph.cycles() {
            graph.break_cycles(component, &mut chosen);
        }
        chosen.sort_unstable();
        chosen
    }

    #[track_caller]
    fn check(edges: &[&[usize]], expected: &[usize]) {
        assert_eq!(chosen(&graph(edges)), expected);
    }

    test_support::cases! { check {
        no_types: (&[], &[]);
        no_cycle: (&[&[1], &[2], &[]], &[]);
        a_type_that_contains_itself: (&[&[0]], &[0]);
        a_ring: (&[&[1], &[2], &[0]], &[0]);
        two_rings_through_one_type: (&[&[1], &[0, 2], &[1]], &[1]);
        two_components: (&[&[1], &[0], &[3], &[2]], &[0, 2]);
        all_types_contain_each_other: (&[&[1, 2], &[0, 2], &[0, 1]], &[0, 1]);
    }}

    #[test]
    fn an_enum_is_preferred_to_a_struct_and_a_small_struct_to_a_large_one() {
        let mut graph = graph(&[&[1], &[2], &[0]]);
        graph.preferences[1] = Some(Preference { is_enum: false, few_fields: Reverse(0) });
        assert_eq!(chosen(&graph), [1]);
        graph.preferences[2] = Some(Preference { is_enum: true, few_fields: Reverse(9) });
        assert_eq!(chosen(&graph), [2]);
        graph.preferences = vec![None; 3];
        assert_eq!(chosen(&graph), []);
    }

    #[test]
    fn the_number_of_chosen_types_is_limited() {
        let all: Vec<usize> = (0..200).collect();
        assert_eq!(chosen(&graph(&vec![all.as_slice(); 200])).len(), MAX_CHOSEN);
    }
}
