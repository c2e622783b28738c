//! Valid documents, to which tests apply mutations: the files in `tests/messages`, and the smallest and the largest instance of every
//! element, as bare elements and in envelopes.

use std::fs;
use std::path::Path;

use test_support::instances::{Size, instance};
use test_support::{ews_schemas, load_schema};

/// The maximum length of a sample. Longer documents are left out, because short samples give more mutants in the same time.
const MAX_LENGTH: usize = 20_000;

const FAULT: &str = "<s:Fault><faultcode xmlns:a=\"http://schemas.microsoft.com/exchange/services/2006/types\">a:ErrorSchemaValidation\
    </faultcode><faultstring xml:lang=\"en-US\">The request failed.</faultstring><faultactor>urn:actor</faultactor><detail>\
    <e:ResponseCode xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">ErrorServerBusy</e:ResponseCode>\
    <t:MessageXml xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"><t:Value Name=\"BackOffMilliseconds\">9\
    </t:Value></t:MessageXml></detail></s:Fault>";

/// A header element of an unknown schema, with `mustUnderstand`.
const TRACE: &str = "<x:Trace xmlns:x=\"urn:x\" s:mustUnderstand=\"1\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" \
    i:type=\"x:T\">7<x:a x:b=\"\"/></x:Trace>";

/// Returns all samples.
pub(crate) fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut samples: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let schema = load_schema(&ews_schemas());
    for (id, _) in schema.elements().filter(|(_, element)| element.is_global) {
        samples.extend([Size::Minimal, Size::Maximal].iter().filter_map(|size| instance(&schema, id, *size)));
    }
    samples.retain(|sample| sample.len() < MAX_LENGTH);
    let header = samples.iter().find(|sample| sample.starts_with("<e:ServerVersionInfo ")).cloned().unwrap();
    let version = samples.iter().find(|sample| sample.starts_with("<e:RequestServerVersion ")).cloned().unwrap();
    let envelope = |body: &str| {
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>{header}{version}{TRACE}</s:Header>\
             <s:Body>{body}</s:Body></s:Envelope>"
        )
    };
    // Every third sample is enough: mutations inside the body have the same effect without the envelope.
    let mut envelopes: Vec<String> =
        samples.iter().step_by(3).map(|sample| envelope(without_declaration(sample))).collect();
    envelopes.push(envelope(FAULT));
    samples.extend(envelopes);
    samples
}

fn without_declaration(text: &str) -> &str {
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, document)) => document.trim_start(),
        None => text,
    }
}
