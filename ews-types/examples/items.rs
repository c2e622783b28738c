//! Reads a FindItem response of any length item by item, and prints the memory that this needs: `items [SIZE]`, such as `items 1G`.
//!
//! Instead of the body of an HTTP response, the program reads from an `Answer`, which generates the XML while the program reads.

use std::error::Error;
use std::io::{self, Read, Write as _};
use std::time::Instant;

use ews_types::namespaces::{M, NAMESPACES, SOAP, T};
use ews_types::operations::FindItem;
use ews_types::soap;
use ews_types::types::RealItem;
use ews_types::xml::Ns;

fn main() -> Result<(), Box<dyn Error>> {
    let size = std::env::args().nth(1).unwrap_or_else(|| "1M".to_owned());
    let size = bytes(&size).ok_or("usage: items [SIZE], such as 500K, 100M or 1G")?;
    let start = Instant::now();
    let mut items = soap::Items::<FindItem, _>::new(Answer::new(size));
    let mut count: u64 = 0;
    let mut subjects = 0;
    for item in &mut items {
        if let RealItem::Message(message) = item?.value {
            subjects += message.subject.as_ref().map_or(0, String::len);
        }
        count += 1;
    }
    items.into_rest()?.one()?;
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = size as f64 / f64::from(1 << 20);
    println!("{count} items, {subjects} bytes of subjects, in {seconds:.2} s: {:.0} MB/s", megabytes / seconds);
    match peak() {
        Some(peak) => println!("peak memory of the process: {peak}"),
        None => println!("the peak memory of the process can be read on Linux only"),
    }
    Ok(())
}

/// Parses a number of bytes with an optional unit: `1G` is 1 GiB.
fn bytes(text: &str) -> Option<u64> {
    let (number, unit) = match text.trim_end_matches(['K', 'M', 'G']) {
        number if number.len() == text.len() => (number, 1),
        number => (number, 1 << (10 * ("KMG".find(text.strip_prefix(number)?)? + 1))),
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}

/// Returns the peak memory use of the process.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().to_owned())
}

/// Generates a response with about as many bytes as [`Answer::new`] is given.
struct Answer {
    /// The part that was generated last. Its first `read` bytes have been read.
    made: Vec<u8>,
    read: usize,
    left: u64,
    count: u64,
    is_ended: bool,
}

impl Answer {
    fn new(size: u64) -> Self {
        let uri = |namespace: Ns| NAMESPACES.iter().find(|known| known.ns == namespace).map(|known| known.uri);
        let [soap, messages, types] = [SOAP, M, T].map(|namespace| uri(namespace).unwrap_or_default());
        let start = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"{soap}\"><s:Header/>\
             <s:Body xmlns:m=\"{messages}\" xmlns:t=\"{types}\"><m:FindItemResponse><m:ResponseMessages>\
             <m:FindItemResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>\
             <m:RootFolder IncludesLastItemInRange=\"true\"><t:Items>"
        );
        Self { made: start.into_bytes(), read: 0, left: size, count: 0, is_ended: false }
    }

    /// Generates the next part, of about 64 KiB.
    fn make(&mut self) -> io::Result<()> {
        self.made.clear();
        self.read = 0;
        while self.left > 0 && self.made.len() < 64 << 10 {
            self.make_item()?;
        }
        if self.left == 0 && !self.is_ended {
            self.is_ended = true;
            self.made.extend(
                b"</t:Items></m:RootFolder></m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse></s:Body>\
                  </s:Envelope>",
            );
        }
        Ok(())
    }

    fn make_item(&mut self) -> io::Result<()> {
        let before = self.made.len();
        let number = self.count;
        self.count += 1;
        write!(
            self.made,
            "<t:Message><t:ItemId Id=\"AAMkAGI{number:020}\" ChangeKey=\"CQAAABYAAAD{number:08}\"/>\
             <t:Subject>Minutes of meeting {number} &amp; what follows</t:Subject><t:Sensitivity>Normal</t:Sensitivity>\
             <t:Body BodyType=\"Text\">{}</t:Body>\
             <t:DateTimeReceived>2026-03-{:02}T{:02}:{:02}:00Z</t:DateTimeReceived><t:Size>{}</t:Size>\
             <t:HasAttachments>false</t:HasAttachments><t:From><t:Mailbox><t:Name>User {number}</t:Name>\
             <t:EmailAddress>user{number}@example.com</t:EmailAddress></t:Mailbox></t:From><t:IsRead>true</t:IsRead>\
             </t:Message>",
            "We met, and we will meet again. ".repeat(10),
            number % 28 + 1,
            number % 24,
            number % 60,
            number % 100_000,
        )?;
        self.left = self.left.saturating_sub((self.made.len() - before) as u64);
        Ok(())
    }
}

impl Read for Answer {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read == self.made.len() {
            self.make()?;
        }
        let length = self.made[self.read..].as_ref().read(buffer)?;
        self.read += length;
        Ok(length)
    }
}
