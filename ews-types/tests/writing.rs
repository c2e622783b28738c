//! The rule of writing: what is written is well-formed and reads back the same, or is refused with the path of the field.

use crate::any_elements::{AnyElements, AnyElementsType};
use ews_types::messages::elements::{FindItem, GetFolder};
use ews_types::namespaces::NAMESPACES;
use ews_types::types::{ConstantValueType, FolderIdType, IsEqualToType};
use ews_types::xml::{self, AnyAttribute, AnyElement, AnyNode, AnyType, ErrorKind, GlobalElement, QName, Writer};

/// What is written of a value: the document, which reads back equal, or why there is none.
fn written<E: GlobalElement>(value: &E) -> Result<String, String> {
    match xml::to_string(value) {
        Ok(text) => {
            assert!(roxmltree::Document::parse(&text).is_ok(), "{text}");
            assert_eq!(&xml::from_str::<E>(&text).unwrap(), value, "{text}");
            Ok(text)
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Character);
            Err(error.to_string())
        }
    }
}

fn folder(id: &str) -> GetFolder {
    let mut get = GetFolder::default();
    get.folder_shape.base_shape = "IdOnly".into();
    get.folder_ids.push(FolderIdType { id: id.to_owned(), ..Default::default() }.into());
    get
}

/// An attribute, and what stands between its quotes.
#[test]
fn attributes() {
    let check = |value: &str, expected: Result<&str, &str>| {
        let written = written(&folder(value));
        match expected {
            Ok(raw) => {
                assert!(written.as_ref().is_ok_and(|text| text.contains(&format!("Id=\"{raw}\""))), "{written:?}")
            }
            Err(message) => assert_eq!(written, Err(message.to_owned())),
        }
    };
    check("a<b>&\"c\"'d'", Ok("a&lt;b&gt;&amp;&quot;c&quot;'d'"));
    check("\t\n\r \u{85}\u{2028}", Ok("&#9;&#10;&#13; \u{85}\u{2028}"));
    check("]]>", Ok("]]&gt;"));
    check("\u{FFFD}\u{10FFFF}\u{7F}", Ok("\u{FFFD}\u{10FFFF}\u{7F}"));
    check("a\0", Err("the text holds U+0000, which XML cannot, in /GetFolder/FolderIds/FolderId/@Id"));
    check("\u{1F}", Err("the text holds U+001F, which XML cannot, in /GetFolder/FolderIds/FolderId/@Id"));
    check("12345678\u{FFFE}", Err("the text holds U+FFFE, which XML cannot, in /GetFolder/FolderIds/FolderId/@Id"));
    check("\u{FFFF}", Err("the text holds U+FFFF, which XML cannot, in /GetFolder/FolderIds/FolderId/@Id"));
}

/// The text of an element.
#[test]
fn texts() {
    let check = |text: &str, expected: Result<&str, &str>| {
        let value = AnyElements(AnyElementsType { any: vec![element(AnyNode::Text(text.to_owned()))] });
        let written = written(&value);
        match expected {
            Ok(raw) => assert_eq!(written, Ok(format!("<h><a>{raw}</a></h>"))),
            Err(message) => assert_eq!(written, Err(message.to_owned())),
        }
    };
    check("a<b>&\"c\"'d'", Ok("a&lt;b&gt;&amp;\"c\"'d'"));
    check(" \t\n\r ", Ok(" \t\n&#13; "));
    check("<![CDATA[a]]>", Ok("&lt;![CDATA[a]]&gt;"));
    check("]]>]]]>", Ok("]]&gt;]]]&gt;"));
    check("\u{B}", Err("the text holds U+000B, which XML cannot, in /h/*"));
    check("123456789\u{FFFF}", Err("the text holds U+FFFF, which XML cannot, in /h/*"));
}

fn element(node: AnyNode) -> AnyElement {
    let content = AnyType { nodes: vec![node], ..AnyType::default() };
    AnyElement { local: "a".to_owned(), content, ..AnyElement::default() }
}

/// Names that come from the program.
#[test]
fn names() {
    let check = |namespace: &str, local: &str, expected: &str| {
        let named = AnyElement { namespace: namespace.into(), local: local.into(), ..AnyElement::default() };
        assert_eq!(written(&AnyElements(AnyElementsType { any: vec![named] })), Err(expected.to_owned()));
        let attribute = AnyAttribute { namespace: namespace.into(), local: local.into(), ..AnyAttribute::default() };
        let mut around = element(AnyNode::Text(String::new()));
        around.content.attributes.push(attribute);
        assert_eq!(written(&AnyElements(AnyElementsType { any: vec![around] })), Err(format!("{expected}/*")));
    };
    check("", "a b", "\"a b\" is no name, in /h");
    check("", "a><b", "\"a><b\" is no name, in /h");
    check("urn:x", "p:a", "\"p:a\" is no name, in /h");
    check("urn:\u{1}", "a", "\"urn:\\u{1}\" is no name, in /h");
    check("http://www.w3.org/2000/xmlns/", "a", "\"http://www.w3.org/2000/xmlns/\" is no name, in /h");
}

/// A deeper path.
#[test]
fn the_path_of_the_field() {
    let mut find = FindItem::default();
    let mut equals = IsEqualToType::default();
    equals.field_uri_or_constant.operand = ConstantValueType { value: "\u{8}".to_owned() }.into();
    let restriction = find.restriction.insert(Default::default());
    restriction.search_expression = equals.into();
    let message = written(&find).unwrap_err();
    assert_eq!(
        message,
        "the text holds U+0008, which XML cannot, in /FindItem/Restriction/IsEqualTo/FieldURIOrConstant/Constant/@Value"
    );
}

/// For those who would rather send something.
#[test]
fn forbidden_characters_replaced() {
    let mut writer = Writer::new(NAMESPACES).replace_forbidden_characters();
    writer.element(&folder("a\0b\u{FFFE}")).unwrap();
    assert!(writer.finish().contains("Id=\"a\u{FFFD}b\u{FFFD}\""));
}

/// Names in values, whose prefixes have to be declared somewhere.
#[test]
fn qualified_names() {
    use named::Named;
    let value = Named(QName::new("urn:other", "a"));
    assert_eq!(written(&value), Ok("<Named xmlns:ns0=\"urn:other\">ns0:a</Named>".to_owned()));
    let read: Named = xml::from_str("<Named xmlns:o=\"urn:other\">o:a</Named>").unwrap();
    assert_eq!(read, value);
}

/// An element of type `xs:QName`.
mod named {
    use ews_types::namespaces::NAMESPACES;
    use ews_types::xml;

    pub(crate) struct Named(pub(crate) xml::QName);

    xml::element!(Named(xml::QName): element(NONE, "Named"));
}
