//! Reads XML Schema 1.0 and WSDL 1.1 files and writes Rust bindings for them.
#![deny(missing_docs)]

pub mod diagnostics;
pub mod emit;
pub mod instance;
pub mod model;
pub mod schema;
pub mod wsdl;
pub mod xsd;
