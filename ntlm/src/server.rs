//! A loopback server that requires NTLM and knows one user. It answers `GetFolder` with the Inbox.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use ews_types::messages::FolderInfoResponseMessageType;
use ews_types::operations::{AnyRequest, GetFolder};
use ews_types::soap::{self, CONTENT_TYPE, NewResponseMessage as _};
use ews_types::types::FolderType;
use ews_types::xml::build;
use sspi::AuthIdentity;

use crate::Result;
use crate::handshake::{self, Acceptor, SCHEME, Step};

/// The maximum size of the head and of the body of a request, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// Starts a server on a free port, and returns its URL.
pub(crate) fn start(user: &str, password: &str) -> Result<String> {
    let identity = handshake::identity(user, password)?;
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("http://{}/EWS/Exchange.asmx", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let identity = identity.clone();
            thread::spawn(move || {
                if let Err(error) = serve(&stream, &identity) {
                    eprintln!("a connection failed: {error}");
                }
            });
        }
    });
    Ok(url)
}

/// The parts of an HTTP request that the server uses.
struct Incoming {
    authorization: Option<String>,
    body: Vec<u8>,
}

/// The state of a connection.
enum Session {
    Anonymous,
    Challenged(Box<Acceptor>),
    SignedIn,
}

/// Answers the requests of one connection. They share a session, because NTLM authenticates connections.
fn serve(stream: &TcpStream, identity: &AuthIdentity) -> Result<()> {
    let mut reader = BufReader::new(stream);
    let mut session = Session::Anonymous;
    while let Some(request) = read(&mut reader)? {
        let offer = authenticate(&mut session, &request, identity)?;
        let answer = match offer {
            Some(offer) => http("401 Unauthorized", &format!("WWW-Authenticate: {offer}"), b""),
            None => http("200 OK", &format!("Content-Type: {CONTENT_TYPE}"), &get_folder(&request.body)?),
        };
        (&*stream).write_all(&answer)?;
    }
    Ok(())
}

/// Returns the value of `WWW-Authenticate` for the response, or `None` if the connection is signed in.
fn authenticate(session: &mut Session, request: &Incoming, identity: &AuthIdentity) -> Result<Option<String>> {
    let message = request.authorization.as_deref().and_then(handshake::from_header);
    let mut acceptor = match (std::mem::replace(session, Session::Anonymous), &message) {
        (Session::SignedIn, _) => {
            *session = Session::SignedIn;
            return Ok(None);
        }
        (_, None) => return Ok(Some(SCHEME.to_owned())),
        (Session::Anonymous, Some(_)) => Box::new(Acceptor::new(identity)?),
        (Session::Challenged(acceptor), Some(_)) => acceptor,
    };
    // If the message is refused, the session remains `Anonymous`, so the client has to begin a new handshake.
    match acceptor.next(message.unwrap_or_default()) {
        Ok(Step::Challenge(challenge)) => {
            *session = Session::Challenged(acceptor);
            Ok(Some(handshake::to_header(&challenge)))
        }
        Ok(Step::SignedIn) => {
            *session = Session::SignedIn;
            Ok(None)
        }
        Err(_) => Ok(Some(SCHEME.to_owned())),
    }
}

/// Returns the envelope that answers a GetFolder request.
fn get_folder(request: &[u8]) -> Result<Vec<u8>> {
    let request = soap::incoming(request)?;
    let AnyRequest::GetFolder(_) = &request.body else { return Err("only GetFolder is supported".into()) };
    let folder = build!(FolderType { display_name: "Inbox" });
    let message = FolderInfoResponseMessageType {
        folders: Some(vec![folder.into()]),
        ..FolderInfoResponseMessageType::success()
    };
    Ok(soap::answer::<GetFolder>(&soap::response_of::<GetFolder>([message])).to_vec()?)
}

/// Reads the next HTTP request. Returns `None` if the client has closed the connection.
fn read(reader: &mut impl BufRead) -> Result<Option<Incoming>> {
    let mut authorization = None;
    let mut length = 0;
    let mut head = reader.by_ref().take(MAX_BYTES);
    let mut line = String::new();
    if head.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    loop {
        line.clear();
        head.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "authorization" => authorization = Some(value.trim().to_owned()),
            "content-length" => length = value.trim().parse()?,
            _ => {}
        }
    }
    if length > MAX_BYTES {
        return Err("the request is too long".into());
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    Ok(Some(Incoming { authorization, body }))
}

/// Returns an HTTP response with the header line `header`, a `Content-Length` and a body.
fn http(status: &str, header: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 {status}\r\n{header}\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
    answer.extend_from_slice(body);
    answer
}
