//! Tests of the generator.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod additions;
mod diagnostics;
mod document_rules;
mod documentation;
mod examples;
mod features;
mod goldens;
mod naming;
mod schema_rules;
mod spoken;
mod versions;
