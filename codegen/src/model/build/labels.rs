//! Names for what the schema does not name.

use super::builder::{Builder, Owner};
use crate::model::content::{Node, NodeTerm};
use crate::model::naming;
use crate::schema::{ComplexTypeId, ElementId, TypeId};

/// How something is called that the schema does not name.
pub(super) struct Label {
    pub(super) name: String,
    /// By bindings.toml: then it is taken as it is.
    pub(super) is_given: bool,
}

impl Label {
    fn guessed(name: &str) -> Self {
        Self { name: name.to_owned(), is_given: false }
    }
}

impl Builder<'_> {
    /// How a choice is called: by bindings.toml, its group, what its members' names or types share, or the two or three
    /// that it has.
    pub(super) fn choice_label(&self, node: &Node, owner: &Owner, number: usize) -> Label {
        if let Some(name) = self.bindings.name(&choice_path(owner, number)) {
            return Label { name: name.to_owned(), is_given: true };
        }
        let NodeTerm::Choice(group, alternatives) = &node.term else { return Label::guessed("choice") };
        if let Some(group) = group {
            return Label::guessed(naming::stem(&group.local));
        }
        let elements: Vec<ElementId> = alternatives
            .iter()
            .filter_map(|node| match node.term {
                NodeTerm::Element(id) => Some(id),
                _ => None,
            })
            .collect();
        let names: Vec<&str> = elements.iter().map(|id| &*self.schema.element(*id).name.local).collect();
        if names.len() == alternatives.len() {
            let shared = naming::shared_words(&names).or_else(|| self.shared_base(&elements));
            if let Some(shared) = shared {
                return Label::guessed(&shared);
            }
            if names.len() <= 3 {
                return Label::guessed(&names.join("_or_"));
            }
        }
        Label::guessed("choice")
    }

    /// The name of the nearest type that all of these extend.
    fn shared_base(&self, elements: &[ElementId]) -> Option<String> {
        let chains: Vec<Vec<ComplexTypeId>> =
            elements.iter().map(|id| self.base_chain(self.schema.element(*id).ty)).collect();
        let (first, rest) = chains.split_first()?;
        let shared = first.iter().find(|base| rest.iter().all(|chain| chain.contains(base)))?;
        let name = self.schema.complex_type(*shared).name.as_ref()?;
        Some(naming::stem(&name.local).to_owned())
    }

    /// The type and all it is derived from, but `anyType`.
    fn base_chain(&self, ty: TypeId) -> Vec<ComplexTypeId> {
        let mut chain = Vec::new();
        let mut next = ty;
        while let TypeId::Complex(id) = next {
            if self.schema.complex_type(id).is_built_in() || chain.contains(&id) {
                break;
            }
            chain.push(id);
            next = self.schema.complex_type(id).base;
        }
        chain
    }

    pub(super) fn sequence_label(&self, node: &Node, owner: &Owner) -> String {
        if let Some(name) = self.bindings.name(&format!("{}/sequence", owner.path)) {
            return name.to_owned();
        }
        let NodeTerm::Sequence(group, members) = &node.term else { return "Sequence".to_owned() };
        if let Some(group) = group {
            return naming::stem(&group.local).to_owned();
        }
        let names: Vec<&str> = members
            .iter()
            .filter_map(|node| match node.term {
                NodeTerm::Element(id) => Some(&*self.schema.element(id).name.local),
                _ => None,
            })
            .collect();
        if names.len() == members.len() && names.len() <= 3 { names.join("_and_") } else { "Sequence".to_owned() }
    }
}

pub(super) fn choice_path(owner: &Owner, number: usize) -> String {
    if number < 2 { format!("{}/choice", owner.path) } else { format!("{}/choice[{number}]", owner.path) }
}
