//! Sample documents, derived from the components of a schema.

mod instance;
mod pattern;

pub use instance::{Size, instance, instance_naming};
