//! Gets tokens for a mail app.

mod client;

use client::{Client, Result};
use ews_types::client_access_token::{TokenRequests, TokenType};

/// The id of the app: `GetAppManifests` returns the ids of the apps in a mailbox.
const APP: &str = "2f6c3f58-0c2e-4b0a-8d0e-5a3c86a8c6d1";

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let requests = TokenRequests::new()
        // Proves to the web service of the app who the user is.
        .token(APP, TokenType::CallerIdentity)
        // Lets the web service of the app call EWS to read the current item.
        .token(APP, TokenType::ExtensionCallback)
        .token("an unknown app", TokenType::CallerIdentity);

    let tokens = requests.tokens(client.call(&requests.body()?)?);
    // The results have the order of the requests.
    for result in &tokens.results {
        match result {
            // `token.value.expose()` returns the token itself. Keep it out of logs.
            Ok(token) => println!(
                "{}: valid for {} minutes",
                token.token_type,
                token.lifetime.as_secs() / 60
            ),
            Err(error) => println!("{error}"),
        }
    }
    Ok(())
}
