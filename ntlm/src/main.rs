//! Signs in with NTLM over a loopback connection: first with the right password, then with a wrong one.
//!
//! ```sh
//! cargo run --manifest-path ntlm/Cargo.toml
//! ```
//!
//! A program that calls an Exchange server needs `client.rs` and `handshake.rs`. `server.rs` is a server to try the client with.

mod client;
mod handshake;
mod server;

use std::error::Error;

use client::Client;
use ews_types::messages::elements::GetFolder;
use ews_types::soap;
use ews_types::types::{DefaultShapeNamesType, DistinguishedFolderIdNameType, ExchangeVersionType};
use ews_types::xml::build;

type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

fn main() -> Result<()> {
    let url = server::start("ada", "correct")?;
    for password in ["correct", "wrong"] {
        let client = Client::new(&url, "ada", password)?;
        println!("{password}: {}", inbox(&client)?);
        // After a handshake with the right password, the connection stays signed in, so this request needs no handshake.
        println!("{password}: {}, {} HTTP requests", inbox(&client)?, client.posts());
    }
    Ok(())
}

/// Returns the name of the Inbox, or the reason why the server does not return it.
fn inbox(client: &Client) -> Result<String> {
    let body = build!(GetFolder {
        folder_shape: { base_shape: DefaultShapeNamesType::Default },
        folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });
    let request = soap::request(&body).version(ExchangeVersionType::Exchange2013);
    let response = match client.outcome(&request)?.into_response() {
        Ok(response) => response,
        Err(outcome) => return Ok(outcome.to_string()),
    };
    let message = response.one()?;
    let name = message.folders.iter().flatten().find_map(|folder| folder.display_name.clone());
    Ok(name.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handshake::Acceptor;

    const REFUSED: &str = "the server does not accept the credentials; use one of its schemes: NTLM";

    fn client(password: &str) -> Result<Client> {
        Client::new(&server::start("ada", "correct")?, "ada", password)
    }

    #[test]
    fn a_handshake_takes_three_requests() -> Result<()> {
        let client = client("correct")?;
        assert_eq!(inbox(&client)?, "Inbox");
        assert_eq!(client.posts(), 3);
        Ok(())
    }

    #[test]
    fn a_connection_stays_signed_in() -> Result<()> {
        let client = client("correct")?;
        inbox(&client)?;
        assert_eq!(inbox(&client)?, "Inbox");
        assert_eq!(client.posts(), 4);
        Ok(())
    }

    #[test]
    fn another_connection_is_not_signed_in() -> Result<()> {
        let url = server::start("ada", "correct")?;
        let clients = [Client::new(&url, "ada", "correct")?, Client::new(&url, "ada", "wrong")?];
        assert_eq!(inbox(&clients[0])?, "Inbox");
        assert_eq!(inbox(&clients[1])?, REFUSED);
        Ok(())
    }

    #[test]
    fn a_wrong_password_is_refused() -> Result<()> {
        let client = client("wrong")?;
        assert_eq!(inbox(&client)?, REFUSED);
        assert_eq!(client.posts(), 3);
        Ok(())
    }

    #[test]
    fn a_damaged_message_is_refused() -> Result<()> {
        let mut acceptor = Acceptor::new(&handshake::identity("ada", "correct")?)?;
        assert!(acceptor.next(b"NTLMSSP".to_vec()).is_err());
        Ok(())
    }
}
