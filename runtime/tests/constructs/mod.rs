//! The constructs of XML Schema 1.0, one folder each: a schema, the code generated from it, and instances.
//!
//! The generated code is compiled here. Tests read the instances in strict mode, and write documents with equal content. Instances
//! named `refused-*.xml` are not valid, and reading them must fail. `cargo test -p codegen` compares the code with the output of the
//! generator.
#![allow(clippy::module_inception, dead_code, unexpected_cfgs, unreachable_pub, unused_imports)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use test_support::{Validator, content, documents, read_and_write, spoken_schemas};
use xsd_runtime::{ElementEntry, Error, ErrorKind, Namespace};

/// Declares a module for each construct: its generated code, and a test of its instances.
macro_rules! constructs {
    ($($name:ident)*) => {
        $(
            pub(crate) mod $name {
                #[path = "generated/mod.rs"]
                pub(crate) mod generated;

                #[test]
                fn instances_are_read_strictly_and_written_with_equal_content() {
                    let construct = super::Construct {
                        name: stringify!($name),
                        namespaces: generated::namespaces::NAMESPACES,
                        elements: generated::ELEMENTS,
                    };
                    construct.check();
                }
            }
        )*

        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

test_support::constructs!(constructs);

/// Returns the folder of a construct.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructs").join(name)
}

/// A construct, and the tables in the code generated for it.
struct Construct {
    name: &'static str,
    namespaces: &'static [Namespace],
    elements: &'static [&'static [ElementEntry]],
}

impl Construct {
    fn check(&self) {
        let validator = Validator::new(&spoken_schemas(&folder(self.name)));
        let instances = documents(&folder(self.name));
        assert!(!instances.is_empty(), "there are no instances");
        let check = |(name, text): &(String, String)| {
            let checked = match name.starts_with("refused-") {
                true => self.check_refused(text, &validator),
                false => self.check_valid(text, &validator),
            };
            checked.err().map(|error| format!("{name}: {error}"))
        };
        let failures: Vec<String> = instances.iter().filter_map(check).collect();
        assert!(failures.is_empty(), "{} failed\n{}", failures.len(), failures.join("\n"));
    }

    fn check_refused(&self, text: &str, validator: &Validator) -> Result<(), String> {
        match self.read_and_write(text) {
            _ if validator.errors(text).is_empty() => Err("must be refused, but is valid".to_owned()),
            Ok(_) => Err("must be refused, but is read".to_owned()),
            Err(_) => Ok(()),
        }
    }

    fn check_valid(&self, text: &str, validator: &Validator) -> Result<(), String> {
        let is_valid = |text: &str| match validator.errors(text) {
            errors if errors.is_empty() => Ok(()),
            errors => Err(format!("not valid: {errors:?}\n{text}")),
        };
        is_valid(text)?;
        let written = self.read_and_write(text).map_err(|error| error.to_string())?;
        if content(&written) != content(text) {
            return Err(format!("{}became\n{}", content(text), content(&written)));
        }
        is_valid(&written)?;
        match self.read_and_write(&written) {
            Ok(rewritten) if rewritten == written => Ok(()),
            other => Err(format!("{written}\nis written differently the second time: {other:?}")),
        }
    }

    fn read_and_write(&self, text: &str) -> Result<String, Error> {
        read_and_write(text, self.namespaces, |reader| {
            let entry = self.elements.iter().copied().flatten().find(|entry| entry.is_at(reader));
            entry.ok_or_else(|| reader.error(ErrorKind::Root, "no such element"))
        })
    }
}

#[test]
fn every_folder_has_a_module() {
    let entries = folder("").read_dir().unwrap().map(|entry| entry.unwrap());
    let folders: BTreeSet<String> = entries
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    assert_eq!(folders, NAMES.iter().map(|name| (*name).to_owned()).collect());
}
