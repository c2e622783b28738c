//! Every construct of XML Schema 1.0, in a small schema of its own below `constructs/`: what is generated for it is the golden
//! beside it, which is compiled here, reads its instances strictly and writes the same again. `refused-*.xml` are not read.
//!
//! `UPDATE_GOLDENS=1 cargo test -p ews-types --test constructs` writes the goldens anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::module_inception,
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports
)]

mod content;
mod judge;
mod schemas;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::emit::{Style, files};
use codegen::model::{Bindings, model};
use ews_types::xml::{ElementEntry, Error, ErrorKind, Namespace, Options, Reader, Step, Writer};
use similar::TextDiff;

use content::content;
use judge::Judge;

/// A construct, and the tables of what is generated for it.
struct Construct {
    name: &'static str,
    namespaces: &'static [Namespace],
    elements: &'static [&'static [ElementEntry]],
}

macro_rules! constructs {
    ($($name:ident: $path:literal;)*) => {
        $(
            #[path = $path]
            mod $name;
        )*
        const CONSTRUCTS: &[Construct] = &[$(Construct {
            name: stringify!($name),
            namespaces: $name::namespaces::NAMESPACES,
            elements: $name::ELEMENTS,
        }),*];
    };
}

constructs! {
    abstract_type: "constructs/abstract_type/generated/mod.rs";
    all: "constructs/all/generated/mod.rs";
    annotation: "constructs/annotation/generated/mod.rs";
    anonymous_types: "constructs/anonymous_types/generated/mod.rs";
    any: "constructs/any/generated/mod.rs";
    any_attribute: "constructs/any_attribute/generated/mod.rs";
    any_type: "constructs/any_type/generated/mod.rs";
    attribute_group: "constructs/attribute_group/generated/mod.rs";
    bounded_occurs: "constructs/bounded_occurs/generated/mod.rs";
    built_in_types: "constructs/built_in_types/generated/mod.rs";
    chameleon_include: "constructs/chameleon_include/generated/mod.rs";
    circular_references: "constructs/circular_references/generated/mod.rs";
    complex_extension: "constructs/complex_extension/generated/mod.rs";
    complex_restriction: "constructs/complex_restriction/generated/mod.rs";
    default_and_fixed: "constructs/default_and_fixed/generated/mod.rs";
    empty: "constructs/empty/generated/mod.rs";
    form: "constructs/form/generated/mod.rs";
    global_attributes: "constructs/global_attributes/generated/mod.rs";
    group: "constructs/group/generated/mod.rs";
    identity_constraints: "constructs/identity_constraints/generated/mod.rs";
    import: "constructs/import/generated/mod.rs";
    import_xml_namespace: "constructs/import_xml_namespace/generated/mod.rs";
    include: "constructs/include/generated/mod.rs";
    list: "constructs/list/generated/mod.rs";
    mixed: "constructs/mixed/generated/mod.rs";
    names: "constructs/names/generated/mod.rs";
    nested_particles: "constructs/nested_particles/generated/mod.rs";
    nillable: "constructs/nillable/generated/mod.rs";
    no_namespace: "constructs/no_namespace/generated/mod.rs";
    recursive: "constructs/recursive/generated/mod.rs";
    repeated_choice: "constructs/repeated_choice/generated/mod.rs";
    simple_content_extension: "constructs/simple_content_extension/generated/mod.rs";
    simple_content_restriction: "constructs/simple_content_restriction/generated/mod.rs";
    simple_restriction: "constructs/simple_restriction/generated/mod.rs";
    substitution_abstract_head: "constructs/substitution_abstract_head/generated/mod.rs";
    substitution_concrete_head: "constructs/substitution_concrete_head/generated/mod.rs";
    union: "constructs/union/generated/mod.rs";
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructs").join(name)
}

/// What is generated for a construct, by its path.
fn generate(name: &str) -> Vec<(PathBuf, String)> {
    let schema = schemas::load(&[folder(name).join("schema.xsd")]);
    let (model, _) = model(&schema, &[], &Bindings::default());
    let style =
        Style { runtime: "ews_types".into(), command: "UPDATE_GOLDENS=1 cargo test".into(), digest: "none".into() };
    files(&model, &style).unwrap().into_iter().collect()
}

/// How the goldens of a construct differ from what is generated; empty if they do not.
fn check_golden(name: &str) -> String {
    let generated = generate(name);
    assert_eq!(generated, generate(name), "{name} is generated differently the second time");
    let goldens = folder(name).join("generated");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        let _ = fs::remove_dir_all(&goldens);
        for (below, text) in &generated {
            fs::create_dir_all(goldens.join(below).parent().unwrap()).unwrap();
            fs::write(goldens.join(below), text).unwrap();
        }
    }
    let mut diff = String::new();
    let paths: BTreeSet<PathBuf> = generated.iter().map(|(below, _)| goldens.join(below)).collect();
    for (below, text) in &generated {
        let golden = fs::read_to_string(goldens.join(below)).unwrap_or_default();
        let path = format!("{name}/{}", below.display());
        diff += &TextDiff::from_lines(&golden, text).unified_diff().header(&path, &path).to_string();
    }
    let old = files_below(&goldens);
    diff + &old
        .difference(&paths)
        .map(|path| format!("{} is generated no longer\n", path.display()))
        .collect::<String>()
}

fn files_below(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { BTreeSet::from([path]) }).collect()
}

/// The instances of a construct: name and text.
fn instances(name: &str) -> Vec<(String, String)> {
    let paths = fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path());
    let mut instances: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    instances.sort();
    instances
}

/// Reads strictly and writes again.
fn rewrite(construct: &Construct, text: &str) -> Result<String, Error> {
    let mut reader = Reader::new(text, construct.namespaces, Options::new().strict(true));
    let mut writer = Writer::new(construct.namespaces);
    assert!(matches!(reader.step(), Ok(Step::Start)), "{text}");
    let entry = construct.elements.iter().copied().flatten().find(|entry| entry.is_at(&reader));
    let entry = entry.ok_or_else(|| reader.error(ErrorKind::Root, "no such element"))?;
    (entry.rewrite)(&mut reader, &mut writer)?;
    Ok(writer.finish())
}

/// What is wrong with the instances of a construct.
fn check_instances(construct: &Construct) -> Vec<String> {
    let name = construct.name;
    let judge = Judge::of(&[folder(name).join("schema.xsd")]);
    let wrong = |(instance, text): (String, String)| {
        let outcome = rewrite(construct, &text);
        let is_valid = judge.errors(&text).is_empty();
        if is_valid == instance.starts_with("refused-") {
            return Some(format!("{name}/{instance}: valid is {is_valid}: {:?}", judge.errors(&text)));
        }
        if instance.starts_with("refused-") {
            return outcome.is_ok().then(|| format!("{name}/{instance} is read"));
        }
        match outcome {
            Err(error) => Some(format!("{name}/{instance}: {error}")),
            Ok(written) if content(&written) != content(&text) => {
                Some(format!("{name}/{instance}\n{}became\n{}", content(&text), content(&written)))
            }
            Ok(written) if !judge.errors(&written).is_empty() => {
                Some(format!("{name}/{instance}: what is written is not valid: {:?}", judge.errors(&written)))
            }
            Ok(written) => {
                (rewrite(construct, &written).unwrap() != written).then(|| format!("{name}/{instance} changes"))
            }
        }
    };
    instances(name).into_iter().filter_map(wrong).collect()
}

#[test]
fn the_goldens_are_what_is_generated() {
    let diff: String = CONSTRUCTS.iter().map(|construct| check_golden(construct.name)).collect();
    assert!(diff.is_empty(), "run UPDATE_GOLDENS=1 cargo test, and read what changes:\n{diff}");
}

#[test]
fn instances_are_read_strictly_and_written_the_same() {
    let wrong: Vec<String> = CONSTRUCTS.iter().flat_map(check_instances).collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_folder_is_a_construct() {
    let folders = fs::read_dir(folder("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let listed = CONSTRUCTS.iter().map(|construct| construct.name.to_owned());
    assert_eq!(folders.collect::<BTreeSet<_>>(), listed.collect());
}
