//! The violations that `validate` returns, for each kind of constraint.

use ews_types::messages::elements::{FindItem, GetClientAccessToken, SyncFolderItems, UpdateItem};
use ews_types::namespaces::NAMESPACES;
use ews_types::types::ClientAccessTokenTypeType;
use ews_types::xml::{self, Constraint, GlobalElement, Validate};

const NS: &str = r#"xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types""#;

/// An element with each kind of constraint, declared in the same way as in generated code.
mod constrained {
    use super::NAMESPACES;
    use ews_types::xml::{self, Facet};

    pub(crate) const WORD_FACETS: xml::Facets = &[Facet::MaxLength(4), Facet::Base(SHORT_FACETS)];
    pub(crate) const SHORT_FACETS: xml::Facets = &[Facet::MinLength(2)];
    pub(crate) const CODE_FACETS: xml::Facets = &[Facet::Pattern("^(?:[A-Z]{2}|none)$")];
    pub(crate) const SHARE_FACETS: xml::Facets = &[Facet::MinExclusive("0"), Facet::MaxExclusive("1")];
    pub(crate) const DIGITS_FACETS: xml::Facets = &[Facet::TotalDigits(4), Facet::FractionDigits(2)];
    pub(crate) const ONE_OR_TWO_FACETS: xml::Facets = &[Facet::Enumeration(&["1", "2"])];
    pub(crate) const PAIR_FACETS: xml::Facets = &[Facet::Length(2), Facet::Item(ONE_OR_TWO_FACETS)];
    pub(crate) const KEY_FACETS: xml::Facets = &[Facet::Length(3)];

    #[allow(unreachable_pub, reason = "the element that contains it is public")]
    pub struct AllType {
        pub(crate) code: Option<String>,
        pub(crate) version: String,
        pub(crate) word: Vec<String>,
        pub(crate) share: Option<f64>,
        pub(crate) decimal: Option<xml::Decimal>,
        pub(crate) integer: Option<xml::Integer>,
        pub(crate) pair: Option<Vec<i32>>,
        pub(crate) key: Option<xml::HexBinary>,
        pub(crate) secret: Option<xml::Secret>,
        pub(crate) from: Option<i32>,
        pub(crate) until: Option<i32>,
    }

    xml::complex_type! {
        AllType("AllType") {
            code: attribute("code").facets(CODE_FACETS).relaxed();
            version: attribute("version").fixed("1.0");
            word: element(NONE, "Word").facets(WORD_FACETS).occurs(1, 2);
            share: element(NONE, "Share").facets(SHARE_FACETS);
            decimal: element(NONE, "Decimal").facets(DIGITS_FACETS);
            integer: element(NONE, "Integer").facets(xml::facets::POSITIVE_INTEGER);
            pair: element(NONE, "Pair").list().facets(PAIR_FACETS);
            key: element(NONE, "Key").facets(KEY_FACETS);
            secret: element(NONE, "Secret").facets(WORD_FACETS);
            from: element(NONE, "From").relaxed().within(&[1]);
            until: element(NONE, "Until").within(&[1]);
        }
    }

    xml::elements! {
        All(AllType): element(NONE, "All");
    }
}
use constrained::All;

/// Reads a document and compares the violations in its value.
#[track_caller]
fn check<E: GlobalElement + Validate>(text: &str, expected: &[&str]) {
    let value: E = xml::from_str(text).unwrap();
    let found: Vec<String> = value.validate().iter().map(ToString::to_string).collect();
    assert_eq!(found, expected, "{text}");
}

/// Violations of each kind of constraint.
mod constraint {
    use super::*;

    const VALID: &str = r#"code="AB" version="1.0""#;

    #[track_caller]
    fn check(attributes: &str, content: &str, expected: &[&str]) {
        super::check::<All>(&format!("<All {attributes}>{content}</All>"), expected);
    }

    test_support::cases! { check {
        no_violation: (VALID, "<Word>ab</Word>", &[]);
        too_few_occurrences: (VALID, "", &["/All/Word: occurs 0 times, but minOccurs is 1"]);
        too_many_occurrences: (
            VALID,
            "<Word>ab</Word><Word>ab</Word><Word>ab</Word>",
            &["/All/Word: occurs 3 times, but maxOccurs is 2"],
        );
        lengths_of_texts: (
            VALID,
            "<Word>a</Word><Word>abcde</Word>",
            &["/All/Word[1]: \"a\" violates minLength 2", "/All/Word[2]: \"abcde\" violates maxLength 4"],
        );
        a_missing_attribute: (r#"version="1.0""#, "<Word>ab</Word>", &["/All/code: the attribute is required"]);
        a_pattern_and_a_fixed_value: (
            r#"version="2" code="ABC""#,
            "<Word>äöü</Word>",
            &["/All/@code: \"ABC\" violates pattern ^(?:[A-Z]{2}|none)$", "/All/@version: \"2\" violates fixed \"1.0\""],
        );
        the_second_alternative_of_a_pattern: (r#"version="1.0" code="none""#, "<Word>ab</Word>", &[]);
    }}

    /// Checks a valid document with the additional element `content`.
    #[track_caller]
    fn check_element(content: &str, expected: &[&str]) {
        check(VALID, &format!("<Word>ab</Word>{content}"), expected);
    }

    test_support::cases! { check_element {
        a_number_in_range: ("<Share>0.5</Share>", &[]);
        a_number_at_the_exclusive_minimum: ("<Share>0</Share>", &["/All/Share: \"0\" violates minExclusive 0"]);
        a_number_at_the_exclusive_maximum: ("<Share>1</Share>", &["/All/Share: \"1\" violates maxExclusive 1"]);
        digits_within_the_limit: ("<Decimal>12.34</Decimal>", &[]);
        zeros_that_do_not_count: ("<Decimal>0012.3400</Decimal>", &[]);
        too_many_digits: ("<Decimal>123.45</Decimal>", &["/All/Decimal: \"123.45\" violates totalDigits 4"]);
        too_many_fraction_digits: ("<Decimal>1.234</Decimal>", &["/All/Decimal: \"1.234\" violates fractionDigits 2"]);
        a_long_integer: ("<Integer>123456789012345678901234567890</Integer>", &[]);
        an_integer_below_the_minimum: ("<Integer>0</Integer>", &["/All/Integer: \"0\" violates minInclusive 1"]);
        a_list: ("<Pair>1 2</Pair>", &[]);
        the_length_of_a_list: ("<Pair>1</Pair>", &["/All/Pair: 1 items violates length 2"]);
        an_item_of_a_list: ("<Pair>1 3</Pair>", &["/All/Pair[2]: \"3\" violates the enumeration"]);
        bytes: ("<Key>0A0B0C</Key>", &[]);
        the_length_of_bytes: ("<Key>0A</Key>", &["/All/Key: \"0A\" violates length 3"]);
        a_secret_is_not_shown: ("<Secret>hushhush</Secret>", &["/All/Secret: a secret violates maxLength 4"]);
        the_first_of_a_sequence: ("<From>1</From>", &[]);
        a_whole_sequence: ("<From>1</From><Until>2</Until>", &[]);
        the_second_of_a_sequence: ("<Until>2</Until>", &["/All/From: occurs 0 times, but minOccurs is 1"]);
    }}
}

#[test]
fn values_outside_of_an_enumeration_and_a_range_are_violations() {
    check::<SyncFolderItems>(
        &format!(
            "<m:SyncFolderItems {NS}><m:ItemShape><t:BaseShape>Most</t:BaseShape></m:ItemShape><m:SyncFolderId>\
             <t:FolderId Id=\"a\"/></m:SyncFolderId><m:MaxChangesReturned>513</m:MaxChangesReturned></m:SyncFolderItems>"
        ),
        &[
            "/SyncFolderItems/ItemShape/BaseShape: \"Most\" violates the enumeration",
            "/SyncFolderItems/MaxChangesReturned: \"513\" violates maxInclusive 512",
        ],
    );
}

#[test]
fn a_union_and_an_empty_list_are_violations() {
    check::<FindItem>(
        &format!(
            "<m:FindItem {NS} Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>\
             <t:FieldURI FieldURI=\"item:Subject\"/><t:ExtendedFieldURI PropertyTag=\"red\" PropertyType=\"String\"/>\
             </t:AdditionalProperties></m:ItemShape><m:ParentFolderIds/></m:FindItem>"
        ),
        &[
            "/FindItem/ItemShape/AdditionalProperties/ExtendedFieldURI[2]/@PropertyTag: \"red\" violates all members of the \
             union",
            "/FindItem/ParentFolderIds: occurs 0 times, but minOccurs is 1",
        ],
    );
}

/// `ReminderMinutesBeforeStartType` is a union of two ranges.
mod reminder_minutes {
    use super::*;

    #[track_caller]
    fn check(minutes: &str, expected: &[&str]) {
        let text = format!(
            "<m:UpdateItem {NS} ConflictResolution=\"AutoResolve\"><m:ItemChanges><t:ItemChange><t:ItemId Id=\"a\"/><t:Updates>\
             <t:SetItemField><t:FieldURI FieldURI=\"item:ReminderMinutesBeforeStart\"/><t:Message>\
             <t:ReminderMinutesBeforeStart>{minutes}</t:ReminderMinutesBeforeStart></t:Message></t:SetItemField></t:Updates>\
             </t:ItemChange></m:ItemChanges></m:UpdateItem>"
        );
        super::check::<UpdateItem>(&text, expected);
    }

    test_support::cases! { check {
        in_the_first_range: ("15", &[]);
        in_the_second_range: ("1525252321", &[]);
        outside_of_both: (
            "2629801",
            &[
                "/UpdateItem/ItemChanges/ItemChange[1]/Updates/SetItemField[1]/Message/ReminderMinutesBeforeStart: \"2629801\" \
                 violates all members of the union",
            ],
        );
    }}
}

/// Values that cannot be written.
mod unwritable {
    use super::*;
    use ews_types::xml::{AnyAttribute, AnyElement, AnyNode, AnyType};

    #[track_caller]
    fn check(value: &impl Validate, expected: &str) {
        assert_eq!(value.validate().iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
    }

    fn request(id: &str, token_type: &str) -> GetClientAccessToken {
        let mut request = GetClientAccessToken::default();
        let token = ews_types::types::ClientAccessTokenRequestType {
            id: id.to_owned(),
            token_type: token_type.into(),
            ..Default::default()
        };
        request.token_requests.push(token);
        request
    }

    fn any(local: &str, node: AnyNode) -> AnyElement {
        let attributes = vec![AnyAttribute { local: "a".to_owned(), ..AnyAttribute::default() }];
        let content = AnyType { attributes, nodes: vec![node].into(), ..AnyType::default() };
        AnyElement { local: local.to_owned(), content, ..AnyElement::default() }
    }

    #[test]
    fn values() {
        const PATH: &str = "/GetClientAccessToken/TokenRequests/TokenRequest[1]/";
        check(
            &request("a\0", "Loki"),
            &format!("{PATH}Id: \"a\\0\" violates the characters of XML, which exclude U+0000"),
        );
        check(&request("a", ""), &format!("{PATH}TokenType: \"\" violates the enumeration"));
        let secret = xml::Secret::from("s3cr3t\u{1}");
        check(&secret, ": a secret violates the characters of XML, which exclude U+0001");
    }

    #[test]
    fn wildcards() {
        let text = AnyNode::Text("b\u{FFFE}".to_owned());
        let inner = AnyNode::Element(any("c d", AnyNode::Text("fine".to_owned())));
        check(&any("a", text), ": \"b\\u{fffe}\" violates the characters of XML, which exclude U+FFFE");
        check(&any("a", inner), ": \"c d\" violates the names of XML");
        check(&any("", AnyNode::Text(String::new())), ": \"\" violates the names of XML");
        assert_eq!(AnyElement::default().validate(), []);
    }
}

#[test]
fn default_values_lack_their_required_fields() {
    let mut request = GetClientAccessToken::default();
    let violations = request.validate();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations[0].path, "/GetClientAccessToken/TokenRequests");
    assert_eq!(violations[0].constraint, Constraint::MinOccurs(1));
    request.token_requests.push(Default::default());
    assert_eq!(request.validate()[0].path, "/GetClientAccessToken/TokenRequests/TokenRequest[1]/TokenType");
    request.token_requests[0].token_type = ClientAccessTokenTypeType::CallerIdentity;
    assert_eq!(request.validate(), []);
}
