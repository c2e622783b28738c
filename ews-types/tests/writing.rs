//! Every written document is well-formed and reads back equal. The writer refuses a value that has no such document, and the error
//! contains the path of the field.

use ews_types::messages::elements::{FindItem, FindPeople, GetFolder, GetPersonaResponseMessage, MoveItem};
use ews_types::namespaces::NAMESPACES;
use ews_types::operations::GetPersona;
use ews_types::soap::{self, OperationRequest};
use ews_types::types::{
    AnyTargetFolderIdType, ConstantValueType, ExistsType, FolderIdType, IsEqualToType, ItemQueryTraversalType, NotType,
    PathToUnindexedFieldType, RestrictionType, SearchExpression, TargetFolderIdType, UnindexedFieldURIType,
};
use ews_types::xml::{
    self, AnyAttribute, AnyElement, AnyNode, AnyType, Derived, ErrorKind, GlobalElement, QName, Validate, Writer,
};

use crate::any_elements::{AnyElements, AnyElementsType};

/// Writes a value and checks that the document reads back equal. Returns the document, or the error message.
fn write<E: GlobalElement + Validate>(value: &E) -> Result<String, String> {
    match xml::to_string(value) {
        Ok(text) => {
            assert!(roxmltree::Document::parse(&text).is_ok(), "{text}");
            assert_eq!(&xml::from_str::<E>(&text).unwrap(), value, "{text}");
            Ok(text)
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Character);
            assert!(!value.validate().is_empty(), "{error}");
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

fn find(traversal: ItemQueryTraversalType, base_shape: &str) -> FindItem {
    let mut find = FindItem::default();
    find.traversal = traversal;
    find.item_shape.base_shape = base_shape.into();
    find
}

/// Enumerations that have never been set.
mod unset {
    use super::*;

    /// Checks the error of writing a request. Writing the value as a document succeeds, with an empty text for the enumeration,
    /// because a value that was read may lack it.
    #[track_caller]
    fn check(value: &FindItem, expected: Option<&str>) {
        let error = soap::request(value).to_vec().err();
        assert_eq!(error.as_ref().map(xml::Error::kind), expected.map(|_| ErrorKind::Missing));
        let path = |path| format!("a required value has not been set, in /Envelope/Body/FindItem/{path}");
        assert_eq!(error.map(|error| error.to_string()), expected.map(path));
        assert!(expected.is_none() || !value.validate().is_empty());
        assert!(write(value).is_ok());
    }

    const SHALLOW: ItemQueryTraversalType = ItemQueryTraversalType::Shallow;

    test_support::cases! { check {
        an_attribute: (&FindItem::default(), Some("@Traversal"));
        an_element: (&find(SHALLOW, ""), Some("ItemShape/BaseShape"));
        nothing: (&find("Deeper".into(), "IdOnly"), None);
    }}

    #[test]
    fn an_optional_one_is_written() {
        let mut find = find(SHALLOW, "IdOnly");
        find.item_shape.body_type = Some("".into());
        assert!(soap::request(&find).to_text().unwrap().contains("<t:BodyType/>"));
    }
}

/// Choices that have never been set.
mod unset_choice {
    use super::*;

    /// Checks the error of writing a request, and of writing a document.
    #[track_caller]
    fn check<E: OperationRequest + Validate>(value: &E, expected: &str) {
        for error in [soap::request(value).to_vec().unwrap_err(), xml::to_string(value).unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::Missing);
            let message = error.to_string().replace("/Envelope/Body", "");
            assert_eq!(message, format!("a required value has not been set: one of {expected}"));
        }
        let path = expected.split_once("in ").unwrap().1;
        let found = value.validate();
        let is_expected = |found: &xml::Violation| {
            path.starts_with(&*found.path) && found.constraint == xml::Constraint::MinOccurs(1) && found.value == "0"
        };
        assert!(found.iter().any(is_expected), "{found:?}");
    }

    fn restricted() -> FindItem {
        let mut find = find(ItemQueryTraversalType::Shallow, "IdOnly");
        find.restriction = Some(Default::default());
        find
    }

    fn list() -> GetFolder {
        let mut get = folder("a");
        get.folder_ids.push(Default::default());
        get
    }

    test_support::cases! { check {
        in_an_element: (
            &MoveItem::default(),
            "FolderId, DistinguishedFolderId, AddressListId, ConsumerCalendarId, in /MoveItem/ToFolderId"
        );
        in_an_optional_element: (
            &restricted(),
            "And, Contains, Excludes, Exists, IsEqualTo, ..., in /FindItem/Restriction"
        );
        in_a_list: (&list(), "FolderId, DistinguishedFolderId, in /GetFolder/FolderIds");
    }}
}

fn any_elements(element: AnyElement) -> AnyElements {
    AnyElements(AnyElementsType { any: vec![element] })
}

/// Returns an element `a` with content.
fn element(node: AnyNode) -> AnyElement {
    let content = AnyType { nodes: vec![node].into(), ..AnyType::default() };
    AnyElement { local: "a".to_owned(), content, ..AnyElement::default() }
}

/// Values of attributes.
mod attribute {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: &str) {
        let written = write(&folder(value)).unwrap();
        assert!(written.contains(&format!("Id=\"{expected}\"")), "{written}");
    }

    test_support::cases! { check {
        markup_is_escaped: ("a<b>&\"c\"'d'", "a&lt;b&gt;&amp;&quot;c&quot;'d'");
        white_space_is_escaped: ("\t\n\r \u{85}\u{2028}", "&#9;&#10;&#13; \u{85}\u{2028}");
        the_end_of_a_section_is_escaped: ("]]>", "]]&gt;");
        other_characters_are_written: ("\u{FFFD}\u{10FFFF}\u{7F}", "\u{FFFD}\u{10FFFF}\u{7F}");
    }}

    #[track_caller]
    fn check_refused(value: &str, character: &str) {
        let expected =
            format!("the text contains {character}, which XML does not allow, in /GetFolder/FolderIds/FolderId/@Id");
        assert_eq!(write(&folder(value)), Err(expected));
    }

    test_support::cases! { check_refused {
        nul_is_refused: ("a\0", "U+0000");
        a_control_character_is_refused: ("\u{1F}", "U+001F");
        a_noncharacter_after_eight_bytes_is_refused: ("12345678\u{FFFE}", "U+FFFE");
        a_noncharacter_is_refused: ("\u{FFFF}", "U+FFFF");
    }}
}

/// Texts of elements.
mod text {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let written = write(&any_elements(element(AnyNode::Text(text.to_owned()))));
        assert_eq!(written, Ok(format!("<h><a>{expected}</a></h>")));
    }

    test_support::cases! { check {
        markup_is_escaped: ("a<b>&\"c\"'d'", "a&lt;b&gt;&amp;\"c\"'d'");
        carriage_returns_are_escaped: (" \t\n\r ", " \t\n&#13; ");
        a_section_is_escaped: ("<![CDATA[a]]>", "&lt;![CDATA[a]]&gt;");
        ends_of_sections_are_escaped: ("]]>]]]>", "]]&gt;]]]&gt;");
    }}

    #[track_caller]
    fn check_refused(text: &str, character: &str) {
        let written = write(&any_elements(element(AnyNode::Text(text.to_owned()))));
        assert_eq!(written, Err(format!("the text contains {character}, which XML does not allow, in /h/*")));
    }

    test_support::cases! { check_refused {
        a_control_character_is_refused: ("\u{B}", "U+000B");
        a_noncharacter_is_refused: ("123456789\u{FFFF}", "U+FFFF");
    }}
}

/// Names of types for `xsi:type` that a program sets.
mod type_name {
    use super::*;

    #[track_caller]
    fn check_refused(local: &str, expected: &str) {
        let base = TargetFolderIdType { folder_id: FolderIdType::default().into() };
        let derived = Derived { base, xsi_type: QName::new("urn:x", local), kept: Default::default() };
        let mut find = FindPeople::default();
        find.parent_folder_id = Some(AnyTargetFolderIdType::Other(Box::new(derived)));
        assert_eq!(write(&find), Err(format!("{expected} is not a valid name, in /FindPeople")));
        let is_name = |found: &xml::Violation| found.constraint == xml::Constraint::Name;
        assert!(find.validate().iter().any(is_name));
    }

    test_support::cases! { check_refused {
        markup_is_refused: ("a\"><b", r#""a\"><b""#);
        no_name_is_refused: ("", r#""""#);
    }}
}

/// Elements that are nested too deeply for a document or for an envelope.
mod depth {
    use super::*;

    /// Checks whether `validate` reports a restriction with `levels` nested elements `Not`, and whether it can be written in a
    /// request.
    #[track_caller]
    fn check(levels: usize, is_reported: bool, is_writable: bool) {
        let mut filter = SearchExpression::from(ExistsType { path: UnindexedFieldURIType::ItemSubject.into() });
        for _ in 0..levels {
            filter = NotType { search_expression: Box::new(filter) }.into();
        }
        let mut value = find(ItemQueryTraversalType::Shallow, "IdOnly");
        value.parent_folder_ids.push(FolderIdType::default().into());
        value.restriction = Some(RestrictionType { search_expression: filter });
        let is_depth = |found: &xml::Violation| found.constraint == xml::Constraint::Depth;
        assert_eq!(value.validate().iter().any(is_depth), is_reported);
        let error = soap::request(&value).to_vec().err();
        assert_eq!(error.map(|error| error.kind()), (!is_writable).then_some(ErrorKind::Limit));
    }

    // The depth includes the elements `FindItem`, `Restriction`, `Exists` and `FieldURI`, and in a request `Envelope` and `Body`.
    test_support::cases! { check {
        the_maximum_is_valid: (xml::Options::MAX_DEPTH - 7, false, true);
        the_maximum_of_an_envelope_is_reported_without_room_for_a_root: (xml::Options::MAX_DEPTH - 6, true, true);
        one_more_is_reported: (xml::Options::MAX_DEPTH - 5, true, false);
    }}
}

/// Names of elements and attributes that a program sets.
mod name {
    use super::*;

    #[track_caller]
    fn check_refused(namespace: &str, local: &str, expected: &str) {
        let named = AnyElement { namespace: namespace.into(), local: local.into(), ..AnyElement::default() };
        assert_eq!(write(&any_elements(named)), Err(expected.to_owned()));
        let attribute = AnyAttribute { namespace: namespace.into(), local: local.into(), ..AnyAttribute::default() };
        let mut parent = element(AnyNode::Text(String::new()));
        parent.content.attributes.push(attribute);
        assert_eq!(write(&any_elements(parent)), Err(format!("{expected}/*")));
    }

    test_support::cases! { check_refused {
        a_space_is_refused: ("", "a b", "\"a b\" is not a valid name, in /h");
        markup_is_refused: ("", "a><b", "\"a><b\" is not a valid name, in /h");
        a_prefix_is_refused: ("urn:x", "p:a", "\"p:a\" is not a valid name, in /h");
        a_control_character_in_a_namespace_is_refused: ("urn:\u{1}", "a", "\"urn:\\u{1}\" is not a valid name, in /h");
        the_namespace_of_declarations_is_refused: (
            "http://www.w3.org/2000/xmlns/",
            "a",
            "\"http://www.w3.org/2000/xmlns/\" is not a valid name, in /h",
        );
    }}
}

#[test]
fn an_error_names_the_path_of_the_field() {
    let mut find = FindItem::default();
    let mut equals = IsEqualToType::default();
    equals.path = PathToUnindexedFieldType::default().into();
    equals.field_uri_or_constant.operand = ConstantValueType { value: "\u{8}".to_owned() }.into();
    let restriction = find.restriction.insert(Default::default());
    restriction.search_expression = equals.into();
    let message = write(&find).unwrap_err();
    assert_eq!(
        message,
        "the text contains U+0008, which XML does not allow, in /FindItem/Restriction/IsEqualTo/FieldURIOrConstant/Constant/@Value"
    );
}

#[test]
fn forbidden_characters_are_replaced_on_request() {
    let mut writer = Writer::new(NAMESPACES).replace_forbidden_characters();
    writer.element(&folder("a\0b\u{FFFE}")).unwrap();
    assert!(writer.finish().contains("Id=\"a\u{FFFD}b\u{FFFD}\""));
}

#[test]
fn forbidden_characters_of_requests_and_answers_are_replaced_on_request() {
    let get = folder("a\0");
    let request = soap::request(&get);
    assert_eq!(request.to_vec().unwrap_err().kind(), ErrorKind::Character);
    let text = request.replace_forbidden_characters().to_text().unwrap();
    assert!(text.contains("Id=\"a\u{FFFD}\""));

    let mut body = GetPersonaResponseMessage::default();
    body.response_class = "Success".into();
    body.message_text = Some("b\u{1}".to_owned());
    let answer = soap::answer::<GetPersona>(&body);
    assert_eq!(answer.to_vec().unwrap_err().kind(), ErrorKind::Character);
    let bytes = answer.replace_forbidden_characters().to_vec().unwrap();
    assert!(String::from_utf8(bytes).unwrap().contains(">b\u{FFFD}<"));
}

#[test]
fn prefixes_of_qualified_names_are_declared() {
    use named::Named;
    let value = Named(QName::new("urn:other", "a"));
    assert_eq!(write(&value), Ok("<Named xmlns:ns0=\"urn:other\">ns0:a</Named>".to_owned()));
    let read: Named = xml::from_str("<Named xmlns:o=\"urn:other\">o:a</Named>").unwrap();
    assert_eq!(read, value);
}

/// An element of type `xs:QName`.
mod named {
    use ews_types::namespaces::NAMESPACES;
    use ews_types::xml;

    xml::elements! {
        Named(xml::QName): element(NONE, "Named");
    }
}
