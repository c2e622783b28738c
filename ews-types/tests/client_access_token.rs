//! GetClientAccessToken and GetAppManifests: what is sent, what comes back, and what a user sees when it goes wrong.

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

fn answer(messages: &[&str]) -> String {
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
    requests(asked).read(answer(messages).as_bytes()).unwrap()
}

/// One word for each result: the type of the token, or the error.
fn words(results: &[Result<Token, TokenError>]) -> Vec<String> {
    results
        .iter()
        .map(|result| match result {
            Ok(token) => format!("{} {}", token.id, token.token_type),
            Err(error) => error.code().map_or_else(|| format!("{error:?}"), ToString::to_string),
        })
        .collect()
}

#[test]
fn requests_are_checked_before_they_are_sent() {
    let check =
        |requests: TokenRequests, expected: &str| assert_eq!(requests.to_vec().unwrap_err().to_string(), expected);
    check(TokenRequests::new(), "there are no token requests; add at least one");
    check(
        TokenRequests::new().token("a", TokenType::Loki).token(" ", TokenType::Loki),
        "token request 2 has no app id; GetAppManifests returns the ids of apps",
    );
    check(
        TokenRequests::new().token("a", TokenType::Loki).version(ExchangeVersionType::Exchange2010SP2),
        "version Exchange2010_SP2 does not have GetClientAccessToken; use Exchange2013 or later",
    );
    check(
        TokenRequests::new().token("a\u{1}", TokenType::Loki),
        "the text holds U+0001, which XML cannot, in /Envelope/Body/GetClientAccessToken/TokenRequests/TokenRequest/Id",
    );
    let future = TokenRequests::new().token("a", TokenType::Loki).version("Exchange2031".into());
    assert!(future.to_vec().is_ok());
}

#[test]
fn a_server_reads_what_the_builder_writes() {
    let sent = requests(&[("a", TokenType::CallerIdentity), ("b", TokenType::Other("Novel".to_owned()))])
        .scoped_token("c", "read")
        .request(TokenRequest { id: "d".to_owned(), resource_uri: Some("https://r".to_owned()), ..Default::default() })
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
            ("d", "", None, Some("https://r")),
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

#[test]
fn a_lifetime_that_is_none_is_an_error() {
    let check = |ttl: &str, expected: Option<u64>| {
        let tokens = read(&[("a", TokenType::Loki)], &[&token("a", "Loki", ttl)]);
        match (tokens.into_token(), expected) {
            (Ok(token), Some(minutes)) => assert_eq!(token.lifetime, Duration::from_secs(minutes * 60)),
            (Err(TokenError::Lifetime { .. }), None) => {}
            (result, _) => panic!("{ttl}: {result:?}"),
        }
    };
    check("0", Some(0));
    check(" +60 ", Some(60));
    check("5270400", Some(5_270_400));
    check("5270401", None);
    check("-1", None);
    check("9223372036854775808", None);
    check("99999999999999999999999999999999999999", None);
    check("soon", None);
    check("1.5", None);
    check("", None);

    // The same for a lifetime that is missing, but not for other incomplete elements.
    let lifetime = |from: &str, to: &str| {
        let message = token("a", "Loki", "0").replace(from, to);
        read(&[("a", TokenType::Loki)], &[&message]).into_token().map(|token| token.lifetime)
    };
    let invalid = Err(TokenError::Lifetime { ttl: "0".to_owned() });
    assert_eq!(lifetime("<t:TTL>0</t:TTL>", ""), invalid);
    assert_eq!(lifetime("<TTL>0</TTL>", ""), Ok(Duration::ZERO));
    let unknown = "<t:TTL>0</t:TTL><t:TokenTTL/>";
    assert_eq!(lifetime("<t:TTL>0</t:TTL>", unknown), Ok(Duration::ZERO));
    let key = "<m:DescriptiveLinkKey>TTL</m:DescriptiveLinkKey><m:Token>";
    assert_eq!(lifetime("<m:Token>", key), Ok(Duration::ZERO));
}

#[test]
fn each_request_gets_its_own_result() {
    use TokenType::{CallerIdentity, Connectors, Loki};
    let asked = [("a", CallerIdentity), ("b", Loki), ("a", Connectors)];
    let check = |messages: &[&str], expected: &[&str], unrequested: &[&str]| {
        let tokens = read(&asked, messages);
        assert_eq!(words(&tokens.results), expected);
        assert_eq!(words(&tokens.unrequested), unrequested);
    };
    let (a, b, c) = (token("A", "CallerIdentity", "1"), token("b", "Loki", "1"), token("a", "Connectors", "1"));
    let (no, never) =
        (denial("ErrorInvalidClientAccessTokenRequest"), denial("ErrorUnauthorizedClientAccessTokenRequest"));
    let (no_code, never_code) = ("ErrorInvalidClientAccessTokenRequest", "ErrorUnauthorizedClientAccessTokenRequest");
    check(&[&a, &b, &c], &["A CallerIdentity", "b Loki", "a Connectors"], &[]);
    check(&[&c, &a, &b], &["A CallerIdentity", "b Loki", "a Connectors"], &[]);
    check(&[&a, &no, &never], &["A CallerIdentity", no_code, never_code], &[]);
    check(&[&no, &a, &never], &["A CallerIdentity", no_code, never_code], &[]);
    check(&[&no, &b, &never], &[no_code, "b Loki", never_code], &[]);
    check(&[&no], &[no_code, "NoAnswer", "NoAnswer"], &[]);
    check(&[], &["NoAnswer", "NoAnswer", "NoAnswer"], &[]);
    check(&[&a, &a, &b, &c], &["A CallerIdentity", "b Loki", "a Connectors"], &["A CallerIdentity"]);
    check(&[&a, &no, &never, &no], &["A CallerIdentity", no_code, never_code], &[no_code]);
    let other = token("z", "Loki", "1");
    check(&[&a, &other, &c], &["A CallerIdentity", "NoAnswer", "a Connectors"], &["z Loki"]);
}

#[test]
fn a_denial_says_why() {
    let check = |message: &str, expected: &str| {
        let error = read(&[("a", TokenType::Loki)], &[message]).into_token().unwrap_err();
        assert_eq!(error.to_string(), expected);
    };
    check(
        &denial("ErrorInvalidClientAccessTokenRequest"),
        "the server denied the token: ErrorInvalidClientAccessTokenRequest: No.",
    );
    check(&denial("ErrorOfTheFuture"), "the server denied the token: ErrorOfTheFuture: No.");
    check(
        r#"<m:GetClientAccessTokenResponseMessage ResponseClass="Success"/>"#,
        "the server reported success, but sent no token",
    );
    check(&token("a", "Loki", "-5"), "the token has an invalid lifetime: -5 minutes");
    check("", "the server did not answer this token request");
    let denied = read(&[("a", TokenType::Loki)], &[&denial("ErrorUnauthorizedClientAccessTokenRequest")]);
    let Err(TokenError::Denied(error)) = denied.into_token() else { panic!() };
    assert_eq!(error.code, Some(ResponseCodeType::ErrorUnauthorizedClientAccessTokenRequest));
    assert_eq!(error.descriptive_link_key, Some(0));
}

#[test]
fn a_token_shows_nowhere() {
    use ews_types::operations::GetClientAccessToken;
    let text = answer(&[&token("a", "Loki", "5"), &token("a", "Loki", "-5"), &token("z", "Loki", "x")]);
    let whole = soap::response::<GetClientAccessToken>(text.as_bytes()).unwrap();
    let tokens = requests(&[("a", TokenType::Loki)]).read(text.as_bytes()).unwrap();
    let mut shown = format!("{whole:?} {tokens:?} {:#?}", tokens.results);
    for result in tokens.results.iter().chain(&tokens.unrequested) {
        shown += &result.as_ref().map_or_else(ToString::to_string, |token| format!("{token:?}"));
    }
    // Broken answers: whatever the error shows, it is not the token.
    for end in 0..text.len() {
        if let Err(error) = requests(&[("a", TokenType::Loki)]).read(&text.as_bytes()[..end]) {
            shown += &format!("{error} {error:?}");
        }
    }
    assert!(!shown.contains(PLANTED) && !shown.contains("SeCrEt"));
    assert!(shown.contains("Secret(..)"));
}

#[test]
fn apps_are_found_in_both_kinds_of_answer() {
    let manifest = |id: &str, name: &str| {
        format!(
            r#"<?xml version="1.0" encoding="utf-8"?><OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="MailApp"><Id> {id} </Id><Version>1.2.0.0</Version>
                 <ProviderName>P</ProviderName><DefaultLocale>en-US</DefaultLocale>
                 <DisplayName DefaultValue="{name}"><Override Locale="de-DE" Value="x"/></DisplayName>
                 <Requirements><Sets><Set Name="Mailbox"/></Sets></Requirements></OfficeApp>"#
        )
    };
    let base64 = |text: &str| ews_types::xml::Base64Binary::from(text.as_bytes()).to_string();
    let (one, two) = (base64(&manifest("1", "Notes &amp; more")), base64(&manifest("2", "Maps")));
    let wrap = |content: &str| {
        envelope(&format!(
            r#"<m:GetAppManifestsResponse ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>{content}</m:GetAppManifestsResponse>"#
        ))
    };
    let check = |content: &str, expected: &[&str]| {
        let apps = app_manifests::read(wrap(content).as_bytes()).unwrap();
        let shown: Vec<String> = apps
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
        assert_eq!(shown, expected);
    };
    check(
        &format!("<m:Manifests><m:Manifest>{one}</m:Manifest><m:Manifest>{two}</m:Manifest></m:Manifests>"),
        &["1 Notes & more 1.2.0.0 ", "2 Maps 1.2.0.0 "],
    );
    check(
        &format!(
            "<m:Apps><t:App><t:Metadata><t:AppStatus>2.3</t:AppStatus></t:Metadata><t:Manifest>{two}</t:Manifest></t:App>\
             <t:App><t:Manifest>{}</t:Manifest></t:App><t:App><t:Manifest>{one}</t:Manifest></t:App></m:Apps>",
            base64("<OfficeApp><Version>1</Version></OfficeApp>"),
        ),
        &[
            "2 Maps 1.2.0.0 2.3",
            "the manifest cannot be read: the manifest has no Id, at line 1, column 44",
            "1 Notes & more 1.2.0.0 ",
        ],
    );
    check("", &[]);
    check(
        &format!("<m:Manifests><m:Manifest>{}</m:Manifest><m:Manifest/></m:Manifests>", base64("no xml")),
        &[
            "the manifest cannot be read: the manifest has no root element, at line 1, column 7",
            "the manifest cannot be read: the manifest has no root element, at line 1, column 1",
        ],
    );
    let denied = envelope(
        r#"<m:GetAppManifestsResponse ResponseClass="Error"><m:MessageText>No.</m:MessageText><m:ResponseCode>ErrorAccessDenied</m:ResponseCode></m:GetAppManifestsResponse>"#,
    );
    let error = app_manifests::read(denied.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "the server denied the list of apps: ErrorAccessDenied: No.");
}

/// The published page about the operation, in five editions, where it is there.
#[test]
fn the_examples_of_the_published_page() {
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
        assert_eq!(words_of(&written), words_of(sent), "{}", path.display());

        let mut answers = text.split("<s:Envelope").skip(1).map(|rest| {
            let end = rest.find("</s:Envelope>").unwrap();
            format!("<s:Envelope{}</s:Envelope>", &rest[..end])
        });
        let token = requests.read(answers.next().unwrap().as_bytes()).unwrap().into_token().unwrap();
        assert_eq!((token.id.as_str(), token.lifetime), (asked.id.as_str(), Duration::from_secs(479 * 60)));
        let denied = requests.read(answers.next().unwrap().as_bytes()).unwrap().into_token().unwrap_err();
        assert_eq!(denied.code(), Some(&ResponseCodeType::ErrorInvalidClientAccessTokenRequest));
    }
}

/// Names, attributes and text of a document in order, with the two spellings of namespaces taken for one.
fn words_of(text: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(text.trim_start()).unwrap();
    let mut words = Vec::new();
    for node in document.descendants() {
        if node.is_element() {
            let namespace = node.tag_name().namespace().unwrap_or_default().replace("https://", "http://");
            words.push(format!("{namespace} {}", node.tag_name().name()));
            words.extend(node.attributes().map(|attribute| format!("{}={}", attribute.name(), attribute.value())));
        } else if let Some(text) = node.text().map(str::trim).filter(|text| !text.is_empty()) {
            words.push(text.to_owned());
        }
    }
    words
}
