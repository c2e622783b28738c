//! Gets tokens for Outlook mail apps from a real server, over HTTPS.
//!
//! ```sh
//! export EWS_URL=https://mail.example.com/EWS/Exchange.asmx EWS_USER='EXAMPLE\ada' EWS_PASSWORD=...
//! cargo run --example get_client_access_token -- --list-apps
//! cargo run --example get_client_access_token -- --app 2f6c3f58-0c2e-4b0a-8d0e-5a3c86a8c6d1 --type CallerIdentity
//! ```
//!
//! `EWS_BEARER_TOKEN` in place of user and password signs in with OAuth. Credentials are never arguments, because the list of
//! processes shows arguments. `examples/token_server.rs` is a server for trying this program.

use std::error::Error;
use std::io::ErrorKind;
use std::process::ExitCode;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use ews_types::client_access_token::{TokenRequest, TokenRequests, TokenType};
use ews_types::messages::GetAppManifestsType;
use ews_types::messages::elements::GetAppManifests;
use ews_types::soap::{Outcome, WrongAddress};
use ews_types::types::ExchangeVersionType;
use ews_types::{app_manifests, soap};
use ureq::Agent;
use ureq::http::{HeaderMap, Uri};

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// The largest answer that is read, in bytes. A manifest has some ten thousand bytes.
const MAX_BYTES: u64 = 64 << 20;

fn main() -> ExitCode {
    match run(&command().get_matches()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Command {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let value = |name: &'static str, help: &'static str| Arg::new(name).long(name).help(help);
    Command::new("get_client_access_token")
        .about("Gets tokens for Outlook mail apps from Exchange")
        .after_help("Environment variables: EWS_URL; EWS_USER and EWS_PASSWORD, or EWS_BEARER_TOKEN.")
        .arg(value("app", "The id of an app; can be repeated").action(ArgAction::Append))
        .arg(
            value("type", "A type of token, such as CallerIdentity (the default); can be repeated")
                .action(ArgAction::Append),
        )
        .arg(value("scope", "The scope for which a scoped token is valid"))
        .arg(value("resource-uri", "The URI of the resource to which a scoped token gives access"))
        .arg(value("version", "The version of the schema").default_value("Exchange2013"))
        .arg(value("timeout", "Seconds to wait for an answer").value_parser(value_parser!(u64)).default_value("30"))
        .arg(flag("list-apps", "Lists the apps of the mailbox with their ids"))
        .arg(flag("show-token", "Prints the tokens themselves"))
        .arg(flag("dry-run", "Prints the request and sends nothing"))
}

/// Returns whether all tokens were granted or, with `--list-apps`, all manifests were read.
fn run(arguments: &ArgMatches) -> Result<bool> {
    let version: ExchangeVersionType = text(arguments, "version").as_str().into();
    if arguments.get_flag("list-apps") {
        return list_apps(arguments, version);
    }
    let requests = token_requests(arguments, version);
    let (headers, body) = (requests.http_headers(), requests.to_vec()?);
    let outcome = |status, headers: &HeaderMap, body: &[u8]| requests.outcome(status, headers, body);
    let Some(tokens) = exchange(arguments, &headers, &body, outcome)? else { return Ok(true) };
    if let Some(version) = tokens.server_version.as_ref().and_then(|server| server.version.as_ref()) {
        println!("server version: {version}");
    }
    let mut all_granted = true;
    for (request, result) in requests.requests().iter().zip(&tokens.results) {
        print!("{} {}: ", request.id, request.token_type);
        match result {
            Ok(token) => {
                println!("valid for {} minutes", token.lifetime.as_secs() / 60);
                if arguments.get_flag("show-token") {
                    println!("{}", token.value.expose());
                }
            }
            Err(error) => {
                println!("{error}");
                all_granted = false;
            }
        }
    }
    Ok(all_granted)
}

fn token_requests(arguments: &ArgMatches, version: ExchangeVersionType) -> TokenRequests {
    let given = |name: &str| arguments.get_one::<String>(name).cloned();
    let all = |name: &str| arguments.get_many::<String>(name).into_iter().flatten().cloned().collect::<Vec<_>>();
    let mut types = all("type");
    if types.is_empty() {
        types.push("CallerIdentity".to_owned());
    }
    let mut requests = TokenRequests::new().version(version);
    for id in all("app") {
        for token_type in &types {
            requests = requests.request(TokenRequest {
                id: id.clone(),
                token_type: TokenType::from(token_type.as_str()),
                scope: given("scope"),
                resource_uri: given("resource-uri"),
            });
        }
    }
    requests
}

fn list_apps(arguments: &ArgMatches, version: ExchangeVersionType) -> Result<bool> {
    let manifests = GetAppManifests::from(GetAppManifestsType {
        api_version_supported: Some("1.1".to_owned()),
        schema_version_supported: Some("1.1".to_owned()),
        ..Default::default()
    });
    let request = soap::request(&manifests).version(version);
    let outcome = |status, headers: &HeaderMap, body: &[u8]| app_manifests::outcome(status, headers, body);
    let Some(apps) = exchange(arguments, &request.http_headers(), &request.to_vec()?, outcome)? else {
        return Ok(true);
    };
    let mut all_read = true;
    for app in apps?.apps {
        match app {
            Ok(app) => println!("{}  {}  {}", app.id, app.version, app.display_name),
            Err(error) => {
                println!("{error}");
                all_read = false;
            }
        }
    }
    Ok(all_read)
}

fn text(arguments: &ArgMatches, name: &str) -> String {
    arguments.get_one::<String>(name).cloned().unwrap_or_default()
}

/// Sends a request, and returns the response. Every other outcome is an error. With `--dry-run`, only prints the request, and returns
/// `None`.
fn exchange<T>(
    arguments: &ArgMatches,
    headers: &[(&str, String)],
    body: &[u8],
    outcome: impl FnOnce(u16, &HeaderMap, &[u8]) -> Outcome<T>,
) -> Result<Option<T>> {
    if arguments.get_flag("dry-run") {
        for (name, value) in headers {
            println!("{name}: {value}");
        }
        println!("\n{}", String::from_utf8_lossy(body));
        return Ok(None);
    }
    let url = variable("EWS_URL").ok_or("set EWS_URL, such as https://mail.example.com/EWS/Exchange.asmx")?;
    let uri: Uri = url.parse().map_err(|error| format!("EWS_URL is not a URL: {error}"))?;
    let host = uri.host().unwrap_or_default();
    let is_loopback = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    if uri.scheme_str() != Some("https") && !is_loopback {
        return Err("EWS_URL must begin with https, because plain HTTP does not protect credentials and tokens".into());
    }
    let seconds = arguments.get_one::<u64>("timeout").copied().unwrap_or(30);
    let config = Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(seconds)))
        // A redirect can lead to any server: the user decides whether to send the credentials there.
        .max_redirects(0)
        .http_status_as_error(false);
    let agent: Agent = config.build().into();
    // The program sends no further requests on this connection.
    let mut request = agent.post(&url).header("Connection", "close").header("Authorization", credentials()?);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let mut response = request.send(body).map_err(|error| transport_error(&error, host, seconds))?;
    let answer = response.body_mut().with_config().limit(MAX_BYTES).read_to_vec();
    let answer = answer.map_err(|error| transport_error(&error, host, seconds))?;
    let outcome = outcome(response.status().as_u16(), response.headers(), &answer);
    outcome.into_response().map(Some).map_err(|outcome| explain(&outcome, host).into())
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn credentials() -> Result<String> {
    if let Some(token) = variable("EWS_BEARER_TOKEN") {
        return Ok(format!("Bearer {token}"));
    }
    match (variable("EWS_USER"), variable("EWS_PASSWORD")) {
        (Some(user), Some(password)) => Ok(format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))),
        _ => Err("set EWS_USER and EWS_PASSWORD, or EWS_BEARER_TOKEN".into()),
    }
}

/// Explains an outcome that is not a response.
fn explain<T>(outcome: &Outcome<T>, host: &str) -> String {
    match outcome {
        Outcome::Authenticate(authenticate) if !authenticate.is_proxy => {
            let schemes = &authenticate.schemes;
            let offers = if schemes.is_empty() { "nothing".to_owned() } else { schemes.join(", ") };
            format!(
                "{host} does not accept the credentials (401); it offers {offers}; this program supports Basic and Bearer"
            )
        }
        Outcome::Refused(refused) if refused.status == 403 => {
            format!("{host} accepts the credentials but refuses access (403): is EWS enabled for the mailbox?")
        }
        Outcome::WrongAddress(WrongAddress { location: Some(location), .. }) => {
            format!("{host} redirects to {location}: if that is your server, set EWS_URL to it")
        }
        other => other.to_string(),
    }
}

fn transport_error(error: &ureq::Error, host: &str, seconds: u64) -> String {
    match error {
        ureq::Error::Timeout(_) => format!("{host} did not answer within {seconds} seconds"),
        ureq::Error::HostNotFound => format!("there is no host {host}"),
        ureq::Error::ConnectionFailed => format!("{host} cannot be reached"),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => {
            format!("the TLS connection to {host} failed: {error} (does this machine trust the server's certificate?)")
        }
        ureq::Error::BodyExceedsLimit(limit) => format!("{host} answers with more than {limit} bytes"),
        // A server that does not answer with TLS, such as at a port for plain HTTP, causes an I/O error of this kind.
        ureq::Error::Io(error) if error.kind() == ErrorKind::InvalidData => {
            format!("the TLS connection to {host} failed: {error} (is this a port for HTTPS?)")
        }
        ureq::Error::Io(error) => format!("the connection to {host} broke: {error}"),
        other => format!("{host}: {other}"),
    }
}
