//! Element Declarations Consistent and Unique Particle Attribution (XML Schema part 1, 3.8.6).

use std::collections::{HashMap, HashSet};

use super::namespaces::{allows, intersect};
use super::particles::is_emptiable;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::schema::{
    ComplexType, Compositor, Content, Derivation, ElementId, NamespaceConstraint, Particle, QName, Schema, Term, TypeId,
};
use crate::work;

/// The maximum number of names and particles that are collected, for all types together, to find ambiguous content models. Beyond it,
/// further content models are not checked.
const MAX_NAMES: usize = 1_000_000;

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut names = 0;
    for (_, ty) in schema.complex_types().filter(|(_, ty)| !ty.is_built_in()) {
        if let Content::Elements { particle, .. } = &ty.content {
            check_consistent(schema, ty, particle, diagnostics);
            let mut attribution = Attribution { schema, ambiguous: None, names };
            attribution.content(ty);
            names = attribution.names;
            if let Some(ambiguous) = attribution.ambiguous {
                diagnostics.push(ambiguous);
            }
        }
    }
}

/// Checks that all elements with the same name in a content model have the same type.
fn check_consistent(schema: &Schema, ty: &ComplexType, particle: &Particle, diagnostics: &mut Diagnostics) {
    let mut known: HashMap<&QName, (TypeId, Span)> = HashMap::new();
    let mut elements = Vec::new();
    collect(schema, particle, &mut HashSet::new(), &mut elements);
    for id in elements {
        work::step();
        let element = schema.element(id);
        let (first, span) = *known.entry(&element.name).or_insert((element.ty, element.span));
        if first != element.ty {
            let name = ty.name.as_ref().map_or_else(|| "this type".to_owned(), ToString::to_string);
            diagnostics.push(
                Diagnostic::error(format!("element {} has two types in the content of {name}", element.name))
                    .at(element.span)
                    .related(span, "the other type is here")
                    .help("give both the same named type, or rename one (Element Declarations Consistent)"),
            );
            return;
        }
    }
}

/// Collects the elements that a content model allows, including members of substitution groups. `seen` contains the elements in the
/// particles visited so far, whose substitution groups are already in `elements`.
fn collect(schema: &Schema, particle: &Particle, seen: &mut HashSet<ElementId>, elements: &mut Vec<ElementId>) {
    match &particle.term {
        Term::Element(id) if seen.insert(*id) => elements.extend(schema.substitutes(*id)),
        Term::Element(_) => {}
        Term::Group(group) => group.particles.iter().for_each(|particle| collect(schema, particle, seen, elements)),
        Term::Wildcard(_) => {}
    }
}

/// The particles that can accept the next child: for each element name, a particle and its span; and for each wildcard, its
/// namespaces, particle and span. Particles are compared by their addresses, because two particles can accept the same elements.
#[derive(Default)]
struct Set<'s, 'o> {
    /// Further particles that can accept the next child. This is a reference, so that the sets of nested groups do not copy the
    /// particles of the outer set.
    outer: Option<&'o Set<'s, 'o>>,
    names: HashMap<&'s QName, (*const Particle, Span)>,
    wildcards: Vec<(&'s NamespaceConstraint, *const Particle, Span)>,
}

/// Two particles that accept the same element.
struct Overlap {
    what: String,
    spans: [Span; 2],
}

impl<'s, 'o> Set<'s, 'o> {
    fn add(&mut self, other: &Set<'s, '_>) {
        for (name, particle) in &other.names {
            self.names.entry(name).or_insert(*particle);
        }
        self.wildcards.extend(&other.wildcards);
    }

    /// Returns this set, its `outer` set, the `outer` set of that, and so on.
    fn layers(&self) -> impl Iterator<Item = &Set<'s, 'o>> {
        std::iter::successors(Some(self), |set| set.outer)
    }

    /// Returns an overlap between a particle of this set and a particle of `other` or its outer sets. Only this set itself is
    /// compared, so `self.outer` must be `None`.
    fn overlap(&self, other: &Set<'s, '_>) -> Option<Overlap> {
        other.layers().find_map(|other| self.overlap_of_layer(other))
    }

    fn overlap_of_layer(&self, other: &Set<'s, '_>) -> Option<Overlap> {
        for (name, (particle, span)) in &self.names {
            if let Some((_, other)) = other.names.get(name).filter(|(other, _)| other != particle) {
                return Some(Overlap { what: format!("element {name}"), spans: [*span, *other] });
            }
        }
        self.wildcard_overlap(other).or_else(|| other.wildcard_overlap(self))
    }

    /// Returns an overlap between a wildcard of this set and a particle of `other`.
    fn wildcard_overlap(&self, other: &Set<'s, '_>) -> Option<Overlap> {
        for (constraint, particle, span) in &self.wildcards {
            let named = other.names.iter().find(|(name, _)| allows(constraint, name.namespace.as_deref()));
            if let Some((name, (_, named))) = named {
                return Some(Overlap { what: format!("element {name}"), spans: [*named, *span] });
            }
            let wildcard = other.wildcards.iter().find(|(other, id, _)| id != particle && intersect(constraint, other));
            if let Some((_, _, wildcard)) = wildcard {
                return Some(Overlap { what: "an element".to_owned(), spans: [*span, *wildcard] });
            }
        }
        None
    }
}

struct Attribution<'s> {
    schema: &'s Schema,
    ambiguous: Option<Diagnostic>,
    /// The number of names and particles collected so far, limited by [`MAX_NAMES`].
    names: usize,
}

impl<'s> Attribution<'s> {
    /// Checks the content of a type. For an extension, checks the added content, and that no element matches both the end of the
    /// base's content and the beginning of the added content, as `a` does in a base `(b, a?)` with an extension `(a)`.
    fn content(&mut self, ty: &'s ComplexType) {
        let base = match ty.base {
            TypeId::Complex(base) if ty.derivation == Derivation::Extension => &self.schema.complex_type(base).content,
            _ => &Content::Empty,
        };
        if let Content::Elements { particle, .. } = &ty.own_content {
            self.walk(particle, &Set::default());
            if let Content::Elements { particle: base, .. } = base {
                let first = self.first(particle);
                self.end(base, &first);
            }
        }
    }

    /// Checks that no element matches both a further occurrence of the last elements in `particle`, such as `a` in `(b, a*)`, and a
    /// particle in `next`. `next` contains the particles that may follow `particle`.
    fn end(&mut self, particle: &'s Particle, next: &Set<'s, '_>) {
        if particle.max != Some(particle.min) {
            let first = self.first(particle);
            self.compare(&first, next);
        }
        let Term::Group(group) = &particle.term else { return };
        for member in group.particles.iter().rev() {
            if group.compositor != Compositor::All {
                self.end(member, next);
            }
            if group.compositor == Compositor::Sequence && !is_emptiable(member) {
                break;
            }
        }
    }

    /// Checks that no element matches two particles inside `particle`, or both a further occurrence of one of them and a particle in
    /// `next`. `next` contains the particles that may follow `particle`.
    fn walk(&mut self, particle: &'s Particle, next: &Set<'s, '_>) {
        if self.ambiguous.is_some() || self.names > MAX_NAMES {
            return;
        }
        if particle.max != Some(particle.min) {
            // After `min` occurrences, an element may belong to another occurrence or to the next particle.
            let first = self.first(particle);
            self.compare(&first, next);
        }
        let Term::Group(group) = &particle.term else { return };
        let mut next = Set { outer: Some(next), ..Set::default() };
        if particle.max != Some(1) {
            next.add(&self.first(particle));
        }
        match group.compositor {
            Compositor::Sequence => {
                for member in group.particles.iter().rev() {
                    self.walk(member, &next);
                    let first = self.first(member);
                    match is_emptiable(member) {
                        true => next.add(&first),
                        false => next = first,
                    }
                }
            }
            Compositor::Choice | Compositor::All => {
                let mut others = Set::default();
                for member in &group.particles {
                    let first = self.first(member);
                    self.compare(&first, &others);
                    others.add(&first);
                    if group.compositor == Compositor::Choice {
                        self.walk(member, &next);
                    }
                }
            }
        }
    }

    /// Returns the element names and wildcards with which the content of a particle can begin.
    fn first(&mut self, particle: &'s Particle) -> Set<'s, 's> {
        let mut set = Set::default();
        self.add_first(particle, &mut set);
        set
    }

    fn add_first(&mut self, particle: &'s Particle, set: &mut Set<'s, '_>) {
        work::step();
        if self.names > MAX_NAMES {
            return;
        }
        self.names += 1;
        match &particle.term {
            Term::Element(id) => {
                let members = self.schema.substitutes(*id);
                self.names += members.len();
                for member in members {
                    set.names.entry(&self.schema.element(member).name).or_insert((particle, particle.span));
                }
            }
            Term::Wildcard(wildcard) => set.wildcards.push((&wildcard.namespaces, particle, particle.span)),
            Term::Group(group) => {
                for member in &group.particles {
                    self.add_first(member, set);
                    if group.compositor == Compositor::Sequence && !is_emptiable(member) {
                        break;
                    }
                }
            }
        }
    }

    fn compare(&mut self, a: &Set<'s, '_>, b: &Set<'s, '_>) {
        let Some(overlap) = a.overlap(b).filter(|_| self.ambiguous.is_none()) else { return };
        let [first, second] = overlap.spans;
        // A warning only: published schemas violate this rule, and generated readers choose the first particle.
        self.ambiguous = Some(
            Diagnostic::warning(format!("the content model is ambiguous: {} matches two particles", overlap.what))
                .at(second)
                .related(first, "the first particle is here")
                .help("rename one element, or make the first particle required (Unique Particle Attribution); reading chooses the first"),
        );
    }
}
