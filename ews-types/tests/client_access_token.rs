//! GetClientAccessToken and GetAppManifests: requests, responses and errors.

use std::path::Path;
use std::time::{Duration, SystemTime};

use ews_types::client_access_token::{Token, TokenError, TokenRequest, TokenRequests, TokenType, Tokens};
use ews_types::messages::ResponseCodeType;
use ews_types::operations::AnyRequest;
use ews_types::types::ExchangeVersionType;
use ews_types::{app_manifests, soap};

const PLANTED: &str = "pLaNtEd-SeCrEt-0123456789";

fn envelope(body: &str) -> String {
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
             xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
             xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
             <s:Header><t:ServerVersionInfo MajorVersion="15" MinorVersion="1" Version="V2017_07_11"/></s:Header>
             <s:Body>{body}</s:Body></s:Envelope>"#
    )
}

fn response(messages: &[&str]) -> String {
    let messages = messages.concat();
    envelope(&format!(
        "<m:GetClientAccessTokenResponse><m:ResponseMessages>{messages}</m:ResponseMessages></m:GetClientAccessTokenResponse>"
    ))
}

fn token(id: &str, token_type: &str, ttl: &str) -> String {
    format!(
        r#"<m:GetClientAccessTokenResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>
             <m:Token><t:Id>{id}</t:Id><t:TokenType>{token_type}</t:TokenType><t:TokenValue>{PLANTED}</t:TokenValue>
             <t:TTL>{ttl}</t:TTL></m:Token></m:GetClientAccessTokenResponseMessage>"#
    )
}

fn denial(code: &str) -> String {
    format!(
        r#"<m:GetClientAccessTokenResponseMessage ResponseClass="Error"><m:MessageText>No.</m:MessageText>
             <m:ResponseCode>{code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>
           </m:GetClientAccessTokenResponseMessage>"#
    )
}

fn requests(asked: &[(&str, TokenType)]) -> TokenRequests {
    let add = |requests: TokenRequests, (id, ty): &(&str, TokenType)| requests.token(*id, ty.clone());
    asked.iter().fold(TokenRequests::new(), add)
}

fn read(asked: &[(&str, TokenType)], messages: &[&str]) -> Tokens {
    requests(asked).read(response(messages).as_bytes()).unwrap()
}

/// Returns a summary of each result: the id and the type of the token, or the code of the error.
fn summaries(results: &[Result<Token, TokenError>]) -> Vec<String> {
    results
        .iter()
        .map(|result| match result {
            Ok(token) => format!("{} {}", token.id, token.token_type),
            Err(error) => error.code().map_or_else(|| format!("{error:?}"), ToString::to_string),
        })
        .collect()
}

/// Requests that are refused before they are sent.
mod refused_request {
    use super::*;

    #[track_caller]
    fn check(requests: TokenRequests, expected: &str) {
        assert_eq!(requests.to_vec().unwrap_err().to_string(), expected);
    }

    test_support::cases! { check {
        without_tokens: (TokenRequests::new(), "there are no token requests; add at least one");
        without_an_app: (
            TokenRequests::new().token("a", TokenType::Loki).token(" ", TokenType::Loki),
            "token request 2 has no app id; GetAppManifests returns the ids of apps",
        );
        of_an_early_version: (
            TokenRequests::new().token("a", TokenType::Loki).version(ExchangeVersionType::Exchange2010SP2),
            "version Exchange2010_SP2 does not have GetClientAccessToken; use Exchange2013 or later",
        );
        with_a_control_character: (
            TokenRequests::new().token("a\u{1}", TokenType::Loki),
            "the text contains U+0001, which XML does not allow, in /Envelope/Body/GetClientAccessToken/TokenRequests/TokenRequest/Id",
        );
    }}
}

#[test]
fn a_request_of_an_unknown_version_is_sent() {
    let future = TokenRequests::new().token("a", TokenType::Loki).version("Exchange2031".into());
    assert!(future.to_vec().is_ok());
}

#[test]
fn a_server_reads_the_requests_of_the_builder() {
    let sent = requests(&[("a", TokenType::CallerIdentity), ("b", TokenType::Other("Novel".to_owned()))])
        .scoped_token("c", "read")
        .request(TokenRequest {
            id: "d".to_owned(),
            token_type: TokenType::Loki,
            resource_uri: Some("https://r".to_owned()),
            ..Default::default()
        })
        .to_vec()
        .unwrap();
    let got = soap::incoming(&sent).unwrap();
    let AnyRequest::GetClientAccessToken(body) = got.body else { panic!() };
    let asked: Vec<_> = body
        .token_requests
        .iter()
        .map(|asked| {
            (asked.id.as_str(), asked.token_type.as_str(), asked.scope.as_deref(), asked.resource_uri.as_deref())
        })
        .collect();
    assert_eq!(
        asked,
        [
            ("a", "CallerIdentity", None, None),
            ("b", "Novel", None, None),
            ("c", "ScopedToken", Some("read"), None),
            ("d", "Loki", None, Some("https://r")),
        ]
    );
    assert_eq!(got.headers.request_server_version.unwrap().version, ExchangeVersionType::Exchange2013);
    let headers = requests(&[]).http_headers();
    assert_eq!(headers[0], ("Content-Type", "text/xml; charset=utf-8".to_owned()));
    assert!(headers[2].1.ends_with("/messages/GetClientAccessToken\""));
}

#[test]
fn a_token_has_a_lifetime() {
    let tokens = read(&[("A-1", TokenType::CallerIdentity)], &[&token("a-1", "CallerIdentity", "479")]);
    assert_eq!(tokens.server_version.as_ref().unwrap().version.as_deref(), Some("V2017_07_11"));
    let token = tokens.into_token().unwrap();
    assert_eq!((token.value.expose(), token.lifetime), (PLANTED, Duration::from_secs(479 * 60)));
    let received = SystemTime::UNIX_EPOCH;
    assert_eq!(token.expires_at(received), Some(received + Duration::from_secs(28_740)));
}

/// The lifetime of a token in minutes.
mod lifetime {
    use super::*;

    #[track_caller]
    fn check(ttl: &str, expected: u64) {
        let tokens = read(&[("a", TokenType::Loki)], &[&token("a", "Loki", ttl)]);
        assert_eq!(tokens.into_token().unwrap().lifetime, Duration::from_secs(expected * 60));
    }

    test_support::cases! { check {
        zero: ("0", 0);
        with_a_sign_and_white_space: (" +60 ", 60);
        the_maximum: ("5270400", 5_270_400);
    }}

    #[track_caller]
    fn check_invalid(ttl: &str) {
        let tokens = read(&[("a", TokenType::Loki)], &[&token("a", "Loki", ttl)]);
        let result = tokens.into_token();
        assert!(matches!(result, Err(TokenError::Lifetime { .. })), "{result:?}");
    }

    test_support::cases! { check_invalid {
        above_the_maximum_is_an_error: ("5270401");
        negative_is_an_error: ("-1");
        above_64_bits_is_an_error: ("9223372036854775808");
        above_128_bits_is_an_error: ("99999999999999999999999999999999999999");
        text_is_an_error: ("soon");
        a_fraction_is_an_error: ("1.5");
        empty_is_an_error: ("");
    }}

    /// Checks the lifetime of the token in a response message, after `from` in the message has been replaced by `to`.
    #[track_caller]
    fn check_replaced(from: &str, to: &str, expected: Result<Duration, TokenError>) {
        let message = token("a", "Loki", "0").replace(from, to);
        let read = read(&[("a", TokenType::Loki)], &[&message]).into_token().map(|token| token.lifetime);
        assert_eq!(read, expected);
    }

    test_support::cases! { check_replaced {
        missing_is_an_error: ("<t:TTL>0</t:TTL>", "", Err(TokenError::Lifetime { ttl: String::new() }));
        after_no_replacement: ("<TTL>0</TTL>", "", Ok(Duration::ZERO));
        before_an_unknown_element: ("<t:TTL>0</t:TTL>", "<t:TTL>0</t:TTL><t:TokenTTL/>", Ok(Duration::ZERO));
        after_an_invalid_element_with_its_name_as_the_value: (
            "<m:Token>",
            "<m:DescriptiveLinkKey>TTL</m:DescriptiveLinkKey><m:Token>",
            Ok(Duration::ZERO),
        );
    }}
}

/// The results of three token requests.
mod results {
    use super::*;

    const CODE: &str = "ErrorInvalidClientAccessTokenRequest";
    const OTHER_CODE: &str = "ErrorUnauthorizedClientAccessTokenRequest";
    const TOKENS: &[&str] = &["A CallerIdentity", "b Loki", "a Connectors"];

    fn caller_identity() -> String {
        token("A", "CallerIdentity", "1")
    }

    fn loki() -> String {
        token("b", "Loki", "1")
    }

    fn connectors() -> String {
        token("a", "Connectors", "1")
    }

    #[track_caller]
    fn check(messages: &[String], expected: &[&str], unrequested: &[&str]) {
        let asked = [("a", TokenType::CallerIdentity), ("b", TokenType::Loki), ("a", TokenType::Connectors)];
        let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
        let tokens = read(&asked, &messages);
        assert_eq!(summaries(&tokens.results), expected);
        assert_eq!(summaries(&tokens.unrequested), unrequested);
    }

    test_support::cases! { check {
        tokens_in_order: (&[caller_identity(), loki(), connectors()], TOKENS, &[]);
        tokens_in_another_order: (&[connectors(), caller_identity(), loki()], TOKENS, &[]);
        denials_after_a_token: (
            &[caller_identity(), denial(CODE), denial(OTHER_CODE)],
            &["A CallerIdentity", CODE, OTHER_CODE],
            &[],
        );
        denials_around_the_first_token: (
            &[denial(CODE), caller_identity(), denial(OTHER_CODE)],
            &["A CallerIdentity", CODE, OTHER_CODE],
            &[],
        );
        denials_around_the_second_token: (
            &[denial(CODE), loki(), denial(OTHER_CODE)],
            &[CODE, "b Loki", OTHER_CODE],
            &[],
        );
        one_denial: (&[denial(CODE)], &[CODE, "NoAnswer", "NoAnswer"], &[]);
        no_response_messages: (&[], &["NoAnswer", "NoAnswer", "NoAnswer"], &[]);
        a_repeated_token: (
            &[caller_identity(), caller_identity(), loki(), connectors()],
            TOKENS,
            &["A CallerIdentity"],
        );
        one_denial_too_many: (
            &[caller_identity(), denial(CODE), denial(OTHER_CODE), denial(CODE)],
            &["A CallerIdentity", CODE, OTHER_CODE],
            &[CODE],
        );
        a_token_for_another_app: (
            &[caller_identity(), token("z", "Loki", "1"), connectors()],
            &["A CallerIdentity", "Other { id: \"z\", token_type: Loki }", "a Connectors"],
            &["z Loki"],
        );
    }}
}

/// Responses without a token.
mod no_token {
    use super::*;

    #[track_caller]
    fn check(message: &str, expected: &str) {
        let error = read(&[("a", TokenType::Loki)], &[message]).into_token().unwrap_err();
        assert_eq!(error.to_string(), expected);
    }

    test_support::cases! { check {
        a_denial: (
            &denial("ErrorInvalidClientAccessTokenRequest"),
            "the server denied the token: ErrorInvalidClientAccessTokenRequest: No.",
        );
        a_denial_with_an_unknown_code: (
            &denial("ErrorOfTheFuture"),
            "the server denied the token: ErrorOfTheFuture: No.",
        );
        success_without_a_token: (
            r#"<m:GetClientAccessTokenResponseMessage ResponseClass="Success"/>"#,
            "the server reported success, but sent no token",
        );
        an_invalid_lifetime: (&token("a", "Loki", "-5"), "the token has an invalid lifetime: -5 minutes");
        a_lifetime_that_is_not_a_number: (&token("a", "Loki", "abc"), "the token has an invalid lifetime: abc minutes");
        no_lifetime: (&token("a", "Loki", "1").replace("<t:TTL>1</t:TTL>", ""), "the token has no lifetime");
        another_app: (
            &token("z", "Loki", "1"),
            "the server did not answer this token request, but sent a token of type Loki for app z",
        );
        no_response_message: ("", "the server did not answer this token request");
    }}

    #[test]
    fn a_denial_has_a_code_and_a_key() {
        let denied = read(&[("a", TokenType::Loki)], &[&denial("ErrorUnauthorizedClientAccessTokenRequest")]);
        let Err(TokenError::Denied(error)) = denied.into_token() else { panic!() };
        assert_eq!(error.code, Some(ResponseCodeType::ErrorUnauthorizedClientAccessTokenRequest));
        assert_eq!(error.descriptive_link_key, Some(0));
    }
}

#[test]
fn a_token_is_never_printed() {
    use ews_types::operations::GetClientAccessToken;
    let text = response(&[&token("a", "Loki", "5"), &token("a", "Loki", "-5"), &token("z", "Loki", "x")]);
    let whole = soap::response::<GetClientAccessToken>(text.as_bytes()).unwrap();
    let tokens = requests(&[("a", TokenType::Loki)]).read(text.as_bytes()).unwrap();
    let mut shown = format!("{whole:?} {tokens:?} {:#?}", tokens.results);
    for result in tokens.results.iter().chain(&tokens.unrequested) {
        shown += &result.as_ref().map_or_else(ToString::to_string, |token| format!("{token:?}"));
    }
    // Errors of truncated responses do not contain the token.
    for end in 0..text.len() {
        if let Err(error) = requests(&[("a", TokenType::Loki)]).read(&text.as_bytes()[..end]) {
            shown += &format!("{error} {error:?}");
        }
    }
    assert!(!shown.contains(PLANTED) && !shown.contains("SeCrEt"));
    assert!(shown.contains("Secret(..)"));
}

/// The apps in the responses to GetAppManifests.
mod apps {
    use super::*;

    fn manifest(id: &str, name: &str) -> String {
        base64(&format!(
            r#"<?xml version="1.0" encoding="utf-8"?><OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="MailApp"><Id> {id} </Id><Version>1.2.0.0</Version>
                 <ProviderName>P</ProviderName><DefaultLocale>en-US</DefaultLocale>
                 <DisplayName DefaultValue="{name}"><Override Locale="de-DE" Value="x"/></DisplayName>
                 <Requirements><Sets><Set Name="Mailbox"/></Sets></Requirements></OfficeApp>"#
        ))
    }

    fn base64(text: &str) -> String {
        ews_types::xml::Base64Binary::from(text.as_bytes()).to_string()
    }

    fn notes() -> String {
        manifest("1", "Notes &amp; more")
    }

    fn maps() -> String {
        manifest("2", "Maps")
    }

    #[track_caller]
    fn check(content: &str, expected: &[&str]) {
        let response = envelope(&format!(
            r#"<m:GetAppManifestsResponse ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>{content}</m:GetAppManifestsResponse>"#
        ));
        let apps = app_manifests::read(response.as_bytes()).unwrap();
        let found: Vec<String> = apps
            .apps
            .iter()
            .map(|app| match app {
                Ok(app) => {
                    let status = app.metadata.as_ref().and_then(|known| known.app_status.clone()).unwrap_or_default();
                    format!("{} {} {} {status}", app.id, app.display_name, app.version)
                }
                Err(error) => error.to_string(),
            })
            .collect();
        assert_eq!(found, expected);
    }

    test_support::cases! { check {
        of_early_versions: (
            &format!("<m:Manifests><m:Manifest>{}</m:Manifest><m:Manifest>{}</m:Manifest></m:Manifests>", notes(), maps()),
            &["1 Notes & more 1.2.0.0 ", "2 Maps 1.2.0.0 "],
        );
        of_late_versions: (
            &format!(
                "<m:Apps><t:App><t:Metadata><t:AppStatus>2.3</t:AppStatus></t:Metadata><t:Manifest>{}</t:Manifest></t:App>\
                 <t:App><t:Manifest>{}</t:Manifest></t:App><t:App><t:Manifest>{}</t:Manifest></t:App></m:Apps>",
                maps(),
                base64("<OfficeApp><Version>1</Version></OfficeApp>"),
                notes(),
            ),
            &[
                "2 Maps 1.2.0.0 2.3",
                "the manifest cannot be read: the manifest has no Id, at line 1, column 44",
                "1 Notes & more 1.2.0.0 ",
            ],
        );
        none: ("", &[]);
        without_a_manifest: (
            &format!("<m:Manifests><m:Manifest>{}</m:Manifest><m:Manifest/></m:Manifests>", base64("no xml")),
            &[
                "the manifest cannot be read: the manifest has no root element, at line 1, column 7",
                "the manifest cannot be read: the manifest has no root element, at line 1, column 1",
            ],
        );
    }}

    #[test]
    fn a_denial_is_an_error() {
        let denied = envelope(
            r#"<m:GetAppManifestsResponse ResponseClass="Error"><m:MessageText>No.</m:MessageText><m:ResponseCode>ErrorAccessDenied</m:ResponseCode></m:GetAppManifestsResponse>"#,
        );
        let error = app_manifests::read(denied.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "the server denied the list of apps: ErrorAccessDenied: No.");
    }
}

/// Reads the examples in five published versions of the page about the operation. Skipped if the folder with the pages does not exist.
#[test]
fn the_examples_of_the_published_page_are_read_and_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/operation-page");
    let Ok(pages) = std::fs::read_dir(folder) else { return };
    for page in pages {
        let path = page.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let ends: Vec<usize> = text.match_indices("</soap:Envelope>").map(|(at, end)| at + end.len()).collect();
        let starts = text.match_indices("<soap:Envelope").map(|(at, _)| at);
        let sent: Vec<&str> = starts.zip(ends).map(|(start, end)| &text[start..end]).collect();
        let [sent] = sent[..] else { panic!("{}: {} requests", path.display(), sent.len()) };
        let AnyRequest::GetClientAccessToken(body) = soap::incoming(sent.as_bytes()).unwrap().body else { panic!() };
        let asked = &body.token_requests[0];
        assert_eq!((body.token_requests.len(), &asked.token_type), (1, &TokenType::CallerIdentity));
        let requests = TokenRequests::new().request(asked.clone());
        let written = String::from_utf8(requests.to_vec().unwrap()).unwrap();
        assert_eq!(content_of(&written), content_of(sent), "{}", path.display());

        let mut responses = text.split("<s:Envelope").skip(1).map(|rest| {
            let end = rest.find("</s:Envelope>").unwrap();
            format!("<s:Envelope{}</s:Envelope>", &rest[..end])
        });
        let token = requests.read(responses.next().unwrap().as_bytes()).unwrap().into_token().unwrap();
        assert_eq!((token.id.as_str(), token.lifetime), (asked.id.as_str(), Duration::from_secs(479 * 60)));
        let denied = requests.read(responses.next().unwrap().as_bytes()).unwrap().into_token().unwrap_err();
        assert_eq!(denied.code(), Some(&ResponseCodeType::ErrorInvalidClientAccessTokenRequest));
    }
}

/// Returns the names, attributes and texts of a document in order. Namespaces with `https` equal those with `http`.
fn content_of(text: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(text.trim_start()).unwrap();
    let mut content = Vec::new();
    for node in document.descendants() {
        if node.is_element() {
            let namespace = node.tag_name().namespace().unwrap_or_default().replace("https://", "http://");
            content.push(format!("{namespace} {}", node.tag_name().name()));
            content.extend(node.attributes().map(|attribute| format!("{}={}", attribute.name(), attribute.value())));
        } else if let Some(text) = node.text().map(str::trim).filter(|text| !text.is_empty()) {
            content.push(text.to_owned());
        }
    }
    content
}
