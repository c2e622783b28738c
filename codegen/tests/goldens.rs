//! The code generated for each construct of XML Schema 1.0, compared with `runtime/tests/constructs/NAME/generated`.
//!
//! `UPDATE_GOLDENS=1 cargo test -p codegen` writes the files. The tests of the runtime compile them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use codegen::diagnostics::Diagnostics;
use codegen::{FileLoader, Loader, Options};
use similar::TextDiff;
use test_support::files_below;

/// Declares three tests for each construct, and the list `NAMES` of all constructs.
macro_rules! goldens {
    ($($name:ident)*) => {
        mod generated_code_equals_the_golden {
            $(
                #[test]
                fn $name() {
                    super::check(stringify!($name));
                }
            )*
        }

        mod attributes_of_other_vocabularies_change_nothing {
            $(
                #[test]
                fn $name() {
                    super::check_unchanged(stringify!($name), super::with_attributes);
                }
            )*
        }

        mod the_order_of_global_components_changes_nothing {
            $(
                #[test]
                fn $name() {
                    super::check_unchanged(stringify!($name), super::reversed);
                }
            )*
        }

        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

test_support::constructs!(goldens);

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests/constructs").join(name)
}

/// A loader that changes the text of each file.
struct Rewritten(fn(&str) -> String);

impl Loader for Rewritten {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let text = String::from_utf8(FileLoader.read(path)?).map_err(io::Error::other)?;
        Ok((self.0)(&text).into_bytes())
    }

    fn exists(&self, path: &Path) -> bool {
        FileLoader.exists(path)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        FileLoader.identity(path)
    }
}

/// Adds attributes to each start tag: with the names of all attributes of XML Schema and WSDL, but in another namespace.
fn with_attributes(text: &str) -> String {
    let names = "id name type ref base default fixed form use minOccurs maxOccurs mixed abstract block final nillable value \
                 substitutionGroup itemType memberTypes namespace processContents schemaLocation targetNamespace xpath refer \
                 elementFormDefault attributeFormDefault blockDefault finalDefault public system message part element location \
                 style soapAction parts transport";
    let attributes: String = names.split_whitespace().map(|name| format!(" other:{name}=\"?\"")).collect();
    let attributes = format!(" xmlns:other=\"urn:other\"{attributes}");
    let mut parts = text.split('<');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_alphanumeric() && c != ':').unwrap_or(part.len());
        let (tag, rest) = part.split_at(end);
        let is_start = tag.starts_with(char::is_alphabetic);
        out.extend(["<", tag, if is_start { &attributes } else { "" }, rest]);
    }
    out
}

/// Reverses the order of the global components of schemas.
fn reversed(text: &str) -> String {
    let document = roxmltree::Document::parse(text).unwrap();
    let is_component = |node: &roxmltree::Node<'_, '_>| {
        let name = node.tag_name().name();
        node.is_element() && !["include", "import", "redefine", "annotation"].contains(&name)
    };
    let mut reversed = text.to_owned();
    for schema in document.descendants().filter(|node| node.tag_name().name() == "schema") {
        let ranges: Vec<_> = schema.children().filter(is_component).map(|node| node.range()).collect();
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { continue };
        let mut components = ranges.iter().rev().map(|range| &text[range.clone()]);
        let mut parts = components.next().unwrap_or_default().to_owned();
        let between = ranges.windows(2).map(|pair| &text[pair[0].end..pair[1].start]);
        parts.extend(between.zip(components).flat_map(|(between, component)| [between, component]));
        // The length stays the same, so the ranges of other `xs:schema` elements in the file remain valid.
        reversed.replace_range(first.start..last.end, &parts);
    }
    reversed
}

/// Checks that a change of the text of its schemas does not change the code of a construct.
#[track_caller]
fn check_unchanged(name: &str, change: fn(&str) -> String) {
    let diff = unified_diff(&generate(name, &FileLoader), &generate(name, &Rewritten(change)));
    assert!(diff.is_empty(), "{diff}");
}

/// Generates the code of a construct. Returns the text of each generated file. If there are warnings or notes, the result also
/// contains them, as the file `diagnostics.txt`.
fn generate(name: &str, loader: &dyn Loader) -> BTreeMap<PathBuf, String> {
    let files = ["schema.xsd", "service.wsdl"].map(|file| folder(name).join(file));
    let files: Vec<PathBuf> = files.into_iter().filter(|file| file.is_file()).collect();
    let loaded = codegen::load(&files, loader);
    let mut diagnostics = messages(&loaded.diagnostics);
    let services = loaded.into_result().unwrap_or_else(|error| panic!("{error}"));
    let mut options = Options::new("xsd_runtime");
    options.command = "UPDATE_GOLDENS=1 cargo test".to_owned();
    let bindings = folder(name).join("bindings.toml");
    if bindings.is_file() {
        let bindings = codegen::load_bindings(&bindings, &FileLoader);
        diagnostics += &messages(&bindings.diagnostics);
        options.bindings = bindings.into_result().unwrap_or_else(|error| panic!("{error}"));
    }
    let versions = folder(name).join("since.toml");
    if versions.is_file() {
        let versions = codegen::load_versions(&versions, &options.bindings, &FileLoader);
        diagnostics += &messages(&versions.diagnostics);
        options.versions = versions.into_result().unwrap_or_else(|error| panic!("{error}"));
    }
    let generated = codegen::generate(&services, &options).unwrap();
    diagnostics += &messages(&generated.diagnostics);
    let mut files: BTreeMap<_, _> = generated.files.into_iter().collect();
    if !diagnostics.is_empty() {
        files.insert("diagnostics.txt".into(), diagnostics);
    }
    files
}

fn messages(diagnostics: &Diagnostics) -> String {
    diagnostics.iter().map(|diagnostic| format!("{:?}: {}\n", diagnostic.severity, diagnostic.message)).collect()
}

#[track_caller]
fn check(name: &str) {
    let generated = generate(name, &FileLoader);
    assert_eq!(generated, generate(name, &FileLoader), "{name} is generated differently the second time");
    let folder = folder(name).join("generated");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        update(&folder, &generated);
    }
    let diff = unified_diff(&files_below(&folder), &generated);
    assert!(diff.is_empty(), "run `UPDATE_GOLDENS=1 cargo test -p codegen` if this is intended:\n{diff}");
}

fn update(folder: &Path, files: &BTreeMap<PathBuf, String>) {
    let _ = fs::remove_dir_all(folder);
    for (path, text) in files {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), text).unwrap();
    }
}

/// Returns the differences between two folders as unified diffs. A missing file counts as empty.
fn unified_diff(old: &BTreeMap<PathBuf, String>, new: &BTreeMap<PathBuf, String>) -> String {
    let paths: BTreeSet<&PathBuf> = old.keys().chain(new.keys()).collect();
    let text = |files: &BTreeMap<PathBuf, String>, path: &PathBuf| files.get(path).cloned().unwrap_or_default();
    let diff = |path: &PathBuf| {
        let header = path.display().to_string();
        let (old, new) = (text(old, path), text(new, path));
        TextDiff::from_lines(&old, &new).unified_diff().header(&header, &header).to_string()
    };
    paths.into_iter().map(diff).collect()
}

#[test]
fn every_folder_has_a_test() {
    let entries = folder("").read_dir().unwrap().map(|entry| entry.unwrap());
    let folders: BTreeSet<String> = entries
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    assert_eq!(folders, NAMES.iter().map(|name| (*name).to_owned()).collect());
}

#[test]
fn a_diff_shows_changed_added_and_removed_files() {
    let files = |files: &[(&str, &str)]| -> BTreeMap<PathBuf, String> {
        files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())).collect()
    };
    let old = files(&[("changed.rs", "a\nb\n"), ("equal.rs", "c\n"), ("removed.rs", "d\n")]);
    let new = files(&[("added.rs", "e\n"), ("changed.rs", "a\nf\n"), ("equal.rs", "c\n")]);
    let expected = "--- added.rs\n+++ added.rs\n@@ -0,0 +1 @@\n+e\n--- changed.rs\n+++ changed.rs\n@@ -1,2 +1,2 @@\n a\n-b\n+f\n\
                    --- removed.rs\n+++ removed.rs\n@@ -1 +0,0 @@\n-d\n";
    assert_eq!(unified_diff(&old, &new), expected);
}
