//! Typed header elements that the WSDL does not bind, in requests and responses, and the version in requests.

use ews_types::messages::elements::GetFolder;
use ews_types::operations::{AnyRequest, GetFolder as GetFolderOperation};
use ews_types::soap::{self, HttpHeader, Request};
use ews_types::types::elements::OpenAsAdminOrSystemService;
use ews_types::types::{
    Account, ConnectingSIDType, DefaultShapeNamesType, OpenAsAdminOrSystemServiceType, PrimarySmtpAddressType,
    SpecialLogonTypeType,
};

fn header() -> OpenAsAdminOrSystemService {
    OpenAsAdminOrSystemService(OpenAsAdminOrSystemServiceType {
        logon_type: SpecialLogonTypeType::Admin,
        connecting_sid: ConnectingSIDType {
            account: Account::PrimarySmtpAddress(PrimarySmtpAddressType { value: "a@b.example".to_owned() }),
        },
        ..Default::default()
    })
}

/// Compares the typed header that a server finds in a request. `change` adds headers to the request and writes it.
#[track_caller]
fn check(change: fn(Request<'_, GetFolderOperation>) -> Vec<u8>, expected: Option<&OpenAsAdminOrSystemService>) {
    let mut body = GetFolder::default();
    body.folder_shape.base_shape = DefaultShapeNamesType::IdOnly;
    let read = soap::incoming(&change(soap::request(&body))).unwrap();
    assert!(matches!(read.body, AnyRequest::GetFolder(_)));
    assert_eq!(read.headers.get::<OpenAsAdminOrSystemService>().unwrap().as_ref(), expected);
}

test_support::cases! { check {
    a_typed_header_arrives: (|request| request.typed_header(&header()).unwrap().to_vec().unwrap(), Some(&header()));
    no_header_is_none: (|request| request.to_vec().unwrap(), None);
}}

#[test]
fn a_typed_header_arrives_at_the_client() {
    use ews_types::types::ServerVersionInfoType;
    let version = ServerVersionInfoType { major_version: Some(15), ..Default::default() };
    let body = soap::response_of::<GetFolderOperation>([]);
    let answer = soap::answer::<GetFolderOperation>(&body).server_version(version).typed_header(&header()).unwrap();
    let read = soap::response::<GetFolderOperation>(&answer.to_vec().unwrap()).unwrap();
    assert_eq!(read.headers.get::<OpenAsAdminOrSystemService>().unwrap(), Some(header()));
    assert_eq!(read.server_version().unwrap().major_version, Some(15));
    let untyped = soap::answer::<GetFolderOperation>(&body).header(read.headers.other[0].clone());
    let read = soap::response::<GetFolderOperation>(&untyped.to_vec().unwrap()).unwrap();
    assert_eq!(read.headers.get::<OpenAsAdminOrSystemService>().unwrap(), Some(header()));
    assert!(read.server_version().is_none());
}

/// Notifications to a listener have no version; every other request accepts one.
#[test]
fn every_request_accepts_the_version() {
    struct Without(Vec<&'static str>);
    impl soap::OperationVisitor for Without {
        fn visit<O: soap::Operation>(&mut self) {
            if !O::REQUEST_HEADERS.contains(&"RequestServerVersion") {
                self.0.push(O::NAME);
            }
        }
    }
    let mut without = Without(Vec::new());
    ews_types::operations::each_operation(&mut without);
    assert_eq!(without.0, ["SendNotification"]);
}

#[test]
fn names_of_http_headers_are_those_of_exchange() {
    let names = [
        HttpHeader::AnchorMailbox,
        HttpHeader::PreferServerAffinity,
        HttpHeader::ClientRequestId,
        HttpHeader::ReturnClientRequestId,
    ];
    let expected = ["X-AnchorMailbox", "X-PreferServerAffinity", "client-request-id", "return-client-request-id"];
    assert_eq!(names.map(|name| name.to_string()), expected);
}

#[test]
fn a_request_shows_its_operation_and_version_on_one_line() {
    let body = GetFolder::default();
    let request = soap::request(&body);
    assert_eq!(request.to_string(), "GetFolder");
    assert_eq!(request.clone().version("Exchange2013".into()).to_string(), "GetFolder (Exchange2013)");
    let invented = request.version("Exchange\n2099".into());
    assert_eq!(invented.to_string(), "GetFolder (Exchange\\n2099)");
    assert!(!format!("{invented:?}").contains('\n'));
}
