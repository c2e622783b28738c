//! A validator from another project. The validator shares no code with this workspace.

use std::fs;
use std::path::PathBuf;

use xsd_schema::validation::{CollectingValidationSink, SchemaValidator, ValidationFlags, drive_quick_xml};
use xsd_schema::{SchemaSet, SchemaSetBuilder};

/// Validates documents against schema files.
pub struct Validator(SchemaSet);

impl Validator {
    /// Loads schema files, and all files that they include and import.
    pub fn new(paths: &[PathBuf]) -> Self {
        let mut builder = SchemaSetBuilder::new();
        for path in paths {
            let path = fs::canonicalize(path).unwrap();
            builder = builder.add_bytes(&fs::read(&path).unwrap(), path.to_str().unwrap()).unwrap();
        }
        let compiled = builder.compile().unwrap_or_else(|error| panic!("{paths:?}: {error}"));
        Self(compiled.into_schema_set())
    }

    /// Returns whether a text is a valid schema.
    pub fn is_schema(text: &str) -> bool {
        let builder = SchemaSetBuilder::new().add_bytes(text.as_bytes(), "/schema.xsd");
        builder.is_ok_and(|builder| builder.compile().is_ok())
    }

    /// Returns the errors in a document.
    pub fn errors(&self, document: &str) -> Vec<String> {
        let (mut errors, mut warnings) = (Vec::new(), Vec::new());
        let validator = SchemaValidator::new(&self.0, ValidationFlags::default());
        let sink = CollectingValidationSink { errors: &mut errors, warnings: &mut warnings };
        let mut run = validator.start_run(sink);
        let driven = drive_quick_xml(document.as_bytes(), &mut run, &self.0);
        drop(run);
        let mut messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
        messages.extend(driven.err().map(|error| error.to_string()));
        messages
    }
}
