//! The header elements of EWS.

use crate::types::elements::{
    DateTimePrecision, ExchangeImpersonation, MailboxCulture, ManagementRole, RequestServerVersion, ServerVersionInfo,
    TimeZoneContext,
};
use crate::xml::soap;

soap::headers! {
    /// The header of a request. The WSDL states which elements an operation accepts; servers ignore the others.
    #[non_exhaustive]
    pub struct RequestHeaders {
        /// The version of the schema that the request and its response follow.
        pub request_server_version: RequestServerVersion,
        /// The account on whose behalf the request is carried out.
        pub exchange_impersonation: ExchangeImpersonation,
        /// The culture, such as `en-US`, of names that the server creates.
        pub mailbox_culture: MailboxCulture,
        /// The time zone of times without an offset.
        pub time_zone_context: TimeZoneContext,
        /// The management roles in which the request is carried out.
        pub management_role: ManagementRole,
        /// The precision of times in the response: seconds or milliseconds.
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
