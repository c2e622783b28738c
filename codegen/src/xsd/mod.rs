//! Schema documents: files, include and import, and the syntax of XML Schema 1.0.

mod additions;
mod declared;
pub(crate) mod document;
mod encoding;
pub(crate) mod grammar;
mod keywords;
mod loader;
mod name;
mod namespaces;
mod representation;
pub(crate) mod set;
pub(crate) mod syntax;
pub(crate) mod texts;
mod versioning;
pub(crate) mod white_space;

pub use additions::Additions;
pub use encoding::{EncodingError, decode};
pub use loader::{FileLoader, Loader, MemoryLoader};
pub use name::QName;
pub(crate) use name::{NAME_PART, NAME_START, is_language, is_nc_name, split_prefix};
pub use namespaces::{ADDITIONS, XML, XS, XSI};
pub(crate) use namespaces::{WSDL, WSDL_SOAP};
pub(crate) use namespaces::{XML_ATTRIBUTE_GROUP, XML_ATTRIBUTES, is_built_in_xml};
