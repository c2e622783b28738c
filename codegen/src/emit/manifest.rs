//! The features of the generated crate, for its `Cargo.toml` and for the attributes of its root.

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
    for name in internal(model, further) {
        out += &feature(name, further.get(name).into_iter().flatten().map(String::as_str));
    }
    out
}

/// Prints the attributes of that crate that keep the names of internal features out of the badges that docs.rs shows.
pub fn hidden_features(model: &Model, further: &BTreeMap<String, BTreeSet<String>>) -> String {
    let hidden = |name: &String| format!("#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = \"{name}\"))))]\n");
    internal(model, further).into_iter().map(hidden).collect()
}

/// Returns the names of all internal features.
fn internal<'f>(model: &'f Model, further: &'f BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&'f String> {
    let shared = model.features.iter().flat_map(|feature| &feature.enables);
    shared.chain(further.keys()).chain(further.values().flatten()).collect()
}

fn feature<'n>(name: &str, enables: impl Iterator<Item = &'n str>) -> String {
    let lines: String = enables.map(|other| format!("    \"{other}\",\n")).collect();
    match lines.is_empty() {
        true => format!("{name} = []\n"),
        false => format!("{name} = [\n{lines}]\n"),
    }
}
