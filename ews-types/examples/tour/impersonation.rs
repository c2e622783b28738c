//! Reads the Inbox of another user, as a service that works for many users does.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;
use ews_types::soap::Outcome;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    for user in ["bob@example.com", "nobody@example.com"] {
        println!("{user}: {}", items(&client, user)?);
    }
    Ok(())
}

/// Returns the number of items in the Inbox of a user, or the error code of the server.
fn items(client: &Client, user: &str) -> Result<String> {
    let request = build!(GetFolder {
        folder_shape: { base_shape: DefaultShapeNamesType::Default },
        folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });
    let request = soap::request(&request)
        .version(ExchangeVersionType::Exchange2013)
        .impersonate(PrimarySmtpAddressType::new(user));
    // The server answers with a fault if there is no such account, or if the permission to
    // impersonate it is missing.
    let response = match client.outcome(&request)? {
        Outcome::Response(response) => response,
        Outcome::Fault(fault) => {
            return Ok(fault
                .response_code()
                .map(|code| code.to_string())
                .unwrap_or_default());
        }
        other => return Err(other.to_string().into()),
    };
    let folder = response.first_of::<Folder>()?;
    Ok(format!("{} items", folder.total_count.or_empty()))
}
