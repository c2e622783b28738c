//! The value of a secret does not occur in any text that a program can log, whatever the document around the secret.

use std::fmt::{Debug, Display};

use ews_types::client_access_token::{TokenRequests, TokenType};
use ews_types::messages::elements::GetClientAccessTokenResponse;
use ews_types::namespaces::NAMESPACES;
use ews_types::operations::{ExportItems, GetClientAccessToken};
use ews_types::soap;
use ews_types::xml::{Options, Writer};
use test_support::Random;

/// Returns all texts of a result: its `Debug` output, and the `Display` output of its error.
fn texts<T: Debug, E: Debug + Display>(result: &Result<T, E>) -> String {
    let error = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
    format!("{result:?}\n{result:#?}\n{error}\n")
}

/// Reads the bytes with all functions that read responses. Returns all texts of the results.
fn logged(bytes: &[u8]) -> String {
    let mut logged = String::new();
    for options in [Options::new(), Options::new().strict(true)] {
        logged += &texts(&soap::incoming_with(bytes, options));
        logged += &texts(&options.from_slice::<GetClientAccessTokenResponse>(bytes));
        let response = soap::response_with::<GetClientAccessToken>(bytes, options);
        logged += &texts(&response);
        for deviation in response.iter().flat_map(|response| &response.deviations) {
            logged += &format!("{deviation}\n");
        }
        for (_, error) in response.iter().flat_map(|response| response.errors()) {
            logged += &format!("{error}\n{error:?}\n");
        }
        for envelope in soap::Envelopes::<GetClientAccessToken, _>::with_options(bytes, options) {
            logged += &texts(&envelope);
        }
        let mut items = soap::Items::<ExportItems, _>::with_options(bytes, options);
        for item in &mut items {
            logged += &texts(&item);
        }
        logged += &format!("{items:?}\n");
        logged += &texts(&items.into_rest());
    }
    for status in [200, 302, 401, 403, 404, 500, 503] {
        let headers = [("Location", "/"), ("WWW-Authenticate", "NTLM")];
        let outcome = soap::outcome::<GetClientAccessToken>(status, headers, bytes);
        logged += &format!("{outcome}\n{outcome:?}\n{outcome:#?}\n");
    }
    #[cfg(feature = "yaserde")]
    {
        logged += &texts(&yaserde::de::from_reader::<_, GetClientAccessTokenResponse>(bytes));
    }
    #[cfg(feature = "validate")]
    if let Ok(value) = Options::new().from_slice::<GetClientAccessTokenResponse>(bytes) {
        for violation in ews_types::xml::Validate::validate(&value) {
            logged += &format!("{violation}\n{violation:?}\n");
        }
    }
    let tokens = TokenRequests::new().token("a", TokenType::Loki).read(bytes);
    for result in tokens.iter().flat_map(|tokens| tokens.results.iter().chain(&tokens.unrequested)) {
        logged += &texts(result);
    }
    logged + &texts(&tokens)
}

fn marker() -> String {
    format!("{:016x}", Random::new(7).number())
}

fn envelope(header: &str, body: &str) -> String {
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
            xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
            xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            ><s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>"#
    )
}

fn message(content: &str) -> String {
    let message = "GetClientAccessTokenResponseMessage";
    envelope(
        "",
        &format!(
            "<m:GetClientAccessTokenResponse><m:ResponseMessages><m:{message} ResponseClass='Success'>\
             <m:ResponseCode>NoError</m:ResponseCode>{content}</m:{message}></m:ResponseMessages>\
             </m:GetClientAccessTokenResponse>"
        ),
    )
}

/// Returns a response with a token at `$` in `around`. In the token, `$` stands for the secret element: see [`with_secret`].
fn token(around: &str) -> String {
    message(&around.replace('$', "<m:Token><t:Id>a</t:Id><t:TokenType>Loki</t:TokenType>$<t:TTL>5</t:TTL></m:Token>"))
}

/// Replaces `$` by the secret element, and `%` by the secret value.
fn with_secret(document: &str) -> String {
    document.replace('$', "<t:TokenValue>%</t:TokenValue>").replace('%', &marker())
}

#[track_caller]
fn check(document: &str) {
    let text = with_secret(document);
    assert!(text.contains(&marker()));
    let logged = logged(text.as_bytes());
    assert!(!logged.contains(&marker()), "{logged}");
}

test_support::cases! { check {
    a_response: (&token("$"));
    twice: (&token("$$"));
    a_response_whose_lifetime_is_not_a_number: (&token("$").replace("<t:TTL>5", "<t:TTL>abc"));
    repeated: (&token("$").replace('$', "$$"));
    in_another_element: (&token("<m:Other>$</m:Other>"));
    in_the_message: (&message("$"));
    in_a_value: (&message("<m:DescriptiveLinkKey>$</m:DescriptiveLinkKey>"));
    in_the_values_of_an_error: (&message("<m:MessageXml>$</m:MessageXml>").replace("'Success'", "'Error'"));
    in_an_unknown_type: (&token("$").replace("<m:Token>", "<m:Token xsi:type='t:NewType'>"));
    in_a_message_of_an_unknown_type: (&token("$").replace(" ResponseClass", " xsi:type='m:NewType' ResponseClass"));
    of_an_unknown_attribute: (&token("$").replace("<t:TokenValue>", "<t:TokenValue new='%'>"));
    with_an_element_inside: (&token("$").replace('$', "<t:TokenValue>a<b>%</b></t:TokenValue>"));
    in_another_namespace: (&token("$").replace("2006/types", "2099/types"));
    in_no_namespace: (&token("$").replace("<t:", "<").replace("</t:", "</"));
    in_the_header: (&envelope("$", ""));
    in_a_header_element: (&envelope("<x:a xmlns:x='urn:x' b='%'>$</x:a>", ""));
    in_the_body: (&envelope("", "$"));
    in_a_fault: (&envelope("", "<s:Fault><faultcode>s:Server</faultcode><detail><t:a>$</t:a></detail></s:Fault>"));
    before_the_envelope: (&format!("%{}", token("$")));
    after_the_envelope: (&format!("{}%", token("$")));
    in_json: ("{\"token\": \"%\"}");
    in_a_text: ("Bearer %");
    in_an_html_page: ("<html><head><title>Sign in</title></head><body>%</body></html>");
    in_another_document: ("<a b='%'>%</a>");
    in_a_bare_element: ("$");
}}

#[test]
fn in_truncated_responses() {
    let text = with_secret(&token("$"));
    let half = &marker()[..8];
    for end in text.find(half).unwrap()..text.len() {
        let logged = logged(&text.as_bytes()[..end]);
        assert!(!logged.contains(half), "{end}: {logged}");
    }
}

/// A changed byte can make the secret the text of another element, an attribute, a reference or a comment.
#[test]
fn in_documents_with_any_other_byte() {
    let text = with_secret(&token("$"));
    let start = text.find(&marker()).unwrap();
    let end = start + marker().len();
    let is_near = |at: usize| (start - 20..end + 20).contains(&at);
    let mut shown = Vec::new();
    for at in (0..text.len()).filter(|at| !(start..end).contains(at) && (is_near(*at) || at % 23 == 0)) {
        for byte in b"<>&\"'/!=? \0\xFF" {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = *byte;
            let logged = logged(&bytes);
            if let Some(line) = logged.lines().find(|line| line.contains(&marker())) {
                shown.push(format!("{:?} at {at}: {line}", char::from(*byte)));
            }
        }
    }
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

/// Fails if bindings.toml lists a secret other than the value of a token. Such a secret needs test cases of its own in this file.
#[test]
fn all_secrets_have_cases() {
    let bindings = include_str!("../../schemas/bindings.toml");
    let (_, after) = bindings.split_once("\nsecrets = [").unwrap();
    let (list, _) = after.split_once(']').unwrap();
    let secrets: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    assert_eq!(secrets, ["t:ClientAccessTokenType/TokenValue"]);
}

#[test]
fn in_writers() {
    let body = soap::response::<GetClientAccessToken>(with_secret(&token("$")).as_bytes()).unwrap().body;
    let mut writer = Writer::new(NAMESPACES);
    writer.element(&body).unwrap();
    let logged = format!("{:?} {writer:?} {body:?}", soap::answer::<GetClientAccessToken>(&body));
    assert!(!logged.contains(&marker()));
    assert!(writer.finish().contains(&marker()));
}
