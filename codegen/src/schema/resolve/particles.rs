//! Particles: model groups, elements and wildcards.

use roxmltree::Node;

use super::declare::blank_element;
use super::resolver::{Declared, Expanded, Redefined, Resolver, index};
use crate::diagnostics::Diagnostic;
use crate::schema::{Compositor, ElementId, ModelGroup, Particle, QName, Term};
use crate::xsd::is_nc_name;
use crate::xsd::syntax::{attribute, children, has_attribute};

impl<'t> Resolver<'t, '_> {
    pub(super) fn particle(&mut self, declared: Declared<'t>, is_top: bool) -> Option<Particle> {
        let (document, node) = declared;
        if !self.expand_by(declared, 1) {
            return None;
        }
        let (min, max) = self.occurs(declared)?;
        let span = self.span(declared);
        let term = match node.tag_name().name() {
            "element" => Term::Element(self.element_particle(declared)?),
            "any" => Term::Wildcard(self.wildcard(declared)),
            "group" => {
                let name = self.qname(declared, "ref")?;
                let original = match self.redefined.get(&(document, node.id())) {
                    Some(Redefined::Group(original)) => Some(*original),
                    _ => None,
                };
                let Some(definition) = original.or_else(|| self.groups.get(&name).copied()) else {
                    self.unresolved(declared, "ref", "group", &name, |this| this.groups.keys().cloned().collect());
                    return None;
                };
                if original.is_none() && self.open_groups.contains(&name) {
                    self.error(declared, format!("group {name} contains itself"), "remove one of the references");
                    return None;
                }
                let Expanded { group, size, nesting } = self.model_group_definition(definition, &name)?;
                if self.nests_too_deep(declared, self.nesting + nesting) || !self.expand_by(declared, size) {
                    return None;
                }
                if group.compositor == Compositor::All && (!is_top || max != Some(1)) {
                    self.misplaced_all(declared);
                }
                Term::Group(group)
            }
            name => {
                let compositor = Compositor::of(name)?;
                if compositor == Compositor::All && (!is_top || max != Some(1)) {
                    self.misplaced_all(declared);
                }
                Term::Group(self.model_group(document, node, compositor, None))
            }
        };
        if max == Some(0) {
            return None;
        }
        Some(Particle { min, max, term, span })
    }

    fn model_group(
        &mut self,
        document: usize,
        node: Node<'t, 't>,
        compositor: Compositor,
        name: Option<QName>,
    ) -> ModelGroup {
        self.nesting += 1;
        let particles: Vec<Particle> = match self.nests_too_deep((document, node), self.nesting) {
            true => Vec::new(),
            false => children(node).filter_map(|child| self.particle((document, child), false)).collect(),
        };
        self.nesting -= 1;
        if compositor == Compositor::All {
            for repeated in particles.iter().filter(|particle| particle.max != Some(1)) {
                self.diagnostics.push(
                    Diagnostic::error("an element in `xs:all` occurs at most once")
                        .at(repeated.span)
                        .help("remove maxOccurs, or use `xs:choice` (cos-all-limited.2)"),
                );
            }
        }
        ModelGroup { name, compositor, particles }
    }

    fn misplaced_all(&mut self, declared: Declared<'t>) {
        self.error(
            declared,
            "`xs:all` must be the whole content model and occur at most once",
            "use `xs:sequence` or `xs:choice` (cos-all-limited.1.2)",
        );
    }

    /// Returns a named group with references to other groups expanded. Each definition is expanded once, so that all references to it
    /// share its element declarations.
    pub(super) fn model_group_definition(&mut self, definition: Declared<'t>, name: &QName) -> Option<Expanded> {
        let (document, node) = definition;
        if let Some(known) = self.expanded_groups.get(&(document, node.id())) {
            return Some(known.clone());
        }
        let (body, compositor) =
            children(node).find_map(|child| Some((child, Compositor::of(child.tag_name().name())?)))?;
        self.open_groups.push(name.clone());
        let group = self.model_group(document, body, compositor, Some(name.clone()));
        self.open_groups.pop();
        let (size, nesting) = extent(&group);
        let expanded = Expanded { group, size, nesting };
        self.expanded_groups.insert((document, node.id()), expanded.clone());
        Some(expanded)
    }

    fn element_particle(&mut self, declared: Declared<'t>) -> Option<ElementId> {
        let (document, node) = declared;
        if has_attribute(node, "ref") {
            let name = self.qname(declared, "ref")?;
            if has_attribute(node, "name") {
                self.error(declared, "an element has either a name or a reference", "remove `name` or `ref`");
            }
            let found = self.schema.elements_by_name.get(&name).copied();
            if found.is_none() {
                self.unresolved(declared, "ref", "element", &name, |this| {
                    this.schema.elements_by_name.keys().cloned().collect()
                });
            }
            return found;
        }
        let Some(local) = attribute(node, "name").filter(|name| is_nc_name(name)) else {
            self.error(declared, "an element needs a name or a reference", "add name=\"...\" or ref=\"...\"");
            return None;
        };
        let span = self.span(declared);
        let target = self.target(document);
        let namespace = if self.is_qualified(declared, "elementFormDefault") { target } else { None };
        let name = QName::new(namespace, local);
        let id = ElementId(index(self.schema.elements.len()));
        self.schema.elements.push(blank_element(name.clone(), false, span));
        let element = self.element(declared, name, false);
        self.schema.elements[id.index()] = element;
        Some(id)
    }
}

/// Returns the number of particles in a group, including those in nested groups, and the nesting depth, including the group.
fn extent(group: &ModelGroup) -> (usize, usize) {
    let inner = group.particles.iter().map(|particle| match &particle.term {
        Term::Group(group) => extent(group),
        Term::Element(_) | Term::Wildcard(_) => (0, 0),
    });
    let (size, nesting) = inner.fold((0, 0), |(size, nesting), inner| (size + 1 + inner.0, nesting.max(inner.1)));
    (size, nesting + 1)
}
