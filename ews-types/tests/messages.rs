//! Messages read into typed values and written back the same.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use ews_types::messages::elements::GetClientAccessToken;
use ews_types::xml;

const NAMESPACES: &str = "xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" \
     xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"";

#[test]
fn a_request_for_tokens() {
    let text = format!(
        "<m:GetClientAccessToken {NAMESPACES}><m:TokenRequests><t:TokenRequest><t:Id>app</t:Id>\
         <t:TokenType>CallerIdentity</t:TokenType></t:TokenRequest></m:TokenRequests></m:GetClientAccessToken>"
    );
    let request: GetClientAccessToken = xml::from_str(&text).unwrap();
    assert_eq!(request.token_requests[0].id, "app");
    assert_eq!(xml::to_string(&request).unwrap(), text);
}
