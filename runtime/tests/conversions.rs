//! Constructors, conversions and `build!`, with the code generated for the construct `conversions`.

use xsd_runtime::{DateTime, build, from_str, to_string};

use crate::constructs::conversions::generated::conversions::elements::Note;
use crate::constructs::conversions::generated::conversions::{
    BookKey, Place, PlaceChoice, Room, Seat, ShelfKey, SignedNote,
};

use crate::constructs::union::generated::union::{Named, Size};

const NOTE: &str = "<t:Note xmlns:t=\"urn:example:conversions\"><t:At><t:Book isbn=\"3-16-148410-0\"/></t:At>\
                    <t:Text>Torn</t:Text><t:See><t:Shelf room=\"cellar\"/></t:See>\
                    <t:See><t:Seat number=\"2\" row=\"1\"/></t:See><t:By>Ada</t:By></t:Note>";

#[test]
fn a_value_is_built_in_one_expression() {
    let note =
        build!(Note { at: "3-16-148410-0", text: "Torn", see: [Room::Cellar, Seat { row: 1, number: 2 }], by: "Ada" });
    assert_eq!(note, from_str(NOTE).unwrap());
    assert!(to_string(&note).unwrap().ends_with(&NOTE[NOTE.find("<t:At").unwrap()..]));
}

#[test]
fn constructors_have_the_required_fields_of_bases_first() {
    let note = SignedNote::new(Place::new(BookKey::new("3-16-148410-0")), "Ada");
    assert_eq!(note, build!(SignedNote { at: "3-16-148410-0", by: "Ada" }));
}

/// Checks that `place` converts to `expected`, and to a [`Place`], whose field `choice` is equal to `expected`.
#[track_caller]
fn check(place: impl Into<PlaceChoice> + Into<Place> + Clone, expected: PlaceChoice) {
    assert_eq!(Into::<PlaceChoice>::into(place.clone()), expected);
    assert_eq!(Into::<Place>::into(place).choice, expected);
}

test_support::cases! { check {
    from_a_text: ("1", PlaceChoice::Book(BookKey { isbn: "1".to_owned(), edition: None }));
    from_an_enumerated_value: (Room::Reading, PlaceChoice::Shelf(ShelfKey { room: Room::Reading }));
    from_the_content_of_a_variant: (Seat::new(2, 1), PlaceChoice::Seat(Seat { row: 1, number: 2 }));
}}

#[test]
fn values_convert_inside_options_and_lists() {
    let text = Some("Torn");
    let none: Option<&str> = None;
    let note = build!(SignedNote {
        at: { choice: "1" },
        also: Some("2"),
        see: ["3", "4"].iter().map(|isbn| format!("{isbn}{isbn}")),
        text,
        written: DateTime::new(2026, 3, 2, 8, 0, 0).ok(),
        by: "Ada",
    });
    assert_eq!(note.also, Some(Place::from("2")));
    assert_eq!(note.see, [Place::from("33"), Place::from("44")]);
    assert_eq!(note.text.as_deref(), Some("Torn"));
    let cleared = build!(SignedNote { text: none, see: [], by: "Bob", ..note.clone() });
    assert_eq!((cleared.text.clone(), cleared.see.len(), cleared.by.as_str()), (None, 0, "Bob"));
    assert_eq!(cleared.written, note.written);
}

#[test]
fn fields_are_filled_in_place() {
    let note = build!(SignedNote { also: { choice: Seat { row: 1 } }, ..SignedNote::new("1", "Ada") });
    let again = build!(SignedNote { also: {}, ..note.clone() });
    assert_eq!(note.also, again.also);
    assert!(build!(SignedNote { also: {} }).also.is_some());
}

#[test]
fn lists_have_items_of_several_forms() {
    let own = Place::from("1");
    let note = build!(SignedNote { see: [own.clone(), { choice: Room::Cellar }, Place { choice: "2" }, "3"] });
    assert_eq!(note.see, [own, Room::Cellar.into(), "2".into(), "3".into()]);
}

#[test]
fn an_enumeration_lists_its_values_and_reads_every_text() {
    assert!(Room::known_values().eq([Room::Reading, Room::Cellar]));
    assert_eq!("cellar".parse(), Ok(Room::Cellar));
    assert_eq!("attic".parse(), Ok(Room::Other("attic".to_owned())));
}

#[track_caller]
fn check_union(one: Size, other: Size, are_equal: bool) {
    assert_eq!(one == other, are_equal);
    assert_eq!(other == one, are_equal);
}

test_support::cases! { check_union {
    a_text_that_another_member_accepts: (Size::Other("10".to_owned()), Size::Int(10), true);
    a_hexadecimal_number: (Size::from("0x0A"), Size::Int(10), true);
    two_hexadecimal_numbers: (Size::from("0x0A"), Size::from("0XA"), true);
    a_listed_text: (Size::Other("small".to_owned()), Size::Named(Named::Small), true);
    a_number_out_of_range: (Size::from("0xFFFFFFFFFF"), Size::Int(-1), false);
    other_texts: (Size::from("ten"), Size::from("Ten"), false);
    a_text_and_a_number: (Size::from("ten"), Size::Int(10), false);
}}
