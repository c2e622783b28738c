//! Response messages, with the code generated for the construct `response_messages`.

use xsd_runtime::soap::{self, MessageError, MessageOperation};
use xsd_runtime::{AnyElement, from_str};

use crate::constructs::response_messages::generated::operations::{
    Check, Count, DropType, Explain, Get, Recount, Test,
};
use crate::constructs::response_messages::generated::response_messages::{Counted, Settings, Status};

fn failure(found: Result<&Status, &AnyElement>, path: &str) -> Option<String> {
    found.ok()?.error.as_ref().map(|error| format!("{error} at {path}"))
}

/// Reads a response of operation `O`, whose root element contains `content`. For each response message in it, returns the text of
/// `describe` or the error.
fn read<O: MessageOperation>(content: &str, describe: fn(&O::Message) -> String) -> Vec<String> {
    let name = <O::Response as xsd_runtime::GlobalElement>::ROW.name();
    let text = format!("<{name} xmlns=\"urn:example:response-messages\">{content}</{name}>");
    let response: O::Response = from_str(&text).unwrap();
    let results = soap::results::<O, Status, String>(&response, failure);
    let describe = |result: Result<&O::Message, MessageError<String>>| match result {
        Ok(message) => describe(message),
        Err(error) => format!("error: {error}"),
    };
    results.into_iter().map(describe).collect()
}

fn count(message: &Counted) -> String {
    format!("{:?}", message.count)
}

fn status(_: &Status) -> String {
    "ok".to_owned()
}

fn value(settings: &Settings) -> String {
    format!("{:?}", settings.value)
}

#[track_caller]
fn check(results: Vec<String>, expected: &[&str]) {
    assert_eq!(results, expected);
}

const ONE: &str = "<CountResponseMessage><Count>1</Count></CountResponseMessage>";

test_support::cases! { check {
    the_alternative_of_the_operation: (
        read::<Count>(&format!("<Messages>{ONE}<CountResponseMessage/></Messages>"), count),
        &["Some(1)", "None"],
    );
    an_error_among_them: (
        read::<Count>(&format!("<Messages><CountResponseMessage><Error>no</Error></CountResponseMessage>{ONE}</Messages>"), count),
        &["error: no at /CountResponse/Messages/CountResponseMessage[1]", "Some(1)"],
    );
    the_alternative_of_another_operation_with_the_same_type: (
        read::<Recount>(&format!("<Messages>{ONE}</Messages>"), count),
        &["error: the response of Recount contains /Recounted/Messages/CountResponseMessage[1]; expected RecountedMessage"],
    );
    an_error_of_another_operation: (
        read::<Count>("<Messages><DropMessage><Error>no</Error></DropMessage></Messages>", count),
        &["error: no at /CountResponse/Messages/DropMessage[1]"],
    );
    an_unknown_alternative: (
        read::<Count>("<Messages><New/><New><Error>no</Error></New></Messages>", count),
        &[
            "error: the response of Count contains /CountResponse/Messages/New[1]; expected CountResponseMessage",
            "error: no at /CountResponse/Messages/New[2]",
        ],
    );
    all_alternatives_if_none_is_that_of_the_operation: (
        read::<DropType>(&format!("<Messages>{ONE}<DropMessage><Error>no</Error></DropMessage><New/></Messages>"), status),
        &["ok", "error: no at /Dropped/Messages/DropMessage[2]", "ok"],
    );
    the_messages_in_a_message: (
        read::<Check>("<Part><Count>1</Count></Part><Part><Error>no</Error></Part>", count),
        &["Some(1)", "error: no at /CheckResponse/Part[2]"],
    );
    the_error_of_the_message_around_them: (
        read::<Check>("<Error>no</Error>", count),
        &["error: no at /CheckResponse"],
    );
    none_in_a_message: (read::<Check>("", count), &[]);
    the_response_itself: (read::<Test>("<Count>1</Count>", count), &["Some(1)"]);
    an_error_of_the_response_itself: (read::<Test>("<Error>no</Error>", count), &["error: no at /TestResponse"]);
    the_response_with_a_status: (read::<Get>("<Status/><Value>a</Value>", value), &["Some(\"a\")"]);
    the_response_with_an_error: (
        read::<Get>("<Status><Error>no</Error></Status><Value>a</Value>", value),
        &["error: no at /GetResponse/Status"],
    );
    messages_in_several_places: (
        read::<Explain>("<First><Status/></First><Second><Error>no</Error></Second>", status),
        &["ok", "error: no at /ExplainResponse/Second"],
    );
}}

#[test]
fn a_server_adds_messages_without_naming_the_variant() {
    let counted = |count| Counted { count: Some(count), ..Counted::default() };
    let response = soap::response_of::<Recount>([counted(1), counted(2)]);
    assert_eq!(
        xsd_runtime::to_string(&response).unwrap().split_once('>').unwrap().1,
        "<t:Messages><t:RecountedMessage><t:Count>1</t:Count></t:RecountedMessage>\
         <t:RecountedMessage><t:Count>2</t:Count></t:RecountedMessage></t:Messages></t:Recounted>"
    );
    assert_eq!(soap::response_of::<Check>([counted(1), counted(2)]).part.len(), 2);
    assert_eq!(soap::response_of::<Test>([counted(1)]).count, Some(1));
}

#[test]
fn one_message_is_neither_none_nor_several() {
    let one = |counts: &[i32]| {
        let messages = counts.iter().map(|&count| Counted { count: Some(count), ..Counted::default() });
        let response = soap::response_of::<Count>(messages);
        let results = soap::results::<Count, Status, String>(&response, failure);
        soap::one::<Count, _, _>(results).map(|message| message.count).map_err(|error| error.to_string())
    };
    assert_eq!(one(&[1]), Ok(Some(1)));
    assert_eq!(one(&[]), Err("the response of Count contains no response message".to_owned()));
    assert_eq!(one(&[1, 2]), Err("the response of Count contains 2 response messages; expected one".to_owned()));
}
