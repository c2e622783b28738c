//! Schema files and their components.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use codegen::schema::Schema;
use codegen::{Additions, FileLoader, Loader as _};

/// Writes the schemas of Exchange Web Services below `target`, merged with `schemas/additions` and with `[spoken]` in bindings.toml.
/// Returns their paths.
pub fn ews_schemas() -> Vec<PathBuf> {
    static PATHS: OnceLock<Vec<PathBuf>> = OnceLock::new();
    PATHS.get_or_init(|| write_merged().unwrap_or_else(|error| panic!("{error}"))).clone()
}

/// Writes a schema of a test into the folder of [`ews_schemas`], and returns the path of the new file. Imports of files in
/// `../../../schemas/` are changed to imports of files in that folder.
pub fn write_beside_ews_schemas(name: &str, text: &str) -> PathBuf {
    let path = ews_schemas()[0].with_file_name(name);
    replace(&path, text.replace("../../../schemas/", "").as_bytes()).unwrap();
    path
}

fn write_merged() -> Result<Vec<PathBuf>, Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let additions = ["types.xsd", "messages.xsd"].map(|name| root.join("schemas/additions").join(name));
    let additions = Additions::load(&additions, &FileLoader)?;
    let mut schemas = Vec::new();
    for name in ["xml.xsd", "types.xsd", "messages.xsd"] {
        let text = additions.loader(&FileLoader).read(&root.join("schemas").join(name))?;
        schemas.push((PathBuf::from(name), String::from_utf8(text)?));
    }
    write_spoken(&schemas, &root.join("schemas/bindings.toml"), &root.join("target/test-schemas"))
}

/// Returns a list with one path: the main schema of a folder. If the folder has a bindings.toml, returns the path of a copy below
/// `target` instead, in which [`state_spoken`](codegen::state_spoken) has changed the namespaces of elements.
pub fn spoken_schemas(folder: &Path) -> Vec<PathBuf> {
    let bindings = folder.join("bindings.toml");
    let name = folder.file_name().unwrap_or_default();
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xsd"));
    // `schema.xsd` is first: it imports the other schemas.
    files.sort_by_key(|file| (!file.ends_with("schema.xsd"), file.clone()));
    if !bindings.is_file() {
        files.truncate(1);
        return files;
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/test-schemas").join(name);
    let read = |file: &PathBuf| (file.clone(), fs::read_to_string(file).unwrap());
    let schemas: Vec<_> = files.iter().map(read).collect();
    let mut paths = write_spoken(&schemas, &bindings, &target).unwrap_or_else(|error| panic!("{error}"));
    paths.truncate(1);
    paths
}

fn write_spoken(
    schemas: &[(PathBuf, String)],
    bindings: &Path,
    folder: &Path,
) -> Result<Vec<PathBuf>, Box<dyn std::error::Error>> {
    let bindings = codegen::load_bindings(bindings, &FileLoader).into_result()?;
    fs::create_dir_all(folder)?;
    let mut paths = Vec::new();
    for ((path, _), text) in schemas.iter().zip(codegen::state_spoken(schemas, &bindings)?) {
        let path = folder.join(path.file_name().unwrap_or_default());
        replace(&path, text.as_bytes())?;
        paths.push(path);
    }
    Ok(paths)
}

/// Writes a file atomically, because another test binary can read it at the same time.
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
