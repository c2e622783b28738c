//! Documents of the constructs that are read differently in tolerant and in strict mode.

use xsd_runtime::{DeviationKind, GlobalElement, Options, QName, Validate as _, to_string};

use crate::constructs::default_and_fixed::generated::default_and_fixed::elements::Settings;
use crate::constructs::default_and_fixed::generated::default_and_fixed::{Mark, MarksItemType};
use crate::constructs::form::generated::form::elements::Mixed;
use crate::constructs::nillable::generated::nillable::elements::Reading;

/// Checks that a document is written as `expected`, and that its deviations have the given kinds. Strict mode refuses documents
/// with deviations.
#[track_caller]
fn check<E: GlobalElement>(text: &str, expected: &str, kinds: &[DeviationKind]) {
    let document = Options::new().read::<E>(text).unwrap();
    let written = to_string(&document.value).unwrap();
    assert_eq!(test_support::content(&written), test_support::content(expected), "{written}");
    let found: Vec<DeviationKind> = document.deviations.iter().map(|deviation| deviation.kind).collect();
    assert_eq!(found, kinds);
    assert_eq!(Options::new().strict(true).from_str::<E>(text).is_ok(), kinds.is_empty());
}

/// Text of the root element.
mod text_of_the_root {
    use super::*;
    use crate::constructs::response_messages::generated::response_messages::elements::Ping;

    #[track_caller]
    fn check_text(text: &str, expected: &str, kinds: &[DeviationKind]) {
        let document = |text: &str| format!("<Ping xmlns=\"urn:example:response-messages\">{text}</Ping>");
        check::<Ping>(&document(text), &document(expected), kinds);
    }

    test_support::cases! { check_text {
        line_ends: ("a\r\nb\rc\n\r", "a\nb\nc\n\n", &[]);
        a_carriage_return_by_reference: ("a&#13;\r\n", "a&#13;\n", &[]);
        a_forbidden_character: ("a\u{1}", "a\u{FFFD}", &[DeviationKind::Character]);
        a_reference_to_a_forbidden_character: ("a&#1;", "a\u{FFFD}", &[DeviationKind::Character]);
    } }

    #[test]
    fn the_end_of_a_cdata_section_is_not_text() {
        let text = "<Ping xmlns=\"urn:example:response-messages\">a]]&gt;</Ping>";
        assert!(Options::new().strict(true).from_str::<Ping>(text).is_ok());
        assert!(Options::new().strict(true).from_str::<Ping>(&text.replace("&gt;", ">")).is_err());
    }
}

/// Default values of empty elements, and checks of list elements.
mod defaults {
    use super::*;

    #[track_caller]
    fn check_settings(content: &str, expected: &str, kinds: &[DeviationKind]) {
        let document = |content: &str| {
            format!(
                "<Settings xmlns=\"urn:example:default-and-fixed\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
                 <Brand>Acme</Brand>{content}</Settings>"
            )
        };
        check::<Settings>(&document(content), &document(expected), kinds);
    }

    test_support::cases! { check_settings {
        an_empty_list_has_the_default: ("<Levels/>", "<Levels>1 2</Levels>", &[]);
        a_list: ("<Levels>3</Levels>", "<Levels>3</Levels>", &[]);
        an_empty_text_has_the_default: ("<Size unit=\"cm\"/>", "<Size unit=\"cm\">4</Size>", &[]);
        an_unknown_attribute_of_a_list: ("<Levels a=\"1\">3</Levels>", "<Levels>3</Levels>", &[DeviationKind::UnknownAttribute]);
        nil_for_a_list: ("<Levels xsi:nil=\"true\"/>", "", &[DeviationKind::Nil]);
    }}

    /// Fixed and default values of type `xs:QName` contain prefixes of the schema, which a document can bind to other namespaces.
    #[test]
    fn names_are_in_the_namespace_that_the_schema_states() {
        let text = "<Settings xmlns=\"urn:example:default-and-fixed\" xmlns:k=\"urn:other\" xmlns:q=\"urn:example:kinds\" \
                    model=\"q:one\"><Brand>Acme</Brand><Kind/></Settings>";
        let settings = Options::new().strict(true).from_str::<Settings>(text).unwrap();
        assert_eq!(settings.kind, Some(QName::new("urn:example:kinds", "plain")));
        assert!(settings.validate().is_empty());
        let other = Options::new().from_str::<Settings>(&text.replace("q:one", "k:one")).unwrap();
        assert!(!other.validate().is_empty());
    }

    #[test]
    fn names_in_lists_and_simple_content_are_in_the_namespace_that_the_schema_states() {
        let kind = |local| QName::new("urn:example:kinds", local);
        for attributes in ["", " xsi:nil=\"false\""] {
            let text = format!(
                "<Settings xmlns=\"urn:example:default-and-fixed\" xmlns:k=\"urn:other\" \
                 xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><Brand>Acme</Brand><Kind{attributes}/>\
                 <Kinds{attributes}/><Tag{attributes}/><Tags{attributes}/></Settings>"
            );
            let settings = Options::new().read::<Settings>(&text).unwrap().value;
            assert_eq!(settings.kind, Some(kind("plain")));
            let own = QName::new("urn:example:default-and-fixed", "Settings");
            assert_eq!(settings.kinds_2, Some(vec![kind("plain"), own, kind("round")]));
            assert_eq!(settings.tag.as_ref().map(|tag| tag.value.clone()), Some(kind("plain")));
            assert_eq!(settings.tags.as_ref().map(|tags| tags.value.clone()), Some(vec![kind("one"), kind("two")]));
            assert_eq!(settings.validate(), []);
        }
    }

    /// An empty element has the default value of the schema, such as `k:plain`. The namespace of `k` is that of the schema, even if
    /// the document binds `k` to another namespace.
    #[test]
    fn names_in_unions_are_in_the_namespace_that_the_schema_states() {
        let kind = |local| QName::new("urn:example:kinds", local);
        let bare = QName { namespace: None, local: "bare".to_owned() };
        let own = QName::new("urn:example:default-and-fixed", "bare");
        for attributes in ["", " xsi:nil=\"false\""] {
            let text = format!(
                "<Settings xmlns=\"urn:example:default-and-fixed\" xmlns:k=\"urn:other\" \
                 xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><Brand>Acme</Brand><Bare{attributes}/>\
                 <Mark{attributes}/><Mark>7</Mark><Mark{attributes}/><Pair{attributes}/><Marks{attributes}/>\
                 <Seal{attributes}/></Settings>"
            );
            let settings = Options::new().strict(true).from_str::<Settings>(&text).unwrap();
            assert_eq!(settings.bare.as_ref(), Some(&bare));
            let names: Vec<_> = settings.mark_2.iter().map(|mark| format!("{mark:?}")).collect();
            let expected = Mark::QName(kind("true"));
            assert_eq!(names, [format!("{expected:?}"), "Int(7)".to_owned(), format!("{expected:?}")]);
            assert!(matches!(&settings.pair, Some(Mark::Kinds(names)) if *names == [kind("one"), own.clone()]));
            let Some([MarksItemType::Int(7), MarksItemType::QName(name)]) = settings.marks_2.as_deref() else {
                panic!("{:?}", settings.marks_2);
            };
            assert_eq!(*name, kind("plain"));
            assert!(
                matches!(&settings.seal, Some(seal) if matches!(&seal.value, Mark::QName(name) if *name == kind("plain")))
            );
            assert_eq!(settings.validate(), []);
            let again = Options::new().strict(true).from_str::<Settings>(&to_string(&settings).unwrap()).unwrap();
            assert_eq!(format!("{again:?}"), format!("{settings:?}"));
        }
    }

    /// `Display` shows the name `b` in the namespace `urn:a` as `{urn:a}b`. Documents state the namespace by a prefix instead.
    #[test]
    fn names_in_braces_are_not_read() {
        let text =
            "<Settings xmlns=\"urn:example:default-and-fixed\"><Brand>Acme</Brand><Kinds>{urn:a}b</Kinds></Settings>";
        assert!(Options::new().strict(true).from_str::<Settings>(text).is_err());
    }
}

/// Elements and attributes whose namespace differs from the schema: absent although required, or present although there should be
/// none.
mod namespaces {
    use super::*;

    #[track_caller]
    fn check_mixed(mixed: &str, kinds: &[DeviationKind]) {
        let document = |mixed: &str| mixed.replacen("Mixed", "Mixed xmlns:f=\"urn:example:form\"", 1);
        let expected = "<f:Mixed f:one=\"1\" two=\"2\"><Plain>a</Plain><f:Named>b</f:Named></f:Mixed>";
        check::<Mixed>(&document(mixed), &document(expected), kinds);
    }

    test_support::cases! { check_mixed {
        as_declared: ("<f:Mixed f:one=\"1\" two=\"2\"><Plain>a</Plain><f:Named>b</f:Named></f:Mixed>", &[]);
        an_element_without_its_namespace: (
            "<f:Mixed f:one=\"1\" two=\"2\"><Plain>a</Plain><Named>b</Named></f:Mixed>",
            &[DeviationKind::Namespace],
        );
        an_element_with_a_namespace: (
            "<f:Mixed f:one=\"1\" two=\"2\"><f:Plain>a</f:Plain><f:Named>b</f:Named></f:Mixed>",
            &[DeviationKind::Namespace],
        );
        an_attribute_without_its_namespace: (
            "<f:Mixed one=\"1\" two=\"2\"><Plain>a</Plain><f:Named>b</f:Named></f:Mixed>",
            &[DeviationKind::Namespace],
        );
        an_attribute_with_a_namespace: (
            "<f:Mixed f:one=\"1\" f:two=\"2\"><Plain>a</Plain><f:Named>b</f:Named></f:Mixed>",
            &[DeviationKind::Namespace],
        );
    }}

    #[track_caller]
    fn check_message(named: &str, expected: &str) {
        let text = format!("<f:Mixed xmlns:f=\"urn:example:form\"><Plain>a</Plain>{named}</f:Mixed>");
        let error = Options::new().strict(true).from_str::<Mixed>(&text).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }

    test_support::cases! { check_message {
        the_expected_namespace_is_stated: ("<Named/>", "<Named> without a namespace; expected \"urn:example:form\"");
        the_absence_of_a_namespace_is_stated: ("<f:Plain/>", "<f:Plain> in an unexpected namespace; expected none");
    }}
}

/// The attributes of elements that are nil.
mod nil {
    use super::*;

    #[track_caller]
    fn check_shelves(shelves: &str, expected: &str, kinds: &[DeviationKind]) {
        let document = |shelves: &str| {
            format!(
                "<Reading xmlns=\"urn:example:nillable\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><Value>1</Value>\
                 {shelves}</Reading>"
            )
        };
        check::<Reading>(&document(shelves), &document(expected), kinds);
    }

    test_support::cases! { check_shelves {
        are_kept: (
            "<Shelf xsi:nil=\"true\" code=\"a\" why=\"lost\"/><Shelf xsi:nil=\"1\" code=\"b\"/>",
            "<Shelf xsi:nil=\"true\" code=\"a\" why=\"lost\"/><Shelf xsi:nil=\"true\" code=\"b\"/>",
            &[],
        );
        are_checked_for_unknown_ones: (
            "<Shelf xsi:nil=\"true\" code=\"a\" new=\"1\"/>",
            "<Shelf xsi:nil=\"true\" code=\"a\"/>",
            &[DeviationKind::UnknownAttribute],
        );
        are_checked_for_missing_ones: (
            "<Shelf xsi:nil=\"true\"/><Shelf code=\"a\"><Width>1</Width></Shelf>",
            "<Shelf code=\"a\"><Width>1</Width></Shelf>",
            &[DeviationKind::Missing, DeviationKind::LeftOut],
        );
        of_a_simple_type_are_unknown: ("<Spare xsi:nil=\"true\" a=\"1\"/>", "<Spare xsi:nil=\"true\"/>", &[DeviationKind::UnknownAttribute]);
    }}

    #[test]
    fn are_copied_and_compared() {
        let text = "<Reading xmlns=\"urn:example:nillable\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
                    <Value>1</Value><Shelf xsi:nil=\"true\" code=\"a\"/></Reading>";
        let value = Options::new().from_str::<Reading>(text).unwrap();
        assert_eq!(value.clone(), value);
        assert_ne!(Options::new().from_str::<Reading>(&text.replace("\"a\"", "\"b\"")).unwrap(), value);
        assert!(format!("{value:?}").contains("NilWith"), "{value:?}");
    }
}

/// `xsi:type` on elements of simple types.
mod simple_types {
    use super::*;

    #[track_caller]
    fn check_value(content: &str, is_valid: bool) {
        let document = |content: &str| {
            format!(
                "<Reading xmlns=\"urn:example:nillable\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                 xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{content}</Reading>"
            )
        };
        let read = Options::new().read::<Reading>(&document(content)).unwrap();
        let kinds: Vec<DeviationKind> = read.deviations.iter().map(|deviation| deviation.kind).collect();
        assert_eq!(kinds, [DeviationKind::SimpleType]);
        assert_eq!(Options::new().strict(true).from_str::<Reading>(&document(content)).is_ok(), is_valid);
    }

    test_support::cases! { check_value {
        the_declared_type: ("<Value xsi:type=\"xs:double\">5</Value>", true);
        another_type: ("<Value xsi:type=\"xs:int\">5</Value>", false);
        not_a_value: ("<Value xsi:type=\"xs:date\">5</Value>", false);
        an_unknown_type: ("<Value xsi:type=\"xs:nope\">5</Value>", false);
        an_undeclared_prefix: ("<Value xsi:type=\"q:int\">5</Value>", false);
    }}
}

/// Reads a document in strict mode, and asserts that the error contains `expected`, or that there is no error.
#[track_caller]
fn assert_read<E: GlobalElement>(text: &str, expected: Option<&str>) {
    let error = Options::new().strict(true).from_str::<E>(text).err().map(|error| error.to_string());
    match (&error, expected) {
        (None, None) => {}
        (Some(error), Some(expected)) if error.contains(expected) => {}
        _ => panic!("{error:?}"),
    }
}

/// `xsi:type` with the simple types of the schema, in strict mode.
mod simple_types_of_the_schema {
    use super::*;
    use crate::constructs::explicit_types::generated::explicit_types::elements::Sample;

    #[track_caller]
    fn check_type(element: &str, expected: Option<&str>) {
        let text = format!(
            "<p:Sample xmlns:p=\"urn:example:explicit-types\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><p:Code>A-1</p:Code>{element}</p:Sample>"
        );
        assert_read::<Sample>(&text, expected);
    }

    test_support::cases! { check_type {
        the_declared_type: ("<p:Short xsi:type=\"p:ShortCodeType\">A-1</p:Short>", None);
        its_base: ("<p:Short xsi:type=\"p:CodeType\">A-1</p:Short>", Some("CodeType is not derived from ShortCodeType"));
        an_unrelated_type: ("<p:Short xsi:type=\"p:ColourType\">red</p:Short>", Some("ColourType is not derived from ShortCodeType"));
        a_list: ("<p:Short xsi:type=\"p:SizesType\">1</p:Short>", Some("SizesType is not derived from"));
        a_complex_type: ("<p:Short xsi:type=\"p:PartType\">A-1</p:Short>", Some("PartType"));
        an_absent_type: ("<p:Short xsi:type=\"p:Nope\">A-1</p:Short>", Some("Nope"));
        a_built_in_base: ("<p:Short xsi:type=\"xs:string\">A-1</p:Short>", Some("string is not derived from ShortCodeType"));
        characters_by_reference: ("<p:Count xsi:type=\"&#10;xs:&#x69;nt&#13;\">1</p:Count>", None);
        a_number_as_declared: ("<p:Count xsi:type=\"xs:int\">1</p:Count>", None);
        a_smaller_number: ("<p:Count xsi:type=\"xs:short\">1</p:Count>", None);
        a_larger_number: ("<p:Count xsi:type=\"xs:long\">1</p:Count>", Some("long is not derived from xs:int"));
        not_a_value: ("<p:Count xsi:type=\"xs:byte\">1000</p:Count>", Some("not a valid xs:byte"));
        a_type_of_the_schema_for_a_number: ("<p:Count xsi:type=\"p:CodeType\">1</p:Count>", Some("CodeType is not derived from xs:int"));
        a_type_of_the_schema_for_a_string: ("<p:Note xsi:type=\"p:CodeType\">A-1</p:Note>", None);
        a_number_for_a_string: ("<p:Note xsi:type=\"xs:int\">1</p:Note>", Some("int is not derived from xs:string"));
        anything_for_any_simple_type: ("<p:Any xsi:type=\"xs:int\">1</p:Any>", None);
        a_type_of_the_schema_for_any_simple_type: ("<p:Any xsi:type=\"p:SizesType\">1 2</p:Any>", None);
        an_enumeration: ("<p:Shade xsi:type=\"p:ShadeType\">red</p:Shade>", None);
        another_enumeration: ("<p:Shade xsi:type=\"p:ColourType\">red</p:Shade>", Some("ColourType is not derived from ShadeType"));
        a_type_without_facets: ("<p:Plain xsi:type=\"p:PlainType\">a</p:Plain>", None);
        a_type_derived_from_one_without_facets: ("<p:Plain xsi:type=\"p:ShortPlainType\">a</p:Plain>", None);
        an_unrelated_type_of_the_same_base: ("<p:Plain xsi:type=\"p:CodeType\">A-1</p:Plain>", Some("CodeType is not derived from PlainType"));
        an_unrelated_type_without_facets: ("<p:Plain xsi:type=\"p:OtherPlainType\">a</p:Plain>", Some("OtherPlainType is not derived from PlainType"));
        the_base_of_a_type_without_facets: ("<p:Plain xsi:type=\"xs:string\">a</p:Plain>", Some("string is not derived from PlainType"));
        a_token: ("<p:Token xsi:type=\"xs:token\">a</p:Token>", None);
        a_type_derived_from_a_token: ("<p:Token xsi:type=\"xs:language\">a</p:Token>", None);
        a_string_for_a_token: ("<p:Token xsi:type=\"xs:string\">a</p:Token>", Some("string is not derived from xs:token"));
        a_link_for_a_token: ("<p:Token xsi:type=\"xs:anyURI\">a</p:Token>", Some("anyURI is not derived from xs:token"));
        a_link: ("<p:Link xsi:type=\"xs:anyURI\">a</p:Link>", None);
        a_string_for_a_link: ("<p:Link xsi:type=\"xs:string\">a</p:Link>", Some("string is not derived from xs:anyURI"));
        a_link_for_a_string: ("<p:Note xsi:type=\"xs:anyURI\">a</p:Note>", Some("anyURI is not derived from xs:string"));
        a_natural_number: ("<p:Natural xsi:type=\"xs:unsignedByte\">1</p:Natural>", None);
        a_positive_number: ("<p:Natural xsi:type=\"xs:positiveInteger\">1</p:Natural>", None);
        zero_is_not_positive: ("<p:Natural xsi:type=\"xs:positiveInteger\">0</p:Natural>", Some("not a valid xs:positiveInteger"));
        a_negative_number: ("<p:Any xsi:type=\"xs:negativeInteger\">-1</p:Any>", None);
        zero_is_not_negative: ("<p:Any xsi:type=\"xs:negativeInteger\">-0</p:Any>", Some("not a valid xs:negativeInteger"));
        a_name_of_any_simple_type: ("<p:Any xsi:type=\"xs:NCName\"> a </p:Any>", None);
        not_a_name: ("<p:Any xsi:type=\"xs:NCName\">a:b</p:Any>", Some("not a valid xs:NCName"));
        names: ("<p:Any xsi:type=\"xs:IDREFS\">a b</p:Any>", None);
        no_names: ("<p:Any xsi:type=\"xs:IDREFS\"> </p:Any>", Some("not a valid xs:IDREFS"));
        an_integer_for_a_natural_number: ("<p:Natural xsi:type=\"xs:integer\">1</p:Natural>", Some("integer is not derived from xs:nonNegativeInteger"));
        a_reference: ("<p:Mark xsi:type=\"xs:IDREF\">a</p:Mark>", None);
        a_name_for_a_reference: ("<p:Mark xsi:type=\"xs:NCName\">a</p:Mark>", Some("NCName is not derived from xs:IDREF"));
        an_identifier_for_a_reference: ("<p:Mark xsi:type=\"xs:ID\">a</p:Mark>", Some("ID is not derived from xs:IDREF"));
        a_string_for_an_enumeration: ("<p:Shade xsi:type=\"xs:string\">red</p:Shade>", Some("string is not derived from ShadeType"));
    } }
}

/// `xsi:type` with simple types that have the same local name in two namespaces, in strict mode.
mod simple_types_of_equal_names {
    use super::*;
    use crate::constructs::import::generated::import::elements::Team;

    #[track_caller]
    fn check_type(element: &str, expected: Option<&str>) {
        let text = format!(
            "<Team xmlns=\"urn:example:import\" xmlns:t=\"urn:example:import\" xmlns:p=\"urn:example:people\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
             <Lead><p:Name>Ana</p:Name></Lead><p:Member><p:Name>Bo</p:Name></p:Member>{element}</Team>"
        );
        assert_read::<Team>(&text, expected);
    }

    test_support::cases! { check_type {
        the_declared_type: ("<Code xsi:type=\"t:Code\">A1</Code>", None);
        its_base: ("<Code xsi:type=\"p:Code\">A1</Code>", Some("Code is not derived from {urn:example:import}Code"));
        the_declared_enumeration: ("<Colour xsi:type=\"t:Colour\">red</Colour>", None);
        another_enumeration: ("<Colour xsi:type=\"p:Colour\">red</Colour>", Some("Colour is not derived from {urn:example:import}Colour"));
    } }
}

/// `xsi:type` with the simple types of a schema without a namespace, in strict mode. The tables of simple types belong to namespaces,
/// so none lists these types.
mod simple_types_without_a_namespace {
    use super::*;
    use crate::constructs::no_namespace::generated::no_namespace::elements::Root;

    #[track_caller]
    fn check_type(ty: &str, is_accepted: bool) {
        let text = format!(
            "<Root xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
             <Item xsi:type=\"{ty}\">1</Item></Root>"
        );
        assert_eq!(Options::new().strict(true).from_str::<Root>(&text).is_ok(), is_accepted);
    }

    test_support::cases! { check_type {
        a_type_of_the_schema: ("Digit", true);
        a_built_in_type: ("xs:token", true);
        an_unrelated_built_in_type: ("xs:int", false);
    } }
}

/// Document type declarations with [`Options::skip_doctype`].
mod document_types {
    use super::*;

    const ROOT: &str = "<Settings xmlns=\"urn:example:default-and-fixed\"><Brand>Acme</Brand></Settings>";

    /// Checks whether `skip_doctype` skips or refuses a declaration before the root element. Without this option, every declaration is
    /// refused.
    #[track_caller]
    fn check_declaration(declaration: &str, is_skipped: bool) {
        let text = format!("<?xml version=\"1.0\"?>{declaration}<!-- -->{ROOT}");
        let error = Options::new().from_str::<Settings>(&text).unwrap_err();
        assert!(error.to_string().contains("document type declarations are not supported"), "{error}");
        let read = Options::new().skip_doctype(true).strict(true).from_str::<Settings>(&text);
        let expected = Options::new().from_str::<Settings>(ROOT).unwrap();
        match is_skipped {
            true => assert_eq!(read.unwrap(), expected),
            false => assert!(read.is_err(), "must be refused: {text}"),
        }
    }

    test_support::cases! { check_declaration {
        name_only: ("<!DOCTYPE Settings>", true);
        system: ("<!DOCTYPE s:Settings SYSTEM 'a[1].dtd' >", true);
        public: ("<!DOCTYPE Settings\n PUBLIC \"-//A//B>\" \"a.dtd\">", true);
        internal_subset: ("<!DOCTYPE Settings [<!ENTITY a \"b\">]>", false);
        empty_internal_subset: ("<!DOCTYPE Settings SYSTEM \"a.dtd\" []>", false);
        another_keyword: ("<!DOCTYPE Settings PRIVATE \"a\">", false);
        public_without_a_system_identifier: ("<!DOCTYPE Settings PUBLIC \"a\">", false);
        two: ("<!DOCTYPE Settings><!DOCTYPE Settings>", false);
    }}

    /// Checks that a document is refused although the option allows document type declarations.
    #[track_caller]
    fn check_refused(text: &str) {
        assert!(Options::new().skip_doctype(true).from_str::<Settings>(text).is_err(), "must be refused: {text}");
    }

    test_support::cases! { check_refused {
        no_name: (&format!("<!DOCTYPE >{ROOT}"));
        declaration_inside: (&ROOT.replace("Acme", "<!DOCTYPE a>"));
        declaration_after: (&format!("{ROOT}<!DOCTYPE a>"));
        entity: (&format!("<!DOCTYPE a SYSTEM 'a.dtd'>{}", ROOT.replace("Acme", "&nbsp;")));
    }}
}
