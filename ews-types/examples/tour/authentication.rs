//! Asks a server which authentication schemes it offers, and signs in with one of them.

mod client;

use client::{Client, Result};
use ews_types::messages::elements::GetFolder;
use ews_types::soap::{self, Outcome, ResponseBody as _};
use ews_types::types::{
    DefaultShapeNamesType, DistinguishedFolderIdNameType, ExchangeVersionType,
};
use ews_types::xml::build;

fn main() -> Result<()> {
    let request = build!(GetFolder {
        folder_shape: { base_shape: DefaultShapeNamesType::IdOnly },
        folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });
    let request = soap::request(&request).version(ExchangeVersionType::Exchange2013);

    let mut client = Client::from_env()?;
    client.authorization(None);
    match client.outcome(&request)? {
        Outcome::Authenticate(authenticate) => {
            println!("the server offers {}", authenticate.schemes.join(", "))
        }
        other => println!("{other}"),
    }

    // Signs in with a token, or else with a user name and a password.
    client = Client::from_env()?;
    if let Ok(token) = std::env::var("EWS_BEARER_TOKEN") {
        client.authorization(Some(format!("Bearer {token}")));
    }
    client.send(&request)?.body.result()?;
    println!("signed in");
    Ok(())
}
