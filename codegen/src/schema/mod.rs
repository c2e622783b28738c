//! The components that a set of schema documents stands for, every reference resolved.

mod builtin;
mod components;
mod constraints;
pub mod pattern;
mod query;
mod resolve;

use std::path::PathBuf;

use crate::diagnostics::{Diagnostics, Sources};
use crate::wsdl::Services;
use crate::xsd::Loader;

pub use components::*;
pub use query::WhiteSpace;
pub(crate) use resolve::{SchemaDocument, resolve};

/// What came of reading files.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The result; `None` if there was an error.
    pub value: Option<T>,
    /// All files that were read.
    pub sources: Sources,
    /// Everything there is to say about them.
    pub diagnostics: Diagnostics,
}

impl Schema {
    /// Reads schema files and all that they include and import, and resolves them together.
    pub fn load(paths: &[PathBuf], loader: &dyn Loader) -> Loaded<Self> {
        let loaded = Services::load(paths, loader);
        Loaded {
            value: loaded.value.map(|services| services.schema),
            sources: loaded.sources,
            diagnostics: loaded.diagnostics,
        }
    }
}
