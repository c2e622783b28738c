//! The file since.toml, which states the first version of parts of a schema: its effect on docs and rows, and errors in it.

use std::path::{Path, PathBuf};

use codegen::{Bindings, MemoryLoader, Options};

const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:shop="urn:shop" targetNamespace="urn:shop"
    elementFormDefault="qualified">
  <xs:element name="Order" type="shop:OrderType"/>
  <xs:complexType name="OrderType">
    <xs:sequence>
      <xs:element name="Article" type="xs:string"/>
      <xs:element name="State" type="shop:StateType"/>
    </xs:sequence>
    <xs:attribute name="number" type="xs:int"/>
  </xs:complexType>
  <xs:simpleType name="StateType">
    <xs:restriction base="xs:string"><xs:enumeration value="Open"/><xs:enumeration value="shipped"/></xs:restriction>
  </xs:simpleType>
</xs:schema>"#;

const BINDINGS: &str = "versions = [{ name = 'V1', title = 'release 1' }, { name = 'V2', title = 'release 2' }]";

/// Generates code, with `since` as the text of since.toml. Returns the code, or the errors in that text.
fn generate(since: &str) -> Result<codegen::Generated, String> {
    let loader = MemoryLoader::new().with("a.xsd", SCHEMA).with("since.toml", since);
    let services = codegen::load(&[PathBuf::from("a.xsd")], &loader).into_result().unwrap();
    let mut options = Options::new("crate");
    options.bindings = Bindings::parse(BINDINGS).unwrap();
    let loaded = codegen::load_versions(Path::new("since.toml"), &options.bindings, &loader);
    let rendered = loaded.diagnostics.render(&loaded.sources);
    options.versions = loaded.value.ok_or(rendered)?;
    let generated = codegen::generate(&services, &options).unwrap();
    let unknown = options.versions.check(&generated.model.coverage);
    match unknown.has_errors() {
        true => Err(unknown.render(&loaded.sources)),
        false => Ok(generated),
    }
}

mod generated_code {
    use super::*;

    /// Checks that the generated file `file` contains the line `expected`.
    #[track_caller]
    fn check(since: &str, file: &str, expected: &str) {
        let generated = generate(since).unwrap_or_else(|error| panic!("{error}"));
        let code = &generated.files[Path::new(file)];
        assert!(code.lines().any(|line| line.trim() == expected), "{expected} is not in\n{code}");
    }

    const PARTS: &str = "[V2]\n'shop:OrderType' = ['/Article', '/@number']\n'shop:StateType' = ['=shipped']";
    const TYPE: &str = "['<= V2']\nnew = ['shop:OrderType']";

    test_support::cases! { check {
        lists_the_versions: ("", "mod.rs", r#"xml::Version::new("V2", "release 2"),"#);
        has_no_version_at_an_old_field: ("", "shop/order_type.rs", r#"article: element(SHOP, "Article").required();"#);
        states_the_version_of_a_field: (PARTS, "shop/order_type.rs", "/// Element `shop:Article`, once, since release 2. Type `xs:string`.");
        has_the_version_in_a_row: (PARTS, "shop/order_type.rs", r#"article: element(SHOP, "Article").required().since(1);"#);
        states_the_version_of_an_attribute: (PARTS, "shop/order_type.rs", "/// Attribute `number`, optional, since release 2. Type `xs:int`.");
        states_the_version_of_a_value: (PARTS, "shop/state_type.rs", "/// Since release 2.");
        has_the_version_in_the_row_of_a_value: (PARTS, "shop/state_type.rs", r#"Shipped: "shipped", since 1;"#);
        states_the_version_of_a_type: (TYPE, "shop/order_type.rs", "/// Schema type `shop:OrderType`, since release 2 at the latest.");
        states_no_version_at_a_field_as_old_as_its_type: (TYPE, "shop/order_type.rs", "/// Element `shop:Article`, once. Type `xs:string`.");
        has_no_version_in_the_row_of_such_a_field: (TYPE, "shop/order_type.rs", r#"article: element(SHOP, "Article").required();"#);
        gives_an_element_the_version_of_its_type: (TYPE, "shop/elements.rs", r#"Order(super::OrderType): element(SHOP, "Order").since(1);"#);
        prefers_the_version_of_an_element: (
            "[V1]\nnew = ['shop:Order']\n[V2]\nnew = ['shop:OrderType']",
            "shop/elements.rs",
            r#"Order(super::OrderType): element(SHOP, "Order");"#,
        );
    }}
}

mod errors {
    use super::*;

    #[track_caller]
    fn check(since: &str, expected: &[&str]) {
        let error = generate(since).unwrap_err();
        for part in expected {
            assert!(error.contains(part), "{part:?} is not in\n{error}");
        }
    }

    test_support::cases! { check {
        an_unknown_version: ("[V3]", &["bindings.toml has no version `V3`", "since.toml:1"]);
        an_unknown_type: ("[V2]\nnew = ['shop:OrdersType']", &["no `shop:OrdersType`", "did you mean `shop:OrderType`?"]);
        an_unknown_member: ("[V2]\n'shop:OrderType' = ['/Artikel']", &["no `shop:OrderType/Artikel`", "did you mean"]);
        an_unknown_operation: ("[V2]\noperations = ['PlaceOrder']", &["no `operations/PlaceOrder`"]);
        a_part_with_two_versions: (
            "[V1]\nnew = ['shop:OrderType']\n[V2]\nnew = ['shop:OrderType']",
            &["`shop:OrderType` is listed for two versions"],
        );
        a_version_that_is_not_a_table: ("V2 = 1", &["expected a table of lists"]);
        a_text_instead_of_a_list: ("[V2]\nnew = 'shop:OrderType'", &["expected a list of strings"]);
        a_number_in_a_list: ("[V2]\nnew = [1]", &["expected a string"]);
        invalid_toml: ("[V2", &["since.toml:1"]);
    }}
}
