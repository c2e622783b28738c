//! Equal choices that become one enum, because bindings.toml gives them the same name.

use super::builder::{Builder, Owner};
use crate::diagnostics::Diagnostic;
use crate::model::binding_path::BindingPath;
use crate::model::content::{Group, Node, NodeTerm};
use crate::model::ir::ItemId;
use crate::schema::ElementDeclaration;

impl Builder<'_> {
    /// Returns the enum of an earlier choice that has the name `name` in bindings.toml, too, and equal alternatives. Warns if the
    /// alternatives, or their first versions, differ. `documented` is the path of the type whose sentences and versions the enum has.
    pub(super) fn shared_choice(
        &mut self,
        name: &str,
        owner: &Owner,
        choice: &Group,
        documented: &BindingPath,
    ) -> Option<ItemId> {
        let first = self.shared_choices.get(&(owner.module, name.to_owned()))?;
        let item = first.item;
        if !self.is_equal(&first.group, choice) {
            let warning =
                format!("the choices `{name}` of `{}` and `{}` have different alternatives", first.path, owner.path);
            self.notes.push(Diagnostic::warning(warning).help("give them different names in bindings.toml"));
            return None;
        }
        for id in choice.nodes.iter().filter_map(Node::element) {
            let local = &self.schema.element(id).name.local;
            let paths = [owner.path.element(local), documented.element(local)];
            if self.versions.row(&paths[0]) != self.versions.row(&paths[1]) {
                let warning =
                    format!("`{}` and `{}` are one variant, but have different first versions", paths[0], paths[1]);
                self.notes
                    .push(Diagnostic::warning(warning).help("give their choices different names in bindings.toml"));
            }
        }
        Some(item)
    }

    fn is_equal(&self, first: &Group, second: &Group) -> bool {
        first.nodes.len() == second.nodes.len()
            && first.nodes.iter().zip(&second.nodes).all(|(first, second)| self.is_equal_node(first, second))
    }

    fn is_equal_node(&self, first: &Node, second: &Node) -> bool {
        first.occurs == second.occurs
            && match (&first.term, &second.term) {
                (&NodeTerm::Element(first), &NodeTerm::Element(second)) => {
                    let (one, other) = (self.schema.element(first), self.schema.element(second));
                    let declaration = |element: &ElementDeclaration| {
                        (element.name.clone(), element.ty, element.nillable, element.value.clone())
                    };
                    first == second || declaration(one) == declaration(other)
                }
                (NodeTerm::Any(first), NodeTerm::Any(second)) => first == second,
                (NodeTerm::Sequence(first), NodeTerm::Sequence(second))
                | (NodeTerm::Choice(first), NodeTerm::Choice(second)) => self.is_equal(first, second),
                _ => false,
            }
    }
}
