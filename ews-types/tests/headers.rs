//! Typed header elements that the WSDL does not bind, from a client to a server.

use ews_types::messages::elements::GetFolder;
use ews_types::operations::AnyRequest;
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

/// Compares the typed header that a server finds in a request.
#[track_caller]
fn check(
    change: fn(Request<'_, ews_types::operations::GetFolder>) -> Vec<u8>,
    expected: Option<&OpenAsAdminOrSystemService>,
) {
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
