//! Hostile input: an error or a value, never a panic, a hang or an abort.

use std::fmt::Write as _;

use crate::any_elements::AnyElements;
use crate::find_item::{M, T, response};
use ews_types::messages::elements::{FindItem, FindItemResponse};
use ews_types::xml::{self, ErrorKind, GlobalElement, Options};

const ITEM: &str = "<!-- c --><t:Message a:x=\"1\" xmlns:a=\"urn:a\"><t:ItemId Id=\"A&amp;&#x41;\" ChangeKey='b'/>\
     <t:Subject>a<![CDATA[<b>]]>&lt;<?p i?>ü</t:Subject><t:Size>12</t:Size><t:Unknown><x/></t:Unknown></t:Message>";

#[test]
fn truncated_anywhere() {
    let text = response(ITEM);
    assert!(xml::from_str::<FindItemResponse>(&text).is_ok());
    for end in 0..text.len() {
        let bytes = &text.as_bytes()[..end];
        assert!(xml::from_slice::<FindItemResponse>(bytes).is_err(), "{end}");
        let _ = xml::from_slice::<AnyElements>(&[b"<h>".as_slice(), bytes, b"</h>"].concat());
    }
}

#[test]
fn any_byte_anywhere() {
    let text = response(ITEM);
    for at in 0..text.len() {
        for byte in [0, b'<', b'>', b'&', b'"', b'/', b'!', b'=', b':', b' ', 0xC3, 0xFF, 0xEF] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = byte;
            for strict in [false, true] {
                let read = Options::new().strict(strict).from_slice::<FindItemResponse>(&bytes);
                if let Ok(value) = read {
                    let written = xml::to_string(&value).unwrap();
                    assert!(roxmltree::Document::parse(&written).is_ok(), "{written}");
                    assert_eq!(xml::from_str::<FindItemResponse>(&written).unwrap(), value);
                }
            }
            if let Ok(value) = xml::from_slice::<AnyElements>(&[b"<h>".as_slice(), &bytes, b"</h>"].concat())
                && let Ok(written) = xml::to_string(&value)
            {
                assert!(roxmltree::Document::parse(&written).is_ok(), "{at} {byte}: {written}");
            }
        }
    }
}

#[test]
fn deep() {
    let restriction = |levels: usize| {
        format!(
            "<m:FindItem xmlns:m=\"{M}\" xmlns:t=\"{T}\" Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>\
             </m:ItemShape><m:Restriction>{}<t:Exists><t:FieldURI FieldURI=\"item:Subject\"/></t:Exists>{}</m:Restriction>\
             <m:ParentFolderIds/></m:FindItem>",
            "<t:Not>".repeat(levels),
            "</t:Not>".repeat(levels)
        )
    };
    let work = move || {
        let value = xml::from_str::<FindItem>(&restriction(240)).unwrap();
        let copy = value.clone();
        assert_eq!(value, copy);
        assert_eq!(xml::from_str::<FindItem>(&xml::to_string(&value).unwrap()).unwrap(), value);
        let _ = format!("{value:?}");
        assert_eq!(xml::from_str::<FindItem>(&restriction(100_000)).unwrap_err().kind(), ErrorKind::Limit);
        let nested = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert_eq!(xml::from_str::<AnyElements>(&format!("<h>{nested}</h>")).unwrap_err().kind(), ErrorKind::Limit);
        let unknown = response(&nested);
        assert_eq!(xml::from_str::<FindItemResponse>(&unknown).unwrap_err().kind(), ErrorKind::Limit);
    };
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap();
    thread.join().unwrap();
}

/// Reads something huge; the error, or nothing for a value.
fn check<E: GlobalElement>(name: &str, text: &str, expected: Option<ErrorKind>) {
    let read = xml::from_str::<E>(text);
    assert_eq!(read.as_ref().err().map(xml::Error::kind), expected, "{name}: {:?}", read.err());
}

#[test]
fn huge() {
    let limit = Some(ErrorKind::Limit);
    let many = 1_000_000;
    let attribute = |length| response(&format!("<t:Message a=\"{}\"/>", "x".repeat(length)));
    check::<FindItemResponse>("100 MB attribute", &attribute(100_000_000), None);
    check::<FindItemResponse>("empty items", &response(&"<t:Message/>".repeat(many)), limit);
    check::<FindItemResponse>("unknown items", &response(&"<t:X/>".repeat(10 * many)), None);
    check::<AnyElements>("elements of no schema", &format!("<h>{}</h>", "<b/>".repeat(many)), limit);
    let mut attributes = String::new();
    (0..300_000).for_each(|n| write!(attributes, " a{n}=\"\"").unwrap());
    check::<FindItemResponse>("attributes", &response(&format!("<t:Message{attributes}/>")), limit);
    let mut declarations = String::new();
    (0..100_000).for_each(|n| write!(declarations, " xmlns:p{n}=\"urn:{n}\"").unwrap());
    check::<FindItemResponse>("declarations", &response(&format!("<t:Message{declarations}/>")), limit);
    let references = "&lt;".repeat(many);
    let text = |text: &str| response(&format!("<t:Message><t:Subject>{text}</t:Subject></t:Message>"));
    check::<FindItemResponse>("references", &text(&references), None);
    check::<FindItemResponse>("pieces of text", &text(&"a<!---->".repeat(many)), None);
}

/// The numbers by which namespaces go do not wrap round.
#[test]
fn more_namespaces_than_numbers() {
    let mut text = String::new();
    (0..70_000).for_each(|n| write!(text, "<p:Message xmlns:p=\"urn:{n}\"/>").unwrap());
    check::<FindItemResponse>("namespaces", &response(&text), Some(ErrorKind::Limit));
}

/// Their places are found in one pass over the document.
#[test]
fn deviations_at_the_end_of_a_long_line() {
    let long = "x".repeat(50_000_000);
    let text = response(&format!("<t:Message><t:Subject>{long}</t:Subject>{}</t:Message>", "<t:X/>".repeat(1000)));
    let document = Options::new().read::<FindItemResponse>(&text).unwrap();
    assert_eq!(document.deviations.len(), 1000);
}
