//! A server with two small mailboxes, for trying the programs in `examples/tour`. It uses the same types as a client.
//!
//! ```sh
//! cargo run --example mailbox_server -- --port 8080 &
//! export EWS_URL=http://127.0.0.1:8080/EWS/Exchange.asmx EWS_USER=ada EWS_PASSWORD=any
//! cargo run --example paging
//! ```
//!
//! The server keeps the mailboxes in memory, accepts any password, and supports only the operations and options that the programs
//! need. At the path `/busy/EWS/Exchange.asmx`, it refuses the first two requests as if it were busy.

mod answers;
mod mailbox;
mod search;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{Read as _, Write as _};
use std::time::Duration;

use clap::{Arg, Command, value_parser};
use ews_types::messages::ResponseCodeType;
use ews_types::soap::{self, AnyAnswer, CONTENT_TYPE, Fault, IncomingRequest};
use ews_types::types::{Account, ServerVersionInfoType};
use ews_types::xml::{self, build};
use mailbox::Mailbox;
use tiny_http::{Header, Request, Response, Server, StatusCode};

/// The longest request that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let port =
        Arg::new("port").long("port").value_parser(value_parser!(u16)).default_value("0").help("0 selects a free port");
    let arguments =
        Command::new("mailbox_server").about("Serves two mailboxes on this machine").arg(port).get_matches();
    let server = Server::http(("127.0.0.1", arguments.get_one::<u16>("port").copied().unwrap_or_default()))?;
    println!("listening on http://{}/EWS/Exchange.asmx", server.server_addr());
    std::io::stdout().flush()?;
    let mut mailboxes = BTreeMap::from([("ada@example.com", Mailbox::new(5)), ("bob@example.com", Mailbox::new(2))]);
    let mut refused = 0;
    for request in server.incoming_requests() {
        if let Err(error) = serve(request, &mut mailboxes, &mut refused) {
            eprintln!("cannot send an answer: {error}");
        }
    }
    Ok(())
}

fn serve(
    mut request: Request,
    mailboxes: &mut BTreeMap<&str, Mailbox>,
    refused: &mut u32,
) -> Result<(), Box<dyn Error>> {
    let mut bytes = Vec::new();
    request.as_reader().take(MAX_BYTES).read_to_end(&mut bytes)?;
    let is_signed_in = request.headers().iter().any(|header| header.field.equiv("Authorization"));
    if !is_signed_in {
        let offers = ["Negotiate", "NTLM", "Basic realm=\"mail\""];
        let headers = offers.iter().filter_map(|offer| Header::from_bytes("WWW-Authenticate", *offer).ok()).collect();
        let empty: &[u8] = b"";
        return Ok(request.respond(Response::new(StatusCode(401), headers, empty, Some(0), None))?);
    }
    let is_busy = request.url().starts_with("/busy/") && *refused < 2;
    let answers = match is_busy {
        true => {
            *refused += 1;
            Err(Fault::busy(Duration::from_millis(20)).into())
        }
        false => answers(&bytes, mailboxes),
    };
    let (status, body) = match answers {
        Ok(answers) => (200, to_bytes(answers)?),
        Err(fault) => soap::http_response(Err(fault)),
    };
    let mut response = Response::from_data(body).with_status_code(StatusCode(status));
    response.add_header(Header::from_bytes("Content-Type", CONTENT_TYPE).map_err(|()| "invalid header")?);
    Ok(request.respond(response)?)
}

/// Writes answers as envelopes, one after the other, with the version of the server in their headers.
fn to_bytes(answers: Vec<AnyAnswer>) -> xml::Result<Vec<u8>> {
    let version = build!(ServerVersionInfoType {
        major_version: 15,
        minor_version: 2,
        major_build_number: 1118,
        minor_build_number: 7,
        version: "V2017_07_11",
    });
    let mut bytes = Vec::new();
    for mut answer in answers {
        answer.headers.server_version_info = Some(version.clone().into());
        bytes.extend(answer.to_vec()?);
    }
    Ok(bytes)
}

fn answers(bytes: &[u8], mailboxes: &mut BTreeMap<&str, Mailbox>) -> Result<Vec<AnyAnswer>, Box<Fault>> {
    let request = soap::incoming(bytes)?;
    let user = impersonated(&request).unwrap_or("ada@example.com");
    let mailbox = mailboxes.get_mut(user).ok_or_else(|| {
        let text = "The SMTP address has no mailbox associated with it.";
        Fault::client(ResponseCodeType::ErrorNonExistentMailbox, text)
    })?;
    answers::answers(&request, mailbox)
}

/// Returns the address of the user whom the sender of the request impersonates.
fn impersonated(request: &IncomingRequest) -> Option<&str> {
    match request.impersonated()? {
        Account::PrimarySmtpAddress(address) => Some(&address.value),
        Account::SmtpAddress(address) => Some(&address.value),
        _ => None,
    }
}
