//! What is different between the engines by the nature of yaserde, and of the `xml` crate below it.

use ews_types::types::elements::RequestServerVersion;
use ews_types::types::{BodyType, EmailAddressType, ItemIdType};
use ews_types::xml::yaserde::deserializer;
use ews_types::xml::{self, AnyElement};
use yaserde::{YaDeserialize, YaSerialize};

fn kept(text: &str) -> yaserde::Result<BodyType> {
    BodyType::deserialize(&mut deserializer(text.as_bytes()))
}

fn by_default(text: &str) -> yaserde::Result<BodyType> {
    yaserde::de::from_str(text)
}

#[test]
fn white_space() {
    for (text, trimmed, whole) in [
        ("<b> a b </b>", "a b", " a b "),
        ("<b> </b>", "", " "),
        ("<b><![CDATA[ a ]]></b>", "a", " a "),
        ("<b> a <!-- c --> b </b>", "a  b", " a  b "),
        ("<b>&#32;a</b>", "a", " a"),
    ] {
        assert_eq!(by_default(text).unwrap().value, trimmed, "{text}");
        assert_eq!(kept(text).unwrap().value, whole, "{text}");
    }
}

#[test]
fn carriage_returns() {
    assert_eq!(kept("<b>a\r\nb&#13;c\rd</b>").unwrap().value, "a\nb\rc\nd");
    let mut body = BodyType { value: "a\rb\r\n".to_owned(), ..Default::default() };
    let written = yaserde::ser::to_string(&body).unwrap();
    assert!(written.contains("a&#13;b&#13;\n"), "{written}");
    body.body_type = "\u{FC}".into();
    let written = yaserde::ser::to_string(&body).unwrap();
    assert_eq!(BodyType::deserialize(&mut deserializer(written.as_bytes())).unwrap(), body);
}

#[test]
fn a_tab_in_an_attribute() {
    let id = ItemIdType { id: "a\tb\nc".to_owned(), ..Default::default() };
    let written = yaserde::ser::to_string(&id).unwrap();
    assert_eq!(yaserde::de::from_str::<ItemIdType>(&written).unwrap().id, "a b\nc");
}

#[test]
fn what_the_xml_crate_refuses() {
    for text in ["<p:b/>", "<b p:a=\"\"/>", "<b>\u{1}</b>", "<b>&#1;</b>", "<b>]]></b>", "<b 1=\"\"/>", "<b>&nbsp;</b>"]
    {
        assert!(by_default(text).is_err(), "{text}");
    }
}

#[test]
fn behind_the_root() {
    let text = "<b>a</b><c/>";
    assert_eq!(by_default(text).unwrap().value, "a");
    let version = "<t:RequestServerVersion xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\" \
                   Version=\"Exchange2013\"/>";
    assert!(yaserde::de::from_str::<RequestServerVersion>(&format!("{version}<c/>")).is_ok());
    assert!(xml::from_str::<RequestServerVersion>(&format!("{version}<c/>")).is_err());
}

#[test]
fn encodings() {
    let latin = b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><b>\xFC</b>";
    assert_eq!(yaserde::de::from_reader::<_, BodyType>(&latin[..]).unwrap().value, "\u{FC}");
    assert!(xml::decode(latin).unwrap().contains('\u{FC}'));
    let utf16: Vec<u8> = "\u{FEFF}<b>\u{FC}</b>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(yaserde::de::from_reader::<_, BodyType>(utf16.as_slice()).unwrap().value, "\u{FC}");
}

#[test]
fn no_namespace_inside_of_a_default_one() {
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
fn names_of_types_that_are_the_root() {
    let sender = EmailAddressType { name: Some("Ada".to_owned()), ..Default::default() };
    let written = yaserde::ser::to_string(&sender).unwrap();
    let document = roxmltree::Document::parse(&written).unwrap();
    let name = ("http://schemas.microsoft.com/exchange/services/2006/types", "EmailAddressType");
    assert!(document.root_element().has_tag_name(name), "{written}");
    assert_eq!(yaserde::de::from_str::<EmailAddressType>(&written).unwrap(), sender);
}
