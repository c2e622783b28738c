//! Envelopes that arrive one after another on a connection, and connections that fail.

use std::io;

use ews_types::operations::{FindItem, GetStreamingEvents};
use ews_types::soap::{self, EnvelopeDecoder, Envelopes, Items, ResponseError};
use ews_types::xml::ErrorKind;

use super::documents::{envelope, find_item, message, response};
use super::reading::{for_each_cut, read_envelopes};

/// Returns an envelope with a number of response messages.
fn events(count: usize) -> String {
    let message = message("GetStreamingEvents", "<m:ConnectionStatus>OK</m:ConnectionStatus>");
    response("GetStreamingEvents", &message.repeat(count))
}

fn without_declaration(envelope: &str) -> &str {
    envelope.split_once("?>").unwrap().1
}

/// Returns the error message of reading an envelope as a whole.
fn error_of(text: &str) -> String {
    soap::response::<GetStreamingEvents>(text.as_bytes()).map(drop).unwrap_err().to_string()
}

#[track_caller]
fn check(text: &str, expected: &[Result<usize, String>]) {
    for_each_cut(text.as_bytes(), |chunks, name| assert_eq!(read_envelopes(chunks), expected, "{name}"));
    let utf16: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_envelopes(&mut utf16.chunks(7)), expected);
    let found: Vec<_> = Envelopes::<GetStreamingEvents, _>::new(text.as_bytes()).map(|read| read.is_ok()).collect();
    assert_eq!(found, expected.iter().map(Result::is_ok).collect::<Vec<_>>());
}

#[test]
fn one_envelope_is_read() {
    check(&events(2), &[Ok(2)]);
}

#[test]
fn envelopes_without_declarations_are_read() {
    let (none, two) = (events(0), events(2));
    let text = format!("{} \r\n{}<!-- c -->{}", events(1), without_declaration(&none), without_declaration(&two));
    check(&text, &[Ok(1), Ok(0), Ok(2)]);
}

#[test]
fn byte_order_marks_between_envelopes_are_ignored() {
    let text = format!("\u{FEFF}{}\u{FEFF}{}\n\u{FEFF}{}", events(1), events(2), events(3));
    check(&text, &[Ok(1), Ok(2), Ok(3)]);
}

#[test]
fn envelopes_after_a_fault_are_read() {
    let fault = envelope("<s:Fault><faultcode>s:Server</faultcode><faultstring>No.</faultstring></s:Fault>");
    check(&format!("{}{fault}{}", events(1), events(2)), &[Ok(1), Err(error_of(&fault)), Ok(2)]);
}

#[test]
fn another_document_is_an_error() {
    let html = "<html><body>gone</body></html>";
    check(&format!("{}{html}", events(1)), &[Ok(1), Err(error_of(html))]);
}

#[test]
fn an_envelope_is_available_with_its_last_byte() {
    let mut decoder = EnvelopeDecoder::<GetStreamingEvents>::new();
    decoder.feed(events(1).trim_end().as_bytes());
    assert!(decoder.next_envelope().unwrap().is_some());
}

#[test]
fn positions_count_from_the_start_of_the_connection() {
    let second = events(1).replace("</s:Body>", "</s:Bod>");
    let text = format!("{}{}", events(1), without_declaration(&second));
    let found = read_envelopes(&mut [text.as_bytes()].into_iter());
    assert!(
        found[1].as_ref().is_err_and(|error| error.contains("expected </s:Body>, found </s:Bod>, at line 12,")),
        "{found:?}"
    );
}

/// A connection whose reads return `Interrupted` every other time, and `ConnectionReset` after the last byte.
struct Failing<'a> {
    bytes: &'a [u8],
    is_interrupted: bool,
}

impl<'a> Failing<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, is_interrupted: false }
    }
}

impl io::Read for Failing<'_> {
    fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        self.is_interrupted = !self.is_interrupted;
        if self.is_interrupted {
            return Err(io::ErrorKind::Interrupted.into());
        }
        match self.bytes.read(chunk)? {
            0 => Err(io::ErrorKind::ConnectionReset.into()),
            length => Ok(length),
        }
    }
}

#[test]
fn items_end_with_the_error_of_the_connection() {
    let text = find_item("<t:Message/><t:Message>");
    let mut items = Items::<FindItem, _>::new(Failing::new(text.split_once("</t:Items>").unwrap().0.as_bytes()));
    assert!(items.next().unwrap().is_ok());
    let Some(Err(ResponseError::Xml(error))) = items.next() else { panic!() };
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(items.next().is_none());
    assert!(items.into_rest().is_err());
}

#[test]
fn envelopes_end_with_the_error_of_the_connection() {
    let mut envelopes = Envelopes::<GetStreamingEvents, _>::new(Failing::new(b""));
    assert!(envelopes.next().unwrap().is_err() && envelopes.next().is_none());
}

#[test]
fn each_envelope_has_its_own_deviations() {
    let with_unknown = |names: &[&str]| {
        let unknown: String = names.iter().map(|name| format!("<m:{name}/>")).collect();
        response("GetStreamingEvents", &message("GetStreamingEvents", &unknown))
    };
    let envelopes = [&["First"][..], &[], &["Second", "Third"]].map(with_unknown);
    let text = envelopes.concat();
    let found: Vec<Vec<_>> = Envelopes::<GetStreamingEvents, _>::new(text.as_bytes())
        .map(|read| {
            read.unwrap().deviations.iter().map(|found| (found.subject.clone(), found.position.offset)).collect()
        })
        .collect();
    let at = |name: &str| (format!("<m:{name}>"), text.find(name).unwrap() + name.len() + "/>".len());
    assert_eq!(found, [vec![at("First")], vec![], vec![at("Second"), at("Third")]]);
}
