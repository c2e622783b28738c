//! The commands `regen`, `generate`, `check` and `merge`, which read schemas. All except `merge` print the duration of each phase.

use std::collections::BTreeMap;
use std::fs;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use codegen::diagnostics::{Diagnostics, Sources};
use codegen::emit::Files;
use codegen::model::{ItemKind, Model};
use codegen::wsdl::Services;
use codegen::{Additions, Documentation, FileLoader, Generated, Loaded, Loader, Options};
use sha2::{Digest as _, Sha256};

use crate::changes::Changes;
use crate::console::{print, print_line};
use crate::sections::Section;
use crate::uses::Uses;
use crate::{coverage, output};

/// The arguments of `regen`.
pub(crate) struct Regen {
    pub(crate) schemas: Option<PathBuf>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) package: Option<PathBuf>,
    pub(crate) check: bool,
    pub(crate) undocumented: bool,
}

/// The arguments of `generate`.
pub(crate) struct Generate {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) out: PathBuf,
    pub(crate) runtime: String,
    pub(crate) bindings: Option<PathBuf>,
    pub(crate) additions: Vec<PathBuf>,
    pub(crate) docs: Vec<PathBuf>,
    pub(crate) versions: Option<PathBuf>,
}

/// The files from which code is generated.
struct Inputs {
    /// Schema and WSDL files.
    files: Vec<PathBuf>,
    bindings: Option<PathBuf>,
    /// True if the bindings were written for other schemas, so that they may name parts that these schemas lack.
    has_foreign_bindings: bool,
    /// Schemas with components that `files` lack.
    additions: Vec<PathBuf>,
    /// The documentation files.
    docs: Vec<PathBuf>,
    /// The file that states the first version of each part of the schemas, such as since.toml.
    versions: Option<PathBuf>,
    /// True if the documentation files are for these schemas, so that a sentence about an unknown part is an error.
    is_documented: bool,
    /// True if a missing file in an `xs:include` is an error.
    is_complete: bool,
}

const COMMAND: &str = "cargo xtask regen";

/// Writes or checks the bindings of this workspace.
pub(crate) fn regen(arguments: &Regen) -> Result<(), String> {
    let root = root();
    let own = root.join("schemas");
    let schemas = arguments.schemas.clone().unwrap_or_else(|| own.clone());
    // With `--out`, the code belongs to another crate, so no `Cargo.toml`, `lib.rs` or `uses.rs` is read or written.
    let package = arguments.out.is_none().then(|| arguments.package.clone().unwrap_or_else(|| root.join("ews-types")));
    let out = match &package {
        Some(package) => package.join("src/generated"),
        None => arguments.out.clone().unwrap_or_default(),
    };
    let bindings = [schemas.join("bindings.toml"), own.join("bindings.toml")].into_iter().find(|path| path.is_file());
    let additions = [schemas.join("additions"), own.join("additions")].into_iter().find(|path| path.is_dir());
    let has_foreign_bindings = bindings.as_deref().and_then(Path::parent) != Some(&schemas);
    // `own/since.toml` refers to the versions in `own/bindings.toml`, so it is used only together with `own/bindings.toml`.
    let versions = [Some(schemas.join("since.toml")), has_foreign_bindings.then(|| own.join("since.toml"))];
    let versions = versions.into_iter().flatten().find(|path| path.is_file());
    let is_documented = schemas.join("docs").is_dir() || schemas == own;
    let docs = if is_documented { schemas.join("docs") } else { own.join("docs") };
    let mut inputs = Inputs {
        files: schema_files(&schemas)?,
        bindings,
        has_foreign_bindings,
        additions: Vec::new(),
        docs: documentation_files(&docs)?,
        versions,
        is_documented,
        is_complete: true,
    };
    if let Some(additions) = additions {
        inputs.additions = files(&additions, &["xsd"])?;
        inputs.files.extend(files(&additions, &["wsdl"])?);
    }
    let mut generated = generated(&inputs, "crate", COMMAND)?;
    let sections = package.map(|package| sections(&package, &mut generated, has_foreign_bindings)).transpose()?;
    let sections = sections.into_iter().flatten();
    let coverage = &generated.model.coverage;
    print_line!("{}", coverage::summary(coverage));
    if arguments.undocumented {
        print(coverage::list(coverage));
    }
    let limits = (arguments.out.is_none() && schemas == own).then(|| own.join("undocumented.toml"));
    if arguments.check {
        output::check(&out, &generated.files, COMMAND)?;
        limits.map_or(Ok(()), |limits| coverage::check(&limits, coverage, COMMAND))?;
        return sections.into_iter().try_for_each(|section| section.check(COMMAND));
    }
    write(&out, &generated.files)?;
    limits.map_or(Ok(()), |limits| coverage::lower(&limits, coverage))?;
    sections.into_iter().try_for_each(|section| section.write())
}

/// Returns the sections of `Cargo.toml` and `lib.rs` that list features. Prints a line for each feature of hand-written code that is
/// left out, because generated code lacks items that the hand-written code uses.
fn sections(package: &Path, generated: &mut Generated, has_foreign_bindings: bool) -> Result<[Section; 2], String> {
    let parts = Uses::read(package)?.resolve(generated, has_foreign_bindings)?;
    parts.left_out.iter().for_each(|line| print_line!("{line}"));
    let features = codegen::emit::features(&generated.model, &parts.features);
    let hidden = codegen::emit::hidden_features(&generated.model, &parts.features);
    Ok([Section::features(package, features), Section::hidden_features(package, hidden)])
}

/// Writes the schemas of this workspace, merged with `additions/` and with `[spoken]` in bindings.toml, for tools that validate
/// documents.
pub(crate) fn merge(out: &Path) -> Result<(), String> {
    let own = root().join("schemas");
    let additions = Additions::load(&files(&own.join("additions"), &["xsd"])?, &FileLoader)?;
    let fail = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    fs::create_dir_all(out).map_err(|error| fail(out, error))?;
    let (bindings, _) = value(codegen::load_bindings(&own.join("bindings.toml"), &FileLoader))?;
    let mut schemas = Vec::new();
    for path in files(&own, &["xsd"])? {
        let text = additions.loader(&FileLoader).read(&path).map_err(|error| fail(&path, error))?;
        let text = String::from_utf8(text).map_err(|error| format!("{}: {error}", path.display()))?;
        schemas.push((path, text));
    }
    let spoken = codegen::state_spoken(&schemas, &bindings)?;
    for ((path, _), text) in schemas.iter().zip(spoken) {
        output::write_file(&out.join(path.file_name().unwrap_or_default()), text)?;
    }
    Ok(())
}

/// Writes the bindings of any schema set.
pub(crate) fn generate(arguments: &Generate) -> Result<(), String> {
    let inputs = Inputs {
        files: arguments.files.clone(),
        bindings: arguments.bindings.clone(),
        has_foreign_bindings: false,
        additions: arguments.additions.clone(),
        docs: arguments.docs.clone(),
        versions: arguments.versions.clone(),
        is_documented: true,
        is_complete: false,
    };
    let generated = generated(&inputs, &arguments.runtime, "cargo xtask generate")?;
    write(&arguments.out, &generated.files)?;
    if !generated.model.features.is_empty() {
        let features = codegen::emit::features(&generated.model, &BTreeMap::new());
        print_line!("the crate needs these features in its Cargo.toml:\n\n{features}");
    }
    Ok(())
}

/// Reads and resolves schema and WSDL files.
pub(crate) fn check(paths: &[PathBuf]) -> Result<(), String> {
    let (services, _) = load(paths, &FileLoader, &mut Phases::new())?;
    let simple = services.schema.simple_types().filter(|(_, ty)| !ty.is_built_in()).count();
    let complex = services.schema.complex_types().filter(|(_, ty)| !ty.is_built_in()).count();
    let elements = services.schema.elements().filter(|(_, element)| element.is_global).count();
    print_line!("{} types, {elements} elements, {} operations", simple + complex, services.operations.len());
    Ok(())
}

fn write(out: &Path, files: &Files) -> Result<(), String> {
    let mut phases = Phases::new();
    let before = output::read(out)?;
    let changes = Changes::between(&before, files);
    let written = output::write(out, files)?;
    phases.done(
        "write",
        &format!("{} files written, {} removed, {} unchanged", written.written, written.removed, written.unchanged),
    );
    print(changes);
    Ok(())
}

/// Reads all inputs, runs the generator, and checks that the documentation and versions are about parts of the schemas. Writes no
/// files.
fn generated(inputs: &Inputs, runtime: &str, command: &str) -> Result<Generated, String> {
    let mut phases = Phases::new();
    let additions = Additions::load(&inputs.additions, &FileLoader)?.for_schemas(&inputs.files, &FileLoader);
    let (services, sources) = load(&inputs.files, &additions.loader(&FileLoader), &mut phases)?;
    if let Some(missing) = services.missing_files.first().filter(|_| inputs.is_complete) {
        return Err(format!("`{missing}` is missing; add the file, or remove the include; nothing was written"));
    }
    let remarks = additions.remarks();
    match remarks.as_slice() {
        [first, .., _] if inputs.has_foreign_bindings => {
            eprintln!("{} additions are not used, such as: {first}", remarks.len());
        }
        _ => remarks.iter().for_each(|remark| eprintln!("{remark}")),
    }
    let mut options = Options::new(runtime);
    options.command = command.to_owned();
    // Documentation files are not part of the digest: they change only doc comments.
    options.digest =
        digest(inputs.files.iter().chain(&inputs.bindings).chain(&inputs.additions).chain(&inputs.versions))?;
    if let Some(path) = &inputs.bindings {
        (options.bindings, _) = value(codegen::load_bindings(path, &FileLoader))?;
        if inputs.has_foreign_bindings {
            options.bindings = options.bindings.for_other_schemas();
        }
    }
    let (documentation, docs_sources) = value(codegen::load_documentation(&inputs.docs, &FileLoader))?;
    options.documentation = documentation;
    let versions_sources = match &inputs.versions {
        Some(path) => {
            let (versions, sources) = value(codegen::load_versions(path, &options.bindings, &FileLoader))?;
            options.versions = versions;
            sources
        }
        None => Sources::default(),
    };
    let generated = codegen::generate(&services, &options).map_err(|error| error.to_string())?;
    eprint!("{}", rendered(&generated.diagnostics, &sources));
    check_documentation(&options.documentation, &docs_sources, &generated.model, inputs.is_documented)?;
    // Schemas without bindings of their own can be older, and lack parts for which since.toml states a version. So unknown parts in
    // since.toml are an error only for schemas with their own bindings.
    if !inputs.has_foreign_bindings {
        let unknown = options.versions.check(&generated.model.coverage);
        if unknown.has_errors() {
            return Err(format!("{}nothing was written", rendered(&unknown, &versions_sources)));
        }
    }
    let lines: usize = generated.files.values().map(|text| text.lines().count()).sum();
    let files = generated.files.len();
    phases.done("generate", &format!("{}; {files} files, {lines} lines", counts(&generated.model)));
    Ok(generated)
}

/// Reports sentences about parts that the schemas do not have: as an error if `is_error`, otherwise as one warning.
fn check_documentation(docs: &Documentation, sources: &Sources, model: &Model, is_error: bool) -> Result<(), String> {
    if is_error {
        let diagnostics = docs.check(&model.coverage);
        let is_valid = !diagnostics.has_errors();
        return is_valid.then_some(()).ok_or_else(|| format!("{}nothing was written", rendered(&diagnostics, sources)));
    }
    let unknown: Vec<String> = docs.unknown(&model.coverage).collect();
    if let [first, ..] = unknown.as_slice() {
        let (count, all) = (unknown.len(), docs.len());
        eprintln!(
            "warning: {count} of {all} sentences are about parts that the schemas do not have, such as `{first}`"
        );
    }
    Ok(())
}

fn load(paths: &[PathBuf], loader: &dyn Loader, phases: &mut Phases) -> Result<(Services, Sources), String> {
    let (services, sources) = value(codegen::load(paths, loader))?;
    let schema = &services.schema;
    let simple = schema.simple_types().filter(|(_, ty)| !ty.is_built_in() && ty.name.is_some()).count();
    let complex = schema.complex_types().filter(|(_, ty)| !ty.is_built_in() && ty.name.is_some()).count();
    let elements = schema.elements().filter(|(_, element)| element.is_global).count();
    let (files, operations) = (sources.iter().count(), services.operations.len());
    phases.done(
        "read",
        &format!(
            "{files} files, {complex} complex and {simple} simple types, {elements} elements, {operations} operations"
        ),
    );
    Ok((services, sources))
}

/// Returns a loaded value, and prints warnings and notes about it.
fn value<T>(loaded: Loaded<T>) -> Result<(T, Sources), String> {
    let rendered = rendered(&loaded.diagnostics, &loaded.sources);
    let value = loaded.value.ok_or_else(|| format!("{rendered}nothing was written"))?;
    eprint!("{rendered}");
    Ok((value, loaded.sources))
}

fn rendered(diagnostics: &Diagnostics, sources: &Sources) -> String {
    match std::io::stderr().is_terminal() {
        true => diagnostics.render_styled(sources),
        false => diagnostics.render(sources),
    }
}

/// Returns the schema and WSDL files of a folder.
fn schema_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let paths = files(folder, &["xsd", "wsdl"]).map_err(|error| format!("{error}; choose a folder with schemas"))?;
    if paths.is_empty() {
        return Err(format!("{}: the folder contains no .xsd or .wsdl file", folder.display()));
    }
    Ok(paths)
}

/// Returns the documentation files of a folder; none if the folder does not exist.
fn documentation_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    if folder.is_dir() { files(folder, &["toml"]) } else { Ok(Vec::new()) }
}

/// Returns the files of a folder with one of the given extensions, sorted by name.
fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let is_wanted = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| endings.iter().any(|known| ending == *known))
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_wanted).collect();
    paths.sort();
    Ok(paths)
}

fn counts(model: &Model) -> String {
    let count = |is: fn(&ItemKind) -> bool| model.items.iter().filter(|item| is(&item.kind)).count();
    format!(
        "{} structs, {} choices, {} enums of strings, {} aliases",
        count(|kind| matches!(kind, ItemKind::Struct(_))),
        count(|kind| matches!(kind, ItemKind::Choice { .. } | ItemKind::Polymorphic { .. })),
        count(|kind| matches!(kind, ItemKind::StringEnum(_) | ItemKind::Union(_))),
        count(|kind| matches!(kind, ItemKind::Alias(_))),
    )
}

fn digest<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Result<String, String> {
    let mut hash = Sha256::new();
    for path in paths {
        hash.update(fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// Returns the root of the workspace, the parent of this package.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// The time at which the current phase began.
struct Phases(Instant);

impl Phases {
    fn new() -> Self {
        Self(Instant::now())
    }

    /// Prints the duration of the phase that ends, and begins the next one.
    fn done(&mut self, name: &str, counts: &str) {
        print_line!("{name:>8} {:>6} ms  {counts}", self.0.elapsed().as_millis());
        self.0 = Instant::now();
    }
}
