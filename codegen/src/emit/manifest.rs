//! The features of the generated crate, for its `Cargo.toml`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;

/// The feature that enables all features of a model.
const ALL: &str = "all-operations";

/// Prints the lines of the table `[features]` of the crate that contains the generated code.
///
/// The first feature enables all others. The features with `_` enable parts that several features share. `further` contains internal
/// features that hand-written code needs, each with those that it enables.
pub fn features(model: &Model, further: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut out = feature(ALL, model.features.iter().map(|feature| feature.name.as_str()));
    for group in &model.features {
        out += &feature(&group.name, group.enables.iter().map(String::as_str));
    }
    let shared = model.features.iter().flat_map(|feature| &feature.enables);
    let internal: BTreeSet<&String> = shared.chain(further.keys()).chain(further.values().flatten()).collect();
    for name in internal {
        out += &feature(name, further.get(name).into_iter().flatten().map(String::as_str));
    }
    out
}

fn feature<'n>(name: &str, enables: impl Iterator<Item = &'n str>) -> String {
    let lines: String = enables.map(|other| format!("    \"{other}\",\n")).collect();
    match lines.is_empty() {
        true => format!("{name} = []\n"),
        false => format!("{name} = [\n{lines}]\n"),
    }
}
