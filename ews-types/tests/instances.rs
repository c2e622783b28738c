//! The smallest and the largest instance of every global element, read and written again.
//!
//! If `EWS_INSTANCES` names a folder, the instances and the written documents are saved there for other validators.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::schema::{ElementId, Schema};
use ews_types::namespaces::NAMESPACES;
use ews_types::xml::ElementEntry;
use ews_types::{messages, types};
use test_support::instances::{Size, instance};
use test_support::{Validator, content, ews_schemas, load_schema, read_and_write};

/// Checks an instance of each global element in a namespace, of the given size.
struct Instances {
    schema: Schema,
    validator: Validator,
    folder: Option<PathBuf>,
    size: Size,
    label: &'static str,
}

impl Instances {
    fn new(size: Size, label: &'static str) -> Self {
        Self {
            schema: load_schema(&ews_schemas()),
            validator: Validator::new(&ews_schemas()),
            folder: std::env::var_os("EWS_INSTANCES").map(PathBuf::from),
            size,
            label,
        }
    }

    #[track_caller]
    fn check(&self, prefix: &str, module: &str, entries: &[ElementEntry], expected: usize) {
        let uri = format!("http://schemas.microsoft.com/exchange/services/2006/{module}");
        let globals: Vec<ElementId> = self
            .schema
            .elements()
            .filter(|(_, element)| element.is_global && element.name.namespace.as_deref() == Some(uri.as_str()))
            .map(|(id, _)| id)
            .collect();
        let failures: Vec<String> =
            globals.iter().filter_map(|&id| self.check_element(prefix, id, entries).err()).collect();
        let shown = failures[..failures.len().min(5)].join("\n\n");
        assert!(failures.is_empty(), "{} failed, such as\n{shown}", failures.len());
        assert_eq!(globals.len(), expected);
    }

    fn check_element(&self, prefix: &str, id: ElementId, entries: &[ElementEntry]) -> Result<(), String> {
        let element = self.schema.element(id);
        let name = &element.name.local;
        let Some(text) = instance(&self.schema, id, self.size) else {
            assert!(element.is_abstract, "{name} has no instance");
            return Ok(());
        };
        // Members of a substitution group have no entry of their own: the entry of the head accepts them.
        let entry = entries.iter().find(|entry| entry.row.takes(name)).unwrap_or_else(|| panic!("{name}"));
        let checked = rewrite(entry, &text).and_then(|written| {
            self.save(&format!("{prefix}-{name}-{}", self.label), &text, &written);
            let rewritten = rewrite(entry, &written)?;
            for document in [&text, &written] {
                let errors = self.validator.errors(document);
                if !errors.is_empty() {
                    return Err(format!("not valid: {}\n{document}", errors.join("\n")));
                }
            }
            if content(&text) != content(&written) || rewritten != written {
                return Err(format!("{}\nbecame\n{}", content(&text), content(&written)));
            }
            Ok(())
        });
        checked.map_err(|error| format!("{prefix}:{name} {}: {error}", self.label))
    }

    fn save(&self, name: &str, original: &str, written: &str) {
        let Some(folder) = self.folder.as_deref() else { return };
        let path = |name: &str| -> PathBuf { Path::new(folder).join(name) };
        fs::write(path(&format!("{name}.xml")), original).unwrap();
        fs::write(path(&format!("{name}-written.xml")), written).unwrap();
    }
}

fn rewrite(entry: &ElementEntry, text: &str) -> Result<String, String> {
    read_and_write(text, NAMESPACES, |_| Ok(entry)).map_err(|error| error.to_string())
}

/// The number of global elements in the namespace of messages, and in all namespaces.
const MESSAGES: usize = 268;
const ALL: usize = 314;

#[test]
fn smallest_messages_are_written_with_equal_content() {
    Instances::new(Size::Minimal, "min").check("m", "messages", messages::elements::ELEMENTS, MESSAGES);
}

#[test]
fn largest_messages_are_written_with_equal_content() {
    Instances::new(Size::Maximal, "max").check("m", "messages", messages::elements::ELEMENTS, MESSAGES);
}

#[test]
fn smallest_types_are_written_with_equal_content() {
    Instances::new(Size::Minimal, "min").check("t", "types", types::elements::ELEMENTS, ALL - MESSAGES);
}

#[test]
fn largest_types_are_written_with_equal_content() {
    Instances::new(Size::Maximal, "max").check("t", "types", types::elements::ELEMENTS, ALL - MESSAGES);
}
