//! Header elements of envelopes (SOAP 1.1, section 4.2).

use crate::any::AnyElement;
use crate::engine::element::GlobalElement;
use crate::error::Result;
use crate::names::{Namespace, SOAP_URI};
use crate::options::Options;
use crate::reader::{Reader, Step};
use crate::writer::Writer;

/// The value of the attribute `actor` for the next receiver of the message (SOAP 1.1, section 4.2.2).
const NEXT_ACTOR: &str = "http://schemas.xmlsoap.org/soap/actor/next";

/// The content of the header of an envelope: [`AnyHeaders`], or a struct that [`headers!`](macro@headers) defines.
pub trait Headers: Default {
    /// The namespaces that the schemas of the header elements declare, one list for each element.
    const NAMESPACES: &'static [&'static [Namespace]];

    /// Reads the current element, which is a header element.
    ///
    /// # Errors
    /// Fails like [`Reader::element`].
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<()>;

    /// Writes all header elements.
    ///
    /// # Errors
    /// A text contains a character that XML forbids.
    fn write(&self, writer: &mut Writer) -> Result<()>;

    /// Returns whether there are no header elements.
    fn is_empty(&self) -> bool;
}

/// Header elements of any kind, in document order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnyHeaders {
    /// The elements.
    pub elements: Vec<AnyElement>,
}

impl AnyHeaders {
    /// Returns the first header element `E`, if there is one.
    ///
    /// # Errors
    /// Fails like [`from_str`](crate::from_str).
    pub fn get<E: GlobalElement>(&self) -> Result<Option<E>> {
        find_header(&self.elements)
    }

    /// Appends a header element.
    ///
    /// # Errors
    /// A text in `header` contains a character that XML forbids.
    pub fn push<E: GlobalElement>(&mut self, header: &E) -> Result<()> {
        self.elements.push(any_header(header)?);
        Ok(())
    }

    /// Returns the header elements that the receiver must understand: see [`must_be_understood`].
    pub fn must_be_understood(&self) -> impl Iterator<Item = &AnyElement> {
        self.elements.iter().filter(|header| must_be_understood(header))
    }
}

impl Headers for AnyHeaders {
    const NAMESPACES: &'static [&'static [Namespace]] = &[];

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        self.elements.push(reader.any_element()?);
        Ok(())
    }

    fn write(&self, writer: &mut Writer) -> Result<()> {
        self.elements.iter().try_for_each(|element| writer.any_element(element))
    }

    fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }
}

/// Returns whether the sender requires the receiver to understand a header element: `mustUnderstand` is `1` or `true`, and `actor`
/// is absent, empty or the next receiver.
///
/// A server that does not know such a header refuses the request with
/// [`Fault::must_understand`](super::Fault::must_understand) (SOAP 1.1, section 4.2.3).
pub fn must_be_understood(header: &AnyElement) -> bool {
    let attribute = |local: &str| {
        let mut attributes = header.content.attributes.iter();
        let found = attributes.find(|attribute| attribute.namespace == SOAP_URI && attribute.local == local)?;
        Some(found.value.trim())
    };
    let is_for_receiver = attribute("actor").is_none_or(|actor| actor.is_empty() || actor == NEXT_ACTOR);
    is_for_receiver && matches!(attribute("mustUnderstand"), Some("1" | "true"))
}

/// Returns the first header element `E`, if there is one.
///
/// # Errors
/// Fails like [`from_str`](crate::from_str).
pub fn find_header<E: GlobalElement>(headers: &[AnyElement]) -> Result<Option<E>> {
    for element in headers {
        if let Some(header) = to_typed(element)? {
            return Ok(Some(header));
        }
    }
    Ok(None)
}

/// Converts a typed header element to an untyped element. Any request or response can contain the result.
///
/// # Errors
/// A text in `header` contains a character that XML forbids.
pub fn any_header<E: GlobalElement>(header: &E) -> Result<AnyElement> {
    let mut writer = Writer::new(E::NAMESPACES);
    writer.element(header)?;
    let text = writer.finish();
    let mut reader = Reader::new(&text, E::NAMESPACES, Options::new());
    reader.step()?;
    reader.any_element()
}

fn to_typed<E: GlobalElement>(header: &AnyElement) -> Result<Option<E>> {
    let mut writer = Writer::new(E::NAMESPACES);
    writer.any_element(header)?;
    let text = writer.finish();
    let mut reader = Reader::new(&text, E::NAMESPACES, Options::new());
    if !matches!(reader.step()?, Step::Start) {
        return Ok(None);
    }
    match reader.adopt_any(&[E::ROW])? {
        Some(_) => reader.element().map(Some),
        None => Ok(None),
    }
}

/// Defines a struct with a field for each header element that a service uses. Unknown header elements are kept in the field
/// `other`. A field can have a `#[cfg]` after its docs.
///
/// ```
/// use xsd_runtime::{self as xml, soap};
///
/// xml::namespaces! {
///     SECURITY = "urn:example:security" as "s";
/// }
///
/// xml::elements! {
///     Token(String): element(SECURITY, "Token");
/// }
///
/// soap::headers! {
///     /// The header of a request.
///     pub struct RequestHeaders {
///         /// The token of the client.
///         pub token: Token,
///     }
/// }
///
/// let mut headers = RequestHeaders::default();
/// headers.token = Some(Token("secret".to_owned()));
/// assert!(headers.other.is_empty());
/// ```
#[macro_export]
#[doc(hidden)]
macro_rules! __soap_headers {
    (
        $(#[$meta:meta])*
        pub struct $headers:ident {
            $($(#[doc = $docs:literal])* $(#[cfg($($gate:tt)*)])? pub $field:ident: $element:ty,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $headers {
            $($(#[doc = $docs])* $(#[cfg($($gate)*)])? pub $field: ::std::option::Option<$element>,)*
            /// The header elements that have no field, as they were received.
            pub other: ::std::vec::Vec<$crate::AnyElement>,
        }

        impl $headers {
            /// Returns the unknown header elements that the sender requires the receiver to understand. If there are any, a
            /// server refuses the request with `Fault::must_understand` (SOAP 1.1, section 4.2.3).
            pub fn not_understood(&self) -> impl Iterator<Item = &$crate::AnyElement> {
                self.other.iter().filter(|header| $crate::soap::must_be_understood(header))
            }

            /// Returns the first element `E` in `other`, if there is one.
            ///
            /// # Errors
            /// The content of the header element cannot be read.
            pub fn get<E: $crate::GlobalElement>(&self) -> $crate::Result<::std::option::Option<E>> {
                $crate::soap::find_header(&self.other)
            }

            /// Appends a header element to `other`.
            ///
            /// # Errors
            /// A text in `header` contains a character that XML forbids.
            pub fn push<E: $crate::GlobalElement>(&mut self, header: &E) -> $crate::Result<()> {
                self.other.push($crate::soap::any_header(header)?);
                ::std::result::Result::Ok(())
            }
        }

        impl $crate::soap::Headers for $headers {
            const NAMESPACES: &'static [&'static [$crate::Namespace]] =
                &[$($(#[cfg($($gate)*)])? <$element as $crate::GlobalElement>::NAMESPACES),*];

            fn read(&mut self, reader: &mut $crate::Reader<'_>) -> $crate::Result<()> {
                reader.adopt_any(&[$($(#[cfg($($gate)*)])? <$element as $crate::GlobalElement>::ROW),*])?;
                $(
                    $(#[cfg($($gate)*)])?
                    if reader.is_at::<$element>() {
                        self.$field = ::std::option::Option::Some(reader.element()?);
                        return ::std::result::Result::Ok(());
                    }
                )*
                self.other.push(reader.any_element()?);
                ::std::result::Result::Ok(())
            }

            fn write(&self, writer: &mut $crate::Writer) -> $crate::Result<()> {
                $(
                    $(#[cfg($($gate)*)])?
                    if let ::std::option::Option::Some(element) = &self.$field {
                        writer.element(element)?;
                    }
                )*
                self.other.iter().try_for_each(|element| writer.any_element(element))
            }

            fn is_empty(&self) -> bool {
                $(
                    $(#[cfg($($gate)*)])?
                    if self.$field.is_some() {
                        return false;
                    }
                )*
                self.other.is_empty()
            }
        }
    };
}
#[doc(inline)]
pub use __soap_headers as headers;
