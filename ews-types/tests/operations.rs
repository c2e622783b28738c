//! Every operation: a client writes a request with all headers that the WSDL binds, a server reads it and answers, and the
//! client reads the response.
//!
//! If `EWS_INSTANCES` names a folder, the envelopes are saved there for other validators. Their schema is
//! `tests/soap/envelope.xsd`.

use std::path::PathBuf;

use codegen::schema::Schema;
use ews_types::operations::{self, OPERATIONS};
use ews_types::soap::{self, Operation, OperationVisitor, RequestHeaders, ResponseHeaders};
use ews_types::xml::{GlobalElement, Options};
use test_support::instances::{Size, instance};
use test_support::{Validator, ews_schemas, load_schema, write_beside_ews_schemas};

/// Checks each operation with instances of the given size: in requests, headers and responses.
struct RoundTrip {
    schema: Schema,
    validator: Validator,
    folder: Option<PathBuf>,
    size: Size,
    label: &'static str,
    names: Vec<&'static str>,
}

impl RoundTrip {
    fn new(size: Size, label: &'static str) -> Self {
        let mut files = ews_schemas();
        files.push(write_beside_ews_schemas("envelope.xsd", include_str!("soap/envelope.xsd")));
        Self {
            schema: load_schema(&ews_schemas()),
            validator: Validator::new(&files),
            folder: std::env::var_os("EWS_INSTANCES").map(PathBuf::from),
            size,
            label,
            names: Vec::new(),
        }
    }

    /// Creates a valid instance of a global element.
    fn instance<E: GlobalElement>(&self) -> E {
        let uri = E::NAMESPACES.iter().find(|known| known.uri == self.uri_of::<E>()).unwrap().uri;
        let found = self.schema.elements().find(|(_, element)| {
            let is_named = &*element.name.local == E::ROW.name() && element.name.namespace.as_deref() == Some(uri);
            element.is_global && is_named
        });
        let (id, _) = found.unwrap_or_else(|| panic!("no element {}", E::ROW.name()));
        let text = instance(&self.schema, id, self.size).unwrap();
        Options::new().strict(true).from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    fn uri_of<E: GlobalElement>(&self) -> &'static str {
        let namespaces = [(ews_types::namespaces::M, "messages"), (ews_types::namespaces::T, "types")];
        let (_, end) = namespaces.iter().find(|(namespace, _)| *namespace == E::ROW.namespace()).unwrap();
        E::NAMESPACES.iter().find(|known| known.uri.ends_with(end)).unwrap().uri
    }

    fn request_headers<O: Operation>(&self) -> RequestHeaders {
        let mut headers = RequestHeaders::default();
        for name in O::REQUEST_HEADERS {
            match *name {
                "RequestServerVersion" => headers.request_server_version = Some(self.instance()),
                "ExchangeImpersonation" => headers.exchange_impersonation = Some(self.instance()),
                "MailboxCulture" => headers.mailbox_culture = Some(self.instance()),
                "TimeZoneContext" => headers.time_zone_context = Some(self.instance()),
                "ManagementRole" => headers.management_role = Some(self.instance()),
                "DateTimePrecision" => headers.date_time_precision = Some(self.instance()),
                other => panic!("{} binds a header without a type: {other}", O::NAME),
            }
        }
        headers
    }

    fn validate(&self, name: &str, envelope: &[u8]) {
        let name = format!("{name}-{}", self.label);
        let text = std::str::from_utf8(envelope).unwrap();
        let errors = self.validator.errors(text);
        assert!(errors.is_empty(), "{name} is not valid: {}\n{text}", errors.join("\n"));
        if let Some(folder) = &self.folder {
            std::fs::write(folder.join(format!("soap-{name}.xml")), envelope).unwrap();
        }
    }

    fn round_trip<O: Operation>(&self) {
        let strict = Options::new().strict(true);
        let headers = self.request_headers::<O>();
        let body: O::Request = self.instance();
        let request = soap::request(&body).headers(headers.clone());
        assert_eq!(request.soap_action(), format!("\"{}\"", O::SOAP_ACTION));
        let sent = request.to_vec().unwrap();
        self.validate(&format!("{}-request", O::NAME), &sent);

        let got = soap::incoming_with(&sent, strict).unwrap();
        assert_eq!((got.body.name(), got.body.soap_action()), (O::NAME, O::SOAP_ACTION));
        assert_eq!(got.headers, headers, "{}", O::NAME);
        let got = soap::incoming_as::<O>(&sent, strict).unwrap();
        assert_eq!(got.body, body, "{}", O::NAME);

        let headers: ResponseHeaders = {
            let mut headers = ResponseHeaders::default();
            // The client answers a SendNotification request, and does not state a server version.
            if O::NAME != "SendNotification" {
                assert_eq!(O::RESPONSE_HEADERS, ["ServerVersionInfo"], "{}", O::NAME);
                headers.server_version_info = Some(self.instance());
            }
            headers
        };
        let body: O::Response = self.instance();
        let sent = soap::answer::<O>(&body).headers(headers.clone()).to_vec().unwrap();
        self.validate(&format!("{}-response", O::NAME), &sent);

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
        self.round_trip::<O>();
    }
}

/// Checks all operations.
#[track_caller]
fn check(size: Size, label: &'static str) {
    let mut visitor = RoundTrip::new(size, label);
    operations::each_operation(&mut visitor);
    let listed: Vec<&str> = OPERATIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(visitor.names, listed);
    assert_eq!(visitor.names.len(), 134);
}

#[test]
fn smallest_requests_and_responses_are_read_back_equal() {
    check(Size::Minimal, "min");
}

#[test]
fn largest_requests_and_responses_are_read_back_equal() {
    check(Size::Maximal, "max");
}
