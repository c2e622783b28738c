//! Particle Valid (Restriction) (XML Schema part 1, 3.9.6): the content model of a restriction allows nothing that the base forbids.

use std::collections::HashSet;

use super::namespaces::{allows, is_subset};
use super::types::is_derived;
use super::values::Values;
use crate::diagnostics::Span;
use crate::schema::{
    ComplexTypeId, Compositor, DerivationKind, ElementId, Particle, ProcessContents, Schema, Term, TypeId,
    ValueConstraint, Wildcard,
};

/// The maximum number of pairs of particles that are compared for one type. If there are more, the type is accepted.
const MAX_PAIRS: usize = 200_000;

/// A violation: the rule, such as `rcase-Recurse`, the message, and the spans of the particles in the restriction and in the base.
pub(super) struct Violation {
    pub(super) rule: &'static str,
    pub(super) message: String,
    pub(super) span: Span,
    pub(super) base: Span,
}

/// A particle after the removal of pointless groups, such as a sequence with a single member (XML Schema part 1, 3.9.6).
#[derive(Clone)]
struct Node<'s> {
    min: u32,
    max: Option<u32>,
    term: Kind<'s>,
    span: Span,
}

#[derive(Clone)]
enum Kind<'s> {
    Element(ElementId),
    Wildcard(&'s Wildcard),
    Group(Compositor, Vec<Node<'s>>),
}

/// Returns the reason why `own` is not a valid restriction of `base`; `None` if it is valid, or if [`MAX_PAIRS`] is exceeded.
pub(super) fn violation<'s>(
    schema: &'s Schema,
    values: &Values<'s>,
    own: &'s Particle,
    base: &'s Particle,
) -> Option<Violation> {
    let mut comparison = Comparison { schema, values, pairs: 0 };
    let own = simplified_model(own);
    let base = simplified_model(base);
    let found = comparison.compare(&own, &base, true).err();
    found.filter(|_| comparison.pairs <= MAX_PAIRS)
}

/// Returns whether a particle is emptiable (XML Schema part 1, 3.9.6): the minimum of its effective total range is 0.
pub(super) fn is_emptiable(particle: &Particle) -> bool {
    particle.min == 0
        || match &particle.term {
            Term::Group(group) => match group.compositor {
                Compositor::Choice => group.particles.is_empty() || group.particles.iter().any(is_emptiable),
                Compositor::Sequence | Compositor::All => group.particles.iter().all(is_emptiable),
            },
            Term::Element(_) | Term::Wildcard(_) => false,
        }
}

/// Returns whether a particle contains neither elements nor wildcards.
pub(super) fn is_empty(particle: &Particle) -> bool {
    match &particle.term {
        Term::Group(group) => group.particles.iter().all(is_empty),
        Term::Element(_) | Term::Wildcard(_) => false,
    }
}

/// Returns a content model after the removal of pointless groups.
fn simplified_model(particle: &Particle) -> Node<'_> {
    let mut nodes = simplified(particle, None);
    match (nodes.pop(), nodes.is_empty()) {
        (Some(node), true) => node,
        (last, _) => {
            nodes.extend(last);
            Node { min: 1, max: Some(1), term: Kind::Group(Compositor::Sequence, nodes), span: particle.span }
        }
    }
}

/// Returns the nodes that replace a particle after the removal of pointless groups. `parent` is the compositor of the enclosing group.
fn simplified(particle: &Particle, parent: Option<Compositor>) -> Vec<Node<'_>> {
    let node = |term| Node { min: particle.min, max: particle.max, term, span: particle.span };
    let group = match &particle.term {
        Term::Element(id) => return vec![node(Kind::Element(*id))],
        Term::Wildcard(wildcard) => return vec![node(Kind::Wildcard(wildcard))],
        Term::Group(group) => group,
    };
    let members: Vec<Node<'_>> =
        group.particles.iter().flat_map(|member| simplified(member, Some(group.compositor))).collect();
    let is_single = (particle.min, particle.max) == (1, Some(1));
    let is_ignorable = members.is_empty() && (group.compositor != Compositor::Choice || particle.min == 0);
    if is_ignorable
        || is_single && members.len() == 1
        || is_single && parent == Some(group.compositor) && group.compositor != Compositor::All
    {
        return members;
    }
    vec![node(Kind::Group(group.compositor, members))]
}

/// Returns the effective total range (XML Schema part 1, 3.8.6): the minimum and maximum number of elements.
fn range(node: &Node<'_>) -> (u32, Option<u32>) {
    let Kind::Group(compositor, members) = &node.term else { return (node.min, node.max) };
    let ranges = || members.iter().map(range);
    let (min, max) = match compositor {
        Compositor::Choice => (
            ranges().map(|(min, _)| min).min().unwrap_or(0),
            ranges().map(|(_, max)| max).try_fold(0, |sum: u32, max| Some(sum.max(max?))),
        ),
        Compositor::Sequence | Compositor::All => (
            ranges().fold(0, |sum: u32, (min, _)| sum.saturating_add(min)),
            ranges().map(|(_, max)| max).try_fold(0, |sum: u32, max| Some(sum.saturating_add(max?))),
        ),
    };
    let max = match (max, node.max) {
        (Some(0), _) => Some(0),
        (Some(inner), Some(outer)) => Some(inner.saturating_mul(outer)),
        _ => None,
    };
    (min.saturating_mul(node.min), max)
}

fn is_within(own: (u32, Option<u32>), base: (u32, Option<u32>)) -> bool {
    own.0 >= base.0 && base.1.is_none_or(|most| own.1.is_some_and(|max| max <= most))
}

fn occurrences((min, max): (u32, Option<u32>)) -> String {
    match max {
        Some(max) if max == min => format!("{min}"),
        Some(max) => format!("{min} to {max}"),
        None => format!("{min} to unbounded"),
    }
}

type Outcome = Result<(), Violation>;

struct Comparison<'s, 'v> {
    schema: &'s Schema,
    values: &'v Values<'s>,
    pairs: usize,
}

impl<'s> Comparison<'s, '_> {
    /// Checks that `own` is a restriction of `base`. `with_range` is false when each member of a group is compared with a wildcard:
    /// then the caller compares the occurrences of the whole group.
    fn compare(&mut self, own: &Node<'s>, base: &Node<'s>, with_range: bool) -> Outcome {
        self.pairs += 1;
        if self.pairs > MAX_PAIRS {
            return Ok(());
        }
        let ranges = |own, base, rule| match !with_range || is_within(own, base) {
            true => Ok(()),
            false => Err((own, base, rule)),
        };
        let checked = match (&own.term, &base.term) {
            (Kind::Element(id), Kind::Element(of_base)) => {
                self.names(*id, *of_base, own, base)?;
                ranges(range(own), range(base), "rcase-NameAndTypeOK")
            }
            (Kind::Element(id), Kind::Wildcard(wildcard)) => {
                if !allows(&wildcard.namespaces, self.schema.element(*id).name.namespace.as_deref()) {
                    return Err(self.other_term(own, base, "rcase-NSCompat"));
                }
                ranges(range(own), range(base), "rcase-NSCompat")
            }
            (Kind::Wildcard(wildcard), Kind::Wildcard(of_base)) => {
                if !is_subset(&wildcard.namespaces, &of_base.namespaces) {
                    return Err(self.other_term(own, base, "rcase-NSSubset"));
                }
                if wildcard.process_contents < of_base.process_contents {
                    return Err(weaker(own, base, wildcard.process_contents, of_base.process_contents));
                }
                ranges(range(own), range(base), "rcase-NSSubset")
            }
            (Kind::Group(_, members), Kind::Wildcard(_)) => {
                members.iter().try_for_each(|member| self.compare(member, base, false))?;
                ranges(range(own), range(base), "rcase-NSRecurseCheckCardinality")
            }
            // Treats a single element or wildcard as a group with one member. For wildcards, this accepts more restrictions than the
            // specification, but none that allow more elements than the base.
            (Kind::Element(_) | Kind::Wildcard(_), Kind::Group(compositor, _)) => {
                let term = Kind::Group(*compositor, vec![own.clone()]);
                let group = Node { min: 1, max: Some(1), term, span: own.span };
                return self.compare(&group, base, with_range);
            }
            (Kind::Group(compositor, members), Kind::Group(of_base, base_members)) => {
                return self.groups((own, *compositor, members), (base, *of_base, base_members), with_range);
            }
            (Kind::Group(..), Kind::Element(_)) => {
                if !self.is_head(base) {
                    return Err(self.other_term(own, base, "cos-particle-restrict"));
                }
                // In the base, the head of a substitution group counts as a choice of the group's members. The head is the only
                // alternative of this choice, because `names` accepts each member in its place.
                let head = Node { min: 1, max: Some(1), ..base.clone() };
                let choice = Node { term: Kind::Group(Compositor::Choice, vec![head]), ..base.clone() };
                return self.compare(own, &choice, with_range);
            }
            (Kind::Wildcard(_), Kind::Element(_)) => return Err(self.other_term(own, base, "cos-particle-restrict")),
        };
        checked.map_err(|(counts, of_base, rule)| self.other_range(own, base, counts, of_base, rule))
    }

    fn groups(
        &mut self,
        (own, compositor, members): (&Node<'s>, Compositor, &[Node<'s>]),
        (base, of_base, base_members): (&Node<'s>, Compositor, &[Node<'s>]),
        with_range: bool,
    ) -> Outcome {
        use Compositor::{All, Choice, Sequence};
        let rule = match (compositor, of_base) {
            (All, All) | (Sequence, Sequence) => "rcase-Recurse",
            (Sequence, All) => "rcase-RecurseUnordered",
            (Choice, Choice) => "rcase-RecurseLax",
            (Sequence, Choice) => "rcase-MapAndSum",
            // A group that occurs once, with at most one member, has the same meaning with any compositor. So it is compared as a
            // group with the compositor of the base.
            _ if members.len() <= 1 && is_once(own) => {
                let term = Kind::Group(of_base, members.to_vec());
                let group = Node { term, ..own.clone() };
                return self.compare(&group, base, with_range);
            }
            (Choice | All, _) => return Err(self.other_term(own, base, "cos-particle-restrict")),
        };
        let count = |occurrences: u32| occurrences.saturating_mul(u32::try_from(members.len()).unwrap_or(u32::MAX));
        let counts = match rule {
            "rcase-MapAndSum" => (count(own.min), own.max.map(count)),
            _ => (own.min, own.max),
        };
        let bounds = (base.min, base.max);
        if with_range && !is_within(counts, bounds) {
            return Err(self.other_range(own, base, counts, bounds, rule));
        }
        match rule {
            "rcase-Recurse" => self.in_order(base, members, base_members),
            "rcase-RecurseUnordered" => self.unordered(base, members, base_members),
            "rcase-RecurseLax" => self.alternatives(base, members, base_members),
            _ => {
                for member in members {
                    self.any_of(member, base_members, base, rule)?;
                }
                Ok(())
            }
        }
    }

    /// Maps each member to a member of the base, in the same order. Members of the base to which no member maps must be emptiable.
    fn in_order(&mut self, base: &Node<'s>, members: &[Node<'s>], base_members: &[Node<'s>]) -> Outcome {
        let mut rest = base_members.iter();
        for member in members {
            let mut reason = None;
            loop {
                let Some(candidate) = rest.next() else {
                    return Err(reason.unwrap_or_else(|| self.other_term(member, base, "rcase-Recurse")));
                };
                match self.compare(member, candidate, true) {
                    Ok(()) => break,
                    Err(violation) if range(candidate).0 > 0 => return Err(violation),
                    // Reports the violation of the last candidate.
                    Err(violation) => reason = Some(violation),
                }
            }
        }
        rest.find(|candidate| range(candidate).0 > 0).map_or(Ok(()), |missing| Err(self.missing(missing, base)))
    }

    fn unordered(&mut self, base: &Node<'s>, members: &[Node<'s>], base_members: &[Node<'s>]) -> Outcome {
        let mut used = HashSet::new();
        for member in members {
            let mut free = (0..base_members.len()).filter(|at| !used.contains(at)).collect::<Vec<_>>().into_iter();
            let found = free.find(|&at| self.compare(member, &base_members[at], true).is_ok());
            let Some(found) = found else {
                return Err(self.other_term(member, base, "rcase-RecurseUnordered"));
            };
            used.insert(found);
        }
        let mut rest = base_members.iter().enumerate().filter(|(at, _)| !used.contains(at));
        let missing = rest.find(|(_, candidate)| range(candidate).0 > 0);
        missing.map_or(Ok(()), |(_, missing)| Err(self.missing(missing, base)))
    }

    /// Maps each alternative to an alternative of the base, in the same order. Several alternatives can map to the same wildcard, or
    /// to the same head of a substitution group, because a head counts as a choice of the group's members. For wildcards, this accepts
    /// more restrictions than the specification, but none that allow more elements than the base.
    fn alternatives(&mut self, base: &Node<'s>, members: &[Node<'s>], base_members: &[Node<'s>]) -> Outcome {
        let mut rest = base_members;
        for member in members {
            while let [candidate, others @ ..] = rest
                && self.compare(member, candidate, true).is_err()
            {
                rest = others;
            }
            rest = match rest {
                [Node { term: Kind::Wildcard(_), .. }, ..] => rest,
                [candidate, ..] if self.is_head(candidate) => rest,
                [_, others @ ..] => others,
                [] => {
                    self.any_of(member, base_members, base, "rcase-RecurseLax")?;
                    let message = format!("{} is in another order than in the base", self.describe(member));
                    let base = base.span;
                    return Err(Violation { rule: "rcase-RecurseLax", message, span: member.span, base });
                }
            };
        }
        Ok(())
    }

    fn any_of(&mut self, member: &Node<'s>, base_members: &[Node<'s>], base: &Node<'s>, rule: &'static str) -> Outcome {
        let mut reason = None;
        for candidate in base_members {
            match self.compare(member, candidate, true) {
                Ok(()) => return Ok(()),
                Err(violation) if violation.rule != "rcase-NameAndTypeOK" || base_members.len() == 1 => {
                    reason = reason.or(Some(violation));
                }
                Err(_) => {}
            }
        }
        Err(reason.unwrap_or_else(|| self.other_term(member, base, rule)))
    }

    /// Returns whether a particle is an element that is the head of a substitution group.
    fn is_head(&self, node: &Node<'s>) -> bool {
        matches!(node.term, Kind::Element(id) if self.schema.members.contains_key(&id))
    }

    /// Compares an element with an element of the base. The element of the base must have the same name, or be a direct or indirect
    /// head of the substitution group to which the other element belongs.
    fn names(&self, own: ElementId, of_base: ElementId, node: &Node<'s>, base: &Node<'s>) -> Outcome {
        let name = &self.schema.element(own).name;
        if *name == self.schema.element(of_base).name {
            return self.declarations(own, of_base, node, base);
        }
        let global = self.schema.find_element(name);
        let mut heads = std::iter::successors(global, |id| self.schema.element(*id).substitution_group);
        match global.filter(|_| heads.any(|head| head == of_base)) {
            Some(member) => self.declarations(own, member, node, base),
            None => Err(self.other_term(node, base, "rcase-NameAndTypeOK")),
        }
    }

    /// Checks that an element declaration restricts a declaration with the same name: `nillable`, the type, `block` and the fixed
    /// value (rcase-NameAndTypeOK).
    fn declarations(&self, own: ElementId, of_base: ElementId, node: &Node<'s>, base: &Node<'s>) -> Outcome {
        if own == of_base {
            return Ok(());
        }
        let (element, of_base) = (self.schema.element(own), self.schema.element(of_base));
        let name = &element.name;
        let excluded = [DerivationKind::Extension, DerivationKind::List, DerivationKind::Union].into();
        let reason = if element.nillable && !of_base.nillable {
            Some(format!("element {name} is nillable, but not in the base"))
        } else if of_base.ty != TypeId::Complex(ComplexTypeId::ANY_TYPE)
            && !is_derived(self.schema, element.ty, of_base.ty, &excluded)
        {
            Some(format!("the type of element {name} is not a restriction of its type in the base"))
        } else if !element.block.is_superset(&of_base.block) {
            Some(format!("element {name} blocks less than in the base"))
        } else {
            let is_kept = match (&element.value, &of_base.value) {
                (Some(ValueConstraint::Fixed(own)), Some(ValueConstraint::Fixed(value))) => {
                    let ty = self.schema.text_type(of_base.ty);
                    ty.map_or(own == value, |ty| self.values.are_equal(ty, own, value))
                }
                (_, Some(ValueConstraint::Fixed(_))) => false,
                _ => true,
            };
            (!is_kept).then(|| format!("the base fixes the value of element {name}"))
        };
        let violation = |message| Violation { rule: "rcase-NameAndTypeOK", message, span: node.span, base: base.span };
        reason.map_or(Ok(()), |message| Err(violation(message)))
    }

    fn describe(&self, node: &Node<'_>) -> String {
        match &node.term {
            Kind::Element(id) => format!("element {}", self.schema.element(*id).name),
            Kind::Wildcard(_) => "the wildcard".to_owned(),
            Kind::Group(Compositor::Sequence, _) => "the sequence".to_owned(),
            Kind::Group(Compositor::Choice, _) => "the choice".to_owned(),
            Kind::Group(Compositor::All, _) => "the `xs:all`".to_owned(),
        }
    }

    fn other_term(&self, own: &Node<'_>, base: &Node<'_>, rule: &'static str) -> Violation {
        let message = format!("{} is not allowed here by the base", self.describe(own));
        Violation { rule, message, span: own.span, base: base.span }
    }

    fn other_range(
        &self,
        own: &Node<'_>,
        base: &Node<'_>,
        counts: (u32, Option<u32>),
        of_base: (u32, Option<u32>),
        rule: &'static str,
    ) -> Violation {
        let (counts, of_base) = (occurrences(counts), occurrences(of_base));
        let message = format!("{} occurs {counts} times, but {of_base} times in the base", self.describe(own));
        Violation { rule, message, span: own.span, base: base.span }
    }

    fn missing(&self, node: &Node<'_>, group: &Node<'_>) -> Violation {
        let message = format!("{} of the base is required, but missing", self.describe(node));
        Violation { rule: "rcase-Recurse", message, span: group.span, base: node.span }
    }
}

fn weaker(own: &Node<'_>, base: &Node<'_>, stated: ProcessContents, of_base: ProcessContents) -> Violation {
    let message = format!("the wildcard has processContents `{stated}`, but `{of_base}` in the base");
    Violation { rule: "rcase-NSSubset.3", message, span: own.span, base: base.span }
}

fn is_once(node: &Node<'_>) -> bool {
    (node.min, node.max) == (1, Some(1))
}
