//! The response codes in the docs of operations: the codes that matter for each operation, and the codes that all can return.

use std::collections::BTreeMap;

use super::documentation::Documentation;
use super::features::Parts;
use super::ir::{ItemId, ItemKind, Model, Value};
use super::relations::operation_link;
use super::versions::{Since, Versions};

/// The number of operations that the docs of a code list before `N others`. If there is only one other, it is listed, too.
const MAX_LISTED: usize = 6;

/// Adds the response codes to the docs of the operations and of their module, and the operations to the docs of the codes.
pub(crate) fn document(model: &mut Model, parts: &Parts, documentation: &Documentation, versions: &Versions) {
    let Some(codes) = Codes::of(model, parts, documentation, versions) else { return };
    let common = codes.table(documentation.common_codes(), Since::default());
    let operations = model.operations.iter();
    let of_operations: Vec<Vec<String>> =
        operations.map(|operation| codes.table(documentation.codes(&operation.wsdl_name), operation.since)).collect();
    let item = codes.item;
    let mut reported_by = operations_of_codes(model, documentation);
    if let ItemKind::StringEnum(kind) = &mut model.items[item.0].kind {
        for value in &mut kind.values {
            reported_by.remove(&*value.text).into_iter().for_each(|operations| add_operations(value, operations));
        }
    }
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

/// Returns, for each response code, links to the operations that list it in the documentation files.
fn operations_of_codes<'d>(model: &Model, documentation: &'d Documentation) -> BTreeMap<&'d str, Vec<String>> {
    let mut operations: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for operation in &model.operations {
        for code in documentation.codes(&operation.wsdl_name) {
            operations.entry(code).or_default().push(operation_link(operation));
        }
    }
    operations
}

/// Adds a sentence about the operations that report a code.
fn add_operations(code: &mut Value, mut operations: Vec<String>) {
    if operations.len() > MAX_LISTED + 1 {
        let others = operations.split_off(MAX_LISTED).len();
        operations.push(format!("and {others} others"));
    }
    code.docs.extend([String::new(), format!("Reported by {}.", operations.join(", "))]);
}

/// The enumeration whose values are the response codes.
struct Codes {
    item: ItemId,
    /// The path of the enum in the module of operations.
    path: String,
    values: Vec<Code>,
}

struct Code {
    text: String,
    /// The name of the variant.
    name: String,
    /// The first line of the variant's docs.
    sentence: String,
    since: Since,
    /// The name of the first version that has the code.
    title: String,
}

impl Codes {
    fn of(model: &Model, parts: &Parts, documentation: &Documentation, versions: &Versions) -> Option<Self> {
        let ty = documentation.type_of_codes()?;
        let id = *parts.types.get(ty)?;
        let item = &model.items[id.0];
        let ItemKind::StringEnum(kind) = &item.kind else { return None };
        let values = kind.values.iter().map(|value| {
            let since = versions.of(&format!("{ty}={}", value.text)).unwrap_or_default();
            let sentence = value.docs.first().cloned().unwrap_or_default();
            Code { text: value.text.clone(), name: value.name.clone(), sentence, since, title: versions.title(since) }
        });
        let path = format!("super::{}::{}", model.modules[item.module].name, item.name);
        Some(Self { item: id, path, values: values.collect() })
    }

    /// Returns the lines of a table of codes; empty if the enumeration contains none of them. The row of a code that is newer than
    /// `version` states its first version.
    fn table<'c>(&self, codes: impl Iterator<Item = &'c str>, version: Since) -> Vec<String> {
        let known = codes.filter_map(|code| self.values.iter().find(|known| known.text == code));
        let row = |Code { text, name, sentence, since, title }: &Code| {
            let since = if since.version > version.version { format!(" Since {title}.") } else { String::new() };
            format!("| [`{text}`]({}::{name}) | {sentence}{since} |", self.path)
        };
        let mut lines: Vec<String> = known.map(row).collect();
        if !lines.is_empty() {
            lines.splice(0..0, ["| code | meaning |", "| --- | --- |"].map(str::to_owned));
        }
        lines
    }
}
