//! Helpers of all tests in this workspace. No package depends on this crate outside of its tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failure in here is the failure of a test")]

mod cases;
#[cfg(feature = "runtime")]
pub mod comparison;
mod content;
#[cfg(feature = "runtime")]
mod documents;
mod files;
pub mod instances;
pub mod models;
pub mod mutation;
mod random;
#[cfg(feature = "runtime")]
mod rewrite;
mod schemas;
pub mod settings;
#[cfg(feature = "validator")]
mod validator;
mod versions;

pub use content::content;
#[cfg(feature = "runtime")]
pub use documents::documents;
pub use files::files_below;
pub use random::{Random, bytes};
#[cfg(feature = "runtime")]
pub use rewrite::read_and_write;
pub use schemas::{ews_schemas, load_schema, spoken_schemas, write_beside_ews_schemas};
#[cfg(feature = "validator")]
pub use validator::Validator;
pub use versions::{ews_schemas_of, ews_server_files_of};
