//! The command `corpus`: reads the messages of a folder with `ews-types`, writes them, and compares the output with the input.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::console::print_line;
use crate::content::{self, Texts};

/// The arguments of `corpus`.
pub(crate) struct Corpus {
    pub(crate) folder: PathBuf,
    pub(crate) out: Option<PathBuf>,
    pub(crate) strict: bool,
}

/// Prints a line with the result of each file, and totals.
pub(crate) fn corpus(arguments: &Corpus) -> Result<(), String> {
    let out = arguments.out.clone().unwrap_or_else(|| crate::regen::root().join("target/corpus"));
    let names = documents(&arguments.folder)?;
    // Output files of an earlier run must not be compared with the input of this run.
    for name in &names {
        let _ = fs::remove_file(out.join(name));
    }
    let errors = rewrite(arguments, &out)?;
    let (mut same, mut differ, mut ill_formed, mut unread) = (0, 0, 0, 0);
    for name in &names {
        let shown = name.display();
        if let Some(error) = errors.get(&shown.to_string()) {
            print_line!("error    {shown}: {error}");
            unread += 1;
            continue;
        }
        match content::difference(&text(&arguments.folder.join(name))?, &text(&out.join(name))?, Texts::OfLeaves) {
            Ok(None) => {
                print_line!("same     {shown}");
                same += 1;
            }
            Ok(Some(difference)) => {
                print_line!("differs  {shown}: {difference}");
                differ += 1;
            }
            Err(error) => {
                print_line!("no XML   {shown}: not compared because it is not well-formed: {error}");
                ill_formed += 1;
            }
        }
    }
    let total = names.len();
    print_line!(
        "{total} files: {same} same, {differ} differ, {ill_formed} not well-formed and not compared, {unread} not read"
    );
    if differ > 0 { Err(format!("{differ} messages differ after reading and writing")) } else { Ok(()) }
}

/// Returns the paths of the `.xml` files below a folder, relative to it and sorted.
pub(crate) fn documents(folder: &Path) -> Result<Vec<PathBuf>, String> {
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
        true => Err(format!("{}: the folder contains no .xml file", folder.display())),
        false => Ok(names),
    }
}

/// Runs the example `rewrite` of ews-types. Returns the error of each file that it cannot rewrite, by the path of the file.
fn rewrite(arguments: &Corpus, out: &Path) -> Result<BTreeMap<String, String>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(crate::regen::root());
    command.args(["run", "--quiet", "--release", "--package", "ews-types", "--example", "rewrite", "--"]);
    let folder = std::path::absolute(&arguments.folder).map_err(|error| error.to_string())?;
    command.arg(folder).arg(std::path::absolute(out).map_err(|error| error.to_string())?);
    if arguments.strict {
        command.arg("--strict");
    }
    command.stderr(std::process::Stdio::inherit());
    let output = command.output().map_err(|error| format!("cannot run cargo: {error}"))?;
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

/// Decodes a file as `ews-types` does.
pub(crate) fn text(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    // If `decode` does not support the encoding, or the bytes are invalid in it, the file is read as ISO-8859-1.
    let text = codegen::xsd::decode(&bytes).unwrap_or_else(|_| bytes.iter().copied().map(char::from).collect());
    Ok(text.trim_start_matches('\u{FEFF}').to_owned())
}
