//! A local server that issues tokens, for trying `get_client_access_token`. It uses the same types as a client.
//!
//! ```sh
//! cargo run --example token_server -- --port 8080 &
//! export EWS_URL=http://127.0.0.1:8080/EWS/Exchange.asmx EWS_USER=ada EWS_PASSWORD=any
//! cargo run --example get_client_access_token -- --list-apps
//! ```
//!
//! The server answers GetClientAccessToken, GetAppManifests and FindItem. It denies tokens to apps that GetAppManifests does not list.
//! The path of a request can change the behaviour of the server. With `/strict`, the server rejects requests that violate the schema.
//! With `/fault`, `/slow`, `/cut`, `/html`, `/busy`, `/busy-until`, `/throttle`, `/unauthorized`, `/proxy`, `/forbidden`,
//! `/not-found`, `/empty` and `/redirect`, the server responds with the failure that the path names.
#![allow(clippy::field_reassign_with_default, reason = "a literal cannot set fields of a base")]

use std::io::{Read as _, Write as _};
use std::time::Duration;

use clap::{Arg, Command, value_parser};
use ews_types::messages::elements::{FindItemResponse, GetAppManifestsResponse, GetClientAccessTokenResponse};
use ews_types::messages::{
    AppsOrManifests, FindItemResponseMessageType, GetClientAccessTokenResponseMessageType, GetClientAccessTokenType,
    ResponseCodeType, ResponseMessageType,
};
use ews_types::operations::AnyRequest;
use ews_types::soap::{self, AnyAnswer, CONTENT_TYPE, Fault};
use ews_types::types::{
    ClientAccessTokenType, FindItemParentType, ItemIdType, ItemsOrGroups, MessageType, ResponseClassType,
    ServerVersionInfoType,
};
use ews_types::xml::Options;
use tiny_http::{Header, Request, Response, Server, StatusCode};

/// The apps: id and name.
const APPS: [(&str, &str); 2] =
    [("2f6c3f58-0c2e-4b0a-8d0e-5a3c86a8c6d1", "Notes"), ("7d1f0f0e-93a4-4c55-b3ba-0de1e3f6a2b4", "Maps & Routes")];

/// The lifetime of tokens in minutes.
const TTL: i32 = 480;

/// The largest request that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let port =
        Arg::new("port").long("port").value_parser(value_parser!(u16)).default_value("0").help("0 selects a free port");
    let arguments = Command::new("token_server").about("Issues tokens on this machine").arg(port).get_matches();
    let server = Server::http(("127.0.0.1", arguments.get_one::<u16>("port").copied().unwrap_or_default()))?;
    println!("listening on http://{}/EWS/Exchange.asmx", server.server_addr());
    std::io::stdout().flush()?;
    let token = std::env::var("TOKEN_SERVER_TOKEN").unwrap_or_else(|_| "an-example-of-a-token".to_owned());
    for request in server.incoming_requests() {
        let token = token.clone();
        // A thread for each request, so that a slow answer does not delay the others.
        std::thread::spawn(move || {
            if let Err(error) = serve(request, &token) {
                eprintln!("cannot send an answer: {error}");
            }
        });
    }
    Ok(())
}

fn serve(mut request: Request, token: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut bytes = Vec::new();
    request.as_reader().take(MAX_BYTES).read_to_end(&mut bytes)?;
    let path = request.url().to_owned();
    let reply = |request: Request, status: u16, headers: &[(&str, &str)], body: Vec<u8>| {
        let mut response = Response::from_data(body).with_status_code(StatusCode(status));
        for (name, value) in headers {
            if let Ok(header) = Header::from_bytes(*name, *value) {
                response.add_header(header);
            }
        }
        request.respond(response)
    };
    match path.as_str() {
        "/unauthorized" => {
            reply(request, 401, &[("WWW-Authenticate", "Negotiate"), ("WWW-Authenticate", "NTLM")], Vec::new())?;
        }
        "/forbidden" => reply(request, 403, &[], Vec::new())?,
        "/busy" => reply(request, 503, &[("Retry-After", "7")], Vec::new())?,
        "/busy-until" => {
            let date = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT");
            reply(request, 503, &[date, ("Retry-After", "Sun, 06 Nov 1994 08:51:07 GMT")], Vec::new())?;
        }
        "/proxy" => reply(request, 407, &[("Proxy-Authenticate", "Basic realm=\"way, out\", Negotiate")], Vec::new())?,
        "/not-found" => reply(request, 404, &[], Vec::new())?,
        "/empty" => reply(request, 200, &[], Vec::new())?,
        "/redirect" => reply(request, 302, &[("Location", "https://elsewhere.example/EWS/Exchange.asmx")], Vec::new())?,
        "/html" => {
            let page = b"<!DOCTYPE html>\n<html><title>Sign in</title></html>";
            reply(request, 200, &[("Content-Type", "text/html")], page.to_vec())?;
        }
        _ => {
            let options = Options::new().strict(path == "/strict");
            let (status, body) = soap::http_response(match path.as_str() {
                "/fault" => Err(Fault::server(ResponseCodeType::ErrorInternalServerError, "out of order").into()),
                "/throttle" => Err(Fault::busy(Duration::from_millis(2500)).into()),
                _ => answer(&bytes, options, token),
            });
            match path.as_str() {
                "/slow" => std::thread::sleep(Duration::from_secs(5)),
                "/cut" => return cut(request, &body),
                _ => {}
            }
            reply(request, status, &[("Content-Type", CONTENT_TYPE)], body)?;
        }
    }
    Ok(())
}

/// Sends a `Content-Length` for the whole answer, but only half of the answer.
fn cut(request: Request, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    let mut stream = request.into_writer();
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: {CONTENT_TYPE}\r\nContent-Length: {}\r\n\r\n", body.len())?;
    stream.write_all(&body[..body.len() / 2])?;
    stream.flush()?;
    Ok(())
}

fn answer(bytes: &[u8], options: Options, token: &str) -> Result<AnyAnswer, Box<Fault>> {
    let request = soap::incoming_with(bytes, options)?;
    if let Some(header) = request.headers.not_understood().next() {
        return Err(Fault::must_understand(header).into());
    }
    let mut answer = match &request.body {
        AnyRequest::GetClientAccessToken(asked) => AnyAnswer::new(tokens(asked, token)),
        AnyRequest::GetAppManifests(_) => AnyAnswer::new(manifests()),
        AnyRequest::FindItem(_) => AnyAnswer::new(found()),
        other => return Err(Fault::not_served(other.name()).into()),
    };
    let version = ServerVersionInfoType {
        major_version: Some(15),
        minor_version: Some(1),
        major_build_number: Some(2507),
        minor_build_number: Some(6),
        version: Some("V2017_07_11".to_owned()),
    };
    answer.headers.server_version_info = Some(version.into());
    Ok(answer)
}

fn success() -> ResponseMessageType {
    ResponseMessageType {
        response_class: ResponseClassType::Success,
        response_code: Some(ResponseCodeType::NoError),
        ..Default::default()
    }
}

fn tokens(asked: &GetClientAccessTokenType, token: &str) -> GetClientAccessTokenResponse {
    let mut answer = GetClientAccessTokenResponse::default();
    for request in &asked.token_requests {
        let mut message = GetClientAccessTokenResponseMessageType::default();
        if APPS.iter().any(|(id, _)| id.eq_ignore_ascii_case(&request.id)) {
            message.base = success();
            message.token = Some(ClientAccessTokenType {
                id: request.id.clone(),
                token_type: request.token_type.clone(),
                token_value: token.into(),
                ttl: TTL.into(),
            });
        } else {
            message.response_class = ResponseClassType::Error;
            message.message_text = Some("there is no such app in this mailbox".to_owned());
            message.response_code = Some(ResponseCodeType::ErrorInvalidClientAccessTokenRequest);
            message.descriptive_link_key = Some(0);
        }
        answer.response_messages.push(message.into());
    }
    answer
}

fn manifests() -> GetAppManifestsResponse {
    let manifest = |(id, name): &(&str, &str)| {
        let name = name.replace('&', "&amp;");
        let text = format!(
            "<OfficeApp xmlns=\"http://schemas.microsoft.com/office/appforoffice/1.1\"><Id>{id}</Id>\
             <Version>1.0.0.0</Version><DisplayName DefaultValue=\"{name}\"/></OfficeApp>"
        );
        text.into_bytes().into()
    };
    let mut answer = GetAppManifestsResponse::default();
    answer.base = success();
    answer.apps_or_manifests = Some(AppsOrManifests::Manifests(APPS.iter().map(manifest).collect()));
    answer
}

fn found() -> FindItemResponse {
    let mut item = MessageType::default();
    let id = ItemIdType { id: "AAAk".to_owned(), change_key: Some("CQ".to_owned()) };
    item.item_id = Some(id.into());
    item.subject = Some("Lunch <today>".to_owned());
    let mut message = FindItemResponseMessageType { base: success(), ..Default::default() };
    message.root_folder = Some(FindItemParentType {
        total_items_in_view: Some(1),
        includes_last_item_in_range: Some(true),
        items_or_groups: ItemsOrGroups::Items(vec![item.into()]),
        ..Default::default()
    });
    let mut answer = FindItemResponse::default();
    answer.response_messages.push(message.into());
    answer
}
