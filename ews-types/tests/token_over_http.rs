//! Runs the examples of a client and a server over a socket, and compares their output.

use std::io::Write as _;
use std::net::TcpListener;
use std::process::Command;

use crate::servers::{Server, example};

const NOTES: &str = "2f6c3f58-0c2e-4b0a-8d0e-5a3c86a8c6d1";
const PLANTED: &str = "pLaNtEd-SeCrEt-0123456789";

/// A running `token_server`, and its URL without the path.
struct TokenServer {
    _server: Server,
    url: String,
}

impl TokenServer {
    fn start() -> Self {
        let server = Server::start(Command::new(example("token_server")).env("TOKEN_SERVER_TOKEN", PLANTED));
        let url = server.url.strip_suffix(EWS).unwrap().to_owned();
        Self { _server: server, url }
    }

    /// Runs the client against this server, with `path` in the URL. Returns whether the client succeeds, and its output.
    fn client(&self, path: &str, arguments: &[&str]) -> (bool, String) {
        run(&format!("{}{path}", self.url), arguments)
    }
}

/// Runs the client with a URL. Returns whether the client succeeds, and its output.
fn run(url: &str, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(example("get_client_access_token"));
    command.args(arguments).env("EWS_URL", url).env("EWS_USER", "ada").env("EWS_PASSWORD", PLANTED);
    let output = command.env_remove("EWS_BEARER_TOKEN").output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

/// Runs the client against a new server, with `path` in the URL. Checks whether the client succeeds, and its output. The output must
/// not contain the token and the password, unless `arguments` contains `--show-token`.
#[track_caller]
fn check(path: &str, arguments: &[&str], succeeds: bool, expected: &str) {
    let server = TokenServer::start();
    let (success, printed) = server.client(path, arguments);
    assert_eq!((printed.trim(), success), (expected, succeeds), "{path} {arguments:?}");
    assert!(!printed.contains(PLANTED) || arguments.contains(&"--show-token"), "{path} prints the secret");
}

/// The path of the service.
const EWS: &str = "/EWS/Exchange.asmx";

/// The arguments of a request for a token.
const APP: &[&str] = &["--app", NOTES];

test_support::cases! { check {
    a_token_is_not_printed: (
        EWS,
        APP,
        true,
        &format!("server version: V2017_07_11\n{NOTES} CallerIdentity: valid for 480 minutes"),
    );
    a_token_is_printed_on_request: (
        EWS,
        &["--app", NOTES, "--show-token"],
        true,
        &format!("server version: V2017_07_11\n{NOTES} CallerIdentity: valid for 480 minutes\n{PLANTED}"),
    );
    a_denial_is_a_failure: (
        EWS,
        &["--app", "x"],
        false,
        "server version: V2017_07_11\nx CallerIdentity: the server denied the token: ErrorInvalidClientAccessTokenRequest: \
         there is no such app in this mailbox",
    );
    a_denial_and_a_token_are_a_failure: (
        EWS,
        &["--app", "x", "--app", NOTES],
        false,
        &format!(
            "server version: V2017_07_11\nx CallerIdentity: the server denied the token: \
             ErrorInvalidClientAccessTokenRequest: there is no such app in this mailbox\n{NOTES} CallerIdentity: valid for \
             480 minutes"
        ),
    );
    apps_are_listed: (
        EWS,
        &["--list-apps"],
        true,
        &format!("{NOTES}  1.0.0.0  Notes\n7d1f0f0e-93a4-4c55-b3ba-0de1e3f6a2b4  1.0.0.0  Maps & Routes"),
    );
    no_app_is_a_failure: (EWS, &[], false, "error: there are no token requests; add at least one");
    a_fault_is_a_failure: (
        "/fault",
        APP,
        false,
        "error: the server refused the request: ErrorInternalServerError: out of order",
    );
    a_timeout_is_a_failure: (
        "/slow",
        &["--app", NOTES, "--timeout", "1"],
        false,
        "error: 127.0.0.1 did not answer within 1 seconds",
    );
    a_closed_connection_is_a_failure: (
        "/cut",
        APP,
        false,
        "error: the connection to 127.0.0.1 broke: Peer disconnected",
    );
    an_html_page_is_a_failure: (
        "/html",
        APP,
        false,
        "error: expected a SOAP envelope, found an HTML page: Sign in (a sign-in \
         page, or the page of a proxy? check the URL and the credentials)",
    );
    a_busy_server_is_a_failure: (
        "/busy",
        APP,
        false,
        "error: the server is busy (HTTP status 503): repeat the request after 7 s",
    );
    a_busy_server_with_a_date_is_a_failure: (
        "/busy-until",
        APP,
        false,
        "error: the server is busy (HTTP status 503): repeat the request after 90 s",
    );
    a_throttled_request_is_a_failure: (
        "/throttle",
        APP,
        false,
        "error: the server is busy (HTTP status 500): repeat the request after 2.5 s",
    );
    invalid_credentials_of_a_proxy_are_a_failure: (
        "/proxy",
        APP,
        false,
        "error: the proxy does not accept the credentials; use one of its schemes: Basic, Negotiate",
    );
    a_missing_service_is_a_failure: (
        "/not-found",
        APP,
        false,
        "error: the service is not at this address: check the URL (HTTP status 404)",
    );
    an_empty_answer_is_a_failure: ("/empty", APP, false, "error: the server did not answer");
    invalid_credentials_are_a_failure: (
        "/unauthorized",
        APP,
        false,
        "error: 127.0.0.1 does not accept the credentials (401); it offers Negotiate, NTLM; this program supports Basic and Bearer",
    );
    a_forbidden_service_is_a_failure: (
        "/forbidden",
        APP,
        false,
        "error: 127.0.0.1 accepts the credentials but refuses access (403): is EWS enabled for the mailbox?",
    );
    a_redirection_is_a_failure: (
        "/redirect",
        APP,
        false,
        "error: 127.0.0.1 redirects to https://elsewhere.example/EWS/Exchange.asmx: if that is your server, set EWS_URL to it",
    );
}}

#[test]
fn a_dry_run_prints_the_request() {
    let server = TokenServer::start();
    let (success, printed) = server.client(EWS, &["--app", NOTES, "--type", "Loki", "--dry-run"]);
    assert!(success && printed.contains("<t:TokenType>Loki</t:TokenType>") && !printed.contains(PLANTED), "{printed}");
}

/// Runs the client without a server. `expected` is the beginning of its output.
#[track_caller]
fn check_without_server(url: &str, expected: &str) {
    let (success, printed) = run(url, APP);
    assert!(!success && printed.trim().starts_with(expected), "{url}: {printed}");
}

test_support::cases! { check_without_server {
    an_empty_url_is_a_failure: ("", "error: set EWS_URL, such as https://");
    a_url_without_https_is_a_failure: ("http://mail.example/EWS/Exchange.asmx", "error: EWS_URL must begin with https");
    a_refused_connection_is_a_failure: (
        "http://127.0.0.1:1/",
        "error: the connection to 127.0.0.1 broke: Connection refused",
    );
}}

#[test]
fn a_server_without_tls_is_a_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || listener.accept().unwrap().0.write_all(b"HTTP/1.1 400 no TLS\r\n\r\n"));
    check_without_server(&url, "error: the TLS connection to 127.0.0.1 failed: ");
}
