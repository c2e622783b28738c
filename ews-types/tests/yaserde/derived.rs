//! Generated types as fields of structs with the derive macros of yaserde.

use ews_types::types::elements::RequestServerVersion;
use ews_types::types::{
    BodyType, DayOfWeekType, EmailAddressType, ItemIdType, MessageType, RealItem, SearchExpression,
};
use ews_types::xml::{AnyElement, Base64Binary, Date, DateTime, Decimal, Duration, Integer, Nillable, QName, Secret};
use yaserde::{YaDeserialize, YaSerialize};

#[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
#[yaserde(
    rename = "Archive",
    prefix = "a",
    namespaces = {
        "a" = "urn:example:archive",
        "t" = "http://schemas.microsoft.com/exchange/services/2006/types"
    }
)]
struct Archive {
    #[yaserde(attribute = true)]
    made: DateTime,
    #[yaserde(attribute = true)]
    day: Option<DayOfWeekType>,
    #[yaserde(prefix = "a")]
    count: u32,
    #[yaserde(prefix = "a", rename = "Id")]
    id: ItemIdType,
    #[yaserde(prefix = "t", rename = "Message")]
    messages: Vec<MessageType>,
    #[yaserde(prefix = "a", rename = "Sender")]
    sender: Option<EmailAddressType>,
    #[yaserde(prefix = "a", rename = "Item")]
    items: Vec<RealItem>,
    #[yaserde(prefix = "t", rename = "RequestServerVersion")]
    version: Option<RequestServerVersion>,
    #[yaserde(prefix = "a")]
    body: Option<BodyType>,
    #[yaserde(prefix = "a")]
    due: Option<Date>,
    #[yaserde(prefix = "a")]
    lasts: Option<Duration>,
    #[yaserde(prefix = "a")]
    price: Option<Decimal>,
    #[yaserde(prefix = "a")]
    number: Option<Integer>,
    #[yaserde(prefix = "a")]
    content: Option<Base64Binary>,
    #[yaserde(prefix = "a")]
    key: Option<Secret>,
    #[yaserde(prefix = "a")]
    kind: Option<QName>,
    #[yaserde(prefix = "a")]
    weight: Option<Nillable<i32>>,
    #[yaserde(prefix = "a")]
    height: Option<Nillable<i32>>,
    #[yaserde(prefix = "a")]
    extra: Option<AnyElement>,
}

const ARCHIVE: &str = r#"<a:Archive xmlns:a="urn:example:archive" made="2026-03-02T09:00:00Z" day="Monday"
        xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:k="urn:example:kind">
    <a:count>3</a:count>
    <a:Id Id="A&amp;B" ChangeKey="C"/>
    <t:Message><t:ItemId Id="1"/><t:Subject>One &lt;1&gt;</t:Subject></t:Message>
    <t:Message><t:Subject>Two</t:Subject></t:Message>
    <a:Sender><t:Name>Ada</t:Name><t:EmailAddress>ada@example.com</t:EmailAddress></a:Sender>
    <a:Item><t:Message><t:Subject>Three</t:Subject></t:Message></a:Item>
    <a:Item><t:Task><t:Subject>Four</t:Subject></t:Task></a:Item>
    <t:RequestServerVersion Version="Exchange2013"/>
    <a:body BodyType="Text">Hello &amp; goodbye</a:body>
    <a:due>2026-03-04Z</a:due>
    <a:lasts>PT5M</a:lasts>
    <a:price>1.50</a:price>
    <a:number>12345678901234567890</a:number>
    <a:content>AQID</a:content>
    <a:key>word</a:key>
    <a:kind>k:box</a:kind>
    <a:weight xsi:nil="true"/>
    <a:height>7</a:height>
    <a:extra mark="1"><k:inner>text</k:inner></a:extra>
</a:Archive>"#;

#[test]
fn fields_of_every_kind_are_read_back_equal() {
    let archive: Archive = yaserde::de::from_str(ARCHIVE).unwrap();
    assert_eq!(archive.made.to_string(), "2026-03-02T09:00:00Z");
    assert_eq!(archive.day, Some(DayOfWeekType::Monday));
    assert_eq!((archive.id.id.as_str(), archive.id.change_key.as_deref()), ("A&B", Some("C")));
    assert_eq!(archive.messages[0].subject.as_deref(), Some("One <1>"));
    assert_eq!(archive.sender.as_ref().unwrap().email_address.as_deref(), Some("ada@example.com"));
    assert!(matches!(archive.items.as_slice(), [RealItem::Message(_), RealItem::Task(_)]));
    assert_eq!(archive.version.as_ref().unwrap().version.as_str(), "Exchange2013");
    assert_eq!(archive.body.as_ref().unwrap().value, "Hello & goodbye");
    assert_eq!(archive.content.as_ref().unwrap().0, [1, 2, 3]);
    assert_eq!(archive.kind, Some(QName::new("urn:example:kind", "box")));
    assert_eq!((&archive.weight, &archive.height), (&Some(Nillable::Nil), &Some(Nillable::Value(7))));
    assert_eq!(archive.extra.as_ref().unwrap().text(), "text");
    let written = yaserde::ser::to_string(&archive).unwrap();
    let document = roxmltree::Document::parse(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert!(document.root_element().has_tag_name(("urn:example:archive", "Archive")));
    assert_eq!(yaserde::de::from_str::<Archive>(&written).unwrap(), archive, "{written}");
}

#[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
#[yaserde(rename = "Flat")]
struct Flat {
    note: String,
    #[yaserde(flatten = true)]
    search: SearchExpression,
}

#[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
#[yaserde(rename = "Flat")]
struct FlatId {
    note: String,
    #[yaserde(flatten = true)]
    id: ItemIdType,
}

#[test]
fn flattened_fields_are_read_back_equal() {
    let text = r#"<Flat><note>n</note><t:Exists xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
        <t:FieldURI FieldURI="item:Subject"/></t:Exists></Flat>"#;
    let flat: Flat = yaserde::de::from_str(text).unwrap();
    assert!(matches!(flat.search, SearchExpression::Exists(_)));
    let written = yaserde::ser::to_string(&flat).unwrap();
    assert_eq!(yaserde::de::from_str::<Flat>(&written).unwrap(), flat, "{written}");

    let flat: FlatId = yaserde::de::from_str(r#"<Flat Id="A" ChangeKey="B"><note>n</note></Flat>"#).unwrap();
    assert_eq!((flat.id.id.as_str(), flat.id.change_key.as_deref()), ("A", Some("B")));
    let written = yaserde::ser::to_string(&flat).unwrap();
    assert_eq!(yaserde::de::from_str::<FlatId>(&written).unwrap(), flat, "{written}");
}

/// The struct declares the prefix of the schema with another namespace.
#[test]
fn a_prefix_with_two_namespaces_is_read_back_equal() {
    #[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
    #[yaserde(rename = "Outer", prefix = "t", namespaces = { "t" = "urn:example:outer" })]
    struct Outer {
        #[yaserde(prefix = "t")]
        sender: EmailAddressType,
    }
    let sender = EmailAddressType { name: Some("Ada".to_owned()), ..Default::default() };
    let outer = Outer { sender };
    let written = yaserde::ser::to_string(&outer).unwrap();
    assert_eq!(yaserde::de::from_str::<Outer>(&written).unwrap(), outer, "{written}");
}

#[test]
fn an_invalid_value_is_an_error_with_its_path() {
    #[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
    struct Due {
        at: DateTime,
    }
    let error = yaserde::de::from_str::<Due>("<Due><at>noon</at></Due>").unwrap_err();
    assert_eq!(error.to_string(), "invalid value: \"noon\" is not a valid xs:dateTime, in /at");
}
