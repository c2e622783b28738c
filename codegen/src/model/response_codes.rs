//! The response codes in the docs of operations: those that matter for each, and those that any operation can return.

use super::documentation::Documentation;
use super::features::Parts;
use super::ir::{ItemKind, Model};

/// Adds the response codes to the docs of the operations and of their module.
pub(crate) fn document(model: &mut Model, parts: &Parts, documentation: &Documentation) {
    let Some(codes) = Codes::of(model, parts, documentation) else { return };
    let common = codes.table(documentation.common_codes());
    let of_operations: Vec<Vec<String>> =
        model.operations.iter().map(|operation| codes.table(documentation.codes(&operation.wsdl_name))).collect();
    for (operation, table) in model.operations.iter_mut().zip(of_operations) {
        let common = match common.is_empty() {
            true => None,
            false if table.is_empty() => {
                Some("[Response codes of any operation](super::operations#response-codes-of-any-operation).")
            }
            false => {
                Some("[Any operation](super::operations#response-codes-of-any-operation) can return further codes.")
            }
        };
        if table.is_empty() && common.is_none() {
            continue;
        }
        operation.docs.extend(["", "# Response codes", ""].map(str::to_owned));
        operation.docs.extend(table.iter().cloned());
        if let Some(common) = common {
            operation.docs.extend((!table.is_empty()).then(String::new));
            operation.docs.push(common.to_owned());
        }
    }
    if !common.is_empty() {
        model.operations_docs = ["# Response codes of any operation", ""].map(str::to_owned).into();
        model.operations_docs.extend(common);
    }
}

/// The values of the enumeration that contains response codes.
struct Codes {
    /// The path of the enum in the module of operations.
    path: String,
    /// The text of each value, the name of its variant, and the sentence about it.
    values: Vec<[String; 3]>,
}

impl Codes {
    fn of(model: &Model, parts: &Parts, documentation: &Documentation) -> Option<Self> {
        let item = &model.items[parts.types.get(documentation.type_of_codes()?)?.0];
        let ItemKind::StringEnum(kind) = &item.kind else { return None };
        let values = kind.values.iter().map(|value| {
            let sentence = value.docs.first().cloned().unwrap_or_default();
            [value.text.clone(), value.name.clone(), sentence]
        });
        let path = format!("super::{}::{}", model.modules[item.module].name, item.name);
        Some(Self { path, values: values.collect() })
    }

    /// Returns the lines of a table of codes: none if the enumeration has none of them.
    fn table<'c>(&self, codes: impl Iterator<Item = &'c str>) -> Vec<String> {
        let known = codes.filter_map(|code| self.values.iter().find(|[text, ..]| text == code));
        let row = |[text, name, sentence]: &[String; 3]| format!("| [`{text}`]({}::{name}) | {sentence} |", self.path);
        let mut lines: Vec<String> = known.map(row).collect();
        if !lines.is_empty() {
            lines.splice(0..0, ["| code | meaning |", "| --- | --- |"].map(str::to_owned));
        }
        lines
    }
}
