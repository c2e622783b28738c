//! The commands that read schemas and write bindings, with the duration of each phase.

use std::fs;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use codegen::diagnostics::{Diagnostics, Sources};
use codegen::emit::Files;
use codegen::model::{ItemKind, Model};
use codegen::wsdl::Services;
use codegen::{FileLoader, Loaded, Options};
use sha2::{Digest as _, Sha256};

use crate::changes::Changes;
use crate::output;

/// The arguments of `regen`.
pub(crate) struct Regen {
    pub(crate) schemas: Option<PathBuf>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) check: bool,
}

/// The arguments of `generate`.
pub(crate) struct Generate {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) out: PathBuf,
    pub(crate) runtime: String,
    pub(crate) bindings: Option<PathBuf>,
}

const COMMAND: &str = "cargo xtask regen";

/// Writes or checks the bindings of this workspace.
pub(crate) fn regen(arguments: &Regen) -> Result<(), String> {
    let root = root();
    let own = root.join("schemas");
    let schemas = arguments.schemas.clone().unwrap_or_else(|| own.clone());
    let out = arguments.out.clone().unwrap_or_else(|| root.join("ews-types/src/generated"));
    let bindings = [schemas.join("bindings.toml"), own.join("bindings.toml")].into_iter().find(|path| path.is_file());
    let inputs = inputs(&schemas)?;
    let files = generated(&inputs, bindings.as_deref(), "crate", COMMAND)?;
    if arguments.check {
        return output::check(&out, &files, COMMAND);
    }
    write(&out, &files)
}

/// Writes the bindings of any schema set.
pub(crate) fn generate(arguments: &Generate) -> Result<(), String> {
    let files = generated(&arguments.files, arguments.bindings.as_deref(), &arguments.runtime, "cargo xtask generate")?;
    write(&arguments.out, &files)
}

/// Reads and resolves schema and WSDL files.
pub(crate) fn check(paths: &[PathBuf]) -> Result<(), String> {
    let (services, _) = load(paths, &mut Phases::new())?;
    let simple = services.schema.simple_types().filter(|(_, ty)| !ty.is_built_in()).count();
    let complex = services.schema.complex_types().filter(|(_, ty)| !ty.is_built_in()).count();
    let elements = services.schema.elements().filter(|(_, element)| element.is_global).count();
    println!("{} types, {elements} elements, {} operations", simple + complex, services.operations.len());
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
    print!("{changes}");
    Ok(())
}

/// Runs all stages.
fn generated(paths: &[PathBuf], bindings: Option<&Path>, runtime: &str, command: &str) -> Result<Files, String> {
    let mut phases = Phases::new();
    let (services, sources) = load(paths, &mut phases)?;
    let mut options = Options::new(runtime);
    options.command = command.to_owned();
    options.digest = digest(paths.iter().map(PathBuf::as_path).chain(bindings))?;
    if let Some(path) = bindings {
        (options.bindings, _) = value(codegen::load_bindings(path, &FileLoader))?;
    }
    let generated = codegen::generate(&services, &options).map_err(|error| error.to_string())?;
    eprint!("{}", rendered(&generated.diagnostics, &sources));
    let lines: usize = generated.files.values().map(|text| text.lines().count()).sum();
    let files = generated.files.len();
    phases.done("generate", &format!("{}; {files} files, {lines} lines", counts(&generated.model)));
    Ok(generated.files)
}

fn load(paths: &[PathBuf], phases: &mut Phases) -> Result<(Services, Sources), String> {
    let (services, sources) = value(codegen::load(paths, &FileLoader))?;
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
fn inputs(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("{}: {error}; choose a folder with schemas", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
            ending.is_some_and(|ending| ending == "xsd" || ending == "wsdl")
        })
        .collect();
    paths.sort();
    if paths.is_empty() {
        return Err(format!("{}: the folder contains no .xsd or .wsdl file", folder.display()));
    }
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

fn digest<'p>(paths: impl Iterator<Item = &'p Path>) -> Result<String, String> {
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
        println!("{name:>8} {:>6} ms  {counts}", self.0.elapsed().as_millis());
        self.0 = Instant::now();
    }
}
