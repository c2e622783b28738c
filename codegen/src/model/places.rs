//! The Rust paths of types, elements and operations.

use std::collections::BTreeMap;

use super::gate::Gate;
use super::ir::Model;

impl Model {
    /// Returns the gate of each type, element and operation by its path in generated code, such as `types::elements::Order`. `None` if
    /// every build contains it.
    pub fn gates(&self) -> BTreeMap<String, Option<&Gate>> {
        let operations = self.operations.iter();
        let mut gates: BTreeMap<String, Option<&Gate>> =
            operations.map(|operation| (format!("operations::{}", operation.name), operation.gate.as_ref())).collect();
        for module in &self.modules {
            let files = module.files.iter().flat_map(|file| file.items.iter().map(move |item| (file, item)));
            gates.extend(
                files.map(|(file, item)| (format!("{}::{}", module.name, self.items[item.0].name), file.gate.as_ref())),
            );
            let elements = module.elements.iter();
            gates.extend(
                elements.map(|element| (format!("{}::elements::{}", module.name, element.name), element.gate.as_ref())),
            );
        }
        gates
    }
}
