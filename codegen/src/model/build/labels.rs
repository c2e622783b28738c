//! Names for choices and sequences, which are anonymous in a schema.

use super::builder::{Builder, Owner};
use crate::model::content::{Group, Node};
use crate::model::naming;
use crate::schema::{ComplexTypeId, ElementId, TypeId};

/// The name of an anonymous choice or sequence.
pub(super) struct Label {
    pub(super) name: String,
    /// True for a name from bindings.toml, which is never changed to the plural.
    pub(super) is_given: bool,
}

impl Label {
    fn guessed(name: &str) -> Self {
        Self { name: name.to_owned(), is_given: false }
    }
}

impl Builder<'_> {
    /// Returns the name of a choice: the name in bindings.toml, or else the name of its `xs:group`, the words that the names of its
    /// elements share, the name of the base type that its elements share, the joined names of up to three elements, or `choice`.
    pub(super) fn choice_label(&self, choice: &Group, owner: &Owner, number: usize) -> Label {
        if let Some(name) = self.bindings.name(&owner.path.choice(number)) {
            return Label { name: name.to_owned(), is_given: true };
        }
        if let Some(group) = &choice.name {
            return Label::guessed(naming::stem(&group.local));
        }
        let elements: Vec<ElementId> = choice.nodes.iter().filter_map(Node::element).collect();
        if elements.len() < choice.nodes.len() {
            return Label::guessed("choice");
        }
        let names: Vec<&str> = elements.iter().map(|id| &*self.schema.element(*id).name.local).collect();
        let shared = naming::shared_words(&names).or_else(|| self.shared_base(&elements));
        match shared {
            Some(shared) => Label::guessed(&shared),
            None if names.len() <= 3 => Label::guessed(&names.join("_or_")),
            None => Label::guessed("choice"),
        }
    }

    /// Returns the name of the nearest common base of the types of all elements.
    fn shared_base(&self, elements: &[ElementId]) -> Option<String> {
        let chains: Vec<Vec<ComplexTypeId>> =
            elements.iter().map(|id| self.base_chain(self.schema.element(*id).ty)).collect();
        let (first, rest) = chains.split_first()?;
        let shared = first.iter().find(|base| rest.iter().all(|chain| chain.contains(base)))?;
        let name = self.schema.complex_type(*shared).name.as_ref()?;
        Some(naming::stem(&name.local).to_owned())
    }

    /// Returns a complex type and its complex ancestors, without `anyType`. Empty for a simple type.
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

    pub(super) fn sequence_label(&self, sequence: &Group, owner: &Owner) -> String {
        if let Some(name) = self.bindings.name(&owner.path.sequence()) {
            return name.to_owned();
        }
        if let Some(group) = &sequence.name {
            return naming::stem(&group.local).to_owned();
        }
        let names: Vec<&str> =
            sequence.nodes.iter().filter_map(Node::element).map(|id| &*self.schema.element(id).name.local).collect();
        if names.len() == sequence.nodes.len() && names.len() <= 3 {
            names.join("_and_")
        } else {
            "Sequence".to_owned()
        }
    }
}
