//! The header elements of EWS.

#[cfg(feature = "_has_mailbox_culture")]
use crate::types::elements::MailboxCulture;
use crate::types::elements::{RequestServerVersion, ServerVersionInfo};
#[cfg(feature = "_has_impersonation")]
use crate::types::{Account, elements::ExchangeImpersonation};
#[cfg(feature = "_has_date_time_precision")]
use crate::types::{DateTimePrecisionType, elements::DateTimePrecision};
use crate::types::{ExchangeVersionType, ServerVersionInfoType};
#[cfg(feature = "_has_management_role")]
use crate::types::{ManagementRoleType, elements::ManagementRole};
#[cfg(feature = "_has_time_zone")]
use crate::types::{TimeZoneDefinitionType, elements::TimeZoneContext};
use crate::xml::soap;

soap::headers! {
    /// The header of a request. The WSDL states which header elements an operation accepts; servers ignore all other elements.
    #[non_exhaustive]
    pub struct RequestHeaders {
        /// The version of the schema that the request and its response follow.
        pub request_server_version: RequestServerVersion,
        /// The account on whose behalf the request is carried out.
        #[cfg(feature = "_has_impersonation")]
        pub exchange_impersonation: ExchangeImpersonation,
        /// The culture, such as `en-US`, of names that the server creates.
        #[cfg(feature = "_has_mailbox_culture")]
        pub mailbox_culture: MailboxCulture,
        /// The time zone that applies to times without an offset.
        #[cfg(feature = "_has_time_zone")]
        pub time_zone_context: TimeZoneContext,
        /// The management roles in which the request is carried out.
        #[cfg(feature = "_has_management_role")]
        pub management_role: ManagementRole,
        /// The precision of times in the response: seconds or milliseconds.
        #[cfg(feature = "_has_date_time_precision")]
        pub date_time_precision: DateTimePrecision,
    }
}

soap::headers! {
    /// The header of a response.
    #[non_exhaustive]
    pub struct ResponseHeaders {
        /// The version of the server.
        pub server_version_info: ServerVersionInfo,
    }
}

/// Methods that return the values of the header elements. An [`IncomingRequest`](super::IncomingRequest) dereferences to its
/// headers, so `request.version()` works, too.
impl RequestHeaders {
    /// Returns the version of the schema that the request and its response follow. `None`: the server uses its oldest version.
    pub fn version(&self) -> Option<&ExchangeVersionType> {
        self.request_server_version.as_ref().map(|header| &header.version)
    }

    /// Returns the account on whose behalf the request is carried out.
    #[cfg(feature = "_has_impersonation")]
    pub fn impersonated(&self) -> Option<&Account> {
        self.exchange_impersonation.as_ref().map(|header| &header.connecting_sid.account)
    }

    /// Returns the culture, such as `en-US`, of names that the server creates.
    #[cfg(feature = "_has_mailbox_culture")]
    pub fn mailbox_culture(&self) -> Option<&str> {
        self.mailbox_culture.as_ref().map(|header| header.value.as_str())
    }

    /// Returns the time zone that applies to times without an offset.
    #[cfg(feature = "_has_time_zone")]
    pub fn time_zone(&self) -> Option<&TimeZoneDefinitionType> {
        self.time_zone_context.as_ref().map(|header| &header.time_zone_definition)
    }

    /// Returns the management roles in which the request is carried out.
    #[cfg(feature = "_has_management_role")]
    pub fn management_role(&self) -> Option<&ManagementRoleType> {
        self.management_role.as_deref()
    }

    /// Returns the precision of times in the response: seconds or milliseconds.
    #[cfg(feature = "_has_date_time_precision")]
    pub fn date_time_precision(&self) -> Option<&DateTimePrecisionType> {
        self.date_time_precision.as_deref()
    }
}

impl ResponseHeaders {
    /// Returns the version of the server.
    pub fn server_version(&self) -> Option<&ServerVersionInfoType> {
        self.server_version_info.as_deref()
    }
}
