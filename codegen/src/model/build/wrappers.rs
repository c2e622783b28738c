//! Complex types that collapse: their Rust type is a list of their content instead of a struct.

use std::collections::{HashMap, HashSet};

use super::builder::{Builder, ChoiceKey, Owner, Wrapper};
use super::types::TypeUse;
use crate::model::content::{NodeTerm, fold};
use crate::model::ir::{Items, Row, RowKind, Ty};
use crate::schema::{ComplexTypeId, Content, TypeId};

impl Builder<'_> {
    /// Returns the content of a collapsed type; `None` if the type does not collapse. A type collapses if its only content is one
    /// repeated element, choice or wildcard, whose items are not lists, and if it has no attributes, base type or derived types. It
    /// must not be abstract, the type of a nillable element, or listed in `explicit_types`.
    pub(super) fn wrapper(&mut self, id: ComplexTypeId) -> Option<Wrapper> {
        if let Some(known) = self.wrappers.get(&id) {
            return known.clone();
        }
        let found = self.find_wrapper(id);
        self.wrappers.insert(id, found.clone());
        found
    }

    fn find_wrapper(&mut self, id: ComplexTypeId) -> Option<Wrapper> {
        // Types in a ring do not collapse. Without this check, the recursion below would not end for them.
        if self.rings.contains(&id) {
            return None;
        }
        let content = self.only_content(id)?;
        let nests = match &content {
            Wrapper::Element(element, _) if !self.is_substituted(*element) => match self.schema.element(*element).ty {
                TypeId::Simple(item) => self.is_list(item),
                TypeId::Complex(item) => self.wrapper(item).is_some(),
            },
            _ => false,
        };
        (!nests).then_some(content)
    }

    /// Returns the only content of a type that meets all conditions for collapsing which do not depend on the type of its items.
    fn only_content(&self, id: ComplexTypeId) -> Option<Wrapper> {
        let ty = self.schema.complex_type(id);
        let extends_nothing = matches!(ty.base, TypeId::Complex(base) if self.schema.complex_type(base).is_built_in());
        let Content::Elements { mixed: false, particle } = &ty.content else { return None };
        // A list cannot keep an `xsi:type`.
        let is_explicit =
            ty.name.as_ref().is_some_and(|name| self.bindings.has_explicit_type(&self.namespaces.path(name)));
        if !extends_nothing
            || is_explicit
            || ty.is_abstract
            || !ty.attributes.is_empty()
            || ty.any_attribute.is_some()
            || self.nillable.contains(&TypeId::Complex(id))
            || !self.schema.derived_types(id).is_empty()
        {
            return None;
        }
        let node = fold(self.schema, particle).filter(|node| node.occurs.is_repeated())?;
        match node.term {
            NodeTerm::Element(element) => Some(Wrapper::Element(element, node.occurs)),
            NodeTerm::Choice(choice) => Some(Wrapper::Choice(choice, node.occurs)),
            NodeTerm::Any(wildcard) => Some(Wrapper::Any(wildcard, node.occurs)),
            NodeTerm::Sequence(_) => None,
        }
    }

    /// Returns the types in rings: `A` contains only elements of type `B`, `B` only elements of type `C`, and `C` only elements of
    /// type `A`. None of them collapses. Otherwise, the type with which the search starts would decide which of them collapse.
    pub(super) fn rings(&self) -> HashSet<ComplexTypeId> {
        let item_type = |id: ComplexTypeId| match self.only_content(id)? {
            Wrapper::Element(element, _) if !self.is_substituted(element) => match self.schema.element(element).ty {
                TypeId::Complex(item) => Some(item),
                TypeId::Simple(_) => None,
            },
            _ => None,
        };
        let mut rings = HashSet::new();
        // For each visited type, the start of the walk that visited it.
        let mut visited = HashMap::new();
        for (start, _) in self.schema.complex_types() {
            let mut walk = Vec::new();
            let mut next = Some(start);
            while let Some(id) = next.filter(|id| !visited.contains_key(id)) {
                visited.insert(id, start);
                walk.push(id);
                next = item_type(id);
            }
            if let Some(first) = next.filter(|id| visited.get(id) == Some(&start)) {
                rings.extend(walk.into_iter().skip_while(|id| *id != first));
            }
        }
        rings
    }

    pub(super) fn wrapper_use(&mut self, id: ComplexTypeId, wrapper: &Wrapper, owner: &Owner) -> TypeUse {
        let place = owner.path.clone();
        // The enum of a choice in a named type is named after that type, not after the first element that refers to the type.
        let owner = &self.owner_of(id).unwrap_or_else(|| owner.clone());
        let (ty, mut item, occurs) = match wrapper {
            Wrapper::Element(element, occurs) if self.is_substituted(*element) => {
                let item = self.substitution_item(*element);
                (Ty::Item(item), Row::new(RowKind::Choice(item)), occurs)
            }
            Wrapper::Element(element, occurs) => {
                let declaration = self.schema.element(*element);
                let inner = owner.member(&declaration.name.local);
                let used = self.element_type_use(declaration, &inner);
                let mut row = used.row(RowKind::Element(declaration.name.clone()));
                row.since = self.versions.row(&inner.path);
                self.use_document_namespace(&mut row, &inner.path);
                if row.in_schema.is_none() {
                    self.use_document_namespace(&mut row, &place.element(&declaration.name.local));
                }
                (used.ty, row, occurs)
            }
            Wrapper::Choice(choice, occurs) => {
                let (item, _) = self.choice_item(choice, owner, 1, Some(ChoiceKey::Wrapper(id)));
                (Ty::Item(item), Row::new(RowKind::Choice(item)), occurs)
            }
            Wrapper::Any(wildcard, occurs) => {
                (Ty::Runtime("AnyElement"), Row::new(RowKind::Any(wildcard.clone())), occurs)
            }
        };
        item.occurs = Some((occurs.min, occurs.max));
        TypeUse { items: Items::Children(Box::new(item)), ..TypeUse::plain(ty.vec()) }
    }
}
