//! Hostile input: an error or a value, never a panic, a hang or an abort.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use ews_types::messages::elements::{FindItem, FindItemResponse};
use ews_types::xml::{self, ErrorKind, Options};
/// A document that holds what a wildcard takes.
mod holder {
    use ews_types::namespaces::NAMESPACES;
    use ews_types::xml;

    #[derive(Clone, Debug, Default, PartialEq)]
    pub(crate) struct HolderType {
        pub(crate) any: Vec<xml::AnyElement>,
    }
    xml::complex_type! { HolderType("HolderType") { any: any(ANY); } }

    #[derive(Clone, Debug, Default, PartialEq)]
    pub(crate) struct Holder(pub(crate) HolderType);
    xml::element!(Holder(HolderType): element(NONE, "h"));
}
use holder::Holder;

const M: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
const T: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

fn answer(items: &str) -> String {
    format!(
        "<m:FindItemResponse xmlns:m=\"{M}\" xmlns:t=\"{T}\"><m:ResponseMessages><m:FindItemResponseMessage \
         ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:RootFolder TotalItemsInView=\"1\" \
         IncludesLastItemInRange=\"true\"><t:Items>{items}</t:Items></m:RootFolder></m:FindItemResponseMessage>\
         </m:ResponseMessages></m:FindItemResponse>"
    )
}

const ITEM: &str = "<!-- c --><t:Message a:x=\"1\" xmlns:a=\"urn:a\"><t:ItemId Id=\"A&amp;&#x41;\" ChangeKey='b'/>\
     <t:Subject>a<![CDATA[<b>]]>&lt;<?p i?>ü</t:Subject><t:Size>12</t:Size><t:Unknown><x/></t:Unknown></t:Message>";

#[test]
fn truncated_anywhere() {
    let text = answer(ITEM);
    assert!(xml::from_str::<FindItemResponse>(&text).is_ok());
    for end in 0..text.len() {
        let bytes = &text.as_bytes()[..end];
        assert!(xml::from_slice::<FindItemResponse>(bytes).is_err(), "{end}");
        let _ = xml::from_slice::<Holder>(&[b"<h>".as_slice(), bytes, b"</h>"].concat());
    }
}

#[test]
fn any_byte_anywhere() {
    let text = answer(ITEM);
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
            if let Ok(value) = xml::from_slice::<Holder>(&[b"<h>".as_slice(), &bytes, b"</h>"].concat())
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
        let start = Instant::now();
        assert_eq!(xml::from_str::<FindItem>(&restriction(100_000)).unwrap_err().kind(), ErrorKind::Limit);
        let nested = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert_eq!(xml::from_str::<Holder>(&format!("<h>{nested}</h>")).unwrap_err().kind(), ErrorKind::Limit);
        let unknown = answer(&nested);
        assert_eq!(xml::from_str::<FindItemResponse>(&unknown).unwrap_err().kind(), ErrorKind::Limit);
        assert!(start.elapsed() < Duration::from_secs(1));
    };
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap();
    thread.join().unwrap();
}

fn quick(name: &str, work: impl FnOnce() -> String) {
    let start = Instant::now();
    let result = work();
    println!("{name}: {:?} {result}", start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(20), "{name}");
}

fn brief<E: std::fmt::Debug>(result: &xml::Result<E>) -> String {
    match result {
        Ok(_) => "a value".to_owned(),
        Err(error) => error.to_string().chars().take(160).collect(),
    }
}

#[test]
fn huge() {
    quick("100 MB attribute", || {
        brief(&xml::from_str::<FindItemResponse>(&answer(&format!("<t:Message a=\"{}\"/>", "x".repeat(100_000_000)))))
    });
    quick("10 million empty items", || {
        brief(&xml::from_str::<FindItemResponse>(&answer(&"<t:Message/>".repeat(10_000_000))))
    });
    quick("10 million empty elements as they are", || {
        brief(&xml::from_str::<Holder>(&format!("<h>{}</h>", "<b/>".repeat(10_000_000))))
    });
    quick("300,000 attributes", || {
        let mut text = String::new();
        (0..300_000).for_each(|n| write!(text, " a{n}=\"\"").unwrap());
        brief(&xml::from_str::<FindItemResponse>(&answer(&format!("<t:Message{text}/>"))))
    });
    quick("100,000 namespaces on one tag, each used", || {
        let mut text = "<t:Message".to_owned();
        (0..100_000).for_each(|n| write!(text, " xmlns:p{n}=\"urn:{n}\"").unwrap());
        text.push('>');
        (0..100_000).for_each(|n| write!(text, "<p{n}:a/>").unwrap());
        text.push_str("</t:Message>");
        brief(&xml::from_str::<FindItemResponse>(&answer(&text)))
    });
    quick("70,000 namespaces one after the other do not wrap round to a known one", || {
        let mut text = String::new();
        (0..70_000).for_each(|n| write!(text, "<p:Message xmlns:p=\"urn:{n}\"/>").unwrap());
        match xml::from_str::<FindItemResponse>(&answer(&text)) {
            Ok(value) => {
                assert!(
                    !xml::to_string(&value).unwrap().contains("<t:Message/>"),
                    "a foreign element was taken for a known one"
                );
                "a value".to_owned()
            }
            Err(error) => error.to_string(),
        }
    });
    quick("1,000 deviations at the end of a line of 50 MB", || {
        let text = format!(
            "<t:Message><t:Subject>{}</t:Subject>{}</t:Message>",
            "x".repeat(50_000_000),
            "<t:X/>".repeat(1000)
        );
        let document = Options::new().read::<FindItemResponse>(&answer(&text));
        document.map_or_else(|error| error.to_string(), |document| document.deviations.len().to_string())
    });
    quick("1 million references", || {
        brief(&xml::from_str::<FindItemResponse>(&answer(&format!(
            "<t:Message><t:Subject>{}</t:Subject></t:Message>",
            "&lt;".repeat(1_000_000)
        ))))
    });
    quick("1 million pieces of text", || {
        brief(&xml::from_str::<FindItemResponse>(&answer(&format!(
            "<t:Message><t:Subject>{}</t:Subject></t:Message>",
            "a<!---->".repeat(1_000_000)
        ))))
    });
}
