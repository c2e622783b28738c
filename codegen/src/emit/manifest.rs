//! The features of the crate that contains the generated code, for its `Cargo.toml` and for the attributes of its root.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;

/// The feature that enables all features of a model.
const ALL: &str = "all-operations";

/// Returns the lines of the table `[features]` in the `Cargo.toml` of the crate that contains the generated code.
///
/// The first feature, `all-operations`, enables all features of the model. Features whose names begin with `_` are internal: they
/// enable code that several features share. `further` maps internal features of hand-written code to the features that they enable.
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

/// Returns attributes for the root of the crate that contains the generated code. The attributes remove internal features from the
/// feature badges on docs.rs.
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
