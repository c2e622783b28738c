//! Text files of a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the texts of all files below a folder, by their path relative to it. A missing folder contains no files.
pub fn files_below(folder: &Path) -> BTreeMap<PathBuf, String> {
    fn add(folder: &Path, relative: &Path, files: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
            let relative = relative.join(entry.file_name());
            match entry.file_type().unwrap().is_dir() {
                true => add(&entry.path(), &relative, files),
                false => drop(files.insert(relative, fs::read_to_string(entry.path()).unwrap())),
            }
        }
    }
    let mut files = BTreeMap::new();
    add(folder, Path::new(""), &mut files);
    files
}
