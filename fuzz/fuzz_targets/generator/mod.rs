//! Runs the generator on the bytes of a file, and checks the result.

use std::path::PathBuf;

use codegen::{MemoryLoader, Options};

/// The text of `b.xsd`, a schema that the input can include or import.
const IMPORTED: &str = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:b=\"urn:b\" targetNamespace=\"urn:b\">\
    <xs:complexType name=\"B\"><xs:sequence><xs:element name=\"c\" type=\"xs:int\"/></xs:sequence></xs:complexType>\
    <xs:element name=\"b\" type=\"b:B\"/></xs:schema>";

/// The maximum number of steps that the limits in the docs of `codegen` allow for any input. Two more steps are allowed for each
/// byte of the input and of the generated code.
const MAX_STEPS: usize = 3_000_000;

/// Generates code, and checks the result and the number of steps.
pub(crate) fn run(name: &str, bytes: &[u8]) {
    let mut output = 0;
    let steps = codegen::work::steps(|| output = generate(name, bytes));
    let size = bytes.len() + output;
    assert!(steps <= MAX_STEPS + 2 * size, "{steps} steps for {size} bytes");
}

/// Generates code and checks the result. Returns the size of the code.
fn generate(name: &str, bytes: &[u8]) -> usize {
    let loader = MemoryLoader::new().with(name, bytes).with("b.xsd", IMPORTED);
    let loaded = codegen::load(&[PathBuf::from(name)], &loader);
    let report = loaded.diagnostics.render(&loaded.sources);
    let Some(services) = loaded.value else {
        assert!(loaded.diagnostics.has_errors() && !report.is_empty(), "neither a result nor an error");
        return 0;
    };
    let generated = codegen::generate(&services, &Options::new("xsd_runtime")).unwrap_or_else(|error| panic!("{error}"));
    let _ = generated.diagnostics.render(&loaded.sources);
    for (path, text) in &generated.files {
        if let Err(error) = syn::parse_file(text) {
            panic!("{}: {error}\n{text}", path.display());
        }
    }
    generated.files.values().map(String::len).sum()
}
