//! What `validate` finds: each kind of demand, where.

use ews_types::messages::elements::{FindItem, GetClientAccessToken, SyncFolderItems, UpdateItem};
use ews_types::namespaces::NAMESPACES;
use ews_types::types::ClientAccessTokenTypeType;
use ews_types::xml::{self, Constraint, GlobalElement, Validate};

const NS: &str = r#"xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types""#;

/// A schema of everything: its types are written by hand as generated code has them.
mod demanding {
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

    pub(crate) struct AllType {
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
            from: element(NONE, "From").relaxed().within(1);
            until: element(NONE, "Until").within(1);
        }
    }

    pub(crate) struct All(pub(crate) AllType);
    xml::element!(All(AllType): element(NONE, "All"));
}
use demanding::All;

/// Reads a document and says what is wrong with its value.
#[track_caller]
fn check<E: GlobalElement + Validate>(text: &str, expected: &[&str]) {
    let value: E = xml::from_str(text).unwrap();
    let found: Vec<String> = value.validate().iter().map(ToString::to_string).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn each_demand() {
    let check = |attributes: &str, content: &str, expected: &[&str]| {
        check::<All>(&format!("<All {attributes}>{content}</All>"), expected);
    };
    let whole = r#"code="AB" version="1.0""#;
    check(whole, "<Word>ab</Word>", &[]);
    check(whole, "", &["/All/Word: occurs 0 times, but minOccurs is 1"]);
    check(whole, "<Word>ab</Word><Word>ab</Word><Word>ab</Word>", &["/All/Word: occurs 3 times, but maxOccurs is 2"]);
    check(
        whole,
        "<Word>a</Word><Word>abcde</Word>",
        &["/All/Word[1]: \"a\" violates minLength 2", "/All/Word[2]: \"abcde\" violates maxLength 4"],
    );
    check(r#"version="1.0""#, "<Word>ab</Word>", &["/All/code: the attribute is required"]);
    check(
        r#"version="2" code="ABC""#,
        "<Word>äöü</Word>",
        &["/All/@code: \"ABC\" violates pattern ^(?:[A-Z]{2}|none)$", "/All/@version: \"2\" violates fixed \"1.0\""],
    );
    check(r#"version="1.0" code="none""#, "<Word>ab</Word>", &[]);
    let cases = [
        ("<Share>0.5</Share>", ""),
        ("<Share>0</Share>", "/All/Share: \"0\" violates minExclusive 0"),
        ("<Share>1</Share>", "/All/Share: \"1\" violates maxExclusive 1"),
        ("<Decimal>12.34</Decimal>", ""),
        ("<Decimal>0012.3400</Decimal>", ""),
        ("<Decimal>123.45</Decimal>", "/All/Decimal: \"123.45\" violates totalDigits 4"),
        ("<Decimal>1.234</Decimal>", "/All/Decimal: \"1.234\" violates fractionDigits 2"),
        ("<Integer>123456789012345678901234567890</Integer>", ""),
        ("<Integer>0</Integer>", "/All/Integer: \"0\" violates minInclusive 1"),
        ("<Pair>1 2</Pair>", ""),
        ("<Pair>1</Pair>", "/All/Pair: 1 items violates length 2"),
        ("<Pair>1 3</Pair>", "/All/Pair[2]: \"3\" violates the enumeration"),
        ("<Key>0A0B0C</Key>", ""),
        ("<Key>0A</Key>", "/All/Key: \"0A\" violates length 3"),
        ("<Secret>hushhush</Secret>", "/All/Secret: a secret violates maxLength 4"),
        ("<From>1</From>", ""),
        ("<From>1</From><Until>2</Until>", ""),
        ("<Until>2</Until>", "/All/From: occurs 0 times, but minOccurs is 1"),
    ];
    for (content, expected) in cases {
        let expected = Some(expected).filter(|expected| !expected.is_empty());
        check(whole, &format!("<Word>ab</Word>{content}"), expected.as_slice());
    }
}

#[test]
fn messages() {
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
    let reminder = |minutes: &str| {
        format!(
            "<m:UpdateItem {NS} ConflictResolution=\"AutoResolve\"><m:ItemChanges><t:ItemChange><t:ItemId Id=\"a\"/><t:Updates>\
             <t:SetItemField><t:FieldURI FieldURI=\"item:ReminderMinutesBeforeStart\"/><t:Message>\
             <t:ReminderMinutesBeforeStart>{minutes}</t:ReminderMinutesBeforeStart></t:Message></t:SetItemField></t:Updates>\
             </t:ItemChange></m:ItemChanges></m:UpdateItem>"
        )
    };
    check::<UpdateItem>(&reminder("15"), &[]);
    check::<UpdateItem>(&reminder("1525252321"), &[]);
    check::<UpdateItem>(
        &reminder("2629801"),
        &[
            "/UpdateItem/ItemChanges/ItemChange[1]/Updates/SetItemField[1]/Message/ReminderMinutesBeforeStart: \"2629801\" \
           violates all members of the union",
        ],
    );
}

/// Blank values say what they lack.
#[test]
fn what_a_blank_value_lacks() {
    let mut ask = GetClientAccessToken::default();
    let violations = ask.validate();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations[0].path, "/GetClientAccessToken/TokenRequests");
    assert_eq!(violations[0].constraint, Constraint::MinOccurs(1));
    ask.token_requests.push(Default::default());
    assert_eq!(ask.validate()[0].path, "/GetClientAccessToken/TokenRequests/TokenRequest[1]/TokenType");
    ask.token_requests[0].token_type = ClientAccessTokenTypeType::CallerIdentity;
    assert_eq!(ask.validate(), []);
}
