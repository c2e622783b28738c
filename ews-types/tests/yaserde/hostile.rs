//! Hostile input through yaserde: reading gives an error or a value. It never panics or aborts.

use ews_types::messages::elements::{FindItem, FindItemResponse};

use crate::find_item::{M, T, response};

const ITEM: &str = "<!-- c --><t:Message a:x=\"1\" xmlns:a=\"urn:a\"><t:ItemId Id=\"A&amp;&#x41;\" ChangeKey='b'/>\
     <t:Subject>a<![CDATA[<b>]]>&lt;<?p i?>ü</t:Subject><t:Size>12</t:Size><t:Unknown><x/></t:Unknown></t:Message>";

#[test]
fn truncated_documents_are_refused_and_documents_with_any_other_byte_read_back_equal() {
    let text = response(ITEM);
    assert!(yaserde::de::from_str::<FindItemResponse>(&text).is_ok());
    for at in 0..text.len() {
        let cut = &text.as_bytes()[..at];
        let read: Result<FindItemResponse, _> = yaserde::de::from_reader(cut);
        assert!(read.is_err(), "{at}");
        for byte in [0, b'<', b'>', b'&', b'"', b'/', b'!', b':', b' ', 0xC3, 0xEF] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = byte;
            if let Ok(value) = yaserde::de::from_reader::<_, FindItemResponse>(bytes.as_slice()) {
                let written = yaserde::ser::to_string(&value).unwrap();
                assert_eq!(yaserde::de::from_str::<FindItemResponse>(&written).unwrap(), value, "{written}");
            }
        }
    }
}

#[test]
fn elements_below_the_maximum_depth_are_refused_on_a_small_stack() {
    let work = || {
        let restriction = |levels: usize| {
            format!(
                "<m:FindItem xmlns:m=\"{M}\" xmlns:t=\"{T}\" Traversal=\"Shallow\"><m:ItemShape>\
                 <t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:Restriction>{}<t:Exists><t:FieldURI \
                 FieldURI=\"item:Subject\"/></t:Exists>{}</m:Restriction><m:ParentFolderIds/></m:FindItem>",
                "<t:Not>".repeat(levels),
                "</t:Not>".repeat(levels)
            )
        };
        let value: FindItem = yaserde::de::from_str(&restriction(240)).unwrap();
        let written = yaserde::ser::to_string(&value).unwrap();
        assert_eq!(yaserde::de::from_str::<FindItem>(&written).unwrap(), value);
        for levels in [300, 100_000] {
            let error = yaserde::de::from_str::<FindItem>(&restriction(levels)).unwrap_err().to_string();
            assert_eq!(error, "elements are nested more than 256 levels deep");
        }
        let unknown = response(&format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000)));
        assert!(yaserde::de::from_str::<FindItemResponse>(&unknown).is_err());
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn document_types_and_other_documents_are_refused() {
    let text = response(ITEM);
    let entities = "<!DOCTYPE m:FindItemResponse [<!ENTITY a \"b\">]>".to_owned() + &text;
    let error = yaserde::de::from_str::<FindItemResponse>(&entities).unwrap_err().to_string();
    assert_eq!(error, "document type declarations are not supported");
    for text in ["", " ", "text", "<a/>", "<?xml version=\"1.0\"?>", "<!-- -->"] {
        assert!(yaserde::de::from_str::<FindItemResponse>(text).is_err(), "{text:?}");
    }
    let error = yaserde::de::from_str::<FindItemResponse>("<a xmlns='urn:a'/>").unwrap_err().to_string();
    assert_eq!(error, "expected element FindItemResponse, found <a> of namespace \"urn:a\", in /a");
}

#[test]
fn a_character_that_xml_does_not_allow_is_not_written() {
    let mut value = ews_types::messages::elements::GetClientAccessToken::default();
    value.token_requests.push(Default::default());
    value.token_requests[0].id = "a\u{0}".to_owned();
    let error = yaserde::ser::to_string(&value).unwrap_err().to_string();
    assert!(error.contains("U+0000"), "{error}");
}

/// Many declarations of namespaces. The `xml` crate copies all declarations in scope for each element.
mod declarations {
    use std::fmt::Write as _;

    use super::*;

    #[track_caller]
    fn check(declarations: usize, elements: usize, is_read: bool) {
        let mut start = "<t:Message".to_owned();
        (0..declarations).for_each(|number| write!(start, " xmlns:p{number}=\"urn:{number}\"").unwrap());
        let text = response(&format!("{start}>{}</t:Message>", "<t:Id/>".repeat(elements)));
        let read = yaserde::de::from_str::<FindItemResponse>(&text);
        assert_eq!(read.is_ok(), is_read, "{:?}", read.err());
    }

    test_support::cases! { check {
        a_few: (50, 10_000, true);
        many_with_few_elements: (250, 200, true);
        more_than_the_engine_allows: (5000, 1, false);
        many_with_many_elements: (250, 10_000, false);
    }}
}
