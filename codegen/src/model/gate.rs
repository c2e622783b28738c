//! Cargo features of the generated crate, and the parts of the code that they enable.

use std::collections::BTreeSet;

/// The maximum number of features that the docs of a part name. If more features enable the part, the docs state their number.
const MAX_LISTED: usize = 6;

/// A cargo feature of the generated crate.
#[derive(Debug)]
pub struct Feature {
    /// The name.
    pub name: String,
    /// The operations that the feature enables, sorted by name.
    pub operations: Vec<String>,
    /// The internal features that this feature enables. Each of them is also enabled by other features.
    pub enables: BTreeSet<String>,
}

/// The cargo feature that enables a part of the code.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Gate {
    /// The feature: one of [`Model::features`](super::Model::features), or an internal feature, whose name begins with `_`.
    pub feature: String,
    /// The features of bindings.toml that each enable the part, sorted by name.
    pub enabled_by: Vec<String>,
}

impl Gate {
    /// Returns a sentence that names the features in `enabled_by`, or states only their number if there are more than `MAX_LISTED`.
    pub(crate) fn docs(&self) -> String {
        let names: Vec<String> = self.enabled_by.iter().map(|name| format!("`{name}`")).collect();
        match names.as_slice() {
            [name] => format!("Feature {name}."),
            names if names.len() > MAX_LISTED => format!("Enabled by any of {} features.", names.len()),
            _ => format!("Any of the features {}.", names.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_name_some_features_and_count_many() {
        let docs = |names: &[&str]| {
            let enabled_by = names.iter().map(|&name| name.to_owned()).collect();
            Gate { feature: String::new(), enabled_by }.docs()
        };
        assert_eq!(docs(&["a"]), "Feature `a`.");
        assert_eq!(docs(&["a", "b"]), "Any of the features `a`, `b`.");
        assert_eq!(docs(&["a"; MAX_LISTED + 1]), "Enabled by any of 7 features.");
    }
}
