//! The features in bindings.toml, and the parts of the code that they enable.

use std::path::{Path, PathBuf};

use codegen::model::Bindings;
use codegen::{Generated, MemoryLoader, Options};

/// The type `Zoo` is a choice of `Bird` and `Cat`. The types of both contain an element of type `Legs`. Nothing refers to the type
/// `Plant`.
const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
  <xs:complexType name="Zoo"><xs:choice maxOccurs="unbounded">
    <xs:element name="Bird" type="t:Bird"/><xs:element name="Cat" type="t:Cat"/>
  </xs:choice></xs:complexType>
  <xs:complexType name="Bird"><xs:sequence><xs:element name="Legs" type="t:Legs"/></xs:sequence></xs:complexType>
  <xs:complexType name="Cat"><xs:sequence><xs:element name="Legs" type="t:Legs"/></xs:sequence></xs:complexType>
  <xs:complexType name="Legs"><xs:attribute name="count" type="xs:int"/></xs:complexType>
  <xs:complexType name="Plant"><xs:attribute name="height" type="xs:int"/></xs:complexType>
  <xs:element name="Zoo" type="t:Zoo"/>
</xs:schema>"#;

fn generate(bindings: &str) -> Generated {
    let loader = MemoryLoader::new().with("a.xsd", SCHEMA);
    let services = codegen::load(&[PathBuf::from("a.xsd")], &loader).into_result().unwrap();
    let mut options = Options::new("crate");
    let namespace = "[namespaces]\n'urn:t' = { module = 'types', prefix = 't' }\n";
    options.bindings = Bindings::parse(&format!("{bindings}\n{namespace}")).unwrap();
    codegen::generate(&services, &options).unwrap()
}

/// Checks which feature enables each module. `expected` contains the names of the modules in order, each with its feature, or with `-`
/// if the module is in every build.
#[track_caller]
fn check(bindings: &str, expected: &[(&str, &str)]) {
    let generated = generate(bindings);
    let mut features = Vec::new();
    let mut feature = "-";
    for line in generated.files[Path::new("types/mod.rs")].lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("#[cfg(feature = \"") {
            feature = rest.trim_end_matches("\")]");
        } else if let Some((file, _)) = line.split_once(": ").filter(|_| line.ends_with(';')) {
            features.push((file, std::mem::replace(&mut feature, "-")));
        }
    }
    assert_eq!(features, expected);
}

mod a_file_has_the_feature {
    use super::*;

    test_support::cases! { check {
        none_without_features: (
            "",
            &[("bird", "-"), ("cat", "-"), ("legs", "-"), ("plant", "-"), ("zoo", "-")],
        );
        that_lists_its_type_and_not_those_of_types_with_it_as_an_alternative: (
            "[features]\ncats = ['t:Cat']\nzoos = ['t:Zoo']",
            &[("bird", "zoos"), ("cat", "cats"), ("legs", "_legs"), ("plant", "-"), ("zoo", "zoos")],
        );
        that_lists_an_element_of_its_type: (
            "[features]\nzoos = ['t:Zoo']\nother = ['*']",
            &[("bird", "zoos"), ("cat", "zoos"), ("legs", "zoos"), ("plant", "other"), ("zoo", "zoos")],
        );
        none_if_every_build_contains_it: (
            "always = ['t:Bird']\n[features]\nzoos = ['t:Zoo']\nother = ['*']",
            &[("bird", "-"), ("cat", "zoos"), ("legs", "-"), ("plant", "other"), ("zoo", "zoos")],
        );
    }}
}

#[test]
fn the_manifest_lists_shared_features() {
    let generated = generate("[features]\ncats = ['t:Cat']\nzoos = ['t:Zoo']");
    let expected = "all-operations = [\n    \"cats\",\n    \"zoos\",\n]\n\
                    cats = [\n    \"_legs\",\n]\nzoos = [\n    \"_legs\",\n]\n_legs = []\n";
    assert_eq!(codegen::emit::features(&generated.model, &Default::default()), expected);
    let hidden = "#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = \"_legs\"))))]\n";
    assert_eq!(codegen::emit::hidden_features(&generated.model, &Default::default()), hidden);
}

#[test]
fn the_default_variant_of_an_enum_is_in_every_build() {
    let generated = generate("always = ['t:Zoo']\n[features]\nbirds = ['t:Bird']");
    let zoo = &generated.files[Path::new("types/zoo.rs")];
    assert!(zoo.contains("default Cat"), "{zoo}");
}

#[test]
fn an_entry_that_names_nothing_is_a_warning() {
    let generated = generate("always = ['t:Fish']\n[features]\nzoos = ['t:Zoo', 'GetZoo']");
    let report = generated.diagnostics.render(&codegen::diagnostics::Sources::default());
    for entry in ["t:Fish", "GetZoo"] {
        assert!(report.contains(&format!("refers to `{entry}`")), "{report}");
    }
}
