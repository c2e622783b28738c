//! Repeats a request that the server refuses while it is busy.

mod client;

use std::thread::sleep;

use client::{Client, Result};
use ews_types::prelude::*;

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let get = build!(GetFolder {
        folder_shape: { base_shape: DefaultShapeNamesType::IdOnly },
        folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });
    let request = soap::request(&get).version(ExchangeVersionType::Exchange2013);
    // The server states the delay. If it does not, each delay is twice the previous one.
    let answer = request.send_with_retries(
        |body, headers| client.exchange(headers, body),
        |delay| {
            println!("the server is busy, wait {} ms", delay.as_millis());
            sleep(delay);
        },
    )?;
    answer.one()?;
    println!("done");
    Ok(())
}
