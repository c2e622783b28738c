//! Operations of a WSDL 1.1 file with the SOAP 1.1 binding.

mod binding;
mod operation;

pub(crate) use binding::operations;
pub use operation::{Operation, Services};
