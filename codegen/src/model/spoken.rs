//! The table `spoken` of bindings.toml: elements that have another namespace in documents than in the schema.

use super::binding_path::BindingPath;
use super::bindings::{Bindings, BindingsError};
use super::ir::Namespace;
use crate::spelling::nearest;

impl Bindings {
    /// Returns the prefix of an element's namespace in documents, for its row, and marks the entry of `spoken` as used. `None` if
    /// `spoken` has no entry for the element.
    pub(crate) fn spoken_row(&self, path: &BindingPath) -> Option<&str> {
        if self.spoken.is_empty() {
            return None;
        }
        self.spoken_parts.borrow_mut().insert(path.as_str().to_owned());
        self.texts(&self.spoken, path)
    }

    /// Returns the same prefix as `spoken_row`, for docs. Does not mark the entry as used.
    pub(crate) fn spoken(&self, path: &BindingPath) -> Option<&str> {
        self.spoken.get(path.as_str()).map(|(prefix, _)| &**prefix)
    }

    /// Returns the path and the prefix of all entries.
    pub(crate) fn spoken_entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.spoken.iter().map(|(path, (prefix, _))| (&**path, &**prefix))
    }

    /// Returns an error for each entry with an unknown element or prefix. An unknown element is not an error if the file was written
    /// for other schemas.
    pub(crate) fn spoken_errors(&self, namespaces: &[Namespace]) -> Vec<BindingsError> {
        let parts = self.spoken_parts.borrow();
        let mut prefixes: Vec<&str> = namespaces.iter().map(|namespace| &*namespace.prefix).collect();
        prefixes.sort_unstable();
        let mut errors = Vec::new();
        for (path, (prefix, range)) in &self.spoken {
            let (message, help) = if !self.is_used(range) {
                if self.is_for_other_schemas {
                    continue;
                }
                let help = match nearest(path, parts.iter().map(String::as_str)) {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => "fix the path, or remove the line".to_owned(),
                };
                (format!("the schemas contain no element `{path}`"), help)
            } else if !prefixes.contains(&&**prefix) {
                let message = format!("`{prefix}` is not the prefix of a namespace of the schemas");
                (message, format!("use one of {}", prefixes.join(", ")))
            } else {
                continue;
            };
            errors.push(BindingsError { message, range: range.clone(), help: Some(help) });
        }
        errors
    }
}
