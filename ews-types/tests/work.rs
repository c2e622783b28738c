//! The work for hostile input is linear in the size of the input. Allocated bytes measure the work: they do not depend on the
//! machine.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod any_elements;
mod find_item;

use std::fmt::Write as _;

use allocation_counter::measure;
use any_elements::AnyElements;
use ews_types::messages::elements::{FindItem, FindItemResponse};
use ews_types::operations::FindItem as FindItemOperation;
use ews_types::soap::Items;
use ews_types::xml::{self, GlobalElement, Options, Pieces, Validate, Violation};
use find_item::{M, T, response};

/// Returns the number of bytes that a function allocates.
fn allocated(work: impl FnOnce()) -> u64 {
    measure(work).bytes_total
}

/// Checks that an input of twice the size takes less than three times the work.
#[track_caller]
fn check(input: impl Fn(usize) -> String, work: impl Fn(&str)) {
    let [small, large] = [200, 400].map(|size| {
        let input = input(size);
        allocated(|| work(&input))
    });
    assert!(large < 3 * small, "{small} bytes, then {large} bytes");
}

/// Checks the same as [`check`] for a function of a value. The work of reading the value does not count.
#[track_caller]
fn check_value<E: GlobalElement>(input: impl Fn(usize) -> String, work: impl Fn(&E)) {
    let [small, large] = [200, 400].map(|size| {
        let value: E = xml::from_str(&input(size)).unwrap();
        allocated(|| work(&value))
    });
    assert!(large < 3 * small, "{small} bytes, then {large} bytes");
}

/// Returns a FindItem request with the conditions `conditions` inside `levels` nested conditions.
fn restriction(levels: usize, conditions: &str) -> String {
    format!(
        "<m:FindItem xmlns:m=\"{M}\" xmlns:t=\"{T}\" Traversal=\"Shallow\">\
         <m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>\
         <m:Restriction>{}{conditions}{}</m:Restriction>\
         <m:ParentFolderIds><t:DistinguishedFolderId Id=\"inbox\"/></m:ParentFolderIds></m:FindItem>",
        "<t:And>".repeat(levels),
        "</t:And>".repeat(levels)
    )
}

#[test]
fn json_of_equal_names() {
    check_value::<AnyElements>(
        |size| format!("<h><b>{}</b></h>", "<a/>".repeat(size)),
        |value| drop(serde_json::to_string(value).unwrap()),
    );
}

#[test]
fn json_numbers_equal_names() {
    let value: AnyElements = xml::from_str("<h><b a=\"1\"><a>2</a><a>3</a></b></h>").unwrap();
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, r##"{"#choices":[{"b":{"a":"1","a'":"2","a'3":"3"}}]}"##);
}

#[test]
fn writing_siblings_of_a_long_namespace() {
    let value: AnyElements =
        xml::from_str(&format!("<h xmlns:p=\"{}\">{}</h>", "u".repeat(10_000), "<p:a/>".repeat(1000))).unwrap();
    let taken = allocated(|| drop(xml::to_string(&value).unwrap()));
    assert!(taken < 500_000, "{taken}");
}

#[test]
fn a_long_namespace_of_siblings_is_read_back() {
    let text = format!("<h xmlns:p=\"{}\">{}</h>", "u".repeat(10_000), "<p:a p:b=\"\"><p:c/></p:a>".repeat(10));
    let value: AnyElements = xml::from_str(&text).unwrap();
    let written = xml::to_string(&value).unwrap();
    assert!(written.len() < text.len() + 1000, "{}", written.len());
    assert!(roxmltree::Document::parse(&written).is_ok(), "{written}");
    assert!(xml::from_str::<AnyElements>(&written).unwrap() == value);
}

#[test]
fn writing_many_prefixes_at_all_levels() {
    check_value::<AnyElements>(
        |size| {
            let mut start = "<a".to_owned();
            (0..100).for_each(|number| write!(start, " p{number}:b=\"\"").unwrap());
            let mut declarations = String::new();
            (0..100).for_each(|number| write!(declarations, " xmlns:p{number}=\"urn:{number}\"").unwrap());
            let levels = size / 4;
            format!("<h{declarations}>{}{}</h>", format!("{start}>").repeat(levels), "</a>".repeat(levels))
        },
        |value| drop(xml::to_string(value).unwrap()),
    );
}

#[test]
fn printing_nested_conditions() {
    let value: FindItem =
        xml::from_str(&restriction(240, "<t:Exists><t:FieldURI FieldURI=\"item:Subject\"/></t:Exists>")).unwrap();
    let text = format!("{value:#?}");
    assert!(text.len() < 240 * 5_000, "{}", text.len());
}

#[test]
fn violations_are_bounded() {
    let (levels, count) = (200, 5000);
    let items = "<t:Exists><t:FieldURI FieldURI=\"unlisted\"/></t:Exists>".repeat(count);
    let value: FindItem = xml::from_str(&restriction(levels, &items)).unwrap();
    let mut violations = Vec::new();
    let taken = allocated(|| violations = value.validate());
    assert!((100..=Violation::MAX_KEPT).contains(&violations.len()), "{}", violations.len());
    let kept: usize = violations.iter().map(|violation| violation.path.len()).sum();
    assert!(kept < 2 << 20 && taken < 16 << 20, "{kept} bytes of {taken}");
}

#[test]
fn errors_of_items_below_a_long_name() {
    let name = "n".repeat(100_000);
    let items = "<a/>".repeat(1000);
    let text = response("")
        .replace("<t:Items></t:Items>", &format!("<{name}:Items xmlns:{name}=\"{T}\">{items}</{name}:Items>"));
    let envelope = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{text}</s:Body></s:Envelope>"
    );
    let mut errors = 0;
    let taken = allocated(|| {
        let items: Items<FindItemOperation, _> = Items::with_options(envelope.as_bytes(), Options::new().strict(true));
        errors = items.filter(Result::is_err).count();
    });
    assert!(errors >= 1000, "{errors}");
    assert!(taken < 100 * envelope.len() as u64, "{taken} bytes for {}", envelope.len());
}

/// Returns a text with namespace declarations.
fn declarations(count: usize) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        write!(text, " xmlns:p{number}=\"urn:{number}\"").unwrap();
        text
    })
}

fn read_pieces(text: &str) {
    use ews_types::namespaces::{NAMESPACES, T};
    let mut pieces = Pieces::new(NAMESPACES, &[&[(T, "Items")]], Options::new());
    pieces.feed(text.as_bytes());
    pieces.finish();
    while pieces.next_choice::<ews_types::types::RealItem>().unwrap().is_some() {}
}

#[test]
fn unknown_pieces_inside_of_many_declarations() {
    let declarations = declarations(240);
    check(|size| format!("<t:Items xmlns:t=\"{T}\"{declarations}>{}</t:Items>", "<a/>".repeat(10 * size)), read_pieces);
}

/// Items that are read in chunks share the namespace declarations around them.
#[test]
fn a_piece_does_not_copy_the_declarations_around_it() {
    for piece in ["<a/>", "<t:Message/>", "<t:Message><t:Size>1</t:Size></t:Message>"] {
        let [none, many] = [0, 240].map(|count| {
            let declarations = declarations(count);
            let text =
                |pieces: usize| format!("<t:Items xmlns:t=\"{T}\"{declarations}>{}</t:Items>", piece.repeat(pieces));
            let [few, more] = [text(100), text(200)].map(|text| allocated(|| read_pieces(&text)));
            more - few
        });
        assert!(many < none + none / 4, "{piece}: {none} bytes without declarations, {many} with");
    }
}

#[test]
fn many_foreign_namespaces() {
    let elements = |name: &str, size: usize| {
        (0..10 * size).fold(String::new(), |mut text, number| {
            write!(text, "<p:{name} xmlns:p=\"urn:{number}\"/>").unwrap();
            text
        })
    };
    for name in ["Message", "a"] {
        check(|size| response(&elements(name, size)), |text| drop(xml::from_str::<FindItemResponse>(text).unwrap()));
        check(|size| format!("<t:Items xmlns:t=\"{T}\">{}</t:Items>", elements(name, size)), read_pieces);
    }
}

/// An unknown item is read twice: as an untyped element, and into the fields of the base type that all items share.
#[test]
fn unknown_items_in_unknown_items() {
    let nested = |size: usize| {
        let levels = size / 5;
        let (start, end) = ("<t:Foo><t:Attachments><t:ItemAttachment>", "</t:ItemAttachment></t:Attachments></t:Foo>");
        response(&format!("{}<t:Message/>{}", start.repeat(levels), end.repeat(levels)))
    };
    check(nested, |text| drop(xml::from_str::<FindItemResponse>(text).unwrap()));
}

#[test]
fn a_search_below_a_long_name() {
    let name = "n".repeat(100_000);
    let attachments = "<t:ItemAttachment><t:Message/></t:ItemAttachment>".repeat(100);
    let text = response(&format!("<t:{name}><t:Attachments>{attachments}</t:Attachments></t:{name}>"));
    let value: FindItemResponse = xml::from_str(&text).unwrap();
    let mut count = 0;
    let taken = allocated(|| {
        count = xml::find_all::<ews_types::types::MessageType>(value.content(), FindItemResponse::ROW).len();
    });
    assert_eq!(count, 100);
    assert!(taken < 1 << 20, "{taken}");
}

/// The `xml` crate copies all declarations in scope for each event, before yaserde passes the event on.
#[cfg(feature = "yaserde")]
#[test]
fn yaserde_below_many_declarations() {
    let text =
        |count: usize| response(&format!("<t:Message{}>{}</t:Message>", declarations(count), "<a/>".repeat(20_000)));
    for count in [250, 2000] {
        let text = text(count);
        let taken = allocated(|| assert!(yaserde::de::from_str::<FindItemResponse>(&text).is_err()));
        assert!(taken < 500 * text.len() as u64, "{count}: {taken} bytes for {}", text.len());
    }
}

/// Names and texts of a document are cut and escaped in messages.
mod messages {
    use super::*;

    #[track_caller]
    fn check(text: &str) {
        for strict in [false, true] {
            let message = match Options::new().strict(strict).read::<FindItemResponse>(text) {
                Ok(document) => document.deviations.iter().map(|one| format!("{one}\n")).collect(),
                Err(error) => format!("{error}\n"),
            };
            for line in message.lines() {
                assert!(line.len() < 3000, "{} bytes", line.len());
                assert!(!line.chars().any(|c| c.is_control() || "\u{202E}\u{2028}".contains(c)), "{line:?}");
            }
        }
    }

    fn long() -> String {
        "n".repeat(1_000_000)
    }

    test_support::cases! { check {
        a_long_root: (&format!("<{}/>", long()));
        a_long_namespace: (&format!("<a xmlns=\"{}\"/>", long()));
        a_long_unknown_element: (&response(&format!("<{}/>", long())));
        a_long_unknown_attribute: (&response(&format!("<t:Message {}=\"\"/>", long())));
        a_long_prefix: (&response(&format!("<{}:a/>", long())));
        a_long_prefix_of_an_attribute: (&response(&format!("<t:Message {}:a=\"\"/>", long())));
        a_long_entity: (&response(&format!("<t:Message>&{};</t:Message>", long())));
        a_long_reference: (&response(&format!("<t:Message><t:Subject>&#{};</t:Subject></t:Message>", "1".repeat(1_000_000))));
        a_long_text: (&response(&long()));
        a_long_value: (&response(&format!("<t:Message><t:Size>{}</t:Size></t:Message>", long())));
        a_long_type: (&response(&format!("<t:Message xsi:type=\"t:{}\"/>", long())));
        a_long_end_tag: (&response(&format!("<t:Message></{}>", long())));
        a_repeated_long_attribute: (&response(&format!("<t:Message {0}=\"\" {0}=\"\"/>", long())));
        a_missing_end: (&format!("<{}>", long()));
        controls_in_a_namespace: ("<a xmlns=\"&#10;&#x9b;\u{202E}&#27;\"/>");
        controls_in_a_text: (&response("\u{202E}\u{9b}\u{2028}\r\nx"));
        controls_in_a_value: (&response("<t:Message><t:Size>\u{202E}\u{9b}\u{2028}\r\nx</t:Size></t:Message>"));
        controls_in_an_entity: (&response("<t:Message>&\u{202E}\u{9b}\n;</t:Message>"));
        controls_in_a_type: (&response("<t:Message xsi:type=\"\u{202E}\u{9b}&#10;\"/>"));
        controls_in_a_name: (&response("<t:a\u{9b}\u{202E}/>"));
        controls_in_an_end_tag: (&response("<t:a></t:a\u{9b}\u{202E}>"));
        controls_in_the_name_of_an_attribute: (&response("<t:a \u{9b}\u{202E}=\"\"/>"));
        controls_in_a_declaration: (&response("<t:a xmlns:\u{9b}\u{202E}=\"a\"/>"));
        controls_in_an_encoding: ("<?xml version='1.0' encoding='a\u{202E}\u{9b}'?><a/>");
    }}
}
