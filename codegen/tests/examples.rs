//! The docs of operations: Rust examples and response codes.

use std::path::{Path, PathBuf};

use codegen::{Bindings, Documentation, MemoryLoader, Options};

const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"
    elementFormDefault="qualified">
  <xs:element name="Order" type="t:OrderType"/>
  <xs:element name="Receipt" type="t:ReceiptType"/>
  <xs:element name="Version" type="xs:string"/>
  <xs:complexType name="OrderType"><xs:sequence>
    <xs:element name="Lines"><xs:complexType><xs:sequence><xs:element name="Line" type="t:LineType" maxOccurs="unbounded"/>
      </xs:sequence></xs:complexType></xs:element>
    <xs:element name="Due" type="xs:date"/>
    <xs:choice><xs:element name="Card" type="t:CardType"/><xs:element name="Voucher" type="xs:string"/>
      <xs:element name="Code" type="xs:string"/></xs:choice>
    <xs:element name="Result" type="t:ResultType" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="LineType"><xs:sequence><xs:element name="Article" type="xs:string"/></xs:sequence>
    <xs:attribute name="count" type="xs:int" use="required"/>
    <xs:attribute name="weight" type="xs:short"/><xs:attribute name="code" type="xs:long"/></xs:complexType>
  <xs:complexType name="CardType"><xs:sequence><xs:element name="Number" type="xs:string"/>
    <xs:element name="Holder" type="xs:string"/></xs:sequence></xs:complexType>
  <xs:complexType name="ReceiptType"><xs:sequence>
    <xs:element name="Result" type="t:ResultType"/>
    <xs:element name="Lines"><xs:complexType><xs:sequence><xs:element name="Line" type="t:LineType" maxOccurs="unbounded"/>
      </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType>
  <xs:simpleType name="ResultType"><xs:restriction base="xs:string"><xs:enumeration value="Paid"/>
    <xs:enumeration value="SoldOut"/><xs:enumeration value="Busy"/></xs:restriction></xs:simpleType>
</xs:schema>"#;

const SERVICE: &str = r#"<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:w="urn:w" xmlns:t="urn:t" targetNamespace="urn:w">
  <wsdl:types><xs:schema><xs:import namespace="urn:t" schemaLocation="t.xsd"/></xs:schema></wsdl:types>
  <wsdl:message name="In"><wsdl:part name="body" element="t:Order"/><wsdl:part name="version" element="t:Version"/></wsdl:message>
  <wsdl:message name="Out"><wsdl:part name="body" element="t:Receipt"/></wsdl:message>
  <wsdl:portType name="Port">
    <wsdl:operation name="PlaceOrder"><wsdl:input message="w:In"/><wsdl:output message="w:Out"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Binding" type="w:Port">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="PlaceOrder">
      <soap:operation soapAction="urn:place"/>
      <wsdl:input><soap:header message="w:In" part="version" use="literal"/><soap:body parts="body" use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
</wsdl:definitions>"#;

/// Returns the text of bindings.toml, with a table `samples` that contains the given lines.
fn bindings(samples: &str) -> String {
    format!(
        "versions = [{{ name = 'V1', title = 'release 1' }}, {{ name = 'V2', title = 'release 2' }}]\n\
         [namespaces]\n'urn:t' = {{ module = 't', prefix = 't' }}\n[samples]\n{samples}"
    )
}

const SENTENCES: &str = "['t:ResultType']\n'=SoldOut' = 'No article is left.'\n'=Busy' = 'Repeat the order later.'\n";

/// Returns the docs of the operations, without comment markers.
fn docs(samples: &str, documentation: &str) -> String {
    docs_of("operations.rs", &bindings(samples), documentation, "")
}

/// Returns a generated file without comment markers. `since` is the text of since.toml; empty if there is no such file.
fn docs_of(file: &str, bindings: &str, documentation: &str, since: &str) -> String {
    let loader = MemoryLoader::new().with("t.xsd", SCHEMA).with("t.wsdl", SERVICE).with("since.toml", since);
    let services = codegen::load(&["t.wsdl".into()], &loader).into_result().unwrap();
    let mut options = Options::new("xml");
    options.bindings = Bindings::parse(bindings).unwrap();
    options.documentation = read(documentation);
    if !since.is_empty() {
        let versions = codegen::load_versions(Path::new("since.toml"), &options.bindings, &loader);
        options.versions = versions.into_result().unwrap();
    }
    let text = codegen::generate(&services, &options).unwrap().files.remove(Path::new(file)).unwrap();
    let lines = text.lines().map(str::trim_start);
    lines.map(|line| line.trim_start_matches("//!").trim_start_matches("///").to_owned() + "\n").collect()
}

fn read(documentation: &str) -> Documentation {
    let loader = MemoryLoader::new().with("docs.toml", documentation);
    codegen::load_documentation(&[PathBuf::from("docs.toml")], &loader).into_result().unwrap()
}

/// Checks that `docs` contains the lines of `expected` in sequence. Each line of `docs` begins with the space after the comment
/// marker.
#[track_caller]
fn check(docs: &str, expected: &str) {
    let expected: String =
        expected.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!(" {line}\n") }).collect();
    assert!(docs.contains(&expected), "{expected}is not in\n{docs}");
}

const EXAMPLES: &str = "[examples]\ncrate = 'shop'\n't:Version' = '.oldest_version()'\n";

#[test]
fn an_example_builds_the_request_and_reads_the_response() {
    let docs = docs(EXAMPLES, "");
    let imports = "use shop::t::{CardType, ResultType};\nuse shop::t::elements::Order;\nuse shop::{soap, xml};\n";
    check(&docs, imports);
    let expected = r#"
let body = xml::build!(Order {
    lines: [{ count: 1, article: "article" }],
    due: "2026-03-02".parse::<xml::Date>()?,
    card_or_voucher_or_code: CardType { number: "number", holder: "holder" },
    result: ResultType::Paid,
});
let request = soap::request(&body).oldest_version();
let response = request.send(post)?;
println!("result: {:?}", response.body.result);
for line in &response.body.lines {
    println!("count: {:?}", line.count);
    println!("article: {:?}", line.article);
}
# assert!(body == xml::from_str(REQUEST)?);
"#;
    check(&docs, expected);
}

#[test]
fn members_can_be_chosen_inside_one_message_and_for_the_docs_of_a_type() {
    let chosen = "'t:LineType' = '@count @code'\n't:LineType/.' = '@weight'\n";
    let of_operation = docs(&format!("{chosen}{EXAMPLES}"), "");
    assert!(of_operation.contains("code=\"") && !of_operation.contains("weight=\""), "{of_operation}");
    let of_type = docs_of("t/line_type.rs", &bindings(chosen), "", "");
    assert!(of_type.contains("weight=\"") && !of_type.contains("code=\""), "{of_type}");
}

#[test]
fn a_prelude_replaces_all_imports() {
    let docs = docs(&format!("{EXAMPLES}prelude = 'prelude'\n"), "");
    check(&docs, "```\nuse shop::prelude::*;\n");
    check(&docs, "let body = build!(Order {\n");
}

#[test]
fn an_alternative_that_does_not_convert_has_its_variant() {
    let docs = docs(&format!("'t:OrderType/choice' = 'Voucher'\n{EXAMPLES}"), "");
    check(&docs, "    card_or_voucher_or_code: OrderCardOrVoucherOrCode::Voucher(\"voucher\".into()),\n");
}

#[test]
fn a_number_that_is_not_converted_states_its_type() {
    let docs = docs(&format!("'t:LineType' = '@weight @code'\n{EXAMPLES}"), "");
    check(&docs, "    lines: [{ code: 1, count: 1, weight: 1_i16, article: \"article\" }],\n");
}

#[test]
fn a_secret_is_exposed() {
    let bindings = format!("secrets = ['t:LineType/Article']\n{}", bindings(EXAMPLES));
    let docs = docs_of("operations.rs", &bindings, "", "");
    check(&docs, "    println!(\"article: {:?}\", line.article.expose());\n");
}

#[test]
fn without_the_name_of_the_crate_there_is_no_example() {
    assert!(!docs("", "").contains("# Example"));
}

#[test]
fn response_codes_have_their_sentences() {
    let codes = "[operation_codes]\ntype = 't:ResultType'\n'*' = 'Busy'\nPlaceOrder = 'SoldOut'\n";
    let docs = docs("", &format!("{codes}{SENTENCES}"));
    let table = "# Response codes\n\n| code | meaning |\n| --- | --- |\n| [`SoldOut`](super::t::ResultType::SoldOut) | No article is left. |\n";
    check(&docs, table);
    let common = "# Response codes of any operation\n\n| code | meaning |\n| --- | --- |\n| [`Busy`](super::t::ResultType::Busy) | Repeat the order later. |\n";
    check(&docs, common);
}

const CODES: &str = "[operation_codes]\ntype = 't:ResultType'\nPlaceOrder = 'SoldOut'\n";

#[test]
fn a_response_code_that_is_newer_than_the_operation_has_its_version() {
    let row = |since: &str| docs_of("operations.rs", &bindings(""), &format!("{CODES}{SENTENCES}"), since);
    check(&row("[V2]\n't:ResultType' = ['=SoldOut']\n"), &SOLD_OUT.replace(" |\n", " Since release 2. |\n"));
    check(&row("[V2]\n't:ResultType' = ['=SoldOut']\noperations = ['PlaceOrder']\n"), SOLD_OUT);
}

const SOLD_OUT: &str = "| [`SoldOut`](super::t::ResultType::SoldOut) | No article is left. |\n";

#[test]
fn a_response_code_names_the_operations_that_report_it() {
    let docs = docs_of("t/result_type.rs", &bindings(""), &format!("{CODES}{SENTENCES}"), "");
    check(&docs, "No article is left.\n\nReported by [`PlaceOrder`](super::super::operations::PlaceOrder).\n");
}

#[test]
fn the_table_of_operations_marks_versions_that_can_be_earlier() {
    let text = "[operations]\nPlaceOrder = 'Orders articles.'\n";
    let row = |since: &str| docs_of("operations.rs", &bindings(""), text, since);
    let first = "| [`PlaceOrder`] | Orders articles. | release 2 |\n";
    check(&row("[V2]\noperations = ['PlaceOrder']\n"), first);
    let latest = first.replace("release", "≤\u{A0}release");
    check(&row("['<= V2']\noperations = ['PlaceOrder']\n"), &latest);
}

#[test]
fn the_docs_of_a_message_begin_with_its_operation() {
    let docs = docs_of("t/elements.rs", &bindings(EXAMPLES), "['t:Order']\n'.' = 'What a customer wants.'\n", "");
    let link = "[`PlaceOrder`](super::super::operations::PlaceOrder)";
    check(&docs, &format!("Request of {link}, whose page shows an example.\n\nWhat a customer wants.\n"));
    check(&docs, &format!("Response of {link}.\n"));
}

#[test]
fn unknown_response_codes_and_operations_are_errors() {
    let loader = MemoryLoader::new().with("t.xsd", SCHEMA).with("t.wsdl", SERVICE);
    let services = codegen::load(&["t.wsdl".into()], &loader).into_result().unwrap();
    let coverage = codegen::generate(&services, &Options::new("xml")).unwrap().model.coverage;
    let errors = |codes: &str| {
        let documentation = read(&format!("[operation_codes]\ntype = 't:ResultType'\n{codes}"));
        documentation.check(&coverage).iter().map(|error| format!("{error:?}")).collect::<String>()
    };
    assert_eq!(errors("PlaceOrder = 'SoldOut Busy'"), "");
    assert!(errors("PlaceOrder = 'SoldOff'").contains("did you mean `t:ResultType=SoldOut`?"));
    assert!(errors("'*' = 'Bussy'").contains("did you mean `t:ResultType=Busy`?"));
    assert!(errors("PlaceOrders = 'Busy'").contains("did you mean `operations/PlaceOrder`?"));
}
