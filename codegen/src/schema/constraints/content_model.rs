//! Element Declarations Consistent and Unique Particle Attribution (part 1, 3.8.6).

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::schema::{
    ComplexType, Compositor, Content, ElementId, NamespaceConstraint, Particle, QName, Schema, Term, TypeId,
};

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for (_, ty) in schema.complex_types().filter(|(_, ty)| !ty.is_built_in()) {
        if let Content::Elements { particle, .. } = &ty.content {
            consistent(schema, ty, particle, diagnostics);
            let mut attribution = Attribution { schema, ambiguous: None };
            attribution.walk(particle, &Set::default());
            if let Some(ambiguous) = attribution.ambiguous {
                diagnostics.push(ambiguous);
            }
        }
    }
}

/// One name has one type in one content model: a reader has nothing but the name to go by.
fn consistent(schema: &Schema, ty: &ComplexType, particle: &Particle, diagnostics: &mut Diagnostics) {
    let mut known: HashMap<&QName, (TypeId, Span)> = HashMap::new();
    let mut elements = Vec::new();
    collect(schema, particle, &mut elements);
    for id in elements {
        let element = schema.element(id);
        let (first, span) = *known.entry(&element.name).or_insert((element.ty, element.span));
        if first != element.ty {
            let name = ty.name.as_ref().map_or_else(|| "this type".to_owned(), ToString::to_string);
            diagnostics.push(
                Diagnostic::error(format!("element {} has two types in the content of {name}", element.name))
                    .at(element.span)
                    .related(span, "another type here")
                    .help(
                        "give both the same named type, or one of them another name (Element Declarations Consistent)",
                    ),
            );
            return;
        }
    }
}

fn collect(schema: &Schema, particle: &Particle, elements: &mut Vec<ElementId>) {
    match &particle.term {
        Term::Element(id) => elements.extend(schema.substitutes(*id)),
        Term::Group(group) => group.particles.iter().for_each(|particle| collect(schema, particle, elements)),
        Term::Wildcard(_) => {}
    }
}

/// The particles that can take the next element. A particle is known by its address.
#[derive(Clone, Default)]
struct Set<'s> {
    names: HashMap<&'s QName, (*const Particle, Span)>,
    wildcards: Vec<(&'s NamespaceConstraint, *const Particle, Span)>,
}

/// Two particles that can take the same element.
struct Overlap {
    what: String,
    spans: [Span; 2],
}

impl<'s> Set<'s> {
    fn add(&mut self, other: &Self) {
        for (name, particle) in &other.names {
            self.names.entry(name).or_insert(*particle);
        }
        self.wildcards.extend(&other.wildcards);
    }

    fn overlap(&self, other: &Self) -> Option<Overlap> {
        for (name, (particle, span)) in &self.names {
            if let Some((same, behind)) = other.names.get(name).filter(|(same, _)| same != particle) {
                let _ = same;
                return Some(Overlap { what: format!("element {name}"), spans: [*span, *behind] });
            }
        }
        self.wildcard_overlap(other).or_else(|| other.wildcard_overlap(self))
    }

    /// A wildcard here against all there.
    fn wildcard_overlap(&self, other: &Self) -> Option<Overlap> {
        for (constraint, particle, span) in &self.wildcards {
            let named = other.names.iter().find(|(name, _)| takes(constraint, name.namespace.as_deref()));
            if let Some((name, (_, behind))) = named {
                return Some(Overlap { what: format!("element {name}"), spans: [*behind, *span] });
            }
            let another = other.wildcards.iter().find(|(other, same, _)| same != particle && meet(constraint, other));
            if let Some((_, _, behind)) = another {
                return Some(Overlap { what: "an element".to_owned(), spans: [*span, *behind] });
            }
        }
        None
    }
}

fn takes(constraint: &NamespaceConstraint, namespace: Option<&str>) -> bool {
    match constraint {
        NamespaceConstraint::Any => true,
        NamespaceConstraint::Not(other) => namespace.is_some() && namespace != other.as_deref(),
        NamespaceConstraint::OneOf(list) => list.iter().any(|known| known.as_deref() == namespace),
    }
}

/// Whether some namespace is taken by both.
fn meet(a: &NamespaceConstraint, b: &NamespaceConstraint) -> bool {
    match (a, b) {
        (NamespaceConstraint::OneOf(list), other) | (other, NamespaceConstraint::OneOf(list)) => {
            list.iter().any(|namespace| takes(other, namespace.as_deref()))
        }
        _ => true,
    }
}

struct Attribution<'s> {
    schema: &'s Schema,
    ambiguous: Option<Diagnostic>,
}

impl<'s> Attribution<'s> {
    /// Checks a particle that these may follow.
    fn walk(&mut self, particle: &'s Particle, follow: &Set<'s>) {
        if self.ambiguous.is_some() {
            return;
        }
        if particle.max != Some(particle.min) {
            // It may go on or end here.
            self.compare(&self.first(particle), follow);
        }
        let Term::Group(group) = &particle.term else { return };
        let mut behind = follow.clone();
        if particle.max != Some(1) {
            behind.add(&self.first(particle));
        }
        match group.compositor {
            Compositor::Sequence => {
                for member in group.particles.iter().rev() {
                    self.walk(member, &behind);
                    let first = self.first(member);
                    match is_emptiable(member) {
                        true => behind.add(&first),
                        false => behind = first,
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
                        self.walk(member, &behind);
                    }
                }
            }
        }
    }

    /// What a particle can begin with.
    fn first(&self, particle: &'s Particle) -> Set<'s> {
        let mut set = Set::default();
        self.add_first(particle, &mut set);
        set
    }

    fn add_first(&self, particle: &'s Particle, set: &mut Set<'s>) {
        match &particle.term {
            Term::Element(id) => {
                for member in self.schema.substitutes(*id) {
                    set.names.entry(&self.schema.element(member).name).or_insert((particle, particle.span));
                }
            }
            Term::Wildcard(constraint) => set.wildcards.push((constraint, particle, particle.span)),
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

    fn compare(&mut self, a: &Set<'s>, b: &Set<'s>) {
        let Some(overlap) = a.overlap(b).filter(|_| self.ambiguous.is_none()) else { return };
        let [first, second] = overlap.spans;
        // Schemas in the wild break this rule, and reading takes the first that fits: no reason to refuse them.
        self.ambiguous = Some(
            Diagnostic::warning(format!("the content is ambiguous: {} can belong here or there", overlap.what))
                .at(second)
                .related(first, "or here")
                .help("make one name differ, or the first one required (Unique Particle Attribution); the first one takes it"),
        );
    }
}

fn is_emptiable(particle: &Particle) -> bool {
    particle.min == 0
        || match &particle.term {
            Term::Group(group) => match group.compositor {
                Compositor::Choice => group.particles.is_empty() || group.particles.iter().any(is_emptiable),
                Compositor::Sequence | Compositor::All => group.particles.iter().all(is_emptiable),
            },
            Term::Element(_) | Term::Wildcard(_) => false,
        }
}
