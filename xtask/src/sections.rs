//! Sections that `regen` writes in hand-written files of `ews-types`. Two comments enclose each section.

use std::path::{Path, PathBuf};

use crate::console::print_line;
use crate::output::{diff, read_text, write_file};

/// The lines between two comments in a file.
pub(crate) struct Section {
    path: PathBuf,
    /// The start of a comment: `#` or `//`.
    comment: &'static str,
    begin: &'static str,
    text: String,
}

const END: &str = "End of the features that `cargo xtask regen` writes.";

impl Section {
    /// Returns the section of `Cargo.toml` that contains the features in `text`.
    pub(crate) fn features(package: &Path, text: String) -> Self {
        let begin = "`cargo xtask regen` writes the features from here on, from bindings.toml.";
        Self { path: package.join("Cargo.toml"), comment: "#", begin, text }
    }

    /// Returns the section of `lib.rs` that contains the attributes in `text`. These attributes hide the names of internal features in
    /// docs.
    pub(crate) fn hidden_features(package: &Path, text: String) -> Self {
        let begin = "`cargo xtask regen` writes the internal features from here on. Docs do not show their names.";
        Self { path: package.join("src/lib.rs"), comment: "//", begin, text }
    }

    /// Writes the section into its file.
    pub(crate) fn write(&self) -> Result<(), String> {
        let before = read_text(&self.path)?;
        let after = self.replaced(&before)?;
        if after != before {
            write_file(&self.path, after)?;
            print_line!("the features in {} changed", self.path.display());
        }
        Ok(())
    }

    /// Compares the section with its file.
    ///
    /// # Errors
    /// The file is out of date. The message contains a unified diff and the command that updates the file.
    pub(crate) fn check(&self, command: &str) -> Result<(), String> {
        let before = read_text(&self.path)?;
        let after = self.replaced(&before)?;
        if after == before {
            return Ok(());
        }
        let name = self.path.display().to_string();
        Err(format!("{}\n{name} is out of date: run `{command}`", diff(&name, &before, &after)))
    }

    fn replaced(&self, file: &str) -> Result<String, String> {
        let line = |text: &str| format!("{} {text}\n", self.comment);
        let (begin, end) = (line(self.begin), line(END));
        let parts = file.split_once(&begin).and_then(|(head, rest)| Some((head, rest.split_once(&end)?.1)));
        let (head, tail) = parts.ok_or_else(|| {
            format!("{}: the lines `{}` and `{}` are missing", self.path.display(), begin.trim(), end.trim())
        })?;
        Ok(format!("{head}{begin}{}{end}{tail}", self.text))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn section() -> Section {
        Section::features(Path::new(""), "new = []\n".to_owned())
    }

    #[test]
    fn lines_between_the_comments_are_replaced() {
        let manifest =
            |features: &str| format!("[features]\nx = []\n# {}\n{features} = []\n# {END}\ny = []\n", section().begin);
        assert_eq!(section().replaced(&manifest("old")).unwrap(), manifest("new"));
    }

    #[test]
    fn a_manifest_without_the_comments_is_an_error() {
        let error = section().replaced("[features]\n").unwrap_err();
        assert!(error.contains("are missing"), "{error}");
    }
}
