//! Responses that arrive in chunks: for any chunks, the items and the rest equal those that [`ews_types::soap::response`] returns.

mod agreement;
mod bare_documents;
mod connections;
mod difference;
pub(crate) mod documents;
mod items;
mod limits;
mod reading;
mod refused;
