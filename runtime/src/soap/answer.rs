//! Responses that a server writes.

use std::fmt;

use super::envelope::write_envelope;
use super::headers::{AnyHeaders, Headers};
use super::operation::Operation;
use crate::engine::element::GlobalElement;
use crate::error::Result;
use crate::names::Namespace;
use crate::writer::Writer;

/// Creates the answer of a server to a request of the operation `O`. `body` is the element in the body of the envelope.
pub fn answer<O: Operation>(body: &O::Response) -> Answer<'_, O> {
    Answer { body, headers: AnyHeaders::default(), replaces_forbidden: false }
}

/// The response of an operation, as a server sends it.
#[derive(Clone, Debug)]
pub struct Answer<'a, O: Operation, H = AnyHeaders> {
    body: &'a O::Response,
    headers: H,
    replaces_forbidden: bool,
}

impl<'a, O: Operation, H: Headers> Answer<'a, O, H> {
    /// Replaces all headers. The new headers may have another type.
    pub fn headers<N: Headers>(self, headers: N) -> Answer<'a, O, N> {
        Answer { body: self.body, headers, replaces_forbidden: self.replaces_forbidden }
    }

    /// Returns the headers for modification.
    pub fn headers_mut(&mut self) -> &mut H {
        &mut self.headers
    }

    /// Writes U+FFFD in place of characters that XML does not allow. Without this call, [`Self::to_vec`] fails if there are any.
    pub fn replace_forbidden_characters(mut self) -> Self {
        self.replaces_forbidden = true;
        self
    }

    /// Returns the envelope in UTF-8.
    ///
    /// # Errors
    /// A text in the envelope contains a character that XML forbids, or a required value has not been set; the error states the
    /// place.
    pub fn to_vec(&self) -> Result<Vec<u8>> {
        write_envelope(&self.headers, O::Response::NAMESPACES, self.replaces_forbidden, |writer| {
            writer.element(self.body)
        })
        .map(String::into_bytes)
    }
}

/// The answer of a server to a request of any operation. In contrast to [`Answer`], its type does not depend on the operation, so
/// that one function of a server can set the headers of all answers and send the answers.
///
/// ```
/// use xsd_runtime::soap::AnyAnswer;
/// # use xsd_runtime as xml;
/// # xml::namespaces! { PING = "urn:example:ping" as "p"; }
/// # xml::elements! { Pong(String): element(PING, "Pong"); }
///
/// let answer: AnyAnswer = AnyAnswer::new(Pong("pong".to_owned()));
/// let text = String::from_utf8(answer.to_vec()?)?;
/// assert!(text.contains(">pong</"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct AnyAnswer<H = AnyHeaders> {
    /// The header elements of the envelope.
    pub headers: H,
    body: Box<dyn Body>,
}

impl<H: Headers> AnyAnswer<H> {
    /// Creates an answer with default headers. `body` is the element in the body of the envelope.
    pub fn new<E: GlobalElement + Send + 'static>(body: E) -> Self {
        Self { headers: H::default(), body: Box::new(body) }
    }

    /// Returns the envelope in UTF-8.
    ///
    /// # Errors
    /// Fails like [`Answer::to_vec`].
    pub fn to_vec(&self) -> Result<Vec<u8>> {
        write_envelope(&self.headers, self.body.namespaces(), false, |writer| self.body.write(writer))
            .map(String::into_bytes)
    }
}

/// The element in a body, independent of its type.
trait Body: fmt::Debug + Send {
    fn namespaces(&self) -> &'static [Namespace];

    fn write(&self, writer: &mut Writer) -> Result<()>;
}

impl<E: GlobalElement + Send> Body for E {
    fn namespaces(&self) -> &'static [Namespace] {
        E::NAMESPACES
    }

    fn write(&self, writer: &mut Writer) -> Result<()> {
        writer.element(self)
    }
}
