//! What an operation sends and gets.

use crate::xml::GlobalElement;

/// An operation of the service, as the WSDL binds it.
pub trait Operation: Copy + Default {
    /// The element in the body of the request.
    type Request: GlobalElement;
    /// The element in the body of the answer.
    type Response: GlobalElement;
    /// Its name.
    const NAME: &'static str;
    /// The value of the HTTP header `SOAPAction`, without its quotes.
    const SOAP_ACTION: &'static str;
    /// The local names of the header elements that a request may carry.
    const REQUEST_HEADERS: &'static [&'static str];
    /// The local names of the header elements that an answer may carry.
    const RESPONSE_HEADERS: &'static [&'static str];
}

/// Ties an operation to its elements.
#[macro_export]
#[doc(hidden)]
macro_rules! __soap_operation {
    ($operation:ident($name:literal) {
        action: $action:literal;
        request: $request:ty [$($request_header:ty),*];
        response: $response:ty [$($response_header:ty),*];
    }) => {
        impl $crate::soap::Operation for $operation {
            type Request = $request;
            type Response = $response;
            const NAME: &'static str = $name;
            const SOAP_ACTION: &'static str = $action;
            const REQUEST_HEADERS: &'static [&'static str] =
                &[$(<$request_header as $crate::xml::GlobalElement>::FIELD.name()),*];
            const RESPONSE_HEADERS: &'static [&'static str] =
                &[$(<$response_header as $crate::xml::GlobalElement>::FIELD.name()),*];
        }
    };
}
pub use __soap_operation as operation;

/// Lists all operations: name and `SOAPAction`.
#[macro_export]
#[doc(hidden)]
macro_rules! __soap_operations {
    ($($operation:ident,)*) => {
        /// The name and the `SOAPAction` of every operation, by name.
        pub const OPERATIONS: &[(&str, &str)] = &[$((
            <$operation as soap::Operation>::NAME,
            <$operation as soap::Operation>::SOAP_ACTION,
        )),*];
    };
}
pub use __soap_operations as operations;
