//! Elements that documents have in another namespace than the schema states, with the code generated for the construct `spoken`.

use test_support::cases;
use xsd_runtime::{Document, Options, to_string};

use crate::constructs::spoken::generated::messages::elements::News;

/// Writes a document and removes its namespace declarations.
fn written(news: &News) -> String {
    let text = to_string(news).unwrap();
    ["m", "t"].iter().fold(text, |text, prefix| {
        let uri = if *prefix == "m" { "messages" } else { "types" };
        text.replace(&format!(" xmlns:{prefix}=\"urn:example:spoken:{uri}\""), "")
    })
}

fn read(content: &str, is_strict: bool) -> Document<News> {
    let text = format!(
        "<m:News xmlns:m=\"urn:example:spoken:messages\" xmlns:t=\"urn:example:spoken:types\">{content}</m:News>"
    );
    Options::new().strict(is_strict).read(&text).unwrap()
}

/// Checks that strict and tolerant mode read the same value without deviations, and that it is written as `expected`.
fn check(content: &str, expected: &str) {
    let strict = read(content, true);
    let tolerant = read(content, false);
    assert!(tolerant.deviations.is_empty(), "{:?}", tolerant.deviations);
    assert_eq!(strict.value, tolerant.value);
    assert_eq!(written(&strict.value), format!("<m:News>{expected}</m:News>"));
}

cases! { check {
    items_as_spoken: (
        "<m:Failed><m:Number>7</m:Number></m:Failed>",
        "<m:Failed><m:Number>7</m:Number></m:Failed>",
    );
    items_as_in_the_schema: (
        "<m:Failed><t:Number>7</t:Number></m:Failed>",
        "<m:Failed><m:Number>7</m:Number></m:Failed>",
    );
    both_in_one_list: (
        "<m:Notes><t:Note><t:Text>a</t:Text></t:Note><m:Note Number=\"2\"><t:Text>b</t:Text></m:Note></m:Notes>",
        "<m:Notes><m:Note><t:Text>a</t:Text></m:Note><m:Note Number=\"2\"><t:Text>b</t:Text></m:Note></m:Notes>",
    );
    a_member_as_in_the_schema: (
        "<m:Sender><t:Name>a</t:Name><t:Place>b</t:Place></m:Sender>",
        "<m:Sender><t:Name>a</t:Name><m:Place>b</m:Place></m:Sender>",
    );
    an_alternative_as_in_the_schema: (
        "<m:Change><t:Removed><t:Name>a</t:Name></t:Removed></m:Change>",
        "<m:Change><m:Removed><t:Name>a</t:Name></m:Removed></m:Change>",
    );
} }

#[test]
fn other_places_have_the_namespace_of_the_schema() {
    let tolerant = read("<m:Wanted><m:Number>7</m:Number></m:Wanted>", false);
    assert_eq!(tolerant.value.wanted.as_deref(), Some([7].as_slice()));
    assert_eq!(tolerant.deviations.len(), 1, "{:?}", tolerant.deviations);
}

#[cfg(feature = "yaserde")]
#[test]
fn yaserde_reads_both_and_writes_the_spoken_one() {
    let content = "<m:Failed><t:Number>7</t:Number><m:Number>8</m:Number></m:Failed>\
                   <m:Change><t:Removed><t:Name>a</t:Name></t:Removed></m:Change>";
    let expected = read(content, true).value;
    let text = format!(
        "<m:News xmlns:m=\"urn:example:spoken:messages\" xmlns:t=\"urn:example:spoken:types\">{content}</m:News>"
    );
    let news: News = yaserde::de::from_str(&text).unwrap();
    assert_eq!(news, expected);
    let text = yaserde::ser::to_string(&news).unwrap();
    assert!(text.contains("<m:Number>7</m:Number><m:Number>8</m:Number>"), "{text}");
    assert!(text.contains("<m:Removed><t:Name>a</t:Name></m:Removed>"), "{text}");
}
