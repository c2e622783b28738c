//! The `use` declarations of a generated file.

use std::collections::BTreeSet;

/// The names that a file uses and does not define.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    /// Names in the root module of the generated code: `xml` and modules of namespaces.
    root: BTreeSet<String>,
    /// Constants of namespaces.
    namespaces: BTreeSet<String>,
    /// Items of the same module.
    siblings: BTreeSet<String>,
}

impl Imports {
    pub(crate) fn add_root(&mut self, name: &str) {
        self.root.insert(name.to_owned());
    }

    pub(crate) fn add_namespace(&mut self, constant: &str) {
        self.namespaces.insert(constant.to_owned());
    }

    pub(crate) fn add_sibling(&mut self, name: &str) {
        self.siblings.insert(name.to_owned());
    }

    /// Prints the declarations: one for the root module, which is at `root`, and one for the items beside the file.
    pub(crate) fn print(&self, root: &str) -> String {
        let mut leaves = self.root.clone();
        let constants: Vec<&str> = self.namespaces.iter().map(String::as_str).collect();
        leaves.extend(match constants[..] {
            [] => None,
            [constant] => Some(format!("namespaces::{constant}")),
            _ => Some(format!("namespaces::{{{}}}", constants.join(", "))),
        });
        declaration("use", root, &leaves) + &declaration("use", "super", &self.siblings)
    }
}

/// The longest declaration that is printed on one line.
const MAX_WIDTH: usize = 120;

/// Prints `use path::name;`, or a list with one name per line where the line would be too long; nothing without names.
pub(crate) fn declaration(keyword: &str, path: &str, names: &BTreeSet<String>) -> String {
    let list: Vec<&str> = names.iter().map(String::as_str).collect();
    let line = match list[..] {
        [] => return String::new(),
        [name] => format!("{keyword} {path}::{name};\n"),
        _ => format!("{keyword} {path}::{{{}}};\n", list.join(", ")),
    };
    if line.len() > MAX_WIDTH && list.len() > 1 {
        format!("{keyword} {path}::{{\n    {},\n}};\n", list.join(",\n    "))
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_declaration_for_each_source() {
        let mut imports = Imports::default();
        assert_eq!(imports.print("super"), "");
        imports.add_root("xml");
        assert_eq!(imports.print("super::super"), "use super::super::xml;\n");
        imports.add_sibling("ItemIdType");
        imports.add_sibling("BaseItemIdType");
        imports.add_namespace("T");
        imports.add_root("messages");
        assert_eq!(
            imports.print("super::super"),
            "use super::super::{messages, namespaces::T, xml};\nuse super::{BaseItemIdType, ItemIdType};\n"
        );
        imports.add_namespace("M");
        assert!(imports.print("super").starts_with("use super::{messages, namespaces::{M, T}, xml};\n"));
    }
    #[test]
    fn a_long_list_has_one_name_per_line() {
        let names = BTreeSet::from(["A".repeat(60), "B".repeat(60)]);
        let expected = format!("pub use a::{{\n    {},\n    {},\n}};\n", "A".repeat(60), "B".repeat(60));
        assert_eq!(declaration("pub use", "a", &names), expected);
    }
}
