//! Schema files and their components.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use codegen::schema::Schema;
use codegen::{Additions, FileLoader, Loader as _};

/// Returns the paths of the schemas of Exchange Web Services with our additions, below `target`.
pub fn ews_schemas() -> Vec<PathBuf> {
    static PATHS: OnceLock<Vec<PathBuf>> = OnceLock::new();
    PATHS.get_or_init(|| write_merged().unwrap_or_else(|error| panic!("{error}"))).clone()
}

/// Writes a schema that imports ours, from a folder of tests, next to [`ews_schemas`].
pub fn beside_ews_schemas(name: &str, text: &str) -> PathBuf {
    let path = ews_schemas()[0].with_file_name(name);
    replace(&path, text.replace("../../../schemas/", "").as_bytes()).unwrap();
    path
}

fn write_merged() -> Result<Vec<PathBuf>, Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let additions = ["types.xsd", "messages.xsd"].map(|name| root.join("schemas/additions").join(name));
    let additions = Additions::load(&additions, &FileLoader)?;
    let folder = root.join("target/test-schemas");
    fs::create_dir_all(&folder)?;
    let mut paths = Vec::new();
    for name in ["xml.xsd", "types.xsd", "messages.xsd"] {
        let path = folder.join(name);
        replace(&path, &additions.loader(&FileLoader).read(&root.join("schemas").join(name))?)?;
        paths.push(path);
    }
    Ok(paths)
}

/// Writes a file in one step, because another test program can read it at the same time.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension(format!("{}.new", std::process::id()));
    fs::write(&new, bytes)?;
    fs::rename(new, path)
}

/// Returns the components of schema files.
pub fn load_schema(files: &[PathBuf]) -> Schema {
    let loaded = Schema::load(files, &FileLoader);
    loaded.value.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(&loaded.sources)))
}
