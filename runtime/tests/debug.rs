//! Debug output, with the code generated for the constructs `abstract_type`, `conversions` and `large_content`.

use std::fmt::Debug;

use xsd_runtime::build;

use crate::constructs::abstract_type::generated::abstract_type::Shape;
use crate::constructs::conversions::generated::conversions::{BookKey, Key, Seat};
use crate::constructs::large_content::generated::large_content::{Address, Person};

#[track_caller]
fn check(value: impl Debug, expected: &str) {
    assert_eq!(format!("{value:?}"), expected);
}

#[track_caller]
fn check_lines(value: impl Debug, expected: &str) {
    assert_eq!(format!("{value:#?}"), expected);
}

fn address() -> Address {
    Address::new("Brno", "CZ", "Main Street 1")
}

test_support::cases! { check {
    without_fields: (Key::default(), "Key");
    all_fields: (Seat::new(2, 1), "Seat { number: 2, row: 1 }");
    absent_fields_are_left_out: (BookKey::new("1"), "BookKey { isbn: \"1\", .. }");
    nested_values: (
        build!(Person { home: address(), work: address() }),
        "Person { home: Address { street: \"Brno\", city: \"CZ\", country: \"Main Street 1\" }, \
         work: Some(Address { street: \"Brno\", city: \"CZ\", country: \"Main Street 1\" }), former: [], .. }",
    );
}}

test_support::cases! { check_lines {
    all_fields_on_lines: (Seat::new(2, 1), "Seat {\n    number: 2,\n    row: 1,\n}");
    absent_fields_are_left_out_of_lines: (BookKey::new("1"), "BookKey {\n    isbn: \"1\",\n    ..\n}");
    without_any_present_field: (Shape::default(), "Shape { .. }");
}}
