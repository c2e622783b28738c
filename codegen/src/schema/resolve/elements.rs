//! Element declarations and substitution groups.

use std::collections::HashMap;

use super::declare::blank_element;
use super::resolver::{Declared, MAX_CHAIN, Resolver, index};
use crate::diagnostics::Diagnostic;
use crate::schema::DerivationKind::{Extension, Restriction, Substitution};
use crate::schema::{ComplexTypeId, ElementDeclaration, ElementId, QName, TypeId};
use crate::work;
use crate::xsd::syntax::{attribute_value, children, documentation, has_attribute};

impl<'t> Resolver<'t, '_> {
    pub(super) fn element(&mut self, declared: Declared<'t>, name: QName, is_global: bool) -> ElementDeclaration {
        let (_, node) = declared;
        let span = self.span(declared);
        let substitution_group = self.qname(declared, "substitutionGroup").and_then(|head| {
            let found = self.schema.elements_by_name.get(&head).copied();
            if found.is_none() {
                self.unresolved(declared, "substitutionGroup", "element", &head, |this| {
                    this.schema.elements_by_name.keys().cloned().collect()
                });
            }
            found
        });
        let anonymous = children(node).find(|child| matches!(child.tag_name().name(), "simpleType" | "complexType"));
        if let (Some(_), Some(_)) = (anonymous, attribute_value(node, "type")) {
            self.error(
                declared,
                "an element has one type, and this one has both a `type` attribute and an anonymous type",
                "remove one of them",
            );
        }
        let ty = match anonymous {
            Some(child) => self.anonymous((declared.0, child)),
            None if has_attribute(node, "type") => self.type_ref(declared, "type"),
            None => None,
        };
        if ty == Some(TypeId::Complex(ComplexTypeId::ANY_TYPE)) {
            self.of_any_type.insert(span);
        }
        self.identity_constraints(declared);
        ElementDeclaration {
            ty: ty.unwrap_or(TypeId::Complex(ComplexTypeId::ANY_TYPE)),
            nillable: self.boolean(declared, "nillable"),
            is_abstract: self.boolean(declared, "abstract"),
            substitution_group,
            value: self.value_constraint(declared),
            value_names: self.value_names(declared),
            block: self.derivations(declared, "block", "blockDefault", &[Extension, Restriction, Substitution]),
            final_derivations: self.derivations(declared, "final", "finalDefault", &[Extension, Restriction]),
            documentation: documentation(node),
            ..blank_element(name, is_global, span)
        }
    }

    /// Gives each element without a type the type of the head of its substitution group. Reports an error if an element is in its own
    /// substitution group, or if a chain of substitution groups is longer than [`MAX_CHAIN`].
    pub(super) fn inherit_types(&mut self) {
        for id in 0..self.schema.elements.len() {
            let mut head = self.schema.elements[id].substitution_group;
            let mut chain = vec![ElementId(index(id))];
            while let Some(next) = head {
                work::step();
                let is_circular = chain.contains(&next);
                if is_circular || chain.len() == MAX_CHAIN {
                    let name = self.schema.elements[id].name.clone();
                    let error = match is_circular {
                        true => Diagnostic::error(format!("element {name} is in its own substitution group")),
                        false => Diagnostic::error(format!("a chain of more than {MAX_CHAIN} substitution groups")),
                    };
                    let span = self.schema.elements[id].span;
                    self.diagnostics.push(error.at(span).help("remove one `substitutionGroup`"));
                    self.schema.elements[id].substitution_group = None;
                    break;
                }
                chain.push(next);
                let head_ty = self.schema.elements[next.index()].ty;
                let element = &self.schema.elements[id];
                let is_untyped = element.ty == TypeId::Complex(ComplexTypeId::ANY_TYPE);
                if is_untyped && !self.of_any_type.contains(&element.span) {
                    self.schema.elements[id].ty = head_ty;
                }
                head = self.schema.elements[next.index()].substitution_group;
            }
        }
    }

    pub(super) fn collect_members(&mut self) {
        let mut members: HashMap<ElementId, Vec<ElementId>> = HashMap::new();
        for (id, element) in (0..).map(ElementId).zip(&self.schema.elements) {
            if let Some(head) = element.substitution_group {
                members.entry(head).or_default().push(id);
            }
        }
        for list in members.values_mut() {
            list.sort_by(|a, b| self.schema.element(*a).name.cmp(&self.schema.element(*b).name));
        }
        self.schema.members = members;
    }
}
