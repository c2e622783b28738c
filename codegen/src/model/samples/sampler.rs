//! Builds a sample of an element: its required content, and some of the optional content.

use std::collections::HashMap;

use super::node::Node;
use super::values;
use crate::model::binding_path::BindingPath;
use crate::model::bindings::Bindings;
use crate::schema::{
    ComplexTypeId, Compositor, Content, Derivation, ElementId, Particle, QName, Schema, SimpleTypeId, Term, TypeId,
    ValueConstraint,
};
use crate::xsd::{XML, XSI};

/// The maximum number of optional members of the outermost type in a sample, apart from inherited members, if bindings.toml does not
/// choose them.
const MAX_OPTIONAL: usize = 6;

/// The maximum depth of elements in a sample. Deeper content has no sample.
const MAX_DEPTH: usize = 12;

/// The maximum number of elements in a sample.
const MAX_ELEMENTS: usize = 60;

/// The maximum number of particles that are visited for a sample. The number includes particles in optional content that turns out to
/// have no sample. `MAX_ELEMENTS` does not include the elements in such content.
const MAX_STEPS: usize = 5_000;

/// The maximum `minOccurs` of a particle in a sample. A particle that must occur more often has no sample.
const MAX_REPEATED: u32 = 8;

/// Builds samples of a schema.
pub(super) struct Sampler<'s> {
    schema: &'s Schema,
    bindings: &'s Bindings,
    /// The prefixes of namespaces.
    prefixes: &'s HashMap<String, String>,
    /// The element to show in each choice that has it as an alternative.
    preferred: Option<QName>,
    /// True if the outermost type has its first members, even if bindings.toml chooses other members for samples of the type. An entry
    /// with the path `TYPE/.` still applies.
    is_complete: bool,
    /// True if the preferred element has just begun. In the sample, its type has as many optional members as an outermost type.
    is_preferred: bool,
    /// The members that bindings.toml chooses for the element that has just begun.
    chosen: Option<&'s str>,
    /// For members of the open elements: the name, such as `Lines` or `@Number`, and the value that bindings.toml chooses.
    values: Vec<(&'s str, &'s str)>,
    /// The path of the element that has just begun.
    place: Option<BindingPath>,
    /// The paths of the open elements of complex types.
    places: Vec<Option<BindingPath>>,
    /// The complex types of the open elements.
    open: Vec<ComplexTypeId>,
    /// The number of elements so far.
    count: usize,
    /// The number of particles so far.
    steps: usize,
}

/// The optional members that are part of a sample.
#[derive(Clone, Copy)]
enum Wanted<'b> {
    /// The members that bindings.toml names.
    Named(&'b str),
    /// The first members, up to this number.
    First(usize),
}

impl Wanted<'_> {
    /// Returns whether the optional member `name` is part of the sample. With `First`, returns `true` and reduces the number by 1,
    /// until it is 0.
    fn take(&mut self, name: &str) -> bool {
        match self {
            Self::Named(names) => names.split_whitespace().any(|wanted| wanted == name),
            Self::First(0) => false,
            Self::First(left) => {
                *left -= 1;
                true
            }
        }
    }
}

impl<'s> Sampler<'s> {
    pub(super) fn new(schema: &'s Schema, bindings: &'s Bindings, prefixes: &'s HashMap<String, String>) -> Self {
        Self {
            schema,
            bindings,
            prefixes,
            preferred: None,
            is_complete: false,
            is_preferred: false,
            chosen: None,
            values: Vec::new(),
            place: None,
            places: Vec::new(),
            open: Vec::new(),
            count: 0,
            steps: 0,
        }
    }

    /// Prefers an element to the other alternatives in each choice.
    pub(super) fn preferring(mut self, element: QName) -> Self {
        self.preferred = Some(element);
        self
    }

    /// Shows the first members of the outermost type, even if bindings.toml chooses other members for samples of the type. An entry
    /// with the path `TYPE/.` still applies.
    pub(super) fn complete(mut self) -> Self {
        self.is_complete = true;
        self
    }

    /// Returns a sample of a global element.
    pub(super) fn global(&mut self, id: ElementId) -> Option<Node> {
        self.element(id, None)
    }

    /// Returns a sample of a type, in an element with the given name.
    pub(super) fn ty(&mut self, ty: ComplexTypeId, element: &QName) -> Option<Node> {
        let mut node = Node::new(self.prefixed(element)?);
        let path = self.schema.complex_type(ty).name.as_ref().and_then(|name| self.path(name));
        self.chosen = path.and_then(|path| self.bindings.sample(&path.element(".")));
        self.complex(ty, &mut node)?;
        Some(node)
    }

    fn prefixed(&self, name: &QName) -> Option<String> {
        let prefix = match name.namespace.as_deref() {
            None => return Some(name.local.to_string()),
            Some(XML) => "xml",
            Some(XSI) => "xsi",
            Some(uri) => self.prefixes.get(uri)?,
        };
        Some(format!("{prefix}:{}", name.local))
    }

    fn path(&self, name: &QName) -> Option<BindingPath> {
        self.prefixed(name).map(BindingPath::global)
    }

    /// Returns a sample of an element. `path` is `None` for a global element.
    fn element(&mut self, id: ElementId, path: Option<&BindingPath>) -> Option<Node> {
        self.count += 1;
        let element = self.schema.element(id);
        if element.is_abstract || self.count > MAX_ELEMENTS {
            return None;
        }
        self.is_preferred = self.preferred.as_ref() == Some(&element.name);
        self.chosen = path.and_then(|path| self.in_message(&element.name).or_else(|| self.bindings.sample(path)));
        let mut node = Node::new(match self.spoken(&element.name, path) {
            Some(prefix) => format!("{prefix}:{}", element.name.local),
            None => self.prefixed(&element.name)?,
        });
        self.place = path.cloned();
        match element.ty {
            TypeId::Simple(ty) => node.text = self.value(ty, element.value.as_ref(), path, &element.name.local)?,
            TypeId::Complex(ty) if self.schema.complex_type(ty).is_abstract => {
                let derived = self.derived(ty)?;
                let name = self.prefixed(self.schema.complex_type(derived).name.as_ref()?)?;
                self.complex(derived, &mut node)?;
                node.attributes.insert(0, ("xsi:type".to_owned(), name));
            }
            TypeId::Complex(ty) => self.complex(ty, &mut node)?,
        }
        Some(node)
    }

    /// Returns the members that bindings.toml chooses for all elements with a name inside the preferred element, as in
    /// `"m:CreateItemResponseMessage//Message" = "Subject"`.
    fn in_message(&self, name: &QName) -> Option<&'s str> {
        let message = self.path(self.preferred.as_ref()?)?;
        self.bindings.sample(&message.element("").element(&name.local))
    }

    /// Returns the prefix of an element's namespace in documents, if `spoken` in bindings.toml lists its path, or its path inside
    /// the innermost open element.
    fn spoken(&self, name: &QName, path: Option<&BindingPath>) -> Option<&'s str> {
        let in_place = || self.bindings.spoken(&self.places.last()?.as_ref()?.element(&name.local));
        path.and_then(|path| self.bindings.spoken(path)).or_else(in_place)
    }

    /// Returns the first type, by name, that is derived from the abstract type `ty`, is not abstract, and is not the type of an open
    /// element.
    fn derived(&self, ty: ComplexTypeId) -> Option<ComplexTypeId> {
        let mut derived = self.schema.derived_types(ty);
        let name = |id: &ComplexTypeId| self.schema.complex_type(*id).name.clone();
        derived.retain(|id| !self.schema.complex_type(*id).is_abstract && name(id).is_some());
        derived.sort_by_key(name);
        derived.into_iter().find(|id| !self.open.contains(id))
    }

    /// Fills an element with the content of a type.
    fn complex(&mut self, ty: ComplexTypeId, node: &mut Node) -> Option<()> {
        if self.open.contains(&ty) || self.open.len() > MAX_DEPTH {
            return None;
        }
        self.open.push(ty);
        let place = self.place.take();
        self.places.push(place);
        let outer = self.values.len();
        let filled = self.fill(ty, node);
        self.values.truncate(outer);
        self.places.pop();
        self.open.pop();
        filled
    }

    fn fill(&mut self, ty: ComplexTypeId, node: &mut Node) -> Option<()> {
        let is_outermost = self.open.len() == 1 || std::mem::take(&mut self.is_preferred);
        let chosen = self.chosen.take();
        let values = chosen.into_iter().flat_map(str::split_whitespace).filter_map(|word| word.split_once('='));
        self.values.extend(values);
        // An entry with nothing but values, such as `Number=7`, does not choose members.
        let chosen =
            chosen.filter(|chosen| chosen.split_whitespace().any(|word| !word.contains('=')) || chosen.is_empty());
        let chain = self.chain(ty);
        for &part in &chain {
            let own = if is_outermost && part == ty { MAX_OPTIONAL } else { 0 };
            self.members(part, part != ty || chain.len() > 1, chosen.map_or(Wanted::First(own), Wanted::Named), node)?;
        }
        // An element without content explains nothing, so it gets its first optional member.
        for &part in chain.iter().filter(|_| node.is_empty()).collect::<Vec<_>>() {
            if node.is_empty() {
                self.members(part, chain.len() > 1, Wanted::First(1), node)?;
            }
        }
        Some(())
    }

    /// Returns the types that a type extends, from the outermost base, and the type itself at the end.
    fn chain(&self, ty: ComplexTypeId) -> Vec<ComplexTypeId> {
        let mut chain = vec![ty];
        let mut at = ty;
        while let (Derivation::Extension, TypeId::Complex(base)) =
            (self.schema.complex_type(at).derivation, self.schema.complex_type(at).base)
        {
            if base == ComplexTypeId::ANY_TYPE {
                break;
            }
            chain.push(base);
            at = base;
        }
        chain.reverse();
        chain
    }

    /// Adds the members of a type, without inherited ones if `is_part`. The optional members are those that `wanted` names, or else
    /// those that bindings.toml chooses for the type, or else the first ones.
    fn members(&mut self, ty: ComplexTypeId, is_part: bool, wanted: Wanted<'s>, node: &mut Node) -> Option<()> {
        let complex = self.schema.complex_type(ty);
        let path = complex.name.as_ref().and_then(|name| self.path(name));
        let path = path.unwrap_or_else(|| BindingPath::global(String::new()));
        let mut wanted = match (wanted, self.bindings.sample(&path)) {
            (Wanted::First(first), Some(_)) if self.is_complete && self.open.len() == 1 && first > 0 => wanted,
            (Wanted::First(_), Some(names)) => Wanted::Named(names),
            _ => wanted,
        };
        let attributes = if is_part { &complex.own_attributes } else { &complex.attributes };
        // Sorted by name, because the order of attributes in a schema has no meaning.
        let mut attributes: Vec<_> = attributes.iter().collect();
        attributes.sort_by_key(|attribute| &self.schema.attribute(attribute.attribute).name);
        for attribute in attributes {
            let declaration = self.schema.attribute(attribute.attribute);
            let local = &declaration.name.local;
            if attribute.required || wanted.take(&format!("@{local}")) {
                let value = self.value(declaration.ty, attribute.value.as_ref(), Some(&path.attribute(local)), local);
                match value {
                    Some(value) => node.attributes.push((self.prefixed(&declaration.name)?, value)),
                    None if attribute.required => return None,
                    None => {}
                }
            }
        }
        match if is_part { &complex.own_content } else { &complex.content } {
            Content::Empty => {}
            Content::Simple(ty) if node.text.is_empty() => {
                node.text = self.value(*ty, None, Some(&path.text()), "value")?;
            }
            Content::Simple(_) => {}
            Content::Elements { particle, .. } => {
                let children = self.particle(particle, &path, &mut wanted)?;
                node.children.extend(children);
            }
        }
        Some(())
    }

    /// Returns sample elements for a particle; `None` if required content has no sample.
    fn particle(&mut self, particle: &Particle, path: &BindingPath, wanted: &mut Wanted<'s>) -> Option<Vec<Node>> {
        let start = self.count;
        self.steps += 1;
        if self.steps > MAX_STEPS || particle.min > MAX_REPEATED {
            return None;
        }
        let found = match &particle.term {
            Term::Element(id) => {
                let name = &self.schema.element(*id).name.local;
                if particle.min == 0 && !wanted.take(name) {
                    return Some(Vec::new());
                }
                let path = path.element(name);
                self.substituted(*id, &path).map(|node| vec![node; particle.min.max(1) as usize])
            }
            Term::Wildcard(_) => None,
            Term::Group(group) if group.compositor == Compositor::Choice => {
                if particle.min == 0 && !self.wants_choice(&group.particles, wanted) {
                    return Some(Vec::new());
                }
                let alternative = self.alternative(&group.particles, path);
                alternative.map(|nodes| vec![nodes; particle.min.max(1) as usize].concat())
            }
            Term::Group(group) => {
                if particle.min == 0 && !self.wants_group(&group.particles, wanted) {
                    return Some(Vec::new());
                }
                let parts = group.particles.iter().map(|part| self.particle(part, path, wanted));
                parts.collect::<Option<Vec<_>>>().map(|parts| parts.concat())
            }
        };
        match found {
            // Leaves out optional content that has no sample, for example because it contains itself.
            None if particle.min == 0 => {
                self.count = start;
                Some(Vec::new())
            }
            found => found,
        }
    }

    /// Returns whether an optional choice is part of the sample.
    fn wants_choice(&self, alternatives: &[Particle], wanted: &mut Wanted<'s>) -> bool {
        match wanted {
            Wanted::Named(_) => alternatives.iter().any(|part| self.names(part).any(|name| wanted.clone().take(name))),
            Wanted::First(_) => wanted.take(""),
        }
    }

    /// Returns whether an optional sequence is part of the sample.
    fn wants_group(&self, parts: &[Particle], wanted: &Wanted<'s>) -> bool {
        parts.iter().any(|part| self.names(part).any(|name| wanted.clone().take(name)))
    }

    /// Returns the name of the element that a particle refers to, or the names of the elements directly in its group.
    fn names(&self, particle: &Particle) -> impl Iterator<Item = &'s str> {
        let particles = match &particle.term {
            Term::Group(group) => group.particles.as_slice(),
            _ => std::slice::from_ref(particle),
        };
        let name = |part: &Particle| match part.term {
            Term::Element(id) => Some(&*self.schema.element(id).name.local),
            _ => None,
        };
        particles.iter().filter_map(name).collect::<Vec<_>>().into_iter()
    }

    /// Returns the elements of the first alternative that has a sample. The preferred element is tried first, then the alternatives in
    /// bindings.toml, then the others.
    fn alternative(&mut self, alternatives: &[Particle], path: &BindingPath) -> Option<Vec<Node>> {
        let named = self.bindings.sample(&path.choice(1)).unwrap_or_default();
        let preferred = self.preferred.as_ref().map(|name| name.local.to_string()).unwrap_or_default();
        let rank = |part: &Particle| {
            let has = |wanted: &str| self.names(part).any(|name| wanted.split_whitespace().any(|word| word == name));
            (!has(&preferred), !has(named))
        };
        let mut order: Vec<&Particle> = alternatives.iter().collect();
        order.sort_by_cached_key(|part| rank(part));
        order.into_iter().find_map(|part| {
            let required = Particle { min: part.min.max(1), ..part.clone() };
            let nodes = self.particle(&required, path, &mut Wanted::First(0))?;
            (!nodes.is_empty()).then_some(nodes)
        })
    }

    /// Returns a sample of an element. If it is abstract, or bindings.toml chooses a member of its substitution group, returns a
    /// sample of the chosen member instead, or else of the first member that has a sample.
    fn substituted(&mut self, id: ElementId, path: &BindingPath) -> Option<Node> {
        let head = self.schema.element(id);
        let named = self.path(&head.name).filter(|_| head.is_global).and_then(|head| self.bindings.sample(&head));
        if !head.is_abstract && named.is_none() {
            return self.element(id, Some(path));
        }
        let mut members = self.schema.substitutes(id);
        members.sort_by_key(|member| named != Some(&*self.schema.element(*member).name.local));
        members.into_iter().find_map(|member| self.element(member, None))
    }

    /// Returns a value of a simple type.
    fn value(
        &self,
        ty: SimpleTypeId,
        constraint: Option<&ValueConstraint>,
        path: Option<&BindingPath>,
        local: &str,
    ) -> Option<String> {
        if let Some(constraint) = constraint {
            return Some(constraint.text().to_owned());
        }
        let step = path.and_then(BindingPath::last_step);
        if let Some((_, value)) = self.values.iter().rev().find(|(name, _)| Some(*name) == step) {
            return Some((*value).to_owned());
        }
        let types = self.schema.simple_ancestry_ids(ty);
        let mut names = types.filter_map(|id| self.path(self.schema.simple_type(id).name.as_ref()?));
        let of_member = || path.and_then(|path| self.bindings.sample(path));
        let mut of_type = || names.find_map(|path| self.bindings.sample(&path));
        let anywhere = || self.bindings.sample(&BindingPath::global("*".to_owned()).element(step?));
        let stated = of_member().or_else(&mut of_type).or_else(anywhere).map(str::to_owned);
        stated.or_else(|| values::value(self.schema, ty, local))
    }
}
