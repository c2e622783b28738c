//! Validation against an old version reports newer parts of each kind: attributes, elements, values, types and alternatives.

use xsd_runtime::{GlobalElement, Validate, from_str};

use crate::constructs::versions::generated::VERSIONS;
use crate::constructs::versions::generated::versions::elements::{Invoice, Order};

/// Checks that `expected` contains the violations against version `V1`, and that `first` is the first version that has all parts of
/// the value. `content` begins inside the start tag of the root element.
#[track_caller]
fn check<E: GlobalElement + Validate>(content: &str, expected: &[&str], first: &str) {
    let name = E::ROW.name();
    let value: E = from_str(&format!(
        r#"<{name} xmlns="urn:versions" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {content}</{name}>"#
    ))
    .unwrap();
    let found: Vec<String> = value.validate_against(VERSIONS, "V1").iter().map(ToString::to_string).collect();
    assert_eq!(found, expected, "{content}");
    assert_eq!(value.first_version(VERSIONS).map(|version| version.name), Some(first), "{content}");
    assert_eq!(value.validate_against(VERSIONS, first), [], "{content}");
    assert_eq!(value.validate_against(VERSIONS, "unknown"), [], "{content}");
    assert_eq!(value.validate(), [], "{content}");
}

/// Parts of an order.
mod order {
    use super::*;

    #[track_caller]
    fn check(content: &str, expected: &[&str], first: &str) {
        super::check::<Order>(content, expected, first);
    }

    test_support::cases! { check {
        old_parts: (">", &[], "V1");
        old_parts_of_each_kind: (
            "><Colour>Red</Colour><Customer name='A'/><Notes/><Cash/><Pickup/>",
            &[],
            "V1",
        );
        an_attribute: (
            "number='1'>",
            &["/Order/@number: release 1 lacks it; leave it out, or use release 2 or later"],
            "V2",
        );
        an_element: ("><Gift>true</Gift>", &["/Order/Gift: release 1 lacks it; leave it out, or use release 2 or later"], "V2");
        a_repeated_element: (
            "><Article/><Article/>",
            &["/Order/Article: release 1 lacks it; leave it out, or use release 3 or later"],
            "V3",
        );
        a_value: (
            "><Colour>Green</Colour>",
            &[r#"/Order/Colour: release 1 lacks "Green"; use another value, or release 2 or later"#],
            "V2",
        );
        a_derived_type: (
            "><Customer xsi:type='CompanyType' taxId='1'/>",
            &[r#"/Order/Customer: release 1 lacks "CompanyType"; use another value, or release 2 or later"#],
            "V2",
        );
        an_item_of_a_collapsed_type: (
            "><Notes><Note/><Note/></Notes>",
            &["/Order/Notes/Note: release 1 lacks it; leave it out, or use release 2 or later"],
            "V2",
        );
        a_member_of_a_substitution_group: (
            "><Card/>",
            &["/Order/Card: release 1 lacks it; leave it out, or use release 2 or later"],
            "V2",
        );
        an_alternative: ("><Parcel/>", &["/Order/Parcel: release 1 lacks it; leave it out, or use release 2 or later"], "V2");
        several_parts: (
            "number='1'><Article/>",
            &[
                "/Order/@number: release 1 lacks it; leave it out, or use release 2 or later",
                "/Order/Article: release 1 lacks it; leave it out, or use release 3 or later",
            ],
            "V3",
        );
    }}
}

#[test]
fn a_global_element_is_as_new_as_its_type() {
    let expected = "/Invoice: release 1 lacks it; leave it out, or use release 3 or later";
    check::<Invoice>("><Total>1</Total>", &[expected], "V3");
}
