//! Random changes of valid documents.

mod attributes;
mod bytes;
mod edit;
mod elements;
mod encodings;
mod input;
mod mutations;
mod namespaces;
mod outline;
mod text;
mod values;

pub use input::Input;
pub use mutations::{MUTATIONS, Mutation, without_element};
