//! Functions that update the folder of generated files, or compare it with newly generated files.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use codegen::emit::Files;
use similar::TextDiff;

use crate::console::print_line;

/// The numbers of files that were written, removed and left unchanged.
pub(crate) struct Written {
    pub(crate) written: usize,
    pub(crate) removed: usize,
    pub(crate) unchanged: usize,
}

/// Reads a text file.
pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a file.
pub(crate) fn write_file(path: &Path, contents: impl AsRef<[u8]>) -> Result<(), String> {
    fs::write(path, contents).map_err(|error| format!("{}: {error}", path.display()))
}

/// Returns a unified diff of two versions of a file.
pub(crate) fn diff(name: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().header(name, name).to_string()
}

/// Reads the generated files below a folder: Rust files that begin with `// @generated`.
pub(crate) fn read(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    collect(folder, Path::new(""), &mut files)?;
    Ok(files)
}

fn collect(root: &Path, below: &Path, files: &mut Files) -> Result<(), String> {
    let folder = root.join(below);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(format!("{}: {error}", folder.display())),
    };
    for entry in entries {
        let entry = entry.map_err(|error| format!("{}: {error}", folder.display()))?;
        let below = below.join(entry.file_name());
        let path = entry.path();
        if path.is_dir() {
            collect(root, &below, files)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = read_text(&path)?;
            if text.starts_with("// @generated") {
                files.insert(below, text);
            }
        }
    }
    Ok(())
}

/// Writes changed files, and removes files that are no longer generated.
pub(crate) fn write(folder: &Path, files: &Files) -> Result<Written, String> {
    let before = read(folder)?;
    let mut done = Written { written: 0, removed: 0, unchanged: 0 };
    for (below, text) in files {
        if before.get(below) == Some(text) {
            done.unchanged += 1;
            continue;
        }
        let path = folder.join(below);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))?;
        write_file(&path, text)?;
        done.written += 1;
    }
    for below in before.keys().filter(|below| !files.contains_key(*below)) {
        let path = folder.join(below);
        fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        // `remove_dir` fails if the folder contains other files. Then the folder remains.
        let _ = path.parent().map(fs::remove_dir);
        done.removed += 1;
    }
    Ok(done)
}

/// Compares the generated files in a folder with `files`.
///
/// # Errors
/// The folder differs. The message contains a unified diff and the command that updates the folder.
pub(crate) fn check(folder: &Path, files: &Files, command: &str) -> Result<(), String> {
    let before = read(folder)?;
    let paths: BTreeSet<&PathBuf> = before.keys().chain(files.keys()).collect();
    let mut diff = String::new();
    for path in paths {
        let old = before.get(path).map_or("", String::as_str);
        let new = files.get(path).map_or("", String::as_str);
        if old != new {
            diff += &self::diff(&path.display().to_string(), old, new);
        }
    }
    if diff.is_empty() {
        print_line!("{} is up to date", folder.display());
        return Ok(());
    }
    Err(format!("{diff}\n{} is out of date: run `{command}`", folder.display()))
}
