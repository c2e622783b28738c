//! Envelopes with responses.

pub(crate) const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
pub(crate) const M: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
pub(crate) const T: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// Returns an envelope with an XML declaration, a comment and a header before the body.
pub(crate) fn envelope(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- <s:Body> -->\n<s:Envelope xmlns:s=\"{SOAP}\"><s:Header>\
         <h:ServerVersionInfo MajorVersion=\"15\" Version='a>b' xmlns:h=\"{T}\"/></s:Header>\r\n \
         <s:Body xmlns:m=\"{M}\" xmlns:t=\"{T}\">{body}</s:Body></s:Envelope>\n"
    )
}

/// Returns a successful response message, with `content` after its response code.
pub(crate) fn message(operation: &str, content: &str) -> String {
    format!(
        "<m:{operation}ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>{content}\
         </m:{operation}ResponseMessage>"
    )
}

/// Returns an envelope with the response of an operation.
pub(crate) fn response(operation: &str, messages: &str) -> String {
    envelope(&format!(
        "<m:{operation}Response><m:ResponseMessages>\n{messages}\n</m:ResponseMessages></m:{operation}Response>"
    ))
}

/// Returns an envelope with a response to FindItem.
pub(crate) fn find_item(items: &str) -> String {
    let folder = format!("<m:RootFolder TotalItemsInView=\"3\"><t:Items>{items}</t:Items></m:RootFolder>");
    response("FindItem", &message("FindItem", &folder))
}
