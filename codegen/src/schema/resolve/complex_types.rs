//! Complex types: content, derivation and inherited attributes.

use std::collections::HashMap;

use roxmltree::Node;

use super::attribute_uses::AttributeUses;
use super::resolver::{Declared, Resolver, State};
use super::wildcards::extended;
use crate::diagnostics::{Diagnostic, Span};
use crate::schema::{
    ComplexTypeId, Compositor, Content, Derivation, DerivationKind, FacetKind, Particle, Term, TypeId,
};
use crate::xsd::document::prefixed_name;
use crate::xsd::syntax::{children, has_attribute};

impl<'t> Resolver<'t, '_> {
    pub(super) fn build_complex(&mut self, id: ComplexTypeId) {
        if let State::Declared(declared) = self.complex[id.index()] {
            self.complex[id.index()] = State::Building;
            self.complex[id.index()] = self.in_chain(declared, |this| this.fill_complex(id, declared));
        }
        self.extend_chain(self.complex[id.index()]);
    }

    fn fill_complex(&mut self, id: ComplexTypeId, declared: Declared<'t>) {
        let (document, node) = declared;
        let mut mixed = self.boolean(declared, "mixed");
        let is_abstract = self.boolean(declared, "abstract");
        let all = [DerivationKind::Extension, DerivationKind::Restriction];
        let block = self.derivations(declared, "block", "blockDefault", &all);
        let final_derivations = self.derivations(declared, "final", "finalDefault", &all);
        {
            let this = &mut self.schema.complex_types[id.index()];
            this.is_abstract = is_abstract;
            this.block = block;
            this.final_derivations = final_derivations;
        }
        let content =
            children(node).find(|child| matches!(child.tag_name().name(), "simpleContent" | "complexContent"));
        let Some(content) = content else {
            let content = self.explicit_content(declared, mixed);
            let mut uses = AttributeUses::default();
            self.attribute_uses(declared, &mut uses);
            self.finish(id, None, Derivation::Restriction, (content.clone(), content), uses);
            return;
        };
        let Some(body) = children(content).find(|child| matches!(child.tag_name().name(), "extension" | "restriction"))
        else {
            self.error((document, content), "`extension` or `restriction` is missing", "add one of them");
            return;
        };
        let inner = (document, body);
        let derivation = match body.tag_name().name() {
            "extension" => Derivation::Extension,
            _ => Derivation::Restriction,
        };
        if !has_attribute(body, "base") {
            self.error(inner, format!("`{}` needs a base type", prefixed_name(body)), "add base=\"...\"");
            return;
        }
        let Some(base) = self.type_ref(inner, "base") else { return };
        if !self.base_is_ready(base, inner, derivation) {
            return;
        }
        let mut uses = AttributeUses::default();
        self.attribute_uses(inner, &mut uses);
        if content.tag_name().name() == "simpleContent" {
            let Some(content) = self.simple_content(base, derivation, inner) else { return };
            self.finish(id, Some(base), derivation, (content.clone(), content), uses);
            return;
        }
        let TypeId::Complex(base_id) = base else {
            self.error(inner, "the base of `complexContent` is a simple type", "use `simpleContent`");
            return;
        };
        if has_attribute(content, "mixed") {
            mixed = self.boolean((document, content), "mixed");
        }
        let own = self.explicit_content(inner, mixed);
        let of_base = self.schema.complex_types[base_id.index()].content.clone();
        if let (Derivation::Extension, Content::Simple(_)) = (derivation, &of_base) {
            if !matches!(own, Content::Empty) {
                self.error(
                    inner,
                    "the base has simple content, and an extension by elements is not allowed",
                    "use `simpleContent` (cos-ct-extends.1.4)",
                );
                return;
            }
            // An extension in `complexContent` that only adds attributes has the same effect as in `simpleContent` (XML Schema part 1,
            // 3.4.2).
            self.finish(id, Some(base), derivation, (of_base.clone(), of_base), uses);
            return;
        }
        if derivation == Derivation::Extension && exceeds_all(&of_base, &own) {
            self.error(
                inner,
                "an extension cannot combine `xs:all` with other elements",
                "use `xs:sequence` in the base and in the extension (cos-all-limited.1.2)",
            );
        }
        let whole = match derivation {
            Derivation::Restriction => own.clone(),
            Derivation::Extension => joined(of_base, own.clone(), mixed, self.span(inner)),
        };
        self.finish(id, Some(base), derivation, (whole, own), uses);
    }

    /// Builds the base. Reports an error if the derivation is circular, or if `final` of the base forbids its method. Returns `false`
    /// only for a circular derivation.
    fn base_is_ready(&mut self, base: TypeId, declared: Declared<'t>, derivation: Derivation) -> bool {
        let forbidden = match base {
            TypeId::Simple(id) => {
                self.build_simple(id);
                self.schema.simple_types[id.index()].final_derivations.clone()
            }
            TypeId::Complex(id) => {
                if matches!(self.complex[id.index()], State::Building) {
                    let name = self.schema.complex_types[id.index()].name.clone();
                    let name = name.map(|name| name.to_string()).unwrap_or_default();
                    let span = self.attribute_span(declared, "base");
                    self.diagnostics.push(
                        Diagnostic::error(format!("type {name} is derived from itself"))
                            .at(span)
                            .label("this base is derived from the type itself")
                            .help("name another base"),
                    );
                    return false;
                }
                self.build_complex(id);
                self.schema.complex_types[id.index()].final_derivations.clone()
            }
        };
        let kind = match derivation {
            Derivation::Extension => DerivationKind::Extension,
            Derivation::Restriction => DerivationKind::Restriction,
        };
        if forbidden.contains(&kind) {
            self.error(declared, "the base is final and does not allow this derivation", "name another base");
        }
        true
    }

    fn simple_content(&mut self, base: TypeId, derivation: Derivation, body: Declared<'t>) -> Option<Content> {
        let text = match base {
            TypeId::Simple(_) if derivation == Derivation::Restriction => {
                let help = "write a `simpleType` with this restriction, and extend it (src-ct.2)";
                self.error(body, "a restriction in `simpleContent` needs a complex base type", help);
                return None;
            }
            TypeId::Simple(id) => Some(id),
            TypeId::Complex(id) => match &self.schema.complex_types[id.index()].content {
                Content::Simple(text) => Some(*text),
                Content::Elements { mixed: true, .. } if derivation == Derivation::Restriction => None,
                _ => {
                    self.error(body, "the base of `simpleContent` has element content", "use `complexContent`");
                    return None;
                }
            },
        };
        if derivation == Derivation::Extension {
            return text.map(Content::Simple);
        }
        let nested = self.anonymous_simple(body);
        let Some(base) = nested.or(text) else {
            self.error(body, "a restriction from mixed to simple content needs a simple type", "add a `simpleType`");
            return None;
        };
        let has_facets = children(body.1).any(|child| {
            let name = child.tag_name().name();
            name == "enumeration" || FacetKind::of(name).is_some()
        });
        if !has_facets {
            return Some(Content::Simple(base));
        }
        let id = self.reserve_simple(body, None);
        self.simple[id.index()] = State::Built { chain: self.longest_chain + 1 };
        self.restrict(id, base, body);
        Some(Content::Simple(id))
    }

    /// Returns the content that a type, an extension or a restriction states itself.
    fn explicit_content(&mut self, declared: Declared<'t>, mixed: bool) -> Content {
        let (document, node) = declared;
        let mut models =
            children(node).filter(|child| matches!(child.tag_name().name(), "group" | "all" | "choice" | "sequence"));
        let model = models.next();
        if let Some(second) = models.next() {
            self.error(
                (document, second),
                "a type has one content model, and this is the second",
                "put both into a `sequence`",
            );
        }
        let particle = model
            .and_then(|model| Some((model, self.particle((document, model), true)?)))
            .filter(|(model, particle)| !has_no_particles(*model, particle))
            .map(|(_, particle)| particle);
        match particle {
            Some(particle) => Content::Elements { mixed, particle },
            None if mixed => Content::Elements { mixed, particle: Particle::sequence(Vec::new(), self.span(declared)) },
            None => Content::Empty,
        }
    }

    fn finish(
        &mut self,
        id: ComplexTypeId,
        base: Option<TypeId>,
        derivation: Derivation,
        (content, own_content): (Content, Content),
        own: AttributeUses,
    ) {
        let (mut attributes, base_wildcard) = match base {
            Some(TypeId::Complex(base)) => {
                let base = &self.schema.complex_types[base.index()];
                (base.attributes.clone(), base.any_attribute.clone())
            }
            _ => (Vec::new(), None),
        };
        attributes.retain(|inherited| {
            let inherited = &self.schema.attributes[inherited.attribute.index()].name;
            let is_prohibited = derivation == Derivation::Restriction && own.prohibited.contains(inherited);
            !is_prohibited && !own.names.contains_key(inherited)
        });
        attributes.extend(own.list.iter().cloned());
        let has_own_any_attribute = own.wildcard.is_some();
        let any_attribute = match (derivation, own.wildcard, base_wildcard) {
            (Derivation::Extension, Some(own), Some(base)) => {
                let whole = extended(&own, &base);
                if whole.is_none() {
                    let error = Diagnostic::error("the union of this wildcard with the base's is not expressible");
                    let error =
                        error.help("write namespace=\"##any\", or remove the wildcard (src-ct.5, cos-aw-union)");
                    let span = self.schema.complex_types[id.index()].span;
                    self.diagnostics.push(span.into_iter().fold(error, Diagnostic::at));
                }
                whole.or(Some(own))
            }
            (Derivation::Extension, own, base) => own.or(base),
            (Derivation::Restriction, own, _) => own,
        };
        let this = &mut self.schema.complex_types[id.index()];
        this.base = base.unwrap_or(TypeId::Complex(ComplexTypeId::ANY_TYPE));
        this.derivation = derivation;
        this.content = content;
        this.own_content = own_content;
        this.attributes = attributes;
        this.own_attributes = own.list;
        this.any_attribute = any_attribute;
        this.has_own_any_attribute = has_own_any_attribute;
    }

    pub(super) fn collect_derived(&mut self) {
        let mut derived: HashMap<ComplexTypeId, Vec<ComplexTypeId>> = HashMap::new();
        for (id, ty) in (0..).map(ComplexTypeId).zip(&self.schema.complex_types) {
            if let (TypeId::Complex(base), false) = (ty.base, ty.is_built_in()) {
                derived.entry(base).or_default().push(id);
            }
        }
        for list in derived.values_mut() {
            list.sort_by(|a, b| {
                self.schema.complex_type(*a).name.cmp(&self.schema.complex_type(*b).name).then(a.cmp(b))
            });
        }
        self.schema.derived = derived;
    }
}

/// Returns whether a model group counts as absent (XML Schema part 1, 3.4.2): an empty `all`, `sequence` or optional `choice`.
fn has_no_particles(model: Node<'_, '_>, particle: &Particle) -> bool {
    let is_skippable = match model.tag_name().name() {
        "all" | "sequence" => true,
        "choice" => particle.min == 0,
        _ => false,
    };
    is_skippable && children(model).next().is_none()
}

/// Returns whether the content of an extension would contain an `xs:all` that is not the whole content, because both the base and the
/// extension have elements.
fn exceeds_all(base: &Content, own: &Content) -> bool {
    let group = |content: &Content| match content {
        Content::Elements { particle: Particle { term: Term::Group(group), .. }, .. } => {
            (!group.particles.is_empty()).then_some(group.compositor)
        }
        // The wildcard of `anyType` is not inside a group. It counts as a sequence, so an extension of `anyType` cannot add an
        // `xs:all`.
        Content::Elements { .. } => Some(Compositor::Sequence),
        Content::Simple(_) | Content::Empty => None,
    };
    matches!((group(base), group(own)), (Some(base), Some(own)) if base == Compositor::All || own == Compositor::All)
}

/// Returns the content of an extension: the content of the base, then its own (XML Schema part 1, 3.4.2).
fn joined(base: Content, own: Content, mixed: bool, span: Span) -> Content {
    match (base, own) {
        (base, Content::Empty) => base,
        (Content::Elements { mixed, particle: first }, Content::Elements { particle: second, .. }) => {
            Content::Elements { mixed, particle: Particle::sequence(vec![first, second], span) }
        }
        (_, Content::Elements { particle, .. }) => Content::Elements { mixed, particle },
        (_, own) => own,
    }
}
