//! From the bytes of a file to the text of the code for it.

use std::path::PathBuf;

use codegen::{MemoryLoader, Options};

/// What a file may include or import.
const BESIDE: &str = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:b=\"urn:b\" targetNamespace=\"urn:b\">\
    <xs:complexType name=\"B\"><xs:sequence><xs:element name=\"c\" type=\"xs:int\"/></xs:sequence></xs:complexType>\
    <xs:element name=\"b\" type=\"b:B\"/></xs:schema>";

/// Runs all stages.
pub(crate) fn run(name: &str, bytes: &[u8]) {
    let loader = MemoryLoader::new().with(name, bytes).with("b.xsd", BESIDE);
    let loaded = codegen::load(&[PathBuf::from(name)], &loader);
    let said = loaded.diagnostics.render(&loaded.sources);
    let Some(services) = loaded.value else {
        assert!(loaded.diagnostics.has_errors() && !said.is_empty(), "nothing came out and nothing is said");
        return;
    };
    let generated = codegen::generate(&services, &Options::new("ews_types")).unwrap_or_else(|error| panic!("{error}"));
    let _ = generated.diagnostics.render(&loaded.sources);
    for (path, text) in generated.files {
        if let Err(error) = syn::parse_file(&text) {
            panic!("{}: {error}\n{text}", path.display());
        }
    }
}
