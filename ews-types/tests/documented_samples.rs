//! The XML documents in the docs of operations and types. Strict mode reads the documents of operations, and an independent validator
//! accepts the documents of operations and types.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ews_types::namespaces::NAMESPACES;
use ews_types::operations;
use ews_types::soap::{Operation, OperationVisitor};
use ews_types::xml::{self, GlobalElement, Options};
use test_support::{Validator, ews_schemas, write_beside_ews_schemas};

/// The minimum number of types that have a document in their docs.
const TYPES: usize = 350;

fn generated() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/generated")
}

/// Returns the document after a heading in the docs of an item.
fn document(docs: &str, heading: &str) -> Option<String> {
    let (_, section) = docs.split_once(&format!("# {heading}\n\n```xml\n"))?;
    Some(section.split_once("```")?.0.to_owned())
}

/// Returns each doc comment in a file, with the line of code after it.
fn items(text: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    let mut docs = String::new();
    for line in text.lines() {
        match line.trim_start().strip_prefix("///") {
            Some(comment) => docs += &format!("{}\n", comment.strip_prefix(' ').unwrap_or(comment)),
            None if line.trim_start().starts_with('#') => {}
            None => found.push((std::mem::take(&mut docs), line.trim())),
        }
    }
    found.retain(|(docs, _)| !docs.is_empty());
    found
}

struct Reading {
    validator: Validator,
    /// The docs of the operations. The keys are the names of the operations.
    docs: BTreeMap<String, String>,
    failures: Vec<String>,
}

impl Reading {
    fn check<E: GlobalElement>(&mut self, operation: &str, heading: &str) {
        let checked = match self.docs.get(operation).and_then(|docs| document(docs, heading)) {
            Some(document) => self.read::<E>(&document).map_err(|error| format!("{error}\n{document}")),
            None => Err(format!("there is no {heading}")),
        };
        self.failures.extend(checked.err().map(|error| format!("{operation}: {error}")));
    }

    fn read<E: GlobalElement>(&self, document: &str) -> Result<(), String> {
        let value: E = Options::new().strict(true).from_str(document).map_err(|error| error.to_string())?;
        xml::to_string(&value).map_err(|error| error.to_string())?;
        let errors = self.validator.errors(document);
        if errors.is_empty() { Ok(()) } else { Err(errors.join("\n")) }
    }
}

impl OperationVisitor for Reading {
    fn visit<O: Operation>(&mut self) {
        self.check::<O::Request>(O::NAME, "Request");
        self.check::<O::Response>(O::NAME, "Response");
        // Doc tests run the examples.
        for section in ["# Example\n\n```\nuse ews_types::", "# Response codes\n\n"] {
            if !self.docs.get(O::NAME).is_some_and(|docs| docs.contains(section)) {
                self.failures.push(format!("{}: there is no section {section:?}", O::NAME));
            }
        }
    }
}

#[test]
fn documents_of_operations_are_read_in_strict_mode() {
    let text = fs::read_to_string(generated().join("operations.rs")).unwrap();
    let name = |line: &str| Some(line.split_once("(\"")?.1.split_once('"')?.0.to_owned());
    let docs = items(&text).into_iter().filter_map(|(docs, line)| Some((name(line)?, docs))).collect();
    let mut reading = Reading { validator: Validator::new(&ews_schemas()), docs, failures: Vec::new() };
    operations::each_operation(&mut reading);
    assert!(reading.failures.is_empty(), "{} failed:\n{}", reading.failures.len(), reading.failures.join("\n"));
}

#[test]
fn documents_of_types_are_valid() {
    let mut documents = Vec::new();
    for folder in ["messages", "types"] {
        for entry in fs::read_dir(generated().join(folder)).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            for (docs, _) in items(&text) {
                let Some(document) = document(&docs, "XML") else { continue };
                let (_, name) = docs.split_once("Schema type `").unwrap();
                documents.push((name.split_once('`').unwrap().0.to_owned(), document));
            }
        }
    }
    assert!(documents.len() >= TYPES, "{} types have a document", documents.len());

    // The root elements of the documents are local in the schemas, so the test declares a global element for each type.
    let uris: String = NAMESPACES.iter().map(|known| format!(" xmlns:{}=\"{}\"", known.prefix, known.uri)).collect();
    let import = |known: &xml::Namespace| match known.uri.ends_with("/messages") || known.uri.ends_with("/types") {
        true => format!("<xs:import namespace=\"{}\"/>", known.uri),
        false => String::new(),
    };
    let imports: String = NAMESPACES.iter().map(import).collect();
    let elements: String = documents
        .iter()
        .map(|(name, _)| format!("<xs:element name=\"{}\" type=\"{name}\"/>", name.replace(':', "-")))
        .collect();
    let schema = format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:samples\"{uris}>{imports}{elements}\
         </xs:schema>"
    );
    let mut files = ews_schemas();
    files.push(write_beside_ews_schemas("samples.xsd", &schema));
    let validator = Validator::new(&files);
    let mut failures = Vec::new();
    for (ty, document) in &documents {
        let name = document.trim_start_matches('<').split([' ', '>', '/', '\n']).next().unwrap();
        let xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
        let start = format!("<s:{} xmlns:s=\"urn:samples\" {xsi}{uris}", ty.replace(':', "-"));
        let renamed = document.replacen(&format!("<{name}"), &start, 1);
        let renamed = match renamed.rsplit_once(&format!("</{name}>")) {
            Some((before, _)) => format!("{before}</s:{}>", ty.replace(':', "-")),
            None => renamed,
        };
        let errors = validator.errors(&renamed);
        if !errors.is_empty() {
            failures.push(format!("{ty}: {}\n{renamed}", errors.join("\n")));
        }
    }
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
}
