//! The example `rewrite` on captures of connections. `cargo xtask corpus` runs the same example.

use std::fs;
use std::process::Command;

use crate::servers::example;

const NAMESPACES: &str = "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
    xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\"";

/// Returns an envelope with a GetStreamingEvents response that contains a connection status.
fn envelope(status: &str) -> String {
    format!(
        "<s:Envelope {NAMESPACES}><s:Body><m:GetStreamingEventsResponse><m:ResponseMessages>\
         <m:GetStreamingEventsResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>\
         <m:ConnectionStatus>{status}</m:ConnectionStatus></m:GetStreamingEventsResponseMessage>\
         </m:ResponseMessages></m:GetStreamingEventsResponse></s:Body></s:Envelope>"
    )
}

/// Runs the example `rewrite` on a capture. Returns the written text, or the printed error if the example cannot read the capture.
fn rewrite(name: &str, capture: &str) -> Result<String, String> {
    let folder = std::env::temp_dir().join(format!("ews-types-captures-{}-{name}", std::process::id()));
    let (from, to) = (folder.join("from"), folder.join("to"));
    fs::create_dir_all(&from).unwrap();
    fs::write(from.join("capture.xml"), capture).unwrap();
    let output = Command::new(example("rewrite")).args([&from, &to]).output().unwrap();
    let written = fs::read_to_string(to.join("capture.xml"));
    fs::remove_dir_all(&folder).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    written.map_err(|_| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[track_caller]
fn check(name: &str, capture: &str) {
    let written = rewrite(name, capture).unwrap();
    let statuses: Vec<&str> = written.split("<m:ConnectionStatus>").skip(1).map(|text| &text[..2]).collect();
    assert_eq!((statuses.as_slice(), written.matches("</soap:Envelope>").count()), (&["OK", "Cl"][..], 2), "{written}");
}

#[test]
fn several_envelopes() {
    check("plain", &[envelope("OK"), envelope("Closed")].concat());
}

#[test]
fn several_envelopes_with_declarations() {
    let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    check("declared", &format!("{declaration}{}\r\n{declaration}{}", envelope("OK"), envelope("Closed")));
}

#[test]
fn an_envelope_that_is_cut_off() {
    let closed = envelope("Closed");
    let error = rewrite("cut", &format!("{}{}", envelope("OK"), &closed[..closed.len() - 5])).unwrap_err();
    assert!(error.starts_with("capture.xml\t"), "{error}");
}
