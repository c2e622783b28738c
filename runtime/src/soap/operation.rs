//! Traits and macros for the operations that a WSDL describes. Generated code implements the traits.

use std::fmt::Debug;

use crate::engine::access::Value;
use crate::engine::element::GlobalElement;
use crate::engine::row::Row;
use crate::error::Result;
use crate::names::Namespace;
use crate::reader::Reader;

/// An operation of a service, as the SOAP binding of the WSDL describes it.
pub trait Operation: Copy + Debug + Default + 'static {
    /// The element in the body of the request.
    type Request: OperationRequest<Operation = Self>;
    /// The element in the body of the response.
    type Response: GlobalElement + Clone + Debug + 'static;
    /// The name of the operation.
    const NAME: &'static str;
    /// The value of the HTTP header `SOAPAction`, without its quotes.
    const SOAP_ACTION: &'static str;
    /// The local names of the header elements that the WSDL binds to the request.
    const REQUEST_HEADERS: &'static [&'static str];
    /// The local names of the header elements that the WSDL binds to the response.
    const RESPONSE_HEADERS: &'static [&'static str];
}

/// The element in the body of a request. It determines the operation.
pub trait OperationRequest: GlobalElement + Clone + Debug {
    /// The operation.
    type Operation: Operation<Request = Self>;
}

/// An operation whose response contains response messages: one status for each part of the request.
///
/// bindings.toml states which types are response messages. A response is itself a response message, or contains a list of them.
pub trait MessageOperation: Operation {
    /// The type of the response messages. If a response contains messages of several types, this is the base type of all of them.
    type Message: Value;

    /// The local name of the response message elements, if they are alternatives of a choice.
    const MESSAGE: Option<&'static str>;
}

/// An operation to whose response a server can add response messages of one type.
pub trait AddMessage: MessageOperation {
    /// Adds a response message to a response. A response that is a response message itself is replaced.
    fn add(response: &mut Self::Response, message: Self::Message);
}

/// A list, or an optional list, to which items can be appended.
pub trait AddItem<T> {
    /// Appends an item.
    fn add(&mut self, item: T);
}

impl<T> AddItem<T> for Vec<T> {
    fn add(&mut self, item: T) {
        self.push(item);
    }
}

impl<T> AddItem<T> for Option<Vec<T>> {
    fn add(&mut self, item: T) {
        self.get_or_insert_default().push(item);
    }
}

/// Marks the operations to whose requests the WSDL binds the header element `H`.
pub trait BindsHeader<H>: Operation {}

/// A visitor of operations. The generated function `each_operation` calls its generic method for each operation.
pub trait OperationVisitor {
    /// Visits an operation.
    fn visit<O: Operation>(&mut self);
}

/// A request of any operation of a service: an enum with a variant for each operation.
pub trait AnyOperationRequest: Sized {
    /// The namespaces that the schemas of the requests declare, one list for each operation.
    const NAMESPACES: &'static [&'static [Namespace]];

    /// The declarations of the request elements.
    const REQUESTS: &'static [&'static Row];

    /// Reads the current element. Returns `None` if it is not the request of an operation.
    ///
    /// # Errors
    /// Fails like [`from_str`](crate::from_str).
    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>>;
}

/// Defines an operation: a unit struct that implements [`Operation`], [`BindsHeader`] for each header element of the request, and
/// the traits for response messages. Also implements [`OperationRequest`] for the request element.
#[macro_export]
#[doc(hidden)]
macro_rules! __soap_operation {
    ([$($docs:literal)*] $operation:ident($name:literal) {
        action: $action:literal;
        request: $request:ty [$($request_header:ty),*];
        response: $response:ty [$($response_header:ty),*];
        $(message: $($message:tt)*)?
    }) => {
        $(#[doc = $docs])*
        #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
        pub struct $operation;

        impl $crate::soap::Operation for $operation {
            type Request = $request;
            type Response = $response;
            const NAME: &'static str = $name;
            const SOAP_ACTION: &'static str = $action;
            const REQUEST_HEADERS: &'static [&'static str] =
                &[$(<$request_header as $crate::GlobalElement>::ROW.name()),*];
            const RESPONSE_HEADERS: &'static [&'static str] =
                &[$(<$response_header as $crate::GlobalElement>::ROW.name()),*];
        }

        impl $crate::soap::OperationRequest for $request {
            type Operation = $operation;
        }

        $(impl $crate::soap::BindsHeader<$request_header> for $operation {})*

        $($crate::__soap_message! { $operation: $($message)* })?
    };
}

/// Implements [`MessageOperation`] from the type of the response messages, and [`AddMessage`] if their place in the response is
/// unique. The place follows `=>`, and is `_` if messages occur in several places. If the response is itself the message, `=>` and
/// the place are left out.
#[macro_export]
#[doc(hidden)]
macro_rules! __soap_message {
    ($operation:ident: $message:ty;) => {
        $crate::__soap_message! { @read $operation, $message, None }
        $crate::__soap_message! { @add $operation, response, message => **response = ::std::convert::Into::into(message) }
    };
    ($operation:ident: $message:ty => _;) => {
        $crate::__soap_message! { @read $operation, $message, None }
    };
    ($operation:ident: $message:ty => $field:ident;) => {
        $crate::__soap_message! { @read $operation, $message, None }
        $crate::__soap_message! {
            @add $operation, response, message => $crate::soap::AddItem::add(&mut response.$field, message)
        }
    };
    ($operation:ident: $message:ty => $field:ident: $choice:ty, $variant:ident($content:ty) $local:literal;) => {
        $crate::__soap_message! { @read $operation, $message, Some($local) }
        $crate::__soap_message! {
            @add $operation, response, message => {
                let content = <$content as ::std::convert::From<$message>>::from(message);
                let message = <$choice>::$variant(::std::convert::Into::into(content));
                $crate::soap::AddItem::add(&mut response.$field, message)
            }
        }
    };
    (@read $operation:ident, $message:ty, $name:expr) => {
        impl $crate::soap::MessageOperation for $operation {
            type Message = $message;
            const MESSAGE: ::std::option::Option<&'static str> = {
                #[allow(unused_imports)]
                use ::std::option::Option::{None, Some};
                $name
            };
        }
    };
    (@add $operation:ident, $response:ident, $message:ident => $add:expr) => {
        impl $crate::soap::AddMessage for $operation {
            #[inline]
            fn add($response: &mut Self::Response, $message: Self::Message) {
                $add
            }
        }
    };
}

/// Defines the operations of a service from their rows, as generated code does.
///
/// A row contains the name of the struct and, in parentheses, the name of the operation; the value of the HTTP header `SOAPAction`;
/// the elements in the bodies of request and response; and, in brackets, the header elements that the WSDL binds to the request and
/// to the response. If the response contains response messages, a last line states their type and their place: `message: Type;` if
/// the response is the message, `message: Type => field;` for a list, `message: Type => _;` for several places, and
/// `message: Type => field: Choice, Variant(Content) "Element";` for the alternatives of a repeated choice.
///
/// The macro defines, in the module that calls it,
///
/// - a unit struct for each operation, which implements [`Operation`];
/// - the enum `AnyRequest` of all requests, for [`incoming`](super::incoming);
/// - the constant `OPERATIONS`, with names and actions, and the function `each_operation`, which visits all of them.
///
/// The macro `complex_type!` describes a type with one row for each field: a call of a function in [`rows`](crate::rows), which
/// names a child element or an attribute, and calls of methods on the result. `elements!` has one row for each global element. Both
/// macros need the constant `NAMESPACES` and the constants of the namespaces in scope; `namespaces!` defines them.
///
/// ```
/// mod clock {
///     use xsd_runtime::{self as xml, soap};
///
///     xml::namespaces! {
///         /// `urn:example:clock`
///         CLOCK = "urn:example:clock" as "c";
///     }
///
///     pub struct GetTimeType {
///         pub zone: Option<String>,
///         pub cities: Vec<String>,
///     }
///
///     xml::complex_type! {
///         GetTimeType("GetTimeType", CLOCK) {
///             zone: attribute("Zone");
///             cities: element(CLOCK, "City").occurs(1, MANY);
///         }
///     }
///
///     xml::elements! {
///         GetTime(GetTimeType): element(CLOCK, "GetTime");
///         GetTimeResponse(Vec<xml::DateTime>): element(CLOCK, "GetTimeResponse").wraps(&element(CLOCK, "Time").occurs(0, MANY));
///         Token(String): element(CLOCK, "Token");
///     }
///
///     pub mod operations {
///         use super::{Token, soap};
///
///         soap::operations! {
///             /// Returns the time in some cities.
///             GetTime("GetTime") {
///                 action: "urn:example:clock/GetTime";
///                 request: super::GetTime [Token];
///                 response: super::GetTimeResponse [];
///             }
///         }
///     }
/// }
///
/// use clock::operations::{self, AnyRequest};
/// use clock::{GetTime, GetTimeResponse, GetTimeType, Token};
/// use xsd_runtime::soap;
///
/// fn serve(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
///     let request = soap::incoming::<AnyRequest>(bytes)?;
///     let token = request.headers.get::<Token>()?;
///     match request.body {
///         AnyRequest::GetTime(body) if token == Some(Token("secret".to_owned())) => {
///             let times = body.cities.iter().map(|_| "2026-03-02T09:00:00Z".parse());
///             let response = GetTimeResponse(times.collect::<Result<_, _>>()?);
///             Ok(soap::answer::<operations::GetTime>(&response).to_vec()?)
///         }
///         _ => Ok(soap::Fault::<soap::AnyHeaders>::client("not here").to_vec()?),
///     }
/// }
///
/// let body = GetTime(GetTimeType { zone: None, cities: vec!["Oslo".to_owned()] });
/// let request = soap::request(&body).bound_header(&Token("secret".to_owned()))?;
/// assert_eq!(request.soap_action(), "\"urn:example:clock/GetTime\"");
/// let response = soap::response::<operations::GetTime>(&serve(&request.to_vec()?)?)?;
/// assert_eq!(response.body[0].to_string(), "2026-03-02T09:00:00Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// `#[cfg]` precedes the docs: a comment on the macro `elements!` gives the reason.
#[macro_export]
#[doc(hidden)]
macro_rules! __soap_operations {
    ($(
        $(#[cfg($($gate:tt)*)])?
        $(#[doc = $docs:literal])*
        $operation:ident($name:literal) { $($row:tt)* }
    )*) => {
        $(
            $(#[cfg($($gate)*)])?
            $crate::__soap_operation! { [$($docs)*] $operation($name) { $($row)* } }
        )*

        /// The name and the `SOAPAction` of every operation, in the order of their definition.
        pub const OPERATIONS: &[(&str, &str)] = &[$(
            $(#[cfg($($gate)*)])?
            (<$operation as $crate::soap::Operation>::NAME, <$operation as $crate::soap::Operation>::SOAP_ACTION)
        ),*];

        /// Calls the visitor for every operation, in the order of their definition.
        pub fn each_operation(visitor: &mut impl $crate::soap::OperationVisitor) {
            let _ = &visitor;
            $($(#[cfg($($gate)*)])? visitor.visit::<$operation>();)*
        }

        /// A request of any operation, as a server receives it.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum AnyRequest {
            $(
                $(#[cfg($($gate)*)])?
                #[doc = concat!("A request of [`", stringify!($operation), "`].")]
                $operation(::std::boxed::Box<<$operation as $crate::soap::Operation>::Request>),
            )*
        }

        impl AnyRequest {
            /// The name of the operation.
            pub fn name(&self) -> &'static str {
                match *self {
                    $(
                        $(#[cfg($($gate)*)])?
                        Self::$operation(_) => <$operation as $crate::soap::Operation>::NAME,
                    )*
                }
            }

            /// The `SOAPAction` of the operation.
            pub fn soap_action(&self) -> &'static str {
                match *self {
                    $(
                        $(#[cfg($($gate)*)])?
                        Self::$operation(_) => <$operation as $crate::soap::Operation>::SOAP_ACTION,
                    )*
                }
            }
        }

        impl $crate::soap::AnyOperationRequest for AnyRequest {
            const NAMESPACES: &'static [&'static [$crate::Namespace]] = &[$(
                $(#[cfg($($gate)*)])?
                <<$operation as $crate::soap::Operation>::Request as $crate::GlobalElement>::NAMESPACES
            ),*];

            const REQUESTS: &'static [&'static $crate::Row] = &[$(
                $(#[cfg($($gate)*)])?
                <<$operation as $crate::soap::Operation>::Request as $crate::GlobalElement>::ROW
            ),*];

            // `#[inline]`: only servers call this function, and only crates that call it compile it.
            #[inline]
            fn read(reader: &mut $crate::Reader<'_>) -> $crate::Result<::std::option::Option<Self>> {
                // A single call of `element_into` reads the requests of all operations. One call for each operation would be most
                // of the code of this function.
                #[inline]
                fn blank(index: usize) -> ::std::option::Option<AnyRequest> {
                    let current = 0;
                    $(
                        $(#[cfg($($gate)*)])?
                        let current = if index == current {
                            let request = ::std::boxed::Box::new(::std::default::Default::default());
                            return ::std::option::Option::Some(AnyRequest::$operation(request));
                        } else {
                            current + 1
                        };
                    )*
                    _ = current;
                    ::std::option::Option::None
                }

                #[inline]
                fn content(request: &mut AnyRequest) -> $crate::__private::ValueMut<'_> {
                    match *request {
                        $(
                            $(#[cfg($($gate)*)])?
                            AnyRequest::$operation(ref mut request) => $crate::GlobalElement::content_mut(&mut **request),
                        )*
                    }
                }

                let ::std::option::Option::Some(index) = reader.adopt_any(Self::REQUESTS)? else {
                    return ::std::result::Result::Ok(::std::option::Option::None);
                };
                let ::std::option::Option::Some(mut request) = blank(index) else {
                    return ::std::result::Result::Ok(::std::option::Option::None);
                };
                reader.element_into(content(&mut request), Self::REQUESTS[index])?;
                ::std::result::Result::Ok(::std::option::Option::Some(request))
            }
        }
    };
}
#[doc(inline)]
pub use __soap_operations as operations;
