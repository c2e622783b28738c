//! Unions whose members restrict the range of their values, with the code generated for the construct `union`.

use xsd_runtime::{Options, Validate as _};

use crate::constructs::union::generated::union::elements::Shirt;

/// Checks whether a text is a valid value of the union `Fit`.
#[track_caller]
fn check(text: &str, is_valid: bool) {
    let document =
        format!("<Shirt xmlns=\"urn:example:union\"><Size>1</Size><Fit>{text}</Fit><When>never</When></Shirt>");
    // Strict reading refuses a text that no member accepts.
    let shirt: Shirt = Options::new().strict(is_valid).from_str(&document).unwrap_or_else(|error| panic!("{error}"));
    let expected = if is_valid { vec![] } else { vec!["all members of the union"] };
    let found: Vec<String> = shirt.validate().iter().map(|found| found.constraint.to_string()).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_member_in_whose_range_the_value_is_accepts_it() {
    for text in ["50", "175", "37", "49", "36.1", "60.0", "2021", "small"] {
        check(text, true);
    }
}

#[test]
fn a_value_outside_of_all_ranges_is_a_violation() {
    for text in ["176", "36", "36.0", "0", "-50", "60.1", "50.25", "2020", "-2021", "tiny", ""] {
        check(text, false);
    }
}

#[test]
fn members_convert_to_the_union_and_to_types_that_require_it() {
    use crate::constructs::union::generated::union::{Fit, Named, ShirtType};

    assert_eq!(Fit::from(175), Fit::Height(175));
    assert_eq!(Fit::from(Named::Small), "small".parse().unwrap());
    assert_eq!(ShirtType::from(vec![1, 2]).when, vec![1, 2].into());
}
