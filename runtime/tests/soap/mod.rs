//! Clients and servers of a service with its own schema. They depend on the runtime alone.
#![allow(unreachable_pub)]

mod messages;
mod orders;
mod outcomes;
mod security;

use orders::types::{FindOrdersType, OrderOrQuote};
use orders::{AnyRequest, CancelOrder, FindOrders, OPERATIONS, elements};
use security::{Signature, Token};
use xsd_runtime::soap::{
    self, AnyHeaders, EnvelopeDecoder, Envelopes, Fault, FaultCode, Found, IncomingRequest, ItemDecoder, Items,
    Operation, RequestError, Response, ResponseError, ServiceResponse,
};
use xsd_runtime::{AnyElement, Ns, Options, Reader, Row, Writer};

soap::headers! {
    /// The header of a request.
    pub struct RequestHeaders {
        /// The token of the client.
        pub token: Token,
    }
}

soap::headers! {
    /// The header of a response.
    pub struct ResponseHeaders {
        /// The signature of the server.
        pub signature: Signature,
    }
}

fn find_orders() -> elements::FindOrders {
    elements::FindOrders(FindOrdersType { customer: Some("Smith & Sons".to_owned()) })
}

fn found_orders() -> elements::FindOrdersResponse {
    elements::FindOrdersResponse(vec![OrderOrQuote::Order(1), OrderOrQuote::Quote("two".to_owned())])
}

fn text(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).unwrap();
    text.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n").unwrap().to_owned()
}

/// A request with a header of another schema. Both schemas suggest the prefix `o`, so the writer uses `o1` for the namespace of the
/// header.
const REQUEST: &str = "<soap:Envelope xmlns:o=\"urn:example:orders\" xmlns:o1=\"urn:example:security\" \
                       xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Header><o1:Token>secret</o1:Token>\
                       </soap:Header><soap:Body><o:FindOrders><o:Customer>Smith &amp; Sons</o:Customer></o:FindOrders>\
                       </soap:Body></soap:Envelope>";

#[test]
fn a_request_without_headers_is_read() {
    let body = find_orders();
    let request = soap::request(&body);
    assert_eq!(
        text(request.to_vec().unwrap()),
        "<soap:Envelope xmlns:o=\"urn:example:orders\" xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>\
         <o:FindOrders><o:Customer>Smith &amp; Sons</o:Customer></o:FindOrders></soap:Body></soap:Envelope>"
    );
    assert_eq!(
        request.http_headers().map(|(_, value)| value),
        ["text/xml; charset=utf-8", "text/xml", "\"urn:example:orders/find\""]
    );
    let read: IncomingRequest<AnyRequest> = soap::incoming(&request.to_vec().unwrap()).unwrap();
    assert_eq!(read.body, AnyRequest::FindOrders(Box::new(body)));
    assert!(read.headers.elements.is_empty() && read.deviations.is_empty());
    assert_eq!((read.body.name(), OPERATIONS.len()), ("FindOrders", 2));
}

#[test]
fn a_typed_header_of_another_schema_is_read() {
    let body = find_orders();
    let headers = RequestHeaders { token: Some(Token("secret".to_owned())), other: Vec::new() };
    let request = soap::request(&body).headers(headers.clone());
    assert_eq!(text(request.to_vec().unwrap()), REQUEST);
    let strict = Options::new().strict(true);
    let read = soap::incoming_with::<AnyRequest, RequestHeaders>(REQUEST.as_bytes(), strict).unwrap();
    assert_eq!(read.headers, headers);
    let read = soap::incoming_as::<FindOrders, RequestHeaders>(REQUEST.as_bytes(), strict).unwrap();
    assert_eq!((read.headers, read.body), (headers, body));
}

#[test]
fn an_untyped_header_of_another_schema_is_read() {
    let body = find_orders();
    let request = soap::request(&body).bound_header(&Token("secret".to_owned())).unwrap();
    let bytes = request.to_vec().unwrap();
    let read = soap::incoming_as::<FindOrders, AnyHeaders>(&bytes, Options::new().strict(true)).unwrap();
    assert_eq!(read.headers.get::<Token>().unwrap(), Some(Token("secret".to_owned())));
    assert_eq!(read.headers.get::<Signature>().unwrap(), None);
    // The same header element, read into the typed field `token`.
    let read = soap::incoming_as::<FindOrders, RequestHeaders>(&bytes, Options::new().strict(true)).unwrap();
    assert_eq!(read.headers.token, Some(Token("secret".to_owned())));
}

/// Checks that the root declares the namespace of its child, although the child is written after the start tag of the root.
#[test]
fn a_namespace_of_a_later_element_is_declared_at_the_root() {
    let mut writer = Writer::new(soap::NAMESPACES);
    writer.start(Ns::SOAP, "Body");
    writer.element(&find_orders()).unwrap();
    writer.end(Ns::SOAP, "Body");
    assert_eq!(
        writer.finish(),
        "<soap:Body xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:o=\"urn:example:orders\"><o:FindOrders>\
         <o:Customer>Smith &amp; Sons</o:Customer></o:FindOrders></soap:Body>"
    );
}

#[test]
fn other_spellings_of_namespaces_are_read_in_both_schemas() {
    let other = REQUEST.replace("urn:example:orders", "urn:example:ORDERS/").replace("security", "Security");
    let other = other.replace("http://schemas", "https://schemas");
    let read = soap::incoming_with::<AnyRequest, RequestHeaders>(other.as_bytes(), Options::new()).unwrap();
    assert_eq!(read.body, AnyRequest::FindOrders(Box::new(find_orders())));
    assert_eq!((read.headers.token, read.deviations.len()), (Some(Token("secret".to_owned())), 3));
    let read = soap::incoming_with::<AnyRequest, AnyHeaders>(other.as_bytes(), Options::new()).unwrap();
    assert_eq!(read.headers.get::<Token>().unwrap(), Some(Token("secret".to_owned())));
}

#[test]
fn an_unknown_header_that_must_be_understood_is_returned() {
    let header = "<x:Lock xmlns:x=\"urn:x\" soap:mustUnderstand=\"1\"/></soap:Header>";
    let text = REQUEST.replace("</soap:Header>", header);
    let typed = soap::incoming_with::<AnyRequest, RequestHeaders>(text.as_bytes(), Options::new()).unwrap();
    let locals: Vec<&str> = typed.headers.not_understood().map(|header| header.local.as_str()).collect();
    assert_eq!(locals, ["Lock"]);
    let any = soap::incoming::<AnyRequest>(text.as_bytes()).unwrap();
    let header: &AnyElement = any.headers.must_be_understood().next().unwrap();
    let bytes = Fault::<AnyHeaders>::must_understand(header).to_vec().unwrap();
    let Err(ResponseError::Fault(fault)) = soap::response::<FindOrders>(&bytes) else { panic!() };
    assert_eq!(fault.code, FaultCode::soap("MustUnderstand"));
    assert_eq!(
        fault.to_string(),
        "the server refused the request: MustUnderstand: the header Lock of namespace \"urn:x\" is not understood"
    );
}

#[test]
fn a_request_of_an_unknown_operation_is_refused() {
    let text = REQUEST.replace("FindOrders", "FindInvoices");
    let error = soap::incoming::<AnyRequest>(text.as_bytes()).unwrap_err();
    let expected = "unknown operation: no request element is named `FindInvoices` in namespace \"urn:example:orders\"";
    assert_eq!(error.to_string(), expected);
    let error = soap::incoming_as::<CancelOrder, AnyHeaders>(REQUEST.as_bytes(), Options::new()).unwrap_err();
    assert!(matches!(error, RequestError::Xml(_)));
}

#[test]
fn a_response_is_read() {
    let body = found_orders();
    let answer = soap::answer::<FindOrders>(&body);
    let response = soap::response::<FindOrders>(&answer.to_vec().unwrap()).unwrap();
    assert_eq!(response.body, body);
    assert!(response.headers.elements.is_empty());
    let headers = ResponseHeaders { signature: Some(Signature(7)), other: Vec::new() };
    let bytes = answer.headers(headers.clone()).to_vec().unwrap();
    let response: Response<FindOrders, ResponseHeaders> = soap::response_with(&bytes, Options::new()).unwrap();
    assert_eq!((response.headers, response.body), (headers, body));
    let error = soap::response::<CancelOrder>(&bytes).unwrap_err();
    assert!(error.to_string().starts_with("the response cannot be read: expected element CancelOrderResponse, found"));
}

#[test]
fn text_in_place_of_an_envelope_is_refused() {
    let error = soap::response::<FindOrders>(b"503").unwrap_err();
    assert_eq!(error.to_string(), "expected a SOAP envelope, found text (check the URL)");
    let ResponseError::NotSoap(not_soap) = error else { panic!() };
    assert_eq!(not_soap.found, Found::Text);
}

#[test]
fn items_of_a_response_are_read_one_by_one() {
    let body = found_orders();
    let bytes = soap::answer::<FindOrders>(&body).to_vec().unwrap();
    let mut items = Items::<FindOrders, _>::new(&bytes[..]);
    let mut read = Vec::new();
    while let Some(item) = items.next() {
        read.push((items.index_at(3), item.unwrap().value));
    }
    assert_eq!(read, [(Some(0), body.0[0].clone()), (Some(1), body.0[1].clone())]);
    assert_eq!(items.into_rest().unwrap().body, elements::FindOrdersResponse::default());

    let mut decoder = ItemDecoder::<FindOrders>::new();
    let mut read = Vec::new();
    for chunk in bytes.chunks(10) {
        decoder.feed(chunk);
        read.extend(decoder.next_item().unwrap().map(|item| item.value));
    }
    decoder.finish();
    assert!(decoder.next_item().unwrap().is_none() && decoder.is_ended());
    assert_eq!(read, body.0);
}

#[test]
fn envelopes_on_one_connection_are_read_one_by_one() {
    let one = soap::answer::<FindOrders>(&found_orders()).to_vec().unwrap();
    let fault = Fault::<AnyHeaders>::server("busy").to_vec().unwrap();
    let connection = [&one[..], &fault, &one].concat();
    let read = Envelopes::<FindOrders, _>::new(&connection[..]);
    let shown: Vec<String> = read
        .map(|read| read.map_or_else(|error| error.to_string(), |response| response.body.0.len().to_string()))
        .collect();
    assert_eq!(shown, ["2", "the server refused the request: Server: busy", "2"]);

    let mut decoder = EnvelopeDecoder::<FindOrders>::new();
    decoder.feed(&one);
    assert_eq!(decoder.next_envelope().unwrap().unwrap().body, found_orders());
    decoder.feed(&one[..one.len() - 5]);
    decoder.finish();
    assert!(decoder.next_envelope().is_err());
}

/// A response of a service in which response elements end in `Result`, such as `FindOrdersResult`, in place of `Response`.
struct Orders<O: Operation>(Response<O, ResponseHeaders>);

impl<O: Operation> From<Response<O, ResponseHeaders>> for Orders<O> {
    fn from(response: Response<O, ResponseHeaders>) -> Self {
        Self(response)
    }
}

impl<O: Operation> ServiceResponse<O> for Orders<O> {
    type Headers = ResponseHeaders;
    type Fault = Fault<ResponseHeaders>;

    const URL_PATH: &'static str = "/orders";

    fn is_alias(reader: &Reader<'_>, response: &Row) -> bool {
        reader.local_name().strip_suffix("Result") == response.name().strip_suffix("Response")
    }
}

#[test]
fn responses_of_a_service_have_their_own_type() {
    let headers = ResponseHeaders { signature: Some(Signature(7)), other: Vec::new() };
    let bytes = soap::answer::<FindOrders>(&found_orders()).headers(headers).to_vec().unwrap();
    let bytes = text(bytes).replace("FindOrdersResponse", "FindOrdersResult").into_bytes();
    let Orders(response): Orders<FindOrders> = soap::response_with(&bytes, Options::new()).unwrap();
    assert_eq!((response.headers.signature, response.body), (Some(Signature(7)), found_orders()));
    let Err(error) = soap::response_with::<FindOrders, Orders<FindOrders>>(b"503", Options::new()) else { panic!() };
    assert_eq!(error.to_string(), "expected a SOAP envelope, found text (check the URL: it ends in /orders)");
}
