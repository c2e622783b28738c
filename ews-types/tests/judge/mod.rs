//! A second opinion: a validator that shares no code with this workspace.

use std::fs;
use std::path::PathBuf;

use xsd_schema::validation::{CollectingValidationSink, SchemaValidator, ValidationFlags, drive_quick_xml};
use xsd_schema::{SchemaSet, SchemaSetBuilder};

/// Judges documents by schema files.
pub(crate) struct Judge(SchemaSet);

impl Judge {
    /// Loads schema files; what they include and import is found from there.
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        let mut builder = SchemaSetBuilder::new();
        for path in paths {
            let path = fs::canonicalize(path).unwrap();
            builder = builder.add_bytes(&fs::read(&path).unwrap(), path.to_str().unwrap()).unwrap();
        }
        let compiled = builder.compile().unwrap_or_else(|error| panic!("{paths:?}: {error}"));
        Self(compiled.into_schema_set())
    }

    /// What is wrong with a document.
    pub(crate) fn errors(&self, text: &str) -> Vec<String> {
        let (mut errors, mut warnings) = (Vec::new(), Vec::new());
        let validator = SchemaValidator::new(&self.0, ValidationFlags::default());
        let sink = CollectingValidationSink { errors: &mut errors, warnings: &mut warnings };
        let mut runtime = validator.start_run(sink);
        let driven = drive_quick_xml(text.as_bytes(), &mut runtime, &self.0);
        drop(runtime);
        let mut shown: Vec<String> = errors.iter().map(ToString::to_string).collect();
        shown.extend(driven.err().map(|error| error.to_string()));
        shown
    }
}
