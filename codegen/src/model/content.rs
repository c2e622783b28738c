//! Content models in their simplest form: what does not change which documents are valid is folded away.

use crate::schema::{Compositor, ElementId, ModelGroup, NamespaceConstraint, Particle, QName, Term};

/// How often something occurs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Occurs {
    pub(crate) min: u32,
    /// `None` is unbounded.
    pub(crate) max: Option<u32>,
}

impl Occurs {
    pub(crate) const ANY: Self = Self { min: 0, max: None };
    pub(crate) const ONCE: Self = Self { min: 1, max: Some(1) };

    pub(crate) fn is_repeated(self) -> bool {
        self.max != Some(1)
    }

    /// That many, each that often.
    fn times(self, inner: Self) -> Self {
        Self { min: self.min.saturating_mul(inner.min), max: self.max.zip(inner.max).map(|(a, b)| a.saturating_mul(b)) }
    }

    fn optional(self) -> Self {
        Self { min: 0, ..self }
    }
}

/// A particle, folded.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) occurs: Occurs,
    pub(crate) term: NodeTerm,
    /// It stands in `xs:all`.
    pub(crate) unordered: bool,
}

/// What a folded particle holds.
#[derive(Clone, Debug)]
pub(crate) enum NodeTerm {
    Element(ElementId),
    Any(NamespaceConstraint),
    /// A sequence of two or more, or `xs:all`. Inside another sequence it is optional or repeated.
    Sequence(Option<QName>, Vec<Node>),
    /// A choice of two or more, none of which is optional or a choice that occurs once.
    Choice(Option<QName>, Vec<Node>),
}

/// Folds a particle. `None`: it allows nothing.
pub(crate) fn fold(particle: &Particle) -> Option<Node> {
    let occurs = Occurs { min: particle.min, max: particle.max };
    if occurs.max == Some(0) {
        return None;
    }
    match &particle.term {
        Term::Element(id) => Some(Node { occurs, term: NodeTerm::Element(*id), unordered: false }),
        Term::Wildcard(wildcard) => Some(Node { occurs, term: NodeTerm::Any(wildcard.clone()), unordered: false }),
        Term::Group(group) if group.compositor == Compositor::Choice => fold_choice(occurs, group),
        Term::Group(group) => fold_sequence(occurs, group),
    }
}

fn fold_sequence(occurs: Occurs, group: &ModelGroup) -> Option<Node> {
    let mut members = Vec::new();
    for member in group.particles.iter().filter_map(fold) {
        match member {
            Node { occurs: Occurs::ONCE, term: NodeTerm::Sequence(_, inner), .. } => members.extend(inner),
            mut member => {
                member.unordered = group.compositor == Compositor::All;
                members.push(member);
            }
        }
    }
    several_or_one(occurs, group.name.as_ref(), members, NodeTerm::Sequence)
}

fn fold_choice(mut occurs: Occurs, group: &ModelGroup) -> Option<Node> {
    let mut alternatives = Vec::new();
    for particle in &group.particles {
        let Some(mut alternative) = fold(particle) else {
            occurs = occurs.optional();
            continue;
        };
        if alternative.occurs.min == 0 {
            // Nothing is one of the alternatives: then the choice as a whole may be left out.
            occurs = occurs.optional();
            alternative.occurs.min = 1;
        }
        if occurs.is_repeated() {
            alternative.occurs = Occurs::ONCE;
        }
        match alternative {
            Node { occurs: Occurs::ONCE, term: NodeTerm::Choice(_, inner), .. } => alternatives.extend(inner),
            alternative => alternatives.push(alternative),
        }
    }
    several_or_one(occurs, group.name.as_ref(), alternatives, NodeTerm::Choice)
}

/// A group of one is that one.
fn several_or_one(
    occurs: Occurs,
    name: Option<&QName>,
    mut nodes: Vec<Node>,
    group: fn(Option<QName>, Vec<Node>) -> NodeTerm,
) -> Option<Node> {
    if nodes.len() > 1 {
        return Some(Node { occurs, term: group(name.cloned(), nodes), unordered: false });
    }
    let mut only = nodes.pop()?;
    only.occurs = occurs.times(only.occurs);
    if let NodeTerm::Choice(own @ None, _) | NodeTerm::Sequence(own @ None, _) = &mut only.term {
        *own = name.cloned();
    }
    Some(only)
}

/// All elements and wildcards of a content model, whatever its structure, in order.
pub(crate) fn leaves<'n>(node: &'n Node, out: &mut Vec<&'n Node>) {
    match &node.term {
        NodeTerm::Element(_) | NodeTerm::Any(_) => out.push(node),
        NodeTerm::Sequence(_, nodes) | NodeTerm::Choice(_, nodes) => nodes.iter().for_each(|node| leaves(node, out)),
    }
}
