//! The Rust paths of types, elements and operations, and the files of types.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::gate::Gate;
use super::ir::{File, Model, Module};

impl Model {
    /// Returns whether the root module `elements` re-exports the elements of all namespaces: whether several namespaces have elements,
    /// and no two elements have the same Rust name. Then glob imports of several modules do not conflict over `elements`.
    pub fn has_common_elements(&self) -> bool {
        let mut names = BTreeSet::new();
        let are_different =
            self.modules.iter().flat_map(|module| &module.elements).all(|element| names.insert(&element.name));
        are_different && self.modules.iter().filter(|module| !module.elements.is_empty()).count() > 1
    }

    /// Returns, for the path of each type, element and operation in generated code, such as `types::elements::Order`: its gate, or
    /// `None` if every build contains it.
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

    /// Returns, for the path of each type in generated code, such as `types::OrderType`: the path of its file.
    pub fn files(&self) -> BTreeMap<String, PathBuf> {
        let mut places = BTreeMap::new();
        for module in &self.modules {
            for file in &module.files {
                let path = module.path_of(file);
                let names = file.items.iter().map(|item| &self.items[item.0].name);
                places.extend(names.map(|name| (format!("{}::{name}", module.name), path.clone())));
            }
        }
        places
    }
}

impl Module {
    /// Returns the path of a file of the module.
    pub(crate) fn path_of(&self, file: &File) -> PathBuf {
        Path::new(&self.name).join(format!("{}.rs", file.name))
    }
}
