//! Valid documents to start from: the messages of the tests, and the smallest and the largest instance of every element, bare and
//! in envelopes.

use std::path::Path;

use schema_instances::{Size, instance};

use crate::schemas;

/// How long a sample may be, so that there are many of each way to break one.
const LONGEST: usize = 20_000;

const FAULT: &str = "<s:Fault><faultcode xmlns:a=\"http://schemas.microsoft.com/exchange/services/2006/types\">a:ErrorSchemaValidation\
    </faultcode><faultstring xml:lang=\"en-US\">The request failed.</faultstring><faultactor>urn:actor</faultactor><detail>\
    <e:ResponseCode xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">ErrorServerBusy</e:ResponseCode>\
    <t:MessageXml xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"><t:Value Name=\"BackOffMilliseconds\">9\
    </t:Value></t:MessageXml></detail></s:Fault>";

/// All of them.
pub(crate) fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut samples: Vec<String> = names.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let schema = schemas::load(&schemas::files(&[]));
    for (id, _) in schema.elements().filter(|(_, element)| element.is_global) {
        samples.extend([Size::Minimal, Size::Maximal].iter().filter_map(|size| instance(&schema, id, *size)));
    }
    samples.retain(|sample| sample.len() < LONGEST);
    let header = samples.iter().find(|sample| sample.starts_with("<e:ServerVersionInfo ")).cloned().unwrap();
    let version = samples.iter().find(|sample| sample.starts_with("<e:RequestServerVersion ")).cloned().unwrap();
    let trace = "<x:Trace xmlns:x=\"urn:x\" s:mustUnderstand=\"1\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" \
        i:type=\"x:T\">7<x:a x:b=\"\"/></x:Trace>";
    let envelope = |body: &str| {
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>{header}{version}{trace}</s:Header>\
             <s:Body>{body}</s:Body></s:Envelope>"
        )
    };
    // Every third is enough: what is inside is broken as it is without an envelope.
    let mut envelopes: Vec<String> =
        samples.iter().step_by(3).map(|sample| envelope(behind_declaration(sample))).collect();
    envelopes.push(envelope(FAULT));
    samples.extend(envelopes);
    samples
}

fn behind_declaration(text: &str) -> &str {
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, behind)) => behind.trim_start(),
        None => text,
    }
}
