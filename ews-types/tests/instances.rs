//! Every global element is read from and written to what its schema allows: an instance as small, and one as large as the
//! rules of `schema_instances` make it.
//!
//! With `EWS_INSTANCES=DIR` the instances and what was written of them are kept there, for a validator.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod content;
mod judge;
mod rewrite;
mod schemas;

use std::path::{Path, PathBuf};

use codegen::schema::QName;
use ews_types::xml::ElementEntry;
use ews_types::{messages, types};
use schema_instances::{Size, instance};

use content::content;
use judge::Judge;
use rewrite::rewrite;

#[test]
fn every_global_element() {
    let files = schemas::files(&[]);
    let (schema, judge) = (schemas::load(&files), Judge::of(&files));
    let kept = std::env::var_os("EWS_INSTANCES").map(PathBuf::from);
    let mut elements = 0;
    let mut failures = Vec::new();
    for (prefix, uri, entries) in [
        ("m", "http://schemas.microsoft.com/exchange/services/2006/messages", messages::elements::ELEMENTS),
        ("t", "http://schemas.microsoft.com/exchange/services/2006/types", types::elements::ELEMENTS),
    ] {
        let globals = schema.elements().filter(|(_, element)| element.is_global);
        for (id, element) in globals.filter(|(_, element)| element.name.namespace.as_deref() == Some(uri)) {
            elements += 1;
            for (size, label) in [(Size::Minimal, "min"), (Size::Maximal, "max")] {
                let Some(text) = instance(&schema, id, size) else {
                    assert!(element.is_abstract, "{} has no instance", element.name);
                    continue;
                };
                let name = element.name.local.to_string();
                let entry =
                    entries.iter().find(|entry| accepts(entry, &element.name)).unwrap_or_else(|| panic!("{name}"));
                let outcome = rewrite(entry, &text).and_then(|written| {
                    keep(kept.as_deref(), &format!("{prefix}-{name}-{label}"), &text, &written);
                    let again = rewrite(entry, &written)?;
                    for document in [&text, &written] {
                        let errors = judge.errors(document);
                        if !errors.is_empty() {
                            return Err(format!("not valid: {}\n{document}", errors.join("\n")));
                        }
                    }
                    if content(&text) != content(&written) || again != written {
                        return Err(format!("{}\nbecame\n{}", content(&text), content(&written)));
                    }
                    Ok(())
                });
                failures.extend(outcome.err().map(|error| format!("{prefix}:{name} {label}: {error}")));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} failed, such as\n{}",
        failures.len(),
        failures[..failures.len().min(5)].join("\n\n")
    );
    assert_eq!(elements, 313);
}

/// Whether the entry is that of the element, or of the substitution group of which it is the head.
fn accepts(entry: &ElementEntry, name: &QName) -> bool {
    entry.row.takes(&name.local)
}

fn keep(folder: Option<&Path>, name: &str, original: &str, written: &str) {
    let Some(folder) = folder else { return };
    std::fs::write(folder.join(format!("{name}.xml")), original).unwrap();
    std::fs::write(folder.join(format!("{name}-written.xml")), written).unwrap();
}
