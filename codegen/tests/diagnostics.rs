//! Invalid schemas are reported with a message, a position and a remedy.

use std::path::PathBuf;

use codegen::{MemoryLoader, Options};

/// Returns a schema that contains `content`. The content begins on line 2.
pub(crate) fn schema(content: &str) -> String {
    format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"urn:t\" targetNamespace=\"urn:t\">\n{content}\n</xs:schema>\n"
    )
}

/// Returns the rendered diagnostics for the file `a.xsd` with the text `a`, which can refer to the file `b.xsd` with the text `b`.
pub(crate) fn report(a: &str, b: &str) -> String {
    let loader = MemoryLoader::new().with("a.xsd", a).with("b.xsd", b);
    let loaded = codegen::load(&[PathBuf::from("a.xsd")], &loader);
    assert_eq!(loaded.value.is_none(), loaded.diagnostics.has_errors());
    loaded.diagnostics.render(&loaded.sources)
}

/// Checks that the report for the schema `a` contains each text in `expected`.
#[track_caller]
fn check(a: impl AsRef<str>, expected: &[&str]) {
    let report = report(a.as_ref(), "");
    for part in expected {
        assert!(report.contains(part), "{part:?} is not in\n{report}");
    }
}

mod ill_formed_xml {
    use super::*;

    test_support::cases! { check {
        an_empty_file: ("", &["the file is empty", "a.xsd"]);
        a_missing_end_tag: (
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n<xs:element name=\"a\">",
            &["not closed", "a.xsd:2"],
        );
        another_root_element: ("<a/>", &["neither a schema nor a WSDL"]);
    }}
}

mod unresolved_reference {
    use super::*;

    test_support::cases! { check {
        to_a_type: (
            schema("<xs:complexType name=\"OrderType\"/>\n<xs:element name=\"a\" type=\"t:OrdrType\"/>"),
            &["there is no type {urn:t}OrdrType", "a.xsd:3", "did you mean `OrderType`?", "^"],
        );
        to_a_prefix: (
            schema("<xs:element name=\"a\" type=\"q:b\"/>"),
            &["the prefix `q` is not declared", "add xmlns:q"],
        );
        to_an_included_file: (
            schema("<xs:include schemaLocation=\"none.xsd\"/><xs:element name=\"a\" type=\"t:b\"/>"),
            &["there is no file `none.xsd`", "a.xsd:2", "there is no type {urn:t}b"],
        );
        to_an_imported_file: (
            schema("<xs:import namespace=\"urn:x\" schemaLocation=\"x.xsd\"/>"),
            &["there is no file `x.xsd`", "no other file declares namespace urn:x"],
        );
        to_a_namespace: (
            schema("<xs:import namespace=\"urn:x\"/>"),
            &["no file declares namespace urn:x", "a.xsd:2", "add the file with that namespace, or write schemaLocation"],
        );
        to_a_schema_without_a_namespace: (
            schema("<xs:import/>"),
            &["there is no schema without a namespace", "a.xsd:2", "add a schema without `targetNamespace`, or write"],
        );
        to_a_file_without_a_namespace: (
            schema("<xs:import schemaLocation=\"x.xsd\"/>"),
            &["there is no file `x.xsd`, and no schema without a namespace", "a.xsd:2"],
        );
    }}
}

mod duplicate_declaration {
    use super::*;

    test_support::cases! { check {
        of_a_type: (
            schema(
                "<xs:simpleType name=\"A\"><xs:restriction base=\"xs:string\"/></xs:simpleType>\n<xs:complexType name=\"A\"/>",
            ),
            &["type {urn:t}A is declared twice", "the first declaration is here", "a.xsd:3"],
        );
    }}
}

mod circular_definition {
    use super::*;

    fn extension(name: &str, base: &str) -> String {
        format!(
            "<xs:complexType name=\"{name}\"><xs:complexContent><xs:extension base=\"t:{base}\"/></xs:complexContent></xs:complexType>\n"
        )
    }

    test_support::cases! { check {
        of_complex_types: (
            schema(&(extension("A", "B") + &extension("B", "A"))),
            &["is derived from itself", "name another base"],
        );
        of_a_group: (
            schema("<xs:group name=\"g\"><xs:sequence><xs:group ref=\"t:g\"/></xs:sequence></xs:group>"),
            &["group {urn:t}g contains itself"],
        );
        of_a_union: (
            schema("<xs:simpleType name=\"A\"><xs:union memberTypes=\"t:A\"/></xs:simpleType>"),
            &["derived from itself"],
        );
    }}
}

#[test]
fn circular_includes_are_read_once() {
    let (a, b) = (schema("<xs:include schemaLocation=\"b.xsd\"/>"), schema("<xs:include schemaLocation=\"a.xsd\"/>"));
    assert_eq!(report(&a, &b), "");
}

mod invalid_occurrence {
    use super::*;

    fn element(occurs: &str) -> String {
        schema(&format!(
            "<xs:complexType name=\"A\"><xs:sequence>\n<xs:element name=\"b\" {occurs}/>\n</xs:sequence></xs:complexType>"
        ))
    }

    test_support::cases! { check {
        of_a_word: (
            element("maxOccurs=\"many\""),
            &["invalid value `many` for `maxOccurs`", "a.xsd:3", "unbounded"],
        );
        of_a_maximum_below_the_minimum: (
            element("minOccurs=\"2\" maxOccurs=\"1\""),
            &["maxOccurs is less than minOccurs"],
        );
    }}
}

mod unsupported_construct {
    use super::*;

    test_support::cases! { check {
        assert_of_xsd_1_1: (
            schema("<xs:complexType name=\"A\"><xs:assert test=\"1\"/></xs:complexType>"),
            &["not supported: `assert` of XSD 1.1"],
        );
        an_unknown_element: (schema("<xs:colour/>"), &["is not allowed in"]);
        an_unknown_attribute: (
            schema("<xs:element name=\"a\" colour=\"red\"/>"),
            &["has no attribute `colour`"],
        );
    }}
}

mod content_model {
    use super::*;

    fn content(particles: &str) -> String {
        schema(&format!("<xs:complexType name=\"A\"><xs:sequence>\n{particles}\n</xs:sequence></xs:complexType>"))
    }

    fn element(attributes: &str) -> String {
        format!("<xs:element {attributes} type=\"xs:int\"/>")
    }

    fn any(attributes: &str) -> String {
        format!("<xs:any {attributes}/>")
    }

    /// Returns the declaration of an element `a` that occurs once.
    fn one() -> String {
        element("name=\"a\"")
    }

    /// Returns the declaration of an element `a` that occurs any number of times.
    fn many() -> String {
        element("name=\"a\" minOccurs=\"0\" maxOccurs=\"unbounded\"")
    }

    #[track_caller]
    fn check_ambiguous(particles: String) {
        check(content(&particles), &["the content model is ambiguous", "Unique Particle Attribution", "warning"]);
    }

    test_support::cases! { check_ambiguous {
        an_optional_and_a_required_element_are_ambiguous: (many() + &one());
        alternatives_are_ambiguous: (
            format!("<xs:choice>{0}<xs:sequence>{0}</xs:sequence></xs:choice>", one()),
        );
        a_wildcard_and_an_element_are_ambiguous: (any("minOccurs=\"0\"") + &one());
        wildcards_are_ambiguous: (any("maxOccurs=\"unbounded\"") + &any("namespace=\"urn:x\""));
        a_repeated_choice_is_ambiguous: (
            format!("<xs:choice maxOccurs=\"unbounded\">{}{}</xs:choice>", one(), many()),
        );
    }}

    #[track_caller]
    fn check_valid(particles: String) {
        assert_eq!(report(&content(&particles), ""), "", "{particles}");
    }

    test_support::cases! { check_valid {
        required_elements_are_valid: (format!("{0}{0}{1}", one(), element("name=\"b\" minOccurs=\"0\"")));
        an_exact_number_of_elements_is_valid: (
            format!("{}{}", element("name=\"a\" minOccurs=\"2\" maxOccurs=\"2\""), one()),
        );
        a_repeated_sequence_is_valid: (
            format!(
                "<xs:sequence maxOccurs=\"unbounded\">{}{}</xs:sequence>",
                one(),
                element("name=\"b\" minOccurs=\"0\"")
            ),
        );
        wildcards_of_different_namespaces_are_valid: (
            format!(
                "{}{}",
                any("namespace=\"urn:x\" maxOccurs=\"unbounded\""),
                any("namespace=\"urn:y ##local\"")
            ),
        );
        a_choice_with_many_occurrences_is_valid: (
            format!(
                "<xs:choice maxOccurs=\"99999999\">{}{}</xs:choice>",
                one(),
                element("name=\"b\" maxOccurs=\"unbounded\"")
            ),
        );
    }}

    #[test]
    fn an_element_with_two_types_is_reported() {
        check(
            content("<xs:element name=\"a\" type=\"xs:int\"/>\n<xs:element name=\"a\" type=\"xs:string\"/>"),
            &[
                "element a has two types in the content of {urn:t}A",
                "a.xsd:4",
                "a.xsd:3",
                "Element Declarations Consistent",
            ],
        );
    }
}

mod stated_value {
    use super::*;

    fn restriction(base: &str, facet: &str) -> String {
        schema(&format!(
            "<xs:simpleType name=\"A\"><xs:restriction base=\"{base}\">\n{facet}</xs:restriction></xs:simpleType>"
        ))
    }

    const NARROWED: &str = "<xs:simpleType name=\"A\"><xs:restriction base=\"xs:string\"><xs:enumeration value=\"a\"/></xs:restriction>\
        </xs:simpleType><xs:simpleType name=\"B\"><xs:restriction base=\"t:A\"><xs:enumeration value=\"b\"/></xs:restriction></xs:simpleType>";

    test_support::cases! { check {
        of_an_enumeration_is_reported: (
            restriction("xs:int", "<xs:enumeration value=\"one\"/>"),
            &["the enumeration `one` is not a value of its type", "a.xsd:3"],
        );
        above_the_range_is_reported: (
            restriction("xs:byte", "<xs:enumeration value=\"128\"/>"),
            &["the enumeration `128`"],
        );
        of_a_bound_is_reported: (
            restriction("xs:decimal", "<xs:maxInclusive value=\"1.2.3\"/>"),
            &["the bound `1.2.3`"],
        );
        of_a_default_is_reported: (
            schema("<xs:element name=\"a\" type=\"xs:boolean\" default=\"yes\"/>"),
            &["value `yes`", "a.xsd:2"],
        );
        of_a_fixed_value_is_reported: (
            schema("<xs:attribute name=\"a\" type=\"xs:unsignedInt\" fixed=\"-1\"/>"),
            &["value `-1`"],
        );
        outside_of_the_base_is_reported: (schema(NARROWED), &["the enumeration `b`"]);
    }}

    #[track_caller]
    fn check_valid(base: &str, value: &str) {
        assert_eq!(report(&restriction(base, &format!("<xs:enumeration value=\"{value}\"/>")), ""), "");
    }

    test_support::cases! { check_valid {
        of_a_long_integer_is_valid: ("xs:integer", "-99999999999999999999999999999999999999999999");
        of_a_double_is_valid: ("xs:double", "-1.5E-3");
        of_a_decimal_is_valid: ("xs:decimal", ".5");
        of_a_date_time_is_valid: ("xs:dateTime", "2026-11-21T04:00:00Z");
        of_a_list_is_valid: ("xs:NMTOKENS", " a  b ");
        of_bytes_is_valid: ("xs:hexBinary", "0aFF");
    }}
}

mod pattern {
    use super::*;

    fn pattern(value: &str) -> String {
        schema(&format!(
            "<xs:simpleType name=\"A\"><xs:restriction base=\"xs:string\">\n<xs:pattern value=\"{value}\"/></xs:restriction>\
             </xs:simpleType>"
        ))
    }

    const OF_CONTENT: &str = "<xs:complexType name=\"A\"><xs:simpleContent><xs:extension base=\"xs:string\"/></xs:simpleContent></xs:complexType>
        <xs:complexType name=\"B\"><xs:simpleContent><xs:restriction base=\"t:A\">
        <xs:pattern value=\"*\"/></xs:restriction></xs:simpleContent></xs:complexType>";

    const OF_ATTRIBUTE: &str = "<xs:attribute name=\"a\"><xs:simpleType><xs:restriction base=\"xs:int\">
        <xs:pattern value=\"\\d\"/>
        <xs:pattern value=\"]\"/></xs:restriction></xs:simpleType></xs:attribute>";

    test_support::cases! { check {
        with_two_quantifiers_is_reported: (
            pattern("[a-z]+?"),
            &[
                "cannot translate a pattern: `?` follows another quantifier",
                "a.xsd:3:26",
                "<xs:pattern value=\"[a-z]+?\"/>",
                "\n  |                          ^\n",
                "write `\\?` for the character",
            ],
        );
        with_an_unknown_escape_is_reported: (
            pattern("a\\bc"),
            &["`\\b` is not an escape of XML Schema", "a.xsd:3:21", "^^\n"],
        );
        with_an_unknown_block_is_reported: (
            pattern("\\p{IsElvish}"),
            &["`Elvish` is not a Unicode block", "a.xsd:3:20", "appendix F"],
        );
        with_an_open_group_is_reported: (pattern("(ä"), &["the group is not closed", "a.xsd:3:20", "add `)`"]);
        // Character references make offsets in the value and in the file differ. So the report marks the whole value.
        with_character_references_is_reported: (
            pattern("&#97;&lt;*+"),
            &["`+` follows another", "a.xsd:3:20", "^^^^^^^^^^^\n"],
        );
        that_is_too_big_is_reported: (
            pattern("(((a{1000}){1000}){1000}){1000}"),
            &["too big to compile", "a.xsd:3:20"],
        );
        that_is_too_long_is_reported: (
            pattern(&"(".repeat(100_000)),
            &["the pattern is longer than 32768 bytes", "a.xsd:3"],
        );
        that_is_too_deep_is_reported: (
            pattern(&"[a-".repeat(10_000)),
            &["the pattern is nested more than 50 deep", "a.xsd:3"],
        );
        of_simple_content_is_reported: (schema(OF_CONTENT), &["`*` has nothing to repeat", "a.xsd:4:28"]);
        of_an_attribute_is_reported: (schema(OF_ATTRIBUTE), &["`]` has no matching bracket", "a.xsd:4:28"]);
    }}

    #[track_caller]
    fn check_valid(value: &str) {
        assert_eq!(report(&pattern(value), ""), "");
    }

    test_support::cases! { check_valid {
        empty_is_valid: ("");
        with_anchors_as_characters_is_valid: ("^$");
        with_classes_is_valid: ("[a-z-[aeiou]]|\\p{IsBasicLatin}");
        with_references_is_valid: ("&#x20AC;[&quot;&lt;]");
        with_spaces_is_valid: ("a  b");
    }}
}

#[test]
fn declarations_without_generated_code_are_reported() {
    check(
        schema(
            "<xs:notation name=\"n\" public=\"p\"/>\n<xs:element name=\"a\"><xs:key name=\"k\"><xs:selector xpath=\"b\"/><xs:field \
             xpath=\"@c\"/></xs:key></xs:element>",
        ),
        &["no code is generated for notation `n`", "no code is generated for identity constraint `k`", "a.xsd:3"],
    );
}

#[test]
fn several_errors_are_reported_together() {
    check(
        schema("<xs:element name=\"a\" type=\"t:X\"/>\n<xs:element name=\"b\" type=\"t:Y\"/>"),
        &["{urn:t}X", "{urn:t}Y", "a.xsd:2", "a.xsd:3"],
    );
}

#[test]
fn groups_that_grow_exponentially_are_refused() {
    let mut content =
        "<xs:group name=\"g0\"><xs:sequence><xs:element name=\"a\"/></xs:sequence></xs:group>\n".to_owned();
    for level in 1..30 {
        let inner = format!("<xs:group ref=\"t:g{}\"/>", level - 1);
        content
            .push_str(&format!("<xs:group name=\"g{level}\"><xs:sequence>{inner}{inner}</xs:sequence></xs:group>\n"));
    }
    check(schema(&content), &["expand to more than"]);
}

#[test]
fn fifty_megabytes_of_nested_elements_are_refused() {
    let opening = "<xs:element>".repeat(50_000_000 / 12);
    let report = report(&schema(&opening), "");
    assert!(report.contains("deep") && report.len() < 10_000, "{} bytes", report.len());
}

#[test]
fn truncated_schemas_are_reported() {
    let whole = schema(
        "<xs:complexType name=\"A\"><xs:sequence><xs:element name=\"b\" type=\"xs:int\"/></xs:sequence></xs:complexType>",
    );
    for end in 0..whole.trim_end().len() {
        assert!(!report(&whole[..end], "").is_empty(), "{}", &whole[..end]);
    }
}

/// Comments of generated code contain the names of namespaces. A line break in such a name must not end the comment.
#[test]
fn line_breaks_in_a_namespace_do_not_break_the_generated_code() {
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

/// Texts of a schema can contain line breaks, escape sequences of terminals and characters that change the direction of text. The
/// report shows them escaped.
#[test]
fn texts_of_the_schema_are_escaped() {
    let text = "\u{202E}\u{9B}31m\u{2066}\u{85}&#10;&#13;\u{200F}\u{61C}\u{2028}";
    for content in [
        format!("<xs:element name=\"a\" type=\"{text}\"/>"),
        format!("<xs:element name=\"a\" xmlns:q=\"{text}\" type=\"q:b\"/>"),
        format!("<xs:element name=\"a\" nillable=\"{text}\"/>"),
        format!("<xs:include schemaLocation=\"{text}.xsd\"/>"),
        format!(
            "<xs:simpleType name=\"a\"><xs:restriction base=\"xs:string\"><xs:pattern value=\"({text}\"/></xs:restriction></xs:simpleType>"
        ),
    ] {
        let report = report(&schema(&content), "");
        assert!(report.contains("\\u{202e}\\u{9b}31m\\u{2066}\\u{85}"), "{report}");
        let is_hidden = |c: char| c != '\n' && c.escape_debug().len() > 1 && !"\\\"'".contains(c);
        assert_eq!(report.chars().find(|c| is_hidden(*c)), None, "{report}");
    }
}

#[test]
fn long_names_are_cut() {
    let report = report(&schema(&format!("<xs:element name=\"a\" type=\"{}\"/>", "n".repeat(100_000))), "");
    assert!(report.len() < 5_000, "{report}");
}
