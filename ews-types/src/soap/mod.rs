//! SOAP 1.1: operations tie the elements of a request and its answer together.

mod operation;

pub use operation::{Operation, operation, operations};
