//! The features in `ews-types/Cargo.toml`, which `regen` writes between two comments.

use std::path::Path;

use crate::console::print_line;
use crate::output::{diff, read_text, write_file};

const BEGIN: &str = "# `cargo xtask regen` writes the features from here on, from bindings.toml.\n";
const END: &str = "# End of the features that `cargo xtask regen` writes.\n";

/// Writes the features into a manifest.
pub(crate) fn write(path: &Path, features: &str) -> Result<(), String> {
    let before = read_text(path)?;
    let after = replaced(path, &before, features)?;
    if after != before {
        write_file(path, after)?;
        print_line!("the features in {} changed", path.display());
    }
    Ok(())
}

/// Compares a manifest with the features.
///
/// # Errors
/// A unified diff, with the command that updates the manifest.
pub(crate) fn check(path: &Path, features: &str, command: &str) -> Result<(), String> {
    let before = read_text(path)?;
    let after = replaced(path, &before, features)?;
    if after == before {
        return Ok(());
    }
    let name = path.display().to_string();
    Err(format!("{}\n{name} is out of date: run `{command}`", diff(&name, &before, &after)))
}

fn replaced(path: &Path, manifest: &str, features: &str) -> Result<String, String> {
    let parts = manifest.split_once(BEGIN).and_then(|(head, rest)| Some((head, rest.split_once(END)?.1)));
    let (head, tail) = parts
        .ok_or_else(|| format!("{}: the lines `{}` and `{}` are missing", path.display(), BEGIN.trim(), END.trim()))?;
    Ok(format!("{head}{BEGIN}{features}{END}{tail}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn lines_between_the_comments_are_replaced() {
        let manifest = format!("[features]\nx = []\n{BEGIN}old = []\n{END}y = []\n");
        let expected = format!("[features]\nx = []\n{BEGIN}new = []\n{END}y = []\n");
        assert_eq!(replaced(Path::new("Cargo.toml"), &manifest, "new = []\n").unwrap(), expected);
    }

    #[test]
    fn a_manifest_without_the_comments_is_an_error() {
        let error = replaced(Path::new("Cargo.toml"), "[features]\n", "new = []\n").unwrap_err();
        assert!(error.contains("are missing"), "{error}");
    }
}
