//! Responses, with the version of the server and the response messages of EWS.

use std::ops::Deref;

use super::fault::Fault;
use super::headers::ResponseHeaders;
use super::response_message::{
    AnyResponseMessage as _, NewResponseMessage as _, ResponseBody as _, ResponseMessageError, failure,
    response_messages,
};
use super::retry::{hint_of, is_read_only};
use crate::messages::ResponseMessageType;
use crate::types::ServerVersionInfoType;
use crate::xml::soap::{self, AddMessage, MessageOperation, Operation, RetryHint, ServiceResponse};
use crate::xml::{
    self, AnyElement, Deviation, GlobalElement, Ns, Options, Reader, Row, Value, ValueRef, copy_base, find_either,
};

/// The error if bytes are not a response: they are a fault of EWS, or cannot be read.
pub type ResponseError = soap::ResponseError<Fault>;

/// The error of sending a request and reading its response, with the faults of EWS. `E` is the error of the function that sends the
/// request.
pub type SendError<E> = soap::SendError<E, Fault>;

/// The error if a response message states an error, or if a response contains an unexpected response message, several response
/// messages instead of one, no response message, or no value of the requested type.
///
/// [`failure`](soap::MessageError::failure) returns the error that the response message states, if it states one.
pub type AnswerError = soap::MessageError<ResponseMessageError>;

/// Reads the response to a request.
///
/// # Errors
/// The response is a fault; the bytes are not an envelope; the envelope cannot be read, or contains the response of another
/// operation. A response message that reports the failure of a part of the request is not an error here: see
/// [`ResponseBody::result`](super::ResponseBody::result).
pub fn response<O: Operation>(bytes: &[u8]) -> Result<Response<O>, ResponseError> {
    response_with(bytes, Options::new())
}

/// Reads the response to a request with options, such as strict mode or other limits.
///
/// # Errors
/// Fails like [`response`], and in strict mode also if the response violates the schema.
pub fn response_with<O: Operation>(bytes: &[u8], options: Options) -> Result<Response<O>, ResponseError> {
    soap::response_with::<O, Response<O>>(bytes, options)
}

/// The response to a request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<O: Operation> {
    /// The header elements.
    pub headers: ResponseHeaders,
    /// The element in the body.
    pub body: O::Response,
    /// Deviations from the schema that the reader tolerated.
    pub deviations: Vec<Deviation>,
}

impl<O: Operation> Response<O> {
    /// Returns the version of the server, if the server states it.
    pub fn server_version(&self) -> Option<&ServerVersionInfoType> {
        self.headers.server_version()
    }

    /// Returns the common part of each response message, at every depth, in document order. The response element of some operations
    /// is itself a response message, and some response messages contain further response messages.
    pub fn response_messages(&self) -> Vec<&ResponseMessageType> {
        response_messages(&self.body)
    }

    /// Returns the result of each response message of the operation, in document order. `Ok` contains the message as a value of the
    /// operation's message type.
    ///
    /// A message is an `Err` if the message itself or one inside it states an error: see
    /// [`result`](super::AnyResponseMessage::result). An element that is not a response message of the operation is also an `Err`. If
    /// another response message, such as the response element itself, contains response messages of the operation and states an error,
    /// this error is a separate `Err`.
    ///
    /// ```
    /// use ews_types::messages::elements::SendItem;
    /// use ews_types::operations::FindFolder;
    /// use ews_types::soap::{AnswerError, Response};
    ///
    /// fn print(answer: &Response<FindFolder>) -> Result<(), AnswerError> {
    ///     for found in answer.results() {
    ///         for folder in found?.root_folder.iter().filter_map(|root| root.folders.as_ref()).flatten() {
    ///             println!("{:?}", folder.display_name);
    ///         }
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn results(&self) -> Vec<Result<&O::Message, AnswerError>>
    where
        O: MessageOperation,
    {
        soap::results::<O, ResponseMessageType, _>(&self.body, failure)
    }

    /// Returns the only response message, for requests that concern one item, one subscription and so on.
    ///
    /// # Errors
    /// The response message is an error: see [`Self::results`]. There is no response message, or there are several.
    pub fn one(&self) -> Result<&O::Message, AnswerError>
    where
        O: MessageOperation,
    {
        soap::one::<O, _, _>(self.results())
    }

    /// Returns all values of a type in the response, in schema order: items, folders, ids or any other type, at any depth.
    /// [`Search`](xml::Search) describes the search.
    ///
    /// If some results are errors, and you need the values in the successful results, search in each result:
    /// `for found in answer.results().into_iter().flatten() { for item in found.all_of::<RealItem>() { .. } }`.
    ///
    /// The search for a type also finds the bases of values of derived types: `all_of::<MessageType>()` includes the `MessageType` in
    /// each meeting request. `all_of::<AnyMessageType>()` returns only the elements `Message`.
    ///
    /// ```
    /// use ews_types::operations::{CreateItem, FindItem};
    /// use ews_types::soap::{AnswerError, Response};
    /// use ews_types::types::{ItemIdType, RealItem};
    ///
    /// fn print(found: &Response<FindItem>, created: &Response<CreateItem>) -> Result<(), AnswerError> {
    ///     for item in found.all_of::<RealItem>()? {
    ///         println!("{:?}", item.subject);
    ///     }
    ///     println!("{}", created.first_of::<ItemIdType>()?.id);
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// A response message is an error (see [`Self::results`]), or the response contains no response message. Response messages
    /// without a value of the type are not an error.
    pub fn all_of<T: Value>(&self) -> Result<Vec<&T>, AnswerError>
    where
        O: MessageOperation,
    {
        soap::all_of::<O, T, _>(&self.body, self.results())
    }

    /// Returns the first value of a type in the response, such as the id of a new item.
    ///
    /// # Errors
    /// Fails like [`Self::all_of`], and if the response contains no such value.
    pub fn first_of<T: Value>(&self) -> Result<&T, AnswerError>
    where
        O: MessageOperation,
    {
        soap::first_of::<O, T, _>(&self.body, self.results())
    }

    /// Returns each error in [`ResponseBody::results`](super::ResponseBody::results) of the body, with its index in these results.
    pub fn errors(&self) -> Vec<(usize, ResponseMessageError)> {
        let results = self.body.results().into_iter().enumerate();
        results.filter_map(|(index, result)| Some((index, result.err()?))).collect()
    }
}

impl<O: Operation> From<soap::Response<O, ResponseHeaders>> for Response<O> {
    fn from(response: soap::Response<O, ResponseHeaders>) -> Self {
        let soap::Response { headers, body, deviations, .. } = response;
        Self { headers, body, deviations }
    }
}

impl<O: Operation> ServiceResponse<O> for Response<O> {
    type Headers = ResponseHeaders;
    type Fault = Fault;

    const URL_PATH: &'static str = "/EWS/Exchange.asmx";

    fn is_alias(reader: &Reader<'_>, response: &Row) -> bool {
        message_stands_for(reader, response)
    }

    fn is_repeatable() -> bool {
        is_read_only(O::NAME)
    }

    fn retry_hint(&self) -> Option<RetryHint> {
        let mut joined: Option<RetryHint> = None;
        for message in self.response_messages() {
            match hint_of(message.code(), message.message_xml()) {
                Some(hint) => {
                    let before = joined.unwrap_or(RetryHint { was_refused: true, ..hint });
                    let was_refused = before.was_refused && hint.was_refused;
                    joined = Some(RetryHint { delay: before.delay.max(hint.delay), was_refused });
                }
                // The server did not process this part, because an earlier part of the request failed. So only the message of the
                // earlier part states whether and how long the client has to wait.
                None if message.code().is_some_and(|code| code.as_str() == "ErrorBatchProcessingStopped") => {}
                None => return None,
            }
        }
        joined
    }

    fn retry_hint_of(fault: &Fault) -> Option<RetryHint> {
        hint_of(fault.response_code().as_ref(), fault.message_xml())
    }
}

/// Returns whether the reader is at a response message that a server sends instead of the response element, whose row is `response`:
/// the message has the name of this element with `Message` appended, in the same namespace.
///
/// Some servers answer GetSharingFolder and similar operations with `GetSharingFolderResponseMessage`, which has the content of
/// the `GetSharingFolderResponse` in the schema. [`Reader::take_for`] makes the reader treat the message as the response.
pub fn message_stands_for(reader: &Reader<'_>, response: &Row) -> bool {
    reader.local_name().strip_suffix("Message") == Some(response.name())
        && Ns::of(reader.namespace_uri()) == response.namespace()
}

/// Creates the response of an operation from its response messages. If the response element is itself a response message that contains
/// `messages`, the response element gets the class Success and the code NoError.
///
/// ```
/// use ews_types::messages::ItemInfoResponseMessageType;
/// use ews_types::operations::GetItem;
/// use ews_types::soap::{self, NewResponseMessage as _};
///
/// let body = soap::response_of::<GetItem>([ItemInfoResponseMessageType::success()]);
/// let bytes = soap::answer::<GetItem>(&body).to_vec()?;
/// assert!(soap::response::<GetItem>(&bytes)?.one().is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn response_of<O: AddMessage>(messages: impl IntoIterator<Item = O::Message>) -> O::Response {
    let mut response = soap::response_of::<O>(messages);
    let found = find_either::<ResponseMessageType, O::Message>(response.content(), <O::Response as GlobalElement>::ROW);
    if found.first().is_some_and(|first| first.depth == 0 && first.value::<O::Message>().is_none()) {
        copy_base(ValueRef::of(&ResponseMessageType::success()), response.content_mut());
    }
    response
}

/// Creates the answer of a server to the request of an operation. `body` is the response element.
pub fn answer<O: Operation>(body: &O::Response) -> Answer<'_, O> {
    Answer(soap::answer(body).headers(ResponseHeaders::default()))
}

/// The response of an operation, as a server sends it.
#[derive(Clone, Debug)]
pub struct Answer<'a, O: Operation>(soap::Answer<'a, O, ResponseHeaders>);

impl<O: Operation> Answer<'_, O> {
    /// Sets the version of the server.
    pub fn server_version(mut self, version: ServerVersionInfoType) -> Self {
        self.0.headers_mut().server_version_info = Some(version.into());
        self
    }

    /// Replaces characters that XML does not allow with U+FFFD. Without this call, [`to_vec`](soap::Answer::to_vec) refuses them.
    pub fn replace_forbidden_characters(self) -> Self {
        Self(self.0.replace_forbidden_characters())
    }

    /// Adds a header element of any kind.
    pub fn header(mut self, header: AnyElement) -> Self {
        self.0.headers_mut().other.push(header);
        self
    }

    /// Adds a typed header element other than the version of the server. A client reads it with [`ResponseHeaders::get`].
    ///
    /// # Errors
    /// A text in `header` contains a character that XML forbids.
    pub fn typed_header<E: GlobalElement>(mut self, header: &E) -> xml::Result<Self> {
        self.0.headers_mut().push(header)?;
        Ok(self)
    }

    /// Replaces all header elements.
    pub fn headers(mut self, headers: ResponseHeaders) -> Self {
        *self.0.headers_mut() = headers;
        self
    }
}

impl<'a, O: Operation> Deref for Answer<'a, O> {
    type Target = soap::Answer<'a, O, ResponseHeaders>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
