//! The schema files of EWS, with those that a test adds, and their components.

use std::path::{Path, PathBuf};

use codegen::schema::Schema;
use codegen::xsd::FileLoader;

/// The files; added ones by their path below `tests`.
pub(crate) fn files(added: &[&str]) -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ews = ["xml.xsd", "types.xsd", "messages.xsd"].map(|name| own.join("../schemas").join(name));
    ews.into_iter().chain(added.iter().map(|path| own.join("tests").join(path))).collect()
}

/// The components of files.
#[allow(dead_code, reason = "a test that only judges by the files needs no components")]
pub(crate) fn load(files: &[PathBuf]) -> Schema {
    let loaded = Schema::load(files, &FileLoader);
    loaded.value.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(&loaded.sources)))
}
