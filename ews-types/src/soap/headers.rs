//! The header elements of EWS, typed, and all others as they came.

use crate::namespaces::SOAP;
use crate::types::elements::{
    DateTimePrecision, ExchangeImpersonation, MailboxCulture, ManagementRole, RequestServerVersion, ServerVersionInfo,
    TimeZoneContext,
};
use crate::xml::{AnyElement, Reader, Result, Writer};

/// The name of the SOAP 1.1 envelope namespace (SOAP 1.1, section 4).
pub(crate) const SOAP_URI: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// The actor that is whoever comes first (SOAP 1.1, section 4.2.2).
const NEXT_ACTOR: &str = "http://schemas.xmlsoap.org/soap/actor/next";

/// What stands in the header of an envelope.
pub(crate) trait Headers: Default {
    /// Reads the child of the header on whose start tag the reader stands.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<()>;

    /// Writes what is there.
    fn write(&self, writer: &mut Writer) -> Result<()>;

    fn is_empty(&self) -> bool;
}

macro_rules! headers {
    ($(#[$doc:meta])* $headers:ident { $($(#[$field_doc:meta])* $field:ident: $element:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $headers {
            $($(#[$field_doc])* pub $field: Option<$element>,)*
            /// Header elements of others, as they came.
            pub other: Vec<AnyElement>,
        }

        impl Headers for $headers {
            fn read(&mut self, reader: &mut Reader<'_>) -> Result<()> {
                reader.adopt_namespace(|reader| false $(|| reader.is_at::<$element>())*)?;
                $(
                    if reader.is_at::<$element>() {
                        self.$field = Some(reader.element()?);
                        return Ok(());
                    }
                )*
                self.other.push(AnyElement::capture(reader)?);
                Ok(())
            }

            fn write(&self, writer: &mut Writer) -> Result<()> {
                $(
                    if let Some(element) = &self.$field {
                        writer.element(element)?;
                    }
                )*
                self.other.iter().try_for_each(|element| element.write_to(writer))
            }

            fn is_empty(&self) -> bool {
                $(self.$field.is_none() &&)* self.other.is_empty()
            }
        }
    };
}

headers! {
    /// The header of a request. Which elements an operation takes is in the WSDL; servers pass over the rest.
    RequestHeaders {
        /// The version of the schema that the request keeps to. The answer will keep to it as well.
        request_server_version: RequestServerVersion,
        /// The account on whose behalf the request is carried out.
        exchange_impersonation: ExchangeImpersonation,
        /// The culture, as `en-US`, of names that the server makes.
        mailbox_culture: MailboxCulture,
        /// The time zone of times without an offset.
        time_zone_context: TimeZoneContext,
        /// The management roles in which the request is carried out.
        management_role: ManagementRole,
        /// Whether times in the answer have milliseconds.
        date_time_precision: DateTimePrecision,
    }
}

headers! {
    /// The header of an answer.
    ResponseHeaders {
        /// The version of the server.
        server_version_info: ServerVersionInfo,
    }
}

impl RequestHeaders {
    /// The headers that nobody here knows although their sender demands it with `mustUnderstand`: a server refuses the request
    /// with [`Fault::must_understand`](super::Fault::must_understand) (SOAP 1.1, section 4.2.3).
    pub fn not_understood(&self) -> impl Iterator<Item = &AnyElement> {
        self.other.iter().filter(|header| {
            let attribute = |local: &str| {
                let mut attributes = header.content.attributes.iter();
                let found = attributes.find(|attribute| attribute.namespace == SOAP_URI && attribute.local == local)?;
                Some(found.value.trim())
            };
            let is_for_us = attribute("actor").is_none_or(|actor| actor.is_empty() || actor == NEXT_ACTOR);
            is_for_us && matches!(attribute("mustUnderstand"), Some("1" | "true"))
        })
    }
}

/// Writes an envelope around what `body` writes.
pub(crate) fn write_envelope(headers: &impl Headers, body: impl FnOnce(&mut Writer) -> Result<()>) -> Result<String> {
    let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned();
    let mut writer = Writer::behind(declaration, crate::namespaces::NAMESPACES);
    writer.start(SOAP, "Envelope");
    if !headers.is_empty() {
        writer.start(SOAP, "Header");
        headers.write(&mut writer)?;
        writer.end(SOAP, "Header");
    }
    writer.start(SOAP, "Body");
    body(&mut writer)?;
    writer.end(SOAP, "Body");
    writer.end(SOAP, "Envelope");
    Ok(writer.finish())
}
