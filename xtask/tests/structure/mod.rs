//! Checks the structure of hand-written files: no import cycles, no imports of higher floors in the runtime, and no file that is too
//! long.

mod generated_items;
mod imports;
mod modules;

use std::fs;
use std::path::{Path, PathBuf};

use imports::{Imports, cycles};
use modules::Crate;

/// The maximum number of lines of a hand-written file, without its tests.
const MAX_LINES: usize = 500;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// The crates of all packages of the workspace: libraries, programs, examples, benches and build scripts.
fn crates() -> Vec<Crate> {
    let root = workspace();
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml")).unwrap().parse().unwrap();
    let members = manifest["workspace"]["members"].as_array().unwrap();
    let packages = members.iter().map(|member| PathBuf::from(member.as_str().unwrap()));
    packages.flat_map(|package| crate_roots(&root, &package)).map(|file| Crate::read(&root, &file)).collect()
}

fn crate_roots(root: &Path, package: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        ["src/lib.rs", "src/main.rs", "build.rs"].iter().map(|file| package.join(file)).collect();
    for folder in ["src/bin", "examples", "benches"] {
        let entries = fs::read_dir(root.join(package).join(folder)).into_iter().flatten();
        files.extend(entries.map(|entry| package.join(folder).join(entry.unwrap().file_name())));
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs") && root.join(file).is_file());
    files.sort();
    files
}

#[test]
fn no_import_cycles() {
    let found: Vec<String> =
        crates().iter().flat_map(|krate| cycles(&Imports::of(krate))).map(|cycle| cycle.to_string()).collect();
    assert!(found.is_empty(), "hand-written files import each other:\n{}", found.join("\n"));
}

/// The layers of the runtime ("floors" in ARCHITECTURE.md), from the lowest. Each contains files and folders of `runtime/src`.
const FLOORS: &[&[&str]] = &[
    &["fields", "lexical", "sorting", "work", "version"],
    &["names"],
    &["debug", "printable"],
    &["any", "deviation", "error", "options", "position"],
    &["tokens"],
    &["reader", "writer"],
    &["engine"],
    &["documents"],
    &["pieces"],
    &["arbitrary", "serde", "soap", "validate", "yaserde"],
    &["entries"],
    &["macros"],
];

/// Returns the floor of a file of the runtime.
fn floor(path: &Path) -> usize {
    let name = path.components().nth(2).unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
    FLOORS.iter().position(|names| names.contains(&name)).unwrap_or_else(|| panic!("FLOORS does not contain `{name}`"))
}

#[test]
fn the_runtime_imports_downwards() {
    let imports = Imports::of(&Crate::read(&workspace(), Path::new("runtime/src/lib.rs")));
    let upwards = |(from, to, _): &(&Path, &Path, &str)| floor(from) < floor(to);
    let found: Vec<String> = imports
        .iter()
        .filter(upwards)
        .map(|(from, to, path)| format!("{} -> {} ({path})", from.display(), to.display()))
        .collect();
    assert!(found.is_empty(), "files of the runtime import files of a higher floor:\n{}", found.join("\n"));
}

#[test]
fn no_long_files() {
    let crates = crates();
    let long: Vec<String> = crates
        .iter()
        .flat_map(|krate| &krate.files)
        .filter(|file| !file.is_generated && lines_without_tests(&file.text) > MAX_LINES)
        .map(|file| format!("{}: {} lines", file.path.display(), lines_without_tests(&file.text)))
        .collect();
    assert!(long.is_empty(), "files of more than {MAX_LINES} lines:\n{}", long.join("\n"));
}

fn lines_without_tests(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let is_tests = |from: &[&str]| {
        from[0] == "#[cfg(test)]"
            && from.iter().find(|line| !line.starts_with('#')).is_some_and(|line| line.starts_with("mod "))
    };
    (0..lines.len()).find(|&index| is_tests(&lines[index..])).unwrap_or(lines.len())
}

/// Writes a crate with these files, and returns its import cycles.
fn cycles_of(name: &str, files: &[(&str, &str)]) -> Vec<String> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("structure").join(name);
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let krate = Crate::read(&root, Path::new("lib.rs"));
    cycles(&Imports::of(&krate)).iter().map(ToString::to_string).collect()
}

#[test]
fn a_cycle_through_reexports_is_found() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a/mod.rs", "mod inner; pub use inner::*;"),
        ("a/inner.rs", "pub struct A; fn f() { crate::b::f(); }"),
        ("b.rs", "use crate::a::A; pub fn f() {}"),
    ];
    assert_eq!(
        cycles_of("reexports", &files),
        ["a/inner.rs -> b.rs (crate::b::f)\nb.rs -> a/inner.rs (crate::a::A)\n"]
    );
}

#[test]
fn paths_in_macros_and_relative_paths_count() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b; pub struct A; fn f() { println!(\"{}\", b::f()); }"),
        ("b.rs", "macro_rules! m { () => { $crate::a::A } } pub fn f() {}"),
    ];
    assert_eq!(cycles_of("macros", &files), ["a.rs -> b.rs (crate::b)\nb.rs -> a.rs (crate::a::A)\n"]);
}

#[test]
fn a_file_with_code_and_submodules_counts() {
    let files = [
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod b; pub struct A; fn f() { b::f(); }"),
        ("a/b.rs", "use super::A; pub fn f() {}"),
    ];
    assert_eq!(cycles_of("code_in_mod", &files), ["a/b.rs -> a/mod.rs (super::A)\na/mod.rs -> a/b.rs (b::f)\n"]);
}

#[test]
fn tests_and_declarations_do_not_count() {
    let files = [
        ("lib.rs", "mod a; mod b; pub use a::A;"),
        ("a.rs", "use std::fmt; pub struct A; #[cfg(test)] mod tests { use crate::b::f; }"),
        ("b.rs", "use crate::A; pub fn f() {}"),
    ];
    assert_eq!(cycles_of("tests", &files), [""; 0]);
}
