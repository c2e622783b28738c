//! Additions files, merged into the schemas that they extend.

use std::path::{Path, PathBuf};

use codegen::{Additions, Loader as _, MemoryLoader};

const HEAD: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t""#;

/// The types that the additions extend: `Order` has elements, `Same` and `Special` extend `Order`, `Open` has an attribute wildcard,
/// `Color` has enumerated values.
const TYPES: &str = r#"
<xs:complexType name="Order"><xs:sequence><xs:element name="Id"/><xs:element ref="t:Lines"/></xs:sequence></xs:complexType>
<xs:complexType name="Empty"/>
<xs:complexType name="Same"><xs:complexContent><xs:extension base="t:Order"/></xs:complexContent></xs:complexType>
<xs:complexType name="Sized"><xs:attribute name="a"><xs:simpleType><xs:restriction base="xs:string"></xs:restriction></xs:simpleType></xs:attribute></xs:complexType>
<xs:complexType name="Open"><xs:attribute name="a"/><xs:anyAttribute/></xs:complexType>
<xs:complexType name="Special"><xs:complexContent><xs:extension base="t:Order"></xs:extension></xs:complexContent></xs:complexType>
<xs:simpleType name="Color"><xs:restriction base="xs:string"><xs:enumeration value="a:red"/><xs:enumeration value="b"/></xs:restriction></xs:simpleType>
"#;

/// Merges `addition` into a schema with [`TYPES`]. Returns the merged schema without its namespace declarations, and the remarks.
fn merge(addition: &str) -> (String, Vec<String>) {
    let loader = MemoryLoader::new()
        .with("a.xsd", format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{HEAD}>{TYPES}</xs:schema>"))
        .with("add.xsd", format!("{HEAD} xmlns:add=\"urn:xsd-codegen:additions\">{addition}</xs:schema>"));
    let additions = Additions::load(&[PathBuf::from("add.xsd")], &loader).unwrap();
    let additions = additions.for_schemas(&[PathBuf::from("a.xsd")], &loader);
    let text = String::from_utf8(additions.loader(&loader).read(Path::new("a.xsd")).unwrap()).unwrap();
    roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let declarations = [
        r#" xmlns:xs="http://www.w3.org/2001/XMLSchema""#,
        r#" xmlns:add="urn:xsd-codegen:additions""#,
        r#" xmlns:t="urn:t""#,
    ];
    let bare = declarations.iter().fold(text, |text, declaration| text.replace(declaration, ""));
    (bare, additions.remarks())
}

/// Checks that the merged schema contains `expected` and has as many lines as before the addition, and that there are no remarks.
#[track_caller]
fn check(addition: &str, expected: &str) {
    let (merged, remarks) = merge(addition);
    assert!(merged.contains(expected), "{expected}\nis not in\n{merged}");
    assert_eq!(remarks, Vec::<String>::new());
    assert_eq!(merged.lines().count(), TYPES.lines().count() + 2, "the number of lines changed");
}

mod an_addition_is_inserted {
    use super::*;

    test_support::cases! { check {
        after_an_element: (
            r#"<xs:complexType name="Order" add:extend="true"><xs:sequence>
               <xs:element name="Note" add:after="Id"/><xs:element name="Next" add:after="t:Note"/>
               </xs:sequence></xs:complexType>"#,
            r#"<xs:element name="Id"/><xs:element name="Note" add:after="Id"/><xs:element name="Next" add:after="t:Note"/><xs:element ref="t:Lines"/>"#,
        );
        after_a_reference: (
            r#"<xs:complexType name="Order" add:extend="true"><xs:sequence>
               <xs:element name="Note" add:after="Lines"/></xs:sequence></xs:complexType>"#,
            r#"<xs:element ref="t:Lines"/><xs:element name="Note" add:after="Lines"/></xs:sequence>"#,
        );
        before_all_elements: (
            r#"<xs:complexType name="Order" add:extend="true"><xs:sequence><xs:element name="Note"/></xs:sequence></xs:complexType>"#,
            r#"<xs:sequence><xs:element name="Note"/><xs:element name="Id"/>"#,
        );
        as_an_attribute_before_a_wildcard: (
            r#"<xs:complexType name="Open" add:extend="true"><xs:attribute name="b"/></xs:complexType>"#,
            r#"<xs:attribute name="a"/><xs:attribute name="b"/><xs:anyAttribute/>"#,
        );
        as_an_attribute_of_an_extension: (
            r#"<xs:complexType name="Special" add:extend="true"><xs:attribute name="b"/></xs:complexType>"#,
            r#"<xs:extension base="t:Order"><xs:attribute name="b"/></xs:extension>"#,
        );
        as_an_attribute_after_one_with_an_anonymous_type: (
            r#"<xs:complexType name="Sized" add:extend="true"><xs:attribute name="b"/></xs:complexType>"#,
            r#"</xs:simpleType></xs:attribute><xs:attribute name="b"/></xs:complexType>"#,
        );
        after_a_value: (
            r#"<xs:simpleType name="Color" add:extend="true"><xs:restriction base="xs:string">
               <xs:enumeration value="a:green" add:after="a:red"/><xs:enumeration value="c"/></xs:restriction></xs:simpleType>"#,
            r#"<xs:enumeration value="a:red"/><xs:enumeration value="a:green" add:after="a:red"/><xs:enumeration value="b"/><xs:enumeration value="c"/>"#,
        );
        as_a_new_type_with_its_line_breaks_removed: (
            "<xs:complexType\n name=\"New\"/>",
            r#"<xs:complexType  name="New"/></xs:schema>"#,
        );
    }}
}

/// Checks that an addition causes exactly one remark, `expected`.
#[track_caller]
fn check_remark(addition: &str, expected: &str) {
    let (_, remarks) = merge(addition);
    assert_eq!(remarks, [expected]);
}

mod a_remark {
    use super::*;

    test_support::cases! { check_remark {
        on_a_known_element: (
            r#"<xs:complexType name="Order" add:extend="true"><xs:sequence><xs:element name="Id"/></xs:sequence></xs:complexType>"#,
            "the addition `Order/Id` is superseded: the schema has it; remove it",
        );
        on_a_known_type: (
            r#"<xs:complexType name="Order"/>"#,
            "the addition `Order` is superseded: the schema has it; remove it",
        );
        on_an_unknown_sibling: (
            r#"<xs:complexType name="Order" add:extend="true"><xs:sequence><xs:element name="a" add:after="b"/></xs:sequence></xs:complexType>"#,
            "the addition `Order/a` cannot be inserted into any schema",
        );
        on_an_unknown_type: (
            r#"<xs:complexType name="Oder" add:extend="true"><xs:attribute name="a"/></xs:complexType>"#,
            "the addition `Oder/@a` cannot be inserted into any schema",
        );
        on_a_member_of_an_absent_type: (
            r#"<xs:complexType name="Order" add:extend="true"><xs:sequence><xs:element name="a" type="t:Oder"/></xs:sequence></xs:complexType>"#,
            "the addition `Order/a` is left out: it refers to a part that the schemas lack",
        );
        on_an_attribute_of_an_empty_extension: (
            r#"<xs:complexType name="Same" add:extend="true"><xs:attribute name="a"/></xs:complexType>"#,
            "the addition `Same/@a` cannot be inserted into any schema",
        );
        on_an_attribute_of_an_empty_tag: (
            r#"<xs:complexType name="Empty" add:extend="true"><xs:attribute name="a"/></xs:complexType>"#,
            "the addition `Empty/@a` cannot be inserted into any schema",
        );
    }}
}

#[test]
fn a_type_that_refers_to_an_absent_type_is_absent_itself() {
    let types = r#"<xs:complexType name="A"><xs:attribute name="b" type="t:B"/></xs:complexType>
        <xs:simpleType name="B"><xs:list itemType="t:C"/></xs:simpleType>
        <xs:simpleType name="D"><xs:list itemType="t:Color"/></xs:simpleType>"#;
    let (merged, remarks) = merge(types);
    assert!(merged.contains("name=\"D\"") && !merged.contains("name=\"A\""), "{merged}");
    let left_out = |name: &str| format!("the addition `{name}` is left out: it refers to a part that the schemas lack");
    assert_eq!(remarks, ["A", "B"].map(left_out));
}

#[test]
fn a_namespace_without_a_schema_has_a_remark() {
    let addition = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:u\"><xs:element name=\"A\"/></xs:schema>";
    let loader = MemoryLoader::new().with("a.xsd", format!("{HEAD}>{TYPES}</xs:schema>")).with("add.xsd", addition);
    let additions = Additions::load(&[PathBuf::from("add.xsd")], &loader).unwrap();
    let additions = additions.for_schemas(&[PathBuf::from("a.xsd")], &loader);
    assert!(additions.loader(&loader).read(Path::new("a.xsd")).is_ok());
    assert_eq!(additions.remarks(), ["the additions to namespace `urn:u` cannot be inserted: no schema has it"]);
}

#[test]
fn a_file_that_is_not_a_schema_is_an_error() {
    let loader = MemoryLoader::new().with("add.xsd", "<a/>");
    let error = Additions::load(&[PathBuf::from("add.xsd")], &loader).unwrap_err();
    assert_eq!(error, "add.xsd: an additions file must be a schema");
}
