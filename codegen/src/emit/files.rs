//! The files of the generated code.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::names::{Names, Place};
use super::style::Style;
use super::{element, item, layout, module, namespaces, operation, prelude, root};
use crate::model::Model;

/// For each path in the output folder: the text of the file.
pub type Files = BTreeMap<PathBuf, String>;

/// Returns the path of the runtime, with a leading `::` if its first segment is also the name of a generated module.
fn unambiguous(mut runtime: syn::Path, model: &Model) -> syn::Path {
    let first = runtime.segments.first().map(|segment| segment.ident.to_string());
    if first.is_some_and(|first| model.modules.iter().any(|module| module.name == first)) {
        runtime.leading_colon = Some(Default::default());
    }
    runtime
}

/// Prints all files of a model.
///
/// # Errors
/// [`Style::runtime`] is not a path, or this crate has a defect and generates invalid Rust; the message contains the code.
pub fn files(model: &Model, style: &Style) -> Result<Files, String> {
    let runtime: syn::Path = syn::parse_str(&style.runtime).map_err(|error| format!("`{}`: {error}", style.runtime))?;
    let runtime = unambiguous(runtime, model);
    let mut files = Vec::from([("namespaces.rs".into(), namespaces::file(model, &runtime))]);
    if !model.operations.is_empty() {
        files.push(("operations.rs".into(), operation::file(model, &runtime)));
    }
    if model.has_common_elements() {
        files.push(("prelude.rs".into(), prelude::file(model)));
        files.push(("elements.rs".into(), element::all_elements_file(model)));
    }
    for (index, module) in model.modules.iter().enumerate() {
        let folder = PathBuf::from(&module.name);
        files.push((folder.join("mod.rs"), module::file(model, module)));
        for file in &module.files {
            let names = Names::new(model, Place::Types { module: index, items: &file.items });
            files.push((module.path_of(file), item::file(&names, &file.items)));
        }
        if !module.elements.is_empty() {
            let names = Names::new(model, Place::Elements { module: index });
            files.push((folder.join("elements.rs"), element::file(&names, &module.elements)));
        }
    }
    let header = style.header();
    let root = ("mod.rs".into(), layout::file(&style.root_header(), root::file(model, &runtime))?);
    let files = files.into_iter().map(|(path, tokens)| Ok((path, layout::file(&header, tokens)?)));
    files.chain([Ok(root)]).collect()
}
