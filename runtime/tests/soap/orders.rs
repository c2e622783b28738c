//! A service with two operations, in the shape of generated code.

use xsd_runtime as xml;
use xsd_runtime::soap;

pub mod namespaces {
    use xsd_runtime as xml;

    xml::namespaces! {
        /// `urn:example:orders`
        ORDERS = "urn:example:orders" as "o";
    }
}

pub mod types {
    use super::namespaces::*;
    use super::xml;

    pub struct FindOrdersType {
        pub customer: Option<String>,
    }

    xml::complex_type! {
        FindOrdersType("FindOrdersType", ORDERS) {
            customer: element(ORDERS, "Customer");
        }
    }

    pub struct CancelOrderType {
        pub number: i32,
    }

    xml::complex_type! {
        CancelOrderType("CancelOrderType", ORDERS) {
            number: element(ORDERS, "Number").required();
        }
    }

    pub struct CancelOrderResponseType {
        pub is_cancelled: Option<bool>,
    }

    xml::complex_type! {
        CancelOrderResponseType("CancelOrderResponseType", ORDERS) {
            is_cancelled: element(ORDERS, "IsCancelled");
        }
    }

    pub enum OrderOrQuote {
        Order(i32),
        Quote(String),
    }

    xml::choice! {
        OrderOrQuote {
            Order: element(ORDERS, "Order");
            Quote: element(ORDERS, "Quote");
        }
    }
}

pub mod elements {
    use super::namespaces::*;
    use super::{types, xml};

    xml::elements! {
        FindOrders(types::FindOrdersType): element(ORDERS, "FindOrders");
        FindOrdersResponse(Vec<types::OrderOrQuote>): element(ORDERS, "FindOrdersResponse").wraps(&choice::<types::OrderOrQuote>());
        CancelOrder(types::CancelOrderType): element(ORDERS, "CancelOrder");
        CancelOrderResponse(types::CancelOrderResponseType): element(ORDERS, "CancelOrderResponse");
    }
}

use super::security::{Signature, Token};

soap::operations! {
    FindOrders("FindOrders") {
        action: "urn:example:orders/find";
        request: elements::FindOrders [Token];
        response: elements::FindOrdersResponse [Signature];
    }
    CancelOrder("CancelOrder") {
        action: "urn:example:orders/cancel";
        request: elements::CancelOrder [Token];
        response: elements::CancelOrderResponse [];
    }
}

impl soap::StreamedOperation for FindOrders {
    type Item = types::OrderOrQuote;
    const PATHS: &'static [xml::ElementPath] =
        &[&[(xml::Ns::SOAP, "Envelope"), (xml::Ns::SOAP, "Body"), (namespaces::ORDERS, "FindOrdersResponse")]];
}
