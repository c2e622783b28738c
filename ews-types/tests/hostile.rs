//! Hostile input: reading gives an error or a value. It never panics, hangs or aborts.

use std::fmt::Write as _;

use ews_types::messages::elements::{FindItem, FindItemResponse};
use ews_types::xml::{self, ErrorKind, GlobalElement, Options};
use test_support::settings::cases;

use crate::any_elements::AnyElements;
use crate::find_item::{M, T, response};

const ITEM: &str = "<!-- c --><t:Message a:x=\"1\" xmlns:a=\"urn:a\"><t:ItemId Id=\"A&amp;&#x41;\" ChangeKey='b'/>\
     <t:Subject>a<![CDATA[<b>]]>&lt;<?p i?>ü</t:Subject><t:Size>12</t:Size><t:Unknown><x/></t:Unknown></t:Message>";

/// Returns an `AnyElements` document with the given content.
fn in_any_elements(content: &[u8]) -> Vec<u8> {
    [b"<h>".as_slice(), content, b"</h>"].concat()
}

#[test]
fn a_truncated_document_is_refused() {
    let text = response(ITEM);
    assert!(xml::from_str::<FindItemResponse>(&text).is_ok());
    for end in 0..text.len() {
        let bytes = &text.as_bytes()[..end];
        assert!(xml::from_slice::<FindItemResponse>(bytes).is_err(), "{end}");
        let _ = xml::from_slice::<AnyElements>(&in_any_elements(bytes));
    }
}

#[test]
fn a_document_with_any_other_byte_is_refused_or_read_back_equal() {
    let text = response(ITEM);
    for at in 0..text.len() {
        for byte in [0, b'<', b'>', b'&', b'"', b'/', b'!', b'=', b':', b' ', 0xC3, 0xFF, 0xEF] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = byte;
            for strict in [false, true] {
                if let Ok(value) = Options::new().strict(strict).from_slice::<FindItemResponse>(&bytes) {
                    let written = xml::to_string(&value).unwrap();
                    assert!(roxmltree::Document::parse(&written).is_ok(), "{written}");
                    assert_eq!(xml::from_str::<FindItemResponse>(&written).unwrap(), value);
                }
            }
            if let Ok(value) = xml::from_slice::<AnyElements>(&in_any_elements(&bytes))
                && let Ok(written) = xml::to_string(&value)
            {
                assert!(roxmltree::Document::parse(&written).is_ok(), "{at} {byte}: {written}");
            }
        }
    }
}

/// Returns a FindItem request with a condition inside `levels` nested elements `Not`.
fn restriction(levels: usize) -> String {
    format!(
        "<m:FindItem xmlns:m=\"{M}\" xmlns:t=\"{T}\" Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>\
         </m:ItemShape><m:Restriction>{}<t:Exists><t:FieldURI FieldURI=\"item:Subject\"/></t:Exists>{}</m:Restriction>\
         <m:ParentFolderIds/></m:FindItem>",
        "<t:Not>".repeat(levels),
        "</t:Not>".repeat(levels)
    )
}

fn nested(levels: usize) -> String {
    format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels))
}

/// Runs a test with a stack of 1 MiB.
fn with_small_stack(test: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(1 << 20).spawn(test).unwrap().join().unwrap();
}

#[test]
fn deep_values_are_copied_compared_printed_and_dropped_on_a_small_stack() {
    with_small_stack(|| {
        let value = xml::from_str::<FindItem>(&restriction(240)).unwrap();
        let copy = value.clone();
        assert_eq!(value, copy);
        assert_eq!(xml::from_str::<FindItem>(&xml::to_string(&value).unwrap()).unwrap(), value);
        let _ = format!("{value:?}");
    });
}

#[test]
fn elements_below_the_maximum_depth_are_refused() {
    with_small_stack(|| {
        check::<FindItem>(&restriction(100_000), Some(ErrorKind::Limit));
        check::<AnyElements>(&format!("<h>{}</h>", nested(100_000)), Some(ErrorKind::Limit));
        check::<FindItemResponse>(&response(&nested(100_000)), Some(ErrorKind::Limit));
    });
}

/// Reads a document and compares the kind of the error. `None` expects success.
#[track_caller]
fn check<E: GlobalElement>(text: &str, expected: Option<ErrorKind>) {
    let read = xml::from_str::<E>(text);
    assert_eq!(read.as_ref().err().map(xml::Error::kind), expected, "{:?}", read.err());
}

/// Repeats a text `full` times if long tests run in full, and a tenth as often otherwise.
fn repeat(text: &str, full: u64) -> String {
    text.repeat(cases(full) as usize)
}

fn message(content: &str) -> String {
    response(&format!("<t:Message>{content}</t:Message>"))
}

#[test]
fn a_huge_attribute_is_read() {
    check::<FindItemResponse>(&response(&format!("<t:Message a=\"{}\"/>", repeat("x", 100_000_000))), None);
}

#[test]
fn many_empty_items_exceed_the_limit_of_memory() {
    check::<FindItemResponse>(&response(&repeat("<t:Message/>", 1_000_000)), Some(ErrorKind::Limit));
}

#[test]
fn many_unknown_items_exceed_the_limit_of_memory() {
    check::<FindItemResponse>(&response(&"<t:X/>".repeat(1_000_000)), Some(ErrorKind::Limit));
}

#[test]
fn many_elements_of_no_schema_exceed_the_limit_of_memory() {
    check::<AnyElements>(&format!("<h>{}</h>", "<b/>".repeat(1_000_000)), Some(ErrorKind::Limit));
}

#[test]
fn many_attributes_exceed_the_limit() {
    let mut attributes = String::new();
    (0..cases(300_000)).for_each(|n| write!(attributes, " a{n}=\"\"").unwrap());
    check::<FindItemResponse>(&response(&format!("<t:Message{attributes}/>")), Some(ErrorKind::Limit));
}

#[test]
fn many_namespace_declarations_exceed_the_limit() {
    let mut declarations = String::new();
    (0..cases(100_000)).for_each(|n| write!(declarations, " xmlns:p{n}=\"urn:{n}\"").unwrap());
    check::<FindItemResponse>(&response(&format!("<t:Message{declarations}/>")), Some(ErrorKind::Limit));
}

#[test]
fn many_references_are_read() {
    check::<FindItemResponse>(&message(&format!("<t:Subject>{}</t:Subject>", repeat("&lt;", 1_000_000))), None);
}

#[test]
fn many_comments_in_a_text_are_read() {
    check::<FindItemResponse>(&message(&format!("<t:Subject>{}</t:Subject>", repeat("a<!---->", 1_000_000))), None);
}

/// The reader numbers namespaces with 16 bits. A document with too many namespaces is an error; the numbers do not wrap.
#[test]
fn many_namespaces_exceed_the_limit() {
    let mut text = String::new();
    (0..70_000).for_each(|n| write!(text, "<p:Message xmlns:p=\"urn:{n}\"/>").unwrap());
    check::<FindItemResponse>(&response(&text), Some(ErrorKind::Limit));
}

/// The positions of all deviations are found in one pass over the document.
#[test]
fn deviations_after_a_long_line_take_linear_time() {
    let subject = format!("<t:Subject>{}</t:Subject>", repeat("x", 50_000_000));
    let text = message(&format!("{subject}{}", "<t:X/>".repeat(1000)));
    let document = Options::new().read::<FindItemResponse>(&text).unwrap();
    assert_eq!(document.deviations.len(), 1000);
}

/// Names are checked in skipped elements too.
mod names {
    use super::*;

    #[track_caller]
    fn check(element: &str) {
        for text in [response(element), message(&format!("<t:X>{element}</t:X>")), element.to_owned()] {
            super::check::<FindItemResponse>(&text, Some(ErrorKind::Syntax));
        }
        super::check::<AnyElements>(&format!("<h>{element}</h>"), Some(ErrorKind::Syntax));
    }

    test_support::cases! { check {
        a_bracket_in_a_name: ("<a<b></a<b>");
        a_bracket_before_a_name: ("<<a/>");
        a_digit: ("<1/>");
        a_digit_and_content: ("<1>a</1>");
        a_hyphen: ("<-a></-a>");
        a_dot: ("<.a></.a>");
        an_equals_sign: ("<a=/>");
        a_control_character: ("<a\0/>");
        a_multiplication_sign: ("<a\u{D7}/>");
        a_quote: ("<a\"\"/>");
        a_digit_as_the_name_of_an_attribute: ("<a 1=\"\"/>");
        a_bracket_in_the_name_of_an_attribute: ("<a b<c=\"\"/>");
        a_slash_in_the_name_of_an_attribute: ("<a b/c=\"\"/>");
        a_control_character_in_the_name_of_an_attribute: ("<a b\0=\"\"/>");
    }}

    #[track_caller]
    fn check_outside(content: &str) {
        for text in [format!("{content}{}", response("")), format!("{}{content}", response(""))] {
            super::check::<FindItemResponse>(&text, Some(ErrorKind::Syntax));
        }
    }

    test_support::cases! { check_outside {
        a_section_outside_of_the_root: ("<![CDATA[ ]]>");
        a_reference_outside_of_the_root: ("&#9;");
    }}

    #[track_caller]
    fn check_instruction(instruction: &str, is_valid: bool) {
        for text in [message(instruction), response(instruction), format!("{}{instruction}", response(""))] {
            super::check::<FindItemResponse>(&text, None);
            let strict = Options::new().strict(true).from_str::<FindItemResponse>(&text);
            let has_name_error = strict.is_err_and(|error| error.message().contains("processing instruction"));
            assert_eq!(has_name_error, !is_valid, "{text}");
        }
    }

    test_support::cases! { check_instruction {
        an_instruction: ("<?a b?>", true);
        an_instruction_without_content: ("<?a?>", true);
        a_digit_as_a_target: ("<?1?>", false);
        a_blank_before_a_target: ("<? a?>", false);
        a_bracket_in_a_target: ("<?a<b c?>", false);
        a_colon_in_a_target: ("<?a:b?>", false);
        a_reserved_target: ("<?XML b?>", false);
        a_forbidden_character: ("<?a \u{1}?>", false);
    }}
}

/// XML declarations and declarations of namespaces, which only strict mode checks.
mod declarations {
    use super::*;

    #[track_caller]
    fn check(text: &str, is_valid: bool) {
        super::check::<AnyElements>(text, None);
        let strict = Options::new().strict(true).from_str::<AnyElements>(text);
        assert_eq!(strict.err().map(|error| error.kind()), (!is_valid).then_some(ErrorKind::Syntax), "{text}");
    }

    test_support::cases! { check {
        a_version: ("<?xml version='1.0'?><h/>", true);
        a_later_version: ("<?xml version=\"1.1\"?><h/>", true);
        everything_with_white_space: ("<?xml\tversion = '1.0'\n encoding='UTF-8'\r\n standalone=\"yes\" ?><h/>", true);
        no_version: ("<?xml encoding='UTF-8'?><h/>", false);
        nothing: ("<?xml?><h/>", false);
        another_major_version: ("<?xml version='2.0'?><h/>", false);
        a_version_without_quotes: ("<?xml version=1.0?><h/>", false);
        an_open_quote: ("<?xml version='1.0?><h/>", false);
        no_white_space: ("<?xml version='1.0'encoding='UTF-8'?><h/>", false);
        another_order: ("<?xml version='1.0' standalone='no' encoding='UTF-8'?><h/>", false);
        neither_yes_nor_no: ("<?xml version='1.0' standalone='maybe'?><h/>", false);
        an_unknown_attribute: ("<?xml version='1.0' a='b'?><h/>", false);
        an_attribute_twice: ("<?xml version='1.0' version='1.0'?><h/>", false);
        a_prefix_without_a_namespace: ("<h xmlns:p=''/>", false);
        no_default_namespace: ("<h xmlns=''/>", true);
    }}
}

/// Values that a program builds can be nested more deeply than those that a reader returns.
#[test]
fn deep_values_are_refused_by_the_writer_and_dropped_on_a_small_stack() {
    with_small_stack(|| {
        let mut element = xml::AnyElement::default();
        for _ in 0..30_000 {
            let content = xml::AnyType { nodes: vec![xml::AnyNode::Element(element)].into(), ..Default::default() };
            element = xml::AnyElement { local: "a".to_owned(), content, ..Default::default() };
        }
        let elements = AnyElements(crate::any_elements::AnyElementsType { any: vec![element] });
        assert_eq!(xml::to_string(&elements).map_err(|error| error.kind()), Err(ErrorKind::Limit));
    });
}

#[test]
fn the_writer_has_the_depth_limit_of_the_reader() {
    let text = |levels| format!("<h>{}</h>", nested(levels));
    let write = |value: &AnyElements, max_depth| {
        let mut writer = xml::Writer::new(AnyElements::NAMESPACES).max_depth(max_depth);
        writer.element(value).map(|()| writer.finish()).map_err(|error| error.kind())
    };
    let deepest = xml::from_str::<AnyElements>(&text(Options::MAX_DEPTH - 1)).unwrap();
    assert!(xml::to_string(&deepest).is_ok());
    assert!(write(&deepest, Options::MAX_DEPTH).is_ok());
    assert_eq!(write(&deepest, Options::MAX_DEPTH - 1), Err(ErrorKind::Limit));
}
