//! The header elements of EWS.

#[cfg(feature = "_has_date_time_precision")]
use crate::types::elements::DateTimePrecision;
#[cfg(feature = "_has_impersonation")]
use crate::types::elements::ExchangeImpersonation;
#[cfg(feature = "_has_mailbox_culture")]
use crate::types::elements::MailboxCulture;
#[cfg(feature = "_has_management_role")]
use crate::types::elements::ManagementRole;
#[cfg(feature = "_has_time_zone")]
use crate::types::elements::TimeZoneContext;
use crate::types::elements::{RequestServerVersion, ServerVersionInfo};
use crate::xml::soap;

soap::headers! {
    /// The header of a request. The WSDL states which elements an operation accepts; servers ignore the others.
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
        /// The time zone of times without an offset.
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
