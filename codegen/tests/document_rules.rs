//! Rules for schema documents as a whole: annotations, references between files, redefinition and extension.

use codegen::MemoryLoader;

use crate::diagnostics::{report, schema};
use crate::schema_rules::{accepted, refused};

/// Returns the text of `b.xsd`: a schema with the target namespace `urn:b` that contains `content`.
fn other(content: &str) -> String {
    schema(content).replace("urn:t", "urn:b").replace("xmlns:t=", "xmlns:b=")
}

/// Checks that the report contains each text in `expected`. `content` is inside the schema `a.xsd`; `b` is the whole text of `b.xsd`.
#[track_caller]
fn refused_with(content: &str, b: &str, expected: &[&str]) {
    let report = report(&schema(content), b);
    for part in expected {
        assert!(report.contains(part), "{part:?} is not in\n{report}");
    }
}

/// Checks that the report is empty. `content` is inside the schema `a.xsd`; `b` is the whole text of `b.xsd`.
#[track_caller]
fn accepted_with(content: &str, b: &str) {
    assert_eq!(report(&schema(content), b), "");
}

mod annotations {
    use super::*;

    fn annotation(content: &str) -> String {
        format!("<xs:annotation>\n{content}</xs:annotation>")
    }

    test_support::cases! { refused {
        attribute_of_documentation: (annotation("<xs:documentation lang=\"en\"/>"), &["`xs:documentation` has no attribute `lang`", "a.xsd:3", "source"]);
        attribute_of_appinfo: (annotation("<xs:appinfo xs:source=\"x\"/>"), &["`xs:appinfo` has no attribute `source`"]);
        id_of_documentation: (annotation("<xs:documentation id=\"x\"/>"), &["has no attribute `id`"]);
        language: (annotation("<xs:documentation xml:lang=\"British English\"/>"), &["invalid value `British English` for `xml:lang`", "a.xsd:3"]);
    }}

    test_support::cases! { accepted {
        source: (annotation("<xs:documentation source=\"urn:x\" xml:lang=\"en-GB\" t:x=\"1\"><b id=\"1\"/></xs:documentation>"));
        unknown_language: (annotation("<xs:documentation xml:lang=\"\"/><xs:appinfo source=\"\"/>"));
    }}
}

mod imports {
    use super::*;

    const IMPORT: &str = "<xs:import namespace=\"urn:b\" schemaLocation=\"b.xsd\"/>";
    const USE: &str = "<xs:element name=\"a\" xmlns:b=\"urn:b\" type=\"b:A\"/>";
    const TYPE: &str = "<xs:complexType name=\"A\"/>";

    #[test]
    fn make_names_known() {
        accepted_with(&format!("{IMPORT}{USE}"), &other(TYPE));
    }

    #[test]
    fn are_not_inherited_from_included_files() {
        let c = other(TYPE);
        let loader = MemoryLoader::new()
            .with("a.xsd", schema(&format!("<xs:include schemaLocation=\"b.xsd\"/>\n{USE}")))
            .with("b.xsd", schema(&IMPORT.replace("b.xsd", "c.xsd")))
            .with("c.xsd", c);
        let loaded = codegen::load(&["a.xsd".into()], &loader);
        let report = loaded.diagnostics.render(&loaded.sources);
        for part in ["this file does not import namespace urn:b", "a.xsd:3", "src-resolve.4.2"] {
            assert!(report.contains(part), "{part:?} is not in\n{report}");
        }
    }

    #[test]
    fn make_names_without_a_namespace_known() {
        let b = schema(TYPE).replace(" targetNamespace=\"urn:t\"", "");
        let uses = "<xs:element name=\"a\" type=\"A\"/>";
        accepted_with(&format!("<xs:import schemaLocation=\"b.xsd\"/>{uses}"), &b);
        let loader = MemoryLoader::new().with("a.xsd", schema(&format!("\n{uses}"))).with("b.xsd", b);
        let loaded = codegen::load(&["a.xsd".into(), "b.xsd".into()], &loader);
        let report = loaded.diagnostics.render(&loaded.sources);
        for part in ["does not import components without a namespace", "a.xsd:3", "src-resolve.4.1"] {
            assert!(report.contains(part), "{part:?} is not in\n{report}");
        }
    }

    const LANG: &str = "<xs:complexType name=\"A\">\n<xs:attribute ref=\"xml:lang\"/></xs:complexType>";

    #[test]
    fn are_needed_for_the_attributes_of_xml() {
        accepted(format!("<xs:import namespace=\"http://www.w3.org/XML/1998/namespace\"/>{LANG}"));
        refused(LANG, &["does not import namespace http://www.w3.org/XML/1998/namespace", "a.xsd:3"]);
    }
}

mod redefinition {
    use super::*;

    const ORIGINAL: &str = "<xs:complexType name=\"C\"/><xs:group name=\"g\"><xs:sequence><xs:element name=\"a\" type=\"xs:string\"/>\
        <xs:element name=\"b\" minOccurs=\"0\"/></xs:sequence></xs:group>\
        <xs:attributeGroup name=\"h\"><xs:attribute name=\"c\" type=\"xs:string\"/><xs:attribute name=\"d\" use=\"required\"/></xs:attributeGroup>";
    const TYPE: &str = "<xs:complexType name=\"C\"><xs:complexContent><xs:extension base=\"t:C\"/></xs:complexContent></xs:complexType>";

    fn redefine(definitions: &str) -> String {
        format!("<xs:redefine schemaLocation=\"b.xsd\">\n{definitions}</xs:redefine>")
    }

    fn group(content: &str) -> String {
        redefine(&format!("<xs:group name=\"g\"><xs:sequence>{content}</xs:sequence></xs:group>"))
    }

    fn attributes(content: &str) -> String {
        redefine(&format!("<xs:attributeGroup name=\"h\">{content}</xs:attributeGroup>"))
    }

    #[track_caller]
    fn redefines(content: &str) {
        accepted_with(content, &schema(ORIGINAL));
    }

    test_support::cases! { redefines {
        between_annotations: (&redefine(&format!("<xs:annotation/>{TYPE}<xs:annotation/><xs:annotation/>")));
        restricting_a_group: (&group("<xs:element name=\"a\" type=\"xs:token\"/>"));
        restricting_attributes: (&attributes("<xs:attribute name=\"c\" type=\"xs:token\" use=\"required\"/><xs:attribute name=\"d\" use=\"required\"/>"));
    }}

    #[track_caller]
    fn refuses(content: &str, expected: &[&str]) {
        refused_with(content, &schema(ORIGINAL), expected);
    }

    test_support::cases! { refuses {
        twice: (&redefine(&format!("{TYPE}\n{TYPE}")), &["{urn:t}C is declared twice", "a.xsd:4", "sch-props-correct.2"]);
        next_to_a_declaration: (&(redefine(TYPE) + "\n<xs:complexType name=\"C\"/>"), &["{urn:t}C is declared twice"]);
        repeating_the_group: (&group("<xs:group ref=\"t:g\" maxOccurs=\"2\"/>"), &["src-redefine.6.1.2", "a.xsd:3"]);
        making_the_group_optional: (&group("<xs:group ref=\"t:g\" minOccurs=\"0\"/>"), &["src-redefine.6.1.2"]);
        replacing_a_group: (&group("<xs:element name=\"z\"/>"), &["{urn:t}g is not a restriction of its base", "a.xsd:3", "the base states this"]);
        with_an_unknown_type: (&group("<xs:group ref=\"t:g\"/><xs:element name=\"z\" type=\"t:Z\"/>"), &["there is no type {urn:t}Z"]);
        adding_an_attribute: (
            &attributes("<xs:attribute name=\"d\" use=\"required\"/><xs:attribute name=\"e\"/>"),
            &["the base has no attribute e", "derivation-ok-restriction.2.2", "a.xsd:3"],
        );
        omitting_a_required_attribute: (&attributes(""), &["attribute d is required in the base", "derivation-ok-restriction.3"]);
    }}
}

mod attributes {
    use super::*;

    const GROUP: &str = "<xs:attributeGroup name=\"g\"><xs:attribute name=\"a\"/></xs:attributeGroup>";
    const XSI: &str = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"http://www.w3.org/2001/XMLSchema-instance\">\n\
                       <xs:attribute name=\"a\"/></xs:schema>";

    fn extended(base: &str, own: &str) -> String {
        format!(
            "{GROUP}<xs:complexType name=\"B\">{base}</xs:complexType>\n<xs:complexType name=\"E\"><xs:complexContent>\
             <xs:extension base=\"t:B\">\n{own}</xs:extension></xs:complexContent></xs:complexType>"
        )
    }

    fn any(namespace: &str) -> String {
        format!("<xs:anyAttribute namespace=\"{namespace}\"/>")
    }

    const G: &str = "<xs:attributeGroup ref=\"t:g\"/>";
    const IDS: &str = "<xs:attribute name=\"a\" type=\"xs:ID\"/>\n<xs:attribute name=\"b\" type=\"xs:ID\"/>";

    test_support::cases! { accepted {
        of_a_group_reached_twice: (extended(&format!("{G}{G}"), ""));
        of_a_group_in_the_base_and_in_the_extension: (extended(G, G));
        of_other_namespaces_and_none: (extended(&any("##other"), &any("##targetNamespace ##local")));
        prohibited_in_an_unused_group: (
            "<xs:attributeGroup name=\"h\"><xs:attribute name=\"a\" use=\"prohibited\"/></xs:attributeGroup>",
        );
    }}

    test_support::cases! { refused {
        of_a_group_and_the_type: (extended(&format!("{G}<xs:attribute name=\"a\"/>"), ""), &["two uses of attribute a", "the first use is here", "ct-props-correct.4"]);
        of_two_ids_in_a_group: (format!("<xs:attributeGroup name=\"i\">\n{IDS}</xs:attributeGroup>"), &["two attributes have type ID: a and b", "ag-props-correct.3", "a.xsd:4"]);
        of_no_common_wildcard: (extended(&any("##other"), &any("##local")), &["the union of this wildcard", "src-ct.5", "a.xsd:3"]);
    }}

    #[test]
    fn of_the_instance_namespace_are_built_in() {
        let loader = MemoryLoader::new().with("a.xsd", XSI);
        let loaded = codegen::load(&["a.xsd".into()], &loader);
        let report = loaded.diagnostics.render(&loaded.sources);
        assert!(report.contains("(no-xsi)") && report.contains("a.xsd:2"), "{report}");
        // The schema of the `xsi` namespace itself may declare the built-in attributes.
        let loader = MemoryLoader::new().with("a.xsd", XSI.replace("name=\"a\"", "name=\"nil\" type=\"xs:boolean\""));
        let loaded = codegen::load(&["a.xsd".into()], &loader);
        assert_eq!(loaded.diagnostics.render(&loaded.sources), "");
    }

    #[test]
    fn of_two_other_namespaces_have_no_wildcard() {
        let b = other(&format!("<xs:attributeGroup name=\"h\">{}</xs:attributeGroup>", any("##other")));
        let import = "<xs:import namespace=\"urn:b\" schemaLocation=\"b.xsd\"/>";
        let uses = "<xs:attributeGroup xmlns:b=\"urn:b\" ref=\"b:h\"/>";
        let ty = format!("{import}<xs:complexType name=\"A\">{uses}\n{}</xs:complexType>", any("##other"));
        refused_with(&ty, &b, &["the intersection of this wildcard", "src-ct.4", "a.xsd:3"]);
    }

    #[test]
    fn prohibited_in_an_extension_are_inherited() {
        let text = schema(&extended("<xs:attribute name=\"a\"/>", "<xs:attribute name=\"a\" use=\"prohibited\"/>"));
        let loader = MemoryLoader::new().with("a.xsd", text);
        let services = codegen::load(&["a.xsd".into()], &loader).into_result().unwrap();
        let mut types = services.schema.complex_types().filter(|(_, ty)| ty.name.is_some());
        let (_, extension) = types.find(|(_, ty)| ty.name.as_ref().unwrap().local.as_ref() == "E").unwrap();
        assert_eq!(extension.attributes.len(), 1);
    }
}

mod extension {
    use super::*;

    fn extended(mixed: &str, base: &str, content: &str) -> String {
        format!(
            "<xs:complexType name=\"M\" mixed=\"true\"><xs:sequence><xs:element name=\"m\"/></xs:sequence></xs:complexType>\n\
             <xs:complexType name=\"E\"><xs:complexContent {mixed}>\n<xs:extension base=\"{base}\">{content}</xs:extension></xs:complexContent></xs:complexType>"
        )
    }

    const ELEMENT: &str = "<xs:element name=\"e\" type=\"xs:int\"/>";

    test_support::cases! { accepted {
        by_an_empty_sequence: (extended("", "t:M", "<xs:sequence/><xs:attribute name=\"a\"/>"));
        by_an_empty_optional_choice: (extended("", "t:M", "<xs:choice minOccurs=\"0\"/>"));
        of_any_type: (extended("", "xs:anyType", "<xs:attribute name=\"a\"/>"));
    }}

    test_support::cases! { refused {
        by_elements_without_mixed: (extended("", "xs:anyType", &format!("<xs:sequence>{ELEMENT}</xs:sequence>")), &["cos-ct-extends.1.4.2.2.2", "a.xsd:3"]);
        by_all: (extended("mixed=\"true\"", "xs:anyType", &format!("<xs:all>{ELEMENT}</xs:all>")), &["cos-all-limited.1.2", "a.xsd:4"]);
    }}

    /// Returns a schema with the attribute `finalDefault`, a simple type `S` and a complex type `E` that extends `S`.
    fn with_default(default: &str) -> String {
        let types = "<xs:simpleType name=\"S\"><xs:restriction base=\"xs:int\"/></xs:simpleType>\
            <xs:complexType name=\"E\"><xs:simpleContent><xs:extension base=\"t:S\"/></xs:simpleContent></xs:complexType>";
        schema(types).replacen(' ', &format!(" finalDefault=\"{default}\" "), 1)
    }

    #[test]
    fn of_simple_types_is_not_subject_to_the_default() {
        assert_eq!(report(&with_default("extension"), ""), "");
        assert!(report(&with_default("#all"), "").contains("the base is final"));
    }

    #[test]
    fn of_a_final_union_by_a_member() {
        let union = "<xs:simpleType name=\"U\"><xs:union memberTypes=\"xs:int xs:date\"/></xs:simpleType>";
        let elements = |head: &str| {
            let member = "\n<xs:element name=\"m\" type=\"xs:int\" substitutionGroup=\"t:h\"/>";
            format!("{union}<xs:element name=\"h\" type=\"t:U\" {head}/>{member}")
        };
        accepted(elements(""));
        refused(elements("final=\"restriction\""), &["e-props-correct.4", "a.xsd:3"]);
    }
}

mod document_types {
    use super::*;

    /// Returns a schema document with a document type declaration.
    fn declared(declaration: &str, content: &str) -> String {
        format!("<!DOCTYPE xs:schema {declaration}>\n{}", schema(content))
    }

    #[track_caller]
    fn loads(declaration: &str, content: &str) {
        assert_eq!(report(&declared(declaration, content), ""), "");
    }

    const ELEMENT: &str = "<xs:element name=\"a\" type=\"xs:int\"/>";

    test_support::cases! { loads {
        with_a_system_identifier: ("SYSTEM \"XMLSchema.dtd\"", ELEMENT);
        with_a_public_identifier: ("PUBLIC \"-//W3C//DTD XMLSCHEMA 200102//EN\" \"XMLSchema.dtd\"", ELEMENT);
        with_declarations: (
            "SYSTEM \"XMLSchema.dtd\" [<!ENTITY % p \"x\"><!ATTLIST xs:schema id ID #IMPLIED><!ELEMENT x EMPTY><!NOTATION n SYSTEM \"n\"><!-- ]> -->]",
            ELEMENT,
        );
        with_an_entity_in_a_value: ("[<!ENTITY type \"xs:int\">]", "<xs:element name=\"a\" type=\"&type;\"/>");
        with_an_entity_in_a_pattern: (
            "[<!ENTITY digit \"[0-9]\"><!ENTITY two \"&digit;&digit;\">]",
            "<xs:simpleType name=\"A\"><xs:restriction base=\"xs:string\"><xs:pattern value=\"&two;\"/></xs:restriction></xs:simpleType>",
        );
        with_an_element_in_an_entity: (
            "[<!ENTITY e \"<xs:element xmlns:xs='http://www.w3.org/2001/XMLSchema' name='b'/>\">]",
            "&e;",
        );
    }}

    #[test]
    fn without_the_entity_are_refused() {
        let report = report(&declared("[<!ENTITY type \"xs:int\">]", "<xs:element name=\"a\" type=\"&other;\"/>"), "");
        assert!(report.contains("error: ") && report.contains("other") && report.contains("a.xsd:3"), "{report}");
    }
}
