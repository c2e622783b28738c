//! Violations in values of generated types.

use xsd_runtime::{Options, Validate};

use crate::constructs::restricted_by_type::generated::restricted_by_type::elements::Bag;

/// Checks the violations in a `Bag` that contains an empty element `Parcel`, and then the element `parcel`.
#[track_caller]
fn check(parcel: &str, expected: &[&str]) {
    let text = format!(
        "<Bag xmlns='urn:example:restricted-by-type' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\
         <Parcel/>{parcel}</Bag>"
    );
    let bag: Bag = Options::new().strict(true).from_str(&text).unwrap();
    let found: Vec<String> = bag.validate().iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

test_support::cases! { check {
    the_declared_type_allows_more: ("<Parcel><Code>abc</Code><Weight>1</Weight></Parcel>", &[]);
    a_value_of_the_restricted_type: ("<Parcel xsi:type='Letter'><Code>12</Code></Parcel>", &[]);
    a_facet_of_the_restricted_type: (
        "<Parcel xsi:type='Letter'><Code>123</Code></Parcel>",
        &["/Bag/Parcel[2]/Code: \"123\" violates pattern \\d(\\d)|none"],
    );
    an_element_that_the_restricted_type_requires: (
        "<Parcel xsi:type='Letter'/>",
        &["/Bag/Parcel[2]: missing Code of Letter violates the type Letter"],
    );
    an_element_that_the_restricted_type_prohibits: (
        "<Parcel xsi:type='Letter'><Code>none</Code><Weight>1</Weight></Parcel>",
        &["/Bag/Parcel[2]: unknown element <restricted_by_type:Weight> violates the type Letter"],
    );
}}

/// Fixed values of lists and of complex types with simple content.
mod fixed_values {
    use super::*;
    use crate::constructs::default_and_fixed::generated::default_and_fixed::elements::Settings;

    #[track_caller]
    fn check(steps: &str, tags: &str, expected: &[&str]) {
        let text = format!(
            "<Settings xmlns='urn:example:default-and-fixed' xmlns:k='urn:example:kinds' xmlns:other='urn:example:other' steps='{steps}'>\
             <Brand>Acme</Brand>{tags}</Settings>"
        );
        let settings: Settings = Options::new().strict(true).from_str(&text).unwrap();
        let found: Vec<String> = settings.validate().iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }

    /// Checks the attributes `mark` and `marks` and the element `Seal`, whose types contain unions with the member `xs:QName`.
    /// `expected` contains the paths of violations.
    #[track_caller]
    fn check_names(attributes: &str, seal: &str, expected: &[&str]) {
        let text = format!(
            "<Settings xmlns='urn:example:default-and-fixed' xmlns:k='urn:example:kinds' xmlns:other='urn:example:other' {attributes}>\
             <Brand>Acme</Brand>{seal}</Settings>"
        );
        let settings: Settings = Options::new().strict(true).from_str(&text).unwrap();
        let found: Vec<String> = settings.validate().iter().map(|found| found.path.clone()).collect();
        assert_eq!(found, expected);
    }

    test_support::cases! { check_names {
        names_in_unions: ("mark='k:one' marks=' k:one 7'", "<Seal>k:plain</Seal>", &[]);
        a_name_without_a_namespace: ("mark='one'", "", &["/Settings/@mark"]);
        a_name_of_another_namespace_in_a_union: ("mark='other:one'", "", &["/Settings/@mark"]);
        names_of_another_namespace_in_a_list: ("marks='other:one 07'", "", &["/Settings/@marks"]);
        another_number_in_a_list: ("marks='k:one 08'", "", &["/Settings/@marks"]);
        a_name_of_another_namespace_in_simple_content: ("", "<Seal>other:plain</Seal>", &["/Settings/Seal"]);
    }}

    test_support::cases! { check {
        as_stated: ("1 2", "<Tags>k:one k:two</Tags>", &[]);
        in_another_form: (" 01  +2 ", "<Tags weight='3'> k:one\tk:two</Tags>", &[]);
        empty: ("1 2", "<Tags/>", &[]);
        another_list: ("1 3", "", &["/Settings/@steps: another value violates fixed \"1 2\""]);
        a_longer_list: ("1 2 3", "", &["/Settings/@steps: another value violates fixed \"1 2\""]);
        a_name_of_another_namespace: (
            "1 2",
            "<Tags>k:one other:two</Tags>",
            &["/Settings/Tags: another value violates fixed \"{urn:example:kinds}one {urn:example:kinds}two\""],
        );
    }}
}
