//! The operations that only read, so that a client can repeat them, and the errors that ask a client to wait.

use super::message_xml::MessageXml;
use crate::messages::ResponseCodeType;
use crate::xml::soap::RetryHint;

/// Prefixes of the names of operations that only read.
const READING: [&str; 8] = ["Convert", "Expand", "Export", "Find", "Get", "Resolve", "Search", "Sync"];

/// The codes with which a server states that it has not begun to carry out the request.
const BUSY_CODES: [&str; 2] = ["ErrorServerBusy", "ErrorExceededConnectionCount"];

/// Returns whether an operation only reads.
pub(super) fn is_read_only(operation: &str) -> bool {
    READING.iter().any(|start| operation.starts_with(start))
}

/// Returns the retry hint for an error with the code `code` and the `MessageXml` `values`. `None` if the error does not ask the client
/// to wait.
pub(super) fn hint_of(code: Option<&ResponseCodeType>, values: MessageXml<'_>) -> Option<RetryHint> {
    let was_refused = code.is_some_and(|code| BUSY_CODES.contains(&code.as_str()));
    let delay = values.back_off();
    let is_error = code.is_some_and(|code| *code != ResponseCodeType::NoError);
    (was_refused || (is_error && delay.is_some())).then_some(RetryHint { delay, was_refused })
}
