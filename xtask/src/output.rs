//! The folder of generated files: written where they differ, or compared.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use codegen::emit::Files;
use similar::TextDiff;

/// What writing did.
pub(crate) struct Written {
    pub(crate) written: usize,
    pub(crate) removed: usize,
    pub(crate) same: usize,
}

/// Reads what is there: all Rust files that say they are generated.
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
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            if text.starts_with("// @generated") {
                files.insert(below, text);
            }
        }
    }
    Ok(())
}

/// Writes the files that changed and removes those that are no longer generated.
pub(crate) fn write(folder: &Path, text: &Files) -> Result<Written, String> {
    let before = read(folder)?;
    let mut done = Written { written: 0, removed: 0, same: 0 };
    for (below, text) in text {
        if before.get(below) == Some(text) {
            done.same += 1;
            continue;
        }
        let path = folder.join(below);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))?;
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        done.written += 1;
    }
    for below in before.keys().filter(|below| !text.contains_key(*below)) {
        let path = folder.join(below);
        fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        // The folder goes with its last file.
        let _ = path.parent().map(fs::remove_dir);
        done.removed += 1;
    }
    Ok(done)
}

/// Fails with a unified diff where the folder is not what is to be written.
pub(crate) fn check(folder: &Path, text: &Files, command: &str) -> Result<(), String> {
    let before = read(folder)?;
    let paths: BTreeSet<&PathBuf> = before.keys().chain(text.keys()).collect();
    let mut diff = String::new();
    for path in paths {
        let old = before.get(path).map_or("", String::as_str);
        let new = text.get(path).map_or("", String::as_str);
        if old != new {
            let name = path.display().to_string();
            let _ = write!(diff, "{}", TextDiff::from_lines(old, new).unified_diff().header(&name, &name));
        }
    }
    if diff.is_empty() {
        println!("{} is up to date", folder.display());
        return Ok(());
    }
    Err(format!("{diff}\n{} is not what the schemas give: run `{command}`", folder.display()))
}
