//! Schema files and their components.

use std::path::{Path, PathBuf};

use codegen::FileLoader;
use codegen::schema::Schema;

/// Returns the paths of the schemas of Exchange Web Services.
pub fn ews_schemas() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    ["xml.xsd", "types.xsd", "messages.xsd"].iter().map(|name| folder.join(name)).collect()
}

/// Returns the components of schema files.
pub fn load_schema(files: &[PathBuf]) -> Schema {
    let loaded = Schema::load(files, &FileLoader);
    loaded.value.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(&loaded.sources)))
}
