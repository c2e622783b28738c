//! The constraints of XML Schema: invalid schemas are refused with the name of the rule, and similar valid schemas are accepted.

use codegen::{MemoryLoader, Options};

use crate::diagnostics::{report, schema};

/// Checks that a schema with this content is refused, and that the report contains each text in `expected`.
#[track_caller]
pub(crate) fn refused(content: impl AsRef<str>, expected: &[&str]) {
    let report = report(&schema(content.as_ref()), "");
    assert!(report.contains("error: "), "accepted: {}", content.as_ref());
    for part in expected {
        assert!(report.contains(part), "{part:?} is not in\n{report}");
    }
}

/// Checks that a schema with this content is accepted.
#[track_caller]
pub(crate) fn accepted(content: impl AsRef<str>) {
    let report = report(&schema(content.as_ref()), "");
    assert!(!report.contains("error: "), "{report}");
}

/// Checks that the schemas `a.xsd` and `b.xsd`, with the contents `a` and `b`, are accepted, and that the generated code is valid
/// Rust.
#[track_caller]
fn generates(a: &str, b: &str) {
    let loader = MemoryLoader::new().with("a.xsd", schema(a)).with("b.xsd", schema(b));
    let services = codegen::load(&["a.xsd".into()], &loader).into_result().unwrap();
    let generated = codegen::generate(&services, &Options::new("runtime")).unwrap();
    for (path, text) in generated.files {
        assert!(syn::parse_file(&text).is_ok(), "{}: {text}", path.display());
    }
}

fn simple(name: &str, base: &str, facets: &str) -> String {
    format!(
        "<xs:simpleType name=\"{name}\"><xs:restriction base=\"{base}\">\n{facets}</xs:restriction></xs:simpleType>\n"
    )
}

fn sequence(name: &str, particles: &str) -> String {
    format!("<xs:complexType name=\"{name}\"><xs:sequence>{particles}</xs:sequence></xs:complexType>\n")
}

fn restriction(particles: &str) -> String {
    format!(
        "<xs:complexType name=\"R\"><xs:complexContent><xs:restriction base=\"t:B\">\n{particles}</xs:restriction>\
         </xs:complexContent></xs:complexType>"
    )
}

fn element(name: &str, attributes: &str) -> String {
    format!("<xs:element name=\"{name}\" type=\"xs:string\" {attributes}/>")
}

mod keywords {
    use super::*;

    fn any(attributes: &str) -> String {
        sequence("A", &format!("\n<xs:any {attributes}/>"))
    }

    test_support::cases! { refused {
        process_contents: (any("processContents=\"Lax\""), &["invalid value `Lax` for `processContents`", "a.xsd:3", "`lax`"]);
        namespace: (any("namespace=\"##all\""), &["invalid value `##all` for `namespace`", "##any"]);
        namespace_in_a_list: (any("namespace=\"urn:x ##any\""), &["invalid value `##any`"]);
        block_of_an_element: ("<xs:element name=\"a\" block=\"extensions\"/>", &["invalid value `extensions` for `block`", "a.xsd:2"]);
        block_of_a_type: ("<xs:complexType name=\"A\" block=\"substitution\"/>", &["invalid value `substitution`"]);
        final_of_an_element: ("<xs:element name=\"a\" final=\"substitution\"/>", &["`#all`, or a list of `extension` or `restriction`"]);
        final_of_a_simple_type: (simple("A", "xs:int", "").replace("name=", "final=\"extension\" name="), &["for `final`"]);
        all_in_a_list: ("<xs:element name=\"a\" final=\"#all extension\"/>", &["invalid value `#all` for `final`"]);
        form: (sequence("A", &element("a", "form=\"quallified\"")), &["invalid value `quallified` for `form`"]);
    }}

    test_support::cases! { accepted {
        other: (any("namespace=\" ##other \" processContents=\"lax\""));
        local_in_a_list: (any("namespace=\"urn:x ##local\n##targetNamespace\""));
        no_namespace: (any("namespace=\"\""));
        no_method: ("<xs:element name=\"a\" block=\"\" final=\"\"/>");
        all_methods: ("<xs:element name=\"a\" block=\"#all\" final=\" #all \"/>");
        several_methods: ("<xs:element name=\"a\" block=\"extension substitution\"/>");
        lists: (simple("A", "xs:int", "").replace("name=", "final=\"list union\" name="));
    }}
}

mod representation {
    use super::*;

    const INNER: &str = "<xs:simpleType><xs:restriction base=\"xs:int\"/></xs:simpleType>";

    test_support::cases! { refused {
        attribute_with_two_types: (format!("<xs:attribute name=\"a\" type=\"xs:int\">{INNER}</xs:attribute>"), &["src-attribute.4"]);
        default_of_a_required_attribute: (
            "<xs:complexType name=\"A\">\n<xs:attribute name=\"a\" type=\"xs:int\" use=\"required\" default=\"1\"/></xs:complexType>",
            &["src-attribute.2", "a.xsd:3"],
        );
        attribute_xmlns: ("<xs:attribute name=\"xmlns\"/>", &["no-xmlns"]);
        restriction_of_two_types: (simple("A", "xs:int", INNER), &["src-simple-type.2"]);
        list_of_a_union_with_a_list: (
            "<xs:simpleType name=\"U\"><xs:union memberTypes=\"xs:int xs:NMTOKENS\"/></xs:simpleType>\n\
             <xs:simpleType name=\"L\"><xs:list itemType=\"t:U\"/></xs:simpleType>",
            &["cos-st-restricts.2.1", "a.xsd:3"],
        );
        list_of_a_final_type: (
            simple("A", "xs:int", "").replace("name=", "final=\"list\" name=")
                + "<xs:simpleType name=\"L\"><xs:list itemType=\"t:A\"/></xs:simpleType>",
            &["cos-st-restricts.2.3.1.1"],
        );
        union_of_a_final_type: (
            simple("A", "xs:int", "").replace("name=", "final=\"#all\" name=")
                + "<xs:simpleType name=\"L\"><xs:union memberTypes=\"t:A xs:string\"/></xs:simpleType>",
            &["cos-st-restricts.3.3.1.1"],
        );
        enumeration_of_booleans: (
            "\n".to_owned() + &simple("A", "xs:boolean", "<xs:enumeration value=\"true\"/>"),
            &["the facet enumeration does not apply to a boolean", "cos-applicable-facets", "a.xsd:4"],
        );
        empty_union: ("<xs:simpleType name=\"A\"><xs:union/></xs:simpleType>", &["src-union-memberTypes-or-simpleTypes"]);
        list_without_items: ("\n<xs:simpleType name=\"A\"><xs:list/></xs:simpleType>", &["src-list-itemType-or-simpleType", "a.xsd:3"]);
        restriction_of_any_simple_type: (simple("A", "xs:anySimpleType", ""), &["cos-st-restricts.1.1", "a.xsd:2"]);
        restriction_of_a_simple_type_to_simple_content: (
            "<xs:complexType name=\"A\"><xs:simpleContent>\n<xs:restriction base=\"xs:token\"><xs:maxLength value=\"3\"/>\
             </xs:restriction></xs:simpleContent></xs:complexType>",
            &["src-ct.2", "a.xsd:3"],
        );
        notation_without_identifier: ("<xs:notation name=\"n\"/>", &["n-props-correct"]);
        repeated_facet: (
            simple("A", "xs:string", "<xs:length value=\"1\"/><xs:length value=\"1\"/>"),
            &["states length twice", "src-single-facet-value"],
        );
        two_lower_bounds: (
            simple("A", "xs:int", "<xs:minInclusive value=\"1\"/><xs:minExclusive value=\"0\"/>"),
            &["both minInclusive and minExclusive"],
        );
        repeated_element_in_all: (
            format!("<xs:complexType name=\"A\"><xs:all>\n{}</xs:all></xs:complexType>", element("a", "maxOccurs=\"2\"")),
            &["cos-all-limited.2", "a.xsd:3"],
        );
        all_in_a_referenced_group: (
            format!(
                "<xs:group name=\"g\"><xs:all>{}</xs:all></xs:group>{}",
                element("a", ""),
                sequence("A", "<xs:group ref=\"t:g\"/>")
            ),
            &["cos-all-limited.1.2"],
        );
    }}

    test_support::cases! { accepted {
        list_of_a_union: (
            simple("A", "xs:int", "").replace("name=", "final=\"union restriction\" name=")
                + "<xs:simpleType name=\"U\"><xs:union memberTypes=\"xs:int xs:string\"/></xs:simpleType>\
                   <xs:simpleType name=\"L\"><xs:list itemType=\"t:U\"/></xs:simpleType>\
                   <xs:simpleType name=\"M\"><xs:list itemType=\"t:A\"/></xs:simpleType>",
        );
        negative_zero: (sequence("A", &element("a", "minOccurs=\"-0\"")));
        repeated_patterns: (simple("A", "xs:string", "<xs:pattern value=\"a\"/><xs:pattern value=\"b\"/>"));
        default_of_an_optional_attribute: (
            "<xs:complexType name=\"A\"><xs:attribute name=\"a\" use=\"optional\" default=\"1\"/></xs:complexType>",
        );
        fixed_value_of_a_required_attribute: (
            "<xs:complexType name=\"A\"><xs:attribute name=\"a\" use=\"required\" fixed=\"1\"/></xs:complexType>",
        );
        all_in_a_group_that_is_the_content: (
            format!(
                "<xs:group name=\"g\"><xs:all>{}</xs:all></xs:group><xs:complexType name=\"A\"><xs:group ref=\"t:g\" \
                 minOccurs=\"0\"/></xs:complexType>",
                element("a", "minOccurs=\"0\"")
            ),
        );
    }}
}

mod facets {
    use super::*;

    /// Returns a type `B` with the facet `base`, and its restriction `R` with the facet `own`.
    fn narrowed(primitive: &str, base: (&str, &str), own: (&str, &str)) -> String {
        let facet = |(name, value): (&str, &str)| format!("<xs:{name} value=\"{value}\"/>");
        simple("B", &format!("xs:{primitive}"), &facet(base)) + &simple("R", "t:B", &facet(own))
    }

    #[track_caller]
    fn widens(primitive: &str, base: (&str, &str), own: (&str, &str), rule: &str) {
        refused(narrowed(primitive, base, own), &[rule, "a.xsd:5", "the facet of the base is here"]);
    }

    test_support::cases! { widens {
        length: ("string", ("length", "8"), ("length", "12"), "length-valid-restriction");
        min_length: ("string", ("minLength", "4"), ("minLength", "3"), "minLength-valid-restriction");
        max_length: ("string", ("maxLength", "4"), ("maxLength", "10"), "maxLength-valid-restriction");
        total_digits: ("decimal", ("totalDigits", "2"), ("totalDigits", "3"), "totalDigits-valid-restriction");
        fraction_digits: ("decimal", ("fractionDigits", "2"), ("fractionDigits", "3"), "fractionDigits-valid-restriction");
        min_inclusive: ("decimal", ("minInclusive", "1.50"), ("minInclusive", "1.4999999999999999999"), "minInclusive-valid-restriction");
        min_inclusive_at_an_exclusive_bound: ("int", ("minExclusive", "1"), ("minInclusive", "1"), "minInclusive-valid-restriction");
        min_inclusive_above_the_maximum: ("int", ("maxInclusive", "1"), ("minInclusive", "2"), "minInclusive-valid-restriction");
        max_inclusive: ("double", ("maxInclusive", "1e2"), ("maxInclusive", "101"), "maxInclusive-valid-restriction");
        max_exclusive: ("int", ("maxInclusive", "-1"), ("maxExclusive", "1"), "maxExclusive-valid-restriction");
        min_exclusive_of_a_duration: ("duration", ("minExclusive", "P1M"), ("minExclusive", "P27D"), "minExclusive-valid-restriction");
        max_inclusive_of_a_date: ("date", ("maxInclusive", "2026-02-28"), ("maxInclusive", "2026-03-01"), "maxInclusive-valid-restriction");
        max_inclusive_of_a_moment: (
            "dateTime",
            ("maxInclusive", "2026-01-01T00:00:00Z"),
            ("maxInclusive", "2026-01-01T00:00:00-01:00"),
            "maxInclusive-valid-restriction",
        );
        min_inclusive_of_a_duration: ("duration", ("minInclusive", "P1Y"), ("minInclusive", "P11M"), "minInclusive-valid-restriction");
    }}

    test_support::cases! { refused {
        above_a_built_in_bound: (
            simple("A", "xs:byte", "<xs:maxInclusive value=\"128\"/>"),
            &["maxInclusive 128 is greater than maxInclusive 127 of the base"],
        );
        fraction_of_an_integer: (simple("A", "xs:integer", "<xs:fractionDigits value=\"1\"/>"), &["fractionDigits-valid-restriction"]);
        fixed_facet: (
            simple("B", "xs:string", "<xs:maxLength value=\"30\" fixed=\"true\"/>")
                + &simple("R", "t:B", "<xs:maxLength value=\"20\"/>"),
            &["the base fixes it to 30", "st-restrict-facets"],
        );
        no_digits: (simple("A", "xs:decimal", "<xs:totalDigits value=\"0\"/>"), &["totalDigits is 0"]);
        weaker_white_space: (simple("A", "xs:token", "<xs:whiteSpace value=\"preserve\"/>"), &["whiteSpace-valid-restriction"]);
        white_space_of_a_number: (simple("A", "xs:int", "<xs:whiteSpace value=\"replace\"/>"), &["whiteSpace-valid-restriction"]);
        crossed_lengths: (
            simple("A", "xs:string", "<xs:minLength value=\"5\"/><xs:maxLength value=\"4\"/>"),
            &["minLength 5 is greater than maxLength 4", "minLength-less-than-equal-to-maxLength"],
        );
        minimum_above_an_inherited_maximum: (
            narrowed("string", ("maxLength", "4"), ("minLength", "5")),
            &["minLength-less-than-equal-to-maxLength"],
        );
        crossed_bounds: (
            simple("A", "xs:int", "<xs:minInclusive value=\"10\"/><xs:maxInclusive value=\"9\"/>"),
            &["minInclusive-less-than-equal-to-maxInclusive", "a.xsd:3"],
        );
        equal_bounds: (
            simple("A", "xs:int", "<xs:minInclusive value=\"1\"/><xs:maxExclusive value=\"01\"/>"),
            &["minInclusive-less-than-maxExclusive"],
        );
        more_fraction_than_digits: (
            simple("A", "xs:decimal", "<xs:totalDigits value=\"2\"/><xs:fractionDigits value=\"3\"/>"),
            &["fractionDigits-totalDigits"],
        );
        bound_against_the_pattern_of_the_base: (
            simple("B", "xs:int", "<xs:pattern value=\"[1-5]\"/>") + &simple("R", "t:B", "<xs:maxInclusive value=\"7\"/>"),
            &["the bound `7` is not a value of its type", "maxInclusive-valid-restriction", "a.xsd:5"],
        );
        bound_that_the_base_does_not_enumerate: (
            narrowed("int", ("enumeration", "1"), ("minInclusive", "0")),
            &["minInclusive-valid-restriction"],
        );
        bound_with_too_many_digits: (narrowed("decimal", ("fractionDigits", "1"), ("maxExclusive", "0.25")), &["maxExclusive-valid-restriction"]);
        length_below_the_minimum: (narrowed("string", ("minLength", "5"), ("length", "4")), &["length-minLength-maxLength"]);
        maximum_next_to_an_equal_length: (
            simple("A", "xs:string", "<xs:length value=\"5\"/>\n<xs:maxLength value=\"5\"/>"),
            &["maxLength 5 is not allowed next to length 5", "length-minLength-maxLength", "a.xsd:4"],
        );
        minimum_next_to_a_length: (
            simple("A", "xs:string", "<xs:minLength value=\"1\"/><xs:length value=\"5\"/>"),
            &["minLength 1 is not allowed next to length 5", "length-minLength-maxLength"],
        );
        maximum_below_an_inherited_length: (narrowed("string", ("length", "5"), ("maxLength", "4")), &["length-minLength-maxLength"]);
        narrowed_maximum_next_to_a_length: (
            narrowed("string", ("maxLength", "6"), ("length", "4")).replace("<xs:length", "<xs:maxLength value=\"5\"/><xs:length"),
            &["maxLength 5 is not allowed next to length 4", "length-minLength-maxLength"],
        );
    }}

    #[track_caller]
    fn narrows(primitive: &str, base: (&str, &str), own: (&str, &str)) {
        accepted(narrowed(primitive, base, own));
    }

    test_support::cases! { narrows {
        equal_length: ("string", ("length", "8"), ("length", "08"));
        equal_exclusive_bound: ("decimal", ("maxExclusive", "1.0"), ("maxExclusive", "1"));
        bound_that_the_base_enumerates: ("int", ("enumeration", "01"), ("maxInclusive", "1"));
        equal_bound: ("decimal", ("minInclusive", "1.0"), ("minInclusive", "1"));
        exclusive_at_an_inclusive_bound: ("int", ("minInclusive", "1"), ("minExclusive", "1"));
        length_within_its_bounds: ("string", ("minLength", "3"), ("length", "5"));
        length_equal_to_its_bound: ("NMTOKENS", ("maxLength", "5"), ("length", "5"));
        infinity: ("double", ("maxInclusive", "INF"), ("maxInclusive", "1E308"));
        date: ("date", ("minInclusive", "2026-02-28"), ("minInclusive", "2026-03-01"));
        moments_without_an_order: (
            "dateTime",
            ("maxInclusive", "2026-01-01T00:00:00Z"),
            ("maxInclusive", "2026-01-01T12:00:00"),
        );
        durations_without_an_order: ("duration", ("maxInclusive", "P1M"), ("maxInclusive", "P30D"));
        huge_number: ("integer", ("maxInclusive", "99999999999999999999999999999999999999999999"), ("maxInclusive", "9"));
        stronger_white_space: ("string", ("whiteSpace", "replace"), ("whiteSpace", "collapse"));
        year: ("gYear", ("maxInclusive", "2026"), ("maxInclusive", "-0044"));
        month_and_day: ("gMonthDay", ("maxInclusive", "--02-29"), ("maxInclusive", "--02-28"));
    }}

    test_support::cases! { accepted {
        repeated_fixed_facet: (
            simple("B", "xs:string", "<xs:maxLength value=\"30\" fixed=\"true\"/>")
                + &simple("R", "t:B", "<xs:maxLength value=\"030\"/>"),
        );
        collapsed_number: (simple("A", "xs:int", "<xs:whiteSpace value=\"collapse\"/>"));
        inherited_maximum_repeated_with_a_length: (
            simple("B", "xs:string", "<xs:maxLength value=\"5\"/>")
                + &simple("R", "t:B", "<xs:length value=\"4\"/><xs:maxLength value=\"05\"/>"),
        );
        maximum_after_an_equal_length: (narrowed("string", ("length", "5"), ("maxLength", "5")));
        inherited_maximum_repeated_after_a_length: (
            simple("B", "xs:string", "<xs:maxLength value=\"5\"/>")
                + &simple("L", "t:B", "<xs:length value=\"4\"/>")
                + &simple("R", "t:L", "<xs:maxLength value=\"5\"/>"),
        );
        built_in_minimum_repeated_with_a_length: (
            simple("A", "xs:NMTOKENS", "<xs:minLength value=\"1\"/><xs:length value=\"2\"/>"),
        );
    }}
}

mod values {
    use super::*;

    fn attribute(base: &str, facets: &str, default: &str) -> String {
        simple("A", base, facets) + &format!("<xs:attribute name=\"a\" type=\"t:A\" default=\"{default}\"/>")
    }

    const PATTERN: &str = "<xs:pattern value=\"[a-c]+\"/>";

    test_support::cases! { refused {
        default_against_a_pattern: (attribute("xs:string", PATTERN, "abd"), &["value `abd`", "a-props-correct.2", "a.xsd:4"]);
        default_that_is_too_long: (attribute("xs:string", "<xs:maxLength value=\"2\"/>", "abc"), &["value `abc`"]);
        default_that_is_not_enumerated: (attribute("xs:int", "<xs:enumeration value=\"1\"/>", "2"), &["value `2`"]);
        default_with_too_many_digits: (attribute("xs:decimal", "<xs:fractionDigits value=\"1\"/>", "1.25"), &["value `1.25`"]);
        default_of_a_local_attribute: (
            "<xs:complexType name=\"A\"><xs:attribute name=\"a\" type=\"xs:int\" default=\"x\"/></xs:complexType>",
            &["value `x`", "a-props-correct"],
        );
        year_zero: (attribute("xs:gYear", "", "0000"), &["value `0000`"]);
        half_a_byte: (attribute("xs:base64Binary", "", "AAA"), &["value `AAA`"]);
        padding_before_the_end: (attribute("xs:base64Binary", "", "AA=A"), &["value `AA=A`"]);
        padded_bits_that_are_set: (attribute("xs:base64Binary", "", "AB=="), &["value `AB==`"]);
        value_without_an_order_to_a_bound: (attribute("xs:duration", "<xs:maxInclusive value=\"P1M\"/>", "P30D"), &["value `P30D`"]);
        not_a_number_within_bounds: (attribute("xs:float", "<xs:maxInclusive value=\"INF\"/>", "NaN"), &["value `NaN`"]);
        name_with_an_unknown_prefix: (attribute("xs:QName", "", "q:x"), &["value `q:x` has a prefix that is not declared", "a.xsd:4"]);
        names_with_an_unknown_prefix: (
            "<xs:simpleType name=\"L\"><xs:list itemType=\"xs:QName\"/></xs:simpleType>\n\
             <xs:element name=\"e\" type=\"t:L\" default=\"t:x q:x\"/>",
            &["has a prefix that is not declared", "e-props-correct.2", "a.xsd:3"],
        );
        enumerated_names_with_an_unknown_prefix: (
            "<xs:simpleType name=\"L\"><xs:list itemType=\"xs:QName\"/></xs:simpleType>".to_owned()
                + &simple("A", "t:L", "<xs:enumeration value=\"t:x q:x\"/>"),
            &["the enumeration `t:x q:x` has a prefix that is not declared", "enumeration-valid-restriction", "a.xsd:3"],
        );
        name_with_an_unknown_prefix_in_a_list_of_a_union: (
            "<xs:simpleType name=\"U\"><xs:union memberTypes=\"xs:int xs:QName\"/></xs:simpleType>\n\
             <xs:simpleType name=\"L\"><xs:list itemType=\"t:U\"/></xs:simpleType>\n\
             <xs:element name=\"e\" type=\"t:L\" default=\"7 t:x q:x\"/>",
            &["has a prefix that is not declared", "e-props-correct.2", "a.xsd:4"],
        );
        default_in_an_unused_group: (
            "<xs:attributeGroup name=\"g\">\n<xs:attribute name=\"a\" type=\"xs:int\" default=\"x\"/></xs:attributeGroup>",
            &["value `x`", "a-props-correct.2", "a.xsd:3"],
        );
        day_that_does_not_exist: (attribute("xs:date", "", "2026-02-29"), &["value `2026-02-29`"]);
        default_of_an_id: ("<xs:attribute name=\"a\" type=\"xs:ID\" default=\"x\"/>", &["a-props-correct"]);
        default_of_element_content: (
            sequence("A", &element("b", "")) + "<xs:element name=\"a\" type=\"t:A\" default=\"x\"/>",
            &["cos-valid-default"],
        );
        enumeration_against_the_base: (
            simple("B", "xs:string", PATTERN) + &simple("R", "t:B", "<xs:enumeration value=\"x\"/>"),
            &["enumeration-valid-restriction", "a.xsd:5"],
        );
        fixed_value_of_a_reference: (
            "<xs:attribute name=\"a\" fixed=\"1\"/><xs:complexType name=\"A\"><xs:attribute ref=\"t:a\" fixed=\"2\"/></xs:complexType>",
            &["au-props-correct"],
        );
        fixed_name_of_a_reference: (
            "<xs:attribute name=\"a\" type=\"xs:QName\" fixed=\"t:one\"/><xs:complexType name=\"A\"><xs:attribute ref=\"t:a\" fixed=\"t:two\"/></xs:complexType>",
            &["au-props-correct"],
        );
        unknown_notation: (simple("A", "xs:NOTATION", "<xs:enumeration value=\"t:n\"/>"), &["there is no notation {urn:t}n"]);
        notation_without_enumeration: ("<xs:attribute name=\"a\" type=\"xs:NOTATION\"/>", &["enumeration-required-notation"]);
        default_with_an_offset_for_one_without: (attribute("xs:time", "<xs:enumeration value=\"13:20:00\"/>", "13:20:00Z"), &["value `13:20:00Z`"]);
        default_without_an_order_to_the_listed_one: (attribute("xs:duration", "<xs:enumeration value=\"P1M\"/>", "P30D"), &["value `P30D`"]);
        default_of_another_member_of_a_union: (
            "<xs:simpleType name=\"U\"><xs:union memberTypes=\"xs:Name xs:boolean\"/></xs:simpleType>".to_owned()
                + &simple("A", "t:U", "<xs:enumeration value=\"true\"/>")
                + "<xs:element name=\"e\" type=\"t:A\" default=\"1\"/>",
            &["value `1`"],
        );
        default_with_an_unlisted_name: (attribute("xs:QName", "<xs:enumeration value=\"t:a\"/>", "t:b"), &["value `t:b`"]);
        default_with_a_listed_name_of_another_namespace: (attribute("xs:QName", "<xs:enumeration value=\"t:a\"/>", "xs:a"), &["value `xs:a`"]);
        enumerated_name_that_the_base_does_not_list: (
            simple("B", "xs:QName", "<xs:enumeration value=\"t:a\"/>") + &simple("R", "t:B", "<xs:enumeration value=\"t:b\"/>"),
            &["enumeration-valid-restriction", "a.xsd:5"],
        );
        default_with_an_unlisted_name_in_a_list: (
            simple("A", "xs:QName", "<xs:enumeration value=\"t:a\"/>")
                + "<xs:simpleType name=\"L\"><xs:list itemType=\"t:A\"/></xs:simpleType>\n<xs:element name=\"e\" type=\"t:L\" default=\"t:a t:b\"/>",
            &["value `t:a t:b`"],
        );
        prefix_of_a_qualified_name: (simple("A", "xs:QName", "<xs:enumeration value=\"q:n\"/>"), &["the prefix `q` is not declared"]);
    }}

    test_support::cases! { accepted {
        names_and_numbers_in_a_list: (
            "<xs:simpleType name=\"U\"><xs:union memberTypes=\"xs:int xs:QName\"/></xs:simpleType>\
             <xs:simpleType name=\"L\"><xs:list itemType=\"t:U\"/></xs:simpleType>\
             <xs:element name=\"e\" type=\"t:L\" default=\"7 t:x\"/>",
        );
        default_with_a_listed_name: (attribute("xs:QName", "<xs:enumeration value=\"t:a\"/>", "t:a"));
        default_without_facets_with_a_name: (attribute("xs:QName", "", "xs:a"));
        duration_above_a_month: (attribute("xs:duration", "<xs:minExclusive value=\"P1M\"/>", "P32D"));
        duration_below_a_month: (attribute("xs:duration", "<xs:maxExclusive value=\"-P27D\"/>", "-P1M"));
        duration_above_a_year: (attribute("xs:duration", "<xs:minInclusive value=\"P1Y\"/>", "P367D"));
        duration_below_months: (attribute("xs:duration", "<xs:maxInclusive value=\"P5M\"/>", "P149D"));
        negative_zero: (attribute("xs:string", "<xs:minLength value=\"-0\"/>", "a"));
        equal_values_of_two_members_of_a_union: (
            "<xs:simpleType name=\"U\"><xs:union memberTypes=\"xs:int xs:decimal\"/></xs:simpleType>".to_owned()
                + &simple("A", "t:U", "<xs:enumeration value=\"1\"/>")
                + "<xs:element name=\"e\" type=\"t:A\" default=\"1.0\"/>",
        );
        default_of_another_form: (attribute("xs:decimal", "<xs:enumeration value=\"1.50\"/>", "01.5"));
        default_with_white_space: (attribute("xs:token", PATTERN, " abc "));
        default_of_a_list: (attribute("xs:NMTOKENS", "<xs:maxLength value=\"2\"/>", "a b"));
        default_with_trailing_zeros: (attribute("xs:decimal", "<xs:totalDigits value=\"2\"/>", "01.20"));
        binary_default: (attribute("xs:hexBinary", "<xs:enumeration value=\"0A\"/>", "0a"));
        leap_day: (attribute("xs:date", "", "2024-02-29+14:00"));
        end_of_the_day: (attribute("xs:time", "", "24:00:00"));
        empty_default: (attribute("xs:string", "", ""));
        default_of_mixed_content: (
            "<xs:element name=\"a\" default=\"x\"><xs:complexType mixed=\"true\"/></xs:element>",
        );
        same_fixed_value: (
            "<xs:attribute name=\"a\" type=\"xs:int\" fixed=\"1\"/><xs:complexType name=\"A\"><xs:attribute ref=\"t:a\" fixed=\"01\"/></xs:complexType>",
        );
        same_fixed_name: (
            "<xs:attribute name=\"a\" type=\"xs:QName\" fixed=\"t:one\"/><xs:complexType name=\"A\"><xs:attribute ref=\"t:a\" fixed=\"t:one\"/></xs:complexType>",
        );
        known_notation: (
            String::from("<xs:notation name=\"n\" public=\"p\"/>") + &simple("A", "xs:NOTATION", "<xs:enumeration value=\"t:n\"/>"),
        );
    }}
}

mod attributes {
    use super::*;

    /// Returns a type `B` with the attributes `base`, and its restriction `R` with the attributes `own`.
    fn restricted(base: &str, own: &str) -> String {
        format!("<xs:complexType name=\"B\">{base}</xs:complexType>\n") + &restriction(own)
    }

    fn attribute(rest: &str) -> String {
        format!("<xs:attribute name=\"a\" {rest}/>")
    }

    #[track_caller]
    fn widens(base: &str, own: &str, rule: &str) {
        refused(restricted(base, own), &[rule]);
    }

    test_support::cases! { widens {
        optional: (&attribute("use=\"required\""), &attribute(""), "derivation-ok-restriction.2.1.1");
        of_another_type: (&attribute("type=\"xs:int\""), &attribute("type=\"xs:string\""), "derivation-ok-restriction.2.1.2");
        without_fixed_value: (&attribute("fixed=\"1\""), &attribute("default=\"1\""), "derivation-ok-restriction.2.1.3");
        with_another_fixed_value: (&attribute("fixed=\"1\""), &attribute("fixed=\"2\""), "derivation-ok-restriction.2.1.3");
        that_the_base_lacks: ("", &attribute(""), "derivation-ok-restriction.2.2");
        that_is_prohibited: (&attribute("use=\"required\""), &attribute("use=\"prohibited\""), "derivation-ok-restriction.3");
        with_a_wildcard: ("", "<xs:anyAttribute/>", "derivation-ok-restriction.4");
        with_a_wider_wildcard: ("<xs:anyAttribute namespace=\"urn:x\"/>", "<xs:anyAttribute namespace=\"##other\"/>", "derivation-ok-restriction.4");
        with_a_lax_wildcard: (
            "<xs:anyAttribute/>",
            "<xs:anyAttribute processContents=\"lax\"/>",
            "the attribute wildcard has processContents `lax`, but `strict` in the base",
        );
        with_a_wildcard_that_is_skipped: (
            "<xs:anyAttribute processContents=\"lax\"/>",
            "<xs:anyAttribute processContents=\"skip\"/>",
            "derivation-ok-restriction.4.3",
        );
    }}

    #[track_caller]
    fn narrows(base: &str, own: &str) {
        accepted(restricted(base, own));
    }

    test_support::cases! { narrows {
        required: (&attribute(""), &attribute("use=\"required\""));
        of_a_derived_type: (&attribute("type=\"xs:decimal\""), &attribute("type=\"xs:byte\""));
        of_any_type: (&attribute(""), &attribute("type=\"xs:NMTOKENS\""));
        with_the_same_fixed_value: (&attribute("type=\"xs:int\" fixed=\"1\""), &attribute("type=\"xs:int\" fixed=\"+1\""));
        prohibited: (&attribute(""), &attribute("use=\"prohibited\""));
        that_the_wildcard_allows: ("<xs:anyAttribute namespace=\"##local\"/>", &attribute(""));
        with_a_stricter_wildcard: (
            "<xs:anyAttribute processContents=\"skip\"/>",
            "<xs:anyAttribute processContents=\"lax\"/>",
        );
        with_an_equally_strict_wildcard: (
            "<xs:anyAttribute processContents=\"lax\"/>",
            "<xs:anyAttribute processContents=\"lax\"/>",
        );
        with_a_narrower_wildcard: ("<xs:anyAttribute namespace=\"##other\"/>", "<xs:anyAttribute namespace=\"urn:x\"/>");
    }}

    test_support::cases! { refused {
        repeated_in_an_extension: (
            format!("<xs:complexType name=\"B\">{}</xs:complexType>", attribute(""))
                + &restriction(&attribute("")).replace("restriction", "extension"),
            &["ct-props-correct.4", "a.xsd:3"],
        );
        two_ids: (
            "<xs:complexType name=\"A\"><xs:attribute name=\"a\" type=\"xs:ID\"/><xs:attribute name=\"b\" type=\"xs:ID\"/></xs:complexType>",
            &["ct-props-correct.5"],
        );
    }}
}

mod derivation {
    use super::*;

    fn group(kind: &str, attributes: &str, members: &str) -> String {
        format!("<xs:{kind} {attributes}>{members}</xs:{kind}>")
    }

    fn restricted(base: &str, own: &str) -> String {
        format!("<xs:complexType name=\"B\">{base}</xs:complexType>\n") + &restriction(own)
    }

    fn in_sequence(members: &[&str]) -> String {
        group("sequence", "", &members.concat())
    }

    const MANY: &str = "minOccurs=\"0\" maxOccurs=\"unbounded\"";
    const OPTIONAL: &str = "minOccurs=\"0\"";

    #[track_caller]
    fn widens(base: &str, own: &str, rule: &str) {
        refused(restricted(base, own), &[rule, "R is not a restriction of its base", "the base states this"]);
    }

    test_support::cases! { widens {
        other_name: (&in_sequence(&[&element("a", "")]), &in_sequence(&[&element("b", "")]), "rcase-NameAndTypeOK");
        more_occurrences: (&in_sequence(&[&element("a", "")]), &in_sequence(&[&element("a", MANY)]), "rcase-NameAndTypeOK");
        other_type: (
            &in_sequence(&[&element("a", "")]),
            &in_sequence(&[&element("a", "").replace("string", "int")]),
            "the type of element a is not a restriction",
        );
        nillable: (&in_sequence(&[&element("a", "")]), &in_sequence(&[&element("a", "nillable=\"true\"")]), "nillable");
        other_fixed_value: (
            &in_sequence(&[&element("a", "fixed=\"1\"")]),
            &in_sequence(&[&element("a", "fixed=\"2\"")]),
            "the base fixes the value of element a",
        );
        missing: (
            &in_sequence(&[&element("a", ""), &element("b", "")]),
            &in_sequence(&[&element("a", "")]),
            "element b of the base is required, but missing",
        );
        other_order: (
            &in_sequence(&[&element("a", ""), &element("b", OPTIONAL)]),
            &in_sequence(&[&element("b", ""), &element("a", "")]),
            "rcase",
        );
        other_namespace: (
            &in_sequence(&["<xs:any namespace=\"##other\"/>"]),
            &in_sequence(&[&element("a", "")]),
            "rcase-NSCompat",
        );
        wider_wildcard: (
            &in_sequence(&["<xs:any namespace=\"urn:x\"/>"]),
            &in_sequence(&["<xs:any/>"]),
            "rcase-NSSubset",
        );
        lax_wildcard: (
            &in_sequence(&["<xs:any/>"]),
            &in_sequence(&["<xs:any processContents=\"lax\"/>"]),
            "the wildcard has processContents `lax`, but `strict` in the base",
        );
        wildcard_that_is_skipped: (
            &in_sequence(&["<xs:any processContents=\"lax\"/>"]),
            &in_sequence(&["<xs:any processContents=\"skip\"/>"]),
            "rcase-NSSubset.3",
        );
        other_order_of_alternatives: (
            &group("choice", "", &(element("a", "") + &element("b", "") + &element("c", ""))),
            &group("choice", "", &(element("c", "") + &element("a", ""))),
            "element a is in another order than in the base",
        );
        alternatives_that_occur_more_often: (
            &group("choice", "", &(element("a", "") + &element("b", ""))),
            &group("choice", "", &(element("a", "") + &element("b", MANY))),
            "rcase-",
        );
        wildcard_for_an_element: (&in_sequence(&[&element("a", "")]), &in_sequence(&["<xs:any/>"]), "cos-particle-restrict");
        more_alternatives: (
            &group("choice", "", &(element("a", "") + &element("b", ""))),
            &group("choice", "", &(element("a", "") + &element("c", ""))),
            "rcase-RecurseLax",
        );
        sequence_in_a_choice: (
            &group("choice", "", &(element("a", "") + &element("b", ""))),
            &in_sequence(&[&element("a", ""), &element("b", "")]),
            "rcase-MapAndSum",
        );
        element_that_is_not_in_all: (
            &group("all", "", &(element("a", "") + &element("b", OPTIONAL))),
            &in_sequence(&[&element("a", ""), &element("c", "")]),
            "rcase-RecurseUnordered",
        );
    }}

    #[track_caller]
    fn narrows(base: &str, own: &str) {
        accepted(restricted(base, own));
    }

    test_support::cases! { narrows {
        equal: (&in_sequence(&[&element("a", "")]), &in_sequence(&[&element("a", "")]));
        fewer_occurrences: (&in_sequence(&[&element("a", MANY)]), &in_sequence(&[&element("a", "maxOccurs=\"7\"")]));
        derived_type: (
            &in_sequence(&[&element("a", "")]),
            &in_sequence(&[&element("a", "").replace("string", "NCName")]),
        );
        type_of_an_untyped_element: (&in_sequence(&["<xs:element name=\"a\"/>"]), &in_sequence(&[&element("a", "")]));
        without_optional_elements: (
            &in_sequence(&[&element("a", OPTIONAL), &element("b", ""), &element("c", MANY)]),
            &in_sequence(&[&element("b", "")]),
        );
        nothing: (&in_sequence(&[&element("a", OPTIONAL)]), "");
        empty_sequence: (&in_sequence(&[&element("a", OPTIONAL)]), "<xs:sequence/>");
        elements_for_a_wildcard: (
            &in_sequence(&["<xs:any maxOccurs=\"unbounded\"/>"]),
            &in_sequence(&[&element("a", ""), &element("b", "")]),
        );
        one_alternative: (
            &group("choice", "", &(element("a", "") + &element("b", ""))),
            &in_sequence(&[&element("b", "")]),
        );
        fewer_alternatives: (
            &group("choice", "", &(element("a", "") + &element("b", "") + &element("c", ""))),
            &group("choice", "", &(element("a", "") + &element("c", ""))),
        );
        several_alternatives_for_a_wildcard: (
            &group("choice", "", "<xs:any/>"),
            &group("choice", "", &(element("a", "") + &element("b", ""))),
        );
        equally_strict_wildcard: (
            &in_sequence(&["<xs:any processContents=\"lax\"/>"]),
            &in_sequence(&["<xs:any processContents=\"lax\" namespace=\"##other\"/>"]),
        );
        stricter_wildcard: (
            &in_sequence(&["<xs:any processContents=\"skip\"/>"]),
            &in_sequence(&["<xs:any processContents=\"lax\"/>"]),
        );
        strict_wildcard: (&in_sequence(&["<xs:any processContents=\"lax\"/>"]), &in_sequence(&["<xs:any/>"]));
        sequence_in_a_repeated_choice: (
            &group("choice", "maxOccurs=\"unbounded\"", &(element("a", "") + &element("b", ""))),
            &in_sequence(&[&element("b", ""), &element("a", "")]),
        );
        nested_sequences: (
            &in_sequence(&[&in_sequence(&[&element("a", ""), &element("b", "")]), &element("c", "")]),
            &in_sequence(&[&element("a", ""), &in_sequence(&[&element("b", ""), &element("c", "")])]),
        );
        another_order_of_all: (
            &group("all", "", &(element("a", "") + &element("b", OPTIONAL))),
            &in_sequence(&[&element("b", ""), &element("a", "")]),
        );
    }}

    #[test]
    fn a_member_of_the_substitution_group_is_accepted() {
        let elements = "<xs:element name=\"h\" abstract=\"true\"/><xs:element name=\"m\" substitutionGroup=\"t:h\"/>";
        let reference = |name: &str| in_sequence(&[&format!("<xs:element ref=\"t:{name}\"/>")]);
        accepted(format!("{elements}{}", restricted(&reference("h"), &reference("m"))));
    }

    /// A reference to the head counts as a choice of the members of its substitution group, in any order.
    #[test]
    fn several_members_of_the_substitution_group_are_accepted() {
        let elements = "<xs:element name=\"h\"/><xs:element name=\"m\" substitutionGroup=\"t:h\"/>\
            <xs:element name=\"n\" substitutionGroup=\"t:h\"/>";
        let reference = |name: &str| format!("<xs:element ref=\"t:{name}\"/>");
        let members = group("choice", "", &(reference("n") + &reference("m")));
        let head = in_sequence(&[&reference("h")]);
        accepted(format!("{elements}{}", restricted(&head, &members)));
        let own = group("choice", "", &(reference("n") + &reference("m") + &element("a", "")));
        let base = group("choice", "", &(reference("h") + &element("a", "")));
        accepted(format!("{elements}{}", restricted(&base, &own)));
    }

    /// Abstract members are not allowed in documents, but the base allows the elements that substitute them.
    #[test]
    fn an_abstract_member_of_the_substitution_group_is_accepted() {
        let elements = "<xs:element name=\"h\" abstract=\"true\"/><xs:element name=\"m\" abstract=\"true\" \
            substitutionGroup=\"t:h\"/><xs:element name=\"n\" substitutionGroup=\"t:m\"/>";
        let reference = |name: &str| format!("<xs:element ref=\"t:{name}\"/>");
        let choice = group("choice", "", &(reference("m") + &reference("n")));
        accepted(format!("{elements}{}", restricted(&in_sequence(&[&reference("h")]), &choice)));
    }

    fn mixed(extension: &str) -> String {
        format!(
            "<xs:complexType name=\"B\" mixed=\"true\"><xs:sequence>{}</xs:sequence></xs:complexType>",
            element("a", "")
        ) + &format!(
            "<xs:complexType name=\"E\"><xs:complexContent {extension}><xs:extension base=\"t:B\">{}</xs:extension>\
                 </xs:complexContent></xs:complexType>",
            in_sequence(&[&element("b", "")])
        )
    }

    fn substitution(head: &str, member: &str) -> String {
        format!("<xs:element name=\"h\" {head}/>\n<xs:element name=\"m\" substitutionGroup=\"t:h\" {member}/>")
    }

    test_support::cases! { refused {
        element_content_of_a_mixed_base: (mixed(""), &["cos-ct-extends.1.4.2.2.2"]);
        mixed_content_of_an_element_base: (
            sequence("B", &element("a", "")) + &restriction(&in_sequence(&[&element("a", "")])).replace("<xs:complexContent", "<xs:complexContent mixed=\"true\""),
            &["derivation-ok-restriction.5.4.1.2"],
        );
        nothing_of_required_elements: (sequence("B", &element("a", "")) + &restriction(""), &["derivation-ok-restriction.5.2.2"]);
        type_of_a_member: (
            substitution("type=\"xs:int\"", "type=\"xs:string\""),
            &["e-props-correct.4", "a.xsd:3"],
        );
        stated_any_type_of_a_member: (substitution("type=\"xs:int\"", "type=\"xs:anyType\""), &["e-props-correct.4"]);
        final_of_a_head: (
            substitution("type=\"xs:decimal\" final=\"restriction\"", "type=\"xs:int\""),
            &["e-props-correct.4"],
        );
    }}

    test_support::cases! { accepted {
        mixed_extension: (mixed("mixed=\"true\""));
        same_block_in_another_form: (restricted(
            &in_sequence(&[&element("e", "block=\"#all\"")]),
            &in_sequence(&[&element("e", "block=\"extension restriction substitution\"")]),
        ));
        derived_type_of_a_member: (substitution("type=\"xs:decimal\"", "type=\"xs:int\""));
        member_without_type: (substitution("type=\"xs:decimal\" final=\"#all\"", ""));
        any_type_of_a_member: (substitution("", "type=\"xs:int\""));
    }}
}

/// The attribute `finalDefault`: the default of `final` for all types of a file.
mod final_default {
    use super::*;

    fn with_default(value: &str, content: &str) -> String {
        schema(content).replacen("<xs:schema", &format!("<xs:schema finalDefault=\"{value}\""), 1)
    }

    #[track_caller]
    fn accepted_with(value: &str, content: &str) {
        let report = report(&with_default(value, content), "");
        assert!(!report.contains("error: "), "{report}");
    }

    #[track_caller]
    fn refused_with(value: &str, content: &str) {
        let report = report(&with_default(value, content), "");
        assert!(report.contains("is final"), "{report}");
    }

    const ANONYMOUS_ITEM: &str = "<xs:simpleType name=\"A\"><xs:list><xs:simpleType><xs:restriction base=\"xs:int\"/>\
                                  </xs:simpleType></xs:list></xs:simpleType>";
    const NAMED_ITEM: &str = "<xs:simpleType name=\"I\"><xs:restriction base=\"xs:int\"/></xs:simpleType>\
                              <xs:simpleType name=\"A\"><xs:list itemType=\"t:I\"/></xs:simpleType>";

    test_support::cases! { accepted_with {
        does_not_apply_to_an_anonymous_item: ("list", ANONYMOUS_ITEM);
        of_another_kind: ("extension", NAMED_ITEM);
    } }

    test_support::cases! { refused_with {
        applies_to_a_named_item: ("list", NAMED_ITEM);
        of_all_kinds_applies_to_a_named_item: ("#all", NAMED_ITEM);
    } }
}

mod identity_constraints {
    use super::*;

    fn key(selector: &str, field: &str) -> String {
        format!(
            "<xs:element name=\"a\"><xs:key name=\"k\">\n<xs:selector xpath=\"{selector}\"/>\n<xs:field xpath=\"{field}\"/></xs:key></xs:element>"
        )
    }

    fn reference(rest: &str) -> String {
        key("b", "c").replace("</xs:key>", &format!("</xs:key>\n<xs:keyref name=\"r\" {rest}</xs:keyref>"))
    }

    const BODY: &str = "><xs:selector xpath=\"b\"/><xs:field xpath=\"d\"/>";

    test_support::cases! { refused {
        absolute_path: (key("/a", "b"), &["c-selector-xpath", "a.xsd:3"]);
        attribute_in_a_selector: (key("a/@b", "b"), &["a selector cannot select an attribute"]);
        predicate: (key("a[1]", "b"), &["`[1]` is not allowed here"]);
        descendants_inside: (key("a//b", "c"), &["`//` is allowed only at the beginning"]);
        parent: (key("..", "a"), &["c-selector-xpath"]);
        text: (key("a", "text()"), &["c-fields-xpaths", "a.xsd:4"]);
        step_after_an_attribute: (key("a", "@b/c"), &["c-fields-xpaths"]);
        empty: (key("", "a"), &["the name of an element or attribute is missing"]);
        undeclared_prefix: (key("q:a", "b"), &["the prefix `q` is not declared"]);
        unknown_key: (reference(&format!("refer=\"t:x\"{BODY}")), &["there is no key {urn:t}x"]);
        reference_to_a_reference: (reference(&format!("refer=\"t:r\"{BODY}")), &["c-props-correct"]);
        another_number_of_fields: (
            reference(&format!("refer=\"t:k\"{BODY}<xs:field xpath=\"e\"/>")),
            &["the reference has 2 fields, but {urn:t}k has 1", "c-props-correct.2"],
        );
        the_same_name_twice: (key("a", "b") + &key("a", "b").replace("name=\"a\"", "name=\"b\""), &["sch-props-correct.2"]);
    }}

    test_support::cases! { accepted {
        descendants: (key(".//a", ".//b/@c"));
        own: (key(".", "."));
        alternatives: (key("t:a | b/* | t:*", "@*|@t:b"));
        axes: (key("child::a / ./b", "child::a/attribute::t:b"));
        reference_to_a_key: (reference(&format!("refer=\"t:k\"{BODY}")));
    }}
}

mod redefinition {
    use super::*;

    const ORIGINAL: &str = "<xs:simpleType name=\"S\"><xs:restriction base=\"xs:string\"/></xs:simpleType>
        <xs:complexType name=\"C\"><xs:sequence><xs:element name=\"a\" type=\"t:S\"/></xs:sequence></xs:complexType>
        <xs:group name=\"g\"><xs:sequence><xs:element name=\"b\" type=\"t:C\"/></xs:sequence></xs:group>
        <xs:attributeGroup name=\"h\"><xs:attribute name=\"c\"/></xs:attributeGroup>
        <xs:element name=\"root\"><xs:complexType><xs:group ref=\"t:g\"/><xs:attributeGroup ref=\"t:h\"/></xs:complexType></xs:element>";

    fn redefine(definitions: &str) -> String {
        format!("<xs:redefine schemaLocation=\"b.xsd\">\n{definitions}</xs:redefine>")
    }

    fn extension(base: &str) -> String {
        format!(
            "<xs:complexType name=\"C\"><xs:complexContent><xs:extension base=\"{base}\"><xs:sequence>{}</xs:sequence></xs:extension>\
             </xs:complexContent></xs:complexType>",
            element("d", "")
        )
    }

    #[track_caller]
    fn redefines(definitions: &str) {
        generates(&redefine(definitions), ORIGINAL);
    }

    test_support::cases! { redefines {
        nothing: ("");
        a_simple_type: (&simple("S", "t:S", "<xs:maxLength value=\"3\"/>"));
        a_complex_type: (&extension("t:C"));
        a_restriction: (&sequence("C", &element("a", "").replace("xs:string", "t:S")).replace(
            "<xs:sequence>",
            "<xs:complexContent><xs:restriction base=\"t:C\"><xs:sequence>"
        ).replace("</xs:sequence>", "</xs:sequence></xs:restriction></xs:complexContent>"));
        a_group: ("<xs:group name=\"g\"><xs:sequence><xs:group ref=\"t:g\"/><xs:element name=\"e\"/></xs:sequence></xs:group>");
        an_attribute_group: ("<xs:attributeGroup name=\"h\"><xs:attributeGroup ref=\"t:h\"/><xs:attribute name=\"f\"/></xs:attributeGroup>");
    }}

    #[track_caller]
    fn refused(definitions: &str, expected: &[&str]) {
        let report = report(&schema(&redefine(definitions)), &schema(ORIGINAL));
        for part in expected {
            assert!(report.contains(part), "{part:?} is not in\n{report}");
        }
    }

    test_support::cases! { refused {
        of_an_unknown_type: (&simple("X", "t:X", ""), &["the redefined file has no `simpleType` {urn:t}X", "a.xsd:3"]);
        of_another_base: (&extension("xs:anyType"), &["src-redefine.5", "a.xsd:3"]);
        that_widens_a_facet: (&simple("S", "t:S", "<xs:length value=\"x\"/>"), &["`x` is not a number"]);
    }}
}

mod other_versions {
    use super::*;

    fn versioned(attribute: &str, declaration: &str) -> String {
        declaration.replacen(
            ' ',
            &format!(" xmlns:vc=\"http://www.w3.org/2007/XMLSchema-versioning\" vc:{attribute} "),
            1,
        )
    }

    const UNKNOWN: &str = "<xs:element name=\"a\" type=\"xs:dateTimeStamp\"/>";

    test_support::cases! { accepted {
        later: (versioned("minVersion=\"1.1\"", UNKNOWN));
        earlier: (versioned("maxVersion=\"1.0\"", UNKNOWN));
        with_unknown_types: (versioned("typeAvailable=\"xs:int xs:dateTimeStamp\"", UNKNOWN));
        with_known_facets: (versioned("facetUnavailable=\"xs:pattern\"", UNKNOWN));
        declared_for_each_version: (
            versioned("minVersion=\"1.1\"", "<xs:element name=\"a\"/>") + &versioned("maxVersion=\"1.1\"", "<xs:element name=\"a\"/>"),
        );
    }}

    test_support::cases! { refused {
        this_version: (versioned("minVersion=\"1.0\"", UNKNOWN), &["dateTimeStamp"]);
        before_a_later_one: (versioned("maxVersion=\"1.1\"", UNKNOWN), &["dateTimeStamp"]);
        with_known_types: (versioned("typeAvailable=\"xs:int\"", UNKNOWN), &["dateTimeStamp"]);
    }}
}

mod simple_content {
    use super::*;

    fn extended(body: &str) -> String {
        format!(
            "<xs:complexType name=\"B\"><xs:simpleContent><xs:extension base=\"xs:int\"/></xs:simpleContent></xs:complexType>\
             <xs:complexType name=\"E\"><xs:complexContent><xs:extension base=\"t:B\">\n{body}</xs:extension></xs:complexContent></xs:complexType>"
        )
    }

    #[test]
    fn is_extended_by_attributes_in_complex_content() {
        generates(&extended("<xs:attribute name=\"a\"/>"), "");
    }

    #[test]
    fn is_not_extended_by_elements() {
        refused(extended(&format!("<xs:sequence>{}</xs:sequence>", element("a", ""))), &["cos-ct-extends.1.4"]);
    }
}

mod duplicates {
    use super::*;

    /// Returns the report for `a.xsd`, which has the declarations `own` and includes `b.xsd` with the declarations `other`.
    fn including(own: &str, other: &str) -> String {
        let own = format!("<xs:include schemaLocation=\"b.xsd\"/>\n{own}");
        report(&schema(&own), &schema(other).replace("xmlns:t=", "xmlns:u="))
    }

    #[track_caller]
    fn merged(own: &str, other: &str) {
        assert_eq!(including(own, other), "");
    }

    #[track_caller]
    fn refused(own: &str, other: &str) {
        let report = including(own, other);
        for part in ["is declared twice", "the first declaration is here", "a.xsd:3", "b.xsd:2", "sch-props-correct.2"]
        {
            assert!(report.contains(part), "{part:?} is not in\n{report}");
        }
    }

    const NOTE: &str = "<xs:annotation><xs:documentation>A note.</xs:documentation></xs:annotation>";

    test_support::cases! { merged {
        equal: ("<xs:element name=\"a\" type=\"t:a\"/><xs:simpleType name=\"a\"><xs:list itemType=\"xs:int\"/></xs:simpleType>",
            "<xs:element type='u:a' name='a'/><xs:simpleType name='a'><xs:list itemType='xs:int'/></xs:simpleType>");
        with_other_documentation: ("<xs:complexType name=\"a\"/>", &format!("<xs:complexType id=\"x\" name=\"a\">{NOTE}</xs:complexType>"));
        groups: (
            "<xs:group name=\"g\"><xs:choice><xs:any/></xs:choice></xs:group>",
            "<xs:group name=\"g\">\n<xs:choice><xs:any/></xs:choice></xs:group>",
        );
        attributes: ("<xs:attribute name=\"a\" fixed=\"1\"/>", "<xs:attribute name=\"a\" fixed=\"1\"/>");
    }}

    test_support::cases! { refused {
        other_types: ("<xs:element name=\"a\" type=\"xs:int\"/>", "<xs:element name=\"a\" type=\"xs:string\"/>");
        other_values: ("<xs:attribute name=\"a\" fixed=\"1\"/>", "<xs:attribute name=\"a\" fixed=\" 1\"/>");
        more_children: ("<xs:attributeGroup name=\"a\"/>", "<xs:attributeGroup name=\"a\"><xs:attribute name=\"b\"/></xs:attributeGroup>");
        more_attributes: ("<xs:complexType name=\"a\" mixed=\"true\"/>", "<xs:complexType name=\"a\"/>");
    }}

    #[test]
    fn in_one_file_are_refused() {
        super::refused(
            "<xs:element name=\"a\"/>\n<xs:element name=\"a\"/>",
            &["element {urn:t}a is declared twice", "a.xsd:3"],
        );
    }
}

mod missing_files {
    use super::*;

    #[track_caller]
    fn warned(link: &str) {
        let report = report(&schema(link), "");
        assert!(report.contains("warning: ") && report.contains("a.xsd:2") && !report.contains("error: "), "{report}");
    }

    test_support::cases! { warned {
        imported: ("<xs:import namespace=\"urn:x\" schemaLocation=\"none.xsd\"/>");
        remote: ("<xs:import namespace=\"urn:x\" schemaLocation=\"https://example.com/none.xsd\"/>");
        included: ("<xs:include schemaLocation=\"none.xsd\"/>");
        redefined: ("<xs:redefine schemaLocation=\"none.xsd\"/>");
    }}

    #[test]
    fn that_are_included_and_used_are_refused() {
        let link = "<xs:include schemaLocation=\"none.xsd\"/>\n<xs:element name=\"a\" type=\"t:b\"/>";
        refused(link, &["there is no type {urn:t}b", "there is no file `none.xsd`", "a.xsd:3"]);
    }

    #[test]
    fn whose_types_are_redefined_are_refused() {
        let restriction = "<xs:restriction base=\"t:b\"><xs:maxLength value=\"1\"/></xs:restriction>";
        let types = format!("<xs:simpleType name=\"b\">{restriction}</xs:simpleType>");
        let link = format!("<xs:redefine schemaLocation=\"none.xsd\">{types}</xs:redefine>");
        refused(&link, &["{urn:t}b", "there is no file `none.xsd`"]);
    }

    #[test]
    fn that_are_imported_and_used_are_refused() {
        let link = "<xs:import namespace=\"urn:x\" schemaLocation=\"none.xsd\"/><xs:element name=\"a\" type=\"x:b\" xmlns:x=\"urn:x\"/>";
        refused(link, &["there is no type {urn:x}b", "there is no file `none.xsd`"]);
    }
}

/// Files to which several other files refer.
mod shared_files {
    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::io;
    use std::path::{Path, PathBuf};

    use codegen::Loader;

    use super::*;

    /// A loader that counts how often each file is read. A file is parsed each time it is read, so these are also the numbers of
    /// parses.
    struct Counting {
        files: MemoryLoader,
        reads: RefCell<BTreeMap<PathBuf, usize>>,
    }

    impl Loader for Counting {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            *self.reads.borrow_mut().entry(self.identity(path)).or_default() += 1;
            self.files.read(path)
        }

        fn exists(&self, path: &Path) -> bool {
            self.files.exists(path)
        }
    }

    #[test]
    fn are_read_once() {
        let document = |namespace: &str, content: &str| {
            format!(
                "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"{namespace}\">{content}</xs:schema>"
            )
        };
        let import = |namespace: &str, location: &str| {
            format!("<xs:import namespace=\"{namespace}\" schemaLocation=\"{location}\"/>")
        };
        let chameleon = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"c\"/></xs:schema>";
        let include = |location: &str| format!("<xs:include schemaLocation=\"{location}\"/>");
        let common = document("urn:common", &(import("urn:0", "0.xsd") + "<xs:element name=\"e\" type=\"xs:int\"/>"));
        let mut files = MemoryLoader::new().with("common.xsd", common).with("part.xsd", chameleon);
        let others = ["common.xsd", "./common.xsd", "x/../common.xsd", "%63ommon.xsd"];
        for (number, location) in others.into_iter().enumerate() {
            let part = if number % 2 == 0 { "part.xsd" } else { "./part.xsd" };
            let content = include(part) + &import("urn:common", location);
            files = files.with(format!("{number}.xsd"), document(&format!("urn:{number}"), &content));
        }
        let loader = Counting { files, reads: RefCell::default() };
        let paths = [0, 1, 2, 3, 0].map(|number| format!("{number}.xsd").into());
        let services = codegen::load(&paths, &loader).into_result().unwrap();
        let expected = ["0.xsd", "1.xsd", "2.xsd", "3.xsd", "common.xsd", "part.xsd"];
        assert_eq!(loader.reads.into_inner(), expected.map(|path| (path.into(), 1)).into());
        let global = services.schema.elements().filter(|(_, element)| element.is_global).count();
        assert_eq!(global, 1 + 4, "one element of common.xsd, and one of part.xsd in each of four namespaces");
    }
}

mod operations {
    use super::*;

    /// Returns a WSDL with two operations. The parameters are the attributes that `part`, `soap:body` and `soap:operation` have in the
    /// second operation.
    fn wsdl(part: &str, body: &str, operation: &str) -> String {
        let message = |name: &str, part: &str| format!("<message name=\"{name}\"><part name=\"p\" {part}/></message>");
        let bound = |name: &str, operation: &str, body: &str| {
            format!(
                "<operation name=\"{name}\">\n<soap:operation soapAction=\"{name}\" {operation}/><input><soap:body {body}/></input></operation>"
            )
        };
        let declared = |name: &str| format!("<operation name=\"{name}\"><input message=\"t:{name}\"/></operation>");
        format!(
            "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\" xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\" \
             xmlns:t=\"urn:t\" targetNamespace=\"urn:t\"><types>{}</types>{}{}<portType name=\"P\">{}{}</portType>\
             <binding name=\"B\" type=\"t:P\"><soap:binding style=\"document\"/>\n{}\n{}</binding></definitions>",
            schema("<xs:element name=\"a\" type=\"xs:int\"/>"),
            message("First", "element=\"t:a\""),
            message("Second", part),
            declared("First"),
            declared("Second"),
            bound("First", "", "use=\"literal\""),
            bound("Second", operation, body),
        )
    }

    #[track_caller]
    fn skipped(part: &str, body: &str, operation: &str, expected: &str) {
        let loader = MemoryLoader::new().with("a.wsdl", wsdl(part, body, operation));
        let loaded = codegen::load(&["a.wsdl".into()], &loader);
        let report = loaded.diagnostics.render(&loaded.sources);
        let services = loaded.value.unwrap();
        assert_eq!(
            services.operations.iter().map(|known| known.name.as_str()).collect::<Vec<_>>(),
            ["First"],
            "{report}"
        );
        assert!(report.contains("warning: operation `Second` is skipped: ") && report.contains(expected), "{report}");
    }

    #[test]
    fn of_additions_do_without_absent_headers() {
        let part = "element=\"t:a\"/><part name=\"h\" element=\"t:absent\"";
        let body = "use=\"literal\"/><soap:header message=\"t:Second\" part=\"h\" use=\"literal\"";
        let text = wsdl(part, body, "");
        let optional = "<definitions xmlns:add=\"urn:xsd-codegen:additions\" add:optional=\"true\" ";
        let loader = MemoryLoader::new().with("a.wsdl", text.replace("<definitions ", optional));
        let loaded = codegen::load(&["a.wsdl".into()], &loader);
        assert_eq!(loaded.diagnostics.render(&loaded.sources), "");
        let operations = loaded.value.unwrap().operations;
        assert_eq!((operations.len(), operations[1].request_headers.len()), (2, 0));
    }

    test_support::cases! { skipped {
        with_a_typed_part: ("type=\"t:x\"", "use=\"literal\"", "", "part `p` of a message has a type instead of an element");
        of_rpc_style: ("element=\"t:a\"", "use=\"literal\"", "style=\"rpc\"", "it is of rpc style");
        with_encoded_messages: ("element=\"t:a\"", "use=\"encoded\"", "", "its messages are encoded");
        with_two_elements: (
            "element=\"t:a\"/><part name=\"q\" element=\"t:a\"",
            "use=\"literal\"",
            "",
            "its body has more than one element",
        );
    }}

    #[test]
    fn do_without_an_absent_file_of_which_nothing_is_used() {
        let import = "<import namespace=\"urn:x\" location=\"none.wsdl\"/><types>";
        let text = wsdl("element=\"t:a\"", "use=\"literal\"", "").replace("<types>", import);
        let loaded = codegen::load(&["a.wsdl".into()], &MemoryLoader::new().with("a.wsdl", text));
        let report = loaded.diagnostics.render(&loaded.sources);
        assert!(report.contains("warning: there is no file `none.wsdl`"), "{report}");
        assert_eq!(loaded.value.unwrap().operations.len(), 2, "{report}");
    }

    #[test]
    fn with_an_unknown_element_are_refused() {
        let loader = MemoryLoader::new().with("a.wsdl", wsdl("element=\"t:x\"", "use=\"literal\"", ""));
        let loaded = codegen::load(&["a.wsdl".into()], &loader);
        assert!(loaded.diagnostics.render(&loaded.sources).contains("error: there is no element {urn:t}x"));
    }

    #[test]
    fn select_one_of_several_parts() {
        let parts = "element=\"t:a\"/><part name=\"q\" type=\"t:x\"";
        let loader = MemoryLoader::new().with("a.wsdl", wsdl(parts, "use=\"literal\" parts=\"p\"", ""));
        assert_eq!(codegen::load(&["a.wsdl".into()], &loader).into_result().unwrap().operations.len(), 2);
    }
}

mod namespace_of_xml_schema {
    use super::*;

    const XS: &str = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"http://www.w3.org/2001/XMLSchema\">
        <xs:simpleType name=\"string\"><xs:restriction base=\"xs:anySimpleType\"/></xs:simpleType>
        <xs:attributeGroup name=\"occurs\"><xs:attribute name=\"minOccurs\" type=\"xs:nonNegativeInteger\"/></xs:attributeGroup>
        <xs:element name=\"schema\" type=\"xs:string\"/></xs:schema>";

    const IMPORT: &str = "<xs:import namespace=\"http://www.w3.org/2001/XMLSchema\" schemaLocation=\"b.xsd\"/>";

    #[test]
    fn is_read_like_another() {
        let loader = MemoryLoader::new().with("a.xsd", XS);
        let services = codegen::load(&["a.xsd".into()], &loader).into_result().unwrap();
        assert!(services.schema.elements().any(|(_, element)| element.name.local.as_ref() == "schema"));
    }

    #[test]
    fn has_components_to_refer_to() {
        let uses = "<xs:complexType name=\"A\"><xs:sequence><xs:element ref=\"xs:schema\"/></xs:sequence>\
            <xs:attributeGroup ref=\"xs:occurs\"/></xs:complexType>";
        assert_eq!(report(&schema(&format!("{IMPORT}{uses}")), XS), "");
    }

    #[test]
    fn needs_no_file_for_its_simple_types() {
        accepted(IMPORT.replace("b.xsd", "none.xsd") + &element("a", ""));
    }
}

/// Locations of included files with the URI scheme `file`.
mod file_locations {
    use super::*;

    #[track_caller]
    fn included(location: &str) {
        let text = schema(&format!("<xs:include schemaLocation=\"{location}\"/><xs:element name=\"a\" type=\"t:B\"/>"));
        let loader = MemoryLoader::new().with("a.xsd", text).with("/b.xsd", schema(&simple("B", "xs:int", "")));
        codegen::load(&["a.xsd".into()], &loader).into_result().unwrap();
    }

    test_support::cases! { included {
        with_three_slashes: ("file:///b.xsd");
        with_one_slash: ("file:/b.xsd");
    } }
}

mod namespace_of_xml {
    use super::*;

    /// Checks that the code generated from a schema of the `xml` namespace is valid Rust and contains `expected`.
    #[track_caller]
    fn generated(content: &str, expected: &str) {
        let text = format!(
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"http://www.w3.org/XML/1998/namespace\">\
             {content}</xs:schema>"
        );
        let loader = MemoryLoader::new().with("xml.xsd", text);
        let services = codegen::load(&["xml.xsd".into()], &loader).into_result().unwrap();
        let files = codegen::generate(&services, &Options::new("runtime")).unwrap().files;
        let code: String = files.values().map(String::as_str).collect();
        assert!(files.values().all(|text| syn::parse_file(text).is_ok()) && code.contains(expected), "{code}");
    }

    test_support::cases! { generated {
        a_type: ("<xs:simpleType name=\"digit\"><xs:restriction base=\"xs:int\"/></xs:simpleType>", "pub type Digit");
        a_complex_type: ("<xs:complexType name=\"mark\"><xs:attribute ref=\"xml:lang\"/></xs:complexType>", "pub struct Mark");
        an_element: ("<xs:element name=\"note\" type=\"xs:string\"/>", "element(XML, \"note\")");
        an_attribute: ("<xs:attribute name=\"level\" type=\"xs:int\"/>", "Types and elements");
    } }
}

mod encodings {
    use super::*;

    /// Checks that the bytes `documentation` are decoded to `expected` in a file whose XML declaration states `encoding`.
    #[track_caller]
    fn decoded(encoding: &str, documentation: &[u8], expected: &str) {
        let text = schema(
            "<xs:element name=\"a\"><xs:annotation><xs:documentation>#</xs:documentation></xs:annotation></xs:element>",
        );
        let (before, after) = text.split_once('#').unwrap();
        let declaration = format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>");
        let bytes = [declaration.as_bytes(), before.as_bytes(), documentation, after.as_bytes()].concat();
        let loader = MemoryLoader::new().with("a.xsd", bytes);
        let services = codegen::load(&["a.xsd".into()], &loader).into_result().unwrap();
        let documentation = services.schema.elements().find_map(|(_, element)| element.documentation.clone());
        assert_eq!(documentation.as_deref(), Some(expected));
    }

    test_support::cases! { decoded {
        iso_8859_15: ("ISO-8859-15", b"caf\xE9 \xA4 \xBD", "café € œ");
        us_ascii: ("US-ASCII", b"cafe", "cafe");
        iso_8859_1: ("ISO-8859-1", b"caf\xE9", "café");
        windows_1252: ("Windows-1252", b"\x80 5 \x97 caf\xE9", "€ 5 — café");
        windows_1251: ("windows-1251", b"\xCF\xF0\xE8", "При");
        iso_8859_2: ("ISO-8859-2", b"\xB1", "ą");
        shift_jis: ("Shift_JIS", b"\x93\xFA", "日");
        gb2312: ("gb2312", b"\xD6\xD0", "中");
        utf_8: ("utf-8", "café".as_bytes(), "café");
    }}

    #[test]
    fn bytes_that_are_not_characters_are_refused() {
        let bytes = [b"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>", schema("").as_bytes(), b"<!--\xFF-->"].concat();
        let loader = MemoryLoader::new().with("a.xsd", bytes);
        let error = codegen::load(&["a.xsd".into()], &loader).into_result().unwrap_err().to_string();
        assert!(error.contains("not valid Shift_JIS: byte"), "{error}");
    }
}
