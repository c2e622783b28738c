//! Documentation files: their sentences in generated doc comments, and errors in the files.

use std::path::{Path, PathBuf};

use codegen::model::PartKind;
use codegen::{Documentation, Generated, MemoryLoader, Options};

const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:shop="urn:shop" targetNamespace="urn:shop"
    elementFormDefault="qualified">
  <xs:element name="Order" type="shop:OrderType"/>
  <xs:complexType name="OrderType">
    <xs:sequence>
      <xs:element name="Article" type="xs:string"/>
      <xs:element name="State" type="shop:StateType"/>
      <xs:choice>
        <xs:element name="Card" type="shop:CardType"/>
        <xs:element name="Cash" type="xs:decimal"/>
      </xs:choice>
    </xs:sequence>
    <xs:attribute name="number" type="xs:int"/>
  </xs:complexType>
  <xs:complexType name="CardType"><xs:attribute name="holder" type="xs:string"/></xs:complexType>
  <xs:complexType name="GiftCardType">
    <xs:complexContent><xs:extension base="shop:CardType"/></xs:complexContent>
  </xs:complexType>
  <xs:simpleType name="StateType">
    <xs:restriction base="xs:string"><xs:enumeration value="Open"/><xs:enumeration value="shipped"/></xs:restriction>
  </xs:simpleType>
</xs:schema>"#;

/// Loads documentation files and checks them. Returns the documentation and the rendered diagnostics.
fn load(files: &[&str]) -> (Option<Documentation>, String) {
    let mut loader = MemoryLoader::new();
    let mut paths = Vec::new();
    for (index, text) in files.iter().enumerate() {
        let path = format!("{index}.toml");
        loader = loader.with(&path, *text);
        paths.push(PathBuf::from(path));
    }
    let loaded = codegen::load_documentation(&paths, &loader);
    let rendered = loaded.diagnostics.render(&loaded.sources);
    let Some(documentation) = loaded.value else { return (None, rendered) };
    let coverage = generate(Documentation::default()).model.coverage;
    let rendered = documentation.check(&coverage).render(&loaded.sources);
    (Some(documentation), rendered)
}

fn generate(documentation: Documentation) -> Generated {
    let loader = MemoryLoader::new().with("a.xsd", SCHEMA);
    let services = codegen::load(&[PathBuf::from("a.xsd")], &loader).into_result().unwrap();
    let mut options = Options::new("crate");
    options.documentation = documentation;
    codegen::generate(&services, &options).unwrap()
}

mod sentence {
    use super::*;

    /// Checks that the generated file `file` contains the lines of `expected` one after another. `text` is the text of the
    /// documentation file.
    #[track_caller]
    fn check(text: &str, file: &str, expected: &[&str]) {
        let (documentation, rendered) = load(&[text]);
        assert_eq!(rendered, "");
        let generated = generate(documentation.unwrap());
        let code = &generated.files[Path::new(file)];
        let lines: Vec<&str> = code.lines().map(str::trim).collect();
        assert!(lines.windows(expected.len()).any(|window| window == expected), "{expected:#?} is not in\n{code}");
    }

    test_support::cases! { check {
        about_a_type: (
            "['shop:OrderType']\n'.' = 'Articles of one customer.'",
            "shop/order_type.rs",
            &["/// Articles of one customer.", "///", "/// Schema type `shop:OrderType`.", "pub struct OrderType {"],
        );
        about_a_field: (
            "['shop:OrderType']\n'/State' = 'Set by the warehouse.'",
            "shop/order_type.rs",
            &[
                "/// Set by the warehouse.",
                "///",
                "/// Element `shop:State`, once. Type [`shop:StateType`](super::StateType).",
                "pub state: StateType,",
            ],
        );
        about_an_attribute: (
            "['shop:OrderType']\n'/@number' = 'Unique per year, as in `2024-1`, not [x].'",
            "shop/order_type.rs",
            &[
                r"/// Unique per year, as in `2024-1`, not \[x\].",
                "///",
                "/// Attribute `number`, optional. Type `xs:int`.",
                "pub number: Option<i32>,",
            ],
        );
        about_a_variant: (
            "['shop:OrderType']\n'/Cash' = 'Paid on delivery.'",
            "shop/order_type.rs",
            &["/// Paid on delivery.", "///", "/// Element `shop:Cash`, once. Type `xs:decimal`.", "Cash(xml::Decimal),"],
        );
        about_a_choice_is_also_that_of_the_field: (
            "['shop:OrderType']\n'/choice' = 'The means of payment.'",
            "shop/order_type.rs",
            &["/// The means of payment.", "///", "/// One of [`shop:Card`](super::CardType) or `shop:Cash`, once."],
        );
        about_a_derived_type_is_also_that_of_its_variant: (
            "['shop:GiftCardType']\n'.' = 'Sold in the shop.'",
            "shop/card_type.rs",
            &["/// Sold in the shop.", "///", "/// `xsi:type` is `GiftCardType`."],
        );
        about_a_value_with_the_name_of_the_variant: (
            "['shop:StateType']\n'=Open' = 'Not yet paid.'",
            "shop/state_type.rs",
            &["/// Not yet paid.", "Open,"],
        );
        about_a_value_with_another_name: (
            "['shop:StateType']\n'=shipped' = 'Given to the carrier.'",
            "shop/state_type.rs",
            &["/// Given to the carrier.", "///", "/// `shipped`", "Shipped,"],
        );
        about_the_type_of_a_global_element: (
            "['shop:OrderType']\n'.' = 'Articles of one customer.'",
            "shop/elements.rs",
            &["/// Articles of one customer.", "///", "/// Element `shop:Order`. Type [`shop:OrderType`](super::OrderType)."],
        );
        about_a_global_element: (
            "['shop:OrderType']\n'.' = 'Articles of one customer.'\n['shop:Order']\n'.' = 'The root of a document.'",
            "shop/elements.rs",
            &["/// The root of a document.", "///", "/// Element `shop:Order`. Type [`shop:OrderType`](super::OrderType)."],
        );
    }}
}

mod invalid_file {
    use super::*;

    #[track_caller]
    fn check(files: &[&str], expected: &[&str]) {
        let (_, rendered) = load(files);
        for part in expected {
            assert!(rendered.contains(part), "{part:?} is not in\n{rendered}");
        }
    }

    test_support::cases! { check {
        with_a_syntax_error: (&["['shop:OrderType'\n"], &["0.toml:1", "unclosed"]);
        with_a_sentence_outside_of_a_table: (
            &["'shop:OrderType' = 'Articles.'"],
            &["`shop:OrderType` is not a table", "0.toml:1"],
        );
        with_a_number: (&["['shop:OrderType']\n'.' = 1"], &["expected a string", "0.toml:2"]);
        with_a_key_that_is_not_a_path: (
            &["['shop:OrderType']\nArticle = 'Text.'"],
            &["invalid key `Article` in the table of `shop:OrderType`", "0.toml:2", "`/Element`"],
        );
        with_a_path_twice: (
            &["['shop:OrderType']\n'/State' = 'One.'", "\n['shop:OrderType/State']\n'.' = 'Two.'"],
            &["two sentences about `shop:OrderType/State`", "1.toml:3", "the first sentence is here", "0.toml:2"],
        );
        with_a_misspelled_type: (
            &["['shop:OrdreType']\n'/State' = 'Set by the warehouse.'"],
            &["the schemas contain no `shop:OrdreType/State`", "did you mean `shop:OrderType`?", "0.toml:2"],
        );
        with_a_misspelled_field: (
            &["['shop:OrderType']\n'/Status' = 'Set by the warehouse.'"],
            &["did you mean `shop:OrderType/State`?"],
        );
        with_an_unknown_operation: (
            &["[operations]\nPlaceOrder = 'Orders articles.'"],
            &["the schemas contain no `operations/PlaceOrder`", "fix the path, or remove the sentence"],
        );
    }}
}

const SERVICE: &str = r#"<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:w="urn:shop:wsdl" xmlns:shop="urn:shop" targetNamespace="urn:shop:wsdl">
  <wsdl:types><xs:schema><xs:import namespace="urn:shop" schemaLocation="a.xsd"/></xs:schema></wsdl:types>
  <wsdl:message name="In"><wsdl:part name="body" element="shop:Order"/></wsdl:message>
  <wsdl:message name="Out"><wsdl:part name="body" element="shop:Card"/></wsdl:message>
  <wsdl:portType name="Port">
    <wsdl:operation name="PlaceOrder"><wsdl:input message="w:In"/><wsdl:output message="w:Out"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Binding" type="w:Port">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="PlaceOrder">
      <soap:operation soapAction="urn:shop/PlaceOrder"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
</wsdl:definitions>"#;

mod relation {
    use super::*;

    /// Checks that the generated file `file` contains the line `expected`.
    #[track_caller]
    fn check(file: &str, expected: &str) {
        let docs = "[operations]\nPlaceOrder = 'Buys articles.'\n[operations_more]\nPlaceOrder = 'A card is sent.'";
        let schema = SCHEMA.replace(
            "<xs:element name=\"Order\"",
            "<xs:element name=\"Card\" type=\"shop:CardType\"/><xs:element name=\"Order\"",
        );
        let loader = MemoryLoader::new().with("a.xsd", schema).with("a.wsdl", SERVICE).with("a.toml", docs);
        let services = codegen::load(&[PathBuf::from("a.wsdl")], &loader).into_result().unwrap();
        let mut options = Options::new("crate");
        options.documentation = codegen::load_documentation(&["a.toml".into()], &loader).into_result().unwrap();
        let generated = codegen::generate(&services, &options).unwrap();
        assert!(options.documentation.check(&generated.model.coverage).is_empty());
        let code = &generated.files[Path::new(file)];
        assert!(code.lines().any(|line| line.trim() == expected), "{expected} is not in\n{code}");
    }

    test_support::cases! { check {
        of_an_operation_in_the_table: ("operations.rs", "//! | [`PlaceOrder`] | Buys articles. |");
        of_an_operation_to_its_second_paragraph: ("operations.rs", "/// A card is sent.");
        of_an_operation_to_its_messages: (
            "operations.rs",
            "/// Request: [`Order`](super::shop::elements::Order). Response: [`Card`](super::shop::elements::Card).",
        );
        of_a_type_to_its_operation: (
            "shop/order_type.rs",
            "/// Request of [`PlaceOrder`](super::super::operations::PlaceOrder).",
        );
        of_an_element_to_its_operation: (
            "shop/elements.rs",
            "/// Response of [`PlaceOrder`](super::super::operations::PlaceOrder).",
        );
        of_a_type_to_its_base: (
            "shop/gift_card_type.rs",
            "/// Extends [`shop:CardType`](super::CardType) and has its fields through `Deref`:",
        );
        of_a_type_to_the_fields_of_its_base: (
            "shop/gift_card_type.rs",
            "/// [`holder`](super::CardType#structfield.holder).",
        );
        of_a_type_to_the_types_derived_from_it: (
            "shop/card_type.rs",
            "/// Extended by [`shop:GiftCardType`](super::GiftCardType). [`AnyCardType`] is this type or one derived from it.",
        );
        of_a_type_to_the_types_that_contain_it: (
            "shop/card_type.rs",
            "/// Used in [`shop:OrderType`](super::OrderType).",
        );
        of_an_enum_to_the_types_that_contain_it: (
            "shop/state_type.rs",
            "/// Used in [`shop:OrderType`](super::OrderType).",
        );
    }}
}

#[test]
fn parts_without_a_sentence_are_counted() {
    let (documentation, _) =
        load(&["['shop:OrderType']\n'.' = 'The order type.'\n'/Article' = 'Number in the catalog.'"]);
    let coverage = generate(documentation.unwrap()).model.coverage;
    let missing = |kind| coverage.missing(kind).collect::<Vec<_>>();
    assert_eq!(missing(PartKind::Type), ["shop:CardType", "shop:GiftCardType", "shop:OrderType", "shop:StateType"]);
    assert_eq!(missing(PartKind::Field), ["shop:CardType/@holder", "shop:OrderType/@number", "shop:OrderType/State"]);
    assert_eq!(missing(PartKind::Variant), ["shop:OrderType/Card", "shop:OrderType/Cash"]);
    assert_eq!(missing(PartKind::Value), ["shop:StateType=Open", "shop:StateType=shipped"]);
}
