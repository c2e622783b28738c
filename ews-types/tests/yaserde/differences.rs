//! Differences between reading and writing with yaserde and with the runtime. Their causes are in yaserde and in the `xml` crate.

use ews_types::types::elements::RequestServerVersion;
use ews_types::types::{BodyType, EmailAddressType, ItemIdType};
use ews_types::xml::yaserde::deserializer;
use ews_types::xml::{self, AnyElement};
use yaserde::{YaDeserialize, YaSerialize};

/// Reads with a deserializer that does not trim texts.
fn read_untrimmed(text: &str) -> yaserde::Result<BodyType> {
    BodyType::deserialize(&mut deserializer(text.as_bytes()))
}

fn read_by_default(text: &str) -> yaserde::Result<BodyType> {
    yaserde::de::from_str(text)
}

/// White space: yaserde trims it by default.
mod white_space {
    use super::*;

    #[track_caller]
    fn check(text: &str, trimmed: &str, untrimmed: &str) {
        assert_eq!(read_by_default(text).unwrap().value, trimmed);
        assert_eq!(read_untrimmed(text).unwrap().value, untrimmed);
    }

    test_support::cases! { check {
        around_a_text_is_trimmed: ("<b BodyType='Text'> a b </b>", "a b", " a b ");
        alone_is_trimmed: ("<b BodyType='Text'> </b>", "", " ");
        in_a_section_is_trimmed: ("<b BodyType='Text'><![CDATA[ a ]]></b>", "a", " a ");
        around_a_comment_is_kept: ("<b BodyType='Text'> a <!-- c --> b </b>", "a  b", " a  b ");
        as_a_reference_is_trimmed: ("<b BodyType='Text'>&#32;a</b>", "a", " a");
    }}
}

#[test]
fn carriage_returns_are_escaped_and_read_back() {
    assert_eq!(read_untrimmed("<b BodyType='Text'>a\r\nb&#13;c\rd</b>").unwrap().value, "a\nb\rc\nd");
    let mut body = BodyType { value: "a\rb\r\n".to_owned(), ..Default::default() };
    let written = yaserde::ser::to_string(&body).unwrap();
    assert!(written.contains("a&#13;b&#13;\n"), "{written}");
    body.body_type = "\u{FC}".into();
    let written = yaserde::ser::to_string(&body).unwrap();
    assert_eq!(BodyType::deserialize(&mut deserializer(written.as_bytes())).unwrap(), body);
}

#[test]
fn a_tab_in_an_attribute_becomes_a_space() {
    let id = ItemIdType { id: "a\tb\nc".to_owned(), ..Default::default() };
    let written = yaserde::ser::to_string(&id).unwrap();
    assert_eq!(yaserde::de::from_str::<ItemIdType>(&written).unwrap().id, "a b\nc");
}

/// Documents that the `xml` crate refuses.
mod refused {
    use super::*;

    #[track_caller]
    fn check(text: &str) {
        assert!(read_by_default(text).is_err());
    }

    test_support::cases! { check {
        an_undeclared_prefix_of_an_element: ("<p:b/>");
        an_undeclared_prefix_of_an_attribute: ("<b p:a=\"\"/>");
        a_control_character: ("<b BodyType='Text'>\u{1}</b>");
        a_reference_to_a_control_character: ("<b BodyType='Text'>&#1;</b>");
        the_end_of_a_section: ("<b BodyType='Text'>]]></b>");
        an_invalid_name_of_an_attribute: ("<b 1=\"\"/>");
        an_entity: ("<b BodyType='Text'>&nbsp;</b>");
    }}
}

#[test]
fn content_after_the_root_element_is_ignored() {
    let text = "<b BodyType='Text'>a</b><c/>";
    assert_eq!(read_by_default(text).unwrap().value, "a");
    let version = "<t:RequestServerVersion xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\" \
                   Version=\"Exchange2013\"/>";
    assert!(yaserde::de::from_str::<RequestServerVersion>(&format!("{version}<c/>")).is_ok());
    assert!(xml::from_str::<RequestServerVersion>(&format!("{version}<c/>")).is_err());
}

#[test]
fn iso_8859_1_and_utf_16_are_read() {
    let latin = b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><b BodyType='Text'>\xFC</b>";
    assert_eq!(yaserde::de::from_reader::<_, BodyType>(&latin[..]).unwrap().value, "\u{FC}");
    assert!(xml::decode(latin).unwrap().contains('\u{FC}'));
    let utf16: Vec<u8> = "\u{FEFF}<b BodyType='Text'>\u{FC}</b>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(yaserde::de::from_reader::<_, BodyType>(utf16.as_slice()).unwrap().value, "\u{FC}");
}

#[test]
fn an_element_without_a_namespace_gets_the_default_namespace() {
    #[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
    #[yaserde(rename = "Outer", namespaces = { "" = "urn:example:outer" }, default_namespace = "")]
    struct Outer {
        any: AnyElement,
    }
    let outer = Outer { any: AnyElement { local: "any".to_owned(), ..Default::default() } };
    let written = yaserde::ser::to_string(&outer).unwrap();
    let document = roxmltree::Document::parse(&written).unwrap();
    let any = document.root_element().first_element_child().unwrap();
    assert_eq!(any.tag_name().namespace(), Some("urn:example:outer"), "{written}");
}

#[test]
fn a_root_element_has_the_name_of_its_type() {
    let sender = EmailAddressType { name: Some("Ada".to_owned()), ..Default::default() };
    let written = yaserde::ser::to_string(&sender).unwrap();
    let document = roxmltree::Document::parse(&written).unwrap();
    let name = ("http://schemas.microsoft.com/exchange/services/2006/types", "EmailAddressType");
    assert!(document.root_element().has_tag_name(name), "{written}");
    assert_eq!(yaserde::de::from_str::<EmailAddressType>(&written).unwrap(), sender);
}
