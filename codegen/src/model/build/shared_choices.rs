//! Equal choices that become one enum, because bindings.toml gives them the same name.

use super::builder::Builder;
use crate::diagnostics::Diagnostic;
use crate::model::binding_path::BindingPath;
use crate::model::content::{Group, Node, NodeTerm};
use crate::model::ir::ItemId;
use crate::schema::ElementDeclaration;

impl Builder<'_> {
    /// Returns the enum of an equal choice with the same name. Warns if the choice with that name is another one.
    pub(super) fn shared_choice(
        &mut self,
        name: &str,
        module: usize,
        choice: &Group,
        path: &BindingPath,
    ) -> Option<ItemId> {
        let first = self.shared_choices.get(&(module, name.to_owned()))?;
        if self.is_equal(&first.group, choice) {
            return Some(first.item);
        }
        let warning = format!("`{}` and `{path}` are both named `{name}`, but have other alternatives", first.path);
        self.notes.push(Diagnostic::warning(warning).help("give them different names in bindings.toml"));
        None
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
