//! XML files of a folder.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the name without `.xml` and the text of each XML file in a folder, sorted by name. A missing folder contains no files, and
/// files in an unknown encoding are left out.
pub fn documents(folder: &Path) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    paths.sort();
    let read = |path: PathBuf| {
        let text = xsd_runtime::decode(&fs::read(&path).unwrap()).ok()?.into_owned();
        Some((path.file_stem()?.to_str()?.to_owned(), text))
    };
    paths.into_iter().filter_map(read).collect()
}
