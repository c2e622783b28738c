//! The table `spoken` of bindings.toml: errors in its entries, and schemas rewritten to agree with it.

use std::path::PathBuf;

use codegen::{Bindings, Loader as _, MemoryLoader, Options, state_spoken};
use test_support::cases;

const TYPES: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t"
    elementFormDefault="qualified">
  <xs:complexType name="List"><xs:sequence>
    <!-- An item. -->
    <xs:element name="Item" type="ItemType" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="ItemType"><xs:sequence>
    <xs:element name="Name" type="xs:string" minOccurs="0" form="qualified"/>
    <xs:element name="Nameless"><xs:simpleType><xs:restriction base="xs:int"/></xs:simpleType></xs:element>
  </xs:sequence></xs:complexType>
</xs:schema>"#;

const MESSAGES: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" xmlns:m="urn:m"
    targetNamespace="urn:m" elementFormDefault="qualified">
  <xs:import namespace="urn:t" schemaLocation="types.xsd"/>
  <xs:element name="Answer" type="m:AnswerType"/>
  <xs:complexType name="AnswerType"><xs:sequence>
    <xs:element name="Items" type="t:List" minOccurs="0"/>
  </xs:sequence></xs:complexType>
</xs:schema>"#;

fn bindings(entries: &str) -> Bindings {
    let text = format!(
        "[namespaces]\n'urn:t' = {{ module = 'types', prefix = 't' }}\n'urn:m' = {{ module = 'messages', prefix = 'm' }}\n\
         [spoken]\n{entries}\n"
    );
    Bindings::parse(&text).unwrap()
}

fn loader() -> MemoryLoader {
    MemoryLoader::new().with("types.xsd", TYPES).with("messages.xsd", MESSAGES)
}

/// Generates code and returns the error, if there is one.
fn error(bindings: Bindings) -> Option<String> {
    let services = codegen::load(&[PathBuf::from("messages.xsd")], &loader()).into_result().unwrap();
    let mut options = Options::new("xml");
    options.bindings = bindings;
    codegen::generate(&services, &options).err().map(|error| error.to_string())
}

/// Checks that the error for an entry of the table `spoken` contains each text in `expected`, or that there is no error if `expected`
/// is empty.
fn check(entry: &str, expected: &[&str]) {
    let error = error(bindings(entry)).unwrap_or_default();
    let is_expected = expected.iter().all(|part| error.contains(part)) && error.is_empty() == expected.is_empty();
    assert!(is_expected, "{error:?}");
}

cases! { check {
    the_item_of_a_list: ("'m:AnswerType/Items/Item' = 'm'", &[]);
    the_item_of_a_type: ("'t:List/Item' = 'm'", &[]);
    a_member: ("'t:ItemType/Name' = 'm'", &[]);
    a_misspelled_item: (
        "'m:AnswerType/Items/Itme' = 'm'",
        &["the schemas contain no element `m:AnswerType/Items/Itme`", "bindings.toml:5", "did you mean `m:AnswerType/Items/Item`?"],
    );
    a_misspelled_type: ("'t:ItemTipe/Name' = 'm'", &["did you mean `t:ItemType/Name`?"]);
    an_unknown_element: ("'t:Absent/Everything' = 'm'", &["contain no element", "fix the path, or remove the line"]);
    a_member_of_the_type_of_an_item: ("'m:AnswerType/Items/Name' = 'm'", &["contain no element"]);
    an_unknown_prefix: ("'t:ItemType/Name' = 'x'", &["`x` is not the prefix of a namespace", "use one of m, t"]);
    not_a_prefix: ("'t:ItemType/Name' = 'urn:m'", &["use one of m, t"]);
} }

#[test]
fn other_schemas_can_lack_elements() {
    assert_eq!(error(bindings("'t:Absent/Name' = 'm'").for_other_schemas()), None);
    assert!(error(bindings("'t:ItemType/Name' = 'x'").for_other_schemas()).is_some());
}

/// Returns the texts of the two schemas after `state_spoken` has rewritten them to agree with an entry of the table `spoken`.
fn stated(entry: &str) -> Result<Vec<String>, String> {
    let schemas = [("messages.xsd".into(), MESSAGES.to_owned()), ("types.xsd".into(), TYPES.to_owned())];
    state_spoken(&schemas, &bindings(entry))
}

/// Returns the rows of elements in the code that is generated from the rewritten schemas, with an empty table `spoken`.
fn rows(entry: &str) -> String {
    let texts = stated(entry).unwrap();
    let loader = MemoryLoader::new().with("messages.xsd", texts[0].as_str()).with("types.xsd", texts[1].as_str());
    assert!(loader.exists("types.xsd".as_ref()));
    let services = codegen::load(&[PathBuf::from("messages.xsd")], &loader).into_result().unwrap();
    let mut options = Options::new("xml");
    options.bindings = bindings("");
    let generated = codegen::generate(&services, &options).unwrap();
    let texts = generated.files.values().flat_map(|text| text.lines());
    texts.filter(|line| line.contains(": element(")).map(|line| format!("{}\n", line.trim())).collect()
}

#[test]
fn a_schema_states_the_items_of_a_list() {
    let rows = rows("'m:AnswerType/Items/Item' = 'm'");
    assert!(rows.contains("items: element(M, \"Items\").wraps(&element(M, \"Item\").occurs(0, MANY));"), "{rows}");
}

#[test]
fn a_schema_states_a_member() {
    let rows = rows("'t:ItemType/Name' = 'm'");
    assert!(rows.contains("name: element(M, \"Name\");"), "{rows}");
    assert!(rows.contains("nameless: element(T, \"Nameless\").required();"), "{rows}");
}

/// Checks the error of `state_spoken` for an entry with which no schema can agree.
fn check_unstated(entry: &str, expected: &str) {
    let error = stated(entry).unwrap_err();
    assert!(error.contains(expected), "{error}");
}

cases! { check_unstated {
    an_item_in_a_third_namespace: ("'m:AnswerType/Items/Item' = 't'", "in the target namespace of the schema that contains the list");
    an_anonymous_type: ("'t:ItemType/Nameless' = 'm'", "the type is anonymous");
    an_absent_type: ("'t:Absent/Name' = 'm'", "no schema has a type or group `Absent`");
    an_absent_element: ("'t:ItemType/Absent' = 'm'", "declares no element `Absent`");
} }
