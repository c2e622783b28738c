//! Names and namespaces (Namespaces in XML 1.0).

mod name;
mod namespace;

pub(crate) use name::Name;
pub(crate) use name::{name_hash, slot_of, split_name};
pub use namespace::{Namespace, Ns, namespaces};
pub(crate) use namespace::{SOAP_URI, XML_URI, XMLNS_URI, XS_URI, XSI_URI};
