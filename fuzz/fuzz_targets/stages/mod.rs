//! From the bytes of a file to the text of the code for it.

use std::path::PathBuf;

use codegen::diagnostics::Diagnostics;
use codegen::emit::{Style, files};
use codegen::model::{Bindings, model};
use codegen::wsdl::Services;
use codegen::xsd::MemoryLoader;

/// What a file may include or import.
const BESIDE: &str = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:b=\"urn:b\" targetNamespace=\"urn:b\">\
    <xs:complexType name=\"B\"><xs:sequence><xs:element name=\"c\" type=\"xs:int\"/></xs:sequence></xs:complexType>\
    <xs:element name=\"b\" type=\"b:B\"/></xs:schema>";

/// Runs all stages.
pub(crate) fn run(name: &str, bytes: &[u8]) {
    let loader = MemoryLoader::new().with(name, bytes).with("b.xsd", BESIDE);
    let loaded = Services::load(&[PathBuf::from(name)], &loader);
    let said = loaded.diagnostics.render(&loaded.sources);
    let Some(services) = loaded.value else {
        assert!(loaded.diagnostics.has_errors() && !said.is_empty(), "nothing came out and nothing is said");
        return;
    };
    let (model, notes) = model(&services.schema, &services.operations, &Bindings::default());
    let mut diagnostics = Diagnostics::default();
    notes.into_iter().for_each(|note| diagnostics.push(note));
    let _ = diagnostics.render(&loaded.sources);
    let style = Style { runtime: "ews_types".to_owned(), command: "fuzz".to_owned(), digest: String::new() };
    let files = files(&model, &style).unwrap_or_else(|error| panic!("{error}"));
    for (path, text) in files {
        if let Err(error) = syn::parse_file(&text) {
            panic!("{}: {error}\n{text}", path.display());
        }
    }
}
