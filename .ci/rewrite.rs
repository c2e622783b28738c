//! Reads the instances of schema sets in strict mode, validates them, and writes them again.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use xsd_runtime::{
    AnyGlobalElement as _, ElementEntry, GlobalElement, Namespace, Options, Reader, Step, decode, entry, to_string,
};

/// The bindings of a schema set.
pub struct Set {
    pub name: &'static str,
    pub namespaces: &'static [Namespace],
    pub roots: &'static [Root],
}

/// A global element, and the function that reads, validates and writes it.
pub struct Root {
    entry: ElementEntry,
    rewrite: fn(&str, &Options) -> Result<String, String>,
}

pub const fn root<E: GlobalElement + 'static>() -> Root {
    Root { entry: entry::<E>(), rewrite: rewrite::<E> }
}

/// For each set, reads and validates the files in `INSTANCES/NAME`, and writes the values to `WRITTEN/NAME`. NAME is the name of the
/// set; INSTANCES and WRITTEN are the arguments of the program. Prints a line for each file that fails.
pub fn run(sets: &[&[Set]]) -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [instances, written] = arguments.as_slice() else {
        println!("usage: program INSTANCES WRITTEN");
        return ExitCode::FAILURE;
    };
    let mut failed = 0;
    for set in sets.iter().copied().flatten() {
        let (from, to) = (Path::new(instances).join(set.name), Path::new(written).join(set.name));
        for (name, result) in set.rewrite(&from, &to).unwrap_or_else(|error| vec![(set.name.to_owned(), Err(error))]) {
            if let Err(error) = result {
                failed += 1;
                println!("{}: {name}: {error}", set.name);
            }
        }
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Set {
    /// Reads and validates the documents in `from`, and writes them to `to`. Returns the file name and the result of each document.
    fn rewrite(&self, from: &Path, to: &Path) -> Result<Vec<(String, Result<(), String>)>, String> {
        let context = |error: std::io::Error| format!("{}: {error}", from.display());
        fs::create_dir_all(to).map_err(context)?;
        let mut results = Vec::new();
        for file in fs::read_dir(from).map_err(context)? {
            let file = file.map_err(context)?;
            let bytes = fs::read(file.path()).map_err(context)?;
            let written = self.written(&bytes).and_then(|text| {
                fs::write(to.join(file.file_name()), text).map_err(|error| error.to_string())
            });
            results.push((file.file_name().to_string_lossy().into_owned(), written));
        }
        Ok(results)
    }

    fn written(&self, bytes: &[u8]) -> Result<String, String> {
        let text = decode(bytes).map_err(|error| error.to_string())?;
        let options = Options::new().strict(true).skip_doctype(true);
        let mut reader = Reader::new(&text, self.namespaces, options);
        while !matches!(reader.step().map_err(|error| error.to_string())?, Step::Start) {}
        let root = self.roots.iter().find(|root| root.entry.is_at(&reader)).ok_or("the root is not a global element")?;
        (root.rewrite)(&text, &options)
    }
}

fn rewrite<E: GlobalElement>(text: &str, options: &Options) -> Result<String, String> {
    let value = options.from_str::<E>(text).map_err(|error| error.to_string())?;
    match value.violations().first() {
        Some(violation) => Err(format!("validate: {violation}")),
        None => to_string(&value).map_err(|error| error.to_string()),
    }
}
