//! Queries on a [`Schema`].

use std::collections::HashSet;

use super::{
    AttributeDeclaration, AttributeId, Builtin, ComplexType, ComplexTypeId, Content, Derivation, DerivationKind,
    DerivationSet, ElementDeclaration, ElementId, Enumeration, Facet, FacetKind, QName, Schema, SimpleType,
    SimpleTypeId, TypeId, Variety, WhiteSpace,
};
use crate::work;

impl Schema {
    /// Returns a simple type.
    pub fn simple_type(&self, id: SimpleTypeId) -> &SimpleType {
        &self.simple_types[id.index()]
    }

    /// Returns a complex type.
    pub fn complex_type(&self, id: ComplexTypeId) -> &ComplexType {
        &self.complex_types[id.index()]
    }

    /// Returns the simple type of the text in an element of type `id`; `None` if the type has no simple content.
    pub(crate) fn text_type(&self, id: TypeId) -> Option<SimpleTypeId> {
        match id {
            TypeId::Simple(id) => Some(id),
            TypeId::Complex(id) => match self.complex_type(id).content {
                Content::Simple(id) => Some(id),
                Content::Empty | Content::Elements { .. } => None,
            },
        }
    }

    /// Returns an element declaration.
    pub fn element(&self, id: ElementId) -> &ElementDeclaration {
        &self.elements[id.index()]
    }

    /// Returns an attribute declaration.
    pub fn attribute(&self, id: AttributeId) -> &AttributeDeclaration {
        &self.attributes[id.index()]
    }

    /// Returns all simple types: built-in types, named types in the order of the files, redefinitions, then anonymous types.
    pub fn simple_types(&self) -> impl Iterator<Item = (SimpleTypeId, &SimpleType)> {
        (0..).map(SimpleTypeId).zip(&self.simple_types)
    }

    /// Returns all complex types: `anyType`, named types in the order of the files, redefinitions, then anonymous types.
    pub fn complex_types(&self) -> impl Iterator<Item = (ComplexTypeId, &ComplexType)> {
        (0..).map(ComplexTypeId).zip(&self.complex_types)
    }

    /// Returns all element declarations: global ones in the order of the files, then local ones.
    pub fn elements(&self) -> impl Iterator<Item = (ElementId, &ElementDeclaration)> {
        (0..).map(ElementId).zip(&self.elements)
    }

    /// Returns all attribute declarations: the built-in ones of `xml:` and `xsi:`, then global ones in the order of the files, then
    /// local ones.
    pub fn attributes(&self) -> impl Iterator<Item = (AttributeId, &AttributeDeclaration)> {
        (0..).map(AttributeId).zip(&self.attributes)
    }

    /// Returns the global element with a name.
    pub fn find_element(&self, name: &QName) -> Option<ElementId> {
        self.elements_by_name.get(name).copied()
    }

    /// Returns the base of a type; `None` for `anyType`.
    pub(super) fn base(&self, id: TypeId) -> Option<TypeId> {
        match id {
            TypeId::Complex(ComplexTypeId::ANY_TYPE) => None,
            TypeId::Complex(id) => Some(self.complex_type(id).base),
            TypeId::Simple(SimpleTypeId::ANY_SIMPLE_TYPE) => Some(TypeId::Complex(ComplexTypeId::ANY_TYPE)),
            TypeId::Simple(id) => Some(TypeId::Simple(self.simple_type(id).base)),
        }
    }

    /// Returns the types that are directly or indirectly derived from a type, each after its base.
    pub fn derived_types(&self, id: ComplexTypeId) -> Vec<ComplexTypeId> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let direct = self.derived.get(&id).map_or(&[][..], Vec::as_slice);
            found.extend(direct);
            open.extend(direct.iter().rev());
        }
        found
    }

    /// Returns the elements that a reference to `head` allows, sorted by name: `head` and the members of its substitution group,
    /// except for abstract elements and for members that `block` excludes.
    pub fn substitutes(&self, head: ElementId) -> Vec<ElementId> {
        let mut found: Vec<_> = self
            .members_of(head)
            .into_iter()
            .filter(|&member| !self.element(member).is_abstract && self.may_substitute(member, head))
            .collect();
        if !self.element(head).is_abstract {
            found.push(head);
        }
        found.sort_by(|a, b| self.element(*a).name.cmp(&self.element(*b).name));
        found
    }

    /// Returns the direct and indirect members of a substitution group, including abstract ones, but not the head.
    pub(super) fn members_of(&self, head: ElementId) -> HashSet<ElementId> {
        let mut found = HashSet::new();
        let mut open = vec![head];
        while let Some(id) = open.pop() {
            work::step();
            for &member in self.members.get(&id).map_or(&[][..], Vec::as_slice) {
                if member != head && found.insert(member) {
                    open.push(member);
                }
            }
        }
        found
    }

    /// Returns whether a member may replace the head: Substitution Group OK (Transitive), XML Schema part 1, 3.3.6.
    fn may_substitute(&self, member: ElementId, head: ElementId) -> bool {
        let head = self.element(head);
        if head.block.contains(&DerivationKind::Substitution) {
            return false;
        }
        let mut steps = DerivationSet::new();
        let mut blocked = head.block.clone();
        let mut at = self.element(member).ty;
        while at != head.ty {
            let Some(base) = self.base(at) else { break };
            steps.insert(self.derivation(at));
            if let TypeId::Complex(base) = base {
                blocked.extend(&self.complex_type(base).block);
            }
            at = base;
        }
        steps.is_disjoint(&blocked)
    }

    /// Returns the method by which a type is derived from its base. All simple types count as restrictions.
    pub(super) fn derivation(&self, id: TypeId) -> DerivationKind {
        match id {
            TypeId::Complex(id) if self.complex_type(id).derivation == Derivation::Extension => {
                DerivationKind::Extension
            }
            _ => DerivationKind::Restriction,
        }
    }

    /// Returns a simple type and its ancestors, up to `anySimpleType`.
    pub(super) fn simple_ancestry(&self, id: SimpleTypeId) -> impl Iterator<Item = &SimpleType> {
        self.simple_ancestry_ids(id).map(|id| self.simple_type(id))
    }

    /// Returns the ids of a simple type and its ancestors.
    pub(crate) fn simple_ancestry_ids(&self, id: SimpleTypeId) -> impl Iterator<Item = SimpleTypeId> {
        let next = |&id: &SimpleTypeId| {
            work::step();
            (id != SimpleTypeId::ANY_SIMPLE_TYPE).then(|| self.simple_type(id).base)
        };
        std::iter::successors(Some(id), next)
    }

    /// Returns the member types of a union. Members that are unions are replaced by their own members. Each type occurs once.
    pub(crate) fn union_members(&self, members: &[SimpleTypeId]) -> Vec<SimpleTypeId> {
        let mut seen = HashSet::new();
        let mut flat = Vec::new();
        let mut open: Vec<SimpleTypeId> = members.iter().rev().copied().collect();
        while let Some(member) = open.pop() {
            work::step();
            if seen.insert(member) {
                match &self.simple_type(member).variety {
                    Variety::Union(inner) => open.extend(inner.iter().rev()),
                    _ => flat.push(member),
                }
            }
        }
        flat
    }

    /// Returns the facets in force: the facets of the type itself, and inherited facets that no derived type overrides. Patterns are
    /// never overridden: a value must match a pattern of each type that states patterns. Facets that the specification gives to
    /// built-in types are not included.
    pub fn facets(&self, id: SimpleTypeId) -> Vec<&Facet> {
        let mut stated = HashSet::new();
        let mut facets: Vec<&Facet> = Vec::new();
        for ty in self.simple_ancestry(id) {
            let new: Vec<_> = ty
                .facets
                .iter()
                .filter(|facet| facet.kind == FacetKind::Pattern || !stated.contains(&facet.kind))
                .collect();
            stated.extend(new.iter().map(|facet| facet.kind));
            facets.extend(new);
        }
        facets
    }

    /// Returns the enumerated values in force: those of the type itself, or else of the nearest ancestor that enumerates values. Empty
    /// if there is no such ancestor.
    pub fn enumeration(&self, id: SimpleTypeId) -> &[Enumeration] {
        self.simple_ancestry(id)
            .map(|ty| ty.enumeration.as_slice())
            .find(|values| !values.is_empty())
            .unwrap_or_default()
    }

    /// Returns the `whiteSpace` facet that the type or its nearest ancestor states. For lists and unions, the result can be
    /// `Preserve`, although they always collapse white space.
    pub fn white_space(&self, id: SimpleTypeId) -> WhiteSpace {
        let stated = |ty: &SimpleType| match ty.builtin {
            Some(Builtin::String | Builtin::AnySimpleType) => Some(WhiteSpace::Preserve),
            Some(Builtin::NormalizedString) => Some(WhiteSpace::Replace),
            Some(_) => Some(WhiteSpace::Collapse),
            None => {
                let facet = ty.facets.iter().find(|facet| facet.kind == FacetKind::WhiteSpace)?;
                WhiteSpace::of(&facet.value)
            }
        };
        self.simple_ancestry(id).find_map(stated).unwrap_or_default()
    }
}
