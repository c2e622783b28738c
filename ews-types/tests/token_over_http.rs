//! Runs both examples, client and server, over a real socket, and looks at what a user sees.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

const NOTES: &str = "2f6c3f58-0c2e-4b0a-8d0e-5a3c86a8c6d1";
const PLANTED: &str = "pLaNtEd-SeCrEt-0123456789";

/// An example, which `cargo test` builds beside this test.
fn example(name: &str) -> PathBuf {
    let path = std::env::current_exe().unwrap();
    let path =
        path.parent().unwrap().with_file_name("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    assert!(path.exists(), "{} is not built: cargo build -p ews-types --examples", path.display());
    path
}

struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new(example("token_server"));
        let mut process = command.env("TOKEN_SERVER_TOKEN", PLANTED).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().strip_suffix("/EWS/Exchange.asmx").unwrap();
        Self { process, url: url.to_owned() }
    }

    /// Runs the client against a path of the server: whether it succeeds, and what it prints.
    fn client(&self, path: &str, arguments: &[&str]) -> (bool, String) {
        run(&format!("{}{path}", self.url), arguments)
    }
}

fn run(url: &str, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(example("get_client_access_token"));
    command.args(arguments).env("EWS_URL", url).env("EWS_USER", "ada").env("EWS_PASSWORD", PLANTED);
    let output = command.env_remove("EWS_BEARER_TOKEN").output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn client_and_server() {
    let server = Server::start();
    let check = |path: &str, arguments: &[&str], succeeds: bool, expected: &str| {
        let (success, printed) = server.client(path, arguments);
        assert_eq!((printed.trim(), success), (expected, succeeds), "{path} {arguments:?}");
        assert!(!printed.contains(PLANTED) || arguments.contains(&"--show-token"), "{path} shows the secret");
    };
    let ews = "/EWS/Exchange.asmx";
    let app = &["--app", NOTES];
    check(ews, app, true, &format!("server version: V2017_07_11\n{NOTES} CallerIdentity: good for 480 minutes"));
    check(
        ews,
        &["--app", NOTES, "--show-token"],
        true,
        &format!("server version: V2017_07_11\n{NOTES} CallerIdentity: good for 480 minutes\n{PLANTED}"),
    );
    let denied = "CallerIdentity: the server denied the token: ErrorInvalidClientAccessTokenRequest: there is no such app in \
                  this mailbox";
    check(ews, &["--app", "x"], false, &format!("server version: V2017_07_11\nx {denied}"));
    check(
        ews,
        &["--app", "x", "--app", NOTES],
        false,
        &format!("server version: V2017_07_11\nx {denied}\n{NOTES} CallerIdentity: good for 480 minutes"),
    );
    check(
        ews,
        &["--list-apps"],
        true,
        &format!("{NOTES}  1.0.0.0  Notes\n7d1f0f0e-93a4-4c55-b3ba-0de1e3f6a2b4  1.0.0.0  Maps & Routes"),
    );
    check(ews, &[], false, "error: there are no token requests; add at least one");
    check("/fault", app, false, "error: the server refused the request: ErrorInternalServerError: out of order");
    check("/slow", &["--app", NOTES, "--timeout", "1"], false, "error: 127.0.0.1 did not answer within 1 seconds");
    check("/cut", app, false, "error: the connection to 127.0.0.1 broke: Peer disconnected");
    check(
        "/html",
        app,
        false,
        "error: expected a SOAP envelope, found an HTML page: <!DOCTYPE html> <html><title>Sign in</title></html> (a sign-in \
         page, or the page of a proxy? check the URL and the credentials)",
    );
    check("/busy", app, false, "error: 127.0.0.1 is busy (503): try again after 7 (seconds or a date)");
    check(
        "/unauthorized",
        app,
        false,
        "error: 127.0.0.1 does not accept the credentials (401); it offers Negotiate, NTLM, and Basic and Bearer are tried here",
    );
    check(
        "/forbidden",
        app,
        false,
        "error: 127.0.0.1 knows you and does not let you use the service (403): is EWS enabled for the mailbox?",
    );
    check(
        "/redirect",
        app,
        false,
        "error: 127.0.0.1 redirects to https://elsewhere.example/EWS/Exchange.asmx: if that is your server, set EWS_URL to it",
    );
    let (success, printed) = server.client(ews, &["--app", NOTES, "--type", "Loki", "--dry-run"]);
    assert!(success && printed.contains("<t:TokenType>Loki</t:TokenType>") && !printed.contains(PLANTED), "{printed}");
}

#[test]
fn a_client_without_a_server() {
    let check = |url: &str, expected: &str| {
        let (success, printed) = run(url, &["--app", NOTES]);
        assert!(!success && printed.trim().starts_with(expected), "{url}: {printed}");
    };
    check("", "error: set EWS_URL, such as https://");
    check("http://mail.example/EWS/Exchange.asmx", "error: EWS_URL must begin with https");
    check("http://127.0.0.1:1/", "error: the connection to 127.0.0.1 broke: Connection refused");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || listener.accept().unwrap().0.write_all(b"HTTP/1.1 400 no TLS\r\n\r\n"));
    check(&url, "error: the TLS connection to 127.0.0.1 failed: ");
}
