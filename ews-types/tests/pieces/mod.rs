//! Responses that arrive in chunks: whatever the chunks, the items and the rest are those of [`ews_types::soap::response`].

mod agreement;
mod bare_documents;
mod connections;
mod difference;
pub(crate) mod documents;
mod items;
mod limits;
mod reading;
mod refused;
