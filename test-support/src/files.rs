//! Text files of a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns, for each file below a folder, its path relative to the folder and its text. A missing folder contains no files.
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
