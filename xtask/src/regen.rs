//! The pipeline: schemas, model, text, files; each phase with its time.

use std::fs;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use codegen::diagnostics::{Diagnostics, Sources};
use codegen::emit::{Files, Style, files};
use codegen::model::{Bindings, ItemKind, Model, model};
use codegen::wsdl::Services;
use codegen::xsd::FileLoader;
use sha2::{Digest as _, Sha256};

use crate::changes::Changes;
use crate::output;

/// What `regen` is asked for.
pub(crate) struct Regen {
    pub(crate) schemas: Option<PathBuf>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) check: bool,
}

/// What `generate` is asked for.
pub(crate) struct Generate {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) out: PathBuf,
    pub(crate) runtime: String,
    pub(crate) bindings: Option<PathBuf>,
}

const COMMAND: &str = "cargo xtask regen";

/// Writes the bindings of this workspace, or checks them.
pub(crate) fn regen(asked: &Regen) -> Result<(), String> {
    let root = root();
    let own = root.join("schemas");
    let schemas = asked.schemas.clone().unwrap_or_else(|| own.clone());
    let out = asked.out.clone().unwrap_or_else(|| root.join("ews-types/src/generated"));
    let bindings = [schemas.join("bindings.toml"), own.join("bindings.toml")].into_iter().find(|path| path.is_file());
    let inputs = inputs(&schemas)?;
    let text = generated(&inputs, bindings.as_deref(), "crate", COMMAND)?;
    if asked.check {
        return output::check(&out, &text, COMMAND);
    }
    write(&out, &text)
}

/// Writes the bindings of any schema set.
pub(crate) fn generate(asked: &Generate) -> Result<(), String> {
    let text = generated(&asked.files, asked.bindings.as_deref(), &asked.runtime, "cargo xtask generate")?;
    write(&asked.out, &text)
}

/// Reads and resolves, no more.
pub(crate) fn check(paths: &[PathBuf]) -> Result<(), String> {
    let services = load(paths, &mut Phases::new())?;
    println!(
        "{} types, {} elements, {} operations",
        services.schema.simple_types().filter(|(_, ty)| ty.span.is_some()).count()
            + services.schema.complex_types().filter(|(_, ty)| ty.span.is_some()).count(),
        services.schema.elements().filter(|(_, element)| element.is_global).count(),
        services.operations.len()
    );
    Ok(())
}

fn write(out: &Path, text: &Files) -> Result<(), String> {
    let mut phases = Phases::new();
    let before = output::read(out)?;
    let changes = Changes::between(&before, text);
    let written = output::write(out, text)?;
    phases.done(
        "write",
        &format!("{} files written, {} removed, {} as they were", written.written, written.removed, written.same),
    );
    print!("{changes}");
    Ok(())
}

/// The whole pipeline, but for the writing.
fn generated(paths: &[PathBuf], bindings: Option<&Path>, runtime: &str, command: &str) -> Result<Files, String> {
    let mut phases = Phases::new();
    let services = load(paths, &mut phases)?;
    let bindings_text = bindings.map(read_text).transpose()?.unwrap_or_default();
    let bindings = parse_bindings(bindings, &bindings_text)?;
    let (model, notes) = model(&services.schema, &services.operations, &bindings);
    let mut diagnostics = Diagnostics::default();
    notes.into_iter().for_each(|note| diagnostics.push(note));
    if !diagnostics.is_empty() {
        eprint!("{}", diagnostics.render(&services.sources));
    }
    phases.done("model", &counts(&model));
    let style =
        Style { runtime: runtime.to_owned(), command: command.to_owned(), digest: digest(paths, &bindings_text)? };
    let text = files(&model, &style)?;
    let lines: usize = text.values().map(|text| text.lines().count()).sum();
    phases.done("emit", &format!("{} files, {lines} lines", text.len()));
    Ok(text)
}

/// What was read, with the texts for messages about it.
struct LoadedServices {
    schema: codegen::schema::Schema,
    operations: Vec<codegen::wsdl::Operation>,
    sources: Sources,
}

fn load(paths: &[PathBuf], phases: &mut Phases) -> Result<LoadedServices, String> {
    let loaded = Services::load(paths, &FileLoader);
    let styled = std::io::stderr().is_terminal();
    let rendered = match styled {
        true => loaded.diagnostics.render_styled(&loaded.sources),
        false => loaded.diagnostics.render(&loaded.sources),
    };
    let Some(services) = loaded.value.filter(|_| !loaded.diagnostics.has_errors()) else {
        return Err(format!("{rendered}nothing was written"));
    };
    if !loaded.diagnostics.is_empty() {
        eprint!("{rendered}");
    }
    let named = |simple: usize, complex: usize| format!("{complex} complex and {simple} simple types");
    let simple = services.schema.simple_types().filter(|(_, ty)| ty.span.is_some() && ty.name.is_some()).count();
    let complex = services.schema.complex_types().filter(|(_, ty)| ty.span.is_some() && ty.name.is_some()).count();
    let elements = services.schema.elements().filter(|(_, element)| element.is_global).count();
    phases.done(
        "read",
        &format!(
            "{} files, {}, {elements} elements, {} operations",
            loaded.sources.iter().count(),
            named(simple, complex),
            services.operations.len()
        ),
    );
    Ok(LoadedServices { schema: services.schema, operations: services.operations, sources: loaded.sources })
}

/// The schema and WSDL files of a folder.
fn inputs(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("{}: {error}; name a folder with schemas", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
            ending.is_some_and(|ending| ending == "xsd" || ending == "wsdl")
        })
        .collect();
    paths.sort();
    if paths.is_empty() {
        return Err(format!("{}: there is no .xsd or .wsdl file in it", folder.display()));
    }
    Ok(paths)
}

fn parse_bindings(path: Option<&Path>, text: &str) -> Result<Bindings, String> {
    Bindings::parse(text).map_err(|errors| {
        let path = path.unwrap_or(Path::new("bindings.toml"));
        let mut sources = Sources::default();
        let source = sources.add(path.to_owned(), text.into());
        let mut diagnostics = Diagnostics::default();
        for error in errors {
            let span = codegen::diagnostics::Span { source, start: error.range.start, end: error.range.end };
            diagnostics.push(codegen::diagnostics::Diagnostic::error(error.message).at(span));
        }
        format!("{}nothing was written", diagnostics.render(&sources))
    })
}

fn counts(model: &Model) -> String {
    let count = |is: fn(&ItemKind) -> bool| model.items.iter().filter(|item| is(&item.kind)).count();
    format!(
        "{} structs, {} choices, {} enums of strings, {} aliases",
        count(|kind| matches!(kind, ItemKind::Struct(_))),
        count(|kind| matches!(kind, ItemKind::Choice(_) | ItemKind::Polymorphic { .. })),
        count(|kind| matches!(kind, ItemKind::StringEnum(_) | ItemKind::Union(_))),
        count(|kind| matches!(kind, ItemKind::Alias(_))),
    )
}

fn digest(paths: &[PathBuf], bindings: &str) -> Result<String, String> {
    let mut hash = Sha256::new();
    for path in paths {
        hash.update(fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    hash.update(bindings);
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The root of the workspace: xtask stands right below it.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// Prints each phase as it ends.
struct Phases(Instant);

impl Phases {
    fn new() -> Self {
        Self(Instant::now())
    }

    fn done(&mut self, name: &str, counts: &str) {
        println!("{name:>6} {:>6} ms  {counts}", self.0.elapsed().as_millis());
        self.0 = Instant::now();
    }
}
