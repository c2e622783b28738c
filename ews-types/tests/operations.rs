//! Every operation, there and back: a request with every header that the WSDL binds, written by a client, read by a server,
//! answered, and the answer read by the client.
//!
//! With `EWS_INSTANCES=DIR` the envelopes are kept there, for a validator: `tests/soap/envelope.xsd` is their schema.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod judge;
mod schemas;

use std::path::PathBuf;

use codegen::schema::Schema;
use ews_types::operations::{self, OPERATIONS};
use ews_types::soap::{self, Operation, OperationVisitor, RequestHeaders, ResponseHeaders};
use ews_types::xml::{GlobalElement, Options};
use schema_instances::{Size, instance};

use judge::Judge;

/// Goes through the operations with instances that the schemas allow.
struct RoundTrip {
    schema: Schema,
    judge: Judge,
    kept: Option<PathBuf>,
    names: Vec<&'static str>,
}

impl RoundTrip {
    /// An instance of a global element.
    fn instance<E: GlobalElement>(&self, size: Size) -> E {
        let uri = E::NAMESPACES.iter().find(|known| known.uri == self.uri_of::<E>()).unwrap().uri;
        let found = self.schema.elements().find(|(_, element)| {
            let is_named = &*element.name.local == E::ROW.name() && element.name.namespace.as_deref() == Some(uri);
            element.is_global && is_named
        });
        let (id, _) = found.unwrap_or_else(|| panic!("no element {}", E::ROW.name()));
        let text = instance(&self.schema, id, size).unwrap();
        Options::new().strict(true).from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    fn uri_of<E: GlobalElement>(&self) -> &'static str {
        let namespaces = [(ews_types::namespaces::M, "messages"), (ews_types::namespaces::T, "types")];
        let (_, end) = namespaces.iter().find(|(namespace, _)| *namespace == E::ROW.namespace()).unwrap();
        E::NAMESPACES.iter().find(|known| known.uri.ends_with(end)).unwrap().uri
    }

    fn request_headers<O: Operation>(&self, size: Size) -> RequestHeaders {
        let mut headers = RequestHeaders::default();
        for name in O::REQUEST_HEADERS {
            match *name {
                "RequestServerVersion" => headers.request_server_version = Some(self.instance(size)),
                "ExchangeImpersonation" => headers.exchange_impersonation = Some(self.instance(size)),
                "MailboxCulture" => headers.mailbox_culture = Some(self.instance(size)),
                "TimeZoneContext" => headers.time_zone_context = Some(self.instance(size)),
                "ManagementRole" => headers.management_role = Some(self.instance(size)),
                "DateTimePrecision" => headers.date_time_precision = Some(self.instance(size)),
                other => panic!("{} binds a header that is not typed: {other}", O::NAME),
            }
        }
        headers
    }

    fn judge(&self, name: &str, envelope: &[u8]) {
        let text = std::str::from_utf8(envelope).unwrap();
        let errors = self.judge.errors(text);
        assert!(errors.is_empty(), "{name} is not valid: {}\n{text}", errors.join("\n"));
        if let Some(folder) = &self.kept {
            std::fs::write(folder.join(format!("soap-{name}.xml")), envelope).unwrap();
        }
    }

    fn round_trip<O: Operation>(&self, size: Size, label: &str) {
        let strict = Options::new().strict(true);
        let headers = self.request_headers::<O>(size);
        let body: O::Request = self.instance(size);
        let request = soap::request(&body).headers(headers.clone());
        assert_eq!(request.soap_action(), format!("\"{}\"", O::SOAP_ACTION));
        let sent = request.to_vec().unwrap();
        self.judge(&format!("{}-request-{label}", O::NAME), &sent);

        let got = soap::incoming_with(&sent, strict).unwrap();
        assert_eq!((got.body.name(), got.body.soap_action()), (O::NAME, O::SOAP_ACTION));
        assert_eq!(got.headers, headers, "{}", O::NAME);
        let got = soap::incoming_as::<O>(&sent, strict).unwrap();
        assert_eq!(got.body, body, "{}", O::NAME);

        let headers: ResponseHeaders = {
            let mut headers = ResponseHeaders::default();
            assert_eq!(O::RESPONSE_HEADERS, ["ServerVersionInfo"], "{}", O::NAME);
            headers.server_version_info = Some(self.instance(size));
            headers
        };
        let body: O::Response = self.instance(size);
        let sent = soap::answer::<O>(&body).headers(headers.clone()).to_vec().unwrap();
        self.judge(&format!("{}-response-{label}", O::NAME), &sent);

        let got = soap::response_with::<O>(&sent, strict).unwrap();
        assert_eq!(got.body, body, "{}", O::NAME);
        assert_eq!(got.headers, headers, "{}", O::NAME);
        let tolerant = soap::response::<O>(&sent).unwrap();
        assert!(tolerant.deviations.is_empty());
        assert_eq!(tolerant.body, body);
    }
}

impl OperationVisitor for RoundTrip {
    fn visit<O: Operation>(&mut self) {
        self.names.push(O::NAME);
        self.round_trip::<O>(Size::Minimal, "min");
        self.round_trip::<O>(Size::Maximal, "max");
    }
}

#[test]
fn every_operation() {
    let schema = schemas::load(&schemas::files(&[]));
    let judge = Judge::of(&schemas::files(&["soap/envelope.xsd"]));
    let kept = std::env::var_os("EWS_INSTANCES").map(PathBuf::from);
    let mut visitor = RoundTrip { schema, judge, kept, names: Vec::new() };
    operations::each_operation(&mut visitor);
    let listed: Vec<&str> = OPERATIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(visitor.names, listed);
    assert_eq!(visitor.names.len(), 122);
}
