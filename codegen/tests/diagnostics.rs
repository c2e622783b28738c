//! Invalid schemas: each is reported with a message, a place and a remedy, and none causes a panic.

use std::path::PathBuf;

use codegen::{MemoryLoader, Options};

/// Returns a schema with some content, which begins on line 2.
fn schema(content: &str) -> String {
    format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"urn:t\" targetNamespace=\"urn:t\">\n{content}\n</xs:schema>\n"
    )
}

/// Returns the diagnostics for `a.xsd`, which may refer to `b.xsd`.
fn report(a: &str, b: &str) -> String {
    let loader = MemoryLoader::new().with("a.xsd", a).with("b.xsd", b);
    let loaded = codegen::load(&[PathBuf::from("a.xsd")], &loader);
    assert_eq!(loaded.value.is_none(), loaded.diagnostics.has_errors());
    loaded.diagnostics.render(&loaded.sources)
}

/// Checks that the report contains all of the expected parts.
fn check(a: &str, expected: &[&str]) {
    let report = report(a, "");
    for part in expected {
        assert!(report.contains(part), "{part:?} is not in\n{report}");
    }
}

#[test]
fn ill_formed_xml() {
    check("", &["the file is empty", "a.xsd"]);
    check(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n<xs:element name=\"a\">",
        &["not closed", "a.xsd:2"],
    );
    check("<a/>", &["neither a schema nor a WSDL"]);
}

#[test]
fn unresolved_references() {
    check(
        &schema("<xs:complexType name=\"OrderType\"/>\n<xs:element name=\"a\" type=\"t:OrdrType\"/>"),
        &["there is no type {urn:t}OrdrType", "a.xsd:3", "did you mean `OrderType`?", "^"],
    );
    check(&schema("<xs:element name=\"a\" type=\"q:b\"/>"), &["the prefix `q` is not declared", "add xmlns:q"]);
    check(&schema("<xs:include schemaLocation=\"none.xsd\"/>"), &["none.xsd", "a.xsd:2"]);
    check(
        &schema("<xs:import namespace=\"urn:x\" schemaLocation=\"x.xsd\"/>"),
        &["there is no file `x.xsd`", "no other file declares namespace urn:x"],
    );
}

#[test]
fn duplicate_declarations() {
    check(
        &schema(
            "<xs:simpleType name=\"A\"><xs:restriction base=\"xs:string\"/></xs:simpleType>\n<xs:complexType name=\"A\"/>",
        ),
        &["type {urn:t}A is declared twice", "the first declaration is here", "a.xsd:3"],
    );
}

#[test]
fn circular_definitions() {
    let extends = |name: &str, base: &str| {
        format!(
            "<xs:complexType name=\"{name}\"><xs:complexContent><xs:extension base=\"t:{base}\"/></xs:complexContent></xs:complexType>\n"
        )
    };
    check(&schema(&(extends("A", "B") + &extends("B", "A"))), &["is derived from itself", "name another base"]);
    check(
        &schema("<xs:group name=\"g\"><xs:sequence><xs:group ref=\"t:g\"/></xs:sequence></xs:group>"),
        &["group {urn:t}g contains itself"],
    );
    check(
        &schema("<xs:simpleType name=\"A\"><xs:union memberTypes=\"t:A\"/></xs:simpleType>"),
        &["derived from itself"],
    );
}

#[test]
fn circular_includes_are_read_once() {
    let (a, b) = (schema("<xs:include schemaLocation=\"b.xsd\"/>"), schema("<xs:include schemaLocation=\"a.xsd\"/>"));
    assert_eq!(report(&a, &b), "");
}

#[test]
fn invalid_occurrences() {
    let element = |occurs: &str| {
        schema(&format!(
            "<xs:complexType name=\"A\"><xs:sequence>\n<xs:element name=\"b\" {occurs}/>\n</xs:sequence></xs:complexType>"
        ))
    };
    check(&element("maxOccurs=\"many\""), &["invalid value `many` for `maxOccurs`", "a.xsd:3", "unbounded"]);
    check(&element("minOccurs=\"2\" maxOccurs=\"1\""), &["maxOccurs is less than minOccurs"]);
}

#[test]
fn unsupported_constructs() {
    check(&schema("<xs:redefine schemaLocation=\"b.xsd\"/>"), &["not supported: xs:redefine", "a.xsd:2"]);
    check(
        &schema("<xs:complexType name=\"A\"><xs:assert test=\"1\"/></xs:complexType>"),
        &["not supported: `assert` of XSD 1.1"],
    );
    check(&schema("<xs:colour/>"), &["is not allowed in"]);
    check(&schema("<xs:element name=\"a\" colour=\"red\"/>"), &["has no attribute `colour`"]);
}

#[test]
fn ambiguous_content_models() {
    let content = |particles: &str| {
        schema(&format!("<xs:complexType name=\"A\"><xs:sequence>\n{particles}\n</xs:sequence></xs:complexType>"))
    };
    let ambiguous = ["the content model is ambiguous", "Unique Particle Attribution", "warning"];
    let element = |attributes: &str| format!("<xs:element {attributes} type=\"xs:int\"/>");
    let any = |attributes: &str| format!("<xs:any {attributes}/>");
    let (one, more) = (element("name=\"a\""), element("name=\"a\" minOccurs=\"0\" maxOccurs=\"unbounded\""));
    check(&content(&(more.clone() + &one)), &ambiguous);
    check(&content(&format!("<xs:choice>{one}<xs:sequence>{one}</xs:sequence></xs:choice>")), &ambiguous);
    check(&content(&(any("minOccurs=\"0\"") + &one)), &ambiguous);
    check(&content(&(any("maxOccurs=\"unbounded\"") + &any("namespace=\"urn:x\""))), &ambiguous);
    check(&content(&format!("<xs:choice maxOccurs=\"unbounded\">{one}{more}</xs:choice>")), &ambiguous);
    let check_valid = |particles: &str| assert_eq!(report(&content(particles), ""), "", "{particles}");
    check_valid(&format!("{one}{one}{}", element("name=\"b\" minOccurs=\"0\"")));
    check_valid(&format!("{}{}", element("name=\"a\" minOccurs=\"2\" maxOccurs=\"2\""), one));
    check_valid(&format!(
        "<xs:sequence maxOccurs=\"unbounded\">{one}{}</xs:sequence>",
        element("name=\"b\" minOccurs=\"0\"")
    ));
    check_valid(&format!(
        "{}{}",
        any("namespace=\"urn:x\" maxOccurs=\"unbounded\""),
        any("namespace=\"urn:y ##local\"")
    ));
    check_valid(&format!(
        "<xs:choice maxOccurs=\"99999999\">{one}{}</xs:choice>",
        element("name=\"b\" maxOccurs=\"unbounded\"")
    ));
    check(
        &content("<xs:element name=\"a\" type=\"xs:int\"/>\n<xs:element name=\"a\" type=\"xs:string\"/>"),
        &[
            "element a has two types in the content of {urn:t}A",
            "a.xsd:4",
            "a.xsd:3",
            "Element Declarations Consistent",
        ],
    );
}

#[test]
fn values_outside_of_their_type() {
    let restriction = |base: &str, facet: &str| {
        schema(&format!(
            "<xs:simpleType name=\"A\"><xs:restriction base=\"{base}\">\n{facet}</xs:restriction></xs:simpleType>"
        ))
    };
    check(
        &restriction("xs:int", "<xs:enumeration value=\"one\"/>"),
        &["the enumeration `one` is not a value of its type", "a.xsd:3"],
    );
    check(&restriction("xs:byte", "<xs:enumeration value=\"128\"/>"), &["the enumeration `128`"]);
    check(&restriction("xs:decimal", "<xs:maxInclusive value=\"1.2.3\"/>"), &["the bound `1.2.3`"]);
    check(&schema("<xs:element name=\"a\" type=\"xs:boolean\" default=\"yes\"/>"), &["value `yes`", "a.xsd:2"]);
    check(&schema("<xs:attribute name=\"a\" type=\"xs:unsignedInt\" fixed=\"-1\"/>"), &["value `-1`"]);
    let narrower = "<xs:simpleType name=\"A\"><xs:restriction base=\"xs:string\"><xs:enumeration value=\"a\"/></xs:restriction>\
        </xs:simpleType><xs:simpleType name=\"B\"><xs:restriction base=\"t:A\"><xs:enumeration value=\"b\"/></xs:restriction></xs:simpleType>";
    check(&schema(narrower), &["the enumeration `b`"]);
    for (base, value) in [
        ("xs:integer", "-99999999999999999999999999999999999999999999"),
        ("xs:double", "-1.5E-3"),
        ("xs:decimal", ".5"),
        ("xs:dateTime", "2026-11-21T04:00:00Z"),
        ("xs:NMTOKENS", " a  b "),
        ("xs:hexBinary", "0aFF"),
    ] {
        assert_eq!(
            report(&restriction(base, &format!("<xs:enumeration value=\"{value}\"/>")), ""),
            "",
            "{base} {value}"
        );
    }
}

#[test]
fn invalid_patterns() {
    let pattern = |value: &str| {
        schema(&format!(
            "<xs:simpleType name=\"A\"><xs:restriction base=\"xs:string\">\n<xs:pattern value=\"{value}\"/></xs:restriction>\
             </xs:simpleType>"
        ))
    };
    check(
        &pattern("[a-z]+?"),
        &[
            "cannot translate a pattern: `?` follows another quantifier",
            "a.xsd:3:26",
            "<xs:pattern value=\"[a-z]+?\"/>",
            "\n  |                          ^\n",
            "write `\\?` for the character",
        ],
    );
    check(&pattern("a\\bc"), &["`\\b` is not an escape of XML Schema", "a.xsd:3:21", "^^\n"]);
    check(&pattern("\\p{IsElvish}"), &["`Elvish` is not a Unicode block", "a.xsd:3:20", "appendix F"]);
    check(&pattern("(ä"), &["the group is not closed", "a.xsd:3:20", "add `)`"]);
    // A value with character references has other positions than the file.
    check(&pattern("&#97;&lt;*+"), &["`+` follows another", "a.xsd:3:20", "^^^^^^^^^^^\n"]);
    check(&pattern("(((a{1000}){1000}){1000}){1000}"), &["too big to compile", "a.xsd:3:20"]);
    check(&pattern(&"(".repeat(100_000)), &["the pattern is longer than 32768 bytes", "a.xsd:3"]);
    check(&pattern(&"[a-".repeat(10_000)), &["the pattern is nested more than 50 deep", "a.xsd:3"]);
    let of_content = "<xs:complexType name=\"A\"><xs:simpleContent><xs:extension base=\"xs:string\"/></xs:simpleContent></xs:complexType>
        <xs:complexType name=\"B\"><xs:simpleContent><xs:restriction base=\"t:A\">
        <xs:pattern value=\"*\"/></xs:restriction></xs:simpleContent></xs:complexType>";
    check(&schema(of_content), &["`*` has nothing to repeat", "a.xsd:4:28"]);
    let of_attribute = "<xs:attribute name=\"a\"><xs:simpleType><xs:restriction base=\"xs:int\">
        <xs:pattern value=\"\\d\"/>
        <xs:pattern value=\"]\"/></xs:restriction></xs:simpleType></xs:attribute>";
    check(&schema(of_attribute), &["`]` has no matching bracket", "a.xsd:4:28"]);
    for value in ["", "^$", "[a-z-[aeiou]]|\\p{IsBasicLatin}", "&#x20AC;[&quot;&lt;]", "a  b"] {
        assert_eq!(report(&pattern(value), ""), "", "{value}");
    }
}

#[test]
fn declarations_without_generated_code() {
    check(
        &schema(
            "<xs:notation name=\"n\" public=\"p\"/>\n<xs:element name=\"a\"><xs:key name=\"k\"><xs:selector xpath=\"b\"/><xs:field \
             xpath=\"@c\"/></xs:key></xs:element>",
        ),
        &["no code is generated for notation `n`", "no code is generated for identity constraint `k`", "a.xsd:3"],
    );
}

#[test]
fn several_errors_are_reported_together() {
    check(
        &schema("<xs:element name=\"a\" type=\"t:X\"/>\n<xs:element name=\"b\" type=\"t:Y\"/>"),
        &["{urn:t}X", "{urn:t}Y", "a.xsd:2", "a.xsd:3"],
    );
}

#[test]
fn exponentially_growing_groups() {
    let mut content =
        "<xs:group name=\"g0\"><xs:sequence><xs:element name=\"a\"/></xs:sequence></xs:group>\n".to_owned();
    for level in 1..30 {
        let inner = format!("<xs:group ref=\"t:g{}\"/>", level - 1);
        content
            .push_str(&format!("<xs:group name=\"g{level}\"><xs:sequence>{inner}{inner}</xs:sequence></xs:group>\n"));
    }
    check(&schema(&content), &["expand to more than"]);
}

#[test]
fn fifty_megabytes_of_nested_elements() {
    let opening = "<xs:element>".repeat(50_000_000 / 12);
    let report = report(&schema(&opening), "");
    assert!(report.contains("deep") && report.len() < 10_000, "{} bytes", report.len());
}

#[test]
fn truncated_schemas() {
    let whole = schema(
        "<xs:complexType name=\"A\"><xs:sequence><xs:element name=\"b\" type=\"xs:int\"/></xs:sequence></xs:complexType>",
    );
    for end in 0..whole.trim_end().len() {
        assert!(!report(&whole[..end], "").is_empty(), "{}", &whole[..end]);
    }
}

/// A line break in a namespace name must not end the comment that contains the name.
#[test]
fn line_breaks_in_a_namespace() {
    for reference in ["&#13;", "&#10;", "&#13;&#10;"] {
        let text = schema("<xs:element name=\"a\"/>").replace("urn:t", &format!("urn:t{reference}fn broken("));
        let loader = MemoryLoader::new().with("a.xsd", text);
        let Some(services) = codegen::load(&[PathBuf::from("a.xsd")], &loader).value else { continue };
        let generated = codegen::generate(&services, &Options::new("crate")).unwrap();
        for (path, text) in generated.files {
            assert!(syn::parse_file(&text).is_ok(), "{}: {text}", path.display());
        }
    }
}
