//! Repeats a request that the server refuses while it is busy.

mod client;

use std::thread::sleep;
use std::time::Duration;

use client::{Client, Result};
use ews_types::messages::elements::GetFolder;
use ews_types::operations;
use ews_types::soap::{self, Outcome, Request, Response, ResponseBody as _};
use ews_types::types::{
    DefaultShapeNamesType, DistinguishedFolderIdNameType, ExchangeVersionType,
};
use ews_types::xml::build;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let request = build!(GetFolder {
        folder_shape: { base_shape: DefaultShapeNamesType::IdOnly },
        folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });
    let response = patiently(
        &client,
        &soap::request(&request).version(ExchangeVersionType::Exchange2013),
    )?;
    response.body.result()?;
    println!("done");
    Ok(())
}

/// Sends a request up to five times.
fn patiently(
    client: &Client,
    request: &Request<'_, operations::GetFolder>,
) -> Result<Response<operations::GetFolder>> {
    let mut delay = Duration::from_secs(1);
    for _ in 0..5 {
        let retry = match client.outcome(request)? {
            Outcome::Response(response) => return Ok(response),
            // For SendItem, this flag means that the message may have been sent.
            Outcome::RetryAfter(retry) if !retry.may_execute_twice => retry,
            other => return Err(other.to_string().into()),
        };
        // The server knows how long it needs. Without its advice, the delay grows.
        let wait = retry.delay.unwrap_or(delay);
        println!("{}, wait {} ms", retry.status, wait.as_millis());
        sleep(wait);
        delay *= 2;
    }
    Err("the server is still busy".into())
}
