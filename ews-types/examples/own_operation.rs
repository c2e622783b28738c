//! Defines an operation that this crate does not have, and uses it as a client and as a server.
#![allow(unreachable_pub, reason = "in a library, the module is public")]

use ews_types::messages::ResponseCodeType;
use ews_types::soap::{self, Fault, NewResponseMessage};
use ews_types::types::ExchangeVersionType;
use ews_types::xml;
use quota::{GetQuota, GetQuotaResponseType, GetQuotaType, operations};

/// The types, the elements and the operation.
mod quota {
    use ews_types::messages::ResponseMessageType;
    use ews_types::namespaces::{M, NAMESPACES};
    use ews_types::types::elements::{RequestServerVersion, ServerVersionInfo};
    use ews_types::{soap, xml};

    pub struct GetQuotaType {
        pub mailbox: String,
        pub folders: Vec<String>,
    }

    xml::complex_type! {
        GetQuotaType("GetQuotaType", M) {
            mailbox: element(M, "Mailbox").required();
            folders: element(M, "Folder").occurs(0, MANY);
        }
    }

    pub struct GetQuotaResponseType {
        pub base: ResponseMessageType,
        pub megabytes: Option<u64>,
    }

    xml::complex_type! {
        GetQuotaResponseType("GetQuotaResponseType", M): ResponseMessageType {
            megabytes: element(M, "Megabytes");
        }
    }

    xml::elements! {
        GetQuota(GetQuotaType): element(M, "GetQuota");
        GetQuotaResponse(GetQuotaResponseType): element(M, "GetQuotaResponse");
    }

    pub mod operations {
        use super::{GetQuotaResponseType, RequestServerVersion, ServerVersionInfo, soap};

        soap::operations! {
            /// Returns the size of a mailbox.
            GetQuota("GetQuota") {
                action: "http://schemas.microsoft.com/exchange/services/2006/messages/GetQuota";
                request: super::GetQuota [RequestServerVersion];
                response: super::GetQuotaResponse [ServerVersionInfo];
                message: GetQuotaResponseType;
            }
        }
    }
}

/// Answers a GetQuota request. A real server passes the requests of other operations to [`soap::incoming`].
fn serve(bytes: &[u8]) -> xml::Result<Vec<u8>> {
    let request = match soap::incoming_as::<operations::GetQuota>(bytes, xml::Options::new()) {
        Ok(request) => request.body,
        Err(error) => return Fault::client(ResponseCodeType::ErrorInvalidRequest, &error.to_string()).to_vec(),
    };
    let response = match request.mailbox.as_str() {
        "ada@example.com" => GetQuotaResponseType { megabytes: Some(2048), ..NewResponseMessage::success() },
        _ => GetQuotaResponseType::failure(ResponseCodeType::ErrorNonExistentMailbox, "there is no such mailbox"),
    };
    soap::answer::<operations::GetQuota>(&response.into()).to_vec()
}

/// Asks the server for the size of a mailbox. A real client sends the bytes with the HTTP library of its choice.
fn megabytes_of(mailbox: &str) -> Result<Option<u64>, Box<dyn std::error::Error>> {
    let body = GetQuota(GetQuotaType { mailbox: mailbox.to_owned(), folders: Vec::new() });
    let request = soap::request(&body).version(ExchangeVersionType::Exchange2013);
    let bytes = serve(&request.to_vec()?)?;
    let response = soap::response::<operations::GetQuota>(&bytes)?;
    Ok(response.one()?.megabytes)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    assert_eq!(megabytes_of("ada@example.com")?, Some(2048));
    let refusal = megabytes_of("nobody@example.com").err().map(|error| error.to_string());
    assert!(refusal.is_some_and(|text| text.contains("there is no such mailbox")));
    Ok(())
}
