//! What an operation sends and gets: generated code implements these traits for each.

use crate::xml::{GlobalElement, Reader, Result};

/// An operation of the service, as the WSDL binds it.
pub trait Operation: Copy + Default {
    /// The element in the body of the request.
    type Request: OperationRequest<Operation = Self>;
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

/// The element in the body of a request: it tells which operation is asked for.
pub trait OperationRequest: GlobalElement {
    /// The operation.
    type Operation: Operation<Request = Self>;
}

/// Says that the WSDL binds a header element to the requests of an operation.
pub trait BindsHeader<H>: Operation {}

/// Does something for every operation: see `operations::each_operation`.
pub trait OperationVisitor {
    /// Does it for one.
    fn visit<O: Operation>(&mut self);
}

/// A request of any operation: an enum with a variant for each.
pub trait AnyOperationRequest: Sized {
    /// Reads the element on whose start tag the reader stands; `None` where it is the request of no operation.
    ///
    /// # Errors
    /// What [`from_str`](crate::xml::from_str) says.
    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>>;
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

        impl $crate::soap::OperationRequest for $request {
            type Operation = $operation;
        }

        $(impl $crate::soap::BindsHeader<$request_header> for $operation {})*
    };
}
pub use __soap_operation as operation;

/// Lists all operations: name and `SOAPAction`, and the enum of their requests.
#[macro_export]
#[doc(hidden)]
macro_rules! __soap_operations {
    ($($operation:ident,)*) => {
        /// The name and the `SOAPAction` of every operation, by name.
        pub const OPERATIONS: &[(&str, &str)] = &[$((
            <$operation as soap::Operation>::NAME,
            <$operation as soap::Operation>::SOAP_ACTION,
        )),*];

        /// Visits every operation, by name.
        pub fn each_operation(visitor: &mut impl soap::OperationVisitor) {
            $(visitor.visit::<$operation>();)*
        }

        /// A request of any operation: what a server gets.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum AnyRequest {
            $(
                #[doc = concat!("Asks for [`", stringify!($operation), "`].")]
                $operation(::std::boxed::Box<<$operation as soap::Operation>::Request>),
            )*
        }

        impl AnyRequest {
            /// The name of the operation.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$operation(_) => <$operation as soap::Operation>::NAME,)*
                }
            }

            /// The `SOAPAction` of the operation.
            pub fn soap_action(&self) -> &'static str {
                match self {
                    $(Self::$operation(_) => <$operation as soap::Operation>::SOAP_ACTION,)*
                }
            }
        }

        impl soap::AnyOperationRequest for AnyRequest {
            fn read(reader: &mut $crate::xml::Reader<'_>) -> $crate::xml::Result<::std::option::Option<Self>> {
                reader.adopt_namespace(|reader| {
                    false $(|| reader.is_at::<<$operation as soap::Operation>::Request>())*
                })?;
                $(
                    if reader.is_at::<<$operation as soap::Operation>::Request>() {
                        let request = ::std::boxed::Box::new(reader.element()?);
                        return ::std::result::Result::Ok(::std::option::Option::Some(Self::$operation(request)));
                    }
                )*
                ::std::result::Result::Ok(::std::option::Option::None)
            }
        }
    };
}
pub use __soap_operations as operations;
