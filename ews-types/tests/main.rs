//! Tests of the bindings of Exchange Web Services.
#![allow(clippy::unwrap_used, clippy::panic, clippy::field_reassign_with_default, missing_docs)]

mod answers;
mod any_elements;
mod captures;
mod choices;
mod client_access_token;
mod conversions;
mod documented_samples;
mod drops;
mod find_item;
mod glob_imports;
mod headers;
mod hostile;
mod instances;
mod messages;
mod mutations;
mod operations;
mod outcomes;
mod pages;
mod pieces;
mod polymorphism;
mod principle;
mod push_listener;
mod results;
mod round_trip;
mod samples;
mod secrets;
mod sending;
mod serde;
mod servers;
mod soap;
mod token_over_http;
mod tolerance;
mod tour;
mod typed_answers;
mod unknown;
mod updates;
#[cfg(feature = "validate")]
mod validate;
#[cfg(feature = "validate")]
mod values;
#[cfg(feature = "validate")]
mod writing;
#[cfg(feature = "yaserde")]
mod yaserde;
