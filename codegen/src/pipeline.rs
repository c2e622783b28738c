//! The stages of the generator in order: documents, schema components, model, text.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostics, SourceId, Sources};
use crate::emit::{self, Files, Style};
use crate::model::{self, Bindings, Documentation, Model, Versions};
use crate::schema::{Schema, SchemaDocument, resolve};
use crate::wsdl::{Services, operations};
use crate::xsd::document::read_text;
use crate::xsd::set::follow;
use crate::xsd::texts::Texts;
use crate::xsd::{Loader, grammar};

/// The result of reading files.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The result; `None` if there was an error.
    pub value: Option<T>,
    /// All files that were read.
    pub sources: Sources,
    /// The errors, warnings and notes about the files.
    pub diagnostics: Diagnostics,
}

impl<T> Loaded<T> {
    /// Returns the value.
    ///
    /// # Errors
    /// The files contain an error. The message of the [`LoadError`] shows the diagnostics.
    pub fn into_result(self) -> Result<T, LoadError> {
        self.value.ok_or(LoadError { sources: self.sources, diagnostics: self.diagnostics })
    }
}

/// The error of [`Loaded::into_result`]: the files contain errors. `Display` renders the diagnostics with [`Diagnostics::render`],
/// which limits their number.
#[derive(Debug)]
pub struct LoadError {
    /// All files that were read.
    pub sources: Sources,
    /// The errors, warnings and notes about the files.
    pub diagnostics: Diagnostics,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostics.render(&self.sources))
    }
}

impl std::error::Error for LoadError {}

/// Options of [`generate`].
#[derive(Debug)]
pub struct Options {
    /// Names, elements with secret values, and other choices that a schema cannot express. Empty by default.
    pub bindings: Bindings,
    /// Sentences about operations, types, fields and values for doc comments. Empty by default.
    pub documentation: Documentation,
    /// For each part of the schemas, the first version of the protocol that has this part. Empty by default.
    pub versions: Versions,
    /// The Rust path of the module or crate that contains the modules of the runtime: `xml`, and `soap` if there are operations.
    pub runtime: String,
    /// The command that writes the files. The first line of each file names this command.
    pub command: String,
    /// A digest of the schemas and the other input files. Only one generated file contains it.
    pub digest: String,
}

impl Options {
    /// Returns options with a Rust path for [`Options::runtime`] and with defaults for all other fields.
    pub fn new(runtime: impl Into<String>) -> Self {
        Self {
            bindings: Bindings::default(),
            documentation: Documentation::default(),
            versions: Versions::default(),
            runtime: runtime.into(),
            command: "codegen".to_owned(),
            digest: "none".to_owned(),
        }
    }
}

/// Generated code.
#[derive(Debug)]
pub struct Generated {
    /// For each path below the output folder: the text of the file.
    pub files: Files,
    /// The description of the Rust code from which the files were printed.
    pub model: Model,
    /// Notes about parts of the schema that get no code, and warnings about names. No diagnostic is an error.
    pub diagnostics: Diagnostics,
}

/// The error of [`generate`], whose documentation lists the causes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct GenerateError(String);

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for GenerateError {}

/// Reads schema and WSDL files, and all files that they include and import, and resolves them together.
///
/// The root element decides whether a file is a schema or a WSDL. An `xs:import` without a usable `schemaLocation` resolves to the
/// loaded schemas that have the imported namespace as their target namespace.
pub fn load(paths: &[PathBuf], loader: &dyn Loader) -> Loaded<Services> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let texts = Texts::default();
    let set = follow(paths, loader, &texts, &mut sources, &mut diagnostics);
    let document = |source: SourceId| set.documents.get(&source);
    let schemas: Vec<SchemaDocument<'_>> = set
        .schemas
        .iter()
        .filter_map(|place| {
            Some(SchemaDocument {
                root: document(place.source)?.get_node(place.node)?,
                source: place.source,
                target: place.target.clone(),
                is_chameleon: place.is_chameleon,
            })
        })
        .collect();
    let mut checked = HashSet::new();
    for schema in &schemas {
        if checked.insert((schema.source, schema.root.id())) {
            grammar::check(schema.root, schema.source, &mut diagnostics);
        }
    }
    let schema = resolve(&schemas, &mut diagnostics);
    let wsdls: Vec<_> =
        set.wsdls.iter().filter_map(|&source| Some((source, document(source)?.root_element()))).collect();
    let operations = operations(&wsdls, &schema, &mut diagnostics);
    let value = (!diagnostics.has_errors()).then_some(Services { schema, operations, missing_files: set.missing });
    Loaded { value, sources, diagnostics }
}

/// Reads a `bindings.toml`.
pub fn load_bindings(path: &Path, loader: &dyn Loader) -> Loaded<Bindings> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let source = read_text(path, None, loader, &mut sources, &mut diagnostics);
    let text = source.and_then(|source| Some((source, sources.get(source)?.text.clone())));
    let value = text.and_then(|(source, text)| match Bindings::parse(&text) {
        Ok(mut bindings) => {
            path.clone_into(&mut bindings.file.0);
            Some(bindings)
        }
        Err(errors) => {
            errors.into_iter().for_each(|error| diagnostics.push(error.diagnostic(source)));
            None
        }
    });
    Loaded { value, sources, diagnostics }
}

/// Reads documentation files.
///
/// [`Documentation::check`] reports sentences about parts that the schemas do not have.
pub fn load_documentation(paths: &[PathBuf], loader: &dyn Loader) -> Loaded<Documentation> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let mut documentation = Documentation::default();
    for path in paths {
        let source = read_text(path, None, loader, &mut sources, &mut diagnostics);
        if let Some((source, text)) = source.and_then(|source| Some((source, sources.get(source)?.text.clone()))) {
            documentation.add(&text, source, &mut diagnostics);
        }
    }
    let value = (!diagnostics.has_errors()).then_some(documentation);
    Loaded { value, sources, diagnostics }
}

/// Reads a file that states, for parts of the schemas, the first version of the protocol that has this part. `bindings` lists all
/// versions.
///
/// [`Versions::check`] reports entries for parts that the schemas do not have.
pub fn load_versions(path: &Path, bindings: &Bindings, loader: &dyn Loader) -> Loaded<Versions> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let source = read_text(path, None, loader, &mut sources, &mut diagnostics);
    let text = source.and_then(|source| Some((source, sources.get(source)?.text.clone())));
    let versions =
        text.map(|(source, text)| Versions::parse(&text, source, bindings.versions().to_vec(), &mut diagnostics));
    let value = versions.filter(|_| !diagnostics.has_errors());
    Loaded { value, sources, diagnostics }
}

/// Generates the Rust code of schemas and operations.
///
/// # Errors
/// - An entry of `secrets` in the bindings matches no element, attribute or text of type string in the schemas. Without this error,
///   `Debug` output would show the secret.
/// - The table `[spoken]` of the bindings contains an element that the schemas lack, or an unknown prefix.
/// - [`Options::runtime`] is not a Rust path.
/// - The generated code is not valid Rust, which is a defect of this crate.
///
/// After [`Bindings::for_other_schemas`], it is not an error if the type of an entry of `secrets` or the element of an entry of
/// `[spoken]` is not in the schemas.
pub fn generate(services: &Services, options: &Options) -> Result<Generated, GenerateError> {
    let bindings = &options.bindings;
    let model =
        model::model(&services.schema, &services.operations, bindings, &options.documentation, &options.versions);
    let (model, notes) = model.map_err(|errors| {
        let mut sources = Sources::default();
        let source = sources.add(bindings.file.0.clone(), bindings.file.1.clone());
        let mut diagnostics = Diagnostics::default();
        errors.into_iter().for_each(|error| diagnostics.push(error.diagnostic(source)));
        GenerateError(diagnostics.render(&sources))
    })?;
    let mut diagnostics = Diagnostics::default();
    notes.into_iter().for_each(|note| diagnostics.push(note));
    let style =
        Style { runtime: options.runtime.clone(), command: options.command.clone(), digest: options.digest.clone() };
    let files = emit::files(&model, &style)
        .map_err(|error| GenerateError(format!("cannot print a generated definition: {error}")))?;
    Ok(Generated { files, model, diagnostics })
}

impl Schema {
    /// Reads and resolves schema files as [`load`] does. Returns only the schema components, without operations.
    pub fn load(paths: &[PathBuf], loader: &dyn Loader) -> Loaded<Self> {
        let Loaded { value, sources, diagnostics } = load(paths, loader);
        Loaded { value: value.map(|services| services.schema), sources, diagnostics }
    }
}
