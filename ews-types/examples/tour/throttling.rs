//! Repeats a request that the server refuses while it is busy.

mod client;

use std::thread::sleep;
use std::time::Duration;

use client::{Client, Result};
use ews_types::prelude::*;
use ews_types::soap::{Operation, Outcome, Request, Response, ResponseBody as _};

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

/// Sends a request of any operation up to five times.
fn patiently<O: Operation>(
    client: &Client,
    request: &Request<'_, O>,
) -> Result<Response<O>> {
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
