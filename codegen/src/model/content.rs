//! Simplifies content models: removes groups where this does not change which documents are valid ("folding").

use crate::schema::{Compositor, ElementId, ModelGroup, NamespaceConstraint, Particle, QName, Schema, Term};

/// The allowed numbers of occurrences: `minOccurs` and `maxOccurs`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Occurs {
    pub(crate) min: u32,
    /// The upper bound; `None` is `unbounded`.
    pub(crate) max: Option<u32>,
}

impl Occurs {
    pub(crate) const ONCE: Self = Self { min: 1, max: Some(1) };

    pub(crate) fn is_repeated(self) -> bool {
        self.max != Some(1)
    }

    /// Returns the total occurrences of a particle that has `inner` occurrences in a group with `self` occurrences.
    fn times(self, inner: Self) -> Self {
        Self { min: self.min.saturating_mul(inner.min), max: self.max.zip(inner.max).map(|(a, b)| a.saturating_mul(b)) }
    }

    /// Returns whether a group with these occurrences can be replaced by its only member, which has `inner` occurrences: whether the
    /// group allows every number from the product of the lower bounds to the product of the upper bounds.
    fn can_absorb(self, inner: Self) -> bool {
        let Some(inner_max) = inner.max else { return self.min > 0 || inner.min <= 1 };
        // n occurrences of the group allow `n * inner.min` to `n * inner_max` members. If no number is missing between these ranges
        // for n and n + 1, none is missing for larger n. So only the smallest n, `self.min`, is checked.
        self.max == Some(self.min)
            || u64::from(inner.min) * (u64::from(self.min) + 1) <= u64::from(inner_max) * u64::from(self.min) + 1
    }

    fn optional(self) -> Self {
        Self { min: 0, ..self }
    }
}

/// A folded particle.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) occurs: Occurs,
    pub(crate) term: NodeTerm,
    /// True for a member of `xs:all`.
    pub(crate) is_unordered: bool,
}

impl Node {
    /// Returns the element declaration, unless this is a group or a wildcard.
    pub(crate) fn element(&self) -> Option<ElementId> {
        match self.term {
            NodeTerm::Element(id) => Some(id),
            NodeTerm::Any(_) | NodeTerm::Sequence(_) | NodeTerm::Choice(_) => None,
        }
    }

    /// Returns whether the node is emptiable: whether it is valid without any element.
    fn is_emptiable(&self) -> bool {
        self.occurs.min == 0
            || match &self.term {
                NodeTerm::Element(_) | NodeTerm::Any(_) => false,
                NodeTerm::Sequence(group) => group.nodes.iter().all(Self::is_emptiable),
                // `fold_choice` makes a choice with an emptiable alternative optional. So a choice with `min > 0` has no such
                // alternative.
                NodeTerm::Choice(_) => false,
            }
    }

    /// Returns a sequence that contains this node alone.
    fn into_sequence(self) -> Self {
        let term = NodeTerm::Sequence(Group { name: None, nodes: vec![self] });
        Self { occurs: Occurs::ONCE, term, is_unordered: false }
    }
}

/// The term of a folded particle.
#[derive(Clone, Debug)]
pub(crate) enum NodeTerm {
    Element(ElementId),
    Any(NamespaceConstraint),
    /// A sequence or `xs:all`. Inside another sequence, it is optional or repeated. It has a single node only if the occurrences of
    /// both cannot be combined: an optional sequence around an element with `minOccurs="2" maxOccurs="3"` allows 0, 2 or 3 elements.
    Sequence(Group),
    /// A choice of at least two nodes. No node is optional, and no node is itself a choice that occurs once.
    Choice(Group),
}

/// The nodes of a sequence or a choice.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The name of the `xs:group`, if there is one.
    pub(crate) name: Option<QName>,
    pub(crate) nodes: Vec<Node>,
}

/// Folds a particle. Returns `None` if it allows no element.
pub(crate) fn fold(schema: &Schema, particle: &Particle) -> Option<Node> {
    let occurs = Occurs { min: particle.min, max: particle.max };
    if occurs.max == Some(0) || !can_occur(schema, particle) {
        return None;
    }
    match &particle.term {
        Term::Element(id) => Some(Node { occurs, term: NodeTerm::Element(*id), is_unordered: false }),
        Term::Wildcard(wildcard) => {
            Some(Node { occurs, term: NodeTerm::Any(wildcard.namespaces.clone()), is_unordered: false })
        }
        Term::Group(group) if group.compositor == Compositor::Choice => fold_choice(schema, occurs, group),
        Term::Group(group) => fold_sequence(schema, occurs, group),
    }
}

/// Returns whether a particle can occur. False for an abstract element without substitutes, and for a choice of only such particles.
fn can_occur(schema: &Schema, particle: &Particle) -> bool {
    match &particle.term {
        Term::Element(id) => {
            !schema.element(*id).is_abstract || schema.substitutes(*id).iter().any(|other| other != id)
        }
        Term::Wildcard(_) => true,
        Term::Group(group) if group.compositor == Compositor::Choice => {
            group.particles.is_empty() || group.particles.iter().any(|particle| can_occur(schema, particle))
        }
        Term::Group(_) => true,
    }
}

fn fold_sequence(schema: &Schema, occurs: Occurs, group: &ModelGroup) -> Option<Node> {
    let mut members = Vec::new();
    for member in group.particles.iter().filter_map(|particle| fold(schema, particle)) {
        match member {
            Node { occurs: Occurs::ONCE, term: NodeTerm::Sequence(inner), .. } => members.extend(inner.nodes),
            mut member => {
                member.is_unordered = group.compositor == Compositor::All;
                members.push(member);
            }
        }
    }
    let occurs = match members.iter().all(Node::is_emptiable) {
        // If all members are emptiable, `minOccurs` has no effect: a required sequence is valid without elements, too.
        true if !occurs.is_repeated() => Occurs::ONCE,
        true => occurs.optional(),
        false => occurs,
    };
    several_or_one(occurs, group.name.as_ref(), members, NodeTerm::Sequence)
}

fn fold_choice(schema: &Schema, mut occurs: Occurs, group: &ModelGroup) -> Option<Node> {
    let mut alternatives = Vec::new();
    for particle in group.particles.iter().filter(|particle| can_occur(schema, particle)) {
        let Some(mut alternative) = fold(schema, particle) else {
            occurs = occurs.optional();
            continue;
        };
        if alternative.is_emptiable() {
            // An emptiable alternative makes the whole choice optional.
            occurs = occurs.optional();
            alternative.occurs.min = alternative.occurs.min.max(1);
        }
        alternatives.push(alternative);
    }
    alternatives = without_inner_choices(alternatives);
    if occurs.is_repeated() && alternatives.len() > 1 {
        let repeated = alternatives.into_iter().map(|alternative| repeated_alternative(occurs, alternative));
        alternatives = without_inner_choices(repeated.collect());
    }
    several_or_one(occurs, group.name.as_ref(), alternatives, NodeTerm::Choice)
}

/// Replaces each inner choice that occurs once with its alternatives.
fn without_inner_choices(alternatives: Vec<Node>) -> Vec<Node> {
    let inner = alternatives.into_iter().flat_map(|alternative| match alternative {
        Node { occurs: Occurs::ONCE, term: NodeTerm::Choice(inner), .. } => inner.nodes,
        alternative => vec![alternative],
    });
    inner.collect()
}

/// Returns an alternative of a repeated choice, changed so that each occurrence of the choice is one node. A repeated element `b+`
/// becomes `b` if the choice is unbounded, and otherwise a sequence that contains `b+`.
fn repeated_alternative(choice: Occurs, alternative: Node) -> Node {
    if alternative.occurs.min <= 1 && choice.max.is_none() {
        // The choice is unbounded, so it already allows the alternative any number of times.
        Node { occurs: Occurs::ONCE, ..alternative }
    } else if alternative.occurs == Occurs::ONCE {
        alternative
    } else {
        // The sequence states which elements belong to the same occurrence of the choice.
        alternative.into_sequence()
    }
}

/// Returns a group of nodes; `None` if there are no nodes. A single node replaces the group if `can_absorb` returns `true`, and
/// otherwise is in a sequence.
fn several_or_one(
    occurs: Occurs,
    name: Option<&QName>,
    mut nodes: Vec<Node>,
    term: fn(Group) -> NodeTerm,
) -> Option<Node> {
    if nodes.len() > 1 {
        return Some(Node { occurs, term: term(Group { name: name.cloned(), nodes }), is_unordered: false });
    }
    let mut only = nodes.pop()?;
    if !occurs.can_absorb(only.occurs) {
        return Some(Node { occurs, ..only.into_sequence() });
    }
    only.occurs = occurs.times(only.occurs);
    if let NodeTerm::Choice(group) | NodeTerm::Sequence(group) = &mut only.term
        && group.name.is_none()
    {
        group.name = name.cloned();
    }
    Some(only)
}

/// Collects all elements and wildcards of a content model in order.
pub(crate) fn leaves<'n>(node: &'n Node, out: &mut Vec<&'n Node>) {
    match &node.term {
        NodeTerm::Element(_) | NodeTerm::Any(_) => out.push(node),
        NodeTerm::Sequence(group) | NodeTerm::Choice(group) => group.nodes.iter().for_each(|node| leaves(node, out)),
    }
}
