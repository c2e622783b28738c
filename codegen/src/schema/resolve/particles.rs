//! Particles: model groups, elements and wildcards.

use roxmltree::Node;

use super::declare::blank_element;
use super::resolver::{Declared, MAX_PARTICLES, Redefined, Resolver, index};
use crate::diagnostics::Diagnostic;
use crate::schema::{Compositor, ElementId, ModelGroup, Particle, QName, Term};
use crate::xsd::is_nc_name;
use crate::xsd::syntax::{attribute, children};

impl<'t> Resolver<'t, '_> {
    pub(super) fn particle(&mut self, declared: Declared<'t>, is_top: bool) -> Option<Particle> {
        let (document, node) = declared;
        self.particles += 1;
        if self.particles > MAX_PARTICLES {
            if self.particles == MAX_PARTICLES + 1 {
                self.error(
                    declared,
                    format!("the groups of the schema expand to more than {MAX_PARTICLES} particles"),
                    "nest fewer groups",
                );
            }
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
                    let known = self.groups.keys().cloned().collect();
                    self.unresolved(declared, "ref", "group", &name, known);
                    return None;
                };
                if original.is_none() && self.open_groups.contains(&name) {
                    self.error(declared, format!("group {name} contains itself"), "remove one of the references");
                    return None;
                }
                let group = self.model_group_definition(definition, &name)?;
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
        let particles: Vec<Particle> =
            children(node).filter_map(|child| self.particle((document, child), false)).collect();
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

    pub(super) fn model_group_definition(&mut self, definition: Declared<'t>, name: &QName) -> Option<ModelGroup> {
        let (document, node) = definition;
        let (body, compositor) =
            children(node).find_map(|child| Some((child, Compositor::of(child.tag_name().name())?)))?;
        self.open_groups.push(name.clone());
        let group = self.model_group(document, body, compositor, Some(name.clone()));
        self.open_groups.pop();
        Some(group)
    }

    fn element_particle(&mut self, declared: Declared<'t>) -> Option<ElementId> {
        let (document, node) = declared;
        if node.has_attribute("ref") {
            let name = self.qname(declared, "ref")?;
            if node.has_attribute("name") {
                self.error(declared, "an element has either a name or a reference", "remove `name` or `ref`");
            }
            let found = self.schema.elements_by_name.get(&name).copied();
            if found.is_none() {
                let known = self.schema.elements_by_name.keys().cloned().collect();
                self.unresolved(declared, "ref", "element", &name, known);
            }
            return found;
        }
        let Some(local) = attribute(node, "name").filter(|name| is_nc_name(name)) else {
            self.error(declared, "an element needs a name or a reference", "add name=\"...\" or ref=\"...\"");
            return None;
        };
        let span = self.span(declared);
        // A group is expanded at each reference, but its elements have one declaration.
        let is_shared = !self.open_groups.is_empty() && !self.documents[document].is_chameleon;
        if let Some(&known) = self.group_elements.get(&span).filter(|_| is_shared) {
            return Some(known);
        }
        let target = self.target(document);
        let namespace = if self.is_qualified(declared, "elementFormDefault") { target } else { None };
        let name = QName::new(namespace, local);
        let id = ElementId(index(self.schema.elements.len()));
        self.schema.elements.push(blank_element(name.clone(), false, span));
        if is_shared {
            self.group_elements.insert(span, id);
        }
        let element = self.element(declared, name, false);
        self.schema.elements[id.index()] = element;
        Some(id)
    }
}
