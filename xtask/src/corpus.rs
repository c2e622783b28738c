//! Reads and writes a folder of messages with `ews-types`, and compares what came with what went.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::content;

/// What `corpus` is asked for.
pub(crate) struct Corpus {
    pub(crate) folder: PathBuf,
    pub(crate) out: Option<PathBuf>,
    pub(crate) strict: bool,
}

/// Prints a line for each file, and totals.
pub(crate) fn corpus(asked: &Corpus) -> Result<(), String> {
    let out = asked.out.clone().unwrap_or_else(|| crate::regen::root().join("target/corpus"));
    let names = documents(&asked.folder)?;
    // What an earlier run wrote must not count for this one.
    for name in &names {
        let _ = fs::remove_file(out.join(name));
    }
    let errors = rewrite(asked, &out)?;
    let (mut same, mut differ, mut no_xml, mut refused) = (0, 0, 0, 0);
    for name in &names {
        let shown = name.display();
        if let Some(error) = errors.get(&shown.to_string()) {
            println!("error    {shown}: {error}");
            refused += 1;
            continue;
        }
        match content::difference(&text(&asked.folder.join(name))?, &text(&out.join(name))?) {
            Ok(None) => {
                println!("same     {shown}");
                same += 1;
            }
            Ok(Some(difference)) => {
                println!("differs  {shown}: {difference}");
                differ += 1;
            }
            Err(error) => {
                println!("no XML   {shown}: read, but not compared: {error}");
                no_xml += 1;
            }
        }
    }
    let total = names.len();
    println!("{total} files: {same} same, {differ} differ, {no_xml} read that are no XML, {refused} not read");
    if differ > 0 { Err(format!("{differ} messages changed on the way")) } else { Ok(()) }
}

/// The names of the documents below a folder.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, String> {
    fn add(folder: &Path, below: &Path, names: &mut Vec<PathBuf>) -> std::io::Result<()> {
        for entry in fs::read_dir(folder.join(below))? {
            let entry = entry?;
            let name = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                add(folder, &name, names)?;
            } else if name.extension().is_some_and(|extension| extension == "xml") {
                names.push(name);
            }
        }
        Ok(())
    }
    let mut names = Vec::new();
    add(folder, Path::new(""), &mut names).map_err(|error| format!("{}: {error}", folder.display()))?;
    names.sort();
    match names.is_empty() {
        true => Err(format!("{}: there is no .xml file in it", folder.display())),
        false => Ok(names),
    }
}

/// Runs the example that knows the types: the errors by file.
fn rewrite(asked: &Corpus, out: &Path) -> Result<BTreeMap<String, String>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(crate::regen::root());
    command.args(["run", "--quiet", "--release", "--package", "ews-types", "--example", "rewrite", "--"]);
    let folder = std::path::absolute(&asked.folder).map_err(|error| error.to_string())?;
    command.arg(folder).arg(std::path::absolute(out).map_err(|error| error.to_string())?);
    if asked.strict {
        command.arg("--strict");
    }
    command.stderr(std::process::Stdio::inherit());
    let output = command.output().map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !output.status.success() {
        return Err("the example `rewrite` of ews-types failed".to_owned());
    }
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(printed
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, error)| (name.to_owned(), error.to_owned()))
        .collect())
}

/// What a file that `ews-types` has read or written is as text.
fn text(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    // What is read and is neither UTF-8 nor UTF-16 is ISO-8859-1.
    let text = codegen::xsd::decode(&bytes).unwrap_or_else(|_| bytes.iter().copied().map(char::from).collect());
    Ok(text.trim_start_matches('\u{FEFF}').to_owned())
}
